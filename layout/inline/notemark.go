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
	a := b.add(c, size, run.Font.Size)
	f, id := b.lookup(c, run.Font, false)
	if f == nil {
		return
	}
	w := scaled(f.Advance(id), size, f)
	b.put(a, glyph{face: f, id: id, from: c.at, to: c.end, adv: size, dx: (size - w) / 2, dy: rise, size: size, script: run.Script})
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
			line.Calls = append(line.Calls, frame.NoteCall{Glyph: g, At: int(a.from - p.atoms[i].from), Note: run.Note, Stack: run.Font.Stack})
		}
		g += int(a.g1 - a.g0)
	}
}

// Mark gives a line of a note the note's mark, and puts it before the text of the
// first.
func Mark(line *frame.Line, mark string, log *diag.List) {
	line.Mark = mark
	for k := range line.Calls {
		Renumber(line, &line.Calls[k], mark, log)
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
