package page

import (
	"fmt"
	"maps"
	"slices"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Article is an article typeset as blocks of lines; once placed, it holds its
// pages too.
type Article struct {
	Placed
	blocks   []Block
	pictures bool // whether it has pictures
	tables   bool // whether it has tables
	boxes    bool // whether it has boxes
	earlier  Earlier
	columns  int  // of the text
	percent  int  // percentage of their size that pictures are scaled to
	followed bool // something else continues below it on its last page
	grid     Grid
	white    []whiteFoot
	notes    []note
	// notesAtEnd reports whether all of them stand at its end; endSeries is the number of
	// endnotes that it has beside footnotes.
	notesAtEnd bool
	endSeries  int
	headings   []Heading
	standing   int                // lines of notes that earlier articles have on its first page
	tall       []*content.Picture // beside text that is divided before their foot
	lone       []*content.Picture // which stand beside no text for that reason
	source     *content.Article
	label      *content.Text // of the section if the article is its first; else nil
	ordinal    int           // from 1
	size       unit.Abs      // of the body text, in which the blocks are typeset
	labelRows  int           // rows that the label takes
	before     int           // blank rows before the title without copyfitting
	level      int           // of the title, as in Input
	document   *Document
	structure  Structure
	pages      map[string]string // as in Input; looked up only, never walked
	to, from   Jump
}

// Input is an article to be typeset, with its position in the issue.
type Input struct {
	Article *content.Article
	Label   *content.Text // of the section if it is printed at this article's head; else nil
	Ordinal int           // over the whole issue, from 1; names of what has to have a name of its own are made of it
	Level   int           // heading level of the title: 2 below a section's label, else 1
	// Followed reports whether something else continues below the article on its
	// last page.
	Followed bool
	Earlier  Earlier
	// Pages holds the printed numbers of the pages that the text refers to, by the IDs
	// of the articles that begin there.
	Pages    map[string]string
	To, From Jump      // the pages that the article goes on to and came from
	Document *Document // nil: the article is no official document's text
}

// Identical reports whether typesetting two inputs gives the same, but for names that are
// made of their ordinals: they are equal, and their articles the same in memory. Texts of
// official documents are made anew for each issue and never identical.
func (in *Input) Identical(other *Input) bool {
	label := in.Label == nil && other.Label == nil || in.Label != nil && other.Label != nil && in.Label.Equal(other.Label)
	return label && in.Document == nil && other.Document == nil &&
		in.Level == other.Level && in.Followed == other.Followed &&
		in.Earlier == other.Earlier && in.To == other.To && in.From == other.From && maps.Equal(in.Pages, other.Pages) &&
		in.Article.Identical(other.Article)
}

// Jump is the page where an article that is printed in several places goes on, or came
// from.
type Jump struct {
	Number string // as printed; empty: it does not
	Link   string // URL of a link to it
}

// Document is what stands directly above and below the text of an official document.
type Document struct {
	To   []content.Text // addressees, below the title
	Note *content.Text  // below the date of the signature; nil: none
	Head bool           // a head stands above the title, which takes no blank lines
}

// Earlier holds the numbers of tables and boxes in earlier articles.
type Earlier struct{ Tables, Boxes int }

// Structure holds an article's part of the document's logical structure: an Art
// and, if the section's label is printed at its head, the heading of the section
// (else nil).
type Structure struct{ Label, Article *frame.Node }

// Structure returns the nodes that the article's lines and pictures are the
// content of.
func (a *Article) Structure() Structure { return a.structure }

// Named reports whether the article has names that are made of its ordinal: those of notes
// and of a grid of its own.
func (a *Article) Named() bool {
	return a.Grid.Name != "" || identified(a.structure.Article)
}

func identified(n *frame.Node) bool {
	return n != nil && (n.ID != "" || slices.ContainsFunc(n.Children, identified))
}

// Moved returns the article, which has no names, with another ordinal.
func (a *Article) Moved(ordinal int) *Article {
	moved := *a
	moved.ordinal = ordinal
	return &moved
}

// Headings returns the headings of the text that the contents may list, of the levels that
// the theme's contents have, outside of boxes and quotations, and those that links lead
// to, in order.
func (a *Article) Headings() []Heading { return a.headings }

// Compose typesets an article and divides it into columns. It begins below
// start, measured from the top of the first column. The grid is the or,
// after copyfitting, the article's own.
func (s *Typesetter) Compose(in Input, start unit.Abs) *Article {
	a := s.Prepare(in)
	s.Resume(a, start, 0)
	return a
}

// Prepare typesets an article as blocks of lines, to be placed by Resume.
func (s *Typesetter) Prepare(in Input) *Article {
	a := &Article{source: in.Article, label: in.Label, ordinal: in.Ordinal, level: in.Level, document: in.Document, followed: in.Followed, earlier: in.Earlier, pages: in.Pages, to: in.To, from: in.From}
	s.setBlocks(a)
	return a
}

// Resume places a prepared article below start, the foot of what stands before
// it in the column, at whose foot are some lines of notes. It copyfits the article if that takes more pages than the
// manifest allows, or ends with a page of so few lines that the theme has it
// pulled back.
func (s *Typesetter) Resume(a *Article, start unit.Abs, notes int) {
	a.standing = notes
	log := s.resume(a, start)
	for len(a.tall) > 0 {
		for _, pic := range a.tall {
			s.log.Add("side-tall", pic.Span, pic.Name())
		}
		a.lone = append(slices.Clip(a.lone), a.tall...)
		s.Quiet().setBlocks(a)
		log = s.resume(a, start)
	}
	s.log.Join(log)
	a.reportWhite(s, start)
}

// resume is Resume with the pictures beside text that the article has so far. It returns
// the findings.
func (s *Typesetter) resume(a *Article, start unit.Abs) *diag.List {
	log := &diag.List{}
	s = s.Recording(log)
	a.place(start, s)
	switch fit := a.source.Fit; {
	case fit > 0 && len(a.Pages) > fit:
		s.fit(a, start, fit)
	case fit == 0 && a.alone(start) && a.Tail() > 0 && a.Tail() <= s.Style.Theme.Fit.Tail:
		s.pullTail(a)
	}
	return log
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
	f := a.flow(s)
	p := a.divide(f, start)
	if p.worst >= widow || p.worst == orphan && f.rows[p.at].table == nil { // tables are reported below
		r := &f.rows[p.at]
		s.log.Add("page-break-forced", a.blocks[r.block].at(r.line), a.source.Title.Joined())
	}
	a.reportTables(s, &f, &p)
	a.reportNotes(s, &f, &p)
	a.white = a.whiteFeet(&f, &p, a.area(start))
	a.tall = a.dividedBeside(&f, &p)
	a.Placed = lay(a.blocks, f, &p, a.grid)
}

// divide divides the flow of the article into columns that begin below start.
func (a *Article) divide(f flow, start unit.Abs) placement {
	if a.columns > 1 {
		return placeColumns(f, a.area(start), a.columns)
	}
	return place(f, a.area(start))
}

// reportTables reports the rows of tables that stand alone on a page or are
// divided among pages (RULES 12.5).
func (a *Article) reportTables(s *Typesetter, f *flow, p *placement) {
	if !a.tables {
		return
	}
	for i := 0; i < len(f.rows); {
		first := &f.rows[i]
		end := i + 1
		for end < len(f.rows) && f.rows[end].block == first.block && p.rowSlots[end].column == p.rowSlots[i].column {
			end++
		}
		if t := first.table; t != nil && len(t.body) > end-i {
			at, row := a.blocks[first.block].at(first.line), t.body[first.line].rows[0].row+1
			switch b := &t.body[first.line]; {
			case first.line > 0 && b.divided && (b.rows[0].joined || !b.rows[0].begins):
				s.log.Add("table-row-divided", at, a.source.Title.Joined(), row)
			case end-i == 1 && (t.headBands() != first.line || !b.tall()):
				rows := diag.Term{ZH: fmt.Sprintf("第 %d 行一行", row), EN: fmt.Sprintf("row %d is the only one on its page", row)}
				if n := len(b.rows); n > 1 {
					rows = diag.Term{ZH: fmt.Sprintf("第 %d～%d 行，它们合并在一起，算一行", row, row+n-1), EN: fmt.Sprintf("rows %d to %d, which are joined and count as one, are alone on their page", row, row+n-1)}
				}
				s.log.Add("table-row-alone", at, a.source.Title.Joined(), rows)
			}
		}
		i = end
	}
}

// area returns the columns that the article is placed in, beginning below start. On a
// grid of its own it begins as far below what stands above as its lines are apart.
func (a *Article) area(start unit.Abs) area {
	if a.grid.Name != "" && start > 0 {
		start += a.grid.Pitch - a.grid.Size
	}
	return area{capacity: a.grid.Rows, start: a.grid.RowAt(start), standing: a.standing, followed: a.followed}
}
