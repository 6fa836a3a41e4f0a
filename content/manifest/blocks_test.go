package manifest

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// show formats blocks, one per line, as the tests below expect them.
func show(blocks []content.Block) string {
	var b strings.Builder
	for i, x := range blocks {
		if i > 0 {
			b.WriteByte('\n')
		}
		switch x := x.(type) {
		case *content.Paragraph:
			b.WriteString("P " + showInlines(x.Inlines))
		case *content.Separator:
			b.WriteString("---")
		case *content.Table:
			b.WriteString(showTable(x))
		case *content.Heading:
			fmt.Fprintf(&b, "H%d %s", x.Level, showInlines(x.Inlines))
		case *content.Quote:
			b.WriteString("Q(" + show(x.Blocks) + ")")
		case *content.Verse:
			b.WriteString("V")
			if x.Quoted {
				b.WriteString("Q")
			}
			for _, in := range x.Stanzas {
				b.WriteString("(" + showInlines(in) + ")")
			}
		case *content.NameList:
			fmt.Fprintf(&b, "N%d", x.Columns)
			if x.Down {
				b.WriteString("↓")
			}
			for _, name := range x.Names {
				b.WriteString("(" + name.Value + ")")
			}
		case *content.Box:
			b.WriteString("B[" + x.Name.Value)
			if x.Wide {
				b.WriteString(" wide")
			}
			b.WriteString("]" + showInlines(x.Title) + "(" + show(x.Blocks) + ")")
		case *content.List:
			b.WriteString("L")
			if x.Ordered {
				fmt.Fprint(&b, x.Start)
			}
			for i, item := range x.Items {
				if x.Labels != nil {
					b.WriteString("[" + x.Labels[i] + "]")
				}
				b.WriteString("(" + show(item) + ")")
			}
		}
	}
	return b.String()
}

// showTable formats a table: caption and unit, then the rows; a cell that spans others
// has its rows and columns before it, a covered one is a dot.
func showTable(t *content.Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "T%d", t.Head)
	if t.Side > 0 {
		fmt.Fprintf(&b, "+%d", t.Side)
	}
	for _, c := range t.Columns {
		b.WriteByte("alcrf"[c.Align])
		b.WriteString(c.Width.Value)
	}
	if t.Caption != nil || t.Unit != nil {
		b.WriteString(" {" + showInlines(t.Caption))
		if t.Unit != nil {
			b.WriteString("｜" + showInlines(t.Unit))
		}
		b.WriteString("}")
	}
	for _, row := range t.Rows {
		b.WriteString(" (")
		for i := range row {
			if i > 0 {
				b.WriteByte('|')
			}
			switch c := &row[i]; {
			case c.Covered():
				b.WriteByte('.')
			case c.Rows > 1 || c.Columns > 1:
				fmt.Fprintf(&b, "%dx%d:%s", c.Rows, c.Columns, showInlines(c.Inlines))
			default:
				b.WriteString(showInlines(c.Inlines))
			}
		}
		b.WriteString(")")
	}
	for i, note := range t.Called {
		for k, in := range note.Paragraphs {
			b.WriteString(" *")
			if k == 0 {
				b.WriteString(content.NoteMark(i + 1))
			}
			b.WriteString(showInlines(in))
		}
	}
	for _, note := range t.Notes {
		b.WriteString(" *" + showInlines(note))
	}
	return b.String()
}

func showInlines(in []content.Inline) string {
	var b strings.Builder
	for _, x := range in {
		run, ok := x.(content.Run)
		if !ok {
			b.WriteString("⏎")
			continue
		}
		s := run.Value
		if r := run.Ruby.Text; r != "" {
			s = "[" + s + "]{" + r + "}"
		}
		if d := run.Decoration; d != (content.Decoration{}) {
			form := [...]string{"", "N", "B", "U"}[d.Line]
			if d.Dots {
				form += "D"
			}
			s = form + "{" + s + "}"
		}
		switch run.Script {
		case content.Subscript:
			s = "~" + s + "~"
		case content.Superscript:
			s = "^" + s + "^"
		}
		if run.Link != "" {
			s = "<" + run.Link + "|" + s + ">"
		}
		if run.Emphasis {
			s = "_" + s + "_"
		}
		if run.Strong {
			s = "*" + s + "*"
		}
		b.WriteString(s)
	}
	return b.String()
}

// checkPlaces checks that the place of every character of the blocks is that
// character in the source, except for those from escapes, references and line
// ends.
func checkPlaces(t *testing.T, blocks []content.Block) {
	t.Helper()
	for _, x := range blocks {
		var in []content.Inline
		var span diag.Span
		switch x := x.(type) {
		case *content.Paragraph:
			in, span = x.Inlines, x.Span
		case *content.Heading:
			in, span = x.Inlines, x.Span
		case *content.Quote:
			checkPlaces(t, x.Blocks)
			span = x.Span
		case *content.Verse:
			for _, stanza := range x.Stanzas {
				checkRuns(t, stanza)
			}
			span = x.Span
		case *content.NameList:
			span = x.Span
			for _, name := range x.Names {
				checkRuns(t, []content.Inline{content.Run{Value: name.Value, Place: name.Place}})
			}
		case *content.Box:
			checkPlaces(t, x.Blocks)
			in, span = x.Title, x.Span
			checkRuns(t, []content.Inline{content.Run{Value: x.Name.Value, Place: x.Name.Place}})
		case *content.Separator:
			span = x.Span
		case *content.Code:
			span = x.Span
		case *content.Table:
			span = x.Span
			for text := range x.Texts() {
				checkRuns(t, text)
			}
		case *content.List:
			for _, item := range x.Items {
				checkPlaces(t, item)
			}
			span = x.Span
		case *content.Picture:
			span = x.Span
			for _, text := range []content.Text{x.File, x.Alt, x.Credit, x.Width} {
				if at := text.Place.At(0, len(text.Value)); text.Value != "" && (at.Source == nil || at.Start >= at.End || at.End > len(at.Source.Data)) {
					t.Fatalf("%q is at %d–%d", text.Value, at.Start, at.End)
				}
			}
			checkRuns(t, x.Caption)
			for _, text := range []content.Text{x.Credit} {
				for off, r := range text.Value {
					at := text.Place.At(off, off+utf8.RuneLen(r))
					if got := at.Text(); got != string(r) && !strings.ContainsAny(got, "\\&\n\r\f") &&
						(at.Start == 0 || !strings.ContainsAny(string(at.Source.Data[max(0, at.Start-40):at.Start]), "&\\")) {
						t.Fatalf("%q of %q is at %q", r, text.Value, got)
					}
				}
			}
		}
		if span.Source == nil || span.Start > span.End || span.End > len(span.Source.Data) {
			t.Fatalf("a block is at %d–%d", span.Start, span.End)
		}
		text := 0
		for _, i := range in {
			if b, ok := i.(content.Break); ok && (b.Span.Source == nil || b.Span.Start > b.Span.End) {
				t.Fatalf("a break is at %d–%d", b.Span.Start, b.Span.End)
			}
			if run, ok := i.(content.Run); ok {
				text += len(run.Value)
			}
		}
		checkRuns(t, in)
		if in != nil && text == 0 {
			t.Fatal("a paragraph without text")
		}
	}
}

// checkRuns checks the places of the characters of inlines.
func checkRuns(t *testing.T, in []content.Inline) {
	t.Helper()
	for _, i := range in {
		run, ok := i.(content.Run)
		if !ok {
			continue
		}
		if run.PageNumber {
			if got := run.Place.At(0, len(run.Value)).Text(); got != "?" && got != "？" {
				t.Fatalf("the sign of a page number is at %q", got)
			}
			continue
		}
		for off, r := range run.Value {
			n := utf8.RuneLen(r)
			at := run.Place.At(off, off+n)
			if got := at.Text(); got != run.Value[off:off+n] && r != '\u3000' && (r != ' ' || got != "\t") && !strings.ContainsAny(got, "\\&\n\r\f") &&
				(at.Start == 0 || !strings.ContainsAny(string(at.Source.Data[max(0, at.Start-40):at.Start]), "&\\")) {
				t.Fatalf("%q of %q is at %q", r, run.Value, got)
			}
		}
	}
}

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"paragraphs", "甲\n\n乙", "P 甲\nP 乙"},
		{"line ends", "甲\r\n\r\n乙\r\r丙\f丁", "P 甲\nP 乙\nP 丙丁"},
		{"headings", "# 一、甲\n## （一）乙\n### 1. 丙\n#### （1）丁\n\n戊\n===", "H1 一、甲\nH2 （一）乙\nH3 1. 丙\nH4 （1）丁\nH1 戊"},
		{"soft breaks", "甲\n乙\nab\ncd\n，丙\nx”\ny\n1\n2", "P 甲乙 ab cd，丙 x”y 1 2"},
		{"soft break at a change of style", "**甲**\n*乙*\nab\n**cd\nef**\n*gh*", "P *甲*_乙_ ab *cd ef* _gh_"},
		{"kana and hangul", "かな\nカナ\n한글\n한글", "P かなカナ 한글 한글"},
		{"hard breaks", "甲  \n乙\\\n丙  ", "P 甲⏎乙⏎丙"},
		{"hard breaks after backslashes", "甲\\\\\\\n\\*乙*丙*\n\n丁\\\\\n戊\n\n己\\\\\\\\\\\n\\_庚_\n\n辛\\  \n\\*壬*癸*", "P 甲\\⏎*乙_丙_\nP 丁\\ 戊\nP 己\\\\⏎_庚_\nP 辛\\⏎*壬_癸_"},
		{"emphasis", "**甲***乙*_丙_ ***丁*** a*b*c", "P *甲*_乙丙_ *_丁_* a*b*c"},
		{"emphasis beside full-width marks", "对**“两高”**项目，**（院）**开会**《甲》**。", "P 对*“两高”*项目，*（院）*开会*《甲》*。"},
		{"bold beside Han", "对**“两高”、双碳项目**，增长**5%**的，**重点**是**（一）**和**《甲》**结合", "P 对*“两高”、双碳项目*，增长*5%*的，*重点*是*（一）*和*《甲》*结合"},
		{"runs that are copy", "6*4*3米，DN80*60，177****0042，____年__5__月，x__y__z，甲类*、乙类*，带*的", "P 6*4*3米，DN80*60，177****0042，____年__5__月，x__y__z，甲类*、乙类*，带*的"},
		{"stars that are none", "2 * 3 * 4 和 \\*甲\\*", "P 2 * 3 * 4 和 *甲*"},
		{"links", "[甲](http://a.b/c_d) <http://e.f> <g@h.i> [乙][x]\n\n[x]: https://j", "P <http://a.b/c_d|甲> <http://e.f|http://e.f> <mailto:g@h.i|g@h.i> <https://j|乙>"},
		{"brackets in links", "[[甲] 乙](http://a.b/c)丙[丁 [戊] *己*](http://d)[庚]", "P <http://a.b/c|[甲] 乙>丙<http://d|丁 [戊] >_<http://d|己>_[庚]"},
		{"references in addresses", "[甲](http://a.b/?a=1&amp;b=2) [乙](<http://a.b/?q=&#65;&#x42;&lpar;>) [丙][x] [丁](http://a.b/\\&amp;\\_&nosuch;&c=3&amp) <http://e.f/?a=1&amp;b>\n\n[x]: http://a.b/&eacute;?&lt;",
			"P <http://a.b/?a=1&b=2|甲> <http://a.b/?q=AB(|乙> <http://a.b/é?<|丙> <http://a.b/&amp;_&nosuch;&c=3&amp|丁> <http://e.f/?a=1&amp;b|http://e.f/?a=1&amp;b>"},
		{"entities and escapes", "&amp;&lt;&#30002;&#x4E59; \\# \\甲 &nosuch; AT&T", "P &<甲乙 # \\甲 &nosuch; AT&T"},
		{"code span", "`a*b*` 和 `` c`d ``", "P a*b* 和 c`d"},
		{"scripts", "H~2~O，Ca^2+^，10^−3^，x~i,j~，CO<sub>2</sub>，m<SUP>3</SUP>，**x^2^**，y<sub>&alpha;</sub>，[H~2~](http://a.b)", "P H~2~O，Ca^2+^，10^−3^，x~i,j~，CO~2~，m^3^，*x**^2^*，y~α~，<http://a.b|H><http://a.b|~2~>"},
		{"signs of scripts that are none", "5~6月，8~10人，5~6~7，K1~K2~K3，2^^3^，(^o^)，^_^，a~b c~d，123456789^123456789^，http://a.b/~c~/d^2^，\\^2^，\\~2~，~甲~", "P 5~6月，8~10人，5~6~7，K1~K2~K3，2^^3^，(^o^)，^_^，a~b c~d，123456789^123456789^，http://a.b/~c~/d^2^，^2^，~2~，~甲~"},
		{"ranges between letters", "重5kg~6kg~7kg，长3cm~5cm,8cm~9cm，型号A~B~C，XS~S~M，p~q,r~s，(b~c)(d~e)，Jan~Feb~Mar", "P 重5kg~6kg~7kg，长3cm~5cm,8cm~9cm，型号A~B~C，XS~S~M，p~q,r~s，(b~c)(d~e)，Jan~Feb~Mar"},
		{"quote", "> 编者按：甲，\n乙\n>\n> 丙", "Q(P 编者按：甲，乙\nP 丙)"},
		{"boxes", "> [!编者按] 甲**乙**\n> 丙\n>\n> 丁\n\n> [!小资料]{.wide}\n> - 甲\n\n> [!NOTE] 标题 {.wide}\n> 甲\n\n> [!按语] 甲。乙\n> 丙\n\n> [!按语]\n>\n> ## 甲\n>\n> 乙",
			"B[编者按]甲*乙*(P 丙\nP 丁)\nB[小资料 wide](L(P 甲))\nB[NOTE wide]标题(P 甲)\nB[按语](P 甲。乙丙)\nB[按语](H2 甲\nP 乙)"},
		{"boxes without a name", "> [!]\n> 甲\n\n> [!]{.wide}\n>\n> - 乙", "B[](P 甲)\nB[ wide](L(P 乙))"},
		{"quotations that are no boxes", "> \\[!编者按] 甲\n\n> 甲\n> [!编者按]\n\n> [!] 甲\n\n> [! 按] 甲\n\n[!编者按]\n\n> [编者按] 甲", "Q(P [!编者按] 甲)\nQ(P 甲 [!编者按])\nQ(P [!] 甲)\nQ(P [! 按] 甲)\nP [!编者按]\nQ(P [编者按] 甲)"},
		{"verse", "```诗\n床前明月光，\n　　疑是*地上*霜。  \n\n\n举头望明月\n```", "V(床前明月光，⏎疑是*地上*霜。)(举头望明月)"},
		{"quotations that are verse", "> 甲  \n> 乙\\\n> 丙\n\n> 甲  \n> **乙**\n>\n> 丙  \n> 丁\n\n> 甲<br>乙<br>丙", "VQ(甲⏎乙⏎丙)\nVQ(甲⏎*乙*)(丙⏎丁)\nVQ(甲⏎乙⏎丙)"},
		{"quotations that are no verse", "> 甲  \n> 乙\n\n> 甲  \n> 乙\n> 丙\n\n> 单位：甲  \n> 电话：乙  \n> 地址：丙\n\n> 甲  \n> 乙  \n> 丙\n>\n> 丁", "Q(P 甲⏎乙)\nQ(P 甲⏎乙丙)\nQ(P 单位：甲⏎电话：乙⏎地址：丙)\nQ(P 甲⏎乙⏎丙\nP 丁)"},
		{"names", "```名单 4\n张三 李　四　王小二\n赵 六（女）　钱七 （女）\n买买提·阿不都、欧阳 修，John Smith、李  明\nTom Brown  Ann\n```\n\n~~~名单 竖\n甲乙\n\n丙丁 戊\n~~~",
			"N4(张三)(李四)(王小二)(赵六（女）)(钱七（女）)(买买提·阿不都)(欧阳修)(John Smith)(李明)(Tom Brown)(Ann)\nN0↓(甲乙)(丙丁)(戊)"},
		{"lists", "- 甲\n- 乙\n  1. 丙\n  2. 丁\n\n3. 戊\n4. 己", "L(P 甲)(P 乙\nL1(P 丙)(P 丁))\nL3(P 戊)(P 己)"},
		{"an indent by hand", "　　甲\n\n　乙", "P 甲\nP 乙"},
		{"supplementary plane", "𬬱**𠮷**", "P 𬬱*𠮷*"},
	} {
		t.Run(c.name, func(t *testing.T) {
			log := &diag.List{}
			l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
			blocks, ok := l.markdown(&diag.Source{Path: "a.md", Data: []byte(c.text)}, "")
			if got := show(blocks); got != c.want || !ok || log.Len() > 0 {
				t.Errorf("got  %s\nwant %s\n%v", got, c.want, log.Items())
			}
			checkPlaces(t, blocks)
		})
	}
}

