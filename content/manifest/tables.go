package manifest

import (
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/charset"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/strict"
)

// tableEntry is an entry for a table of an article in the manifest.
type tableEntry struct {
	content.Table
	position
	file, text    given
	encoding      string
	caption, unit content.Text
	notes         []content.Text
	headAt        diag.Span // of the value; its Source is nil if head is not given
	sideAt        diag.Span
	columns       []content.Column // as far as align and widths give them
	longest       string           // the key that gives most of them
	longestAt     diag.Span
}

// tableEndings returns the extensions of files of tables.
func tableEndings() []string { return []string{".csv", ".tsv", ".tab"} }

// tableAligns returns the words for alignments, in the order of their values.
func tableAligns() []string { return []string{"", "left", "center", "right", "figure"} }

func (l *loader) tablesOf(t *strict.Table, k *key.Key, a *articleEntry) {
	for _, sub := range t.Subs(k.Name) {
		e := tableEntry{Table: content.Table{Head: 1, Span: sub.Span()}, encoding: charset.Auto}
		read(l, sub, tableKeys(), &e)
		e.Caption, e.Unit, e.Notes = numbered(l.caption(e.caption)), l.caption(e.unit), l.captions(e.notes)
		l.tableCells(sub, &e)
		a.floats = append(a.floats, float{e.position, &e.Table, e.Span.Start})
	}
}

func (l *loader) tableHead(t *strict.Table, k *key.Key, e *tableEntry) {
	if n, ok := t.Int(k.Name, int64(k.Min), int64(k.Max)); ok {
		e.Head, e.headAt = int(n), t.ValueSpan(k.Name)
	}
}

func (l *loader) tableSide(t *strict.Table, k *key.Key, e *tableEntry) {
	if n, ok := t.Int(k.Name, int64(k.Min), int64(k.Max)); ok {
		e.Side, e.sideAt = int(n), t.ValueSpan(k.Name)
	}
}

// column returns the properties of the i-th column, from 0, for a key that gives them.
func (e *tableEntry) column(i int, t *strict.Table, k *key.Key) *content.Column {
	if len(e.columns) <= i {
		e.columns = append(e.columns, make([]content.Column, i+1-len(e.columns))...)
		e.longest, e.longestAt = k.Name, t.ValueSpan(k.Name)
	}
	return &e.columns[i]
}

func (l *loader) tableAlign(t *strict.Table, k *key.Key, e *tableEntry) {
	for i, s := range t.Strs(k.Name) {
		n := slices.Index(k.Values, s.Value)
		if n < 0 {
			l.log.AddFix("bad-value", s.Place.At(0, len(s.Value)), diag.Fix{DidYouMean: diag.Nearest(s.Value, k.Values[1:])}, dotted(t, k.Name), s.Value, k.Values[1:])
			continue
		}
		e.column(i, t, k).Align = content.ColumnAlign(n)
	}
}

func (l *loader) tableWidths(t *strict.Table, k *key.Key, e *tableEntry) {
	for i, s := range t.Strs(k.Name) {
		value := strings.TrimSpace(s.Value)
		column := e.column(i, t, k)
		if value == "" {
			continue
		}
		sign, unit := lengthParts(value)
		if sign != 1 || !slices.Contains([]string{"em", "mm", "cm", "pt"}, unit) {
			var fix diag.Fix
			if sign > 0 && unit == "" {
				fix.Write = `"` + value + `em"`
			}
			l.log.AddFix("table-width", s.Place.At(0, len(s.Value)), fix, s.Value)
			continue
		}
		column.Width = content.Text(s)
	}
}

