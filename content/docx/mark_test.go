package docx

import (
	"strings"
	"testing"
	"time"

	"jianbao/content/costtest"
)

const (
	deletedMark  = `<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>`
	insertedMark = `<w:rPr><w:ins w:id="1" w:author="a"/></w:rPr>`
	hiddenMarkOn = `<w:rPr><w:vanish/></w:rPr>`
	separator    = `<w:rPr><w:vanish/><w:specVanish/></w:rPr>`
	inList       = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`
)

func deletedText(s string) string {
	return `<w:del w:id="2" w:author="a"><w:r><w:delText>` + s + `</w:delText></w:r></w:del>`
}

func insertedText(s string) string {
	return `<w:ins w:id="2" w:author="a">` + text(s) + `</w:ins>`
}

// block returns a content control around paragraphs.
func block(properties string, paragraphs ...string) string {
	return "<w:sdt><w:sdtPr>" + properties + "</w:sdtPr><w:sdtContent>" + strings.Join(paragraphs, "") + "</w:sdtContent></w:sdt>"
}

// TestMarks: a paragraph whose mark is deleted or hidden goes on in the next one of its
// story, but not behind a table; what nothing is left of has no number.
func TestMarks(t *testing.T) {
	table := tbl([]string{tc("", "1"), tc("", "2")})
	goneTable := tbl([]string{"<w:trPr><w:del/></w:trPr>", tc("", "1"), tc("", "2")})
	const contents = `<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>`
	tail := table + para(text("尾")) + numbered(1, 0, text("末"))
	for _, c := range []struct {
		name    string
		changes Changes
		body    string
		want    string
	}{
		{"deleted item before a table", Accept, numbered(1, 0, text("甲")) + styled(inList+deletedMark, deletedText("废")) + tail, "一、甲\n1|2\n尾\n二、末\n"},
		{"deleted items before a table", Accept, styled(inList+deletedMark, deletedText("废")) + styled(inList+deletedMark, deletedText("废")) + tail, "1|2\n尾\n一、末\n"},
		{"deleted item without changes decided", Undecided, styled(inList+deletedMark, deletedText("废")) + tail, "1|2\n尾\n一、末\n"},
		{"inserted item before a table", Reject, numbered(1, 0, text("甲")) + styled(inList+insertedMark, insertedText("新")) + tail, "一、甲\n1|2\n尾\n二、末\n"},
		{"deleted heading before a table", Accept, styled(heading1+deletedMark, deletedText("废")) + table + para(text("尾")), "1|2\n尾\n"},
		{"text before a table", Accept, styled(inList+deletedMark, text("甲")) + tail, "一、甲\n1|2\n尾\n二、末\n"},
		{"text and an empty paragraph before a table", Accept, styled(deletedMark, text("甲")) + styled(deletedMark) + table + para(text("尾")), "甲\n1|2\n尾\n"},
		{"hidden mark before a table", Undecided, styled(hiddenMarkOn, text("甲")) + table + para(text("尾")), "甲\n1|2\n尾\n"},
		{"hidden paragraph before a table", Undecided, styled(deletedMark, text("甲")) + styled(hiddenMarkOn, run("密", "<w:vanish/>")) + table + para(text("尾")), "甲\n1|2\n尾\n"},
		{"deleted item of hidden text before a table", Accept, styled(inList+deletedMark, run("密", "<w:vanish/>")) + tail, "1|2\n尾\n一、末\n"},
		{"deleted table", Accept, styled(deletedMark, text("甲")) + goneTable + para(text("尾")), "甲尾\n"},
		{"deleted table of a rejected change", Reject, styled(insertedMark, text("甲")) + goneTable + para(text("尾")), "甲\n1|2\n尾\n"},
		{"deleted item at the end", Accept, numbered(1, 0, text("甲")) + styled(inList+deletedMark, deletedText("废")), "一、甲\n"},
		{"table in a content control", Accept, styled(inList+deletedMark, deletedText("废")) + block("", tail), "1|2\n尾\n一、末\n"},
		{"paragraph in a content control", Accept, styled(inList+deletedMark, deletedText("废")) + block("", para(text("乙"))) + numbered(1, 0, text("末")), "乙\n一、末\n"},
		{"text before a content control", Accept, styled(heading1+deletedMark, text("甲")) + block("", para(text("乙"))), "甲乙\n"},
		{"end of a content control", Accept, block("", styled(heading1+deletedMark, text("甲"))) + para(text("乙")), "甲乙\n"},
		{"placeholder", Accept, styled(deletedMark, text("甲")) + block("<w:showingPlcHdr/>", para(text("单击"))) + para(text("乙")), "甲\n乙\n"},
		{"deleted heading before a table of contents", Accept, styled(heading1+deletedMark, deletedText("废")) + block(contents, para(text("目录"))) + para(text("乙")), "乙\n"},
		{"inserted paragraphs", Reject, styled(insertedMark, text("甲")) + `<w:ins w:id="3" w:author="a">` + para(text("新")) + `</w:ins>` + para(text("乙")), "甲乙\n"},
		{"one form of several", Accept, `<mc:AlternateContent><mc:Choice Requires="wps">` + styled(deletedMark, text("甲")) + `</mc:Choice><mc:Fallback>` + para(text("旧")) + `</mc:Fallback></mc:AlternateContent>` + para(text("乙")), "甲乙\n"},
		{"cells", Accept, tbl([]string{"<w:tc>" + styled(inList+deletedMark, deletedText("废")) + "</w:tc>", "<w:tc>" + numbered(1, 0, text("乙")) + "</w:tc>"}), "|一、乙\n"},
		{"mark of an inserted item with other properties before", Reject, numbered(1, 0, text("甲")) + styled(inList+insertedMark+`<w:pPrChange w:id="3" w:author="a"><w:pPr>`+inList+`</w:pPr></w:pPrChange>`, insertedText("新")) + numbered(1, 0, text("乙")), "一、甲\n二、乙\n"},
		{"divided paragraph with other properties before", Reject, styled(`<w:ind w:firstLine="640"/>`+insertedMark+`<w:pPrChange w:id="3" w:author="a"><w:pPr/></w:pPrChange>`, text("甲")) + para(text("乙")), "甲乙\n"},
		{"mark that was not hidden before", Reject, styled(`<w:rPr><w:vanish/><w:rPrChange w:id="3" w:author="a"><w:rPr/></w:rPrChange></w:rPr>`, text("甲")) + para(text("乙")), "甲\n乙\n"},
		{"inserted numbers", Reject, styled(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:id="1" w:author="a"/></w:numPr>`, text("甲")) + numbered(1, 0, text("乙")), "甲\n一、乙\n"},
		{"inserted numbers accepted", Accept, styled(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:id="1" w:author="a"/></w:numPr>`, text("甲")) + numbered(1, 0, text("乙")), "一、甲\n二、乙\n"},
		{"struck out item", Accept, numbered(1, 0, text("甲")) + numbered(1, 0, run("废", "<w:strike/>"), text(" "), run("段", "<w:dstrike/>")) + numbered(1, 0, text("乙")), "一、甲\n二、乙\n"},
		{"struck out and deleted item", Accept, numbered(1, 0, run("废", "<w:strike/>"), deletedText("段")) + numbered(1, 0, text("乙")), "一、乙\n"},
		{"item struck out in part", Accept, numbered(1, 0, run("废", "<w:strike/>"), text("甲")) + numbered(1, 0, text("乙")), "一、甲\n二、乙\n"},
		{"item struck out and rejected", Reject, numbered(1, 0, run("甲", "<w:strike/>")) + numbered(1, 0, text("乙")), "一、甲\n二、乙\n"},
		{"style separator behind a heading", Undecided, styled(`<w:pStyle w:val="3"/>`+inList+separator, text("范围")) + para(text("　本办法")) + numbered(1, 0, text("乙")), "h2 一、范围\n本办法\n二、乙\n"},
		{"style separator behind other text", Undecided, styled(inList+separator, text("甲")) + para(text("段")) + numbered(1, 0, text("乙")), "一、甲段\n二、乙\n"},
		{"deleted style separator", Accept, styled(heading1+strings.Replace(separator, "<w:rPr>", `<w:rPr><w:del w:id="1" w:author="a"/>`, 1), text("甲")) + para(text("段")), "甲段\n"},
		{"hidden heading with a style separator", Undecided, styled(heading1+inList+separator, run("密", "<w:vanish/>")) + numbered(1, 0, text("乙")), "一、乙\n"},
		{"style separator before a table", Undecided, styled(inList+separator, text("甲")) + tail, "一、甲\n1|2\n尾\n二、末\n"},
		{"empty item", Accept, numbered(1, 0) + numbered(1, 0, text("乙")), "一、\n二、乙\n"},
	} {
		doc, _ := read(t, c.body, c.changes, numbering)
		if got := show(doc.Blocks); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

// TestNumbersOfStories: the numbers of text boxes, footnotes and endnotes count on in
// their kind and apart from those of the body, of which cells are part.
func TestNumbersOfStories(t *testing.T) {
	item := func(s string, more ...string) string { return numbered(1, 0, append([]string{text(s)}, more...)...) }
	body := item("甲", box(item("框")), noteRef(2), endRef(2)) + tbl([]string{"<w:tc>" + item("格", box(item("格框"))) + "</w:tc>", tc("", "")}) + item("乙", noteRef(3))
	doc, _ := read(t, body, Undecided, numbering, footnotes(note(2, item("注"), item("又注")), note(3, item("后注"))), endnotes(note(2, item("尾注"))))
	want := "一、甲(note: 一、注: 二、又注)(endnote: 一、尾注)\n一、框\n二、格⏎二、格框|\n三、乙(note: 三、后注)\n"
	if got := show(doc.Blocks); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestManyMarks: missing marks, hidden paragraphs and deleted tables in thousands take no
// more time than other text.
func TestManyMarks(t *testing.T) {
	hiddenOne := styled(hiddenMarkOn, run("密", "<w:vanish/>"))
	goneTable := tbl([]string{"<w:trPr><w:del/></w:trPr>", tc("", "1")})
	for name, part := range map[string]string{
		"deleted marks":     styled(deletedMark, text("甲")),
		"deleted items":     styled(inList+deletedMark, deletedText("甲")),
		"before tables":     styled(inList+deletedMark, deletedText("甲")) + tbl([]string{tc("", "1"), tc("", "2")}),
		"hidden paragraphs": styled(deletedMark, text("甲")) + strings.Repeat(hiddenOne, 20),
		"deleted tables":    styled(deletedMark, text("甲")) + strings.Repeat(goneTable, 20),
		"empty controls":    styled(deletedMark, text("甲")) + strings.Repeat(block(""), 20),
		"struck out":        numbered(1, 0, run("甲", "<w:strike/>")),
	} {
		t.Run(name, func(t *testing.T) {
			costtest.Linear(t, 200_000/len(part), 2_000_000/len(part), 300*time.Millisecond, func(n int) {
				read(t, strings.Repeat(part, n), Accept, numbering)
			})
		})
	}
	t.Run("a mark of a note", func(t *testing.T) {
		costtest.Linear(t, 4000, 40_000, 100*time.Millisecond, func(n int) {
			mark := `<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/>` + strings.Repeat(`<w:sym w:font="Symbol" w:char="F02A"/>`, n) + "</w:r>"
			read(t, para(text("甲"), mark), Accept, footnotes(note(2, para(text("注")))))
		})
	})
	t.Run("a paragraph", func(t *testing.T) {
		costtest.Linear(t, 2000, 20_000, 100*time.Millisecond, func(n int) {
			read(t, para(strings.Repeat(run("甲", "<w:strike/>"), n)), Accept, numbering)
		})
	})
}