// TestCopyInMarkdown has copy that CommonMark would take for markup, or whose
// markup would change it.
func TestCopyInMarkdown(t *testing.T) {
	for _, c := range []struct{ name, text, want, codes string }{
		{"numbers counted", "1. 甲\n1. 乙\n1. 丙\n\n中间\n\n5. 丁", "L1(P 甲)(P 乙)(P 丙)\nP 中间\nL5(P 丁)", ""},
		{"zeros", "0. 甲\n0. 乙", "L0(P 甲)(P 乙)", ""},
		{"numbers with gaps", "1. 甲\n3. 乙\n5. 丙", "L1[1.](P 甲)[3.](P 乙)[5.](P 丙)", "md-list-numbers"},
		{"years", "2023. 甲\n\n1986. 乙", "L2023[2023.](P 甲)[1986.](P 乙)", "md-list-numbers"},
		{"years that count", "2019. 甲\n2020. 乙", "L2019(P 甲)(P 乙)", ""},
		{"leading zeros", "01. 甲\n02. 乙", "L1[01.](P 甲)[02.](P 乙)", "md-list-numbers"},
		{"one leading zero", "007. 甲", "L7[007.](P 甲)", "md-list-numbers"},
		{"equal leading zeros", "01. 甲\n01. 乙", "L1[01.](P 甲)[02.](P 乙)", "md-list-counted"},
		{"equal parentheses", "1) 甲\n1) 乙\n1) 丙", "L1[1)](P 甲)[2)](P 乙)[3)](P 丙)", "md-list-counted"},
		{"equal threes", "3. 甲\n3. 乙", "L3(P 甲)(P 乙)", "md-list-counted"},
		{"equal years", "2024. 竣工\n2024. 验收", "L2024[2024.](P 竣工)[2024.](P 验收)", "md-list-numbers"},
		{"equal tens", "12. 甲\n12. 乙", "L12[12.](P 甲)[12.](P 乙)", "md-list-numbers"},
		{"equal months", "3. 8妇女节\n3. 12植树节", "L3[3.](P 8妇女节)[3.](P 12植树节)", "md-list-numbers"},
		{"ones before days", "1. 1元旦\n1. 26春节", "L1(P 1元旦)(P 26春节)", "md-list-counted"},
		{"threes before figures", "3. 8人\n3. 5户", "L3(P 8人)(P 5户)", "md-list-counted"},
		{"ones before figures", "1. 20人到会\n1. 3人请假", "L1(P 20人到会)(P 3人请假)", ""},
		{"an item without a blank", "5. 甲\n6.乙\n7. 丙", "L5[5.](P 甲\nP 6.乙)[7.](P 丙)", "md-list-blank md-lines"},
		{"a comma in place of the stop", "1. 甲\n2. 乙\n3、丙\n4、丁", "L1(P 甲)(P 乙\nP 3、丙\nP 4、丁)", "md-list-blank md-lines"},
		{"items of an item", "1. 甲\n   1、子\n   2、丑\n2. 乙", "L1(P 甲\nP 1、子\nP 2、丑)(P 乙)", "md-lines"},
		{"items at the margin", "1. 甲\n1、子\n2、丑\n2. 乙", "L1(P 甲\nP 1、子\nP 2、丑)(P 乙)", "md-lines"},
		{"a gap and no blank", "1. 甲\n2.乙\n6. 丙", "L1[1.](P 甲\nP 2.乙)[6.](P 丙)", "md-list-numbers md-list-blank md-lines"},
		{"a decimal in an item", "1. 甲\n2.5万元\n2. 乙", "L1(P 甲 2.5万元)(P 乙)", ""},
		{"groups with labels", "渠道组：\n1. 清淤\n2. 护坡\n泵站组：\n1. 检修\n\n中间\n\n- 甲\n夜间：\n- 乙", "P 渠道组：\nL1(P 清淤)(P 护坡)\nP 泵站组：\nL1(P 检修)\nP 中间\nL(P 甲)\nP 夜间：\nL(P 乙)", "md-lines"},
		{"groups with numbers", "（一）成绩\n1. 清淤\n（二）不足\n1. 进度慢\n2. 人手少\n**三、打算**\n1. 加班", "P （一）成绩\nL1(P 清淤)\nP （二）不足\nL1(P 进度慢)(P 人手少)\nP *三、打算*\nL1(P 加班)", "md-lines"},
		{"groups in brackets", "> 1. 清淤\n> 【泵站】值班\n> 1. 检修", "Q(L1(P 清淤)\nP 【泵站】值班\nL1(P 检修))", "md-lines"},
		{"groups by day", "1. 清淤\n5月6日（星期三）上午\n1. 检修\n周四\n1. 试水", "L1(P 清淤)\nP 5月6日（星期三）上午\nL1(P 检修)\nP 周四\nL1(P 试水)", "md-lines"},
		{"groups with the next number", "①清淤\n1. 东渠\n②检修\n1. 泵站\n\n一是值班。\n- 甲\n二是巡查。\n- 乙\n\n第一组 高渠\n1. 东渠\n第二组 柳岸\n1. 西渠\n\n（1）清淤\n1. 东渠\n（3）检修\n2. 西渠", "P ①清淤\nL1(P 东渠)\nP ②检修\nL1(P 泵站)\nP 一是值班。\nL(P 甲)\nP 二是巡查。\nL(P 乙)\nP 第一组 高渠\nL1(P 东渠)\nP 第二组 柳岸\nL1(P 西渠)\nP （1）清淤\nL1(P 东渠\nP （3）检修)(P 西渠)", "md-lines"},
		{"groups with bullets", "◇东渠\n1. 清淤\n◇西渠\n1. 检修\n\n◇东渠\n1. 清淤\n◎另\n2. 检修", "P ◇东渠\nL1(P 清淤)\nP ◇西渠\nL1(P 检修)\nP ◇东渠\nL1(P 清淤 ◎另)(P 检修)", "md-lines"},
		{"bullets without a blank", "- 清淤\n-检修\n- 试水\n\n中间\n\n* 清淤\n*注：甲\n* *检修*\n*试水*\n\n-甲组\n-乙组\n-5℃", "L(P 清淤\nP -检修)(P 试水)\nP 中间\nL(P 清淤\nP *注：甲)(P _检修试水_)\nP -甲组\nP -乙组\nP -5℃", "md-list-blank md-lines md-joined"},
		{"one number without a blank", "1. 甲\n1.乙\n1. 丙\n\n中间\n\n1. 甲\n1.子\n2.丑\n2. 乙", "L1(P 甲\nP 1.乙)(P 丙)\nP 中间\nL1(P 甲\nP 1.子\nP 2.丑)(P 乙)", "md-list-blank md-lines"},
		{"groups that count on", "1. 清淤\n泵站组：\n2. 检修\n3. 试水\n附件：1. 名单\n4. 图纸", "L1(P 清淤)\nP 泵站组：\nL2(P 检修)(P 试水)\nP 附件：1. 名单\nP 4. 图纸", "md-lines"},
		{"a signature below a list", "1. 清淤。\n2. 检修\n渠道管理所\n2024年5月6日\n（此件公开）", "L1(P 清淤。)(P 检修)\nP 渠道管理所\nP 2024年5月6日\nP （此件公开）", "md-lines"},
		{"no groups", "1. 清淤\n一、三等奖各5名\n2. 检修\n   泵站组：\n3. 值班人员：\n5月6日\n4. 试水  \n夜间：\n5. 按第三条\n（一）项处理", "L1(P 清淤\nP 一、三等奖各5名)(P 检修\nP 泵站组：)(P 值班人员：\nP 5月6日)(P 试水⏎夜间：)(P 按第三条\nP （一）项处理)", "md-lines"},
		{"a wrapped item", "1. 各村要组织人员对渠道、水闸和泵站全面检查一遍，发现问题及时整改，并做到以下\n几点：\n2. 乙", "L1(P 各村要组织人员对渠道、水闸和泵站全面检查一遍，发现问题及时整改，并做到以下几点：)(P 乙)", ""},
		{"labels of an item", "1. 支部大会\n时间：5月6日\n地点：会议室\n2. 清淤现场会\n地点：东渠\n3. 观摩、讨论\n主持：高渠\n参加：全体", "L1(P 支部大会\nP 时间：5月6日\nP 地点：会议室)(P 清淤现场会\nP 地点：东渠)(P 观摩、讨论\nP 主持：高渠\nP 参加：全体)", "md-lines"},
		{"counted, then typed", "1. 甲\n1. 乙\n1. 丙\n\n中间\n\n3. 丁\n4. 戊", "L1(P 甲)(P 乙)(P 丙)\nP 中间\nL3(P 丁)(P 戊)", "md-list-again"},
		{"counted on", "1. 甲\n1. 乙\n\n中间\n\n3. 丁", "L1(P 甲)(P 乙)\nP 中间\nL3(P 丁)", ""},
		{"counted in another section", "1. 甲\n1. 乙\n\n# 中间\n\n2. 丁", "L1(P 甲)(P 乙)\nH1 中间\nL2(P 丁)", ""},
		{"parentheses", "1) 甲\n2) 乙", "L1[1)](P 甲)[2)](P 乙)", "md-list-numbers"},
		{"interrupted", "1. 甲\n\n中间\n\n2. 乙", "L1(P 甲)\nP 中间\nL2(P 乙)", ""},
		{"nested numbers", "1. 甲\n   1. 乙\n   9. 丙\n2. 丁", "L1(P 甲\nL1[1.](P 乙)[9.](P 丙))(P 丁)", "md-list-numbers"},
		{"numbers before blocks", "3. # 甲\n1. > 乙", "L3[3.](H1 甲)[1.](Q(P 乙))", "md-list-numbers"},
		{"gains and losses", "水费（万元）\n- 8.5\n- 2.1\n+ 3.6\n\n> + 高渠（调入）\n> - 柳岸（调出）\n\n1. 水量\n   + 上游放水\n   - 下游渗漏\n   + 降雨\n\n- ￥30\n  水泵\n+ ￥50", "P 水费（万元）\nL(P 8.5)(P 2.1)\nP + 3.6\nQ(L(P 高渠（调入）)\nL(P 柳岸（调出）))\nL1(P 水量\nL(P 上游放水)\nL(P 下游渗漏)\nL(P 降雨))\nL(P ￥30 水泵)\nL(P ￥50)", "md-list-signs md-sign-text md-list-signs md-list-signs md-joined md-list-signs"},
		{"lists of one sign", "- 清淤\n- 护坡\n\n+ 检修\n\n- 甲\n  + 子\n- 乙\n\n中间\n\n- 丙\n* 丁\n\n中间\n\n+ 5%\n- 3%\n\n中间\n\n\\- 戊\n\n\\+ 己", "L(P 清淤)(P 护坡)\nL(P 检修)\nL(P 甲\nL(P 子))(P 乙)\nP 中间\nL(P 丙)\nL(P 丁)\nP 中间\nP + 5%\nP - 3%\nP 中间\nP - 戊\nP + 己", "md-sign-text md-sign-text"},
		{"lines below a quotation", "> 按语：做法很好。\n今年三月，全镇清淤。\n各村照办。\n\n> [!按语]\n> 已刊发。\n春灌开始\n\n> [!NOTE] 标题\n甲\n\n请示如下：\n>照办\n>高*\n镇办公室\n\n> 批示：望推广。——高*\n近日，全镇开会。\n\n> - 清淤。\n护坡", "Q(P 按语：做法很好。\nP 今年三月，全镇清淤。\nP 各村照办。)\nB[按语](P 已刊发。\nP 春灌开始)\nB[NOTE]标题(P 甲)\nP 请示如下：\nQ(P 照办高* 镇办公室)\nQ(P 批示：望推广。——高* 近日，全镇开会。)\nQ(L(P 清淤。\nP 护坡))", "md-lines md-quote-unmarked md-quote-unmarked md-quote-unmarked md-quote-unmarked md-joined md-quote-unmarked md-quote-unmarked"},
		{"wrapped quotations", "> 春灌开始以来，全镇各村组织人员，清理\n渠道，检修水泵，保证用水。各村按计划\n轮灌，先远后近，先高后低，节约用水。\n\n> The pumps of the village were repaired\nin spring, and the canal was cleaned.\n\n> 天行健，\n君子以自强不息。\n——《周易》\n\n> 甲。\n> 乙。\n\n丙\n\n> > 丁。\n> 戊\n\n- > 己。\n  > 庚", "Q(P 春灌开始以来，全镇各村组织人员，清理渠道，检修水泵，保证用水。各村按计划轮灌，先远后近，先高后低，节约用水。)\nQ(P The pumps of the village were repaired in spring, and the canal was cleaned.)\nQ(P 天行健，君子以自强不息。\nP ——《周易》)\nQ(P 甲。\nP 乙。)\nP 丙\nQ(Q(P 丁。\nP 戊))\nL(Q(P 己。\nP 庚))", "md-lines"},
		{"quotations that mean more than", "≥50 良好\n> 60 优秀\n\n雨量>30毫米\n> 80.5毫米为暴雨\n\n> 90分以上：5人\n\n< 30 较少\n\n> 8 户\n\n> ￥200 大额\n≤ ￥200 小额\n\n> 100万元\n由市里审批\n\n≥95 优\n> 85 良\n> 70 中\n< 60 差", "P ≥50 良好\nQ(P 60 优秀)\nP 雨量>30毫米\nQ(P 80.5毫米为暴雨)\nQ(P 90分以上：5人)\nP < 30 较少\nQ(P 8 户)\nQ(P ￥200 大额 ≤ ￥200 小额)\nQ(P 100万元由市里审批)\nP ≥95 优\nQ(P 85 良\nP 70 中 < 60 差)", "md-quote-more md-quote-more md-quote-more md-quote-more md-quote-more md-quote-more md-joined md-quote-more md-lines"},
		{"quotations that begin with a number", "甲：\n> 2026年全镇清淤。\n\n乙：\n> 3月5日开工。\n\n丙：\n> 2026 工作要点\n\n丁：\n> 1 总则\n\n戊：\n> 8 时 30 分集合。\n\n己：\n\n> 60岁以上的老人免费。\n\n庚：\n\n> 120 户受益\n\n辛：\n> 20世纪以来\n\n> 120名干部参加，分三组。\n会上讨论。\n\n壬：\n> 12万亩\n> 受益\n\n> [!数据]\n> 12万亩\n\n癸", "P 甲：\nQ(P 2026年全镇清淤。)\nP 乙：\nQ(P 3月5日开工。)\nP 丙：\nQ(P 2026 工作要点)\nP 丁：\nQ(P 1 总则)\nP 戊：\nQ(P 8 时 30 分集合。)\nP 己：\nQ(P 60岁以上的老人免费。)\nP 庚：\nQ(P 120 户受益)\nP 辛：\nQ(P 20世纪以来)\nQ(P 120名干部参加，分三组。\nP 会上讨论。)\nP 壬：\nQ(P 12万亩受益)\nB[数据](P 12万亩)\nP 癸", "md-lines md-quote-unmarked md-joined"},
		{"temperatures", "最低气温：\n- 6℃（城区）\n- 9.5 ℃（山区）", "P 最低气温：\nP - 6℃（城区）\nP - 9.5 ℃（山区）", "md-sign-text md-sign-text"},
		{"one rate", "+ 4.1%\n\n乙", "P + 4.1%\nP 乙", "md-sign-text"},
		{"a range", "- 10～-5℃\n- 3至5‰", "P - 10～-5℃\nP - 3至5‰", "md-sign-text md-sign-text"},
		{"one item with a number", "- 5 项", "P - 5 项", "md-sign-text"},
		{"dates in a list", "- 10月12日，甲\n- 10月13日，乙", "L(P 10月12日，甲)(P 10月13日，乙)", ""},
		{"a list with a rate", "- 甲\n- 5%以上", "L(P 甲)(P 5%以上)", ""},
		{"one item with items", "- 3件事\n  - 甲\n  - 乙", "L(P 3件事\nL(P 甲)(P 乙))", ""},
		{"asterisks", "* 5℃", "L(P 5℃)", ""},
		{"more than", ">40微克的天数有2天。", "P >40微克的天数有2天。", "md-sign-text"},
		{"more than in a quotation", "> 甲\n>40乙\n\n> >5丙", "Q(P 甲 40乙)\nQ(P >5丙)", "md-quote-number md-sign-text"},
		{"at least and other quantities", ">=60岁的免费\n\n>－8℃以上\n\n>＄20\n\n>.5克\n\n>乙\n>≈30\n\n>——丙", "P >=60岁的免费\nP >－8℃以上\nP >＄20\nP >.5克\nQ(P 乙 ≈30)\nQ(P ——丙)", "md-sign-text md-sign-text md-sign-text md-sign-text md-quote-number"},
		{"masks with surnames of two", "证人高*川、程**、诸葛*，记录*川、程*。", "P 证人高*川、程**、诸葛*，记录*川、程*。", "md-star-text"},
		{"footnotes", "*说明：标*号的为试点。\n\n带**的半价，带*的免费，带**的停售。\n\n凉亭村*、河口村**。\n\n（*难点、堵点*问题）", "P *说明：标*号的为试点。\nP 带**的半价，带*的免费，带**的停售。\nP 凉亭村*、河口村**。\nP （_难点、堵点_问题）", "md-star-text md-star-text md-star-text md-star-emphasis"},
		{"stars inside emphasis", "*程*川*、***高*川***、**程*川**", "P _程*川_、*_高*川_*、*程*川*", ""},
		{"names of files", "见__main__.go和 __all__.x。", "P 见__main__.go和 __all__.x。", ""},
		{"strong beside signs", "评**☆☆**级。\n\n往**→**去。\n\n要 ** 抓紧 **。\n\n一个**没有配对", "P 评**☆☆**级。\nP 往**→**去。\nP 要 ** 抓紧 **。\nP 一个**没有配对", "md-star-side md-star-side md-star-side md-literal"},
		{"items without text", "1. 甲\n2.\n3. 乙\n\n丙\n\n1998.\n\n丁\n\n-\n", "L1(P 甲)()(P 乙)\nP 丙\nL1998()\nP 丁\nL()", "md-item-empty md-item-empty md-item-empty"},
		{"quotations", ">甲\n\n> 5乙", "Q(P 甲)\nQ(P 5乙)", ""},
		{"paths", `材料在 E:\_上报\_三月 和 \\server\share 里，\*甲\*，` + "`E:\\_x`", `P 材料在 E:_上报_三月 和 \server\share 里，*甲*，E:\_x`, "md-path md-path"},
		{"parentheses after brackets", "见[注](略)和[*甲*](见 附件)，[a]()、[乙](https://a.b/c)。", "P 见[注](略)和[_甲_](见 附件)，a、<https://a.b/c|乙>。", "md-not-link md-link-local"},
		{"blank before the address", "[甲] (https://a.b)和［乙］（https://c.d/e）", "P [甲] (https://a.b)和［乙］（https://c.d/e）", "md-link-form md-link-form"},
		{"HTML of text", "甲<br>乙<B>丙</B>和<em>丁<strong>戊</strong></em>己<br/>庚", "P 甲⏎乙*丙*和_丁_*_戊_*己⏎庚", ""},
		{"comments", "甲<!-- 注 -->乙\n\n<!-- 两\n\n行 -->\n\n丙", "P 甲乙\nP 丙", "md-comment"},
		{"masks of several lengths", "周*平、郑***、吴**。\n\n冯***兰、陈*。\n\n说明**要紧*甲*乙**。", "P 周*平、郑***、吴**。\nP 冯***兰、陈*。\nP 说明*要紧**_甲_**乙*。", "md-star-text md-star-text md-star-emphasis"},
		{"masks of one star", "评审：孙*红 吴*、郑*\n\n郭*强　罗*\n\n证人邓*与彭某*，均未到庭。\n\n“许*”和“薛*”。\n\n赖*（女）,汪*（男），\n\n诸葛*亮 司马*\n\n高*、何*明 林*；\n\n何*平　叶*\n\n徐*\n宋*丽\n袁**", "P 评审：孙*红 吴*、郑*\nP 郭*强　罗*\nP 证人邓*与彭某*，均未到庭。\nP “许*”和“薛*”。\nP 赖*（女）,汪*（男），\nP 诸葛*亮 司马*\nP 高*、何*明 林*；\nP 何*平　叶*\nP 徐* 宋*丽袁**", "md-star-text md-star-text md-star-text md-star-text md-star-text md-star-text md-star-text md-joined"},
		{"masks in cells and across marks", "| 获奖 |\n|---|\n| 蒋*华 韩* |\n\n（麦*生）、（麻*）到会。\n\n栏*的，须填；栏*，选填。\n\n201*年*月*日，或*月*日。", "T1a (获奖) (蒋*华 韩*)\nP （麦*生）、（麻*）到会。\nP 栏*的，须填；栏*，选填。\nP 201*年*月*日，或*月*日。", "md-star-text md-star-text md-star-text md-star-text"},
		{"emphasis that may be masks", "乙班*胜过丙班*。\n\n孙*表示同意，会上*。\n\n麦*生 麻*，到会。\n\n凡*的一律*。", "P 乙班_胜过丙班_。\nP 孙_表示同意，会上_。\nP 麦_生 麻_，到会。\nP 凡_的一律_。", "md-star-emphasis md-star-emphasis md-star-emphasis md-star-emphasis"},
		{"emphasis that is none of masks", "会上说*先规划，后建设*。要*开放、共享*。\n\n促进*家庭和睦*，读*Green Book*。\n\n由于*天气、道路*。", "P 会上说_先规划，后建设_。要_开放、共享_。\nP 促进_家庭和睦_，读_Green Book_。\nP 由于_天气、道路_。", ""},
		{"underscores inside addresses", "见 http://x.example/_a_/b.html 和 https://a.example/z_(b)_c、www.a.example/__m__/n。\n\n_li_@163.example 与 _wang_。\n\n**https://a.example/x_y** 和 *www.a.example*，https://a.example/**重点**。\n\n**官网：http://www.a.example**(点击进入)，**www.a.example**-官网，**www.a.example**/**www.b.example**", "P 见 http://x.example/_a_/b.html 和 https://a.example/z_(b)_c、www.a.example/__m__/n。\nP _li_@163.example 与 _wang_。\nP *https://a.example/x_y* 和 _www.a.example_，https://a.example/*重点*。\nP *官网：http://www.a.example*(点击进入)，*www.a.example*-官网，*www.a.example*/*www.b.example*", ""},
		{"products behind brackets", "应付=（原价-优惠）*件数*（1-折扣）。\n\n（房租+水电）*月数*（含税）\n\n（二）*目标*（见下）和（a-b）*要点*。", "P 应付=（原价-优惠）_件数_（1-折扣）。\nP （房租+水电）_月数_（含税）\nP （二）_目标_（见下）和（a-b）_要点_。", "md-star-emphasis md-star-emphasis"},
		{"lists of masked places and firms", "由**镇、**学校承办。\n\n**集团、**银行、**医院参加。\n\n（**小区）、**村\n\n**镇、村、组**三级，**学校、家庭**。\n\n甲方：**公司，经办人：孙**。\n\n**乡及**合作社。**县（市）**要，**区域和**方。", "P 由**镇、**学校承办。\nP **集团、**银行、**医院参加。\nP （**小区）、**村\nP *镇、村、组*三级，*学校、家庭*。\nP 甲方：*公司，经办人：孙*。\nP *乡及*合作社。*县（市）*要，*区域和*方。", "md-star-text md-star-text md-star-text md-star-strong md-star-strong"},
		{"patterns of files", "收 *.pdf、*.ofd 和（*.wps，*.et）。\n\n*.txt，*.csv\n\n*.gitignore*，*.rs*", "P 收 *.pdf、*.ofd 和（*.wps，*.et）。\nP *.txt，*.csv\nP _.gitignore_，_.rs_", ""},
		{"asterisks that are explained", "注：*代表试点，**代表示范，***代表推广。\n\n*为村，**为镇。\n\n“**”是县级，（***）同上，标**的除外。\n\n**p<0.01，***p<0.001。\n\n**：略。\n\n**号多**。", "P 注：*代表试点，**代表示范，***代表推广。\nP *为村，**为镇。\nP “**”是县级，（***）同上，标**的除外。\nP **p<0.01，***p<0.001。\nP **：略。\nP *号多*。", ""},
		{"asterisks alone in cells", "| 甲 | 乙 |\n|---|---|\n| ** | *** |\n| 1.25** | -3%* |", "T1aa (甲|乙) (**|***) (1.25**|-3%*)", ""},
		{"masks in brackets each", "（**省）、（**市）和（**区）。\n\n“**厂”“**店”", "P （**省）、（**市）和（**区）。\nP “**厂”“**店”", "md-star-text md-star-text"},
		{"runs of three", "县里***要抓紧。\n\n**题目 **：略", "P 县里***要抓紧。\nP **题目 **：略", "md-literal md-star-side"},
		{"items without blanks", "*修渠\n*清淤\n\n- *补苗。\n  *除草。\n\n*备注：甲。\n*说明：乙。\n\n*丙*\n*丁*", "P *修渠\nP *清淤\nL(P *补苗。\nP *除草。)\nP *备注：甲。\nP *说明：乙。\nP _丙丁_", "md-star-list md-lines md-star-list"},
		{"single asterisks of places and notes", "*市及*县\n\n*必填项\n地址*　邮编*\n\n（*代表村级）单位*\n\n***赵*强、孙***\n\n评级：***，****，**，不等。\n\n读“It’s *the one* here”和*代表*。", "P _市及_县\nP _必填项地址_　邮编*\nP （_代表村级）单位_\nP *_赵_**强、孙**\nP 评级：***，****，**，不等。\nP 读“It’s _the one_ here”和_代表_。", "md-star-emphasis md-star-emphasis md-joined md-star-emphasis md-star-emphasis"},
		{"strong text that may be one of several", "**老师、**学生到会。\n\n编**号，补**号。\n\n张**与原告**公司。\n\n**%以内，**分。**类（class）**类型。\n\n**一、**总则**二、**附则，**局部、**全局和**要点**要。\n\n2019年**月，**日。", "P *老师、*学生到会。\nP 编*号，补*号。\nP 张*与原告*公司。\nP *%以内，*分。*类（class）*类型。\nP *一、*总则*二、*附则，*局部、*全局和*要点*要。\nP 2019年**月，**日。", "md-star-strong md-star-strong md-star-strong md-star-strong md-star-strong md-star-text"},
		{"masks inside sentences", "上诉人刘**因与被上诉人郭**纠纷。\n\n员工徐**同胡**来，郑**领奖。\n\n按第**条、第**款。\n\n19**年**月**日生，干了**30**年。\n\n18**年代**的。", "P 上诉人刘**因与被上诉人郭**纠纷。\nP 员工徐**同胡**来，郑**领奖。\nP 按第**条、第**款。\nP 19**年**月**日生，干了*30*年。\nP 18*年代*的。", "md-star-text md-star-text md-star-text md-star-text"},
		{"strong text behind a masked name", "徐**同胡**来，共**户。", "P 徐**同胡*来，共*户。", "md-literal md-star-strong"},
		{"strong text that may be masks", "**市人民医院与**区签约。\n\n免去***同志原***职务。\n\n高**与村民林**到场。\n\n提高**办事效率**，**市场**市，**县域**县，**同志们**好，**同志关系**好，小王**表示**要。", "P *市人民医院与*区签约。\nP 免去*_同志原_*职务。\nP 高*与村民林*到场。\nP 提高*办事效率*，*市场*市，*县域*县，*同志们*好，*同志关系*好，小王*表示*要。", "md-star-strong md-star-strong md-star-strong"},
		{"asterisks of arithmetic and codes", "金额=数*价*（1+税率）。\n\n共7件*5*（含税）。\n\n口令*4321*；\n\n拨*21#；*#62#；可查。\n\n（长*宽*）=9", "P 金额=数_价_（1+税率）。\nP 共7件_5_（含税）。\nP 口令_4321_；\nP 拨_21#；_#62#；可查。\nP （长_宽_）=9", "md-star-emphasis md-star-emphasis md-star-emphasis md-star-emphasis md-star-emphasis"},
		{"emphasis before marks", "*甲乙*，丙。我说，*丁*。这是*要点*，也是*重点*。", "P _甲乙_，丙。我说，_丁_。这是_要点_，也是_重点_。", ""},
		{"faces", "好(*^▽^*)，(*￣ω￣*)。", "P 好(*^▽^*)，(*￣ω￣*)。", "md-star-text"},
		{"underscores of faces and formulas", "早^_^，晚^__^。∑_{k=1}^m，b_{kl}已知。-_-，-_-||，(>_‹)，→_→。<b>_戊_</b>，→_己_", "P 早^_^，晚^__^。∑_{k=1}^m，b_{kl}已知。-_-，-_-||，(>_‹)，→_→。*_戊_*，→_己_", ""},
		{"rows of tildes", "甲。\n~~~~~~~~~~~~\n乙\n\n~~~~~~~~~~~~\n\n~~~\nx\n~~~~\n丙\n\n~~~~~\n丁", "P 甲。\n---\nP 乙\n---\n\nP 丙\n---\nP 丁", "md-rule"},
		{"a fence without its end", "甲\n\n```诗\n乙", "P 甲\nV(乙)", "md-fence-open"},
		{"marks at the end", "甲\n\n- The End -\n\n* 全文完 *\n\n+ 完 +\n\n- 乙\n- 丙\n\n- END -\n\n* 丁* 戊\n\n- 己 -\n  庚", "P 甲\nP - The End -\nP * 全文完 *\nP + 完 +\nL(P 乙)(P 丙)\nP - END -\nL(P 丁* 戊)\nP - 己 -\nP 庚", "md-ornament md-lines"},
		{"words between ornaments", ">>上期回顾>>\n\n>>> 扫码关注 <<<\n\n> 往下看 <\n修渠\n\n* * * 转第二版 * * *\n\n* 甲\n* 乙\n\n* * 下转 * *\n\n* 丙\n\n+ 提醒 +\n大坝泄洪，注意安全。", "P >>上期回顾>>\nP >>> 扫码关注 <<<\nP > 往下看 <\nP 修渠\nP * * * 转第二版 * * *\nL(P 甲)(P 乙)\nP * * 下转 * *\nL(P 丙)\nP + 提醒 +\nP 大坝泄洪，注意安全。", "md-ornament md-ornament md-ornament md-lines md-ornament md-ornament md-ornament"},
		{"quotations that end with signs", "> 由a -> b ->\n\n> 见<https://a.b>\n\n> 甲\\>\n\n>> 乙\n\n> 丙\n> 丁 >", "Q(P 由a -> b ->)\nQ(P 见<https://a.b|https://a.b>)\nQ(P 甲>)\nQ(Q(P 乙))\nQ(P 丙丁 >)", ""},
		{"headings between ornaments", "◆文件◆\n水库开闸。\n\n春修\n【一周农事】\n浇水，\n\n=== 通告 ===\n今日停水\n\n据\n【简报】所载", "P ◆文件◆\nP 水库开闸。\nP 春修\nP 【一周农事】\nP 浇水，\nP === 通告 ===\nP 今日停水\nP 据【简报】所载", "md-lines"},
		{"items without a blank", "-河口\n-青石\n\n+一支渠\n+二支渠\n\n——查漏\n——补缺\n\n-3.5%\n+0.4%\n\n- 水泵\n  -闸门\n\n* 甲\n  -乙\n\n共修\n-甲\n\n✅通水\n🔴停水\n\n1️⃣查\n2️⃣修\n\n■甲\n□乙\n\n甲、查\n乙、修", "P -河口\nP -青石\nP +一支渠\nP +二支渠\nP ——查漏\nP ——补缺\nP -3.5%\nP +0.4%\nL(P 水泵\nP -闸门)\nL(P 甲 -乙)\nP 共修 -甲\nP ✅通水\nP 🔴停水\nP 1️⃣查\nP 2️⃣修\nP ■甲\nP □乙\nP 甲、查\nP 乙、修", "md-lines"},
		{"rows of figures", "1 河口村 86户\n2 青石村 95户\n\n结余　1,200.50\n亏损　-30.00\n\n3月 8.5\n4月 9.25\n\n合格率97%\n入户率88%\n\n**45**公里\n**1800**方\n\n1 甲方\n2 乙方\n\n全年共\n3 月\n4 日\n\n产值\n1.15亿元，利润\n1.2亿元\n\nab_1\ncd_2", "P 1 河口村 86户\nP 2 青石村 95户\nP 结余　1,200.50\nP 亏损　-30.00\nP 3月 8.5\nP 4月 9.25\nP 合格率97%\nP 入户率88%\nP *45*公里\nP *1800*方\nP 1 甲方\nP 2 乙方\nP 全年共 3 月 4 日\nP 产值 1.15亿元，利润 1.2亿元\nP ab_1 cd_2", "md-lines md-joined"},
		{"rows with a blank before the unit", "总田亩 860 亩\n总人口 920 人", "P 总田亩 860 亩\nP 总人口 920 人", "md-lines"},
		{"rows of one sign", "以上属实\n——————\n河口村\n☆☆☆\n青石村\n\n评为\n★★\n级，\n……………\n完", "P 以上属实\nP ——————\nP 河口村\nP ☆☆☆\nP 青石村\nP 评为 ★★ 级，……………\nP 完", "md-lines"},
		{"several headings between signs", "* 提示 *\n明天停水\n* 公告 *\n后天放水\n\n- 甲\n- 乙 -\n  丙", "P * 提示 *\nP 明天停水\nP * 公告 *\nP 后天放水\nL(P 甲)\nP - 乙 -\nP 丙", "md-ornament md-lines md-ornament md-ornament"},
		{"labels with digits", "表1：水位\n表2：雨量\n\n第2组：甲\n第3组：乙\n\n5队：甲\n6队：乙\n\n出席：高渠\n柳岸\n议题：清淤\n\n通知说，\n地点：甲\n时间：乙", "P 表1：水位\nP 表2：雨量\nP 第2组：甲\nP 第3组：乙\nP 5队：甲\nP 6队：乙\nP 出席：高渠柳岸\nP 议题：清淤\nP 通知说，地点：甲\nP 时间：乙", "md-lines md-joined"},
		{"forms", "户主____人口____\n____________\n村委会（章）：____\n\n甲方于____年____月起，\n由乙方____付款", "P 户主____人口____\nP ____________\nP 村委会（章）：____\nP 甲方于____年____月起，由乙方____付款", "md-lines"},
		{"like lines below others", "全县实施节水\n2023年修渠9公里，\n2024年修渠7公里\n\n他把代码推到仓库\nabc分支：https://a.b\n非gcc社区成员的pr：1. https://a.b/1\n2. https://a.b/2\n\n共同出席，\n4月2日清淤\n4月3日放水", "P 全县实施节水\nP 2023年修渠9公里，\nP 2024年修渠7公里\nP 他把代码推到仓库\nP abc分支：https://a.b\nP 非gcc社区成员的pr：1. https://a.b/1\nP 2. https://a.b/2\nP 共同出席，4月2日清淤\nP 4月3日放水", "md-lines"},
		{"signatures side by side", "望遵照执行。\n中共清源县委员会　　清源县人民政府\n2024年5月6日\n\n抓紧办理\n中共清源县委农村工作领导小组办公室\n2024年5月6日\n\n“逝者如斯夫”\n——《论语》", "P 望遵照执行。\nP 中共清源县委员会　　清源县人民政府\nP 2024年5月6日\nP 抓紧办理\nP 中共清源县委农村工作领导小组办公室\nP 2024年5月6日\nP “逝者如斯夫”\nP ——《论语》", "md-lines"},
		{"formulas between brackets", "由\\(y_1*z_1*\\)和\\[F=ma^2\\]得\\(b=2\\)(略)、\\(见注\\)、\\[^1\\]、\\[x_1]、\\[甲_1\\](略)。\n\n\\[\nc_1*d_1*\n\\]", "P 由\\(y_1*z_1*\\)和\\[F=ma^2\\]得\\(b=2\\)(略)、(见注)、[^1]、[x_1]、[甲_1](略)。\nP \\[⏎c_1*d_1*⏎\\]", "md-formula md-formula md-formula md-formula"},
		{"readings without tones", "[渠]{qu}、[来]{x}、[桌子]{zhuō zi}、[吗]{ma}、[嘉陵]{jia ling}", "P [渠]{qu}、[来]{x}、[桌]{zhuō}[子]{zi}、[吗]{ma}、[嘉陵]{jia ling}", "md-ruby-tone md-ruby-tone md-ruby-tone"},
		{"quotations without text", "甲\n\n>\n\n> 乙\n>\n\n> >\n\n>_< 丙", "P 甲\nQ(P 乙)\nP >_< 丙", "md-quote-empty md-quote-empty"},
		{"strong blanks", "姓名**____**填，共**______**，**要点**在此。", "P 姓名*____*填，共*______*，*要点*在此。", ""},
		{"keys of a telephone", "查询请按：*键一次，再按*键。\n\n这是*要点*。\n\n他说：*“好，很好”*。", "P 查询请按：*键一次，再按*键。\nP 这是_要点_。\nP 他说：_“好，很好”_。", "md-star-text"},
		{"runs of one and two", "__甲乙_，和**丙丁*。\n\n又*戊己**。", "P __甲乙_，和**丙丁*。\nP 又*戊己**。", "md-literal md-literal"},
		{"a blank inside a pair", "*Route 66 *是书名。\n\n书名是 * 甲乙*，\\*丙 *不是。\n\n*丁 *", "P *Route 66 *是书名。\nP 书名是 * 甲乙*，*丙 *不是。\nP *丁 *", "md-star-blank md-star-blank md-star-blank"},
		{"stars that are no pair", "带 *的必填， *的选填，3 * 4 * 5。\n\n甲 *\n乙* 丙 *", "P 带 *的必填， *的选填，3 * 4 * 5。\nP 甲 * 乙* 丙 *", "md-joined"},
		{"blanks of underscores", "（__年__月__）和__重要工作__要抓，__init__方法，__甲__乙、__丙丁戊己__。", "P （__年__月__）和__重要工作__要抓，__init__方法，__甲__乙、*丙丁戊己*。", "md-underscore"},
		{"strong first lines", "**一、总体情况**\n全镇共有13个村。\n**（二）重点工作**\n甲", "P *一、总体情况*\nP 全镇共有13个村。\nP *（二）重点工作*\nP 甲", "md-lines"},
		{"lines with tabs", "队名\t人数\t分数\n甲队\t12\t95\n乙队\t9\t88\n合计\t21", "P 队名\t人数\t分数\nP 甲队\t12\t95\nP 乙队\t9\t88\nP 合计\t21", "md-lines"},
		{"no name of a box", "> [!\\]甲。\n\n> [!乙\\]丙\n\n> [!$5]丁", "Q(P [!]甲。)\nQ(P [!乙]丙)\nQ(P [!$5]丁)", ""},
		{"a poem", "白日依山尽，\n黄河入海流。\n欲穷千里目，\n更上一层楼。\n\n白日依山尽，\n黄河入海流，\n欲穷千里。", "P 白日依山尽，\nP 黄河入海流。\nP 欲穷千里目，\nP 更上一层楼。\nP 白日依山尽，黄河入海流，欲穷千里。", "md-lines"},
		{"the close of a letter", "请予支持为荷。\n此致\n敬礼！\n\n祝\n工作顺利", "P 请予支持为荷。\nP 此致\nP 敬礼！\nP 祝\nP 工作顺利", "md-lines"},
		{"tables of blanks", "编号  片区    面积\n1     城北    2.5\n2     城南    3\n\n单位：亩\n镇名　　　上年　　　今年\n河口　　　120　　　135\n以上为快报数", "P 编号  片区    面积\nP 1     城北    2.5\nP 2     城南    3\nP 单位：亩\nP 镇名　　　上年　　　今年\nP 河口　　　120　　　135\nP 以上为快报数", "md-lines"},
		{"one run of blanks", "第一排  左边的\n人员入座，第二排\n等候", "P 第一排  左边的人员入座，第二排等候", "md-joined"},
		{"comments of MDX", "## 甲 {/* #jia */}\n\n{/* 截断\n\n到此 */}\n\n乙{/* 丙 */}丁 `{/* 戊 */}`、\\{/* 己 */}、{/ 庚 /}<!-- 壬 -->", "H2 甲\nP 乙丁 {/* 戊 */}、{/* 己 */}、{/ 庚 /}", "md-comment"},
		{"readings of HTML", "<ruby>嘉陵<rp>(</rp><rt>jiā líng</rt><rp>)</rp></ruby>江<ruby>涪<rt>fú</rt>江<rt>jiāng</rt></ruby>，`<ruby>渠<rt>qú</rt></ruby>`", "P [嘉]{jiā}[陵]{líng}江[涪]{fú}[江]{jiāng}，<ruby>渠<rt>qú</rt></ruby>", ""},
		{"lines", "镇图书室工作：\n1、整理。\n2、捐书。\n（1）查目录。\n（2）查书架。\n一、要求\n要落实。", "P 镇图书室工作：\nP 1、整理。\nP 2、捐书。\nP （1）查目录。\nP （2）查书架。\nP 一、要求\nP 要落实。", "md-lines"},
		{"lines of markup", "甲。\n**乙**：\n丙\n*丁。\n戊*\n己！  \n庚", "P 甲。\nP *乙*：\nP 丙 *丁。\nP 戊* 己！⏎庚", "md-lines md-star-text"},
		{"emphasis across paragraphs", "**甲会。\n乙**\n\n*丙会。\n丁*\n\n__戊。\n己__\n\n_庚。\n辛_\n\n*注：壬。\n这是*癸*。\n\n**子\n丑**", "P **甲会。\nP 乙**\nP *丙会。\nP 丁*\nP __戊。\nP 己__\nP _庚。\nP 辛_\nP *注：壬。\nP 这是_癸_。\nP *子丑*", "md-literal md-lines md-literal md-star-text md-literal md-literal"},
		{"lines of items", "- 甲：\n  （1）乙\n  （2）丙\n\n> 第一条　丁\n> 第二条的戊\n> 附件：己\n> 3.5万人", "L(P 甲：\nP （1）乙\nP （2）丙)\nQ(P 第一条　丁第二条的戊\nP 附件：己 3.5万人)", "md-lines md-joined"},
		{"lines with labels", "作者：高渠\n后期编辑：柳岸\n石塘镇办公室\n\n**更新日期：** 5月\n**生效日期**：6月\n\n订阅新闻: https://a.b\nABC归档: 5月\n\n联系人：高渠  \n电话：86201234\\\n邮箱：a@b.cn\n\n会议强调：要节水\n他补充说，时间是8:30\n要按时到", "P 作者：高渠\nP 后期编辑：柳岸石塘镇办公室\nP *更新日期：* 5月\nP *生效日期*：6月\nP 订阅新闻: https://a.b\nP ABC归档: 5月\nP 联系人：高渠⏎电话：86201234⏎邮箱：a@b.cn\nP 会议强调：要节水他补充说，时间是8:30 要按时到", "md-lines md-joined"},
		{"wrapped lines", "春灌开始以来，全镇各村组织人员。\n清理渠道，检修水泵，保证用水。各\n村按计划轮灌，先远后近，先高后低\n，节约用水。", "P 春灌开始以来，全镇各村组织人员。清理渠道，检修水泵，保证用水。各村按计划轮灌，先远后近，先高后低，节约用水。", ""},
		{"indented lines", "春灌开始以来，全镇各村组织人员，清理\n渠道，检修水泵，保证用水。各村按计划\n轮灌，先远后近，先高后低，节约用水。\n　　二是甲\n　　乙", "P 春灌开始以来，全镇各村组织人员，清理渠道，检修水泵，保证用水。各村按计划轮灌，先远后近，先高后低，节约用水。\nP 二是甲\nP 乙", "md-lines"},
		{"lines with bullets", "工作如下\n◆修渠\n◆清淤\n\n评为\n★★★级\n★示范户\n\n【水利】修渠\n【农业】备耕\n\n·甲\n·乙\n\n据\n【简报】所载\n\n- ※丙\n  ※丁", "P 工作如下\nP ◆修渠\nP ◆清淤\nP 评为 ★★★级 ★示范户\nP 【水利】修渠\nP 【农业】备耕\nP ·甲\nP ·乙\nP 据【简报】所载\nL(P ※丙\nP ※丁)", "md-lines"},
		{"lines with dates and times", "4月2日 清淤\n4月3日 放水\n\n8:30 签到\n09:00 开会\n\n**2019年** 建库\n2021.5 通水\n\n定于\n4月2日\n放水", "P 4月2日 清淤\nP 4月3日 放水\nP 8:30 签到\nP 09:00 开会\nP *2019年* 建库\nP 2021.5 通水\nP 定于 4月2日放水", "md-lines md-joined"},
		{"lists of references", "［1］高渠. 春灌\n［2］柳岸. 清淤\n\n[1]甲\n[2]乙\n\n他们的研究\n[2]表明", "P ［1］高渠. 春灌\nP ［2］柳岸. 清淤\nP [1]甲\nP [2]乙\nP 他们的研究 [2]表明", "md-lines"},
		{"questions and answers", "问：何时放水\n答：四月\nQ1：何时清淤\nA1：三月", "P 问：何时放水\nP 答：四月\nP Q1：何时清淤\nP A1：三月", "md-lines"},
		{"dialogues", "甲：何时放水\n乙：四月\n甲：好\n\nA：在吗\nB：在\n\n会议说明\n注：甲", "P 甲：何时放水\nP 乙：四月\nP 甲：好\nP A：在吗\nP B：在\nP 会议说明注：甲", "md-lines md-joined"},
		{"first items below a heading", "工作要求\n1）加强领导\n2）加强宣传\n\n工作安排\n⑴甲\n⑵乙\n\n选项\nA.甲\nB.乙\n\n主要做法\n一是甲\n二是乙\n\n产值\n1.15亿元，利润\n1.2亿元", "P 工作要求\nP 1）加强领导\nP 2）加强宣传\nP 工作安排\nP ⑴甲\nP ⑵乙\nP 选项\nP A.甲\nP B.乙\nP 主要做法\nP 一是甲\nP 二是乙\nP 产值 1.15亿元，利润 1.2亿元", "md-lines md-joined"},
		{"blanks that are none", "##\u2003春灌\n\n+\u00a0清淤\n+\u00a0巡堤\n\n`*\u00a0甲`\n\n\\-\u00a05℃。\n\n*　注：乙。", "P ##\u2003春灌\nP +\u00a0清淤\nP +\u00a0巡堤\nP *\u00a0甲\nP -\u00a05℃。\nP *　注：乙。", "md-blank md-lines"},
		{"no headings", "＃ 春灌\n\n　　# 清淤\n\n＃3 机组\n\n＃话题＃", "P ＃ 春灌\nP # 清淤\nP ＃3 机组\nP ＃话题＃", "md-heading-space md-heading-space"},
		{"Latin lines", "He said:\nno. It is\n2. done.", "P He said: no. It is\nP 2. done.", "md-lines"},
		{"numbers that carry on", "附件：1) 甲\n2) 乙\n3) 丙\n\n1.1 甲\n1.2 乙\n1.4 丙\n\n事项：⑴甲\n⑵乙\n\na. 甲\nb. 乙\n\n一是甲\n二是乙\n\n第1，甲\n第2，乙", "P 附件：1) 甲\nP 2) 乙\nP 3) 丙\nP 1.1 甲\nP 1.2 乙 1.4 丙\nP 事项：⑴甲\nP ⑵乙\nP a. 甲\nP b. 乙\nP 一是甲\nP 二是乙\nP 第1，甲\nP 第2，乙", "md-lines md-joined"},
		{"numbers that carry on nothing", "产值为\n2.5万元\n二是数量\n第2，乙\nB. 甲", "P 产值为 2.5万元二是数量第2，乙 B. 甲", "md-joined"},
		{"numbers before years", "附件：1.2026年度任务表\n2.2026年度清单\n3.月报表\n\n全县用水\n2.2026亿立方米", "P 附件：1.2026年度任务表\nP 2.2026年度清单\nP 3.月报表\nP 全县用水 2.2026亿立方米", "md-lines md-joined"},
		{"numbers below wrapped lines", "春灌开始以来，全镇各村组织人员，清理\n渠道，检修水泵，保证用水。各村按计划\n轮灌，先远后近，先高后低，节约用水。\n附件：1. 甲\n2. 乙\n各村照办。\n此致", "P 春灌开始以来，全镇各村组织人员，清理渠道，检修水泵，保证用水。各村按计划轮灌，先远后近，先高后低，节约用水。\nP 附件：1. 甲\nP 2. 乙各村照办。\nP 此致", "md-lines"},
		{"separators", "甲。\n\n---\n\n乙。\n---\n\n***\n* * *\n- 丙\n- 丁\n\n***", "P 甲。\n---\nP 乙。\n---\nL(P 丙)(P 丁)", "md-rule"},
		{"underlines", "甲\n---\n\n乙\n===\n\n丙，丁：\n===\n\n戊\n--\n\n己\n=\n\n________\n\n庚\n辛\n---\n壬", "H2 甲\nH1 乙\nP 丙，丁：\n---\nP 戊 --\nP 己 =\nP ________\nP 庚辛\n---\nP 壬", "md-underline md-rule"},
		{"underlines above text", "水费\n====\n1200元\n\n电费\n---\n\n> 合计\n> ===\n> 1800元", "H1 水费\nP 1200元\nH2 电费\nQ(H1 合计\nP 1800元)", "md-underline md-underline"},
		{"underlines above nothing", "水费\n===\n\n1200元\n\n> 电费\n> ===\n>\n> 600元\n\n合计\n===", "H1 水费\nP 1200元\nQ(H1 电费\nP 600元)\nH1 合计", ""},
		{"HTML paragraphs", "<p>甲</p><p class=\"x\">乙</P>\n\n丙<p>丁\n\n`<p>`和\\<p>", "P 甲\nP 乙\nP 丙\nP 丁\nP <p>和<p>", ""},
		{"HTML paragraphs in the middle", "<p style=\"text-align: center;\">公报</p>\n<P ALIGN=right>甲局</p><p align='left'>乙</p><p data-align=\"top\" title=\"center\">丙</p><p align=center></p>", "P 公报\nP 甲局\nP 乙\nP 丙", "md-html-align"},
		{"HTML of text at a line's start", "<b>\n甲\n</b>\n\n<br>\n乙<br/>\n丙\n\n<br>", "P *甲*\nP 乙⏎丙", ""},
		{"signs of comments in code", "``甲`\\`` `<!--乙` ``丙`` <!-- ` -->\\`丁\n\n`戊\n<!-- ` -->己\n\n`寅\n子 <!--`丑\n\n> `` 庚 ` <!--\n> ``辛\n\n``壬` <!-- 癸 -->", "P 甲`\\ <!--乙 丙 `丁\nP `戊己\nP 寅子 <!--丑\nQ(P 庚 ` <!--辛)\nP ``壬`", "md-comment"},
		{"text after comments", "<!-- 注 --> 甲\n\n<!-- 两\n\n行 -->乙<!-->丙\n\n`<!-- 丁 -->`和\\<!-- 戊 -->", "P 甲\nP 乙丙\nP <!-- 丁 -->和<!-- 戊 -->", "md-comment"},
		{"attributes of other programs", "这一段不缩进。{.noindent}\n\n##### 标题 {#id .x}\n\n写 `{.noindent}`、甲{.x}乙和\\{.x}\n\n::: tip 提示", "P 这一段不缩进。\nH4 标题\nP 写 {.noindent}、甲{.x}乙和{.x}\nP ::: tip 提示", "md-attribute md-heading md-attribute md-dialect md-dialect"},
		{"titles of containers", "::: tip 请注意\n甲\n:::\n\n:::info[如果看不到 图]\n\n乙\n\n:::\n\n```\n::: tip 丙\n:::\n```\n\n::: tip 丁", "P 请注意\nP 甲\nP 如果看不到 图\nP 乙\n\nP ::: tip 丁", "md-attribute md-attribute md-attribute md-attribute md-dialect"},
		{"signs of other programs", "庆祝:tada:和 :+1:，{{ name }}、{% include a.html %}、{{< figure src=\"a\" >}}，`:tada:`\n\n!!! note \"提示\"\n\n??? 折叠\n\n10:30:45、a:b:c、std::io::Read、E:\\甲:、{x}{{、太好了!!! 真的", "P 庆祝:tada:和 :+1:，{{ name }}、{% include a.html %}、{{< figure src=\"a\" >}}，:tada:\nP !!! note \"提示\"\nP ??? 折叠\nP 10:30:45、a:b:c、std::io::Read、E:\\甲:、{x}{{、太好了!!! 真的", "md-dialect md-dialect md-dialect md-dialect md-dialect md-dialect md-dialect"},
		{"commands of other programs", "\\newpage\n\n甲\\newpage乙\n\n  \\vspace{2em} \n\n{pagebreak}\n\n@[TOC]\n\n`{v}`\n\n```\n{v}\n```\n\n{v:3}\n\n{张三}\n\n{a}和{b}\n\n\\甲", "P \\newpage\nP 甲\\newpage乙\nP \\vspace{2em}\nP {pagebreak}\nP @[TOC]\nP {v}\n\nP {v:3}\nP {张三}\nP {a}和{b}\nP \\甲", "md-dialect md-dialect md-dialect md-dialect md-dialect"},
		{"hard breaks after a stop", "甲。\\\n乙。  \n丙。\\\n1、丁", "P 甲。⏎乙。⏎丙。⏎1、丁", ""},
		{"levels", "##### 甲\n\n###### 乙", "H4 甲\nH4 乙", "md-heading"},
		{"servers", "\\\\server\\共享\n\n甲  \n\\\\文件\\a\n\n\\\\*乙", `P \\server\共享` + "\n" + `P 甲⏎\\文件\a` + "\n" + `P \*乙`, ""},
		{"a signature", "特此通知。\n清源县委办公室\n清源县政府办公室\n2024年5月6日", "P 特此通知。\nP 清源县委办公室\nP 清源县政府办公室\nP 2024年5月6日", "md-lines"},
		{"a note below a signature", "特此通知。\n清源县委办公室\n2024年5月6日\n（此件公开发布）", "P 特此通知。\nP 清源县委办公室\nP 2024年5月6日\nP （此件公开发布）", "md-lines"},
		{"a date in a sentence", "会议\n定于\n2024年5月6日\n召开", "P 会议定于 2024年5月6日召开", "md-joined"},
		{"short lines that may be complete", "- 水位观测\n  本月无变化。\n- 泵站\n  已修好\n\n**测站名单**\n石桥、龙潭\n\n村民代表说，\n水位稳定。\n\n东站\n西站\n南站\n\n全镇共有\n12座", "L(P 水位观测本月无变化。)(P 泵站已修好)\nP *测站名单*石桥、龙潭\nP 村民代表说，水位稳定。\nP 东站西站南站\nP 全镇共有 12座", "md-joined"},
		{"refused items", "\\1. 甲\n\n\\\\2. 乙\n\n\\3 丙\n\n\\10) *丁*", `P 1. 甲` + "\n" + `P \2. 乙` + "\n" + `P \3 丙` + "\n" + "P 10) _丁_", ""},
		{"front matter", "---\ntitle: 甲\ntags: [乙]\n---\n\n丙", "P 丙", "md-front-matter"},
		{"copy between hyphens", "---\n时间: 5月6日\n地点: 水务局\n---\n丙", "P 时间: 5月6日\nP 地点: 水务局\nP 丙", "md-front-text md-lines"},
		{"copy between plus signs", "+++\n防汛会商\n+++\n\n丙", "P 防汛会商\nP 丙", "md-front-text"},
		{"a separator and a heading", "---\n防汛会商\n---\n丙", "H2 防汛会商\nP 丙", "md-rule md-underline"},
		{"front matter with a comment", "---\n# hugo\n\n\"date\": 2031-05-06\n作者: 乙\n---\n丙", "P 丙", "md-front-matter"},
		{"front matter of tables", "+++\n[params]\na = 1\n+++\n丙", "P 丙", "md-front-matter"},
		{"copy with an equals sign between plus signs", "+++\n时间 = 5月6日\n+++\n丙", "P 时间 = 5月6日\nP 丙", "md-front-text"},
		{"front matter in TOML", "+++\ntitle = '甲'\n+++\n\n丙", "P 丙", "md-front-matter"},
		{"pluses", "+++\n甲", "P +++ 甲", ""},
		{"other dialects", "公式$E=mc^2$，$5和$6。\n\n- [x] 甲\n- [ ] 乙\n\n~~丙~~丁，`~~x~~`", "P 公式$E=mc^2$，$5和$6。\nL(P [x] 甲)(P [ ] 乙)\nP ~~丙~~丁，~~x~~", "md-formula md-task md-task md-strike"},
		{"titles of links", "见[乙](https://a.b/c (点击查看))、[丙](https://a.b/d \"说明\")、[丁](https://a.b/e)。", "P 见<https://a.b/c|乙>、<https://a.b/d|丙>、<https://a.b/e|丁>。", "md-link-title"},
		{"links to files", "[*甲*](./a.pdf)、[乙](docs/b)、[丙](附件1.docx)、[丁]( )、[戊][x]\n\n[x]: ../c.ofd", "P _甲_、乙、丙、丁、戊", "md-link-local md-link-local md-link-local md-link-local md-link-local"},
		{"links without their end, in code and with Han", "`[甲](https://a.b`\n\n[乙](https://a.b见\n\n\\[丙](https://a.b\n", "P [甲](https://a.b\nP [乙](https://a.b见\nP [丙](https://a.b", "md-link-form"},
		{"HTML tags with attributes", "<p class=\"甲\" style='a:b'data-x>乙</p>甲<br class=x>丙<b id=\"丁\">戊</b>若 a<b 甲>c、<0.05 <p 0.05>", "P 乙\nP 甲⏎丙*戊*若 a<b 甲>c、<0.05 <p 0.05>", ""},
		{"links with blanks", "见[表](表 格.xlsx)、[乙](https://a.b/c d)。[注](略 见后)、[丙](<d e.pdf>)、[丁](https://a.b/ \"戊 己\")", "P 见[表](表 格.xlsx)、[乙](https://a.b/c d)。[注](略 见后)、丙、<https://a.b/|丁>", "md-link-form md-link-form md-link-local md-link-title"},
		{"links without text", "见[](https://a.b/c)、[　](#甲 \"说明\")、[乙](https://a.b/e)、[ ][丁]。\n\n[丁]: https://a.b/f", "P 见、<#甲|　>、<https://a.b/e|乙>、<https://a.b/f| >。", "md-link-empty md-link-empty md-link-title md-link-empty"},
		{"links without their end", "- 见[甲](https://a.b/c\n- [乙](https://a.b/d\n  \"e\")\n\n`[丙](https://a.b`", "L(P 见<https://a.b/c|甲>)(P <https://a.b/d|乙>)\nP [丙](https://a.b", "md-link-open md-link-title"},
		{"markup of other programs", "::: {.wide}\n甲\n\n:::\n\n乙{.u}和`{.u}`，{张三}，\\{.u}\n\n[TOC]\n\n==丙==，a==b==c\n\n~ ::", "P 甲\nP 乙{.u}和{.u}，{张三}，{.u}\nP ==丙==，a==b==c\nP ~ ::", "md-attribute md-attribute md-dialect md-attribute md-dialect"},
		{"spans", "会议要求[务必]{.dot}，[王小明]{.name}[李华]{.name}读[水浒传]{.book}。[甲**乙**[丙]{.name}丁]{ .dot  .u }", "P 会议要求D{务必}，N{王小明}N{李华}读B{水浒传}。UD{甲}*UD{乙}*ND{丙}UD{丁}", ""},
		{"spans across emphasis and links", "**甲[乙**丙]{.u} [丁](https://a.b/[e]{.u}) [己[庚](https://a.b/c)]{.u}很好![辛]{.u}", "P *甲**U{乙}*U{丙} <https://a.b/[e]{.u}|丁> U{己}<https://a.b/c|U{庚}>很好!U{辛}", ""},
		{"readings", "[重庆]{chóng qìng}、[沉重]{chénzhòng}、[漢字]{かんじ}、[東京]{とう きょう}、[重]{ㄔㄨㄥˊ}、[女]{nu\u030C}", "P [重]{chóng}[庆]{qìng}、[沉重]{chénzhòng}、[漢字]{かんじ}、[東]{とう}[京]{きょう}、[重]{ㄔㄨㄥˊ}、[女]{nǔ}", ""},
		{"no spans", "[1]{…}、[注]{略}、\\[甲]{.dot}、[甲\\]{.dot}、[a1]{b}、[甲1]{jiǎ}、`[乙]{.u}`、[丙]\\{.dot}、[丁{.u}", "P [1]{…}、[注]{略}、[甲]{.dot}、[甲]{.dot}、[a1]{b}、[甲1]{jiǎ}、[乙]{.u}、[丙]{.dot}、[丁{.u}", "md-dialect"},
		{"nearly spans", "[甲]{dot}、[乙]{.dots}、[丙] {.u}、【丁】{.name}、[戊]{。book}、[己]{着重号}、[]{.u}、[庚]{.wide}、[辛]{xin1}、[重庆市]{chóng qìng}、[abc]{.dot}", "P [甲]{dot}、[乙]{.dots}、[丙] {.u}、【丁】{.name}、[戊]{。book}、[己]{着重号}、[]{.u}、[庚]{.wide}、[辛]{xin1}、[重庆市]{chóng qìng}、D{abc}", "md-span md-span md-span md-span md-span md-span md-span md-dialect md-ruby-tone md-ruby-count md-span-none"},
		{"formulas", "取$w_{i}*x_{i}*$，价$5、$6_a$和$ a_1 $。\n\n由\n$$\n\\left\\{ a_i*b_j* \\\\\n= c \\\\\n- d\n$$\n可得$$e=f$$。\n\n$$\ng\n\n`$h_1$`", "P 取$w_{i}*x_{i}*$，价$5、$6_a$和$ a_1 $。\nP 由\nP $$⏎\\left\\{ a_i*b_j* \\\\⏎= c \\\\⏎- d⏎$$\nP 可得$$e=f$$。\nP $$ g\nP $h_1$", "md-formula md-formula md-formula md-formula"},
		{"formulas in quotations", "> $$a\n> _b_$$\n> 乙\n\n- $$\n  c_1\n  $$", "Q(P $$a⏎_b_$$\nP 乙)\nL(P $$⏎c_1⏎$$)", "md-formula md-formula"},
		{"formulas without markup", "r^2=p^2+q^2。\n\n10^4,10^6和5^2y^3，(x+y)^2(x-y)^2。\n\nCa^2+^Cl，s^2−1^，t^(n+1)^u、10^-3^mol", "P r^2=p^2+q^2。\nP 10^4,10^6和5^2y^3，(x+y)^2(x-y)^2。\nP Ca^2+^Cl，s^2−1^，t^(n+1)^u、10^-3^mol", "md-formula md-formula md-formula md-formula"},
		{"hash marks", "#一、甲\n\n#话题# 乙\n\n#1 机组\n\n## 丙", "P #一、甲\nP #话题# 乙\nP #1 机组\nH2 丙", "md-heading-space"},
	} {
		t.Run(c.name, func(t *testing.T) {
			log := &diag.List{}
			l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
			blocks, ok := l.markdown(&diag.Source{Path: "a.md", Data: []byte(c.text)}, "")
			var codes []string
			for _, d := range log.Items() {
				codes = append(codes, string(d.Code))
			}
			if got := show(blocks); got != c.want || !ok || strings.Join(codes, " ") != c.codes {
				t.Errorf("got  %s\nwant %s\n%v", got, c.want, codes)
			}
			checkPlaces(t, blocks)
		})
	}
}

