package manifest

import (
	"jianbao/content"
	"jianbao/content/diag"
)

// rawCell is a cell as it is written.
type rawCell struct {
	inlines []content.Inline // nil: empty
	join    byte             // '>': joined to the cell at its right, '^': to the one above it; 0: neither
	span    diag.Span
}

// grid holds the cells of a table as they are written: in each row one for each
// column.
type grid struct {
	columns []content.Column
	rows    [][]rawCell
	head    int  // rows of the head
	partial bool // rows are missing, which is reported
}

func emptyRow(row []rawCell) bool {
	for i := range row {
		if row[i].inlines != nil || row[i].join != 0 {
			return false
		}
	}
	return true
}

// joinFault is why a sign joins nothing.
type joinFault diag.Term

var (
	joinTop   = joinFault{ZH: "上面没有格子", EN: "there is no cell above it"}
	joinHead  = joinFault{ZH: "上面是表头，表身的格子不能并入表头", EN: "the cell above it is in the head, and cells of the body are not joined to the head"}
	joinRight = joinFault{ZH: "右边没有格子", EN: "there is no cell at its right"}
	joinShape = joinFault{ZH: "并在一起的格子不成矩形", EN: "the cells joined with it make no rectangle"}
)

// joined is the block of cells that are joined to one cell.
type joined struct {
	top, left, bottom, right int // of the smallest rectangle that holds them, inclusive
	cells                    int
	sign                     diag.Span // of its first sign
}

// table returns the table of the cells. It is nil if they have no text or joins that
// are not possible, which are errors.
func (g *grid) table(log *diag.List, at diag.Span) *content.Table {
	width := len(g.columns)
	t := &content.Table{Columns: g.columns, Head: g.head, Rows: make([][]content.Cell, len(g.rows)), Span: at}
	if g.head == len(g.rows) {
		t.Head = 0 // a head of nothing
	}
	// The cell that each cell is joined to, itself if it has no sign, and the blocks
	// by that cell.
	root := make([]int, width*len(g.rows))
	blocks := map[int]*joined{}
	wrong, filled := false, false
	for r, row := range g.rows {
		t.Rows[r] = make([]content.Cell, width)
		for c := width - 1; c >= 0; c-- {
			i, cell := r*width+c, &row[c]
			root[i] = i
			fault := joinFault{}
			switch {
			case cell.join == '>' && c == width-1:
				fault = joinRight
			case cell.join == '>':
				root[i] = root[i+1]
			case cell.join == '^' && r == 0:
				fault = joinTop
			case cell.join == '^' && r == t.Head:
				fault = joinHead
			case cell.join == '^':
				root[i] = root[i-width]
			}
			if fault != (joinFault{}) {
				log.Add("table-join", cell.span, string(cell.join), diag.Term(fault))
				wrong = true
			}
			filled = filled || cell.inlines != nil
			if root[i] == i {
				t.Rows[r][c] = content.Cell{Inlines: cell.inlines, Rows: 1, Columns: 1, Span: cell.span}
				continue
			}
			t.Rows[r][c].Span = cell.span
			b := blocks[root[i]]
			if b == nil {
				top, left := root[i]/width, root[i]%width
				b = &joined{top, left, top, left, 1, cell.span}
				blocks[root[i]] = b
			}
			b.top, b.left, b.bottom, b.right = min(b.top, r), min(b.left, c), max(b.bottom, r), max(b.right, c)
			b.cells++
		}
	}
	if !filled {
		if !g.partial {
			log.Add("table-empty", at)
		}
		return nil
	}
	for i := range root { // in the order of the cells
		b := blocks[i]
		if b == nil || root[i] != i {
			continue
		}
		if rows, columns := b.bottom-b.top+1, b.right-b.left+1; rows*columns != b.cells {
			log.Add("table-join", b.sign, b.sign.Text(), diag.Term(joinShape))
			wrong = true
			continue
		}
		b.span(t, i/width, i%width)
	}
	if wrong {
		return nil
	}
	return t
}

// span makes the first cell of a block, which is a rectangle, span the others; its
// text is that of the cell at a row and column.
func (b *joined) span(t *content.Table, row, column int) {
	whole := t.Rows[row][column]
	for r := b.top; r <= b.bottom; r++ {
		for c := b.left; c <= b.right; c++ {
			t.Rows[r][c].Inlines, t.Rows[r][c].Rows, t.Rows[r][c].Columns = nil, 0, 0
		}
	}
	whole.Rows, whole.Columns = b.bottom-b.top+1, b.right-b.left+1
	t.Rows[b.top][b.left] = whole
}
