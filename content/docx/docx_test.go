package docx

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/docxtest"
	"jianbao/content/picture"

	_ "jianbao/content/testgc"
)

var (
	para   = docxtest.P
	styled = docxtest.Styled
	run    = docxtest.R
	text   = docxtest.T
)

const br = "<w:r><w:br/></w:r>"

const heading1, centre = `<w:pStyle w:val="2"/>`, `<w:jc w:val="center"/>`

// read reads a document with a body; parts are those beside the text.
func read(t *testing.T, body string, changes Changes, parts ...docxtest.Part) (*Document, *diag.List) {
	t.Helper()
	var log diag.List
	doc, ok := Read(docxtest.Document(body, parts...), Options{Path: "a.docx", Changes: changes}, &log)
	if doc == nil {
		t.Fatalf("the document was not read: %v", messages(&log))
	}
	if ok == log.HasErrors() {
		t.Errorf("ok is %v with %v", ok, messages(&log))
	}
	return doc, &log
}

// section returns the properties of a section of a type.
func section(kind string) string {
	if kind != "" {
		kind = `<w:type w:val="` + kind + `"/>`
	}
	return "<w:sectPr>" + kind + "</w:sectPr>"
}

// messages returns the findings with their places.
func messages(log *diag.List) (out []string) {
	for _, d := range log.Items() {
		place := d.Span.Source.Path
		if d.Span.Source.Data != nil {
			place = strings.TrimPrefix(d.Span.Place(d.Span.Source.Index(), diag.ZH), "a.docx ")
		}
		out = append(out, fmt.Sprintf("%s %s: %s", place, d.Code, d.Message(diag.ZH)))
	}
	return out
}

// codes returns the codes of the findings in their order.
func codes(log *diag.List) (out []string) {
	for _, d := range log.Items() {
		out = append(out, string(d.Code))
	}
	return out
}

