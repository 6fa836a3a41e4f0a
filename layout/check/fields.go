package check

import (
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// fieldCells is a field of a line: a part with a label.
type fieldCells struct {
	left, right unit.Abs // from the left edge of the page
	empty       bool     // it is its label only
}

// checkFields checks that the fields of consecutive lines begin below each other where
// they could, and that none is divided that has room in a line of its own (RULES 11.3).
func (d *Doc) checkFields(c *collector) {
	articles := map[int][]*Line{}
	var order []int
	calls := map[[2]int]bool{} // blocks that call notes
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			if l.artifact() || l.Article == 0 || l.Kind == frame.KindNote || l.Kind == frame.KindLabel {
				continue
			}
			if articles[l.Article] == nil {
				order = append(order, l.Article)
			}
			articles[l.Article] = append(articles[l.Article], l)
			if len(l.Marks) > 0 {
				calls[[2]int{l.Article, l.Block}] = true
			}
		}
	}
	for _, a := range order {
		lines := articles[a]
		fields := make([][]fieldCells, len(lines))
		for k, l := range lines {
			if l.Kind != frame.KindBody || l.Level != 0 || l.Grid < 0 || calls[[2]int{a, l.Block}] || d.Pages[l.page].beside(l) {
				continue
			}
			if typedWhole(lines, k) {
				fields[k] = l.fields()
			} else {
				checkDivided(c, lines, k)
			}
		}
		for from := 0; from < len(lines); {
			to := from + 1
			for to < len(lines) && fields[to] != nil && fields[to-1] != nil && lines[to].below(lines[to-1]) {
				to++
			}
			// Lines on another page may belong to the group.
			if (from == 0 || !lines[from].apart(lines[from-1])) && (to == len(lines) || !lines[to].apart(lines[to-1])) {
				checkAligned(c, lines[from:to], fields[from:to])
			}
			from = to
		}
	}
}

// checkDivided checks that line k, the first of two that a line of the copy takes, does not
// divide the second of two fields.
func checkDivided(c *collector, lines []*Line, k int) {
	l := lines[k]
	if k+1 == len(lines) || lines[k+1].Block != l.Block || lines[k+1].First || endsBlank(l) ||
		!l.First && !typedEnd(lines[k-1]) || !typedEnd(lines[k+1]) && !lines[k+1].Last {
		return
	}
	f := l.fields()
	if len(f) != 2 || f[1].empty {
		return
	}
	if rest := lines[k+1].Width; f[1].right-f[1].left+rest+l.Size <= l.X+l.Measure-f[0].left {
		c.at("fields 11.3", l, "a field is divided that has room in a line of its own")
	}
}

// below reports whether a line stands directly below another, in the same measure.
func (l *Line) below(above *Line) bool {
	return !l.apart(above) && l.Box == above.Box && l.Grid == above.Grid+1 && l.X+l.Measure == above.X+above.Measure
}

// typedWhole reports whether line k is a whole line of the copy. A line that is divided
// between fields ends with blanks.
func typedWhole(lines []*Line, k int) bool {
	return typedEnd(lines[k]) && (lines[k].First || k > 0 && lines[k-1].Block == lines[k].Block && typedEnd(lines[k-1]))
}

// typedEnd reports whether a line of the copy ends with a line.
func typedEnd(l *Line) bool { return !l.Justify && l.Repair == frame.RepairNone && !endsBlank(l) }

// endsBlank reports whether a line ends with a blank.
func endsBlank(l *Line) bool {
	text := strings.TrimSuffix(l.Text, "\n")
	return text != strings.TrimRightFunc(text, func(r rune) bool { return classOf(r) == space })
}

// beside reports whether a picture stands at the height of a line.
func (pg *Page) beside(l *Line) bool {
	for _, p := range pg.Pictures {
		if l.Y > p.Y && l.Y-l.Size < p.Y+p.Height {
			return true
		}
	}
	return false
}

// fields returns the fields of a line; nil if these are fewer than two.
func (l *Line) fields() (out []fieldCells) {
	cells, gaps, problem := l.cells(0)
	if problem != "" || len(cells) == 0 {
		return nil
	}
	type part struct{ from, to int } // cells
	parts := []part{{0, 0}}
	for j, g := range gaps {
		if n := len([]rune(g.typed)); n > 1 || g.typed == "\t" {
			parts[len(parts)-1].to = j + 1
			parts = append(parts, part{j + 1, 0})
		}
	}
	parts[len(parts)-1].to = len(cells)
	single := func(p part) bool { return []rune(cells[p.from].text)[0] >= 0x2e80 && !colonCell(&cells[p.from]) }
	for k := len(parts) - 2; k >= 0; k-- { // labels spread by blanks
		p, next := parts[k], parts[k+1]
		if p.to == p.from+1 && single(p) && single(next) && next.to > next.from+1 {
			if after := gaps[next.from].typed; colonCell(&cells[next.from+1]) && after == "" || len([]rune(after)) > 1 {
				parts[k].to = next.to
				parts = append(parts[:k+1], parts[k+2:]...)
			}
		}
	}
	for k, p := range parts {
		if !labelledCells(cells[p.from:p.to]) {
			if k == 0 {
				return nil
			}
			out[len(out)-1].right = l.X + cells[p.to-1].right
			out[len(out)-1].empty = false
			continue
		}
		out = append(out, fieldCells{l.X + cells[p.from].left, l.X + cells[p.to-1].right, colonCell(&cells[p.to-1])})
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

func colonCell(c *cell) bool { return c.text == "：" || c.text == ":" }

// labelledCells reports whether cells begin with a label, up to a colon.
func labelledCells(cells []cell) bool {
	for i := 1; i < len(cells); i++ {
		if !colonCell(&cells[i]) {
			continue
		}
		if i+1 == len(cells) {
			return true
		}
		after, before := []rune(cells[i+1].text)[0], []rune(cells[i-1].text)
		return after != '/' && !(isDigit(after) && isDigit(before[len(before)-1]))
	}
	return false
}

// checkAligned checks the fields of consecutive lines.
func checkAligned(c *collector, lines []*Line, fields [][]fieldCells) {
	for k := 1; ; k++ {
		n, equal, fits := 0, true, true
		var at, most, blank, least unit.Abs
		for _, f := range fields {
			if k >= len(f) {
				continue
			}
			if n++; n == 1 {
				at = f[k].left
			}
			equal = equal && abs(f[k].left-at) <= 1
			gap := f[k].left - f[k-1].right
			switch {
			case f[k-1].empty:
				blank = max(blank, f[k].left)
			default:
				if least == 0 || gap < least {
					least = gap
				}
				most = max(most, f[k-1].right)
			}
		}
		if n < 2 {
			return
		}
		if equal {
			continue
		}
		stop := max(blank, most+max(least, lines[0].Size))
		for i, f := range fields {
			if k < len(f) {
				fits = fits && stop+f[len(f)-1].right-f[k].left <= lines[i].X+lines[i].Measure
			}
		}
		if fits {
			c.at("fields 11.3", lines[0], "the fields of %d lines could begin below each other", n)
		}
		return
	}
}
