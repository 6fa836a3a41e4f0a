package pdftest

import (
	"bufio"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
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
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := bufio.NewReader(f)
	var width, height, most int
	if _, err := fmt.Fscanf(r, "P5\n%d %d\n%d\n", &width, &height, &most); err != nil || most != 255 {
		t.Fatalf("%s: %v, white is %d", name, err, most)
	}
	img := image.NewGray(image.Rect(0, 0, width, height))
	if _, err := io.ReadFull(r, img.Pix); err != nil {
		t.Fatal(err)
	}
	return img
}
