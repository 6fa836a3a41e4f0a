package inline

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/layout/unit"
)

// TestTitleWords sets invented titles of sixty institutions as titles and as
// entries of the contents, at the measures of both themes and at narrower ones.
// No line ends where the sample has no stroke (RULES 5.4).
func TestTitleWords(t *testing.T) {
	data, err := os.ReadFile("testdata/titlewords.txt")
	if err != nil {
		t.Fatal(err)
	}
	f, s := songFont(), NewShaper()
	set, wrong := 0, 0
	for sample := range strings.Lines(string(data)) {
		sample = strings.TrimSpace(sample)
		if sample == "" || sample[0] == '#' {
			continue
		}
		text := strings.ReplaceAll(sample, "/", "")
		for _, title := range []bool{true, false} {
			settings := Settings{Autospace: 250, Words: true, Align: Left, Hang: bodySize, LastRoom: 2 * bodySize}
			if title {
				settings = Settings{Autospace: 250, Words: true, Title: true, Trapezoid: true, Align: Center}
			}
			var log diag.List
			p := s.Prepare([]Run{{Text: text, Font: f}}, settings, &log)
			for _, em := range []int{24, 21, 16, 12} {
				lines := p.Break(unit.Abs(em) * bodySize)
				if len(lines) < 2 {
					continue
				}
				set++
				if at := badEnd(sample, joined(lines)); at != "" {
					wrong++
					t.Errorf("%d em, title %v: %s in %s", em, title, at, joined(lines))
				}
				for _, l := range lines {
					if l.InWord {
						t.Errorf("%d em, title %v: %s ends inside a word", em, title, l.Text)
					}
				}
			}
		}
	}
	if set < 200 {
		t.Errorf("only %d samples have several lines", set)
	}
	t.Logf("%d of %d are divided inside a word", wrong, set)
}

// badEnd returns the first line end, marked |, that the sample does not mark with
// a stroke; "" if there is none.
func badEnd(sample, lines string) string {
	s := []rune(sample)
	k := 0
	for i, r := range lines {
		switch {
		case r == '|' && s[k] != '/':
			return fmt.Sprintf("%s|%s", tail(lines[:i]), string(s[k]))
		case r == '|':
			k++
		default:
			if s[k] == '/' {
				k++
			}
			k++
		}
	}
	return ""
}

func tail(s string) string {
	r := []rune(s)
	return string(r[max(0, len(r)-2):])
}
