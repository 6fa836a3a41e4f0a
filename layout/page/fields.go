package page

import (
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/layout/inline"
)

// fields plans, by their indexes in a list of blocks, the lines of paragraphs that are
// fields (RULES 11.3). Most lists have none.
func (b *builder) fields(list []content.Block, c context) map[int][]inline.FieldPlan {
	var plans map[int][]inline.FieldPlan
	measure := b.grid.Measure - b.scaled(c.left+c.right)
	for from := 0; from < len(list); from++ {
		to := from
		for to < len(list) && spaced(list[to]) {
			to++
		}
		if to == from {
			continue
		}
		var lines []inline.FieldLine
		ends := make([]int, 0, to-from) // of the lines of each paragraph
		quiet := *b
		quiet.Typesetter = b.Quiet()
		for _, blk := range list[from:to] {
			p := quiet.prepared(blk.(*content.Paragraph).Inlines, c)
			lines = append(lines, p.FieldLines(measure)...)
			ends = append(ends, len(lines))
			quiet.shaper.Release(p)
		}
		all, start := inline.PlanFields(lines, measure, b.scaled(c.size)), 0
		for i, end := range ends {
			if own := all[start:end]; slices.ContainsFunc(own, func(f inline.FieldPlan) bool { return !f.None() }) {
				if plans == nil {
					plans = map[int][]inline.FieldPlan{}
				}
				plans[from+i] = own
			}
			start = end
		}
		from = to
	}
	return plans
}

// spaced reports whether a block is a paragraph, not known by its look, that has a tab or
// several blanks in a row and calls no notes.
func spaced(blk content.Block) bool {
	p, ok := blk.(*content.Paragraph)
	if !ok || p.Part != content.NoPart {
		return false
	}
	found := false
	for _, in := range p.Inlines {
		switch in := in.(type) {
		case content.NoteCall:
			return false // notes are counted in the order in which their paragraphs are set
		case content.Run:
			found = found || manyBlanks(in.Value)
		}
	}
	return found
}

// manyBlanks reports whether a text has a tab or several blanks in a row.
func manyBlanks(s string) bool {
	for _, blanks := range [...]string{"\t", "  ", "\u3000\u3000", " \u3000", "\u3000 "} {
		if strings.Contains(s, blanks) {
			return true
		}
	}
	return false
}
