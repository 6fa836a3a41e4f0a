package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/diag"
)

var update = flag.Bool("update", false, "accept changed goldens")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs:\n%s", name, got)
	}
}

// sample returns a run of four issues: one without findings, one with warnings
// and a malicious name, one failed, one not started.
func sample() ([]batch.Issue, []batch.Entry) {
	entries := []batch.Entry{
		{Key: "2021/11/issue.toml", Output: "2021/11/11.pdf", Result: batch.Result{
			Status: batch.OK, Title: "保障\"简\"报", Year: 2021, Number: "第11期", RawNumber: "11", Record: "J001-WS·2021-Y-BGS-0011", Date: "2021-10-22",
			Pages: 24, Profile: "archive PDF/A-2u", SHA512: strings.Repeat("ab", 64), Encodings: []string{"GB18030", "UTF-8"},
			Fonts: []string{"NotoSerifSC-Regular sha256:00", "Own,Face sha256:01"}, Tool: "jianbao v1",
		}},
		{Key: "2021/09/=HYPERLINK(\"http:x\").toml", Output: "2021/09/x.pdf", Result: batch.Result{
			Status: batch.Warning, Title: "@SUM(1)", Year: 2021, Number: "第9-10期", RawNumber: "9-10", Date: "2021-09-30", Pages: 20, Profile: "archive PDF/A-2u",
			Warnings: 2, Findings: []batch.Finding{
				{Severity: "notice", Code: "condition-default", Message: "n"},
				{Severity: "warning", Code: "glyph-fallback", Place: "articles/02.txt:3:1", Message: "一行\n两行\t\x1b[31m"},
				{Severity: "warning", Code: "glyph-fallback", Message: "again"},
			}, Fallbacks: []string{"-Face"}, Tool: "jianbao v1",
		}},
		{Key: "2020/bad.toml", Result: batch.Result{
			Status: batch.Failed, Errors: 1, Warnings: 1, Findings: []batch.Finding{
				{Severity: "warning", Code: "unknown-key", Message: "first"},
				{Severity: "error", Code: "toml-syntax", Place: "bad.toml:1:1", Message: "+1\xff\u202e"},
			}, Tool: "jianbao v1",
		}},
	}
	found := []batch.Issue{{Key: "2022/01/issue.toml"}}
	for _, e := range entries {
		found = append(found, batch.Issue{Key: e.Key})
	}
	return found, entries
}

