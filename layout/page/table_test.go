package page

import (
	"math/rand/v2"
	"slices"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/unit"
)

// Numbers of columns that align at the decimal sign (RULES 12.3).
func TestIsFigure(t *testing.T) {
	for s, want := range map[string]bool{
		"0": true, "12": true, "12345.6": true, "1,234": true, "12,345.67": true, "1 234.5": true, "-3.2": true, "−12.75": true, "+8": true,
		"±0.5": true, "3.2%": true, "5‰": true, "(12)": true, "（12）": true, "￥1,200.00": true, "<0.01": true, "≥5": true,
		"": false, "一": false, "12人": false, "1,23": false, "12,3456": false, "1.2.3": false, "2024-11-23": false, "0571-86201234": false,
		"10:30": false, "1～3": false, "A12": false, ".5": false, "5.": false, "3.2%%": false,
	} {
		if isFigure(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}

// A column is one of figures only if nothing else is in it and a number is.
func TestFigureColumns(t *testing.T) {
	cell := func(s string) content.Cell {
		c := content.Cell{Rows: 1, Columns: 1}
		if s != "" {
			c.Inlines = []content.Inline{content.Run{Value: s}}
		}
		return c
	}
	for _, c := range []struct {
		column []string
		align  content.ColumnAlign
		want   bool
	}{
		{[]string{"雨量", "1.5", "–", "", "…", "12"}, content.AlignAuto, true},
		{[]string{"雨量", "1.5", "微量"}, content.AlignAuto, false},
		{[]string{"雨量", "–", "", "…"}, content.AlignAuto, false},
		{[]string{"雨量", "1.5", "12"}, content.AlignLeft, false},
		{[]string{"雨量", "1.5", "微量"}, content.AlignFigure, true},
	} {
		table := &content.Table{Head: 1, Columns: []content.Column{{Align: c.align}}}
		for _, s := range c.column {
			table.Rows = append(table.Rows, []content.Cell{cell(s)})
		}
		if got := figureColumns(table); !slices.Equal(got, []bool{c.want}) {
			t.Errorf("%q: %v", c.column, got)
		}
	}
}

// One em takes the place of the blanks after a caption's number; 续表 has the
// number (RULES 12.1, 12.5).
func TestCaptionNumbers(t *testing.T) {
	for _, c := range []struct{ caption, number, printed string }{
		{"表1 标题", "1", "表1　标题"},
		{"表1　标题", "1", "表1　标题"},
		{"表2-3   甲 乙", "2-3", "表2-3　甲 乙"},
		{"表 4 标题", "4", "表 4　标题"},
		{"表A.1 标题", "A.1", "表A.1　标题"},
		{"表十二 标题", "十二", "表十二　标题"},
		{"表1", "1", "表1"},
		{"表1标题", "", "表1标题"},
		{"表彰名单", "", "表彰名单"},
		{"标题", "", "标题"},
	} {
		src := &diag.Source{Data: []byte(c.caption)}
		list := []content.Inline{content.Run{Value: c.caption, Place: diag.Place{Source: src, Steps: []diag.Step{{}}}}}
		printed := ""
		for _, in := range spacedNumber(list) {
			printed += in.(content.Run).Value
		}
		if n := numberOf(list); n != c.number || printed != c.printed {
			t.Errorf("%q: number %q, printed %q", c.caption, n, printed)
		}
	}
}

// widen keeps the total exactly.
func TestWiden(t *testing.T) {
	natural := func(c *columnWidth) *unit.Abs { return &c.natural }
	for _, widths := range [][]unit.Abs{{0, 0, 0}, {1, 2, 3}, {7, 0, 100}, {5}} {
		for _, total := range []unit.Abs{0, 1, 10, 1000, 12345} {
			var columns []columnWidth
			var before unit.Abs
			for _, w := range widths {
				columns = append(columns, columnWidth{natural: w})
				before += w
			}
			widen(columns, total, natural)
			var after unit.Abs
			for i := range columns {
				if columns[i].natural < widths[i] {
					t.Errorf("%v to %d: column %d is narrower", widths, total, i)
				}
				after += columns[i].natural
			}
			if after != max(before, total) {
				t.Errorf("%v to %d: %d", widths, total, after)
			}
		}
	}
}

// TestNarrowedColumns: columns that do not fit are narrowed in proportion to their text,
// and none has 2 em where there is room for 3 (RULES 12.6).
func TestNarrowedColumns(t *testing.T) {
	const em = 1000
	of := func(natural []unit.Abs) (columns []columnWidth) {
		for _, w := range natural {
			columns = append(columns, columnWidth{natural: w, least: min(w, leastColumn*em)})
		}
		return columns
	}
	widths := func(columns []columnWidth) (list []unit.Abs) {
		for i := range columns {
			list = append(list, columns[i].text)
		}
		return list
	}
	for _, c := range []struct {
		natural, want []unit.Abs
		room          unit.Abs
	}{
		{[]unit.Abs{5000, 5000, 5000, 5000, 60000}, []unit.Abs{3000, 3000, 3000, 3000, 8000}, 20000},
		{[]unit.Abs{3900, 4100, 60000}, []unit.Abs{3900, 3000, 5000}, 12000},
		{[]unit.Abs{2500, 4000, 60000}, []unit.Abs{2500, 3000, 4000}, 9500},
		{[]unit.Abs{5000, 5000, 5000, 5000, 60000}, []unit.Abs{2000, 2000, 2000, 2000, 7000}, 15000}, // 3 em would leave the last 3
		{[]unit.Abs{10000, 20000, 40000}, []unit.Abs{10000, 7000, 13000}, 30000},
		{[]unit.Abs{12500, 60000}, []unit.Abs{4000, 18000}, 22000}, // whole characters, 3.8 and 18.2
		{[]unit.Abs{1000, 30000, 30000}, []unit.Abs{1000, 9000, 9000}, 20000},
		{[]unit.Abs{9000, 9000, 9000}, []unit.Abs{2000, 2000, 2000}, 8000},
	} {
		if got := widths(narrowed(of(c.natural), c.room, em)); !slices.Equal(got, c.want) {
			t.Errorf("%v in %d: %v, want %v", c.natural, c.room, got, c.want)
		}
	}
	r := rand.New(rand.NewPCG(5, 6))
	for range 20000 {
		natural := make([]unit.Abs, 2+r.IntN(9))
		var sum, least unit.Abs
		for i := range natural {
			natural[i] = 1 + unit.Abs(r.IntN([]int{4000, 9000, 80000}[r.IntN(3)]))
			sum += natural[i]
			least += min(natural[i], leastColumn*em)
		}
		if sum == least {
			continue
		}
		room := least + unit.Abs(r.IntN(int(sum-least)))
		got := narrowed(of(natural), room, em)
		var total, fair unit.Abs
		for i := range got {
			total += got[i].text
			if w := got[i].text; w > natural[i] || w < min(natural[i], leastColumn*em) {
				t.Fatalf("%v in %d: column %d has %d", natural, room, i, w)
			}
			fair = max(fair, min(natural[i], readableColumn*em)-got[i].text)
		}
		if total > room {
			t.Fatalf("%v in %d: %d", natural, room, total)
		}
		for i := range got {
			a := &got[i]
			if fair > 0 && a.text >= 2*readableColumn*em*unit.Abs(len(got)) {
				t.Fatalf("%v in %d: a column of %d em beside one below %d: %v", natural, room, a.text/em, readableColumn, widths(got))
			}
			for j := range got {
				b := &got[j]
				wrapped := a.text < a.natural && b.text < b.natural && min(a.text, b.text) > (readableColumn+1)*em
				// Whole characters: each of the two may be nearly one off.
				if ratio := b.text.Scale(int64(a.natural), int64(b.natural)); wrapped && a.natural >= b.natural && a.text+em+unit.Abs(em).Scale(int64(a.natural), int64(b.natural)) < ratio {
					t.Fatalf("%v in %d: columns %d and %d are out of proportion: %v", natural, room, i, j, widths(got))
				}
			}
		}
	}
}
