package check_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// besideParts are pieces of text with marks and readings; a piece with a reading is Han
// alone.
var besideParts = []struct {
	text       string
	reading    string
	decoration inline.Decoration
}{
	{text: "全县各级各部门认真落实"}, {text: "，"}, {text: "。“"}, {text: "”"}, {text: "GDP 增长5%"}, {text: "——"}, {text: "的"}, {text: "は"},
	{text: "务必做到、“三个到位”", decoration: inline.Decoration{Dots: true}},
	{text: "OK，可以 go", decoration: inline.Decoration{Dots: true}},
	{text: "清源县", decoration: inline.Decoration{Line: frame.FormName}},
	{text: "乔治·布什，和George Bush", decoration: inline.Decoration{Line: frame.FormName}},
	{text: "水浒传", decoration: inline.Decoration{Line: frame.FormBook}},
	{text: "《三国》演义：上", decoration: inline.Decoration{Line: frame.FormBook, Dots: true}},
	{text: "划线的句子，连标点。", decoration: inline.Decoration{Line: frame.FormUnder}},
	{text: "重", reading: "chóng"}, {text: "庆", reading: "qìng"}, {text: "双", reading: "shuāng"}, {text: "一", reading: "yī"},
	{text: "沉重", reading: "chénzhòng"}, {text: "床", reading: "chuángchuángchuáng"}, {text: "北京大学", reading: "Běijīng Dàxué"},
	{text: "漢字", reading: "かんじ"}, {text: "承", reading: "うけたまわ"}, {text: "重", reading: "ㄔㄨㄥˊ"},
	{text: "重庆", reading: "chóng", decoration: inline.Decoration{Line: frame.FormName, Dots: true}},
}

// TestBeside breaks random text with marks and readings and checks it (RULES 7.1).
func TestBeside(t *testing.T) {
	s := newTypesetter(serif(t))
	r := rand.New(rand.NewPCG(7, 1))
	broken, marks, readings := 0, 0, 0
	for range 400 {
		var runs []inline.Run
		var text strings.Builder
		for n := range 4 + r.IntN(14) {
			part := besideParts[r.IntN(len(besideParts))]
			d := part.decoration
			if d.Line != frame.FormNone {
				d.Nth = n + 1
			}
			run := inline.Run{Text: part.text, Font: s.font, Decoration: d}
			if part.reading != "" {
				run.Ruby = inline.Ruby{Text: part.reading, Nth: n + 1}
			}
			src := &diag.Source{Path: "test", Data: []byte(part.text)}
			run.Place = diag.Place{Source: src, Steps: []diag.Step{{}}}
			runs = append(runs, run)
			text.WriteString(part.text)
		}
		var log diag.List
		p := s.shaper.Prepare(runs, s.settings, &log)
		for _, measure := range []int{9, 12, 20, 31} {
			lines, violations := s.lines(p, text.String(), measure)
			broken += len(lines) - 1
			for i := range lines {
				readings += len(lines[i].Rubies)
				for _, d := range lines[i].Decorations {
					marks += len(d.Marks)
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
	if broken < 1000 || marks < 5000 || readings < 3000 {
		t.Errorf("only %d line ends, %d marks and %d readings", broken, marks, readings)
	}
}

// TestWrongBeside: the checker finds marks and readings that are not where they belong.
func TestWrongBeside(t *testing.T) {
	s := newTypesetter(serif(t))
	place := diag.Place{Source: &diag.Source{Path: "test", Data: []byte("甲")}, Steps: []diag.Step{{}}}
	runs := []inline.Run{
		{Text: "会议要求", Font: s.font, Place: place},
		{Text: "务必、落实", Font: s.font, Place: place, Decoration: inline.Decoration{Dots: true}},
		{Text: "李华，王明", Font: s.font, Place: place, Decoration: inline.Decoration{Line: frame.FormName, Nth: 1}},
		{Text: "在", Font: s.font, Place: place},
		{Text: "重", Font: s.font, Place: place, Ruby: inline.Ruby{Text: "chóng", Nth: 1}},
		{Text: "庆", Font: s.font, Place: place, Ruby: inline.Ruby{Text: "qìng", Nth: 2}},
		{Text: "开会。", Font: s.font, Place: place},
	}
	text := ""
	for _, r := range runs {
		text += r.Text
	}
	for _, c := range []struct {
		rule  string
		spoil func(l *frame.Line)
	}{
		{"", func(*frame.Line) {}},
		{"dot", func(l *frame.Line) { l.Decorations[0].Marks[1].X += 10 }},
		{"dot", func(l *frame.Line) { l.Decorations[0].Marks = l.Decorations[0].Marks[:3] }},
		{"dot", func(l *frame.Line) { l.Decorations[0].Marks[0].Y = 0 }},
		{"line", func(l *frame.Line) { l.Decorations[1].Marks[0].Width *= 2 }},
		{"line", func(l *frame.Line) { l.Decorations[1].Marks[1].X -= 50 * unit.Pt }},
		{"ruby", func(l *frame.Line) { l.Rubies[0].X += 50 }},
		{"ruby", func(l *frame.Line) { l.Rubies[0].Width += unit.Pt; l.Rubies[0].X -= unit.Pt / 2; l.Rubies[1].X -= 0 }},
		{"ruby", func(l *frame.Line) { l.Rubies[1].From = l.Rubies[1].To; l.Rubies[1].To++ }},
		{"ruby", func(l *frame.Line) { l.Rubies[0].Glyphs[0].DY = 0 }},
		{"beside", func(l *frame.Line) { l.Rubies[1].To += 10 }},
	} {
		var log diag.List
		p := s.shaper.Prepare(runs, s.settings, &log)
		lines := p.Break(60 * s.font.Size)
		c.spoil(&lines[0])
		found := ""
		for _, v := range check.Lines(text, lines, check.Default()) {
			found += v.Rule + " "
		}
		if c.rule == "" && found != "" || !strings.Contains(found, c.rule) {
			t.Errorf("%s: %s", c.rule, found)
		}
	}
}
