package inline

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestHardBreakBehindOneLetter: a Latin word of one letter may end its line.
func TestHardBreakBehindOneLetter(t *testing.T) {
	s := NewShaper()
	for _, text := range []string{"A", "天A", "A天", "1", "A1"} {
		chars := s.collect([]Run{{Text: text, Break: true}, {Text: "B类"}})
		s.findLiterals(chars)
		s.resolve(chars)
		settings := plain
		n := len([]rune(text))
		if got := s.breaks(chars, &settings)[n]; got != brkForce {
			t.Errorf("behind %q: %v", text, got)
		}
	}
}

// TestDashTypedAsHyphen: a hyphen between blanks is a dash and begins no line (RULES 1.1).
func TestDashTypedAsHyphen(t *testing.T) {
	for _, text := range []string{"天地玄黄 - 宇宙洪荒", "天地玄黄 - Universe", "Heaven - 宇宙洪荒", "Heaven - Universe"} {
		for measure := 4; measure < 12; measure++ {
			lines := setAt(t, text, measure, plain)
			for _, l := range lines[1:] {
				if strings.HasPrefix(l.Text, "-") {
					t.Errorf("at %d em: %q", measure, joined(lines))
				}
			}
		}
	}
}

// TestNothingButHyphens checks that a word that may be hyphenated at every
// letter is typeset completely.
func TestNothingButHyphens(t *testing.T) {
	word := "A" + strings.Repeat("u", 60) + "a"
	settings := plain
	settings.Hyphenate = true
	lines := setAt(t, word, 8, settings)
	if got := strings.ReplaceAll(joined(lines), "|", ""); got != word {
		t.Errorf("%d lines: %q", len(lines), got)
	}
}

// TestWindowsGiveTheSameBreaks checks that UAX #14 on the ranges that need it
// gives, after tailoring, the same breaks as UAX #14 on the complete text.
func TestWindowsGiveTheSameBreaks(t *testing.T) {
	alphabet := []rune("天地玄黄宇宙洪荒，。、；“”‘’（）《》——…～·/-abAB019.,:%$ \u00a0\u2060\u200b 々ー①→℃￥ 一二")
	rng := rand.New(rand.NewPCG(3, 4))
	s := NewShaper()
	for range 5000 {
		text := make([]rune, 2+rng.IntN(24))
		for i := range text {
			text[i] = alphabet[rng.IntN(len(alphabet))]
		}
		chars := s.collect([]Run{{Text: string(text)}})
		s.findLiterals(chars)
		s.resolve(chars)
		settings := plain
		whole := make([]brk, len(chars)+1)
		s.uax14(chars, whole, 0, len(chars))
		s.tailor(chars, whole, &settings)
		s.protect(chars, whole, settings.Level)
		got := s.breaks(chars, &settings)
		for i := 1; i < len(chars); i++ {
			if got[i] != whole[i] {
				t.Fatalf("%q before %q: %v, over the whole text %v", string(text), chars[i].r, got[i], whole[i])
			}
		}
	}
}
