package name

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/diag"
)

func findings(log *diag.List) (out []string) {
	for _, d := range log.Items() {
		path := ""
		if d.Span.Source != nil {
			path = d.Span.Source.Path
		}
		out = append(out, fmt.Sprintf("%s %s %d-%d %v", path, d.Code, d.Span.Start, d.Span.End, d.Args))
	}
	return out
}

func TestMirror(t *testing.T) {
	var issues []batch.Issue
	for _, key := range []string{
		"2021/11/issue.toml", "2021/extra.toml", "issue.toml", "a.b/c.d.TOML", "Issue.TOML/issue.toml", "e\u0301/issue.toml",
		"con/aux.x.toml", "x%BC/a:b. /l\nn.toml", strings.Repeat("简", 80) + "/issue.toml", "com9.a/com10.toml",
	} {
		issues = append(issues, batch.Issue{Key: key, Path: "/r/" + key, Real: "/archive/No. 3./" + key})
	}
	var log diag.List
	got, ok := Outputs(issues, Options{}, &log)
	want := []string{
		"2021/11/11.pdf", "2021/extra.pdf", "No. 3_.pdf", "a.b/c.d.pdf", "Issue.TOML/Issue.TOML.pdf", "\u00e9/\u00e9.pdf",
		"_con/_aux.x.pdf", "x_BC/a_b__/l_n.pdf", strings.Repeat("简", 66) + "/" + strings.Repeat("简", 65) + ".pdf", "_com9.a/com10.pdf",
	}
	if !ok || !slices.Equal(got, want) {
		t.Errorf("%v %q, want %q", ok, got, want)
	}
	if log.Len() != 5 || !log.Has("batch-name-changed") || log.HasErrors() {
		t.Errorf("%q", findings(&log))
	}
}

func TestCollisions(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"a/issue.toml", "a/a.toml"}, "r1/a/a.toml batch-name-collision 0-0 [a/a.pdf r0/a/issue.toml]"},
		{[]string{"caf\u00e9.toml", "x.toml", "CAFE\u0301.toml"}, "r2/CAFE\u0301.toml batch-name-collision 0-0 [CAF\u00c9.pdf r0/caf\u00e9.toml]"},
		{[]string{"stra\u00dfe.toml", "STRASSE.toml"}, "r1/STRASSE.toml batch-name-collision 0-0 [STRASSE.pdf r0/stra\u00dfe.toml]"},
		{[]string{"a?.toml", "a*.toml"}, "r1/a*.toml batch-name-collision 0-0 [a_.pdf r0/a?.toml]"},
		{[]string{"A.toml", "a.PDF/b/c/issue.toml"}, "r0/A.toml batch-name-folder 0-0 [A.pdf r1/a.PDF/b/c/issue.toml]"},
		{[]string{"b/c/x.toml", "b.toml", "c.toml", "b/c/issue.toml", "b/issue.toml"}, ""},
		{[]string{"11/issue.toml", "11/issue.toml"}, "r1/11/issue.toml batch-key-twice 0-0 [11/issue.toml r0/11/issue.toml]"},
		{[]string{"Index.CSV/issue.toml"}, "r0/Index.CSV/issue.toml batch-name-reserved 0-0 [Index.CSV/Index.CSV.pdf index.csv]"},
		{[]string{strings.Repeat("a", 200) + "1.toml", strings.Repeat("a", 200) + "2.toml"}, "collision"},
	} {
		var issues []batch.Issue
		for i, key := range c.keys {
			issues = append(issues, batch.Issue{Key: key, Path: fmt.Sprintf("r%d/%s", i, key), Real: "/r/" + key})
		}
		var log diag.List
		_, ok := Outputs(issues, Options{Reserved: []string{"index.csv"}}, &log)
		got := slices.DeleteFunc(findings(&log), func(s string) bool { return strings.Contains(s, "batch-name-changed") })
		switch {
		case ok != (c.want == ""), len(got) > 1, c.want != "" && len(got) == 0:
			t.Errorf("%q: %v %q, want %q", c.keys, ok, got, c.want)
		case len(got) == 1 && got[0] != c.want && (c.want != "collision" || !strings.Contains(got[0], c.want)):
			t.Errorf("%q: %q, want %q", c.keys, got, c.want)
		}
	}
}

