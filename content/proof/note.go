package proof

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// notes checks the notes that a text calls, each for itself.
func (c *checker) notes(in []content.Inline) {
	c.noteMarks(in)
	for note := range content.Notes(in) {
		for _, p := range note.Paragraphs {
			c.paragraphs([]line{join(p)})
		}
	}
}

// noteMarks warns of the call of a note before a stop: its mark follows the
// punctuation (RULES 13.1).
func (c *checker) noteMarks(in []content.Inline) {
	for i, x := range in {
		call, ok := x.(content.NoteCall)
		if !ok || i+1 == len(in) {
			continue
		}
		if run, ok := in[i+1].(content.Run); ok {
			if r, n := utf8.DecodeRuneInString(run.Value); strings.ContainsRune("，。、；：！？", r) {
				c.warn("proof-note-mark", call.Span, diag.Fix{}, run.Value[:n])
			}
		}
	}
}
