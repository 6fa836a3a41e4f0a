package docx

import (
	"slices"
	"strconv"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/opc"
)

// tableReader reads a table.
type tableReader struct {
	*reader
	context
	number   int // of the table in the document, from 1
	at       diag.Span
	rows     []tableRow
	cells    int
	hidden   int  // rows that are not shown
	tables   bool // a table inside one was reported
	called   []*content.Note
	mirrored bool // its first column stands at the right
	// headed reports whether the document's table style gives the first row a look of
	// its own, and the table wants it.
	headed bool
	// headless reports whether the document says that the first row has none.
	headless bool
	// grounds reports whether its cells may stand on a ground without saying so.
	grounds bool
}

// tableRow is a row of a table as the file has it.
type tableRow struct {
	cells []tableCell
	after int  // columns that are left free at its end
	head  bool // it is repeated on each page
	at    diag.Span
}

// tableCell is a cell as the file has it. cells that continue another one have text
// that no program shows.
type tableCell struct {
	before  int  // columns that are left free before it
	columns int  // that it spans
	down    bool // it goes on with the cell above
	items   []item
	shaded  bool // it stands on a ground that is seen
	divided bool // it has a diagonal line
	span    diag.Span
	column  int // its first column
}

// table reads w:tbl.
func (r *reader) table(n opc.Node, c context) {
	switch kind := r.story.unit.Kind; {
	case c.gone(), c.dropped && (kind == diag.UnitCell || kind == diag.UnitNote):
		return
	case kind == diag.UnitCell:
		r.nestedTable(n)
		return
	case kind == diag.UnitNote:
		r.misplaced(diag.Term{ZH: "表格", EN: "a table"})
		return
	}
	r.tables++
	own := n.Child("w:tblPr")
	wanted, given := headOption(own)
	t := &tableReader{reader: r, context: c, number: r.tables, at: r.here(), headed: r.headed(own), headless: given && !wanted, grounds: r.grounds(own), mirrored: isToggled(own.Child("w:bidiVisual"))}
	outer := r.tableNow
	r.tableNow = t
	t.readRows(n, c)
	r.tableNow = outer
	t.at.End = max(t.at.Start, len(r.out)-1)
	t.finish()
}

// nestedTable reports a table in a cell, once for each table.
func (r *reader) nestedTable(n opc.Node) {
	if t := r.tableNow; t != nil && !t.tables {
		t.tables = true
		r.log.Add("docx-table-nested", r.here(), shortened(textOf(n)))
	}
}

// readRows reads the rows of a table.
func (t *tableReader) readRows(n opc.Node, c context) {
	for child := n.First(); child.Ok(); child = child.Next() {
		t.content(child, c)
	}
}

// content reads an element among rows: a row, or what may contain rows.
func (t *tableReader) content(n opc.Node, c context) {
	if n.Name() == "w:tr" {
		t.row(n, c)
		return
	}
	t.common(n, c, func(_ *reader, n opc.Node, c context) { t.content(n, c) })
}

// row reads w:tr.
func (t *tableReader) row(n opc.Node, c context) {
	own := n.Child("w:trPr")
	gone := t.trackedRow(own, c)
	if c.gone() || gone {
		return
	}
	if isToggled(own.Child("w:hidden")) {
		t.hiddenRow(n, c)
		return
	}
	t.rows = append(t.rows, tableRow{head: isToggled(own.Child("w:tblHeader")), at: t.here()})
	row := &t.rows[len(t.rows)-1]
	before := columnsOf(own.Child("w:gridBefore"))
	row.after = columnsOf(own.Child("w:gridAfter"))
	t.readCells(n, c, &before)
	if before > 0 {
		row.after += before
	}
}

// hiddenRow reports the text of a row that is not shown. It counts, as hidden paragraphs
// do.
func (t *tableReader) hiddenRow(n opc.Node, c context) {
	t.hidden++
	t.begin(diag.Unit{Kind: diag.UnitCell, Paragraph: t.paragraphs, Table: t.number, Row: len(t.rows) + t.hidden, Cell: 1})
	if text := textOf(n); strings.Trim(text, blanks) != "" && !c.dropped {
		t.log.Add("docx-hidden", t.here(), shortened(text))
	}
	t.end()
}

// trackedRow notes a change of a row, and reports whether the row is no part of the
// table.
func (t *tableReader) trackedRow(own opc.Node, c context) (gone bool) {
	if own.Child("w:del").Ok() && !c.gone() {
		t.revisions.begin(rowDeleted, len(t.out))
	}
	if own.Child("w:ins").Ok() && !c.gone() {
		t.revisions.begin(rowInserted, len(t.out))
	}
	return t.rowGone(own)
}

// rowGone reports whether a row with properties, w:trPr, is a change that makes it no part
// of its table.
func (r *reader) rowGone(own opc.Node) bool {
	return own.Child("w:del").Ok() && r.changes != Reject || own.Child("w:ins").Ok() && r.changes == Reject
}

// readCells reads the cells of a row.
func (t *tableReader) readCells(n opc.Node, c context, before *int) {
	for child := n.First(); child.Ok(); child = child.Next() {
		t.rowContent(child, c, before)
	}
}

