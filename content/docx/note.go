package docx

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/opc"
)

// notes are the footnotes or the endnotes of a document.
type notes struct {
	part  string // that contains them; "" if there is none
	byID  map[string]opc.Node
	order []string // ids in the order of the part, without separators
	seen  map[string]bool
}

// noteParts are the two kinds of notes by the element that calls them.
var noteKinds = [...]struct{ call, note, part string }{
	{"w:footnoteReference", "w:footnote", "footnotes"},
	{"w:endnoteReference", "w:endnote", "endnotes"},
}

// notesOf returns the notes of a kind, which are read once.
func (r *reader) notesOf(kind int) *notes {
	if r.notes[kind] != nil {
		return r.notes[kind]
	}
	k := &noteKinds[kind]
	all := &notes{byID: map[string]opc.Node{}, seen: map[string]bool{}}
	r.notes[kind] = all
	all.part = r.target(k.part)
	if all.part == "" {
		return all
	}
	for n := range r.tree(all.part).Root().Children() {
		switch kind := n.Attr("w:type"); {
		case n.Name() != k.note:
		case kind == "" || kind == "normal":
			id := n.Attr("w:id")
			if _, twice := all.byID[id]; !twice {
				all.byID[id] = n
				all.order = append(all.order, id)
				r.findUnclosed(n)
			}
		}
	}
	return all
}

// target returns the name of the first part of a kind that the main part refers to.
func (r *reader) target(kind string) string {
	list, _ := r.pkg.Relationships(r.pkg.Main()) // reported by relationsOf
	for _, rel := range list {
		if rel.Type == kind && !rel.External {
			return rel.Target
		}
	}
	return ""
}

// noteCall reads the call of a footnote or endnote. The note is read after the
// paragraph.
func (r *reader) noteCall(n opc.Node, l look) {
	kind := 0
	if n.Name() == noteKinds[1].call {
		kind = 1
	}
	all, id := r.notesOf(kind), n.Attr("w:id")
	r.ownText = nil
	if isOn(n.Attr("w:customMarkFollows")) {
		r.ownMark = n.Parent()
	}
	again := all.seen[id]
	all.seen[id] = true
	if l.dropped || l.struck && r.changes == Accept || r.leftOut("") {
		return
	}
	body, ok := all.byID[id]
	if l.hidden {
		r.unseen(textOf(body))
		return
	}
	at := r.here()
	switch {
	case r.story.unit.Kind == diag.UnitNote:
		r.log.Add("docx-note-nested", at)
		return
	case !ok:
		r.log.Add("docx-note-missing", at)
		return
	case again:
		r.log.Add("docx-note-twice", at, shortened(textOf(body)))
		return
	}
	r.noteCalls[kind]++
	number := r.noteCalls[0] + r.noteCalls[1]
	note := &content.Note{Label: strconv.Itoa(number), Place: diag.Place{Source: r.src, Steps: []diag.Step{{Src: at.Start}}}}
	call := content.NoteCall{Note: note, Span: at}
	inTable := r.tableNow != nil && r.story.unit.Kind == diag.UnitCell
	if !inTable {
		r.textNotes[kind] = append(r.textNotes[kind], note)
	}
	if t := r.tableNow; inTable {
		t.called = append(t.called, note)
		if call.Number = len(t.called); call.Number == content.MaxNotes+1 {
			r.log.Add("table-notes", at, content.MaxNotes)
		}
	}
	r.par.text.list = append(r.par.text.list, call)
	own := new(string)
	r.ownText = own
	r.par.later = append(r.par.later, func() {
		r.note(note, body, kind, number)
		if len(note.Paragraphs) > 0 {
			note.Paragraphs[0] = withoutMark(note.Paragraphs[0], *own)
		}
	})
}

// maxMark is the number of bytes of an author's mark of a note from which it is not added
// to.
const maxMark = 100

