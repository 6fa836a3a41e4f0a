package manifest

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// tablePieces are pieces of lines of which tables are made.
var tablePieces = []string{
	"| 甲 | 乙 |\n", "|---|---|\n", "| :-: | --: |\n", "| 1 | 2 |\n", "| > | 3 |\n", "| ^ | 4 |\n", "| \\> | \\^ |\n", "丙 | 丁\n", "- | -\n", "| 戊 |\n", "|---|\n", "| 己 | 庚 | 辛 |\n",
	"\n", "\n\n", "> ", "- ", "1. ", "  ", ": 表1 标题｜单位：万元\n", ": 蓄水\n", ": 注：丙\n", ": 单位：人\n", "：表2标题\n", ": 一句话。\n", ":", "：", "正文\n", "**", "*", "`", "\\|", "|", "\\", "~2~", "<br>", "&amp;", "王*", "#", "---\n", "[甲](http://a.b)", "　", "\t", "\n",
}

// tableText makes a text of pieces by their numbers.
func tableTextOf(raw []byte) string {
	var b strings.Builder
	for _, c := range raw[:min(len(raw), 60)] {
		b.WriteString(tablePieces[int(c)%len(tablePieces)])
	}
	return b.String()
}

var (
	tableLineMarkup = regexp.MustCompile(`(?m)^(?:[ \t]*(?:>|[-+*](?:[ \t]|$)|[0-9]+[.)](?:[ \t]|$)))*[ \t]*(?:#{1,6}(?:[ \t]|$)|[-=][-= \t]*$)?`)
	tableMarkup     = regexp.MustCompile(`(?m)<br>|\]\(http://a\.b\)|\[|\\|[ \t]#+[ \t]*$|&amp;|` + "`")
)

// aloneInCell reports whether the sign at an offset stands alone in a cell.
func aloneInCell(text string, off int) bool {
	before := strings.TrimRight(text[:off], " \t")
	after := strings.TrimLeft(text[off+1:], " \t")
	return (before == "" || strings.ContainsRune("|\n>", rune(before[len(before)-1]))) && (after == "" || after[0] == '|' || after[0] == '\n')
}

// tableFence matches a line that may begin a block of code.
var tableFence = regexp.MustCompile("(?m)^[ \t>+*0-9.)-]*(?:```|~~~)")

// checkTables reads a text as an article and returns what of it got lost; "" if all is
// well or there is an error, so that nothing is printed.
func checkTables(t *testing.T, text string) string {
	log := &diag.List{}
	l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
	src := &diag.Source{Path: "a.md", Data: []byte(text)}
	blocks, ok := l.markdown(src, "")
	if ok == log.HasErrors() {
		return fmt.Sprintf("%q: %v, with %v", text, ok, log.Items())
	}
	checkPlaces(t, blocks)
	if !ok || tableFence.MatchString(text) { // what stands behind and below a fence is code, which has tests of its own
		return ""
	}
	for table := range content.Tables(blocks) {
		if fault := tableFault(table); fault != "" {
			return fmt.Sprintf("%q: %s: %s", text, fault, showTable(table))
		}
	}
	printed := make([]bool, len(text))
	printedBytes(blocks, printed)
	for _, d := range log.Items() {
		for i := max(d.Span.Start, 0); i < d.Span.End && i < len(text); i++ {
			printed[i] = true
		}
	}
	for _, re := range []*regexp.Regexp{tableLineMarkup, tableMarkup} {
		for _, at := range re.FindAllStringIndex(text, -1) {
			for i := at[0]; i < at[1]; i++ {
				printed[i] = true
			}
		}
	}
	for i, r := range text {
		if !printed[i] && !((r == '>' || r == '^') && aloneInCell(text, i)) && !strings.ContainsRune(" \n\t　*~", r) {
			return fmt.Sprintf("%q at %d of %q is not printed: %s", r, i, text, show(blocks))
		}
	}
	return ""
}

