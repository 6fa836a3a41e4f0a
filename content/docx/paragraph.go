package docx

import (
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/opc"
)

// paragraph is a paragraph of the text. It may consist of several of the file, where
// the marks between them are deleted or hidden.
type paragraph struct {
	style   *style
	heading int // level of its style or outline, 1 to 9; 0: none
	centred bool
	bullet  bool   // it is an item of a list
	list    string // id of its numbering
	level   int    // of its numbering, from 0
	label   int    // bytes of the automatic number that its text begins with
	entry   bool   // of a table of contents
	shaded  bool
	leaders bool // it has stops of tabs with lines or dots up to them
	from    int  // offset of its text
	to      int
	text    inlines
	later   []func() // what is read after it: text boxes, notes
	after   []content.Block
	figures []figureAt // pictures in it

	properties opc.Node // w:pPr, that of the mark that ends it
	goesOn     bool     // the next one of the file is part of it
	gone       bool     // nothing of it is left, neither text nor mark
	seen       []stretch
	typeface   typeface // of its text
	hasHan     bool     // typeface is that of Han
	reds       reds
	head       bool // it is the name in the head of the document
}

// paragraph reads w:p.
func (r *reader) paragraph(n opc.Node, c context) {
	u := r.story.unit
	if u.Kind == diag.UnitParagraph {
		r.paragraphs++
	}
	u.Paragraph = r.paragraphs
	if c.gone() || r.hiddenParagraph(n, c, u) {
		return
	}
	p := r.par
	first := p == nil || !p.goesOn
	if first {
		p = r.newParagraph(n)
	}
	r.par = p
	r.begin(u)
	if first {
		p.from = len(r.out)
		if !p.gone {
			r.label(p)
		}
		r.units[len(r.units)-1].Unseen = p.label
	}
	r.markRevision(n, c)
	p.goesOn = r.goesOn(n)
	for child := n.First(); child.Ok(); child = child.Next() {
		r.inline(child, c)
	}
	p.to = len(r.out)
	r.paragraphBreaks(n)
	r.end()
	if p.goesOn {
		return
	}
	r.complete(p)
}

// complete adds a paragraph to its story, with what belongs behind it.
func (r *reader) complete(p *paragraph) {
	r.reportSeen(p)
	r.reportFrame(p)
	p.text.list = likeNext(p.text.list, p.label)
	r.par = nil
	if r.rows(p); r.endsWithCaption(p) {
		for _, b := range p.after {
			r.story.items = append(r.story.items, item{block: b})
		}
		p.after, p.figures = nil, nil
	}
	r.emptyLine(p)
	r.story.items = append(r.story.items, item{paragraph: p})
	for _, read := range p.later {
		read()
	}
	for _, b := range p.after {
		r.story.items = append(r.story.items, item{block: b})
	}
}

// emptyLine counts an empty paragraph with a line below or above it, which is a rule or a
// line to write on.
func (r *reader) emptyLine(p *paragraph) {
	border := p.properties.Child("w:pBdr")
	if !border.Ok() || !blank(r.out[p.from:p.to]) || len(p.figures) > 0 {
		return
	}
	for _, side := range [...]string{"w:bottom", "w:top", "w:between"} {
		if val := border.Child(side).Attr("w:val"); val != "" && val != "nil" && val != "none" {
			r.lines.add(diag.Span{Source: r.src, Start: p.from, End: p.to})
			return
		}
	}
}

// reportFrame reports a paragraph in a frame, which stands beside the text.
func (r *reader) reportFrame(p *paragraph) {
	frame := r.property(p, "w:framePr")
	text := strings.Trim(flat(p.text.list), blanks+"\n")
	if drop := frame.Attr("w:dropCap"); frame.Ok() && (drop == "" || drop == "none") && text != "" {
		r.log.Add("docx-frame", diag.Span{Source: r.src, Start: p.from, End: p.to}, shortened(text))
	}
}

// endStory completes a paragraph whose mark is deleted and that nothing follows.
func (r *reader) endStory() {
	if p := r.par; p != nil && p.goesOn {
		r.complete(p)
	}
}

// paragraphProperties returns w:pPr, that before the last change if changes are
// rejected.
func (r *reader) paragraphProperties(n opc.Node) opc.Node {
	p := n.Child("w:pPr")
	if old := p.Find("w:pPrChange", "w:pPr"); r.changes == Reject && old.Ok() {
		return old
	}
	return p
}

// newParagraph returns the paragraph that begins with w:p n.
func (r *reader) newParagraph(n opc.Node) *paragraph {
	mark, gone := r.governing(n)
	own := r.paragraphProperties(mark)
	p := &paragraph{properties: own, gone: gone, style: r.styles.paragraph(own.Child("w:pStyle").Attr("w:val"))}
	p.heading = outlineLevel(own, p.style)
	p.centred = r.property(p, "w:jc").Attr("w:val") == "center"
	p.entry = p.style.isContents()
	p.leaders = r.hasLeaders(p)
	p.shaded = r.story.shaded || visibleShade(r.property(p, "w:shd"))
	return p
}

// property returns a property of a paragraph, its own or that of its style.
func (r *reader) property(p *paragraph, name string) opc.Node {
	if n := p.properties.Child(name); n.Ok() {
		return n
	}
	return p.style.property(name)
}

func visibleShade(n opc.Node) bool {
	fill := shadeOf(n)
	return n.Ok() && fill != "" && fill != "FFFFFF"
}

// outlineLevel returns the level of a heading, from 1; 0 if the paragraph is none. The
// levels of the styles of headings are fixed.
func outlineLevel(own opc.Node, st *style) int {
	if level := st.headingLevel(); level > 0 {
		return level
	}
	n := own.Child("w:outlineLvl")
	if !n.Ok() {
		n = st.property("w:outlineLvl")
	}
	if val := n.Attr("w:val"); len(val) == 1 && val[0] >= '0' && val[0] <= '8' {
		return int(val[0]-'0') + 1
	}
	return 0
}

func isToggled(n opc.Node) bool { return n.Ok() && stateOf(n) == on }

// paragraphBreaks counts the page breaks that a paragraph asks for.
func (r *reader) paragraphBreaks(n opc.Node) {
	if isToggled(r.property(r.par, "w:pageBreakBefore")) {
		b := r.pageBreak()
		b.at.Start, b.at.End = r.par.from, r.par.from
		r.breaks = append(r.breaks, b)
	}
	if s := n.Find("w:pPr", "w:sectPr"); s.Ok() {
		r.section(s)
	}
}

// shortened returns a text for a message.
func shortened(s string) string {
	const most = 30
	s = strings.ReplaceAll(strings.TrimSpace(s), "\n", " ")
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
