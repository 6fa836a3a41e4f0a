package mdwrite

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/picture"
)

// anyPicture matches the paths of pictures in Markdown.
var anyPicture = regexp.MustCompile(`\]\(<?([^()<>"\s]+\.(?:jpe?g|png))`)

// picturesOf returns a different picture for each path that a text names.
func picturesOf(text string) map[string]*picture.Image {
	images := map[string]*picture.Image{}
	for i, at := range anyPicture.FindAllStringSubmatch(text, -1) {
		images[at[1]] = &picture.Image{Name: at[1], Sum: [32]byte{byte(i)}, Width: 10, Height: 10}
	}
	return images
}

func read(text string, images map[string]*picture.Image) (blocks []content.Block, ok bool) {
	var log diag.List
	return manifest.Markdown(&diag.Source{Path: "a.md", Data: []byte(text)}, "", images, &log)
}

// difference returns how two descriptions differ.
func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := 0; i < max(len(x), len(y)); i++ {
		at := func(s []string) string {
			if i < len(s) {
				return s[i]
			}
			return "(nothing)"
		}
		if at(x) != at(y) {
			return fmt.Sprintf("block %d:\n was %s\n now %s", i, at(x), at(y))
		}
	}
	return ""
}

// checkWritten writes blocks and checks that they are read back. It returns the text.
func checkWritten(t *testing.T, blocks []content.Block) string {
	t.Helper()
	text, lost := Write(blocks, "")
	if len(lost) > 0 {
		t.Errorf("%d blocks are lost, the first: %s", len(lost), Describe(lost[:1]))
		return string(text)
	}
	images := map[string]*picture.Image{}
	for _, b := range blocks {
		if p, ok := b.(*content.Picture); ok && p.Image != nil {
			images[p.File.Value] = p.Image
		}
	}
	var log diag.List
	got, ok := manifest.Markdown(&diag.Source{Path: "b.md", Data: text}, "", images, &log)
	if !ok || !Same(got, blocks) {
		t.Errorf("%s\n%s\n%v", text, difference(Describe(blocks), Describe(got)), log.Items())
	}
	return string(text)
}

// TestSamples writes every article in Markdown of the samples.
func TestSamples(t *testing.T) {
	n := 0
	err := filepath.WalkDir("../../testdata/issues", func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".md" {
			return err
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		blocks, ok := read(string(raw), picturesOf(string(raw)))
		if !ok {
			return nil
		}
		n++
		t.Run(filepath.ToSlash(name), func(t *testing.T) { checkWritten(t, blocks) })
		return nil
	})
	if err != nil || n < 20 {
		t.Fatal(n, err)
	}
}

// TestManifestTests writes every text that the tests of package manifest contain and
// that is read without an error.
func TestManifestTests(t *testing.T) {
	files, err := filepath.Glob("../manifest/*_test.go")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	n, all, every := 0, 0, 5
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		every = 1
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			lit, ok := node.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			if all++; all%every > 0 {
				return true
			}
			blocks, ok := read(text, picturesOf(text))
			if !ok || len(blocks) == 0 {
				return true
			}
			n++
			t.Run(filepath.Base(name), func(t *testing.T) {
				checkWritten(t, blocks)
				if t.Failed() {
					t.Logf("from %q", text)
				}
			})
			return true
		})
	}
	if n < 1000/every {
		t.Errorf("only %d texts", n)
	}
}

// TestEndnotes: an endnote is written as one, and a text that looks like its mark as
// text.
func TestEndnotes(t *testing.T) {
	run := func(s string) []content.Inline { return []content.Inline{content.Run{Value: s}} }
	var in []content.Inline
	for i, text := range []string{"丙", "{.end}丁", "{.end} 戊", "己{.end}", "{.end}"} {
		for _, end := range []bool{false, true} {
			in = append(in, content.Run{Value: "甲"}, content.NoteCall{Note: &content.Note{Label: fmt.Sprint(i, end), End: end, Paragraphs: [][]content.Inline{run(text), run(text)}}})
		}
	}
	text := checkWritten(t, []content.Block{&content.Paragraph{Inlines: in}})
	if n := strings.Count(text, "]: {.end} "); n != 5 {
		t.Errorf("%d endnotes in\n%s", n, text)
	}
}
