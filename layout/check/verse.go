package check

import (
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// checkVerses checks the lines of verses (RULES 11.5). A stanza is a paragraph; those
// with one parent in the structure are a verse, also where a figure that goes over to the
// next page stands between them.
func (d *Doc) checkVerses(c *collector, paras [][]*Line, opt Options) {
	type parent struct {
		article int
		path    string
	}
	index := map[parent]int{}
	var verses [][][]*Line
	for _, p := range paras {
		if p[0].Kind != frame.KindVerse {
			continue
		}
		key := parent{p[0].Article, parentPath(p[0])}
		n, known := index[key]
		if !known {
			n, verses = len(verses), append(verses, nil)
			index[key] = n
		}
		verses[n] = append(verses[n], p)
	}
	for _, verse := range verses {
		d.checkVerse(c, verse, opt)
	}
}

func parentPath(l *Line) string { return pathString(l.node[:max(0, len(l.node)-1)]) }

// checkVerse checks that the lines of a verse begin one below the other, turned ones an
// em further in, and that the longest is in the middle of the measure.
func (d *Doc) checkVerse(c *collector, stanzas [][]*Line, opt Options) {
	left := map[[2]int]unit.Abs{} // of each page and column
	var longest unit.Abs
	for _, lines := range stanzas {
		for i, l := range lines {
			at := l.X
			if turned := i > 0 && !lines[i-1].Last && l.Measure != lines[0].Measure; turned {
				at -= l.Size
			}
			in := [2]int{l.page, l.Column}
			if x, known := left[in]; known && at != x {
				c.at("verse 11.5", l, "begins %s from the other lines", em(at-x, l.Size))
				return
			}
			left[in] = at
			longest = max(longest, l.X+l.Width-at)
			if l.Repair == frame.RepairStretch || l.Repair == frame.RepairLoose {
				c.at("verse 11.5", l, "is stretched")
			}
		}
	}
	first := stanzas[0][0]
	if opt.Block == nil || first.Column > 0 || slices.ContainsFunc(first.node, func(s step) bool { return s.role == "L" || s.role == "BlockQuote" && first.Level > 1 }) {
		return
	}
	block := opt.Block(d.Pages[first.page].Number)
	edge := left[[2]int{first.page, 0}]
	before, after := edge-block.X, block.X+block.Width-edge-longest
	if diff := before - after; diff < -4 || diff > 4 {
		c.at("verse 11.5", first, "%s before the verse, %s behind it", before, after)
	}
}
