package manifest

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content/diag"
)

// TestYear: the year of an issue is within one of its date's, and not before 1900. In
// Traditional Chinese it may count from 1911.
func TestYear(t *testing.T) {
	for _, tt := range []struct {
		lang string
		year int
		date string
		want string
	}{
		{"zh-Hans", 2026, "2026-03-18", ""},
		{"zh-Hans", 2025, "2026-01-06", ""}, // the December issue
		{"zh-Hans", 2027, "2026-12-28", ""},
		{"zh-Hans", 1900, "1900-01-01", ""},
		{"zh-Hans", 2024, "2026-01-06", "year-date[2024 2026]"},
		{"zh-Hans", 26, "2026-03-18", "year-date[26 2026]"},
		{"zh-Hans", 115, "2026-03-18", "year-date[115 2026]"},
		{"zh-Hans", 1872, "1872-04-30", "year-early[1872 1900]"},
		{"zh-Hant-TW", 115, "2026-03-18", ""},
		{"zh-Hant", 114, "2026-01-06", ""},
		{"zh-Hant-TW", 26, "2026-03-18", "year-date[26 2026]"},
		{"zh-Hant-TW", 2026, "2026-03-18", ""},
	} {
		var log diag.List
		text := fmt.Sprintf("schema = 1\n[publication]\ntitle = '甲'\nlang = '%s'\n[issue]\nyear = %d\nnumber = 1\ndate = %s\n[[section]]\ntitle = '乙'\n[[section.article]]\ntitle = '丙'\ntext = '丁'\n",
			tt.lang, tt.year, tt.date)
		loadFrom(memory{}, "issue.toml", []byte(text), Options{}, &log)
		var got []string
		for _, d := range log.Items() {
			got = append(got, fmt.Sprint(d.Code, d.Args))
			if d.Span.Text() != fmt.Sprint(tt.year) {
				t.Errorf("%s is at %q", d.Code, d.Span.Text())
			}
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%s, %d, %s: %s, want %s", tt.lang, tt.year, tt.date, g, tt.want)
		}
	}
}
