package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"jianbao/content/docx/docxtest"
)

// TestImportEitherWay imports every document of the repository as Markdown and as it is:
// both issues have the same lines and pictures at the same places.
func TestImportEitherWay(t *testing.T) {
	var documents []string
	made := filepath.Join("../..", ".ci", "out") // by checks that ran before; no part of the repository
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && name == made {
			return filepath.SkipDir
		}
		if err == nil && strings.EqualFold(filepath.Ext(name), ".docx") {
			documents = append(documents, name)
		}
		return err
	})
	if err != nil || len(documents) < 12 {
		t.Fatal(documents, err)
	}
	dir := t.TempDir()
	issue := func(name string, flags ...string) (left []string) {
		args := append([]string{"import", "--changes", "accept", "--set", "title=月讯", "--set", "number=1", "--set", "date=2026-03-01"}, flags...)
		_, said := runs(t, -1, append(append(args, documents...), filepath.Join(dir, name))...)
		for line := range strings.Lines(said) {
			if i := strings.Index(line, ": error["); i > 0 && !strings.Contains(line, "left-out") {
				left = append(left, line)
			}
		}
		slices.Sort(left)
		runs(t, statusDone, "build", "--profile", "screen", "--dump", filepath.Join(dir, name+".jsonl"), "-o", filepath.Join(dir, name+".pdf"), filepath.Join(dir, name))
		return left
	}
	markdown, copies := issue("markdown"), issue("copies", "--docx")
	if !slices.Equal(markdown, copies) {
		t.Errorf("as Markdown these are left out:\n%s\nas they are:\n%s", strings.Join(markdown, ""), strings.Join(copies, ""))
	}
	a, b := lines(t, filepath.Join(dir, "markdown.jsonl")), lines(t, filepath.Join(dir, "copies.jsonl"))
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("line %d of the dumps:\n%.300s\n%.300s", i+1, a[i], b[i])
		}
	}
	if len(a) != len(b) || len(a) < 200 {
		t.Errorf("%d and %d lines", len(a), len(b))
	}
}

// runs runs the command in this process and returns what it says; a negative status is
// any.
func runs(t *testing.T, status int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, said bytes.Buffer
	got := run(&system{stdout: &out, stderr: &said, getenv: func(string) string { return "" }, systemLang: func() string { return "en" }}, args)
	if status >= 0 && got != status {
		t.Fatalf("%q: status %d, want %d\n%s", args, got, status, said.String())
	}
	return out.String(), said.String()
}

func lines(t *testing.T, name string) []string {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(pictureFile.ReplaceAllString(string(raw), "")), "\n")
}

// pictureFile is the name of a picture's file, which is another one in a document.
var pictureFile = regexp.MustCompile(`"file":"[^"]*",`)

// mixedIssue is a kind of issue of TestMixedBackIssues: its file, what the list says of its
// encoding, and the code of the finding that its row has, empty if it is built.
type mixedIssue struct {
	kind, ending, encoding, code string
	data                         []byte
}

