package proof

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
)

// check proofreads paragraphs and returns its findings as text.
func check(lang string, off []diag.Code, paragraphs ...string) string {
	issue := &content.Issue{Publication: content.Publication{Lang: lang}, ProofOff: off}
	var body []content.Block
	for i, p := range paragraphs {
		src := &diag.Source{Path: fmt.Sprint(i), Data: []byte(p)}
		body = append(body, &content.Paragraph{Inlines: []content.Inline{
			content.Run{Value: p, Place: diag.Place{Source: src, Steps: []diag.Step{{Off: 0, Src: 0}}}},
		}})
	}
	issue.Sections = []content.Section{{Articles: []content.Article{{Body: body}}}}
	log := &diag.List{}
	Check(issue, nil, log)
	var out []string
	for _, d := range log.Items() {
		s := fmt.Sprintf("%s %s", strings.TrimPrefix(string(d.Code), "proof-"), d.Span.Text())
		if d.Fix.Write != "" {
			s += " → " + d.Fix.Write
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// TestCheck: what RULES 10.1 lists is warned of, and ordinary copy is not.
func TestCheck(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// Nothing to mark.
		{"省委、省政府召开“两高”项目‘督查’会议。", "quote-level ‘ → “…”"},
		{"学习“贯彻‘七一’讲话”（2021年）——《通知》……", ""},
		{"对“VOCs”治理，don’t stop，O₃ 3 个县 10:30 至 11:00，1,234.56 mg/L。", ""},
		{"如：1）甲；2）乙；a) 丙；（一）丁", ""},
		{"2020年—2021年，10—12℃，A—B，k—means", ""},
		{"他说：“好！”“是吗？！”", ""},
		{"http://example.org/a,b;c?d=e--f 和 a@b.cn", ""},
		{"See (Smith, 2020) – “quoted” text, isn’t it?", ""},
		{"He said “a ‘b’ c”… and left", ""},
		{"第3版（修订）[1]。", ""},
		{"目　录", ""},
		{"月平均水位（单位：m），红柱为最高值（共计、10）", ""},
		{"分两步（一是先 1）甲，再 2）乙）进行", ""},
		{"取值在[0.5, 1)内，或(−∞, 3]、(a,b]之间", ""},
		{"表中“—”为空白，“…”为略，「—」同前", ""},
		{"— 责任人：甲", ""},
		{"— 鲁迅", "dash — → ——; space  "},
		{"甲— 责任人：乙", "dash — → ——; space  "},
		// Partners.
		{"见[1，2)和(甲]", "unclosed (; unopened ]"},
		{"甲—”是乙", "dash — → ——; unopened ”"},
		{"“甲", "unclosed “"},
		{"甲”", "unopened ”"},
		{"（甲", "unclosed （"},
		{"某）乙", "unopened ）"},
		{"（甲）丙）", "unopened ）"},
		{"ⅰ) 丁；ⅱ) 某；①）某；注1）：某，甲）某，乙)某", ""},
		{"下注1）某", "unopened ）"},
		{"’98抗洪，纪念’08。", ""},
		{"’1998年", "unopened ’"},
		// Blanks.
		{"请填写（      ），《  》，共（  ）人", ""},
		{"请填写（ ），（  甲）", "space  "},
		{"（1） 某项", ""},
		{"10） 某项", ""},
		{"一、 标题 ，某", "space  "},
		{"（一） 标题", ""},
		{"某（1） 项、 目", "space  ; space  "},
		{"（“甲）”", "nesting ）"},
		{"《甲〉", "unclosed 《; unopened 〉"},
		{"“甲“", "turned “ → ”"},
		{"”甲”", "turned ” → “"},
		{"（甲)", "shape ) → ）"},
		{"(甲）", "shape ） → )"},
		{"【甲］", "shape ］ → 】"},
		{"“甲“乙”丙”", "quote-level “ → ‘…’"},
		{"‘甲’", "quote-level ‘ → “…”"},
		{"“甲‘乙’丙”", ""},
		{"“甲‘乙“丙”乙’”", ""},
		{"甲”乙“丙”", "unopened ”"},
		// ASCII.
		{"甲,乙;丙:丁?戊!", "ascii-mark , → ，; ascii-mark ; → ；; ascii-mark : → ：; ascii-mark ? → ？; ascii-mark ! → ！"},
		{"甲.", "ascii-mark . → 。"},
		{"甲.乙", "ascii-mark ."},
		{"古丽.阿依江、祖农.玉素甫到会。", "ascii-mark .; ascii-mark ."},
		{"全镇已经完成春灌任务.各村正在检修渠道", "ascii-mark . → 。"},
		{"三.总体要求", "ascii-mark . → 、"},
		{"　　十二,保障措施", "ascii-mark , → 、"},
		{"第三,抓紧", "ascii-mark , → ，"},
		{"二Ｏ一九年、三Ｏ号", ""},
		{"Ｏ型", "full-width Ｏ → O"},
		{"用6\"水管12根、4\"阀门", ""},
		{"评为\"3A\"级和\"2025\"工程", "straight-quote \"; straight-quote \"; straight-quote \"; straight-quote \""},
		{"增长8%,同比", "ascii-mark , → ，"},
		{"VOCs,治理", "ascii-mark , → ，"},
		{"(来源:办公室)", "ascii-mark (来源:办公室) → （…）; ascii-mark : → ："},
		{"他说\"好\"", `straight-quote "; straight-quote "`},
		{"a 12\" screen", ""},
		// Doubled marks, ellipses, dashes.
		{"甲，，乙。。丙、，丁", "doubled ，， → ，; doubled 。。 → 。; doubled 、，"},
		{"甲...乙", "ellipsis ... → ……"},
		{"甲。。。乙", "ellipsis 。。。 → ……"},
		{"甲…乙", "ellipsis … → ……"},
		{"甲………乙", "ellipsis ……… → ……"},
		{"甲…………乙", ""},
		{"甲⋯乙", "ellipsis ⋯ → ……"},
		{"—————— ", ""},
		{"　　— — — —", ""},
		{"甲—乙", "dash — → ——"},
		{"公交线路石塘—柳湾—城关—东渡全线开通，水质为Ⅰ—Ⅲ类。", ""},
		{"京广线（北京—广州），周一—周五，上午—下午，三—五年级，①—③项", ""},
		{"开放时间为周一—周五，每天上午—下午，小学一年级—三年级学生参加，自三月—十月开放", ""},
		{"新建石塘—柳湾高速，石塘—柳湾段通车，2020年—2021年", ""},
		{"2019年8月—今，2019.08—至今任所长，1998年—目前；5月上旬—7月中旬，8时—次日8时，初一—初三，三班—六班，35岁—50岁，汛期—今", "dash — → ——"},
		{"五—六年级、两—三天，2020年初—年末，十月—翌年三月，2021—今", ""},
		{"“十二五”—“十三五”期间，冬—春季，《上册》—《下册》", ""},
		{"2008年—今天的城关，成绩来之不易—一是领导重视", "dash — → ——; dash — → ——"},
		{"我们的目标—建成水库—实现了", "dash — → ——; dash — → ——"},
		{"他—一个老人—来了，环境就是民生—这是共识", "dash — → ——; dash — → ——; dash — → ——"},
		{"全镇推行一项制度—田长制，效果明显", "dash — → ——"},
		{"石塘——柳湾—", "dash — → ——"},
		{"甲———乙", "dash ——— → ——"},
		{"甲--乙 -- 丙", "dash -- → ——; dash -- → ——"},
		{"甲──乙", "dash ── → ——"},
		{"a--b", ""},
		{"用 --help 选项，--help 选项", ""},
		{"甲--VOCs", "dash -- → ——"},
		{"页脚用“— 3 —”，不用“—3—”和“— 3”。", "dash —" + " → ——"},
		{"参见 Green Rivers\u200a—\u200aa field guide，另见 A — B", ""},
		// References, faces.
		{"[3] 高渠成. 灌区用水管理. 石塘出版社, 2019.", ""},
		{"高渠成, 柳岸青. 渠道防渗[J/OL]. 水利通讯, 2020, 3(2): 12-15.", ""},
		{"[3] 注,见表。第三.条", "ascii-mark , → ，; ascii-mark ."},
		{"有问题就来找我 :-) 谢谢 ;) 甲:) 乙 :-( 丙", ""},
		{"甲 -)", "unopened )"},
		// Widths and spaces.
		{"１２３人", "full-width １２３ → 123"},
		{"ＡＢ组", "full-width ＡＢ → AB"},
		{"２0２1年", "mixed-width ２0２1 → 2021"},
		{"１．５倍", "full-width １．５ → 1.5"},
		{"甲 ，乙　。“丙 ”", "space  ; space 　; space  "},
		{"甲 、", "space  "},
		{"会议指出， 要抓实；《 办法 》（ 试行 ）执行。他说： “好。”", "space  ; space  ; space  ; space  ; space  ; space  "},
		{"甲 （乙） 丙 —— 丁 …… 戊", "space  ; space  ; space  ; space  ; space  ; space  "},
		{"电话： 0571，网址： https://a.example/", "space  ; space  "},
		{"姓名：　　　性别：　民族：  籍贯：\t年龄", ""},
		{"see “a” and ‘b’ … c — d， e", "space  "},
		{"甲 乙 · 丙 3 个", ""},
		{"see (a )", ""},
	} {
		if got := check("zh-Hans", nil, c.text); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestSequence(t *testing.T) {
	for _, c := range []struct {
		paragraphs []string
		want       string
	}{
		{[]string{"一、甲", "二、乙", "三、丙"}, ""},
		{[]string{"一、甲", "三、丙", "四、丁"}, "sequence 三"},
		{[]string{"一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "（三）己"}, "sequence 三"},
		{[]string{"一、甲", "1. 乙", "2．丙", "（1）丁", "（3）戊", "3. 己"}, "sequence 3"},
		{[]string{"1. 甲", "2. 乙", "正文", "1. 丙", "2. 丁"}, ""},
		{[]string{"九、甲"}, "sequence 九"},
		{[]string{"1.5月20日前排查", "2.6月1日起值班", "3.每日两报", "4.7月底总结"}, ""},
		{[]string{"1.5月20日前排查", "3.6月1日起值班", "3.每日两报"}, "sequence 3"},
		{[]string{"三、四季度投资回升", "七、八月份多雨"}, ""},
		{[]string{"1、2号泵检修", "5、6号泵检修", "2、闸门启闭", "7、8户搬迁", "4、5月底前完成"}, "sequence 4"},
		{[]string{"一、甲", "二、乙", "一、二号楼完工", "三、丙"}, ""},
		{[]string{"3.5 万人", "2021．甲"}, ""},
		{[]string{"1. 甲", "2. 乙", "附件：1. 丙", "2. 丁"}, ""},
		{[]string{"3. 甲", "附件：", "1. 丙", "2. 丁", "4. 戊"}, "sequence 3; sequence 4"},
		{[]string{"附件：1．丙", "3．丁"}, "sequence 3"},
		{[]string{"附件：1.2026年度任务表", "2.2025—2026年度清单", "3.月报表"}, ""},
		{[]string{"附件：1.2026年度任务表", "3.2026年度清单", "4.月报表"}, "sequence 4"},
		{[]string{"1.2026年完成", "2.2027年验收；", "3.月报"}, ""},
		{[]string{"1. 甲", "3.2026年验收", "3. 乙"}, "sequence 3"},
		{[]string{"附件：表", "2. 丁"}, "sequence 2"},
	} {
		if got := check("zh-Hans", nil, c.paragraphs...); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.paragraphs, got, c.want)
		}
	}
}

// marked returns the texts that an article's findings are at.
func marked(body []content.Block) string {
	log := &diag.List{}
	Check(&content.Issue{Sections: []content.Section{{Articles: []content.Article{{Body: body}}}}}, nil, log)
	var at []string
	for _, d := range log.Items() {
		at = append(at, d.Span.Text())
	}
	return strings.Join(at, " ")
}

// TestSequenceOfHeadings: a heading without a number may get one from the theme, so the
// next typed one may count it or not.
func TestSequenceOfHeadings(t *testing.T) {
	for _, c := range []struct{ headings, want string }{
		{"一、甲|乙|三、丙", ""},
		{"一、甲|乙|二、丙", ""},
		{"甲|二、乙|三、丙", ""},
		{"一、甲|乙|四、丙", "四"},
		{"一、甲|三、乙", "三"},
		{"一、甲|乙|三、丙|五、丁", "五"},
	} {
		var body []content.Block
		for i, text := range strings.Split(c.headings, "|") {
			src := &diag.Source{Path: fmt.Sprint(i), Data: []byte(text)}
			body = append(body, &content.Heading{Level: 1, Inlines: []content.Inline{
				content.Run{Value: text, Place: diag.Place{Source: src, Steps: []diag.Step{{Off: 0, Src: 0}}}},
			}})
		}
		if got := marked(body); got != c.want {
			t.Errorf("%s: %v, want %q", c.headings, got, c.want)
		}
	}
}

// TestSequenceOfItems: numbers typed in the items of a list count from item to
// item, and by themselves in each list.
func TestSequenceOfItems(t *testing.T) {
	list := func(items ...string) *content.List {
		l := &content.List{}
		for _, s := range items {
			l.Items = append(l.Items, []content.Block{paragraphOf(s)})
		}
		return l
	}
	for _, c := range []struct {
		body []content.Block
		want string
	}{
		{[]content.Block{list("（1）甲", "（2）乙", "（3）丙"), paragraphOf("丁"), list("（1）戊", "（2）己")}, ""},
		{[]content.Block{list("（1）甲", "（3）丙")}, "3"},
		{[]content.Block{paragraphOf("1. 甲"), list("（1）乙", "（2）丙"), paragraphOf("2. 丁"), list("（2）戊")}, "2"},
		{[]content.Block{&content.List{Ordered: true, Start: 5, Items: [][]content.Block{{paragraphOf("甲"), paragraphOf("6.乙"), paragraphOf("7、丙")}}}}, ""},
		{[]content.Block{&content.List{Labels: []string{"1.", "3."}, Items: [][]content.Block{{paragraphOf("甲"), paragraphOf("3、乙")}, {paragraphOf("丙"), paragraphOf("4、丁")}}}}, "3"},
	} {
		issue := &content.Issue{Sections: []content.Section{{Articles: []content.Article{{Body: c.body}}}}}
		log := &diag.List{}
		Check(issue, nil, log)
		var got []string
		for _, d := range log.Items() {
			if d.Code != "proof-sequence" {
				t.Fatal(d.Code)
			}
			got = append(got, d.Span.Text())
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v, want %s", got, c.want)
		}
	}
}

// TestSequenceOfAutomaticNumbers: automatic numbers are in order wherever their list goes
// on; typed ones behind them count on.
func TestSequenceOfAutomaticNumbers(t *testing.T) {
	for _, c := range []struct {
		automatic bool
		last      string
		want      string
	}{{true, "七、丙", ""}, {false, "四、丙", "四"}, {false, "五、丙", ""}} {
		src := &diag.Source{}
		var body []content.Block
		for i, p := range []string{"一、甲", "四、乙", c.last} {
			u := diag.Unit{Kind: diag.UnitParagraph, Paragraph: i + 1, Off: len(src.Data)}
			if i < 2 || c.automatic {
				u.Unseen = len("一、")
			}
			src.Units = append(src.Units, u)
			src.Data = append(src.Data, p+"\n"...)
			body = append(body, &content.Paragraph{Inlines: []content.Inline{
				content.Run{Value: p, Place: diag.Place{Source: src, Steps: []diag.Step{{Off: 0, Src: u.Off}}}},
			}})
		}
		if got := marked(body); got != c.want {
			t.Errorf("%v: %v, want %s", c, got, c.want)
		}
	}
}

// TestLiteral: code and formulas are not proofread.
func TestLiteral(t *testing.T) {
	src := &diag.Source{Data: []byte("用 ::: {.甲,乙 标签,$\\left\\{(丙)$，丁")}
	run := func(s string, literal bool) content.Run {
		return content.Run{Value: s, Literal: literal, Place: diag.Place{Source: src, Steps: []diag.Step{{Off: 0, Src: strings.Index(string(src.Data), s)}}}}
	}
	issue := &content.Issue{Sections: []content.Section{{Articles: []content.Article{{Body: []content.Block{
		&content.Paragraph{Inlines: []content.Inline{run("用 ", false), run("::: {.甲,乙", true), run(" 标签,", false), run("$\\left\\{(丙)$", true), run("，丁", false)}},
	}}}}}}
	log := &diag.List{}
	Check(issue, nil, log)
	if items := log.Items(); len(items) != 1 || items[0].Code != "proof-ascii-mark" || items[0].Span.Start != strings.Index(string(src.Data), ",$") {
		t.Errorf("%v", items)
	}
}

func TestQuotationOfParagraphs(t *testing.T) {
	if got := check("zh-Hans", nil, "“甲", "“乙", "“丙”"); got != "" {
		t.Error(got)
	}
	if got := check("zh-Hans", nil, "“甲", "乙”"); got != "unclosed “; unopened ”" {
		t.Error(got)
	}
}

func TestTurnedOff(t *testing.T) {
	const text = "“甲,乙..."
	if got := check("zh-Hans", []diag.Code{"proof-ascii-mark"}, text); got != "unclosed “; ellipsis ... → ……" {
		t.Error(got)
	}
	if got := check("zh-Hans", diag.ProofCodes(), text); got != "" {
		t.Error(got)
	}
	if got := check("zh-Hant", nil, "「甲『乙』」 ‘丙’"); got != "space  " {
		t.Error(got)
	}
}

// TestJoin checks that marks are paired across changes of style and forced
// breaks, and that their places are correct.
func TestJoin(t *testing.T) {
	src := &diag.Source{Data: []byte("“**甲”,**乙  \n（丙")}
	run := func(s string) content.Run {
		return content.Run{Value: s, Place: diag.Place{Source: src, Steps: []diag.Step{{Off: 0, Src: strings.Index(string(src.Data), s)}}}}
	}
	issue := &content.Issue{Publication: content.Publication{Lang: "zh-Hans"}}
	issue.Sections = []content.Section{{Articles: []content.Article{{Body: []content.Block{
		&content.List{Items: [][]content.Block{{&content.Quote{Blocks: []content.Block{
			&content.Paragraph{Inlines: []content.Inline{
				run("“"), run("甲”,"), run("乙"), content.Break{Span: diag.Span{Source: src, Start: 19, End: 20}}, run("（丙"),
			}},
		}}}}},
	}}}}}
	log := &diag.List{}
	Check(issue, nil, log)
	var got []string
	for _, d := range log.Items() {
		got = append(got, string(d.Code)+" "+d.Span.Text())
	}
	if want := []string{"proof-ascii-mark ,", "proof-unclosed （"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestBlanksBesideMarkup: a blank between markup and a mark is no mistake of typing, one
// in the text is.
func TestBlanksBesideMarkup(t *testing.T) {
	const source = "**早放水。** 渠首， **三月**；张**， 李"
	src := &diag.Source{Data: []byte(source)}
	run := func(text string) content.Run {
		return content.Run{Value: text, Place: diag.Place{Source: src, Steps: []diag.Step{{Off: 0, Src: strings.Index(source, text)}}}}
	}
	body := []content.Block{&content.Paragraph{Inlines: []content.Inline{run("早放水。"), run(" 渠首， "), run("三月"), run("；张**， 李")}}}
	issue := &content.Issue{Sections: []content.Section{{Articles: []content.Article{{Body: body}}}}}
	issue.Publication.Lang = "zh-Hans"
	log := &diag.List{}
	Check(issue, nil, log)
	if items := log.Items(); len(items) != 1 || items[0].Code != "proof-space" || items[0].Span.Start != strings.LastIndex(source, " ") {
		t.Errorf("got %v", items)
	}
}

// FuzzCheck checks that every finding has a place in the text, that the text
// at the place is what the finding is about, and that a text without a pairing
// mark has no finding about pairs.
func FuzzCheck(f *testing.F) {
	f.Add("“甲（乙‘丙）”,丁……——１2 。\n一、甲...")
	f.Add("”甲”“乙“（(）)")
	f.Add(strings.Repeat("甲,", MaxPerCode+2))
	f.Fuzz(func(t *testing.T, text string) {
		src := &diag.Source{Data: []byte(text)}
		title := content.Text{Value: text, Place: diag.Place{Source: src, Steps: []diag.Step{{Off: 0, Src: 0}}}}
		issue := &content.Issue{Publication: content.Publication{Lang: "zh-Hans", Title: title}}
		log := &diag.List{}
		Check(issue, nil, log)
		for _, d := range log.Items() {
			at := d.Span.Text()
			if at == "" || d.Span.End > len(text) {
				t.Fatalf("%s is at %d–%d", d.Code, d.Span.Start, d.Span.End)
			}
			switch d.Code {
			case "proof-unclosed":
				if closerOf([]rune(at)[0]) == 0 {
					t.Fatalf("%s at %q", d.Code, at)
				}
			case "proof-unopened", "proof-nesting", "proof-shape":
				if openerOf([]rune(at)[0]) == 0 {
					t.Fatalf("%s at %q", d.Code, at)
				}
			case "proof-space":
				if strings.Trim(at, " \t\u3000\u00A0") != "" {
					t.Fatalf("%s at %q", d.Code, at)
				}
			}
			if want := severityOf(d.Code); d.Severity != want {
				t.Fatalf("%s is of severity %v, want %v", d.Code, d.Severity, want)
			}
		}
		if !strings.ContainsAny(text, "“”‘’「」『』（）()〔〕[]［］【】《》〈〉{}｛｝〖〗") {
			for _, d := range log.Items() {
				switch d.Code {
				case "proof-unclosed", "proof-unopened", "proof-nesting", "proof-shape", "proof-turned", "proof-quote-level":
					t.Fatalf("%s in %q", d.Code, text)
				}
			}
		}
	})
}

// severityOf returns the expected severity: Warning, except for the note that
// further findings are not listed.
func severityOf(code diag.Code) diag.Severity {
	if code == "proof-more" {
		return diag.Notice
	}
	return diag.Warning
}
