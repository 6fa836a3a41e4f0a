// Package cidfont makes the composite fonts of a file (ISO 32000-1 9.7): it gives
// each pair of a glyph and the text it stands for a code of its own, so that
// ToUnicode is exact however many texts share a glyph, and embeds of each face the
// glyphs that have codes.
package cidfont

import "jianbao/fonts"

// Table is the faces of a file. The zero value is empty.
type Table struct {
	Fonts []*Font // in the order they were first used
	last  *Font
}

// Font is one face with the codes taken from it.
type Font struct {
	Index int // in the table
	Face  *fonts.Face
	codes []code // codes[i] has CID i+1; CID 0 is .notdef
	first []int32
	more  map[glyphText]int32
	space int32 // CID of the space, 0 if the face has none
	upem  int64
}

// code is one CID.
type code struct {
	glyph fonts.GID
	text  string
	width int64 // in 1/(1000 × WidthUnit) em
}

type glyphText struct {
	glyph fonts.GID
	text  string
}

// WidthUnit is how many parts of 1/1000 em widths are kept in: faces of 2048
// units have widths that no short decimal is.
const WidthUnit = 10_000

// Use returns the entry of a face, making it if needed.
func (t *Table) Use(face *fonts.Face) *Font {
	if t.last != nil && t.last.Face == face {
		return t.last
	}
	for _, f := range t.Fonts {
		if f.Face == face {
			t.last = f
			return f
		}
	}
	f := &Font{Index: len(t.Fonts), Face: face, upem: int64(face.UnitsPerEm())}
	f.first = make([]int32, face.NumGlyphs())
	t.Fonts = append(t.Fonts, f)
	t.last = f
	return f
}

// Mark notes that a glyph of a face leaves ink, so that Number gives it a code.
func (t *Table) Mark(face *fonts.Face, g fonts.GID) { t.Use(face).first[g] = 1 }

// Number gives each marked glyph its first code, in the order of the faces' glyphs:
// outlines of like characters then stand together, and deflate better by 3 % than
// in the order they are met. It is called once, before any code is taken.
func (t *Table) Number() {
	for _, f := range t.Fonts {
		for g, used := range f.first {
			if used != 0 {
				f.first[g] = f.add(fonts.GID(g), unread)
			}
		}
	}
}

// unread is the text of a code that was not met yet.
const unread = ""

// CID returns the code of a glyph of the face standing for text.
func (f *Font) CID(g fonts.GID, text string) int32 {
	first := f.first[g]
	if first == 0 {
		f.first[g] = f.add(g, text)
		return f.first[g]
	}
	c := &f.codes[first-1]
	if c.text == unread {
		c.text = text
	}
	if c.text == text {
		return first
	}
	key := glyphText{g, text}
	if n, ok := f.more[key]; ok {
		return n
	}
	if f.more == nil {
		f.more = make(map[glyphText]int32)
	}
	n := f.add(g, text)
	f.more[key] = n
	return n
}

func (f *Font) add(g fonts.GID, text string) int32 {
	f.codes = append(f.codes, code{glyph: g, text: text, width: f.Advance(g)})
	return int32(len(f.codes))
}

// Advance returns the advance of a glyph in 1/(1000 × WidthUnit) em.
func (f *Font) Advance(g fonts.GID) int64 {
	return (int64(f.Face.Advance(g))*1000*WidthUnit + f.upem/2) / f.upem
}

// Blank returns the CID of the face's space, 0 if it has none.
func (f *Font) Blank() int32 {
	if f.space == 0 {
		f.space = -1
		if g, ok := f.Face.GID(' '); ok {
			f.space = f.CID(g, " ")
		}
	}
	return max(0, f.space)
}

// HasBlank reports whether the face has a space.
func (f *Font) HasBlank() bool { return f.Blank() != 0 }

// Len returns the number of CIDs taken: the last one.
func (f *Font) Len() int { return len(f.codes) }

// Width returns the width of a CID, as Advance does.
func (f *Font) Width(cid int32) int64 { return f.codes[cid-1].width }

// Glyph returns the glyph of a CID.
func (f *Font) Glyph(cid int32) fonts.GID { return f.codes[cid-1].glyph }

// Text returns what a CID stands for.
func (f *Font) Text(cid int32) string { return f.codes[cid-1].text }

// UnitsPerEm returns the units of the face.
func (f *Font) UnitsPerEm() int64 { return f.upem }
