// Package screen describes composed pages for drawing in a browser: a page as positions
// of numbered glyphs, outlines by number, pictures by name. It draws what layout/pdf
// writes for the screen, from the same integers and outlines.
//
// Lengths in pages are thousandths of a point, from the page's top left corner, y
// downwards.
package screen

import (
	"crypto/sha256"
	"encoding/base64"
	"strconv"

	"jianbao/content/diag"
	"jianbao/content/picture"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Book numbers the glyphs and names the pictures of the pages that it has described.
// Both stay what they are when pages are described again. It is not safe for concurrent
// use.
type Book struct {
	glyphs   map[glyphKey]int
	outlines [][]byte // of the numbered glyphs, as SVG paths
	pictures map[string]Picture
	names    map[pictureKey]string
	last     []describedPage
}

// describedPage is a page as it was described. Its items are kept, so that no others take
// their memory.
type describedPage struct {
	page  frame.Page
	items []describedItem
	Page
}

// describedItem is the bytes of a page's description that describe an item, and those of
// them that say where in its source it is: none if it has no source.
type describedItem struct{ from, sourceFrom, sourceTo, to int32 }

// holds reports whether a page is the one that was described: it has the same items in
// the same memory.
func (d *describedPage) holds(p *frame.Page) bool {
	a, b := d.page.Items, p.Items
	return len(a) > 0 && len(a) == len(b) && &a[0] == &b[0] && d.page.Label == p.Label && d.page.Width == p.Width && d.page.Height == p.Height
}

type glyphKey struct {
	face *fonts.Face
	id   fonts.GID
}

type pictureKey struct {
	sum [32]byte
	ink *frame.Ink
}

// NewBook returns a Book without glyphs and pictures.
func NewBook() *Book {
	return &Book{glyphs: map[glyphKey]int{}, pictures: map[string]Picture{}, names: map[pictureKey]string{}}
}

// Page is the description of a page.
type Page struct {
	Hash string // of JSON
	JSON []byte
}

// Glyphs returns the number of glyphs with an outline: their numbers are smaller.
func (b *Book) Glyphs() int { return len(b.outlines) }

// number returns the number of a glyph, -1 if it leaves no ink.
func (b *Book) number(f *fonts.Face, id fonts.GID) int {
	key := glyphKey{f, id}
	n, ok := b.glyphs[key]
	if !ok {
		n = -1
		if path, err := f.Outline(id); err == nil && len(path) > 0 {
			n = len(b.outlines)
			b.outlines = append(b.outlines, appendPath(nil, f, path))
		}
		b.glyphs[key] = n
	}
	return n
}

// name returns the name of a picture in an ink (nil: its own colours).
func (b *Book) name(im *picture.Image, ink *frame.Ink) string {
	key := pictureKey{im.Sum, ink}
	name, ok := b.names[key]
	if !ok {
		sum := sha256.New()
		sum.Write(im.Sum[:])
		if ink != nil {
			sum.Write(ink.RGB[:])
		}
		name = base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:18])
		b.names[key] = name
		b.pictures[name] = Picture{image: im, ink: ink}
	}
	return name
}

// Pages describes the pages of a document. A page whose items are those of the last
// document in memory, which nothing may have written to, is not described again, nor is a
// line with the same glyphs.
func (b *Book) Pages(doc *frame.Document, file func(*diag.Source) string) []Page {
	list, described := make([]Page, len(doc.Pages)), make([]describedPage, len(doc.Pages))
	for i := range doc.Pages {
		p, d := &doc.Pages[i], &described[i]
		if i < len(b.last) && b.last[i].holds(p) {
			*d = b.last[i]
		} else {
			var last describedPage
			if i < len(b.last) {
				last = b.last[i]
			}
			*d = b.describe(p, &last, file)
		}
		list[i] = d.Page
	}
	b.last = described
	return list
}

// Page describes a page. file returns the name under which a source is edited, "" if it
// is not.
func (b *Book) Page(p *frame.Page, file func(*diag.Source) string) Page {
	d := b.describe(p, &describedPage{}, file)
	return d.Page
}

// describe describes a page, of which the last document may have had some items.
func (b *Book) describe(p *frame.Page, last *describedPage, file func(*diag.Source) string) describedPage {
	w := writer{book: b, file: file, last: last, items: make([]describedItem, len(p.Items))}
	if n := len(last.JSON); n > 0 {
		w.buf = make([]byte, 0, n+n/16)
	}
	w.page(p)
	sum := sha256.Sum256(w.buf)
	return describedPage{*p, w.items, Page{Hash: base64.RawURLEncoding.EncodeToString(sum[:18]), JSON: w.buf}}
}

// writer writes the description of a page as JSON.
type writer struct {
	book  *Book
	file  func(*diag.Source) string
	last  *describedPage
	items []describedItem
	buf   []byte
}

