package check_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/layout/inline"
)

// TestLinkEdges breaks random text with links and checks that lines end at the edges of
// links only where RULES 1.5 allows it, and that links end addresses and identifiers.
func TestLinkEdges(t *testing.T) {
	s := newTypesetter(serif(t))
	r := rand.New(rand.NewPCG(15, 12))
	parts := []string{
		"水库", "环境监测站", "，", "。", "（", "）", "report", "Han", "v8", "2026", "318", "1234567", "river-bank ", " water ", "getWaterLevelOfStation",
		"water_level_table", "https://a.example.cn/b/c?d=", "www.example.cn", "NH", "TableOf", "#3", "[7]",
	}
	broken, atEdge := 0, 0
	for range 300 {
		var runs []inline.Run
		var text strings.Builder
		var edges []int
		for k := range 4 + r.IntN(14) {
			part := parts[r.IntN(len(parts))]
			if k == 0 {
				part = "水位见"
			}
			src := &diag.Source{Path: "test", Data: []byte(part)}
			link := []string{"", "https://b.example/1", "https://b.example/2"}[r.IntN(3)]
			if k > 0 && link != runs[k-1].Link {
				edges = append(edges, text.Len())
			}
			runs = append(runs, inline.Run{Text: part, Font: s.font, Link: link, Place: diag.Place{Source: src, Steps: []diag.Step{{}}}})
			text.WriteString(part)
		}
		var log diag.List
		p := s.shaper.Prepare(runs, s.settings, &log)
		for _, measure := range []int{8, 11, 20} {
			lines, violations := s.lines(p, text.String(), measure)
			broken += len(lines) - 1
			at := 0
			for _, l := range lines {
				at += len(l.Text)
				for _, e := range edges {
					if e == at && at < text.Len() && text.String()[at] < 0x80 && text.String()[at-1] < 0x80 && text.String()[at-1] != ' ' {
						atEdge++
					}
				}
			}
			for _, v := range violations {
				t.Errorf("%q at %d em: %s", text.String(), measure, v)
			}
		}
		if t.Failed() {
			return
		}
	}
	if broken < 500 || atEdge < 30 {
		t.Errorf("only %d line ends, %d at edges", broken, atEdge)
	}
}
