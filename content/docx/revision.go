package docx

import (
	"strings"

	"jianbao/content/diag"
	"jianbao/content/docx/opc"
)

// change is the kind of a tracked change.
type change uint8

const (
	insertion change = iota
	deletion
	movedHere
	movedAway
	markInserted
	markDeleted
	rowInserted
	rowDeleted
	cellInserted
	cellDeleted
	cellsMerged
	crossedOut
)

// term returns the kind for people.
func (c change) term() diag.Term {
	return [...]diag.Term{
		insertion:    {ZH: "插入", EN: "inserted"},
		deletion:     {ZH: "删除", EN: "deleted"},
		movedHere:    {ZH: "移来", EN: "moved here"},
		movedAway:    {ZH: "移走", EN: "moved away"},
		markInserted: {ZH: "插入段落标记", EN: "a paragraph mark inserted"},
		markDeleted:  {ZH: "删除段落标记", EN: "a paragraph mark deleted"},
		rowInserted:  {ZH: "插入一行", EN: "a row inserted"},
		rowDeleted:   {ZH: "删除一行", EN: "a row deleted"},
		cellInserted: {ZH: "插入一格", EN: "a cell inserted"},
		cellDeleted:  {ZH: "删除一格", EN: "a cell deleted"},
		cellsMerged:  {ZH: "合并单元格", EN: "cells merged"},
		crossedOut:   {ZH: "加了删除线", EN: "struck out"},
	}[c]
}

// revision is a tracked change, or text that is struck out.
type revision struct {
	kind     change
	from, to int // of the extracted text
	text     string
}

// revisions are the tracked changes of a document.
type revisions struct{ list []revision }

// begin notes a change that begins at an offset of the extracted text. One that
// follows another of its kind directly is part of it.
func (v *revisions) begin(kind change, at int) {
	if last := len(v.list) - 1; last >= 0 {
		switch l := &v.list[last]; {
		case kind > movedAway && kind != crossedOut:
		case l.kind == kind && l.to == at && at > 0:
			return
		}
	}
	v.list = append(v.list, revision{kind: kind, from: at, to: at})
}

// say adds text to the last change, which it is part of.
func (v *revisions) say(s string) {
	if last := len(v.list) - 1; last >= 0 && len(v.list[last].text) < 300 {
		v.list[last].text += s
	}
}

// end ends the last change of a kind at an offset.
func (v *revisions) end(kind change, at int) {
	for i := len(v.list) - 1; i >= 0; i-- {
		if v.list[i].kind == kind {
			v.list[i].to = at
			return
		}
	}
}

// inserted reads text that is inserted or moved here.
func (r *reader) inserted(n opc.Node, c context, inside func(opc.Node, context)) {
	kind := insertion
	if n.Name() == "w:moveTo" {
		kind = movedHere
	}
	if c.dropped {
		inside(n, c)
		return
	}
	r.revisions.begin(kind, len(r.out))
	c.inserted, c.dropped = true, r.changes == Reject
	inside(n, c)
	r.revisions.end(kind, len(r.out))
}

// deleted reads text that is deleted or moved away.
func (r *reader) deleted(n opc.Node, c context, inside func(opc.Node, context)) {
	kind := deletion
	if n.Name() == "w:moveFrom" {
		kind = movedAway
	}
	if c.dropped {
		inside(n, c)
		return
	}
	r.revisions.begin(kind, len(r.out))
	c.inserted, c.deleted, c.dropped = false, true, r.changes != Reject
	inside(n, c)
	r.revisions.end(kind, len(r.out))
}

// strike notes text that is struck out, an undecided deletion, and reports whether it is
// left out.
func (r *reader) strike(s string) bool {
	if strings.Trim(s, blanks+"\n") == "" {
		return false
	}
	r.revisions.begin(crossedOut, len(r.out))
	r.revisions.say(s)
	return r.changes == Accept
}

// markGone reports whether the mark of a paragraph, w:p, is not part of the text, and
// what the change of it is.
func (r *reader) markGone(n opc.Node) (gone bool, kind change) {
	for c := n.Find("w:pPr", "w:rPr").First(); c.Ok(); c = c.Next() {
		switch c.Name() {
		case "w:del", "w:moveFrom":
			return r.changes != Reject, markDeleted
		case "w:ins", "w:moveTo":
			gone, kind = r.changes == Reject, markInserted
		}
	}
	return gone, kind
}

// markRevision notes a change of a paragraph's mark.
func (r *reader) markRevision(n opc.Node, c context) {
	if c.gone() {
		return
	}
	if _, kind := r.markGone(n); kind != 0 {
		r.revisions.begin(kind, len(r.out))
	}
}

// placesShown is the number of places that the error about changes names.
const placesShown = 3

// report reports the changes of a document that nobody has decided.
func (r *reader) reportRevisions() {
	list := r.revisions.list
	if len(list) == 0 || r.changes != Undecided {
		return
	}
	lines := r.src.Index()
	var places diag.Term
	for i, v := range list[:min(len(list), placesShown)] {
		u := r.src.UnitAt(v.from)
		_, character := lines.Position(v.from)
		kind := v.kind.term()
		zh, en := u.Place(diag.ZH, character)+kind.ZH, u.Place(diag.EN, character)+": "+kind.EN
		if text := shortened(v.text); text != "" {
			zh += "“" + text + "”"
			en += ` "` + text + `"`
		}
		if i > 0 {
			places.ZH += "；"
			places.EN += "; "
		}
		places.ZH += zh
		places.EN += en
	}
	r.log.Add("docx-changes", diag.Span{Source: r.src, Start: list[0].from, End: list[0].to}, len(list), places)
}
