package page

import (
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/theme"
)

// jump typesets the line that leads from a part of an article to the next, at the right
// of its end, or back, at the left of its head (RULES 6.5).
func (b *builder) jump(form theme.Form, to Jump, align inline.Align) {
	if to.Number == "" || form == "" {
		return
	}
	size := b.scaled(b.th.Continued.Size)
	font := b.Font(b.th.Continued.Font, size, "")
	b.runs = Form(b.runs[:0], form, font, func(runs []inline.Run, name string) []inline.Run {
		if name == "title" {
			return JoinedRuns(runs, b.a.source.Title, font)
		}
		return append(runs, inline.Run{Text: to.Number, Font: font})
	})
	for i := range b.runs {
		b.runs[i].Link = to.Link
	}
	keep := KeepBefore
	if align == inline.Left {
		keep = KeepNext
	}
	lines := b.Typeset(b.runs, b.title(align), b.grid.Measure)
	b.add(frame.KindJump, 0, func() *frame.Node { return b.article.Add(frame.RoleP) }, Block{Lines: lines, Size: size, Keep: keep, Orphan: 1, Widow: 1})
}
