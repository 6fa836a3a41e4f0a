package check

import (
	"regexp"
	"slices"

	"jianbao/layout/frame"
)

var printedNumber = regexp.MustCompile(`[0-9]+`)

// checkJumps checks the lines between the parts of articles (RULES 6.5): each has the
// number of the page that it leads to, where the line that leads back has the number of
// its own page, and they come in pairs. Parts of which one directly follows the other on
// the same page have none.
func (d *Doc) checkJumps(c *collector) {
	type jump struct {
		line     *Line
		from, to string // page labels
	}
	var jumps []jump
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			if l.Kind != frame.KindJump {
				continue
			}
			to := printedNumber.FindString(l.Text)
			jumps = append(jumps, jump{l, d.Pages[i].Label, to})
			for _, dest := range l.Dests {
				if d.Pages[dest.Page].Label != to {
					c.at("jump 6.5", l, "leads to page “%s”", d.Pages[dest.Page].Label)
				}
			}
		}
	}
	for _, j := range jumps {
		back := 0
		for _, k := range jumps {
			if k.from != j.to || k.to != j.from || k.line.Article == j.line.Article {
				continue
			}
			back++
			if k.from == j.from && k.line.Article == j.line.Article+1 && !d.labelled(k.line) {
				c.at("jump 6.5", j.line, "leads to the text directly below it")
			}
		}
		if back == 0 {
			c.at("jump 6.5", j.line, "no line on page “%s” leads back to page “%s”", j.to, j.from)
		}
	}
}

// labelled reports whether a section's label stands above the article of a line.
func (d *Doc) labelled(l *Line) bool {
	return slices.ContainsFunc(d.Pages[l.page].Lines, func(o *Line) bool { return o.Kind == frame.KindSection && o.Article == l.Article })
}
