package page

import (
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// Grid is the baseline grid of a column of text (RULES 5.2). The baseline of row
// r is at r·Pitch + Ascent(Size) below the top of the column.
type Grid struct {
	Name    string   // of an article's own grid; empty: the issue's
	Size    unit.Abs // of the body, whose em box fills a row
	Pitch   unit.Abs
	Rows    int
	Measure unit.Abs // a whole number of Size
	Inset   unit.Abs // left edge of the measure, from that of the text block
	Column  int      // of the page, from 1; 0: the measure goes across all columns
}

// MainGrid returns the grid of a theme's text block.
func MainGrid(th *theme.Theme) Grid {
	return Grid{Size: th.Body.Size, Pitch: th.Body.Pitch, Rows: th.Body.Lines, Measure: th.Page.BlockWidth}
}

// Ascent returns the distance from the top of a Han em box to the baseline. The
// em boxes of Han faces extend 0.88 em above the baseline and 0.12 em below it.
func Ascent(size unit.Abs) unit.Abs { return size.Scale(88, 100) }

// Baseline returns a row's baseline below the column's top.
func (g *Grid) Baseline(row int) unit.Abs { return g.Pitch*unit.Abs(row) + Ascent(g.Size) }

// RowAt returns the first row whose box begins at or below y.
func (g *Grid) RowAt(y unit.Abs) int {
	if y <= 0 {
		return 0
	}
	return int((y + g.Pitch - 1) / g.Pitch)
}

// Extent returns the height of rows rows, from the top of the first em box to
// the foot of the last.
func (g *Grid) Extent(rows int) unit.Abs {
	if rows <= 0 {
		return 0
	}
	return g.Pitch*unit.Abs(rows-1) + g.Size
}

// rowsFor returns the least number of rows that hold an extent, from the top of
// the first em box.
func (g *Grid) rowsFor(extent unit.Abs) int {
	rows := 1
	if over := extent - g.Size; over > 0 {
		rows += int((over + g.Pitch - 1) / g.Pitch)
	}
	return rows
}

// Keep specifies how a block's lines stay together and with their neighbours
// (RULES 5.3).
type Keep uint8

// The kinds of Keep.
const (
	KeepText   Keep = iota // running text: orphans and widows
	KeepNext               // title, heading: unbroken, and with two lines of the text that follows, or the one there is
	KeepBefore             // source line, date of a signature: with the lines before it
)

// Block is a typeset block of an article: the lines of a paragraph, a title or a
// heading, a figure, or a table that may be divided.
type Block struct {
	Lines         []frame.Line
	Figure        *Figure
	Table         *Table       // that may be divided among pages
	Marks         []frame.Line // labels of list items, on the first line
	Size, Pitch   unit.Abs     // of the lines; Pitch 0: the grid's
	Before, After int          // blank rows before and after it
	Sticky        bool         // Before applies at the top of a column too
	Keep          Keep
	Keeps         int // lines before it that KeepBefore keeps with it; 0: keptLines
	Widow, Orphan int
	beside        [][]frame.Line // more lines on the baselines of Lines, by their indexes: names in columns
	rule          *frame.Rule    // a separator that is laid in place of Lines, in the middle of their em boxes
	whole         bool           // its lines stay on one page
	box           *box           // that it is a block of, if that may be divided; else nil
	notes         []int          // that a figure calls: indexes into the article's notes
	turns         []turn         // marks of turned lines of code, ascending
	led           []int          // lines that stay with the line before them, ascending
	side          *Figure        // picture beside the first line and those after it
	sideLines     int            // lines beside a picture, which are not separated from it
	joined        bool           // they stand beside the picture of an earlier block
	clear         int            // rows that the last line takes more, beside the picture
	ordinal       int
	stack         *lineStack // that its lines are in; nil: they stand on the grid or are centred in rows of it
	mark          bool       // holds only the mark of a list item that begins with a picture
	wide          bool       // spans the columns of the page
	head          bool       // part of the article's head: label, kicker, title, subtitle or author
	lead          bool       // a paragraph that stands as a heading over the text after it
	endsHead      bool       // After is the blank space after the title
}

// heading reports whether a block is a heading of the text.
func (b *Block) heading() bool { return len(b.Lines) > 0 && b.Lines[0].Kind == frame.KindHeading }

// gridPlacement is the placement of a block's lines on a grid.
type gridPlacement struct {
	rows   int      // rows that it takes
	first  unit.Abs // its first baseline, below the top of the first row
	pitch  unit.Abs // of its lines
	onGrid bool     // each line stands on a row
}

// placeOnGrid places a block's lines on a grid. Lines whose pitch and size fit
// the grid stand on it; others are centred in a whole number of rows (占行).
func (b *Block) placeOnGrid(g *Grid) gridPlacement {
	pitch := b.Pitch
	if pitch == 0 {
		pitch = g.Pitch
	}
	n := len(b.Lines)
	if pitch == g.Pitch && b.Size <= g.Pitch {
		return gridPlacement{n, Ascent(g.Size), pitch, true}
	}
	extent := pitch*unit.Abs(n-1) + b.Size
	rows := g.rowsFor(extent)
	return gridPlacement{rows, (g.Extent(rows)-extent)/2 + Ascent(b.Size), pitch, false}
}

// isTable reports whether the block is a table.
func (b *Block) isTable() bool { return b.Table != nil || b.Figure != nil && b.Figure.table != nil }

// at returns the place in the source of line n of a block, or of the block.
func (b *Block) at(n int) diag.Span {
	switch {
	case b.Table != nil:
		if cells := b.Table.body[max(0, n)].rows[0].lines; len(cells) > 0 {
			return cells[0].Place
		}
		return b.Table.source.Span
	case b.Figure != nil && b.Figure.table != nil:
		return b.Figure.table.source.Span
	case b.Figure != nil && b.Figure.box != nil:
		return b.Figure.box.source.Span
	case b.Figure != nil:
		return b.Figure.parts[0].picture.Place
	}
	return b.Lines[max(0, n)].Place
}
