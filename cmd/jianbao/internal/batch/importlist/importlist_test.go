package importlist

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"jianbao/content/diag"
	"jianbao/content/linktest"
	"jianbao/content/manifest"
)

const head = "刊名,年,期,日期,栏目,题名,文件,来源,档号\n"

func findings(log *diag.List) (out []string) {
	for _, d := range log.Items() {
		at := ""
		if d.Span.Source != nil && d.Span.Source.Data != nil {
			line, column := diag.NewLines(d.Span.Source.Data).Position(d.Span.Start)
			at = fmt.Sprintf("%d:%d ", line, column)
		}
		if m := d.Message(diag.ZH) + d.Hint(diag.ZH) + d.Message(diag.EN) + d.Hint(diag.EN); strings.Contains(m, "%!") {
			out = append(out, m)
		}
		out = append(out, at+string(d.Code))
	}
	return out
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, list, dir string) (written []string, log *diag.List) {
	t.Helper()
	log = &diag.List{}
	paths, err := Run([]byte(list), "list.csv", dir, log)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range paths {
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			t.Fatal(err)
		}
		written = append(written, filepath.ToSlash(rel))
	}
	return written, log
}

// files lists the files below a folder.
func files(t *testing.T, dir string) (out []string) {
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, p)
			out = append(out, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const validList = head +
	"简报,2021年,第11期,2021/10/22,要闻,\"“甲”,\"\"乙\"\"\r\n丙\\\",articles\\01.txt,办公室,X1-2021\n" +
	",,,,,,,,\n" +
	"简报,2021,11,,要闻,丁,articles/02.md,,\n" +
	"简报,2021,９－１０,2021年9月1日 0:00,动态,戊,01.txt,,\n" +
	"简报,2021,11,2021-10-22,动态,己,03.TXT,,X1-2021\n" +
	"简报,2021,11,20211022,要闻,庚,articles/../04.txt,,\n"

const want11 = `schema = 1

[publication]
title = "简报"

[issue]
year   = 2021
number = 11
date   = 2021-10-22

[archive]
record = "X1-2021"

[[section]]
title = "要闻"

[[section.article]]
title  = "“甲”,\"乙\"\n丙\\"
file   = "articles/01.txt"
source = "办公室"

[[section.article]]
title  = "丁"
file   = "articles/02.md"

[[section]]
title = "动态"

[[section.article]]
title  = "己"
file   = "03.TXT"

[[section]]
title = "要闻"

[[section.article]]
title  = "庚"
file   = "04.txt"
`

func TestRun(t *testing.T) {
	encodings := map[string]func(string) string{
		"UTF-8":                    func(s string) string { return s },
		"mark":                     func(s string) string { return "\uFEFF" + s },
		"CRLF":                     func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n") },
		"CR":                       func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r") },
		"semicolon":                func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, ",", ";"), "”;", "”,") },
		"separator line":           func(s string) string { return "sep=,\r\n" + s },
		"separator line in quotes": func(s string) string { return "\"Sep=,\"\n" + s },
		"GB18030": func(s string) string {
			b, err := simplifiedchinese.GB18030.NewEncoder().String(s)
			if err != nil {
				t.Fatal(err)
			}
			return b
		},
		"UTF-16 tab": func(s string) string {
			s = strings.ReplaceAll(strings.ReplaceAll(s, ",", "\t"), "”\t", "”,")
			b, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
			if err != nil {
				t.Fatal(err)
			}
			return b
		},
	}
	for name, encode := range encodings {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "new")
			written, log := run(t, encode(validList), dir)
			want := []string{"简报-2021-11/issue.toml", "简报-2021-9-10/issue.toml"}
			if !slices.Equal(written, want) {
				t.Fatalf("wrote %q; %q", written, findings(log))
			}
			if log.HasErrors() || log.Count(diag.Warning) != 5 || !log.Has("import-file-missing") {
				t.Errorf("%q", findings(log))
			}
			got, err := os.ReadFile(filepath.Join(dir, written[0]))
			if err != nil || string(got) != want11 {
				t.Errorf("%v\n%s", err, got)
			}
			double, err := os.ReadFile(filepath.Join(dir, written[1]))
			if err != nil || !strings.Contains(string(double), "number = \"9-10\"\ndate   = 2021-09-01\n") {
				t.Errorf("%v\n%s", err, double)
			}
			for _, f := range []string{"articles/01.txt", "articles/02.md", "03.TXT", "04.txt"} {
				put(t, dir, "简报-2021-11/"+f, "正文。\n")
			}
			var back diag.List
			i := manifest.Load(manifest.NewDisk(filepath.Join(dir, written[0])), manifest.Options{}, &back)
			if back.Len() > 0 || i == nil || i.Archive.Record.Value != "X1-2021" || i.Sections[0].Articles[0].Title.Value != "“甲”,\"乙\"\n丙\\" {
				t.Errorf("read back: %q", findings(&back))
			}
			// The files exist now; the manifests are not changed.
			put(t, dir, "简报-2021-9-10/01.txt", "正文。\n")
			before := files(t, dir)
			if again, log := run(t, encode(validList), dir); len(again) > 0 || log.Count(diag.Warning) > 0 || log.HasErrors() || !slices.Equal(files(t, dir), before) {
				t.Errorf("again: %q %q", again, findings(log))
			}
			// A manifest that differs prevents all writing.
			put(t, dir, "简报-2021-11/issue.toml", "mine")
			if err := os.Remove(filepath.Join(dir, written[1])); err != nil {
				t.Fatal(err)
			}
			if again, log := run(t, encode(validList), dir); len(again) > 0 || !log.Has("import-exists") {
				t.Errorf("again: %q %q", again, findings(log))
			}
			if mine, _ := os.ReadFile(filepath.Join(dir, written[0])); string(mine) != "mine" {
				t.Errorf("overwritten: %s", mine)
			}
		})
	}
}

