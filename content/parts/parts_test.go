package parts_test

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/parts"
)

// all returns the rules with which everything is recognized, at a measure of 28 em.
func all() parts.Rules {
	return parts.Rules{Measure: 28, Salutation: true, Attachment: true, Signature: true, RunIn: true, Clause: true, Chapter: true,
		SalutationWords: strings.Fields("局 委 办 部 厅 院 校 所 中心 公司 单位 部门 处室 股室 机构 企业 村委会 政府 同志 代表 委员 领导 老师 同学 朋友 们 委员会 党组 工会 乡镇 街道 学校 中学 小学")}
}

// body returns the blocks that lines stand for: H1 before a heading, / for a forced
// break, L before the first item of a list whose items are separated by |, and [图]
// for a picture.
func body(lines ...string) []content.Block {
	var out []content.Block
	for _, line := range lines {
		switch kind, text, _ := strings.Cut(line, " "); {
		case line == "[图]":
			out = append(out, &content.Picture{})
		case line == "---":
			out = append(out, &content.Separator{})
		case strings.HasPrefix(line, "H"):
			out = append(out, &content.Heading{Level: int(kind[1] - '0'), Inlines: inlines(text)})
		case strings.HasPrefix(line, "L"):
			list := &content.List{Ordered: true, Start: int(kind[1] - '0')}
			for item := range strings.SplitSeq(text, "|") {
				list.Items = append(list.Items, []content.Block{&content.Paragraph{Inlines: inlines(item)}})
			}
			out = append(out, list)
		default:
			out = append(out, &content.Paragraph{Inlines: inlines(line)})
		}
	}
	return out
}

func inlines(text string) []content.Inline {
	var out []content.Inline
	for i, line := range strings.Split(text, "/") {
		if i > 0 {
			out = append(out, content.Break{})
		}
		out = append(out, content.Run{Value: line})
	}
	return out
}

// shown describes blocks, one in a line: the part or level, then the text, with the
// lead in braces.
func shown(blocks []content.Block) []string {
	var out []string
	for _, b := range blocks {
		switch b := b.(type) {
		case *content.Paragraph:
			name := [...]string{"", "主送 ", "附件 ", "署名 ", "日期 "}[b.Part]
			if b.Depth > 0 {
				name += fmt.Sprintf("/%d ", b.Depth)
			}
			out = append(out, name+text(b.Inlines))
		case *content.Heading:
			name := fmt.Sprintf("H%d ", b.Level)
			if b.Division {
				name = fmt.Sprintf("章%d/%d ", b.Level, b.Depth)
			} else if b.Depth > 0 {
				name = fmt.Sprintf("H%d/%d ", b.Level, b.Depth)
			}
			out = append(out, name+text(b.Inlines))
		case *content.List:
			items := []string{}
			for _, item := range b.Items {
				items = append(items, shown(item)...)
			}
			out = append(out, fmt.Sprintf("L%d %s", b.Start, strings.Join(items, "|")))
		case *content.Picture:
			out = append(out, "[图]")
		case *content.Separator:
			out = append(out, "---")
		}
	}
	return out
}

func text(in []content.Inline) string {
	var b strings.Builder
	for _, x := range in {
		run, ok := x.(content.Run)
		switch {
		case !ok:
			b.WriteByte('/')
		case run.Lead == content.Clause:
			b.WriteString("{条" + run.Value + "}")
		case run.Lead != content.NoLead:
			fmt.Fprintf(&b, "{%d%s}", run.Lead.RunIn(), run.Value)
		default:
			b.WriteString(run.Value)
		}
	}
	return b.String()
}

func check(t *testing.T, markdown bool, given []string, want ...string) {
	t.Helper()
	r := all()
	if got := shown(r.Body(body(given...), markdown)); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q:\n got %q\nwant %q", given, got, want)
	}
}

