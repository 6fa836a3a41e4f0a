package page

import (
	"cmp"
	"slices"

	"jianbao/content/diag"
	"jianbao/layout/unit"
)

// columnWidth holds the widths of a column's text.
type columnWidth struct {
	natural unit.Abs // in which no text is broken
	least   unit.Abs
	kept    unit.Abs // in which no number is parted from its unit, and no day from its month
	text    unit.Abs // chosen
	given   bool     // by the copy
}

// leastColumn is the least width of a column whose text is broken, in characters.
const leastColumn = 2

// readableColumn is the width that a column whose text is broken has where there is room
// for it, in characters; one with numbers and their units (2024年) or days and months
// (12月31日) has as much as these need, up to keptColumn.
const (
	readableColumn = 3
	keptColumn     = 5
)

// smallerStep is the step in which the text of a table becomes smaller.
const smallerStep = unit.Pt / 4

// illegible is the size at which the search for a size that fits ends.
const illegible = unit.Pt / 2

// fitWidth typesets the cells in the largest size, from the theme's down to its
// smallest, in which the least widths of all columns fit, and chooses the widths
// of the columns.
func (w *tableBuilder) fitWidth() {
	size, least := w.sizeRange()
	legible := least
	b := w.builder
	for first := true; ; first = false {
		w.sizes(size)
		w.typesetCells(b)
		measure := w.measureWithGutters
		if size < legible {
			measure = w.measureColumns // rules between the columns of such a table would touch their text
		}
		need := measure(first)
		if need <= w.measure || size <= illegible {
			break
		}
		if size <= least {
			w.reportWide(need)
			least = illegible // composing goes on, for its findings
		}
		// Widths are nearly proportional to the size.
		next := size.Scale(int64(w.measure), int64(need)) / smallerStep * smallerStep
		size = max(least, min(size-smallerStep, next))
		quiet := *w.builder
		quiet.Typesetter = w.Quiet()
		b = &quiet
	}
	w.distribute()
}

// sizeRange returns the size of the theme for the text of tables, and the least size.
func (w *tableBuilder) sizeRange() (size, least unit.Abs) {
	look := &w.th.Table
	size, least = w.scaledSize(look.Size), w.scaledSize(look.SizeMin)
	if least == 0 || least > size {
		least = size
	}
	return size, least
}

// fits reports whether the table fits its measure, at the least size if need be.
func (w *tableBuilder) fits() bool {
	_, least := w.sizeRange()
	w.sizes(least)
	w.typesetCells(w.builder)
	return w.measureWithGutters(false) <= w.measure
}

// gutterSteps is the number of steps in which the spaces between columns become narrower.
const gutterSteps = 8

// measureWithGutters is measureColumns with spaces between the columns of the theme's width
// or, where the natural widths do not fit, as much narrower as they need to, to half of it
// (RULES 12.6).
func (w *tableBuilder) measureWithGutters(report bool) unit.Abs {
	full := w.t.style.gutter
	need := w.measureColumns(report)
	for k := int64(1); k <= gutterSteps; k++ {
		total := w.t.style.gutter * unit.Abs(len(w.widths))
		for i := range w.widths {
			total += w.widths[i].natural
		}
		if total <= w.measure {
			break
		}
		w.t.style.gutter = full.Scale(2*gutterSteps-k, 2*gutterSteps)
		need = w.measureColumns(false)
	}
	return need
}

