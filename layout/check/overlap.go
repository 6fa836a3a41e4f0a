package check

// checkOverlaps checks that no line overlaps another line or a rule (RULES 5.5).
// Han leave a sixteenth of the em box free at its top and at its foot, by which
// boxes may overlap. A page has at most some hundred lines: all pairs are tried.
func (d *Doc) checkOverlaps(c *collector) {
	for i := range d.Pages {
		pg := &d.Pages[i]
		for k, l := range pg.Lines {
			own := l.body()
			for _, o := range pg.Lines[k+1:] {
				if own.overlaps(o.body()) {
					c.at("overlap 5.5", l, "overlaps “%s”", clip(o.Text, 6))
				}
			}
			for _, r := range pg.Rules {
				if own.overlaps(r) {
					c.at("overlap 5.5", l, "a rule runs through it")
				}
			}
		}
	}
}

// body returns the part of a line's box that may hold ink. Edges may differ by
// rounding.
func (l *Line) body() Rect {
	r, free := l.box(), l.Size/16+1
	if l.Turned {
		return Rect{r.X + free, r.Y + 1, max(0, r.Width-2*free), max(0, r.Height-2)}
	}
	return Rect{r.X + 1, r.Y + free, max(0, r.Width-2), max(0, r.Height-2*free)}
}
