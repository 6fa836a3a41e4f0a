package bag

import (
	"bytes"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/name"
	"jianbao/content/manifest"
)

var update = flag.Bool("update", false, "accept changed goldens")

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", file)
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
		t.Errorf("%s differs:\n%s", file, got)
	}
}

func sumOf(data []byte) string {
	sum := sha512.Sum512(data)
	return hex.EncodeToString(sum[:])
}

func input(kind, name, data string) batch.Input {
	return batch.Input{Name: name, Kind: kind, Size: int64(len(data)), SHA512: sumOf([]byte(data)), Data: []byte(data)}
}

// sample returns an issue with difficult inputs: conflicting names, a font, a
// theme outside the folder, an empty article.
func sample() *batch.Result {
	font := input(manifest.KindFont, "office.ttf", "font")
	font.Data, font.Ref = nil, "../fonts/office.ttf"
	theme := input(manifest.KindTheme, "红头.toml", "theme")
	theme.Ref = "../themes/红头.toml"
	return &batch.Result{
		Status: batch.Warning, Title: "保障", Year: 2021, Number: "第11期", RawNumber: "11", Record: "J001-WS·2021-Y-BGS-0011", Date: "2021-10-22",
		Pages: 24, Profile: "archive PDF/A-2u", Warnings: 1,
		Findings:  []batch.Finding{{Severity: "warning", Code: "glyph-fallback", Place: "articles/02.txt:3:1", Message: "“丂” & <b>", Hint: "h"}},
		Encodings: []string{"gb18030", "utf-8"}, Fonts: []string{"NotoSerifSC-Regular sha256:00"},
		Inputs: []batch.Input{
			input(manifest.KindArticle, "articles/01.txt", "一"),
			input(manifest.KindArticle, "articles/02?.txt", "二"),
			input(manifest.KindArticle, "articles/02_.txt", "三"),
			input(manifest.KindArticle, "articles/A.txt", "四"),
			input(manifest.KindArticle, "articles/a.txt", "五"),
			input(manifest.KindArticle, "articles/empty.txt", ""),
			input(manifest.KindManifest, "issue.toml", "schema = 1"),
			font, theme,
			input(manifest.KindPicture, "pics/100%.jpg", "jpeg"),
		},
		InputHash: "abc", Tool: "jianbao v1.2.3", PDF: []byte("%PDF-1.7 …"), Sidecar: []byte("{\n  \"题名\": \"保障\"\n}\n"),
	}
}

func TestName(t *testing.T) {
	for _, c := range []struct {
		title string
		year  int
		want  string
	}{
		{"保障", 2021, "保障-2021"},
		{"a/b:c", 1998, "a_b_c-1998"},
		{"100%", 1998, "100_-1998"},
		{"..", 1998, "__-1998"},
		{"", 0, "_-0"},
		{"CON", 1998, "_CON-1998"},
		{"e\u0301", 1998, "é-1998"},
		{"a\nb\r", 2000, "a_b_-2000"},
	} {
		if got := Name(c.title, c.year); got != c.want {
			t.Errorf("%q: %q, not %q", c.title, got, c.want)
		}
	}
	long := Name(strings.Repeat("简", 100), 2021)
	if len(long) > name.MaxBytes || !strings.HasSuffix(long, "简-2021") {
		t.Errorf("%q", long) // the year distinguishes the bags
	}
}

