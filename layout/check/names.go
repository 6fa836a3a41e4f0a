package check

import (
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// list returns the path of the list that a name is in.
func (l *Line) list() string { return pathString(l.node[:max(0, len(l.node)-2)]) }

// sameNames reports whether two lines are of one list of names, which may stand down the
// columns.
func sameNames(a, b *Line) bool {
	return a.Kind == frame.KindName && b.Kind == frame.KindName && a.list() == b.list()
}

// solid returns the line of a name of two Han without the em inside, which checkNames
// checks.
func (l *Line) solid() *Line {
	if len(l.Glyphs) < 2 || l.Glyphs[1].X-l.Glyphs[0].X != 2*l.Size {
		return l
	}
	out := *l
	out.Glyphs = slices.Clone(l.Glyphs)
	for i := 1; i < len(out.Glyphs); i++ {
		out.Glyphs[i].X -= l.Size
	}
	out.Width -= l.Size
	return &out
}

// checkNames checks the lists of names (RULES 11.4): names stand in columns of one
// width, none is divided unless it is wider than the measure, and one of two characters
// has an em inside.
func (d *Doc) checkNames(c *collector) {
	lists := map[string][]*Line{}
	var order []string
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			if l.Kind != frame.KindName {
				continue
			}
			key := l.list()
			if lists[key] == nil {
				order = append(order, key)
			}
			lists[key] = append(lists[key], l)
		}
	}
	for _, key := range order {
		checkNameColumns(c, lists[key])
	}
}

func checkNameColumns(c *collector, names []*Line) {
	columns := map[int][]unit.Abs{} // of each page, whose blocks may begin elsewhere
	var width unit.Abs              // of the lines of a divided name
	for _, l := range names {
		if !l.First || !l.Last {
			if width += l.Width; l.Last {
				if width <= l.Measure {
					c.at("names 11.4", l, "a name is divided")
				}
				width = 0
			}
			continue
		}
		if !slices.Contains(columns[l.page], l.X) {
			columns[l.page] = append(columns[l.page], l.X)
		}
		if r := []rune(l.Text); len(r) == 2 && classOf(r[0]) == han && classOf(r[1]) == han && len(l.Glyphs) == 2 {
			if gap := l.Glyphs[1].X - l.Glyphs[0].X - l.Glyphs[0].Advance; gap != l.Size {
				c.at("names 11.4", l, "%s inside a name of two characters", em(gap, l.Size))
			}
		}
	}
	var pages []int
	for page := range columns {
		pages = append(pages, page)
	}
	slices.Sort(pages)
	for _, page := range pages {
		x := columns[page]
		slices.Sort(x)
		for i := 2; i < len(x); i++ {
			if x[i]-x[i-1] != x[1]-x[0] {
				c.at("names 11.4", names[0], "columns of %s and %s", x[1]-x[0], x[i]-x[i-1])
				break
			}
		}
	}
}