func (t *tableReader) rowContent(n opc.Node, c context, before *int) {
	if n.Name() == "w:tc" {
		t.cell(n, c, before)
		return
	}
	t.common(n, c, func(_ *reader, n opc.Node, c context) { t.rowContent(n, c, before) })
}

// cell reads w:tc.
func (t *tableReader) cell(n opc.Node, c context, before *int) {
	own := n.Child("w:tcPr")
	gone, down := t.trackedCell(own, c)
	columns := max(1, columnsOf(own.Child("w:gridSpan")))
	row := &t.rows[len(t.rows)-1]
	if gone {
		*before += columns // the others stay where they are
		return
	}
	u := diag.Unit{Kind: diag.UnitCell, Table: t.number, Row: len(t.rows) + t.hidden, Cell: len(row.cells) + 1}
	shaded := visibleShade(own.Child("w:shd"))
	s := &story{unit: u, shaded: shaded || t.grounds}
	from := len(t.out)
	t.within(s, func() { t.blocks(n, c) })
	cell := tableCell{before: *before, columns: columns, items: s.items, shaded: shaded, span: diag.Span{Source: t.src, Start: from, End: max(from, len(t.out)-1)}}
	*before = 0
	if v := own.Child("w:vMerge"); v.Ok() {
		cell.down = v.Attr("w:val") != "restart"
	}
	cell.down = cell.down || down
	if isVertical(own) && !isEmpty(s.items) {
		t.log.Add("docx-vertical", cell.span, shortened(string(t.out[from:])))
	}
	if cell.divided = isDivided(own); cell.divided && !isEmpty(s.items) {
		t.log.Add("docx-diagonal", cell.span, shortened(string(t.out[from:])))
	}
	if h := own.Child("w:hMerge"); h.Ok() && h.Attr("w:val") != "restart" && len(row.cells) > 0 {
		last := &row.cells[len(row.cells)-1]
		last.columns += columns
		t.covered(&cell)
		return
	}
	if t.cells++; t.cells > content.MaxCells {
		return // finish reports it
	}
	row.cells = append(row.cells, cell)
}

// isDivided reports whether a cell has a line from corner to corner, as the corners of
// tables have that name both rows and columns.
func isDivided(own opc.Node) bool {
	for _, name := range [...]string{"w:tl2br", "w:tr2bl"} {
		switch own.Find("w:tcBorders", name).Attr("w:val") {
		case "", "nil", "none":
		default:
			return true
		}
	}
	return false
}

// trackedCell notes a change of a cell, and reports whether the cell is no part of the
// table, and whether it goes on with the one above.
func (t *tableReader) trackedCell(own opc.Node, c context) (gone, down bool) {
	note := func(kind change) {
		if !c.gone() {
			t.revisions.begin(kind, len(t.out))
		}
	}
	if own.Child("w:cellDel").Ok() {
		note(cellDeleted)
		gone = t.changes != Reject
	}
	if own.Child("w:cellIns").Ok() {
		note(cellInserted)
		gone = gone || t.changes == Reject
	}
	if m := own.Child("w:cellMerge"); m.Ok() {
		note(cellsMerged)
		if t.changes == Reject {
			down = m.Attr("w:vMergeOrig") == "cont"
		} else {
			down = m.Attr("w:vMerge") == "cont"
		}
	}
	return gone, down
}

// columnsOf returns a number of columns, 0 if it is none.
func columnsOf(n opc.Node) int {
	v, err := strconv.Atoi(n.Attr("w:val"))
	if err != nil {
		return 0
	}
	return min(max(v, 0), content.MaxColumns+1)
}

// covered reports text in a cell that another one covers, which no program shows.
func (t *tableReader) covered(c *tableCell) {
	if text := typedTextOf(c.items); strings.Trim(text, blanks+"\n") != "" {
		t.log.Add("docx-covered", c.span, shortened(text))
	}
}

// finish makes a table, or a box, of the rows.
func (t *tableReader) finish() {
	if len(t.rows) == 0 {
		return // why is reported
	}
	if len(t.rows) == 1 && len(t.rows[0].cells) == 1 {
		t.box(&t.rows[0].cells[0])
		return
	}
	if t.cells > content.MaxCells {
		t.log.Add("table-cells", t.at, t.cells, content.MaxCells)
		return
	}
	if t.mirrored {
		t.mirror()
	}
	width := t.place()
	if width > content.MaxColumns {
		t.log.Add("table-columns", t.at, width, content.MaxColumns)
		return
	}
	table := t.build(width)
	if table == nil {
		t.log.Add("docx-table-empty", t.at)
		return
	}
	t.story.items = append(t.story.items, item{block: table})
}

// box makes a box of a table that is one cell.
func (t *tableReader) box(c *tableCell) {
	blocks := t.assemble(c.items, nil)
	if len(blocks) == 0 {
		return // a frame around nothing
	}
	t.story.items = append(t.story.items, item{block: &content.Box{Blocks: blocks, Span: c.span}})
}

