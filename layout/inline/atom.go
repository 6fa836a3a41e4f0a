package inline

import (
	"jianbao/fonts"
	"jianbao/layout/unit"
)

// tier orders how lines shrink (RULES 4.1).
type tier uint8

const (
	tierEnd     tier = iota // the mark at the line's end to half width
	tierWord                // Latin word space to ¼ em
	tierDot                 // both sides of a full-width ·
	tierBracket             // blank side of brackets and quotes
	tierComma               // blank side of ，、；：
	tierAuto                // Han–Latin space to ⅛ em
	tierPeriod              // blank side of 。？！
	tiers
)

// gapKind is how the gap after an atom stretches (RULES 4.2).
type gapKind uint8

const (
	gapFixed gapKind = iota
	gapAuto          // Han–Latin space
	gapHan           // legal break with nothing between: stretches with all others
	gapDash          // beside — ～ · /: last of all
)

// atom is the smallest piece layout moves: one character or cluster with its
// box, and the gap behind it.
type atom struct {
	from, to int32 // bytes of the paragraph's text
	g0, g1   int32 // its glyphs
	run      int32
	class    class
	tier     tier // of its blanks
	gapKind  gapKind
	after    brk // what may happen behind it
	adv      unit.Abs
	l, r     unit.Abs // blanks of a mark still in adv, at its left and right
	lost     unit.Abs // blank its right side gave to the next mark; returns at a line end
	lostL    unit.Abs // the same of its left side, at a line start
	gap      unit.Abs // natural width of the gap behind
	shrink   unit.Abs // of a space
	stretch  unit.Abs // of a space, at most to ½ em
	em       unit.Abs
	price    int32 // of breaking behind it
}

// glyph is a placed glyph of an atom; x is from the atom's left edge when its
// left blank is whole.
type glyph struct {
	face   *fonts.Face
	id     fonts.GID
	from   int32 // bytes it stands for; from == to for all but a cluster's first
	to     int32
	x      unit.Abs // left edge of its own box within the atom
	adv    unit.Abs
	dx, dy unit.Abs
	size   unit.Abs
}

func (a *atom) latin() bool { return a.class == cLatin }

// scaled converts font units to a length.
func scaled(units int, size unit.Abs, f *fonts.Face) unit.Abs {
	return size.Scale(int64(units), int64(f.UnitsPerEm()))
}