// TestSalutation: RULES 11.1.
func TestSalutation(t *testing.T) {
	for _, line := range []string{
		"各乡镇人民政府、县直各单位：", "县水利局：", "各有关单位：", "同志们：", "尊敬的各位代表：", "亲爱的家乡父老朋友：", "张伟同志：", "王老师：",
		"各县（市、区）人民政府、市政府各部门：", "各村民委员会：", "县人民医院：", "全体同学：", "各乡镇人民政府，县直各部门：", "各县（市、区）人民政府，市政府各部门、各直属单位：",
		"县委组织部：", "县直属各中小学校：", "市供水公司　县排水公司：",
		"各乡镇人民政府，县政府各部门：", "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：", "局机关各股室、市直有关单位：", "各村委会，县属各企业：",
	} {
		check(t, false, []string{line, "正文。"}, "主送 "+line, "正文。")
	}
	for _, line := range []string{ // false friends
		"现将有关情况通报如下：", "主办单位：", "承办单位：", "参加会议的有县水利局、县财政局、各乡镇代表：", "出席会议的领导：", "加强组织领导：", "强化党的领导：",
		"获奖单位：", "责任部门：", "记者采访了县水利局：", "他们：", "我们：", "县政府有关领导：", "重点企业：", "示范村委会：", "会议要求县政府各部门：", "怎么办：", "本次活动主办：", "新的工作格局：", "全部：", "内部：", "公共场所：",
		"活动由县水利局承办：", "各单位，现将情况通报给县水利局：", "经研究，各单位：", "各单位，：", "，各单位：", "县水利局，主办单位：", "县水利局。各单位：", "各单位", "各单位:", "县水利局局长告诉各位代表：", "带队老师：", "主讲老师：", "指导老师：",
		"先进个人代表：", "各乡镇人民政府、" + strings.Repeat("某某县人民政府、", 8) + "县水利局：", "优秀同学：", "以经济建设为中心：", "《各单位》：", "",
	} {
		check(t, false, []string{line, "正文。"}, line, "正文。")
	}
	check(t, false, []string{"正文。", "各单位：", "正文。"}, "正文。", "各单位：", "正文。")
	check(t, false, []string{"[图]", "各单位：", "正文。"}, "[图]", "主送 各单位：", "正文。")
	check(t, false, []string{"各单位："}, "各单位：")
	check(t, false, []string{"H1 一、概况", "各单位：", "正文。"}, "H1 一、概况", "各单位：", "正文。")
}

// TestAttachments: RULES 11.1.
func TestAttachments(t *testing.T) {
	check(t, false, []string{"正文。", "附件：1. 任务表", "　　　2. 名单", "3．图", "正文。"},
		"正文。", "附件 附件：1. 任务表", "附件 2. 名单", "附件 3．图", "正文。")
	check(t, false, []string{"附件：1.2026年度任务表", "2.2025—2026年清单", "3.月报表", "4.5万元预算"},
		"附件 附件：1.2026年度任务表", "附件 2.2025—2026年清单", "附件 3.月报表", "4.5万元预算")
	check(t, false, []string{"附件：任务表", "1. 甲"}, "附件 附件：任务表", "1. 甲")
	check(t, false, []string{"附件：", "1. 任务表", "2. 名单"}, "附件 附件：", "附件 1. 任务表", "附件 2. 名单")
	check(t, false, []string{"附　件：1. 任务表/2. 名单"}, "附件 附　件：1. 任务表", "附件 2. 名单")
	check(t, true, []string{"附件：1. 任务表", "L2 名单|图"}, "附件 附件：1. 任务表", "附件 2. 名单", "附件 3. 图")
	check(t, true, []string{"附件：", "L1 名单"}, "附件 附件：", "附件 1. 名单")
	// false friends
	check(t, false, []string{"附件：1. 任务表", "3. 名单"}, "附件 附件：1. 任务表", "3. 名单")
	check(t, false, []string{"附件：1. 任务表", "甲。", "2. 名单"}, "附件 附件：1. 任务表", "甲。", "2. 名单")
	check(t, true, []string{"附件：1. 任务表", "L2 名单。乙。|图"}, "附件 附件：1. 任务表", "L2 名单。乙。|图")
	for _, line := range []string{"附件：请见下页。", "附件：", "附件中有：1. 甲", "附件：甲。乙", "附件1：任务表", "附近：1. 甲", "附：联系电话：12345", "附件：略", "附件：见第3页"} {
		check(t, false, []string{line, "正文。"}, line, "正文。")
	}
}

