package docx

import (
	"strings"

	"jianbao/content/diag"
	"jianbao/content/docx/opc"
)

// governing returns the w:p whose properties the paragraph that begins with n has, and
// whether that paragraph is gone: nothing is left of its text, and its last mark is
// missing, or the text was struck out, for which marks show nothing. The properties are
// those of the mark that ends it, or of the first style separator.
func (r *reader) governing(n opc.Node) (mark opc.Node, gone bool) {
	var left rest
	for last := n; ; {
		r.addRest(last, r.styleOf(last), &left)
		if !mark.Ok() && r.separatesStyles(last) {
			mark = last
		}
		missing := r.markMissing(last)
		next := opc.Node{}
		if missing {
			next = r.following(last)
		}
		if !next.Ok() {
			if !mark.Ok() {
				mark = last
			}
			return mark, !left.some && (missing || left.struck)
		}
		last = next
	}
}

// goesOn reports whether a paragraph goes on in the next one of its story. In front of a
// table, and at the end of a cell, a note or a text box, it ends whatever its mark is.
func (r *reader) goesOn(n opc.Node) bool {
	return r.markMissing(n) && r.following(n).Ok()
}

// markMissing reports whether the mark of a paragraph does not end it: it is deleted, its
// insertion is rejected, it is hidden, or the paragraph is the large initial of the next.
// A heading ends at a style separator: what stands behind it on the line is no part of it.
func (r *reader) markMissing(n opc.Node) bool {
	if gone, _ := r.markGone(n); gone {
		return true
	}
	own := r.paragraphProperties(n)
	if r.separatesStyles(n) && outlineLevel(own, r.styleOf(n)) > 0 {
		return false
	}
	if drop := own.Child("w:framePr").Attr("w:dropCap"); drop != "" && drop != "none" {
		return true
	}
	return r.markHidden(n)
}

// markHidden reports whether the mark of a paragraph is hidden, by its own properties or
// by its styles.
func (r *reader) markHidden(n opc.Node) bool {
	p := r.propertiesOf(n.Child("w:pPr"), r.styleOf(n))
	return p.toggle[hidden] == on || p.toggle[hiddenMark] == on
}

// separatesStyles reports whether the mark of a paragraph is a style separator, which
// lets two paragraphs stand on one line.
func (r *reader) separatesStyles(n opc.Node) bool {
	gone, _ := r.markGone(n)
	return !gone && r.propertiesOf(n.Child("w:pPr"), r.styleOf(n)).toggle[hiddenMark] == on
}

// styleOf returns the style of w:p.
func (r *reader) styleOf(n opc.Node) *style {
	return r.styles.paragraph(r.paragraphProperties(n).Child("w:pStyle").Attr("w:val"))
}

// following returns the w:p that is read after n in its story, if nothing that ends
// paragraphs stands between them.
func (r *reader) following(n opc.Node) opc.Node {
	for at := n; ; at = at.Parent() {
		above := at.Parent().Name()
		for next := at.Next(); next.Ok() && above != "mc:AlternateContent"; next = next.Next() {
			if p, ends := r.firstIn(next); ends {
				return p
			}
		}
		if !passes(above) {
			return opc.Node{}
		}
	}
}

// passes reports whether an element among paragraphs consists of what is in it.
func passes(name string) bool {
	switch name {
	case "w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:del", "w:moveFrom", "w:customXml", "w:smartTag", "w:bdo", "w:dir",
		"mc:AlternateContent", "mc:Choice", "mc:Fallback":
		return true
	}
	return false
}

// firstIn returns the first w:p that is read in an element among paragraphs, and whether
// a paragraph before the element ends there: at that w:p, at a table, or at what is none
// of both.
func (r *reader) firstIn(n opc.Node) (p opc.Node, ends bool) {
	switch name := n.Name(); {
	case name == "w:p":
		_, _, hidden := r.hiddenIn(n)
		return n, !hidden
	case name == "w:tbl":
		return p, !r.tableGone(n)
	case name == "":
		return p, strings.TrimSpace(n.Text()) != ""
	case silent(name), name == "w:commentRangeStart", name == "w:commentRangeEnd", r.droppedHere(n):
		return p, false
	case name == "mc:AlternateContent":
		return r.firstAmong(alternative(n))
	case name == "w:sdt":
		if isTableOfContents(n) {
			return p, true
		}
		return r.firstAmong(n.Child("w:sdtContent"))
	case passes(name):
		return r.firstAmong(n)
	}
	return p, true
}

