package content

import (
	"iter"
	"slices"
	"strconv"

	"jianbao/content/diag"
	"jianbao/content/numeral"
)

// Note is a note of the copy, set at the foot of the page that calls it, at the end
// of its article, or below its table.
type Note struct {
	Label      string     // that refers to it in the copy: 1 for [^1]
	End        bool       // an endnote: it stands at the end of the article, whatever the theme says
	Paragraphs [][]Inline // at least one in an issue without errors, none of them with a call
	Place      diag.Place // of its label
}

// NoteCall is the place in the text where a note's mark is set. In an issue without
// errors it is in a paragraph or in a cell of a table, and not the first thing on a
// line.
type NoteCall struct {
	Note   *Note
	Number int // of a note of a table, from 1; 0: the layout numbers it
	Span   diag.Span
}

func (NoteCall) inline() {}

// MaxNotes is the greatest number that has a mark, ㊿.
const MaxNotes = numeral.MaxCircled

// NoteMark returns the mark of the n-th note: ① to ㊿.
func NoteMark(n int) string { return numeral.Circled(n) }

// EndMark returns the mark of the n-th endnote of an article that has footnotes too: [1],
// as GB/T 7714-2015 9.3 has it for the list at the end of a text.
func EndMark(n int) string { return "[" + strconv.Itoa(n) + "]" }

// NoteKinds reports whether the text of the article calls footnotes and endnotes. Those
// of tables do not count: they stand below their table.
func (a *Article) NoteKinds() (foot, end bool) {
	for _, n := range CalledNotes(a.Body) {
		foot, end = foot || !n.End, end || n.End
	}
	return foot, end
}

// AllNotesAtEnd reports whether all notes of the article stand at its end, whatever the
// theme says.
func (a *Article) AllNotesAtEnd() bool {
	if a.NotesAtEnd {
		return true
	}
	foot, end := a.NoteKinds()
	return end && !foot
}

// CalledNotes returns the notes that the paragraphs among blocks and inside them call, in
// the order of their calls.
func CalledNotes(blocks []Block) (all []*Note) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *Paragraph:
			all = slices.AppendSeq(all, Notes(b.Inlines))
		case *List:
			for _, item := range b.Items {
				all = append(all, CalledNotes(item)...)
			}
		case *Quote:
			all = append(all, CalledNotes(b.Blocks)...)
		case *Box:
			all = append(all, CalledNotes(b.Blocks)...)
		case *Verse:
			for _, in := range b.Stanzas {
				all = slices.AppendSeq(all, Notes(in))
			}
		}
	}
	return all
}

// Notes returns the notes that a text calls and that are not notes of a table, in the
// order of their calls.
func Notes(in []Inline) iter.Seq[*Note] {
	return func(yield func(*Note) bool) {
		for _, x := range in {
			if call, ok := x.(NoteCall); ok && call.Number == 0 && !yield(call.Note) {
				return
			}
		}
	}
}
