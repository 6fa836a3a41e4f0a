// Package mdwrite writes blocks of content as Markdown that is read as the same blocks.
package mdwrite

import (
	"path"
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/picture"
)

// Write returns the text of an article in Markdown that is read as blocks that are set
// alike (see Same). folder is the folder of the article's file, relative to the
// manifest's, with slashes; the paths of the blocks' pictures are relative to it.
//
// Signs of Markdown in the text are escaped where they would be read as markup, and only
// there: every part is read back in the simplest form, and written in a safer one if that
// differs. lost holds the blocks at the top level that Markdown has no form for, such as
// a picture with a width; they are left out of the text. The manifest can hold pictures
// and tables.
func Write(blocks []content.Block, folder string) (text []byte, lost []content.Block) {
	w := &writer{folder: folder, labels: map[*content.Note]string{}, images: map[string]*picture.Image{}}
	w.nameNotes(blocks)
	for _, b := range blocks {
		if p, ok := b.(*content.Picture); ok && p.Image != nil {
			w.images[path.Join(folder, p.File.Value)] = p.Image
		}
	}
	parts := w.divide(blocks)
	for w.least = plainForm; ; w.least++ {
		text, lost = w.document(parts)
		kept := slices.DeleteFunc(slices.Clone(blocks), func(b content.Block) bool { return slices.Contains(lost, b) })
		if w.readAs(string(text), kept) || w.least == lastForm {
			return text, lost
		}
	}
}

// form is how cautiously a text is written.
type form uint8

// The forms, from the one that is easiest to read.
const (
	plainForm   form = iota // no sign is escaped that is not itself a backslash
	escapedForm             // signs of markup are escaped
	taggedForm              // and HTML has the styles
	guardedForm             // all signs but % , / ; are escaped, and blanks at ends are references
	lastForm    = guardedForm
)

// writer is the state of writing an article.
type writer struct {
	folder string
	images map[string]*picture.Image // by path relative to the manifest's folder
	labels map[*content.Note]string
	order  []*content.Note // in the order of their first calls
	least  form            // in which everything is written
}

// part is a block of an article, or the pictures that stand side by side.
type part []content.Block

// divide returns the parts of an article.
func (w *writer) divide(blocks []content.Block) (parts []part) {
	for i := 0; i < len(blocks); {
		n := 1
		if p, ok := blocks[i].(*content.Picture); ok && p.Row > 1 && i+p.Row <= len(blocks) {
			n = p.Row
		}
		parts = append(parts, blocks[i:i+n])
		i += n
	}
	return parts
}

// document returns the text of the parts with the notes they call, and the blocks for
// which there is no form.
func (w *writer) document(parts []part) (text []byte, lost []content.Block) {
	var out []string
	s := siblings{}
	for _, p := range parts {
		t, ok := w.part(p, &s)
		if !ok {
			lost = append(lost, p...)
			continue
		}
		out = append(out, t)
	}
	for _, note := range w.order {
		out = append(out, w.definition(note))
	}
	return []byte(strings.Join(out, "\n\n") + "\n"), lost
}

// part returns the text of a part, alone read back as the same.
func (w *writer) part(p part, s *siblings) (text string, ok bool) {
	least := w.least
	defer func() { w.least = least }()
	before := *s
	switch b := p[0].(type) {
	case *content.Paragraph: // read back as such
		return w.block(b, s)
	case *content.Separator: // none without blocks around it
		return w.block(b, s)
	}
	for ; w.least <= lastForm; w.least++ {
		*s = before
		if pictures, is := p[0].(*content.Picture); is && (len(p) > 1 || pictures.Row <= 1) {
			text, ok = w.pictures(p), true
			s.list = 0
		} else {
			text, ok = w.block(p[0], s)
		}
		if ok && w.readAs(text+w.definitions(p), p) {
			return text, true
		}
	}
	return "", false
}

// definitions returns definitions of the notes that blocks call, for reading them back.
func (w *writer) definitions(blocks []content.Block) string {
	var out strings.Builder
	for _, note := range callsIn(blocks, nil) {
		out.WriteString("\n\n" + w.definition(note))
	}
	return out.String()
}

// read returns the blocks of a text, and the number of findings about it that are not
// about its signs alone.
func (w *writer) read(text string) (blocks []content.Block, findings int, ok bool) {
	var log diag.List
	blocks, ok = manifest.Markdown(&diag.Source{Path: "article.md", Data: []byte(text)}, w.folder, w.images, &log)
	for _, d := range log.Items() {
		if !expected(d.Code) {
			findings++
		}
	}
	return blocks, findings, ok
}

// expected reports whether a finding is about what the copy has, in whatever form it is
// written: separators, and what is reported of pictures and spans.
func expected(code diag.Code) bool {
	return code == "md-rule" || code == "md-span-none" || code == "md-ruby-count" || strings.HasPrefix(string(code), "picture-")
}

// readAs reports whether a text is read as blocks, without a finding unless it is
// written in the last form.
func (w *writer) readAs(text string, want []content.Block) bool {
	got, findings, ok := w.read(text)
	return ok && (findings == 0 || w.least == lastForm) && Same(got, want)
}
