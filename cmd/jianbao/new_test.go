package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/content/manifest"
)

const yearPublication = `schema = 1
[publication]
title = "石塘简讯"
issuer = ["石塘镇"]
period = "PERIOD"
[style]
theme = "jianbao"
[imprint]
lines = ["编辑：陈水生"]
report = ["县水利局"]
`

const yearFirst = `# 第一期
schema = 1

[publication]
title = "石塘简讯"   # 各期相同

# 这一期
[issue]
year   = 2025
number = FIRST   # 第几期
total  = 100
date   = DATE
serial = 7

# 报尾与各期相同，只有份数不同
[imprint]
lines = ["编辑：陈水生"]
copies = 120

# 要闻总在最前
[[section]]
title = "要闻"
[[section.article]]
title = "一"
text = "渠水放到了田里。"
[[section.article]]
title = "二"
text = "渠水放到了田里，秧也插了。"

[[section]]
title = "简讯"   # 短的
[[section.article]]
title = "三"
text = "渠水放到了田里，稻也熟了。"
`

// quietly runs the command and returns its status and what it printed.
func quietly(args ...string) (status int, stdout, stderr string) {
	var out, err bytes.Buffer
	status = run(&system{stdout: &out, stderr: &err, getenv: func(string) string { return "" }, systemLang: func() string { return "" }}, args)
	return status, out.String(), err.String()
}

// TestYear makes the issues of a year and more from one publication.toml, for each period:
// numbers and dates are right over the turn of the year, manifests are short, and the
// issues can be built.
func TestYear(t *testing.T) {
	for _, tt := range []struct {
		period, first, date string
		n                   int
		want                string // number, year and date of some issues, by their ordinal
	}{
		{"month", "11", "2025-11-30", 13, "2:12/2025/2025-12-31 3:1/2026/2026-01-31 4:2/2026/2026-02-28 5:3/2026/2026-03-31 6:4/2026/2026-04-30 13:11/2026/2026-11-30"},
		{"month", "1", "2025-01-15", 13, "12:12/2025/2025-12-15 13:1/2026/2026-01-15"},
		{"half-month", "23", "2025-12-15", 6, "2:24/2025/2025-12-31 3:1/2026/2026-01-15 4:2/2026/2026-01-31 5:3/2026/2026-02-15 6:4/2026/2026-02-28"},
		{"week", "51", "2025-12-22", 3, "2:52/2025/2025-12-29 3:1/2026/2026-01-05"},
		{"quarter", "3", "2025-09-30", 4, "2:4/2025/2025-12-31 3:1/2026/2026-03-31 4:2/2026/2026-06-30"},
		{"half-year", "2", "2025-08-31", 3, "2:1/2026/2026-02-28 3:2/2026/2026-08-31"},
		{"year", "1", "2025-03-01", 2, "2:1/2026/2026-03-01"},
	} {
		dir := t.TempDir()
		writeText(t, filepath.Join(dir, "publication.toml"), strings.Replace(yearPublication, "PERIOD", tt.period, 1))
		writeText(t, filepath.Join(dir, "01", "issue.toml"), strings.NewReplacer("FIRST", tt.first, "DATE", tt.date).Replace(yearFirst))
		want := map[int]string{}
		for _, w := range strings.Fields(tt.want) {
			var i int
			var rest string
			if _, err := fmt.Sscanf(w, "%d:%s", &i, &rest); err != nil {
				t.Fatal(err)
			}
			want[i] = rest
		}
		for i := 2; i <= tt.n; i++ {
			folder := filepath.Join(dir, fmt.Sprintf("%02d", i))
			status, stdout, stderr := quietly("new", "--lang", "en", folder)
			if status != statusDone || stdout != filepath.ToSlash(filepath.Join(folder, "issue.toml"))+"\n" || !strings.Contains(stderr, "new-written") {
				t.Fatalf("%s, issue %d: status %d %s %s", tt.period, i, status, stdout, stderr)
			}
			data, err := os.ReadFile(filepath.Join(folder, "issue.toml"))
			if err != nil {
				t.Fatal(err)
			}
			if lines := strings.Count(string(data[:bytes.Index(data, []byte("[[section.article]]"))]), "\n"); lines > 15 {
				t.Errorf("%s, issue %d: %d lines before the articles\n%s", tt.period, i, lines, data)
			}
			disk := manifest.NewDisk(filepath.Join(folder, "issue.toml"))
			var log diag.List
			issue := manifest.Load(disk, manifest.Options{}, &log)
			disk.Close()
			if log.HasErrors() {
				t.Fatal(log.Items())
			}
			n := &issue.Number
			if got := fmt.Sprintf("%s/%d/%04d-%02d-%02d", n.Issue.Value, n.Year, n.Date.Year, n.Date.Month, n.Date.Day); want[i] != "" && got != want[i] {
				t.Errorf("%s, issue %d: %s, want %s", tt.period, i, got, want[i])
			}
			if n.Total.Value != fmt.Sprint(99+i) || n.Serial.Value != "" || issue.Imprint.Copies != 120 || len(issue.Sections) != 2 || issue.Sections[0].Title.Value != "要闻" || len(issue.Sections[0].Articles) != 1 {
				t.Errorf("%s, issue %d: total %s, serial %s, %+v", tt.period, i, n.Total.Value, n.Serial.Value, issue.Imprint)
			}
			if i == 2 {
				text := string(data)
				for _, kept := range []string{"# 第几期", "# 短的", "copies = 120"} {
					if !strings.Contains(text, kept) {
						t.Errorf("%q is lost:\n%s", kept, text)
					}
				}
				for _, gone := range []string{"serial", "各期相同", "[publication]", "lines ="} {
					if strings.Contains(text, gone) {
						t.Errorf("%q is still there:\n%s", gone, text)
					}
				}
				for _, command := range []string{"check", "build"} {
					if status, _, stderr := quietly(command, "--lang", "en", folder); status != statusDone || strings.Contains(stderr, "warning") || strings.Contains(stderr, "error") {
						t.Errorf("%s: status %d %s", command, status, stderr)
					}
				}
			}
		}
	}
}
