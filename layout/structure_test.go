package layout_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/layout/frame"
)

// structure writes a document's tree in one line: roles with the text that their
// lines and pictures hold, at its place among the children.
func structure(doc *frame.Document) string {
	texts := map[*frame.Node]string{}
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			switch item := item.(type) {
			case *frame.Line:
				texts[item.Node] += item.Text
			case *frame.Picture:
				texts[item.Node] += "|" + item.Name() + "|"
			}
		}
	}
	var write func(n *frame.Node) string
	write = func(n *frame.Node) string {
		own := strings.TrimSpace(texts[n])
		delete(texts, n)
		var kids []string
		for i, c := range n.Children {
			if i == n.Content && own != "" {
				kids, own = append(kids, own), ""
			}
			kids = append(kids, write(c))
		}
		if own != "" {
			kids = append(kids, own)
		}
		return string(n.Role) + "(" + strings.Join(kids, " ") + ")"
	}
	out := write(doc.Root)
	delete(texts, nil)
	for n, text := range texts {
		out += fmt.Sprintf(" not in the tree: %s %q", n.Role, text)
	}
	return out
}

func paragraph(s string) *content.Paragraph {
	return &content.Paragraph{Inlines: []content.Inline{content.Run{Value: s}}}
}

func heading(level int, s string) *content.Heading {
	return &content.Heading{Level: level, Inlines: []content.Inline{content.Run{Value: s}}}
}

func quote(blocks ...content.Block) *content.Quote { return &content.Quote{Blocks: blocks} }

func bullets(items ...[]content.Block) *content.List { return &content.List{Items: items} }

func item(blocks ...content.Block) []content.Block { return blocks }

// TestStructure checks the document's tree against the copy. What is not text
// (page numbers, leaders, decoration) is in no node.
func TestStructure(t *testing.T) {
	is := bulletinOf(section("要闻", article("甲文"), article("乙文")), section("综合", article("丙文")))
	is.Imprint = content.Imprint{Report: []content.Text{text("市政府")}, Copies: 100}
	is.Sections[0].Articles[0].Authors = []content.Text{text("张三")}
	is.Sections[0].Articles[0].Source = text("水务报")
	is.Sections[0].Articles[0].Body = []content.Block{
		paragraph("前"),
		quote(paragraph("引"), bullets(item(paragraph("一")), item(paragraph("二"), bullets(item(paragraph("深"))))), paragraph("终")),
		&content.List{Ordered: true, Start: 1, Items: [][]content.Block{
			item(paragraph("步"), quote(paragraph("文")), paragraph("后")),
			item(bullets(item(paragraph("内"))), paragraph("外")),
		}},
		heading(3, "题"), heading(1, "题"), heading(4, "题"), heading(2, "题"),
	}
	is.Sections[0].Articles[1].Body = nil
	deco := photo("饰", 40, 30)
	deco.Decorative, deco.Caption = true, inlines("饰注")
	shown := photo("图", 40, 30)
	shown.Caption = inlines("图注")
	top := photo("顶", 40, 30)
	top.Place = content.PlaceTop
	is.Sections[1].Articles[0].Body = []content.Block{paragraph("前"), shown, paragraph("中"), top, deco, paragraph("后")}
	th := themed(t, "bulletin")
	doc, _ := compose(t, is, th)
	const want = `Document(` +
		`Sect(P(水务) P(（2024 年 · 第 6 期）) P(某市水务中心（某市水务监测站）) P(2024 年 6 月 28 日)) ` +
		`Sect(H1(目 录) TOC(TOC(Caption(［要闻］) TOCI(Reference(甲文1)) TOCI(Reference(乙文2))) TOC(Caption(［综合］) TOCI(Reference(丙文3))))) ` +
		`Sect(H1(［要闻］) ` +
		`Art(H2(甲文) P(张三) P(前) ` +
		`BlockQuote(P(引) L(LI(Lbl(•) LBody(一)) LI(Lbl(•) LBody(二 L(LI(Lbl(•) LBody(深)))))) P(终)) ` +
		`L(LI(Lbl(1.) LBody(P(步) BlockQuote(P(文)) P(后))) LI(Lbl(2.) LBody(L(LI(Lbl(•) LBody(内))) 外))) ` +
		`H3(1. 题) H3(一、题) H4(（1）题) H4(（一）题) P(（来源：水务报）)) ` +
		`Art(H2(乙文))) ` +
		`Sect(H1(［综合］) Art(H2(丙文) P(前) Div(Figure(|图|) Caption(图注)) P(中) Figure(|顶|) P(饰注) P(后))) ` +
		`Sect(P(报：市政府。) P(共印 100 份)))`
	if got := structure(doc); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestStructureWithoutLabels: where no label of a section is set, titles are the
// highest headings.
func TestStructureWithoutLabels(t *testing.T) {
	is := bulletinOf(section("要闻", article("甲文"), article("乙文")))
	is.Contents.Show = false
	doc, _ := compose(t, is, themed(t, "bulletin", content.Setting{Key: "section-label.show", Value: false}, content.Setting{Key: "cover.show", Value: false}))
	got := structure(doc)
	if strings.Count(got, "H1(") != 2 || !strings.HasPrefix(got, "Document(Sect(Art(H1(甲文)") || !strings.Contains(got, "Art(H1(乙文)") {
		t.Error(got)
	}
}

// TestStructureOnAnyNumberOfProcessors: the tree depends on the copy alone.
func TestStructureOnAnyNumberOfProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	th := themed(t, "bulletin")
	for seed := range uint64(3) {
		want := ""
		for _, procs := range []int{1, 2, 7} {
			runtime.GOMAXPROCS(procs)
			doc, _ := compose(t, randomIssue(seed), th)
			got := structure(doc)
			if want == "" {
				want = got
			}
			if got != want || strings.Contains(got, "not in the tree") {
				t.Errorf("seed %d, %d processors:\n%s\nwith one\n%s", seed, procs, got, want)
			}
		}
	}
}