// tableCells reads the rows of a table. One that has errors has none.
func (l *loader) tableCells(t *strict.Table, e *tableEntry) {
	switch {
	case e.file.value != nil && e.text.value != nil:
		l.log.Add("file-and-text", e.text.value.Key)
	case e.file.value == nil && e.text.value == nil:
		l.log.Add("table-no-text", t.Span())
	case e.file.ok:
		f := copyFile{kind: KindTable, given: e.file, encoding: e.encoding, endings: tableEndings(), format: "table-format", extension: "table-extension"}
		ok := l.copyFile(&f)
		if e.File = f.src; !ok {
			return
		}
		c := csvText{data: string(f.src.Data), place: whole(f.src), comma: ',', told: true}
		if f.ending != ".csv" {
			c.comma = '\t'
		}
		l.csv(&c, e)
	case e.text.ok:
		if t.Has("encoding") {
			l.log.Add("encoding-of-text", t.KeySpan("encoding"))
		}
		l.nameOfFile(&e.text, tableEndings())
		printed := l.printable(t, "text", e.text.text)
		l.csv(&csvText{data: printed.Value, place: printed.Place, comma: ','}, e)
	}
}

// csv reads the rows of a table from a text.
func (l *loader) csv(c *csvText, e *tableEntry) {
	c.data, c.place = l.withoutMarks(c.data, c.place)
	records, cells, fault := c.read(l.log)
	switch {
	case fault != nil:
		l.log.Add(fault.code, c.place.At(fault.from, fault.to))
		return
	case cells > content.MaxCells:
		l.log.Add("table-cells", e.Span, cells, content.MaxCells)
		return
	}
	g, ok := l.csvGrid(c, records, e.Span)
	if !ok {
		return
	}
	g.head = e.Head
	switch {
	case e.headAt.Source != nil && e.Head >= len(g.rows):
		l.log.Add("table-head", e.headAt, e.Head, len(g.rows))
		return
	case e.Side > 0 && e.Side >= len(g.columns):
		l.log.Add("table-side", e.sideAt, e.Side, len(g.columns))
		return
	case len(e.columns) > len(g.columns):
		l.log.Add("table-many", e.longestAt, e.longest, len(e.columns), len(g.columns))
		return
	}
	copy(g.columns, e.columns)
	if read := g.table(l.log, e.Span); read != nil {
		e.Columns, e.Head, e.Rows = read.Columns, read.Head, read.Rows
	}
}

// csvGrid returns the cells of records, without the last rows and columns that are
// empty, which a notice reports.
func (l *loader) csvGrid(c *csvText, records []csvRecord, at diag.Span) (g grid, ok bool) {
	rows, width := 0, 0
	widest := 0
	for i := range records {
		r := &records[i]
		for k := len(r.fields); k > 0; k-- {
			if !allInvisible(r.fields[k-1].value) {
				rows, width = i+1, max(width, k)
				break
			}
		}
		if r.n > content.MaxColumns {
			l.log.Add("table-columns", c.place.At(r.from, r.to), r.n, content.MaxColumns)
			return g, false
		}
		widest = max(widest, r.n)
	}
	if rows == 0 {
		l.log.Add("table-empty", at)
		return g, false
	}
	if rows < len(records) || width < widest {
		last := records[rows-1]
		l.log.Add("table-trimmed", c.place.At(last.from, last.to), len(records)-rows, widest-width)
	}
	g.columns = make([]content.Column, width)
	wrong := 0
	for i := range records[:rows] {
		r := &records[i]
		if r.n < width {
			if wrong++; wrong <= maxRowErrors {
				l.log.Add("csv-row", c.place.At(r.from, max(r.to, min(r.from+1, len(c.data)))), r.n, width)
			}
			continue
		}
		row := make([]rawCell, width)
		for k := range row {
			row[k] = c.cell(&r.fields[k])
		}
		g.rows = append(g.rows, row)
	}
	return g, wrong == 0
}

// cell returns a field as a cell. Spaces around it and tabs are no part of its text;
// an ideographic space at the beginning is an indent of the copy.
func (c *csvText) cell(f *csvField) rawCell {
	value := strings.ReplaceAll(f.value, "\t", " ")
	from := len(value) - len(strings.TrimLeft(value, " \n"))
	value = strings.TrimRight(value[from:], " \n\u3000")
	cell := rawCell{span: f.place.At(from, from+len(value))}
	switch {
	case isJoin(value):
		cell.join = value[0]
	case !allInvisible(value):
		cell.inlines = simpleInlines(value, f.place.Slice(from, from+len(value)))
	}
	return cell
}
