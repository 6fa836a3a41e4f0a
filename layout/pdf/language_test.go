package pdf

import (
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// TestLanguages: phrases in other languages are Spans of their own, in a file that
// validators accept.
func TestLanguages(t *testing.T) {
	s := setter(t)
	page := pdftest.Page("1")
	for i, text := range []string{
		"发表在 The Lancet 第 3 页。", "对 VOCs 和 NH3-N 的治理。", "Grus leucogeranus，白鹤",
		"用 Word 打开，再用 WPS 另存", "商店叫さくら屋，意为樱花", "GB/T 9704 与 ISO 32000",
	} {
		line := s.Line(text, 80*unit.Pt, unit.Abs(120+30*i)*unit.Pt)
		line.Kind, line.First, line.Last = frame.KindBody, true, true
		page.Items = append(page.Items, line)
	}
	doc := pdftest.Structure(&frame.Document{Meta: frame.Meta{Title: "语种", Lang: "zh-Hans"}, Pages: []frame.Page{page}})
	p, _ := planned(t, doc, Options{})
	spans := map[string]int{}
	for _, e := range p.contents[0].elements {
		if e.role == roleSpan {
			spans[e.lang]++
		}
	}
	if len(spans) != 2 || spans["en"] != 2 || spans["ja"] != 1 {
		t.Errorf("Spans by language: %v", spans)
	}
	file := build(t, doc, Options{})
	pdftest.Validate(t, file)
	pdftest.VeraPDF(t, file, "ua1")
}
