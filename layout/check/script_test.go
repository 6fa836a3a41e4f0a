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

// TestScripts breaks random text with subscripts and superscripts and checks
// that they keep their base and stay within their lines (RULES 1.5, 2.6).
func TestScripts(t *testing.T) {
	s := newTypesetter(serif(t))
	r := rand.New(rand.NewPCG(2, 6))
	bases := []string{"甲", "水样", "CO", "m", "10", "x", "）", "总氮12 mg", "，", "江河湖海", "NH", "35.6 km", "。"}
	scripts := []string{"2", "3", "2−", "n-1", "i,j", "(1)", "max", "α", "+"}
	broken := 0
	for range 300 {
		var runs []inline.Run
		var text strings.Builder
		for range 4 + r.IntN(12) {
			add := func(part string, script frame.Script) {
				src := &diag.Source{Path: "test", Data: []byte(part)}
				runs = append(runs, inline.Run{Text: part, Font: s.font, Script: script, Place: diag.Place{Source: src, Steps: []diag.Step{{}}}})
				text.WriteString(part)
			}
			add(bases[r.IntN(len(bases))], frame.NoScript)
			if r.IntN(2) == 0 {
				add(scripts[r.IntN(len(scripts))], frame.Script(1+r.IntN(2)))
			}
		}
		var log diag.List
		p := s.shaper.Prepare(runs, s.settings, &log)
		for _, measure := range []int{8, 11, 20} {
			lines, violations := s.lines(p, text.String(), measure)
			broken += len(lines) - 1
			for _, v := range violations {
				t.Errorf("%q at %d em: %s", text.String(), measure, v)
			}
		}
		if t.Failed() {
			return
		}
	}
	if broken < 500 {
		t.Errorf("only %d line ends", broken)
	}
}

// TestWrongScripts: the checker finds a script that begins a line and one that
// reaches another line.
func TestWrongScripts(t *testing.T) {
	for _, c := range []struct {
		rule  string
		spoil func(lines []frame.Line)
	}{
		{"script 1.5", func(lines []frame.Line) { lines[1].Glyphs[0].Script = frame.Subscript }},
		{"script 2.6", func(lines []frame.Line) {
			g := &lines[0].Glyphs[0]
			g.Script, g.Size, g.DY = frame.Superscript, size*3/5, size
		}},
		{"script 2.6", func(lines []frame.Line) {
			g := &lines[0].Glyphs[0]
			g.Script, g.Size = frame.Subscript, 2*unit.Abs(size)
		}},
	} {
		s := newTypesetter(serif(t))
		text := strings.Repeat("江河湖海", 8)
		p := s.prepare(text)
		lines := p.Break(10 * size)
		c.spoil(lines)
		found := false
		for _, v := range check.Lines(text, lines, s.check) {
			found = found || v.Rule == c.rule
		}
		if !found {
			t.Errorf("no %s", c.rule)
		}
	}
}
