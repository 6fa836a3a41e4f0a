package inline

import "testing"

// TestLocales checks the differences of other locales (RULES 8.1–8.3).
func TestLocales(t *testing.T) {
	width := func(text string, settings Settings) int {
		lines := setAt(t, text, 20, settings)
		return int(2 * lines[0].Width / bodySize) // in ½ em
	}
	with := func(locale Locale) Settings {
		s := plain
		s.Locale, s.Punctuation = locale, Hangmo
		return s
	}
	for _, c := range []struct {
		what   string
		text   string
		locale Locale
		want   int
	}{
		{"neighbouring marks are squeezed", "天）。地", ZhHans, 7},
		{"neighbouring marks are not squeezed in Taiwan", "天）。地", ZhHantTW, 8},
		{"neighbouring marks are squeezed in Hong Kong", "天）。地", ZhHantHK, 7},
		{"a stop at a line's end is half width", "天地。", ZhHans, 5},
		{"a stop at a line's end keeps its box in Taiwan", "天地。", ZhHantTW, 6},
		{"a stop at a line's end keeps its box in Japan", "天地。", Ja, 6},
	} {
		if got := width(c.text, with(c.locale)); got != c.want {
			t.Errorf("%s: %d half em, want %d", c.what, got, c.want)
		}
	}
}

// TestWordsOfHangul: a Korean line breaks at spaces alone (RULES 8.3), a Japanese
// one not before small kana and the long vowel mark (RULES 8.2).
func TestWordsOfHangul(t *testing.T) {
	korean := plain
	korean.Locale = Ko
	for _, c := range []struct {
		settings Settings
		text     []rune
		want     []bool // whether a line may break behind each character but the last
	}{
		{korean, []rune("가나 다라"), []bool{false, false, true, false}},
		{plain, []rune("가나 다라"), []bool{true, false, true, true}},
		{plain, []rune("キャリー"), []bool{false, true, false}},
	} {
		chars := make([]char, len(c.text))
		for i, r := range c.text {
			chars[i] = char{r: r, class: wideClass(r)}
			if k, ok := markClass(r); ok {
				chars[i].class = k
			}
		}
		got := NewShaper().breaks(chars, &c.settings)
		for i, want := range c.want {
			if (got[i+1] == brkAllow) != want {
				t.Errorf("%s: behind %q: %v, want a break: %v", string(c.text), c.text[i], got[i+1], want)
			}
		}
	}
}
