package verify

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/drive"
	"jianbao/content/diag"
	"jianbao/layout/pdf"
)

func TestIntact(t *testing.T) {
	o := samples(t)
	list, s := findings(t, o.plain)
	if len(list) > 0 || !s.Holds() {
		t.Errorf("without bags: %q", list)
	}
	if s.Issues != 6 || s.Failed != 1 || s.PDFs != 5 || s.Files != 6 || s.Bags != 0 || s.Bytes == 0 || s.Found[Complete].Notices != 1 {
		t.Errorf("%+v", s)
	}
	list, s = findings(t, o.bagged)
	if len(list) > 0 || !s.Holds() {
		t.Errorf("with bags: %q", list)
	}
	// Of each issue PDF, sidecar, report and two sources; an index; of each bag
	// the files of its tag manifest.
	if s.Issues != 6 || s.PDFs != 5 || s.Bags != 2 || s.Files != 5*5+1+2*3 {
		t.Errorf("%+v", s)
	}
	// Without the journal; a single bag.
	dir := copyOf(t, o.bagged)
	if err := os.RemoveAll(filepath.Join(dir, batch.StateDir)); err != nil {
		t.Fatal(err)
	}
	list, s = findings(t, dir)
	if len(list) > 0 || s.Bags != 2 || s.Issues != 6 || s.PDFs != 5 || s.Failed != 1 || s.Found[Complete].Notices != 1 {
		t.Errorf("delivered: %q, %+v", list, s)
	}
	list, s = findings(t, filepath.Join(dir, "保障-2022"))
	if len(list) > 0 || s.Bags != 1 || s.Issues != 3 || s.Failed != 0 {
		t.Errorf("a bag: %q, %+v", list, s)
	}
}

func TestNothing(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "file", nil)
	put(t, dir, "folder/data/x", nil)
	for name, want := range map[string]error{"": ErrNothing, "none": ErrMissing, "file": ErrNothing} {
		out := filepath.Join(dir, name)
		if _, err := Run(out, func(d diag.Diagnostic) { t.Errorf("%s: %s", out, d.Code) }); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", out, err, want)
		}
	}
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		return
	}
	if err := os.Chmod(dir, 0); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o700)
	if _, err := Run(dir, func(diag.Diagnostic) {}); err == nil || errors.Is(err, ErrNothing) {
		t.Errorf("a folder that must not be read: %v", err)
	}
}

const (
	pdf1    = "2021/01/01.pdf"
	bag2021 = "保障-2021/"
	in1     = bag2021 + "data/2021/01/01"
)

