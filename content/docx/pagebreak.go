package docx

import (
	"strings"

	"jianbao/content/diag"
)

// pageBreak is a break of a page, a column or a section.
type pageBreak struct {
	at    diag.Span
	items int  // of the body before the paragraph that it stands in
	inner bool // it is not in the body but in a cell, a note or a text box
}

// pageBreak returns a break after the text that was extracted.
func (r *reader) pageBreak() pageBreak {
	return pageBreak{at: r.here(), items: len(r.story.items), inner: r.story.unit.Kind != diag.UnitParagraph}
}

// reportBreaks reports the breaks that divide the text. One with nothing before it or
// nothing after it, such as that between a table of contents, which is left out, and the
// text, changes nothing.
func (r *reader) reportBreaks() {
	items := r.story.items
	first, last := len(items), -1 // with content
	for i, it := range items {
		if it.prints() {
			first, last = min(first, i), i
		}
	}
	var n counted
	for _, b := range r.breaks {
		before, after := first < b.items, last > b.items
		if b.items < len(items) && items[b.items].prints() && items[b.items].paragraph != nil {
			p := items[b.items].paragraph
			before = before || len(p.figures) > 0 || !blank(r.out[p.from:max(p.from, b.at.Start)])
			after = after || len(p.figures) > 0 || !blank(r.out[min(b.at.Start, p.to):p.to])
		}
		if b.inner || before && after {
			n.add(b.at)
		}
	}
	if n.n > 0 {
		r.log.Add("docx-break", n.first, n.n)
	}
}

// prints reports whether an item of the body has content. Empty paragraphs and the
// entries of tables of contents are left out.
func (it *item) prints() bool {
	p := it.paragraph
	return p == nil || !p.entry && (len(p.figures) > 0 || strings.Trim(flat(p.text.list), blanks+"\n") != "" || hasLine(p.text.list))
}

func blank(text []byte) bool { return strings.Trim(string(text), blanks+"\n") == "" }
