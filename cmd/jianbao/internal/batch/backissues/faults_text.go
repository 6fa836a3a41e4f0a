package backissues

import (
	"encoding/binary"
	"strings"
)

// textFaults returns the faults of the bytes and characters of articles.
func textFaults() []kind {
	text := func(s string) func(*draft) { return func(d *draft) { d.any().text = s } }
	more := func(s string) func(*draft) { return func(d *draft) { d.any().text += s } }
	// bytes inserts bytes into the middle of an article in GBK.
	bytes := func(s string) func(*draft) {
		return func(d *draft) {
			a := d.any()
			half := strings.Index(a.text, "。") + len("。")
			before, err1 := gbk(a.text[:half])
			after, err2 := gbk(a.text[half:])
			d.fail(err1)
			d.fail(err2)
			d.replace(a, file{data: []byte(string(before) + s + string(after))})
			a.lines = append(a.lines, `encoding = "gb18030"`)
		}
	}
	encoded := func(encode func(string) ([]byte, error), line ...string) func(*draft) {
		return func(d *draft) {
			a := d.any()
			a.encode = encode
			a.lines = append(a.lines, line...)
		}
	}
	marked := func(s string) func(*draft) {
		return func(d *draft) {
			a := d.any()
			a.file = strings.TrimSuffix(a.file, ".txt") + ".md"
			a.text = s
		}
	}
	return []kind{
		fault("article empty", text(""), "empty-article"),
		fault("article blank", text(" \r\n　　\r\n\t\r\n"), "empty-article"),
		fault("article of zeros", func(d *draft) { d.replace(d.any(), file{size: 4096}) }, "file-zeros"),

		// Encodings.
		fault("GBK declared as UTF-8", encoded(gbk, `encoding = "utf-8"`), "encoding-wrong"),
		fault("UTF-8 declared as GB18030", encoded(nil, `encoding = "gb18030"`), "encoding-wrong"),
		fault("a mark that contradicts", encoded(utf8Mark, `encoding = "gb18030"`), "encoding-mark"),
		fault("Big5 declared as GB18030", func(d *draft) {
			a := d.any()
			a.text = strings.Join(tradSentencesPlain(), "\n")
			a.encode = big5
			a.lines = append(a.lines, `encoding = "gb18030"`)
		}, "encoding-wrong"),
		fault("UTF-16 cut off", encoded(func(s string) ([]byte, error) {
			b, err := utf16Of(binary.LittleEndian, true)(s)
			return b[:len(b)-1], err
		}), "text-invalid"),
		fault("UTF-8 with a byte lost", func(d *draft) {
			a := d.any()
			d.replace(a, file{data: []byte(strings.Replace(a.text, "。", "\xE3\x80", 1))})
		}, "text-damaged"),
		fault("bytes that mean nothing in GB18030", bytes("\xFF"), "text-invalid"),
		fault("a character of the user's (造字)", bytes("\xAA\xA1"), "text-user-defined"),
		fault("another character of the user's", bytes("\xF8\xC3\xFE\xFE"), "text-user-defined"),
		fault("a code without a character in GB18030", bytes("\xA2\xAB\x85\x30\x81\x30"), "text-unassigned"),
		fault("four bytes beyond Unicode", bytes("\xE3\x32\x9A\x36"), "text-unassigned"),

		// Characters.
		fault("a character lost before (U+FFFD)", more("　　经办人：\uFFFD国\uFFFD\n"), "text-replacement"),
		fault("a control character", more("　　第\x1B一页\n"), "text-control"),
		fault("a line break of Word", more("　　一、\v二、\n"), "text-vertical-tab"),
		fault("a character no face has", more("　　该字原稿作“𪚥”。\n"), "missing-glyph"),
		fault("a character of the private use area", more("　　经办人：李\uE5E5\n"), "private-character"),
		fault("a character no face has, in a title", func(d *draft) { d.any().title += "ꀉꀊ" }, "missing-glyph"),

		// Markdown.
		fault("a row of a table with too few cells", marked("| 项目 | 数量 |\n| --- | --- |\n| 卷宗 |\n"), "md-table-row"),
		fault("HTML in Markdown", marked("正文。\n\n<div align=\"center\">完</div>\n"), "md-html"),
		fault("200 quotations within each other", marked(strings.Repeat("> ", 200)+"正文。\n"), "md-nesting"),
		fault("200,000 brackets", marked("正文"+strings.Repeat("[", 200_000)+"\n"), "md-signs"),
	}
}

// tradSentencesPlain returns fixed sentences without placeholders.
func tradSentencesPlain() []string {
	return []string{tradSentences[2], tradSentences[4], tradSentences[5]}
}
