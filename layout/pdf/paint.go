package pdf

import (
	"fmt"
	"strconv"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/ink"
	"jianbao/layout/pdf/operator"
	"jianbao/layout/pdf/press"
	"jianbao/layout/pdf/text"
	"jianbao/layout/unit"
)

// painter writes content streams, page after page.
type painter struct {
	*plan
	links    bool // lines have links
	outlined bool // text is painted as paths
	press    bool // overprinting counts
	text     *text.Encoder

	page     pageAt
	buf      []byte // content of the page
	graphics graphics
	open     marked
}

// pageAt is the page being painted.
type pageAt struct {
	number int // index of the document's page
	sheet  int // index of the sheet it stands on
	height unit.Abs
	*content
}

// graphics is the known part of the graphics state; empty: unknown.
type graphics struct {
	colour string // operators of the last ink
	state  string // name of the last graphics state
}

// marked is the open marked-content sequence.
type marked struct {
	element  *element
	artifact string
	any      bool
}

// paint writes the content streams of the file's pages.
func paint(doc *frame.Document, opt Options, conf conformance) (*plan, error) {
	p, err := newPainter(doc, opt, conf)
	if err != nil {
		return nil, err
	}
	// Pages are painted in reading order, whatever order they are printed in:
	// the structure grows with them.
	pages := make([]string, len(doc.Pages))
	for i := range doc.Pages {
		if err := opt.ended(); err != nil {
			return nil, err
		}
		if pages[i], err = p.paintPage(i); err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	slug := press.Slug{Meta: &doc.Meta, Plates: p.slugPlates(opt.Inks), Standard: conf.name}
	for i := range p.sheets {
		if p.contents[i].operators, err = p.paintSheet(i, pages, &slug); err != nil {
			return nil, err
		}
	}
	return p.plan, nil
}

func newPainter(doc *frame.Document, opt Options, conf conformance) (*painter, error) {
	sheets, err := press.Sheets(doc, opt.press())
	if err != nil {
		return nil, err
	}
	p := &painter{
		plan: &plan{
			doc: doc, sheets: sheets, where: press.Locations(sheets, len(doc.Pages)),
			contents: make([]content, len(sheets)), inks: ink.New(opt.inkTarget()),
		},
		links: conf.screen, outlined: opt.OutlineText, press: opt.Profile == Print,
	}
	if conf.tagged {
		p.tree = newStructure(doc)
	}
	t := text.Options{Lang: doc.Meta.Lang, Tagged: conf.tagged, ActualText: conf.standard != X1a}
	p.text, err = text.NewEncoder(doc, t, &p.fonts, &p.outlines)
	return p, err
}

// paintPage returns the content of a page of the document.
func (p *painter) paintPage(n int) (string, error) {
	page := &p.doc.Pages[n]
	sheet := p.where[n].Sheet
	p.page = pageAt{number: n, sheet: sheet, height: page.Height, content: &p.contents[sheet]}
	p.buf, p.graphics, p.open = p.buf[:0], graphics{}, marked{}
	if !p.press {
		p.graphics.colour = "0 g\n" // with which every page begins (ISO 32000-1 8.4.1)
	}
	p.text.Begin(&p.page.content.text)
	for _, item := range page.Items {
		if err := p.item(item); err != nil {
			return "", err
		}
	}
	p.end()
	return string(p.buf), nil
}

func (p *painter) item(item frame.Item) error {
	switch item := item.(type) {
	case *frame.Rule:
		p.artifact(artifactOf(item.Kind))
		return p.rectangle(frame.Rect{X: item.X, Y: item.Y, Width: item.Width, Height: item.Height}, item.Ink)
	case *frame.Tint:
		p.artifact(artifactOf(item.Kind))
		return p.rectangle(frame.Rect{X: item.X, Y: item.Y, Width: item.Width, Height: item.Height}, item.Ink)
	case *frame.Line:
		return p.line(item)
	case *frame.Picture:
		return p.picture(item)
	}
	return fmt.Errorf("cannot paint %T", item)
}

// line paints a line: one text object, or one for each part where links or
// phrases in another language begin and end.
func (p *painter) line(line *frame.Line) error {
	pieces := p.text.Pieces(line)
	artifact := line.Node == nil
	rubies := make([]rubyElement, len(line.Rubies))
	for from := 0; from < len(pieces); {
		to := from + 1
		for to < len(pieces) && (artifact || sameElement(&pieces[to], &pieces[from]) || pieces[to-1].More) {
			to++
		}
		e := p.elementOf(line, &pieces[from])
		if n := pieces[from].Ruby; e != nil && n >= 0 {
			if rubies[n].base == nil {
				rubies[n] = e.addRuby(&line.Rubies[n])
			}
			e = rubies[n].base
		}
		if artifact {
			p.artifact(artifactOf(line.Kind))
		} else if e != nil {
			p.element(e)
		}
		if err := p.ink(line.Ink); err != nil {
			return err
		}
		if err := p.show(line, pieces[from:to], p.page.height-line.Y); err != nil {
			return err
		}
		from = to
	}
	return p.decorations(line, rubies)
}

// sameElement reports whether two pieces are content of one element.
func sameElement(a, b *text.Piece) bool {
	return a.Link == b.Link && a.Lang == b.Lang && a.Script == b.Script && a.Decoration == b.Decoration && a.Ruby == b.Ruby
}

// elementOf returns the element of the structure that a piece of a line belongs to,
// nil if there is none.
func (p *painter) elementOf(line *frame.Line, piece *text.Piece) *element {
	artifact := line.Node == nil
	if piece.Link >= 0 && p.links {
		e := p.link(line, piece.Link, artifact)
		if e == nil || p.tree == nil {
			return e
		}
		if piece.Decoration >= 0 {
			e = e.add(roleSpan)
			e.decoration = &line.Decorations[piece.Decoration]
		}
		if piece.Script != frame.NoScript {
			e.shift = piece.Shift
		}
		return e
	}
	if p.tree == nil || artifact {
		return nil
	}
	e := p.tree.of(line.Node)
	if piece.Link >= 0 {
		if role := line.Links[piece.Link].Role; role != "" {
			e = e.add(role)
		}
	}
	if piece.Lang != "" || piece.Script != frame.NoScript || piece.Decoration >= 0 {
		e = e.add(roleSpan)
		e.lang = piece.Lang
		if piece.Decoration >= 0 {
			e.decoration = &line.Decorations[piece.Decoration]
		}
	}
	if piece.Script != frame.NoScript {
		e.shift = piece.Shift
	}
	return e
}

// show paints pieces of a line with the baseline at y.
func (p *painter) show(line *frame.Line, pieces []text.Piece, y unit.Abs) (err error) {
	if p.outlined {
		p.buf, err = p.text.AppendOutlines(p.buf, line, pieces, y)
	} else {
		p.buf = p.text.AppendText(p.buf, line, pieces, y)
	}
	return err
}

// rectangle paints a filled rectangle.
func (p *painter) rectangle(r frame.Rect, ink *frame.Ink) error {
	if r.Width <= 0 || r.Height <= 0 {
		return nil
	}
	if err := p.ink(ink); err != nil {
		return err
	}
	p.buf = operator.AppendRect(p.buf, r.X, p.page.height-r.Y-r.Height, r.Width, r.Height)
	p.buf = append(p.buf, " f\n"...)
	return nil
}

// ink makes what follows on the page be painted in ink; nil is black.
func (p *painter) ink(k *frame.Ink) error {
	s, err := p.inks.Shade(k)
	if err != nil {
		return err
	}
	if p.press {
		p.overprint(s.Overprint)
	}
	if p.graphics.colour == s.Operators {
		return nil
	}
	p.graphics.colour = s.Operators
	if s.Spot >= 0 {
		p.page.useSpot(s.Spot)
	}
	p.buf = append(p.buf, s.Operators...)
	return nil
}

// overprint turns overprinting on or off for what follows on the page.
func (p *painter) overprint(on bool) {
	name := ink.StateKnockOut
	if on {
		name = ink.StateOverprint
	}
	if p.graphics.state == name {
		return
	}
	p.graphics.state = name
	p.page.useState(name)
	p.buf = append(append(append(p.buf, '/'), name...), " gs\n"...)
}

// element makes the following content part of an element of the structure.
func (p *painter) element(e *element) {
	if p.open.any && p.open.element == e {
		return
	}
	p.end()
	p.open = marked{element: e, any: true}
	id := len(p.page.elements)
	p.page.elements = append(p.page.elements, e)
	e.kids = append(e.kids, kid{page: p.page.sheet, mcid: id})
	p.buf = append(p.buf, '/')
	p.buf = append(p.buf, e.role...)
	p.buf = append(p.buf, "<</MCID "...)
	p.buf = strconv.AppendInt(p.buf, int64(id), 10)
	p.buf = append(p.buf, ">>BDC\n"...)
}

// artifact makes the following content an artifact (ISO 32000-1 14.8.2.2).
func (p *painter) artifact(kind string) {
	if p.tree == nil || p.open.any && p.open.element == nil && p.open.artifact == kind {
		return
	}
	p.end()
	p.open = marked{artifact: kind, any: true}
	p.buf = append(p.buf, kind...)
}

// end closes the open marked-content sequence.
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
