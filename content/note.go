package content

import (
	"iter"

	"jianbao/content/diag"
	"jianbao/content/numeral"
)

// Note is a note of the copy, set at the foot of the page that calls it, at the end
// of its article, or below its table.
type Note struct {
	Label      string     // that refers to it in the copy: 1 for [^1]
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
