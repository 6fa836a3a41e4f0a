package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Table is what the copy has of a table, for Options.Table.
type Table struct {
	Cells   [][]string // texts by row and column; those of covered cells are empty
	Figures []bool     // by column: its figures align at the decimal sign
}

// tablePart is the part of a table on a page.
type tablePart struct {
	page      int
	cells     []*Line
	caption   []*Line
	units     []*Line
	notes     []*Line
	continued []*Line
}

// lines returns all lines of the part.
func (p *tablePart) lines() []*Line {
	return slices.Concat(p.caption, p.units, p.continued, p.cells, p.notes)
}

// checkTables checks the tables of a document (RULES 12).
func (d *Doc) checkTables(c *collector, opt Options) {
	tables := d.tables(c)
	for n, parts := range tables {
		t := tableCheck{collector: c, number: n + 1}
		if len(parts) == 0 || len(parts[0].cells) == 0 {
			c.add("table 12", -1, "table %d has no cells", n+1)
			continue
		}
		// A part of an empty cell of several rows that are divided has none.
		parts = slices.DeleteFunc(parts, func(p *tablePart) bool { return len(p.cells) == 0 })
		t.parts = parts
		t.bounds(d, opt)
		t.around()
		t.heads()
		t.order()
		t.apart(d)
		t.tiles()
		t.alone(d, opt)
		if opt.Table != nil {
			if want, ok := opt.Table(n + 1); ok {
				t.texts(want)
				t.decimals(want)
			} else {
				c.add("table 12", -1, "table %d, which does not exist", n+1)
			}
		}
	}
	if opt.Table != nil {
		if _, ok := opt.Table(len(tables) + 1); ok {
			c.add("table 12", -1, "table %d is on no page", len(tables)+1)
		}
	}
}

// maxWaiting bounds the number of tables that may come before earlier ones, which
// have pages of their own or float.
const maxWaiting = 1000

// tables collects the parts of all tables, in order.
func (d *Doc) tables(c *collector) [][]*tablePart {
	var out [][]*tablePart
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			if l.Table == nil {
				continue
			}
			at := l.Table
			if at.Table < 1 || at.Table > len(out)+maxWaiting {
				c.at("table 12", l, "is of table %d, after table %d", at.Table, len(out))
				continue
			}
			for at.Table > len(out) {
				out = append(out, nil)
			}
			parts := &out[at.Table-1]
			if at.Part == len(*parts)+1 {
				*parts = append(*parts, &tablePart{page: i})
			}
			if at.Part < 1 || at.Part > len(*parts) || (*parts)[at.Part-1].page != i {
				c.at("table 12.5", l, "is of part %d of table %d, which is not on this page", at.Part, at.Table)
				continue
			}
			p := (*parts)[at.Part-1]
			switch l.Kind {
			case frame.KindCell:
				p.cells = append(p.cells, l)
			case frame.KindTableCaption:
				p.caption = append(p.caption, l)
			case frame.KindTableUnit:
				p.units = append(p.units, l)
			case frame.KindTableNote:
				p.notes = append(p.notes, l)
			case frame.KindContinued:
				p.continued = append(p.continued, l)
			default:
				c.at("table 12", l, "a line of kind %s is of table %d", l.Kind, at.Table)
			}
		}
	}
	return out
}

// tableCheck checks one table.
type tableCheck struct {
	*collector
	number int
	parts  []*tablePart
}

// bounds checks that all lines are in the text block (RULES 12.1, 5.5).
func (t *tableCheck) bounds(d *Doc, opt Options) {
	for _, p := range t.parts {
		if opt.Block == nil {
			return
		}
		block := opt.Block(d.Pages[p.page].Number)
		block.X, block.Y, block.Width, block.Height = block.X-2, block.Y-2, block.Width+4, block.Height+4
		for _, l := range p.lines() {
			if !l.box().within(block) {
				t.at("bounds 12.1", l, "of table %d extends beyond the text block", t.number)
			}
		}
		for _, r := range d.Pages[p.page].TableRules {
			if !r.within(block) {
				t.add("bounds 12.2", p.page, "a rule of a table extends beyond the text block")
			}
		}
	}
}

// along returns the extent of a line across the rows of its table: from the top
// of the page, or from its left edge if the table is turned.
func (l *Line) along() (top, foot unit.Abs) {
	b := l.box()
	if l.Turned {
		return b.X, b.X + b.Width
	}
	return b.Y, b.Y + b.Height
}

// span returns the extent of lines across the rows of their table.
func span(lines []*Line) (top, foot unit.Abs) {
	for i, l := range lines {
		a, b := l.along()
		if i == 0 {
			top, foot = a, b
		}
		top, foot = min(top, a), max(foot, b)
	}
	return top, foot
}

