package inline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jianbao/layout/unit"
)

// FieldLine is a line of the copy that consists of fields: parts with a label each, such
// as 主编：某某, set apart by tabs or several blanks.
type FieldLine struct {
	Starts, Ends []unit.Abs // edges of the fields as typed, from the left edge of the measure; none: the line is no such line
	Empty        []bool     // the field is its label only, and the blanks behind it are to be written on
	Wide         bool       // the line as typed does not fit the measure, though each of its fields does
}

// FieldPlan is how a line of fields is set. The zero value leaves it as typed.
type FieldPlan struct {
	Stops []unit.Abs // where its fields begin, from the second on, from the left edge of the measure
	Stack bool       // each field begins a line of its own
}

// None reports whether a line is left as typed.
func (f FieldPlan) None() bool { return len(f.Stops) == 0 && !f.Stack }

// parts returns the atoms with which the parts of [from,to) begin: the first, and those
// behind a tab or a run of at least two blanks. A run within a label that is spread by
// blanks (主　　办：) does not separate parts.
func (p *Paragraph) parts(from, to int) []int {
	starts := []int{from}
	for i := from; i < to; {
		if !p.atoms[i].class.space() {
			i++
			continue
		}
		blanks, j := 0, i
		for j < to && p.atoms[j].class.space() {
			blanks++
			if p.text[p.atoms[j].from] == '\t' {
				blanks = 2
			}
			j++
		}
		if blanks >= 2 && i > from && j < to {
			starts = append(starts, j)
		}
		i = j
	}
	label := false // the part at hand begins with the last Han of a label, or with a spread one
	for k := len(starts) - 1; k >= 0; k-- {
		i := starts[k]
		next := to
		if k+1 < len(starts) {
			next = starts[k+1]
		}
		for i+1 < next && p.atoms[i].class.space() {
			i++ // blanks at the line's start
		}
		switch single := p.atoms[i].class == cHan && i+1 < to; {
		case single && p.colon(i+1):
			label = true
		case single && label && p.lastOf(i, next) == i:
			starts = slices.Delete(starts, k+1, k+2)
		default:
			label = false
		}
	}
	return starts
}

// lastOf returns the last atom of [from,to) that is no blank.
func (p *Paragraph) lastOf(from, to int) int {
	for to--; to > from && p.atoms[to].class.space(); to-- {
	}
	return to
}

// colon reports whether an atom is a colon.
func (p *Paragraph) colon(i int) bool {
	return strings.HasPrefix(p.text[p.atoms[i].from:], "：") || p.text[p.atoms[i].from] == ':'
}

// labelled reports whether atoms [from,to) begin with a label: a colon is among them
// that is neither the first nor within a time or an address (9:30, https:).
func (p *Paragraph) labelled(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if !p.colon(i) {
			continue
		}
		after, _ := utf8.DecodeRuneInString(p.text[p.atoms[i].to:])
		before, _ := utf8.DecodeLastRuneInString(p.text[:p.atoms[i].from])
		digit := func(r rune) bool { return '0' <= r && r <= '9' }
		return after != '/' && !(digit(before) && digit(after))
	}
	return false
}

// labelledParts returns the atoms with which the fields of a line of the copy begin; nil
// if it has fewer than two. A part without a label belongs to the field before.
func (p *Paragraph) labelledParts(from, to int) []int {
	if !p.spread || !p.filled() {
		return nil
	}
	parts := p.parts(from, to)
	var starts []int
	for k, i := range parts {
		next := to
		if k+1 < len(parts) {
			next = parts[k+1]
		}
		switch labelled := p.labelled(i, next); {
		case labelled:
			starts = append(starts, i)
		case k == 0:
			return nil
		}
	}
	if len(starts) < 2 {
		return nil
	}
	return starts
}

// at returns the left edge of atom i in the line that begins with atom from, from the
// left edge of the measure, if the line is not filled.
func (p *Paragraph) at(from, i int) unit.Abs {
	x := p.indent(from) + p.sum[i].nat - p.sum[from].nat
	if i > from {
		x -= p.blanks(from, true, false).trimLeft
	}
	return x
}

// FieldLines measures the lines of the copy that are fields, in the order of all lines
// of the copy. Where a field is wider than the measure, the line is none.
func (p *Paragraph) FieldLines(measure unit.Abs) (lines []FieldLine) {
	for from := 0; from < len(p.atoms); {
		to := p.forcedEnd(from)
		lines = append(lines, p.fieldLine(from, to, measure))
		from = to
	}
	return lines
}

func (p *Paragraph) fieldLine(from, to int, measure unit.Abs) (l FieldLine) {
	starts := p.labelledParts(from, to)
	room := p.target(measure, from)
	for k, i := range starts {
		next := to
		if k+1 < len(starts) {
			next = starts[k+1]
		}
		last := p.lastOf(i, next)
		start, end := p.at(from, i), p.at(from, last)+p.atoms[last].adv
		if end-start > room {
			return FieldLine{}
		}
		l.Starts, l.Ends = append(l.Starts, start), append(l.Ends, end)
		l.Empty = append(l.Empty, p.colon(last))
	}
	if n := len(starts); n > 0 {
		whole := p.try(from, to)
		l.Ends[n-1] = p.indent(from) + whole.nat // a mark at the line's end is trimmed
		l.Wide = whole.nat-whole.shrinkAll > room
	}
	return l
}

