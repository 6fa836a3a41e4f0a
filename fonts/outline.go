package fonts

// OutlineUnit is the number of outline units in a font unit. The fractions
// represent thirds of a font unit, which arise when quadratic curves become
// cubic, and the fractions of charstrings with negligible error and identically
// on every processor.
const OutlineUnit = fixed

// Point is a point of an outline in outline units, y upwards.
type Point struct{ X, Y int64 }

// SegmentOp is the operation of a segment of an outline.
type SegmentOp uint8

// The operations.
const (
	MoveTo  SegmentOp = iota // begins a contour at To
	LineTo                   // to To
	CurveTo                  // cubic Bézier curve with the control points A and B to To
)

// Segment is one segment of an outline. Contours are closed implicitly: the line
// back to the start of a contour is not among its segments.
type Segment struct {
	Op       SegmentOp
	A, B, To Point
}

// Outline returns the contours of a glyph, to be filled by the nonzero winding
// rule; none for a glyph without ink. It returns a *FaceError if the glyph's data
// are damaged.
func (f *Face) Outline(g GID) ([]Segment, error) {
	path, err := f.outline(g)
	if err != nil {
		return nil, &FaceError{f, err}
	}
	return path, nil
}

func (f *Face) outline(g GID) ([]Segment, error) {
	if int(g) >= f.numGlyphs {
		return nil, refuse(Damaged, "glyph %d of %d", g, f.numGlyphs)
	}
	if f.cff != nil {
		p := &f.cff.fds[f.cff.fd(g)]
		m := charstring{global: &f.cff.globalSubrs, local: &p.subrs, trace: true}
		if err := m.run(f.cff.charStrings.get(int(g))); err != nil {
			return nil, refuse(Damaged, "glyph %d: %v", g, err)
		}
		if n := len(m.path) - 1; n >= 0 && m.path[n].Op == MoveTo {
			m.path = m.path[:n]
		}
		return m.path, nil
	}
	if f.misplaced(g) {
		return nil, refuse(Damaged, "place of glyph %d", g)
	}
	o := glyfOutline{face: f}
	shift, ok := o.add(g, 0)
	if !ok {
		return nil, refuse(Damaged, "outline of glyph %d", g)
	}
	return o.segments(shift), nil
}

// glyfOutline collects the points of a TrueType glyph and its components.
type glyfOutline struct {
	face   *Face
	points []glyfPoint
	parts  int
}

// glyfPoint is a point in outline units.
type glyfPoint struct {
	Point
	on  bool // on the curve; else the control point of a quadratic one
	end bool // the contour's last
}

// Limits of composite glyphs.
const (
	maxParts      = 1 << 10
	maxPartDepth  = 16
	maxGlyfPoints = 1 << 16
)

// Further flags of a composite glyph's components (OpenType, table glyf).
const (
	argsAreXY    = 1 << 1
	useMyMetrics = 1 << 9
	scaledOffset = 1 << 11
)

// add appends the points of a glyph. shift is the distance by which the outline
// is moved when drawn, so that its left edge is at the left side bearing of the
// metrics.
func (o *glyfOutline) add(g GID, depth int) (shift int64, ok bool) {
	d := o.face.glyphData(g)
	if len(d) == 0 {
		return 0, int(g) < o.face.numGlyphs
	}
	if o.parts++; o.parts > maxParts || depth > maxPartDepth || len(d) < 10 {
		return 0, false
	}
	shift = int64(o.face.leftBearing(g)-d.i16(2)) * fixed
	if d.i16(0) >= 0 {
		return shift, o.simple(d)
	}
	for at, more := 10, true; more; {
		flags := d.u16(at)
		more = flags&moreComponents != 0
		part, next, ok := readComponent(d, at)
		if !ok {
			return 0, false
		}
		at = next
		before := len(o.points)
		own, ok := o.add(part.glyph, depth+1)
		if !ok {
			return 0, false
		}
		if flags&useMyMetrics != 0 {
			shift = own
		}
		if !o.move(part, flags, before) {
			return 0, false
		}
	}
	return shift, true
}

// glyfComponent is a component: a glyph and its transformation matrix, in 2.14 fixed
// point.
type glyfComponent struct {
	glyph          GID
	arg1, arg2     int
	xx, xy, yx, yy int64
}

// readComponent reads the component at an offset in a composite glyph's data.
func readComponent(d table, at int) (p glyfComponent, next int, ok bool) {
	const one = 1 << 14
	flags := d.u16(at)
	p = glyfComponent{glyph: GID(d.u16(at + 2)), xx: one, yy: one}
	at += 4
	switch xy := flags&argsAreXY != 0; {
	case flags&argsAreWords != 0 && xy:
		p.arg1, p.arg2 = d.i16(at), d.i16(at+2)
	case flags&argsAreWords != 0:
		p.arg1, p.arg2 = d.u16(at), d.u16(at+2)
	case xy:
		p.arg1, p.arg2 = int(int8(d.u8(at))), int(int8(d.u8(at+1)))
	default:
		p.arg1, p.arg2 = d.u8(at), d.u8(at+1)
	}
	at += 2
	if flags&argsAreWords != 0 {
		at += 2
	}
	switch {
	case flags&haveScale != 0:
		p.xx = int64(d.i16(at))
		p.yy = p.xx
		at += 2
	case flags&haveXYScale != 0:
		p.xx, p.yy = int64(d.i16(at)), int64(d.i16(at+2))
		at += 4
	case flags&haveTwoByTwo != 0:
		p.xx, p.xy = int64(d.i16(at)), int64(d.i16(at+2))
		p.yx, p.yy = int64(d.i16(at+4)), int64(d.i16(at+6))
		at += 8
	}
	return p, at, at <= len(d)
}