// firstAmong is firstIn for what an element contains.
func (r *reader) firstAmong(n opc.Node) (p opc.Node, ends bool) {
	for c := n.First(); c.Ok() && !ends; c = c.Next() {
		p, ends = r.firstIn(c)
	}
	return p, ends
}

// droppedHere reports whether an element is a change that makes what it contains no part of
// the text.
func (r *reader) droppedHere(n opc.Node) bool {
	switch n.Name() {
	case "w:del", "w:moveFrom":
		return r.changes != Reject
	case "w:ins", "w:moveTo":
		return r.changes == Reject
	}
	return false
}

// tableGone reports whether all rows of a table are changes that make them no part of it.
func (r *reader) tableGone(n opc.Node) bool {
	rows := 0
	for c := range n.Children() {
		if silent(c.Name()) || r.droppedHere(c) {
			continue
		}
		if c.Name() != "w:tr" || !r.rowGone(c.Child("w:trPr")) {
			return false
		}
		rows++
	}
	return rows > 0
}

// rest is what is left of a paragraph after the decision about changes.
type rest struct {
	some   bool // something is set or reported
	struck bool // text is left out because it is struck out
}

// addRest adds what is left of an element of a paragraph of a style.
func (r *reader) addRest(n opc.Node, st *style, left *rest) {
	for c := n.First(); c.Ok() && !left.some; c = c.Next() {
		switch name := c.Name(); {
		case silent(name), r.droppedHere(c), name == "w:commentRangeStart", name == "w:commentRangeEnd", name == "w:sdt" && isPlaceholder(c):
		case name == "w:r":
			r.addRun(c, st, left)
		case name == "w:hyperlink", passes(name):
			r.addRest(c, st, left)
		case name != "" || strings.TrimSpace(c.Text()) != "":
			left.some = true
		}
	}
}

// addRun adds what is left of w:r.
func (r *reader) addRun(n opc.Node, st *style, left *rest) {
	p := r.propertiesOf(n, st)
	out := r.changes == Accept && (p.toggle[struck] == on || p.toggle[struck2] == on)
	for c := n.First(); c.Ok(); c = c.Next() {
		switch name := c.Name(); {
		case silent(name), p.toggle[hidden] == on, name == "w:tab", name == "w:br", name == "w:cr":
		case name == "w:t" && strings.Trim(c.Text(), blanks) == "":
		case out && name != "w:drawing" && name != "w:pict" && name != "w:object":
			left.struck = true
		default:
			left.some = true
		}
	}
}

// hiddenParagraph reports whether nothing of a paragraph is printed because all of it is
// hidden: its mark and its text. What is hidden is reported.
func (r *reader) hiddenParagraph(n opc.Node, c context, u diag.Unit) bool {
	text, pictures, all := r.hiddenIn(n)
	if !all {
		return false
	}
	r.begin(u)
	if pictures && !c.dropped {
		r.log.Add("docx-drawing-hidden", r.here())
	}
	if strings.Trim(text, blanks) != "" && !c.dropped {
		r.log.Add("docx-hidden", r.here(), shortened(text))
	}
	r.end()
	return true
}

// hiddenIn returns the text of a paragraph, and whether it has pictures, if all of it is
// hidden.
func (r *reader) hiddenIn(n opc.Node) (text string, pictures, all bool) {
	if !r.markHidden(n) {
		return "", false, false
	}
	st := r.styleOf(n)
	var b strings.Builder
	for d := range n.Descendants() {
		switch d.Name() {
		case "w:r":
			if r.propertiesOf(d, st).toggle[hidden] != on && hasContent(d) {
				return "", false, false
			}
		case "w:t":
			b.WriteString(d.Text())
		case "w:drawing", "w:pict", "w:object":
			pictures = true
		}
	}
	return b.String(), pictures, true
}

// hasContent reports whether a run has more than properties.
func hasContent(run opc.Node) bool {
	for c := run.First(); c.Ok(); c = c.Next() {
		if !silent(c.Name()) {
			return true
		}
	}
	return false
}
