package pdftest

import (
	"image"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

// Gray returns the pages as MuPDF draws them in shades of gray, with so many
// pixels to the inch. Of the readers at hand it alone puts text where it puts
// paths, and no thinner.
func Gray(t testing.TB, file []byte, dpi int) []*image.Gray {
	t.Helper()
	need(t, "mutool")
	path := save(t, file)
	run(t, mupdfHarmless, "mutool", "draw", "-q", "-r", strconv.Itoa(dpi), "-c", "gray", "-F", "pgm",
		"-o", filepath.Join(filepath.Dir(path), "page-%05d.pgm"), path)
	names, err := filepath.Glob(filepath.Join(filepath.Dir(path), "page-*.pgm"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	var pages []*image.Gray
	for _, name := range names {
		pages = append(pages, readPGM(t, name))
	}
	return pages
}

func readPGM(t testing.TB, name string) *image.Gray {
	t.Helper()
	bounds, pix := readPNM(t, name, "P5", 1)
	return &image.Gray{Pix: pix, Stride: bounds.Dx(), Rect: bounds}
}

// readPPM reads a picture of three bytes a pixel.
func readPPM(t testing.TB, name string) *image.NRGBA {
	t.Helper()
	bounds, pix := readPNM(t, name, "P6", 3)
	img := image.NewNRGBA(bounds)
	for i := range bounds.Dx() * bounds.Dy() {
		copy(img.Pix[4*i:], pix[3*i:3*i+3])
		img.Pix[4*i+3] = 255
	}
	return img
}

// readPNM reads a file of netpbm's binary formats, with so many bytes a pixel:
// renderers write them without compressing.
func readPNM(t testing.TB, name, magic string, perPixel int) (image.Rectangle, []byte) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	// Ghostscript writes a comment after the first line.
	head := regexp.MustCompile(`^` + magic + `\s+(?:#.*\n)*(\d+)\s+(\d+)\s+255\s`).FindSubmatch(data)
	if head == nil {
		t.Fatalf("%s begins with %q, not as %s", name, data[:min(len(data), 40)], magic)
	}
	width, _ := strconv.Atoi(string(head[1]))
	height, _ := strconv.Atoi(string(head[2]))
	pix := data[len(head[0]):]
	if len(pix) != width*height*perPixel {
		t.Fatalf("%s: %d bytes for %d × %d pixels", name, len(pix), width, height)
	}
	return image.Rect(0, 0, width, height), pix
}
