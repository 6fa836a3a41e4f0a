package check

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// checkMasthead checks that a masthead stands on page 1 alone, wholly above a
// third of the page and above everything else (RULES 15.1). That what follows it
// stands on the grid is checked for all pages.
func (d *Doc) checkMasthead(c *collector) {
	for i := range d.Pages {
		pg := &d.Pages[i]
		foot, found := pg.mastheadFoot()
		if !found {
			continue
		}
		c.page = i
		if pg.Number != 1 || pg.Front {
			c.add("masthead 15.1", -1, "a masthead on page %d of the file", pg.Number)
		}
		if pg.Height > 0 && foot > pg.Height/3 {
			c.add("masthead 15.1", -1, "a masthead ends at %s, a third of the page at %s", foot, pg.Height/3)
		}
		below := false
		for _, l := range pg.Lines {
			switch {
			case l.Kind == frame.KindMasthead && below:
				c.at("masthead 15.1", l, "a line of the masthead after other text")
			case l.Kind != frame.KindMasthead:
				below = true
				if box := l.box(); box.Y < foot {
					c.at("masthead 15.1", l, "at %s, the masthead ends at %s", box.Y, foot)
				}
			}
		}
		c.page = -1
	}
}

// mastheadFoot returns the foot of the page's masthead: of its lines, rules and
// pictures.
func (pg *Page) mastheadFoot() (foot unit.Abs, found bool) {
	add := func(y unit.Abs) { foot, found = max(foot, y), true }
	for _, l := range pg.Lines {
		if l.Kind == frame.KindMasthead {
			box := l.box()
			add(box.Y + box.Height)
		}
	}
	for _, r := range pg.MastheadRules {
		add(r.Y + r.Height)
	}
	for _, p := range pg.Pictures {
		if p.Article == 0 && !pg.Front {
			add(p.Y + p.Height)
		}
	}
	return foot, found
}
