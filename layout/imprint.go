package layout

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/page"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// imprintBlock is the part of the imprint (报尾, 版记) that stands at the foot of
// one page; an imprint taller than a page has several. Coordinates are relative
// to the block's left edge and the top of the text block.
type imprintBlock struct {
	page  int // index of the body's page; -1: the back cover
	left  func(number int) unit.Abs
	lines []frame.Line
	rules []frame.Rule
}

// items appends the block's items for the page that is the number-th of the
// file.
func (m *imprintBlock) items(items []frame.Item, number int, top unit.Abs) []frame.Item {
	left := m.left(number)
	own := make([]frame.Item, 0, len(m.rules)+len(m.lines))
	for i := range m.rules {
		own = append(own, &m.rules[i])
	}
	for i := range m.lines {
		own = append(own, &m.lines[i])
	}
	return appendMoved(items, own, left, top)
}

// imprintGroup holds the paragraphs between two rules of the imprint.
type imprintGroup []imprintParagraph

// imprintParagraph is a paragraph of the imprint, in rows.
type imprintParagraph []imprintRow

// imprintRow is a row of the imprint: one or more lines side by side.
type imprintRow []frame.Line

// ruledRow is a row to be placed on a page; rule asks for a rule above it.
type ruledRow struct {
	imprintRow
	block int // ordinal of the paragraph
	rule  bool
}

// imprint typesets the imprint and chooses its page: the last one if there is
// room at its foot, with some white space above, else a new one. An imprint
// taller than a page continues on the next.
func (c *composer) imprint() {
	if !c.hasImprint() {
		return
	}
	th, p := &c.th.Imprint, &c.th.Page
	groups, node := c.imprintGroups()
	c.imprintNode = node
	var rows []ruledRow
	block := 0
	for _, g := range groups {
		for i, paragraph := range g {
			for k, row := range paragraph {
				rows = append(rows, ruledRow{row, block, i == 0 && k == 0})
			}
			block++
		}
	}
	capacity := max(1, int(p.BlockHeight/th.Pitch))
	for len(rows) > 0 {
		n := min(len(rows), capacity)
		m := c.imprintBlock(rows[:n])
		height := th.Pitch * unit.Abs(n)
		if c.official() && len(c.imprints) == 0 {
			m.page = c.documentEnd(height)
		} else if c.official() || th.At == "last" {
			last := len(c.pages) - 1
			if len(c.imprints) > 0 || !c.pages[last].raise(height, c.th.Body.Pitch/2, p.BlockHeight) {
				c.pages = append(c.pages, bodyPage{})
				last++
			}
			m.page = last
		}
		c.imprints = append(c.imprints, m)
		rows = rows[n:]
	}
}

// raise reports whether what has a height fits at the foot of a page, with white space
// above it. If so, the notes at the foot move up to stand above it.
func (pg *bodyPage) raise(height, white, block unit.Abs) bool {
	used := unit.Abs(0)
	for _, item := range pg.items[:pg.footFrom] {
		_, foot := extent(item)
		used = max(used, foot)
	}
	foot := pg.items[pg.footFrom:]
	need := white + height
	if len(foot) > 0 {
		top, _ := extent(foot[0])
		need += block - top + white
	}
	if used+need > block {
		return false
	}
	for _, item := range foot {
		switch item := item.(type) {
		case *frame.Line:
			item.Y -= height + white
		case *frame.Rule:
			item.Y -= height + white
		}
	}
	return true
}

// imprintBlock places rows at the foot of the text block, between thick rules,
// with thin rules between groups.
func (c *composer) imprintBlock(rows []ruledRow) *imprintBlock {
	th := &c.th.Imprint
	m := &imprintBlock{page: -1}
	var width unit.Abs
	width, m.left = c.block(th.Size)
	kind := frame.KindImprint
	if c.official() {
		kind = frame.KindDocument
	}
	rule := func(y, thickness unit.Abs) {
		m.rules = append(m.rules, frame.Rule{Kind: kind, Y: y - thickness/2, Width: width, Height: thickness, Ink: c.style.Ink(th.Ink)})
	}
	y := c.th.Page.BlockHeight - th.Pitch*unit.Abs(len(rows))
	for i, r := range rows {
		switch {
		case i == 0:
			rule(y, th.Thick)
		case r.rule:
			rule(y, th.Thin)
		}
		for _, l := range r.imprintRow {
			l.Block = r.block
			l.X += th.Inset
			l.Y = y + (th.Pitch-th.Size)/2 + page.Ascent(th.Size)
			m.lines = append(m.lines, l)
		}
		y += th.Pitch
	}
	rule(y, th.Thick)
	return m
}

// imprintGroups typesets the imprint and returns its groups from top to bottom,
// and its node in the document's structure.
func (c *composer) imprintGroups() ([]imprintGroup, *frame.Node) {
	th := &c.th.Imprint
	width, _ := c.block(th.Size)
	if c.official() {
		c = c.issuing()
	}
	s := &imprintBuilder{composer: c, th: th, kind: frame.KindImprint, font: c.typesetter.Font(th.Font, th.Size, ""),
		measure: max(width-2*th.Inset, th.Size), node: frame.NewNode(frame.RoleSect)}
	var groups []imprintGroup
	for _, part := range []func() imprintGroup{s.documentRecipients, s.recipients, s.lines, s.issued, s.copies} {
		if g := part(); len(g) > 0 {
			groups = append(groups, g)
		}
	}
	if len(groups) == 0 {
		return nil, nil
	}
	return groups, s.node
}