// measureColumns determines the natural and the least widths of the columns, and
// returns the least width of the table.
func (w *tableBuilder) measureColumns(report bool) unit.Abs {
	n := len(w.source.Columns)
	w.widths = make([]columnWidth, n)
	var spanning []*tableCell
	for i := range w.cells {
		cell := &w.cells[i]
		if cell.columns > 1 {
			spanning = append(spanning, cell)
			continue
		}
		c := &w.widths[cell.column]
		c.natural = max(c.natural, cell.natural)
		c.least = max(c.least, cell.least)
		c.kept = max(c.kept, cell.kept)
	}
	for c, f := range w.figureBlocks() {
		col := &w.widths[c]
		col.natural = max(col.natural, f.before+f.after)
		col.least = max(col.least, f.before+f.after)
	}
	slices.SortStableFunc(spanning, func(a, b *tableCell) int { return cmp.Compare(a.columns, b.columns) })
	for _, cell := range spanning {
		within := w.widths[cell.column : cell.column+cell.columns]
		gutters := w.t.style.gutter * unit.Abs(cell.columns-1)
		widen(within, cell.natural-gutters, func(c *columnWidth) *unit.Abs { return &c.natural })
		widen(within, cell.least-gutters, func(c *columnWidth) *unit.Abs { return &c.least })
	}
	need := w.t.style.gutter * unit.Abs(n)
	for i := range w.widths {
		c := &w.widths[i]
		c.natural = max(c.natural, c.least)
		c.least = max(c.least, min(c.natural, leastColumn*w.size))
		w.givenWidth(i, report)
		need += c.least
	}
	return need
}

// givenWidth applies the width that the copy gives for a column. It is not less
// than the longest word or figure.
func (w *tableBuilder) givenWidth(column int, report bool) {
	asked := &w.source.Columns[column].Width
	width, ok := w.th.LengthAt(asked.Value, w.size)
	if asked.Value == "" || !ok || width <= 0 {
		return
	}
	c := &w.widths[column]
	if width < c.least && report {
		w.log.Add("table-column-narrow", asked.Place.At(0, len(asked.Value)), column+1, asked.Value, Millimetres(c.least))
	}
	c.least = max(c.least, width)
	c.natural, c.given = c.least, true
}

// widen widens columns that are together narrower than total, in proportion to
// their widths.
func widen(columns []columnWidth, total unit.Abs, at func(*columnWidth) *unit.Abs) {
	var sum unit.Abs
	for i := range columns {
		sum += *at(&columns[i])
	}
	over := total - sum
	if over <= 0 {
		return
	}
	rest := over
	for i := range columns {
		more := over / unit.Abs(len(columns))
		if sum > 0 {
			more = over.Scale(int64(*at(&columns[i])), int64(sum))
		}
		if more = min(more, rest); i == len(columns)-1 {
			more = rest
		}
		*at(&columns[i]) += more
		rest -= more
	}
}

// distribute chooses the widths of the columns: the natural ones if they fit, else
// narrower ones (RULES 12.6).
func (w *tableBuilder) distribute() {
	room := w.measure - w.t.style.gutter*unit.Abs(len(w.widths))
	var sum unit.Abs
	for i := range w.widths {
		w.widths[i].text = w.widths[i].natural
		sum += w.widths[i].natural
	}
	if sum > room {
		w.widths = narrowed(w.widths, room, w.size)
	}
}

// narrowed returns columns with widths that have a given sum at most, those of readable
// width where the others keep half of what they would have without that.
func narrowed(widths []columnWidth, room, em unit.Abs) []columnWidth {
	narrow := slices.Clone(widths)
	narrowColumns(narrow, room, em)
	for most := unit.Abs(keptColumn); most >= readableColumn; most-- {
		if readable, ok := readableWidths(widths, narrow, most*em, room, em); ok {
			return readable
		}
	}
	return narrow
}

// readableWidths returns columns of readable width, those with numbers and their units of
// most at most; ok is false if they do not fit, or if that would leave another less than
// half of what it has in narrow.
func readableWidths(widths, narrow []columnWidth, most, room, em unit.Abs) (readable []columnWidth, ok bool) {
	readable = slices.Clone(widths)
	var sum unit.Abs
	for i := range readable {
		c := &readable[i]
		c.least = max(c.least, min(c.natural, max(readableColumn*em, min(c.kept, most))))
		sum += c.least
	}
	if sum > room {
		return nil, false
	}
	narrowColumns(readable, room, em)
	for i := range readable {
		if readable[i].text < narrow[i].text/2 {
			return nil, false
		}
	}
	return readable, true
}

