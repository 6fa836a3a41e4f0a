package hyphen

import (
	"strings"
	"testing"
)

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

// TestPatterns: each pattern of the file is found by its letters, and no others are.
func TestPatterns(t *testing.T) {
	if !strings.HasSuffix(patterns, "\n") || len(patterns) >= 1<<16 || strings.ContainsAny(patterns, " \t\r") {
		t.Fatal("the file is not lines of patterns, shorter than 64 KB")
	}
	d, seen := english(), map[string]bool{}
	hashOf := func(letters string) (hash uint32) {
		for i := range len(letters) {
			hash = hashed(hash, letters[i])
		}
		return hash
	}
	list := strings.Fields(patterns)
	for _, p := range list {
		letters := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return -1
			}
			return r
		}, p)
		if seen[letters] {
			t.Errorf("%s is there twice", letters)
		}
		seen[letters] = true
		if got := d.find(letters, hashOf(letters)); got != p {
			t.Errorf("find(%q) = %q, want %q", letters, got, p)
		}
		if len(letters) > d.longest {
			t.Errorf("%s is longer than %d letters", letters, d.longest)
		}
	}
	if len(list) < 4000 || len(list) > slotCount/2 {
		t.Errorf("%d patterns", len(list))
	}
	for letters := range seen {
		for _, other := range []string{letters + "q", letters[1:], letters[:len(letters)-1]} {
			if !seen[other] && d.find(other, hashOf(other)) != "" {
				t.Errorf("%q is found", other)
			}
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
