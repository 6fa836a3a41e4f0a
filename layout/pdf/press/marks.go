package press

import "jianbao/layout/unit"

// Measures of the printer's marks.
var (
	markLength = unit.FromMM(5000)
	markWeight = unit.FromPt(250)
	markAway   = unit.FromMM(3000) // the least distance from the trim
	slugStrip  = unit.FromMM(5000) // beyond the marks, for the slug line
)

// Marks is where the printer's marks of a sheet stand. They all lie outside the bleed.
type Marks struct {
	away   unit.Abs // from the trim to where marks begin: never inside the bleed
	margin unit.Abs // from the trim to the edge of the sheet
}

func newMarks(bleed unit.Abs) *Marks {
	away := max(markAway, bleed)
	return &Marks{away: away, margin: away + markLength + slugStrip}
}

// AppendMarks appends the marks of a sheet in the colour space given, which is on every
// plate. The graphics state is to be saved before and restored afterwards; until then
// its line is that of marks.
func (s *Sheet) AppendMarks(b []byte, space string) []byte {
	m := pen{height: s.Height, buf: append(append(append(b, '/'), space...), " CS 1 SCN\n0 J "...)}
	m.buf = append(markWeight.Append(m.buf), " w\n"...)
	for _, l := range s.cropMarks() {
		m.stroke(l[0], l[1], l[2], l[3])
	}
	for _, c := range s.targets() {
		m.target(c[0], c[1])
	}
	return m.buf
}

// cropMarks are the lines (x, y to x, y) along which the page is cut: two at
// each corner.
func (s *Sheet) cropMarks() [][4]unit.Abs {
	near, far := s.Marks.away, s.Marks.away+markLength
	left, top := s.Trim.X, s.Trim.Y
	right, bottom := left+s.Trim.Width, top+s.Trim.Height
	var out [][4]unit.Abs
	for _, y := range [...]unit.Abs{top, bottom} {
		out = append(out, [4]unit.Abs{left - far, y, left - near, y}, [4]unit.Abs{right + near, y, right + far, y})
	}
	for _, x := range [...]unit.Abs{left, right} {
		out = append(out, [4]unit.Abs{x, top - far, x, top - near}, [4]unit.Abs{x, bottom + near, x, bottom + far})
	}
	return out
}

// targets are the middles of the registration marks: one on each side, by which
// the plates are laid over each other.
func (s *Sheet) targets() [][2]unit.Abs {
	off := s.Marks.away + markLength/2
	left, top := s.Trim.X, s.Trim.Y
	right, bottom := left+s.Trim.Width, top+s.Trim.Height
	x, y := (left+right)/2, (top+bottom)/2
	return [][2]unit.Abs{{x, top - off}, {x, bottom + off}, {left - off, y}, {right + off, y}}
}

// pen draws on a sheet.
type pen struct {
	height unit.Abs // of the sheet
	buf    []byte
}

// stroke draws a line.
func (m *pen) stroke(x1, y1, x2, y2 unit.Abs) {
	m.point(x1, y1, 'm')
	m.point(x2, y2, 'l')
	m.buf = append(m.buf, "S\n"...)
}

// target draws a cross in a circle.
func (m *pen) target(x, y unit.Abs) {
	arm := markLength / 2
	m.stroke(x-arm, y, x+arm, y)
	m.stroke(x, y-arm, x, y+arm)
	// Four Bézier curves; with this length of the tangents they stay within
	// three parts in ten thousand of the circle.
	r := markLength / 4
	k := r.Scale(5523, 10_000)
	m.point(x+r, y, 'm')
	for _, c := range [...][6]unit.Abs{
		{r, k, k, r, 0, r}, {-k, r, -r, k, -r, 0}, {-r, -k, -k, -r, 0, -r}, {k, -r, r, -k, r, 0},
	} {
		m.point(x+c[0], y+c[1], 0)
		m.point(x+c[2], y+c[3], 0)
		m.point(x+c[4], y+c[5], 'c')
	}
	m.buf = append(m.buf, "s\n"...)
}

// point writes a point of the sheet, and the operator it completes unless that is 0.
func (m *pen) point(x, y unit.Abs, operator byte) {
	m.buf = append(x.Append(m.buf), ' ')
	m.buf = append((m.height - y).Append(m.buf), ' ')
	if operator != 0 {
		m.buf = append(m.buf, operator, '\n')
	}
}