// TestManifestNextToFiles checks that the manifest is written to the folder of the files.
func TestManifestNextToFiles(t *testing.T) {
	row := func(number, file string) string {
		return "简报,2021," + number + ",2021-01-01,要闻,题" + number + "," + file + ",,\n"
	}
	for _, c := range []struct {
		files []string
		list  string
		want  []string // manifest: its files
	}{
		{
			[]string{"2021/11/01.txt", "2021/11/b/02.txt", "2021/12/articles/01.txt"},
			row("11", "2021/11/01.txt") + row("11", "2021/11/b/02.txt") + row("12", "2021/12/articles/01.txt"),
			[]string{"2021/11/issue.toml 01.txt b/02.txt", "2021/12/issue.toml articles/01.txt"},
		},
		{ // all in one folder
			[]string{"x/1.txt", "x/2.txt", "3.txt", "articles/4.txt"},
			row("1", "x/1.txt") + row("2", "x/2.txt") + row("3", "3.txt") + row("4", "articles/4.txt"),
			[]string{"x/简报-2021-1.toml 1.txt", "x/简报-2021-2.toml 2.txt", "简报-2021-3.toml 3.txt", "简报-2021-4.toml articles/4.txt"},
		},
		{ // the issue's own folder takes precedence
			[]string{"简报-2021-1/a/1.txt", "a/1.txt"},
			row("1", "a/1.txt"),
			[]string{"简报-2021-1/issue.toml a/1.txt"},
		},
		{
			[]string{"a/1.txt", "ab/2.txt"},
			row("1", "a/1.txt") + row("1", "ab/2.txt"),
			[]string{"简报-2021-1.toml a/1.txt ab/2.txt"},
		},
	} {
		dir := t.TempDir()
		for _, f := range c.files {
			put(t, dir, f, "正文。\n")
		}
		written, log := run(t, head+c.list, dir)
		var got []string
		for _, w := range written {
			line := w
			var back diag.List
			i := manifest.Load(manifest.NewDisk(filepath.Join(dir, filepath.FromSlash(w))), manifest.Options{}, &back)
			if i == nil || back.Len() > 0 {
				t.Fatalf("%s: %q", w, findings(&back))
			}
			for _, s := range i.Sections {
				for _, a := range s.Articles {
					rel, err := filepath.Rel(filepath.ToSlash(filepath.Join(dir, filepath.Dir(filepath.FromSlash(w)))), a.File.Path)
					if err != nil {
						t.Fatal(err)
					}
					line += " " + filepath.ToSlash(rel)
				}
			}
			got = append(got, line)
		}
		if !slices.Equal(got, c.want) || log.Len() > 0 {
			t.Errorf("%q, want %q; %q", got, c.want, findings(log))
		}
	}
}

