package manifest

import (
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
)

// Lines of plain text are a table if this many of them follow each other with the same
// number of tabs, and this many of its columns have text: Word writes tables so when it
// saves plain text. Fewer are fields.
const (
	minTabRows    = 3
	minTabColumns = 3
)

// tabTables replaces the lines of tables by one line each, whose table they are.
func (l *loader) tabTables(text string, place diag.Place, lines []textLine) []textLine {
	if !strings.Contains(text, "\t") {
		return lines
	}
	out := lines[:0]
	for i := 0; i < len(lines); {
		n := tabRows(text, lines[i:])
		if n < minTabRows {
			out = append(out, lines[i:i+n]...)
			i += n
			continue
		}
		first := lines[i]
		if t, is := l.tabTable(text, place, lines[i:i+n]); is {
			out = append(out, textLine{off: first.off, end: first.off, table: t})
		} else {
			out = append(out, lines[i:i+n]...)
		}
		i += n
	}
	return out
}

// tabRows returns how many lines from the first one on follow each other with as many
// tabs as the first has, which are at least two; 1 if it has fewer.
func tabRows(text string, lines []textLine) int {
	tabs := lines[0].tabs(text)
	if tabs < minTabColumns-1 {
		return 1
	}
	n := 1
	for n < len(lines) && oneLineEnd(text[lines[n-1].end:lines[n].start()]) && lines[n].tabs(text) == tabs {
		n++
	}
	return n
}

// oneLineEnd reports whether a text is one line end.
func oneLineEnd(s string) bool { return len(s) == 1 || s == "\r\n" }

// start returns the offset of the line with its leading blanks.
func (t *textLine) start() int { return t.off - len(t.lead) }

// tabs returns the number of tabs of the line with the blanks around it.
func (t *textLine) tabs(text string) int { return strings.Count(text[t.start():t.end], "\t") }

// tabTable returns the table of lines with the same number of tabs, nil if it is too
// large, which is an error; is is false if they are none: tabs at the beginning of all
// of them are an indent, and at their end nothing.
func (l *loader) tabTable(text string, place diag.Place, lines []textLine) (t *content.Table, is bool) {
	columns := lines[0].tabs(text) + 1
	filled := make([]bool, columns)
	for i := range lines {
		k := 0
		for cell := range strings.SplitSeq(text[lines[i].start():lines[i].end], "\t") {
			filled[k] = filled[k] || !allInvisible(cell)
			k++
		}
	}
	first, last, n := columns, 0, 0
	for k, is := range filled {
		if is {
			first, last = min(first, k), k
			n++
		}
	}
	if n < minTabColumns {
		return nil, false
	}
	at := place.At(lines[0].off, lines[0].off+len(lines[0].text))
	width := last - first + 1
	switch cells := width * len(lines); {
	case width > content.MaxColumns:
		l.log.Add("table-columns", at, width, content.MaxColumns)
		return nil, true
	case cells > content.MaxCells:
		l.log.Add("table-cells", at, cells, content.MaxCells)
		return nil, true
	}
	g := grid{columns: make([]content.Column, width)}
	for i := range lines {
		g.rows = append(g.rows, l.tabRow(text, place, &lines[i], first, last))
	}
	if figureless(g.rows[0]) {
		g.head = 1
		for _, row := range g.rows[1:] {
			if figureless(row) {
				g.head = 0
			}
		}
	}
	l.log.Add("plain-table", at, len(lines), width)
	from, to := lines[0].off, lines[len(lines)-1].off+len(lines[len(lines)-1].text)
	return g.table(l.log, place.At(from, to)), true
}

// tabRow returns the cells of a line from one column to another.
func (l *loader) tabRow(text string, place diag.Place, line *textLine, first, last int) []rawCell {
	row := make([]rawCell, last-first+1)
	off, k := line.start(), 0
	for cell := range strings.SplitSeq(text[off:line.end], "\t") {
		if k >= first && k <= last {
			from := off + len(cell) - len(strings.TrimLeft(cell, " "))
			to := from + len(strings.Trim(cell, " "))
			to = from + len(strings.TrimRight(text[from:to], lineBlanks))
			row[k-first].span = place.At(from, to)
			if !allInvisible(text[from:to]) {
				row[k-first].inlines = l.withReferences(content.Run{Value: text[from:to], Place: place.Slice(from, to)})
			}
		}
		off += len(cell) + 1
		k++
	}
	return row
}

// figureless reports whether no cell of a row has a digit.
func figureless(row []rawCell) bool {
	for i := range row {
		if strings.ContainsFunc(flatText(row[i].inlines), func(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }) {
			return false
		}
	}
	return true
}
