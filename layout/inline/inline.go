// Package inline typesets the text of one paragraph as lines: Prepare resolves
// characters to glyphs, marks to boxes and gaps to glue; Break chooses the line
// ends for the paragraph as a whole and fills each line.
package inline

import (
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Font is a list of faces with a size and an ink, in which a run of text is
// typeset.
type Font struct {
	Stack *fonts.Stack
	Size  unit.Abs
	Ink   *frame.Ink
}

// Run is a part of a paragraph that is in one font and has one place in the
// source.
type Run struct {
	Text       string
	Place      diag.Place
	Font       *Font        // of the text, also of a script's base
	Script     frame.Script // whether it is a subscript or superscript
	Link       string       // URL; empty: none
	Code       bool         // code: takes no hyphen and no ligature (RULES 16.2)
	Break      bool         // the line ends after this run (a hard break)
	Decoration Decoration
	Ruby       Ruby
	Note       int      // of the mark of a note, ① or [1]: ordinal of the note in its article, from 1; -1: of a table's note; 0: no mark
	MarkWidth  unit.Abs // of the mark of an endnote: its least width
}

// Decoration is the marks below a run (RULES 7.1).
type Decoration struct {
	Dots bool
	Line frame.Form // FormNone, or one of the lines
	Nth  int        // runs of one line have the same ordinal
}

// Ruby is the reading of the word that a run is, above it (RULES 7.1).
type Ruby struct {
	Text string // empty: none
	Nth  int    // runs of one word have the same ordinal
}

// Locale selects the conventions of a language and region (RULES 8).
type Locale uint8

const (
	ZhHans Locale = iota
	ZhHantTW
	ZhHantHK
	Ja
	Ko
)

// Level is how strictly the rules about characters at line edges (避头尾) are kept
// (RULES 1.3).
type Level uint8

const (
	LevelGB Level = iota // the default
	LevelNone
	LevelBasic
	LevelStrict
)

// Punctuation is the style of mark widths (RULES 2.4).
type Punctuation uint8

const (
	Hangmo   Punctuation = iota // 行末半角, the default
	Quanjiao                    // 全角
	Kaiming                     // 开明
	Banjiao                     // 半角
)

// Align is the alignment of lines in the measure.
type Align uint8

const (
	Justify Align = iota // last lines from the left
	Left
	Center
	Right
)

// Settings holds the parameters of a paragraph. Lengths are in the units of
// package unit.
type Settings struct {
	Locale      Locale
	Level       Level
	Punctuation Punctuation
	Align       Align
	Indent      unit.Abs // of the first line
	Hang        unit.Abs // of the others
	BreakIndent bool     // a line after a hard break has the first line's indent (RULES 5.1)
	LastRoom    unit.Abs // width that the last line leaves free at its right (contents: leader and number)
	Autospace   int      // Han–Latin space in 1/1000 em (RULES 3.1 asks for 250); 0: none
	TrimStart   bool     // an opening mark at a line's start loses its left half
	Cell        bool     // a cell of a table: marks at both edges of lines are trimmed in every style of punctuation, and the last line may be a single character (RULES 12.6)
	Hyphenate   bool     // Latin words may be hyphenated to avoid a loose line
	Title       bool     // titles break for shape, not for fill (RULES 5.4)
	Words       bool     // lines that are not filled end between words (RULES 5.4); in zh-Hans only
	KeepBlanks  bool     // blanks beside marks are set, as in a title: they separate clauses (RULES 3.2)
	Trapezoid   bool     // prefer the trapezoid or diamond of GB/T 9704
}