func TestBadLists(t *testing.T) {
	good := "简报,2021,1,2021-01-01,要闻,题,1.txt,,\n"
	for _, c := range []struct {
		list string
		want []string
	}{
		{"", []string{"1:1 import-column-missing"}},
		{"刊名,年,刊名,颜色\n", []string{"1:1 import-column-missing", "1:6 import-column-twice", "1:9 import-column-unknown"}},
		{head, []string{"import-empty"}},
		{head + "简报,21世纪,12月13日,2021-02-30,,题,../1.txt,,,多\n", []string{
			"2:4 import-year", "2:9 import-number", "2:16 import-date", "2:27 import-blank", "2:30 import-file-outside", "2:41 import-excess"}},
		{head + "简报,2021\n", []string{"2:8 import-blank", "2:8 import-blank", "2:8 import-blank", "2:8 import-blank", "2:1 import-blank"}},
		{head + good + "简报,2021,1,2021-01-02,要闻,题,C:\\1.txt,,\n简报,2021,1,,要闻,题,a.docx,,X\n简报,2021,1,,要闻,题,a.txt,,Y\n",
			[]string{"3:11 import-differs", "3:27 import-file-outside", "4:17 import-file-kind", "5:24 import-differs"}},
		{head + "简报,2021,1,2021-01-01,要闻,题\"x\",1.txt,,\n", nil},
		{head + "简报,2021,1,2021-01-01,\"要闻\"x,题,1.txt,,\n", []string{"2:26 import-quote-after"}},
		{head + good + "简报,2021,1,,\"要闻,题,1.txt,,\n", []string{"3:12 import-quote-open", "4:1 import-blank", "4:1 import-blank"}},
		{head + good + "简报,2021,2,2021-01-01,要闻,题\x01,1.txt,,\n", []string{"3:26 text-control"}},
		{head + good + "简报,2021,2,2021-01-01,要闻,\"题\t题\",1.txt,,\n", []string{"3:25 import-control"}},
		{head + good + "a?,2021,2,2021-01-01,要闻,题,1.txt,,\nA*,2021,2,2021-01-01,要闻,题,1.txt,,\n", []string{"4:1 import-same-name"}},
		{strings.Repeat(head, 3) + "\xff\xff\n", []string{"4:1 text-invalid", "4:2 text-invalid"}},
	} {
		dir := t.TempDir()
		written, log := run(t, c.list, dir)
		got := slices.DeleteFunc(findings(log), func(s string) bool {
			return strings.Contains(s, "import-file-missing") || strings.Contains(s, "encoding-")
		})
		slices.Sort(got)
		want := slices.Sorted(slices.Values(c.want))
		want = slices.Compact(want)
		if got = slices.Compact(got); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", c.list, got, want)
		}
		if left := files(t, dir); (len(written) > 0 || len(left) > 0) != (c.want == nil) {
			t.Errorf("%q: wrote %q, left %q", c.list, written, left)
		}
	}
	big, log := run(t, strings.Repeat("x", MaxSize+1), t.TempDir())
	if len(big) > 0 || !log.Has("file-too-large") {
		t.Error("a list that is too large was read")
	}
}

