package docx

import (
	"strings"

	"jianbao/content/docx/opc"
)

// silent reports whether an element says nothing that is set: marks of programs,
// bookmarks, properties that are read where they apply.
func silent(name string) bool {
	switch name {
	case "w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:permStart", "w:permEnd", "w:lastRenderedPageBreak",
		"w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:customXmlPr", "w:sectPr",
		"w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd",
		"w:customXmlInsRangeStart", "w:customXmlInsRangeEnd", "w:customXmlDelRangeStart", "w:customXmlDelRangeEnd",
		"w:customXmlMoveFromRangeStart", "w:customXmlMoveFromRangeEnd", "w:customXmlMoveToRangeStart", "w:customXmlMoveToRangeEnd",
		"w14:customXmlConflictInsRangeStart", "w14:customXmlConflictInsRangeEnd",
		"w14:customXmlConflictDelRangeStart", "w14:customXmlConflictDelRangeEnd",
		"w:annotationRef", "w:footnoteRef", "w:endnoteRef", "w:separator", "w:continuationSeparator",
		"w:tblPr", "w:tblPrEx", "w:tblGrid", "w:trPr", "w:tcPr",
		"w:fldData", "w:ffData", "w:softHyphen":
		return true
	}
	return false
}

// understood reports whether all namespaces of a choice (ECMA-376 part 3) are read.
func understood(requires string) bool {
	for prefix := range strings.FieldsSeq(requires) {
		switch prefix {
		case "wps:", "wpg:", "wpc:", "wp14:", "w14:", "w15:", "a14:", "v:", "o:", "w10:", "w:", "wp:", "a:", "pic:", "m:", "r:":
		default:
			return false
		}
	}
	return true
}

// unknown reads an element that the reader does not know: its text is set.
func (r *reader) unknown(n opc.Node, c context, inside func(opc.Node, context)) {
	if c.dropped {
		return
	}
	from := len(r.out)
	inside(n, c)
	at := r.since(from)
	if at.Start == at.End {
		r.log.Add("docx-unknown-empty", at, n.Name())
		return
	}
	r.log.Add("docx-unknown", at, n.Name())
}

// onlyEmpty reads an element that has no text: text that it has nevertheless is set.
func (r *reader) onlyEmpty(n opc.Node, c context, inside func(opc.Node, context)) {
	switch n.Name() {
	case "w:pPr", "w:rPr", "w:sectPr", "w:fldData":
		return
	}
	if n.First().Ok() && hasText(n) {
		r.unknown(n, c, inside)
	}
}

// hasText reports whether there is text in an element.
func hasText(n opc.Node) bool {
	for d := range n.Descendants() {
		if d.Name() == "" {
			return true
		}
	}
	return false
}

// loose reads text that stands directly in an element that has no text of its own.
func (r *reader) loose(n opc.Node, c context) {
	if s := strings.TrimSpace(n.Text()); s != "" {
		r.say(s, look{context: c})
	}
}
