// Package fonttest makes a font with known measures, so that tests of layout
// can expect round numbers and need no font file.
//
// The em has 1000 units. Han (U+3400–9FFF, F900–FAFF, 20000–2FFFF, 々〇) are
// boxes 1 em wide; ASCII, Latin-1, Greek and Cyrillic ½ em; the space ¼ em.
// Full-width marks are 1 em with their ink in the half that is usual in
// mainland China: opening marks right, closing marks and stops left, `·～` in
// the middle. `—` is 0.89 em and `…` 1 em of ink at mid-height, the curly
// quotes 1 em, `–` ½ em.
package fonttest

import (
	"encoding/binary"
	"slices"

	"jianbao/fonts"
)

// Option changes the font that Face makes.
type Option func(*builder)

// Centred moves the ink of `，。、；：！？` to the middle of the em, as in fonts for
// Traditional Chinese.
func Centred() Option { return func(b *builder) { b.centred = true } }

// Halt adds a GPOS table that halves the full-width marks, as in CJK fonts.
// Without it the blank halves of marks can only be found from their ink.
func Halt() Option { return func(b *builder) { b.halt = true } }

// Hollow adds a ligature of two characters (GSUB liga) whose glyph paints nothing.
func Hollow(first, second rune) Option {
	return func(b *builder) { b.hollow = []rune{first, second} }
}

// Missing removes characters from the font.
func Missing(runes ...rune) Option {
	return func(b *builder) { b.missing = append(b.missing, runes...) }
}

// Blank gives characters a glyph that paints nothing.
func Blank(runes ...rune) Option {
	return func(b *builder) { b.blank = append(b.blank, runes...) }
}

// Only removes all characters from the font but these; one that the font had no
// glyph for gets that of Han.
func Only(runes ...rune) Option {
	return func(b *builder) { b.only = append(b.only, runes...) }
}

// Bold marks the face as the bold one of its family.
func Bold() Option { return func(b *builder) { b.bold = true } }

// Family sets the family name; the default is "Jianbao Test".
func Family(name string) Option { return func(b *builder) { b.family = name } }

// Embedding sets the embedding permissions (OS/2 fsType); by default everything
// is allowed.
func Embedding(fsType uint16) Option { return func(b *builder) { b.fsType = fsType } }

// Face returns the font. It panics only if this package has a bug.
func Face(opts ...Option) *fonts.Face {
	f, err := fonts.Open(Data(opts...), 0)
	if err != nil {
		panic("fonttest: " + err.Error())
	}
	return f
}

// The marks by the position of their ink.
const (
	openingMarks = "“‘「『（〔【〖《〈［｛"
	closingMarks = "”’」』）〕】〗》〉］｝"
	stops        = "、，。．：；？！"
	middleMarks  = "·・～〜／"
)

// glyph is a rectangle of ink in an advance.
type glyph struct{ advance, x0, y0, x1, y1 int }

type builder struct {
	centred, bold bool
	halt          bool
	hollow        []rune
	halves        [][2]int // glyph and dx of the glyphs that halt halves, ascending
	family        string
	fsType        uint16
	missing       []rune
	blank, only   []rune
	glyphs        []glyph
	groups        [][3]int // first, last, glyph: format 13
}

// Data returns the font as a TrueType file.
func Data(opts ...Option) []byte {
	b := &builder{family: "Jianbao Test"}
	for _, o := range opts {
		o(b)
	}
	b.missing = append(b.missing, b.blank...)
	b.draw()
	return b.file()
}

func (b *builder) add(g glyph, runes ...rune) {
	b.glyphs = append(b.glyphs, g)
	for _, r := range runes {
		b.span(r, r, len(b.glyphs)-1)
	}
}

func (b *builder) span(first, last rune, g int) {
	for _, r := range b.missing {
		if r >= first && r <= last {
			if first < r {
				b.span(first, r-1, g)
			}
			if r < last {
				b.span(r+1, last, g)
			}
			return
		}
	}
	b.groups = append(b.groups, [3]int{int(first), int(last), g})
}

