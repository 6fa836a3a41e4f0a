package pdf

import (
	"slices"
	"strings"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

func TestLanguages(t *testing.T) {
	s := setter(t)
	for _, c := range []struct {
		text string
		want []string // "en:The Lancet"
	}{
		{"发表在 The Lancet 第 3 页。", []string{"en:TheLancet"}},
		{"对 VOCs 和 NH3-N 的治理。", nil},
		{"Grus leucogeranus，白鹤", []string{"en:Grusleucogeranus"}},
		{"用 Word 打开，再用 WPS 另存", nil},
		{"商店叫さくら屋，意为樱花", []string{"ja:さくら"}},
		{"GB/T 9704 与 ISO 32000", nil},
	} {
		page := pdftest.Page("1")
		line := s.Line(c.text, 80*unit.Pt, 120*unit.Pt)
		line.Kind, line.First, line.Last = frame.KindBody, true, true
		page.Items = append(page.Items, line)
		doc := pdftest.Structure(&frame.Document{Meta: frame.Meta{Title: "语种", Lang: "zh-Hans"}, Pages: []frame.Page{page}})
		p := &painter{plan: &plan{doc: doc, fonts: &fontTable{}, tree: newStructure(doc)}}
		var got []string
		lang := ""
		p.pieces(line)
		for i := range p.tokens {
			k := &p.tokens[i]
			if k.lang == "" {
				lang = ""
				continue
			}
			if k.lang != lang {
				got = append(got, k.lang+":")
			}
			lang = k.lang
			got[len(got)-1] += strings.TrimSpace(k.text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
		file, err := Bytes(doc, Options{})
		if err != nil {
			t.Fatal(err)
		}
		pdftest.Validate(t, file)
		pdftest.VeraPDF(t, file, "ua1")
	}
}
