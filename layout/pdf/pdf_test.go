package pdf

import (
	"bytes"
	"runtime"
	"slices"
	"strings"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/pdftest"
)

func build(t testing.TB, doc *frame.Document, opt Options) []byte {
	t.Helper()
	b, err := Bytes(doc, opt)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestValid(t *testing.T) {
	file := build(t, sample(t), Options{})
	pdftest.Validate(t, file)
	pdftest.VeraPDF(t, file, "ua1")
}

// TestGhostscriptReports checks that Ghostscript reports damaged files, and nothing of
// correct ones interpreted before and after by the same process.
func TestGhostscriptReports(t *testing.T) {
	file := build(t, sample(t), Options{})
	cut := file[:len(file)/2]
	painted := bytes.Replace(build(t, sample(t), Options{}), []byte("/FlateDecode"), []byte("/FlatyDecode"), 1)
	for i, data := range [][]byte{file, cut, file, painted, file} {
		if said := pdftest.Ghostscript(t, data); (said != "") != (i%2 == 1) {
			t.Errorf("file %d: %q", i, said)
		}
	}
}

func TestSameBytes(t *testing.T) {
	want := build(t, sample(t), Options{})
	for _, procs := range []int{1, 2, 4} {
		old := runtime.GOMAXPROCS(procs)
		got := build(t, sample(t), Options{})
		runtime.GOMAXPROCS(old)
		if !bytes.Equal(got, want) {
			t.Errorf("GOMAXPROCS=%d gives other bytes", procs)
		}
	}
	var out bytes.Buffer
	if err := Write(&out, sample(t), Options{Workers: 3}); err != nil || !bytes.Equal(out.Bytes(), want) {
		t.Errorf("Write gives other bytes than Bytes: %v", err)
	}
}

// compareText checks that every reader gives back the text of the lines. What
// stands on one baseline is one line for all readers but Poppler's own order,
// which may take it for columns: there the lines may come in any order.
func compareText(t *testing.T, doc *frame.Document, file []byte) {
	t.Helper()
	for _, reader := range pdftest.Readers() {
		t.Run(string(reader), func(t *testing.T) {
			pages := pdftest.Text(t, reader, file)
			if len(pages) != len(doc.Pages) {
				t.Fatalf("%d pages of %d", len(pages), len(doc.Pages))
			}
			for n := range doc.Pages {
				got, want := pages[n], wantLines(&doc.Pages[n], reader)
				if reader == pdftest.Poppler {
					got, want = words(got), words(want)
				}
				for i := range max(len(got), len(want)) {
					g, w := "–", "–"
					if i < len(got) {
						g = got[i]
					}
					if i < len(want) {
						w = want[i]
					}
					if g != w {
						t.Errorf("page %d line %d:\n got %q\nwant %q", n+1, i+1, g, w)
						break
					}
				}
			}
		})
	}
}

// words are the words of all lines, sorted: a space too many or too few is
// another word.
func words(lines []string) []string {
	out := strings.Fields(strings.Join(lines, " "))
	slices.Sort(out)
	return out
}

// wantLines are the lines of a page; those on one baseline are one line, with
// the space between them that every reader sees there.
func wantLines(page *frame.Page, reader pdftest.Reader) []string {
	var lines []string
	var before *frame.Line
	for _, item := range page.Items {
		line, ok := item.(*frame.Line)
		if !ok {
			continue
		}
		text := strings.TrimRight(line.Text, " ")
		if n := len(line.Glyphs); n > 0 && line.Glyphs[n-1].Hyphen {
			text += "\u00ad"
		}
		if reader == pdftest.Pdfium {
			for strings.Contains(text, "  ") {
				text = strings.ReplaceAll(text, "  ", " ") // it never gives two
			}
		}
		switch {
		case before == nil || before.Y != line.Y:
			lines = append(lines, text)
		default:
			lines[len(lines)-1] += " " + text
		}
		before = line
	}
	return lines
}

func TestText(t *testing.T) {
	doc := sample(t)
	compareText(t, doc, build(t, doc, Options{}))
}

func TestPositions(t *testing.T) {
	doc := sample(t)
	pdftest.ComparePositions(t, doc, build(t, doc, Options{}))
}