// narrowColumns chooses the widths of columns whose natural ones do not fit: columns no
// wider than an equal share keep theirs, and the others are narrowed in proportion to
// their text.
func narrowColumns(widths []columnWidth, room, em unit.Abs) {
	open := make([]*columnWidth, 0, len(widths)) // those not decided
	for i := range widths {
		open = append(open, &widths[i])
	}
	decide := func(width func(*columnWidth) (unit.Abs, bool)) (any bool) {
		rest := open[:0]
		for _, c := range open {
			if v, ok := width(c); ok {
				c.text, any = v, true
				room -= v
				continue
			}
			rest = append(rest, c)
		}
		open = rest
		return any
	}
	for len(open) > 0 {
		share := room / unit.Abs(len(open))
		if !decide(func(c *columnWidth) (unit.Abs, bool) { return c.natural, c.given || c.natural <= max(share, c.least) }) {
			break
		}
	}
	for len(open) > 0 {
		var sum unit.Abs
		for _, c := range open {
			sum += c.natural
		}
		all, total := room, int64(sum)
		part := func(c *columnWidth) unit.Abs { return all.Scale(int64(c.natural), total) }
		if decide(func(c *columnWidth) (unit.Abs, bool) { return c.least, part(c) < c.least }) {
			continue
		}
		// Whole characters, so that lines of Han fill them; those left over go to the
		// columns that lost the largest parts of one.
		left := room
		for _, c := range open {
			c.text = max(c.least, part(c)/em*em)
			left -= c.text
		}
		slices.SortStableFunc(open, func(a, b *columnWidth) int { return cmp.Compare(part(b)-b.text, part(a)-a.text) })
		for len(open) > 0 {
			c, n := *open[0], 1 // columns with the same text stay equal
			for n < len(open) && *open[n] == c {
				n++
			}
			if more := min(em, c.natural-c.text); part(&c) > c.text && left >= em*unit.Abs(n) {
				for _, c := range open[:n] {
					c.text += more
				}
				left -= more * unit.Abs(n)
			}
			open = open[n:]
		}
		return
	}
}

// placeColumns places the columns side by side in the middle of the measure. What
// whole characters leave of a full measure is divided among the columns.
func (w *tableBuilder) placeColumns() {
	t := w.t
	n := unit.Abs(len(w.widths))
	broken := false
	for i := range w.widths {
		t.width += w.widths[i].text + t.style.gutter
		broken = broken || w.widths[i].text < w.widths[i].natural
	}
	spare := w.measure - t.width
	if spare < 0 || !broken {
		spare = 0
	}
	t.width += spare
	t.left = w.inset + max(0, (w.measure-t.width)/2)
	x := t.left
	for i := range w.widths {
		width := w.widths[i].text + t.style.gutter + spare/n
		if i == len(w.widths)-1 {
			width = t.left + t.width - x
		}
		t.columns = append(t.columns, tableColumn{x, width})
		x += width
	}
}

// reportWide reports a table that does not fit, with its widest column.
func (w *tableBuilder) reportWide(need unit.Abs) {
	widest := 0
	for i := range w.widths {
		if w.widths[i].least > w.widths[widest].least {
			widest = i
		}
	}
	name := ""
	for r := range w.source.Head {
		at := w.t.owners[r][widest]
		if s := plainText(w.source.Rows[at.row][at.column].Inlines); s != "" {
			name = s
		}
	}
	if name == "" {
		for _, row := range w.source.Rows {
			if s := plainText(row[widest].Inlines); s != "" {
				name = s
				break
			}
		}
	}
	hint := diag.Term{ZH: "缩短这一栏的文字，减少栏数，或写 rotate = true 把表转过来排", EN: "shorten the text of this column, use fewer columns, or turn the table with rotate = true"}
	if w.source.Rotate {
		hint = diag.Term{ZH: "缩短这一栏的文字，或减少栏数", EN: "shorten the text of this column or use fewer columns"}
	}
	w.log.Add("table-too-wide", w.source.Span, w.size.String(), Millimetres(need-w.measure), widest+1, name, hint)
}
