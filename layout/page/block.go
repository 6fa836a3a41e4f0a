package page

import (
	"jianbao/layout/frame"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// Grid is the baseline grid of a column of text (RULES 5.2): row r has its baseline at
// r·Pitch + Ascent(Size) below the column's top.
type Grid struct {
	Name    string   // of an article's own grid; empty: the issue's
	Size    unit.Abs // of the body, whose em box fills a row
	Pitch   unit.Abs
	Rows    int
	Measure unit.Abs // a whole number of Size
	Inset   unit.Abs // of the measure from the text block's left edge
}

// MainGrid is the grid of a theme's text block.
func MainGrid(th *theme.Theme) Grid {
	return Grid{Size: th.Body.Size, Pitch: th.Body.Pitch, Rows: th.Body.Lines, Measure: th.Page.BlockWidth}
}

// Ascent is how far the baseline lies below the top of a Han em box. The boxes
// of Han faces reach 0.88 em above the baseline and 0.12 em below.
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

// Extent returns the height of so many rows, from the first box's top to the
// last one's foot.
func (g *Grid) Extent(rows int) unit.Abs {
	if rows <= 0 {
		return 0
	}
	return g.Pitch*unit.Abs(rows-1) + g.Size
}

// rowsFor returns the fewest rows that an extent takes, from the first box's
// top.
func (g *Grid) rowsFor(extent unit.Abs) int {
	rows := 1
	if over := extent - g.Size; over > 0 {
		rows += int((over + g.Pitch - 1) / g.Pitch)
	}
	return rows
}

// Keep is how a block's lines hold together and to their neighbours.
type Keep uint8

// The ways of keeping.
const (
	KeepText   Keep = iota // running text: orphans and widows
	KeepNext               // title, heading: unbroken, and with two lines of the text that follows
	KeepBefore             // source: takes the two lines before it along
)

// Block is a part of an article that has been set: a paragraph, a title, a
// heading, or a figure in place of lines.
type Block struct {
	Lines         []frame.Line
	Figure        *Figure
	Marks         []frame.Line // labels of list items, on the first line
	Size, Pitch   unit.Abs     // of the lines; Pitch 0: the grid's
	Before, After int          // blank rows around it
	Sticky        bool         // Before holds at the top of a column too
	Keep          Keep
	Widow, Orphan int
	ordinal       int
	mark          bool // the mark alone of a list item that begins with a picture
	head          bool // of the label, the title or the author
	endsHead      bool // After is what stands after the title
}

// standing is how a block stands on a grid.
type standing struct {
	rows   int      // that it takes
	first  unit.Abs // its first baseline, below the top of the first row
	pitch  unit.Abs // of its lines
	onGrid bool     // each line stands on a row
}

// stand places a block's lines in rows. Lines that fit the grid stand on it;
// others are centred in whole rows (占行).
func (b *Block) stand(g *Grid) standing {
	pitch := b.Pitch
	if pitch == 0 {
		pitch = g.Pitch
	}
	n := len(b.Lines)
	if pitch == g.Pitch && b.Size <= g.Pitch {
		return standing{n, Ascent(g.Size), pitch, true}
	}
	extent := pitch*unit.Abs(n-1) + b.Size
	rows := g.rowsFor(extent)
	return standing{rows, (g.Extent(rows)-extent)/2 + Ascent(b.Size), pitch, false}
}
