package page

import (
	"strings"

	"jianbao/content"
	"jianbao/content/pattern"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// captionNumber matches the number at the start of a caption, 表1 or 表2-3, and
// the blanks after it.
var captionNumber = pattern.New(`^表[  ]?([0-9A-Za-z]+(?:[.．·\-–－—][0-9A-Za-z]+)*|[一二三四五六七八九十]+)(?:[  \t\x{3000}]+|$)`)

// numberOf returns the number in a caption; empty if it has none.
func numberOf(caption []content.Inline) string {
	if m := captionNumber().FindStringSubmatch(plainText(caption)); m != nil {
		return m[1]
	}
	return ""
}

// texts typesets what stands above and below the table (RULES 12.1). Text that is
// taller than a quarter of a page is set as paragraphs before and after the table.
func (w *tableBuilder) texts(height unit.Abs) {
	t, look := w.t, &w.th.Table
	caption, unitLines := w.caption(), w.unit()
	size, pitch := w.scaledSize(look.Caption.Size), max(w.scaledSize(look.Caption.Size), w.scaled(look.Caption.Pitch))
	noteSize, notePitch := w.scaledSize(look.Note.Size), max(w.scaledSize(look.Note.Size), w.scaled(look.Note.Pitch))
	if size+pitch*unit.Abs(len(caption)) > height/4 {
		w.before, caption = apart(caption), nil
	}
	w.room(caption, size, pitch, "table.caption.pitch")
	t.above.add(caption, 0, size, pitch)
	t.above.add(unitLines, look.Gap, noteSize, notePitch)
	t.above.extent = gapAfter(t.above.extent, look.Gap)
	if look.Continued != "" {
		t.continued.add(w.continuedLines(), 0, size, pitch)
		t.continued.extent = gapAfter(t.continued.extent, look.Gap)
	}
	var all []frame.Line
	notes := w.notes()
	for _, note := range notes {
		w.room(note, noteSize, notePitch, "table.note.pitch")
		all = append(all, note...)
	}
	if notePitch*unit.Abs(len(all)) > height/4 {
		for _, note := range notes {
			w.after = append(w.after, apart(note))
		}
		return
	}
	t.below.add(all, look.Gap, noteSize, notePitch)
	if len(all) > 0 {
		t.below.extent += look.Gap
		for i := range t.below.lines {
			t.below.lines[i].Y += look.Gap
		}
	}
}

// apart returns lines that become paragraphs beside the table.
func apart(lines []frame.Line) []frame.Line {
	for i := range lines {
		lines[i].Table = nil
	}
	return lines
}

// add appends lines below those before, separated from them by a gap.
func (t *tableText) add(lines []frame.Line, gap, size, pitch unit.Abs) {
	if len(lines) == 0 {
		return
	}
	if t.extent > 0 {
		t.extent += gap
	}
	for i := range lines {
		lines[i].Y = t.extent + Ascent(size) + pitch*unit.Abs(i)
	}
	t.lines = append(t.lines, lines...)
	t.extent += size + pitch*unit.Abs(len(lines)-1)
}

// gapAfter returns an extent with a gap after it, if there is any.
func gapAfter(extent, gap unit.Abs) unit.Abs {
	if extent == 0 {
		return 0
	}
	return extent + gap
}

// label gives lines of text above or below the table their kind, node and place.
func (w *tableBuilder) label(lines []frame.Line, kind frame.Kind, node *frame.Node) []frame.Line {
	w.name(lines, frame.Line{Kind: kind, Block: w.ordinal, Node: node})
	for i := range lines {
		lines[i].Table = &frame.InTable{Table: w.t.ordinal}
	}
	return lines
}

// caption typesets number and title, centred, with one em between them.
func (w *tableBuilder) caption() []frame.Line {
	look := &w.th.Table.Caption
	size := w.scaledSize(look.Size)
	settings := w.title(inline.Center)
	settings.Title, settings.Words = true, true
	w.runs = w.styled(w.runs[:0], spacedNumber(w.source.Caption), w.inFace(look.Font), size)
	lines := w.Typeset(w.runs, settings, w.measure)
	shift(lines, w.inset)
	return w.label(lines, frame.KindTableCaption, w.nodes.caption)
}

// inFace returns the context of text in one face.
func (w *tableBuilder) inFace(font string) context {
	return context{font: font, strong: font, emphasis: w.th.Body.Emphasis}
}

// spacedNumber returns a caption with one em in place of the blanks after its
// number.
func spacedNumber(caption []content.Inline) []content.Inline {
	if len(caption) == 0 {
		return nil
	}
	run, ok := caption[0].(content.Run)
	if !ok {
		return caption
	}
	m := captionNumber().FindString(run.Value)
	number := strings.TrimRight(m, " \t　")
	if m == "" || len(number) == len(m) || len(m) == len(run.Value) {
		return caption
	}
	head, rest := run, run
	head.Value, head.Place = number+"　", run.Place.Slice(0, len(number))
	rest.Value, rest.Place = run.Value[len(m):], run.Place.Slice(len(m), len(run.Value))
	return append([]content.Inline{head, rest}, caption[1:]...)
}

// unit typesets the unit, at the right edge of the table.
func (w *tableBuilder) unit() []frame.Line {
	look := &w.th.Table.Note
	w.runs = w.styled(w.runs[:0], w.source.Unit, w.inFace(look.Font), w.scaledSize(look.Size))
	settings := w.title(inline.Right)
	settings.Cell = true
	lines := w.Typeset(w.runs, settings, w.measure)
	for i := range lines {
		l := &lines[i]
		l.X = max(w.inset, w.t.left+w.t.width-l.Width)
	}
	return w.label(lines, frame.KindTableUnit, w.nodes.unit)
}

// continuedLines typesets the text above a part that continues.
func (w *tableBuilder) continuedLines() []frame.Line {
	look := &w.th.Table
	number := numberOf(w.source.Caption)
	font := w.Font(look.Caption.Font, w.scaledSize(look.Caption.Size), "")
	w.runs = Form(w.runs[:0], look.Continued, font, func(runs []inline.Run, _ string) []inline.Run {
		return append(runs, inline.Run{Text: number, Font: font})
	})
	lines := w.Typeset(w.runs, w.title(inline.Center), w.measure)
	shift(lines, w.inset)
	return w.label(lines, frame.KindContinued, nil)
}

// notes typesets the notes, within the table's width or, below a narrow table, in
// the measure of a narrow caption.
func (w *tableBuilder) notes() [][]frame.Line {
	look := &w.th.Table.Note
	size := w.scaledSize(look.Size)
	measure := max(size, min(w.measure, max(w.t.width, narrowCaption*size))/size*size)
	left := w.t.left + (w.t.width-measure)/2
	if w.t.width > measure {
		left = w.t.left
	}
	left = max(w.inset, min(left, w.inset+w.measure-measure))
	settings := w.Settings(inline.Justify)
	settings.Indent = w.scaled(w.th.Table.NoteIndent)
	if settings.Indent > measure/2 {
		settings.Indent = 0
	}
	var notes [][]frame.Line
	set := func(runs []inline.Run, in []content.Inline, node *frame.Node) []frame.Line {
		w.runs = w.styled(runs, in, w.inFace(look.Font), size)
		lines := w.Typeset(w.runs, settings, measure)
		shift(lines, left)
		if len(lines) > 0 {
			notes = append(notes, w.label(lines, frame.KindTableNote, node))
		}
		return lines
	}
	for i, note := range w.source.Called {
		mark := content.NoteMark(min(i+1, content.MaxNotes))
		for k, in := range note.Paragraphs {
			runs := w.runs[:0]
			if k == 0 {
				runs = append(runs, inline.Run{Text: mark, Place: note.Place, Font: w.Font(look.Font, size, ""), Note: w.tableNote(i + 1)})
			}
			lines := set(runs, in, w.nodes.called[i][k])
			for j := range lines {
				lines[j].Mark = mark
			}
		}
	}
	for i, note := range w.source.Notes {
		set(w.runs[:0], note, w.nodes.notes[i])
	}
	return notes
}