// tableFault returns what is wrong with a table; "" if nothing is.
func tableFault(t *content.Table) string {
	columns := len(t.Columns)
	switch {
	case columns == 0 || columns > content.MaxColumns || len(t.Rows) == 0 || columns*len(t.Rows) > content.MaxCells:
		return "wrong size"
	case t.Head >= len(t.Rows):
		return "no body"
	}
	owner := map[[2]int]bool{}
	for r, row := range t.Rows {
		if len(row) != columns {
			return "a row with other cells"
		}
		for c := range row {
			cell := &row[c]
			if cell.Covered() {
				if cell.Inlines != nil || cell.Columns != 0 {
					return "text in a covered cell"
				}
				continue
			}
			for y := r; y < r+cell.Rows; y++ {
				for x := c; x < c+cell.Columns; x++ {
					if y >= len(t.Rows) || x >= columns || owner[[2]int{y, x}] || (y < t.Head) != (r < t.Head) || (y != r || x != c) && !t.Rows[y][x].Covered() {
						return "cells that overlap"
					}
					owner[[2]int{y, x}] = true
				}
			}
		}
	}
	if len(owner) != columns*len(t.Rows) {
		return "a hole"
	}
	return ""
}

func TestTablesSurvive(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 1))
	texts := 2000
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		texts = 100_000
	}
	tables := 0
	for range texts {
		raw := make([]byte, 2+r.IntN(14))
		for i := range raw {
			raw[i] = byte(r.IntN(len(tablePieces)))
			if r.IntN(3) > 0 {
				raw[i] = byte(r.IntN(8)) // rows
			}
		}
		text := tableTextOf(raw)
		if fault := checkTables(t, text); fault != "" {
			t.Fatal(fault)
		}
		if strings.Contains(text, "|\n|-") {
			tables++
		}
	}
	if tables < texts/20 {
		t.Errorf("%d of %d texts have tables", tables, texts)
	}
}

// FuzzTables takes each byte for a piece of a table of Markdown, and all of them for a
// table in CSV form.
func FuzzTables(f *testing.F) {
	f.Add([]byte{18, 0, 1, 4, 5, 20})
	f.Add([]byte{14, 0, 14, 1, 14, 3, 12, 19})
	f.Add([]byte("a,\"b\n\"\"c\"\"\",\r\n1,,\"\"\n"))
	f.Add([]byte("a\t b\n>\t^\n\\>\tx~2~"))
	f.Add([]byte("\"a"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if fault := checkTables(t, tableTextOf(raw)); fault != "" {
			t.Fatal(fault)
		}
		if utf8.Valid(raw) {
			for _, comma := range []byte(",\t;") {
				if fault := checkCSV(string(raw), comma); fault != "" {
					t.Fatal(fault)
				}
			}
		}
	})
}

// checkCSV compares the fields of a text with those that encoding/csv reads; "" if they
// are the same.
func checkCSV(text string, comma byte) string {
	src := &diag.Source{Path: "a.csv", Data: []byte(text)}
	c := csvText{data: text, place: whole(src), comma: comma}
	records, cells, fault := c.records()
	if fault != nil && (fault.from < 0 || fault.to > len(text) || fault.from >= fault.to) {
		return fmt.Sprintf("%q: a fault at %d–%d", text, fault.from, fault.to)
	}
	n := 0
	for i := range records {
		n += records[i].n
		for k := range records[i].fields {
			f := &records[i].fields[k]
			for off, r := range f.value {
				at := f.place.At(off, off+utf8.RuneLen(r)).Text()
				if at != string(r) && !strings.HasPrefix(at, "\r") && at != "\f" {
					return fmt.Sprintf("%q: %q of %q is at %q", text, r, f.value, at)
				}
			}
		}
	}
	if fault == nil && n > cells {
		return fmt.Sprintf("%q: %d cells of %d", text, n, cells)
	}
	plain := strings.ReplaceAll(text, "\r\n", "\n")
	if strings.ContainsAny(plain, "\r\f") || strings.HasPrefix(plain, "\n") || strings.Contains(plain, "\n\n") {
		return "" // encoding/csv has other line ends, and skips empty lines
	}
	r := csv.NewReader(strings.NewReader(plain))
	r.Comma, r.FieldsPerRecord = rune(comma), -1
	want, err := r.ReadAll()
	if (err == nil) != (fault == nil) {
		return fmt.Sprintf("%q: %v, but encoding/csv %v", text, fault, err)
	}
	if err != nil {
		return ""
	}
	got := make([][]string, len(records))
	for i := range records {
		for _, f := range records[i].fields {
			got[i] = append(got[i], f.value)
		}
		if records[i].n != len(want[min(i, len(want)-1)]) {
			return fmt.Sprintf("%q: %d fields, not %d", text, records[i].n, len(want[i]))
		}
	}
	if !slices.EqualFunc(got, want, func(a, b []string) bool { return slices.Equal(a, b[:min(len(b), content.MaxColumns)]) }) {
		return fmt.Sprintf("%q: %q, but encoding/csv %q", text, got, want)
	}
	return ""
}
