package pdf

import (
	"fmt"
	"slices"

	"jianbao/fonts"
	"jianbao/layout/frame"
)

// fontTable gives each pair of a glyph and the text it stands for a code of its
// own, so that ToUnicode is exact however many texts share a glyph.
type fontTable struct {
	fonts []*fontUse
	last  *fontUse
}

// fontUse is one face with the codes taken from it.
type fontUse struct {
	index int // in the table, and in resource names
	face  *fonts.Face
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
	width int64 // in 1/10000 of 1/1000 em, as W says it
}

type glyphText struct {
	glyph fonts.GID
	text  string
}

// widthUnit is how many parts of 1/1000 em widths are kept in: faces of 2048
// units have widths that no short decimal says exactly.
const widthUnit = 10_000

// use returns the entry of a face, making it if needed.
func (t *fontTable) use(face *fonts.Face) *fontUse {
	if t.last != nil && t.last.face == face {
		return t.last
	}
	for _, f := range t.fonts {
		if f.face == face {
			t.last = f
			return f
		}
	}
	f := &fontUse{index: len(t.fonts), face: face, upem: int64(face.UnitsPerEm())}
	f.first = make([]int32, face.NumGlyphs())
	t.fonts = append(t.fonts, f)
	t.last = f
	return f
}

// number gives each glyph of the document that leaves ink a first code, in the
// order of the face: outlines of like characters then stand together, and deflate
// better by 3 % than in the order they are met. A glyph that no face has is an error.
func (t *fontTable) number(doc *frame.Document) error {
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if line, ok := item.(*frame.Line); ok {
				if err := t.note(line); err != nil {
					return fmt.Errorf("page %d: %w", i+1, err)
				}
			}
		}
	}
	for _, f := range t.fonts {
		for g, used := range f.first {
			if used != 0 {
				f.first[g] = f.add(fonts.GID(g), unread)
			}
		}
	}
	return nil
}

// note marks the glyphs of a line that tokens keeps.
func (t *fontTable) note(line *frame.Line) error {
	ink := true
	for i := range line.Glyphs {
		g := &line.Glyphs[i]
		if g.Face == nil {
			return fmt.Errorf("a glyph for %q has no face", g.Text)
		}
		if int(g.ID) >= g.Face.NumGlyphs() {
			return fmt.Errorf("glyph %d for %q is beyond its face", g.ID, g.Text)
		}
		if g.Text != "" || g.Hyphen {
			ink = g.Hyphen || inkOf(g.Text) != ""
		}
		if ink {
			t.use(g.Face).first[g.ID] = 1
		}
	}
	return nil
}

// unread is the text of a code that was not met yet.
const unread = ""

// cid returns the code of a glyph of the face standing for text.
func (f *fontUse) cid(g fonts.GID, text string) int32 {
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

func (f *fontUse) add(g fonts.GID, text string) int32 {
	f.codes = append(f.codes, code{glyph: g, text: text, width: f.advance(g)})
	return int32(len(f.codes))
}

// advance of a glyph in widthUnit.
func (f *fontUse) advance(g fonts.GID) int64 {
	return (int64(f.face.Advance(g))*1000*widthUnit + f.upem/2) / f.upem
}

// blank returns the CID of the face's space, 0 if it has none.
func (f *fontUse) blank() int32 {
	if f.space == 0 {
		f.space = -1
		if g, ok := f.face.GID(' '); ok {
			f.space = f.cid(g, " ")
		}
	}
	return max(0, f.space)
}

// width of a CID in widthUnit.
func (f *fontUse) width(cid int32) int64 { return f.codes[cid-1].width }

// clusterTexts deals the text of a cluster out to its glyphs, so that reading
// the glyphs one by one gives the text: a character each, the rest to the last.
// Glyphs beyond the characters get a zero width space: a font must map every
// glyph to something (ISO 14289-1 7.21.7), and ActualText says what it means.
func clusterTexts(glyphs []frame.Glyph, text string, out []string) []string {
	out = out[:0]
	rest := text
	for i := range glyphs {
		switch {
		case rest == "":
			out = append(out, wordless)
		case i == len(glyphs)-1:
			out = append(out, rest)
		default:
			n := len(rest)
			for k := range rest {
				if k > 0 {
					n = k
					break
				}
			}
			out = append(out, rest[:n])
			rest = rest[n:]
		}
	}
	return out
}

// wordless is what a glyph is mapped to that adds nothing to the text.
const wordless = "\u200b"

// mark adds a font to a page's sorted list.
func (p *pagePlan) mark(font int) {
	if i, ok := slices.BinarySearch(p.fonts, font); !ok {
		p.fonts = slices.Insert(p.fonts, i, font)
	}
}
