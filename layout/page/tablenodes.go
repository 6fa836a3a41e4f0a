package page

import (
	"fmt"

	"jianbao/content"
	"jianbao/layout/frame"
)

// tableNodes holds the nodes of a table's lines. The table is one Table with all
// its parts; the notes follow it.
type tableNodes struct {
	caption, unit *frame.Node
	cells         [][]*frame.Node // by row and column; nil: covered
	called        [][]*frame.Node // by note that the cells call and its paragraph
	notes         []*frame.Node
}

// newTableNodes adds the nodes of a table to a parent (ISO 32000-1 14.8.4.3.4):
// Caption first, with the unit in it, then THead and TBody. Notes that the cells call
// are Notes, whose identifiers begin with id (ISO 32000-1 14.8.4.4, ISO 14289-1 7.9);
// nothing refers to the others, which are paragraphs.
func newTableNodes(parent *frame.Node, t *content.Table, id string) tableNodes {
	var n tableNodes
	table := parent.Add(frame.RoleTable)
	if t.Caption != nil || t.Unit != nil {
		caption := table.Add(frame.RoleCaption)
		if t.Caption != nil {
			n.caption = caption
		}
		if t.Unit != nil {
			n.unit = caption.Add(frame.RoleP)
		}
	}
	var group *frame.Node
	for r, row := range t.Rows {
		switch {
		case r == 0 && t.Head > 0:
			group = table.Add(frame.RoleTHead)
		case r == t.Head:
			group = table.Add(frame.RoleTBody)
		}
		tr := group.Add(frame.RoleTR)
		nodes := make([]*frame.Node, len(row))
		for c := range row {
			if cell := &row[c]; !cell.Covered() {
				nodes[c] = cellNode(tr, t, r, c)
			}
		}
		n.cells = append(n.cells, nodes)
	}
	for i, source := range t.Called {
		note := parent.Add(frame.RoleNote)
		note.ID = fmt.Sprintf("%s-%02d", id, i+1)
		nodes := []*frame.Node{note}
		for range len(source.Paragraphs) - 1 {
			nodes = append(nodes, note.Add(frame.RoleP))
		}
		n.called = append(n.called, nodes)
	}
	for range t.Notes {
		n.notes = append(n.notes, parent.Add(frame.RoleP))
	}
	return n
}

// cellNode adds the node of a cell to that of its row.
func cellNode(tr *frame.Node, t *content.Table, row, column int) *frame.Node {
	cell := &t.Rows[row][column]
	role, scope := frame.RoleTH, ""
	switch head, side := row < t.Head, column < t.Side; {
	case head && side:
		scope = "Both"
	case head:
		scope = "Column"
	case side:
		scope = "Row"
	default:
		role = frame.RoleTD
	}
	n := tr.Add(role)
	if scope != "" {
		n.Attributes = append(n.Attributes, frame.Scope(scope))
	}
	if cell.Rows > 1 {
		n.Attributes = append(n.Attributes, frame.Span("RowSpan", cell.Rows))
	}
	if cell.Columns > 1 {
		n.Attributes = append(n.Attributes, frame.Span("ColSpan", cell.Columns))
	}
	return n
}
