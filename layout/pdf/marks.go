package pdf

import (
	"jianbao/layout/pdf/object"
	"jianbao/layout/unit"
)

// Measures of the printer's marks.
var (
	markLength = unit.FromMM(5000)
	markWeight = unit.FromPt(250)
	markAway   = unit.FromMM(3000) // the least distance from the trim
	slugStrip  = unit.FromMM(5000) // beyond the marks, for the slug line
)

// marks is what stands around a page for those who print and cut it. All of it
// lies outside the bleed.
type marks struct {
	away   unit.Abs // from the trim to where marks begin: never inside the bleed
	margin unit.Abs // from the trim to the edge of the sheet
}

func newMarks(bleed unit.Abs) *marks {
	away := max(markAway, bleed)
	return &marks{away: away, margin: away + markLength + slugStrip}
}

// spaceAll names the colour space of what is on every plate.
const spaceAll = "CSAll"

// allPlates is the colour that is printed with all inks, those unknown
// included (ISO 32000 8.6.6.4); it is for marks alone.
func allPlates() object.Array {
	zero, full := object.Array{}, object.Array{}
	for range 4 {
		zero, full = append(zero, object.Int(0)), append(full, object.Int(1))
	}
	return object.Array{object.Name("Separation"), object.Name("All"), object.Name("DeviceCMYK"),
		object.D("FunctionType", object.Int(2), "Domain", object.Array{object.Int(0), object.Int(1)},
			"C0", zero, "C1", full, "N", object.Int(1))}
}

// paintMarks paints the marks of a sheet.
func (p *painter) paintMarks(n int) {
	s := &p.plan.sheets[n]
	p.page = &p.plan.pages[n]
	p.artifact(artifactDesign)
	p.buf = append(p.buf, "q\n/"+spaceAll+" CS 1 SCN\n0 J "...)
	p.buf = append(markWeight.Append(p.buf), " w\n"...)
	for _, l := range s.cropMarks() {
		p.stroke(s, l[0], l[1], l[2], l[3])
	}
	for _, c := range s.targets() {
		p.target(s, c[0], c[1])
	}
	p.paintSlug(n)
	p.buf = append(p.buf, "Q\n"...)
	p.end()
}

// cropMarks are the lines (x, y to x, y) along which the page is cut: two at
// each corner.
func (s *sheet) cropMarks() [][4]unit.Abs {
	near, far := s.marks.away, s.marks.away+markLength
	left, top := s.trim.X, s.trim.Y
	right, bottom := left+s.trim.Width, top+s.trim.Height
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
func (s *sheet) targets() [][2]unit.Abs {
	off := s.marks.away + markLength/2
	left, top := s.trim.X, s.trim.Y
	right, bottom := left+s.trim.Width, top+s.trim.Height
	x, y := (left+right)/2, (top+bottom)/2
	return [][2]unit.Abs{{x, top - off}, {x, bottom + off}, {left - off, y}, {right + off, y}}
}

// stroke draws a line on a sheet.
func (p *painter) stroke(s *sheet, x1, y1, x2, y2 unit.Abs) {
	p.point(s, x1, y1, 'm')
	p.point(s, x2, y2, 'l')
	p.buf = append(p.buf, "S\n"...)
}

// target draws a cross in a circle.
func (p *painter) target(s *sheet, x, y unit.Abs) {
	arm := markLength / 2
	p.stroke(s, x-arm, y, x+arm, y)
	p.stroke(s, x, y-arm, x, y+arm)
	// Four Bézier curves; with this length of the tangents they stay within
	// three parts in ten thousand of the circle.
	r := markLength / 4
	k := r.Scale(5523, 10_000)
	p.point(s, x+r, y, 'm')
	for _, c := range [...][6]unit.Abs{
		{r, k, k, r, 0, r}, {-k, r, -r, k, -r, 0}, {-r, -k, -k, -r, 0, -r}, {k, -r, r, -k, r, 0},
	} {
		p.point(s, x+c[0], y+c[1], 0)
		p.point(s, x+c[2], y+c[3], 0)
		p.point(s, x+c[4], y+c[5], 'c')
	}
	p.buf = append(p.buf, "s\n"...)
}

// point writes a point of a sheet, and the operator it completes unless that is
// 0.
func (p *painter) point(s *sheet, x, y unit.Abs, operator byte) {
	p.buf = append(x.Append(p.buf), ' ')
	p.buf = append((s.height - y).Append(p.buf), ' ')
	if operator != 0 {
		p.buf = append(p.buf, operator, '\n')
	}
}
