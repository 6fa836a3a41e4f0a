package mdwrite

import (
	"slices"
	"strings"

	"jianbao/content"
)

// table returns the text of a pipe table with its caption and its notes.
func (w *writer) table(t *content.Table) (text string, ok bool) {
	if t.Place != content.PlaceHere || t.Wide || t.Rotate || t.Side > 0 || t.Rules.Value != "" || len(t.Rows) == 0 ||
		slices.ContainsFunc(t.Columns, func(c content.Column) bool { return c.Width.Value != "" || c.Align == content.AlignFigure }) {
		return "", false
	}
	var lines []string
	if caption := w.caption(t); caption != "" {
		lines = append(lines, ": "+caption)
	}
	rule := "|"
	for _, c := range t.Columns {
		rule += [...]string{" --- |", " :-- |", " :-: |", " --: |"}[c.Align]
	}
	if t.Head == 0 {
		lines = append(lines, strings.Repeat("| ", len(t.Columns))+"|", rule)
	}
	owners := Owners(t)
	for i := range t.Rows {
		lines = append(lines, w.row(t, i, owners))
		if i+1 == t.Head {
			lines = append(lines, rule)
		}
	}
	for _, note := range t.Notes {
		lines = append(lines, ": "+w.text(note, place{oneLine: true}))
	}
	return strings.Join(lines, "\n"), true
}

// caption returns the caption and the unit of a table.
func (w *writer) caption(t *content.Table) string {
	text := func(in []content.Inline) string {
		return strings.NewReplacer("｜", "&#65372;", "|", `\|`, `\|`, `\|`).Replace(w.text(in, place{oneLine: true}))
	}
	switch {
	case t.Unit == nil && t.Caption == nil:
		return ""
	case t.Unit == nil:
		return text(t.Caption)
	}
	return text(t.Caption) + "｜" + text(t.Unit)
}

// row returns the text of a row. A cell that spans others is joined to them from the
// right and from below, where its text is. owners holds, for each cell, the row and
// column of the cell that covers it or its own.
func (w *writer) row(t *content.Table, r int, owners [][2]int) string {
	var b strings.Builder
	b.WriteString("|")
	for c := range t.Columns {
		owner := owners[r*len(t.Columns)+c]
		cell := &t.Rows[owner[0]][owner[1]]
		switch {
		case r > owner[0]:
			b.WriteString(" ^")
		case c < owner[1]+cell.Columns-1:
			b.WriteString(" >")
		default:
			b.WriteString(" " + w.cell(cell))
		}
		b.WriteString(" |")
	}
	return b.String()
}

// Owners returns, for each cell of a table in the order of its rows, the row and
// column of the cell that covers it, its own if none does.
func Owners(t *content.Table) [][2]int {
	width := len(t.Columns)
	owners := make([][2]int, len(t.Rows)*width)
	for r, row := range t.Rows {
		for c := range row {
			for i := r; i < r+row[c].Rows; i++ {
				for k := c; k < c+row[c].Columns; k++ {
					owners[i*width+k] = [2]int{r, c}
				}
			}
		}
	}
	return owners
}

// cell returns the text of a cell.
func (w *writer) cell(c *content.Cell) string {
	if len(c.Inlines) == 0 {
		return ""
	}
	text := w.text(c.Inlines, place{inCell: true})
	if text == ">" || text == "^" {
		return `\` + text
	}
	return text
}
