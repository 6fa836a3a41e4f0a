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
		case *content.Heading:
			fmt.Fprintf(&b, "H%d %s", x.Level, showInlines(x.Inlines))
		case *content.Quote:
			b.WriteString("Q(" + show(x.Blocks) + ")")
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

func showInlines(in []content.Inline) string {
	var b strings.Builder
	for _, x := range in {
		run, ok := x.(content.Run)
		if !ok {
			b.WriteString("⏎")
			continue
		}
		s := run.Value
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
		case *content.List:
			for _, item := range x.Items {
				checkPlaces(t, item)
			}
			span = x.Span
		case *content.Picture:
			span = x.Span
			for _, text := range []content.Text{x.File, x.Alt, x.Caption, x.Credit, x.Width} {
				if at := text.Place.At(0, len(text.Value)); text.Value != "" && (at.Source == nil || at.Start >= at.End || at.End > len(at.Source.Data)) {
					t.Fatalf("%q is at %d–%d", text.Value, at.Start, at.End)
				}
			}
			for _, text := range []content.Text{x.Caption, x.Credit} {
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
			run, ok := i.(content.Run)
			if !ok {
				continue
			}
			text += len(run.Value)
			for off, r := range run.Value {
				n := utf8.RuneLen(r)
				at := run.Place.At(off, off+n)
				if got := at.Text(); got != run.Value[off:off+n] && !strings.ContainsAny(got, "\\&\n\r\f") &&
					(at.Start == 0 || !strings.ContainsAny(string(at.Source.Data[max(0, at.Start-40):at.Start]), "&\\")) {
					t.Fatalf("%q of %q is at %q", r, run.Value, got)
				}
			}
		}
		if in != nil && text == 0 {
			t.Fatal("a paragraph without text")
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
		{"emphasis", "**甲***乙*_丙_ ***丁*** a*b*c", "P *甲*_乙丙_ *_丁_* a*b*c"},
		{"emphasis beside full-width marks", "对**“两高”**项目，**（院）**开会**《甲》**。", "P 对*“两高”*项目，*（院）*开会*《甲》*。"},
		{"bold beside Han", "对**“两高”、双碳项目**，增长**5%**的，**重点**是**（一）**和**《甲》**结合", "P 对*“两高”、双碳项目*，增长*5%*的，*重点*是*（一）*和*《甲》*结合"},
		{"runs that are copy", "6*4*3米，DN80*60，177****0042，____年__5__月，x__y__z，甲类*、乙类*，带*的", "P 6*4*3米，DN80*60，177****0042，____年__5__月，x__y__z，甲类*、乙类*，带*的"},
		{"stars that are none", "2 * 3 * 4 和 \\*甲\\*", "P 2 * 3 * 4 和 *甲*"},
		{"links", "[甲](http://a.b/c_d \"t\") <http://e.f> <g@h.i> [乙][x]\n\n[x]: https://j", "P <http://a.b/c_d|甲> <http://e.f|http://e.f> <mailto:g@h.i|g@h.i> <https://j|乙>"},
		{"references in addresses", "[甲](http://a.b/?a=1&amp;b=2) [乙](<http://a.b/?q=&#65;&#x42;&lpar;>) [丙][x] [丁](http://a.b/\\&amp;\\_&nosuch;&c=3&amp) <http://e.f/?a=1&amp;b>\n\n[x]: http://a.b/&eacute;?&lt;",
			"P <http://a.b/?a=1&b=2|甲> <http://a.b/?q=AB(|乙> <http://a.b/é?<|丙> <http://a.b/&amp;_&nosuch;&c=3&amp|丁> <http://e.f/?a=1&amp;b|http://e.f/?a=1&amp;b>"},
		{"entities and escapes", "&amp;&lt;&#30002;&#x4E59; \\# \\甲 &nosuch; AT&T", "P &<甲乙 # \\甲 &nosuch; AT&T"},
		{"code span", "`a*b*` 和 `` c`d ``", "P a*b* 和 c`d"},
		{"quote", "> 编者按：甲\n乙\n>\n> 丙", "Q(P 编者按：甲乙\nP 丙)"},
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
		{"equal leading zeros", "01. 甲\n01. 乙", "L1[01.](P 甲)[02.](P 乙)", "md-list-numbers"},
		{"parentheses", "1) 甲\n2) 乙", "L1[1)](P 甲)[2)](P 乙)", "md-list-numbers"},
		{"interrupted", "1. 甲\n\n中间\n\n2. 乙", "L1(P 甲)\nP 中间\nL2(P 乙)", ""},
		{"nested numbers", "1. 甲\n   1. 乙\n   9. 丙\n2. 丁", "L1(P 甲\nL1[1.](P 乙)[9.](P 丙))(P 丁)", "md-list-numbers"},
		{"numbers before blocks", "3. # 甲\n1. > 乙", "L3[3.](H1 甲)[1.](Q(P 乙))", "md-list-numbers"},
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
		{"quotations", ">甲\n\n> 5乙", "Q(P 甲)\nQ(P 5乙)", ""},
		{"paths", `材料在 E:\_上报\_三月 和 \\server\share 里，\*甲\*，` + "`E:\\_x`", `P 材料在 E:_上报_三月 和 \server\share 里，*甲*，E:\_x`, "md-path md-path"},
		{"parentheses after brackets", "见[注](略)和[*甲*](见 附件)，[a]()、[乙](https://a.b/c)。", "P 见[注](略)和[_甲_](见 附件)，[a]()、<https://a.b/c|乙>。", "md-not-link md-not-link"},
		{"blank before the address", "[甲] (https://a.b)和［乙］（https://c.d/e）", "P [甲] (https://a.b)和［乙］（https://c.d/e）", "md-link-form md-link-form"},
		{"HTML of text", "甲<br>乙<B>丙</B>和<em>丁<strong>戊</strong></em>己<br/>庚", "P 甲⏎乙*丙*和_丁_*_戊_*己⏎庚", ""},
		{"comments", "甲<!-- 注 -->乙\n\n<!-- 两\n\n行 -->\n\n丙", "P 甲乙\nP 丙", "md-comment"},
		{"levels", "##### 甲\n\n###### 乙", "H4 甲\nH4 乙", "md-heading"},
		{"front matter", "---\ntitle: 甲\ntags: [乙]\n---\n\n丙", "P 丙", "md-front-matter"},
		{"other dialects", "公式$E=mc^2$，$5和$6。\n\n- [x] 甲\n- [ ] 乙\n\n~~丙~~丁，`~~x~~`", "P 公式$E=mc^2$，$5和$6。\nL(P [x] 甲)(P [ ] 乙)\nP ~~丙~~丁，~~x~~", "md-formula md-task md-task md-strike"},
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
	for _, c := range []struct{ name, text, want string }{
		{"paragraphs", "　　甲 \n\n \t乙\n", "P 甲\nP 乙"},
		{"line ends", "甲\r\n乙\r丙\f丁\n\r戊", "P 甲\nP 乙\nP 丙\nP 丁\nP 戊"},
		{"nothing", "\n　\t\r\n", ""},
		{"spaces inside stay", "甲　乙  丙\t丁", "P 甲　乙  丙\t丁"},
		{"markup is text", "# **甲**", "P # **甲**"},
		{"headings", "一、总则\n（一）目的\n1. 范围\n（1）对象\n正文。", "H1 一、总则\nH2 （一）目的\nH3 1. 范围\nH4 （1）对象\nP 正文。"},
		{"full-width and other shapes", "十二、甲\n正文\n(二)乙\n正文\n3．丙\n正文", "H1 十二、甲\nP 正文\nH2 (二)乙\nP 正文\nH3 3．丙\nP 正文"},
		{"numbered sentences", "一、会议指出。\n正文", "P 一、会议指出。\nP 正文"},
		{"run-in headings", "（一）加强领导。各单位要重视\n正文", "P （一）加强领导。各单位要重视\nP 正文"},
		{"long", long + "\n正文", "P " + long + "\nP 正文"},
		{"items of a list", "一、甲\n二、乙\n三、丙\n正文", "P 一、甲\nP 二、乙\nP 三、丙\nP 正文"},
		{"at the end", "正文\n一、甲", "P 正文\nP 一、甲"},
		{"numbers", "3.5 万人\n正文\n2021.10\n正文", "P 3.5 万人\nP 正文\nP 2021.10\nP 正文"},
		{"times", "1. 时间：10月8日\n正文", "P 1. 时间：10月8日\nP 正文"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := &diag.Source{Data: []byte(c.text)}
			blocks := (&loader{log: &diag.List{}}).plainText(c.text, whole(src))
			if got := show(blocks); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			checkPlaces(t, blocks)
		})
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
