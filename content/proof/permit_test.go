package proof

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
)

func textOf(s string) content.Text {
	src := &diag.Source{Path: s, Data: []byte(s)}
	return content.Text{Value: s, Place: diag.Place{Source: src, Steps: []diag.Step{{}}}}
}

// permitted returns an issue that meets all requirements of a permit.
func permitted() *content.Issue {
	return &content.Issue{
		Publication: content.Publication{
			Title: textOf("保障"), Issuer: []content.Text{textOf("某某中心")}, Permit: textOf("准印证号：（晋）内资准字 2021 第 001 号"),
		},
		Number: content.Number{Label: textOf("内部资料　免费交流\n准印证号：(晋)内资准字2021第001号")},
		Imprint: content.Imprint{
			Lines: []content.Text{textOf("印刷单位：某某印刷厂    印刷日期：2021年10月25日")},
			Send:  []content.Text{textOf("各市分中心")}, Copies: 200,
		},
	}
}

func permitFindings(issue *content.Issue) string {
	log := &diag.List{}
	Permit(issue, log)
	var out []string
	for _, d := range log.Items() {
		s := strings.TrimPrefix(string(d.Code), "permit-")
		if d.Code == "permit-colophon" {
			s += " " + d.Args[0].(diag.Term).ZH
		} else {
			s += " " + fmt.Sprint(d.Args...)
		}
		if d.Span.Source == nil || d.Span.Text() == "" {
			s += " (no place)"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestPermit(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*content.Issue)
		want  string
	}{
		{"sound", func(*content.Issue) {}, ""},
		{"no permit, no duties", func(i *content.Issue) {
			*i = content.Issue{Publication: content.Publication{Title: textOf("某某报")}}
		}, ""},
		{"cover", func(i *content.Issue) { i.Number.Label = content.Text{} },
			"cover-number 准印证号：（晋）内资准字 2021 第 001 号; cover-words 内部资料; cover-words 免费交流"},
		{"another number", func(i *content.Issue) {
			i.Number.Label = textOf("内部资料 免费交流 （晋）内资准字 2021 第 002 号")
		},
			"cover-number 准印证号：（晋）内资准字 2021 第 001 号"},
		{"colophon", func(i *content.Issue) { i.Imprint, i.Publication.Issuer = content.Imprint{}, nil },
			"colophon 编印单位、发送对象、印刷单位、印刷日期、印数"},
		{"colophon in lines", func(i *content.Issue) {
			i.Publication.Issuer = nil
			i.Imprint = content.Imprint{Lines: []content.Text{textOf("编印单位：甲　发送对象：乙"), textOf("丙公司承印　2021年10月25日印　印数：300册")}}
		}, ""},
		{"names", func(i *content.Issue) { i.Publication.Title = textOf("保障月刊（内部）") }, "name 刊"},
		{"names", func(i *content.Issue) { i.Publication.Title = textOf("电力报") }, "name 报"},
		{"names", func(i *content.Issue) { i.Publication.Title = textOf("工作简报") }, ""},
		{"names", func(i *content.Issue) { i.Publication.Title = textOf("报告与报道") }, ""},
		{"cover words", func(i *content.Issue) { i.Publication.Issuer = []content.Text{textOf("某某杂志社")} }, "word 杂志社"},
		{"price", func(i *content.Issue) {
			i.Imprint.Lines = append(i.Imprint.Lines, textOf("定价：5.00 元"), textOf("每册 3 元"), textOf("广告部电话：0000"))
		}, "price 定价; advertising 广告; price 每册 3 元"},
	} {
		issue := permitted()
		c.spoil(issue)
		if got := permitFindings(issue); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestPermitTexts checks articles: names for the publication are found, other
// words with the same characters are not.
func TestPermitTexts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"本刊编辑部欢迎来稿，我刊将择优选用；本杂志读者。", "self 本刊; self 我刊; self 本杂志"},
		{"（本报讯）据本报记者报道，请关注本报。", "self 本报; self 本报; self 本报"},
		{"欢迎投放：广告刊例见封底", "advertising 广告刊例"},
		{"日本报道，本报告期内，基本报送完毕，成本报表，样本报名，他根本报不上名，副本报备。", ""},
		{"基本刊登完毕，日本刊物，一本刊登诗歌的书，样本刊印，版本刊误。", ""},
		{"《人民日报》报道，听取汇报，印发简报，我报名参加，我报告了情况。", ""},
		{"调整药品定价，打击虚假广告，规范期刊和杂志发行，每份 5 元，订阅报纸。", ""},
	} {
		for _, body := range [][]content.Block{
			{paragraphOf(c.text)},
			{&content.List{Items: [][]content.Block{{&content.Quote{Blocks: []content.Block{paragraphOf(c.text)}}}}}},
			{&content.Picture{Caption: paragraphOf(c.text).Inlines}},
		} {
			issue := permitted()
			issue.Sections = []content.Section{{Title: textOf("甲"), Articles: []content.Article{{Title: textOf("乙"), Body: body}}}}
			if got := permitFindings(issue); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
			}
		}
	}
}

func paragraphOf(s string) *content.Paragraph {
	t := textOf(s)
	return &content.Paragraph{Inlines: []content.Inline{content.Run{Value: t.Value, Place: t.Place}}}
}

// TestPictureTexts proofreads captions and credits, also where a picture is the
// first block.
func TestPictureTexts(t *testing.T) {
	issue := &content.Issue{Sections: []content.Section{{Articles: []content.Article{{
		Body: []content.Block{&content.Picture{Caption: paragraphOf("甲,乙").Inlines, Credit: textOf("图/丙"), Alt: textOf("（丁")}, paragraphOf("戊")},
	}}}}}
	log := &diag.List{}
	Check(issue, nil, log)
	var codes []string
	for _, d := range log.Items() {
		codes = append(codes, string(d.Code))
	}
	if got := strings.Join(codes, " "); got != "proof-ascii-mark proof-unclosed" {
		t.Errorf("found %s", got)
	}
}