// mirror puts the cells of each row in the order in which they are seen from left to right.
func (t *tableReader) mirror() {
	width := func(row *tableRow) int {
		n := row.after
		for i := range row.cells {
			n += row.cells[i].before + row.cells[i].columns
		}
		return n
	}
	whole := 0
	for i := range t.rows {
		whole = max(whole, width(&t.rows[i]))
	}
	for i := range t.rows {
		row := &t.rows[i]
		free := row.after + whole - width(row) // columns behind a cell
		slices.Reverse(row.cells)
		for k := range row.cells {
			row.cells[k].before, free = free, row.cells[k].before
		}
		row.after = free
	}
}

// place gives the cells their columns and returns the number of columns. A column that
// no cell begins at is part of the one before it: files have such columns where a border
// was moved.
func (t *tableReader) place() (width int) {
	begins := map[int]bool{}
	whole := 0
	for i := range t.rows {
		at := 0
		for k := range t.rows[i].cells {
			c := &t.rows[i].cells[k]
			if at += c.before; c.before > 0 {
				begins[at-c.before] = true
			}
			c.column = at
			begins[at] = true
			at += c.columns
		}
		if t.rows[i].after > 0 {
			begins[at] = true
			at += t.rows[i].after
		}
		if at < whole || i > 0 && at > whole {
			begins[min(at, whole)] = true // a row that ends before others do
		}
		whole = max(whole, at)
	}
	ordinal := make([]int, whole+1)
	for i := range whole {
		if begins[i] {
			width++
		}
		ordinal[i+1] = width
	}
	for i := range t.rows {
		for k := range t.rows[i].cells {
			c := &t.rows[i].cells[k]
			from, to := ordinal[c.column], ordinal[min(c.column+c.columns, whole)]
			c.column, c.columns = from, max(1, to-from)
		}
	}
	return width
}

// build returns the table of the placed cells; nil if it has no text.
func (t *tableReader) build(width int) *content.Table {
	out := &content.Table{Columns: make([]content.Column, width), Rows: make([][]content.Cell, len(t.rows)), Span: t.at}
	filled := false
	owner := make([][2]int, width) // the row and column of the cell that covers the last row
	for i := range t.rows {
		row := &t.rows[i]
		cells := make([]content.Cell, width)
		for k := range cells {
			cells[k] = content.Cell{Rows: 1, Columns: 1, Span: row.at}
		}
		next := make([][2]int, width)
		for k := range next {
			next[k] = [2]int{i, k}
		}
		out.Rows[i] = cells
		for k := range row.cells {
			c := &row.cells[k]
			if c.down && i > 0 {
				if above := owner[c.column]; t.continues(out, above, c) {
					out.Rows[above[0]][above[1]].Rows++
					t.cover(cells, next, c, above)
					t.covered(c)
					continue
				}
			}
			t.cover(cells, next, c, [2]int{i, c.column})
			cells[c.column] = content.Cell{Inlines: t.cellText(c.items), Rows: 1, Columns: c.columns, Span: c.span}
			filled = filled || len(cells[c.column].Inlines) > 0
		}
		owner = next
	}
	if !filled {
		return nil
	}
	out.Called = t.called
	out.Head = t.head(out)
	return out
}

// continues reports whether a cell that goes on with the one above is as wide as that.
func (t *tableReader) continues(out *content.Table, above [2]int, c *tableCell) bool {
	return above[1] == c.column && out.Rows[above[0]][above[1]].Columns == c.columns
}

// cover marks the columns of a cell as covered by one at a row and column.
func (t *tableReader) cover(cells []content.Cell, next [][2]int, c *tableCell, by [2]int) {
	for k := c.column; k < c.column+c.columns; k++ {
		cells[k] = content.Cell{Span: c.span}
		next[k] = by
	}
}

// cellText returns the text of a cell: its paragraphs, one a line.
func (r *reader) cellText(items []item) []content.Inline {
	var out []content.Inline
	for _, it := range items {
		if it.paragraph == nil {
			continue // reported where it was read
		}
		in := r.decorated(trimmed(it.text.list))
		if len(in) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, content.Break{Span: diag.Span{Source: r.src, Start: it.from, End: it.from}})
		}
		if it.bullet {
			out = append(out, content.Run{Value: "• ", Place: diag.Place{Source: r.src, Steps: []diag.Step{{Src: it.from}}}})
		}
		out = append(out, in...)
	}
	return out
}

// isEmpty reports whether paragraphs have no text.
func isEmpty(items []item) bool { return strings.Trim(textOfItems(items), blanks+"\n") == "" }

// typedTextOf returns the text of paragraphs without their automatic numbers.
func typedTextOf(items []item) string {
	var b strings.Builder
	for _, it := range items {
		if it.paragraph != nil {
			b.WriteString(flat(it.text.list)[it.label:])
		}
	}
	return b.String()
}

// textOfItems returns the text of paragraphs.
func textOfItems(items []item) string {
	var b strings.Builder
	for _, it := range items {
		if it.paragraph != nil {
			b.WriteString(flat(it.text.list))
		}
	}
	return b.String()
}
