package proof

import (
	"strconv"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// figure is what a cell of a table counts as in a sum: a number of units of 10^-digits.
type figure struct {
	units  int64
	digits int
	known  bool // false: no number
	blank  bool // nothing, or a dash: counts as 0
}

// maxDigits is the maximum number of digits of a figure: its multiples by 10^maxDecimals
// fit into an int64.
const (
	maxDigits   = 12
	maxDecimals = 4
)

var figureForm = pattern.New(`^([-+−－＋])?([0-9]{1,3}(?:[,， ][0-9]{3})+|[0-9]+)(?:\.([0-9]+))?$`)

// figureOf reads the text of a cell.
func figureOf(text string) figure {
	text = strings.TrimSpace(halfWidth(text))
	if strings.Trim(text, "-–—－/ \u3000\u00a0") == "" {
		return figure{known: true, blank: true}
	}
	m := figureForm().FindStringSubmatch(text)
	if m == nil {
		return figure{}
	}
	whole := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, m[2])
	if len(whole)+len(m[3]) > maxDigits || len(m[3]) > maxDecimals {
		return figure{}
	}
	n, err := strconv.ParseInt(whole+m[3], 10, 64)
	if err != nil {
		return figure{}
	}
	if m[1] != "" && m[1] != "+" && m[1] != "＋" {
		n = -n
	}
	return figure{units: n, digits: len(m[3]), known: true}
}

// at returns the figure in units of 10^-digits, which are not more than its own.
func (f figure) at(digits int) int64 {
	n := f.units
	for range digits - f.digits {
		n *= 10
	}
	return n
}

// decimal writes a number of units of 10^-digits.
func decimal(units int64, digits int) string {
	sign := ""
	if units < 0 {
		sign, units = "-", -units
	}
	s := strconv.FormatInt(units, 10)
	for len(s) <= digits {
		s = "0" + s
	}
	if digits > 0 {
		s = s[:len(s)-digits] + "." + s[len(s)-digits:]
	}
	return sign + s
}

// part is what a row or column of a table is in its sums.
type part uint8

// The parts.
const (
	addend   part = iota
	within        // 其中: part of the one before it
	indented      // begins with a blank: may be part of the one before it
	apart         // shares, ranks and averages
	subtotal
	total
)

var (
	totalLabel    = pattern.New(`^(?:\p{Han}{0,6})(?:合计|总计)(?:[（(][^（）()]*[）)])?[：:]?$`)
	subtotalLabel = pattern.New(`小计`)
	apartLabel    = pattern.New(`[%％‰]|率|比|占|增长|增幅|增速|涨幅|跌幅|排名|名次|位次|排序|均|序号|编号|年份|年度|^年$|^月份?$|日期|单价|价格|指数|系数`)
)

// partOf returns what a row or column is by its label.
func partOf(label string) part {
	bare := strings.Join(strings.FieldsFunc(label, isSpace), "")
	switch {
	case totalLabel().MatchString(bare):
		return total
	case strings.HasPrefix(bare, "其中"):
		return within
	case subtotalLabel().MatchString(bare):
		return subtotal
	case apartLabel().MatchString(bare):
		return apart
	case strings.HasPrefix(label, "\u3000") || strings.HasPrefix(label, "\u00a0"):
		return indented
	}
	return addend
}

// tableText holds the texts of a table's cells; those of cells that are spanned by
// another are missing.
type tableText struct {
	*content.Table
	texts [][]string
}

// sums reports rows and columns of totals that are not the sum of their figures.
// Several readings are tried, and any that adds up is taken: figures next to the total
// on either side, up to the next total; with or without what is indented below 其中.
func (c *checker) sums(t *content.Table) {
	if len(t.Rows) <= t.Head || apartLabel().MatchString(content.JoinedRuns(t.Unit).Value) {
		return
	}
	x := tableText{t, make([][]string, len(t.Rows))}
	totals := false
	for r, row := range t.Rows {
		x.texts[r] = make([]string, len(row))
		for k := range row {
			text := content.JoinedRuns(row[k].Inlines).Value
			x.texts[r][k] = text
			totals = totals || strings.Contains(text, "计")
		}
	}
	if !totals {
		return
	}
	rows, columns := x.rowParts(), x.columnParts()
	for k, p := range columns {
		if p != apart {
			c.totals(&x, rows, func(r int) (int, int) { return t.Head + r, k })
		}
	}
	for r, p := range rows {
		if p != apart {
			c.totals(&x, columns, func(k int) (int, int) { return t.Head + r, k })
		}
	}
}

// totals checks the totals of one row or column, whose cells are at the rows and
// columns that cell returns.
func (c *checker) totals(x *tableText, parts []part, cell func(i int) (row, column int)) {
	figures := make([]figure, len(parts))
	for i := range parts {
		figures[i] = x.figure(cell(i))
	}
	for i, p := range parts {
		if p == total {
			row, column := cell(i)
			c.sum(figures, parts, i, x.Rows[row][column].Inlines)
		}
	}
}

// figure returns the figure of a cell. That of a cell that several rows or columns
// share is not known.
func (x *tableText) figure(row, column int) figure {
	if c := &x.Rows[row][column]; c.Rows != 1 || c.Columns != 1 {
		return figure{}
	}
	return figureOf(x.texts[row][column])
}

