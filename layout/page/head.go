package page

import (
	"slices"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/theme"
)

// head typesets the section's label, the title and the author.
func (b *builder) head() {
	th, t := b.th, &b.th.Title
	before := th.Title.Before
	if label := b.a.label; label != nil && Labelled(th, label) {
		font := b.Font(th.Label.Font, th.Label.Size, th.Label.Ink)
		b.runs = FormOf(b.runs[:0], th.Label.Form, *label, font)
		blk := Block{Lines: b.Typeset(b.runs, b.title(Align(th.Label.Align)), b.grid.Measure),
			Size: th.Label.Size, Before: th.Label.Before, Keep: KeepNext}
		rows := blk.placeOnGrid(&b.grid).rows
		b.a.labelRows = rows
		before = max(before-rows, th.Label.After)
		b.add(frame.KindSection, 0, func() *frame.Node {
			b.label = frame.NewNode(frame.RoleHeading(1))
			return b.label
		}, blk)
	}
	if b.a.source.PartOf.Value != "" {
		n := len(b.blocks)
		if b.jump(th.Continued.From, b.a.from, inline.Left); len(b.blocks) > n && b.a.label == nil {
			b.blocks[n].Before = 1
		}
		return
	}
	if d := b.a.document; d != nil && d.Head {
		before = 0 // the head has them
	}
	attached := b.a.source.Attached
	if attached != nil {
		b.attachmentLabel(attached)
		before = attachedBefore
	} else {
		b.a.before = before
		before = max(0, before-b.look.less)
	}
	kicker := b.note(frame.KindKicker, &th.Kicker, b.a.source.Kicker)
	b.runs = Text(b.runs[:0], b.a.source.Title, b.Font(t.Font, t.Size, t.Ink))
	settings := b.title(inline.Center)
	settings.Title, settings.Words, settings.Trapezoid = true, true, t.Trapezoid
	pitch := t.Pitch
	if pitch == th.Body.Pitch {
		pitch = 0 // the grid's, also after copyfitting
	}
	blk := Block{Lines: b.Typeset(b.runs, settings, b.grid.Measure), Size: t.Size, Pitch: pitch, Keep: KeepNext}
	title := len(b.blocks)
	b.add(frame.KindTitle, 0, b.headingIn(b.article, b.a.level), blk)
	b.note(frame.KindSubtitle, &th.Subtitle, b.a.source.Subtitle)
	b.note(frame.KindAuthor, &th.Author, b.a.source.Authors...)
	if title == len(b.blocks) {
		return // it has no visible text
	}
	first, last := &b.blocks[title], &b.blocks[len(b.blocks)-1]
	if kicker {
		first = &b.blocks[title-1]
	}
	first.Before, first.Sticky = before, attached == nil
	last.After, last.endsHead = b.look.after, true
}

// Labelled reports whether a theme prints a section's label.
func Labelled(th *theme.Theme, label *content.Text) bool {
	return th.Label.Show && th.Label.Form != "" && label.Value != ""
}

// title returns the settings of titles, headings and other text that is not
// running text.
func (b *builder) title(align inline.Align) inline.Settings {
	settings := b.Settings(align)
	settings.Hyphenate = false
	return settings
}

// note typesets a line of texts besides title and body, such as the source or the
// authors, and reports whether there is one. Those of the head of the article stay
// with the title.
func (b *builder) note(kind frame.Kind, n *theme.Note, texts ...content.Text) bool {
	texts = slices.DeleteFunc(slices.Clone(texts), func(t content.Text) bool { return t.Value == "" })
	if len(texts) == 0 || n.Form == "" {
		return false
	}
	form := n.Form
	if len(texts) == 1 {
		texts[0] = Unformed(form, texts[0])
		form = ownLabel(form, texts[0])
	}
	size := b.scaled(n.Size)
	inset := b.scaled(n.Inset)
	font := b.Font(n.Font, size, "")
	b.runs = Form(b.runs[:0], form, font, func(runs []inline.Run, _ string) []inline.Run {
		for i, t := range texts {
			if i > 0 {
				runs = append(runs, inline.Run{Text: b.th.Authors, Font: font})
			}
			runs = Text(runs, t, font)
		}
		return runs
	})
	align := Align(n.Align)
	measure := max(b.grid.Measure-inset, b.grid.Size)
	if align == inline.Center {
		measure, inset = b.grid.Measure, 0
	}
	settings := b.title(align)
	settings.Words = kind == frame.KindKicker || kind == frame.KindSubtitle // RULES 5.4
	lines := b.Typeset(b.runs, settings, measure)
	if align == inline.Left {
		shift(lines, inset)
	}
	keep := KeepNext
	if kind == frame.KindSource {
		keep = KeepBefore
	}
	before := len(b.blocks)
	b.add(kind, 0, func() *frame.Node { return b.article.Add(frame.RoleP) }, Block{Lines: lines, Size: size, Before: n.Before, After: n.After, Keep: keep, Orphan: 1, Widow: 1})
	return len(b.blocks) > before
}
