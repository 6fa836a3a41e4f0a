package check

import (
	"maps"
	"slices"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// circled holds the marks of notes in their order.
const circled = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"

// numberOfMark returns the number of a note's mark, from 1; 0 if it is none.
func numberOfMark(mark string) int {
	n := 0
	for _, r := range circled {
		if n++; string(r) == mark {
			return n
		}
	}
	return 0
}

// raisedMark reports whether a glyph is the mark of a note in the text.
func (g *Glyph) raisedMark() bool { return g.Script == "super" && numberOfMark(g.Text) > 0 }

// withoutMarks returns the line's text without the marks of the notes that it calls.
func (l *Line) withoutMarks() string {
	if len(l.Marks) == 0 {
		return l.Text
	}
	var b strings.Builder
	rest := l.Text
	for i := range l.Glyphs {
		if g := &l.Glyphs[i]; g.raisedMark() {
			if before, after, ok := strings.Cut(rest, g.Text); ok {
				b.WriteString(before)
				rest = after
			}
		}
	}
	return b.String() + rest
}

// footNote reports whether a line is of a note at the foot of a page.
func (l *Line) footNote() bool { return l.Kind == frame.KindNote && !l.endNote }

// begins reports whether a line begins a note.
func (l *Line) begins() bool {
	return l.Kind == frame.KindNote && l.First && l.Mark != "" && strings.HasPrefix(l.Text, l.Mark)
}

// checkNotes checks the notes (RULES 13): no line of text begins with a mark, marks are
// numbered in order, each note is on the page of its call, and the notes of a page are
// a block at its foot.
func (d *Doc) checkNotes(c *collector, opt Options) {
	through := d.endNotes(opt)
	var notes footNotes
	for i := range d.Pages {
		pg := &d.Pages[i]
		var foot []*Line
		var page numbering
		for _, l := range pg.Lines {
			if len(l.Glyphs) > 1 && l.Glyphs[0].raisedMark() {
				c.at("note 13.1", l, "the mark of a note begins the line")
			}
			if l.footNote() {
				foot = append(foot, l)
			}
		}
		for _, l := range numberedOrder(pg.Lines) {
			n := &page
			if end := through[l.Article]; end != nil {
				n = end
			}
			switch {
			case l.Table != nil: // numbered in its table
			case l.begins():
				n.note(c, l)
			case l.Kind != frame.KindNote:
				n.calls(c, l)
			}
		}
		if page.called != page.begun {
			c.out = append(c.out, Violation{"note 13.2", i, -1, "notes called and set on the page differ in number"})
		}
		for _, block := range blocksOfNotes(foot) {
			if block[0].Column > 0 {
				d.checkColumnFoot(c, pg, block)
			} else {
				d.checkFoot(c, pg, block, opt)
			}
		}
		notes = notes.add(c, pg, foot)
	}
	notes.checkDivided(c, opt)
	for _, article := range slices.Sorted(maps.Keys(through)) {
		if n := through[article]; n.called != n.begun {
			c.at("note 13.2", n.last, "%d notes are called in the article, it has %d", n.called, n.begun)
		}
	}
}

// endNotes returns the numberings of the articles that have their notes at their end.
func (d *Doc) endNotes(opt Options) map[int]*numbering {
	through := map[int]*numbering{}
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			if l.Kind == frame.KindNote && opt.NotesAtEnd != nil && opt.NotesAtEnd(l.Article) {
				l.endNote = true
				through[l.Article] = &numbering{}
			}
		}
	}
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			if n := through[l.Article]; n != nil && l.Box > 0 && len(l.Marks) > 0 {
				n.floating = true
			}
		}
	}
	return through
}

// numbering counts the notes that are numbered together.
type numbering struct {
	called, begun int
	last          *Line
	floating      bool // boxes, which may float, call some of them
}

// calls counts the notes that a line calls. A note may be called again.
func (n *numbering) calls(c *collector, l *Line) {
	n.last = l
	for _, mark := range l.Marks {
		number := numberOfMark(mark)
		if number == 0 || number > n.called+1 && !n.floating {
			c.at("note 13.1", l, "calls %s after %d notes", mark, n.called)
		}
		n.called = max(n.called, number)
	}
}

// note counts a note.
func (n *numbering) note(c *collector, l *Line) {
	n.last = l
	if number := numberOfMark(l.Mark); number != n.begun+1 {
		c.at("note 13.1", l, "note %s after %d notes", l.Mark, n.begun)
	}
	n.begun++
}

