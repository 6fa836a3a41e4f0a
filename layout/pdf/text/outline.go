package text

import (
	"strconv"
	"strings"

	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/pdf/cidfont"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/operator"
	"jianbao/layout/unit"
)

// Outlines holds the glyphs of a file whose text is painted as paths (转曲). Each is
// a form XObject, painted at each of its places: a fifth of the size of paths written out
// each time, and the same ink. The file has no fonts then. The zero value is empty.
type Outlines struct {
	index map[outlineKey]int // into forms; -1: no ink
	forms []outline
}

type outlineKey struct {
	font  int // index into cidfont.Table.Fonts
	glyph fonts.GID
}

// outline is a glyph in thousandths of an em.
type outline struct {
	bounds [4]int64 // left, bottom, right, top
	path   []byte
}

// form returns the number of a glyph's form, -1 if it leaves no ink.
func (t *Outlines) form(f *cidfont.Font, g fonts.GID) (int, error) {
	key := outlineKey{f.Index, g}
	if n, ok := t.index[key]; ok {
		return n, nil
	}
	path, err := f.Face.Outline(g)
	if err != nil {
		return -1, err
	}
	n := -1
	if len(path) > 0 {
		n = len(t.forms)
		t.forms = append(t.forms, newOutline(path, f.UnitsPerEm()))
	}
	if t.index == nil {
		t.index = make(map[outlineKey]int)
	}
	t.index[key] = n
	return n, nil
}

// Write adds the forms to a file and returns them in their order (ISO 32000-1 8.10).
func (t *Outlines) Write(file *object.File) []object.Ref {
	refs := make([]object.Ref, len(t.forms))
	for i, o := range t.forms {
		b := o.bounds
		refs[i] = file.Add(&object.Stream{
			Dict: object.D("Type", object.Name("XObject"), "Subtype", object.Name("Form"), "FormType", object.Int(1),
				"BBox", object.Array{object.Int(b[0]), object.Int(b[1]), object.Int(b[2]), object.Int(b[3])},
				"Matrix", object.Array{object.Real("0.001"), object.Int(0), object.Int(0), object.Real("0.001"), object.Int(0), object.Int(0)},
				"Resources", object.D()),
			Data: o.path,
		})
	}
	return refs
}

// OutlineName returns the resource name of form n.
func OutlineName(n int) object.Name { return object.Name("G" + strconv.Itoa(n)) }

// FontName returns the resource name of font n.
func FontName(n int) object.Name { return object.Name("F" + strconv.Itoa(n)) }

// Outlines are exact to 1/100000 em, which at 72 pt is less than a thousandth of a
// point.
const (
	outlineDigits = 2
	outlineScale  = 100 // 10^outlineDigits
)

// newOutline is a path, filled by the nonzero winding rule as fonts are.
func newOutline(path []fonts.Segment, upem int64) outline {
	w := outlineWriter{whole: upem * fonts.OutlineUnit}
	for i, s := range path {
		switch s.Op {
		case fonts.MoveTo:
			if i > 0 {
				w.operator("h")
			}
			w.points("m", s.To)
		case fonts.LineTo:
			w.points("l", s.To)
		case fonts.CurveTo:
			w.points("c", s.A, s.B, s.To)
		}
	}
	w.operator("h f")
	return outline{bounds: w.room(), path: w.path}
}

// outlineWriter writes the operators of a path and finds its bounds.
type outlineWriter struct {
	whole  int64 // an em in the units of the path
	path   []byte
	bounds [4]int64 // left, bottom, right, top
	any    bool     // bounds counts
}

// points writes points and the operator they are for.
func (w *outlineWriter) points(operator string, list ...fonts.Point) {
	for _, p := range list {
		x, y := unit.MulDiv(p.X, 1000*outlineScale, w.whole), unit.MulDiv(p.Y, 1000*outlineScale, w.whole)
		b := &w.bounds
		if !w.any {
			*b, w.any = [4]int64{x, y, x, y}, true
		}
		b[0], b[1], b[2], b[3] = min(b[0], x), min(b[1], y), max(b[2], x), max(b[3], y)
		w.number(x)
		w.number(y)
	}
	w.operator(operator)
}

func (w *outlineWriter) number(v int64) {
	w.path = append(operator.AppendDecimal(w.path, v, outlineDigits), ' ')
}

func (w *outlineWriter) operator(name string) { w.path = append(append(w.path, name...), '\n') }

// room returns the bounds in thousandths of an em with a little room: where an edge
// lies on the box, the box would cut its smoothing.
func (w *outlineWriter) room() [4]int64 {
	const room = 20
	up := func(v int64) int64 { return (v + outlineScale - 1) / outlineScale }
	b := w.bounds
	return [4]int64{-up(-b[0]) - room, -up(-b[1]) - room, up(b[2]) + room, up(b[3]) + room}
}

// AppendOutlines appends pieces of a line as paths, with the baseline at y. Their text
// is kept where the file has tags. The error is that of a glyph whose outline cannot be
// read.
func (e *Encoder) AppendOutlines(b []byte, line *frame.Line, pieces []Piece, y unit.Abs) ([]byte, error) {
	e.buf = b
	actual := ""
	if e.Tagged {
		actual = spanText(pieces)
	}
	if actual != "" {
		e.beginSpan(actual)
	}
	for i := range pieces {
		p := &pieces[i]
		for _, g := range p.glyphs {
			n, err := e.outlines.form(p.font, p.font.Glyph(g.cid))
			if err != nil {
				return e.buf, err
			}
			if n >= 0 {
				x := unit.Abs(operator.Round(g.x, finePerAbs))
				if line.Turned {
					e.appendForm(n, turned(p.size), line.X-p.rise, y+x)
				} else {
					e.appendForm(n, upright(p.size), line.X+x, y+p.rise)
				}
			}
		}
	}
	if actual != "" {
		e.buf = append(e.buf, endSpan...)
	}
	return e.buf, nil
}

// upright and turned return the first four elements of the matrix of a form in a
// size.
func upright(size unit.Abs) [4]unit.Abs { return [4]unit.Abs{size, 0, 0, size} }

func turned(size unit.Abs) [4]unit.Abs { return [4]unit.Abs{0, size, -size, 0} }

// appendForm paints a form, scaled and turned by a matrix, at a place.
func (e *Encoder) appendForm(n int, matrix [4]unit.Abs, x, y unit.Abs) {
	e.resources.Outlines = add(e.resources.Outlines, n)
	e.buf = append(e.buf, "q "...)
	for _, v := range matrix {
		e.buf = append(v.Append(e.buf), ' ')
	}
	e.buf = append(operator.AppendPt(e.buf, x), ' ')
	e.buf = append(operator.AppendPt(e.buf, y), " cm /"...)
	e.buf = append(append(e.buf, OutlineName(n)...), " Do Q\n"...)
}

// spanText is the text that pieces stand for.
func spanText(pieces []Piece) string {
	var b strings.Builder
	for i := range pieces {
		p := &pieces[i]
		if p.spanned {
			if i == 0 || !pieces[i-1].More {
				b.WriteString(p.actual)
			}
			continue
		}
		for _, g := range p.glyphs {
			if text := p.font.Text(g.cid); text != wordless {
				b.WriteString(text)
			}
		}
	}
	return b.String()
}
