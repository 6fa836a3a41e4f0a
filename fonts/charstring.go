package fonts

import "errors"

// charstring runs Type 2 charstrings (Adobe Technical Note 5177). It computes
// the outline's extent. With flat set it also copies the program with all
// subroutines inlined, so that a subset needs none. With trace set it records
// the contours. With probe set it stops as soon as the outline has an area.
//
// Coordinates are 16.16 fixed-point in an int64: the same on every processor.
type charstring struct {
	global, local *index
	flat          bool
	out           []byte
	base          int // where in out this program starts

	stack   [maxStack]int64
	sp      int
	numbers []int // offsets in out of the numbers not consumed yet
	stems   int
	width   bool // the width operand has been handled
	done    bool
	steps   int

	x, y                   int64
	inked                  bool
	xMin, yMin, xMax, yMax int64

	probe bool
	trace bool
	path  []Segment
}

const (
	maxStack    = 48
	maxStems    = 96
	maxSubrs    = 10
	maxSteps    = 1 << 18
	fixed       = 1 << 16
	maxFlatSize = 1 << 18
)

var (
	errCharstring     = errors.New("damaged charstring")
	errCharstringSeac = errors.New("charstring composed of two standard characters")
)

// reset prepares the interpreter for another glyph. Old values on the stack are
// not cleared: nothing reads above sp.
func (m *charstring) reset(global, local *index) {
	m.global, m.local = global, local
	m.sp, m.numbers, m.stems, m.width, m.done, m.steps = 0, m.numbers[:0], 0, false, false, 0
	m.x, m.y, m.inked = 0, 0, false
}

// run executes a glyph's charstring. A missing endchar is accepted, as common
// readers do.
func (m *charstring) run(code table) error {
	if code == nil {
		return errCharstring
	}
	if err := m.exec(code, 0); err != nil {
		return err
	}
	if m.flat && !m.done {
		m.out = append(m.out, 14)
	}
	return nil
}

func (m *charstring) bounds() (Bounds, bool) {
	if !m.inked {
		return Bounds{}, false
	}
	return Bounds{
		XMin: int(m.xMin >> 16), YMin: int(m.yMin >> 16),
		XMax: int((m.xMax + fixed - 1) >> 16), YMax: int((m.yMax + fixed - 1) >> 16),
	}, true
}

// area reports whether the outline so far has an extent in both directions.
func (m *charstring) area() bool { return m.inked && m.xMin < m.xMax && m.yMin < m.yMax }

func (m *charstring) push(v int64) error {
	if m.sp == maxStack {
		return errCharstring
	}
	m.stack[m.sp] = v
	m.sp++
	return nil
}

// emit appends part of the program to the flat one and records the offsets of
// numbers.
func (m *charstring) emit(b []byte, number bool) {
	if !m.flat {
		return
	}
	if number {
		m.numbers = append(m.numbers, len(m.out))
	} else {
		m.numbers = m.numbers[:0]
	}
	m.out = append(m.out, b...)
}

func (m *charstring) exec(code table, depth int) error {
	for o := 0; o < len(code) && !m.done; {
		if m.steps++; m.steps > maxSteps || len(m.out)-m.base > maxFlatSize {
			return errCharstring
		}
		b := int(code[o])
		if b >= 32 || b == 28 {
			v, n := number(code, o)
			if n == 0 || m.push(v) != nil {
				return errCharstring
			}
			m.emit(code[o:o+n], true)
			o += n
			continue
		}
		switch b {
		case 10, 29: // callsubr, callgsubr
			if err := m.call(b == 29, depth); err != nil {
				return err
			}
			o++
			continue
		case 11: // return
			return nil
		case 19, 20: // hintmask, cntrmask: operands on the stack are stems
			m.stemHints()
			if m.stems > maxStems {
				return errCharstring
			}
			n := 1 + (m.stems+7)/8
			mask := code.sub(o, n)
			if mask == nil {
				return errCharstring
			}
			m.emit(mask, false)
			o += n
			continue
		}
		n := 1
		if b == 12 {
			n = 2
		}
		op := code.sub(o, n)
		if op == nil {
			return errCharstring
		}
		if err := m.operator(b, code.u8(o+1)); err != nil {
			return err
		}
		if m.probe && m.area() {
			m.done = true
		}
		m.emit(op, false)
		o += n
	}
	return nil
}

// number returns the operand at o and its length in bytes; n is 0 if it is
// truncated.
func number(code table, o int) (v int64, n int) {
	switch b := int(code[o]); {
	case b == 28:
		v, n = int64(code.i16(o+1))*fixed, 3
	case b <= 246:
		v, n = int64(b-139)*fixed, 1
	case b <= 250:
		v, n = int64((b-247)*256+code.u8(o+1)+108)*fixed, 2
	case b <= 254:
		v, n = int64(-(b-251)*256-code.u8(o+1)-108)*fixed, 2
	default:
		v, n = int64(int32(uint32(code.u32(o+1)))), 5
	}
	if o+n > len(code) {
		return 0, 0
	}
	return v, n
}

func (m *charstring) call(global bool, depth int) error {
	x := m.local
	if global {
		x = m.global
	}
	if m.sp == 0 || depth == maxSubrs {
		return errCharstring
	}
	m.sp--
	bias := 32768
	if x.count < 1240 {
		bias = 107
	} else if x.count < 33900 {
		bias = 1131
	}
	sub := x.get(int(m.stack[m.sp]>>16) + bias)
	if sub == nil {
		return errCharstring
	}
	if m.flat {
		// The subroutine's number can only be removed from the copy if it is a
		// literal.
		n := len(m.numbers) - 1
		if n < 0 {
			return errCharstring
		}
		m.out = m.out[:m.numbers[n]]
		m.numbers = m.numbers[:n]
	}
	return m.exec(sub, depth+1)
}

// stemHints counts the stems on the stack; an odd operand before them is the
// width.
func (m *charstring) stemHints() {
	m.stems += m.sp / 2
	m.width, m.sp = true, 0
}

// args returns the operands without the width, which the first operator that
// clears the stack may have before its own n operands.
func (m *charstring) args(n int) []int64 {
	a := m.stack[:m.sp]
	if !m.width {
		m.width = true
		if len(a) > n {
			a = a[1:]
		}
	}
	return a
}
