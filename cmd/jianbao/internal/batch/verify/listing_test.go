package verify

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/bag"
	"jianbao/cmd/jianbao/internal/batch/drive"
	"jianbao/cmd/jianbao/internal/batch/report"
	"jianbao/content/diag"
	"jianbao/layout/pdf"
)

// withoutJournal returns a copy of an output as it is delivered.
func withoutJournal(t *testing.T, of string) string {
	t.Helper()
	dir := copyOf(t, of)
	if err := os.RemoveAll(filepath.Join(dir, batch.StateDir)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// cellOf returns a change of a cell in the row of a manifest. Cells before it must not
// be quoted.
func cellOf(manifest string, column int, value string) func([]byte) []byte {
	return func(b []byte) []byte {
		from := strings.Index(string(b), manifest)
		to := from + strings.Index(string(b[from:]), "\r\n")
		cells := strings.Split(string(b[from:to]), ",")
		cells[column] = value
		return slices.Concat(b[:from], []byte(strings.Join(cells, ",")), b[to:])
	}
}

// TestWithoutJournal checks that an output without a journal is checked against its
// index: each damage is found, and nothing else.
func TestWithoutJournal(t *testing.T) {
	o := samples(t)
	other := builtIssue(1999, 9, pdf.A2u)
	index := func(change func([]byte) []byte) func(string) {
		return func(dir string) { edit(t, dir, report.IndexName, change) }
	}
	const pdf2 = bag2021 + "data/2021/02/02.pdf"
	for _, c := range []struct {
		what string
		out  string
		do   func(dir string)
		want []string
	}{
		{"intact", o.plain, func(string) {}, nil},
		{"a PDF is missing", o.plain, func(dir string) { remove(t, dir, pdf1) }, []string{"complete-file-missing " + pdf1}},
		{"a bit of a PDF", o.plain, func(dir string) { edit(t, dir, pdf1, flipped) }, []string{"authentic-hash " + pdf1, "usable-pdf " + pdf1}},
		{"a row is missing", o.plain, index(withoutRow("2021/02/issue.toml")), []string{"complete-index-row index.csv"}},
		{"another PDF", o.plain, func(dir string) { put(t, dir, "2021/x.pdf", other.PDF) }, []string{"complete-index-row index.csv"}},
		{"a PDF of another program", o.plain, func(dir string) {
			put(t, dir, "2021/x.pdf", []byte("%PDF-1.4\n"))
		}, []string{"complete-file-unknown 2021/x.pdf"}},
		{"a file more", o.plain, func(dir string) { put(t, dir, "2021/note.txt", nil) }, []string{"complete-file-unknown 2021/note.txt"}},
		{"a date", o.plain, index(replacing("2021-10-01", "2021-10-02")), []string{"authentic-metadata " + pdf1}},
		{"a printed number", o.plain, index(replacing("第1期", "第9期")), []string{"authentic-metadata " + pdf1}},
		{"a printed number in which it is part of another", o.plain, index(replacing("第1期", "第11期")), []string{"authentic-metadata " + pdf1}},
		{"a printed number, written otherwise", o.plain, index(replacing("第1期", "No. 1")), []string{"authentic-metadata " + pdf1}},
		{"a printed number with something behind it", o.plain, index(replacing("第1期", "第1期x")), []string{"authentic-metadata " + pdf1}},
		{"a printed number alone", o.plain, index(replacing("第1期", "1")), nil},
		{"no title", o.plain, index(cellOf("2021/01/issue.toml", 3, "")), []string{"authentic-metadata " + pdf1}},
		{"no year", o.plain, index(cellOf("2021/01/issue.toml", 4, "")), []string{"authentic-metadata " + pdf1}},
		{"no printed number", o.plain, index(cellOf("2021/01/issue.toml", 5, "")), []string{"authentic-metadata " + pdf1}},
		{"no record number", o.plain, index(cellOf("2021/01/issue.toml", 6, "")), []string{"authentic-metadata " + pdf1}},
		{"no date", o.plain, index(cellOf("2021/01/issue.toml", 7, "")), []string{"authentic-metadata " + pdf1}},
		{"no profile", o.plain, index(cellOf("2021/01/issue.toml", 9, "")), []string{"complete-index-form index.csv"}},
		{"no warnings", o.plain, index(cellOf("2021/01/issue.toml", 11, "")), []string{"complete-index-form index.csv"}},
		{"warnings of a sound issue", o.plain, index(cellOf("2021/01/issue.toml", 11, "2")), []string{"complete-index-form index.csv"}},
		{"errors of a sound issue", o.plain, index(cellOf("2021/01/issue.toml", 12, "1")), []string{"complete-index-form index.csv"}},
		{"a code of a sound issue", o.plain, index(cellOf("2021/01/issue.toml", 13, "x")), []string{"complete-index-form index.csv"}},
		{"text as outlines", o.plain, index(func(b []byte) []byte {
			return cellOf("2021/01/issue.toml", 17, "")(cellOf("2021/01/issue.toml", 9, "print")(b))
		}), []string{"authentic-metadata " + pdf1}},
		{"no fonts", o.plain, index(cellOf("2021/01/issue.toml", 17, "")), []string{"complete-index-form index.csv"}},
		{"no program", o.plain, index(cellOf("2021/01/issue.toml", 18, "")), []string{"complete-index-form index.csv"}},
		{"no reason of a failure", o.plain, index(cellOf("2021/03/issue.toml", 13, "")), []string{"complete-index-form index.csv"}},
		{"no errors of a failure", o.plain, index(cellOf("2021/03/issue.toml", 12, "0")), []string{"complete-index-form index.csv"}},
		{"no path of a manifest", o.plain, index(cellOf("2021/03/issue.toml", 0, "2021//issue.toml")), []string{"complete-index-form index.csv"}},
		{"bags: another manifest", o.bagged, index(cellOf("2021/01/issue.toml", 0, "2021/01/other.toml")), []string{"authentic-index index.csv"}},
		{"a profile of print", o.plain, index(replacing("archive PDF/A-2u", "print")), []string{"authentic-metadata " + pdf1}},
		{"a profile of the screen", o.plain, index(replacing("archive PDF/A-2u", "screen")), []string{"authentic-metadata " + pdf1}},
		{"a number of pages", o.plain, index(replacing("2021-10-01,2", "2021-10-01,3")), []string{"complete-pages " + pdf1}},
		{"a status", o.plain, index(replacing(",ok,", ",failed,")), []string{"complete-index-form index.csv"}},
		{"a row twice", o.plain, index(func(b []byte) []byte {
			from := strings.Index(string(b), "2021/01/issue.toml")
			to := strings.Index(string(b), "2021/02/issue.toml")
			return slices.Concat(b[:from], b[from:to], b[from:])
		}), []string{"complete-index-form index.csv"}},
		{"sorted otherwise", o.plain, index(func(b []byte) []byte {
			from := strings.Index(string(b), "2022/02/issue.toml")
			first := strings.Index(string(b), "2021/01/issue.toml")
			return slices.Concat(b[:first], b[from:], b[first:from])
		}), slices.Concat(slices.Repeat([]string{"complete-index-form index.csv"}, 5), slices.Repeat([]string{"complete-index-row index.csv"}, 4))},
		{"an issue was not built", o.plain, index(func(b []byte) []byte {
			e := report.NotBuilt("2023/issue.toml", "jianbao test", "en")
			return append(b, strings.Join(report.Cells(e), ",")+"\r\n"...)
		}), []string{"complete-issue-unfinished 2023/issue.toml"}},

		{"bags: intact", o.bagged, func(string) {}, nil},
		{"bags: one is missing", o.bagged, func(dir string) { os.RemoveAll(filepath.Join(dir, bag2021)) },
			[]string{"complete-file-missing " + in1 + ".pdf", "complete-file-missing " + pdf2}},
		{"bags: one lost what marks it", o.bagged, func(dir string) {
			remove(t, dir, bag2021+"bagit.txt")
			remove(t, dir, bag2021+"manifest-sha512.txt")
		}, []string{
			"complete-bag-declaration " + bag2021 + "bagit.txt", "complete-bag-manifest " + strings.TrimSuffix(bag2021, "/"),
			"complete-file-missing " + bag2021 + "bagit.txt", "complete-file-missing " + bag2021 + "manifest-sha512.txt",
		}},
		{"bags: a row is missing", o.bagged, index(withoutRow("2021/02/issue.toml")), []string{"complete-index-row index.csv"}},
		{"bags: the row of the failed issue is missing", o.bagged, index(withoutRow("2021/03/issue.toml")), []string{"complete-index-row index.csv"}},
		{"bags: the index is empty", o.bagged, func(dir string) { put(t, dir, report.IndexName, nil) },
			append(slices.Repeat([]string{"complete-index-row index.csv"}, 6), "complete-index-form index.csv")},
		{"bags: a status", o.bagged, index(replacing(",ok,", ",warning,")), []string{"authentic-index index.csv"}},
		{"bags: a checksum", o.bagged, index(replacing(issues()["2021/01/issue.toml"].SHA512, hexSum(nil))), []string{"authentic-index index.csv"}},
		{"bags: the warning about a duplicate issue", o.bagged, index(replacing("batch-issue-twice", "")), []string{"authentic-index index.csv"}},
		{"bags: the program", o.bagged, index(replacing("jianbao test", "jianbao tent")), []string{"authentic-index index.csv"}},
		{"bags: PDF and manifest forged, report and sidecar gone", o.bagged, func(dir string) {
			put(t, dir, in1+".pdf", other.PDF)
			remove(t, dir, in1+".report.json")
			remove(t, dir, in1+".metadata.json")
			forge(t, filepath.Join(dir, bag2021))
		}, []string{"authentic-hash " + in1 + ".pdf", "complete-bag-failed " + bag2021 + "bag-info.txt"}},
		{"bags: the failed issue is not named", o.bagged, func(dir string) { forge(t, filepath.Join(dir, bag2021)) },
			[]string{"complete-bag-failed " + bag2021 + "bag-info.txt"}},
		{"bags: no tag manifest", o.bagged, func(dir string) {
			remove(t, dir, bag2021+"tagmanifest-sha512.txt")
			edit(t, dir, bag2021+bag.InfoName, func(b []byte) []byte { return append(b, "Contact-Name: x\n"...) })
		}, []string{"complete-tag-missing " + bag2021 + "tagmanifest-sha512.txt"}},
		{"bags: no bag-info.txt and no tag manifest", o.bagged, func(dir string) {
			remove(t, dir, bag2021+"tagmanifest-sha512.txt")
			remove(t, dir, bag2021+bag.InfoName)
		}, []string{"complete-tag-missing " + bag2021 + "tagmanifest-sha512.txt", "complete-tag-missing " + bag2021 + "bag-info.txt", "complete-bag-failed " + bag2021 + "bag-info.txt"}},
		{"bags: an empty tag manifest", o.bagged, func(dir string) { put(t, dir, bag2021+"tagmanifest-sha512.txt", nil) },
			slices.Repeat([]string{"complete-tag-cut " + bag2021 + "tagmanifest-sha512.txt"}, 3)},
		{"bags: a line of the tag manifest", o.bagged, func(dir string) {
			edit(t, dir, bag2021+"tagmanifest-sha512.txt", func(b []byte) []byte { return b[strings.Index(string(b), "\n")+1:] })
		}, []string{"complete-tag-cut " + bag2021 + "tagmanifest-sha512.txt"}},
	} {
		dir := withoutJournal(t, c.out)
		c.do(dir)
		list, s := findings(t, dir)
		if !matches(list, c.want) {
			t.Errorf("%s:\nfound  %q\nwanted %q", c.what, list, c.want)
		}
		if s.Basis != ByIndex || s.Clean() != (len(c.want) == 0) {
			t.Errorf("%s: %+v", c.what, s)
		}
	}
	if _, s := findings(t, withoutJournal(t, o.plain)); s.Issues != 6 || s.Failed != 1 || s.PDFs != 5 || s.Found[Complete].Notices != 1 {
		t.Errorf("%+v", s)
	}
}

// TestEmptyIndex: nothing that could be checked is no sound output.
func TestEmptyIndex(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, report.IndexName, []byte("\ufeff"+strings.Join(report.Columns(), ",")+"\r\n"))
	list, s := findings(t, dir)
	if want := []string{"complete-index-empty index.csv"}; !slices.Equal(list, want) || s.Clean() || !s.Holds() {
		t.Errorf("%q, %+v", list, s)
	}
}

// TestUnreadSummary: the summary does not deny a journal that is there.
func TestUnreadSummary(t *testing.T) {
	for _, of := range []string{samples(t).plain, samples(t).bagged} {
		dir := copyOf(t, of)
		put(t, dir, batch.StateDir+"/"+batch.JournalFile, []byte("no journal\n"))
		list, s := findings(t, dir)
		if !slices.ContainsFunc(list, func(f string) bool { return strings.HasPrefix(f, "complete-journal") }) {
			t.Errorf("%q", list)
		}
		for _, lang := range []diag.Lang{diag.ZH, diag.EN} {
			text := s.Text(lang)
			if strings.Contains(text, "There is no journal") || strings.Contains(text, "没有运行记录") || !strings.Contains(text, "journal cannot be used") && !strings.Contains(text, "运行记录不能用") {
				t.Errorf("%s", text)
			}
		}
	}
}

// TestManifestOfRecord: the record in PDF/A-3 names the manifest of a row.
func TestManifestOfRecord(t *testing.T) {
	for _, c := range []struct {
		row, record string
		want        bool
	}{
		{"2021/01/issue.toml", "issue.toml", true},
		{"2021/01/第1期.toml", "第1期.toml", true},
		{"2021/01/other.toml", "issue.toml", false},
		{"issue.toml/x", "issue.toml", false},
		{"2021/<U+0001>.toml", "\x01.toml", true},
	} {
		if sameManifest(c.row, c.record) != c.want {
			t.Errorf("%s, %s", c.row, c.record)
		}
	}
}

// TestNoIndex checks that a table of another program makes no output of a folder,
// that bags are checked without an index, and that a lost journal is reported.
func TestNoIndex(t *testing.T) {
	o := samples(t)
	dir := t.TempDir()
	put(t, dir, report.IndexName, []byte("\ufeffname,year\r\nx,1\r\n"))
	put(t, dir, "x.pdf", issues()["2021/01/issue.toml"].PDF)
	if _, err := Run(dir, nil); err != ErrNothing {
		t.Errorf("another table: %v", err)
	}
	dir = withoutJournal(t, o.bagged)
	remove(t, dir, report.IndexName)
	if list, s := findings(t, dir); len(list) > 0 || s.Basis != ByBags || s.Bags != 2 {
		t.Errorf("no index: %q, %+v", list, s)
	}
	if dir = withoutJournal(t, o.bagged); runtime.GOOS != "windows" {
		remove(t, dir, report.IndexName)
		put(t, dir, "kept.csv", nil)
		if err := os.Symlink("kept.csv", filepath.Join(dir, report.IndexName)); err != nil {
			t.Fatal(err)
		}
		if list, s := findings(t, dir); !matches(list, []string{"safe-not-regular index.csv", "complete-file-unknown kept.csv"}) || s.Holds() {
			t.Errorf("a link for the index: %q, %+v", list, s)
		}
	}
	dir = withoutJournal(t, o.bagged)
	remove(t, dir, report.IndexName)
	put(t, dir, report.IndexName+"/x", nil)
	if list, s := findings(t, dir); !slices.Contains(list, "safe-not-regular index.csv") || s.Holds() {
		t.Errorf("a folder for the index: %q, %+v", list, s)
	}
	dir = copyOf(t, o.plain)
	remove(t, dir, batch.StateDir+"/journal.jsonl")
	if list, _ := findings(t, dir); !matches(list, []string{"complete-journal .jianbao/journal.jsonl"}) {
		t.Errorf("no journal: %q", list)
	}
}

// TestUnfinishedWithoutJournal: rows of issues that were not built do not vanish.
func TestUnfinishedWithoutJournal(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	if err := writeOutput(dir, out, drive.Plain, func(done int) bool { return done == 4 }); err != nil {
		t.Fatal(err)
	}
	list, _ := findings(t, withoutJournal(t, out))
	if want := []string{"complete-issue-unfinished 2022/01b/issue.toml", "complete-issue-unfinished 2022/02/issue.toml"}; !matches(list, want) {
		t.Errorf("%q", list)
	}
}
