package manifest

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"jianbao/content/pattern"
)

// tableDivider divides a paragraph of the parser.
type tableDivider struct {
	m     *markdown
	node  *ast.Paragraph
	lines []span
	marks []captionMark
	last  ast.Node // after which the next part is inserted; nil: in place of the node
}

// divide replaces the paragraph by its parts if it has a table or a caption.
func (d *tableDivider) divide() {
	segments := d.node.Lines()
	pipes, colons := false, false
	for i := range segments.Len() {
		s := segments.At(i)
		line := d.m.data[s.Start:s.Stop]
		pipes = pipes || bytes.IndexByte(line, '|') >= 0 || bytes.HasPrefix(line, []byte("+-")) || bytes.Contains(line, []byte("｜")) || bytes.Contains(line, boxSigns[0]) || bytes.Contains(line, boxSigns[1])
		colons = colons || beginsWithColon(line)
	}
	if !pipes && !colons {
		d.m.boundSigns(d.node)
		return
	}
	d.lines = make([]span, segments.Len())
	d.marks = make([]captionMark, segments.Len())
	for i := range d.lines {
		s := segments.At(i)
		d.lines[i] = span{s.Start, s.Stop}
		d.marks[i] = captionMarkOf(d.m.data[s.Start:s.Stop])
	}
	text := 0 // first line that is not part of anything yet
	for i := 0; i < len(d.lines); {
		switch rows := d.headAt(i); {
		case rows > 0:
			d.captionsAbove(text, i)
			i = d.table(i, rows)
			text = i
		case d.isCaption(i, text):
			d.text(text, i)
			d.caption(i)
			i++
			text = i
		default:
			i++
		}
	}
	if text == 0 {
		d.unruled(0, len(d.lines))
		d.m.boundSigns(d.node)
		return
	}
	d.text(text, len(d.lines))
	d.node.Parent().RemoveChild(d.node.Parent(), d.node)
}

// maxHead is the greatest number of rows of the head of a pipe table.
const maxHead = 8

// headAt returns the number of rows of the head of a table that begins with a line, 0 if
// none does: it has a |, and a row of hyphens with as many cells follows. Of several rows
// all begin with a |.
func (d *tableDivider) headAt(i int) int {
	if d.marks[i].size > 0 || !d.hasPipe(i) {
		return 0
	}
	_, cells := rowCells(d.m.data, d.lines[i], 0)
	for k := i + 1; k < min(len(d.lines), i+1+maxHead); k++ {
		_, n := rowCells(d.m.data, d.lines[k], 0)
		switch {
		case n != cells || d.marks[k].size > 0:
			return 0
		case isRule(d.source(k)):
			return k - i
		case !d.beginsRow(i) || !d.beginsRow(k):
			return 0
		}
	}
	return 0
}

// beginsRow reports whether a line begins with a |.
func (d *tableDivider) beginsRow(i int) bool {
	return bytes.HasPrefix(bytes.TrimLeft(d.source(i), " \t"), []byte("|"))
}

func (d *tableDivider) source(i int) []byte { return d.m.data[d.lines[i].from:d.lines[i].to] }

func (d *tableDivider) hasPipe(i int) bool { return bytes.IndexByte(d.source(i), '|') >= 0 }

// table adds the table whose head begins with a line and has a number of rows, and
// returns the line after its rows. They end at a caption, those of a table of one column
// at a line without a |, too.
func (d *tableDivider) table(head, rows int) (after int) {
	rule := head + rows
	after = rule + 1
	_, columns := rowCells(d.m.data, d.lines[head], 0)
	for after < len(d.lines) && d.marks[after].size == 0 && (columns > 1 || d.hasPipe(after)) {
		if secondRule(d.m.data, d.lines[after]) {
			d.m.fail("md-table-second", d.m.lineAt(d.lines[after]))
		}
		after++
	}
	if t := d.m.newTable(d.lines[head:rule], d.lines[rule], d.lines[rule+1:after]); t != nil {
		d.insert(t)
		d.interrupted(head, after)
	}
	return after
}

// secondRule reports whether a row below the first consists of three or more hyphens
// in each of several cells: the head of a further table is above it.
func secondRule(data []byte, row span) bool {
	if !isRule(data[row.from:row.to]) {
		return false
	}
	cells, n := rowCells(data, row, 2)
	return n > 1 && cells[0].to-cells[0].from >= 3 && cells[1].to-cells[1].from >= 3
}

