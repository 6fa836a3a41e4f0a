package docx

import (
	"strings"

	"jianbao/content/docx/opc"
)

// control reads a content control (w:sdt): its text. A placeholder, which asks for text,
// is none: its paragraphs and cells are empty, and keep their numbers and columns.
func (r *reader) control(n opc.Node, c context, inside func(opc.Node, context)) {
	content := n.Child("w:sdtContent")
	switch {
	case c.dropped:
	case isPlaceholder(n):
		if strings.Trim(textOf(content), blanks) != "" || hasDrawing(content) {
			r.controls.add(r.here())
		}
		c.dropped, c.empty = true, true
	case isTableOfContents(n):
		r.tableOfContents(content)
		return
	}
	inside(content, c)
	for child := n.First(); child.Ok(); child = child.Next() {
		switch child.Name() {
		case "w:sdtPr", "w:sdtEndPr", "w:sdtContent":
		case "":
			if r.par != nil {
				r.loose(child, c)
			}
		default:
			r.onlyEmpty(child, c, inside)
		}
	}
}

// isPlaceholder reports whether a content control, w:sdt, has nothing but what asks for
// text.
func isPlaceholder(n opc.Node) bool { return isToggled(n.Find("w:sdtPr", "w:showingPlcHdr")) }

// isTableOfContents reports whether a content control, w:sdt, is a table of contents.
func isTableOfContents(n opc.Node) bool {
	return n.Find("w:sdtPr", "w:docPartObj", "w:docPartGallery").Attr("w:val") == "Table of Contents"
}

// tableOfContents leaves out a table of contents; its paragraphs count.
func (r *reader) tableOfContents(n opc.Node) {
	at := r.here()
	r.contentsTitle()
	r.log.Add("docx-contents", at, shortened(textOf(n)))
	if r.par == nil {
		r.skip(n)
	}
}

// skip counts the paragraphs of the body that are not read.
func (r *reader) skip(n opc.Node) {
	for c := n.First(); c.Ok(); c = c.Next() {
		switch c.Name() {
		case "w:p":
			r.paragraphs++
		case "w:sdt", "w:sdtContent", "w:customXml":
			r.skip(c)
		}
	}
}

// typedText returns the text of an element and everything in it, without what asks for
// text in content controls; of something that has several forms, that of the one that is
// read.
func typedText(n opc.Node) string {
	return textWhere(n, func(d opc.Node) bool {
		for at := d; at != n && at.Ok(); at = at.Parent() {
			if at.Name() == "w:sdt" && isPlaceholder(at) {
				return false
			}
		}
		return firstForm(d)
	})
}

// textOf returns the text of an element and everything in it.
func textOf(n opc.Node) string { return textWhere(n, func(opc.Node) bool { return true }) }

// textWhere returns the text of an element, of the elements with text in it for which
// taken returns true.
func textWhere(n opc.Node, taken func(opc.Node) bool) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch d.Name() {
		case "w:t", "m:t", "a:t":
			if taken(d) {
				b.WriteString(d.Text())
			}
		case "w:p", "w:tab", "w:br":
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
		}
	}
	return b.String()
}
