// Package naive is the program that people write first with fpdf: two fonts,
// a title and MultiCell for each article, nothing of Chinese typesetting. It is
// the yardstick for speed and size, and has no other use.
package naive

import (
	"fmt"
	"io"

	"github.com/go-pdf/fpdf"
)

// Article is a title and its paragraphs.
type Article struct {
	Title      string
	Paragraphs []string
}

// Write sets each article on a page of its own. The fonts are TrueType files of
// the regular and the bold face.
func Write(w io.Writer, regular, bold string, articles []Article) error {
	out := fpdf.New("P", "mm", "A4", "")
	out.AddUTF8Font("song", "", regular)
	out.AddUTF8Font("song", "B", bold)
	for _, a := range articles {
		out.AddPage()
		out.SetFont("song", "B", 18)
		out.MultiCell(0, 12, a.Title, "", "C", false)
		out.SetFont("song", "", 13.75)
		for _, p := range a.Paragraphs {
			out.MultiCell(0, 9, "　　"+p, "", "L", false)
		}
	}
	if err := out.Output(w); err != nil {
		return fmt.Errorf("naive: %w", err)
	}
	return nil
}
