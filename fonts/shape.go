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

// shapeState holds a face's data for shaping, created by its first call of
// Shape.
type shapeState struct {
	once sync.Once
	font *font.Font // nil: the layout tables cannot be used
	mu   sync.Mutex
	idle []*shaper // at most as many as have run concurrently
}

// shaper is the shaping state of one goroutine: HarfBuzz fonts and buffers have
// caches and are not safe for concurrent use.
type shaper struct {
	font *harfbuzz.Font
	buf  *harfbuzz.Buffer
}

// Shape returns the glyphs of a text in one script, with the font's default
// features for that script and language: kerning, ligatures, composition, local
// forms. A glyph's Cluster is the byte offset in text of the characters it
// represents; clusters are ascending. Invalid UTF-8 gives the glyph of U+FFFD.
//
// It is meant for Latin words and for marks that join (——); Han characters need
// no shaping: use GID.
func (f *Face) Shape(text string, feat Features) (out []Shaped) {
	f.shape.once.Do(func() { f.shape.font = f.shapingFont() })
	if f.shape.font == nil || text == "" {
		return f.unshaped(text)
	}
	defer func() {
		// A malicious layout table may make the shaper panic; the text then gets the
		// glyphs of the character map.
		if recover() != nil {
			out = f.unshaped(text)
		}
	}()
	s := f.shape.take()
	out = s.run(f, text, feat)
	f.shape.put(s) // not reached after a panic
	return out
}

// take and put reuse shapers with their compiled plans. A sync.Pool would drop
// them at every second garbage collection.
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
	// NewFace allocates a cache of extents for every glyph, 600 KB for a CJK font,
	// which horizontal text never uses. Created for a font without glyphs whose
	// font is then replaced, it allocates none.
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
	var off []harfbuzz.Feature
	if feat.Separate {
		off = separate
	}
	b.Shape(s.font, off)
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

// separate turns off the features that replace several characters together.
var separate = []harfbuzz.Feature{disabled("liga"), disabled("clig"), disabled("calt")}

func disabled(tag string) harfbuzz.Feature {
	return harfbuzz.Feature{Tag: opentype.MustNewTag(tag), Start: harfbuzz.FeatureGlobalStart, End: harfbuzz.FeatureGlobalEnd}
}

func (f *Face) unshaped(text string) []Shaped {
	out := make([]Shaped, 0, utf8.RuneCountInString(text))
	for i, r := range text {
		g, _ := f.GID(r)
		out = append(out, Shaped{ID: g, Cluster: i, Advance: f.Advance(g)})
	}
	return out
}

// shapingFont parses only the layout tables. The library would decode every
// outline and the entire character map, so it gets a font without outlines and
// with an empty map, which is then replaced by this package's.
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
		{"kern", windowsKern(f.raw.kern)},
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

// windowsKern returns a kern table of Microsoft's format, nil for any other.
// For Apple's format the library allocates as many subtables as the header
// declares, up to 2³²−1.
func windowsKern(t table) []byte {
	if t.u16(0) != 0 || t.u16(2) > len(t)/6 {
		return nil
	}
	return t
}

// emptyCmap returns a character map without characters; every font must have a
// map.
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

// shapingCmap implements the shaping library's character map with this
// package's.
type shapingCmap struct{ f *Face }

func (c shapingCmap) Lookup(r rune) (font.GID, bool) {
	g, ok := c.f.GID(r)
	return font.GID(g), ok
}

func (c shapingCmap) Iter() font.CmapIter { return noRunes{} }

type noRunes struct{}

func (noRunes) Next() bool             { return false }
func (noRunes) Char() (rune, font.GID) { return 0, math.MaxUint32 }
