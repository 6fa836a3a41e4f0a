// Package pdf encodes a composed document as a PDF file: it paints the pages, has their
// pictures made, and completes a bare file by fonts, structure, links, bookmarks and
// metadata.
//
// The same document gives the same bytes, at any time, on any machine, with any
// number of workers.
package pdf

import (
	"context"
	"fmt"
	"io"

	"jianbao/content/picture"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/icc"
	"jianbao/layout/pdf/metadata"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/press"
	"jianbao/layout/pdf/raster"
	"jianbao/layout/unit"
)

// Profile is the use of a file.
type Profile uint8

// The profiles.
const (
	Screen  Profile = iota // reading and the office printer: PDF 1.7, tagged, with links and bookmarks, RGB
	Print                  // the print shop: PDF/X, no RGB, no annotations
	Archive                // PDF/A, tagged, sRGB
)

// Standard is a standard that a file of a profile conforms to.
type Standard uint8

// The standards.
const (
	Usual Standard = iota // of the profile: none for Screen and for a booklet, X4 for Print, A2u for Archive
	X4                    // PDF/X-4 (ISO 15930-7)
	X1a                   // PDF/X-1a:2001 (ISO 15930-1)
	A2u                   // PDF/A-2u (ISO 19005-2)
	A2a                   // PDF/A-2a
	A3u                   // PDF/A-3u (ISO 19005-3), with attachments
)

// Inks are the plates of a printed job.
type Inks uint8

// The inks. With K and KSpot pictures become gray.
const (
	KSpot    Inks = iota // black, and the theme's inks on plates of their own
	K                    // black alone: the theme's inks become shades of it
	CMYK                 // process inks
	CMYKSpot             // process inks, and the theme's inks on plates of their own
)

// Options are the choices that do not belong to the document.
type Options struct {
	Profile  Profile
	Standard Standard
	Producer string // named in the metadata; empty: "jianbao"
	Workers  int    // that deflate at once; 0: as many as GOMAXPROCS

	// Context ends Build with its error, between two pages or pictures; nil: nothing does.
	Context context.Context

	// Deflaters that several files share; nil: each makes its own.
	Deflaters *Deflaters

	// Of Print.
	Inks        Inks
	Condition   *icc.Condition // nil: icc.Bundled
	Bleed       unit.Abs       // around the trimmed page
	Marks       bool           // crop and registration marks, and a slug line
	Booklet     *Booklet       // two pages on a sheet in printer's order, to no standard; nil: single pages
	OutlineText bool           // glyphs as paths (转曲)
	ConvertCMYK bool           // CMYK pictures with a profile of another condition are converted; else their inks stay

	// Of Archive with A3u.
	Attachments []Attachment

	// untagged leaves the structure out, to measure what it costs.
	untagged bool
	// level of deflate, 0: the usual one; to measure what others cost.
	level int
}

// Deflaters are the buffers of deflating, kept from one file to the next. The zero
// value is ready.
type Deflaters = object.Deflaters

// Booklet is the imposition for saddle stitching on one's own copier.
type Booklet = press.Booklet

// Attachment is a file embedded in an archival PDF.
type Attachment struct {
	Name         string // with slashes, as below the manifest's folder
	MIME         string
	Data         []byte
	Relationship string // Source, Data
	Description  string
}

// Result is a finished file and what is known of it.
type Result struct {
	Data     []byte
	Plates   []string // process and spot plates the file can mark, sorted: "Black", "BulletinRed"
	Pictures []PictureUse
	Boxes    []Boxes       // of the file's pages, in order
	Faces    []*fonts.Face // embedded, in the order they come; a face of blanks alone is not
}

// Boxes are a page's boxes (ISO 32000-1 14.11.2), from the top left corner of the
// MediaBox, y downwards.
type Boxes struct {
	Width, Height unit.Abs    // MediaBox
	Trim, Bleed   *frame.Rect // nil: not written
}

// PictureUse is a placed picture as it went into the file.
type PictureUse struct {
	Page     int // index into the document's pages
	Item     *frame.Picture
	Space    picture.Space // in the file
	TotalInk int           // of Print: the most ink on a final pixel, in percent; 0 where it is not CMYK
	InkGiven int           // the same before inks were limited
	Limited  bool          // ink was taken away to keep within the condition's limit
}

// Write encodes doc as a PDF to w.
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
	r, err := Build(doc, opt)
	if err != nil {
		return nil, err
	}
	return r.Data, nil
}

// Build encodes doc as a PDF and returns the file with what it contains.
func Build(doc *frame.Document, opt Options) (*Result, error) {
	conf, err := conform(&opt)
	if err != nil {
		return nil, fmt.Errorf("write PDF: %w", err)
	}
	if len(doc.Pages) == 0 {
		return nil, fmt.Errorf("write PDF: the document has no pages")
	}
	if opt.Profile == Print && !metadata.Dated(&doc.Meta) {
		return nil, fmt.Errorf("write PDF: %w", errUndated)
	}
	if opt.Producer == "" {
		opt.Producer = "jianbao"
	}
	r, err := encode(doc, opt, conf)
	if err != nil {
		return nil, fmt.Errorf("write PDF: %w", err)
	}
	return r, nil
}

// encode paints the document, makes its pictures and writes the file.
func encode(doc *frame.Document, opt Options, conf conformance) (*Result, error) {
	p, err := paint(doc, opt, conf)
	if err != nil {
		return nil, err
	}
	images, err := p.pictures.images(opt.rasterTarget(), raster.Resources{Workers: opt.Workers, Level: opt.level, Context: opt.Context})
	if err != nil {
		return nil, err
	}
	if err := opt.ended(); err != nil {
		return nil, err
	}
	for _, image := range images {
		p.inks.SeePicture(image.Space)
	}
	data, err := finish(p, images, opt, conf)
	if err != nil {
		return nil, err
	}
	return &Result{Data: data, Plates: p.inks.Plates(), Pictures: p.pictures.results(images), Boxes: p.boxes(), Faces: p.faces(opt)}, nil
}

// ended returns the error of the context, if it is done.
func (o *Options) ended() error {
	if o.Context == nil {
		return nil
	}
	return o.Context.Err()
}

// boxes are the boxes of the file's pages.
func (p *plan) boxes() []Boxes {
	list := make([]Boxes, len(p.sheets))
	for i := range p.sheets {
		s := &p.sheets[i]
		list[i] = Boxes{Width: s.Width, Height: s.Height, Trim: s.Trim, Bleed: s.Bleed}
	}
	return list
}

// faces are the faces embedded in the file: none if text is painted as paths.
func (p *plan) faces(opt Options) []*fonts.Face {
	if opt.OutlineText {
		return nil
	}
	var list []*fonts.Face
	for _, f := range p.fonts.Fonts {
		list = append(list, f.Face)
	}
	return list
}
