package docx

import "jianbao/content/docx/opc"

// table, noteCall and drawing report what is not read yet.
func (r *reader) table(n opc.Node, c context) { r.notRead(n, c.dropped) }

func (r *reader) noteCall(n opc.Node, l look) { r.notRead(n, l.dropped) }

func (r *reader) drawing(n opc.Node, l look) { r.notRead(n, l.dropped) }

func (r *reader) notRead(n opc.Node, dropped bool) {
	if !dropped {
		r.log.Add("docx-not-read", r.here(), n.Name(), shortened(textOf(n)))
	}
}