func indexOf(entries []batch.Entry) []byte {
	var b bytes.Buffer
	x := NewIndex(&b)
	for i := range entries {
		x.Add(&entries[i])
	}
	if err := x.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// rows returns the entries of the sample's index, including the one not
// started.
func rows(lang string) []batch.Entry {
	found, entries := sample()
	for _, i := range found {
		if !slices.ContainsFunc(entries, func(e batch.Entry) bool { return e.Key == i.Key }) {
			entries = append(entries, *NotBuilt(i.Key, "jianbao v1", lang))
		}
	}
	slices.SortFunc(entries, func(x, y batch.Entry) int { return strings.Compare(x.Key, y.Key) })
	return entries
}

func TestIndex(t *testing.T) {
	golden(t, "index.csv", indexOf(rows("zh")))
	if empty := indexOf(nil); !bytes.HasPrefix(empty, []byte("\xef\xbb\xbfmanifest,pdf,status")) || bytes.Count(empty, []byte("\n")) != 1 {
		t.Errorf("an index of nothing: %q", empty)
	}
}

func TestLine(t *testing.T) {
	_, entries := sample()
	var b bytes.Buffer
	for _, e := range entries {
		if err := (Log{&b}).Add(e); err != nil {
			t.Fatal(err)
		}
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != len(entries) {
		t.Fatalf("%d lines of %d issues:\n%s", len(lines), len(entries), b.String())
	}
	for i, l := range lines {
		var back struct {
			Manifest, Status, Issue string
			Findings                []batch.Finding
		}
		if err := json.Unmarshal([]byte(l), &back); err != nil {
			t.Fatal(err)
		}
		if r := entries[i].Result; back.Manifest != entries[i].Key || back.Status != string(r.Status) || back.Issue != r.Number || len(back.Findings) != len(r.Findings) {
			t.Errorf("%+v of %s", back, l)
		}
	}
}

func TestSummary(t *testing.T) {
	_, entries := sample()
	var s Summary
	for i := range entries {
		s.Add(&entries[i])
	}
	run := Run{Built: 2, Elapsed: 1500 * time.Millisecond, Left: 1}
	golden(t, "summary.zh.txt", []byte(s.Text(run, diag.ZH)))
	golden(t, "summary.en.txt", []byte(s.Text(run, diag.EN)))
	for i := range 500 {
		s.Add(&batch.Entry{Key: fmt.Sprintf("%03d.toml", i), Result: batch.Result{Status: batch.Failed}})
		s.Add(&batch.Entry{Result: batch.Result{Status: batch.Warning, Findings: []batch.Finding{{Severity: "warning", Code: fmt.Sprintf("w%d", i)}}}})
	}
	text := s.Text(Run{}, diag.EN)
	if n := strings.Count(text, "\n"); n > 40 || !strings.Contains(text, "501 failed") || !strings.Contains(text, "and 481 more") || !strings.Contains(text, "other kinds") {
		t.Errorf("%d lines of summary:\n%s", n, text)
	}
}

func TestCell(t *testing.T) {
	for in, want := range map[string]string{
		"":                "",
		"9-10":            "9-10",
		"=1+1":            "'=1+1",
		"+86":             "'+86",
		"-":               "'-",
		"@x":              "'@x",
		"\t=1":            "'\t=1",
		"\r=1":            "'\r=1",
		"\n=1":            "'\n=1",
		"＝1":              "'＝1",
		"'=1":             "''=1",
		"''=1":            "'''=1",
		"'tis":            "'tis",
		"a=1":             "a=1",
		" =1":             " =1",
		"a\x00\x1bb\xffc": "a<U+0000><U+001B>b<FF>c",
		"\ufeff=1":        "<U+FEFF>=1",
		"名\u202e":         "名<U+202E>",
	} {
		if got := cell(in); got != want {
			t.Errorf("%q becomes %q, not %q", in, got, want)
		}
	}
	long := cell(strings.Repeat("简", maxCell-1) + "𠀀𠀀")
	if !strings.HasSuffix(long, "简… (+2)") || utf8.RuneCountInString(long) > 32767 {
		t.Errorf("a cell of %d characters ends in %q", utf8.RuneCountInString(long), long[len(long)-20:])
	}
}

// FuzzCell checks that a CSV reader gets the original text, except for the
// apostrophe and replaced characters.
func FuzzCell(f *testing.F) {
	for _, s := range []string{"", "=1", "'=1", "a,b", "a\"b", "\r\n", " x ", "\x00\xff", "第9-10期", "＠", "'", "\u2028"} {
		f.Add(s, "=x")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		var out bytes.Buffer
		x := NewIndex(&out)
		cells := make([]string, len(columns))
		cells[0], cells[len(cells)-1] = a, b
		record(x.w, escaped(slices.Clone(cells)))
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
		data := out.Bytes()
		if !utf8.Valid(data) {
			t.Fatal("not UTF-8")
		}
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%v, %d rows", err, len(rows))
		}
		for i, s := range cells {
			if len(s) > maxCell {
				continue
			}
			got := rows[1][i]
			if r, _ := utf8.DecodeRuneInString(got); got != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", r) {
				t.Errorf("%q is a formula", got)
			}
			// The reader converts CR LF to LF.
			if want := strings.ReplaceAll(readable(s), "\r\n", "\n"); plain(got) != want {
				t.Errorf("%q came back as %q", s, got)
			}
		}
	})
}

// TestOtherReaders checks that Python's reader gets the same cells.
func TestOtherReaders(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("needs python3")
	}
	path := filepath.Join(t.TempDir(), IndexName)
	if err := os.WriteFile(path, indexOf(rows("en")), 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, "-c", `
import csv, json, sys
with open(sys.argv[1], encoding="utf-8-sig", newline="") as f:
    print(json.dumps(list(csv.DictReader(f, strict=True))))`, path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	if err := json.Unmarshal(out, &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) != 4 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, want := range []map[string]string{
		{"manifest": "2020/bad.toml", "status": "failed", "code": "toml-syntax", "message": "bad.toml:1:1: +1<FF><U+202E>", "pages": ""},
		{"title": "'@SUM(1)", "issue": "第9-10期", "message": "articles/02.txt:3:1: 一行\n两行\t<U+001B>[31m", "fallbacks": "'-Face"},
		{"title": `保障"简"报`, "fonts": "NotoSerifSC-Regular sha256:00; Own,Face sha256:01", "pages": "24", "pdf": "2021/11/11.pdf"},
		{"manifest": "2022/01/issue.toml", "status": "failed", "code": "batch-not-built", "errors": "1"},
	} {
		for column, w := range want {
			if got := rows[i][column]; got != w {
				t.Errorf("row %d, %s: %q, not %q", i, column, got, w)
			}
		}
	}
}
