package check

import (
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// The measures of an official document (GB/T 9704-2012 7.2).
const (
	markTop    = 35 * unit.MM // of the mark below the block; its em box is a little higher than its ink
	ruleGap    = 4 * unit.MM  // from the number to the rule
	blankLines = 2            // above the number, and above the title
)

// checkOfficial checks the head and the imprint of an official document (RULES 17).
func (d *Doc) checkOfficial(c *collector, opt Options) {
	if !opt.Official || opt.Block == nil || len(d.Pages) == 0 {
		return
	}
	for i := range d.Pages {
		pg := &d.Pages[i]
		for _, l := range pg.Lines {
			if l.Kind != frame.KindDocument {
				continue
			}
			switch l.Part {
			case frame.PartTo, frame.PartNote:
			case frame.PartCopiesTo, frame.PartIssued:
				if i != len(d.Pages)-1 {
					c.at("document 17.3", l, "it is not on the last page")
				}
			default:
				if pg.Number != 1 {
					c.at("document 17.1", l, "a part of the head on page %d", pg.Number)
				}
			}
		}
	}
	d.officialHead(c, opt)
	d.officialImprint(c, opt)
}

// partLines returns the lines of a part on a page.
func (pg *Page) partLines(part frame.DocumentPart) (lines []*Line) {
	for _, l := range pg.Lines {
		if l.Kind == frame.KindDocument && l.Part == part {
			lines = append(lines, l)
		}
	}
	return lines
}

// officialHead checks the places of the head's parts.
func (d *Doc) officialHead(c *collector, opt Options) {
	pg := &d.Pages[0]
	block := opt.Block(pg.Number)
	em := opt.Size
	row := 0
	for _, part := range []frame.DocumentPart{frame.PartCopyNumber, frame.PartSecrecy, frame.PartUrgency} {
		for _, l := range pg.partLines(part) {
			if l.X != block.X || l.Grid != row {
				c.at("document 17.1", l, "at %s in row %d, not at the left edge in row %d", l.X, l.Grid, row)
			}
			row++
		}
	}
	number, signers, marks := pg.partLines(frame.PartNumber), pg.partLines(frame.PartSigners), pg.partLines(frame.PartMark)
	for _, l := range marks {
		if top := l.Y - l.Size; top < block.Y+markTop-l.Size/5 {
			c.at("document 17.1", l, "the mark begins at %s", top-block.Y)
		}
	}
	if len(number) == 0 {
		return
	}
	n, foot := number[0], number[len(number)-1]
	if len(signers) == 0 {
		if off := 2*(n.X-block.X) + n.Width - block.Width; abs(off) > 2 {
			c.at("document 17.1", n, "the number is %s off the middle", off/2)
		}
	} else {
		last := signers[len(signers)-1]
		right := slices.MaxFunc(signers, func(a, b *Line) int { return int(a.X + a.Width - b.X - b.Width) })
		switch {
		case n.X != block.X+em:
			c.at("document 17.1", n, "the number stands at %s, not an em from the left", n.X-block.X)
		case besideLast(number, signers, em) && n.Y != last.Y:
			c.at("document 17.1", n, "the number is not in the row of the last signer")
		case n.Y != last.Y && n.Y != last.Y+opt.Pitch:
			c.at("document 17.1", n, "the number is not in the row below the last signer")
		case right.X+right.Width > block.X+block.Width-em:
			c.at("document 17.1", right, "a signer ends %s from the right", block.X+block.Width-right.X-right.Width)
		}
		for _, l := range signers[1:] {
			if l.X != signers[1].X && l.Y != signers[1].Y && (len(signers) < 4 || l.X != signers[2].X) {
				c.at("document 17.1", l, "the name stands below no other")
			}
		}
	}
	first := n
	for _, l := range signers {
		if l.Y < first.Y {
			first = l
		}
	}
	if len(marks) > 0 {
		if gap := first.Y - marks[len(marks)-1].Y; gap < blankLines*opt.Pitch {
			c.at("document 17.1", first, "%s below the mark", gap)
		}
	}
	if len(pg.DocumentRules) == 0 {
		c.at("document 17.1", n, "no rule below the number")
		return
	}
	rule := pg.DocumentRules[0]
	if rule.X != block.X || rule.Width != block.Width {
		c.at("document 17.1", n, "the rule below it is not as wide as the block")
	}
	if gap := rule.Y - foot.Y - em.Scale(12, 100); abs(gap-ruleGap) > unit.MM/10 {
		c.at("document 17.1", n, "the rule is %s below it, not 4 mm", gap)
	}
	for _, l := range pg.Lines {
		if l.Kind == frame.KindTitle {
			free := block.Y + opt.Pitch*unit.Abs(l.Grid-blankLines) - rule.Y - rule.Height // above the blank rows
			if l.Grid >= 0 && !l.Own && (free < 0 || free >= opt.Pitch) {
				c.at("document 17.1", l, "the blank rows above the title begin %s below the rule", free)
			}
			break
		}
	}
}

// besideLast reports whether a number has room beside the last of the signers.
func besideLast(number, signers []*Line, em unit.Abs) bool {
	last := signers[len(signers)-1]
	left := last.X
	for _, l := range signers {
		if l.Y == last.Y {
			left = min(left, l.X)
		}
	}
	return len(number) == 1 && number[0].X+number[0].Width+em <= left
}

// officialImprint checks that the imprint stands at the foot of an even page.
func (d *Doc) officialImprint(c *collector, opt Options) {
	i := len(d.Pages) - 1
	pg := &d.Pages[i]
	issued := pg.partLines(frame.PartIssued)
	if len(issued) == 0 || len(pg.DocumentRules) == 0 {
		return
	}
	block := opt.Block(pg.Number)
	last := pg.DocumentRules[len(pg.DocumentRules)-1]
	if foot := last.Y + last.Height/2; abs(foot-block.Y-block.Height) > unit.MM/10 {
		c.at("document 17.3", issued[0], "the imprint ends at %s, the block at %s", foot, block.Y+block.Height)
	}
	if pg.Number%2 != 0 {
		c.at("document 17.3", issued[0], "the imprint is on page %d", pg.Number)
	}
	if left := issued[0].X - block.X; abs(left-issued[0].Size) > 1 {
		c.at("document 17.3", issued[0], "it stands %s from the edge, not an em", left)
	}
	blank := i > 0 && len(d.Pages[i-1].Lines) == 0
	if folio := slices.ContainsFunc(pg.Lines, func(l *Line) bool { return l.Kind == frame.KindFolio }); folio && blank {
		c.at("document 17.3", issued[0], "its page has a number after a blank page")
	}
}
