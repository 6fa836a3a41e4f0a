package verify

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/bag"
	"jianbao/cmd/jianbao/internal/batch/drive"
	"jianbao/cmd/jianbao/internal/batch/osfiles"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/pdf"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

func hexSum(data []byte) string {
	sum := sha512.Sum512(data)
	return hex.EncodeToString(sum[:])
}

// document returns an issue of two pages.
func document(meta frame.Meta) *frame.Document {
	library := fonts.Bundled()
	han, _ := library.Find("Noto Serif SC", false)
	latin, _ := library.Find("Source Serif 4", false)
	s := &pdftest.Setter{Han: han, Latin: latin, Size: 14 * unit.Pt, Gap: 3 * unit.Pt}
	doc := &frame.Document{Meta: meta}
	for _, label := range []string{"1", "2"} {
		page := pdftest.Page(label)
		line := s.Line("会议在南京召开，PDF 第"+label+"页。", 80*unit.Pt, 120*unit.Pt)
		line.Section, line.Article, line.Block = 1, 1, 1
		line.Links = []frame.Link{{From: 0, To: 2, URL: "https://example.org/"}}
		page.Items = append(page.Items, line)
		doc.Pages = append(doc.Pages, page)
	}
	return pdftest.Structure(doc)
}

func metaOf(year, number int) frame.Meta {
	return frame.Meta{
		Title: fmt.Sprintf("保障 & <简报> %d 年第 %d 期", year, number), Issuer: "某县保障局", Issue: fmt.Sprintf("第 %d 期", number), Lang: "zh-Hans",
		Created: frame.Date{Year: year, Month: 10, Day: number}, Publication: "保障", Year: year, Number: fmt.Sprint(number),
		Record: fmt.Sprintf("J001-WS·%d-Y-%04d", year, number),
	}
}

// builtIssue returns a worker's result for an issue.
func builtIssue(year, number int, standard pdf.Standard) batch.Result {
	meta := metaOf(year, number)
	text := []byte(fmt.Sprintf("schema = 1 # %d", number))
	article := []byte("　　正文")
	opt := pdf.Options{Profile: pdf.Archive, Standard: standard}
	if standard == pdf.A3u {
		issue, article := attached{"issue.toml", "issue.toml", string(text)}, attached{"articles/一.txt", "一.txt", string(article)}
		opt.Attachments = attachments(issue, article, recordOfFiles(issue, article))
	}
	doc := document(meta)
	data, err := pdf.Bytes(doc, opt)
	if err != nil {
		panic(err)
	}
	r := batch.Result{
		Status: batch.OK, Title: meta.Publication, Issuer: meta.Issuer, Year: year, Number: fmt.Sprintf("第%d期", number), RawNumber: meta.Number, Record: meta.Record,
		Date: fmt.Sprintf("%04d-10-%02d", year, number), Pages: len(doc.Pages), Profile: "archive " + pdf.StandardName(pdf.Archive, standard),
		SHA512: hexSum(data), Fonts: []string{"x sha256:0"}, Tool: "jianbao test", InputHash: "h" + meta.Number, PDF: data,
		Inputs: []batch.Input{
			{Name: "articles/一.txt", Kind: manifest.KindArticle, Size: int64(len(article)), SHA512: hexSum(article), Data: article},
			{Name: "issue.toml", Kind: manifest.KindManifest, Size: int64(len(text)), SHA512: hexSum(text), Data: text},
			{Name: "office.ttf", Kind: manifest.KindFont, Size: 9, SHA512: strings.Repeat("0", 128)},
		},
	}
	r.Sidecar = sidecarText(&r, meta.Title)
	return r
}

// attached is a file to attach: its path as the record has it, its name in the PDF,
// and its content.
type attached struct{ path, name, data string }

// recordOfFiles returns the record of attached files.
func recordOfFiles(list ...attached) attached {
	var r embeddedRecord
	for _, a := range list {
		sum := sha256.Sum256([]byte(a.data))
		r.Sources = append(r.Sources, embeddedSource{Path: a.path, SHA256: hex.EncodeToString(sum[:]), Attachment: a.name})
	}
	data, err := json.Marshal(r)
	if err != nil {
		panic(err)
	}
	return attached{"", recordName, string(data)}
}