func (b *builder) draw() {
	b.add(glyph{1000, 100, -50, 900, 800})               // .notdef
	b.add(glyph{1000, 40, -80, 960, 840}, '々', '〇', '〆') // every Han
	for _, r := range [][2]rune{{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x2FFFF}} {
		b.span(r[0], r[1], 1)
	}
	b.add(glyph{advance: 250}, ' ', 0xA0)
	b.add(glyph{advance: 1000}, 0x3000)
	for r := rune(0x21); r < 0x17F; r++ {
		switch {
		case r >= 0x7F && r <= 0xA0, r == 0xAD, r == '·':
		default:
			b.add(glyph{500, 50, 0, 450, 700}, r)
		}
	}
	for r := rune(0x391); r < 0x450; r++ {
		b.add(glyph{500, 50, 0, 450, 700}, r)
	}
	for _, r := range "‰′″℃℉€①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤ→≤≥≠±×÷●■□○△※￥％＋－＝＜＞＆＠＃＊" {
		if r > 0x17F {
			b.add(glyph{1000, 100, 0, 900, 700}, r)
		}
	}
	for r := rune('０'); r <= 'ｚ'; r++ {
		if r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' {
			b.add(glyph{1000, 250, 0, 750, 700}, r)
		}
	}
	for r := rune(0x3041); r <= 0x30FF; r++ {
		if r != 0x3097 && r != 0x3098 && r != '・' {
			b.add(glyph{1000, 80, -40, 920, 800}, r)
		}
	}
	b.marks()
	b.missing = nil
	b.add(glyph{advance: 1000}, b.blank...)
	if b.only != nil {
		b.keep()
	}
	slices.SortFunc(b.groups, func(x, y [3]int) int { return x[0] - y[0] })
}

// keep removes all but the requested characters from the map.
func (b *builder) keep() {
	var groups [][3]int
	for _, r := range b.only {
		own := [3]int{int(r), int(r), 1}
		for _, g := range b.groups {
			if int(r) >= g[0] && int(r) <= g[1] {
				own[2] = g[2]
			}
		}
		groups = append(groups, own)
	}
	b.groups = groups
}

func (b *builder) marks() {
	for _, r := range openingMarks {
		b.mark(glyph{1000, 550, -80, 950, 840}, r, -500)
	}
	for _, r := range closingMarks {
		b.mark(glyph{1000, 50, -80, 450, 840}, r, 0)
	}
	for _, r := range stops {
		if b.centred {
			b.mark(glyph{1000, 350, 200, 650, 500}, r, -250)
		} else {
			b.mark(glyph{1000, 80, -80, 380, 220}, r, 0)
		}
	}
	for _, r := range middleMarks {
		b.add(glyph{1000, 400, 300, 600, 500}, r)
	}
	b.add(glyph{890, 0, 360, 890, 400}, '—')
	b.add(glyph{500, 0, 360, 500, 400}, '–')
	b.add(glyph{1000, 100, 340, 900, 420}, '…')
	b.add(glyph{1000, 100, 340, 900, 420}, '⋯')
	b.add(glyph{333, 40, 220, 293, 280}, '‐')
}

// mark adds a mark that halt moves by dx.
func (b *builder) mark(g glyph, r rune, dx int) {
	b.add(g, r)
	b.halves = append(b.halves, [2]int{len(b.glyphs) - 1, dx})
}

// gpos returns a GPOS table with one feature, halt, of one single adjustment
// (OpenType, GPOS lookup type 1, format 2), available for every script and
// language.
func (b *builder) gpos() []byte {
	if !b.halt {
		return nil
	}
	n := len(b.halves)
	scripts := append(u16s(1), append([]byte("DFLT"), u16s(8, 4, 0, 0, 0xFFFF, 1, 0)...)...)
	features := append(u16s(1), append([]byte("halt"), u16s(8, 0, 1, 0)...)...)
	lookup := u16s(1, 4, 1, 0, 1, 8, 2, 8+4*n, 5, n)
	for _, h := range b.halves {
		lookup = append(lookup, u16s(h[1], -500)...)
	}
	lookup = append(lookup, u16s(1, n)...)
	for _, h := range b.halves {
		lookup = append(lookup, u16s(h[0])...)
	}
	at := 10
	out := u16s(1, 0, at, at+len(scripts), at+len(scripts)+len(features))
	out = append(out, scripts...)
	out = append(out, features...)
	return append(out, lookup...)
}