// labelColumns is the number of columns at the left in which a row has its label.
const labelColumns = 3

// rowParts returns what the rows of the body are by their labels.
func (x *tableText) rowParts() []part {
	parts := make([]part, len(x.Rows)-x.Head)
	for r := range parts {
		texts := x.texts[x.Head+r]
		for _, text := range texts[:min(labelColumns, len(texts))] {
			if f := figureOf(text); !f.known && parts[r] == addend {
				parts[r] = partOf(text)
			}
		}
	}
	return parts
}

// headRows is the number of rows of a head, from the lowest, that are read.
const headRows = 4

// columnParts returns what the columns are by the head above them. Those without
// figures are apart.
func (x *tableText) columnParts() []part {
	parts := make([]part, len(x.Columns))
	for k := range parts {
		figures := false
		for r := x.Head; r < len(x.Rows) && !figures; r++ {
			f := x.figure(r, k)
			figures = f.known && !f.blank
		}
		if !figures || k < x.Side {
			parts[k] = apart
			continue
		}
		for r := max(0, x.Head-headRows); r < x.Head && parts[k] != apart; r++ {
			if p := partOf(x.headText(r, k)); p == apart || p == within || r == x.Head-1 && parts[k] == addend {
				parts[k] = p
			}
		}
	}
	return parts
}

// headText returns the text of the cell of the head that covers a row and column.
func (x *tableText) headText(row, column int) string {
	for r := row; r >= 0; r-- {
		for k := column; k >= 0; k-- {
			if c := &x.Rows[r][k]; !c.Covered() {
				if r+c.Rows > row && k+c.Columns > column {
					return x.texts[r][k]
				}
				break
			}
		}
	}
	return ""
}

// sum reports a total that no reading of the figures in its row or column adds up to.
func (c *checker) sum(figures []figure, parts []part, at int, in []content.Inline) {
	want := figures[at]
	if !want.known || want.blank {
		return
	}
	digits, used := want.digits, 0
	for i, p := range parts {
		if i == at || p == total || p == apart {
			continue
		}
		if !figures[i].known {
			return
		}
		digits = max(digits, figures[i].digits)
		if !figures[i].blank {
			used++
		}
	}
	if used < 2 {
		return
	}
	s := summing{figures: figures, parts: parts, digits: digits, want: want}
	got, fits := s.readings(at)
	if fits || got == nil {
		return
	}
	l := join(in)
	c.warn("proof-sum", l.at(0, len(l.text)), diag.Fix{}, strings.TrimSpace(l.text), decimal(*got, digits))
}

// summing adds figures in different ways.
type summing struct {
	figures []figure
	parts   []part
	digits  int // of the units
	want    figure
}

// adds reports whether a sum of n figures is the total but for rounding: half a unit of
// the last decimal for each of them.
func (s *summing) adds(sum int64, n int) bool {
	between := sum - s.want.at(s.digits)
	half := int64(1) // of the last decimal of the total
	for range s.digits - s.want.digits {
		half *= 10
	}
	return 2*max(between, -between) <= max(int64(n), half)
}

// readings tries the ways in which a total may be meant. sum is that of the figures
// before it, else of those after it, nil if there are none; fits reports whether one of
// the ways gives the total.
func (s *summing) readings(at int) (sum *int64, fits bool) {
	for _, step := range []int{-1, 1} {
		for _, all := range []bool{true, false} {
			got, n, ok := s.run(at, step, all)
			if ok {
				return nil, true
			}
			if n > 1 && sum == nil {
				sum = &got
			}
		}
	}
	from, to := at, at+1
	for from > 0 && s.parts[from-1] != total {
		from--
	}
	for to < len(s.parts) && s.parts[to] != total {
		to++
	}
	return sum, s.before(from, at) || s.before(at+1, to) || s.of(subtotal, at) || s.of(total, at)
}

// run adds the figures beside the total in one direction, up to the next total or the
// end, and is done as soon as the sum of several is the total. Figures that are
// indented count if all do.
func (s *summing) run(at, step int, all bool) (sum int64, n int, ok bool) {
	for i := at + step; i >= 0 && i < len(s.parts) && s.parts[i] != total; i += step {
		if p := s.parts[i]; !s.figures[i].blank && (p == addend || p == indented && all) {
			sum += s.figures[i].at(s.digits)
			if n++; n > 1 && s.adds(sum, n) {
				return sum, n, true
			}
		}
	}
	return sum, n, false
}

// before reports whether the figures from one index to another, up to 其中, add up to
// the total: what follows may all be part of one of them.
func (s *summing) before(from, to int) bool {
	sum, n := int64(0), 0
	for i := from; i < to && s.parts[i] != within; i++ {
		if !s.figures[i].blank && (s.parts[i] == addend || s.parts[i] == indented) {
			sum += s.figures[i].at(s.digits)
			n++
		}
	}
	return n > 0 && s.adds(sum, n)
}

// of reports whether the subtotals, or the other totals, add up to the total.
func (s *summing) of(p part, at int) bool {
	sum, n := int64(0), 0
	for i := range s.parts {
		if i != at && s.parts[i] == p && s.figures[i].known {
			sum += s.figures[i].at(s.digits)
			n++
		}
	}
	return n > 0 && s.adds(sum, n)
}
