package frame

import (
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"jianbao/fonts"
	"jianbao/layout/unit"
)

// Dump writes a document as JSON Lines, one object for each line, each picture,
// each tint and each rule of a table, a box, above notes or below a running head, in
// the order of pages and, on a page, in reading
// order. Other rules, and pages with neither lines nor pictures, do not appear. Lengths are in points as
// exact decimals, with at most five places; coordinates, including those of
// glyphs, are measured from the top left corner of the trimmed page, y
// downwards. An error is one of w.
//
//	page      number of the page in the file, from 1
//	label     the page's printed number; "" if it has none
//	kind      cover, contents, leader, section, title, author, heading, body,
//	          label (of a list item), quote, code, source, imprint, folio, header, caption,
//	          separator, verse, name, box-title, jump, kicker, subtitle, salutation, attachment,
//	          attachment-label, signature, signed-date,
//	          cell, table-caption, table-unit, table-note, continued, note, document
//	section   from 1; 0: outside
//	article   from 1 over the whole issue; 0: outside
//	block     ordinal of the paragraph, heading … within its article or page
//	level     of a heading, from 1, also of one in the contents; nesting of a list
//	          or quote
//	node      what the line is content of, as a path through the document's
//	          structure: "Sect[3]/Art[2]/L[3]/LI[1]/LBody[2]", roles as in ISO
//	          32000-1 14.8.4, each number counting all children of the parent
//	          from 1; "" for an artifact (folio, header, leader, continued, repeated
//	          head of a table)
//	text      source text of the line, what is dropped at its end included
//	x, y      left edge of the first box, baseline
//	width     from the first box's left edge to the last one's right edge
//	measure   what the line had to fill
//	size      nominal size
//	grid      line of the baseline grid, from 0; -1: off the grid
//	register  name of a copyfitted article's own grid; "": the issue's
//	first     of its paragraph; of a typed line of code, which may be turned
//	last      of it
//	justify   the line was to fill its measure
//	repair    none, shrink, stretch, loose, forced
//	glyphs    [text, x, advance, face]: source text, "" for all but the first
//	          glyph of a cluster and for a hyphen added at a line end; left edge
//	          and width of the box; PostScript name of the face. A glyph of a
//	          subscript or superscript has three more: "sub" or "super", its
//	          size, and the height of its baseline above the line's
//
// A line of an official document's head or imprint, of its addressees or its note
// has
//
//	part      copy-number, secrecy, urgency, mark, number, signers, to, note,
//	          copies-to, issued
//
// A line or picture in a column of a page with several has
//
//	page-column  its column, from 0
//
// A line that has glyphs of a run-in head has one key more:
//
//	run-in    [from, to): its glyphs
//
// A line in which notes are called has
//
//	notes     their marks, ["①", "②"]
//
// and a line of a note at the foot of a page or the end of an article, or of one that
// the cells of a table call
//
//	mark      the note's mark, "①", on each of its lines
//
// A line with marks below it or readings above it has
//
//	marks     [form, from, to, x, y, width, height] of each mark: dot, name,
//	          book or underline; the glyphs of the text that the mark belongs
//	          to; the box of the mark, its top measured downwards from the baseline
//	ruby      [text, from, to, x, width, size, rise] of each reading: the glyphs
//	          of its base; its left edge, width and size, and the height of its
//	          baseline above the line's
//
// Lines of a table also have
//
//	table     its ordinal over the whole issue, from 1
//	part      of a table divided among pages, from 1
//	turned    true if the line runs from the foot of the page to its head: x and
//	          y are the start of its baseline, and glyphs lie above that on the
//	          page by as much as their x is greater than the line's; else absent
//
// and lines of cells, of which an empty cell has one without text,
//
//	row       the cell's first row, from 1; rows of the head count, also where
//	          they are repeated
//	column    its first column, from 1
//	rows      number of rows that it spans
//	columns   number of columns that it spans
//	head      whether it is in the head
//	repeated  whether the head is repeated
//
// A line in a box has
//
//	box       ordinal of the box over the whole issue, from 1
//
// A rule or the tint of a box has page, label, kind (rule, tint), box, x, y, width
// and height of its part on the page.
//
// A rule of a table has page, label, kind (rule), table, part, x, y, width and
// height of its box; a rule of a masthead, of the box around the contents, above the
// notes of a page, below a running head or of an official document's head or imprint
// has of (masthead, contents, note, header, document, separator) in place of table and part.
//
// A picture has page, label, section, article (0 on the cover), block, node (""
// for decoration), grid and register as a line has; its caption is the caption lines of the same article
// and block. The rest is
//
//	kind      picture
//	file      its path below the manifest's folder; "" for a QR code
//	alt       alternate text
//	x, y      top left corner of its box; a picture that bleeds begins outside
//	          the page
//	width     of the box
//	height    of the box
//	ppi       pixels per inch at that size, rounded down; 0 for a QR code
//
// and a QR code has
//
//	qr        the address that it opens
//	modules   number of modules at a side of its box, with the quiet zone
func Dump(w io.Writer, doc *Document) error {
	d := dumper{names: map[*fonts.Face]string{}, nodes: paths(doc.Root), buf: make([]byte, 0, 1<<16)}
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			switch item := item.(type) {
			case *Line:
				d.line(i+1, doc.Pages[i].Label, item)
			case *Picture:
				d.picture(i+1, doc.Pages[i].Label, item)
			case *Rule:
				d.rule(i+1, doc.Pages[i].Label, item)
			case *Tint:
				d.rectangle(i+1, doc.Pages[i].Label, KindTint, item.Box)
				d.extent(Rect{item.X, item.Y, item.Width, item.Height})
			}
			if len(d.buf) >= 1<<15 {
				if err := d.flush(w); err != nil {
					return err
				}
			}
		}
	}
	return d.flush(w)
}

