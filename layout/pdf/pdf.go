// Package pdf writes a composed document as a PDF file. It paints pages through
// fpdf with raw operators, and then reads back what fpdf wrote and completes it:
// fonts, tags, links, outline, metadata. Nothing else in the program knows PDF.
//
// The same document gives the same bytes, at any time, on any machine, with any
// number of workers.
package pdf

import (
	"fmt"
	"io"

	"jianbao/layout/frame"
)

// Profile is what the file is for.
type Profile uint8

// Screen is for reading and for the office printer: PDF 1.7, tagged, with
// links, bookmarks, and colours in RGB.
const (
	Screen Profile = iota
)

// Options are the choices that do not belong to the document.
type Options struct {
	Profile  Profile
	Producer string // named in the metadata; empty: "jianbao"
	Workers  int    // that deflate at once; 0: as many as GOMAXPROCS

	// untagged leaves the structure out, to measure what it costs.
	untagged bool
	// level of deflate, 0: the usual one; to measure what others cost.
	level int
}

// Write composes nothing and decides nothing: it writes doc to w as a PDF.
// Errors come from w, from fonts that cannot be cut, and from fpdf.
func Write(w io.Writer, doc *frame.Document, opt Options) error {
	b, err := Bytes(doc, opt)
	if err != nil {
		return err
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}

// Bytes returns what Write writes.
func Bytes(doc *frame.Document, opt Options) ([]byte, error) {
	if opt.Profile != Screen {
		return nil, fmt.Errorf("write PDF: no profile %d", opt.Profile)
	}
	if len(doc.Pages) == 0 {
		return nil, fmt.Errorf("write PDF: the document has no pages")
	}
	if opt.Producer == "" {
		opt.Producer = "jianbao"
	}
	p, err := paint(doc, opt)
	if err != nil {
		return nil, fmt.Errorf("write PDF: %w", err)
	}
	b, err := finish(p, opt)
	if err != nil {
		return nil, fmt.Errorf("write PDF: %w", err)
	}
	return b, nil
}
