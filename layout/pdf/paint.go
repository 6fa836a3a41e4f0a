package pdf

import (
	"bytes"
	"fmt"
	"strconv"
	"time"

	"github.com/go-pdf/fpdf"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
	"jianbao/layout/unit"
)

// painter writes content streams, page after page.
type painter struct {
	plan   *plan
	page   *pagePlan
	number int // index of the page
	height unit.Abs
	buf    []byte // content of the page
	state  textState
	rgb    [3]uint8
	open   marked

	// Memory used again from line to line.
	tokens []token
	parts  []piece
	texts  []string
	codes  []byte
	gaps   []int64
}

// marked is the marked-content sequence that is open.
type marked struct {
	element  *element
	artifact string
	any      bool
}

// paint writes doc through fpdf and returns what the finishing pass needs.
func paint(doc *frame.Document, opt Options) (*plan, error) {
	p := &painter{plan: &plan{doc: doc, fonts: &fontTable{}, pages: make([]pagePlan, len(doc.Pages))}}
	if !opt.untagged {
		p.plan.tree = newTree(doc)
	}
	first := &doc.Pages[0]
	out := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: size(first)})
	out.SetCompression(false)
	out.SetCatalogSort(true)
	out.SetMargins(0, 0, 0)
	out.SetAutoPageBreak(false, 0)
	// The finishing pass writes the real dates; without any, fpdf asks the clock.
	epoch := time.Unix(0, 0).UTC()
	out.SetCreationDate(epoch)
	out.SetModificationDate(epoch)
	for i := range doc.Pages {
		out.AddPageFormat("P", size(&doc.Pages[i]))
		if err := p.paintPage(i); err != nil {
			return nil, err
		}
		out.RawWriteStr(string(p.buf))
	}
	var raw bytes.Buffer
	if err := out.Output(&raw); err != nil {
		return nil, fmt.Errorf("fpdf: %w", err)
	}
	p.plan.raw = raw.Bytes()
	return p.plan, nil
}

// size is a page's size for fpdf, which rounds it; the finishing pass writes
// the exact one.
func size(page *frame.Page) fpdf.SizeType {
	return fpdf.SizeType{Wd: float64(page.Width) / float64(unit.Pt), Ht: float64(page.Height) / float64(unit.Pt)}
}

func (p *painter) paintPage(n int) error {
	page := &p.plan.doc.Pages[n]
	p.page, p.number, p.height = &p.plan.pages[n], n, page.Height
	p.buf, p.state, p.rgb, p.open = p.buf[:0], textState{}, [3]uint8{}, marked{}
	for _, item := range page.Items {
		switch item := item.(type) {
		case *frame.Rule:
			p.artifact(artifactOf(item.Kind))
			p.rule(item)
		case *frame.Line:
			for i := range item.Glyphs {
				g := &item.Glyphs[i]
				if g.Face == nil {
					return fmt.Errorf("page %d: a glyph for %q has no face", n+1, g.Text)
				}
				if int(g.ID) >= g.Face.NumGlyphs() {
					return fmt.Errorf("page %d: glyph %d for %q is beyond its face", n+1, g.ID, g.Text)
				}
			}
			p.line(item)
		default:
			return fmt.Errorf("page %d: cannot paint %T", n+1, item)
		}
	}
	p.end()
	return nil
}

// line paints a line: one text object, or one for each part where links begin
// and end.
func (p *painter) line(line *frame.Line) {
	parts := p.pieces(line)
	if len(parts) == 0 {
		return
	}
	kind, artifact := artifactKind(line.Kind)
	y := p.height - line.Y
	for from := 0; from < len(parts); {
		link := parts[from].link
		to := from + 1
		for to < len(parts) && (artifact || parts[to].link == link || parts[to-1].more) {
			to++
		}
		var e *element
		if link >= 0 {
			e = p.link(line, link, artifact)
		} else if p.plan.tree != nil && !artifact {
			e = p.plan.tree.place(p.number, line)
		}
		if artifact {
			p.artifact(kind)
		} else if e != nil {
			p.element(e)
		}
		p.ink(line.Ink)
		p.buf = append(p.buf, "BT\n"...)
		// The first glyph's place is the text object's: rounded like any other.
		x := line.X + unit.Abs(roundTo(parts[from].glyphs[0].x, finePerAbs))
		at := unit.Abs(roundTo(int64(x), int64(unit.Pt)/1000)) * (unit.Pt / 1000)
		p.buf = append(appendPt(p.buf, at), ' ')
		p.buf = append(appendPt(p.buf, y), " Td\n"...)
		pen := fine(at - line.X)
		for i := from; i < to; i++ {
			c := &parts[i]
			if c.spoken && (i == from || !parts[i-1].more) {
				p.say(c.actual)
			}
			pen = p.show(c, pen)
			if c.spoken && !(c.more && i+1 < to) {
				p.buf = append(p.buf, "EMC\n"...)
			}
		}
		p.buf = append(p.buf, "ET\n"...)
		from = to
	}
}

// say begins a span whose text is given (ISO 32000 14.9.4).
func (p *painter) say(text string) {
	p.buf = append(p.buf, "/Span<</ActualText"...)
	p.codes = object.AppendUTF16(append(p.codes[:0], 0xFE, 0xFF), text)
	p.buf = object.AppendString(p.buf, p.codes)
	p.buf = append(p.buf, ">>BDC\n"...)
}

// element makes what follows belong to an element of the structure.
func (p *painter) element(e *element) {
	if p.open.any && p.open.element == e {
		return
	}
	p.end()
	p.open = marked{element: e, any: true}
	id := len(p.page.elements)
	p.page.elements = append(p.page.elements, e)
	e.kids = append(e.kids, kid{page: p.number, mcid: id})
	p.buf = append(p.buf, '/')
	p.buf = append(p.buf, e.tag...)
	p.buf = append(p.buf, "<</MCID "...)
	p.buf = strconv.AppendInt(p.buf, int64(id), 10)
	p.buf = append(p.buf, ">>BDC\n"...)
}

// artifact makes what follows belong to the page's design (ISO 32000 14.8.2.2).
func (p *painter) artifact(kind string) {
	if p.plan.tree == nil || p.open.any && p.open.element == nil && p.open.artifact == kind {
		return
	}
	p.end()
	p.open = marked{artifact: kind, any: true}
	p.buf = append(p.buf, kind...)
}

// end closes what is open.
func (p *painter) end() {
	if p.open.any {
		p.buf = append(p.buf, "EMC\n"...)
		p.open = marked{}
	}
}

// Property lists of artifacts, ready to write.
const (
	artifactDesign = "/Artifact BMC\n"
	artifactHeader = "/Artifact<</Type/Pagination/Subtype/Header>>BDC\n"
	artifactFooter = "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n"
)

// artifactKind tells which lines are no part of the text: page numbers, running
// heads, and the dots of the contents.
func artifactKind(k frame.Kind) (string, bool) {
	switch k {
	case frame.KindFolio:
		return artifactFooter, true
	case frame.KindHeader:
		return artifactHeader, true
	case frame.KindLeader:
		return artifactDesign, true
	}
	return "", false
}

func artifactOf(k frame.Kind) string {
	if s, ok := artifactKind(k); ok {
		return s
	}
	return artifactDesign
}
