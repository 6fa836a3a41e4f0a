// Package shell makes the bare file that everything else of a PDF is added to:
// catalog, page tree, and pages with their content streams. It is the one package
// that uses fpdf.
//
// fpdf writes the file and this package reads it back. Nothing else of fpdf is
// used: not its fonts, its text, its colours, its pictures or its links.
package shell

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/go-pdf/fpdf"

	"jianbao/layout/pdf/object"
	"jianbao/layout/unit"
)

// Page is a page of the file: its size and the operators of its content stream
// (ISO 32000-1 7.8.2).
type Page struct {
	Width, Height unit.Abs
	Content       string
}

// Shell is a file that has pages and nothing on them but their content. The pages
// lack their boxes and resources.
type Shell struct {
	File    *object.File
	Catalog *object.Dict
	Pages   []object.Ref // page objects, in order
}

// New makes a file of pages, of which there is at least one. Errors come from fpdf,
// or are about something fpdf wrote other than expected.
func New(pages []Page) (*Shell, error) {
	if len(pages) == 0 {
		return nil, errors.New("a file without pages")
	}
	raw, err := write(pages)
	if err != nil {
		return nil, fmt.Errorf("fpdf: %w", err)
	}
	file, err := object.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("read back: %w", err)
	}
	s := &Shell{File: file, Catalog: file.Dict(file.Trailer.Get("Root"))}
	if s.Catalog == nil {
		return nil, errors.New("read back: no catalog")
	}
	s.Catalog.Delete("Names", "PageMode", "OpenAction", "Outlines")
	if err := s.findPages(len(pages)); err != nil {
		return nil, fmt.Errorf("read back: %w", err)
	}
	for i, ref := range s.Pages {
		file.Dict(ref).Delete("Group", "Annots", "TrimBox", "BleedBox", "CropBox", "ArtBox")
		if err := s.keepContent(ref, pages[i].Content); err != nil {
			return nil, fmt.Errorf("read back: page %d: %w", i+1, err)
		}
	}
	return s, nil
}

// keepContent takes away what fpdf writes before and after the content it is given:
// operators that set the width and form of lines and two colours to what they are
// at the beginning of a page anyway, or to what nothing is painted with
// (ISO 32000-1 8.4.1).
func (s *Shell) keepContent(page object.Ref, content string) error {
	stream, ok := s.File.Resolve(s.File.Dict(page).Get("Contents")).(*object.Stream)
	if !ok {
		return errors.New("no content stream")
	}
	end := len(stream.Data) - len("\n")
	if end < len(content) || string(stream.Data[end-len(content):end]) != content {
		return errors.New("another content than was given")
	}
	stream.Data = stream.Data[end-len(content) : end]
	return nil
}

// write returns the file as fpdf writes it.
func write(pages []Page) ([]byte, error) {
	out := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: size(&pages[0])})
	out.SetCompression(false)
	out.SetCatalogSort(true)
	out.SetMargins(0, 0, 0)
	out.SetAutoPageBreak(false, 0)
	// The real dates are written later; without any, fpdf asks the clock.
	epoch := time.Unix(0, 0).UTC()
	out.SetCreationDate(epoch)
	out.SetModificationDate(epoch)
	for i := range pages {
		out.AddPageFormat("P", size(&pages[i]))
		out.RawWriteStr(pages[i].Content)
	}
	var raw bytes.Buffer
	err := out.Output(&raw)
	return raw.Bytes(), err
}

// size is a page's size for fpdf, which rounds it; the exact one is written when
// the page is completed.
func size(p *Page) fpdf.SizeType {
	return fpdf.SizeType{Wd: float64(p.Width) / float64(unit.Pt), Ht: float64(p.Height) / float64(unit.Pt)}
}

// findPages reads the flat page tree that fpdf writes and balances it.
func (s *Shell) findPages(want int) error {
	ref, _ := s.Catalog.Get("Pages").(object.Ref)
	root := s.File.Dict(ref)
	if root == nil {
		return errors.New("no page tree")
	}
	kids, _ := s.File.Resolve(root.Get("Kids")).(object.Array)
	if len(kids) != want {
		return fmt.Errorf("%d pages of %d", len(kids), want)
	}
	for _, kid := range kids {
		page, ok := kid.(object.Ref)
		if !ok || s.File.Dict(page) == nil {
			return errors.New("a page is missing")
		}
		s.Pages = append(s.Pages, page)
	}
	root.Delete("MediaBox")
	balance(s.File, ref, s.Pages, fanout)
	return nil
}
