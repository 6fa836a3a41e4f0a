package inline_test

import (
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// codeFont returns the font of code at 10 pt.
func codeFont(t *testing.T) *inline.Font {
	t.Helper()
	lib := fonts.Bundled()
	hei, _ := lib.Find(fonts.Hei, false)
	mono, ok := lib.Find(fonts.Mono, false)
	if !ok {
		t.Fatal("no face of one width")
	}
	return &inline.Font{Stack: &fonts.Stack{Role: "code", Han: []*fonts.Face{hei}, Latin: []*fonts.Face{mono}}, Size: 10 * unit.Pt}
}

// TestCode: lines of code stay as typed, a Han is as wide as two Latin characters,
// and what exceeds the measure is turned at a column (RULES 16.1).
func TestCode(t *testing.T) {
	typed := []string{"a = \"中文，。\"", "", "  if x:", "  return '０123456789' + 字字字字字字", "end"}
	var lines []inline.Run
	font := codeFont(t)
	for _, s := range typed {
		lines = append(lines, inline.Run{Text: s, Font: font})
	}
	var log diag.List
	got := inline.NewShaper().Code(lines, 100*unit.Pt, &log)
	if log.Len() > 0 {
		t.Errorf("found %v", log.Items())
	}
	var texts []string
	joined := ""
	for _, l := range got {
		texts = append(texts, l.Text)
		joined += l.Text
		if l.Last {
			joined += "\n"
		}
		if l.X+l.Width > 100*unit.Pt {
			t.Errorf("%q ends at %s", l.Text, l.X+l.Width)
		}
		for _, g := range l.Glyphs {
			if want := 5 * unit.Pt; g.Text < "\x7f" && g.Advance != want || g.Text >= "一" && g.Advance != 2*want {
				t.Errorf("%q is %s wide", g.Text, g.Advance)
			}
		}
	}
	if joined != strings.Join(typed, "\n")+"\n" {
		t.Errorf("lines %q", texts)
	}
	if len(got) != 7 || got[1].Text != "" || got[3].First != true || got[4].First || got[4].X != 20*unit.Pt {
		t.Errorf("lines %q", texts)
	}
}

// TestCodeMarks: a combining mark stays on its letter, and a mark that no face has is
// reported.
func TestCodeMarks(t *testing.T) {
	var log diag.List
	got := inline.NewShaper().Code([]inline.Run{{Text: "e\u0301 x\u1ab0", Font: codeFont(t)}}, 100*unit.Pt, &log)
	if len(got) != 1 || got[0].Width != 15*unit.Pt || got[0].Glyphs[0].Text != "e\u0301" {
		t.Errorf("%+v", got)
	}
	if list := log.Items(); len(list) != 1 || list[0].Code != "missing-mark" {
		t.Errorf("found %v", list)
	}
}

// TestCodeInText: words of code are not hyphenated (RULES 16.2).
func TestCodeInText(t *testing.T) {
	for _, code := range []bool{false, true} {
		var log diag.List
		text := strings.Repeat("国", 7) + "responsibility" + strings.Repeat("国", 12)
		p := inline.NewShaper().Prepare([]inline.Run{{Text: text, Font: codeFont(t), Code: code}}, inline.Settings{Hyphenate: true}, &log)
		hyphens := 0
		for measure := 100 * unit.Pt; measure < 160*unit.Pt; measure += 10 * unit.Pt {
			for _, l := range p.Break(measure) {
				for _, g := range l.Glyphs {
					if g.Hyphen {
						hyphens++
					}
				}
			}
		}
		if code != (hyphens == 0) {
			t.Errorf("code %v: %d hyphens", code, hyphens)
		}
	}
}
