package fonts

import (
	"math"
	"sync"
	"unicode/utf8"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// shapeState is what shaping needs of a face, made at its first Shape.
type shapeState struct {
	once sync.Once
	font *font.Font // nil: the layout tables cannot be used
	mu   sync.Mutex
	idle []*shaper // as many as ever ran at once
}

// shaper is one goroutine's shaping state: HarfBuzz fonts and buffers cache as
// they work.
type shaper struct {
	font *harfbuzz.Font
	buf  *harfbuzz.Buffer
}

// Shape turns a text of one script into glyphs with the font's own defaults for
// that script and language: kerning, ligatures, composition, local forms. A
// glyph's Cluster is the byte offset in text of the characters it stands for;
// clusters ascend. Bytes that are no UTF-8 give the glyph of U+FFFD.
//
// It is meant for Latin words and for the marks of a script that join (——);
// Han needs no shaping, GID does.
func (f *Face) Shape(text string, feat Features) (out []Shaped) {
	f.shape.once.Do(func() { f.shape.font = f.shapingFont() })
	if f.shape.font == nil || text == "" {
		return f.unshaped(text)
	}
	defer func() {
		// A hostile layout table may lead the shaper astray; the text is then
		// set with the glyphs as the character map has them.
		if recover() != nil {
			out = f.unshaped(text)
		}
	}()
	s := f.shape.take()
	out = s.run(f, text, feat)
	f.shape.put(s) // not reached by a shaper that panicked
	return out
}

// take and put keep shapers with their compiled plans; a sync.Pool would lose
// them to every other garbage collection.
func (st *shapeState) take() *shaper {
	st.mu.Lock()
	defer st.mu.Unlock()
	if n := len(st.idle) - 1; n >= 0 {
		s := st.idle[n]
		st.idle = st.idle[:n]
		return s
	}
	return newShaper(st.font)
}

func (st *shapeState) put(s *shaper) {
	st.mu.Lock()
	st.idle = append(st.idle, s)
	st.mu.Unlock()
}

func newShaper(ft *font.Font) *shaper {
	// NewFace allocates a cache of extents for every glyph, 600 KB for a CJK
	// font, which horizontal text never uses. Made for a font without glyphs
	// and then given ours, it allocates none.
	face := font.NewFace(&font.Font{})
	face.Font = ft
	return &shaper{font: harfbuzz.NewFont(face), buf: harfbuzz.NewBuffer()}
}

func (s *shaper) run(f *Face, text string, feat Features) []Shaped {
	b := s.buf
	b.Clear()
	script, err := language.ParseScript(feat.Script)
	if err != nil {
		script = language.Common
	}
	b.Props = harfbuzz.SegmentProperties{
		Direction: harfbuzz.LeftToRight,
		Script:    script,
		Language:  language.NewLanguage(feat.Lang),
	}
	for i, r := range text {
		b.AddRune(r, i)
	}
	b.Shape(s.font, nil)
	out := make([]Shaped, len(b.Info))
	for i := range out {
		g, p := &b.Info[i], &b.Pos[i]
		out[i] = Shaped{
			ID:      GID(g.Glyph),
			Cluster: g.Cluster,
			Advance: int(p.XAdvance),
			DX:      int(p.XOffset),
			DY:      int(p.YOffset),
		}
		if int(g.Glyph) >= f.numGlyphs {
			out[i].ID = 0
		}
	}
	return out
}

func (f *Face) unshaped(text string) []Shaped {
	out := make([]Shaped, 0, utf8.RuneCountInString(text))
	for i, r := range text {
		g, _ := f.GID(r)
		out = append(out, Shaped{ID: g, Cluster: i, Advance: f.Advance(g)})
	}
	return out
}

// shapingFont parses the layout tables, and only these: the library decodes
// every outline and the whole character map of the font it is given. So it is
// given a font without outlines and with an empty map, and then our own map.
func (f *Face) shapingFont() (ft *font.Font) {
	defer func() {
		if recover() != nil {
			ft = nil
		}
	}()
	ld, err := opentype.NewLoader(newTableFile([]namedTable{
		{"GDEF", f.raw.gdef},
		{"GPOS", f.raw.gpos},
		{"GSUB", f.raw.gsub},
		{"OS/2", f.raw.os2},
		{"cmap", emptyCmap()},
		{"head", f.raw.head},
		{"hhea", f.raw.hhea},
		{"hmtx", f.raw.hmtx},
		{"kern", soundKern(f.raw.kern)},
		{"maxp", f.raw.maxp},
	}))
	if err != nil {
		return nil
	}
	if ft, err = font.NewFont(ld); err != nil {
		return nil
	}
	ft.Cmap = shapingCmap{f}
	return ft
}

// soundKern is a kern table as Windows has it, nil for all else. The library
// allocates as many subtables as the header of Apple's form says, up to 2³²−1.
func soundKern(t table) []byte {
	if t.u16(0) != 0 || t.u16(2) > len(t)/6 {
		return nil
	}
	return t
}

// emptyCmap is a character map without characters, as a font must have one.
func emptyCmap() []byte {
	b := make([]byte, 12+16)
	put16(b[2:], 1)
	put16(b[4:], 3)
	put16(b[6:], 10)
	put32(b[8:], 12)
	put16(b[12:], 12)
	put32(b[16:], 16)
	return b
}

// shapingCmap gives the shaping library our character map.
type shapingCmap struct{ f *Face }

func (c shapingCmap) Lookup(r rune) (font.GID, bool) {
	g, ok := c.f.GID(r)
	return font.GID(g), ok
}

func (c shapingCmap) Iter() font.CmapIter { return noRunes{} }

type noRunes struct{}

func (noRunes) Next() bool             { return false }
func (noRunes) Char() (rune, font.GID) { return 0, math.MaxUint32 }
