package inline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jianbao/layout/unit"
)

// ruleMarks holds the marks that are typed in rows to draw a line.
const ruleMarks = "…‥⋯.．。·•・-–—―－─━┄┅┈┉═=＝_＿*＊~～^#+"

// shortestRow is the least number of characters of a row of marks.
const shortestRow = 6

// cutRow returns the end of the one line to which atoms [from,to) are cut if they
// are a row of dots or a typed rule that is wider than the line: one mark
// repeated, with or without spaces (RULES 11.6).
func (p *Paragraph) cutRow(from, to int, measure unit.Abs) (end int, ok bool) {
	target := p.target(measure, from)
	first, _ := utf8.DecodeRuneInString(p.text[p.atoms[from].from:])
	if !strings.ContainsRune(ruleMarks, first) || p.try(from, to).nat <= target {
		return 0, false
	}
	n := 0
	for _, r := range p.text[p.atoms[from].from:p.textEnd(to)] {
		switch {
		case r == first:
			n++
		case r != ' ' && r != '\u3000':
			return 0, false
		}
	}
	if n < shortestRow {
		return 0, false
	}
	end = from + 1
	for end < to && p.try(from, end+1).nat <= target {
		end++
	}
	return end, true
}

// widestField is the greatest width of a part of a line of fields, in em, unless each part
// has a label.
const widestField = 15

// divideFields returns the line ends of atoms [from,to) if they are fields: parts
// such as 主编：某某 set apart by tabs or several blanks, in at most two lines,
// which break between them (RULES 11.3). It returns nil for other text.
func (p *Paragraph) divideFields(from, to int, measure unit.Abs) []int {
	if !p.spread || !p.filled() {
		return nil
	}
	starts := p.fields(from, to)
	whole := p.try(from, to).nat
	if len(starts) < 3 || whole <= p.target(measure, from) || whole > p.target(measure, from)+measure-p.settings.Hang {
		return nil
	}
	ends, labelled, widest := []int(nil), true, unit.Abs(0)
	i := from
	for k := 1; k <= len(starts); k++ {
		end := to
		if k < len(starts) {
			end = starts[k]
		}
		labelled = labelled && p.labelled(starts[k-1], end)
		if widest = max(widest, p.try(starts[k-1], end).nat); widest > widestField*p.em && !labelled {
			return nil
		}
		if p.try(i, end).nat > p.target(measure, i) {
			if i == starts[k-1] {
				return nil
			}
			i = starts[k-1]
			ends = append(ends, i)
		}
	}
	return append(ends, to)
}

// fields returns the atoms with which the fields of [from,to) begin: the first,
// and those behind a tab or a run of at least two blanks with Han or a colon
// beside it.
func (p *Paragraph) fields(from, to int) []int {
	starts := p.parts(from, to)
	return slices.DeleteFunc(starts, func(i int) bool {
		return i > from && !p.fieldEdge(i) && !p.fieldEdge(p.lastOf(from, i))
	})
}

// fieldEdge reports whether an atom is Han or a colon.
func (p *Paragraph) fieldEdge(i int) bool {
	return p.atoms[i].class == cHan || p.colon(i)
}