// TestNoWriteOutside: with a link or a file in place of a folder, no manifest is
// written outside.
func TestNoWriteOutside(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	list := head + "简报,2021,1,2021-01-01,要闻,题,1.txt,,\n"
	if err := linktest.Make(other, filepath.Join(dir, "简报-2021-1")); err != nil {
		t.Skip("needs links: ", err)
	}
	var log diag.List
	if written, err := Run([]byte(list), "list.csv", dir, &log); err == nil || len(written) > 0 || len(files(t, other)) > 0 {
		t.Errorf("%q, %v", written, err)
	}
	dir = t.TempDir()
	put(t, dir, "简报-2021-1", "a file")
	written, found := run(t, list, dir)
	if len(written) > 0 || !found.Has("import-exists") {
		t.Errorf("%q, %q", written, findings(found))
	}
}

// FuzzList checks that any accepted list gives manifests that are read without
// errors and contain all its articles.
func FuzzList(f *testing.F) {
	f.Add([]byte(validList))
	f.Add([]byte("title;year;number;date;section;article title;file;source;record\na;1;x;1-1-1;\"b\"\"\n\";c;d.md;e;f\n"))
	f.Add([]byte(head + "“\"\\,1,第第1期期,00010101,\u0085,\u202e,a b/‘c’.txt,\",\"\"\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var log diag.List
		src, ok := manifest.DecodeText("list.csv", raw, &log)
		if !ok {
			return
		}
		issues := read(src, &log)
		if log.HasErrors() {
			findings(&log)
			return
		}
		if len(issues) == 0 {
			t.Fatal("no manifests and no findings")
		}
		targets := plan(issues, func(file string) bool { return strings.Contains(file, "x") }, &log)
		if log.HasErrors() {
			return
		}
		seen := map[string]bool{}
		for _, g := range targets {
			if !filepath.IsLocal(filepath.FromSlash(g.path)) || seen[g.path] {
				t.Fatalf("path %q", g.path)
			}
			seen[g.path] = true
			var back diag.List
			i := manifest.Load(manifest.Buffers{Name: g.path, Files: map[string][]byte{filepath.ToSlash(g.path): g.text}, Over: anyFile{}}, manifest.Options{}, &back)
			if back.HasErrors() {
				t.Fatalf("%q\n%s", findings(&back), g.text)
			}
			articles := 0
			for _, s := range i.Sections {
				articles += len(s.Articles)
			}
			if articles != g.issue.articles || i.Publication.Title.Value != g.issue.title || i.Number.Issue.Value != g.issue.number {
				t.Fatalf("%d articles of %d\n%s", articles, g.issue.articles, g.text)
			}
		}
	})
}

// anyFile implements manifest's file access and has every file.
type anyFile struct{}

func (anyFile) Manifest() string                        { return "" }
func (anyFile) Read(_, _ string, _ int) ([]byte, error) { return []byte("正文。"), nil }
func (anyFile) List(string) []string                    { return nil }
func (anyFile) Folders() []string                       { return nil }

// TestBlankCellNamed: an empty cell is named as the list names its column.
func TestBlankCellNamed(t *testing.T) {
	var log diag.List
	list := "刊名,年份,期号,印发日期,栏目,题名,文件\n简报,2021,1,,,题,1.txt\n"
	if _, err := Run([]byte(list), "list.csv", t.TempDir(), &log); err != nil {
		t.Fatal(err)
	}
	var named []string
	for _, d := range log.Items() {
		if d.Code == "import-blank" {
			named = append(named, fmt.Sprint(d.Args...))
		}
	}
	slices.Sort(named)
	if want := []string{"印发日期", "栏目"}; !slices.Equal(named, want) {
		t.Errorf("named %q, want %q", named, want)
	}
}
