package page

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
)

// documentPart appends a block as a part of an official document.
func (b *builder) documentPart(part frame.DocumentPart, c context, blk Block) {
	for i := range blk.Lines {
		blk.Lines[i].Part = part
	}
	b.add(frame.KindDocument, 0, c.text, blk)
}

// addressees typesets the addressees of an official document: flush left, also
// their turned lines, with a colon behind the last (GB/T 9704-2012 7.3.2).
func (b *builder) addressees(c context) {
	d := b.a.document
	if d == nil || len(d.To) == 0 {
		return
	}
	size := b.scaled(c.size)
	font := b.Font(c.font, size, "")
	b.runs = List(b.runs[:0], d.To, b.th.Imprint.Join, font)
	if last := d.To[len(d.To)-1].Value; !strings.HasSuffix(last, "：") {
		b.runs = append(b.runs, inline.Run{Text: "：", Font: font})
	}
	blk := b.text(b.Typeset(b.runs, b.Settings(inline.Justify), b.grid.Measure), size)
	blk.Keep = KeepNext
	b.documentPart(frame.PartTo, c, blk)
}

// documentNote typesets the note (附注) of an official document in the line below
// the date of its signature, indented by two em (GB/T 9704-2012 7.3.6).
func (b *builder) documentNote(c context) {
	d := b.a.document
	if d == nil || d.Note == nil || b.th.Document.Note == "" {
		return
	}
	size := b.scaled(c.size)
	settings := b.Settings(inline.Justify)
	settings.Indent = noteIndent * size
	b.runs = FormOf(b.runs[:0], b.th.Document.Note, *d.Note, b.Font(c.font, size, ""))
	blk := b.text(b.Typeset(b.runs, settings, b.grid.Measure), size)
	blk.Keep = KeepBefore
	b.documentPart(frame.PartNote, c, blk)
}

// noteIndent is the indent of a note, in em.
const noteIndent = 2

// List appends the runs of a list of texts, with join between them.
func List(runs []inline.Run, texts []content.Text, join string, font *inline.Font) []inline.Run {
	for i, t := range texts {
		if i > 0 {
			runs = append(runs, inline.Run{Text: join, Font: font})
		}
		runs = Text(runs, t, font)
	}
	return runs
}

// Unbracketed returns a text without the full-width or ASCII brackets around it.
func Unbracketed(t content.Text) content.Text {
	for _, pair := range [...][2]string{{"（", "）"}, {"(", ")"}} {
		inner, ok := strings.CutPrefix(t.Value, pair[0])
		if inner, ok2 := strings.CutSuffix(inner, pair[1]); ok && ok2 && utf8.RuneCountInString(inner) > 0 {
			from := len(pair[0])
			return content.Text{Value: inner, Place: t.Place.Slice(from, from+len(inner))}
		}
	}
	return t
}