func attachments(list ...attached) (all []pdf.Attachment) {
	for _, a := range list {
		all = append(all, pdf.Attachment{Name: a.name, MIME: "text/plain", Data: []byte(a.data), Relationship: "Source", Description: a.path})
	}
	return all
}

// sidecarText returns the sidecar of an issue as the command writes it.
func sidecarText(r *batch.Result, title string) []byte {
	data, err := json.MarshalIndent(map[string]any{
		"档号": r.Record, "年度": fmt.Sprint(r.Year), "题名": title, "文件编号": r.Number, "日期": r.Date, "页数": r.Pages,
		"格式信息": r.Profile, "计算机文件大小": len(r.PDF), "SHA-512": r.SHA512,
	}, "", "  ")
	if err != nil {
		panic(err)
	}
	return data
}

// issues are the issues of the samples: one fails, two have the same identity,
// the last is PDF/A-3.
var issues = sync.OnceValue(func() map[string]batch.Result {
	warned := builtIssue(2021, 2, pdf.A2u)
	warned.Status, warned.Warnings = batch.Warning, 1
	warned.Findings = []batch.Finding{{Severity: "warning", Code: "glyph-fallback", Message: "=丂\r\nx"}}
	return map[string]batch.Result{
		"2021/01/issue.toml": builtIssue(2021, 1, pdf.A2u), "2021/02/issue.toml": warned,
		"2021/03/issue.toml": {
			Status: batch.Failed, Title: "保障", Year: 2021, Number: "第3期", RawNumber: "3", Errors: 1, Tool: "jianbao test", InputHash: "h3",
			Findings: []batch.Finding{{Severity: "error", Code: "file-missing", Message: "articles/一.txt"}},
		},
		"2022/01/issue.toml": builtIssue(2022, 1, pdf.A2u), "2022/01b/issue.toml": builtIssue(2022, 1, pdf.A2u), "2022/02/issue.toml": builtIssue(2022, 2, pdf.A3u),
	}
})

// outputs holds the folders of the samples: without bags and with.
type outputs struct{ plain, bagged string }

var built = sync.OnceValues(func() (outputs, error) {
	dir, err := os.MkdirTemp("", "verify")
	if err != nil {
		return outputs{}, err
	}
	madeIn = dir
	o := outputs{filepath.Join(dir, "plain"), filepath.Join(dir, "bagged")}
	return o, errorsOf(writeOutput(dir, o.plain, drive.Plain, nil), writeOutput(dir, o.bagged, drive.Bagged, nil))
})

func errorsOf(list ...error) error {
	for _, err := range list {
		if err != nil {
			return err
		}
	}
	return nil
}

// madeIn is the folder of the samples after they have been written.
var madeIn string

func TestMain(m *testing.M) {
	status := m.Run()
	if madeIn != "" {
		os.RemoveAll(madeIn)
	}
	os.Exit(status)
}

// writeOutput runs a batch of the samples until stop returns true.
func writeOutput(dir, out string, how drive.Layout, stop func(done int) bool) error {
	results := issues()
	var list []batch.Issue
	for _, key := range sortedKeys(results) {
		path := filepath.Join(dir, "tree", filepath.FromSlash(key))
		text := fmt.Sprintf("schema = 1\n[publication]\ntitle = %q\n[issue]\nyear = %s\nnumber = 1\n", "保障", key[:4])
		if err := errorsOf(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(text), 0o666)); err != nil {
			return err
		}
		list = append(list, batch.Issue{Root: dir, Key: key, Path: path, Real: path})
	}
	var log diag.List
	plan, ok := drive.NewPlan(list, nil, how, &log)
	if !ok {
		return fmt.Errorf("%v", log.Items())
	}
	_, err := drive.Run(context.Background(), drive.Config{
		Files: osfiles.Files{}, Out: out, Plan: plan, Tool: "jianbao test", Jobs: 1,
		Options: batch.Options{Profile: "archive", Build: "b", Lang: "en", Epoch: "0"},
		Set: func(_ context.Context, list []batch.Issue, _ <-chan struct{}, done func(int, batch.Result) error) error {
			for i, issue := range list {
				if stop != nil && stop(i) {
					return nil
				}
				if err := done(i, results[issue.Key]); err != nil {
					return err
				}
			}
			return nil
		},
		Current: func(batch.Issue, []batch.Input) string { return "" },
	}, make(chan struct{}))
	return err
}

