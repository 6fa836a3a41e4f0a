package inline

import (
	"unicode/utf8"

	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// A note's number is known when the pages are: a paragraph is typeset with any mark,
// and Renumber puts the right one in its place. All marks have a box of 1 em of their
// size, whatever the advance of the glyph, so that nothing else moves.

// raisedSize is the size of a raised mark in percent of the text's. The em box of the
// mark ends at the top of the text's.
const raisedSize = 65

// raised returns the size of a note's mark in text of a size and the height of its
// baseline above the text's.
func raised(size unit.Abs) (mark, rise unit.Abs) {
	mark = size.Scale(raisedSize, 100)
	return mark, (size - mark).Scale(88, 100)
}

// noteMark adds the mark of a note (RULES 13.1).
func (b *builder) noteMark(i int) {
	c := b.chars[i]
	run := &b.p.runs[c.run]
	size, rise := run.Font.Size, unit.Abs(0)
	if run.Script == frame.Superscript {
		size, rise = raised(size)
	}
	if run.endMark() {
		b.endMark(c, run, size, rise)
		return
	}
	a := b.add(c, size, run.Font.Size)
	f, id := b.lookup(c, run.Font, false)
	if f == nil {
		return
	}
	w := scaled(f.Advance(id), size, f)
	b.put(a, glyph{face: f, id: id, from: c.at, to: c.end, adv: size, dx: (size - w) / 2, dy: rise, size: size, script: run.Script})
}

// The mark of an endnote, [1], has a number that is known when its paragraph is typeset:
// it is one character with several glyphs, of their own width, which breaks and spaces
// treat as they do a mark of one glyph.

// endMark reports whether the run of a note's mark is that of an endnote.
func (r *Run) endMark() bool { return r.Text[0] < utf8.RuneSelf }

// endMark returns the character that stands for the mark of an endnote, the run with an
// index whose text begins at base.
func endMark(r *Run, base, index int) char {
	raised := r.Script != frame.NoScript
	return char{r: '①', at: int32(base), end: int32(base + len(r.Text)), run: int32(index), class: wideClass('①'), script: raised, raised: raised, ends: r.Break}
}

// endMark adds the mark of an endnote. Before the text of the note it has a box of a
// width of its own, in which it stands at the left.
func (b *builder) endMark(c char, run *Run, size, rise unit.Abs) {
	a := b.add(c, 0, run.Font.Size)
	for i, r := range run.Text {
		f, id, _, ok := run.Font.Stack.Lookup(r, true)
		if !ok {
			b.log.Add("note-mark-missing", b.span(c), run.Text, run.Font.Stack.Role)
			return
		}
		at, w := c.at+int32(i), scaled(f.Advance(id), size, f)
		b.put(a, glyph{face: f, id: id, from: at, to: at + 1, x: a.adv, adv: w, dy: rise, size: size, script: run.Script})
		a.adv += w
	}
	if rest := run.MarkWidth - a.adv; rest > 0 {
		b.p.glyphs[len(b.p.glyphs)-1].adv += rest
		a.adv += rest
	}
}

// MarkWidth returns the width of the mark of an endnote in a font.
func MarkWidth(font *Font, mark string) (w unit.Abs) {
	for _, r := range mark {
		if f, id, _, ok := font.Stack.Lookup(r, true); ok {
			w += scaled(f.Advance(id), font.Size, f)
		}
	}
	return w
}

// calls sets the marks of notes of a line.
func (p *Paragraph) calls(line *frame.Line, i, j int) {
	marks := false
	for k := range p.runs {
		marks = marks || p.runs[k].Note != 0
	}
	if !marks {
		return
	}
	g := 0
	for k := i; k < p.end(i, j); k++ {
		a := &p.atoms[k]
		if run := &p.runs[a.run]; run.Note != 0 && a.g1 > a.g0 {
			call := frame.NoteCall{Glyph: g, At: int(a.from - p.atoms[i].from), Note: run.Note, Stack: run.Font.Stack}
			if run.endMark() {
				call.End = g + int(a.g1-a.g0)
			}
			line.Calls = append(line.Calls, call)
		}
		g += int(a.g1 - a.g0)
	}
}

// Mark gives a line of a note the note's mark, and puts it before the text of the
// first. That of an endnote is there already.
func Mark(line *frame.Line, mark string, log *diag.List) {
	line.Mark = mark
	for k := range line.Calls {
		if line.Calls[k].End == 0 {
			Renumber(line, &line.Calls[k], mark, log)
		}
	}
}

// Renumber replaces the mark of a call in a line by another one, which takes as many
// bytes. It reports to log if no face has it. The glyphs of the line are written to.
func Renumber(line *frame.Line, call *frame.NoteCall, mark string, log *diag.List) {
	r, _ := utf8.DecodeRuneInString(mark)
	f, id, _, ok := call.Stack.Lookup(r, false)
	if !ok {
		log.Add("note-mark-missing", line.Place, mark, call.Stack.Role)
		return
	}
	g := &line.Glyphs[call.Glyph]
	g.Face, g.ID, g.Text = f, id, mark
	g.DX = (g.Advance - scaled(f.Advance(id), g.Size, f)) / 2
	line.Text = line.Text[:call.At] + mark + line.Text[call.At+len(mark):]
}