func (w *writer) page(p *frame.Page) {
	w.text("{")
	w.length(`"w":`, p.Width)
	w.length(`,"h":`, p.Height)
	w.string(`,"label":`, p.Label)
	w.text(`,"items":[`)
	for i, item := range p.Items {
		if i > 0 {
			w.text(",")
		}
		d := &w.items[i]
		d.from = w.at()
		switch item := item.(type) {
		case *frame.Line:
			if !w.again(i, item) {
				w.line(item, d)
			}
		case *frame.Rule:
			w.rectangle(frame.Rect{X: item.X, Y: item.Y, Width: item.Width, Height: item.Height}, item.Ink)
		case *frame.Tint:
			w.rectangle(frame.Rect{X: item.X, Y: item.Y, Width: item.Width, Height: item.Height}, item.Ink)
		case *frame.Picture:
			w.picture(item)
		}
		d.to = w.at()
	}
	w.text("]}")
}

// at returns where the next byte will be.
func (w *writer) at() int32 { return int32(len(w.buf)) }

// again writes item i of the page, a line, as the last document had it, but for its place;
// ok is false if that had another one there.
func (w *writer) again(i int, l *frame.Line) (ok bool) {
	if i >= len(w.last.items) {
		return false
	}
	before, isLine := w.last.page.Items[i].(*frame.Line)
	if !isLine || !alike(before, l) {
		return false
	}
	d, old := &w.items[i], &w.last.items[i]
	w.buf = append(w.buf, w.last.JSON[old.from:old.sourceFrom]...)
	d.sourceFrom = w.at()
	w.source(l)
	d.sourceTo = w.at()
	w.buf = append(w.buf, w.last.JSON[old.sourceTo:old.to]...)
	return true
}

func (w *writer) text(s string) { w.buf = append(w.buf, s...) }

func (w *writer) int(key string, n int64) {
	w.buf = strconv.AppendInt(append(w.buf, key...), n, 10)
}

// thousandths rounds a length.
func thousandths(a unit.Abs) int64 { return unit.MulDiv(int64(a), 1, int64(unit.Pt)/1000) }

func (w *writer) length(key string, a unit.Abs) { w.int(key, thousandths(a)) }

// string writes a text as JSON; control characters, of which copy has none, as spaces.
func (w *writer) string(key, s string) {
	w.buf = append(append(w.buf, key...), '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			w.buf = append(w.buf, '\\', c)
		case c < ' ':
			w.buf = append(w.buf, ' ')
		default:
			w.buf = append(w.buf, c)
		}
	}
	w.buf = append(w.buf, '"')
}

// ink writes a colour; black is the default.
func (w *writer) ink(k *frame.Ink) {
	if k == nil || k.RGB == [3]uint8{} {
		return
	}
	w.text(`,"c":"#`)
	const digits = "0123456789abcdef"
	for _, v := range k.RGB {
		w.buf = append(w.buf, digits[v>>4], digits[v&15])
	}
	w.text(`"`)
}

func (w *writer) rectangle(r frame.Rect, ink *frame.Ink) {
	w.text(`{"k":"rect"`)
	w.box(r)
	w.ink(ink)
	w.text("}")
}

// box writes a rectangle. Its edges are rounded, so that rectangles which touch still
// do.
func (w *writer) box(r frame.Rect) {
	x, y := thousandths(r.X), thousandths(r.Y)
	w.int(`,"x":`, x)
	w.int(`,"y":`, y)
	w.int(`,"w":`, thousandths(r.X+r.Width)-x)
	w.int(`,"h":`, thousandths(r.Y+r.Height)-y)
}

func (w *writer) picture(p *frame.Picture) {
	if p.Code != nil {
		w.code(p)
		return
	}
	w.text(`{"k":"picture"`)
	whole, clip := p.Uncropped(), p.Clip
	w.box(whole)
	if box := (frame.Rect{X: p.X, Y: p.Y, Width: p.Width, Height: p.Height}); clip == nil && whole != box {
		clip = &box
	}
	if c := clip; c != nil {
		w.text(`,"clip":{"k":"rect"`)
		w.box(*c)
		w.text("}")
	}
	if p.Image != nil {
		w.string(`,"src":`, w.book.name(p.Image, p.Ink))
		w.string(`,"file":`, p.Image.Name)
	}
	w.string(`,"alt":`, p.Alt)
	w.text("}")
}

// code writes a QR code as rectangles in modules.
func (w *writer) code(p *frame.Picture) {
	module := p.Module()
	quiet := (p.Width - module*unit.Abs(p.Code.Size)) / 2
	w.text(`{"k":"code"`)
	w.length(`,"x":`, p.X+quiet)
	w.length(`,"y":`, p.Y+quiet)
	w.length(`,"m":`, module)
	w.ink(p.Ink)
	w.string(`,"alt":`, p.Alt)
	w.text(`,"r":[`)
	for i, r := range p.Code.Rects() {
		for k, v := range [...]int{r.X, r.Y, r.Width, r.Height} {
			if i+k > 0 {
				w.text(",")
			}
			w.int("", int64(v))
		}
	}
	w.text("]}")
}