// mixed returns the kinds of issues, sound ones first.
func mixed(t *testing.T) (sound, faults []mixedIssue) {
	t.Helper()
	encode := func(e encoding.Encoding, s string) []byte {
		b, err := e.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return []byte(b)
	}
	paragraph := func(s string) string { return docxtest.P(docxtest.T(s)) }
	document := paragraph("全县春灌工作会议召开，部署今年的春灌。") + paragraph("会议要求各乡镇在三月底以前修好渠道。")
	whole := docxtest.Document(document)
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600)
	wide := func(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }
	drawing := func(blip string) string {
		return docxtest.P(`<w:r><w:drawing><wp:inline><wp:extent cx="360000" cy="360000"/><wp:docPr id="1" name="图片 1" descr="渠道"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip ` + blip + `/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`)
	}
	emf := "\x01\x00\x00\x00\x58\x00\x00\x00" + strings.Repeat("\x00", 32) + " EMF" + strings.Repeat("\x00", 60)
	const big5 = "我國的生態環境，在保護中發展，是不可少的。這個為上。\n主席說，這是不可以的。\n"
	sound = []mixedIssue{
		{kind: "document", ending: ".docx", data: whole},
		{kind: "GBK", ending: ".txt", data: encode(simplifiedchinese.GB18030, "全县春灌工作会议召开。\n会议要求修好渠道。\n")},
		{kind: "Big5, not declared", ending: ".txt", data: encode(traditionalchinese.Big5, big5)},
		{kind: "Big5", ending: ".txt", encoding: "Big5", data: encode(traditionalchinese.Big5, big5)},
	}
	faults = []mixedIssue{
		{kind: "truncated archive", ending: ".docx", code: "docx-damaged", data: whole[:len(whole)*2/3]},
		{kind: "bomb", ending: ".docx", code: "docx-limit", data: docxtest.Document(strings.Repeat(" ", 65<<20))},
		{kind: "encrypted", ending: ".docx", code: "docx-kind", data: []byte(ole + wide("EncryptedPackage"))},
		{kind: ".doc with another name", ending: ".docx", code: "docx-kind", data: []byte(ole + wide("WordDocument"))},
		{kind: "undecided changes", ending: ".docx", code: "docx-changes", data: docxtest.Document(document + docxtest.P(`<w:ins w:id="1" w:author="a">`+docxtest.T("加上的。")+`</w:ins>`))},
		{kind: "EMF", ending: ".docx", code: "docx-picture", data: docxtest.Document(document+drawing(`r:embed="a.emf"`), docxtest.Part{Name: "word/media/a.emf", Data: emf})},
		{kind: "no document part", ending: ".docx", code: "docx-damaged", data: docxtest.Zip([]docxtest.Part{
			{Name: "[Content_Types].xml", Data: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
			{Name: "_rels/.rels", Data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		})},
		{kind: "linked picture", ending: ".docx", code: "docx-picture", data: docxtest.Document(document + drawing(`r:link="nowhere"`))},
		{kind: "wrong encoding", ending: ".txt", encoding: "GBK", code: "encoding-wrong", data: encode(traditionalchinese.Big5, big5+"時")},
	}
	return sound, faults
}

// TestMixedBackIssues takes back issues of documents and of texts in several encodings from
// a list to bags: each fault has its row in the index, and the rest is delivered.
func TestMixedBackIssues(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	sound, faults := mixed(t)
	n, each := 2*len(sound)+len(faults), 1
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		n, each = 200, 3
	}
	list := "刊名,年,期,日期,栏目,题名,文件,编码,主办,档号\n"
	want := map[string]mixedIssue{}
	for i := range n {
		k := sound[i%len(sound)]
		if i < each*len(faults) {
			k = faults[i%len(faults)]
		}
		name := fmt.Sprintf("%04d/%d", 1980+i/12, i%12+1)
		file := name + "/文稿" + k.ending
		full := filepath.Join(dir, "old", filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, k.data, 0o666); err != nil {
			t.Fatal(err)
		}
		list += fmt.Sprintf("梧岭水利,%d,%d,%d-%02d-05,要闻,春灌会议之%d,%s,%s,县水利局,J%d\n", 1980+i/12, i%12+1, 1980+i/12, i%12+1, i, file, k.encoding, i)
		want[name+"/issue.toml"] = k
	}
	if err := os.WriteFile(filepath.Join(dir, "list.csv"), []byte(list), 0o666); err != nil {
		t.Fatal(err)
	}
	old, out := filepath.Join(dir, "old"), filepath.Join(dir, "out")
	written, _ := runs(t, statusDone, "import", filepath.Join(dir, "list.csv"), old)
	if got := strings.Count(written, "\n"); got != n {
		t.Fatalf("%d manifests, want %d", got, n)
	}
	batchOf(t, statusCopy, "--bag", "--quiet", "-o", out, old)
	checkIndex(t, filepath.Join(out, "index.csv"), want)
	if said, err := process(t, "verify", out).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
	if bags, err := filepath.Glob(filepath.Join(out, "*", "bagit.txt")); err != nil || len(bags) == 0 {
		t.Error("no bags", err)
	}
}

// checkIndex checks the row of each issue.
func checkIndex(t *testing.T, name string, want map[string]mixedIssue) {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\uFEFF")))).ReadAll()
	if err != nil || len(rows) != len(want)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	at := func(row []string, column string) string { return row[slices.Index(rows[0], column)] }
	for _, row := range rows[1:] {
		k, known := want[at(row, "manifest")]
		status, code := at(row, "status"), at(row, "code")
		switch {
		case !known:
			t.Errorf("a row of %q", at(row, "manifest"))
		case k.code == "" && status == "failed", k.code != "" && (status != "failed" || !strings.HasPrefix(code, k.code)):
			t.Errorf("%s: %s %s: %s", k.kind, status, code, at(row, "message"))
		case strings.HasPrefix(k.kind, "Big5") && at(row, "encodings") != "big5":
			t.Errorf("%s: encodings %q", k.kind, at(row, "encodings"))
		}
	}
}
