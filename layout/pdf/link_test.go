package pdf

import (
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// TestLinkText: a link's words are given once, however many parts it is painted in;
// two links to one place side by side give both theirs.
func TestLinkText(t *testing.T) {
	s := setter(t)
	line := func(x unit.Abs, text string, links ...frame.Link) *frame.Line {
		l := s.Line(text, x, 200*unit.Pt)
		l.Kind, l.Section, l.Article, l.Block, l.First, l.Last = frame.KindBody, 1, 1, 1, true, true
		l.Links = links
		return l
	}
	url := "https://www.shitang.example/news/2026/03/index.html"
	for _, c := range []struct {
		items []frame.Item
		want  []string
	}{
		{[]frame.Item{line(60*unit.Pt, "见 See the rules さくら 及网址", frame.Link{From: 1, To: 18, URL: url})}, []string{"See the rules さくら"}},
		{[]frame.Item{line(60*unit.Pt, "甲乙丙丁", frame.Link{From: 0, To: 1, URL: url}, frame.Link{From: 1, To: 3, URL: url})}, []string{"甲 乙丙"}},
		{[]frame.Item{line(60*unit.Pt, "甲乙丙丁", frame.Link{From: 0, To: 1, URL: url}, frame.Link{From: 1, To: 3, URL: url + "x"})}, []string{"甲", "乙丙"}},
		{[]frame.Item{
			line(60*unit.Pt, "甲乙", frame.Link{From: 0, To: 2, Dest: frame.Dest{Y: unit.Pt}}),
			line(200*unit.Pt, "甲乙", frame.Link{From: 0, To: 2, Dest: frame.Dest{Y: unit.Pt}}),
		}, []string{"甲乙 甲乙"}},
	} {
		page := pdftest.Page("1")
		page.Items = c.items
		doc := pdftest.Structure(&frame.Document{Meta: frame.Meta{Title: "链接", Lang: "zh-Hans"}, Pages: []frame.Page{page}})
		p, _ := planned(t, doc, Options{})
		var got []string
		for _, l := range p.contents[0].links {
			got = append(got, l.text)
		}
		if len(got) != len(c.want) {
			t.Fatalf("%q, want %q", got, c.want)
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%q, want %q", got, c.want)
			}
		}
	}
}
