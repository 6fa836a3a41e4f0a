package edition

import (
	"cmp"
	"iter"
	"maps"
	"path/filepath"
	"slices"

	"jianbao/fonts"
	"jianbao/layout/frame"
)

// Block is a block of characters for which coverage is counted.
type Block struct {
	ZH, EN      string
	First, Last rune
	Size        int // number of assigned characters in Unicode 16
}

// Blocks returns the blocks, the most important for Chinese text first.
func Blocks() []Block {
	return []Block{
		{"汉字基本区", "CJK ideographs", 0x4E00, 0x9FFF, 20992},
		{"汉字扩展A", "extension A", 0x3400, 0x4DBF, 6592},
		{"汉字扩展B", "extension B", 0x20000, 0x2A6DF, 42720},
		{"汉字扩展C至I", "extensions C–I", 0x2A700, 0x323AF, 4154 + 222 + 5762 + 7473 + 4939 + 4192 + 622},
		{"假名", "kana", 0x3041, 0x30FF, 189},
		{"谚文", "Hangul", 0xAC00, 0xD7A3, 11172},
		{"拉丁字母", "Latin", 0x0041, 0x024F, 478},
	}
}

// Face is a face of the library.
type Face struct {
	Role    string   `json:"role,omitempty"`
	Family  string   `json:"family"`
	Names   []string `json:"names,omitempty"`
	Style   string   `json:"style"`
	Version string   `json:"version"`
	Licence string   `json:"licence"`
	Origin  string   `json:"origin,omitempty"`
	Path    string   `json:"path,omitempty"`
	SHA256  string   `json:"sha256"`
	Bundled bool     `json:"bundled"`

	face *fonts.Face
}

// BundledFaces returns the faces that come with the program.
func BundledFaces() []Face {
	var list []Face
	for _, i := range fonts.Bundled().Faces() {
		list = append(list, Face{
			Role: i.Role, Family: i.Family, Names: i.Names, Style: i.Style, Version: i.Version, Licence: i.Licence,
			Origin: i.Origin, Path: filepath.ToSlash(i.Path), SHA256: i.SHA256, Bundled: i.Bundled, face: i.Face,
		})
	}
	return list
}

// BundledReleases returns names and versions of the faces that come with the
// program, without opening them.
func BundledReleases() []fonts.Release { return fonts.Releases() }

// Coverage returns the number of characters of the face, in total and in each
// block of which it has any, by the block's English name.
func (f *Face) Coverage() (characters int, blocks map[string]int) {
	c := f.face.Coverage()
	blocks = map[string]int{}
	for _, b := range Blocks() {
		if n := c.In(b.First, b.Last); n > 0 {
			blocks[b.EN] = n
		}
	}
	return c.Count, blocks
}

// FaceUse is the use of one face in an edition.
type FaceUse struct {
	Family     string `json:"family"`
	Style      string `json:"style"`
	Path       string `json:"path,omitempty"`
	Glyphs     int    `json:"glyphs"`
	Characters string `json:"characters"` // each once, ascending
}

// FaceUses returns the characters that each face is used for; the faces are in
// the order of their first use.
func (e *Edition) FaceUses() []FaceUse {
	type use struct {
		glyphs int
		runes  map[rune]bool
	}
	uses := map[*fonts.Face]*use{}
	var order []*fonts.Face
	for g := range glyphs(e.Doc) {
		u := uses[g.Face]
		if u == nil {
			u = &use{runes: map[rune]bool{}}
			uses[g.Face] = u
			order = append(order, g.Face)
		}
		u.glyphs++
		for _, r := range g.Text {
			u.runes[r] = true
		}
	}
	known := map[*fonts.Face]fonts.Info{}
	for _, info := range e.Library.Faces() {
		known[info.Face] = info
	}
	out := make([]FaceUse, 0, len(order))
	for _, f := range order {
		info := known[f]
		out = append(out, FaceUse{
			Family: cmp.Or(info.Family, f.PostScriptName()), Style: info.Style,
			Path: filepath.ToSlash(info.Path), Glyphs: uses[f].glyphs, Characters: string(slices.Sorted(maps.Keys(uses[f].runes))),
		})
	}
	return out
}

// glyphs yields the glyphs of a document in reading order.
func glyphs(doc *frame.Document) iter.Seq[*frame.Glyph] {
	return func(yield func(*frame.Glyph) bool) {
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				line, ok := item.(*frame.Line)
				if !ok {
					continue
				}
				for g := range line.AllGlyphs() {
					if !yield(g) {
						return
					}
				}
			}
		}
	}
}