type dumper struct {
	buf   []byte
	names map[*fonts.Face]string // as JSON strings
	nodes map[*Node]string       // paths
}

func (d *dumper) flush(w io.Writer) error {
	if _, err := w.Write(d.buf); err != nil {
		return fmt.Errorf("write dump: %w", err)
	}
	d.buf = d.buf[:0]
	return nil
}

func (d *dumper) picture(page int, label string, p *Picture) {
	d.num(`{"page":`, page)
	d.str(`,"label":`, label)
	d.str(`,"kind":`, string(KindPicture))
	d.num(`,"section":`, p.Section)
	d.num(`,"article":`, p.Article)
	d.num(`,"block":`, p.Block)
	d.str(`,"node":`, d.nodes[p.Node])
	name := ""
	if p.Image != nil {
		name = p.Image.Name
	}
	d.str(`,"file":`, name)
	d.str(`,"alt":`, p.Alt)
	d.abs(`,"x":`, p.X)
	d.abs(`,"y":`, p.Y)
	d.abs(`,"width":`, p.Width)
	d.abs(`,"height":`, p.Height)
	d.num(`,"ppi":`, p.Resolution())
	if p.Code != nil {
		d.str(`,"qr":`, p.Code.Address)
		d.num(`,"modules":`, p.Code.Side())
	}
	d.num(`,"grid":`, p.Grid)
	d.str(`,"register":`, p.Register)
	if p.PageColumn > 0 {
		d.num(`,"page-column":`, p.PageColumn-1)
	}
	d.buf = append(d.buf, "}\n"...)
}

// rule appends a rule of a table, a box, a masthead, an official document, the box around the contents, above
// the notes of a page or below a running head; others are not dumped.
func (d *dumper) rule(page int, label string, r *Rule) {
	if r.Table == 0 && r.Box == 0 && r.Kind != KindMasthead && r.Kind != KindContents && r.Kind != KindNote && r.Kind != KindSeparator && r.Kind != KindHeader && r.Kind != KindDocument {
		return
	}
	d.rectangle(page, label, KindRule, r.Box)
	switch {
	case r.Box > 0:
	case r.Table == 0:
		d.str(`,"of":`, string(r.Kind))
	default:
		d.num(`,"table":`, r.Table)
		d.num(`,"part":`, r.Part)
	}
	d.extent(Rect{r.X, r.Y, r.Width, r.Height})
}

// rectangle begins the object of a rule or tint, of a box if that is not 0.
func (d *dumper) rectangle(page int, label string, kind Kind, box int) {
	d.num(`{"page":`, page)
	d.str(`,"label":`, label)
	d.str(`,"kind":`, string(kind))
	if box > 0 {
		d.num(`,"box":`, box)
	}
}

// extent ends the object of a rule or tint.
func (d *dumper) extent(r Rect) {
	d.abs(`,"x":`, r.X)
	d.abs(`,"y":`, r.Y)
	d.abs(`,"width":`, r.Width)
	d.abs(`,"height":`, r.Height)
	d.buf = append(d.buf, "}\n"...)
}

// inTable appends the position of a line in a table.
func (d *dumper) inTable(t *InTable, turned bool) {
	d.num(`,"table":`, t.Table)
	d.num(`,"part":`, t.Part)
	if turned {
		d.flag(`,"turned":`, turned)
	}
	if t.Rows == 0 {
		return
	}
	d.num(`,"row":`, t.Row)
	d.num(`,"column":`, t.Column)
	d.num(`,"rows":`, t.Rows)
	d.num(`,"columns":`, t.Columns)
	d.flag(`,"head":`, t.Head)
	d.flag(`,"repeated":`, t.Repeated)
}