// TestDamaged: each damage to an output is found, and nothing else.
func TestDamaged(t *testing.T) {
	o := samples(t)
	other := builtIssue(1999, 9, pdf.A2u)
	for _, c := range []struct {
		what   string
		out    string
		do     func(dir string)
		want   []string
		linked bool // needs links
	}{
		{what: "a bit of a PDF", out: o.plain, do: func(dir string) { edit(t, dir, pdf1, flipped) },
			want: []string{"authentic-hash " + pdf1, "usable-pdf " + pdf1}},
		{what: "a PDF cut off", out: o.plain, do: func(dir string) { edit(t, dir, pdf1, func(b []byte) []byte { return b[:len(b)-100] }) },
			want: []string{"authentic-hash " + pdf1, "complete-pdf-end " + pdf1}},
		{what: "an empty PDF", out: o.plain, do: func(dir string) { put(t, dir, pdf1, nil) },
			want: []string{"authentic-hash " + pdf1, "complete-pdf-header " + pdf1}},
		{what: "another PDF", out: o.plain, do: func(dir string) { put(t, dir, pdf1, other.PDF) },
			want: append([]string{"authentic-hash " + pdf1}, slices.Repeat([]string{"authentic-metadata " + pdf1}, 5)...)},
		{what: "a PDF is missing", out: o.plain, do: func(dir string) { remove(t, dir, pdf1) },
			want: []string{"complete-file-missing " + pdf1}},
		{what: "a folder is missing", out: o.plain, do: func(dir string) { os.RemoveAll(filepath.Join(dir, "2021", "01")) },
			want: []string{"complete-file-missing " + pdf1}},
		{what: "a folder for a PDF", out: o.plain, do: func(dir string) { remove(t, dir, pdf1); put(t, dir, pdf1+"/x", nil) },
			want: []string{"safe-not-regular " + pdf1, "complete-file-unknown " + pdf1 + "/x"}},
		{what: "a file more", out: o.plain, do: func(dir string) { put(t, dir, "2021/note.txt", nil) },
			want: []string{"complete-file-unknown 2021/note.txt"}},
		{what: "a link for a PDF", out: o.plain, linked: true, do: func(dir string) {
			remove(t, dir, pdf1)
			if err := os.Symlink(filepath.Join(o.plain, filepath.FromSlash(pdf1)), filepath.Join(dir, filepath.FromSlash(pdf1))); err != nil {
				t.Fatal(err)
			}
		}, want: []string{"safe-not-regular " + pdf1}},
		{what: "a link more", out: o.plain, linked: true, do: func(dir string) {
			if err := os.Symlink("/", filepath.Join(dir, "all")); err != nil {
				t.Fatal(err)
			}
		}, want: []string{"safe-not-regular all"}},

		{what: "the index is missing", out: o.plain, do: func(dir string) { remove(t, dir, "index.csv") },
			want: []string{"complete-file-missing index.csv"}},
		{what: "a cell of the index", out: o.plain, do: func(dir string) { edit(t, dir, "index.csv", replacing("2021-10-01", "2021-10-02")) },
			want: []string{"authentic-index index.csv"}},
		{what: "two cells", out: o.plain, do: func(dir string) { edit(t, dir, "index.csv", replacing("2021-10-01,2", "2021-10-02,3")) },
			want: []string{"authentic-index index.csv"}},
		{what: "the warning about a duplicate issue", out: o.plain, do: func(dir string) { edit(t, dir, "index.csv", replacing("batch-issue-twice", "")) },
			want: []string{"authentic-index index.csv"}},
		{what: "a row is missing", out: o.plain, do: func(dir string) { edit(t, dir, "index.csv", withoutRow("2021/02/issue.toml")) },
			want: []string{"complete-index-row index.csv"}},
		{what: "the last row is missing", out: o.plain, do: func(dir string) { edit(t, dir, "index.csv", withoutRow("2022/02/issue.toml")) },
			want: []string{"complete-index-row index.csv"}},
		{what: "a row more", out: o.plain, do: func(dir string) {
			edit(t, dir, "index.csv", func(b []byte) []byte { return append(b, strings.Repeat("x,", 18)+"x\r\n"...) })
		}, want: []string{"complete-index-form index.csv"}},
		{what: "a row more in between", out: o.plain, do: func(dir string) {
			edit(t, dir, "index.csv", replacing("2021/02/issue.toml", strings.Repeat("x,", 18)+"x\r\n2021/02/issue.toml"))
		}, want: []string{"complete-index-form index.csv"}},
		{what: "a row that is none", out: o.plain, do: func(dir string) { edit(t, dir, "index.csv", replacing("2021/02/issue.toml,", "2021/02/issue.toml\",")) },
			want: []string{"complete-index-form index.csv"}},
		{what: "another head", out: o.plain, do: func(dir string) { edit(t, dir, "index.csv", replacing("manifest,", "manifests,")) },
			want: []string{"complete-index-form index.csv"}},
		{what: "no mark", out: o.plain, do: func(dir string) { edit(t, dir, "index.csv", replacing("\ufeff", "")) },
			want: []string{"complete-index-form index.csv"}},
		{what: "an empty index", out: o.plain, do: func(dir string) { put(t, dir, "index.csv", nil) },
			want: append([]string{"complete-index-form index.csv"}, slices.Repeat([]string{"complete-index-row index.csv"}, 6)...)},

		{what: "the journal has another hash", out: o.plain, do: func(dir string) {
			editJournal(t, dir, pdf1, func(b []byte) []byte {
				return bytes.ReplaceAll(b, []byte(hexSum(issues()["2021/01/issue.toml"].PDF)), []byte(hexSum(nil)))
			})
		}, want: []string{"authentic-hash " + pdf1, "authentic-index index.csv"}},
		{what: "the journal has another title", out: o.plain, do: func(dir string) {
			editJournal(t, dir, pdf1, replacing(`"title":"保障"`, `"title":"保险"`))
		}, want: []string{"authentic-metadata " + pdf1, "authentic-index index.csv"}},
		{what: "the journal has other pages", out: o.plain, do: func(dir string) {
			editJournal(t, dir, pdf1, replacing(`"pages":2`, `"pages":3`))
		}, want: []string{"complete-pages " + pdf1, "authentic-index index.csv"}},
		{what: "a line of the journal is damaged", out: o.plain, do: func(dir string) {
			edit(t, dir, batch.StateDir+"/journal.jsonl", replacing(`"title":"保障"`, `"title":"保险"`))
		}, want: []string{"complete-journal .jianbao/journal.jsonl"}},
		{what: "the journal ends too early", out: o.plain, do: func(dir string) {
			edit(t, dir, batch.StateDir+"/journal.jsonl", func(b []byte) []byte { return b[:bytes.LastIndex(b, []byte(`"entry":`))+99] })
		}, want: []string{"complete-issue-unfinished 2022/02/issue.toml"}},
		{what: "a file of the issue that failed", out: o.plain, do: func(dir string) { put(t, dir, "2021/03/03.pdf", other.PDF) },
			want: []string{"complete-file-unknown 2021/03/03.pdf"}},

		// Bags.
		{what: "bag: a bit of a PDF", out: o.bagged, do: func(dir string) { edit(t, dir, in1+".pdf", flipped) },
			want: []string{"authentic-hash " + in1 + ".pdf", "usable-pdf " + in1 + ".pdf"}},
		{what: "bag: the sidecar", out: o.bagged, do: func(dir string) { edit(t, dir, in1+".metadata.json", replacing("J001-WS·2021", "J002-WS·2021")) },
			want: []string{"authentic-hash " + in1 + ".metadata.json", "authentic-metadata " + in1 + ".pdf"}},
		{what: "bag: the sidecar is no JSON", out: o.bagged, do: func(dir string) { edit(t, dir, in1+".metadata.json", replacing("{", "[")) },
			want: []string{"authentic-hash " + in1 + ".metadata.json", "usable-json " + in1 + ".metadata.json"}},
		{what: "bag: a source", out: o.bagged, do: func(dir string) { edit(t, dir, in1+".source/issue.toml", flipped) },
			want: []string{"authentic-hash " + in1 + ".source/issue.toml"}},
		{what: "bag: a source is missing", out: o.bagged, do: func(dir string) { remove(t, dir, in1+".source/issue.toml") },
			want: []string{"complete-file-missing " + in1 + ".source/issue.toml", "complete-bag-oxum " + bag2021 + "bag-info.txt"}},
		{what: "bag: a file more", out: o.bagged, do: func(dir string) { put(t, dir, bag2021+"data/x", nil) },
			want: []string{"complete-file-unlisted " + bag2021 + "data/x", "complete-bag-oxum " + bag2021 + "bag-info.txt"}},
		{what: "bag: the manifest", out: o.bagged, do: func(dir string) {
			edit(t, dir, bag2021+"manifest-sha512.txt", replacing("data/2021/01/01.pdf", "data/2021/01/10.pdf"))
		},
			want: []string{
				"complete-file-missing " + bag2021 + "data/2021/01/10.pdf", "complete-file-unlisted " + in1 + ".pdf", "authentic-hash " + bag2021 + "manifest-sha512.txt",
			}},
		{what: "bag: no declaration", out: o.bagged, do: func(dir string) { remove(t, dir, bag2021+"bagit.txt") },
			want: []string{"complete-bag-declaration " + bag2021 + "bagit.txt", "complete-file-missing " + bag2021 + "bagit.txt"}},
		{what: "bag: gone", out: o.bagged, do: func(dir string) { os.RemoveAll(filepath.Join(dir, bag2021)) },
			want: slices.Repeat([]string{"complete-file-missing *"}, 10)},
		{what: "bag: the failed issue is not named", out: o.bagged, do: func(dir string) { forge(t, filepath.Join(dir, bag2021)) },
			want: []string{"complete-bag-failed " + bag2021 + "bag-info.txt"}},
		{what: "bag: forged", out: o.bagged, do: func(dir string) {
			edit(t, dir, in1+".source/issue.toml", flipped)
			forge(t, filepath.Join(dir, bag2021))
		}, want: []string{"authentic-hash " + in1 + ".source/issue.toml", "complete-bag-failed " + bag2021 + "bag-info.txt"}},
	} {
		if c.linked && runtime.GOOS == "windows" {
			continue
		}
		dir := copyOf(t, c.out)
		c.do(dir)
		list, s := findings(t, dir)
		if !matches(list, c.want) {
			t.Errorf("%s:\nfound  %q\nwanted %q", c.what, list, c.want)
		}
		broken := slices.ContainsFunc(c.want, func(w string) bool { return !strings.HasPrefix(w, "complete-file-unknown") })
		if s.Holds() == broken {
			t.Errorf("%s: holds is %v", c.what, s.Holds())
		}
	}
}

