package page

import (
	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// Grid is the baseline grid of a column of text: row r has its baseline at
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

// Keep says how a block's lines hold together and to their neighbours.
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

// rows returns how many rows of the grid the block takes, and where its first
// baseline lies below the top of the first. Lines that fit the grid stand on
// it; others are centred in whole rows (占行).
func (b *Block) rows(g *Grid) (rows int, first, pitch unit.Abs, onGrid bool) {
	pitch = b.Pitch
	if pitch == 0 {
		pitch = g.Pitch
	}
	n := len(b.Lines)
	if pitch == g.Pitch && b.Size <= g.Pitch {
		return n, Ascent(g.Size), pitch, true
	}
	extent := pitch*unit.Abs(n-1) + b.Size
	rows = g.rowsFor(extent)
	return rows, (g.Extent(rows)-extent)/2 + Ascent(b.Size), pitch, false
}

// row is what is placed as one: a line on the grid, or a block that takes
// several rows as a whole.
type row struct {
	block, line int // line -1: the whole block
	height      int
	before      int // blank rows it wants before it
	after       int // and after it
	sticky      bool
	cost        cost // of beginning a column here
	over        int  // figure that stands between this row and the heading that keeps it; -1: none
	plain       cost // what the break costs if that figure is on the heading's page
}

// cost orders what is given up when no break is right (typography 5.3): first
// the lines that should stay at a page's foot, then the lone last line, then
// what a heading or a source line keeps.
type cost uint8

const (
	free cost = iota
	orphan
	widow
	kept
)

// flow is what an article is placed from: its rows, and the figures that stand
// between them or float.
type flow struct {
	rows    []row
	figures []floating
	head    int // rows of label, title and author
}

// floating is a figure with the place in the text that it belongs to.
type floating struct {
	block         int
	anchor        int // row before which it stands in the text
	place         content.Place
	height        int
	before, after int
}

// flatten lists the rows of an article with what a break before each costs, and
// its figures. A block taller than a whole column is taken apart into its lines.
func flatten(blocks []Block, g *Grid, out []row) flow {
	out = out[:0]
	var figures []floating
	keep, over, head := 0, -1, 0
	for i := range blocks {
		b := &blocks[i]
		if f := b.Figure; f != nil {
			if keep > 0 && over < 0 && f.place == content.PlaceHere {
				over = len(figures)
			}
			figures = append(figures, floating{block: i, anchor: len(out), place: f.place, height: f.rows(g), before: b.Before, after: b.After})
			continue
		}
		if len(b.Lines) == 0 {
			continue
		}
		height, _, _, onGrid := b.rows(g)
		n := len(b.Lines)
		whole := !onGrid && height <= g.Rows
		if whole {
			n = 1
		}
		start := len(out)
		for l := range n {
			r := row{block: i, line: l, height: 1, over: -1}
			if whole {
				r.line, r.height = -1, height
			} else if !onGrid {
				r.height = min(g.Rows, 1+int((max(0, b.Size-g.Size)+g.Pitch-1)/g.Pitch))
			}
			switch {
			case l == 0:
				r.before, r.sticky = b.Before, b.Sticky
			case b.Keep != KeepText:
				r.cost = kept
			case n-l < b.Widow:
				r.cost = widow
			case l < b.Orphan:
				r.cost = orphan
			}
			if l == n-1 {
				r.after = b.After
			}
			if keep > 0 {
				r.over, r.plain = over, r.cost
				r.cost = kept
				if b.Keep != KeepNext {
					keep--
				}
			}
			out = append(out, r)
		}
		if keep == 0 {
			over = -1
		}
		if b.head && len(figures) == 0 {
			head = len(out)
		}
		switch b.Keep {
		case KeepNext:
			keep, over = 2, -1
		case KeepBefore:
			out[start].cost, out[start].over = kept, -1
			for l, text := start-1, 0; l >= 0; l-- {
				if !blocks[out[l].block].mark {
					text++
				}
				if text == 2 {
					break
				}
				out[l].cost, out[l].over = kept, -1
			}
		}
	}
	if len(out) > 0 {
		out[0].cost = free // an article may always begin a page
	}
	return flow{out, figures, head}
}
