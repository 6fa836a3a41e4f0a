package pdf

import (
	"fmt"
	"strconv"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
	"jianbao/layout/unit"
)

// painter writes content streams, page after page.
type painter struct {
	plan     *plan
	conf     conformance
	page     *pagePlan
	number   int // index of the document's page
	sheet    int // index of the sheet it stands on
	height   unit.Abs
	buf      []byte // content of the page
	state    textState
	colour   string // operators of the last ink
	gstate   string // name of the last graphics state
	err      error  // the first of something that cannot be painted
	open     marked
	outlined bool // text as paths

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

// paint makes the content streams of doc and returns what the finishing pass needs.
func paint(doc *frame.Document, opt Options, conf conformance) (*plan, error) {
	list, err := sheets(doc, opt)
	if err != nil {
		return nil, err
	}
	p := &painter{conf: conf, outlined: opt.OutlineText, plan: &plan{
		doc: doc, sheets: list, where: locations(list, len(doc.Pages)),
		fonts: &fontTable{}, pages: make([]pagePlan, len(list)), colours: newColours(opt),
	}}
	if conf.tagged {
		p.plan.tree = newStructure(doc)
	}
	if err := p.plan.fonts.number(doc); err != nil {
		return nil, err
	}
	// Pages are painted in reading order, whatever order they are printed in:
	// the structure grows with them.
	contents := make([]string, len(doc.Pages))
	for i := range doc.Pages {
		if err := p.paintPage(i); err != nil {
			return nil, err
		}
		contents[i] = string(p.buf)
	}
	for i := range list {
		p.plan.contents = append(p.plan.contents, p.paintSheet(i, contents))
	}
	return p.plan, nil
}

func (p *painter) paintPage(n int) error {
	page := &p.plan.doc.Pages[n]
	p.number, p.sheet, p.height = n, p.plan.where[n].sheet, page.Height
	p.page = &p.plan.pages[p.sheet]
	p.buf, p.state, p.open = p.buf[:0], textState{}, marked{}
	p.forget()
	for _, item := range page.Items {
		switch item := item.(type) {
		case *frame.Rule:
			p.artifact(artifactOf(item.Kind))
			p.rule(item)
		case *frame.Line:
			p.line(item)
		case *frame.Picture:
			p.picture(item)
		default:
			return fmt.Errorf("page %d: cannot paint %T", n+1, item)
		}
	}
	p.end()
	if p.err != nil {
		return fmt.Errorf("page %d: %w", n+1, p.err)
	}
	return nil
}

// line paints a line: one text object, or one for each part where links or
// phrases in another language begin and end.
func (p *painter) line(line *frame.Line) {
	parts := p.pieces(line)
	if len(parts) == 0 {
		return
	}
	artifact := line.Node == nil
	y := p.height - line.Y
	for from := 0; from < len(parts); {
		link, lang := parts[from].link, parts[from].lang
		to := from + 1
		for to < len(parts) && (artifact || parts[to].link == link && parts[to].lang == lang || parts[to-1].more) {
			to++
		}
		var e *element
		if link >= 0 && p.conf.screen {
			e = p.link(line, link, artifact)
		} else if p.plan.tree != nil && !artifact {
			e = p.plan.tree.of(line.Node)
			if lang != "" {
				e = e.add(roleSpan)
				e.lang = lang
			}
		}
		if artifact {
			p.artifact(artifactOf(line.Kind))
		} else if e != nil {
			p.element(e)
		}
		p.ink(line.Ink)
		if p.outlined {
			p.outlines(line, parts[from:to], y)
		} else {
			p.text(line, parts[from:to], y)
		}
		from = to
	}
}

// text paints pieces of a line as a text object with its baseline at y.
func (p *painter) text(line *frame.Line, parts []piece, y unit.Abs) {
	p.buf = append(p.buf, "BT\n"...)
	// The first glyph's place is the text object's: rounded like any other.
	x := line.X + unit.Abs(roundTo(parts[0].glyphs[0].x, finePerAbs))
	at := unit.Abs(roundTo(int64(x), int64(unit.Pt)/1000)) * (unit.Pt / 1000)
	p.buf = append(appendPt(p.buf, at), ' ')
	p.buf = append(appendPt(p.buf, y), " Td\n"...)
	pen := fine(at - line.X)
	for i := range parts {
		c := &parts[i]
		spoken := c.spoken && p.conf.standard != X1a // ActualText is of PDF 1.4
		if spoken && (i == 0 || !parts[i-1].more) {
			p.say(c.actual)
		}
		pen = p.show(c, pen)
		if spoken && !(c.more && i+1 < len(parts)) {
			p.buf = append(p.buf, "EMC\n"...)
		}
	}
	p.buf = append(p.buf, "ET\n"...)
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
	e.kids = append(e.kids, kid{page: p.sheet, mcid: id})
	p.buf = append(p.buf, '/')
	p.buf = append(p.buf, e.role...)
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

// artifactOf returns the property list of an artifact of a kind.
func artifactOf(k frame.Kind) string {
	switch k {
	case frame.KindFolio:
		return artifactFooter
	case frame.KindHeader:
		return artifactHeader
	}
	return artifactDesign
}
