package diag

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"unicode/utf8"

	"jianbao/content/numeral"
)

// UnitKind is the kind of a unit of a document.
type UnitKind uint8

// The kinds of units.
const (
	UnitParagraph UnitKind = iota // of the body
	UnitCell                      // of a table
	UnitNote                      // a footnote or endnote
	UnitTextbox
)

// String returns the kind's name in JSON.
func (k UnitKind) String() string {
	return [...]string{UnitParagraph: "paragraph", UnitCell: "cell", UnitNote: "note", UnitTextbox: "textbox"}[k]
}

// Unit is a part of a document that has no lines, in whose numbers people find a
// place with their word processor. A cell, note or text box of several paragraphs has
// a Unit for each of them.
type Unit struct {
	Off    int // where its text begins in the source's Data
	Unseen int // bytes at its beginning that are not counted: its automatic number
	Before int // characters of the same cell, note or text box before it
	Kind   UnitKind
	// Paragraph is the ordinal of the paragraph of the body, or of the one that a
	// table follows and that a note or text box stands in. All ordinals are from 1; 0
	// is before the first paragraph.
	Paragraph        int
	Table, Row, Cell int // of UnitCell
	// Sheet is the name of the worksheet of a UnitCell of a workbook, whose Table is the
	// ordinal of the sheet and whose Cell is that of the column.
	Sheet string
	Note  int // of UnitNote
}

// Place returns where a character of the unit, counted from 1, is: 第12段第5字, or
// paragraph 12 character 5.
func (u *Unit) Place(lang Lang, character int) string {
	var at string
	if u.Sheet != "" {
		return u.Sheet + " " + ColumnName(u.Cell) + strconv.Itoa(u.Row)
	}
	if lang == EN {
		switch u.Kind {
		case UnitCell:
			at = fmt.Sprintf("table %d row %d cell %d", u.Table, u.Row, u.Cell)
		case UnitNote:
			at = fmt.Sprintf("note %d", u.Note)
		case UnitTextbox:
			at = fmt.Sprintf("paragraph %d text box", u.Paragraph)
		default:
			at = fmt.Sprintf("paragraph %d", u.Paragraph)
		}
		return fmt.Sprintf("%s character %d", at, character)
	}
	switch u.Kind {
	case UnitCell:
		at = fmt.Sprintf("表%d第%d行第%d格", u.Table, u.Row, u.Cell)
	case UnitNote:
		at = "注" + numeral.Circled(u.Note)
	case UnitTextbox:
		at = fmt.Sprintf("第%d段文本框", u.Paragraph)
	default:
		at = fmt.Sprintf("第%d段", u.Paragraph)
	}
	return fmt.Sprintf("%s第%d字", at, character)
}

// ColumnName returns the name of a column of a worksheet, from 1: A, Z, AA.
func ColumnName(n int) string {
	name := ""
	for ; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// UnitAt returns the unit that contains a byte of Data; nil if the source has lines.
func (s *Source) UnitAt(off int) *Unit {
	if len(s.Units) == 0 {
		return nil
	}
	return unitAt(s.Units, off)
}

// unitAt returns the unit that contains a byte.
func unitAt(units []Unit, off int) *Unit {
	i := sort.Search(len(units), func(i int) bool { return units[i].Off > off })
	return &units[max(i-1, 0)]
}

// inUnit returns the line and column of a byte in a source with units: the ordinal
// of the paragraph and of the character.
func (l *Lines) inUnit(off int) (line, column int) {
	off = min(max(off, 0), len(l.data))
	u := unitAt(l.units, off)
	from := min(u.Off+u.Unseen, len(l.data))
	for k := 1; k < utf8.UTFMax && off > from && off < len(l.data) && !utf8.RuneStart(l.data[off]); k++ {
		off--
	}
	column = u.Before + 1
	if l.last.line == u.Off+1 && l.last.off <= off {
		from, column = l.last.off, l.last.column
	}
	if off > from {
		column += utf8.RuneCount(l.data[from:off])
		l.last.line, l.last.off, l.last.column = u.Off+1, off, column
	}
	return u.Paragraph, column
}

// around returns the bounds of the line that is shown for a byte. In a source with
// units that is the part of the unit between line breaks.
func (l *Lines) around(off int) (start, end int) {
	off = min(max(off, 0), len(l.data))
	i, found := slices.BinarySearch(l.starts, off)
	if found {
		i++
	}
	return l.Bounds(max(i, 1))
}

// place returns the position of a byte as findings show it behind the path:
// ":3:1", or in words where the source has units.
func (l *Lines) place(off int, lang Lang) string {
	line, column := l.Position(off)
	if l.units == nil {
		return fmt.Sprintf(":%d:%d", line, column)
	}
	return " " + unitAt(l.units, min(max(off, 0), len(l.data))).Place(lang, column)
}

// Place returns the path of a span's source and the position in it as findings show
// them: a.txt:3:1, or a.docx 第12段第5字. Lines is the index of its source, nil if that
// is a whole file.
func (s Span) Place(lines *Lines, lang Lang) string {
	if lines == nil {
		return s.path()
	}
	return s.path() + lines.place(s.Start, lang)
}