// withoutRow takes a row out of an index.
func withoutRow(key string) func([]byte) []byte {
	return func(b []byte) []byte {
		from := bytes.Index(b, []byte("\r\n"+key+",")) + 2
		to := from + 2 + bytes.Index(b[from:], []byte("jianbao test\r\n")) + len("jianbao test")
		return append(b[:from:from], b[to:]...)
	}
}

// matches compares findings, in any order, with the expected ones; "*" matches
// any place.
func matches(found, want []string) bool {
	found = slices.Clone(found)
	for i, f := range found {
		code, _, _ := strings.Cut(f, " ")
		if slices.Contains(want, code+" *") {
			found[i] = code + " *"
		}
	}
	return slices.Equal(sorted(found), sorted(want))
}

// TestDelivered: the same for bags without a journal. A forged manifest
// contradicts other data in the bag.
func TestDelivered(t *testing.T) {
	o := samples(t)
	const in1 = "data/2021/01/01"
	other := builtIssue(2021, 1, pdf.A2u)
	other.PDF = bytes.Replace(other.PDF, []byte("%PDF-1.7\n"), []byte("%PDF-1.6\n"), 1)
	for _, c := range []struct {
		what string
		do   func(dir string)
		want []string
	}{
		{"a bit of a PDF", func(dir string) { edit(t, dir, in1+".pdf", flipped) },
			[]string{"authentic-hash " + in1 + ".pdf", "usable-pdf " + in1 + ".pdf"}},
		{"another PDF, forged", func(dir string) { put(t, dir, in1+".pdf", other.PDF); forge(t, dir) },
			[]string{"authentic-hash " + in1 + ".pdf", "authentic-hash " + in1 + ".pdf"}}, // by sidecar and report
		{"a source, forged", func(dir string) { edit(t, dir, in1+".source/issue.toml", flipped); forge(t, dir) },
			[]string{"authentic-hash " + in1 + ".source/issue.toml"}},
		{"a source is missing, forged", func(dir string) { remove(t, dir, in1+".source/issue.toml"); forge(t, dir) },
			[]string{"complete-file-missing " + in1 + ".source/issue.toml"}},
		{"the sidecar is missing, forged", func(dir string) { remove(t, dir, in1+".metadata.json"); forge(t, dir) },
			[]string{"complete-metadata " + in1 + ".pdf"}},
		{"the sidecar, forged", func(dir string) {
			edit(t, dir, in1+".metadata.json", replacing("2021-10-01", "2021-10-02"))
			forge(t, dir)
		},
			[]string{"authentic-metadata " + in1 + ".pdf"}},
		{"the report, forged", func(dir string) {
			edit(t, dir, in1+".report.json", replacing(`"pages": 2`, `"pages": 3`))
			forge(t, dir)
		},
			[]string{"complete-pages " + in1 + ".pdf"}},
		{"the report is none, forged", func(dir string) {
			edit(t, dir, in1+".report.json", replacing(`"schema": 1`, `"schema": 2`))
			forge(t, dir)
		},
			[]string{"usable-json " + in1 + ".report.json"}},
		{"the payload is gone", func(dir string) { os.RemoveAll(filepath.Join(dir, "data")) },
			append(slices.Repeat([]string{"complete-file-missing *"}, 10), "complete-bag-oxum bag-info.txt")},
	} {
		dir := copyOf(t, filepath.Join(o.bagged, bag2021))
		c.do(dir)
		if list, _ := findings(t, dir); !matches(list, c.want) {
			t.Errorf("%s:\nfound  %q\nwanted %q", c.what, list, c.want)
		}
	}
	// Bags in a folder with other files.
	dir := copyOf(t, o.bagged)
	os.RemoveAll(filepath.Join(dir, batch.StateDir))
	put(t, dir, "loose.pdf", nil)
	put(t, dir, "folder/x", nil)
	remove(t, dir, bag2021+"bagit.txt")
	want := []string{
		"complete-bag-declaration " + bag2021 + "bagit.txt", "complete-file-missing " + bag2021 + "bagit.txt",
		"complete-file-unknown loose.pdf", "complete-file-unknown folder/x",
	}
	if list, _ := findings(t, dir); !matches(list, want) {
		t.Errorf("found  %q\nwanted %q", list, want)
	}
}

