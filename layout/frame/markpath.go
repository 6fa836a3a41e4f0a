package frame

import "jianbao/layout/unit"

// Point is a point of a mark's path, in the coordinates of its line: from the line's X,
// and downwards from its baseline.
type Point struct{ X, Y unit.Abs }

// PathOp is the operation of a segment of a path.
type PathOp uint8

// The operations.
const (
	PathMove  PathOp = iota // begins a contour at To
	PathLine                // to To
	PathCurve               // cubic Bézier curve with the control points A and B to To
)

// PathSegment is one segment of a path.
type PathSegment struct {
	Op       PathOp
	A, B, To Point
}

// Path returns the contour of a mark, which is closed and filled.
func (m *Mark) Path() []PathSegment {
	var p path
	switch m.Form {
	case FormDot:
		p.circle(m)
	case FormBook:
		p.wave(m)
	default:
		p.move(m.X, m.Y)
		p.to(m.X+m.Width, m.Y)
		p.to(m.X+m.Width, m.Y+m.Height)
		p.to(m.X, m.Y+m.Height)
	}
	return p
}

// path is a path that is being made.
type path []PathSegment

func (p *path) move(x, y unit.Abs) {
	*p = append(*p, PathSegment{Op: PathMove, To: Point{x, y}})
}

func (p *path) to(x, y unit.Abs) {
	*p = append(*p, PathSegment{Op: PathLine, To: Point{x, y}})
}

func (p *path) curve(xa, ya, xb, yb, x, y unit.Abs) {
	*p = append(*p, PathSegment{Op: PathCurve, A: Point{xa, ya}, B: Point{xb, yb}, To: Point{x, y}})
}

// circle fills the box of a dot. The control points of a quarter are at 0.5523 of the
// radius.
func (p *path) circle(d *Mark) {
	r := d.Width / 2
	c := r.Scale(5523, 10_000)
	x, y := d.X+r, d.Y+r
	p.move(x+r, y)
	p.curve(x+r, y+c, x+c, y+r, x, y+r)
	p.curve(x-c, y+r, x-r, y+c, x-r, y)
	p.curve(x-r, y-c, x-c, y-r, x, y-r)
	p.curve(x+c, y-r, x+r, y-c, x+r, y)
}

// wave paints a whole number of half waves, each 3/2 as long as the line is high. The
// control points of half a wave are at 0.36 of its length and at 4/3 of its height.
func (p *path) wave(w *Mark) {
	half := w.Height * 3 / 2
	n := max(2, (w.Width+half/2)/half)
	x := func(i unit.Abs) unit.Abs { return w.X + w.Width*i/n }
	middle, high := w.Y+w.Height/2, (w.Height-w.Stroke)/2*4/3
	side := func(i unit.Abs) unit.Abs {
		if i%2 == 0 {
			return -high
		}
		return high
	}
	y := middle - w.Stroke/2
	p.move(x(0), y)
	for i := range n {
		a, b := x(i), x(i+1)
		c := (b - a).Scale(36, 100)
		p.curve(a+c, y+side(i), b-c, y+side(i), b, y)
	}
	y += w.Stroke
	p.to(x(n), y)
	for i := n - 1; i >= 0; i-- {
		a, b := x(i), x(i+1)
		c := (b - a).Scale(36, 100)
		p.curve(b-c, y+side(i), a+c, y+side(i), a, y)
	}
}
