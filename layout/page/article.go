package page

import (
	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Article is an article typeset as blocks of lines; once placed, it holds its
// columns too.
type Article struct {
	Placed
	blocks    []Block
	pictures  bool // whether it has pictures
	percent   int  // percentage of their size that pictures are scaled to
	followed  bool // something else continues below it on its last page
	grid      Grid
	white     []whiteFoot
	source    *content.Article
	label     *content.Text // of the section if the article is its first; else nil
	ordinal   int           // from 1
	section   int
	size      unit.Abs // of the body text, in which the blocks are typeset
	labelRows int      // rows that the label takes
	before    int      // blank rows before the title without copyfitting
	level     int      // of the title, as in Input
	structure Structure
}

// Input is an article to be typeset, with its position in the issue.
type Input struct {
	Article *content.Article
	Label   *content.Text // of the section if it is printed at this article's head; else nil
	Ordinal int           // over the whole issue, from 1
	Section int           // from 1
	Level   int           // heading level of the title: 2 below a section's label, else 1
	// Followed reports whether something else continues below the article on its
	// last page.
	Followed bool
}

// Structure holds an article's part of the document's logical structure: an Art
// and, if the section's label is printed at its head, the heading of the section
// (else nil).
type Structure struct{ Label, Article *frame.Node }

// Structure returns the nodes that the article's lines and pictures are the
// content of.
func (a *Article) Structure() Structure { return a.structure }

// Compose typesets an article and divides it into columns. It begins below
// start, measured from the top of the first column. The grid is the or,
// after copyfitting, the article's own.
func (s *Typesetter) Compose(in Input, start unit.Abs) *Article {
	a := s.Prepare(in)
	s.Resume(a, start)
	return a
}

// Prepare typesets an article as blocks of lines, to be placed by Resume.
func (s *Typesetter) Prepare(in Input) *Article {
	a := &Article{source: in.Article, label: in.Label, ordinal: in.Ordinal, section: in.Section, level: in.Level, followed: in.Followed}
	s.setBlocks(a)
	return a
}

// Resume places a prepared article below start, the foot of what stands before
// it in the column. It copyfits the article if that takes more pages than the
// manifest allows, or ends with a page of so few lines that the theme has it
// pulled back.
func (s *Typesetter) Resume(a *Article, start unit.Abs) {
	a.place(start, s)
	switch fit := a.source.Fit; {
	case fit > 0 && len(a.Columns) > fit:
		s.fit(a, start, fit)
	case fit == 0 && a.alone(start) && a.Tail() > 0 && a.Tail() <= s.Style.Theme.Fit.Tail:
		s.pullTail(a)
	}
	a.reportWhite(s)
}

// setBlocks typesets an article's text as blocks of lines on the grid.
func (s *Typesetter) setBlocks(a *Article) {
	th := s.Style.Theme
	a.grid = MainGrid(th)
	a.blocks = s.blocks(a, a.grid, plain(th))
}

// place divides the typeset article into columns that begin below start. A page
// break that breaks a rule for want of a better one is reported.
func (a *Article) place(start unit.Abs, s *Typesetter) {
	f := s.flatten(a.blocks, &a.grid)
	p := place(f, a.area(start))
	if p.worst >= widow {
		l := &a.blocks[f.rows[p.at].block]
		s.log.Add("page-break-forced", l.Lines[max(0, f.rows[p.at].line)].Place, a.source.Title.Joined())
	}
	a.white = a.whiteFeet(&f, &p, a.area(start))
	a.Placed = lay(a.blocks, f, &p, a.grid)
}

// whiteFoot is a page that ends with much white space.
type whiteFoot struct {
	rows    int
	picture string    // that begins the next page; empty: a line
	at      diag.Span // of that picture or line
}

// whiteFeet returns the article's pages that end with much white space.
func (a *Article) whiteFeet(f *flow, p *placement, on area) (feet []whiteFoot) {
	for _, h := range p.holes(f, on) {
		if h.figure >= 0 {
			picture := &a.blocks[f.figures[h.figure].block].Figure.parts[0].picture
			feet = append(feet, whiteFoot{h.rows, picture.Image.Name, picture.Place})
			continue
		}
		for i := range p.rowSlots {
			if p.rowSlots[i].column == h.column+1 {
				line := &a.blocks[f.rows[i].block].Lines[max(0, f.rows[i].line)]
				feet = append(feet, whiteFoot{rows: h.rows, at: line.Place})
				break
			}
		}
	}
	return feet
}

// reportWhite reports the pages that end with much white space (RULES 5.3).
func (a *Article) reportWhite(s *Typesetter) {
	title := a.source.Title.Joined()
	for _, w := range a.white {
		if w.picture != "" {
			s.log.Add("page-hole-picture", w.at, title, w.rows, w.picture)
		} else {
			s.log.Add("page-hole", w.at, title, w.rows)
		}
	}
}

// area returns the columns that the article is placed in, beginning below start.
func (a *Article) area(start unit.Abs) area {
	return area{capacity: a.grid.Rows, start: a.grid.RowAt(start), followed: a.followed}
}
