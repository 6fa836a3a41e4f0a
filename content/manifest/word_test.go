package manifest

import (
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/docxtest"
)

// loadWord loads an issue with one article, a document with a body. keys are further
// keys of the article.
func loadWord(t *testing.T, body, keys string) (content.Article, *diag.List) {
	t.Helper()
	log := &diag.List{}
	raw := []byte("schema = 1\n[publication]\ntitle = \"试刊\"\n[issue]\nyear = 2024\nnumber = 3\ndate = 2024-03-15\n[[section]]\ntitle = \"动态\"\n[[section.article]]\nfile = \"a.docx\"\n" + keys)
	issue := loadFrom(memory{"a.docx": docxtest.Document(body)}, "issue.toml", raw, Options{}, log)
	if issue == nil {
		t.Fatal(log.Items())
	}
	return issue.Sections[0].Articles[0], log
}

// shown returns the blocks of an article in one line.
func shown(a content.Article) string { return strings.ReplaceAll(show(a.Body), "\n", "/") }

// wordCodes returns the codes of findings in their order.
func wordCodes(log *diag.List) (codes []string) {
	for _, d := range log.Items() {
		codes = append(codes, string(d.Code))
	}
	return codes
}

// TestWordFront: the title is the manifest's or the document's, and only lines that
// repeat the manifest are left out.
func TestWordFront(t *testing.T) {
	p, text := docxtest.P, docxtest.T
	centred := func(s string) string { return docxtest.Styled(`<w:jc w:val="center"/>`, text(s)) }
	styled := func(id, s string) string { return docxtest.Styled(`<w:pStyle w:val="`+id+`"/>`, text(s)) }
	beside := strings.Replace(centred("张三|李四"), "|", "</w:t><w:tab/><w:t>", 1)
	for _, c := range []struct {
		name, body, keys string
		title, want      string
		codes            []string
	}{
		{"the document's", centred("水库蓄水 进展") + p(text("甲。")), "", "水库蓄水 进展", "P 甲。", nil},
		{"the manifest's", centred("水库蓄水进展") + p(text("甲。")), `title = "水库蓄水\n进展"`, "水库蓄水\n进展", "P 甲。", []string{"docx-left-out"}},
		{"in two lines", centred("水库蓄水") + centred("进展") + p(text("甲。")), `title = "水库蓄水进展"`, "水库蓄水进展", "P 甲。", []string{"docx-left-out"}},
		{"another width of signs", centred("水库（一期）蓄水") + p(text("甲。")), `title = "水库(一期)蓄水"`, "水库(一期)蓄水", "P 甲。", []string{"docx-left-out"}},
		{"another title", centred("水库蓄水") + p(text("甲。")), `title = "水库放水"`, "水库放水", "P 水库蓄水/P 甲。", []string{"docx-title-differs"}},
		{"author and date", styled("5", "水库") + centred("张三") + centred("2024年3月15日") + p(text("甲。")), `author = "张三"`, "水库", "P 甲。", []string{"docx-left-out", "docx-left-out"}},
		{"authors beside each other", styled("5", "水库") + beside + p(text("甲。")), `author = "张三、李四"`, "水库", "P 甲。", []string{"docx-left-out"}},
		{"authors one by one", styled("5", "水库") + beside + p(text("甲。")), `author = ["张三", "李四"]`, "水库", "P 甲。", []string{"docx-left-out"}},
		{"another author", styled("5", "水库") + beside + p(text("甲。")), `author = "张三"`, "水库", "P 张三\t李四/P 甲。", nil},
		{"a date in Han", styled("5", "水库") + centred("二〇二四年三月十五日") + p(text("甲。")), "", "水库", "P 甲。", []string{"docx-left-out"}},
		{"another date", styled("5", "水库") + centred("2024年3月16日") + p(text("甲。")), "", "水库", "P 2024年3月16日/P 甲。", nil},
		{"a signed date", styled("5", "水库") + p(text("甲。")) + p(text("水利局")) + p(text("2024年3月15日")), "", "水库", "P 甲。/P 水利局/P 2024年3月15日", nil},
		{"the source", styled("5", "水库") + p(text("甲。")) + p(text("(来源:　水利局)")), `source = "水利局"`, "水库", "P 甲。", []string{"docx-left-out"}},
		{"who sent it", styled("5", "水库") + p(text("甲。")) + p(text("（水利局 供稿）")), `source = "水利局"`, "水库", "P 甲。", []string{"docx-left-out"}},
		{"another source", styled("5", "水库") + p(text("甲。")) + p(text("（来源：气象局）")), `source = "水利局"`, "水库", "P 甲。/P （来源：气象局）", nil},
		{"no title", p(text("甲。")), "", "", "P 甲。", []string{"docx-title-missing"}},
		{"headings below a title of level 1", docxtest.Styled(`<w:pStyle w:val="2"/><w:jc w:val="center"/>`, text("水库")) + styled("3", "进展") + p(text("甲。")), "", "水库", "H1 进展/P 甲。", nil},
		{"marks in the title", docxtest.Styled(`<w:jc w:val="center"/>`, text("新增PM"), docxtest.R("2", `<w:vertAlign w:val="subscript"/>`), text("监测点10"), docxtest.R("3", `<w:vertAlign w:val="superscript"/>`), text("约"), docxtest.R("a", `<w:vertAlign w:val="superscript"/>`), docxtest.R("个", `<w:em w:val="dot"/>`)) + p(text("甲。")), "", "新增PM₂监测点10³约a个", "P 甲。", []string{"docx-title-marks", "docx-title-marks"}},
		{"a title with a number", centred("一、水库蓄水") + p(text("甲。")), "", "一、水库蓄水", "P 甲。", nil},
		{"a title in two paragraphs", centred("石塘乡人民政府") + centred("关于修桥的通知") + p(text("甲。")), "", "石塘乡人民政府\n关于修桥的通知", "P 甲。", []string{"docx-title-joined"}},
		{"half a title of two paragraphs", centred("石塘乡人民政府") + centred("关于修桥的通知") + p(text("甲。")), `title = "石塘乡人民政府"`, "石塘乡人民政府", "P 关于修桥的通知/P 甲。", []string{"docx-left-out"}},
		{"what may be a title in two paragraphs", centred("水库蓄水进展") + centred("全县两座水库开始蓄水") + p(text("甲。")), "", "水库蓄水进展", "P 全县两座水库开始蓄水/P 甲。", []string{"docx-title-first"}},
		{"a line above the title", centred("内部资料") + styled("5", "水库") + p(text("甲。")), "", "水库", "P 内部资料/P 甲。", []string{"docx-above-title"}},
		{"the manifest's title below a head", docxtest.Styled(`<w:jc w:val="center"/>`, docxtest.R("工作简报", `<w:color w:val="FF0000"/>`)) + p(text("第5期")) + centred("我县修桥") + p(text("甲。")), `title = "我县修桥"`, "我县修桥", "P 工作简报/P 第5期/P 甲。", []string{"docx-left-out"}},
		{"an empty document", p(), `title = "水库"`, "水库", "", []string{"empty-article"}},
	} {
		a, log := loadWord(t, c.body, c.keys+"\n")
		if a.Title.Value != c.title || shown(a) != c.want || !slices.Equal(wordCodes(log), c.codes) {
			t.Errorf("%s: %q %q %q, want %q %q %q", c.name, a.Title.Value, shown(a), wordCodes(log), c.title, c.want, c.codes)
		}
	}
}

