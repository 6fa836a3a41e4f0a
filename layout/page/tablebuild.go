package page

import (
	"cmp"
	"fmt"
	"slices"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// tableBuilder typesets one table.
type tableBuilder struct {
	*builder
	source  *content.Table
	c       context
	inset   unit.Abs // of the measure, from that of the page
	measure unit.Abs // that the table may take
	size    unit.Abs // of the text of cells
	figures []bool   // by column: figures align at the decimal sign
	cells   []tableCell
	widths  []columnWidth
	nodes   tableNodes
	t       *Table

	before []frame.Line   // caption and unit too tall to stay with the table
	after  [][]frame.Line // notes too tall to stay with it
}

// tableCell is a cell that is not covered, with its text.
type tableCell struct {
	row, column   int
	rows, columns int
	head          bool
	figure        bool              // the text is a number, or stands for none, in a column of figures
	text          *inline.Paragraph // nil: broken already
	lines         []frame.Line      // X from the left edge of the text
	natural       unit.Abs          // width of the text without line ends but hard breaks
	kept          unit.Abs          // least width in which no number is parted from its unit
	least         unit.Abs          // least width in which no word is divided
	decimal       unit.Abs          // of a figure: from its start to the decimal sign
}

func newTableBuilder(b *builder, source *content.Table, c context, measure unit.Abs) *tableBuilder {
	w := &tableBuilder{builder: b, source: source, c: c, inset: b.scaled(c.left), measure: measure, nodes: newTableNodes(c.node, source, fmt.Sprintf("table-note-%05d-%05d", b.a.ordinal, b.tables))}
	w.figures = figureColumns(source)
	w.t = &Table{source: source, ordinal: b.tables, heads: source.Head}
	if w.t.heads >= len(source.Rows) {
		w.t.heads = 0
	}
	w.t.owners = owners(source)
	return w
}

// owners returns the cell that covers each place of the grid.
func owners(t *content.Table) [][]owner {
	all := make([]owner, len(t.Rows)*len(t.Columns))
	out := make([][]owner, len(t.Rows))
	for r := range out {
		out[r] = all[r*len(t.Columns):][:len(t.Columns)]
		for c := range out[r] {
			out[r][c] = owner{r, c}
		}
	}
	for r, row := range t.Rows {
		for c := range row {
			cell := &row[c]
			for i := r; i < min(r+cell.Rows, len(out)); i++ {
				for k := c; k < min(c+cell.Columns, len(t.Columns)); k++ {
					out[i][k] = owner{r, c}
				}
			}
		}
	}
	return out
}

// build typesets the table for pages of a height.
func (w *tableBuilder) build(height unit.Abs) *Table {
	t := w.t
	w.fitWidth()
	w.placeColumns()
	w.breakCells()
	rows := w.rows()
	w.texts(height)
	if t.heads > 0 {
		w.headRows(rows, height)
	}
	w.bands(rows, height)
	return t
}

// scaledSize returns a size of the theme, scaled to the article's size of body text
// and rounded down to hundredths of a point, so that halves of marks and eighths
// of an em are whole numbers.
func (w *tableBuilder) scaledSize(v unit.Abs) unit.Abs {
	return max(w.scaled(v)/(unit.Pt/100)*(unit.Pt/100), unit.Pt)
}

// sizes sets the sizes of the table for text of a size.
func (w *tableBuilder) sizes(size unit.Abs) {
	look := &w.th.Table
	scaled := func(v unit.Abs) unit.Abs { return v.Scale(int64(size), int64(look.Size)) }
	s := &w.t.style
	w.size = size
	*s = tableStyle{size: size, pitch: max(size, scaled(look.Pitch)), padding: scaled(look.Padding), gutter: scaled(look.Gutter), gap: look.Gap}
	switch cmp.Or(w.source.Rules.Value, look.Rules) {
	case "three":
		s.outer, s.under = look.Thick, look.Thin
		if s.partial = w.spanningHeads(); s.partial {
			s.inHead = look.Thin
		}
	case "grid":
		s.outer, s.under, s.between, s.inHead, s.upright = look.Thick, look.Thin, look.Thin, look.Thin, look.Thin
	}
	if w.t.heads == 0 {
		s.under = s.between
	}
}

// spanningHeads reports whether a cell of the head spans several columns of the
// rows below it in the head.
func (w *tableBuilder) spanningHeads() bool {
	for r := range max(0, w.t.heads-1) {
		for c := range w.source.Rows[r] {
			if cell := &w.source.Rows[r][c]; cell.Columns > 1 && r+cell.Rows < w.t.heads {
				return true
			}
		}
	}
	return false
}

// shortCell is the width, in characters, up to which the text of a cell is broken
// at once, at its hard breaks alone: it will hardly be broken again. Longer ones
// wait for the width of their column.
const shortCell = 4

// typesetCells prepares all cells at the table's size.
func (w *tableBuilder) typesetCells(b *builder) {
	w.cells = w.cells[:0]
	for r, row := range w.source.Rows {
		for c := range row {
			cell := &row[c]
			if cell.Covered() {
				continue
			}
			at := tableCell{row: r, column: c, head: r < w.source.Head,
				rows: min(cell.Rows, len(w.source.Rows)-r), columns: min(cell.Columns, len(row)-c)}
			if w.figures[c] && at.columns == 1 && !at.head {
				s := plainText(cell.Inlines)
				at.figure = isFigure(s) || standsForNone(s)
			}
			p := w.paragraphOf(b, &at, inline.Left)
			at.natural, at.least, at.kept = p.Widths()
			if at.figure || at.natural <= shortCell*w.size {
				at.lines = p.Break(max(at.natural, w.size))
				b.shaper.Release(p)
			} else {
				at.text = p
			}
			if at.figure {
				at.least = at.natural
				if len(at.lines) == 1 {
					at.decimal = decimalAt(&at.lines[0])
				}
			}
			w.cells = append(w.cells, at)
		}
	}
}

// paragraphOf prepares the text of a cell.
func (w *tableBuilder) paragraphOf(b *builder, cell *tableCell, align inline.Align) *inline.Paragraph {
	look := &w.th.Table
	c := context{font: look.Font, strong: w.th.Body.Strong, emphasis: w.th.Body.Emphasis}
	if cell.head {
		c.font, c.strong = look.HeadFont, look.HeadFont
	}
	settings := b.Settings(align)
	settings.Cell = true
	settings.Words = cell.head
	settings.Hyphenate = settings.Hyphenate && !cell.head
	b.runs = b.styled(b.runs[:0], w.source.Rows[cell.row][cell.column].Inlines, c, w.size)
	return b.Paragraph(b.runs, settings)
}

// alignOf returns how the lines of a cell are aligned. A number of a column of
// figures is placed by its decimal sign.
func (w *tableBuilder) alignOf(cell *tableCell) inline.Align {
	align := w.source.Columns[cell.column].Align
	switch {
	case cell.columns > 1 && (cell.head || w.figures[cell.column]):
		return inline.Center
	case w.figures[cell.column]:
		return inline.Center
	case align == content.AlignCenter:
		return inline.Center
	case align == content.AlignRight:
		return inline.Right
	}
	return inline.Left
}

// justifiedCell is the least measure, in characters, in which the lines of a cell
// are justified. In a narrower one few gaps would take all the white.
const justifiedCell = 16

// torn reports whether a line of a cell that is justified is loose or left short: cells of
// few lines look better ragged.
func torn(l frame.Line) bool { return l.Repair == frame.RepairLoose || l.Repair == frame.RepairRagged }

// breakCells breaks the texts that are wider than their columns, and places the
// lines of each cell in the width of its text.
func (w *tableBuilder) breakCells() {
	quiet := *w.builder
	quiet.Typesetter = w.Quiet()
	blocks := w.figureBlocks()
	for i := range w.cells {
		cell := &w.cells[i]
		width := w.textWidth(cell)
		align := w.alignOf(cell)
		if cell.natural > width {
			how := align
			if how == inline.Left && width >= justifiedCell*w.size {
				how = inline.Justify
			}
			measure := width
			if whole := width / w.size * w.size; how != inline.Center && whole >= cell.least && (whole >= cell.kept || width < cell.kept) {
				measure = whole // which lines of Han fill
			}
			if cell.text == nil {
				cell.text = w.paragraphOf(&quiet, cell, how)
			}
			cell.lines = cell.text.Aligned(how).Break(max(measure, 1))
			if how == inline.Justify && slices.ContainsFunc(cell.lines, torn) {
				cell.lines = cell.text.Aligned(inline.Left).Break(max(measure, 1))
			}
			cell.text = nil
			continue
		}
		if cell.text != nil {
			cell.lines = cell.text.Break(cell.natural)
			cell.text = nil
		}
		for k := range cell.lines {
			l := &cell.lines[k]
			switch block := &blocks[cell.column]; {
			case cell.figure && len(cell.lines) == 1:
				l.X = (width-block.before-block.after)/2 + block.before - cell.decimal
			case align == inline.Center:
				l.X = (width - l.Width) / 2
			case align == inline.Right:
				l.X = width - l.Width
			default:
				l.X = 0
			}
			l.Measure = width
		}
	}
}

// figureBlock holds the greatest widths before and after the decimal sign of a
// column.
type figureBlock struct{ before, after unit.Abs }

// figureBlocks returns the extents of the figures of each column.
func (w *tableBuilder) figureBlocks() []figureBlock {
	out := make([]figureBlock, len(w.source.Columns))
	for i := range w.cells {
		if cell := &w.cells[i]; cell.figure && len(cell.lines) == 1 {
			b := &out[cell.column]
			b.before = max(b.before, cell.decimal)
			b.after = max(b.after, cell.natural-cell.decimal)
		}
	}
	return out
}

// textWidth returns the width of a cell's text: that of its columns less half a
// gutter at each side.
func (w *tableBuilder) textWidth(cell *tableCell) unit.Abs {
	first, last := &w.t.columns[cell.column], &w.t.columns[cell.column+cell.columns-1]
	return last.x + last.width - first.x - w.t.style.gutter
}

// textHeight returns the height of the em boxes of a number of lines, at least one.
func (s *tableStyle) textHeight(lines int) unit.Abs {
	return s.pitch*unit.Abs(max(lines, 1)-1) + s.size
}

// cellHeight returns the height that a cell needs, with the room above and below its
// text; marks and readings have more where the padding is less than they need.
func (s *tableStyle) cellHeight(cell *tableCell) unit.Abs {
	room, _ := roomFor(cell.lines, s.size)
	return s.textHeight(len(cell.lines)) + 2*max(s.padding, room)
}

// apart returns what is added to the height of a row of several lines that no rule divides
// from the next, so that a cell of the next row does not read as its continuation: between
// two such rows half an em is more white than between lines (RULES 12.4).
func (s *tableStyle) apart() unit.Abs {
	if s.between > 0 {
		return 0
	}
	return max(0, s.pitch+s.size/2-s.size-2*s.padding)
}

// rows returns all rows with the lines of their cells in the middle of their
// height.
func (w *tableBuilder) rows() []tableRow {
	t, s := w.t, &w.t.style
	rows := make([]tableRow, len(w.source.Rows))
	for r := range rows {
		rows[r] = tableRow{row: r, height: s.textHeight(1) + 2*s.padding, begins: true}
	}
	var joined []*tableCell
	for i := range w.cells {
		cell := &w.cells[i]
		if cell.rows > 1 {
			joined = append(joined, cell)
			continue
		}
		r := &rows[cell.row]
		height := s.cellHeight(cell)
		if len(cell.lines) > 1 && !cell.head {
			height += s.apart()
		}
		r.height = max(r.height, height)
	}
	slices.SortStableFunc(joined, func(a, b *tableCell) int { return cmp.Compare(a.row+a.rows, b.row+b.rows) })
	for _, cell := range joined {
		over := s.cellHeight(cell) - t.heightOf(rows, cell)
		for k := 0; over > 0 && k < cell.rows; k++ {
			more := over / unit.Abs(cell.rows-k)
			rows[cell.row+k].height += more
			over -= more
		}
	}
	for i := range w.cells {
		cell := &w.cells[i]
		top := (t.heightOf(rows, cell) - s.textHeight(len(cell.lines))) / 2
		if len(cell.lines) > 1 {
			w.room(cell.lines, s.size, s.pitch, "table.pitch")
		}
		w.finish(cell)
		for k := range cell.lines {
			cell.lines[k].Y = top + Ascent(s.size) + s.pitch*unit.Abs(k)
		}
		r := &rows[cell.row]
		r.lines = append(r.lines, cell.lines...)
	}
	return rows
}

// heightOf returns the height of the rows that a cell spans.
func (t *Table) heightOf(rows []tableRow, cell *tableCell) unit.Abs {
	height := rows[cell.row].height
	for r := cell.row + 1; r < cell.row+cell.rows; r++ {
		height += t.ruleAbove(r) + rows[r].height
	}
	return height
}

// finish completes the lines of a cell: an empty cell gets one without glyphs, and
// each its node and its place in the table.
func (w *tableBuilder) finish(cell *tableCell) {
	if len(cell.lines) == 0 {
		cell.lines = []frame.Line{{Size: w.size, First: true, Last: true, Measure: w.textWidth(cell), Place: w.source.Rows[cell.row][cell.column].Span}}
	}
	w.name(cell.lines, frame.Line{Kind: frame.KindCell, Block: w.ordinal, Node: w.nodes.cells[cell.row][cell.column]})
	left := w.t.columns[cell.column].x + w.t.style.gutter/2
	at := &frame.InTable{Table: w.t.ordinal, Row: cell.row + 1, Column: cell.column + 1, Rows: cell.rows, Columns: cell.columns, Head: cell.head}
	for k := range cell.lines {
		l := &cell.lines[k]
		l.X, l.InWord = l.X+left, false // in a narrow cell words are divided
		l.Table = at
	}
}