var blockMark = pattern.New(`^[ \t>]*(?:[-+*][ \t]+|[0-9]{1,9}[.)][ \t]+|#{1,6}[ \t]+|>[ \t]*)([^| \t\n][^\n]*)`)

// interrupted reports a row that begins with the sign of another block, which ends the
// table in the middle: the rows of this table have no | at their beginning.
func (d *tableDivider) interrupted(head, after int) {
	if after < len(d.lines) || d.source(head)[0] == '|' {
		return
	}
	from := d.lines[after-1].to
	if from < len(d.m.data) && d.m.data[from] == '\n' {
		from++
	}
	line := span{from, from + d.m.restOfLine(from)}
	at := blockMark().FindSubmatchIndex(d.m.data[line.from:line.to])
	if at == nil {
		return
	}
	_, columns := rowCells(d.m.data, d.lines[head], 0)
	if _, n := rowCells(d.m.data, span{line.from + at[2], line.from + at[3]}, 0); n == columns && n > 1 {
		d.m.fail("md-table-break", d.m.lineAt(line))
	}
}

// text adds lines that are neither table nor caption as a paragraph.
func (d *tableDivider) text(from, to int) {
	if from == to {
		return
	}
	d.unruled(from, to)
	p := ast.NewParagraph()
	segments := d.node.Lines()
	for i := from; i < to; i++ {
		s := segments.At(i)
		if i+1 == to {
			s = s.TrimRightSpace(d.m.data)
		}
		p.Lines().Append(s)
	}
	p.SetPos(segments.At(from).Start)
	d.insert(p)
	d.m.boundSigns(p)
}

// insert inserts a part of the paragraph before it.
func (d *tableDivider) insert(n ast.Node) {
	if d.last == nil {
		n.SetBlankPreviousLines(d.node.HasBlankPreviousLines())
	}
	d.last = n
	d.node.Parent().InsertBefore(d.node.Parent(), d.node, n)
}

// gridRule is a line of a table drawn with + - | as other programs write it.
var gridRule = pattern.New(`^\+(?:[-=:]+\+){2,}$`)

// boxSigns are the first bytes of all box signs in UTF-8.
var boxSigns = [2][]byte{[]byte("─")[:2], []byte("═")[:2]}

// boxRule is a line of a table drawn with box signs (├───┼───┤).
var boxRule = pattern.New(`^[╒-╬┌-╋][─-╿ ]*[─━═][─-╿ ]*[╒-╬┌-╋]$`)

// otherRule reports whether a line is the row of hyphens of a table in another form:
// drawn with + or box signs, or typed with the signs of a Chinese keyboard.
func otherRule(line []byte) bool {
	if gridRule().Match(line) || boxRule().Match(line) {
		return true
	}
	s := string(line)
	if !strings.ContainsAny(s, "｜—－：") || !strings.ContainsAny(s, "｜|") {
		return false
	}
	s = strings.NewReplacer("｜", "|", "—", "-", "－", "-", "：", ":").Replace(s)
	return isRule([]byte(s)) && strings.Contains(s, "--")
}

// continues reports whether a paragraph begins with a row of the table before it, with
// one empty line between.
func (d *tableDivider) continues() bool {
	above, ok := d.node.PreviousSibling().(*tableNode)
	line := bytes.TrimSpace(d.source(0))
	if !ok || d.last != nil || len(line) < 2 || line[0] != '|' || line[len(line)-1] != '|' {
		return false
	}
	_, n := rowCells(d.m.data, d.lines[0], 0)
	return n > 1 && n == len(above.columns) && d.m.lineDistance(above.to, d.lines[0].from) == 2
}

