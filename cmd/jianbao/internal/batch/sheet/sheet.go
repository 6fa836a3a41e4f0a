// Package sheet reads the cells of a worksheet of an Excel or WPS workbook (.xlsx,
// ECMA-376 part 1, 18) as the texts that the workbook was saved with.
package sheet

import (
	"strconv"
	"strings"

	"jianbao/content/docx/opc"
)

// Bounds of a sheet.
const (
	MaxRows    = 100_000
	MaxColumns = 256
	maxColumn  = 16_384 // of the format
)

// Sheet is the first visible sheet of a workbook.
type Sheet struct {
	Name    string
	Ordinal int      // among all sheets, from 1
	Others  []string // names of the other sheets
	Rows    []Row    // those with cells, ascending, without hidden ones
	// HiddenRows and HiddenColumns hold the numbers, from 1, of hidden rows and columns
	// that have cells, ascending.
	HiddenRows, HiddenColumns []int
}

// Row is a row of a sheet.
type Row struct {
	Number int    // from 1
	Cells  []Cell // with text or a problem, ascending by column
}

// Cell is a cell with its text: numbers in the fewest digits, dates as 2006-01-02, with
// the time behind them if it is not midnight.
type Cell struct {
	Column  int // from 1
	Text    string
	Problem Problem
}

// Problem is why a cell has no text.
type Problem uint8

// The problems.
const (
	NoProblem  Problem = iota
	ErrorValue         // it shows an error, which is its text: #REF!
	NotCounted         // it is a formula that was saved without its result
)

// WideError is returned for a sheet that is larger than the bounds.
type WideError struct{ Rows, Columns int }

func (e *WideError) Error() string { return "the sheet is too large" }

// Read returns the first visible sheet of a workbook. An error is an *opc.Error or a
// *WideError.
func Read(data []byte) (*Sheet, error) {
	p, err := opc.Open(data)
	if err != nil {
		return nil, err
	}
	b := &book{Package: p, main: p.Main()}
	if b.main == "" {
		return nil, &opc.Error{Problem: opc.NotPackage}
	}
	s, part, err := b.first()
	if err != nil {
		return nil, err
	}
	if err := b.readStrings(); err != nil {
		return nil, err
	}
	if err := b.readStyles(); err != nil {
		return nil, err
	}
	return s, b.cells(s, part)
}

// book is a workbook while it is read.
type book struct {
	*opc.Package
	main    string
	since   int // of the date system, see day
	strings []string
	dated   []bool            // by style: whether numbers are dates
	byType  map[string]string // parts that the main part refers to, by the type of relationship
}

// first returns the first visible sheet, without its rows, and the name of its part.
func (b *book) first() (s *Sheet, part string, err error) {
	root, err := b.root(b.main)
	if err != nil {
		return nil, "", err
	}
	relations, err := b.Relationships(b.main)
	if err != nil {
		return nil, "", err
	}
	byID := map[string]opc.Relationship{}
	b.byType = map[string]string{}
	for _, r := range relations {
		byID[r.ID], b.byType[r.Type] = r, r.Target
	}
	b.since = day1900
	if on(root.Child("s:workbookPr").Attr("date1904")) {
		b.since = day1904
	}
	var others []string
	n := 0
	for sheet := range root.Child("s:sheets").Children() {
		if sheet.Name() != "s:sheet" {
			continue
		}
		n++
		r := byID[sheet.Attr("r:id")]
		if state := sheet.Attr("state"); s == nil && r.Type == "worksheet" && (state == "" || state == "visible") {
			s, part = &Sheet{Name: sheet.Attr("name"), Ordinal: n}, r.Target
			continue
		}
		others = append(others, sheet.Attr("name"))
	}
	if s == nil {
		return nil, "", &opc.Error{Problem: opc.Missing, Part: "xl/worksheets/sheet1.xml"}
	}
	s.Others = others
	return s, part, nil
}

// on reports whether an attribute is true.
func on(s string) bool { return s == "1" || s == "true" || s == "on" }

// root returns the root element of a part.
func (b *book) root(part string) (opc.Node, error) {
	t, err := b.XML(part)
	if err != nil {
		return opc.Node{}, err
	}
	return t.Root(), nil
}

// readStrings reads the texts that cells refer to.
func (b *book) readStrings() error {
	part := b.byType["sharedStrings"]
	if part == "" || !b.Has(part) {
		return nil
	}
	root, err := b.root(part)
	if err != nil {
		return err
	}
	for item := range root.Children() {
		if item.Name() == "s:si" {
			b.strings = append(b.strings, textOf(item))
		}
	}
	return nil
}

// textOf returns the text of a string item without its readings.
func textOf(n opc.Node) string {
	var text strings.Builder
	for c := range n.Children() {
		switch c.Name() {
		case "s:t":
			text.WriteString(c.Text())
		case "s:r":
			text.WriteString(c.Child("s:t").Text())
		}
	}
	return unescaped(text.String())
}

// unescaped returns a text with the characters that XML cannot have (ECMA-376 part 1,
// 22.9.2.19): _x000D_.
func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var out strings.Builder
	for len(s) > 0 {
		if len(s) >= 7 && s[:2] == "_x" && s[6] == '_' {
			if n, err := strconv.ParseUint(s[2:6], 16, 16); err == nil {
				out.WriteRune(rune(n))
				s = s[7:]
				continue
			}
		}
		out.WriteByte(s[0])
		s = s[1:]
	}
	return out.String()
}
