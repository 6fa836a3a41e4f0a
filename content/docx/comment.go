package docx

import (
	"strings"

	"jianbao/content/diag"
	"jianbao/content/docx/opc"
)

// commentRange notes where the text that a comment is about begins and ends.
func (r *reader) commentRange(n opc.Node) {
	id := n.Attr("w:id")
	if r.ranges == nil {
		r.ranges = map[string][2]int{}
	}
	at := r.ranges[id]
	if n.Name() == "w:commentRangeStart" {
		at[0] = len(r.out)
	}
	at[1] = len(r.out)
	r.ranges[id] = at
}

// comment reports a comment, which is not printed.
func (r *reader) comment(n opc.Node) {
	if r.comments == nil {
		r.comments = map[string]string{}
		for c := range r.partOf("comments").Root().Children() {
			r.comments[c.Attr("w:id")] = strings.TrimSpace(textOf(c))
		}
	}
	id := n.Attr("w:id")
	at := r.here()
	if span, ok := r.ranges[id]; ok && span[0] <= span[1] {
		at = diag.Span{Source: r.src, Start: span[0], End: span[1]}
	}
	r.log.Add("docx-comment", at, shortened(r.comments[id]))
}
