package layout

import (
	"cmp"
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
	block   int      // ordinal on the cover
	top     unit.Abs // in its row
	height  unit.Abs
	lines   []frame.Line
	pitch   unit.Abs // of the lines
	rule    bool
	source  *content.Picture
	picture *frame.Picture
}

// coverBuilder makes the elements of the cover, or of a masthead.
type coverBuilder struct {
	*composer
	th   *theme.Cover
	kind frame.Kind
	area frame.Rect // of the elements, on the page
	page *theme.Page
}

// cover returns the cover page and its node in the structure, or nil if the
// theme has no cover page. Rows of elements are stacked downwards from the top of
// the area within the margins, those placed at the bottom upwards from its foot.
// The cover does not depend on the body's measure.
func (c *composer) cover() (*frame.Page, *frame.Node) {
	if !c.th.Cover.Show || c.th.HasMasthead() {
		return nil, nil
	}
	p := &c.th.Page
	b := &coverBuilder{composer: c, th: &c.th.Cover, kind: frame.KindCover, page: p,
		area: frame.Rect{X: p.AreaLeft, Y: p.AreaTop, Width: p.AreaWidth, Height: p.AreaHeight}}
	node := frame.NewNode(frame.RoleSect)
	pg := frame.Page{Width: p.Width, Height: p.Height, Front: true}
	if part := b.th.Parts["picture"]; b.bleeds(part) {
		pg.Items = append(pg.Items, b.bleedPicture(c.issue.Number.Cover, node))
	}
	items, _ := b.elements(node)
	pg.Items = append(pg.Items, items...)
	if len(node.Children) == 0 {
		node = nil
	}
	return &pg, node
}

// elements returns the items of all elements and the foot of the lowest, below
// the area's top. Their nodes are added to node.
func (c *coverBuilder) elements(node *frame.Node) (items []frame.Item, foot unit.Abs) {
	rows, tops := c.fittedRows()
	for i := range rows {
		for k := range rows[i].parts {
			e := &rows[i].parts[k]
			items = c.appendPart(items, e, tops[i]+e.top, node)
		}
		foot = max(foot, tops[i]+rows[i].height)
	}
	return items, foot
}

// coverFit is a way to make the cover's elements fit: their size, in steps of
// coverScale, and whether lines may be set closer than the theme asks.
type coverFit struct {
	scale int64
	close bool
}

// leastGap returns the divisor for the least gaps between rows: a half of the
// theme's while lines have the theme's pitch, then a quarter.
func (f coverFit) leastGap() unit.Abs {
	if f.close {
		return 4
	}
	return 2
}

// coverScale is the number of steps from nothing to the full size of the cover's
// elements.
const coverScale = 12

// fittedRows returns the rows of the cover and their tops. If they do not fit the
// area, their lines are set closer, and then they are typeset smaller, one step at
// a time.
func (c *coverBuilder) fittedRows() (rows []coverRow, tops []unit.Abs) {
	fit, typesetter := coverFit{scale: coverScale}, c.typesetter
	for {
		rows = coverRows(c.coverParts(typesetter, fit))
		c.coverPictures(rows, fit)
		var fits bool
		if tops, fits = stack(rows, c.area.Height, fit); fits || fit.scale == 1 {
			return rows, tops
		}
		typesetter = c.typesetter.Quiet()
		switch {
		case !fit.close:
			fit.close = true
		default:
			if fit.scale == coverScale {
				title := &c.issue.Publication.Title
				c.log.Add("cover-full", title.Place.At(0, len(title.Value)))
			}
			fit.scale--
		}
	}
}

// appendPart appends an element with its top at top, below the area's top.
func (c *coverBuilder) appendPart(items []frame.Item, e *coverPart, top unit.Abs, node *frame.Node) []frame.Item {
	switch {
	case e.picture != nil:
		return c.appendPicture(items, e, node, top)
	case e.rule:
		return append(items, &frame.Rule{Kind: c.kind, X: c.area.X + e.part.Inset, Y: c.area.Y + top,
			Width: max(0, c.area.Width-2*e.part.Inset), Height: e.height, Ink: c.style.Ink(e.part.Ink)})
	}
	text := node.Add(frame.RoleP)
	for k := range e.lines {
		l := &e.lines[k]
		l.Kind, l.Grid, l.Block, l.Node = c.kind, -1, e.block, text
		l.X += c.area.X
		l.Y += c.area.Y + top
		items = append(items, l)
	}
	return items
}

