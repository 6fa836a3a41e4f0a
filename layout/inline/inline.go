// Package inline turns the text of one paragraph into set lines: Prepare
// resolves characters to glyphs, marks to boxes and gaps to glue; Break chooses
// the line ends for the whole paragraph and fills each line.
package inline

import (
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Font is how a run of text is set.
type Font struct {
	Stack *fonts.Stack
	Size  unit.Abs
	Ink   *frame.Ink
}

// Run is a stretch of a paragraph in one font.
type Run struct {
	Text  string
	Place diag.Place
	Font  *Font
	Link  string // URL; empty if none
	Break bool   // the line ends after this run (a hard break)
}

// Locale chooses among the conventions of RULES 8.
type Locale uint8

const (
	ZhHans Locale = iota
	ZhHantTW
	ZhHantHK
	Ja
	Ko
)

// Level is how strictly 避头尾 is kept (RULES 1.3).
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

// Align is how a line lies in its measure.
type Align uint8

const (
	Justify Align = iota // last lines from the left
	Left
	Center
	Right
)

// Settings are the choices that hold for a whole paragraph.
type Settings struct {
	Locale      Locale
	Level       Level
	Punctuation Punctuation
	Align       Align
	Indent      unit.Abs // of the first line
	Hang        unit.Abs // of the others
	LastRoom    unit.Abs // what the last line leaves free at its right (contents: leader and number)
	Autospace   int      // Han–Latin space in 1/1000 em; 250 is the rule, 0 turns it off
	TrimStart   bool     // an opening mark at line start loses its leading half
	Hyphenate   bool     // Latin words may be hyphenated to avoid a loose line
	Title       bool     // titles break for shape, not for fill (RULES 5.4)
	Trapezoid   bool     // prefer 9704's trapezoid or diamond
}
