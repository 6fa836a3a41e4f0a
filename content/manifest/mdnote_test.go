package manifest

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
)

// showNotes formats the paragraphs of blocks with the notes that they call.
func showNotes(blocks []content.Block) string {
	var b strings.Builder
	inlines := func(in []content.Inline) {
		for _, x := range in {
			switch x := x.(type) {
			case content.Run:
				b.WriteString(x.Value)
			case content.NoteCall:
				if x.Number > 0 {
					fmt.Fprintf(&b, "{%d}", x.Number)
					continue
				}
				b.WriteString("{" + x.Note.Label + ":")
				if x.Note.End {
					b.WriteString("end:")
				}
				for i, p := range x.Note.Paragraphs {
					if i > 0 {
						b.WriteString("/")
					}
					b.WriteString(showInlines(p))
				}
				b.WriteString("}")
			}
		}
	}
	for _, x := range blocks {
		switch x := x.(type) {
		case *content.Paragraph:
			inlines(x.Inlines)
		case *content.List:
			for _, item := range x.Items {
				b.WriteString(showNotes(item))
			}
		case *content.Quote:
			b.WriteString(showNotes(x.Blocks))
		case *content.Table:
			for _, row := range x.Rows {
				for i := range row {
					b.WriteString("|")
					inlines(row[i].Inlines)
				}
			}
			for i, note := range x.Called {
				b.WriteString("*" + content.NoteMark(i+1))
				for k, in := range note.Paragraphs {
					if k > 0 {
						b.WriteString("*")
					}
					b.WriteString(showInlines(in))
				}
			}
			for _, note := range x.Notes {
				b.WriteString("*" + showInlines(note))
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestNotes reads notes: calls, definitions anywhere, further paragraphs, notes of
// tables.
func TestNotes(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"甲。[^1]乙[^注]\n\n[^1]: 丙\n[^注]: 丁**戊**\n", "甲。{1:丙}乙{注:丁*戊*}\n"},
		{"[^a]: 丙\n\n甲[^A]。\n", "甲{a:丙}。\n"},
		{"甲[^1]\n\n[^1]: 丙\n    续行\n\n    第二段。\n\n乙\n", "甲{1:丙续行/第二段。}\n乙\n"},
		{"甲[^1]\n\n[^1]: 丙还没\n完\n", "甲{1:丙还没完}\n"},
		{"甲[^1]\n\n[^1]：丙\n", "甲{1:丙}\n"},
		{"Great![^1]\n\n[^1]: 丙\n", "Great!{1:丙}\n"},
		{"甲[^1]和[^1]\n\n[^1]: 丙\n", "甲{1:丙}和{1:丙}\n"},
		{"- 甲[^1]\n- 乙\n\n[^1]: 丙\n", "甲{1:丙}\n乙\n\n"},
		{"> 甲[^1]\n>\n> [^1]: 丙\n", "甲{1:丙}\n\n"},
		{"甲。[^1]\n乙。\n\n[^1]: 丙\n", "甲。{1:丙}\n乙。\n"},
		{"| 甲 | 乙 |\n|---|---|\n| 1[^x] | 2[^y] |\n| 3[^x] | 4 |\n\n[^y]: 丁\n[^x]: 丙\n\n    又\n", "|甲|乙|1{1}|2{2}|3{1}|4*①丙*又*②丁\n"},
		{"甲[^1]乙[^2]\n\n[^1]: {.end} 丙\n\n    丁\n[^2]：{.end}戊\n", "甲{1:end:丙/丁}乙{2:end:戊}\n"},
		{"甲[^1]乙[^2]\n\n[^1]: {.end}\n    丙\n\n[^2]: \\{.end} 丁\n", "甲{1:end:丙}乙{2:{.end} 丁}\n"},
		{"笑[^_^]\n\n[^_^]：甲", "笑[^_^]\n[^_^]：甲\n"},
		{`甲\[^1]，` + "`[^2]`", "甲[^1]，[^2]\n"},
	} {
		l := &loader{log: &diag.List{}, from: Buffers{}, read: map[string]readPicture{}}
		blocks, ok := l.markdown(&diag.Source{Path: "a.md", Data: []byte(c.in)}, "")
		if got := showNotes(blocks); got != c.want || !ok {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
			for _, d := range l.log.Items() {
				t.Log(d.Message(diag.EN))
			}
		}
	}
}

// TestNotesOfRepeatedAuthor: a note that the line of the author calls, which is not
// printed again, is lost unless another text calls it, in a box or a verse too.
func TestNotesOfRepeatedAuthor(t *testing.T) {
	for rest, lost := range map[string]bool{
		"甲。":                   true,
		"甲[^1]。":               false,
		"> [!编者按]\n> 甲[^1]。":   false,
		"> [!编者按]\n> - 甲[^1]。": false,
		"> 甲，\\\n> 乙[^1]，\\\n> 丙，\\\n> 丁。": false,
	} {
		manifest := "schema = 1\n[publication]\ntitle = \"甲\"\n[issue]\nyear = 2021\nnumber = 1\ndate = 2021-10-22\n" +
			"[[section]]\ntitle = \"甲\"\n[[section.article]]\ntitle = \"乙\"\nauthor = \"春雨\"\nfile = \"a.md\"\n"
		log := &diag.List{}
		loadFrom(memory{"a.md": []byte("春雨[^1]\n\n" + rest + "\n\n正文。\n\n[^1]: 注。\n")}, "issue.toml", []byte(manifest), Options{}, log)
		want := "text-repeated"
		if lost {
			want += " md-note-unused"
		}
		if got := codesOf(log); got != want {
			t.Errorf("%q: %s, want %s", rest, got, want)
		}
	}
}