// around checks that caption, unit and 续表 stand above the cells, the notes below
// them, the caption and the unit only above the first part, 续表 only above others
// and the notes only below the last (RULES 12.1, 12.5).
func (t *tableCheck) around() {
	for k, p := range t.parts {
		top, foot := span(p.cells)
		for _, l := range slices.Concat(p.caption, p.units, p.continued) {
			if _, end := l.along(); end > top {
				t.at("table 12.1", l, "is not above the cells of table %d", t.number)
			}
		}
		for _, l := range p.notes {
			if begin, _ := l.along(); begin < foot {
				t.at("table 12.1", l, "is not below the cells of table %d", t.number)
			}
		}
		switch last := len(t.parts) - 1; {
		case k > 0 && len(p.caption)+len(p.units) > 0:
			t.at("table 12.1", slices.Concat(p.caption, p.units)[0], "stands above part %d of table %d", k+1, t.number)
		case k < last && len(p.notes) > 0:
			t.at("table 12.1", p.notes[0], "stands below part %d of table %d, which continues", k+1, t.number)
		case k == 0 && len(p.continued) > 0:
			t.at("table 12.5", p.continued[0], "stands above the first part of table %d", t.number)
		case k > 1 && len(p.continued) != len(t.parts[1].continued):
			t.at("table 12.5", p.cells[0], "part %d of table %d has %d lines above it, part 2 has %d", k+1, t.number, len(p.continued), len(t.parts[1].continued))
		}
	}
}

// heads checks that each later part repeats the head or none does, and with the
// same text (RULES 12.5).
func (t *tableCheck) heads() {
	head := func(p *tablePart, repeated bool) string {
		var b strings.Builder
		for _, l := range p.cells {
			if l.Table.Head && l.Table.Repeated == repeated {
				fmt.Fprintf(&b, "%d/%d:%s ", l.Table.Row, l.Table.Column, l.Text)
			}
		}
		return b.String()
	}
	for k, p := range t.parts {
		switch {
		case k == 0:
			if head(p, true) != "" {
				t.at("table 12.5", p.cells[0], "the first part of table %d repeats a head", t.number)
			}
		case k > 1 && head(p, true) != head(t.parts[1], true), k > 0 && head(p, true) != "" && head(p, true) != head(t.parts[0], false):
			t.at("table 12.5", p.cells[0], "part %d of table %d does not repeat the head", k+1, t.number)
		}
	}
}

// order checks that rows are below one another, over all parts, and columns beside
// one another.
func (t *tableCheck) order() {
	before := 0
	for _, p := range t.parts {
		feet := map[int]unit.Abs{} // of the cells that end with a row
		for _, l := range p.cells {
			if l.Table.Repeated {
				continue
			}
			if l.Table.Row+l.Table.Rows-1 < before { // joined rows may be divided among pages
				t.at("table 12.5", l, "row %d of table %d after row %d", l.Table.Row, t.number, before)
			}
			before = l.Table.Row
			_, foot := l.along()
			end := l.Table.Row + l.Table.Rows - 1
			feet[end] = max(feet[end], foot)
		}
		for _, l := range p.cells {
			if l.Table.Repeated {
				continue
			}
			top, _ := l.along()
			for _, end := range slices.Sorted(maps.Keys(feet)) {
				if end < l.Table.Row && feet[end] > top+l.Size/8 {
					t.at("table 12.4", l, "row %d of table %d begins above the foot of row %d", l.Table.Row, t.number, end)
					break
				}
			}
		}
	}
}

// apart checks that half an em more than between two lines is between two rows of several
// lines that no rule divides (RULES 12.4).
func (t *tableCheck) apart(d *Doc) {
	type row struct {
		top, foot unit.Abs
		lead      unit.Abs // white between two lines of a cell; 0: no cell has two
		joined    bool     // a cell of several rows, or a row that goes on
	}
	first, last := map[int]int{}, map[int]int{} // parts that a row is in
	for k, p := range t.parts {
		for _, l := range p.cells {
			if _, ok := first[l.Table.Row]; !ok {
				first[l.Table.Row] = k
			}
			last[l.Table.Row] = k
		}
	}
	for _, p := range t.parts {
		rows := map[int]*row{}
		var before *Line
		for _, l := range p.cells {
			top, foot := l.along()
			r := rows[l.Table.Row]
			if r == nil {
				r = &row{top: top, foot: foot}
				rows[l.Table.Row] = r
			}
			r.top, r.foot = min(r.top, top), max(r.foot, foot)
			r.joined = r.joined || l.Table.Rows > 1 || l.Table.Head || first[l.Table.Row] < last[l.Table.Row]
			if before != nil && before.Table.Row == l.Table.Row && before.Table.Column == l.Table.Column {
				_, end := before.along()
				r.lead = top - end
			}
			before = l
		}
		for _, n := range slices.Sorted(maps.Keys(rows)) {
			a, b := rows[n], rows[n+1]
			if b == nil || a.joined || b.joined || a.lead <= 0 || b.lead <= 0 || d.ruled(p, a.foot, b.top) {
				continue
			}
			if size := p.cells[0].Size; b.top-a.foot < a.lead+size/2-size/8 {
				t.add("table 12.4", p.page, "rows %d and %d of table %d are as near to each other as lines", n, n+1, t.number)
			}
		}
	}
}

