package page

import (
	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// Article is an article that has been set in its lines, ready to be placed.
type Article struct {
	Placed
	blocks    []Block
	rows      []row
	pictures  bool // it has some
	percent   int  // that they are scaled to
	followed  bool // something goes on below it on its last page
	grid      Grid
	source    *content.Article
	label     *content.Text // of the section, if the article is its first
	ordinal   int           // from 1
	section   int
	size      unit.Abs // that the blocks are set in
	labelRows int      // that the label takes
	before    int      // blank rows before the title, but for copyfitting
	level     int      // of the title, as of Job
	structure Structure
}

// Job is an article to be set, with its place in the issue.
type Job struct {
	Article *content.Article
	Label   *content.Text // of the section, if it stands at this article's head
	Ordinal int           // over the whole issue, from 1
	Section int           // from 1
	Level   int           // of the title among the headings: 2 below a section's label, else 1
	// Followed reports that something goes on below the article on its last page.
	Followed bool
}

// Structure is an article's part of the document's logical structure: an Art
// and, if the section's label stands at its head, that heading, which belongs to
// the section.
type Structure struct{ Label, Article *frame.Node }

// Structure returns the nodes whose content the article's lines and pictures are.
func (a *Article) Structure() Structure { return a.structure }

// Compose sets an article and divides it over columns that begin at row start of
// the first, on the grid or, where it has to be copyfitted, on one of
// its own.
func (s *Setter) Compose(job Job, start unit.Abs) *Article {
	a := s.Prepare(job)
	s.Resume(a, start)
	return a
}

// Prepare sets an article in its lines; Resume then places it.
func (s *Setter) Prepare(job Job) *Article {
	a := &Article{source: job.Article, label: job.Label, ordinal: job.Ordinal, section: job.Section, level: job.Level, followed: job.Followed}
	s.SetLines(a)
	return a
}

// Resume places a prepared article below what ends at start.
func (s *Setter) Resume(a *Article, start unit.Abs) {
	a.Place(start, s)
	if fit := a.source.Fit; fit > 0 && len(a.Columns) > fit {
		s.fit(a, start, fit)
	}
}

// SetLines breaks an article's text into blocks of lines on the grid.
func (s *Setter) SetLines(a *Article) {
	th := s.Style.Theme
	a.grid = MainGrid(th)
	a.blocks = s.blocks(a, a.grid, plain(th))
}

// Place divides the article, set in lines, over columns.
func (a *Article) Place(start unit.Abs, s *Setter) {
	f := flatten(a.blocks, &a.grid, a.rows)
	a.rows = f.rows
	p := place(f, a.area(start))
	if p.worst >= widow {
		l := &a.blocks[a.rows[p.at].block]
		s.log.Add("page-break-forced", l.Lines[max(0, a.rows[p.at].line)].Place, a.source.Title.Joined())
	}
	a.Placed = lay(a.blocks, f, &p, a.grid)
}

// area returns the columns that the article is placed on, below what ends at
// start.
func (a *Article) area(start unit.Abs) area {
	return area{capacity: a.grid.Rows, start: a.grid.RowAt(start), followed: a.followed}
}

// fitParams is what copyfitting may vary.
type fitParams struct {
	less    int // blank rows taken away before the title
	after   int // blank rows after it
	size    unit.Abs
	picture int // percentage of their size that pictures have
}

func plain(th *theme.Theme) fitParams {
	return fitParams{0, th.Title.After, th.Body.Size, 100}
}
