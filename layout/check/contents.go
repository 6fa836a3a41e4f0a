package check

import (
	"slices"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// checkContents: each entry's number is the label of the page where that
// article's title stands; numbers end at one margin; leaders have two dots or
// more, a gap at either side, and line up (typography 6).
func (d *Doc) checkContents(c *collector, opt Options) {
	stands := map[int]int{} // article → page
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			if l.Kind == frame.KindTitle && l.Article > 0 {
				if _, ok := stands[l.Article]; !ok {
					stands[l.Article] = i
				}
			}
		}
	}
	entries := map[int]*Line{} // article → its last line
	texts := map[int]string{}  // article → text of all its lines
	var order []int
	var leaders []*Line
	any := false
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			switch l.Kind {
			case frame.KindLeader:
				leaders = append(leaders, l)
			case frame.KindContents:
				any = true
				if l.Article == 0 {
					continue
				}
				if entries[l.Article] == nil {
					order = append(order, l.Article)
				}
				entries[l.Article] = l
				texts[l.Article] += l.Text
				for _, dest := range l.Dests {
					if page, ok := stands[l.Article]; ok && dest.Page != page {
						c.at("contents 6", l, "leads to page index %d, the title stands on %d", dest.Page, page)
					}
				}
			}
		}
	}
	if !any {
		return
	}
	edge, on := unit.Abs(0), -1 // of the numbers of a page: margins may change sides
	for _, a := range order {
		l := entries[a]
		page, ok := stands[a]
		if !ok {
			c.at("contents 6", l, "an entry for article %d, which has no title on any page", a)
			continue
		}
		if want := d.Pages[page].Label; want == "" || !endsWithNumber(l.Text, want) {
			c.at("contents 6", l, "the title of article %d stands on page “%s”", a, want)
		}
		if opt.Entry != nil {
			if want, ok := opt.Entry(a); ok && squeeze(texts[a]) != squeeze(want+d.Pages[page].Label) {
				c.at("contents 6", l, "the entry reads “%s”, not “%s”", clip(texts[a], 12), clip(want, 12))
			}
		}
		if !slices.ContainsFunc(leaders, func(o *Line) bool { return o.page == l.page && o.Y == l.Y && o.X < l.X+l.Width }) {
			c.at("leader 6", l, "no dots lead to the number")
		}
		if right := l.X + l.Width; l.page != on {
			edge, on = right, l.page
		} else if right != edge {
			c.at("contents 6", l, "the number ends at %s, others at %s", right, edge)
		}
	}
	for a := range len(stands) {
		if _, ok := stands[a+1]; ok && entries[a+1] == nil {
			c.add("contents 6", -1, "article %d is not in the contents", a+1)
		}
	}
	d.checkLeaders(c, leaders)
}

// endsWithNumber reports whether text ends with the number want and not with a
// longer one.
func endsWithNumber(text, want string) bool {
	rest, ok := strings.CutSuffix(strings.TrimRight(text, " "), want)
	if !ok {
		return false
	}
	r := []rune(rest)
	return len(r) == 0 || !isDigit(r[len(r)-1])
}

func (d *Doc) checkLeaders(c *collector, leaders []*Line) {
	var step, phase unit.Abs
	on := -1
	for _, l := range leaders {
		n := len(l.Glyphs)
		if n < 2 {
			c.at("leader 6", l, "a leader of %d dots", n)
			continue
		}
		s := l.Glyphs[1].X - l.Glyphs[0].X
		x := l.X + l.Glyphs[0].X
		switch {
		case s <= 0:
			c.at("leader 6", l, "dots that do not advance")
			continue
		case l.page != on:
			if step != 0 && s != step {
				c.at("leader 6", l, "dots at a step of %s, elsewhere of %s", s, step)
			}
			step, phase, on = s, x, l.page
		case s != step || (x-phase)%step != 0:
			c.at("leader 6", l, "its dots do not line up with those of the others")
		}
		for _, o := range d.Pages[l.page].Lines {
			if o == l || o.Y != l.Y || o.Kind == frame.KindLeader {
				continue
			}
			if o.X < l.X+l.Width && l.X < o.X+o.Width || o.X == l.X+l.Width || o.X+o.Width == l.X {
				c.at("leader 6", l, "no gap between the dots and “%s”", clip(o.Text, 6))
			}
		}
	}
}
