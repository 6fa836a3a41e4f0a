package docx

import (
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// finish completes the extracted text and reports what is known only at the end.
func (r *reader) finish() {
	r.endStory()
	r.endContents()
	r.finishNotes()
	r.extract.finish()
	r.reportRevisions()
	r.reportBreaks()
	r.reportHeaders()
	for _, c := range []struct {
		code diag.Code
		counted
	}{{"docx-placeholder", r.controls}, {"docx-line", r.lines}} {
		if c.n > 0 {
			r.log.Add(c.code, c.first, c.n)
		}
	}
}

// document returns what was read.
func (r *reader) document() *Document {
	d := &Document{Source: r.src, Centred: map[content.Block]bool{}}
	d.Blocks = r.assemble(r.story.items, d)
	r.reportRed()
	if r.typedPages.n >= leastContents {
		r.log.Add("docx-contents-typed", r.typedPages.first, r.typedPages.n)
	}
	d.NotesAtEnd = len(r.textNotes[0]) == 0 && r.noteCalls[1] > 0
	d.Pictures = r.pictures
	if r.deep.n > 0 {
		r.log.Add("docx-level", r.deep.first, r.deep.n)
	}
	return d
}

// assembling makes blocks of paragraphs.
type assembling struct {
	*reader
	doc    *Document // nil: of a cell, note or box
	blocks []content.Block
	lists  []openList
	quote  *content.Quote
	front  []frontLine // the first lines
	at     int         // ordinal of the item, empty ones included
	above  bool        // captions stand above their pictures
}

// openList is a list to which items may be added.
type openList struct {
	list  *content.List
	id    string
	level int
}

// assemble makes blocks of items. Paragraphs without text are left out.
func (r *reader) assemble(items []item, doc *Document) []content.Block {
	r.src.Data = r.out // places are looked up in what was extracted so far
	a := assembling{reader: r, doc: doc}
	a.above = captionsAbove(items)
	for i, it := range items {
		a.at = i
		if it.block != nil {
			if t, ok := it.block.(*content.Table); ok {
				a.titled(t)
			}
			a.add(it.block)
			if _, ok := it.block.(*content.Picture); ok && a.above {
				a.captionAbove()
			}
			continue
		}
		a.paragraph(it.paragraph)
	}
	if doc != nil {
		a.findTitle(items)
	}
	return a.blocks
}

// add adds a block that is part of no list and no quotation.
func (a *assembling) add(b content.Block) {
	a.lists, a.quote = nil, nil
	a.blocks = append(a.blocks, b)
}

func (a *assembling) paragraph(p *paragraph) {
	in := a.decorated(trimmed(p.text.list))
	if len(in) == 0 || strings.Trim(flat(in), blanks+"\n") == "" && !hasLine(in) {
		return
	}
	if p.entry {
		a.log.Add("docx-contents", diag.Span{Source: a.src, Start: p.from, End: p.to}, shortened(flat(in)))
		return
	}
	if p.heading == 0 && !p.bullet && (a.captioned(in) || a.noted(in)) {
		return
	}
	span := a.spanOf(in, p)
	a.checkCalls(in)
	switch {
	case a.isTitle(p):
		in = a.withoutCalls(in)
		b := &content.Paragraph{Inlines: in, Span: span}
		a.add(b)
		a.title(b, in)
	case p.heading > 0:
		a.heading(p, a.withoutCalls(in), span)
	case p.bullet:
		a.listItem(p, &content.Paragraph{Inlines: in, Span: span})
	case a.stanza(p, in, span):
	case p.style.isQuote():
		a.quoted(&content.Paragraph{Inlines: in, Span: span})
	default:
		if a.doc != nil && contentsLine().MatchString(flat(in)) {
			a.typedPages.add(span)
		}
		for _, part := range divided(in) {
			a.plain(p, &content.Paragraph{Inlines: part, Span: a.spanOf(part, p)})
		}
	}
}

// leastContents is the number of lines with page numbers that are a table of contents.
const leastContents = 2

// contentsLine matches an entry of a table of contents that was typed: words behind a
// number, a tab or dots, and the number of a page.
var contentsLine = pattern.New(`^(?:第[一二三四五六七八九十0-9]+[章节部条篇编]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]{1,2}[、.．]|附[件录]|前言|引言|后记).*(?:\t|…{2,}|[.．·]{4,})[ \x{3000}\t]*[0-9]{1,3}$`)

// divided returns the paragraphs of a text whose lines are indented by blanks, as text
// from web pages is: a line break and two em of blanks begin a paragraph.
func divided(in []content.Inline) (parts [][]content.Inline) {
	from := 0
	for i, x := range in[:len(in)-1] {
		if _, forced := x.(content.Break); !forced || i == from {
			continue
		}
		next, ok := in[i+1].(content.Run)
		lead := next.Value[:len(next.Value)-len(strings.TrimLeft(next.Value, blanks))]
		if !ok || !strings.Contains(lead, "　　") && !strings.Contains(lead, "    ") && !strings.Contains(lead, "\t") || next.Decoration.Line != content.NoLine {
			continue
		}
		parts = append(parts, trimmed(slices.Clone(in[from:i])))
		from = i + 1
	}
	if from == 0 {
		return [][]content.Inline{in}
	}
	if last := trimmed(slices.Clone(in[from:])); len(last) > 0 {
		parts = append(parts, last)
	}
	return parts
}

// hasLine reports whether a text has a line below it.
func hasLine(in []content.Inline) bool {
	for _, x := range in {
		if run, ok := x.(content.Run); ok && run.Decoration.Line != content.NoLine {
			return true
		}
	}
	return false
}

// spanOf returns the place of a paragraph's text, without blanks at its ends.
func (a *assembling) spanOf(in []content.Inline, p *paragraph) diag.Span {
	span := diag.Span{Source: a.src, Start: p.from, End: p.to}
	t := content.JoinedRuns(in)
	if len(t.Place.Steps) > 0 {
		span = t.Place.At(0, len(t.Value))
	}
	return span
}

// decorated numbers the texts with lines below them: those that are adjacent are one.
func (r *reader) decorated(in []content.Inline) []content.Inline {
	before := false
	for i, x := range in {
		run, ok := x.(content.Run)
		if !ok {
			before = false
			continue
		}
		line := run.Decoration.Line != content.NoLine
		if line {
			if !before {
				r.marks++
			}
			run.Decoration.Nth = r.marks
		}
		before = line
		in[i] = run
	}
	return in
}

// plain adds a paragraph of running text. One that the program numbers is part of the
// list that it stands in at a lower level.
func (a *assembling) plain(p *paragraph, b *content.Paragraph) {
	if n := len(a.lists); n > 0 && p.list != "" && p.list == a.lists[0].id && p.level > a.lists[0].level {
		list := a.lists[n-1].list
		last := len(list.Items) - 1
		list.Items[last] = append(list.Items[last], b)
		return
	}
	a.add(b)
	if a.doc != nil && (p.centred || p.style.isFront()) {
		a.doc.Centred[b] = true
	}
	a.frontLine(p, b, b.Inlines)
}

func (a *assembling) heading(p *paragraph, in []content.Inline, span diag.Span) {
	level := p.heading
	if level > 4 {
		a.deep.add(span)
		level = 4
	}
	b := &content.Heading{Level: level, Inlines: Unstressed(in), Span: span}
	a.add(b)
	if a.doc != nil {
		a.doc.Styled = true
		a.doc.Centred[b] = p.centred
		a.frontLine(p, b, b.Inlines)
	}
}

// Unstressed returns the text of a heading without bold or italic type that all of it
// has: that is the look of the heading.
func Unstressed(in []content.Inline) []content.Inline {
	strong, emphasis := true, true
	for _, x := range in {
		if run, ok := x.(content.Run); ok && strings.Trim(run.Value, blanks) != "" {
			strong, emphasis = strong && run.Strong, emphasis && run.Emphasis
		}
	}
	out := make([]content.Inline, len(in))
	for i, x := range in {
		if run, ok := x.(content.Run); ok {
			run.Strong, run.Emphasis = run.Strong && !strong, run.Emphasis && !emphasis
			x = run
		}
		out[i] = x
	}
	return out
}

// listItem adds an item to a list with bullets.
func (a *assembling) listItem(p *paragraph, b *content.Paragraph) {
	a.quote = nil
	for len(a.lists) > 0 {
		top := a.lists[len(a.lists)-1]
		if top.id == p.list && top.level == p.level {
			top.list.Items = append(top.list.Items, []content.Block{b})
			return
		}
		if top.level < p.level {
			break
		}
		a.lists = a.lists[:len(a.lists)-1]
	}
	list := &content.List{Items: [][]content.Block{{b}}, Span: b.Span}
	if n := len(a.lists); n > 0 {
		above := a.lists[n-1].list
		last := len(above.Items) - 1
		above.Items[last] = append(above.Items[last], list)
	} else {
		a.blocks = append(a.blocks, list)
	}
	a.lists = append(a.lists, openList{list, p.list, p.level})
}

// quoted adds a paragraph to a quotation.
func (a *assembling) quoted(b *content.Paragraph) {
	if a.quote == nil {
		q := &content.Quote{Span: b.Span}
		a.add(q)
		a.quote = q
	}
	a.quote.Blocks = append(a.quote.Blocks, b)
}