func TestPattern(t *testing.T) {
	for pattern, want := range map[string][]string{
		"{title}-{year}-{number:03}":    nil,
		"{year:04}/{record} {date}.PDF": nil,
		"甲":                             nil,
		"{title":                        {"--name name-pattern-brace 0-1 [{]"},
		"{a{title}}":                    {"--name name-pattern-brace 0-1 [{]", "--name name-pattern-brace 9-10 [}]"},
		"x{titel}":                      {"--name name-pattern-field 2-7 [titel [title year number date record]]"},
		"{}":                            {"--name name-pattern-field 1-1 [ [title year number date record]]"},
		"{number:3}{title:03}{number:}": {"--name name-pattern-width 8-9 [3 number]", "--name name-pattern-width 17-19 [03 title]", "--name name-pattern-width 28-28 [ number]"},
		"{year:00}{year:0-1}{year:+1}":  {"--name name-pattern-width 6-8 [00 year]", "--name name-pattern-width 15-18 [0-1 year]", "--name name-pattern-width 25-27 [+1 year]"},
		"a:b\u202e":                     {"--name name-pattern-character 1-2 [:]", "--name name-pattern-character 3-6 [\u202e]"},
		"\xff":                          {"--name name-pattern-character 0-1 [\xff]"},
		"/{title}":                      {"--name name-pattern-folder 0-0 []"},
		"../{title}":                    {"--name name-pattern-folder 0-2 [..]"},
		".jianbao/{title}":              {"--name name-pattern-folder 0-8 [.jianbao]"},
		"a/nul/b. /{title}":             {"--name name-pattern-folder 2-5 [nul]", "--name name-pattern-folder 6-9 [b. ]"},
		"":                              {"--name name-pattern-folder 0-0 []"},
		".pdf":                          {"--name name-pattern-folder 0-0 []"},
	} {
		var log diag.List
		p, ok := Parse(pattern, &log)
		if got := findings(&log); !slices.Equal(got, want) || ok != (want == nil) || p.String() != pattern {
			t.Errorf("%q: %v %q, want %q", pattern, ok, got, want)
		}
	}
}

const whole = `# 甲
schema = 1
[publication]
title = "政协\n简报/副刊"
[[section]]
title = "x"
[[section.article]]
title = "[issue]"
[issue]
year = 2021
number = 9
date = 2021-10-22
[archive]
record = "X1-2"
`

