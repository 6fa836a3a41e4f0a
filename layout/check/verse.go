package check

import (
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// checkVerses checks the lines of verses (RULES 11.5). A stanza is a paragraph; those
// with one parent in the structure are a verse.
func (d *Doc) checkVerses(c *collector, paras [][]*Line, opt Options) {
	var verse [][]*Line
	flush := func() {
		if len(verse) > 0 {
			d.checkVerse(c, verse, opt)
		}
		verse = nil
	}
	for _, p := range paras {
		if p[0].Kind != frame.KindVerse {
			continue
		}
		if len(verse) > 0 && (verse[0][0].Article != p[0].Article || parentPath(verse[0][0]) != parentPath(p[0])) {
			flush()
		}
		verse = append(verse, p)
	}
	flush()
}

func parentPath(l *Line) string { return pathString(l.node[:max(0, len(l.node)-1)]) }

// checkVerse checks that the lines of a verse begin one below the other, turned ones an
// em further in, and that the longest is in the middle of the measure.
func (d *Doc) checkVerse(c *collector, stanzas [][]*Line, opt Options) {
	left := map[int]unit.Abs{} // of each page
	var longest unit.Abs
	for _, lines := range stanzas {
		for i, l := range lines {
			at := l.X
			if turned := i > 0 && !lines[i-1].Last && l.Measure != lines[0].Measure; turned {
				at -= l.Size
			}
			if x, known := left[l.page]; known && at != x {
				c.at("verse 11.5", l, "begins %s from the other lines", em(at-x, l.Size))
				return
			}
			left[l.page] = at
			longest = max(longest, l.X+l.Width-at)
			if l.Repair == frame.RepairStretch || l.Repair == frame.RepairLoose {
				c.at("verse 11.5", l, "is stretched")
			}
		}
	}
	first := stanzas[0][0]
	if opt.Block == nil || slices.ContainsFunc(first.node, func(s step) bool { return s.role == "L" || s.role == "BlockQuote" && first.Level > 1 }) {
		return
	}
	block := opt.Block(d.Pages[first.page].Number)
	before, after := left[first.page]-block.X, block.X+block.Width-left[first.page]-longest
	if diff := before - after; diff < -4 || diff > 4 {
		c.at("verse 11.5", first, "%s before the verse, %s behind it", before, after)
	}
}
