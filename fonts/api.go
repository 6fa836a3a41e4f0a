// Package fonts reads fonts: which face has a character, the widths and ink of
// glyphs, shaping of Latin text, and subsets for embedding. All lengths are in
// font units; the package does not depend on layout.
package fonts

// GID is a glyph's index in its face.
type GID uint16

// Bounds is the extent of a glyph's outline in font units, y upwards.
type Bounds struct{ XMin, YMin, XMax, YMax int }

// Shaped is one glyph of a shaped text, lengths in font units.
type Shaped struct {
	ID      GID
	Cluster int // byte offset in the text of the characters it represents
	Advance int
	DX, DY  int // of the ink from the pen
}

// Features selects the script and language for shaping.
type Features struct {
	Script string // ISO 15924: "Latn", "Hani"
	Lang   string // BCP 47: "en", "zh-Hans"
	// Separate turns ligatures and contextual forms off, so that each character
	// keeps a glyph of its own, as in addresses and names of files.
	Separate bool
}

// Stack is a role (宋, 黑, 楷 …) resolved to faces, in the order in which they are
// tried. Latin is tried first for Latin text, Han for everything else; each
// falls back to the other, and both to the supplements.
type Stack struct {
	Role        string
	Han         []*Face
	Latin       []*Face
	Supplements []*Face
	Emoji       func() *Face // tried last, and opened only then; nil: none
	NewName     string       // that a supplement can be added under; empty: any
}
