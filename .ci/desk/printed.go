package desk

import (
	"fmt"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Printed is an issue as "jianbao build" makes its file for the screen.
type Printed struct {
	PDF   string // its path
	Items []Item // of the dump
	Pages int
	Width float64 // of the pages, in points
}

// Print builds the issue of a folder.
func Print(t testing.TB, folder string) *Printed {
	t.Helper()
	out := t.TempDir()
	p := &Printed{PDF: filepath.Join(out, "a.pdf")}
	dump := filepath.Join(out, "a.jsonl")
	if _, err := Run(t, "build", "--profile", "screen", "-o", p.PDF, "--dump", dump, folder); err != nil {
		t.Fatal(err)
	}
	var err error
	if p.Items, err = ReadDump(dump); err != nil {
		t.Fatal(err)
	}
	for i := range p.Items {
		if item := &p.Items[i]; item.Kind == "picture" && item.File != "" {
			item.Inks = inCMYK(filepath.Join(folder, filepath.FromSlash(item.File)))
		}
	}
	info, err := exec.Command("pdfinfo", p.PDF).Output()
	if err != nil {
		t.Fatalf("pdfinfo: %v", err)
	}
	for line := range strings.Lines(string(info)) {
		fmt.Sscanf(line, "Pages: %d", &p.Pages)
		fmt.Sscanf(line, "Page size: %f", &p.Width)
	}
	if p.Pages == 0 || p.Width == 0 {
		t.Fatalf("pdfinfo: %s", info)
	}
	return p
}

// Differences compares a page as it is shown with the printed one.
func (p *Printed) Differences(t testing.TB, page int, shown *Drawing) []Difference {
	t.Helper()
	printed, err := DrawPDF(p.PDF, page, shown.Width)
	if err != nil {
		t.Fatal(err)
	}
	list := Compare(p.Items, page, float64(shown.Width)/p.Width, shown, printed)
	for i := range min(len(list), 3) {
		Keep(t, fmt.Sprintf("page-%d-%d.png", page, i), beside(shown, printed, list[i].Box.Inset(-8)))
	}
	return list
}

// inCMYK reports whether a file is a JPEG in CMYK.
func inCMYK(name string) bool {
	file, err := os.Open(name)
	if err != nil {
		return false
	}
	defer file.Close()
	config, err := jpeg.DecodeConfig(file)
	return err == nil && config.ColorModel == color.CMYKModel
}
