package check

import (
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// BoxEdge is a rule or the tint of a box.
type BoxEdge struct {
	Rect
	Box  int
	Tint bool
}

// boxPart is what a page has of a box.
type boxPart struct {
	page  int
	lines []*Line
	edges []BoxEdge
}

// checkBoxes checks the boxes of a document (RULES 14.2).
func (d *Doc) checkBoxes(c *collector) {
	parts := map[int][]*boxPart{}
	var order []int
	rows := 0 // that a page has at least
	for i := range d.Pages {
		pg := &d.Pages[i]
		at := func(l *Line) *boxPart {
			n := len(parts[l.Box])
			if n > 0 && !parts[l.Box][n-1].lines[0].apart(l) {
				return parts[l.Box][n-1]
			}
			if n == 0 {
				order = append(order, l.Box)
			}
			parts[l.Box] = append(parts[l.Box], &boxPart{page: i})
			return parts[l.Box][n]
		}
		for _, l := range pg.Lines {
			if l.Box > 0 {
				part := at(l)
				part.lines = append(part.lines, l)
			}
			if !l.Own {
				rows = max(rows, l.Grid+1)
			}
		}
		for _, e := range pg.BoxEdges {
			var own *boxPart
			for _, p := range parts[e.Box] {
				if p.page == i && (own == nil || p.left() > own.left() && p.left() <= e.X+e.Width+2*p.lines[0].Size) {
					own = p
				}
			}
			if own == nil {
				c.out = append(c.out, Violation{"box 14.2", i, -1, "a box without text"})
				continue
			}
			own.edges = append(own.edges, e)
		}
	}
	for _, box := range order {
		d.checkBox(c, parts[box], rows)
	}
}

// left returns the left edge of the part's text, which is less than two em from that of
// the box; two columns are more than that apart.
func (p *boxPart) left() unit.Abs {
	left := p.lines[0].X
	for _, l := range p.lines {
		left = min(left, l.X)
	}
	return left
}

// checkBox checks the parts of a box, where a page has at least some number of rows.
func (d *Doc) checkBox(c *collector, parts []*boxPart, rows int) {
	lines, notes, divisible := 0, 0, false
	for k, p := range parts {
		first, last := k == 0, k == len(parts)-1
		d.checkBoxPart(c, p, first, last)
		stand := 0 // lines; on the grid, rows
		for i, l := range p.lines {
			if i == 0 || l.Y != p.lines[i-1].Y {
				stand++
			}
			notes += len(l.Marks)
			divisible = divisible || l.Table != nil || l.Kind == frame.KindCode || l.Own || l.Grid < 0
		}
		if grid := p.lines[len(p.lines)-1].Grid - p.lines[0].Grid + 1; grid > stand { // with blank rows
			stand = grid
		}
		if len(parts) > 1 && (first || last) && stand < 2 && !divisible {
			c.at("box 14.2", p.lines[0], "a page has %d line of a box", stand)
		}
		if !first && p.lines[0].Kind == frame.KindVerse {
			stand++ // the white between stanzas may be at the break
		}
		lines += stand
	}
	if len(parts) > 1 && !divisible && notes == 0 && lines+2 <= rows-d.rowsAbove(parts[0]) {
		c.at("box 14.2", parts[0].lines[0], "a box of %d rows is divided; a page has %d", lines+2, rows)
	}
}

// checkBoxPart checks that a part's rules or tint enclose its lines and nothing else,
// and that the frame is open where the box goes over to another page.
func (d *Doc) checkBoxPart(c *collector, p *boxPart, first, last bool) {
	own := p.lines[0].box()
	for _, l := range p.lines {
		r := l.box()
		right, foot := max(own.X+own.Width, r.X+r.Width), max(own.Y+own.Height, r.Y+r.Height)
		own.X, own.Y = min(own.X, r.X), min(own.Y, r.Y)
		own.Width, own.Height = right-own.X, foot-own.Y
		if l.Kind != frame.KindLabel && !slices.ContainsFunc(l.node, func(s step) bool { return s.role == "Aside" }) && len(l.node) > 0 {
			c.at("box 14.2", l, "content of %s, outside of its box", pathString(l.node))
		}
	}
	if len(p.edges) == 0 {
		c.at("box 14.2", p.lines[0], "a box without rules and tint")
		return
	}
	all := p.edges[0].Rect
	above, below := false, false
	for _, e := range p.edges {
		right, foot := max(all.X+all.Width, e.X+e.Width), max(all.Y+all.Height, e.Y+e.Height)
		all.X, all.Y = min(all.X, e.X), min(all.Y, e.Y)
		all.Width, all.Height = right-all.X, foot-all.Y
		if !e.Tint && e.Width > e.Height {
			above = above || e.Y+e.Height <= own.Y+2
			below = below || e.Y+2 >= own.Y+own.Height
		}
	}
	l := p.lines[0]
	switch {
	case len(p.edges) == 1 && !p.edges[0].Tint: // at the side
		if all.X+all.Width > own.X || all.Y > own.Y+2 || all.Y+all.Height+2 < own.Y+own.Height {
			c.at("box 14.2", l, "the rule at the side of a box is not as tall as its text")
		}
		return
	case all.X > own.X || all.X+all.Width < own.X+own.Width || all.Y > own.Y+2 || all.Y+all.Height+2 < own.Y+own.Height:
		c.at("box 14.2", l, "text outside of its box")
	case !p.edges[0].Tint && (above != first || below != last):
		c.at("box 14.2", l, "a box is closed at a page's end, or open at its own")
	}
	for _, o := range d.Pages[p.page].Lines {
		if o.Box == l.Box || o.artifact() {
			continue
		}
		if o.body().overlaps(all) {
			c.at("box 14.2", o, "stands in a box")
		}
	}
}

// rowsAbove returns the rows from the beginning of the title or heading that is
// directly above a box, from which it is not separated, to the box, and those that stay
// blank above it at the head of the page; 0 if there is none.
func (d *Doc) rowsAbove(p *boxPart) int {
	lines := d.Pages[p.page].Lines
	from := slices.Index(lines, p.lines[0])
	top := from
	for top > 0 && slices.Contains(headKinds, lines[top-1].Kind) {
		top--
	}
	if top == from {
		return 0
	}
	if at := p.lines[0].Grid; at > 0 && !slices.ContainsFunc(lines[:top], func(l *Line) bool { return !l.artifact() }) {
		return at
	}
	height := p.lines[0].Y - lines[top].Y
	pitch := unit.Abs(0) // of the lines of the box
	for i := 1; i < len(p.lines) && pitch <= 0; i++ {
		pitch = p.lines[i].Y - p.lines[i-1].Y
	}
	if pitch <= 0 {
		return 0
	}
	return int((height + pitch - 1) / pitch)
}

var headKinds = []frame.Kind{frame.KindSection, frame.KindKicker, frame.KindTitle, frame.KindSubtitle, frame.KindAuthor, frame.KindHeading}
