package folder

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/content/manifest"
)

// issueText returns a manifest; number and total may be texts.
func issueText(title string, year int, number, total, date string, files ...string) string {
	text := fmt.Sprintf("schema = 1\n[publication]\ntitle = %q\n[issue]\nyear = %d\nnumber = %s\n", title, year, number)
	if total != "" {
		text += "total = " + total + "\n"
	}
	text += "date = " + date + "\n[[section]]\ntitle = \"要闻\"\n"
	for i, f := range files {
		text += fmt.Sprintf("[[section.article]]\ntitle = \"第%s期文章%d\"\nfile = %q\n", strings.Trim(number, `"`), i, f)
	}
	return text
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// found checks the issue of a manifest and returns the findings as code and values.
func found(t *testing.T, dir, name string, inputs ...string) string {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	disk := manifest.NewDisk(path)
	defer disk.Close()
	var read, log diag.List
	issue := manifest.Load(disk, manifest.Options{}, &read)
	if issue == nil || read.HasErrors() {
		t.Fatalf("%s: %v", name, read.Items())
	}
	all := []string{path}
	for _, s := range issue.Sections {
		for _, a := range s.Articles {
			if a.File != nil {
				all = append(all, filepath.FromSlash(a.File.Path))
			}
		}
	}
	for _, in := range inputs {
		all = append(all, filepath.Join(dir, filepath.FromSlash(in)))
	}
	Check(issue, path, all, nil, &log)
	var out []string
	for _, d := range log.Items() {
		if d.Span.Source != issue.Source {
			t.Errorf("%s has no place in the manifest", d.Code)
		}
		out = append(out, fmt.Sprint(d.Code, d.Args))
	}
	return strings.Join(out, " ")
}

// TestFiles: an article's file used twice, and articles and pictures beside those used.
func TestFiles(t *testing.T) {
	for _, tt := range []struct {
		name     string
		articles []string
		others   []string // further files
		inputs   []string // of them, those that are read, such as pictures
		want     string
	}{
		{"tables", []string{"01.txt"}, []string{"t/a.csv", "t/b.TSV"}, []string{"t/a.csv"}, "files-unused[1 [t/b.TSV]]"},
		{"a list beside articles", []string{"01.txt"}, []string{"list.csv"}, nil, ""},
		{"all used", []string{"01.txt", "a/02.md"}, []string{"photos/x.jpg"}, []string{"photos/x.jpg"}, ""},
		{"twice", []string{"01.txt", "02.txt", "01.txt"}, nil, nil, "file-twice[01.txt 第11期文章0]"},
		{"unused", []string{"01.txt"}, []string{"02.txt", "03.MD", "x.PNG"}, nil, "files-unused[3 [02.txt 03.MD x.PNG]]"},
		{"five names", []string{"a/1.txt"}, []string{"a/2.txt", "a/3.txt", "a/4.txt", "a/5.txt", "a/6.txt", "a/7.txt"}, nil,
			"files-unused[6 [a/2.txt a/3.txt a/4.txt a/5.txt a/6.txt …]]"},
		{"pictures of every format", []string{"01.txt"}, []string{"a.gif", "b.bmp", "c.tif", "d.TIFF", "e.webp", "f.heic"}, []string{"a.gif"}, "files-unused[4 [b.bmp c.tif d.TIFF e.webp]]"},
		{"a picture", []string{"01.txt"}, []string{"photos/x.jpg", "photos/y.jpg"}, []string{"photos/x.jpg"}, "files-unused[1 [photos/y.jpg]]"},
		{"a folder of which nothing is used", []string{"a/1.txt"}, []string{"2.txt", "old/3.txt", "a/old/4.txt"}, nil, ""},
		{"other kinds", []string{"01.txt"}, []string{"01.docx", "11.pdf", "README.md", ".02.txt", "~$01.txt", "book.xlsx"}, nil, ""},
		{"a document", []string{"01.txt"}, []string{"02.docx"}, nil, "files-unused[1 [02.docx]]"},
		{"a second manifest", []string{"01.txt"}, []string{"02.txt", "other.toml"}, nil, ""},
		{"a theme", []string{"01.txt"}, []string{"02.txt", "ours.toml"}, []string{"ours.toml"}, "files-unused[1 [02.txt]]"},
	} {
		dir := filepath.Join(t.TempDir(), "own")
		write(t, dir, "issue.toml", issueText("石塘简讯", 2026, "11", "", "2026-11-03", tt.articles...))
		for _, f := range append(tt.articles, tt.others...) {
			write(t, dir, f, "渠水放到了田里。\n")
		}
		if got := found(t, dir, "issue.toml", tt.inputs...); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestRefused: a file that the manifest names, or that an error suggests, is not unused.
func TestRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "own")
	write(t, dir, "issue.toml", issueText("石塘简讯", 2026, "11", "", "2026-11-03", "a/1.txt"))
	for _, f := range []string{"a/1.txt", "a/2.txt", "a/3.docx", "a/4.txt", "photos/5.jpg"} {
		write(t, dir, f, "渠水放到了田里。\n")
	}
	path := filepath.Join(dir, "issue.toml")
	disk := manifest.NewDisk(path)
	defer disk.Close()
	var log diag.List
	issue := manifest.Load(disk, manifest.Options{}, &log)
	log.AddFix("file-missing", diag.Whole("issue.toml"), diag.Fix{DidYouMean: "a/2.txt"}, "a/02.txt")
	log.Add("file-unreadable", diag.Whole("issue.toml"), "a/3.docx", "")
	read := log.Items()
	log = diag.List{}
	Check(issue, path, []string{path, filepath.Join(dir, "a", "1.txt"), filepath.Join(dir, "photos", "1.jpg")}, read, &log)
	for _, d := range log.Items() {
		if got := fmt.Sprint(d.Args); got != "[2 [a/4.txt photos/5.jpg]]" {
			t.Errorf("unused: %s", got)
		}
	}
	if log.Len() != 1 {
		t.Errorf("%d findings, want 1", log.Len())
	}
}

// TestSequence: number, total and date follow those of the newest issue of the same
// publication in a neighbouring folder.
func TestSequence(t *testing.T) {
	const title = "石塘简讯"
	type id struct {
		year                int
		number, total, date string
	}
	last := id{2026, "10", "110", "2026-10-03"}
	tests := []struct {
		name   string
		own    id
		others []id
		want   string
	}{
		{"the next", id{2026, "11", "111", "2026-11-03"}, []id{last}, ""},
		{"the next, without totals", id{2026, "11", "", "2026-11-03"}, []id{{2026, "10", "", "2026-10-03"}}, ""},
		{"the first of the next year", id{2027, "1", "111", "2027-01-03"}, []id{last}, ""},
		{"the last of a year, in the next", id{2026, "11", "111", "2027-01-03"}, []id{last}, ""},
		{"a double issue", id{2026, `"11-12"`, "111", "2026-11-03"}, []id{last}, ""},
		{"a double issue with two totals", id{2026, `"11-12"`, `"111-112"`, "2026-11-03"}, []id{last}, ""},
		{"after a double issue", id{2026, "11", "110", "2026-11-03"}, []id{{2026, `"9-10"`, "109", "2026-10-03"}}, ""},
		{"a supplement", id{2026, `"增刊1"`, "", "2026-10-03"}, []id{last}, ""},
		{"after a supplement", id{2026, "11", "111", "2026-11-03"}, []id{last, {2026, `"增刊1"`, "", "2026-09-09"}}, ""},
		{"an older issue", id{2026, "3", "103", "2026-03-03"}, []id{last, {2026, "2", "102", "2026-02-03"}}, ""},
		{"folders missing between", id{2026, "12", "112", "2026-12-03"}, []id{last}, ""},
		{"years between", id{2029, "5", "140", "2029-05-03"}, []id{last}, ""},
		{"the last of a year missing", id{2027, "1", "113", "2027-01-03"}, []id{last}, ""},
		{"alone", id{2026, "12", "112", "2026-12-03"}, nil, ""},

		{"the number of the last", id{2026, "10", "111", "2026-11-03"}, []id{last}, "issue-repeated[10 2026 0]"},
		{"everything of the last", last, []id{last}, "issue-repeated[10 2026 0]"},
		{"the number of an older one", id{2026, "3", "111", "2026-11-03"}, []id{last, {2026, "3", "103", "2026-03-03"}}, "issue-repeated[3 2026 1]"},
		{"a part of a double issue", id{2026, "10", "111", "2026-11-03"}, []id{{2026, `"9-10"`, "110", "2026-10-03"}}, "issue-repeated[10 2026 0]"},
		{"the total of the last", id{2026, "11", "110", "2026-11-03"}, []id{last}, "issue-total[110 110 10 0]"},
		{"a total too large", id{2026, "11", "121", "2026-11-03"}, []id{last}, "issue-total[121 110 10 0]"},
		{"a number left out", id{2026, "12", "111", "2026-11-03"}, []id{last}, "issue-number[12 10 0]"},
		{"a number left out, without totals", id{2026, "12", "", "2026-11-03"}, []id{{2026, "10", "", "2026-10-03"}}, "issue-number[12 10 0]"},
		{"a number too small", id{2026, "5", "111", "2026-11-03"}, []id{last}, "issue-number[5 10 0]"},
		{"the old year's count", id{2027, "11", "111", "2027-01-03"}, []id{last}, "issue-number[11 10 0]"},
		{"a total of the old year", id{2027, "1", "110", "2027-01-03"}, []id{last}, "issue-total[110 110 10 0]"},
		{"the date of the last", id{2026, "11", "111", "2026-10-03"}, []id{last}, "issue-date[2026-10-03 10 0 2026-10-03]"},
		{"the date of last year", id{2026, "11", "111", "2025-11-03"}, []id{last}, "issue-date[2025-11-03 10 0 2026-10-03]"},
		{"the newest counts", id{2026, "12", "", "2026-12-03"}, []id{{2026, "9", "", "2026-09-03"}, {2026, "11", "", "2026-11-03"}, {2026, "10", "", "2026-10-03"}}, ""},
	}
	for _, tt := range tests {
		parent := t.TempDir()
		put := func(folder, title string, n id, article string) {
			write(t, parent, folder+"/issue.toml", issueText(title, n.year, n.number, n.total, n.date, article))
			write(t, parent, folder+"/"+article, "渠水放到了田里。\n")
		}
		put("own", title, tt.own, "01.txt")
		for i, o := range tt.others {
			put(fmt.Sprint(i), title, o, "01.txt")
			// Of the same issue and of another publication: neither counts.
			text := strings.ReplaceAll(issueText(title, o.year, o.number, o.total, o.date, "01.txt"), "文章0", fmt.Sprint("旧文", i))
			write(t, parent, fmt.Sprint(i)+"/issue.toml", text)
		}
		put("other", "柳湾通讯", tt.own, "01.txt")
		put("backup", title, tt.own, "01.txt")
		write(t, parent, "broken/issue.toml", "schema = ")
		write(t, parent, "issue.toml", issueText(title, tt.own.year, tt.own.number, tt.own.total, tt.own.date, "x.txt"))
		if got := found(t, parent, "own/issue.toml"); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestSequenceWithoutDate: a date that is missing, or that is no date, is an error, and not
// compared with others.
func TestSequenceWithoutDate(t *testing.T) {
	parent := t.TempDir()
	write(t, parent, "0/issue.toml", issueText("石塘简讯", 2026, "10", "", "2026-10-03", "01.txt"))
	write(t, parent, "1/01.txt", "渠水放到了田里。\n")
	for _, date := range []string{`"2026-11-03"`, `"2026年11月3日"`, "20261103", "2026-11-31", ""} {
		text := issueText("石塘简讯", 2026, "11", "", date, "01.txt")
		if date == "" {
			text = strings.Replace(text, "date = \n", "", 1)
		}
		write(t, parent, "1/issue.toml", text)
		path := filepath.Join(parent, "1", "issue.toml")
		disk := manifest.NewDisk(path)
		var read, log diag.List
		issue := manifest.Load(disk, manifest.Options{}, &read)
		disk.Close()
		if !read.HasErrors() {
			t.Errorf("%s: no error", date)
		}
		if issue != nil {
			Check(issue, path, []string{path}, nil, &log)
		}
		if log.Len() > 0 {
			t.Errorf("%s: %v", date, log.Items())
		}
	}
}

// TestNoSeries: where several folders share a number, they are no series.
func TestNoSeries(t *testing.T) {
	parent := t.TempDir()
	for i := range 4 {
		text := strings.ReplaceAll(issueText("石塘简讯", 2026, "3", "", "2026-03-03", "01.txt"), "文章0", fmt.Sprint("文章", i))
		write(t, parent, fmt.Sprint(i, "/issue.toml"), text)
		write(t, parent, fmt.Sprint(i, "/01.txt"), "渠水放到了田里。\n")
	}
	if got := found(t, parent, "0/issue.toml"); got != "" {
		t.Error(got)
	}
}