// gsub returns a GSUB table with one feature, liga, of one ligature (OpenType, GSUB
// lookup type 4, format 1), whose glyph is added and blank.
func (b *builder) gsub() []byte {
	if b.hollow == nil {
		return nil
	}
	b.add(glyph{advance: 500})
	scripts := append(u16s(1), append([]byte("DFLT"), u16s(8, 4, 0, 0, 0xFFFF, 1, 0)...)...)
	features := append(u16s(1), append([]byte("liga"), u16s(8, 0, 1, 0)...)...)
	lookups := u16s(1, 4, 4, 0, 1, 8, 1, 8, 1, 14, 1, 1, b.glyphOf(b.hollow[0]), 1, 4, len(b.glyphs)-1, 2, b.glyphOf(b.hollow[1]))
	at := 10
	out := u16s(1, 0, at, at+len(scripts), at+len(scripts)+len(features))
	return slices.Concat(out, scripts, features, lookups)
}

// glyphOf returns the glyph of a character; 0 if there is none.
func (b *builder) glyphOf(r rune) int {
	for _, g := range b.groups {
		if int(r) >= g[0] && int(r) <= g[1] {
			return g[2]
		}
	}
	return 0
}

// file returns the font's tables as a file. Offsets are as in OpenType 1.9.
func (b *builder) file() []byte {
	be := binary.BigEndian
	gsub := b.gsub()
	n := len(b.glyphs)
	var glyf, loca, hmtx []byte
	for _, g := range b.glyphs {
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		hmtx = be.AppendUint16(hmtx, uint16(g.advance))
		hmtx = be.AppendUint16(hmtx, uint16(g.x0))
		if g.x0 < g.x1 {
			glyf = append(glyf, box(g)...)
		}
	}
	loca = be.AppendUint32(loca, uint32(len(glyf)))

	cmap := u16s(0, 1, 3, 10, 0, 12, 13, 0)
	cmap = be.AppendUint32(cmap, uint32(16+12*len(b.groups)))
	cmap = be.AppendUint32(cmap, 0)
	cmap = be.AppendUint32(cmap, uint32(len(b.groups)))
	for _, g := range b.groups {
		for _, v := range g {
			cmap = be.AppendUint32(cmap, uint32(v))
		}
	}

	macStyle, selection, weight, style := 0, 1<<6, 400, "Regular"
	if b.bold {
		macStyle, selection, weight, style = 1, 1<<5, 700, "Bold"
	}
	head := u16s(1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 3, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, -80, 1000, 840, macStyle, 8, 2, 1, 0)
	hhea := u16s(1, 0, 880, -120, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, n)
	maxp := u16s(1, 0, n, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)
	os2 := make([]byte, 96)
	be.PutUint16(os2[0:], 4)
	be.PutUint16(os2[4:], uint16(weight))
	be.PutUint16(os2[8:], b.fsType)
	be.PutUint16(os2[62:], uint16(selection))
	for i, v := range []int{880, -120, 0, 880, 120} {
		be.PutUint16(os2[68+2*i:], uint16(v))
	}
	be.PutUint16(os2[86:], 500)
	be.PutUint16(os2[88:], 700)
	post := make([]byte, 32)
	be.PutUint32(post, 0x00030000)

	return sfnt([]namedTable{
		{"GPOS", b.gpos()}, {"GSUB", gsub}, {"OS/2", os2}, {"cmap", cmap}, {"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx},
		{"loca", loca}, {"maxp", maxp}, {"name", names(b.family, style)}, {"post", post},
	})
}

func u16s(v ...int) []byte {
	var out []byte
	for _, x := range v {
		out = binary.BigEndian.AppendUint16(out, uint16(x))
	}
	return out
}

// box returns a simple glyph of one rectangle: four points, all on the curve.
func box(g glyph) []byte {
	out := u16s(1, g.x0, g.y0, g.x1, g.y1, 3, 0)
	out = append(out, 1, 1, 1, 1)
	w, h := g.x1-g.x0, g.y1-g.y0
	out = append(out, u16s(g.x0, 0, w, 0)...)
	out = append(out, u16s(g.y0, h, 0, -h)...)
	return out
}
