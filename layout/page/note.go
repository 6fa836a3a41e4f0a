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

func newNoteLook(s *Style, article *content.Article) noteLook {
	n := &s.Theme.Notes
	return noteLook{gap: n.Gap, rule: n.Rule, size: n.Size, pitch: max(n.Pitch, n.Size), onPage: n.At != "article" && !article.NotesAtEnd}
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
	b.a.notes = append(b.a.notes, note{source: source})
	b.a.notes[n-1] = b.noteText(source, n)
	return n
}

// noteText typesets a note in the measure of its column, its lines hanging behind the
// mark. Across the page it is the whole measure of the theme, also after copyfitting.
func (b *builder) noteText(source *content.Note, n int) note {
	look, c := newNoteLook(b.Style, b.a.source), b.noteContext()
	out := note{source: source, node: frame.NewNode(frame.RoleNote)}
	out.node.ID = fmt.Sprintf("note-%05d-%05d", b.a.ordinal, n)
	node := out.node
	for i, in := range source.Paragraphs {
		settings := b.Settings(inline.Justify)
		settings.Hang = look.size
		runs := []inline.Run{}
		if i == 0 {
			runs = append(runs, inline.Run{Text: content.NoteMark(1), Place: source.Place, Font: b.Font(c.font, look.size, ""), Note: n})
		} else {
			settings.Indent = 3 * look.size
			node = out.node.Add(frame.RoleP)
		}
		measure := b.th.Page.BlockWidth
		if !look.onPage || b.grid.Measure < b.page.Measure {
			measure = b.grid.Measure
		}
		lines := b.Typeset(b.styled(runs, in, c, look.size), settings, measure)
		b.room(lines, look.size, look.pitch, "notes.pitch")
		if i == 0 && len(lines) > 0 {
			b.roomBelowRule(&lines[0], &look)
		}
		b.name(lines, frame.Line{Kind: frame.KindNote, Block: b.ordinal, Node: node})
		b.ordinal++
		out.lines = append(out.lines, lines...)
	}
	return out
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

// endNotes adds the notes of an article whose notes stand at its end (RULES 13.1).
func (b *builder) endNotes() {
	look := newNoteLook(b.Style, b.a.source)
	if look.onPage {
		return
	}
	lines := &lineStack{size: look.size, pitch: look.pitch}
	for i := range b.a.notes {
		n := &b.a.notes[i]
		if i == content.MaxNotes {
			b.log.Add("notes-too-many", n.source.Place.At(0, 1), b.a.source.Title.Joined(), content.MaxNotes)
			return
		}
		for k := range n.lines {
			inline.Mark(&n.lines[k], content.NoteMark(i+1), b.log)
		}
		blk := b.text(n.lines, look.size)
		blk.Orphan, blk.Widow, blk.stack = leastDivided, leastDivided, lines
		if i == 0 {
			blk.Before = 1
		}
		b.blocks = append(b.blocks, blk)
	}
}