// TestSignature: RULES 11.1.
func TestSignature(t *testing.T) {
	for _, date := range []string{"2024年5月6日", "二〇二四年五月六日", "二○二四年十二月三十一日", "2024 年 5 月 6 日", "２０２４年１２月１日"} {
		check(t, false, []string{"特此通知。", "清源县水利局", date}, "特此通知。", "署名 清源县水利局", "日期 "+date)
	}
	for _, office := range []string{"清源县人民政府办公室", "本刊编辑部", "张三", "县长　王　芳", "筹备组", "××县人民政府（盖章）", "一名读者", "清源县供水公司", "某某局",
		"张三\t李四", "县水利局\t县农业局", "县长 王芳\t\t书记　李四\t张三"} {
		check(t, false, []string{"正文。", office, "2024年5月6日"}, "正文。", "署名 "+office, "日期 2024年5月6日")
	}
	check(t, false, []string{"正文。", "　　　　中共清源县委办公室", "清源县人民政府办公室", "　　2024年5月6日", "[图]"},
		"正文。", "署名 中共清源县委办公室", "署名 清源县人民政府办公室", "日期 2024年5月6日", "[图]")
	check(t, false, []string{"正文。", "县水利局", "2024年5月6日", "（此件公开发布）", "（联系人：李明，电话：86201234）", "[图]"},
		"正文。", "署名 县水利局", "日期 2024年5月6日", "（此件公开发布）", "（联系人：李明，电话：86201234）", "[图]")
	check(t, false, []string{"正文。", "县水利局", `\2024年5月6日`, "（此件公开发布）"}, "正文。", "县水利局", "2024年5月6日", "（此件公开发布）")
	check(t, true, []string{"特此通知。/清源县水利局/2024年5月6日"}, "特此通知。", "署名 清源县水利局", "日期 2024年5月6日")
	check(t, false, []string{"正文。", "特此通知", "县水利局", "2024年5月6日"}, "正文。", "特此通知", "署名 县水利局", "日期 2024年5月6日")
	check(t, false, []string{"正文。", "附件：1. 甲", "2. 乙", "县水利局", "2024年5月6日"}, "正文。", "附件 附件：1. 甲", "附件 2. 乙", "署名 县水利局", "日期 2024年5月6日")
	check(t, true, []string{"L1 甲|乙", "县水利局", "2024年5月6日"}, "L1 甲|乙", "署名 县水利局", "日期 2024年5月6日")
	for _, line := range []string{"邮箱：sl@shitang.example", "电子邮箱: sl@shitang.example", "咨询电话：0571-86201234", "地址：石塘镇中心路1号", "网址：www.shitang.example"} {
		check(t, false, []string{"正文。", line, "县水利局", "2024年5月6日"}, "正文。", line, "署名 县水利局", "日期 2024年5月6日")
	}
	for _, lines := range [][]string{ // false friends
		{"监督电话：", "县水利局", "2024年5月6日"},
		{"地点：三楼会议室", "县水利局", "2024年5月6日"},
		{"正文。", "开工日期", "2024年5月6日"},
		{"正文。", "报名截止", "2024年5月6日"},
		{"日程安排：", "县水利局", "2024年5月6日"},
		{"主办单位：县水利局", "县财政局", "2024年5月6日"},
		{"H1 三、时间", "县水利局", "2024年5月6日"},
		{"正文。", "县水利局", "2024年5月6日至8日"},
		{"正文。", "县水利局", "2024年5月6日。"},
		{"正文。", "县水利局", "2024年5月"},
		{"正文。", "县水利局", "2024年13月6日"},
		{"正文。", "县水利局", "2024年5月32日"},
		{"正文。", "会议定于", "2024年5月6日"},
		{"正文。", "县水利局", "县财政局", "县教育局", "县民政局", "2024年5月6日"},
		{"正文。", "县水利局，县财政局", "2024年5月6日"},
		{"正文。", "中共清源县委全面深化改革委员会办公室", "2024年5月6日"},
		{"正文。", "2024年5月6日"},
		{"正文。", "县水利局", "2024年5月6日", "正文。"},
		{"正文。", "县水利局", "2024年5月6日", "（甲）和（乙）"},
		{"正文。", "县水利局", "2024年5月6日", "（会后大家参观了水库。）"},
		{"正文。", "县水利局", "2024年5月6日", "（一）", "（二）", "（三）"},
		{"县水利局", "2024年5月6日"},
		{"正文。", "一、县水利局", "2024年5月6日"},
		{"正文。", "开幕式", "2024年5月6日"},
		{"正文。", "3 号楼", "2024年5月6日"},
		{"第一届", "清源县读书会", "2024年5月6日"},
		{"正文。", "张三\t13800000000", "2024年5月6日"},
		{"正文。", "姓名\t张三", "2024年5月6日"},
		{"正文。", "张三\t李四：", "2024年5月6日"},
		{"正文。", "清源县水利局\t清源县农业局\t清源县财政局\t王芳", "2024年5月6日"},
	} {
		check(t, false, lines, lines...)
	}
}

