package page

// A part of a table with one band, where the table has more, is a lone one, unless it is
// the first part and the band is tall (RULES 12.5). Whether a page end makes a lone part necessary later depends on all that
// follows it, so that the least number is computed from the table's end.

// loneParts returns for each band the least number of lone parts if a part at the
// head of a page begins with it. Fits reports whether the bands [from,to) fit on a
// page; a single band is taken to fit.
func (t *Table) loneParts(fits func(from, to int) bool) []int {
	n := len(t.body)
	lone := make([]int, n+1)
	for from := n - 1; from >= 0; from-- {
		least := -1
		for to := from + 1; to <= n && (to == from+1 || fits(from, to)); to++ {
			if k := t.loneIn(from, to) + lone[to]; least < 0 || k < least {
				least = k
			}
		}
		lone[from] = least
	}
	return lone
}

// loneIn returns 1 if the bands [from,to) are a lone part, else 0. Rows of a head
// that is not repeated do not count, and a row that stays whole counts once.
func (t *Table) loneIn(from, to int) int {
	if to-from == len(t.body) {
		return 0
	}
	n := 0
	for k := max(from, t.headBands()); k < to && n < 2; k++ {
		if !t.body[k].rows[0].kept || k == from {
			n++
		}
	}
	if first := t.headBands(); n == 1 && from <= first && t.body[first].tall() {
		return 0 // rather than a hole at the foot of the page where the table begins
	}
	if n <= 1 {
		return 1
	}
	return 0
}

// tallRow is the number of lines of a cell that make a row of the body look no more alone
// than two of one line do.
const tallRow = 4

// tall reports whether a cell of the band has tallRow lines at least.
func (b *band) tall() bool {
	if b.divided {
		return false
	}
	for i := range b.rows {
		lines := b.rows[i].lines
		for k := range lines {
			if last := k + tallRow - 1; last < len(lines) && lines[last].Table.Column == lines[k].Table.Column {
				return true
			}
		}
	}
	return false
}

// headBands returns the number of bands that are rows of a head that is not
// repeated.
func (t *Table) headBands() int {
	n := 0
	for n < len(t.body) && t.body[n].rows[0].row < t.source.Head {
		n++
	}
	return n
}

// parts divides a turned table into parts (RULES 12.7) that fit, with as few lone
// ones as possible.
func (t *Table) parts(fits func(from, to int) bool) []tablePart {
	var parts []tablePart
	lone := t.loneParts(fits)
	n := len(t.body)
	for from := 0; from < n; {
		end := from + 1
		for to := from + 2; to <= n && fits(from, to); to++ {
			if t.loneIn(from, to)+lone[to] <= t.loneIn(from, end)+lone[end] {
				end = to
			}
		}
		parts = append(parts, tablePart{Table: t, from: from, to: end, number: len(parts) + 1, turned: true})
		from = end
	}
	return parts
}
