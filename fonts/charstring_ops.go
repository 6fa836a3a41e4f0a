package fonts

// operator executes one operator other than calls and masks; escaped is the
// second byte of a two-byte operator.
func (m *charstring) operator(op, escaped int) error {
	a := m.stack[:m.sp]
	switch op {
	case 1, 3, 18, 23: // hstem, vstem, hstemhm, vstemhm
		m.stemHints()
		return nil
	case 14: // endchar
		if m.sp >= 4 {
			return errCharstringSeac
		}
		m.done = true
		return nil
	case 21: // rmoveto
		if a = m.args(2); len(a) < 2 {
			return errCharstring
		}
		m.move(a[0], a[1])
	case 22, 4: // hmoveto, vmoveto
		if a = m.args(1); len(a) < 1 {
			return errCharstring
		}
		if op == 22 {
			m.move(a[0], 0)
		} else {
			m.move(0, a[0])
		}
	case 5: // rlineto
		if len(a)%2 != 0 {
			return errCharstring
		}
		m.lines(a)
	case 6, 7: // hlineto, vlineto
		for i, v := range a {
			if (op == 6) == (i%2 == 0) {
				m.line(v, 0)
			} else {
				m.line(0, v)
			}
		}
	case 8: // rrcurveto
		m.curves(a)
	case 24: // rcurveline
		if len(a)%6 != 2 {
			return errCharstring
		}
		m.curves(a[:len(a)-2])
		m.lines(a[len(a)-2:])
	case 25: // rlinecurve
		if len(a) < 6 || len(a)%2 != 0 {
			return errCharstring
		}
		m.lines(a[:len(a)-6])
		m.curves(a[len(a)-6:])
	case 26: // vvcurveto
		var dx int64
		if len(a)%4 == 1 {
			dx, a = a[0], a[1:]
		}
		for ; len(a) >= 4; a = a[4:] {
			m.curve(dx, a[0], a[1], a[2], 0, a[3])
			dx = 0
		}
	case 27: // hhcurveto
		var dy int64
		if len(a)%4 == 1 {
			dy, a = a[0], a[1:]
		}
		for ; len(a) >= 4; a = a[4:] {
			m.curve(a[0], dy, a[1], a[2], a[3], 0)
			dy = 0
		}
	case 30, 31: // vhcurveto, hvcurveto
		for horizontal := op == 31; len(a) >= 4; horizontal = !horizontal {
			var last int64
			if len(a) == 5 {
				last = a[4]
			}
			if horizontal {
				m.curve(a[0], 0, a[1], a[2], last, a[3])
			} else {
				m.curve(0, a[0], a[1], a[2], a[3], last)
			}
			a = a[4:]
		}
	case 12:
		return m.escape(escaped)
	default:
		return errCharstring
	}
	m.sp = 0
	return nil
}

// escape executes the two-byte operators: the flex operators and the arithmetic
// operators that occur in existing fonts.
func (m *charstring) escape(op int) error {
	a := m.stack[:m.sp]
	n := 0
	switch op {
	case 34:
		n = 7
	case 35:
		n = 12
	case 36:
		n = 9
	case 37:
		n = 11
	case 9, 14, 18, 27: // abs, neg, drop, dup
		n = 1
	case 10, 11, 12, 24, 28: // add, sub, div, mul, exch
		n = 2
	}
	if n == 0 || len(a) < n {
		return errCharstring
	}
	switch op {
	case 34: // hflex
		m.curve(a[0], 0, a[1], a[2], a[3], 0)
		m.curve(a[4], 0, a[5], -a[2], a[6], 0)
		m.sp = 0
		return nil
	case 35: // flex
		m.curves(a[:12])
		m.sp = 0
		return nil
	case 36: // hflex1
		m.curve(a[0], a[1], a[2], a[3], a[4], 0)
		m.curve(a[5], 0, a[6], a[7], a[8], -(a[1] + a[3] + a[7]))
		m.sp = 0
		return nil
	case 37: // flex1
		dx, dy := a[0]+a[2]+a[4]+a[6]+a[8], a[1]+a[3]+a[5]+a[7]+a[9]
		m.curves(a[:6])
		if max(dx, -dx) > max(dy, -dy) {
			m.curve(a[6], a[7], a[8], a[9], a[10], -dy)
		} else {
			m.curve(a[6], a[7], a[8], a[9], -dx, a[10])
		}
		m.sp = 0
		return nil
	case 28: // exch
		a[len(a)-1], a[len(a)-2] = a[len(a)-2], a[len(a)-1]
		return nil
	case 27: // dup
		return m.push(a[len(a)-1])
	}
	x := a[len(a)-1]
	if n == 1 {
		m.sp--
		switch op {
		case 9:
			return m.push(max(x, -x))
		case 14:
			return m.push(-x)
		}
		return nil // drop
	}
	y := a[len(a)-2]
	m.sp -= 2
	switch op {
	case 10:
		return m.push(clampFixed(y + x))
	case 11:
		return m.push(clampFixed(y - x))
	case 24:
		return m.push(clampFixed(y * (x >> 8) >> 8))
	}
	if x == 0 { // div
		return errCharstring
	}
	return m.push(clampFixed(y * fixed / x))
}

