package layout

import (
	"strings"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/page"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// coverPart is a typeset element of the cover: lines with Y relative to the
// element's top, a rule, or a picture.
type coverPart struct {
	part    *theme.Part
	place   string // as part's; "above" is resolved
	gap     unit.Abs
	lines   []frame.Line
	height  unit.Abs
	rule    bool
	source  *content.Picture
	picture *frame.Picture
}

// cover returns the cover page and its node in the structure, or nil if the
// theme has no cover. Elements are stacked downwards from the top of the area
// within the margins, those placed at the bottom upwards from its foot. The
// cover does not depend on the body's measure.
func (c *composer) cover() (*frame.Page, *frame.Node) {
	if !c.th.Cover.Show {
		return nil, nil
	}
	node := frame.NewNode(frame.RoleSect)
	p := &c.th.Page
	pg := frame.Page{Width: p.Width, Height: p.Height, Front: true}
	var parts []coverPart
	var tops []unit.Abs
	typesetter := c.typesetter
	for scale := int64(coverScale); ; scale-- {
		parts = c.coverParts(typesetter, scale)
		var fits bool
		if tops, fits = stack(parts, p.AreaHeight); fits {
			break
		}
		if scale == coverScale {
			title := &c.issue.Publication.Title
			c.log.Add("cover-full", title.Place.At(0, len(title.Value)))
			typesetter = c.typesetter.Quiet()
		}
		if scale == 1 {
			break
		}
	}
	for i, e := range parts {
		if e.place == "beside" && i > 0 {
			before := parts[i-1]
			tops[i] = tops[i-1]
			if n := len(before.lines); n > 0 && len(e.lines) > 0 {
				tops[i] += before.lines[n-1].Y - e.lines[0].Y
			}
		}
	}
	if part := c.th.Cover.Parts["picture"]; c.bleeds(part) {
		pg.Items = append(pg.Items, c.bleedPicture(c.issue.Number.Cover, node))
	}
	for i := range parts {
		e := &parts[i]
		if e.picture != nil {
			pg.Items = appendPicture(pg.Items, e.picture, node, p, tops[i], i)
			continue
		}
		if e.rule {
			pg.Items = append(pg.Items, &frame.Rule{Kind: frame.KindCover, X: p.AreaLeft + e.part.Inset, Y: p.AreaTop + tops[i],
				Width: max(0, p.AreaWidth-2*e.part.Inset), Height: e.height, Ink: c.style.Ink(e.part.Ink)})
			continue
		}
		if len(e.lines) == 0 {
			continue
		}
		text := node.Add(frame.RoleP)
		for k := range e.lines {
			l := &e.lines[k]
			l.Kind, l.Grid, l.Block, l.Node = frame.KindCover, -1, i, text
			l.X += p.AreaLeft
			l.Y += p.AreaTop + tops[i]
			pg.Items = append(pg.Items, l)
		}
	}
	if len(node.Children) == 0 {
		node = nil
	}
	return &pg, node
}

// coverScale is the number of steps from nothing to the full size of the cover's
// elements. If the elements do not fit, they are typeset smaller, one step at a
// time.
const coverScale = 12

// stack places parts within a height, downwards from its top and upwards from
// its foot. If they would overlap, the gaps between them shrink; fits is false
// if that is not enough.
func stack(parts []coverPart, height unit.Abs) (tops []unit.Abs, fits bool) {
	var solid, gaps unit.Abs
	for _, e := range parts {
		if e.place != "beside" {
			solid += e.height
			gaps += e.gap
		}
	}
	num, den := int64(1), int64(1)
	if room := max(0, height-solid); gaps > room {
		num, den = int64(room), int64(gaps)
	}
	tops = make([]unit.Abs, len(parts))
	y, foot := unit.Abs(0), height
	for i, e := range parts {
		if e.place == "top" {
			tops[i] = y + e.gap.Scale(num, den)
			y = tops[i] + e.height
		}
	}
	for i := len(parts) - 1; i >= 0; i-- {
		if e := parts[i]; e.place == "bottom" {
			tops[i] = foot - e.gap.Scale(num, den) - e.height
			foot = tops[i]
		}
	}
	return tops, solid <= height
}

// coverParts typesets the elements that are shown and not empty, in the theme's
// order, at scale/coverScale of their full size.
func (c *composer) coverParts(typesetter *page.Typesetter, scale int64) []coverPart {
	var parts []coverPart
	for _, name := range c.th.Cover.Order {
		part := c.th.Cover.Parts[name]
		if part == nil || !part.Show {
			continue
		}
		if strings.HasPrefix(name, "rule") {
			parts = append(parts, coverPart{part: part, place: part.Place, gap: part.Gap, height: part.Height, rule: true})
			continue
		}
		if name == "emblem" || name == "picture" {
			if p := c.coverImage(name); p != nil && !c.bleeds(part) {
				parts = append(parts, coverPart{part: part, place: part.Place, gap: part.Gap, source: p})
			}
			continue
		}
		if lines, size, pitch := c.coverText(typesetter, part, scale); len(lines) > 0 {
			for k := range lines {
				lines[k].Y = page.Ascent(size) + pitch*unit.Abs(k)
			}
			parts = append(parts, coverPart{part: part, place: part.Place, gap: part.Gap, lines: lines, height: size + pitch*unit.Abs(len(lines)-1)})
		}
	}
	c.coverPictures(parts, scale)
	return parts
}

// bleeds reports whether an element is a picture that covers the whole page,
// beneath all other elements.
func (c *composer) bleeds(part *theme.Part) bool {
	return part != nil && part.Show && part.Bleed && c.coverImage("picture") != nil
}

// coverText typesets one element at its size. If it is too long for the area it
// is made smaller, down to the theme's least size; if it still does not fit, it
// is broken into lines.
func (c *composer) coverText(typesetter *page.Typesetter, part *theme.Part, scale int64) (lines []frame.Line, size, pitch unit.Abs) {
	settings := c.typesetter.Settings(inline.Left)
	settings.Hyphenate = false
	room := c.th.Page.AreaWidth - 2*part.Inset
	size, pitch = part.Size.Scale(scale, coverScale), part.Pitch.Scale(scale, coverScale)
	smallest := min(part.SizeMin, size)
	runs := c.fill(part.Form, c.typesetter.Font(part.Font, size, part.Ink))
	if len(runs) == 0 {
		return nil, size, pitch
	}
	lines = typesetter.Typeset(runs, settings, maxWidth)
	widest := unit.Abs(0)
	for i := range lines {
		widest = max(widest, lines[i].Width)
	}
	if widest > room && size > smallest {
		const tenth = unit.Pt / 10
		size = max(smallest, size.Scale(int64(room), int64(widest))/tenth*tenth)
		pitch = part.Pitch.Scale(int64(size), int64(part.Size))
		font := c.typesetter.Font(part.Font, size, part.Ink)
		for i := range runs {
			runs[i].Font = font
		}
		lines = nil
	}
	if lines == nil || widest > room {
		settings.Title, settings.Align = true, inline.Center
		lines = typesetter.Quiet().Typeset(runs, settings, room)
	}
	align := page.Align(part.Align)
	for i := range lines {
		l := &lines[i]
		letterspace(l, min(part.Width, room), part.Spread)
		switch align {
		case inline.Center:
			l.X = (c.th.Page.AreaWidth - l.Width) / 2
		case inline.Right:
			l.X = c.th.Page.AreaWidth - part.Inset - l.Width
		default:
			l.X = part.Inset
		}
		l.Measure, l.Justify = room, false
	}
	return lines, size, pitch
}

// letterspace widens the gaps of a short line of Han towards a width, by at most
// spread each: a name of two characters is spaced widely, one of eight narrowly.
func letterspace(l *frame.Line, width, spread unit.Abs) {
	gaps := len(l.Glyphs) - 1
	if gaps < 1 || l.Width >= width {
		return
	}
	for i := range l.Glyphs {
		if g := &l.Glyphs[i]; g.Text < "⺀" || g.Advance != g.Size { // Latin is not letterspaced
			return
		}
	}
	gap := min(spread, (width-l.Width)/unit.Abs(gaps))
	for i := range l.Glyphs {
		l.Glyphs[i].X += gap * unit.Abs(i)
	}
	l.Width += gap * unit.Abs(gaps)
	if gap > l.Size/8 {
		l.Repair = frame.RepairLoose // intended here; a dump's reader sees from it that gaps are wider than ⅛ em
	}
}