// TestUnfinished: of a stopped run, the existing files are valid and the missing
// ones reported; an incomplete bag is not checked as a bag.
func TestUnfinished(t *testing.T) {
	for _, how := range []drive.Layout{drive.Plain, drive.Bagged} {
		dir := t.TempDir()
		out := filepath.Join(dir, "out")
		if err := writeOutput(dir, out, how, func(done int) bool { return done == 4 }); err != nil {
			t.Fatal(err)
		}
		want := []string{"complete-issue-unfinished 2022/01b/issue.toml", "complete-issue-unfinished 2022/02/issue.toml"}
		list, s := findings(t, out)
		if !matches(list, want) || s.Bags != 0 || s.PDFs != 3 {
			t.Errorf("found %q, %+v", list, s)
		}
		if how == drive.Bagged {
			put(t, out, bag2021+"notes.txt", nil)
			if list, _ := findings(t, out); !matches(list, append(want, "complete-file-unknown "+bag2021+"notes.txt")) {
				t.Errorf("found %q", list)
			}
		}
	}
}

func TestReport(t *testing.T) {
	dir := copyOf(t, samples(t).bagged)
	edit(t, dir, in1+".pdf", flipped)
	var texts []string
	for range 2 {
		var r Report
		s, err := Run(dir, r.Add)
		if err != nil {
			t.Fatal(err)
		}
		data, err := r.JSON(&s, "v1", diag.EN)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data)+s.Text(diag.EN)+s.Text(diag.ZH))
		var back struct {
			Holds   bool
			Natures []struct {
				Nature string
				Errors int
			}
			Findings []struct{ Nature, Code, Severity, Path, Message string }
		}
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		if back.Holds || len(back.Natures) != 4 || back.Natures[0].Errors != 1 || back.Natures[2].Errors != 1 || back.Natures[3].Errors != 0 {
			t.Errorf("%s", data)
		}
		if len(back.Findings) != 3 || back.Findings[0].Code != "authentic-hash" || back.Findings[1].Nature != "complete" || back.Findings[2].Path != in1+".pdf" {
			t.Errorf("%s", data)
		}
		if text := s.Text(diag.EN); !strings.HasPrefix(text, "authentic: no, 1 error, 0 warnings\ncomplete: yes\nusable: no") || !strings.Contains(text, "1 issue could not be built: not included\n2 errors, 0 warnings; ") {
			t.Errorf("%s", text)
		}
	}
	if texts[0] != texts[1] {
		t.Error("two reports of one folder differ")
	}
	var r Report
	for range MaxFindings + 3 {
		r.Add(diag.Diagnostic{Code: "authentic-hash"})
	}
	data, err := r.JSON(&Summary{}, "", diag.ZH)
	if err != nil || bytes.Count(data, []byte(`"code"`)) != MaxFindings || !bytes.Contains(data, []byte(`"more": 3`)) {
		t.Errorf("%d bytes, %v", len(data), err)
	}
}

// TestNatures checks that every code of this package belongs to one nature.
func TestNatures(t *testing.T) {
	count := map[Nature]int{}
	for _, code := range diag.Codes() {
		for _, n := range Natures() {
			if strings.HasPrefix(string(code), n.String()+"-") {
				count[n]++
				if NatureOf(code) != n {
					t.Errorf("%s is about %s", code, NatureOf(code))
				}
			}
		}
	}
	for _, n := range Natures() {
		if count[n] < 4 || n.Term().ZH == "" {
			t.Errorf("%s: %d codes", n, count[n])
		}
	}
}
