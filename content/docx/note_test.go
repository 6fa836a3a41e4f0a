package docx

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jianbao/content/docx/docxtest"
)

// footnotes returns the part with notes, and the separators that every such part has.
func footnotes(notes ...string) docxtest.Part {
	return docxtest.Part{Name: "word/footnotes.xml", Data: `<w:footnote w:type="separator" w:id="0">` + para(`<w:r><w:separator/></w:r>`) + `</w:footnote>` +
		`<w:footnote w:type="continuationSeparator" w:id="1">` + para(`<w:r><w:continuationSeparator/></w:r>`) + `</w:footnote>` + strings.Join(notes, "")}
}

func endnotes(notes ...string) docxtest.Part {
	return docxtest.Part{Name: "word/endnotes.xml", Data: strings.ReplaceAll(strings.Join(notes, ""), "w:footnote", "w:endnote")}
}

func note(id int, paragraphs ...string) string {
	return fmt.Sprintf(`<w:footnote w:id="%d">%s</w:footnote>`, id, strings.Join(paragraphs, ""))
}

func noteRef(id int) string {
	return fmt.Sprintf(`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, id)
}

func endRef(id int) string { return fmt.Sprintf(`<w:r><w:endnoteReference w:id="%d"/></w:r>`, id) }

const ownNumber = `<w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>`

func TestNotes(t *testing.T) {
	one := footnotes(note(2, para(ownNumber, text("出处。"))))
	for _, c := range []struct {
		name, body, want string
		parts            []docxtest.Part
		findings         []string
	}{
		{"footnote", para(text("甲"), noteRef(2), text("乙")), "甲(note: 出处。)乙\n", []docxtest.Part{one}, nil},
		{"paragraphs", para(text("甲"), noteRef(2)), "甲(note: 一: 二*三*)\n", []docxtest.Part{footnotes(note(2, para(text("一")), para(), para(text("二"), run("三", "<w:b/>"))))}, nil},
		{"endnote", para(text("甲"), endRef(2)), "甲(note: 出处。)\n", []docxtest.Part{endnotes(note(2, para(text("出处。"))))}, nil},
		{"both kinds", para(text("甲"), endRef(2), text("乙"), noteRef(2)), "甲(endnote: 尾)乙(note: 出处。)\n", []docxtest.Part{one, endnotes(note(2, para(text("尾"))))}, nil},
		{"endnote, with footnotes in a table", para(text("甲"), endRef(2)) + tbl([]string{"<w:tc>" + para(text("甲"), noteRef(2)) + "</w:tc>", tc("", "乙")}), "甲(note: 尾)\n甲(note 1: 出处。)|乙\n", []docxtest.Part{one, endnotes(note(2, para(text("尾"))))}, nil},
		{"both kinds, endnotes in a table", para(text("甲"), noteRef(2)) + tbl([]string{"<w:tc>" + para(text("甲"), endRef(2)) + "</w:tc>", tc("", "乙")}), "甲(note: 出处。)\n甲(note 1: 尾)|乙\n", []docxtest.Part{one, endnotes(note(2, para(text("尾"))))}, nil},
		{"not called", para(text("甲")), "甲\n", []docxtest.Part{one}, []string{"docx-note-unused"}},
		{"absent", para(text("甲"), noteRef(9)), "甲\n", nil, []string{"docx-note-missing"}},
		{"called twice", para(text("甲"), noteRef(2), text("乙"), noteRef(2)), "甲(note: 出处。)乙\n", []docxtest.Part{one}, []string{"docx-note-twice"}},
		{"calls itself", para(text("甲"), noteRef(2)), "甲(note: 一)\n", []docxtest.Part{footnotes(note(2, para(text("一"), noteRef(2))))}, []string{"docx-note-nested"}},
		{"empty", para(text("甲"), noteRef(2)), "甲(note)\n", []docxtest.Part{footnotes(note(2, para(ownNumber)))}, []string{"docx-note-empty"}},
		{"in a heading", styled(heading1, text("甲"), noteRef(2)), "h1 甲\n", []docxtest.Part{one}, []string{"docx-note-place"}},
		{"in a title", styled(`<w:pStyle w:val="5"/>`, text("甲"), noteRef(2)), "甲\n", []docxtest.Part{one}, []string{"docx-note-place"}},
		{"in texts of a table", para(text("表1 甲"), noteRef(2)) + para(text("单位：米"), noteRef(3)) + tbl([]string{tc("", "1"), tc("", "2")}) + para(text("注：乙"), noteRef(4)), "表1 甲｜单位：米\n1|2\nnote: 注：乙\n", []docxtest.Part{footnotes(note(2, para(text("一"))), note(3, para(text("二"))), note(4, para(text("三"))))}, []string{"docx-note-place", "docx-note-place", "docx-note-place"}},
		{"at the start", para(noteRef(2), text("甲")), "(note: 出处。)甲\n", []docxtest.Part{one}, []string{"docx-note-start"}},
		{"mark of the author", para(text("甲"), `<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>`, text("乙")), "甲(note: 出处。)乙\n", []docxtest.Part{one}, []string{"docx-note-mark"}},
		{"mark of the author as a sign", para(text("甲"), `<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:sym w:font="Symbol" w:char="F02A"/></w:r>`, `<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>`), "甲(note: 出处。)α\n", []docxtest.Part{one}, []string{"docx-note-mark"}},
		{"mark of the author in the note", para(text("甲"), `<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:sym w:font="Symbol" w:char="F02A"/><w:sym w:font="Symbol" w:char="F02A"/></w:r>`), "甲(note: 出处。)\n", []docxtest.Part{footnotes(note(2, para(text("** 出处。"))))}, []string{"docx-note-mark"}},
		{"number of the author in the note", para(text("甲"), `<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>1</w:t></w:r>`, text("乙"), `<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>1</w:t></w:r>`), "甲(note: 出处。)乙(note: 10月。)\n", []docxtest.Part{footnotes(note(2, para(text("1 出处。"))), note(3, para(text("10月。"))))}, []string{"docx-note-mark", "docx-note-mark"}},
		{"in deleted text", para(text("甲"), `<w:del w:id="1" w:author="a">`+noteRef(2)+`</w:del>`), "甲\n", []docxtest.Part{one}, []string{"docx-changes"}},
		{"in a table", tbl([]string{"<w:tc>" + para(text("甲"), noteRef(2)) + "</w:tc>", "<w:tc>" + para(text("乙"), noteRef(3)) + "</w:tc>"}), "甲(note 1: 一)|乙(note 2: 二)\n",
			[]docxtest.Part{footnotes(note(2, para(text("一"))), note(3, para(text("二"))))}, nil},
		{"table in a note", para(text("甲"), noteRef(2)), "甲(note: 一)\n", []docxtest.Part{footnotes(note(2, para(text("一")), tbl([]string{tc("", "1")})))}, []string{"docx-place"}},
	} {
		doc, log := read(t, c.body, Undecided, c.parts...)
		if got := show(doc.Blocks); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		if got := codes(log); !slices.Equal(got, c.findings) {
			t.Errorf("%s: %v, want %v", c.name, messages(log), c.findings)
		}
		if doc.NotesAtEnd != strings.HasPrefix(c.name, "endnote") {
			t.Errorf("%s: NotesAtEnd is %v", c.name, doc.NotesAtEnd)
		}
	}
}