// unruled reports lines that look like parts of a table without being one.
func (d *tableDivider) unruled(from, to int) {
	if from == 0 && d.continues() {
		d.m.fail("md-table-gap", d.m.lineAt(d.lines[0]))
		return
	}
	rows, columns := 0, 0
	bare := 0 // of the rows, without | at their ends
	for i := from; i < to; i++ {
		line := bytes.TrimSpace(d.source(i))
		if otherRule(line) {
			d.m.fail("md-table-form", d.m.lineAt(d.lines[i]))
			return
		}
		if isRule(line) {
			_, n := rowCells(d.m.data, d.lines[i], 0)
			switch {
			case i > from && d.hasPipe(i-1):
				_, head := rowCells(d.m.data, d.lines[i-1], 0)
				d.m.fail("md-table-head", d.m.lineAt(d.lines[i-1]), head, n)
			case bytes.Contains(line, []byte("--")):
				d.m.fail("md-table-headless", d.m.lineAt(d.lines[i]))
			}
			rows = 0
			continue
		}
		cells, n := rowCells(d.m.data, d.lines[i], maxBareCells)
		framed := len(line) > 2 && line[0] == '|' && line[len(line)-1] == '|'
		if !framed && (n < 2 || len(cells) < n || bytes.Contains(line, []byte("。")) || slices.ContainsFunc(cells, func(c span) bool { return c.from == c.to })) {
			rows, bare = 0, 0
			continue
		}
		if rows++; rows == 1 || n != columns {
			rows, columns, bare = 1, n, 0
		}
		if !framed {
			bare++
		}
		// Two lines that | divides once may be anything.
		need := 2
		if bare > 0 && n == 2 {
			need = 3
		}
		if rows == need && n > 1 {
			d.m.warn("md-table-rule", d.m.lineAt(d.lines[i-need+1]))
		}
	}
}

// maxBareCells is the greatest number of cells of a row without | at its ends.
const maxBareCells = 20

// lineDistance returns the number of line ends between two offsets.
func (m *markdown) lineDistance(from, to int) int {
	return bytes.Count(m.data[from:max(from, to)], []byte("\n"))
}

// captionsAbove adds lines that stand before the head of a table: text, and its
// caption directly above it.
func (d *tableDivider) captionsAbove(from, head int) {
	if from == head && d.last == nil {
		d.captionOfParagraph()
		return
	}
	first := head
	for first > from && d.marks[first-1].size > 0 {
		first--
	}
	d.text(from, first)
	for i := first; i < head; i++ {
		d.caption(i)
	}
}

// captionOfParagraph takes the last line of the paragraph before this one as the
// caption of the table that this one begins with, if it looks like one and one empty
// line is between them.
func (d *tableDivider) captionOfParagraph() {
	p, ok := d.node.PreviousSibling().(*ast.Paragraph)
	if !ok || p.Lines().Len() < 2 {
		return
	}
	segments := p.Lines()
	last := segments.At(segments.Len() - 1)
	mark := captionMarkOf(d.m.data[last.Start:last.Stop])
	if mark.size == 0 || d.m.lineDistance(last.Stop, d.lines[0].from) != 2 {
		return
	}
	segments.SetSliced(0, segments.Len()-1)
	above := segments.At(segments.Len() - 1)
	segments.Set(segments.Len()-1, above.TrimRightSpace(d.m.data))
	p.Parent().InsertAfter(p.Parent(), p, newCaption(d.m, span{last.Start, last.Stop}, mark))
}

// isCaption reports whether a line that is above no table is a caption, where text is
// the first line before it that is part of nothing.
func (d *tableDivider) isCaption(i, text int) bool {
	switch {
	case d.marks[i].size == 0:
		return false
	case d.marks[i].sure():
		return true
	case text < i:
		return false // inside a paragraph
	case d.last != nil: // below a table or a caption
		return isTablePart(d.last)
	case isTablePart(d.node.PreviousSibling()) && d.m.lineDistance(tablePartEnd(d.node.PreviousSibling()), d.lines[i].from) <= 2:
		return true
	}
	// A paragraph of its own.
	for _, mark := range d.marks {
		if mark.size == 0 {
			return false
		}
	}
	return true
}

// caption adds a line as a caption.
func (d *tableDivider) caption(i int) { d.insert(newCaption(d.m, d.lines[i], d.marks[i])) }

// isTablePart reports whether a node is a table or a caption.
func isTablePart(n ast.Node) bool {
	switch n.(type) {
	case *tableNode, *captionNode:
		return true
	}
	return false
}

// tablePartEnd returns the offset of the end of a table or caption.
func tablePartEnd(n ast.Node) int {
	switch n := n.(type) {
	case *tableNode:
		return n.to
	case *captionNode:
		return n.to
	}
	return 0
}
