package manifest

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// tableNode is a pipe table (GFM 4.10). Its children are its cells, whose text the
// parser of inlines reads like that of paragraphs.
type tableNode struct {
	ast.BaseBlock
	columns  []content.Column
	head     int           // rows of the head
	rows     [][]*cellNode // the head, then the body
	gaps     []int         // rows before which rows were left out, which are reported
	from, to int           // offsets in the source
}

// cellNode is a cell of a pipe table, with one line or none.
type cellNode struct {
	ast.BaseBlock
	from, to int // its text, without blanks around it
}

var (
	kindTable = ast.NewNodeKind("Table")
	kindCell  = ast.NewNodeKind("Cell")
)

// Kind implements ast.Node.
func (n *tableNode) Kind() ast.NodeKind { return kindTable }

// Dump implements ast.Node.
func (n *tableNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// Kind implements ast.Node.
func (n *cellNode) Kind() ast.NodeKind { return kindCell }

// Dump implements ast.Node.
func (n *cellNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// tableRule is the row of hyphens below the head of a table.
var tableRule = pattern.New(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)

// tableTransformer divides a paragraph into tables, their captions, and the text
// around them. Unlike the parser's own it counts rows and columns before it makes
// anything of them, and drops no cell.
type tableTransformer struct{ m *markdown }

// Transform implements parser.ParagraphTransformer.
func (t tableTransformer) Transform(node *ast.Paragraph, _ text.Reader, _ parser.Context) {
	d := tableDivider{m: t.m, node: node}
	d.divide()
}

// maxRowErrors is the maximum number of rows of a table that are reported.
const maxRowErrors = 10

// isRule reports whether a line is a row of hyphens with at least one |.
func isRule(line []byte) bool {
	return bytes.IndexByte(line, '|') >= 0 && tableRule().Match(bytes.TrimRight(line, "\n"))
}

// rowCells returns the ranges of the cells of a row, without blanks around them: at
// most limit, and their number in all. A | after a backslash is part of a cell, also
// in a code span (GFM 4.10).
func rowCells(data []byte, row span, limit int) (cells []span, n int) {
	from, to := trimmedRange(data, row.from, row.to)
	if from < to && data[from] == '|' {
		from++
	}
	add := func(from, to int) {
		if n++; n <= limit {
			from, to = trimmedRange(data, from, to)
			cells = append(cells, span{from, to})
		}
	}
	start := from
	for i := from; i < to; i++ {
		switch data[i] {
		case '\\':
			i++
		case '|':
			add(start, i)
			start = i + 1
		}
	}
	if start < to || n == 0 {
		add(start, to)
	}
	return cells, n
}

// trimmedRange returns a range of bytes without spaces, tabs and line ends around it.
func trimmedRange(data []byte, from, to int) (int, int) {
	line := data[from:to]
	from += len(line) - len(bytes.TrimLeft(line, " \t\n"))
	return from, max(from, to-len(line)+len(bytes.TrimRight(line, " \t\n")))
}

// ruleColumns returns the columns of a row of hyphens with their alignments.
func ruleColumns(data []byte, rule span) []content.Column {
	cells, _ := rowCells(data, rule, content.MaxColumns)
	columns := make([]content.Column, len(cells))
	for i, c := range cells {
		left, right := data[c.from] == ':', data[c.to-1] == ':'
		switch {
		case left && right:
			columns[i].Align = content.AlignCenter
		case left:
			columns[i].Align = content.AlignLeft
		case right:
			columns[i].Align = content.AlignRight
		}
	}
	return columns
}

// newTable returns the table of the rows of a head, a row of hyphens and the rows below
// it, nil if it is larger than allowed. Rows with too many or too few cells are reported
// and left out.
func (m *markdown) newTable(head []span, rule span, rows []span) *tableNode {
	_, n := rowCells(m.data, head[0], 0)
	if n > content.MaxColumns {
		m.fail("table-columns", m.lineAt(head[0]), n, content.MaxColumns)
		return nil
	}
	if cells := n * (len(head) + len(rows)); cells > content.MaxCells {
		m.fail("table-cells", m.lineAt(head[0]), cells, content.MaxCells)
		return nil
	}
	t := &tableNode{columns: ruleColumns(m.data, rule), head: len(head), from: head[0].from, to: rule.to}
	wrong := 0
	add := func(row span) {
		cells, got := rowCells(m.data, row, n)
		if got != n {
			if wrong++; wrong <= maxRowErrors {
				m.fail("md-table-row", m.lineAt(row), got, n)
			}
			t.gaps = append(t.gaps, len(t.rows))
			return
		}
		line := make([]*cellNode, n)
		for i, c := range cells {
			cell := &cellNode{from: c.from, to: c.to}
			cell.SetPos(c.from)
			if c.from < c.to {
				cell.Lines().Append(text.NewSegment(c.from, c.to))
			}
			line[i] = cell
			t.AppendChild(t, cell)
		}
		t.rows = append(t.rows, line)
	}
	for _, row := range head {
		add(row)
	}
	for _, row := range rows {
		add(row)
		t.to = row.to
	}
	_, t.to = trimmedRange(m.data, t.from, t.to)
	t.SetPos(t.from)
	return t
}

// lineAt returns the place of a line, without blanks around it.
func (m *markdown) lineAt(line span) diag.Span {
	from, to := trimmedRange(m.data, line.from, line.to)
	return m.place.At(from, to)
}

// table converts a table, nil if there are errors.
func (m *markdown) table(n *tableNode) *content.Table {
	rows := make([][]rawCell, len(n.rows))
	for i, line := range n.rows {
		rows[i] = make([]rawCell, len(line))
		for k, c := range line {
			rows[i][k] = m.cell(c)
			if rows[i][k].join == '^' && slices.Contains(n.gaps, i) {
				rows[i][k].join = 0 // the cell above is in the row left out
			}
		}
	}
	g := grid{columns: n.columns, rows: rows, head: n.head, partial: len(n.gaps) > 0}
	if n.head == 1 && emptyRow(rows[0]) { // Markdown has no table without a head
		g.rows, g.head = g.rows[1:], 0
	}
	t := g.table(m.log, m.place.At(n.from, n.to))
	if t == nil {
		m.failed = true
		return nil
	}
	m.noteTable(t)
	m.captioned(t, n)
	return t
}

// maskedCell is a cell that is a name of which characters were left out (脱敏), a figure
// with the sign of a footnote, or such a sign.
var maskedCell = pattern.New(`^(?:\p{Han}{1,2}\*{1,3}\p{Han}?|(?:[-+−－]?[0-9][0-9.,]*%?)?\*{1,3})$`)

// cell reads a cell.
func (m *markdown) cell(n *cellNode) rawCell {
	c := rawCell{span: m.place.At(n.from, n.to)}
	switch source := m.data[n.from:n.to]; {
	case len(source) == 0:
	case len(source) == 1 && (source[0] == '>' || source[0] == '^'):
		c.join = source[0]
	default:
		r := &runs{m: m, pending: -1, cell: true}
		if in := r.of(n); !allInvisible(flatText(in)) {
			c.inlines = in
		}
	}
	return c
}