// coverParts typesets the elements that are shown and not empty, in the theme's
// order. Pictures have no size yet.
func (c *coverBuilder) coverParts(typesetter *page.Typesetter, fit coverFit) []coverPart {
	var parts []coverPart
	for _, name := range c.th.Order {
		part := c.th.Parts[name]
		if part == nil || !part.Show {
			continue
		}
		e := coverPart{part: part, block: len(parts)}
		switch {
		case strings.HasPrefix(name, "rule"):
			e.rule, e.height = true, part.Height
		case name == "emblem" || name == "picture" || name == "name" && c.coverImage(name) != nil:
			if e.source = c.coverImage(name); e.source == nil || c.bleeds(part) {
				continue
			}
		default:
			if c.coverText(&e, typesetter, fit); len(e.lines) == 0 {
				continue
			}
		}
		parts = append(parts, e)
	}
	return parts
}

// bleeds reports whether an element is a picture that covers the whole page,
// beneath all other elements.
func (c *coverBuilder) bleeds(part *theme.Part) bool {
	return part != nil && part.Show && part.Bleed && c.coverImage("picture") != nil
}

// closePitch is the pitch of lines that are set close, in hundredths of an em.
const closePitch = 125

// coverText typesets an element at its size. If it is too long for the area it is
// made smaller, down to the theme's least size; if it still does not fit, it is
// broken into lines, at the largest size that gives no more lines. If a word of it
// is wider than the area even at the least size, it is made smaller than that.
func (c *coverBuilder) coverText(e *coverPart, typesetter *page.Typesetter, fit coverFit) {
	part := e.part
	settings := c.typesetter.Settings(inline.Left)
	settings.Hyphenate = false
	room := max(c.area.Width-2*part.Inset, 1)
	full := cmp.Or(part.Size, c.composer.th.Body.Size)
	size := full.Scale(fit.scale, coverScale)
	smallest := min(part.SizeMin, size)
	runs := c.fill(part.Form, c.typesetter.Font(part.Font, size, part.Ink))
	if len(runs) == 0 {
		return
	}
	lines := typesetter.Typeset(runs, settings, maxWidth)
	if wide := widest(lines); wide > room {
		settings.Title, settings.Words, settings.Align = true, true, inline.Center // RULES 5.4
		broken := func(size unit.Abs) []frame.Line {
			font := c.typesetter.Font(part.Font, size, part.Ink)
			for i := range runs {
				runs[i].Font = font
			}
			return typesetter.Quiet().Typeset(runs, settings, room)
		}
		paragraphs, full := len(lines), size
		size = max(smallest, min(size, reduced(size, room, wide)))
		lines = broken(size)
		if wide := widest(lines); wide > room {
			size = max(1, reduced(size, room, wide))
			lines = broken(size)
		} else if len(lines) > paragraphs {
			for larger := full; larger > size; larger -= unit.Pt / 2 {
				if l := broken(larger); len(l) == len(lines) && widest(l) <= room {
					lines, size = l, larger
				}
			}
		}
	}
	e.lines = lines
	e.pitch = part.Pitch.Scale(int64(size), int64(full))
	if fit.close {
		e.pitch = min(e.pitch, size.Scale(closePitch, 100))
	}
	e.pitch = max(e.pitch, size)
	e.height = size + e.pitch*unit.Abs(len(lines)-1)
	align := page.Align(part.Align)
	for i := range lines {
		l := &lines[i]
		letterspace(l, min(part.Width, room), part.Spread)
		switch align {
		case inline.Center:
			l.X = (c.area.Width - l.Width) / 2
		case inline.Right:
			l.X = c.area.Width - part.Inset - l.Width
		default:
			l.X = part.Inset
		}
		l.Y = page.Ascent(size) + e.pitch*unit.Abs(i)
		l.Measure, l.Justify = room, false
	}
}

// widest returns the greatest width of lines.
func widest(lines []frame.Line) unit.Abs {
	w := unit.Abs(0)
	for i := range lines {
		w = max(w, lines[i].Width)
	}
	return w
}

// reduced returns the size at which a line of some width in the given size is at
// most as wide as room, in tenths of a point.
func reduced(size, room, width unit.Abs) unit.Abs {
	const tenth = unit.Pt / 10
	return size.Scale(int64(room), int64(width)) / tenth * tenth
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