// move positions the points of a component, those from index before on: by an
// offset, or so that one of them coincides with an existing point.
func (o *glyfOutline) move(p glyfComponent, flags, before int) bool {
	turn := func(q Point) Point {
		return Point{(q.X*p.xx + q.Y*p.yx) >> 14, (q.X*p.xy + q.Y*p.yy) >> 14}
	}
	for i := before; i < len(o.points); i++ {
		o.points[i].Point = turn(o.points[i].Point)
	}
	var by Point
	if flags&argsAreXY != 0 {
		by = Point{int64(p.arg1) * fixed, int64(p.arg2) * fixed}
		if flags&scaledOffset != 0 {
			by = turn(by)
		}
	} else {
		if p.arg1 >= before || before+p.arg2 >= len(o.points) {
			return false
		}
		a, b := o.points[p.arg1], o.points[before+p.arg2]
		by = Point{a.X - b.X, a.Y - b.Y}
	}
	for i := before; i < len(o.points); i++ {
		o.points[i].X += by.X
		o.points[i].Y += by.Y
	}
	return true
}

// simple appends the points of a simple glyph (OpenType, table glyf).
func (o *glyfOutline) simple(d table) bool {
	contours := d.i16(0)
	if contours == 0 {
		return true
	}
	at := 10 + 2*contours
	n := d.u16(at-2) + 1
	at += 2 + d.u16(at) // the instructions
	if at > len(d) || len(o.points)+n > maxGlyfPoints {
		return false
	}
	first := len(o.points)
	o.points = append(o.points, make([]glyfPoint, n)...)
	points := o.points[first:]
	last := -1
	for i := range contours {
		end := d.u16(10 + 2*i)
		if end <= last || end >= n {
			return false
		}
		points[end].end = true
		last = end
	}

	const onCurve, xShort, yShort, repeat, xSame, ySame = 1, 2, 4, 8, 16, 32
	flags := make([]int, n)
	for i := 0; i < n; {
		if at >= len(d) {
			return false
		}
		flag, times := d.u8(at), 1
		at++
		if flag&repeat != 0 {
			times += d.u8(at)
			at++
		}
		if times > n-i {
			return false
		}
		for ; times > 0; times-- {
			flags[i] = flag
			points[i].on = flag&onCurve != 0
			i++
		}
	}
	coordinate := func(set func(p *glyfPoint, v int64), short, same int) {
		v := 0
		for i, flag := range flags {
			switch {
			case flag&short != 0:
				if flag&same != 0 {
					v += d.u8(at)
				} else {
					v -= d.u8(at)
				}
				at++
			case flag&same == 0:
				v += d.i16(at)
				at += 2
			}
			set(&points[i], int64(v)*fixed)
		}
	}
	coordinate(func(p *glyfPoint, v int64) { p.X = v }, xShort, xSame)
	coordinate(func(p *glyfPoint, v int64) { p.Y = v }, yShort, ySame)
	return at <= len(d)
}

// segments turns the points into contours, moved right by shift.
func (o *glyfOutline) segments(shift int64) []Segment {
	for i := range o.points {
		o.points[i].X += shift
	}
	var out []Segment
	for from := 0; from < len(o.points); {
		to := from
		for !o.points[to].end {
			to++
		}
		out = contour(out, o.points[from:to+1])
		from = to + 1
	}
	return out
}

// contour appends a contour, converting its quadratic curves to cubic ones.
// Between two adjacent control points their midpoint is an implied point on the
// curve.
func contour(out []Segment, points []glyfPoint) []Segment {
	n := len(points)
	if n < 2 {
		return out // an anchor, not ink
	}
	first := 0
	for first < n && !points[first].on {
		first++
	}
	var start Point
	if first < n {
		start = points[first].Point
	} else {
		first = n - 1
		start = midpoint(points[n-1].Point, points[0].Point)
	}
	out = append(out, Segment{Op: MoveTo, To: start})
	pen, control, pending := start, Point{}, false
	curve := func(to Point) {
		out = append(out, Segment{Op: CurveTo, A: third(pen, control), B: third(to, control), To: to})
		pen = to
	}
	for i := 1; i <= n; i++ {
		p := points[(first+i)%n]
		last := i == n
		switch {
		case p.on && pending:
			curve(p.Point)
			pending = false
		case p.on:
			if !last {
				out = append(out, Segment{Op: LineTo, To: p.Point})
			}
			pen = p.Point
		default:
			if pending {
				curve(midpoint(control, p.Point))
			}
			control, pending = p.Point, true
		}
	}
	if pending { // no point was on the curve
		curve(start)
	}
	return out
}

func midpoint(a, b Point) Point { return Point{(a.X + b.X) / 2, (a.Y + b.Y) / 2} }

// third returns the control point next to p of the cubic curve that equals a
// quadratic one: two thirds of the way from p to its control point.
func third(p, control Point) Point {
	return Point{p.X + 2*(control.X-p.X)/3, p.Y + 2*(control.Y-p.Y)/3}
}