func TestContents(t *testing.T) {
	r := sample()
	got, err := Contents("2021/11/11.pdf", r)
	if err != nil {
		t.Fatal(err)
	}
	var list strings.Builder
	for _, c := range got {
		fmt.Fprintf(&list, "%s %q\n", c.Name, c.Data)
	}
	at := slices.IndexFunc(got, func(c Content) bool { return strings.HasSuffix(c.Name, ".report.json") })
	golden(t, "report.json", got[at].Data)
	lines := strings.Split(list.String(), "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool { return strings.Contains(l, ".report.json ") })
	want := `2021/11/11.metadata.json "{\n  \"题名\": \"保障\"\n}\n"
2021/11/11.source/articles/01.txt "一"
2021/11/11.source/articles/02_.txt "三"
2021/11/11.source/articles/02_~2.txt "二"
2021/11/11.source/articles/A.txt "四"
2021/11/11.source/articles/a~2.txt "五"
2021/11/11.source/articles/empty.txt ""
2021/11/11.source/issue.toml "schema = 1"
2021/11/11.source/pics/100_.jpg "jpeg"
2021/11/11.source/红头.toml "theme"
`
	if text := strings.Join(lines, "\n"); text != want {
		t.Errorf("%s", text)
	}
	var rep Report
	if err := json.Unmarshal(got[at].Data, &rep); err != nil || len(rep.Inputs) != len(r.Inputs) || rep.PDF.SHA512 != sumOf(r.PDF) {
		t.Errorf("%v %+v", err, rep)
	}
}

// TestContentsOdd: no content of an issue's folder leads to a name that some
// system rejects, to a path that is too long, or to two equal paths.
func TestContentsOdd(t *testing.T) {
	r := sample()
	r.Inputs = nil
	for i := range 30 {
		r.Inputs = append(r.Inputs, input(manifest.KindArticle, strings.Repeat("x", 201+i)+".txt", fmt.Sprint(i)))
	}
	deep := strings.Repeat("ein Ordner/", 100)
	for _, n := range []string{
		"a\x00b", "aux.txt", "AUX.txt", "é", "e\u0301", "É", "dir", "dir/x", "Dir/X", "dir /x", "DIR./x", "..", "../..", "/etc/passwd", "a//b", "", ".", "\xff\xfe",
		"con~2", "x.", "x_", "X~2", "x~2", deep + "1", deep + "2", deep + "2", strings.Repeat("…", 90), strings.Repeat("…", 91),
		"ﬀ", "ff", "ß", "ss", "SS", "K", "k",
	} {
		r.Inputs = append(r.Inputs, input(manifest.KindPicture, n, "p "+n))
	}
	got := checkedContents(t, "1998/1.pdf", r)
	if want := len(r.Inputs) + 2; len(got) != want {
		t.Errorf("%d files, not %d", len(got), want)
	}
}

// checkedContents returns the contents after checking them against the report
// and checking that their names are distinct on every system.
func checkedContents(t *testing.T, pdf string, r *batch.Result) []Content {
	t.Helper()
	got, err := Contents(pdf, r)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Contents(pdf, r)
	if err != nil || !slices.EqualFunc(got, again, func(a, b Content) bool { return a.Name == b.Name && bytes.Equal(a.Data, b.Data) }) {
		t.Fatalf("different contents the second time: %v", err)
	}
	all := map[string][]byte{}
	files := []File{{Payload + "/" + pdf, sumOf(r.PDF), int64(len(r.PDF))}}
	var rep Report
	for _, c := range got {
		all[c.Name] = c.Data
		files = append(files, File{Payload + "/" + c.Name, sumOf(c.Data), int64(len(c.Data))})
		for part := range strings.SplitSeq(c.Name, "/") {
			if len(part) > name.MaxBytes {
				t.Errorf("%d bytes: %q", len(part), part)
			}
		}
		if c.Name == Beside(pdf).Report {
			if err := json.Unmarshal(c.Data, &rep); err != nil {
				t.Fatal(err)
			}
		} else if c.Name != Beside(pdf).Sidecar && len(c.Name) > len(Beside(pdf).Sources)+maxPath+200 {
			t.Errorf("%d bytes: %q", len(c.Name), c.Name)
		}
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	if err := listable(files); err != nil {
		t.Error(err)
	}
	for i, in := range rep.Inputs {
		of := &r.Inputs[i]
		if in.NameHex == "" && in.Name != of.Name || in.NameHex != "" && in.NameHex != hex.EncodeToString([]byte(of.Name)) || in.SHA512 != of.SHA512 {
			t.Errorf("%+v of %q", in, of.Name)
		}
		data, there := all[strings.TrimPrefix(in.File, Payload+"/")]
		if in.File == "" {
			if of.Kind != manifest.KindFont {
				t.Errorf("%q was not copied", of.Name)
			}
		} else if !there || !bytes.Equal(data, of.Data) {
			t.Errorf("%q is not %q", in.File, of.Name)
		}
	}
	return got
}

func TestContentsRefused(t *testing.T) {
	for _, pdf := range []string{"", "x", "../x.pdf", "/x.pdf", "a/./b.pdf", "a%.pdf", "a\n.pdf", "CON.pdf", "a./b.pdf", "x.PDF", strings.Repeat("x", 200) + ".pdf"} {
		if got, err := Contents(pdf, sample()); err == nil {
			t.Errorf("%q: %d files", pdf, len(got))
		}
	}
	failed := sample()
	failed.Status = batch.Failed
	empty := sample()
	empty.PDF = nil
	for _, r := range []*batch.Result{failed, empty} {
		if _, err := Contents("x.pdf", r); err == nil {
			t.Errorf("%+v has contents", r)
		}
	}
}

func TestClashes(t *testing.T) {
	long := strings.Repeat("长", 65)
	cut := filepath.Base(Beside(long + ".pdf").Report)
	for _, c := range []struct {
		pdfs  []string
		clash bool
	}{
		{nil, false},
		{[]string{"", ""}, false},
		{[]string{"1.pdf", "2.pdf", "2/1.pdf", "1.source.pdf", "1.report.json.pdf"}, false},
		{[]string{"1.pdf", "1.source/2.pdf"}, true},
		{[]string{"1.SOURCE/a/b/c.pdf", "1.pdf"}, true},
		{[]string{"a/1.pdf", "b/1.source/2.pdf"}, false},
		{[]string{"a/1.pdf", "a/1.metadata.json/2.pdf"}, true},
		{[]string{"é.pdf", "e\u0301.report.json/2.pdf"}, true},
		{[]string{long + "1.pdf", long + "2.pdf"}, false},
		{[]string{long + ".pdf", strings.TrimSuffix(cut, ".report.json") + ".pdf"}, true},
	} {
		pairs := Clashes(c.pdfs)
		if clash := len(pairs) > 0; clash != c.clash {
			t.Errorf("%q: %v", c.pdfs, pairs)
		}
		for _, p := range pairs {
			if i, k := p[0], p[1]; i == k || i < 0 || k >= len(c.pdfs) {
				t.Errorf("%q: %d, %d", c.pdfs, i, k)
			}
		}
	}
}
