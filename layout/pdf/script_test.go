package pdf

import (
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// TestScripts: subscripts and superscripts are extracted as they were typed, and
// are Spans with a shifted baseline.
func TestScripts(t *testing.T) {
	font := &inline.Font{
		Stack: &fonts.Stack{Han: []*fonts.Face{face(t, "Noto Serif SC", false)}, Latin: []*fonts.Face{face(t, "Source Serif 4", false)}},
		Size:  unit.FromPt(13750),
	}
	page := pdftest.Page("1")
	want := []string{}
	for i, parts := range [][]string{
		{"排放CO", "~2", "约10", "^4", "吨"}, {"硫酸根SO", "~4", "", "^2−", "与钙Ca", "^2+", "离子"}, {"测点甲", "~1", "和x", "~i,j", "的均值"}, {"浓度10", "^-3", "每立方米"},
	} {
		var runs []inline.Run
		text := ""
		for _, part := range parts {
			script := frame.NoScript
			if plain, ok := strings.CutPrefix(part, "~"); ok {
				script, part = frame.Subscript, plain
			} else if plain, ok := strings.CutPrefix(part, "^"); ok {
				script, part = frame.Superscript, plain
			}
			runs = append(runs, inline.Run{Text: part, Font: font, Script: script})
			text += part
		}
		lines := inline.NewShaper().Prepare(runs, inline.Settings{Autospace: 250}, &diag.List{}).Break(400 * unit.Pt)
		line := &lines[0]
		line.Kind, line.X, line.Y = frame.KindBody, 80*unit.Pt, unit.Abs(120+30*i)*unit.Pt
		page.Items = append(page.Items, line)
		want = append(want, text)
	}
	doc := pdftest.Structure(&frame.Document{Meta: frame.Meta{Title: "上下标", Lang: "zh-Hans"}, Pages: []frame.Page{page}})
	p, _ := planned(t, doc, Options{})
	up, down := 0, 0
	for _, e := range p.contents[0].elements {
		if a := attributes(e); e.role == roleSpan && e.shift != 0 && len(a) == 1 && a[0].(*object.Dict).Get("BaselineShift") != nil {
			if e.shift > 0 {
				up++
			} else {
				down++
			}
		}
	}
	if up != 4 || down != 4 {
		t.Errorf("%d Spans above the baseline and %d below it, not 4 and 4", up, down)
	}
	file := build(t, doc, Options{})
	for _, reader := range pdftest.Readers() {
		got := strings.Join(pdftest.Text(t, reader, file)[0], "\n")
		for _, line := range want {
			if !strings.Contains(got, line) {
				t.Errorf("%s: no %q in %q", reader, line, got)
			}
		}
	}
	pdftest.Validate(t, file)
	pdftest.VeraPDF(t, file, "ua1")
}
