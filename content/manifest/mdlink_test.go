package manifest

import (
	"slices"
	"strings"
	"testing"

	"jianbao/content/diag"
)

// readLinks returns the blocks of a text without blanks and the codes of its findings but
// those about line ends.
func readLinks(t *testing.T, text string) (blocks, codes string) {
	t.Helper()
	log := &diag.List{}
	l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
	read, _ := l.markdown(&diag.Source{Path: "a.md", Data: []byte(text)}, "")
	checkPlaces(t, read)
	var found []string
	for _, d := range log.Items() {
		if d.Code != "md-joined" {
			found = append(found, string(d.Code))
		}
	}
	return strings.ReplaceAll(show(read), " ", ""), strings.Join(found, " ")
}

// TestLinksOverLines: where a line ends inside a link decides nothing about what is between
// its parentheses, in no kind of block.
func TestLinksOverLines(t *testing.T) {
	for _, c := range []struct{ text, code string }{
		{"见[附注]( 从略 )。", "md-not-link"},
		{`见[附注]( 从略 "题 目" )和[又]( 同上 )。`, "md-not-link"},
		{`见[附注]( 从略 '题 目' )。`, "md-not-link"},
		{`见[附注]( 从略 (题 目) )。`, "md-not-link"},
		{`见[附 注]( <从略> "题" )。`, "md-not-link"},
		{`**见[附*注*]( A&amp;B "\*题" )。**`, "md-not-link"},
		{`[第?页]( 从略 "题" )`, "reference-target"},
		{`见[附注]( https://a.example/b "题 目" )。`, ""},
		{`见[附注]( 表2.docx "题" )。`, "md-link-local"},
		{`见[附注]( file:///a "题" )。`, "md-link"},
		{`见[附注]( https:///a "题" )。`, "md-link"},
		{`见![附注]( 从略 "题" )。`, "md-image"},
	} {
		for _, block := range []struct{ first, next string }{{"", ""}, {"> ", "> "}, {"- ", "  "}, {"> 1. ", ">    "}, {"- > ", "  > "}} {
			want, wantCodes := readLinks(t, block.first+c.text)
			if !strings.Contains(wantCodes, c.code) {
				t.Errorf("%q: %q, not %s", c.text, wantCodes, c.code)
			}
			words := strings.Split(c.text, " ")
			for ends := 1; ends < 1<<(len(words)-1); ends++ {
				text := block.first + words[0]
				for i, word := range words[1:] {
					if ends>>i&1 == 0 {
						text += " " + word
					} else {
						text += "\n" + block.next + word
					}
				}
				if got, codes := readLinks(t, text); got != want || codes != wantCodes {
					t.Fatalf("%q\ngot  %s %s\nwant %s %s", text, got, codes, want, wantCodes)
				}
			}
		}
	}
}

// TestTypedLinksAreText: the lines of what is no link end as those of other text do.
func TestTypedLinksAreText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"见[附注](\n从略 \"题\"\n)。", `P 见[附注]( 从略 "题" )。`},
		{"见[附注](从略\\\n\"题\")。", `P 见[附注](从略⏎"题")。`},
		{"见[附注](从略  \n\"题\")。", `P 见[附注](从略⏎"题")。`},
		{"见[附注](从略 (题。\n（一）目))。", "P 见[附注](从略 (题。\nP （一）目))。"},
		{"> 见[附注](从略 \"题\n> 目\")。\n\n- 见[附注](从略 \"题\n  目\")。", "Q(P 见[附注](从略 \"题目\")。)\nL(P 见[附注](从略 \"题目\")。)"},
		{"见[附注](从略 \"a\nb\")。\n---", "P 见[附注](从略 \"a b\")。"},
	} {
		log := &diag.List{}
		l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
		blocks, ok := l.markdown(&diag.Source{Path: "a.md", Data: []byte(c.text)}, "")
		if got := show(blocks); got != c.want || !ok || !slices.ContainsFunc(log.Items(), func(d diag.Diagnostic) bool { return d.Code == "md-not-link" }) {
			t.Errorf("%q\ngot  %s\nwant %s\n%v", c.text, got, c.want, log.Items())
		}
		checkPlaces(t, blocks)
	}
}