// TestRunIn: RULES 11.2.
func TestRunIn(t *testing.T) {
	check(t, false, []string{"一、加强领导。各单位要落实。"}, "{1一、加强领导。}各单位要落实。")
	check(t, false, []string{"（一）组织领导，落实责任。各单位。", "(2)层层推进。乙。", "1. 夯实基础。丙。", "2．2024年任务。丁。"},
		"{2（一）组织领导，落实责任。}各单位。", "{4(2)层层推进。}乙。", "{31. 夯实基础。}丙。", "2．2024年任务。丁。")
	check(t, false, []string{"1. 2024年任务。丁。"}, "{31. 2024年任务。}丁。")
	check(t, true, []string{"（一）队伍建设。甲。", "1. 夯实基础。丙。"}, "{2（一）队伍建设。}甲。", "1. 夯实基础。丙。")
	check(t, true, []string{"H1 （一）概况", "（二）做法。甲。"}, "H1 （一）概况", "{1（二）做法。}甲。")
	check(t, false, []string{"一、" + strings.Repeat("字", 24) + "。甲"}, "{1一、"+strings.Repeat("字", 24)+"。}甲")
	check(t, false, []string{"一、范围。全县。", "二、资金。", "（一）补助。按亩。", "三、验收。年底。"}, "{1一、范围。}全县。", "{1二、资金。}", "{2（一）补助。}按亩。", "{1三、验收。}年底。")
	check(t, true, []string{"一、资金。", "（一）补助。按亩。", "二、验收。年底。"}, "{1一、资金。}", "{2（一）补助。}按亩。", "{1二、验收。}年底。")
	check(t, false, []string{"一、范围。全县。", `\二、资金。`, "（一）补助。按亩。"}, "{1一、范围。}全县。", "二、资金。", "{2（一）补助。}按亩。")
	for _, lines := range [][]string{
		{"一、范围。全县。", "二、资金。", "正文。"}, {"一、范围。全县。", "二、资金。", "（二）补助。按亩。"}, {"一、范围。", "二、资金。", "（一）补助"},
		{"一、范围。全县。", "三、资金。", "（一）补助"}, {"一、范围。全县。", "二、资金。", "三、补助"}, {"（一）范围。全县。", "二、资金。", "（一）补助"},
	} {
		blocks := all()
		for _, b := range blocks.Body(body(lines...), false) {
			if p, ok := b.(*content.Paragraph); ok {
				if level, _ := content.RunInHead(p.Inlines); level > 0 && strings.HasSuffix(content.JoinedRuns(p.Inlines).Value, "资金。") {
					t.Errorf("%q: 资金 is a head", lines)
				}
			}
		}
	}
	for _, line := range []string{ // false friends
		"（一）班的同学来了。大家很高兴。", "（1）班获得第一名。全校祝贺。", "1.5万人参加。盛况空前。", "1．5万人参加。盛况空前。", "一、二等奖共十名。获奖的有甲。",
		"三、五天就能完成。大家放心。", "七、八月防汛。要注意。", "（一）至（三）项已完成。其余在办。", "（1）查目录。（2）查书架。", "一、加强领导。", "一、加强领导", "一、" + strings.Repeat("字", 25) + "。甲。",
		"一、他说：“好。”大家笑了。", "一、来了吗？来了。真好。", "（一）他问“行不行。行”。好。", "（2）号楼已封顶。工期提前。", "一、二、三类水占九成。全县。", "（一）组的代表发言。接着讨论。", "（三）式相加得解。于是。",
		"十、十一月气温偏高。注意。", "（一）中学生来了。好。", "1、加强领导。各单位。", "2024．加强领导。各单位。", "（一）、甲。乙。",
	} {
		check(t, false, []string{line}, line)
	}
}

