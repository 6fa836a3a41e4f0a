package layout

import (
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/page"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// official reports whether the issue is an official document that the theme has a
// head for (RULES 17).
func (c *composer) official() bool { return c.issue.Document != nil && c.th.Document.On }

// withDocument composes an official document (RULES 17): a head at the top of page 1, the text
// and its attachments, and an imprint at the foot of the last page. If page 1 would
// have no text because of the addressees, these are printed in the imprint (GB/T
// 9704-2012 7.3.2, RULES 17.2).
func (c *composer) withDocument() *frame.Document {
	h := c.documentHead()
	c.addressedTwice()
	start := opening{top: h.below}
	compose := func() *diag.List {
		all, log := c.log, &diag.List{}
		c.log = log
		c.settleBody(start, func() opening { return start })
		c.log = all
		return log
	}
	log := compose()
	if d := c.issue.Document; len(d.To) > 0 && !c.stopped && !c.showsText() {
		first := d.To[0]
		c.moved = true
		text := &c.tasks[0]
		text.Document, text.result = c.documentTexts(true), nil
		log = compose()
		c.log.Add("document-addressee-moved", first.Place.At(0, len(first.Value)))
	}
	c.log.Join(log)
	if !c.over() && !c.showsText() {
		c.log.Add("document-first-page", c.issue.Document.Span)
	}
	return c.below(h, nil)
}

// showsText reports whether page 1 has text of the first article below its head.
func (c *composer) showsText() bool {
	return slices.ContainsFunc(c.pages[0].items, func(it frame.Item) bool {
		switch it := it.(type) {
		case *frame.Picture:
			return true
		case *frame.Line:
			switch it.Kind {
			case frame.KindKicker, frame.KindTitle, frame.KindSubtitle, frame.KindAuthor, frame.KindDocument:
				return false
			}
			return true
		}
		return false
	})
}

// addressedTwice reports an addressee at the head of the text of a document that has
// addressees in the manifest.
func (c *composer) addressedTwice() {
	if len(c.issue.Document.To) == 0 || len(c.tasks) == 0 {
		return
	}
	for _, b := range c.tasks[0].Article.Body {
		if p, ok := b.(*content.Paragraph); ok && p.Part == content.Salutation {
			c.log.Add("document-addressee-twice", p.Span)
		}
	}
}

// documentTexts returns what stands above and below the text of an article of an
// official document, of which the first is the text itself.
func (c *composer) documentTexts(first bool) *page.Document {
	if !first {
		return nil
	}
	own := c.issue.Document
	d := &page.Document{Head: true}
	if !c.moved {
		d.To = own.To
	}
	if own.Note.Value != "" {
		note := page.Unbracketed(own.Note)
		d.Note = &note
	}
	return d
}

// documentHead makes the head (版头) of an official document (RULES 17.1).
func (c *composer) documentHead() *head {
	b := &documentBuilder{composer: c, Document: c.issue.Document, th: &c.th.Document, grid: page.MainGrid(c.th),
		head: &head{node: frame.NewNode(frame.RoleSect)}}
	b.labels()
	rule := b.number(b.mark()) + b.grid.Size + b.th.RuleGap
	b.head.items = append(b.head.items, &frame.Rule{Kind: frame.KindDocument, X: c.th.Page.OddLeft, Y: c.th.Page.Top + rule,
		Width: b.grid.Measure, Height: b.th.Rule, Ink: c.style.Ink(b.th.RuleInk)})
	b.head.below = b.grid.Pitch * unit.Abs(b.grid.RowAt(rule+b.th.Rule)+b.th.TitleBefore)
	return b.head
}

// documentBuilder makes the head of an official document.
type documentBuilder struct {
	*composer
	*content.Document
	th    *theme.Document
	grid  page.Grid
	head  *head
	block int // ordinal of the next part
}

// line typesets runs as one line.
func (b *documentBuilder) line(runs []inline.Run) frame.Line {
	if lines := b.lines(runs, maxWidth); len(lines) > 0 {
		return lines[0]
	}
	return frame.Line{}
}

// lines typesets runs in a measure, not justified.
func (b *documentBuilder) lines(runs []inline.Run, measure unit.Abs) []frame.Line {
	settings := b.typesetter.Settings(inline.Left)
	settings.Hyphenate = false
	lines := b.typesetter.Typeset(runs, settings, measure)
	for i := range lines {
		lines[i].Measure, lines[i].Justify = max(b.grid.Measure, lines[i].Width), false
	}
	return lines
}

// put adds a line as content of a node, its left edge at x from the block's and its
// baseline at y from the block's top.
func (b *documentBuilder) put(part frame.DocumentPart, l *frame.Line, node *frame.Node, x, y unit.Abs) {
	l.Kind, l.Part, l.Node, l.Grid, l.Block = frame.KindDocument, part, node, -1, b.block
	if row := b.grid.RowAt(y - page.Ascent(b.grid.Size)); y == b.grid.Baseline(row) {
		l.Grid = row
	}
	l.X, l.Y = b.composer.th.Page.OddLeft+x, b.composer.th.Page.Top+y
	b.head.items = append(b.head.items, l)
}

func (b *documentBuilder) paragraph() *frame.Node {
	b.block++
	return b.head.node.Add(frame.RoleP)
}

// labels puts copy number, secrecy and urgency at the top left, below each other.
func (b *documentBuilder) labels() {
	row := 0
	for _, label := range [...]struct {
		part frame.DocumentPart
		text content.Text
		font string
	}{
		{frame.PartCopyNumber, b.CopyNumber, b.th.Font},
		{frame.PartSecrecy, b.Secrecy, b.th.LabelFont},
		{frame.PartUrgency, b.Urgency, b.th.LabelFont},
	} {
		if label.text.Value == "" {
			continue
		}
		l := b.line(page.Text(nil, label.text, b.typesetter.Font(label.font, b.grid.Size, "")))
		b.put(label.part, &l, b.paragraph(), 0, b.grid.Baseline(row))
		row++
	}
}

// number puts the number of the document and its signers below the mark, the first
// line with its top at top, and returns the top of the last. Without signers the
// number is centred; with signers it stands an em from the left beside the last of
// them (GB/T 9704-2012 7.2.5, 7.2.6), and below them if there is no room.
func (b *documentBuilder) number(top unit.Abs) unit.Abs {
	em := b.grid.Size
	var lines []frame.Line
	taken := em // to the end of the number
	if b.Number.Value != "" {
		lines = b.lines(page.Text(nil, b.Number, b.typesetter.Font(b.th.Font, em, "")), b.grid.Measure-2*em)
		for _, l := range lines {
			taken = max(taken, em+l.Width)
		}
	}
	if len(b.Signers) > 0 {
		top = b.signers(top, taken)
	}
	if len(lines) == 0 {
		return top
	}
	node := b.paragraph()
	for i := range lines {
		l := &lines[i]
		x := (b.grid.Measure - l.Width) / 2
		if len(b.Signers) > 0 {
			x = em
		}
		if i > 0 {
			top += b.grid.Pitch
		}
		b.put(frame.PartNumber, l, node, x, top+page.Ascent(em))
	}
	return top
}

// signersPerRow is the number of signers in a row (GB/T 9704-2012 7.2.6).
const signersPerRow = 2

// leastName is the width, in em, to which names of two characters are spread.
const leastName = 3

// signers puts the signers at the right, the last of each row an em from the edge,
// and returns the top of the row of the number, which ends at taken. Their names stand
// below each other.
func (b *documentBuilder) signers(top, taken unit.Abs) unit.Abs {
	em := b.grid.Size
	label := b.line([]inline.Run{{Text: b.th.SignersLabel, Font: b.typesetter.Font(b.th.Font, em, "")}})
	before := (label.Width + em - 1) / em * em // the colon at its end has its full width
	names := make([]frame.Line, len(b.Signers))
	width := leastName * em
	for i, t := range b.Signers {
		names[i] = b.line(page.Text(nil, t, b.typesetter.Font(b.th.SignersFont, em, "")))
		width = max(width, names[i].Width)
	}
	if len(names) == 1 {
		width = names[0].Width
	}
	left := func(columns int) unit.Abs {
		return b.grid.Measure - em - width*unit.Abs(columns) - em*unit.Abs(columns-1)
	}
	crowded := func(columns int) bool { // the last row has the label only if it is the first
		x := left(columns)
		if len(names) <= columns {
			x -= before
		}
		return x < taken+em
	}
	columns := min(len(names), signersPerRow)
	if columns > 1 && crowded(columns) {
		columns = 1
	}
	below := b.Number.Value != "" && crowded(columns) // the number
	if below {
		b.log.Add("document-crowded", b.Number.Place.At(0, len(b.Number.Value)), b.Number.Value)
	}
	node := b.paragraph()
	b.put(frame.PartSigners, &label, node, max(0, left(columns)-before), top+page.Ascent(em))
	last := top
	for i := range names {
		l := &names[i]
		if len(l.Glyphs) == 2 {
			letterspace(l, width, em)
		}
		last = top + b.grid.Pitch*unit.Abs(i/columns)
		b.put(frame.PartSigners, l, node, left(columns)+(width+em)*unit.Abs(i%columns), last+page.Ascent(em))
	}
	if below {
		last += b.grid.Pitch
	}
	return last
}

// imprintFollows reports whether an imprint stands on the last page below the text.
func (c *composer) imprintFollows() bool {
	return c.hasImprint() && (c.official() || c.th.Imprint.At == "last")
}

// hasImprint reports whether the issue has an imprint.
func (c *composer) hasImprint() bool {
	if c.official() {
		d := c.issue.Document
		if len(d.CopiesTo) > 0 || d.Issued.Given || c.moved {
			return true
		}
	}
	return !c.issue.Imprint.Empty()
}

// issuing returns the composer for the imprint of an official document, whose issuer
// and date are those of its printing.
func (c *composer) issuing() *composer {
	own, issue := *c, *c.issue
	own.issue = &issue
	issued := &c.issue.Document.Issued
	if issued.Office.Value != "" {
		issue.Publication.Issuer = []content.Text{issued.Office}
	} else if len(issue.Publication.Issuer) > 1 {
		issue.Publication.Issuer = issue.Publication.Issuer[:1]
	}
	if issued.Date != (content.Date{}) {
		issue.Number.Date = issued.Date
	}
	return &own
}

// documentEnd returns the page of the imprint of an official document with a height:
// the last one, or a new one. If the theme says so, it is an even page, the back of
// the last sheet (RULES 17.3).
func (c *composer) documentEnd(height unit.Abs) int {
	last := len(c.pages) - 1
	even := func(index int) bool { return index%2 == 1 || !c.th.Document.Even }
	if even(last) && c.pages[last].raise(height, c.th.Body.Pitch/2, c.th.Page.BlockHeight) {
		return last
	}
	for {
		c.pages = append(c.pages, bodyPage{})
		if last++; even(last) {
			return last
		}
	}
}

// documentRecipients typesets the offices that get copies of an official document,
// and above them the addressees that page 1 has no room for (GB/T 9704-2012 7.4.2).
func (s *imprintBuilder) documentRecipients() imprintGroup {
	if !s.official() {
		return nil
	}
	d, th := s.issue.Document, &s.composer.th.Document
	s.kind = frame.KindDocument
	defer func() { s.kind, s.part = frame.KindImprint, "" }()
	var to imprintParagraph
	if s.moved {
		s.part = frame.PartTo
		texts := slices.Clone(d.To)
		last := &texts[len(texts)-1]
		if v := strings.TrimSuffix(last.Value, "："); v != last.Value {
			*last = content.Text{Value: v, Place: last.Place.Slice(0, len(v))}
		}
		to = s.list(th.To, texts)
	}
	s.part = frame.PartCopiesTo
	return group(to, s.list(th.CopiesTo, d.CopiesTo))
}
