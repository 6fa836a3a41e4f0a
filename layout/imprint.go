package layout

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/page"
	"jianbao/layout/unit"
)

// imprintBlock is a page's share of the imprint (报尾, 版记), all of it but in
// the oddest cases: items from the block's left edge and the text block's top,
// standing at its foot.
type imprintBlock struct {
	page  int // of the body; -1: the back cover
	left  func(number int) unit.Abs
	lines []*frame.Line
	rules []frame.Rule
}

// items appends the imprint's items for the page that is the number-th of the
// file.
func (m *imprintBlock) items(items []frame.Item, number int, top unit.Abs) []frame.Item {
	left := m.left(number)
	for i := range m.rules {
		r := &m.rules[i]
		r.X += left
		r.Y += top
		items = append(items, r)
	}
	for _, l := range m.lines {
		l.X += left
		l.Y += top
		items = append(items, l)
	}
	return items
}

// imprintRow is a row of the imprint: lines side by side, perhaps below a rule.
type imprintRow struct {
	lines []frame.Line
	block int
	rule  bool
}

// imprint sets the imprint and finds it a page: the foot of the last one if
// there is room, with some white above, else one of its own. What is taller
// than a page goes on.
func (c *composer) imprint() {
	if c.issue.Imprint.Empty() {
		return
	}
	th, p := &c.th.Imprint, &c.th.Page
	var rows []imprintRow
	block := 0
	for _, g := range c.imprintGroups() {
		for i, r := range g {
			for k := range r {
				rows = append(rows, imprintRow{lines: r[k], block: block, rule: i == 0 && k == 0})
			}
			block++
		}
	}
	capacity := max(1, int(p.BlockHeight/th.Pitch))
	for len(rows) > 0 {
		n := min(len(rows), capacity)
		m := c.imprintBlock(rows[:n])
		height := th.Pitch * unit.Abs(n)
		if th.At == "last" {
			used := unit.Abs(0)
			last := len(c.pages) - 1
			for _, item := range c.pages[last].items {
				_, foot := extent(item)
				used = max(used, foot)
			}
			if len(c.imprints) > 0 || used+c.th.Body.Pitch/2+height > p.BlockHeight {
				c.pages = append(c.pages, bodyPage{})
				last++
			}
			m.page = last
		}
		c.imprints = append(c.imprints, m)
		rows = rows[n:]
	}
}

// imprintBlock places rows at the text block's foot, between thick rules, with
// thin ones between groups.
func (c *composer) imprintBlock(rows []imprintRow) *imprintBlock {
	th := &c.th.Imprint
	m := &imprintBlock{page: -1}
	var width unit.Abs
	width, m.left = c.block(th.Size)
	rule := func(y, thickness unit.Abs) {
		m.rules = append(m.rules, frame.Rule{Kind: frame.KindImprint, Y: y - thickness/2, Width: width, Height: thickness, Ink: c.style.Ink(th.Ink)})
	}
	y := c.th.Page.BlockHeight - th.Pitch*unit.Abs(len(rows))
	for i, r := range rows {
		switch {
		case i == 0:
			rule(y, th.Thick)
		case r.rule:
			rule(y, th.Thin)
		}
		for n := range r.lines {
			l := &r.lines[n]
			l.Kind, l.Grid, l.Block = frame.KindImprint, -1, r.block
			l.X += th.Inset
			l.Y = y + (th.Pitch-th.Size)/2 + page.Ascent(th.Size)
			m.lines = append(m.lines, l)
		}
		y += th.Pitch
	}
	rule(y, th.Thick)
	return m
}

// imprintGroups sets the parts of the imprint: groups divided by thin rules,
// of paragraphs, of rows, of the lines that stand side by side in a row.
func (c *composer) imprintGroups() [][][][]frame.Line {
	th, m := &c.th.Imprint, &c.issue.Imprint
	font := c.set.Font(th.Font, th.Size, "")
	width, _ := c.block(th.Size)
	measure := max(width-2*th.Inset, th.Size)
	var groups [][][][]frame.Line
	var group [][][]frame.Line
	add := func(runs []inline.Run, align inline.Align, hang unit.Abs) {
		set := c.set.Settings(align)
		set.Hyphenate = false
		if measure-hang < 6*th.Size {
			hang = 0
		}
		set.Hang = hang
		var rows [][]frame.Line
		lines := c.set.Set(runs, set, measure)
		for i := range lines {
			rows = append(rows, lines[i:i+1:i+1])
		}
		if len(rows) > 0 {
			group = append(group, rows)
		}
	}
	end := func() {
		if len(group) > 0 {
			groups = append(groups, group)
		}
		group = nil
	}
	for _, part := range []struct {
		form  string
		texts []content.Text
	}{{th.Report, m.Report}, {th.Send, m.Send}, {th.Distribute, m.Distribute}} {
		if len(part.texts) == 0 {
			continue
		}
		before, after, _ := strings.Cut(part.form, "{list}")
		runs := []inline.Run{{Text: before, Font: font}}
		for i, t := range part.texts {
			if i > 0 {
				runs = append(runs, inline.Run{Text: th.Join, Font: font})
			}
			runs = page.Text(runs, t, font)
		}
		if last := part.texts[len(part.texts)-1].Value; !strings.HasSuffix(last, th.End) {
			after = th.End + after
		}
		runs = append(runs, inline.Run{Text: after, Font: font})
		add(runs, inline.Justify, th.Size*unit.Abs(utf8.RuneCountInString(before)))
	}
	end()
	for _, t := range m.Lines {
		add(page.Text(nil, t, font), inline.Left, 0)
	}
	end()
	if th.Issued != "" {
		left, right, _ := strings.Cut(th.Issued, "|")
		add(c.fill(strings.TrimSpace(left), font), inline.Left, 0)
		if n := len(group); n > 0 && strings.TrimSpace(right) != "" {
			last := group[n-1]
			add(c.fill(strings.TrimSpace(right), font), inline.Right, 0)
			if len(group) > n && len(group[n]) == 1 {
				row := &last[len(last)-1]
				if l, r := (*row)[len(*row)-1], group[n][0][0]; l.X+l.Width+th.Size <= r.X {
					*row = append((*row)[:len(*row):len(*row)], r)
					group = group[:n]
				}
			}
		}
		end()
	}
	if m.Copies > 0 && th.Copies != "" {
		add([]inline.Run{{Text: strings.ReplaceAll(th.Copies, "{copies}", strconv.Itoa(m.Copies)), Font: font}}, inline.Right, 0)
		end()
	}
	return groups
}