// isOwnMark reports whether an element of a run, whose text is mark, is the mark that the
// author gave the note called before it in the same run, which is numbered instead.
func (r *reader) isOwnMark(n opc.Node, mark string) bool {
	if !r.ownMark.Ok() || n.Parent() != r.ownMark {
		return false
	}
	if r.ownText != nil && len(*r.ownText) < maxMark {
		*r.ownText += mark
	}
	r.log.Add("docx-note-mark", r.here(), shortened(mark))
	return true
}

// withoutMark returns the text of a note without the author's mark that it begins with.
func withoutMark(in []content.Inline, mark string) []content.Inline {
	run, ok := in[0].(content.Run)
	rest, marked := strings.CutPrefix(run.Value, mark)
	if !ok || !marked || mark == "" || isWord(lastRune(mark)) && isWord(firstRune(rest)) {
		return in
	}
	run.Value, run.Place = rest, run.Place.Slice(len(mark), len(run.Value))
	out := slices.Clone(in)
	out[0] = run
	if out = trimmed(out); len(out) == 0 {
		return in
	}
	return out
}

func lastRune(s string) rune { c, _ := utf8.DecodeLastRuneInString(s); return c }

func firstRune(s string) rune { c, _ := utf8.DecodeRuneInString(s); return c }

func isWord(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// note reads the text of a note of a kind.
func (r *reader) note(note *content.Note, n opc.Node, kind, number int) {
	outer, relations := r.part, r.relations
	if part := r.notes[kind].part; r.part != part {
		r.part, r.relations = part, r.relationsOf(part)
	}
	s := &story{unit: diag.Unit{Kind: diag.UnitNote, Note: number}, numbers: r.inNotes[kind]}
	from := len(r.out)
	fields := r.fields
	r.fields = nil
	r.within(s, func() { r.blocks(n, context{}) })
	r.part, r.relations, r.fields = outer, relations, fields
	for _, it := range s.items {
		if it.paragraph == nil {
			continue
		}
		in := r.decorated(trimmed(it.text.list))
		if strings.Trim(flat(in), blanks+"\n") == "" {
			continue
		}
		if it.bullet {
			in = append([]content.Inline{bulletOf(r.src, it.from)}, in...)
		}
		note.Paragraphs = append(note.Paragraphs, in)
	}
	if len(note.Paragraphs) == 0 {
		r.log.Add("docx-note-empty", diag.Span{Source: r.src, Start: from, End: from})
	}
}

// bulletOf returns the sign of an item of a list where there are no lists.
func bulletOf(src *diag.Source, at int) content.Run {
	return content.Run{Value: "• ", Place: diag.Place{Source: src, Steps: []diag.Step{{Src: at}}}}
}

// finishNotes reports notes that nothing calls.
func (r *reader) finishNotes() {
	for kind := range noteKinds {
		all := r.notesOf(kind)
		for _, id := range all.order {
			text := strings.TrimSpace(textOf(all.byID[id]))
			if !all.seen[id] && text != "" {
				r.log.Add("docx-note-unused", diag.Whole(r.src.Path), shortened(text))
			}
		}
	}
	if foot, end := r.textNotes[0], r.textNotes[1]; len(foot) > 0 {
		for _, note := range end {
			note.End = true
		}
	}
}

// withoutCalls returns a text without calls of notes, which are errors where it stands.
func (r *reader) withoutCalls(in []content.Inline) []content.Inline {
	out := in[:0]
	for _, x := range in {
		if call, ok := x.(content.NoteCall); ok {
			r.log.Add("docx-note-place", call.Span)
			continue
		}
		out = append(out, x)
	}
	return out
}

// checkCalls reports calls of notes that begin a line.
func (r *reader) checkCalls(in []content.Inline) {
	for i, x := range in {
		call, ok := x.(content.NoteCall)
		if !ok {
			continue
		}
		if i == 0 {
			r.log.Add("docx-note-start", call.Span)
		} else if _, after := in[i-1].(content.Break); after {
			r.log.Add("docx-note-start", call.Span)
		}
	}
}