// ruled reports whether a rule of a table is between two places across its rows.
func (d *Doc) ruled(p *tablePart, from, to unit.Abs) bool {
	return slices.ContainsFunc(d.Pages[p.page].TableRules, func(r Rect) bool {
		at := r.Y
		if p.cells[0].Turned {
			at = r.X
		}
		return at >= from && at <= to
	})
}

// tiles checks that the cells cover each place of the grid of rows and columns
// exactly once, so that no cell is lost or printed twice.
func (t *tableCheck) tiles() {
	type place struct{ row, column int }
	covered := map[place]int{}
	seen := map[place]bool{}
	rows, columns := 0, 0
	for _, p := range t.parts {
		for _, l := range p.cells {
			at := l.Table
			if first := (place{at.Row, at.Column}); at.Repeated || seen[first] {
				continue // another line of the same cell
			} else {
				seen[first] = true
			}
			rows, columns = max(rows, at.Row+at.Rows-1), max(columns, at.Column+at.Columns-1)
			for r := range at.Rows {
				for k := range at.Columns {
					covered[place{at.Row + r, at.Column + k}]++
				}
			}
		}
	}
	for r := 1; r <= rows; r++ {
		for k := 1; k <= columns; k++ {
			if n := covered[place{r, k}]; n != 1 {
				t.add("table 12.6", -1, "table %d: %d cells at row %d, column %d", t.number, n, r, k)
			}
		}
	}
}

// texts checks that the lines of each cell are its text, in order.
func (t *tableCheck) texts(want Table) {
	got := make([][]string, len(want.Cells))
	for r := range got {
		got[r] = make([]string, len(want.Cells[r]))
	}
	for _, p := range t.parts {
		for _, l := range p.cells {
			r, k := l.Table.Row-1, l.Table.Column-1
			switch {
			case r < 0 || r >= len(got) || k < 0 || k >= len(got[r]):
				t.at("text 9", l, "table %d has no row %d, column %d", t.number, r+1, k+1)
			case !l.Table.Repeated:
				got[r][k] += l.Text
			}
		}
	}
	for r := range got {
		for k := range got[r] {
			if squeeze(got[r][k]) != squeeze(want.Cells[r][k]) {
				t.add("text 9", -1, "table %d, row %d, column %d: “%s”, not “%s”", t.number, r+1, k+1, clip(got[r][k], 12), clip(want.Cells[r][k], 12))
			}
		}
	}
}

// decimals checks that the figures of a column are at one decimal sign on each
// page (RULES 12.3).
func (t *tableCheck) decimals(want Table) {
	for _, p := range t.parts {
		first := map[int]*Line{}
		for _, l := range p.cells {
			k := l.Table.Column - 1
			if l.Table.Head || l.Table.Columns > 1 || k >= len(want.Figures) || !want.Figures[k] || !l.First || !l.Last {
				continue
			}
			at, ok := l.decimalSign()
			if !ok {
				continue
			}
			if first[k] == nil {
				first[k] = l
			}
			if sign, _ := first[k].decimalSign(); sign != at {
				t.at("figures 12.3", l, "its decimal sign is at %s, that of “%s” at %s", at, first[k].Text, sign)
			}
		}
	}
}

// decimalSign returns where the decimal sign of a number is, or would be; ok is
// false for other text.
func (l *Line) decimalSign() (at unit.Abs, ok bool) {
	origin := l.X
	if l.Turned {
		origin = -l.Y
	}
	text := ""
	for i := range l.Glyphs {
		if l.Glyphs[i].Script == "" {
			text += l.Glyphs[i].Text
		}
	}
	if strings.Trim(text, "0123456789.,%+-−±()") != "" {
		return 0, false
	}
	for i := range l.Glyphs {
		g := &l.Glyphs[i]
		r, _ := utf8.DecodeRuneInString(g.Text)
		switch {
		case g.Script != "":
		case r == '.':
			return origin + g.X, true
		case isDigit(r):
			at, ok = origin+g.X+g.Advance, true
		}
	}
	return at, ok
}

