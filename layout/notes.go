package layout

import (
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/page"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// footNote is a note, or a part of one, at the foot of a page.
type footNote struct {
	article *page.Article
	page.NotePart
	of    pagePart
	title content.Text // of the article
}

// noteKey identifies a note of the issue.
type noteKey struct{ article, note int } // ordinals, from 1

// numbered is a note with its number and the page that it begins on.
type numbered struct{ number, page int }

// noteComposer numbers the notes of the body's pages.
type noteComposer struct {
	*composer
	notes map[noteKey]numbered // of notes at the foot of pages; looked up only, never walked
	calls map[noteKey]int      // how often each is called; as notes
}

// footNotes numbers the notes of each page, sets them at its foot below a rule of a
// quarter of the measure, and puts their marks into the lines that call them (RULES
// 13). Nothing else moves: all marks are equally wide.
func (c *composer) footNotes() {
	n := noteComposer{composer: c, notes: map[noteKey]numbered{}, calls: map[noteKey]int{}}
	for i := range c.pages {
		n.foot(i)
		n.count(i)
	}
	for i := range c.pages {
		n.marks(i)
	}
}

// foot sets the notes of a page.
func (n *noteComposer) foot(index int) {
	pg := &n.pages[index]
	pg.footFrom = len(pg.items)
	if len(pg.notes) == 0 {
		return
	}
	var blocks []noteBlock
	number := 0
	for _, note := range pg.notes {
		part := note.article.NoteLines(note.NotePart)
		for k := range part {
			note.of.own(&part[k])
		}
		mark := ""
		if note.From == 0 && len(part) > 0 {
			number++
			if number == content.MaxNotes+1 {
				n.log.Add("notes-too-many", part[0].Place, note.title.Joined(), content.MaxNotes)
			}
			mark = content.NoteMark(min(number, content.MaxNotes))
			n.notes[noteKey{part[0].Article, note.Note + 1}] = numbered{number, index}
		} else if len(part) > 0 {
			first := n.notes[noteKey{part[0].Article, note.Note + 1}]
			mark = content.NoteMark(max(1, min(first.number, content.MaxNotes)))
		}
		for k := range part {
			part[k].Glyphs = slices.Clone(part[k].Glyphs) // which are those of the article
			inline.Mark(&part[k], mark, n.log)
		}
		at := slices.IndexFunc(blocks, func(b noteBlock) bool { return b.at(note) })
		if at < 0 {
			at, blocks = len(blocks), append(blocks, n.block(note))
		}
		blocks[at].lines = append(blocks[at].lines, part...)
	}
	for i := range blocks {
		pg.items = blocks[i].lay(pg.items, &n.th.Notes)
	}
}

// noteBlock is the notes that stand together: at the foot of the text block, or of a
// column.
type noteBlock struct {
	article *page.Article // of a column
	page.NotePlace
	left, width, foot unit.Abs
	lines             []frame.Line
}

// at reports whether a note stands in the block.
func (b *noteBlock) at(note footNote) bool {
	return b.NotePlace == note.At && (note.At.Column == 0 || b.article == note.article)
}

// block returns an empty block in the place where a note stands.
func (n *noteComposer) block(note footNote) noteBlock {
	b := noteBlock{article: note.article, NotePlace: note.At, width: n.th.Page.BlockWidth, foot: n.th.Page.BlockHeight}
	if note.At.Column > 0 {
		b.left, b.width = note.At.Left, note.At.Width
		if g := &note.article.Grid; note.At.Row < g.Rows {
			b.foot = g.Extent(note.At.Row)
		}
	}
	return b
}

// lay appends the notes of a block below a rule of a quarter of their measure.
func (b *noteBlock) lay(items []frame.Item, look *theme.Notes) []frame.Item {
	pitch := max(look.Pitch, look.Size)
	y := b.foot - look.Size - pitch*unit.Abs(len(b.lines)-1)
	if look.Rule > 0 {
		items = append(items, &frame.Rule{Kind: frame.KindNote, X: b.left, Y: y - look.Gap - look.Rule, Width: b.width / 4, Height: look.Rule})
	}
	for k := range b.lines {
		l := &b.lines[k]
		l.Grid, l.Y = -1, y+page.Ascent(look.Size)+pitch*unit.Abs(k)
		l.X += b.left
		l.PageColumn = b.Column
		items = append(items, l)
	}
	return items
}

// count counts the calls of notes in the text of a page.
func (n *noteComposer) count(index int) {
	pg := &n.pages[index]
	for _, item := range pg.items[:pg.footFrom] {
		if l, ok := item.(*frame.Line); ok && l.Kind != frame.KindNote {
			for _, call := range l.Calls {
				n.calls[noteKey{l.Article, call.Note}]++
			}
		}
	}
}

// marks puts the marks of the notes that the lines of a page call into them.
func (n *noteComposer) marks(index int) {
	pg := &n.pages[index]
	for _, item := range pg.items[:pg.footFrom] {
		l, ok := item.(*frame.Line)
		if !ok || l.Kind == frame.KindNote {
			continue
		}
		for k := range l.Calls {
			call := &l.Calls[k]
			if call.Note < 0 {
				continue // of a table
			}
			result := n.results[l.Article-1]
			number, fixed := result.NoteNumber(call.Note)
			if fixed {
				continue
			}
			if n.th.Notes.At != "article" && !result.NotesAtEnd() {
				at := n.notes[noteKey{l.Article, call.Note}]
				// A single call is parted from its note only where a line has more notes than a
				// page holds, which is reported.
				if at.page != index && n.calls[noteKey{l.Article, call.Note}] > 1 {
					article := n.articles[l.Article-1].article
					label := n.noteLabel(l.Article, call.Note)
					n.log.Add("note-far", l.Place, article.Title.Joined(), label, at.page+1, index+1)
				}
				number = at.number
			}
			inline.Renumber(l, call, content.NoteMark(max(1, min(number, content.MaxNotes))), n.log)
		}
	}
}

// noteLabel returns the label of a note in the copy.
func (n *noteComposer) noteLabel(article, note int) string {
	return "[^" + n.results[article-1].NoteLabel(note) + "]"
}

// noteLinks links the calls of notes to the notes, and their marks back to the first
// call. The heads of tables that are repeated are artifacts and have no links. Destinations are on pages of the body and relative to the text block.
func (c *composer) noteLinks() {
	calls, notes := map[noteKey]frame.Dest{}, map[noteKey]frame.Dest{}
	lines := func(yield func(page int, l *frame.Line)) {
		for i := range c.pages {
			for _, item := range c.pages[i].items {
				if l, ok := item.(*frame.Line); ok && len(l.Calls) > 0 && (l.Table == nil || !l.Table.Repeated) {
					yield(i, l)
				}
			}
		}
	}
	lines(func(page int, l *frame.Line) {
		for _, call := range l.Calls {
			at := calls
			if ofNote(l) {
				at = notes
			}
			key := noteKey{l.Article, call.Note}
			if _, known := at[key]; !known {
				y := l.Y
				if l.Turned {
					y -= l.Width
				}
				at[key] = frame.Dest{Page: page, Y: y - 2*l.Size}
			}
		}
	})
	lines(func(_ int, l *frame.Line) {
		for _, call := range l.Calls {
			at, role := notes, frame.RoleReference
			if ofNote(l) {
				at, role = calls, frame.RoleLbl
			}
			from, to := call.Glyphs()
			if dest, ok := at[noteKey{l.Article, call.Note}]; ok {
				l.Links = withLink(l.Links, frame.Link{From: from, To: to, Dest: dest, Role: role})
			}
		}
	})
}

// ofNote reports whether a line is one of a note, which begins with the note's mark.
func ofNote(l *frame.Line) bool { return l.Kind == frame.KindNote || l.Kind == frame.KindTableNote }

// withLink returns the links of a line with another one, in the order of their glyphs.
func withLink(links []frame.Link, link frame.Link) []frame.Link {
	at, _ := slices.BinarySearchFunc(links, link.From, func(l frame.Link, from int) int { return l.From - from })
	return slices.Insert(slices.Clone(links), at, link)
}

// moveDests makes links of a page's lines to places on pages of the body lead to the
// same places of the document: front pages come before it, and its text block begins
// top below the edge. Links to the IDs of articles lead to their titles, those to the names of
// headings to these.
func (c *composer) moveDests(items []frame.Item, front int, top unit.Abs) {
	for _, item := range items {
		l, ok := item.(*frame.Line)
		if !ok || !slices.ContainsFunc(l.Links, inDocument) {
			continue
		}
		links := append([]frame.Link(nil), l.Links...)
		for i := range links {
			link := &links[i]
			id, toArticle := strings.CutPrefix(link.URL, "#")
			part, toPart := linkedPage(link.URL)
			switch {
			case toPart:
				link.URL, link.Role = "", frame.RoleReference
				if a := &c.articles[part.article]; part.end {
					link.Dest = frame.Dest{Page: front + a.end}
				} else {
					link.Dest = c.dest(front, a, a.title)
				}
			case toArticle:
				link.URL, link.Role = "", frame.RoleReference
				if h := c.anchored(l.Article, id); h != nil {
					link.Dest = c.headingDest(front, h)
				} else {
					a := &c.articles[c.facts.targets[id]]
					link.Dest = c.dest(front, a, a.title)
				}
			case link.URL == "":
				link.Dest.Page += front
				link.Dest.Y = max(0, link.Dest.Y+top)
			}
		}
		l.Links = links
	}
}

// inDocument reports whether a link leads to a place in the document.
func inDocument(l frame.Link) bool { return l.URL == "" || l.URL[0] == '#' }
