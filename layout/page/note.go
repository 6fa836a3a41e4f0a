package page

import (
	"fmt"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// note is a note that an article calls, typeset. Its first line begins with a mark
// that Renumber replaces by the note's own.
type note struct {
	source *content.Note
	number int  // in its series in the article, from 1
	end    bool // of the series of endnotes, beside one of footnotes
	lines  []frame.Line
	node   *frame.Node
}

// noteLook holds the measures of the notes at the foot of a page, which are the same
// in all articles.
type noteLook struct {
	gap, rule   unit.Abs // above and below the rule, and its thickness
	size, pitch unit.Abs
	onPage      bool // notes stand at the foot of pages, not at the end of the article
}

func newNoteLook(s *Style, a *Article) noteLook {
	n := &s.Theme.Notes
	return noteLook{gap: n.Gap, rule: n.Rule, size: n.Size, pitch: max(n.Pitch, n.Size), onPage: n.At != "article" && !a.notesAtEnd}
}

// height returns the height of a block of notes with some number of lines, from the
// white space above its rule to the foot of the last line.
func (n *noteLook) height(lines int) unit.Abs {
	if lines == 0 {
		return 0
	}
	return n.above() + n.size + n.pitch*unit.Abs(lines-1)
}

// above returns the height of what stands above the first line of a block of notes.
func (n *noteLook) above() unit.Abs {
	if n.rule == 0 {
		return 2 * n.gap
	}
	return n.gap + n.rule + n.gap
}

// rows returns the number of rows of a grid that a block of notes takes at the foot of
// a column (RULES 13.2).
func (n *noteLook) rows(lines int, g *Grid) int {
	return int((n.height(lines) + g.Pitch - 1) / g.Pitch)
}

// noteOf returns the ordinal of a note in the article, and typesets it if it is not
// called before.
func (b *builder) noteOf(source *content.Note) int {
	for i := range b.a.notes {
		if b.a.notes[i].source == source {
			return i + 1
		}
	}
	n := len(b.a.notes) + 1
	end, number := source.End && b.a.endSeries > 0, 1
	for i := range b.a.notes {
		if b.a.notes[i].end == end {
			number++
		}
	}
	b.a.notes = append(b.a.notes, note{source: source, number: number, end: end})
	b.a.notes[n-1].lines, b.a.notes[n-1].node = b.noteText(&b.a.notes[n-1], n)
	return n
}

// series finds out which notes an article has: those of a page and endnotes are two
// series, and endnotes alone are numbered as the notes of an article whose notes are all
// at its end.
func (a *Article) series() {
	a.notesAtEnd, a.endSeries = a.source.NotesAtEnd, 0
	foot := false
	seen := map[*content.Note]bool{}
	for _, n := range content.CalledNotes(a.source.Body) {
		switch {
		case !n.End:
			foot = true
		case !seen[n]:
			seen[n] = true
			a.endSeries++
		}
	}
	if !foot && a.endSeries > 0 {
		a.notesAtEnd, a.endSeries = true, 0
	}
}

// noteText typesets a note in the measure of its column, its lines hanging behind the
// mark. Across the page it is the whole measure of the theme, also after copyfitting.
func (b *builder) noteText(of *note, n int) (all []frame.Line, root *frame.Node) {
	look, c := newNoteLook(b.Style, b.a), b.noteContext()
	root = frame.NewNode(frame.RoleNote)
	root.ID = fmt.Sprintf("note-%05d-%05d", b.a.ordinal, n)
	node := root
	mark := inline.Run{Text: content.NoteMark(1), Place: of.source.Place, Font: b.Font(c.font, look.size, ""), Note: n}
	hang := look.size
	if of.end {
		mark.Text = content.EndMark(of.number)
		hang = inline.MarkWidth(mark.Font, content.EndMark(b.a.endSeries)) + look.size/4
		mark.MarkWidth = hang
	}
	for i, in := range of.source.Paragraphs {
		settings := b.Settings(inline.Justify)
		settings.Hang = hang
		runs := []inline.Run{}
		if i == 0 {
			runs = append(runs, mark)
		} else {
			settings.Indent = hang + 2*look.size
			node = root.Add(frame.RoleP)
		}
		measure := b.th.Page.BlockWidth
		if !look.onPage || of.end || b.grid.Measure < b.page.Measure {
			measure = b.grid.Measure
		}
		lines := b.Typeset(b.styled(runs, in, c, look.size), settings, measure)
		b.room(lines, look.size, look.pitch, "notes.pitch")
		if i == 0 && len(lines) > 0 && !of.end {
			b.roomBelowRule(&lines[0], &look)
		}
		b.name(lines, frame.Line{Kind: frame.KindNote, Block: b.ordinal, Node: node})
		b.ordinal++
		all = append(all, lines...)
	}
	return all, root
}

func (b *builder) noteContext() context {
	n := &b.th.Notes
	return context{font: n.Font, strong: n.Strong, emphasis: n.Emphasis}
}

// call appends the run of a note's mark in a font.
func (b *builder) call(runs []inline.Run, call *content.NoteCall, font *inline.Font) []inline.Run {
	mark := inline.Run{Text: content.NoteMark(max(1, call.Number)), Font: font, Script: frame.Superscript, Note: b.tableNote(call.Number)}
	mark.Place = diag.Place{Source: call.Span.Source, Steps: []diag.Step{{Src: call.Span.Start}}}
	if call.Number == 0 {
		mark.Note = b.noteOf(call.Note)
		if n := &b.a.notes[mark.Note-1]; n.end {
			mark.Text = content.EndMark(n.number)
		}
	}
	return append(runs, mark)
}

// tableNote returns what stands for a note of the table that is being typeset, in the
// marks of its calls and its own: a negative number that no other note of the article
// has.
func (b *builder) tableNote(number int) int {
	return -(b.tables*(content.MaxNotes+1) + number)
}

// called adds the notes that a paragraph calls to the structure, behind it.
func (b *builder) called(node *frame.Node) {
	for ; b.placed < len(b.a.notes); b.placed++ {
		node.Append(b.a.notes[b.placed].node)
	}
}

// endNotes adds the notes that stand at the end of the article (RULES 13.2): those that
// would stand at the foot of pages elsewhere, then the endnotes.
func (b *builder) endNotes() {
	look := newNoteLook(b.Style, b.a)
	if !look.onPage {
		b.notesAtEnd(&look, false)
	}
	if b.a.endSeries > 0 {
		b.notesAtEnd(&look, true)
	}
}

// notesAtEnd adds the notes of a series at the end of the article.
func (b *builder) notesAtEnd(look *noteLook, end bool) {
	lines := &lineStack{size: look.size, pitch: look.pitch}
	for i := range b.a.notes {
		n := &b.a.notes[i]
		if n.end != end {
			continue
		}
		mark := content.EndMark(n.number)
		if !end {
			if n.number > content.MaxNotes {
				b.log.Add("notes-too-many", n.source.Place.At(0, 1), b.a.source.Title.Joined(), content.MaxNotes)
				return
			}
			mark = content.NoteMark(n.number)
		}
		for k := range n.lines {
			inline.Mark(&n.lines[k], mark, b.log)
		}
		blk := b.text(n.lines, look.size)
		blk.Orphan, blk.Widow, blk.stack = leastDivided, leastDivided, lines
		if n.number == 1 {
			blk.Before = 1
		}
		b.blocks = append(b.blocks, blk)
	}
}
