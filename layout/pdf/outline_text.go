package pdf

import (
	"fmt"
	"slices"
	"strings"

	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
	"jianbao/layout/unit"
)

// outlineTable holds the glyphs of a file whose text is painted as outlines
// (转曲). Each is a form XObject, painted wherever it occurs: a fifth of the size
// of paths written out each time, and the same ink. The file has no fonts then.
type outlineTable struct {
	index map[outlineKey]int // into forms; -1: no ink
	forms []outlineForm
}

type outlineKey struct {
	font  int // index into fontTable.fonts
	glyph fonts.GID
}

// outlineForm is a glyph in thousandths of an em.
type outlineForm struct {
	bounds [4]int64 // left, bottom, right, top
	path   []byte
}

// form returns the number of a glyph's form, -1 if it leaves no ink.
func (t *outlineTable) form(f *fontUse, g fonts.GID) (int, error) {
	key := outlineKey{f.index, g}
	if n, ok := t.index[key]; ok {
		return n, nil
	}
	path, err := f.face.Outline(g)
	if err != nil {
		return -1, fmt.Errorf("font %s: %w", f.face.PostScriptName(), err)
	}
	n := -1
	if len(path) > 0 {
		n = len(t.forms)
		t.forms = append(t.forms, newOutlineForm(path, f.upem))
	}
	if t.index == nil {
		t.index = make(map[outlineKey]int)
	}
	t.index[key] = n
	return n, nil
}

// outlineDigits is how exact outlines are: to 1/100000 em, which at 72 pt is
// less than a thousandth of a point.
const outlineDigits = 2

// newOutlineForm writes a path and fills it by the nonzero winding rule, as
// fonts are.
func newOutlineForm(path []fonts.Segment, upem int64) outlineForm {
	var o outlineForm
	const scale = 100 // 10^outlineDigits
	whole := upem * fonts.OutlineUnit
	seen := false
	point := func(p fonts.Point) {
		x, y := unit.MulDiv(p.X, 1000*scale, whole), unit.MulDiv(p.Y, 1000*scale, whole)
		b := &o.bounds
		if !seen {
			b[0], b[1], b[2], b[3], seen = x, y, x, y, true
		}
		b[0], b[1], b[2], b[3] = min(b[0], x), min(b[1], y), max(b[2], x), max(b[3], y)
		o.path = append(appendDecimal(o.path, x, outlineDigits), ' ')
		o.path = append(appendDecimal(o.path, y, outlineDigits), ' ')
	}
	for i, s := range path {
		switch s.Op {
		case fonts.MoveTo:
			if i > 0 {
				o.path = append(o.path, "h\n"...)
			}
			point(s.To)
			o.path = append(o.path, "m\n"...)
		case fonts.LineTo:
			point(s.To)
			o.path = append(o.path, "l\n"...)
		case fonts.CurveTo:
			point(s.A)
			point(s.B)
			point(s.To)
			o.path = append(o.path, "c\n"...)
		}
	}
	o.path = append(o.path, "h f\n"...)
	// A little room: where an edge lies on the box, the box would cut its
	// smoothing.
	const room = 20
	for i := range o.bounds {
		if i < 2 {
			o.bounds[i] = -((-o.bounds[i] + scale - 1) / scale) - room
		} else {
			o.bounds[i] = (o.bounds[i]+scale-1)/scale + room
		}
	}
	return o
}

// outlines paints pieces of a line as paths. What they say is kept where the
// file has tags.
func (p *painter) outlines(line *frame.Line, parts []piece, y unit.Abs) {
	said := ""
	if p.plan.tree != nil {
		said = spokenText(parts)
	}
	if said != "" {
		p.say(said)
	}
	for i := range parts {
		c := &parts[i]
		for _, g := range c.glyphs {
			n, err := p.plan.outlines.form(c.font, c.font.codes[g.cid-1].glyph)
			if err != nil && p.err == nil {
				p.err = err
			}
			if n < 0 {
				continue
			}
			p.page.markOutline(n)
			p.buf = append(p.buf, "q "...)
			p.buf = append(c.size.Append(p.buf), " 0 0 "...)
			p.buf = append(c.size.Append(p.buf), ' ')
			p.buf = append(appendPt(p.buf, line.X+unit.Abs(roundTo(g.x, finePerAbs))), ' ')
			p.buf = append(appendPt(p.buf, y+c.rise), " cm /"...)
			p.buf = append(append(p.buf, outlineName(n)...), " Do Q\n"...)
		}
	}
	if said != "" {
		p.buf = append(p.buf, "EMC\n"...)
	}
}

// spokenText is what pieces stand for.
func spokenText(parts []piece) string {
	var b strings.Builder
	for i := range parts {
		c := &parts[i]
		if c.spoken {
			if i == 0 || !parts[i-1].more {
				b.WriteString(c.actual)
			}
			continue
		}
		for _, g := range c.glyphs {
			if text := c.font.codes[g.cid-1].text; text != wordless {
				b.WriteString(text)
			}
		}
	}
	return b.String()
}

func outlineName(n int) object.Name { return object.Name(fmt.Sprintf("G%d", n)) }

// markOutline adds a form to a page's sorted list.
func (p *pagePlan) markOutline(n int) {
	if i, ok := slices.BinarySearch(p.outlines, n); !ok {
		p.outlines = slices.Insert(p.outlines, i, n)
	}
}

// writeOutlines writes the forms of outlined glyphs (ISO 32000 8.10).
func (f *finisher) writeOutlines() error {
	for _, o := range f.plan.outlines.forms {
		b := o.bounds
		f.outlineRef = append(f.outlineRef, f.file.Add(&object.Stream{
			Dict: object.D("Type", object.Name("XObject"), "Subtype", object.Name("Form"), "FormType", object.Int(1),
				"BBox", object.Array{object.Int(b[0]), object.Int(b[1]), object.Int(b[2]), object.Int(b[3])},
				"Matrix", object.Array{object.Real("0.001"), object.Int(0), object.Int(0), object.Real("0.001"), object.Int(0), object.Int(0)},
				"Resources", object.D()),
			Data: o.path,
		}))
	}
	return nil
}
