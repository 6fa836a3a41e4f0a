package importlist

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"jianbao/content/charset"
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
	paths, err := Run([]byte(list), "list.csv", dir, Options{}, log)
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
			if err != nil || string(got) != string(signed([]byte(want11))) {
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
		{head + good + "简报,2021,1,2021-01-02,要闻,题,C:\\1.txt,,\n简报,2021,1,,要闻,题,a.doc,,X\n简报,2021,1,,要闻,题,a.txt,,Y\n",
			[]string{"3:11 import-differs", "3:27 import-file-outside", "4:17 import-file-kind", "5:24 import-differs"}},
		{head + "简报,2021,1,2021-01-01,要闻,题\"x\",1.txt,,\n", nil},
		{head + "简报,2021,1,2021-01-01,\"要闻\"x,题,1.txt,,\n", []string{"2:26 import-quote-after"}},
		{head + good + "简报,2021,1,,\"要闻,题,1.txt,,\n", []string{"3:12 import-quote-open", "4:1 import-blank", "4:1 import-blank"}},
		{head + good + "简报,2021,2,2021-01-01,要闻,题\x01,1.txt,,\n", []string{"3:26 text-control"}},
		{head + good + "简报,2021,2,2021-01-01,要闻,\"题\t题\",1.txt,,\n", []string{"3:25 import-control"}},
		{head + good + "a?,2021,2,2021-01-01,要闻,题,1.txt,,\nA*,2021,2,2021-01-01,要闻,题,1.txt,,\n", []string{"4:1 import-same-name"}},
		{strings.Repeat(head, 3) + "\xff\xff\n", []string{"4:1 text-damaged", "4:2 text-damaged"}},
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
	if written, err := Run([]byte(list), "list.csv", dir, Options{}, &log); err == nil || len(written) > 0 || len(files(t, other)) > 0 {
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
		src, ok := charset.Decode("list.csv", raw, charset.Auto, &log)
		if !ok {
			return
		}
		issues := read(src, nil, &log)
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
	if _, err := Run([]byte(list), "list.csv", t.TempDir(), Options{}, &log); err != nil {
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

// TestColumns reads every column, in the words of offices.
func TestColumns(t *testing.T) {
	dir := t.TempDir()
	list := "刊物名称,年份,期数,出版日期,总期,主办,栏目,标题,作者,文件名,编码,图片,来源,档案号,责任者,保管期限,页码\n" +
		"月讯,1998,11,1998-11-05,第 214 期,县委办公室、县政府办公室,动态,甲,张三、李四,a.docx,,p/1.jpg；p/2.png,,J1,县志办,30年,3-5\n" +
		"月讯,1998,11,,214,,动态,乙,,b.txt,GBK,,,,水利局、县志办,,6\n"
	written, log := run(t, list, dir)
	if want := []string{"1:58 import-column-unused"}; !slices.Equal(slices.DeleteFunc(findings(log), func(s string) bool { return strings.Contains(s, "missing") }), want) {
		t.Errorf("%q", findings(log))
	}
	got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(written[0])))
	if err != nil {
		t.Fatal(err)
	}
	rest, unedited := unsigned(got)
	const want = `schema = 1

[publication]
title = "月讯"
issuer = ["县委办公室", "县政府办公室"]

[issue]
year   = 1998
number = 11
date   = 1998-11-05
total  = 214

[archive]
record = "J1"
retention = "30年"
responsible = "县志办；水利局"

[[section]]
title = "动态"

[[section.article]]
title  = "甲"
author = ["张三", "李四"]
file   = "a.docx"

[[section.article.picture]]
file = "p/1.jpg"

[[section.article.picture]]
file = "p/2.png"

[[section.article]]
title  = "乙"
file   = "b.txt"
encoding = "gb18030"
`
	if string(rest) != want || !unedited {
		t.Errorf("%t\n%s", unedited, rest)
	}
}

// TestValues: values that are given hold where the list has none, also in place of a
// column.
func TestValues(t *testing.T) {
	dir := t.TempDir()
	var log diag.List
	list := "年,期,日期,题名,文件,来源\n1998,1,1998-01-05,甲,1.txt,\n1998,1,,乙,2.txt,水利局\n"
	written, err := Run([]byte(list), "list.csv", dir, Options{Values: map[string]string{"title": "月讯", "section": "动态", "source": "县志办", "issuer": "办公室"}}, &log)
	if err != nil || len(written) != 1 || log.HasErrors() {
		t.Fatal(written, err, findings(&log))
	}
	got, err := os.ReadFile(written[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`title = "月讯"`, `issuer = ["办公室"]`, "[[section]]\ntitle = \"动态\"", "file   = \"1.txt\"\nsource = \"县志办\"", "file   = \"2.txt\"\nsource = \"水利局\""} {
		if !strings.Contains(string(got), want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

// TestUpdate: manifests that Run wrote are written again, edited ones stay.
func TestUpdate(t *testing.T) {
	dir := t.TempDir()
	list := func(title string) []byte {
		return []byte(head + "简报,2021,1,2021-01-01,要闻," + title + ",1.txt,,\n简报,2021,2,2021-02-01,要闻," + title + ",1.txt,,\n简报,2021,3,2021-03-01,要闻,同,1.txt,,\n")
	}
	update := func(title string, opt Options) (names []string, log *diag.List) {
		t.Helper()
		log = &diag.List{}
		written, err := Run(list(title), "list.csv", dir, opt, log)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range written {
			names = append(names, filepath.Base(filepath.Dir(name)))
		}
		return names, log
	}
	if names, log := update("甲", Options{}); len(names) != 3 || log.HasErrors() {
		t.Fatal(names, findings(log))
	}
	if names, log := update("乙", Options{}); len(names) > 0 || !log.Has("import-exists") {
		t.Error(names, findings(log))
	}
	edited := filepath.Join(dir, "简报-2021-1", "issue.toml")
	text, err := os.ReadFile(edited)
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, "# 我加的\n"...)
	if err := os.WriteFile(edited, text, 0o666); err != nil {
		t.Fatal(err)
	}
	names, log := update("乙", Options{Update: true})
	if !slices.Equal(names, []string{"简报-2021-2"}) || !log.Has("import-edited") || log.HasErrors() {
		t.Error(names, findings(log))
	}
	if now, err := os.ReadFile(edited); err != nil || string(now) != string(text) {
		t.Errorf("%v\n%s", err, now)
	}
	if now, err := os.ReadFile(filepath.Join(dir, "简报-2021-2", "issue.toml")); err != nil || !strings.Contains(string(now), `"乙"`) {
		t.Errorf("%v\n%s", err, now)
	}
	if names, log := update("乙", Options{Update: true}); len(names) > 0 || log.HasErrors() {
		t.Error("again:", names, findings(log))
	}
	if left := files(t, dir); len(left) != 3 {
		t.Error(left)
	}
}

// TestWorkbook reads a list from a workbook: places are cells.
func TestWorkbook(t *testing.T) {
	rows := [][]string{
		{"刊名", "年", "期", "日期", "栏目", "题名", "文件", "备注"},
		{"简报", "2024", "#9-10", "45292", "要闻", "甲,\"乙\"\n丙", "1.txt", "!x"},
		{"简报", "2024", "3", "2024-13-01", "要闻", "丁", "2.txt"},
		{"简报", "2024", "!#REF!", "45292", "要闻", "戊", "3.txt"},
	}
	dir := t.TempDir()
	var log diag.List
	written, err := Run(workbookOf(t, rows), "list.xlsx", dir, Options{}, &log)
	if err != nil || len(written) > 0 {
		t.Fatal(written, err)
	}
	var got []string
	for _, d := range log.Items() {
		if d.Span.Source != nil && d.Span.Source.Data != nil {
			got = append(got, d.Span.Place(d.Span.Source.Index(), diag.ZH)+" "+string(d.Code))
		}
	}
	slices.Sort(got)
	if want := []string{"list.xlsx 表1 C4 import-cell-error", "list.xlsx 表1 H2 import-cell-error"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	rows[1][7], rows[3][2] = "", "4"
	log = diag.List{}
	if _, err = Run(workbookOf(t, rows), "list.xlsx", dir, Options{}, &log); err != nil {
		t.Fatal(err)
	}
	got = nil
	for _, d := range log.Items() {
		if d.Severity == diag.Error {
			got = append(got, d.Span.Place(d.Span.Source.Index(), diag.EN)+" "+string(d.Code))
		}
	}
	if want := []string{"list.xlsx 表1 D3 import-date"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	rows[2][3] = "2024-03-01"
	log = diag.List{}
	if written, err = Run(workbookOf(t, rows), "list.xlsx", dir, Options{}, &log); err != nil || len(written) != 3 || log.HasErrors() {
		t.Fatal(written, err, findings(&log))
	}
	text, err := os.ReadFile(written[0])
	if err != nil || !strings.Contains(string(text), "number = \"9-10\"\ndate   = 2024-01-01\n") || !strings.Contains(string(text), `title  = "甲,\"乙\"\n丙"`) {
		t.Errorf("%v\n%s", err, text)
	}
	if _, err := Run(workbookOf(t, rows)[:300], "list.xlsx", dir, Options{}, &log); err != nil || !log.Has("import-workbook") {
		t.Error(err, findings(&log))
	}
}

// workbookOf returns a workbook with cells: texts in quotes or as shared strings, numbers
// where they are digits (45292 as a date), errors after a !.
func workbookOf(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var data strings.Builder
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;")
	for _, row := range rows {
		data.WriteString("<row>")
		for _, c := range row {
			switch {
			case strings.HasPrefix(c, "!"):
				data.WriteString(`<c t="e"><v>` + c[1:] + `</v></c>`)
			case c == "45292":
				data.WriteString(`<c s="1"><v>45292</v></c>`)
			case c != "" && strings.Trim(c, "0123456789") == "":
				data.WriteString("<c><v>" + c + "</v></c>")
			case c == "":
				data.WriteString("<c/>")
			default:
				data.WriteString(`<c t="inlineStr"><is><t>` + escape.Replace(strings.TrimPrefix(c, "#")) + `</t></is></c>`)
			}
		}
		data.WriteString("</row>")
	}
	const main, rels, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/package/2006/relationships", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + rels + `"><Relationship Id="a" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="` + main + `" xmlns:r="` + office + `"><sheets><sheet name="表1" r:id="a"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + rels + `"><Relationship Id="a" Type="` + office + `/worksheet" Target="sheet.xml"/><Relationship Id="b" Type="` + office + `/styles" Target="styles.xml"/></Relationships>`},
		{"xl/sheet.xml", `<worksheet xmlns="` + main + `"><sheetData>` + data.String() + `</sheetData></worksheet>`},
		{"xl/styles.xml", `<styleSheet xmlns="` + main + `"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`},
	} {
		f, err := z.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