// copyOf returns a copy of an output, which a test may damage.
func copyOf(t *testing.T, of string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	if err := os.CopyFS(dir, os.DirFS(of)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// samples returns the outputs.
func samples(t *testing.T) outputs {
	t.Helper()
	o, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// findings returns the findings of Run except notices: code and place of each.
func findings(t *testing.T, out string) (list []string, s Summary) {
	t.Helper()
	return findingsWithin(t, out, maxPDF)
}

// findingsWithin is findings with a limit for the size of PDFs, in bytes.
func findingsWithin(t *testing.T, out string, maxPDF int64) (list []string, s Summary) {
	t.Helper()
	s, err := run(out, maxPDF, func(d diag.Diagnostic) {
		for _, lang := range []diag.Lang{diag.ZH, diag.EN} {
			if text := d.Message(lang); strings.Contains(text, "%!") || text == "" {
				t.Errorf("%s: %q", d.Code, text)
			}
		}
		if d.Severity == diag.Notice {
			return
		}
		at := ""
		if d.Span.Source != nil {
			at = d.Span.Source.Path
		}
		list = append(list, strings.TrimSpace(string(d.Code)+" "+at))
	})
	if err != nil {
		t.Fatal(err)
	}
	return list, s
}

// edit changes a file, and fails if the change has no effect.
func edit(t *testing.T, dir, name string, change func([]byte) []byte) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := change(bytes.Clone(data))
	if bytes.Equal(changed, data) {
		t.Fatalf("%s stayed as it was", name)
	}
	put(t, dir, name, changed)
}

func put(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := errorsOf(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, data, 0o666)); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
		t.Fatal(err)
	}
}

func replacing(old, with string) func([]byte) []byte {
	return func(b []byte) []byte { return bytes.Replace(b, []byte(old), []byte(with), 1) }
}

func flipped(b []byte) []byte {
	b[len(b)/2] ^= 1
	return b
}

// forge rewrites the manifests of a bag after its content has been changed, as
// a forger would.
func forge(t *testing.T, dir string) {
	t.Helper()
	b := bag.Bag{Title: "保障", Year: 2021, Tool: "forger"}
	err := filepath.WalkDir(filepath.Join(dir, bag.Payload), func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		b.Payload = append(b.Payload, bag.File{Name: filepath.ToSlash(name), SHA512: hexSum(data), Size: int64(len(data))})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	tags, err := b.Tags()
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range tags {
		put(t, dir, tag.Name, tag.Data)
	}
}

// journalLine returns a line of a journal in the format of package store.
func journalLine(body []byte) []byte {
	sum := sha256.Sum256(body)
	return fmt.Appendf(nil, `{"sum":"%s",%s}`, hex.EncodeToString(sum[:])[:16], body)
}

// editJournal changes the lines of a journal that contain a text, and their
// checksums.
func editJournal(t *testing.T, dir, of string, change func([]byte) []byte) {
	t.Helper()
	n := 0
	edit(t, dir, batch.StateDir+"/journal.jsonl", func(b []byte) []byte {
		lines := bytes.SplitAfter(b, []byte("\n"))
		for i, line := range lines {
			if bytes.HasPrefix(line, []byte(`{"sum":`)) && bytes.Contains(line, []byte(`"entry":`)) && bytes.Contains(line, []byte(of)) {
				body := line[len(`{"sum":"0123456789abcdef",`) : len(line)-len("}\n")]
				lines[i] = append(journalLine(change(bytes.Clone(body))), '\n')
				n++
			}
		}
		return bytes.Join(lines, nil)
	})
	if n != 1 {
		t.Fatalf("%d lines of the journal hold %s", n, of)
	}
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}
