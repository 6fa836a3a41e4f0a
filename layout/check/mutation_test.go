package check_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// TestMutations spoils one thing in lines that were right and counts how often
// that is found. What is let through are places the rules leave open: a word
// space in a line of Latin, a quote of either shape.
func TestMutations(t *testing.T) {
	s := newTypesetter(serif(t))
	s.settings.Indent, s.check.Indent = 0, 0
	r := rand.New(rand.NewPCG(1, 2))
	kinds := []struct {
		name  string
		least float64 // share that must be found
		spoil func(lines []frame.Line) bool
	}{
		{"glyph nudged by a sixteenth of an em", 0.9, func(lines []frame.Line) bool {
			l := &lines[r.IntN(len(lines))]
			if len(l.Glyphs) < 4 {
				return false
			}
			i := 1 + r.IntN(len(l.Glyphs)-2)
			if l.Glyphs[i].Text == " " {
				return false
			}
			l.Glyphs[i].X += size / 16
			return true
		}},
		{"line shortened by one unit", 1, func(lines []frame.Line) bool {
			l := &lines[r.IntN(len(lines))]
			if l.Last {
				return false
			}
			l.Glyphs[len(l.Glyphs)-1].X--
			l.Width--
			return true
		}},
		{"mark squeezed or widened", 0.9, func(lines []frame.Line) bool {
			l := &lines[r.IntN(len(lines))]
			for i := range l.Glyphs {
				if g := &l.Glyphs[i]; i > 0 && i+1 < len(l.Glyphs) && slices.Contains([]string{"，", "。", "、", "；"}, g.Text) {
					move := size / 2
					if g.Advance > size*3/4 {
						move = -size / 2
					} else if l.Glyphs[i+1].X-g.X > size*3/4 {
						move = -size / 2
					}
					for j := i + 1; j < len(l.Glyphs); j++ {
						l.Glyphs[j].X += move
					}
					g.Advance = max(0, g.Advance+move)
					l.Width += move
					l.Measure += move
					return true
				}
			}
			return false
		}},
		{"a character lost", 1, func(lines []frame.Line) bool {
			l := &lines[r.IntN(len(lines))]
			rs := []rune(l.Text)
			i := r.IntN(len(rs))
			if rs[i] == ' ' {
				return false
			}
			l.Text = string(slices.Delete(rs, i, i+1))
			return true
		}},
		{"a glyph lost", 1, func(lines []frame.Line) bool {
			l := &lines[r.IntN(len(lines))]
			i := r.IntN(len(l.Glyphs))
			if l.Glyphs[i].Text == " " || l.Glyphs[i].Text == "" {
				return false
			}
			l.Glyphs = slices.Delete(l.Glyphs, i, i+1)
			return true
		}},
		{"flagged as untouched", 0.9, func(lines []frame.Line) bool {
			l := &lines[r.IntN(len(lines))]
			if l.Last || l.Repair != frame.RepairStretch && l.Repair != frame.RepairLoose {
				return false
			}
			l.Repair = frame.RepairNone
			return true
		}},
	}
	texts := paragraphs(t, "../../testdata/paragraphs/plain.txt")
	trials := 80
	if thorough() {
		trials = 200
	}
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			tried, missed := 0, 0
			var example string
			for n := 0; tried < trials && n < 5000; n++ {
				text := texts[r.IntN(len(texts))]
				m := unit.Abs(12 + r.IntN(20))
				lines := s.prepare(text).Break(m * size)
				settings := s.check
				settings.Measure = m * size
				if len(check.Lines(text, lines, settings)) > 0 {
					continue
				}
				if len(lines) == 0 || !k.spoil(lines) {
					continue
				}
				settings.Measure = 0
				tried++
				if len(check.Lines(text, lines, settings)) == 0 {
					missed++
					example = text
				}
			}
			if tried < 50 {
				t.Fatalf("only %d tried", tried)
			}
			if found := 1 - float64(missed)/float64(tried); found < k.least {
				t.Errorf("%.3f found, %.3f expected; let through one of “%s”", found, k.least, example)
			} else {
				t.Logf("%.3f found of %d", found, tried)
			}
		})
	}
}