// TestWordLostNotes: a note of what is left out of the text is reported.
func TestWordLostNotes(t *testing.T) {
	for _, keys := range []string{"", "title = \"水库\"\n"} {
		log := &diag.List{}
		raw := []byte("schema = 1\n[publication]\ntitle = \"试刊\"\n[issue]\nyear = 2024\nnumber = 3\ndate = 2024-03-15\n[[section]]\ntitle = \"动态\"\n[[section.article]]\nfile = \"a.docx\"\n" + keys)
		body := docxtest.Styled(`<w:jc w:val="center"/>`, docxtest.T("水库"), `<w:r><w:footnoteReference w:id="2"/></w:r>`) + docxtest.P(docxtest.T("甲。"))
		notes := docxtest.Part{Name: "word/footnotes.xml", Data: `<w:footnote w:id="2">` + docxtest.P(docxtest.T("在建。")) + `</w:footnote>`}
		loadFrom(memory{"a.docx": docxtest.Document(body, notes)}, "issue.toml", raw, Options{}, log)
		if got := wordCodes(log); !slices.Contains(got, "docx-note-place") || slices.Contains(got, "md-note-unused") {
			t.Errorf("%q: %q", keys, got)
		}
	}
}

// TestWordHeadings: lines with typed numbers are read as in plain text, beside headings
// by style; marks of Markdown are text; characters are checked as in other copy.
func TestWordHeadings(t *testing.T) {
	p, text := docxtest.P, docxtest.T
	styled := func(id, s string) string { return docxtest.Styled(`<w:pStyle w:val="`+id+`"/>`, text(s)) }
	for _, c := range []struct {
		name, body, want string
		codes            []string
	}{
		{"typed", p(text("一、进展")) + p(text("甲。")) + p(docxtest.R("二、打算", "<w:b/>")) + p(text("乙。")), "H1 一、进展/P 甲。/H1 二、打算/P 乙。", nil},
		{"a list", p(text("1.甲")) + p(text("2.乙")) + p(text("3.丙")), "P 1.甲/P 2.乙/P 3.丙", nil},
		{"by style and typed", styled("2", "一、进展") + p(text("甲。")) + p(text("（一）水库")) + p(text("乙。")) + styled("2", "二、打算") + p(text("丙。")), "H1 一、进展/P 甲。/H2 （一）水库/P 乙。/H1 二、打算/P 丙。", []string{"plain-heading"}},
		{"numbers below a style without", styled("2", "概况") + styled("3", "一、水库") + p(text("甲。")) + styled("2", "打算") + styled("3", "一、水渠") + p(text("乙。")), "H1 概况/H2 一、水库/P 甲。/H1 打算/H2 一、水渠/P 乙。", nil},
		{"typed ones below these", styled("2", "概况") + styled("3", "一、水库") + p(text("（一）坝")) + p(text("甲。")) + p(text("（二）闸")) + p(text("乙。")), "H1 概况/H2 一、水库/H3 （一）坝/P 甲。/H3 （二）闸/P 乙。", nil},
		{"numbers against the order of styles", styled("2", "1. 水库") + styled("3", "一、坝") + p(text("甲。")), "H1 1. 水库/H2 一、坝/P 甲。", nil},
		{"one form in two styles", styled("2", "概况") + styled("3", "一、水库") + p(text("甲。")) + styled("2", "二、水渠") + p(text("乙。")), "H1 概况/H1 一、水库/P 甲。/H1 二、水渠/P 乙。", []string{"docx-heading-level"}},
		{"one style for all numbers", styled("2", "一、水库") + styled("2", "（一）坝") + p(text("甲。")), "H1 一、水库/H2 （一）坝/P 甲。", nil},
		{"a level below alone", styled("3", "一、水库") + p(text("甲。")) + styled("2", "附记") + p(text("乙。")), "H1 一、水库/P 甲。/H1 附记/P 乙。", []string{"docx-heading-level"}},
		{"refused", p(text(`\一、进展`)) + p(text("甲。")) + p(text("二、打算")) + p(text("乙。")), "P 一、进展/P 甲。/H1 二、打算/P 乙。", []string{"plain-heading"}},
		{"marks of Markdown", p(text("# 甲 **乙** [丙]{.dot} - `丁`")), "P # 甲 **乙** [丙]{.dot} - `丁`", nil},
		{"invisible characters", p(text("甲\u200b乙")) + p(text("\u200b")), "P 甲乙", []string{"text-dropped", "text-invisible"}},
		{"invisible characters between runs", p(text("水\u200b") + docxtest.R("库", "<w:b/>") + text("\u2060，very\u200b") + docxtest.R("long", "<w:b/>")), "P 水*库*，very\u200b*long*", []string{"text-dropped"}},
		{"a lost character", p(text("甲\uFFFD乙")), "P 甲\uFFFD乙", []string{"text-replacement"}},
	} {
		a, log := loadWord(t, c.body, "title = \"水库\"\n")
		if shown(a) != c.want || !slices.Equal(wordCodes(log), c.codes) {
			t.Errorf("%s: %q %q, want %q %q", c.name, shown(a), wordCodes(log), c.want, c.codes)
		}
		if !a.OwnNumbers || a.Markdown {
			t.Errorf("%s: headings would be numbered", c.name)
		}
	}
}
