package layout

import (
	"strings"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/page"
	"jianbao/layout/unit"
)

// The issuer mark (发文机关标志) is the title of the publication. Of a joint document
// each issuer has a line of the title; the word 文件 at its end stands beside all of
// them, half way up (GB/T 9704-2012 7.2.4).

// documentWord is the word that a mark ends with.
const documentWord = "文件"

// markLines returns the issuers of the mark, and the word beside them if they are
// several.
func (c *composer) markLines() (issuers []content.Text, word content.Text) {
	title := c.issue.Publication.Title
	for from := 0; from <= len(title.Value); {
		end := len(title.Value)
		if i := strings.IndexByte(title.Value[from:], '\n'); i >= 0 {
			end = from + i
		}
		if end > from {
			issuers = append(issuers, content.Text{Value: title.Value[from:end], Place: title.Place.Slice(from, end)})
		}
		from = end + 1
	}
	if n := len(issuers); n > 1 {
		last := &issuers[n-1]
		if name := strings.TrimSuffix(last.Value, documentWord); name != last.Value {
			word = content.Text{Value: documentWord, Place: last.Place.Slice(len(name), len(last.Value))}
			if *last = (content.Text{Value: name, Place: last.Place.Slice(0, len(name))}); name == "" {
				issuers = issuers[:n-1]
			}
		}
	}
	return issuers, word
}

// mark is a typeset issuer mark.
type mark struct {
	size         unit.Abs
	issuers      []frame.Line
	word         *frame.Line // beside them; nil: none
	width        unit.Abs    // of the whole
	above, below unit.Abs    // ink of the first line above its baseline, and of the last below its
	pitch        unit.Abs
}

// The pitch of the issuers of a mark, in hundredths of its size.
const (
	markPitch    = 130
	markPitchMin = 112
	markPitchMax = 160
)

// height returns the distance from the upper to the lower edge of the ink.
func (m *mark) height() unit.Abs { return m.above + m.below + m.pitch*unit.Abs(len(m.issuers)-1) }

// typesetMark typesets the mark in a size, smaller if it is wider than the block.
func (b *documentBuilder) typesetMark(size unit.Abs) *mark {
	texts, word := b.markLines()
	m := &mark{}
	for {
		m.size, m.issuers, m.word = size, nil, nil
		font := b.typesetter.Font(b.th.MarkFont, size, b.th.MarkInk)
		var widest unit.Abs
		for _, t := range texts {
			m.issuers = append(m.issuers, b.line(page.Text(nil, t, font)))
			widest = max(widest, m.issuers[len(m.issuers)-1].Width)
		}
		m.width = widest
		if word.Value != "" {
			l := b.line(page.Text(nil, word, font))
			m.word = &l
			m.width += size/2 + l.Width
		}
		if m.width <= b.grid.Measure || size <= unit.Pt {
			break
		}
		size = min(reduced(size, b.grid.Measure, m.width), size-unit.Pt/10)
	}
	switch {
	case len(m.issuers) == 0:
		return m
	case len(m.issuers) == 1 && m.word == nil:
		l := &m.issuers[0]
		letterspace(l, min(b.th.MarkWidth, b.grid.Measure), b.th.MarkSpread.Scale(int64(m.size), int64(b.th.MarkSize)))
		m.width = l.Width
	default:
		widest := m.width
		if m.word != nil {
			widest -= m.size/2 + m.word.Width
		}
		for i := range m.issuers {
			letterspace(&m.issuers[i], widest, widest)
		}
	}
	m.above, _ = ink(&m.issuers[0])
	_, m.below = ink(&m.issuers[len(m.issuers)-1])
	m.pitch = m.size.Scale(markPitch, 100)
	return m
}

// ink returns how far the ink of a line extends above and below its baseline.
func ink(l *frame.Line) (above, below unit.Abs) {
	first := true
	for i := range l.Glyphs {
		g := &l.Glyphs[i]
		if g.Face == nil {
			continue
		}
		b, ok := g.Face.Bounds(g.ID)
		if !ok {
			continue
		}
		em := int64(g.Face.UnitsPerEm())
		top, foot := g.DY+g.Size.Scale(int64(b.YMax), em), -g.DY-g.Size.Scale(int64(b.YMin), em)
		if first {
			above, below, first = top, foot, false
		}
		above, below = max(above, top), max(below, foot)
	}
	return above, below
}

// The least size of a mark of several issuers, which shrinks until its number is in
// the upper half of the page, and the greatest part by which a mark of one shrinks for
// the grid, in percent.
const (
	markSizeMin = 16 * unit.Pt
	markShrink  = 12
)

// mark puts the issuer mark into the head and returns the top of the number below it,
// the theme's blank lines below its foot. Where that is little beyond a row of the
// grid, the size of a single line or the pitch of several gives way, so that the
// title, which stands on the grid, is no further from the rule than the theme asks.
func (b *documentBuilder) mark() (number unit.Abs) {
	g := &b.grid
	free := b.th.MarkTop + g.Pitch*unit.Abs(b.th.NumberBefore)
	m := b.typesetMark(b.th.MarkSize)
	for len(m.issuers) > 1 && m.size > markSizeMin && g.RowAt(free+m.height()) > g.Rows/2 {
		m = b.typesetMark(max(markSizeMin, m.size.Scale(9, 10)))
	}
	if len(m.issuers) == 0 {
		return free
	}
	over := free + m.height() - g.Pitch*unit.Abs(g.RowAt(free+m.height())-1)
	switch gaps := unit.Abs(len(m.issuers) - 1); {
	case gaps == 0 && over <= m.height().Scale(markShrink, 100):
		m = b.typesetMark(m.size.Scale(int64(m.height()-over), int64(m.height())))
	case gaps > 0 && m.pitch-over/gaps >= m.size.Scale(markPitchMin, 100):
		m.pitch -= (over + gaps - 1) / gaps
	case gaps > 0:
		if p := m.pitch + (g.Pitch-over)/gaps; p <= m.size.Scale(markPitchMax, 100) {
			m.pitch = p
		}
	}
	node := b.paragraph()
	x, y := (g.Measure-m.width)/2, b.th.MarkTop+m.above
	for i := range m.issuers {
		b.put(frame.PartMark, &m.issuers[i], node, x, y+m.pitch*unit.Abs(i))
	}
	if m.word != nil {
		above, below := ink(m.word)
		b.put(frame.PartMark, m.word, node, x+m.width-m.word.Width, b.th.MarkTop+(m.height()+above-below)/2)
	}
	return free + m.height()
}