func TestPlain(t *testing.T) {
	long := "一、" + strings.Repeat("甲", 50)
	for _, c := range []struct{ name, text, want, codes string }{
		{"paragraphs", "　　甲 \n\n \t乙\n", "P 甲\nP 乙", ""},
		{"line ends", "甲\r\n乙\r丙\f丁\n\r戊", "P 甲\nP 乙\nP 丙\nP 丁\nP 戊", ""},
		{"nothing", "\n　\t\r\n", "", ""},
		{"spaces inside stay", "甲　乙  丙\t丁", "P 甲　乙  丙\t丁", ""},
		{"markup is text", "# **甲**", "P # **甲**", "plain-markdown"},
		{"headings", "一、总则\n（一）目的\n1. 范围\n（1）对象\n正文。", "H1 一、总则\nH2 （一）目的\nH3 1. 范围\nH4 （1）对象\nP 正文。", "plain-heading plain-heading plain-heading plain-heading"},
		{"a sequence", "一、甲\n正文\n（一）乙\n正文\n（二）丙\n正文\n二、丁\n正文", "H1 一、甲\nP 正文\nH2 （一）乙\nP 正文\nH2 （二）丙\nP 正文\nH1 二、丁\nP 正文", ""},
		{"full-width and other shapes", "十二、甲\n正文\n(二)乙\n正文\n3．丙\n正文", "H1 十二、甲\nP 正文\nH2 (二)乙\nP 正文\nH3 3．丙\nP 正文", "plain-heading plain-heading plain-heading"},
		{"numbered sentences", "一、会议指出。\n正文", "P 一、会议指出。\nP 正文", ""},
		{"run-in headings", "（一）加强领导。各单位要重视\n正文", "P （一）加强领导。各单位要重视\nP 正文", ""},
		{"long", long + "\n正文", "P " + long + "\nP 正文", ""},
		{"items of a list", "一、甲\n二、乙\n三、丙\n正文", "P 一、甲\nP 二、乙\nP 三、丙\nP 正文", ""},
		{"headings below heads in paragraphs", "一、要求。坚持统筹。\n二、任务\n（一）甲库。完成加固。\n（二）渠道\n正文\n三、时间\n正文", "P 一、要求。坚持统筹。\nH1 二、任务\nP （一）甲库。完成加固。\nH2 （二）渠道\nP 正文\nH1 三、时间\nP 正文", ""},
		{"items of sentences", "一、甲完成了加固。\n二、乙\n正文\n1. 甲库。完成加固。\n2. 乙库\n正文", "P 一、甲完成了加固。\nP 二、乙\nP 正文\nP 1. 甲库。完成加固。\nP 2. 乙库\nP 正文", ""},
		{"at the end", "正文\n一、甲", "P 正文\nP 一、甲", ""},
		{"numbers", "3.5 万人\n正文\n2021.10\n正文", "P 3.5 万人\nP 正文\nP 2021.10\nP 正文", ""},
		{"times", "1. 时间：10月8日\n正文", "P 1. 时间：10月8日\nP 正文", ""},
		{"enumerations", "三、四年级各班\n正文\n七、八月防汛\n正文\n一、三等奖名单\n正文\n十、十一月气温\n正文\n二、三、四组\n正文",
			"P 三、四年级各班\nP 正文\nP 七、八月防汛\nP 正文\nP 一、三等奖名单\nP 正文\nP 十、十一月气温\nP 正文\nP 二、三、四组\nP 正文", ""},
		{"names with a number", "（三）班获得流动红旗\n正文\n（二）标段开工\n正文", "P （三）班获得流动红旗\nP 正文\nP （二）标段开工\nP 正文", ""},
		{"numerals in headings", "一、二十大精神\n正文\n二、二季度要点\n正文\n三、一季度回顾\n正文", "H1 一、二十大精神\nP 正文\nH1 二、二季度要点\nP 正文\nH1 三、一季度回顾\nP 正文", ""},
		{"a doubtful heading in sequence", "一、二季度回顾\n正文\n二、下一步打算\n正文", "H1 一、二季度回顾\nP 正文\nH1 二、下一步打算\nP 正文", "plain-heading"},
		{"doubtful words between sure headings", "一、总则\n正文\n二、三项措施\n正文\n三、附则\n正文", "H1 一、总则\nP 正文\nH1 二、三项措施\nP 正文\nH1 三、附则\nP 正文", ""},
		{"an enumeration among headings", "一、比赛办法\n正文\n一、二等奖各3名\n正文\n二、报名\n正文", "H1 一、比赛办法\nP 正文\nP 一、二等奖各3名\nP 正文\nH1 二、报名\nP 正文", ""},
		{"班 in a sequence", "（一）班子建设\n正文\n（二）队伍建设\n正文", "H2 （一）班子建设\nP 正文\nH2 （二）队伍建设\nP 正文", ""},
		{"a list in one line", "1. 甲　2. 乙\n正文\n（1）甲（2）乙\n正文\n一、甲　二、乙\n正文\n1. 甲　男　五十岁\n正文", "P 1. 甲　2. 乙\nP 正文\nP （1）甲（2）乙\nP 正文\nP 一、甲　二、乙\nP 正文\nP 1. 甲　男　五十岁\nP 正文", ""},
		{"letterspaced headings", "1. 总　则\n正文\n2.　范　围\n正文", "H3 1. 总　则\nP 正文\nH3 2.　范　围\nP 正文", ""},
		{"attachments", "正文。\n　　附件：1. 任务表\n　　　　　2. 名单\n　　　　　3．地图\n某办", "P 正文。\nP 附件：1. 任务表\nP 　　　2. 名单\nP 　　　3．地图\nP 某办", ""},
		{"attachments named after a year", "正文。\n附件：1.2026年度任务表\n　　　2.2025—2026年清单\n　　　3.月报表\n某办", "P 正文。\nP 附件：1.2026年度任务表\nP 　　　2.2025—2026年清单\nP 　　　3.月报表\nP 某办", ""},
		{"attachments below their word", "附件：\n1. 任务表\n2. 名单\n\n某办", "P 附件：\nP 1. 任务表\nP 2. 名单\nP 某办", ""},
		{"headings after an attachment", "附件：实施方案\n1. 总则\n正文\n2. 附则\n正文", "P 附件：实施方案\nH3 1. 总则\nP 正文\nH3 2. 附则\nP 正文", ""},
		{"no headings by backslash", "\\一、甲\n正文\n\\（一）乙\n正文\n\\1. 丙\n正文", "P 一、甲\nP 正文\nP （一）乙\nP 正文\nP 1. 丙\nP 正文", ""},
		{"two backslashes", "\\\\一、甲\n正文", "P \\一、甲\nP 正文", ""},
		{"backslashes of the copy", "\\\\server\\一、甲\n\\甲\n\\1、乙\n\\一、丙。\nE:\\1. 丁\n\\", "P \\\\server\\一、甲\nP \\甲\nP \\1、乙\nP \\一、丙。\nP E:\\1. 丁\nP \\", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := &diag.Source{Data: []byte(c.text)}
			log := &diag.List{}
			blocks := (&loader{log: log}).plainText(c.text, whole(src))
			if got, codes := show(blocks), codesOf(log); got != c.want || codes != c.codes {
				t.Errorf("got  %s\nwant %s\n%s", got, c.want, codes)
			}
			checkPlaces(t, blocks)
		})
	}
}

