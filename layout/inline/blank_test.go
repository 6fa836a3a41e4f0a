package inline

import (
	"testing"

	"jianbao/layout/unit"
)

// widthOf returns the width of a text in one line, in 1/8 em.
func widthOf(t *testing.T, text string, settings Settings) int {
	t.Helper()
	lines := setAt(t, text, 200, settings)
	if len(lines) != 1 || lines[0].Text != text {
		t.Fatalf("%q: %d lines", text, len(lines))
	}
	return int((lines[0].Width*8 + lines[0].Size/2) / lines[0].Size)
}

// TestBlanks: single blanks beside full-width marks have no width, and the marks
// next to them are set like neighbours (RULES 3.2, 2.2). Other blanks stay.
func TestBlanks(t *testing.T) {
	for _, c := range []struct{ typed, as string }{
		{"甲， 乙", "甲，乙"}, {"甲 ，乙", "甲，乙"}, {"甲\u00a0，\u00a0乙", "甲，乙"},
		{"《 办法 》（ 试行 ）甲", "《办法》（试行）甲"},
		{"他说： “好。” 甲", "他说：“好。”甲"},
		{"甲 —— 乙 …… 丙 ～ 丁", "甲——乙……丙～丁"},
		{"甲， 1、 A", "甲，1、A"},
	} {
		if got, want := widthOf(t, c.typed, Settings{Autospace: 250}), widthOf(t, c.as, Settings{Autospace: 250}); got != want {
			t.Errorf("%q is %d/8 em wide, %q %d/8", c.typed, got, c.as, want)
		}
	}
	for _, c := range []struct {
		text string
		want int
	}{
		{"甲 乙", 20}, {"甲，  乙", 32}, {"甲：　乙", 32}, {"甲：　　　乙", 48}, {"甲：\u3000 乙", 36},
		{"甲 · 乙", 28},
		// Tabs: the next stop of 4 em, at least 1 em away.
		{"甲\t乙", 40}, {"甲乙丙\t丁", 40}, {"甲乙丙丁\t戊", 72}, {"甲\t\t乙", 72}, {"甲：\t乙", 40},
	} {
		if got := widthOf(t, c.text, Settings{Autospace: 250}); got != c.want {
			t.Errorf("%q is %d/8 em wide, want %d/8", c.text, got, c.want)
		}
	}
	if got := widthOf(t, "甲》 乙", Settings{Title: true}); got != 28 {
		t.Errorf("in a title a blank after a mark has %d/8 em", got-24)
	}
	if got := widthOf(t, "甲》 乙", Settings{KeepBlanks: true}); got != 28 {
		t.Errorf("in an entry of the contents a blank after a mark has %d/8 em", got-24)
	}
}

// TestColumns: cells of the same column begin at the same place, and an empty
// cell keeps its place.
func TestColumns(t *testing.T) {
	for _, row := range []string{"断面\t类别\t甲", "石塘桥\t良好\t甲", "柳湾\t\t甲"} {
		lines := setAt(t, row, 200, Settings{Autospace: 250})
		last := lines[0].Glyphs[len(lines[0].Glyphs)-1]
		if last.Text != "甲" || (last.X*2+lines[0].Size/2)/lines[0].Size != 16 {
			t.Errorf("%q: the third cell begins at %v of %v", row, last.X, lines[0].Size)
		}
	}
}

// TestDroppedBlankBreaks: a line may end at a blank that is not set, unless it is
// U+00A0.
func TestDroppedBlankBreaks(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"甲乙丙丁， 戊己", "甲乙丙丁， |戊己"},
		{"甲乙丙丁，\u00a0戊己庚", "甲乙丙|丁，\u00a0戊己庚"},
		{"甲乙丙丁（ 戊 ）己", "甲乙丙丁|（ 戊 ）己"},
	} {
		if got := joined(setAt(t, c.text, 5, Settings{})); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// TestHug: a full-width mark has no blank towards an ASCII bracket around it (RULES 2.2).
func TestHug(t *testing.T) {
	for text, halves := range map[string]int{
		"乙(“甲”)乙":     2,
		"乙[《甲》]乙":     2,
		"乙(甲。)乙":      1,
		"乙({（甲）})乙":   2,
		"乙(甲)“乙":      0,
		"乙，(甲)乙":      0,
		"乙（《甲》）(甲）乙丙": 2, // the pairs of full-width marks alone
	} {
		p := roundParagraph(t, text, Settings{})
		var lost unit.Abs
		for i := range p.atoms {
			lost += p.atoms[i].lost + p.atoms[i].lostL
		}
		if want := roundEm / 2 * unit.Abs(halves); lost != want {
			t.Errorf("%s loses %s, want %s", text, lost, want)
		}
	}
}