// PlanFields plans lines of the copy (RULES 11.3): in consecutive lines of fields the
// second fields begin below each other, to the right of the longest first one, by the
// narrowest blank before one of them, and so on. The blanks behind an empty field do not
// become narrower. Fields stay where they are typed if a line would not fit the measure,
// with those after them, and in a line alone. Where lines do not fit even with blanks of
// one em, those of two fields get a line for each; so do all lines of the sequence if at
// least half of them do not fit, because two forms of the same would look accidental.
func PlanFields(lines []FieldLine, measure, em unit.Abs) []FieldPlan {
	plans := make([]FieldPlan, len(lines))
	for from := 0; from < len(lines); from++ {
		to := from
		for to < len(lines) && len(lines[to].Starts) > 0 {
			to++
		}
		if to > from {
			planFields(lines[from:to], plans[from:to], measure, em)
		}
		from = to
	}
	return plans
}

// planFields plans consecutive lines of fields.
func planFields(lines []FieldLine, plans []FieldPlan, measure, em unit.Abs) {
	all := make([]int, len(lines))
	for i := range all {
		all[i] = i
	}
	for _, widest := range []unit.Abs{measure, em} {
		clear(plans)
		alignFields(lines, plans, all, measure, em, widest)
		if !slices.ContainsFunc(all, func(i int) bool { return right(&lines[i], plans[i].Stops) > measure }) {
			return
		}
	}
	clear(plans)
	wide := 0
	var short []int
	for i := range lines {
		switch {
		case lines[i].Wide:
			wide++
		case right(&lines[i], nil) <= measure:
			short = append(short, i)
		}
	}
	most := 2*wide >= len(lines)
	for i := range lines {
		plans[i].Stack = len(lines[i].Starts) == 2 && (most || lines[i].Wide)
	}
	if !most {
		alignFields(lines, plans, short, measure, em, measure)
	}
}

// right returns the right edge of a line with stops.
func right(l *FieldLine, stops []unit.Abs) unit.Abs {
	end := l.Ends[len(l.Ends)-1]
	if n := len(stops); n > 0 {
		end += stops[n-1] - l.Starts[n]
	}
	return end
}

// alignFields sets the stops of lines of fields, those with the indexes in which, with
// blanks of at most a width.
func alignFields(lines []FieldLine, plans []FieldPlan, which []int, measure, em, widest unit.Abs) {
	for k := 1; ; k++ {
		n, least := 0, widest
		var most, blank unit.Abs // greatest right edge of field k-1, and of an empty one with its blanks
		var rest unit.Abs        // the greatest width from field k on
		for _, i := range which {
			l := &lines[i]
			if k >= len(l.Starts) {
				continue
			}
			n++
			begin := l.Starts[k-1]
			if k > 1 {
				begin = plans[i].Stops[k-2]
			}
			if l.Empty[k-1] {
				blank = max(blank, begin+l.Starts[k]-l.Starts[k-1])
			} else {
				most = max(most, begin+l.Ends[k-1]-l.Starts[k-1])
				least = min(least, l.Starts[k]-l.Ends[k-1])
			}
			rest = max(rest, l.Ends[len(l.Ends)-1]-l.Starts[k])
		}
		stop := blank
		if most > 0 {
			stop = max(stop, most+max(least, em))
		}
		if n < 2 || stop+rest > measure {
			return
		}
		for _, i := range which {
			if k < len(lines[i].Starts) {
				plans[i].Stops = append(plans[i].Stops, stop)
			}
		}
	}
}

// SetFields sets the lines of the copy as planned: the blanks before a field with a stop
// get equal shares of the room, those before a field that begins a line get none. It is
// called before Break.
func (p *Paragraph) SetFields(plans []FieldPlan) {
	for from, n := 0, 0; from < len(p.atoms) && n < len(plans); n++ {
		to := p.forcedEnd(from)
		if plan := plans[n]; !plan.None() {
			starts := p.labelledParts(from, to)
			for k, stop := range plan.Stops {
				p.widen(starts[k+1], stop-p.at(from, starts[k+1]))
				p.total()
			}
			if plan.Stack {
				for _, i := range starts[1:] {
					p.widen(i, p.sum[p.lastOf(from, i)+1].nat-p.sum[i].nat)
					p.atoms[i-1].after = brkForce
				}
				p.total()
			}
		}
		from = to
	}
}

// widen adds a length to the blanks before atom i, which then are equal.
func (p *Paragraph) widen(i int, by unit.Abs) {
	first, room := i, by
	for p.atoms[first-1].class.space() {
		first--
		room += p.atoms[first].adv
	}
	n := unit.Abs(i - first)
	for k := first; k < i; k++ {
		a, part := &p.atoms[k], unit.Abs(k-first)
		a.adv = room*(part+1)/n - room*part/n
		if a.g1 > a.g0 {
			p.glyphs[a.g0].adv = a.adv
		}
	}
}