func TestPatterned(t *testing.T) {
	dir := t.TempDir()
	text := strings.Replace(whole, "= 9\n", "= \"9-10\"\n", 1)
	var issues []batch.Issue
	for i, s := range []string{
		whole, strings.NewReplacer("政协", "政\u200b协", "9-", "9\u202c-", "X1", "\ufeffX1").Replace(text), strings.Replace(text, "\"9-10\"", "\"7\"", 1), "[issue", "schema = 1\n[publication]\ntitle = 3\n",
		strings.Repeat("[", 100_000), "a" + strings.Repeat(".a", 40_000) + " = 1", "schema = 1\nissue.year.x.number = 3\npublication = 3\n[archive.record]\n",
		whole + "x = \"" + strings.Repeat("x", maxTables) + "\"",
	} {
		path := filepath.Join(dir, fmt.Sprint(i, ".toml"))
		if err := os.WriteFile(path, []byte(s), 0o666); err != nil {
			t.Fatal(err)
		}
		issues = append(issues, batch.Issue{Key: fmt.Sprint(i), Path: path})
	}
	issues = append(issues, batch.Issue{Key: "missing", Path: filepath.Join(dir, "missing")})
	var log diag.List
	p, ok := Parse("{year:05}/{title}-{year}-{number:03} {date} {record}", &log)
	if !ok {
		t.Fatal(findings(&log))
	}
	got, ok := Outputs(issues[:3], Options{Pattern: p}, &log)
	want := []string{"02021/政协简报_副刊-2021-009 2021-10-22 X1-2.pdf", "02021/政协简报_副刊-2021-9-10 2021-10-22 X1-2.pdf", "02021/政协简报_副刊-2021-7 2021-10-22 X1-2.pdf"}
	if !ok || !slices.Equal(got, want) {
		t.Errorf("%v %q", ok, got)
	}
	if log.Len() != 3 || !log.Has("batch-name-changed") {
		t.Errorf("the slash of a title was replaced without a finding: %q", findings(&log))
	}
	p, _ = Parse("{title}-{year}-{number}", &log)
	log = diag.List{}
	got, ok = Outputs(issues[3:], Options{Pattern: p}, &log)
	if !ok || strings.Join(got, "") != "" || log.Len() != 0 {
		t.Errorf("%v %q %q", ok, got, findings(&log))
	}
	p, _ = Parse("{record}", &log)
	if _, ok = Outputs(issues[4:5], Options{Pattern: p}, &log); ok || !log.Has("batch-name-record") {
		t.Errorf("%q", findings(&log))
	}
}

func TestDevices(t *testing.T) {
	for s, want := range map[string]bool{
		"con": true, "Con .x": true, "NUL.tar.gz": true, "COM1": true, "lpt\u00b2": true, "conin$": true,
		"COM": false, "COM12": false, "console": false, "COMa": false, "": false,
	} {
		if isDevice(s) != want {
			t.Errorf("%q", s)
		}
	}
}

// FuzzClean checks that the result for any text is a valid name on every
// system.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"a/b", "..", " . ", "con.x", "\x00\xff", strings.Repeat("\u0301", 200), "e\u0301", strings.Repeat("简", 99) + ".", "NUL" + strings.Repeat(" ", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s, 196)
		if got == "" || len(got) > 196 || !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) || got[0] == '.' ||
			strings.TrimRight(got, ". ") != got || isDevice(got) {
			t.Fatalf("%q became %q", s, got)
		}
		for i := 0; i < len(got); {
			r, n := utf8.DecodeRuneInString(got[i:])
			if forbidden(r, n) {
				t.Fatalf("%q became %q", s, got)
			}
			i += n
		}
		if again := Clean(got, 196); again != got {
			t.Fatalf("%q became %q, and that %q", s, got, again)
		}
	})
}

// FuzzPattern checks that any accepted pattern, with any fields, gives names
// below the output.
func FuzzPattern(f *testing.F) {
	f.Add("{title}-{year}-{number:03}", "简报", "9-10")
	f.Add("{record}/../{date}", "..", "/")
	f.Add("a{title}/{{number:09}}.pdf", "/../x", "")
	f.Fuzz(func(t *testing.T, pattern, title, number string) {
		var log diag.List
		p, ok := Parse(pattern, &log)
		if !ok {
			if !log.HasErrors() {
				t.Fatal("rejected without a finding")
			}
			var b strings.Builder
			if err := (&diag.Printer{}).Print(&b, log.Items()); err != nil || strings.Contains(b.String(), "%!") && !strings.Contains(pattern, "%!") {
				t.Fatalf("%s", b.String())
			}
			return
		}
		s, _, ok := p.render(&Fields{Title: title, Year: "2021", Number: number, Whole: true, Date: "2021-10-22", Record: title})
		if !ok {
			return
		}
		out := cleanPath(s)
		if !filepath.IsLocal(filepath.FromSlash(out)) || strings.Count(out, "/") != strings.Count(pattern, "/") || strings.HasPrefix(out, ".") || strings.Contains(out, "/.") || !strings.HasSuffix(out, ".pdf") {
			t.Fatalf("%q became %q", pattern, out)
		}
	})
}
