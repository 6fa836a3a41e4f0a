package page

import (
	"slices"

	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// A line and its notes stand on one page (RULES 13.2): each row of the flow brings the
// notes that it is the first to call, and the filler lets a row into a column only with
// the rows of the grid that they take at its foot.

// NotePart is a note of an article, or the lines [From,To) of it, at the foot of a
// column.
type NotePart struct {
	Note     int // index among the notes of the article
	From, To int
	At       NotePlace
}

// NotePlace is where notes stand on a page. The zero value stands for the foot of the
// text block.
type NotePlace struct {
	Column      int      // of the page, from 1
	Left, Width unit.Abs // of the column; left edge from that of the text block
	Row         int      // first free row below the notes
}

// leastDivided is the least number of lines on either side where a note is divided.
const leastDivided = 2

// flow returns the flow of the article.
func (a *Article) flow(s *Typesetter) flow {
	f := s.flatten(a.blocks, &a.grid)
	f.look = newNoteLook(s.Style, a)
	if len(a.notes) == 0 || !f.look.onPage {
		return f
	}
	f.sizes = make([]int, len(a.notes))
	for i := range a.notes {
		f.sizes[i] = len(a.notes[i].lines)
	}
	called := make([]bool, len(a.notes)) // those of the end are nowhere else
	for i := range a.notes {
		called[i] = a.notes[i].end
	}
	figures := f.figures
	inFigures := func(before int) { // those of blocks before one
		for ; len(figures) > 0 && figures[0].block < before; figures = figures[1:] {
			for _, n := range a.blocks[figures[0].block].notes {
				if !called[n] {
					called[n] = true
					figures[0].notes = append(figures[0].notes, n)
				}
			}
		}
	}
	for i := range f.rows {
		r := &f.rows[i]
		inFigures(r.block)
		if r.table != nil {
			continue
		}
		lines := a.blocks[r.block].Lines
		if r.line >= 0 {
			lines = lines[r.line : r.line+1]
		}
		for k := range lines {
			for _, c := range lines[k].Calls {
				if c.Note > 0 && !called[c.Note-1] {
					called[c.Note-1] = true
					r.notes = append(r.notes, c.Note-1)
				}
			}
		}
	}
	inFigures(len(a.blocks))
	return f
}

// noteLines returns the number of lines of the notes that a row calls.
func (f *flow) noteLines(r *row) (n int) {
	for _, k := range r.notes {
		n += f.sizes[k]
	}
	return n
}

// footLines returns the number of lines of notes that stand at the foot of the next
// column before any text is in it.
func (p *placer) footLines() (lines int) {
	if p.columns == 0 {
		return p.area.standing
	}
	here, _ := p.carriedHere()
	return linesOf(here)
}

// linesOf returns the number of lines of parts of notes.
func linesOf(parts []NotePart) (lines int) {
	for _, part := range parts {
		lines += part.To - part.From
	}
	return lines
}

// carriedHere divides the notes, or their lines, that earlier columns did not hold into
// those that stand at the foot of the next column and those that it does not hold
// either.
func (p *placer) carriedHere() (here, rest []NotePart) {
	lines := linesOf(p.carried)
	most := lines
	for most > 0 && p.look.rows(most, p.grid) > p.capacity-p.top {
		most--
	}
	if most == lines || p.look.rows(leastDivided, p.grid) > p.grid.Rows { // no page holds them: a theme that is refused
		return p.carried, nil
	}
	if most = min(most, lines-leastDivided); most < leastDivided {
		return nil, p.carried
	}
	return cut(slices.Clone(p.carried), lines-most)
}

// room returns the row at which the figures and notes at the foot begin.
func (f *filler) room() int {
	if f.lines == 0 {
		return f.limit
	}
	return f.limit - f.look.rows(f.lines, f.grid)
}

// withNotes returns the lines of notes in the column with those that a row calls, which
// would end above row foot, and how many of the row's go over to the next column; ok
// reports whether there is room. Lines go over only where the notes of the row take
// more than a third of a page, and only those of the last.
func (f *filler) withNotes(r *row, foot int) (lines, over int, ok bool) {
	if len(r.notes) == 0 {
		return f.lines, 0, foot <= f.room()
	}
	if f.divided {
		return 0, 0, false // the divided note is the last on its page
	}
	own := f.noteLines(r)
	lines = f.lines + own
	if f.holds(lines, foot) {
		return lines, 0, true
	}
	if 3*f.look.rows(own, f.grid) <= f.grid.Rows {
		return 0, 0, false
	}
	last := f.sizes[r.notes[len(r.notes)-1]]
	for over = leastDivided; over <= last-leastDivided; over++ {
		if f.holds(lines-over, foot) {
			return lines - over, over, true
		}
	}
	return 0, 0, false
}

// overflow returns what withNotes does for a row that no column holds with its notes:
// as many lines go over as must.
func (f *filler) overflow(r *row, foot int) (lines, over int) {
	own := f.noteLines(r)
	lines = f.lines + own
	for over < own && !f.holds(lines-over, foot) {
		over++
	}
	return lines - over, over
}

// holds reports whether the column has room for some lines of notes below row foot.
func (f *filler) holds(lines, foot int) bool {
	if lines == 0 {
		return foot <= f.limit
	}
	return foot <= f.limit-f.look.rows(lines, f.grid)
}

// commitNotes records the notes at the foot of a column, and returns the rows that all
// notes there take.
func (p *placer) commitNotes(t *columnFill) int {
	if t.whole || len(p.sizes) == 0 && p.footLines() == 0 {
		p.notes, p.noteRows = append(p.notes, nil), append(p.noteRows, 0)
		return 0
	}
	lines := p.footLines()
	parts, rest := p.carriedHere()
	p.carried = rest
	figures := slices.Clone(t.figures) // those at head and foot were placed first
	slices.SortStableFunc(figures, func(a, b placedFigure) int { return a.row - b.row })
	inFigures := func(above int) { // those that stand above a row of the grid
		for ; len(figures) > 0 && figures[0].row < above; figures = figures[1:] {
			if fig := &p.figures[figures[0].figure]; fig.anchor <= t.brk {
				for _, n := range fig.notes {
					parts = append(parts, NotePart{Note: n, To: p.sizes[n]})
					lines += p.sizes[n]
				}
			}
		}
	}
	for i := range t.rows[:t.brk-t.from] {
		r := &p.rows[t.from+i]
		inFigures(t.rows[i].row)
		for _, n := range r.notes {
			parts = append(parts, NotePart{Note: n, To: p.sizes[n]})
		}
		lines += p.noteLines(r)
		if over := t.rows[i].over; over > 0 {
			lines -= over
			parts, rest = cut(parts, over)
			p.carried = append(p.carried, rest...)
		}
	}
	inFigures(p.capacity + 1)
	rows := p.look.rows(lines, p.grid)
	p.notes, p.noteRows = append(p.notes, parts), append(p.noteRows, rows)
	return rows
}

// cut divides notes before the last lines.
func cut(parts []NotePart, lines int) (kept, rest []NotePart) {
	for i := len(parts) - 1; i >= 0 && lines > 0; i-- {
		part := &parts[i]
		n := min(lines, part.To-part.From)
		rest = append([]NotePart{{Note: part.Note, From: part.To - n, To: part.To}}, rest...)
		part.To -= n
		lines -= n
		if part.To == part.From {
			parts = parts[:i]
		}
	}
	return parts, rest
}

// reportNotes reports notes that are divided, and those that no page holds with the
// line that calls them, or of which others than the last would be divided, or the last
// with fewer than two lines on a side.
func (a *Article) reportNotes(s *Typesetter, f *flow, p *placement) {
	for i := range p.rowSlots {
		if p.rowSlots[i].over == 0 {
			continue
		}
		r := &f.rows[i]
		at, own := a.blocks[r.block].at(r.line), f.noteLines(r)
		room := a.grid.Rows
		if !r.wide {
			room *= a.columns // a column after the other holds them
		}
		last, over := f.sizes[r.notes[len(r.notes)-1]], p.rowSlots[i].over
		if r.height+f.look.rows(own, f.grid) > room || over < leastDivided || over > last-leastDivided {
			of := diag.Term{ZH: "一页", EN: "page"}
			if a.columns > 1 && !r.wide && r.height+f.look.rows(own, f.grid) <= room {
				of = diag.Term{ZH: "一栏", EN: "column"} // others than the last note would be divided
			}
			s.log.Add("note-too-tall", at, a.source.Title.Joined(), own, of)
		} else {
			s.log.Add("note-divided", at, a.source.Title.Joined())
		}
	}
}

// NoteLines returns copies of the lines of a part of a note, with X from the left edge
// of the text block.
func (a *Article) NoteLines(part NotePart) []frame.Line {
	return append([]frame.Line(nil), a.notes[part.Note].lines[part.From:part.To]...)
}

// NoteCount returns the number of lines of notes at the foot of the article's last
// page, those of earlier articles included.
func (a *Article) NoteCount() (lines int) {
	last := len(a.Notes) - 1
	if last == 0 {
		lines = a.standing
	}
	for _, part := range a.Notes[max(0, last)] {
		if part.At == (NotePlace{}) {
			lines += part.To - part.From
		}
	}
	return lines
}

// NoteLabel returns the label in the copy of the article's n-th note, from 1.
func (a *Article) NoteLabel(n int) string { return a.notes[n-1].source.Label }

// NoteNumber returns the number of the article's n-th note in its series in the article,
// both from 1; fixed reports whether its mark has that number wherever it stands.
func (a *Article) NoteNumber(n int) (number int, fixed bool) {
	return a.notes[n-1].number, a.notes[n-1].end
}

// NotesAtEnd reports whether all notes of the article stand at its end, whatever the
// theme says.
func (a *Article) NotesAtEnd() bool { return a.notesAtEnd }

// FreeRows returns the rows of the article's last page that nothing takes.
func (a *Article) FreeRows() int {
	return a.Grid.Rows - a.End - a.noteRows
}