// TestClauses: RULES 11.2.
func TestClauses(t *testing.T) {
	check(t, false, []string{"第一章 总则", "第一条　为了规范管理，制定本办法。", "第二条 甲。", "第十条之一　乙。", "第3条", "第二章　附则", "第四条　丙。"},
		"章1/1 第一章 总则", "{条第一条}　为了规范管理，制定本办法。", "{条第二条} 甲。", "{条第十条之一}　乙。", "{条第3条}", "章1/1 第二章　附则", "{条第四条}　丙。")
	check(t, false, []string{"第一章总则", "第一节　目标", "H1 一、甲", "正文。"}, "章1/1 第一章总则", "章2/2 第一节　目标", "H1/3 一、甲", "正文。")
	check(t, false, []string{"第一节　目标", "正文。"}, "章2/1 第一节　目标", "正文。")
	check(t, false, []string{"第一章　总则", "第一节　目标", "一、甲。乙。", "（一）丙。丁。"}, "章1/1 第一章　总则", "章2/2 第一节　目标", "/3 {1一、甲。}乙。", "/4 {2（一）丙。}丁。")
	check(t, true, []string{"H2 第一章　总则", "一、甲。乙。"}, "章2/0 第一章　总则", "{1一、甲。}乙。")
	check(t, true, []string{"H2 第一章　总则", "正文。"}, "章2/0 第一章　总则", "正文。")
	for _, lines := range [][]string{ // false friends
		{"第一条建议很好。"}, {"第三条路线", "正文。"}, {"第一条的规定"}, {"第一节课上语文", "正文。"}, {"第一节　语文", "第二节　数学", "正文。"}, {"第三节比赛开始了", "正文。"},
		{"第一章", "第二章", "第三章。"}, {"第二章　附则"}, {"第一章，总则", "正文。"}, {"第一章　" + strings.Repeat("字", 21), "正文。"}, {"第三章写得最好", "正文。"}, {"第一章程", "正文。"}, {"第1节车厢", "正文。"},
	} {
		check(t, false, lines, lines...)
	}
}

