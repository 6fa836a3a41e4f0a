package page

import (
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
	b.a.before = before
	before = max(0, before-b.look.less)
	b.runs = Text(b.runs[:0], b.a.source.Title, b.Font(t.Font, t.Size, t.Ink))
	settings := b.title(inline.Center)
	settings.Title, settings.Words, settings.Trapezoid = true, true, t.Trapezoid
	after := b.look.after
	pitch := t.Pitch
	if pitch == th.Body.Pitch {
		pitch = 0 // the grid's, also after copyfitting
	}
	author := b.a.source.Author.Value != "" && th.Author.Form != ""
	blk := Block{Lines: b.Typeset(b.runs, settings, b.grid.Measure), Size: t.Size, Pitch: pitch,
		Before: before, Sticky: true, Keep: KeepNext, After: after, endsHead: !author}
	if author {
		blk.After = 0
	}
	b.add(frame.KindTitle, 0, b.headingIn(b.article, b.a.level), blk)
	if author {
		n := len(b.blocks)
		b.note(frame.KindAuthor, &th.Author, b.a.source.Author)
		if len(b.blocks) > n {
			b.blocks[n].Keep, b.blocks[n].After, b.blocks[n].endsHead = KeepNext, after, true
		}
	}
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

// note typesets a source or author line.
func (b *builder) note(kind frame.Kind, n *theme.Note, t content.Text) {
	if t.Value == "" || n.Form == "" {
		return
	}
	size := b.scaled(n.Size)
	inset := b.scaled(n.Inset)
	b.runs = FormOf(b.runs[:0], n.Form, t, b.Font(n.Font, size, ""))
	align := Align(n.Align)
	measure := max(b.grid.Measure-inset, b.grid.Size)
	if align == inline.Center {
		measure, inset = b.grid.Measure, 0
	}
	lines := b.Typeset(b.runs, b.title(align), measure)
	if align == inline.Left {
		shift(lines, inset)
	}
	keep := KeepText
	if kind == frame.KindSource {
		keep = KeepBefore
	}
	b.add(kind, 0, func() *frame.Node { return b.article.Add(frame.RoleP) }, Block{Lines: lines, Size: size, Before: n.Before, After: n.After, Keep: keep, Orphan: 1, Widow: 1})
}