// show returns blocks in a form to compare: one line for each, with the marks of runs.
func show(blocks []content.Block) string {
	var b strings.Builder
	for _, block := range blocks {
		switch block := block.(type) {
		case *content.Paragraph:
			b.WriteString(showInlines(block.Inlines))
		case *content.Heading:
			fmt.Fprintf(&b, "h%d %s", block.Level, showInlines(block.Inlines))
		case *content.List:
			for _, item := range block.Items {
				for i, line := range strings.Split(strings.TrimSuffix(show(item), "\n"), "\n") {
					b.WriteString([]string{"- ", "  "}[min(i, 1)] + line + "\n")
				}
			}
			continue
		case *content.Box:
			for line := range strings.Lines(show(block.Blocks)) {
				b.WriteString("| " + line)
			}
			continue
		case *content.Table:
			showTable(&b, block)
			continue
		case *content.Picture:
			fmt.Fprintf(&b, "picture alt=%s caption=%s row=%d", block.Alt.Value, showInlines(block.Caption), block.Row)
			if im := block.Image; im != nil && (im.Orientation != 1 || im.Crop != picture.Crop{}) {
				fmt.Fprintf(&b, " orientation=%d crop=%v", im.Orientation, im.Crop)
			}
		case *content.Verse:
			b.WriteString("verse ")
			for i, in := range block.Stanzas {
				if i > 0 {
					b.WriteByte('|')
				}
				b.WriteString(showInlines(in))
			}
		case *content.Quote:
			for line := range strings.Lines(show(block.Blocks)) {
				b.WriteString("> " + line)
			}
			continue
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func showInlines(in []content.Inline) string {
	var b strings.Builder
	for _, x := range in {
		switch x := x.(type) {
		case content.Break:
			b.WriteString("⏎")
		case content.NoteCall:
			if x.Note.End {
				b.WriteString("(endnote")
			} else {
				b.WriteString("(note")
			}
			if x.Number > 0 {
				fmt.Fprintf(&b, " %d", x.Number)
			}
			for _, p := range x.Note.Paragraphs {
				b.WriteString(": " + showInlines(p))
			}
			b.WriteString(")")
		case content.Run:
			s := x.Value
			for _, mark := range []struct {
				on   bool
				sign string
			}{
				{x.Strong, "*"}, {x.Emphasis, "/"}, {x.Decoration.Dots, "·"}, {x.Decoration.Line == content.Underline, "_"},
				{x.Script == content.Superscript, "^"}, {x.Script == content.Subscript, "~"},
			} {
				if mark.on {
					s = mark.sign + s + mark.sign
				}
			}
			if x.Link != "" {
				s = "[" + s + "](" + x.Link + ")"
			}
			if x.Ruby.Text != "" {
				s = "[" + s + "]{" + x.Ruby.Text + "}"
			}
			b.WriteString(s)
		}
	}
	return b.String()
}

// TestText: what paragraphs and runs become, and what is reported about them.
func TestText(t *testing.T) {
	for _, c := range []struct {
		name, body, want string
		findings         []string
	}{
		{"runs of one look are one", para(text("甲"), run("乙", `<w:sz w:val="30"/>`), text("丙")), "甲乙丙\n", nil},
		{"bold and italic", para(run("甲", "<w:b/>"), run("乙", "<w:i/>"), run("丙", `<w:b w:val="0"/>`), run("丁", `<w:rStyle w:val="7"/>`)), "*甲*/乙/丙*丁*\n", nil},
		{"dots and scripts", para(run("甲", `<w:em w:val="dot"/>`), text("m"), run("3", `<w:vertAlign w:val="superscript"/>`), text("H"), run("2", `<w:vertAlign w:val="subscript"/>`)), "·甲·m^3^H~2~\n", nil},
		{"raised and lowered", para(text("m"), run("3", `<w:position w:val="6"/>`), text("H"), run("2", `<w:position w:val="-4"/>`), run("O", `<w:position w:val="3"/>`)), "m^3^H~2~O\n", nil},
		{"underline", para(run("甲", `<w:u w:val="single"/>`), run("乙", `<w:u w:val="none"/>`)), "_甲_乙\n", nil},
		{"blanks to fill in", para(text("姓名"), run("　　　", `<w:u w:val="single"/>`)), "姓名_　　　_\n", nil},
		{"spaces to fill in", para(text("姓名"), run("    ", `<w:u w:val="single"/>`), run("a b", `<w:u w:val="single"/>`)), "姓名_　　a b_\n", nil},
		{"tabs to fill in", para(text("姓名："), `<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:tab/></w:r>`, text("。")) + styled(`<w:tabs><w:tab w:val="left" w:pos="2100"/></w:tabs>`, text("年龄"), `<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:tab/></w:r>`), "姓名：_　_。\n年龄_　　　　　　　　_\n", nil},
		{"capital letters", para(run("abc", `<w:caps/>`)), "ABC\n", nil},
		{"small capital letters are as typed", para(run("Gdp", `<w:smallCaps/>`), run("abc", `<w:caps/><w:smallCaps w:val="0"/>`), run("d", `<w:smallCaps w:val="0"/>`)), "GdpABCd\n", nil},
		{"indents", para(text("　　甲　 ")), "甲\n", nil},
		{"empty paragraphs", para() + para(text("　　")) + para(text("甲")), "甲\n", nil},
		{"line breaks", para(text("甲"), "<w:r><w:br/><w:br/></w:r>", text("乙"), "<w:r><w:br/></w:r>"), "甲⏎乙\n", nil},
		{"lines with indents", para(text("甲。"), "<w:r><w:br/></w:r>", text("　　乙"), "<w:r><w:br/></w:r>", text("丙")), "甲。\n乙⏎丙\n", nil},
		{"tabs and hyphens", para(text("甲"), "<w:r><w:tab/></w:r>", text("a"), "<w:r><w:noBreakHyphen/></w:r>", text("b")), "甲\ta\u2011b\n", nil},
		{"headings", styled(heading1, text("甲")) + styled(`<w:pStyle w:val="4"/>`, text("乙")) + styled(`<w:outlineLvl w:val="1"/>`, run("丙", "<w:b/>")), "h1 甲\nh4 乙\nh2 丙\n", []string{"第2段第1字 docx-level"}},
		{"verse", para(text("甲")) + styled(centre, text("一"), br, text("二"), br, text("三")) + styled(centre, text("四"), br, text("五"), br, text("六")) + styled(centre, text("乙"), br, text("丙")) + para(text("七"), br, text("八"), br, text("九")), "甲\nverse 一⏎二⏎三|四⏎五⏎六\n乙⏎丙\n七⏎八⏎九\n", nil},
		{"no verse", para(text("甲")) + styled(centre, text(strings.Repeat("长", 25)), br, text("二"), br, text("三")), "甲\n" + strings.Repeat("长", 25) + "⏎二⏎三\n", nil},
		{"quotations", styled(`<w:pStyle w:val="6"/>`, text("甲")) + styled(`<w:pStyle w:val="6"/>`, text("乙")) + para(text("丙")), "> 甲\n> 乙\n丙\n", nil},
		{"marks of Markdown", para(text(`**甲** [乙]{.dot} # $x$ <b>`[:22])), "**甲** [乙]{.dot} #\n", nil},
		{"red and highlighted", para(text("甲"), run("乙", `<w:color w:val="FF0000"/>`), run("丙", `<w:highlight w:val="yellow"/>`), text("丁")), "甲乙丙丁\n", []string{"第1段第2字 docx-marked"}},
		{"highlighted by WPS", para(text("甲"), run("乙", `<w:shd w:val="clear" w:fill="00FF00"/>`), run("丙", `<w:shd w:val="clear" w:fill="F2F2F2"/>`), run("丁", `<w:shd w:val="pct15" w:fill="auto"/>`)), "甲乙丙丁\n", []string{"第1段第2字 docx-marked"}},
		{"hidden, white and tiny", para(text("甲"), run("乙", `<w:vanish/>`), run("丙", `<w:color w:val="FFFFFF"/>`), run("丁", `<w:sz w:val="2"/>`), text("戊")), "甲戊\n", []string{"第1段第2字 docx-hidden"}},
		{"white on a ground", para(run("甲", `<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000080"/>`)), "甲\n", nil},
		{"a hidden paragraph", para(text("甲")) + styled("<w:rPr><w:vanish/></w:rPr>", run("乙", "<w:vanish/>")) + para(text("丙")), "甲\n丙\n", []string{"第2段第1字 docx-hidden"}},
		{"a large initial", styled(`<w:framePr w:dropCap="drop"/>`, text("话")) + para(text("说")), "话说\n", nil},
		{"a frame", styled(`<w:framePr w:w="100"/>`, text("甲")) + para(text("乙")), "甲\n乙\n", []string{"第1段第1字 docx-frame"}},
		{"readings", para("<w:r><w:ruby><w:rt>"+text("chóng qìng")+"</w:rt><w:rubyBase>"+text("重庆")+"</w:rubyBase></w:ruby></w:r>", text("市")), "[重庆]{chóng qìng}市\n", nil},
		{"a reading of letters", para("<w:r><w:ruby><w:rt>" + text("x") + "</w:rt><w:rubyBase>" + text("AB") + "</w:rubyBase></w:ruby></w:r>"), "AB\n", []string{"第1段第1字 docx-ruby"}},
		{"a formula", para(text("甲"), "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"), "甲\n", []string{"第1段第2字 docx-formula"}},
		{"two lines in one", para(run("甲乙", `<w:eastAsianLayout w:combine="1"/>`)), "甲乙\n", []string{"第1段第1字 docx-layout"}},
		{"sections", styled(section("nextPage"), text("甲")) + styled(section("continuous"), text("乙")) + para(text("丙")) + section("continuous"), "甲\n乙\n丙\n", nil},
		{"a section on a new page", styled(section("continuous"), text("甲")) + para(text("乙")) + section(""), "甲\n乙\n", []string{"第1段第2字 docx-break"}},
		{"page breaks", para(text("甲"), `<w:r><w:br w:type="page"/></w:r>`) + styled("<w:pageBreakBefore/>", text("乙")), "甲\n乙\n", []string{"第1段第2字 docx-break"}},
		{"a paragraph on a new page", para(text("甲")) + para() + styled("<w:pageBreakBefore/>", text("乙")), "甲\n乙\n", []string{"第3段第1字 docx-break"}},
		{"a page break inside a paragraph", para(text("甲"), `<w:r><w:br w:type="page"/></w:r>`, text("乙")), "甲⏎乙\n", []string{"第1段第2字 docx-break"}},
		{"page breaks that divide nothing", styled("<w:pageBreakBefore/>", text("甲"), `<w:r><w:br w:type="page"/></w:r>`) + para(text("　")) + para(`<w:r><w:br w:type="page"/></w:r>`), "甲\n", nil},
		{"a section of nothing at the end", para(text("甲")) + styled(section("nextPage")) + para() + section("nextPage"), "甲\n", nil},
		{"a page break behind a table of contents", para(text("目录")) + para(complexField("TOC", text("甲 1"))) + para(`<w:r><w:br w:type="page"/></w:r>`) + para(text("甲")), "甲\n", []string{"第1段第1字 docx-contents", "第2段第1字 docx-contents"}},
		{"a page break behind a table", tbl([]string{tc("", "甲"), tc("", "乙")}) + para(`<w:r><w:br w:type="page"/></w:r>`) + para(text("丙")), "甲|乙\n丙\n", []string{"第1段第1字 docx-break"}},
		{"an unknown element", para("<w:later>"+text("甲")+"</w:later>", "<w:other/>"), "甲\n", []string{"第1段第1字 docx-unknown", "第1段第2字 docx-unknown-empty"}},
		{"a form in VML alone", para(text("甲"), `<mc:AlternateContent><mc:Choice Requires="v">`+text("乙")+`</mc:Choice></mc:AlternateContent>`), "甲乙\n", nil},
		{"a form that is not known", para(text("甲"), `<mc:AlternateContent><mc:Choice Requires="unheard">`+text("乙")+`</mc:Choice></mc:AlternateContent>`, `<mc:AlternateContent><mc:Choice Requires="unheard"><w:r/></mc:Choice></mc:AlternateContent>`), "甲乙\n", []string{"第1段第2字 docx-unknown", "第1段第3字 docx-unknown-empty"}},
		{"content controls", "<w:sdt><w:sdtPr/><w:sdtContent>" + para(text("甲"), "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"+text("单击此处")+"</w:sdtContent></w:sdt>") + "</w:sdtContent></w:sdt>", "甲\n", []string{"第1段第2字 docx-placeholder"}},
		{"smart tags", para("<w:smartTag>"+text("甲")+"</w:smartTag>", "<w:proofErr/>", `<w:bookmarkStart w:id="0" w:name="a"/>`), "甲\n", nil},
		{"blanks that do not count", para("<w:r><w:t> 甲 </w:t></w:r>", text("乙")), "甲乙\n", nil},
		{"another document", `<w:altChunk r:id="x"/>` + para(text("甲")), "甲\n", []string{"第1段第1字 docx-chunk"}},
	} {
		doc, log := read(t, c.body, Undecided)
		if got := show(doc.Blocks); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
		checkFindings(t, c.name, log, c.findings)
		checkPlaces(t, c.name, doc)
	}
}

// checkFindings compares findings, each with place and code, with those expected.
func checkFindings(t *testing.T, name string, log *diag.List, want []string) {
	t.Helper()
	got := messages(log)
	if len(got) != len(want) {
		t.Errorf("%s: %q, want %q", name, got, want)
		return
	}
	for i, m := range got {
		if !strings.HasPrefix(m, want[i]+":") {
			t.Errorf("%s: %s, want %s", name, m, want[i])
		}
	}
}

// checkPlaces checks that each run stands in the extracted text where its place says.
func checkPlaces(t *testing.T, name string, doc *Document) {
	t.Helper()
	for _, b := range doc.Blocks {
		p, ok := b.(*content.Paragraph)
		if !ok {
			continue
		}
		for _, x := range p.Inlines {
			if run, ok := x.(content.Run); ok && !(run.Decoration.Line != content.NoLine && strings.Contains(run.Value, "　")) {
				at := 0
				for _, r := range run.Value {
					n := len(string(r))
					if got := run.Place.At(at, at+n).Text(); got != string(r) && !strings.EqualFold(got, string(r)) {
						t.Errorf("%s: %q of %q has the place of %q", name, r, run.Value, got)
					}
					at += n
				}
			}
		}
	}
	if !slices.IsSortedFunc(doc.Source.Units, func(a, b diag.Unit) int { return a.Off - b.Off }) {
		t.Errorf("%s: the units are not in order: %v", name, doc.Source.Units)
	}
}

// TestChanges: tracked changes of all kinds are errors with their number and three
// places, and are accepted or rejected by decision.
func TestChanges(t *testing.T) {
	const ins, del = `<w:ins w:id="1" w:author="a">`, `<w:del w:id="2" w:author="a">`
	gone := func(s string) string { return "<w:r><w:delText>" + s + "</w:delText></w:r>" }
	for _, c := range []struct{ name, body, accepted, rejected, report string }{
		{"runs", para(text("甲"), ins+text("乙")+"</w:ins>", del+gone("丙")+"</w:del>"), "甲乙\n", "甲丙\n", "2 处修订没有决定：第1段第2字插入“乙”；第1段第3字删除“丙”"},
		{"moves", para("<w:moveFrom>"+text("甲")+"</w:moveFrom>", text("乙"), "<w:moveTo>"+text("甲")+"</w:moveTo>"), "乙甲\n", "甲乙\n", "2 处修订没有决定：第1段第1字移走“甲”；第1段第2字移来“甲”"},
		{"adjacent runs", para(ins+text("甲")+"</w:ins>", ins+text("乙")+"</w:ins>", text("丙")), "甲乙丙\n", "丙\n", "1 处修订没有决定：第1段第1字插入“甲乙”"},
		{"a deleted mark", styled("<w:rPr><w:del/></w:rPr>", text("甲")) + para(text("乙")), "甲乙\n", "甲\n乙\n", "1 处修订没有决定：第1段第1字删除段落标记"},
		{"an inserted mark", styled("<w:rPr><w:ins/></w:rPr>", text("甲")) + para(text("乙")), "甲\n乙\n", "甲乙\n", "1 处修订没有决定：第1段第1字插入段落标记"},
		{"struck out", para(text("甲"), run("乙", "<w:strike/>"), run("丙", "<w:dstrike/>")), "甲\n", "甲乙丙\n", "1 处修订没有决定：第1段第2字加了删除线“乙丙”"},
		{"inserted and then deleted", para(text("甲"), ins+del+gone("乙")+"</w:del></w:ins>"), "甲\n", "甲\n", "2 处"},
		{"formatting", para(run("3", `<w:vertAlign w:val="superscript"/><w:rPrChange w:id="3"><w:rPr/></w:rPrChange>`), text("甲")), "^3^甲\n", "3甲\n", ""},
		{"fields", para(text("甲"), ins+complexField("REF a", text("乙"))+"</w:ins>", del+complexField("SEQ 表", text("丙"))+"</w:del>"), "甲乙\n", "甲丙\n", "2 处修订没有决定：第1段第2字插入“乙”"},
		{"a table", para(text("甲")) + tbl([]string{"<w:trPr><w:ins/></w:trPr>", tc("", "1"), tc("", "2")}, []string{"<w:trPr><w:ins/></w:trPr>", tc("", "3"), tc("", "4")}), "甲\n1|2\n3|4\n", "甲\n", "2 处"},
		{"more than three", para(ins+text("甲")+"</w:ins>", text("、"), ins+text("乙")+"</w:ins>", text("、"), ins+text("丙")+"</w:ins>", text("、"), ins+text("丁")+"</w:ins>"), "甲、乙、丙、丁\n", "、、、\n", "4 处修订没有决定：第1段第1字插入“甲”；第1段第3字插入“乙”；第1段第5字插入“丙”"},
	} {
		for _, d := range []struct {
			changes Changes
			want    string
		}{{Accept, c.accepted}, {Reject, c.rejected}} {
			doc, log := read(t, c.body, d.changes)
			if got := show(doc.Blocks); got != d.want {
				t.Errorf("%s, %v: got %q, want %q", c.name, d.changes, got, d.want)
			}
			checkFindings(t, c.name, log, nil)
		}
		_, log := read(t, c.body, Undecided)
		got := strings.Join(messages(log), "\n")
		if c.report == "" && got != "" || !strings.Contains(got, c.report) || c.report != "" && !slices.Equal(codes(log), []string{"docx-changes"}) {
			t.Errorf("%s: %q, want %q", c.name, got, c.report)
		}
	}
}

// numbering is a part with two lists: 1 has numbers 一、 and （一）, and 2 has bullets.
var numbering = docxtest.Part{Name: "word/numbering.xml", Data: level(0, 0, "chineseCountingThousand", "%1、") + level(0, 1, "chineseCountingThousand", "（%2）") + level(0, 2, "decimal", "%3.") + "</w:abstractNum>" +
	level(1, 0, "bullet", "\uf0b7") + level(1, 1, "bullet", "o") + level(1, 2, "decimal", "%3.") + "</w:abstractNum>" +
	level(2, 0, "klingon", "%1") + "</w:abstractNum>" + level(3, 0, "bullet", "☒") + "</w:abstractNum>" +
	`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>`}

func level(abstract, level int, format, label string) string {
	begin := ""
	if level == 0 {
		begin = fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d">`, abstract)
	}
	return begin + fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>`, level, format, label)
}

// numbered returns a paragraph of a list.
func numbered(list, level int, runs ...string) string {
	return styled(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, list), runs...)
}

// TestNumbers: automatic numbers are text of the paragraph and do not count as its
// characters; bullets make lists.
func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		name, body, want string
		findings         []string
	}{
		{"numbers", numbered(1, 0, text("甲")) + para(text("乙")) + numbered(1, 1, text("丙")) + numbered(1, 1, run("丁", "<w:b/>"), text("戊")) + numbered(1, 0, text("己")) + numbered(1, 2, text("庚")), "一、甲\n乙\n（一）丙\n*（二）丁*戊\n二、己\n1. 庚\n", nil},
		{"bullets", numbered(2, 0, text("甲")) + numbered(2, 1, text("乙")) + numbered(2, 2, text("丙")) + numbered(2, 0, text("丁")) + para(text("戊")) + numbered(2, 0, text("己")), "- 甲\n  - 乙\n    1. 丙\n- 丁\n戊\n- 己\n", nil},
		{"boxes as bullets", numbered(4, 0, text("甲")) + numbered(2, 0, text("乙")), "☒ 甲\n- 乙\n", nil},
		{"hidden and deleted paragraphs do not count", numbered(1, 0, text("甲")) + styled(`<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>`, run("乙", "<w:vanish/>")) + styled(`<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>`, "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del>") + numbered(1, 0, text("丁")), "一、甲\n二、丁\n", []string{"第2段第1字 docx-hidden"}},
		{"the place does not count the number", numbered(1, 0, text("甲"), run("乙", `<w:highlight w:val="yellow"/>`)), "一、甲乙\n", []string{"第1段第2字 docx-marked"}},
		{"an unknown format", numbered(3, 0, text("甲")), "甲\n", []string{"第1段第1字 docx-number"}},
	} {
		doc, log := read(t, c.body, Accept, numbering)
		if got := show(doc.Blocks); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
		checkFindings(t, c.name, log, c.findings)
		checkPlaces(t, c.name, doc)
	}
}

// field returns a complex field.
func complexField(code string, result ...string) string {
	char := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	out := char("begin") + `<w:r><w:instrText xml:space="preserve"> ` + code + ` </w:instrText></w:r>`
	if result != nil {
		out += char("separate") + strings.Join(result, "")
	}
	return out + char("end")
}

// TestFields: the results of fields are text; what is no text of the copy is reported.
func TestFields(t *testing.T) {
	const link = "https://example.org/"
	for _, c := range []struct {
		name, body, want string
		findings         []string
	}{
		{"a reference", para(text("见"), complexField(`REF _x \h`, text("表1"))), "见表1\n", nil},
		{"a simple field", para(`<w:fldSimple w:instr="AUTHOR">` + text("甲") + "</w:fldSimple>"), "甲\n", nil},
		{"a link", para(complexField(`HYPERLINK "`+link+`"`, run("甲", `<w:u w:val="single"/>`)), text("乙")), "[甲](" + link + ")乙\n", nil},
		{"a link to a file", para(complexField(`HYPERLINK "file:///C:/a.doc"`, text("甲"))), "甲\n", []string{"第1段第1字 docx-link"}},
		{"the day", para(complexField(`DATE \@ "yyyy"`, text("2024"))), "2024\n", []string{"第1段第1字 docx-field-today"}},
		{"nested", para(complexField("IF "+`</w:instrText></w:r>`+complexField("MERGEFIELD x", text("1"))+`<w:r><w:instrText> = 1`, text("甲"))), "甲\n", nil},
		{"contents", para(complexField(`TOC \o "1-3"`, text("一、甲"), "<w:r><w:tab/></w:r>", text("1"))) + para(text("甲")), "甲\n", []string{"第1段第1字 docx-contents"}},
		{"contents with a title", para(text("目　录")) + para(complexField("TOC", text("一、甲"))) + para(text("甲")), "甲\n", []string{"第1段第1字 docx-contents", "第2段第1字 docx-contents"}},
		{"contents over paragraphs", strings.Replace(para(complexField("TOC", text("甲"), "@", text("乙"))), "@", "</w:p><w:p>", 1) + para(text("丙")), "丙\n", []string{"第1段第1字 docx-contents"}},
		{"a sign in a circle", para(text("甲"), complexField(`eq \o\ac(○,1)`)), "甲①\n", nil},
		{"a reading", para(complexField(`EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(chóng),重)`), text("庆")), "[重]{chóng}庆\n", nil},
		{"an equation", para(text("甲"), complexField(`EQ \f(1,2)`)), "甲\n", []string{"第1段第2字 docx-equation"}},
		{"boxes of forms", para(`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`), "☑\n", nil},
		{"numbers by fields", para(text("甲"), complexField("AUTONUM")), "甲\n", []string{"第1段第2字 docx-field"}},
		{"an error of the word processor", para(text("见"), complexField("REF a", text("错误！未找到引用源。")), text("和"), `<w:fldSimple w:instr="PAGEREF b">`+text("Error! Bookmark not defined.")+"</w:fldSimple>"), "见错误！未找到引用源。和Error! Bookmark not defined.\n", []string{"第1段第2字 docx-field-error", "第1段第13字 docx-field-error"}},
		{"a letter that is not merged", para(text("致"), complexField("MERGEFIELD 单位", text("«单位»")), text("："), complexField("MERGEFIELD 人", text("王芳"))), "致«单位»：王芳\n", []string{"第1段第2字 docx-field-error"}},
		{"no result", para(text("甲"), complexField("REF x")), "甲\n", []string{"第1段第2字 docx-field-none"}},
		{"a note's number", para(text("见注"), complexField(`NOTEREF _a \h`, text("6")), text("。")), "见注6。\n", []string{"第1段第3字 docx-field-note"}},
		{"values that are kept", para(text("甲"), complexField(`SET a "乙"`, text("乙")), complexField("ASK b 丙", text("丙")), complexField("NEXT", text("«下一记录»")), `<w:fldSimple w:instr="SET c 丁">`+text("丁")+"</w:fldSimple>"), "甲\n", nil},
		{"buttons", para(complexField(`MACROBUTTON  MTPlaceRef \* MERGEFORMAT (1)`), complexField(`MACROBUTTON NoMacro [单击 此处] \* MERGEFORMAT`), complexField("MACROBUTTON A", text("乙")), complexField("MACROBUTTON A 丙", "")), "(1)[单击 此处]乙丙\n", nil},
		{"a button of fields", para(complexField(`MACROBUTTON MTPlaceRef \* MERGEFORMAT </w:instrText></w:r>` + complexField(`SEQ MTEqn \h \* MERGEFORMAT`) + `<w:r><w:instrText>(</w:instrText></w:r>` + complexField(`SEQ MTEqn \c \* Arabic`, `<w:r><w:instrText>2</w:instrText></w:r>`) + `<w:r><w:instrText>)`)), "(2)\n", nil},
		{"fields that show nothing", para(text("甲"), complexField(`SEQ 章 \h`), complexField("ADDIN CNKISM.UserStyle"), complexField("NEXT"), complexField("COMMENTS"), complexField("ADDIN EN.CITE", text("[1]"))), "甲[1]\n", nil},
		{"a hidden number with a format", para(text("甲"), complexField(`SEQ 章 \h \* ARABIC`)), "甲\n", []string{"第1段第2字 docx-field-none"}},
		{"marks of an index", para(text("甲"), complexField(`XE "甲"`)), "甲\n", nil},
		{"signs", para(`<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>`, run("\uf061", `<w:rFonts w:ascii="Symbol"/>`), complexField(`SYMBOL 168 \f "Wingdings"`)), "☑α□\n", nil},
		{"a sign of the font for Han", para(run("\uf052", `<w:rFonts w:ascii="Times New Roman" w:eastAsia="Wingdings 2" w:hint="eastAsia"/>`), run("\uf0fe", `<w:rFonts w:ascii="Wingdings" w:eastAsia="宋体" w:hint="eastAsia"/>`)), "☑☑\n", nil},
		{"an unknown sign", para(text("甲"), `<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>`), "甲\n", []string{"第1段第2字 docx-symbol"}},
	} {
		doc, log := read(t, c.body, Undecided)
		if got := show(doc.Blocks); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
		checkFindings(t, c.name, log, c.findings)
		checkPlaces(t, c.name, doc)
	}
}

// TestBeside: comments, headers and footers are reported.
func TestBeside(t *testing.T) {
	body := para(text("甲"), `<w:commentRangeStart w:id="0"/>`, text("乙"), `<w:commentRangeEnd w:id="0"/>`, `<w:r><w:commentReference w:id="0"/></w:r>`) +
		`<w:sectPr><w:headerReference r:id="header1"/><w:headerReference r:id="header2"/><w:footerReference r:id="footer1"/></w:sectPr>`
	doc, log := read(t, body, Undecided,
		docxtest.Part{Name: "word/comments.xml", Data: `<w:comment w:id="0">` + para(text("请核实")) + "</w:comment>"},
		docxtest.Part{Name: "word/header1.xml", Data: para(text("内部资料"))},
		docxtest.Part{Name: "word/header2.xml", Data: para("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + text("键入文字") + "</w:sdtContent></w:sdt>")},
		docxtest.Part{Name: "word/footer1.xml", Data: para(text("第"), complexField("PAGE", text("1")), text("页 共 3 页"))})
	if got := show(doc.Blocks); got != "甲乙\n" {
		t.Errorf("got %q", got)
	}
	checkFindings(t, "", log, []string{"a.docx docx-header", "第1段第2字 docx-comment"})
	if m := messages(log); !strings.Contains(m[0], "内部资料") || !strings.Contains(m[1], "请核实") {
		t.Errorf("%q", m)
	}
}

// TestBreakOfStyle: a style may begin a page, and a paragraph may take that back.
func TestBreakOfStyle(t *testing.T) {
	styles := docxtest.Part{Name: "word/styles.xml", Data: docxtest.Styles + `<w:style w:type="paragraph" w:styleId="20"><w:name w:val="章"/><w:pPr><w:pageBreakBefore/></w:pPr></w:style>`}
	body := para(text("甲")) + styled(`<w:pStyle w:val="20"/><w:pageBreakBefore w:val="0"/>`, text("乙")) + styled(`<w:pStyle w:val="20"/>`, text("丙"))
	_, log := read(t, body, Undecided, styles)
	checkFindings(t, "", log, []string{"第3段第1字 docx-break"})
}

// TestHeaders: a header is reported if a page shows it and if it has more than a number: a
// watermark or a picture, too.
func TestHeaders(t *testing.T) {
	const first, even = `<w:headerReference w:type="first" r:id="header1"/>`, `<w:footerReference w:type="even" r:id="header1"/>`
	const watermark = `<w:r><w:pict><v:shape type="#_x0000_t136"><v:textpath string="样稿"/></v:shape></w:pict></w:r>`
	settings := docxtest.Part{Name: "word/settings.xml", Data: `<w:evenAndOddHeaders/>`}
	words := para(text("工作动态"))
	for _, c := range []struct {
		name, body, header string
		part               docxtest.Part
		want               string
	}{
		{"first page", para(text("甲")) + "<w:sectPr>" + first + "<w:titlePg/></w:sectPr>", words, settings, "“工作动态”"},
		{"first page of a later section", styled("<w:sectPr>"+first+"</w:sectPr>", text("甲")) + para(text("乙")) + "<w:sectPr><w:titlePg/></w:sectPr>", words, settings, "“工作动态”"},
		{"no first page", para(text("甲")) + "<w:sectPr>" + first + `<w:titlePg w:val="0"/></w:sectPr>`, words, settings, ""},
		{"even pages", para(text("甲")) + "<w:sectPr>" + even + "</w:sectPr>", words, settings, "“工作动态”"},
		{"no even pages", para(text("甲")) + "<w:sectPr>" + even + "</w:sectPr>", words, docxtest.Part{Name: "word/settings.xml"}, ""},
		{"watermark", para(text("甲")) + `<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>`, para(watermark, text(" 3 ")), settings, "“样稿”"},
		{"text box", para(text("甲")) + `<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>`, para(box(para(text("样报")))), settings, "“样报”"},
		{"picture", para(text("甲")) + `<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>`, para(vmlPic("a.png", "", "", "")), settings, "“（图片）”"},
	} {
		_, log := read(t, c.body, Undecided, docxtest.Part{Name: "word/header1.xml", Data: c.header}, c.part)
		got := messages(log)
		got = slices.DeleteFunc(got, func(m string) bool { return strings.Contains(m, "docx-break") })
		if want := c.want != ""; len(got) > 1 || (len(got) == 1) != want || want && !strings.Contains(got[0], c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestTitle: the title is that of style Title, else the first paragraph if it is centred,
// or the first centred one below the head of an official document.
func TestTitle(t *testing.T) {
	title := func(s string) string { return styled(`<w:pStyle w:val="5"/>`, text(s)) }
	big := func(s string) string { return styled(centre, run(s, `<w:sz w:val="44"/>`)) }
	red := func(s string) string { return styled(centre, run(s, `<w:color w:val="FF0000"/><w:sz w:val="72"/>`)) }
	for _, c := range []struct{ body, want string }{
		{title("甲") + para(text("乙")), "甲"},
		{title("甲") + title("乙") + para(text("丙")), "甲\n乙"},
		{styled(centre, text("内部资料")) + title("甲") + para(text("丙")), "甲"},
		{para() + styled(centre, text("甲")) + para(text("乙")), "甲"},
		{styled(heading1+centre, text("甲")) + para(text("乙")), "甲"},
		{para(text("甲")) + styled(centre, text("乙")), ""},
		{styled(centre, run("石塘乡人民政府文件", `<w:color w:val="FF0000"/>`)) + styled(centre, text("石政〔2026〕7号")) + para(text("签发人：王芳")) + styled(centre, text("关于修桥的通知")) + para(text("各村：")), "关于修桥的通知"},
		{styled(centre, text("石塘乡人民政府文件")) + styled(centre, text("石政〔2026〕7号")) + para(text("各村：")), "石塘乡人民政府文件"},
		{styled(centre, text("石塘乡人民政府文件")) + para(text("各村：")) + styled(centre, text("关于修桥的通知")), "石塘乡人民政府文件"},
		{styled(centre, text("文件")) + styled(centre, text("关于修桥的通知")), "文件"},
		{styled(centre, text("甲")) + styled(centre, text("乙")), "甲"},
		{big("关于做好今年全乡河道") + big("清淤工作的通知") + para(text("各村：")), "关于做好今年全乡河道\n清淤工作的通知"},
		{big("石塘乡河道清淤") + big("和水库加固") + big("工作方案") + para(text("各村：")), "石塘乡河道清淤\n和水库加固\n工作方案"},
		{styled(centre, text("石塘乡人民政府")) + styled(centre, text("关于修桥的通知")) + para(text("各村：")), "石塘乡人民政府\n关于修桥的通知"},
		{styled(heading1+centre, text("关于去年预算执行情况和")) + styled(heading1+centre, text("今年预算草案的报告")) + para(text("各村：")), "关于去年预算执行情况和\n今年预算草案的报告"},
		{big("石塘乡工作总结") + para() + big("在全乡大会上的发言") + para(text("各村：")), "石塘乡工作总结"},
		{big("石塘乡河道清淤") + styled(centre, run("和水库加固", `<w:sz w:val="32"/>`)) + para(text("各村：")), "石塘乡河道清淤"},
		{big("石塘乡河道清淤") + styled(centre, run("和水库加固", `<w:rFonts w:eastAsia="楷体"/><w:sz w:val="44"/>`)) + para(text("各村：")), "石塘乡河道清淤"},
		{big("石塘乡工作总结") + big("石塘乡人民政府") + para(text("各村：")), "石塘乡工作总结"},
		{big("石塘乡河道清淤见成效") + big("——全乡河道工作侧记") + para(text("各村：")), "石塘乡河道清淤见成效"},
		{big("石塘乡河道清淤见成效") + big("（2026年5月1日）") + para(text("各村：")), "石塘乡河道清淤见成效"},
		{big("石塘乡河道清淤见成效") + big("乡长　王芳") + para(text("各村：")), "石塘乡河道清淤见成效"},
		{big("石塘乡河道清淤见成效") + big("一、水库加固情况") + para(text("各村：")), "石塘乡河道清淤见成效"},
		{big("河水清") + big("村前河水清又清") + big("村后青山青又青") + big("岸上行人笑盈盈"), "河水清"},
		{red("工 作 简 报") + styled(centre, text("第5期")) + para(text("乡政府办公室　　　2026年5月1日")) + styled(centre, text("我乡修桥")) + para(text("甲。")), "我乡修桥"},
		{red("会议纪要") + styled(centre, text("〔2026〕5号")) + big("乡长办公会议纪要") + para(text("甲。")), "乡长办公会议纪要"},
		{red("石塘乡水利站") + styled(centre, text("石水函〔2026〕5号")) + big("关于修桥的函") + para(text("甲。")), "关于修桥的函"},
		{red("我乡修桥喜报") + styled(centre, text("王芳")) + para(text("甲。")), "我乡修桥喜报"},
		{red("我乡修桥") + para(text("甲。")), "我乡修桥"},
	} {
		doc, _ := read(t, c.body, Undecided)
		if doc.Title.Value != c.want {
			t.Errorf("%s: %q, want %q", c.body, doc.Title.Value, c.want)
		}
	}
}

// TestBullets: boxes, ticks and words before paragraphs are text, other bullets are those
// of lists.
func TestBullets(t *testing.T) {
	const list = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`
	for _, c := range []struct{ sign, font, want string }{
		{"□", "", "□ 甲"}, {"√", "", "√ 甲"}, {"×", "宋体", "× 甲"}, {"问：", "", "问：甲"}, {"注", "", "注 甲"},
		{"\uF0A8", "Wingdings", "□ 甲"}, {"\uF0FC", "Wingdings", "✓ 甲"}, {"\uF0FE", "Wingdings", "☑ 甲"}, {"\u00FE", "Wingdings", "☑ 甲"},
		{"●", "", "- 甲"}, {"■", "", "- 甲"}, {"o", "Courier New", "- 甲"}, {"\uF06C", "Wingdings", "- 甲"}, {"\uF06E", "Wingdings", "- 甲"},
		{"\uF0D8", "Wingdings", "- 甲"}, {"\uF0B7", "Symbol", "- 甲"}, {"\uF063", "Webdings", "- 甲"}, {"—", "", "- 甲"}, {"", "", "- 甲"},
	} {
		level := strings.Replace(level(0, 0, "bullet", c.sign), "</w:lvl>", `<w:rPr><w:rFonts w:ascii="`+c.font+`"/></w:rPr></w:lvl>`, 1)
		doc, log := read(t, styled(list, text("甲")), Undecided, docxtest.Part{Name: "word/numbering.xml", Data: level + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`})
		if got := strings.TrimSpace(show(doc.Blocks)); got != c.want || len(log.Items()) > 0 {
			t.Errorf("%q of %q: %q %q, want %q", c.sign, c.font, got, messages(log), c.want)
		}
	}
}

// TestLeaders: a tab with a line up to its stop is a blank to fill in, and so is one with
// dots that nothing follows.
func TestLeaders(t *testing.T) {
	const tab = "<w:r><w:tab/></w:r>"
	stop := func(leader string) string {
		return `<w:tabs><w:tab w:val="left" w:leader="` + leader + `" w:pos="1260"/></w:tabs>`
	}
	for _, c := range []struct{ body, want string }{
		{styled(stop("underscore"), text("姓名："), tab), "姓名：_　　　_"},
		{styled(stop("heavy"), tab), "_　　　　　　_"},
		{styled(stop("underscore"), text("兹有"), tab, text("前往")), "兹有_　　　　_前往"},
		{styled(stop("dot"), text("姓名："), tab, text("电话")), "姓名：_　　　_电话"},
		{styled(stop("dot"), text("姓名"), tab), "姓名_　　　　_"},
		{styled(stop("dot"), text("总则"), tab, text("1")), "总则\t1"},
		{styled(stop("none"), text("姓名："), tab, text("王")), "姓名：\t王"},
		{styled(stop("underscore"), text("姓名："), tab, tab, text("王")), "姓名：_　　　_\t王"},
		{styled(stop("underscore"), text(strings.Repeat("甲", 30)), strings.Repeat(tab, 5000), text("王")), strings.Repeat("甲", 30) + strings.Repeat("\t", 5000) + "王"},
	} {
		doc, log := read(t, c.body, Undecided)
		if got := strings.TrimSpace(show(doc.Blocks)); got != c.want || len(log.Items()) > 0 {
			t.Errorf("%.60q %q, want %.60q", got, messages(log), c.want)
		}
	}
}

// TestSignsOfOtherFonts: letters in a font of signs without a table are no letters.
func TestSignsOfOtherFonts(t *testing.T) {
	for _, font := range []string{"Webdings", "ZapfDingbats", "Marlett", "MT Extra"} {
		_, log := read(t, para(text("甲"), run("c", `<w:rFonts w:ascii="`+font+`" w:hAnsi="`+font+`"/>`), text("乙")), Undecided)
		if got := codes(log); !slices.Equal(got, []string{"docx-symbol"}) {
			t.Errorf("%s: %q", font, messages(log))
		}
	}
}

// TestLinesAndContents: lines of empty paragraphs, and the page numbers of a typed table
// of contents, are told.
func TestLinesAndContents(t *testing.T) {
	const rule = `<w:pBdr><w:bottom w:val="single" w:sz="4"/></w:pBdr>`
	const tab = "<w:r><w:tab/></w:r>"
	for _, c := range []struct {
		body string
		want []string
	}{
		{para(text("甲：")) + styled(rule) + styled(rule), []string{"docx-line"}},
		{styled(rule, text("甲")), nil},
		{styled(`<w:pBdr><w:bottom w:val="nil"/></w:pBdr>`), nil},
		{para(text("一、总则"), tab, text("1")) + para(text("二、附则……12")), []string{"docx-contents-typed"}},
		{para(text("一、总则"), tab, text("1")), nil},
		{para(text("张三"), tab, text("1")) + para(text("李四"), tab, text("2")), nil},
	} {
		if _, log := read(t, c.body, Undecided); !slices.Equal(codes(log), c.want) {
			t.Errorf("%s: %q, want %q", c.body, messages(log), c.want)
		}
	}
}

// TestRedHead: the red name of the paper waits for no correction, other red lines do.
func TestRedHead(t *testing.T) {
	red := func(s string) string { return styled(centre, run(s, `<w:color w:val="FF0000"/><w:sz w:val="72"/>`)) }
	title := styled(centre, text("关于修桥的通知")) + para(text("各村："))
	for _, c := range []struct {
		body string
		want []string
	}{
		{red("石塘乡人民政府文件") + para(text("石政〔2026〕7号")) + title, nil},
		{red("石塘乡人民政府") + red("石塘乡水利站") + title, nil},
		{red("石塘乡人民政府文件") + styled(`<w:pStyle w:val="5"/>`, text("修桥")), nil},
		{red("王芳审过") + title, []string{"docx-marked"}},
		{styled(centre, run("石塘乡水利站", `<w:highlight w:val="yellow"/>`)) + title, []string{"docx-marked"}},
		{title + red("石塘乡水利站"), []string{"docx-marked"}},
		{strings.Repeat(red("石塘乡水利站"), 40), slices.Repeat([]string{"docx-marked"}, 40)},
	} {
		if _, log := read(t, c.body, Undecided); !slices.Equal(codes(log), c.want) {
			t.Errorf("%s: %q, want %q", c.body, messages(log), c.want)
		}
	}
}

// TestPlacesOfText: text has its place also where it was cut before the whole document was
// read.
func TestPlacesOfText(t *testing.T) {
	ruby := `<w:r><w:ruby><w:rt><w:r><w:t>chóng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>重</w:t></w:r></w:rubyBase></w:ruby></w:r>`
	doc, _ := read(t, para(text("甲"))+para(text("　乙"), ruby, text("庆"))+tbl([]string{tc("", "　丙　")}), Undecided)
	var got []string
	var places func(blocks []content.Block)
	places = func(blocks []content.Block) {
		for _, b := range blocks {
			switch b := b.(type) {
			case *content.Box:
				places(b.Blocks)
			case *content.Paragraph:
				for _, x := range b.Inlines {
					run := x.(content.Run)
					at := run.Place.At(0, len(run.Value))
					got = append(got, string(doc.Source.Data[at.Start:at.End]))
				}
			}
		}
	}
	places(doc.Blocks)
	if want := "甲 乙 重 庆 丙"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %s", got, want)
	}
}