// imprintBuilder typesets the groups of an imprint.
type imprintBuilder struct {
	*composer
	th      *theme.Imprint
	font    *inline.Font
	measure unit.Abs
	node    *frame.Node
	kind    frame.Kind // of the paragraphs
	part    frame.DocumentPart
}

// paragraph typesets a paragraph whose turned lines are indented by hang; it
// returns nil if there are no lines.
func (s *imprintBuilder) paragraph(runs []inline.Run, align inline.Align, hang unit.Abs) imprintParagraph {
	settings := s.typesetter.Settings(align)
	settings.Hyphenate = false
	if s.measure-hang < 6*s.th.Size {
		hang = 0
	}
	settings.Hang = hang
	lines := s.typesetter.Typeset(runs, settings, s.measure)
	if len(lines) == 0 {
		return nil
	}
	node := s.node.Add(frame.RoleP)
	rows := make(imprintParagraph, len(lines))
	for i := range lines {
		l := &lines[i]
		l.Kind, l.Part, l.Grid, l.Node = s.kind, s.part, -1, node
		rows[i] = lines[i : i+1 : i+1]
	}
	return rows
}

// group returns the paragraphs that have lines.
func group(paragraphs ...imprintParagraph) imprintGroup {
	var g imprintGroup
	for _, p := range paragraphs {
		if len(p) > 0 {
			g = append(g, p)
		}
	}
	return g
}

// recipients typesets the lists of recipients: 报：送：发：
func (s *imprintBuilder) recipients() imprintGroup {
	th, m := s.th, &s.issue.Imprint
	return group(s.list(th.Report, m.Report), s.list(th.Send, m.Send), s.list(th.Distribute, m.Distribute))
}

// recipientLabels are labels of recipients that the copy may have in place of the theme's.
var recipientLabels = [...]string{"抄报：", "抄送：", "抄发：", "主送：", "主报："}

// list typesets a list of recipients in the theme's form.
func (s *imprintBuilder) list(form theme.Form, texts []content.Text) imprintParagraph {
	if len(texts) == 0 || form == "" {
		return nil
	}
	before, after := form.Around()
	first := page.Unformed(form, texts[0]) // 报：市教育局
	for _, label := range recipientLabels {
		if rest, ok := page.WithoutLabel(first, label); ok && before != "" {
			before, first = label, rest
			break
		}
	}
	runs := []inline.Run{{Text: before, Font: s.font}}
	runs = page.Text(runs, first, s.font)
	for _, t := range texts[1:] {
		runs = append(runs, inline.Run{Text: s.th.Join, Font: s.font})
		runs = page.Text(runs, t, s.font)
	}
	if last := texts[len(texts)-1].Value; !strings.HasSuffix(last, s.th.End) {
		after = s.th.End + after
	}
	runs = append(runs, inline.Run{Text: after, Font: s.font})
	return s.paragraph(runs, inline.Justify, s.th.Size*unit.Abs(utf8.RuneCountInString(before)))
}

// lines typesets the lines that the manifest gives as they are.
func (s *imprintBuilder) lines() imprintGroup {
	var g imprintGroup
	for _, t := range s.issue.Imprint.Lines {
		g = append(g, group(s.paragraph(page.Text(nil, t, s.font), inline.Left, 0))...)
	}
	return g
}

// printingWords end the name of an office that the form of issuer and date says, too:
// 某某办公室印发.
var printingWords = [...]string{"印发", "编印", "印制", "印送", "编发"}

// withoutPrinting returns the names of offices without a word of printing at the end that a
// form has.
func withoutPrinting(form theme.Form, offices []content.Text) []content.Text {
	offices = slices.Clone(offices)
	for i, t := range offices {
		for _, word := range printingWords {
			kept, ends := strings.CutSuffix(strings.TrimRight(t.Value, " \u3000"), word)
			if kept = strings.TrimRight(kept, " \u3000"); ends && kept != "" && strings.Contains(string(form), word) {
				offices[i] = content.Text{Value: kept, Place: t.Place.Slice(0, len(kept))}
			}
		}
	}
	return offices
}

// issued typesets issuer and date, side by side if there is room. The sides of
// its form are filled one by one: where a value of one is missing, only the other
// is printed.
func (s *imprintBuilder) issued() imprintGroup {
	if s.official() {
		s.kind, s.part = frame.KindDocument, frame.PartIssued
		defer func() { s.kind, s.part = frame.KindImprint, "" }()
	}
	left, right, _ := strings.Cut(string(s.th.Issued), "|")
	years := s.newYears(s.th.Issued)
	own, issue := *s.composer, *s.issue
	issue.Publication.Issuer = withoutPrinting(s.th.Issued, issue.Publication.Issuer)
	own.issue = &issue
	side := func(form string, align inline.Align) imprintParagraph {
		f := theme.Form(strings.TrimSpace(form))
		runs := own.fillPart(f, years, s.font)
		if !s.has(f) {
			return nil
		}
		return s.paragraph(runs, align, 0)
	}
	who, when := side(left, inline.Left), side(right, inline.Right)
	if len(who) > 0 && len(when) == 1 {
		row := &who[len(who)-1]
		if l, r := (*row)[len(*row)-1], when[0][0]; l.X+l.Width+s.th.Size <= r.X {
			*row = append(*row, r)
			return group(who)
		}
	}
	return group(who, when)
}

// copies typesets the number of copies printed.
func (s *imprintBuilder) copies() imprintGroup {
	n := s.issue.Imprint.Copies
	if n <= 0 || s.th.Copies == "" {
		return nil
	}
	before, after := s.th.Copies.Around()
	text := before + strconv.Itoa(n) + after
	return group(s.paragraph([]inline.Run{{Text: text, Font: s.font}}, inline.Right, 0))
}