// TestEscapes: a \ counts only before what would be recognized.
func TestEscapes(t *testing.T) {
	check(t, false, []string{`\各单位：`, "正文。"}, "各单位：", "正文。")
	check(t, false, []string{`\\各单位：`, "正文。"}, `\各单位：`, "正文。")
	check(t, false, []string{"正文。", `\附件：1. 甲`, "2. 乙"}, "正文。", "附件：1. 甲", "2. 乙")
	check(t, false, []string{"附件：1. 甲", `\2. 乙`}, "附件 附件：1. 甲", "2. 乙")
	check(t, false, []string{`\（一）甲。乙。`, `\第一条 甲`, `\第一章 总则`, "正文。"}, "（一）甲。乙。", "第一条 甲", "第一章 总则", "正文。")
	check(t, false, []string{"正文。", "县水利局", `\2024年5月6日`}, "正文。", "县水利局", "2024年5月6日")
	check(t, false, []string{"正文。", `\县水利局`, "2024年5月6日"}, "正文。", "县水利局", "2024年5月6日")
	check(t, false, []string{"正文。", `\县财政局`, "县水利局", "2024年5月6日"}, "正文。", "县财政局", "署名 县水利局", "日期 2024年5月6日")
	for _, line := range []string{`\\server\共享`, `\甲`, `\（一）班的同学来了。好。`, `\\甲`, `\`, `\\`} {
		check(t, false, []string{"正文。", line, "正文。"}, "正文。", line, "正文。")
	}
}

// TestPlain: articles that are to be plain, and rules that are off.
func TestPlain(t *testing.T) {
	given := body("各单位：", "（一）甲。乙。", "第一条 丙。", "附件：丁", "县水利局", "2024年5月6日")
	issue := &content.Issue{Sections: []content.Section{{Articles: []content.Article{{Plain: true, Body: given}}}}}
	parts.Recognize(issue, all(), nil)
	want := strings.Join(shown(given), "\n")
	if got := strings.Join(shown(issue.Sections[0].Articles[0].Body), "\n"); got != want {
		t.Errorf("a plain article: %s", got)
	}
	off := parts.Rules{Measure: 28}
	if got := strings.Join(shown(off.Body(given, false)), "\n"); got != want {
		t.Errorf("without rules: %s", got)
	}
}

// FuzzBody checks that recognition neither loses nor adds text, but for a \ at the
// beginning of a paragraph, blanks at line ends, and numbers of Markdown's lists,
// and that what it returns is stable.
func FuzzBody(f *testing.F) {
	f.Add("各单位：\n一、甲。乙。\n附件：1. 甲\n2. 乙\n县水利局\n2024年5月6日", false)
	f.Add("\\附件：1. 甲/　2. 乙\n第一章 总则\n第一条 甲\n县水利局/2024年5月6日", true)
	f.Add("附件：\nL1 甲|乙\nH1 一、甲\n[图]\n---\n\\\\（一）甲。乙", true)
	f.Fuzz(func(t *testing.T, s string, markdown bool) {
		for line := range strings.SplitSeq(s, "\n") {
			if line == "" || strings.HasPrefix(line, "H") && !strings.HasPrefix(line, "H1 ") || strings.HasPrefix(line, "L") && !strings.HasPrefix(line, "L1 ") {
				return
			}
		}
		given := body(strings.Split(s, "\n")...)
		r := all()
		got := r.Body(given, markdown)
		squeeze := func(blocks []content.Block) string {
			var b strings.Builder
			for _, blk := range blocks {
				switch blk := blk.(type) {
				case *content.Paragraph:
					b.WriteString(content.JoinedRuns(blk.Inlines).Value)
				case *content.Heading:
					b.WriteString(content.JoinedRuns(blk.Inlines).Value)
				case *content.List:
					for i, item := range blk.Items {
						fmt.Fprintf(&b, "%d.", blk.Start+i)
						b.WriteString(content.JoinedRuns(item[0].(*content.Paragraph).Inlines).Value)
					}
				}
			}
			return strings.NewReplacer(" ", "", "\t", "", "　", "", "\u00a0", "", "\n", "", `\`, "").Replace(b.String())
		}
		if a, b := squeeze(given), squeeze(got); a != b {
			t.Fatalf("%q became %q", a, b)
		}
	})
}

// TestCallsOfNotes: whatever a paragraph is known as, it keeps the notes that it calls,
// each behind the text that it stood behind.
func TestCallsOfNotes(t *testing.T) {
	for _, lines := range [][]string{
		{"各单位^：", "正文。"},
		{"正文。", "附件：1. 甲表^", "2. 乙^表^"},
		{"正文。", "附件：1. 甲表^/2. 乙表^/正文^。"},
		{"正文。", "县水利局^", "2024年5月6日^"},
		{"正文^。/县水利局^/2024年5月6日^"},
		{"一、加强^领导。^各单位^要落实。^"},
		{"第一条^　甲^。"},
		{"第一章　总则^", "第一条　甲。"},
		{"附件：", "L1 甲表^|乙表^"},
	} {
		marked := body(lines...)
		numbers := strings.NewReplacer("1. ", "", "2. ", "") // which the items of a list get
		want := numbers.Replace(calling(marked))
		rules := all()
		got := numbers.Replace(called(rules.Body(marked, true)))
		if got != want {
			t.Errorf("%q: %q, want %q", lines, got, want)
		}
	}
}

// calling replaces each ^ in blocks by the call of a note, and returns their text with
// the ^.
func calling(blocks []content.Block) string {
	text := ""
	for _, b := range blocks {
		switch b := b.(type) {
		case *content.Paragraph:
			var in []content.Inline
			for _, x := range b.Inlines {
				run, ok := x.(content.Run)
				if !ok {
					in = append(in, x)
					continue
				}
				for i, part := range strings.Split(run.Value, "^") {
					if i > 0 {
						in = append(in, content.NoteCall{Note: &content.Note{}})
					}
					if part != "" {
						in = append(in, content.Run{Value: part})
					}
				}
			}
			b.Inlines = in
			text += called([]content.Block{b})
		case *content.List:
			for _, item := range b.Items {
				text += calling(item)
			}
		}
	}
	return text
}

// called returns the text of blocks with a ^ for each call of a note.
func called(blocks []content.Block) string {
	var b strings.Builder
	for _, block := range blocks {
		switch block := block.(type) {
		case *content.Paragraph:
			for _, x := range block.Inlines {
				switch x := x.(type) {
				case content.Run:
					b.WriteString(x.Value)
				case content.NoteCall:
					b.WriteString("^")
				}
			}
		case *content.Heading:
			b.WriteString(content.JoinedRuns(block.Inlines).Value)
		case *content.List:
			for _, item := range block.Items {
				b.WriteString(called(item))
			}
		}
	}
	return b.String()
}

// TestSignatureBeforeAttachments: a document with its attachments in the same file is
// signed before them, and the attachments may be signed, too.
func TestSignatureBeforeAttachments(t *testing.T) {
	for _, next := range []string{"附件", "附件1", "附 件 二", "附件3：任务表", "附表", "附：名单", "H1 附件1", "抄送：县委办公室。", "抄　报：县政府。"} {
		check(t, false, []string{"特此通知。", "清源县水利局", "2024年5月6日", "（此件公开发布）", next, "任务表", "甲。"},
			"特此通知。", "署名 清源县水利局", "日期 2024年5月6日", "（此件公开发布）", next, "任务表", "甲。")
	}
	check(t, false, []string{"正文。", "石塘乡政府", "2024年5月6日", "附件1", "决定", "现决定如下。", "县政府", "2024年5月1日", "抄送：甲。"},
		"正文。", "署名 石塘乡政府", "日期 2024年5月6日", "附件1", "决定", "现决定如下。", "署名 县政府", "日期 2024年5月1日", "抄送：甲。")
	// Nothing else that follows makes a signature of what may be none.
	for _, next := range []string{"附近有桥。", "附件很多，见下。", "甲。", "附件1中的数字已经核实，各乡镇要对照检查。"} {
		check(t, false, []string{"正文。", "清源县水利局", "2024年5月6日", next, "甲。"}, "正文。", "清源县水利局", "2024年5月6日", next, "甲。")
	}
	// A refused one stays text, its \\ is not printed.
	check(t, false, []string{"正文。", "县水利局", `\2024年5月6日`, "附件1", "表"}, "正文。", "县水利局", "2024年5月6日", "附件1", "表")
}
