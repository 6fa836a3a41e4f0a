package check

import (
	"slices"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// checkCode checks the lines of blocks of code (RULES 16.1).
func (d *Doc) checkCode(c *collector, opt Options) {
	type key struct{ article, block int }
	blocks := map[key][]*Line{}
	var order []key
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			if l.Kind != frame.KindCode {
				continue
			}
			k := key{l.Article, l.Block}
			if blocks[k] == nil {
				order = append(order, k)
			}
			blocks[k] = append(blocks[k], l)
		}
	}
	for _, k := range order {
		checkBlockOfCode(c, blocks[k])
		d.checkPlaceOfCode(c, blocks[k], opt)
	}
}

// checkBlockOfCode checks the lines of one block.
func checkBlockOfCode(c *collector, lines []*Line) {
	var left, right unit.Abs
	var pitch unit.Abs
	for i, l := range lines {
		if i == 0 || l.apart(lines[i-1]) { // margins of facing pages differ
			right = l.X + l.Measure
			left = right - lines[0].Measure
		}
		if i > 0 && l.First != lines[i-1].Last || i == 0 && !l.First || i == len(lines)-1 && !l.Last {
			c.at("code 16.1", l, "a typed line begins or ends inside another")
		}
		if !slices.Equal(l.node, lines[0].node) {
			c.at("structure", l, "content of %s; its block is of %s", pathString(l.node), pathString(lines[0].node))
		}
		if l.First && l.X != left || !l.First && l.X < left+l.Size {
			c.at("code 16.1", l, "begins %s from the edge of its block", em(l.X-left, l.Size))
		}
		if l.X+l.Width > right+1 {
			c.at("code 16.1", l, "is wider than its block")
		}
		checkColumns(c, l)
		if i == 0 {
			continue
		}
		above := lines[i-1]
		if !l.apart(above) {
			if step := l.Y - above.Y; step < l.Size || pitch > 0 && step != pitch {
				c.at("code 16.1", l, "%s below the line before it", em(step, l.Size))
			} else {
				pitch = step
			}
		}
		if !l.First && above.X+above.Width+2*l.Size <= right {
			c.at("code 16.1", l, "the line before it is turned too early")
		}
		if before, after := withText(lines[:i]), withText(lines[i:]); l.apart(above) && (before == 1 || after == 1) && before+after > 1 {
			c.at("code 16.1", l, "a page's end divides a block after %d and before %d lines", before, after)
		}
	}
}

// withText counts the lines that are not empty.
func withText(lines []*Line) int {
	n := 0
	for _, l := range lines {
		if strings.TrimSpace(l.Text) != "" {
			n++
		}
	}
	return n
}

// checkPlaceOfCode checks that a block of code is within the text block and that, beside
// the white space between rows of the grid, half an em at least separates it from the
// lines of text above and below.
func (d *Doc) checkPlaceOfCode(c *collector, lines []*Line, opt Options) {
	if opt.Block == nil || opt.Size == 0 || opt.Pitch == 0 || lines[0].Own {
		return
	}
	for _, l := range lines {
		pg := &d.Pages[l.page]
		box, block := l.box(), opt.Block(pg.Number)
		if box.Y < block.Y || box.Y+box.Height > block.Y+block.Height {
			c.at("code 16.1", l, "from %s to %s, the text block is from %s to %s", box.Y, box.Y+box.Height, block.Y, block.Y+block.Height)
		}
		least := opt.Pitch - opt.Size + l.Size/2 - 1
		for _, o := range pg.Lines {
			if o.Kind != frame.KindBody || o.Level > 0 || o.Box > 0 || o.Own || o.apart(l) {
				continue
			}
			text := o.box()
			if white := box.Y - text.Y - text.Height; o.Y < l.Y && white < least {
				c.at("code 16.1", l, "%s below text", em(white, l.Size))
			}
			if white := text.Y - box.Y - box.Height; o.Y > l.Y && white < least {
				c.at("code 16.1", l, "%s above text", em(white, l.Size))
			}
		}
	}
}

// checkColumns checks that each character of a line of code stands in columns of half
// an em, without gaps, and that nothing is left out.
func checkColumns(c *collector, l *Line) {
	rest := l.Text
	column := l.Size / 2
	var end unit.Abs
	for _, g := range l.Glyphs {
		after, ok := strings.CutPrefix(rest, g.Text)
		if !ok {
			c.at("code 16.1", l, "“%s” is not what the text has next: “%s”", g.Text, clip(rest, 6))
			return
		}
		rest = after
		if g.Text == "" {
			end = max(end, g.X+g.Advance)
			continue
		}
		if off := g.X % column; off > 2 && off < column-2 {
			c.at("code 16.1", l, "“%s” stands between two columns", g.Text)
			return
		}
		if gap := g.X - end; gap < -2 || gap > 2 {
			c.at("code 16.1", l, "a gap of %s before “%s”", em(gap, l.Size), g.Text)
			return
		}
		end = g.X + g.Advance
	}
	if rest != "" {
		c.at("code 16.1", l, "no glyph for “%s”", clip(rest, 8))
	}
}
