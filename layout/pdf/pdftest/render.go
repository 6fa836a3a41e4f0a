package pdftest

import (
	"fmt"
	"image"
	"path/filepath"
	"strings"
	"testing"
)

// Renderer is a program that draws pages.
type Renderer string

// The renderers.
const (
	DrawPoppler     Renderer = "poppler"
	DrawPdfium      Renderer = "pdfium"
	DrawGhostscript Renderer = "ghostscript"
)

// Renderers are all of them.
func Renderers() []Renderer { return []Renderer{DrawPoppler, DrawPdfium, DrawGhostscript} }

// Render returns a page, counted from 1, as a renderer draws it with so many
// pixels to the inch. The test is skipped, by name, if it is not installed.
func Render(t testing.TB, with Renderer, file []byte, page, dpi int) image.Image {
	t.Helper()
	path := save(t, file)
	out := filepath.Join(filepath.Dir(path), "page.ppm")
	switch with {
	case DrawPoppler:
		need(t, "pdftoppm")
		run(t, nil, "pdftoppm", "-r", fmt.Sprint(dpi), "-f", fmt.Sprint(page), "-singlefile", path, out[:len(out)-len(".ppm")])
	case DrawPdfium:
		needPdfium(t)
		askPdfium(t, nil, "render", path, out, page-1, dpi)
	case DrawGhostscript:
		need(t, "gs")
		if said := run(t, nil, "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=ppmraw", fmt.Sprintf("-r%d", dpi), fmt.Sprintf("-dFirstPage=%d", page), fmt.Sprintf("-dLastPage=%d", page), "-sOutputFile="+out, path); strings.TrimSpace(said) != "" {
			t.Error(said)
		}
	default:
		t.Fatalf("no renderer %q", with)
	}
	return readPPM(t, out)
}

// Images returns what Poppler's pdfimages lists: a row for each image with its
// fields by the names of the heading, "type", "color", "bpc", "enc" …
func Images(t testing.TB, file []byte) []map[string]string {
	t.Helper()
	need(t, "pdfimages")
	return table(run(t, nil, "pdfimages", "-list", save(t, file)))
}

// table reads a heading, a rule and rows of words.
func table(text string) []map[string]string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	heads := strings.Fields(lines[0])
	var rows []map[string]string
	for _, line := range lines[min(2, len(lines)):] {
		row := make(map[string]string)
		for i, field := range strings.Fields(line) {
			if i < len(heads) {
				row[heads[i]] = field
			}
		}
		rows = append(rows, row)
	}
	return rows
}
