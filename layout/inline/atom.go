package inline

import (
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// tier is a class of space that shrinks together; lines shrink by one tier after
// another (RULES 4.1).
type tier uint8

const (
	tierEnd     tier = iota // the mark at the line's end, to half width
	tierWord                // Latin word space, to ¼ em
	tierDot                 // both sides of a full-width ·
	tierBracket             // blank side of brackets and quotes
	tierComma               // blank side of ，、；：
	tierAuto                // Han–Latin space, to ⅛ em
	tierPeriod              // blank side of 。？！
	tierNumber              // blank side of the brackets of a number that begins a paragraph: （一）
	tiers
)

// gapKind is the way the gap after an atom stretches (RULES 4.2).
type gapKind uint8

const (
	gapFixed gapKind = iota
	gapAuto          // Han–Latin space
	gapHan           // legal break without space: stretches equally with all others
	gapDash          // next to — ～ · /: last of all
)

// atom is the smallest unit of line layout: a character or cluster with its box,
// and the gap after it.
type atom struct {
	from, to int32 // bytes of the paragraph's text
	g0, g1   int32 // its glyphs
	run      int32
	class    class
	tier     tier // of its blanks
	gapKind  gapKind
	after    brk // break class of the gap after it
	adv      unit.Abs
	l, r     unit.Abs // blank parts of adv at the left and right of a mark
	lost     unit.Abs // blank removed at its right because of the next mark; restored at a line's end
	lostL    unit.Abs // the same at its left; restored at a line's start
	gap      unit.Abs // natural width of the gap after it
	shrink   unit.Abs // of a space: by how much it can shrink
	stretch  unit.Abs // of a space: by how much it can stretch, up to ½ em
	em       unit.Abs
	price    int32 // of a break after it
	number   numberPart
}

// glyph is a positioned glyph of an atom; x is relative to the atom's left edge
// with its left blank untrimmed.
type glyph struct {
	face   *fonts.Face
	id     fonts.GID
	script frame.Script
	from   int32 // bytes [from,to) of the text that it stands for; empty for all but the first glyph of a cluster
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
