package sheet

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"jianbao/content/docx/opc"
)

// cells reads the rows of a sheet from its part.
func (b *book) cells(s *Sheet, part string) error {
	root, err := b.root(part)
	if err != nil {
		return err
	}
	hidden := hiddenColumns(root.Child("s:cols"))
	hiddenColumns := map[int]bool{}
	number := 0
	for row := range root.Child("s:sheetData").Children() {
		if row.Name() != "s:row" {
			continue
		}
		number++
		if n, err := strconv.Atoi(row.Attr("r")); err == nil && n >= number {
			number = n
		}
		cells, err := b.row(row)
		if err != nil {
			return err
		}
		if len(cells) == 0 {
			continue
		}
		if isHidden(row, "ht") {
			s.HiddenRows = append(s.HiddenRows, number)
			continue
		}
		cells = slices.DeleteFunc(cells, func(c Cell) bool {
			is := hidden.has(c.Column)
			if is {
				hiddenColumns[c.Column] = true
			}
			return is
		})
		s.Rows = append(s.Rows, Row{number, cells})
		if len(s.Rows) > MaxRows {
			return &WideError{Rows: len(s.Rows)}
		}
	}
	for c := range hiddenColumns {
		s.HiddenColumns = append(s.HiddenColumns, c)
	}
	slices.Sort(s.HiddenColumns)
	s.merge(root.Child("s:mergeCells"), hidden)
	return nil
}

// isHidden reports whether a row or column is hidden, or has no extent.
func isHidden(n opc.Node, extent string) bool {
	size, given := n.Lookup(extent)
	v, err := strconv.ParseFloat(size, 64)
	return on(n.Attr("hidden")) || given && err == nil && v == 0
}

// ranges are the hidden columns of a sheet.
type ranges [][2]int

func (r ranges) has(column int) bool {
	return slices.ContainsFunc(r, func(x [2]int) bool { return x[0] <= column && column <= x[1] })
}

func hiddenColumns(cols opc.Node) (hidden ranges) {
	for c := range cols.Children() {
		from, err := strconv.Atoi(c.Attr("min"))
		to, err2 := strconv.Atoi(c.Attr("max"))
		if err == nil && err2 == nil && isHidden(c, "width") {
			hidden = append(hidden, [2]int{from, to})
		}
	}
	return hidden
}

// row returns the cells of a row that have text or a problem.
func (b *book) row(row opc.Node) (cells []Cell, err error) {
	column := 0
	for n := range row.Children() {
		if n.Name() != "s:c" {
			continue
		}
		column++
		if c, _, ok := reference(n.Attr("r")); ok && c >= column {
			column = c
		}
		cell := Cell{Column: column}
		if cell.Text, cell.Problem = b.value(n); cell.Text == "" && cell.Problem == NoProblem {
			continue
		}
		if column > MaxColumns {
			return nil, &WideError{Columns: column}
		}
		cells = append(cells, cell)
	}
	return cells, nil
}

// reference returns the column and the row of a reference such as C5.
func reference(s string) (column, row int, ok bool) {
	i := 0
	for ; i < len(s) && s[i] >= 'A' && s[i] <= 'Z' && column <= maxColumn; i++ {
		column = column*26 + int(s[i]-'A') + 1
	}
	row, err := strconv.Atoi(s[i:])
	return column, row, err == nil && column > 0 && column <= maxColumn && row > 0
}

// value returns the text of a cell as it was saved.
func (b *book) value(n opc.Node) (string, Problem) {
	value := n.Child("s:v")
	text := value.Text()
	switch n.Attr("t") {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || i < 0 || i >= len(b.strings) {
			return "", NoProblem
		}
		return b.strings[i], NoProblem
	case "inlineStr":
		return textOf(n.Child("s:is")), NoProblem
	case "str":
		return unescaped(text), NoProblem
	case "e":
		return text, ErrorValue
	case "b":
		return map[string]string{"1": "TRUE", "0": "FALSE"}[strings.TrimSpace(text)], NoProblem
	case "d":
		return strings.TrimSuffix(strings.Replace(strings.TrimSpace(text), "T", " ", 1), " 00:00:00"), NoProblem
	}
	text = strings.TrimSpace(text)
	if text == "" {
		if n.Child("s:f").Ok() {
			return "", NotCounted
		}
		return "", NoProblem
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return text, NoProblem
	}
	style, err := strconv.Atoi(n.Attr("s"))
	if err != nil {
		style = 0 // where none is given
	}
	if style >= 0 && style < len(b.dated) && b.dated[style] {
		if date, ok := day(v, b.since); ok {
			return date, NoProblem
		}
	}
	return number(v), NoProblem
}

// number returns a number in the digits that a sheet shows: at most 15 of them count.
func number(v float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil {
		rounded = v
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// merge gives every row of a cell that was merged downwards its text: a name that
// stands for several rows is written once.
func (s *Sheet) merge(merges opc.Node, hidden ranges) {
	at := map[int]int{} // index by number of row
	for i, r := range s.Rows {
		at[r.Number] = i
	}
	for m := range merges.Children() {
		from, to, _ := strings.Cut(m.Attr("ref"), ":")
		column, top, ok := reference(from)
		_, bottom, ok2 := reference(to)
		if !ok || !ok2 || hidden.has(column) {
			continue
		}
		i, known := at[top]
		if !known {
			continue
		}
		k := slices.IndexFunc(s.Rows[i].Cells, func(c Cell) bool { return c.Column == column })
		if k < 0 {
			continue
		}
		cell := s.Rows[i].Cells[k]
		for i++; i < len(s.Rows) && s.Rows[i].Number <= bottom; i++ {
			cells := s.Rows[i].Cells
			k, found := slices.BinarySearchFunc(cells, column, func(c Cell, column int) int { return c.Column - column })
			if !found {
				s.Rows[i].Cells = slices.Insert(cells, k, cell)
			}
		}
	}
}