func (d *dumper) line(page int, label string, l *Line) {
	d.num(`{"page":`, page)
	d.str(`,"label":`, label)
	d.str(`,"kind":`, string(l.Kind))
	if l.Part != "" {
		d.str(`,"part":`, string(l.Part))
	}
	d.num(`,"section":`, l.Section)
	d.num(`,"article":`, l.Article)
	d.num(`,"block":`, l.Block)
	d.num(`,"level":`, l.Level)
	d.str(`,"node":`, d.nodes[l.Node])
	if l.Box > 0 {
		d.num(`,"box":`, l.Box)
	}
	if l.Table != nil {
		d.inTable(l.Table, l.Turned)
	}
	d.str(`,"text":`, l.Text)
	d.abs(`,"x":`, l.X)
	d.abs(`,"y":`, l.Y)
	d.abs(`,"width":`, l.Width)
	d.abs(`,"measure":`, l.Measure)
	d.abs(`,"size":`, l.Size)
	d.num(`,"grid":`, l.Grid)
	d.str(`,"register":`, l.Register)
	if l.PageColumn > 0 {
		d.num(`,"page-column":`, l.PageColumn-1)
	}
	d.flag(`,"first":`, l.First)
	d.flag(`,"last":`, l.Last)
	d.flag(`,"justify":`, l.Justify)
	repair := l.Repair
	if repair == "" {
		repair = RepairNone
	}
	d.str(`,"repair":`, string(repair))
	if r := l.RunIn; r.From < r.To {
		d.num(`,"run-in":[`, r.From)
		d.num(`,`, r.To)
		d.buf = append(d.buf, ']')
	}
	d.notes(l)
	d.decorations(l)
	d.rubies(l)
	b := append(d.buf, `,"glyphs":[`...)
	for i := range l.Glyphs {
		g := &l.Glyphs[i]
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		b = appendString(b, g.Text)
		b = append(b, ',')
		b = (l.X + g.X).Append(b)
		b = append(b, ',')
		b = g.Advance.Append(b)
		b = append(b, ',')
		b = append(b, d.face(g.Face)...)
		if g.Script != NoScript {
			b = append(append(append(b, `,"`...), g.Script.String()...), `",`...)
			b = append(g.Size.Append(b), ',')
			b = g.DY.Append(b)
		}
		b = append(b, ']')
	}
	d.buf = append(b, "]}\n"...)
}

// notes appends the mark of a note, or the marks of the notes that a line calls.
func (d *dumper) notes(l *Line) {
	if l.Mark != "" {
		d.str(`,"mark":`, l.Mark)
		return
	}
	for i := range l.Calls {
		key := `,`
		if i == 0 {
			key = `,"notes":[`
		}
		d.str(key, l.MarkOf(&l.Calls[i]))
	}
	if len(l.Calls) > 0 {
		d.buf = append(d.buf, ']')
	}
}

// decorations appends the marks below a line.
func (d *dumper) decorations(l *Line) {
	key := `,"marks":[["`
	for i := range l.Decorations {
		for _, m := range l.Decorations[i].Marks {
			d.buf = append(append(append(d.buf, key...), m.Form...), '"')
			d.num(`,`, l.Decorations[i].From)
			d.num(`,`, l.Decorations[i].To)
			d.abs(`,`, l.X+m.X)
			d.abs(`,`, m.Y)
			d.abs(`,`, m.Width)
			d.abs(`,`, m.Height)
			d.buf = append(d.buf, ']')
			key = `,["`
		}
	}
	if key == `,["` {
		d.buf = append(d.buf, ']')
	}
}

// rubies appends the readings above a line.
func (d *dumper) rubies(l *Line) {
	for i := range l.Rubies {
		r := &l.Rubies[i]
		key := `,[`
		if i == 0 {
			key = `,"ruby":[[`
		}
		d.str(key, r.Text)
		d.num(`,`, r.From)
		d.num(`,`, r.To)
		d.abs(`,`, l.X+r.X)
		d.abs(`,`, r.Width)
		d.abs(`,`, r.Size)
		d.abs(`,`, r.Glyphs[0].DY)
		d.buf = append(d.buf, ']')
	}
	if len(l.Rubies) > 0 {
		d.buf = append(d.buf, ']')
	}
}

// A key is given with the separator before it, its quotes and the colon.

func (d *dumper) num(key string, n int) {
	d.buf = strconv.AppendInt(append(d.buf, key...), int64(n), 10)
}

func (d *dumper) str(key, s string) { d.buf = appendString(append(d.buf, key...), s) }

func (d *dumper) abs(key string, a unit.Abs) { d.buf = a.Append(append(d.buf, key...)) }

func (d *dumper) flag(key string, v bool) {
	d.buf = strconv.AppendBool(append(d.buf, key...), v)
}

func (d *dumper) face(f *fonts.Face) string {
	name, ok := d.names[f]
	if !ok {
		if f != nil {
			name = f.PostScriptName()
		}
		name = string(appendString(nil, name))
		d.names[f] = name
	}
	return name
}

const hex = "0123456789abcdef"

// appendString appends a JSON string. Bytes that are not valid UTF-8 become
// U+FFFD; U+2028 and U+2029, which are line ends in JavaScript, are escaped.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && c != 0x7f {
				i++
				continue
			}
			b = append(b, s[from:i]...)
			switch c {
			case '"', '\\':
				b = append(b, '\\', c)
			case '\n':
				b = append(b, '\\', 'n')
			case '\t':
				b = append(b, '\\', 't')
			default:
				b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			}
			i++
			from = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || r == '\u2028' || r == '\u2029' {
			b = append(b, s[from:i]...)
			b = append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
			from = i + size
		}
		i += size
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}
