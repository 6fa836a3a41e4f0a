package hyphen

import "testing"

func TestEnglish(t *testing.T) {
	for word, want := range map[string]string{
		"hyphenation":          "hy-phen-ation",
		"internationalization": "in-ter-na-tion-al-iza-tion",
		"associate":            "as-so-ci-ate",
		"reproduce":            "re-pro-duce",
		"the":                  "the",
		"VOCs":                 "VOCs",
		"Typesetting":          "Type-set-ting",
		"naïve":                "naïve",
	} {
		got, last := "", 0
		for _, at := range English(word) {
			got += word[last:at] + "-"
			last = at
		}
		if got += word[last:]; got != want {
			t.Errorf("English(%q) = %s, want %s", word, got, want)
		}
	}
}

func FuzzEnglish(f *testing.F) {
	f.Add("representation")
	f.Fuzz(func(t *testing.T, word string) {
		last := 0
		for _, at := range English(word) {
			if at <= last || at < Left || at > len(word)-Right {
				t.Fatalf("%q: point %d after %d", word, at, last)
			}
			last = at
		}
	})
}

func BenchmarkEnglish(b *testing.B) {
	English("warm")
	for b.Loop() {
		English("internationalization")
	}
}