// clampFixed limits numbers to the 32 bits of the format.
func clampFixed(v int64) int64 { return max(-1<<31, min(1<<31-1, v)) }

func (m *charstring) move(dx, dy int64) {
	m.x, m.y = m.x+dx, m.y+dy
	if m.trace {
		m.step(Segment{Op: MoveTo, To: Point{m.x, m.y}})
	}
}

// step records a segment. A MoveTo without further segments is dropped, and a
// contour without MoveTo begins at the current point.
func (m *charstring) step(s Segment) {
	if n := len(m.path); s.Op == MoveTo && n > 0 && m.path[n-1].Op == MoveTo {
		m.path = m.path[:n-1]
	} else if s.Op != MoveTo && n == 0 {
		m.path = append(m.path, Segment{Op: MoveTo})
	}
	m.path = append(m.path, s)
}

func (m *charstring) lines(a []int64) {
	for ; len(a) >= 2; a = a[2:] {
		m.line(a[0], a[1])
	}
}

func (m *charstring) curves(a []int64) {
	for ; len(a) >= 6; a = a[6:] {
		m.curve(a[0], a[1], a[2], a[3], a[4], a[5])
	}
}

func (m *charstring) line(dx, dy int64) {
	m.ink(m.x, m.y)
	m.x, m.y = m.x+dx, m.y+dy
	m.ink(m.x, m.y)
	if m.trace {
		m.step(Segment{Op: LineTo, To: Point{m.x, m.y}})
	}
}

func (m *charstring) curve(dx1, dy1, dx2, dy2, dx3, dy3 int64) {
	x0, y0 := m.x, m.y
	x1, y1 := x0+dx1, y0+dy1
	x2, y2 := x1+dx2, y1+dy2
	m.x, m.y = x2+dx3, y2+dy3
	if m.flat {
		return
	}
	if m.trace {
		m.step(Segment{Op: CurveTo, A: Point{x1, y1}, B: Point{x2, y2}, To: Point{m.x, m.y}})
	}
	m.ink(x0, y0)
	m.ink(m.x, m.y)
	m.xMin, m.xMax = reach(m.xMin, m.xMax, x0, x1, x2, m.x, 0)
	m.yMin, m.yMax = reach(m.yMin, m.yMax, y0, y1, y2, m.y, 0)
}

func (m *charstring) ink(x, y int64) {
	if !m.inked {
		m.inked = true
		m.xMin, m.xMax, m.yMin, m.yMax = x, x, y, y
		return
	}
	m.xMin, m.xMax = min(m.xMin, x), max(m.xMax, x)
	m.yMin, m.yMax = min(m.yMin, y), max(m.yMax, y)
}

// reach extends [lo,hi] to the extent of one coordinate of a Bézier curve, to
// within 1/16 unit, by subdividing the curve where a control point lies
// outside. Subdivision needs only integers; solving for the extremum would not.
func reach(lo, hi, p0, p1, p2, p3 int64, depth int) (int64, int64) {
	if l := min(p1, p2); l >= lo && max(p1, p2) <= hi {
		return lo, hi
	}
	p01, p12, p23 := (p0+p1)/2, (p1+p2)/2, (p2+p3)/2
	a, b := (p01+p12)/2, (p12+p23)/2
	mid := (a + b) / 2
	lo, hi = min(lo, mid), max(hi, mid)
	const close = fixed / 16
	if depth == 16 || max(p0, p1, p2, p3)-min(p0, p1, p2, p3) < close {
		return lo, hi
	}
	lo, hi = reach(lo, hi, p0, p01, a, mid, depth+1)
	return reach(lo, hi, mid, b, p23, p3, depth+1)
}
