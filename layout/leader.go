package layout

import (
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// leader makes the dots between entries and page numbers. Dots stand at
// multiples of one step from the right edge, so that those of all entries align
// (RULES 6.1).
type leader struct {
	dot         frame.Glyph
	line0       frame.Line
	ok          bool
	step, gap   unit.Abs
	width       unit.Abs
	first       int // cells between the right edge and the last dot
	widest      unit.Abs
	minimumDots int
}

// probe is the Han that the dot is typeset between.
const probe = "中"

func newLeader(c *composer, width, widest unit.Abs) *leader {
	th := &c.th.Contents
	d := &leader{step: th.LeaderStep, gap: th.Size / 2, width: width, widest: widest, minimumDots: 2}
	if th.Leader == "" || d.step <= 0 {
		return d
	}
	// Typeset between Han, the dot is resolved as Chinese. What is found about these is
	// not about the issue.
	settings := c.typesetter.Settings(inline.Left)
	var found diag.List
	lines := c.typesetter.Recording(&found).Typeset([]inline.Run{{Text: probe + th.Leader + probe, Font: c.typesetter.Font(th.Font, th.Size, "")}}, settings, maxWidth)
	found.Remove(func(f *diag.Diagnostic) bool { return len(f.Args) > 0 && f.Args[0] == probe })
	c.log.Join(&found)
	if len(lines) == 1 && len(lines[0].Glyphs) == 3 {
		d.dot, d.line0, d.ok = lines[0].Glyphs[1], lines[0], true
		d.dot.DX += (d.step - d.dot.Advance) / 2
		d.dot.Advance = d.step
	}
	d.first = int((widest + d.gap + d.step - 1) / d.step)
	return d
}

// room returns the width that the last line of an entry must leave free: for the
// number, the fewest dots at their positions, and a gap on either side.
func (d *leader) room() unit.Abs {
	if !d.ok {
		return d.widest + d.gap
	}
	return d.step*unit.Abs(d.first+d.minimumDots+1) + d.gap
}

// line returns the dots after a text that ends at x; nil if not even one fits.
func (d *leader) line(x unit.Abs) *frame.Line {
	if !d.ok {
		return nil
	}
	cells := int((d.width - x - d.gap) / d.step) // from the right edge to the first dot's left
	n := cells - d.first
	if n < 1 {
		return nil
	}
	l := d.line0
	l.Kind, l.Place, l.Links = frame.KindLeader, content.Text{}.Place.At(0, 0), nil
	l.Origins = nil
	l.X = d.width - d.step*unit.Abs(cells)
	l.Glyphs = make([]frame.Glyph, n)
	for i := range l.Glyphs {
		l.Glyphs[i] = d.dot
		l.Glyphs[i].X = d.step * unit.Abs(i)
	}
	l.Text = strings.Repeat(d.dot.Text, n)
	l.Width = d.step * unit.Abs(n)
	l.Measure = l.Width
	l.First, l.Last, l.Justify, l.Repair = true, true, false, frame.RepairNone
	return &l
}