// kept reports whether a part of a table stands directly below what keeps it on its page: a
// heading or the title of a box, which keep two lines, with at most one line between.
func (d *Doc) kept(p *tablePart) bool {
	lines := d.Pages[p.page].Lines
	first := slices.IndexFunc(lines, func(l *Line) bool { return l.Table != nil && l.Table.Table == p.cells[0].Table.Table })
	keeps := func(i int) bool {
		return i >= 0 && (lines[i].Kind == frame.KindBoxTitle || slices.Contains(headKinds, lines[i].Kind))
	}
	return keeps(first-1) || first > 0 && lines[first-1].First && lines[first-1].Last && keeps(first-2)
}

// alone checks that a part has two rows of the body at least, or joined rows, the first
// one also a row of four lines, where two would fit on a page: the row beside it is then
// too tall (RULES 12.5).
func (t *tableCheck) alone(d *Doc, opt Options) {
	if opt.Block == nil || len(t.parts) < 2 {
		return
	}
	type group struct{ from, to int } // rows of the table
	groups := make([][]group, len(t.parts))
	for i, p := range t.parts {
		list := &groups[i]
		for _, l := range p.cells {
			if l.Table.Repeated || l.Table.Head {
				continue
			}
			from, to := l.Table.Row, l.Table.Row+l.Table.Rows-1
			if n := len(*list); n > 0 && from <= (*list)[n-1].to {
				(*list)[n-1].to = max((*list)[n-1].to, to)
			} else {
				*list = append(*list, group{from, to})
			}
		}
	}
	shares := func(list []group, own group) bool {
		return slices.ContainsFunc(list, func(g group) bool { return own.from <= g.to && g.from <= own.to })
	}
	height := func(part int, g group) unit.Abs {
		var lines []*Line
		for _, l := range t.parts[part].cells {
			if !l.Table.Repeated && l.Table.Row >= g.from && l.Table.Row <= g.to {
				lines = append(lines, l)
			}
		}
		top, foot := span(lines)
		return foot - top
	}
	extent := func(part int) unit.Abs {
		top, foot := span(t.parts[part].lines())
		return foot - top
	}
	// gives reports whether a part can do without its last row: it has more than two, or
	// gets one from the part before it and keeps room.
	var gives func(part int, room unit.Abs) bool
	gives = func(part int, room unit.Abs) bool {
		if len(groups[part]) != 2 || part == 0 {
			return true // as far as this tells
		}
		if len(groups[part-1]) < 2 {
			return false
		}
		last, got := groups[part][1], groups[part-1][len(groups[part-1])-1]
		return extent(part)-height(part, last)+height(part-1, got) < room*3/4 && gives(part-1, room)
	}
	// takes reports whether a part can do without its first row, as gives does for the last.
	takes := func(part int) bool {
		for ; len(groups[part]) == 2; part++ {
			if part+1 == len(t.parts) {
				return false // the other one would be alone
			}
		}
		return true
	}
	for i, p := range t.parts {
		if len(groups[i]) != 1 {
			continue
		}
		own := groups[i][0]
		if i > 0 && shares(groups[i-1], own) || i+1 < len(groups) && shares(groups[i+1], own) {
			continue // lines of a row that is taller than a page, of which others are beside them
		}
		inCell := map[[2]int]int{} // lines by row and column
		tall := false
		for _, l := range p.cells {
			at := [2]int{l.Table.Row, l.Table.Column}
			if !l.Table.Repeated && !l.Table.Head {
				inCell[at]++
				tall = tall || inCell[at] >= 4
			}
		}
		if tall && i == 0 {
			continue
		}
		block := opt.Block(d.Pages[p.page].Number)
		room := block.Height
		if p.cells[0].Turned {
			room = block.Width
		}
		for _, next := range []int{i - 1, i + 1} {
			if next < 0 || next >= len(groups) || len(groups[next]) == 0 {
				continue
			}
			beside := groups[next][0]
			if next < i {
				beside = groups[next][len(groups[next])-1]
			}
			if next == 0 && len(groups[0]) == 2 && d.kept(t.parts[0]) {
				continue // of three rows one has to go over
			}
			if next < i && !gives(next, room) || next > i && !takes(next) {
				continue
			}
			if more := height(next, beside); extent(i)+more < room*3/4 && height(i, own)+more < room/3 {
				t.at("table 12.5", p.cells[len(p.cells)-1], "row %d of table %d is alone on its page", own.from, t.number)
				break
			}
		}
	}
}
