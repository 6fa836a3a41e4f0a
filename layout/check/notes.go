package check

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// circled holds the marks of notes in their order.
const circled = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"

// ofEnd reports whether a mark is that of an endnote: [1].
func ofEnd(mark string) bool { return strings.HasPrefix(mark, "[") }

// numberOfMark returns the number of a note's mark, from 1; 0 if it is none.
func numberOfMark(mark string) int {
	if ofEnd(mark) {
		n, err := strconv.Atoi(strings.TrimSuffix(mark[1:], "]"))
		if err != nil || mark != "["+strconv.Itoa(n)+"]" {
			return 0
		}
		return n
	}
	n := 0
	for _, r := range circled {
		if n++; string(r) == mark {
			return n
		}
	}
	return 0
}

// raisedMark returns the number of glyphs of the mark of a note in the text that begins
// with glyph i: one, or those of [1] where the line calls that note; 0 if none does.
func (l *Line) raisedMark(i int) int {
	mark := ""
	for n := range l.Glyphs[i:] {
		g := &l.Glyphs[i+n]
		if g.Script != "super" || n > 0 && !ofEnd(mark) {
			return 0
		}
		mark += g.Text
		if numberOfMark(mark) > 0 && (!ofEnd(mark) || slices.Contains(l.Marks, mark)) {
			return n + 1
		}
	}
	return 0
}

// withoutMarks returns the line's text without the marks of the notes that it calls.
func (l *Line) withoutMarks() string {
	if len(l.Marks) == 0 {
		return l.Text
	}
	var b strings.Builder
	rest := l.Text
	for i := 0; i < len(l.Glyphs); i++ {
		n := l.raisedMark(i)
		if n == 0 {
			continue
		}
		mark := ""
		for k := range n {
			mark += l.Glyphs[i+k].Text
		}
		if before, after, ok := strings.Cut(rest, mark); ok {
			b.WriteString(before)
			rest = after
		}
		i += n - 1
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
// a block at its foot; endnotes are numbered apart, below all text of their article.
func (d *Doc) checkNotes(c *collector, opt Options) {
	through := d.endNotes(opt)
	d.checkEnds(c)
	var notes footNotes
	for i := range d.Pages {
		pg := &d.Pages[i]
		var foot []*Line
		var page numbering
		for _, l := range pg.Lines {
			if len(l.Glyphs) > 1 && l.raisedMark(0) > 0 {
				c.at("note 13.1", l, "the mark of a note begins the line")
			}
			if l.footNote() {
				foot = append(foot, l)
			}
		}
		for _, l := range numberedOrder(pg.Lines) {
			of := func(mark string) *numbering {
				if n := through[series{l.Article, ofEnd(mark)}]; n != nil {
					return n
				}
				return &page
			}
			switch {
			case l.Table != nil: // numbered in its table
			case l.begins():
				of(l.Mark).note(c, l)
			case l.Kind != frame.KindNote:
				for _, mark := range l.Marks {
					of(mark).call(c, l, mark)
				}
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
	for _, s := range slices.SortedFunc(maps.Keys(through), series.compare) {
		if n := through[s]; n.called != n.begun {
			c.at("note 13.2", n.last, "%d notes are called in the article, it has %d", n.called, n.begun)
		}
	}
}

// series is the notes of an article that are numbered together: endnotes, [1], or others.
type series struct {
	article int
	end     bool
}

func (s series) compare(t series) int {
	if n := cmp.Compare(s.article, t.article); n != 0 || s.end == t.end {
		return n
	}
	if s.end {
		return 1
	}
	return -1
}

// endNotes returns the numberings of the notes that stand at the ends of articles.
func (d *Doc) endNotes(opt Options) map[series]*numbering {
	through := map[series]*numbering{}
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			switch {
			case l.Kind != frame.KindNote:
				for _, mark := range l.Marks {
					if s := (series{l.Article, true}); ofEnd(mark) && through[s] == nil {
						through[s] = &numbering{last: l}
					}
				}
			case ofEnd(l.Mark) || opt.NotesAtEnd != nil && opt.NotesAtEnd(l.Article):
				l.endNote = true
				if s := (series{l.Article, ofEnd(l.Mark)}); through[s] == nil {
					through[s] = &numbering{last: l}
				}
			}
		}
	}
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			for _, mark := range l.Marks {
				if n := through[series{l.Article, ofEnd(mark)}]; n != nil && l.Box > 0 {
					n.floating = true
				}
			}
		}
	}
	return through
}

// checkEnds checks that below the notes at the end of an article is no text of it, and
// that endnotes are the last of them.
func (d *Doc) checkEnds(c *collector) {
	at := map[int]*Line{} // the last note at the end of each article so far
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			last := at[l.Article]
			switch {
			case l.endNote:
				if last != nil && ofEnd(last.Mark) && !ofEnd(l.Mark) {
					c.at("note 13.2", l, "the note stands below an endnote of its article")
				}
				at[l.Article] = l
			case last != nil && l.Box == 0 && (l.Kind == frame.KindBody || l.Kind == frame.KindHeading || l.Kind == frame.KindQuote || l.Kind == frame.KindSource):
				c.at("note 13.2", l, "stands below the notes at the end of its article")
			}
		}
	}
}

// numbering counts the notes that are numbered together.
type numbering struct {
	called, begun int
	last          *Line
	floating      bool // boxes, which may float, call some of them
}

// call counts a note that a line calls. A note may be called again.
func (n *numbering) call(c *collector, l *Line, mark string) {
	n.last = l
	number := numberOfMark(mark)
	if number == 0 || number > n.called+1 && !n.floating {
		c.at("note 13.1", l, "calls %s after %d notes", mark, n.called)
	}
	n.called = max(n.called, number)
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
