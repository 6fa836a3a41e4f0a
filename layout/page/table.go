package page

import (
	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Table is a typeset table (RULES 12). X of its lines and columns is relative to
// the left edge of the measure.
type Table struct {
	source  *content.Table
	ordinal int // over the issue, from 1
	style   tableStyle
	left    unit.Abs // of the table
	width   unit.Abs
	columns []tableColumn
	owners  [][]owner // by row and column

	above     tableText // caption and unit
	continued tableText
	below     tableText // notes

	heads int        // rows of the head that are repeated on each page
	head  []tableRow // those rows
	body  []band
}

// tableStyle holds the sizes of a table.
type tableStyle struct {
	size, pitch, padding, gutter unit.Abs
	gap                          unit.Abs // to the text above and below
	outer                        unit.Abs // thickness of the rules at top and foot
	under                        unit.Abs // of that below the head
	between                      unit.Abs // of those between rows of the body
	inHead                       unit.Abs // of those between rows of the head
	upright                      unit.Abs // of those between columns; 0: none
	partial                      bool     // rules between rows of the head stand only under cells of several columns
}

// tableColumn is a column's box. Its text is inset by half a gutter at each side.
type tableColumn struct{ x, width unit.Abs }

// tableText is text above or below a table, with Y from its top.
type tableText struct {
	lines  []frame.Line
	extent unit.Abs // 0: there is none
}

// owner is the cell that covers a place of the grid of rows and columns.
type owner struct{ row, column int }

// tableRow is a row of a table, or one line of a row that is divided among pages.
type tableRow struct {
	row    int // index
	height unit.Abs
	begins bool         // it is the first line of its row, or the whole
	joined bool         // of a divided band: a cell joins its row to the one above
	kept   bool         // of a divided band: it is a further line of a row that stays whole
	lines  []frame.Line // of the cells that begin in it; Y from its top
}

// band is the least part of a table's body that stays on one page: a row, or rows
// that cells of several rows join, or a line of rows that are taller than a page.
type band struct {
	rows    []tableRow
	height  unit.Abs // with the rules between its rows
	divided bool     // it is a line of rows that are divided
}

// ruleAbove returns the thickness of the rule between a row and the one above it.
func (t *Table) ruleAbove(row int) unit.Abs {
	switch head := t.source.Head; {
	case row < head:
		return t.style.inHead
	case row == head:
		return t.style.under
	}
	return t.style.between
}

// opening returns the extent of what stands above the first band of a part: the
// caption or 续表, the rule at the top, and the head.
func (t *Table) opening(first bool) unit.Abs {
	extent := t.continued.extent
	if first {
		extent = t.above.extent
	}
	extent += t.style.outer
	for i := range t.head {
		if i > 0 {
			extent += t.ruleAbove(t.head[i].row)
		}
		extent += t.head[i].height
	}
	if len(t.head) > 0 {
		extent += t.ruleAbove(t.heads)
	}
	return extent
}

// separation returns the extent of the rule above a band that is not the first of
// its part.
func (t *Table) separation(k int) unit.Abs {
	if r := &t.body[k].rows[0]; r.begins {
		return t.ruleAbove(r.row)
	}
	return 0
}

// closing returns the extent of what stands below band k if it ends a part: the
// rule at the foot and, below the last band, the notes.
func (t *Table) closing(k int) unit.Abs {
	if k == len(t.body)-1 {
		return t.style.outer + t.below.extent
	}
	return t.style.outer
}

// extent returns the extent of the part that holds the bands [from,to).
func (t *Table) extent(from, to int) unit.Abs {
	extent := t.opening(from == 0) + t.closing(to-1)
	for k := from; k < to; k++ {
		if k > from {
			extent += t.separation(k)
		}
		extent += t.body[k].height
	}
	return extent
}

// table typesets a table as a block: as a figure, if it is not taller than half a
// page or has a page of its own, else as bands of which each may begin a page
// (RULES 12.4). No text is put between a colon, or a short line without a stop, and a
// table without number and title: such a table is bands however low it is.
func (b *builder) table(source *content.Table, c context) {
	if emptyTable(source) {
		return
	}
	b.a.tables = true
	b.tables++
	wide := source.Wide || source.Rotate || source.Place == content.PlacePage
	if !wide && b.grid.Column > 0 && !b.fitsColumn(source, c) {
		b.log.Add("table-spans-columns", source.Span)
		wide = true
	}
	if wide {
		c.introduced = false
		b.spanning(func() { b.setTable(source, c) })
		return
	}
	b.setTable(source, c)
}

// fitsColumn reports whether a table fits the column that the text is in.
func (b *builder) fitsColumn(source *content.Table, c context) bool {
	quiet := *b
	quiet.Typesetter = b.Quiet()
	c.node = frame.NewNode(frame.RoleDiv)
	measure := b.grid.Measure
	if inner := measure - b.scaled(c.left+c.right); inner >= 6*b.grid.Size {
		measure = inner
	}
	return newTableBuilder(&quiet, source, c, measure).fits()
}

// setTable typesets a table in the measure of the text.
func (b *builder) setTable(source *content.Table, c context) {
	if source.Place != content.PlaceHere || source.Rotate {
		c.left, c.right = 0, 0
	}
	measure, height := b.grid.Measure-b.scaled(c.left+c.right), b.grid.Extent(b.grid.Rows)
	if source.Rotate {
		measure, height = height, b.grid.Measure
	}
	if measure < 6*b.grid.Size {
		c.left, c.right, measure = 0, 0, b.grid.Measure
	}
	w := newTableBuilder(b, source, c, measure)
	t := w.build(height)
	look := &b.th.Table
	if len(w.before) > 0 {
		b.add(frame.KindTableCaption, 0, func() *frame.Node { return w.before[0].Node }, b.text(w.before, w.scaledSize(look.Caption.Size)))
	}
	blk := Block{Before: look.Before, After: look.After, ordinal: b.ordinal, Size: t.style.size}
	b.ordinal++
	inText := c.introduced && len(source.Caption) == 0 && source.Place == content.PlaceHere
	switch whole := t.extent(0, len(t.body)); {
	case source.Rotate:
		for _, p := range t.parts(func(from, to int) bool { return t.extent(from, to) <= height }) {
			turned := blk
			turned.Figure = &Figure{place: content.PlacePage, extent: measure, table: &p}
			b.blocks = append(b.blocks, turned)
		}
	case whole <= height && source.Place == content.PlacePage, b.grid.rowsFor(whole) <= b.grid.Rows/2 && !b.boxed && !inText:
		blk.Figure = &Figure{place: source.Place, extent: whole, table: &tablePart{Table: t, to: len(t.body), number: 1}}
		b.blocks = append(b.blocks, blk)
	default:
		blk.Table = t
		b.blocks = append(b.blocks, blk)
	}
	for _, note := range w.after {
		b.add(frame.KindTableNote, 0, func() *frame.Node { return note[0].Node }, b.text(note, w.scaledSize(look.Note.Size)))
	}
}

// Tables returns the number of tables in blocks that Compose prints.
func Tables(blocks []content.Block) int {
	n := 0
	for _, b := range blocks {
		switch b := b.(type) {
		case *content.Table:
			if !emptyTable(b) {
				n++
			}
		case *content.Quote:
			n += Tables(b.Blocks)
		case *content.Box:
			n += Tables(b.Blocks)
		case *content.List:
			for _, item := range b.Items {
				n += Tables(item)
			}
		}
	}
	return n
}

func emptyTable(t *content.Table) bool { return len(t.Rows) == 0 || len(t.Columns) == 0 }