// checkFoot checks that the notes of a page are a block at its foot, below a rule of a
// quarter of the measure.
func (d *Doc) checkFoot(c *collector, pg *Page, foot []*Line, opt Options) {
	if len(foot) == 0 {
		return
	}
	first, last := foot[0], foot[len(foot)-1]
	top := first.Y - first.Size.Scale(88, 100)
	var text unit.Abs // foot of what stands above
	imprint := false
	for _, l := range pg.Lines {
		switch {
		case l.Kind == frame.KindImprint:
			imprint = true
		case l.Kind == frame.KindFolio || l.Kind == frame.KindHeader || l.footNote() && l.Column == 0:
		case l.box().Y+l.box().Height > top:
			c.at("note 13.2", l, "stands beside or below the notes of its page")
		default:
			text = max(text, l.box().Y+l.box().Height)
		}
	}
	for _, p := range pg.Pictures {
		if p.Y+p.Height > top {
			c.picture("note 13.2", p, "stands beside or below the notes of its page")
		}
	}
	for k := 2; k < len(foot); k++ {
		if foot[k].Y-foot[k-1].Y != foot[1].Y-foot[0].Y {
			c.at("note 13.2", foot[k], "the notes of a page have lines of different pitch")
		}
	}
	if opt.Block == nil {
		return
	}
	block := opt.Block(pg.Number)
	if end := last.Y + last.Size.Scale(12, 100); !imprint && abs(end-block.Y-block.Height) > 2 {
		c.at("note 13.2", last, "ends at %s, the text block at %s", end, block.Y+block.Height)
	}
	rules := 0
	for _, r := range pg.Rules {
		if r.X == block.X && r.Width == block.Width/4 && r.Y >= text && r.Y+r.Height <= top {
			rules++
		}
	}
	if rules != 1 {
		c.at("note 13.2", first, "%d rules of a quarter of the measure above the notes of a page", rules)
	}
}

// footNotes collects the notes at the feet of pages.
type footNotes []footNote

// footNote is a note at the foot of the page that it begins on.
type footNote struct {
	first *Line
	call  *Line // the line that calls it; nil: none does
	lines []*Line
}

// add adds the lines of notes at the foot of a page.
func (n footNotes) add(c *collector, pg *Page, foot []*Line) footNotes {
	for _, l := range foot {
		if l.begins() {
			n = append(n, footNote{first: l, call: caller(pg, l)})
		} else if len(n) == 0 {
			c.at("note 13.2", l, "goes on from no page")
			continue
		}
		last := &n[len(n)-1]
		last.lines = append(last.lines, l)
	}
	return n
}

// caller returns the first line of a page that calls the note that a line begins.
func caller(pg *Page, first *Line) *Line {
	for _, l := range pg.Lines {
		if l.Table == nil && l.Kind != frame.KindNote && l.Article == first.Article && slices.Contains(l.Marks, first.Mark) {
			return l
		}
	}
	return nil
}

// checkDivided checks the notes that are divided among pages: only the last of a line,
// and only where the notes of that line take more than a third of a page, with two
// lines at least on either side.
func (n footNotes) checkDivided(c *collector, opt Options) {
	for i := range n {
		note := &n[i]
		last := note.lines[len(note.lines)-1]
		if !last.Last {
			c.at("note 13.2", last, "the note has no end")
		}
		stay := 0
		for stay < len(note.lines) && !note.lines[stay].apart(note.first) {
			stay++
		}
		over := len(note.lines) - stay
		if over == 0 {
			continue
		}
		if stay < 2 || over < 2 {
			c.at("note 13.2", last, "%d lines of a divided note stay, %d go over", stay, over)
		}
		if i+1 < len(n) && n[i+1].first.Article == note.first.Article && !n[i+1].first.apart(note.first) {
			c.at("note 13.2", n[i+1].first, "follows a note that is divided")
		}
		lines := 0
		for k := i; k >= 0 && n[k].call == note.call; k-- {
			lines += len(n[k].lines)
		}
		pitch := note.lines[1].Y - note.lines[0].Y
		if opt.Block != nil && stay > 1 && pitch*unit.Abs(lines+4) < opt.Block(note.first.page+1).Height/3 {
			c.at("note 13.2", last, "the notes of one line are divided though they have %d lines", lines)
		}
	}
}
