package proof

import (
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
)

// TestNoteMarks: the mark of a note follows the punctuation (RULES 13.1). Notes are
// checked as the text is.
func TestNoteMarks(t *testing.T) {
	src := &diag.Source{Data: []byte("甲。乙,")}
	run := func(s string, at int) content.Run {
		return content.Run{Value: s, Place: diag.Place{Source: src, Steps: []diag.Step{{Src: at}}}}
	}
	note := &content.Note{Label: "1", Paragraphs: [][]content.Inline{{run("乙,", 6)}}}
	for _, c := range []struct {
		in   []content.Inline
		want string
	}{
		{[]content.Inline{run("甲", 0), content.NoteCall{Note: note}, run("。", 3)}, "proof-note-mark proof-ascii-mark "},
		{[]content.Inline{run("甲。", 0), content.NoteCall{Note: note}}, "proof-ascii-mark "},
		{[]content.Inline{run("甲", 0), content.NoteCall{Note: note}, run("”", 0)}, "proof-unopened proof-ascii-mark "},
	} {
		log := &diag.List{}
		check := checker{issue: &content.Issue{}, log: log, counts: map[diag.Code]int{}}
		check.blocks([]content.Block{&content.Paragraph{Inlines: c.in}}, &sequence{c: &check})
		got := ""
		for _, d := range log.Items() {
			got += string(d.Code) + " "
		}
		if got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