// codesOf returns the codes of all findings in their order.
func codesOf(log *diag.List) string {
	var codes []string
	for _, d := range log.Items() {
		codes = append(codes, string(d.Code))
	}
	return strings.Join(codes, " ")
}

// TestPlainMarkup: Markdown and HTML in plain text are reported once a file, and
// signs of ordinary copy are not.
func TestPlainMarkup(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"## 一、算账\n甲\n### 二", "plain-markdown heading"},
		{"甲\n**乙丙**丁", "plain-markdown emphasis"},
		{"全面**压实责任**，抓好落实", "plain-markdown emphasis"},
		{"|甲|乙|\n|:--|--:|\n|丙|丁|", "plain-markdown table"},
		{"> 编者按：甲", "plain-markdown quotation"},
		{"```\n甲\n```", "plain-markdown code"},
		{"见[说明](https://a.example/b)。", "plain-markdown link"},
		{"# 甲\n**乙**\n> 丙", "plain-markdown heading, emphasis, quotation"},
		{"<p>甲</p><br/>", "plain-html"},
		{"甲&nbsp;&nbsp;乙", "text-entity a blank"},
		{"甲&amp;乙，A &lt; B", `text-entity "&"`},
		{"<b>甲</b>&#8226;乙", `plain-html; text-entity "•"`},
		{"R&D;、&甲;、&x;", ""},
		{"韩**和蒋**，张**、李**到会", ""},
		{"138****1234，____年____月，5**2=25，2**3**4", ""},
		{"#1 机组并网\n#话题#\n# 2 机组", ""},
		{">40微克的天数\n>= 5 米\n<10 人\n> 5%", ""},
		{"甲|乙|丙\n----\n————", ""},
		{"a<b>c、x < y、<甲>、A&B;", "plain-html"},
		{"x < y、<甲>、A&B;、<<乙>>", ""},
		{"[1](略)、[注](见附件)、*注：甲*", ""},
		{"排放CO~2~和m^3^", "plain-markdown script"},
		{"[渡口]{.dot}", "plain-markdown span"},
		{"[重庆]{chóng qìng}", "plain-markdown span"},
		{"1~3月、4~6月，5~6~7，(^o^)，[甲]{乙}，https://a.example/~b~", ""},
	} {
		log := &diag.List{}
		(&loader{log: log}).plainText(c.text, whole(&diag.Source{Data: []byte(c.text)}))
		var got []string
		for _, d := range log.Items() {
			line := string(d.Code)
			if names, ok := d.Args[len(d.Args)-1].(diag.Term); ok {
				line += " " + strings.NewReplacer("a heading", "heading", "a table", "table", "a quotation", "quotation", "a code block", "code", "a link", "link", "a script", "script", "a span", "span").Replace(names.EN)
			}
			got = append(got, line)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestTabbedRows: lines with tabs that follow each other are reported once as a
// table, in text files, in Markdown and in the manifest.
func TestTabbedRows(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"a.txt", "断面\t类别\n石桥\t良好\n柳湾\t\n", 1},
		{"a.txt", "甲\t乙\n\n丙\t\t丁\n正文\n戊\t己\n庚\t辛", 1},
		{"a.txt", "姓名：\t性别：\t年龄：\n正文\n\t缩进\n\t缩进\n联系人\t张三", 0},
		{"a.md", "断面\t类别\n石桥\t良好\n", 1},
		{"a.md", "断面\t类别\n\n石桥\t良好\n", 1},
		{"a.md", "断面\t类别\t\n正文\n", 0},
	} {
		log := &diag.List{}
		loadFrom(memory{c.name: []byte(c.text)}, "issue.toml", []byte(head+"[[section.article]]\ntitle = \"题\"\nfile = \""+c.name+"\"\n"), Options{}, log)
		if got := strings.Count(codesOf(log), "text-table"); got != c.want {
			t.Errorf("%q: %d findings, want %d", c.text, got, c.want)
		}
	}
}

// TestWebPage: web pages and XML are refused whatever their ending.
func TestWebPage(t *testing.T) {
	for _, c := range []struct {
		raw, want string
	}{
		{"<!DOCTYPE html>\n<p>甲", "a web page"},
		{"\xEF\xBB\xBF\r\n<HTML xmlns:o=\"x\">", "a web page"},
		{"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">", "a web page"},
		{"<!-- saved -->\n<html>", "a web page"},
		{"\xFF\xFE<\x00h\x00t\x00m\x00l\x00>\x00", "a web page"},
		{"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "a web page"},
		{"<?xml version=\"1.0\"?><w:wordDocument>", "an XML document"},
		{"<htmlx>", ""}, {"<p>甲</p>", ""}, {"甲<html>", ""}, {"MIME-Version: 是什么", ""}, {"", ""},
	} {
		if kind, _ := documentByMagic([]byte(c.raw)); kind.EN != c.want {
			t.Errorf("%q is %q, want %q", c.raw, kind.EN, c.want)
		}
	}
}

// TestRepeated: title, author and source that stand in the text too are printed
// once.
func TestRepeated(t *testing.T) {
	const fields = "title = \"关于春灌\\n的通知\"\nauthor = \"张三\"\nsource = \"镇办公室\"\nfile = "
	for _, c := range []struct{ name, text, want, keys string }{
		{"a.txt", "关于春灌的通知\n甲\n（来源：镇办公室）", "P 甲", "title source"},
		{"a.txt", "　关于 春灌的通知\n文/张三\n甲。(来源:镇办公室)", "P 甲。", "title author source"},
		{"a.txt", "甲\n稿源：镇办公室", "P 甲", "source"},
		{"a.txt", "关于春灌\n的通知\n甲", "P 甲", "title"},
		{"a.txt", "关于春灌\n甲\n的通知", "P 关于春灌\nP 甲\nP 的通知", ""},
		{"a.txt", "关于春灌\n的通知", "P 关于春灌\nP 的通知", ""},
		{"a.txt", "甲\n（来源：县办公室）", "P 甲\nP （来源：县办公室）", ""},
		{"a.txt", "关于春灌的通知", "P 关于春灌的通知", ""},
		{"a.txt", "（来源：镇办公室）", "P （来源：镇办公室）", ""},
		{"a.txt", "甲\n关于春灌的通知\n乙", "P 甲\nP 关于春灌的通知\nP 乙", ""},
		{"a.txt", "镇办公室\n甲\n镇办公室", "P 镇办公室\nP 甲\nP 镇办公室", ""},
		{"a.md", "# 关于春灌的通知\n\n甲**乙**（来源：镇办公室）", "P 甲*乙*", "title source"},
		{"a.md", "关于**春灌**的通知\n\n（作者：张三）\n\n甲\n\n- 乙（来源：镇办公室）", "P 甲\nL(P 乙（来源：镇办公室）)", "title author"},
		{"a.txt", "关于\"春灌\"的通知：\n甲\n（作者：张三）", "P 甲", "title author"},
		{"a.txt", "来源：镇办公室　作者：张三\n甲。（张三）", "P 甲。", "source author author"},
		{"a.txt", "甲\n作者：张三  来源：镇办公室", "P 甲", "author source"},
		{"a.txt", "甲\n来源：镇办公室　作者：李四", "P 甲\nP 来源：镇办公室　作者：李四", ""},
		{"a.txt", "甲\n来源：镇办公室　电话：5566", "P 甲\nP 来源：镇办公室　电话：5566", ""},
		{"a.txt", "甲\n（作者：张三）\n（来源：镇办公室）", "P 甲", "author source"},
		{"a.txt", "甲\n张三", "P 甲\nP 张三", ""},
		{"a.txt", "甲，主持人是（张三）\n乙（李四）", "P 甲，主持人是（张三）\nP 乙（李四）", ""},
		{"a.md", "**甲**\n\n乙（文／张三）", "P *甲*\nP 乙", "author"},
	} {
		log := &diag.List{}
		issue := loadFrom(memory{c.name: []byte(c.text)}, "issue.toml", []byte(head+"[[section.article]]\n"+fields+"\""+c.name+"\"\n"), Options{}, log)
		var keys []string
		for _, d := range log.Items() {
			if d.Code == "text-repeated" {
				keys = append(keys, d.Args[0].(string))
			}
		}
		body := issue.Sections[0].Articles[0].Body
		if got := show(body); got != c.want || strings.Join(keys, " ") != c.keys {
			t.Errorf("%q:\n%s\nwant\n%s\n%s", c.text, got, c.want, keys)
		}
		checkPlaces(t, body)
	}
}

// TestAddressOfControl: what no address can have is reported where it stands.
func TestAddressOfControl(t *testing.T) {
	for _, ref := range []string{"&#10;", "&#0;", "&#x7f;", "&Tab;", "&#xd800;"} {
		log := &diag.List{}
		l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
		src := &diag.Source{Path: "a.md", Data: []byte("甲[乙](http://a.b/" + ref + "c)")}
		if _, ok := l.markdown(src, ""); ok || found(log) != "md-reference@9" {
			t.Errorf("%s: %s", ref, found(log))
		}
	}
}

// TestFootnotesOfAsterisks: an item alone in its list, with an asterisk that stands behind a
// word of the text above, may be its footnote.
func TestFootnotesOfAsterisks(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // the words before the asterisk; "": none is told
	}{
		{"灌溉面积12万亩*，用水3亿方。\n\n* 初步统计", "面积12万亩*"},
		{"灌溉面积12万亩*\n* 初步统计", "面积12万亩*"},
		{"| 水库* | 水位（米） |\n| --- | --- |\n| 石塘 | 5 |\n\n* 汛限水位以上", "水库*"},
		{"| 水库 | 水位（米）* |\n| --- | --- |\n| 石塘 | 5 |\n\n* 吴淞高程", "水位（米）*"},
		{"降雨量\\*：12毫米。\n\n* 快报", "降雨量*"},
		{"> 增长5%*\n>\n> * 可比价", "增长5%*"},
		{"# 水费收入*\n\n* 含上年结转", "水费收入*"},
		{"水费*和电费*。\n\n* 快报\n\n税金。\n\n* 决算", ""}, // emphasis
		{"水费*。\n\n电费*。\n\n* 快报\n\n税金。\n\n* 决算", "水费* 水费*"},
		{"灌溉面积12万亩*。\n\n- 初步统计", ""},
		{"灌溉面积12万亩*。\n\n\\* 初步统计", ""},
		{"灌溉面积12万亩*。\n\n* 清淤\n* 护坡", ""},
		{"灌溉面积12万亩*。\n\n* 清淤\n\n泵站\n\n* 检修\n* 试水", ""}, // its bullets
		{"灌溉面积12万亩*。\n\n- 渠道\n* 清淤", ""},
		{"* 清淤\n\n灌溉面积12万亩*。", ""},
		{"渠宽5*3米，管道DN100*50，*重点*工程。\n\n* 清淤", ""},
		{"批示：已阅。——王*\n\n* 清淤", ""},
		{"`make a*`\n\n* 清淤", ""},
		{"| 户主 | 亩数 |\n| --- | --- |\n| 王大* | 5 |\n| 李小* | 6 |\n| 陈二* | 7 |\n\n* 清淤", ""},
		{"**春灌从3月*\n* 开始", ""}, // its partner is missing
	} {
		log := &diag.List{}
		l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
		l.markdown(&diag.Source{Path: "a.md", Data: []byte(c.text)}, "")
		var got []string
		for _, f := range log.Items() {
			if f.Code == "md-star-note" {
				got = append(got, f.Args[1].(string))
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %q", c.text, got)
		}
	}
}

// TestLinesThatContinueShortOnes: one notice counts the lines that continue a line
// that may be complete, and stands at the first of them.
func TestLinesThatContinueShortOnes(t *testing.T) {
	for _, c := range []struct {
		text  string
		first string
		n     int
	}{
		{"水位观测\n  本月无变化。\n\n**测站名单**\n石桥、龙潭", "本月无变化。", 2},
		{"- 灌区泵站\n  正在检修", "正在检修", 1},
		{"石塘水库\n龙潭水库\n青石水库", "龙潭水库", 2},
		{"石塘水库  \n龙潭水库", "", 0}, // a hard break
		{"东站\n西站", "西站", 1},
		{"春望\n杜甫\n国破山河在，城春草木深。", "杜甫", 1},
		{"静夜思\n[唐]李白\n床前明月光，", "[唐]李白", 2},
		{"高渠\n柳岸\n石塘", "柳岸", 2},
		{"甲\n乙", "", 0},                 // too short
		{"公告\n今日起停水检修，", "今日起停水检修，", 1}, // the first line
		{"水库已完成，\n检修\n今日起放水，", "", 0},   // another one
		{"启用日期\n三月\n放水", "三月", 2},
		{"联系人：高渠\n石塘镇办公室", "石塘镇办公室", 1},
		{"河口、青石\n先放水", "先放水", 1},
		{"高**\n柳**\n程*", "柳**", 1},
		{"⑤身体健康\n联系电话", "联系电话", 1},
		{"[通知](https://example.org/2024/a.html)\n各村", "各村", 1},
		{"工作如下\n◆修渠", "◆修渠", 1},
		{"> \\[!提示]\n> 引文。", "", 0},
		{"村民代表说，\n水位稳定", "", 0}, // a mark
		{"全镇共有\n12座", "12座", 1},
		{"4月 放水\n5月 清淤\n6月 检修", "5月 清淤", 2},
		{"201室 党组会\n202室 座谈会", "202室 座谈会", 1},
		{"值班电话\n0575-86201234", "0575-86201234", 1},
		{"60% 完成\n40% 在建", "40% 在建", 1},
		{"@高渠 请报送\n@柳岸 请核对", "@柳岸 请核对", 1},
		{"#春灌#\n#防汛#", "#防汛#", 1},
		{"2×3=6\n3×3=9", "3×3=9", 1},
		{"¹ 县志\n² 年鉴", "² 年鉴", 1},
		{"水费收入\n￥1200", "￥1200", 1},
		{"网址\nwww.example.org", "www.example.org", 1},
		{"他们的研究\n[2]表明", "", 0},            // the mark of a reference
		{"水量 =\n12 方", "", 0},              // it goes on
		{"水位上涨，流量\n（12方）增加", "", 0},        // in brackets
		{"abcd\nefgh", "", 0},              // Latin
		{"4月 放水  \n5月 清淤\\\n6月 检修", "", 0}, // hard breaks
		{"今年全镇清理渠道，检修水泵一共有\n120台，完成投资约有一千五百万元，比去年\n增加了", "", 0},     // long enough to be wrapped
		{"全镇清理渠道、检修水泵共\n12处，加固堤防、护岸共有\n34处，新修涵闸、泵站共有\n56处。", "", 0}, // wrapped
		{"今年全镇清理渠道十二公里并检修水泵\n八台", "", 0},                            // long enough to be wrapped
	} {
		log := &diag.List{}
		l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
		l.markdown(&diag.Source{Path: "a.md", Data: []byte(c.text)}, "")
		n, first := 0, ""
		for _, f := range log.Items() {
			if f.Code == "md-joined" {
				n, first = f.Args[0].(int), f.Span.Text()
			}
		}
		if n != c.n || first != c.first {
			t.Errorf("%q: %d, the first %q", c.text, n, first)
		}
	}
}

// The source of the manifest may have the word that the form prints before it.
func TestRepeatedSourceWithItsWord(t *testing.T) {
	for _, source := range []string{"来源：镇办公室", "（来源：镇办公室）", "（镇办公室）", "稿源:镇办公室"} {
		log := &diag.List{}
		issue := loadFrom(memory{"a.txt": []byte("甲\n（来源：镇办公室）")}, "issue.toml", []byte(head+"[[section.article]]\ntitle = \"题\"\nfile = \"a.txt\"\nsource = \""+source+"\"\n"), Options{}, log)
		if got := show(issue.Sections[0].Articles[0].Body); got != "P 甲" || !strings.Contains(codesOf(log), "text-repeated") {
			t.Errorf("%s: %s, %s", source, got, codesOf(log))
		}
	}
}
