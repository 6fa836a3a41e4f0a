package page

import (
	"fmt"
	"slices"

	"jianbao/content/diag"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// Copyfitting makes an article take fewer pages by changing its look as little
// as possible. Blank lines around the title, the pitch, the size of pictures and
// the size of the text are reduced by turns, each by a small step, until the
// article fits; then whatever turns out to be unnecessary is undone.

// fitParams holds the parameters that copyfitting varies.
type fitParams struct {
	less    int // blank rows removed before the title
	after   int // blank rows after it
	rows    int // of a column; with more than the issue's, the pitch is smaller
	picture int // percentage of their size that pictures are scaled to
	size    unit.Abs
}

// plain returns the parameters of an article that is not copyfitted.
func plain(th *theme.Theme) fitParams {
	return fitParams{after: th.Title.After, rows: th.Body.Lines, picture: 100, size: th.Body.Size}
}

// fitLimits bounds the parameters.
type fitLimits struct {
	before, after int      // least number of rows before and after the title
	picture       int      // smallest percentage; 100: pictures keep their size
	pitch         unit.Abs // smallest pitch, at the body's size
	size          unit.Abs // smallest size
	inOrder       bool     // smaller pictures, blank lines and pitch are used up one after the other, not by turns
}

// themeLimits returns the limits of copyfitting that the manifest asks for.
func themeLimits(th *theme.Theme) fitLimits {
	l := fitLimits{before: th.Fit.Before, after: th.Fit.After, picture: th.Fit.Picture, pitch: th.Fit.Pitch, size: max(1, th.Fit.Size)}
	if l.picture == 0 {
		l.picture = 100
	}
	return l
}

// fit copyfits an article to a number of pages. An article that does not fit
// within the theme's limits is typeset without any change and reported.
func (s *Typesetter) fit(a *Article, start unit.Abs, pages int) {
	th := s.Style.Theme
	title := a.source.Title
	f := newFitter(s, a, start, pages, themeLimits(th))
	if f.run() {
		a.place(start, s)
		s.log.Add("fit-applied", title.Place.At(0, len(title.Value)), title.Joined(), pages, f.describe())
		return
	}
	f.restore()
	a.place(start, f.quiet)
	s.log.Add("fit-failed", title.Place.At(0, len(title.Value)), title.Joined(), pages, len(a.Pages), f.fewest)
}

// fitter searches for the parameters with which an article fits.
type fitter struct {
	quiet  *Typesetter
	a      *Article
	asIs   Article
	start  unit.Abs
	pages  int // that the article may take
	fewest int // pages that it takes with all parameters at their limits
	th     *theme.Theme
	limits fitLimits
	params fitParams
}

func newFitter(s *Typesetter, a *Article, start unit.Abs, pages int, limits fitLimits) *fitter {
	th := s.Style.Theme
	asIs := *a
	a.blocks = slices.Clone(a.blocks) // an article may be placed several times; what it was prepared as stays
	return &fitter{quiet: s.Quiet(), a: a, asIs: asIs, start: start, pages: pages, th: th, limits: limits, params: plain(th)}
}

// restore typesets the article without any change.
func (f *fitter) restore() {
	*f.a = f.asIs
	f.quiet.setBlocks(f.a)
}

// step changes parameters by one step and reports whether there was one to take.
type step func(*fitParams) bool

// run reports whether the article fits, and leaves it typeset so.
func (f *fitter) run() bool {
	steps := []step{f.lessWhite, f.morePitch, f.smallerPictures, f.smallerText}
	if f.limits.inOrder {
		steps = []step{f.smallerPictures, f.lessWhite, f.morePitch, f.smallerText}
	}
	most := f.params
	for range f.take(&most, steps) {
	}
	if f.fewest = f.columns(most); f.fewest > f.pages {
		return false
	}
	for range f.take(&f.params, steps) {
		if f.columns(f.params) <= f.pages {
			f.giveBack()
			return true
		}
	}
	return false
}

// take takes all steps, by turns or in order, and yields after each.
func (f *fitter) take(p *fitParams, steps []step) func(func() bool) {
	return func(yield func() bool) {
		for moved := true; moved; {
			moved = false
			for _, step := range steps {
				for step(p) {
					if moved = true; !yield() {
						return
					}
					if !f.limits.inOrder {
						break
					}
				}
			}
		}
	}
}

// columns typesets the article with parameters and returns the number of pages
// that it takes.
func (f *fitter) columns(params fitParams) int {
	a, g := f.a, f.grid(params)
	if params.size != a.size || a.pictures && (params.picture != a.percent || g != a.grid) || (a.tables || a.boxes) && g != a.grid {
		a.blocks = f.quiet.blocks(a, g, params)
	}
	a.setTitleRows(params)
	a.grid = g
	p := a.divide(a.flow(f.quiet), f.start)
	return p.pages()
}

// lessWhite removes a blank line before or after the title, where more are left.
func (f *fitter) lessWhite(p *fitParams) bool {
	// The label's lines count as lines before the title.
	most := max(0, f.a.before-max(0, f.limits.before-f.a.labelRows))
	switch {
	case p.less < most && (f.a.before-p.less >= p.after || p.after <= f.limits.after):
		p.less++
	case p.after > f.limits.after:
		p.after--
	default:
		return false
	}
	return true
}

// morePitch adds a row to the column.
func (f *fitter) morePitch(p *fitParams) bool {
	if p.rows >= f.mostRows(p.size) {
		return false
	}
	p.rows++
	return true
}

// mostRows returns the number of rows of a column at the smallest pitch.
func (f *fitter) mostRows(size unit.Abs) int {
	least := f.limits.pitch.Scale(int64(size), int64(f.th.Body.Size))
	return int((f.height()-size)/max(1, least, size/2)) + 1
}

// pictureStep is the step in which pictures are made smaller, in percent of
// their size.
const pictureStep = 5

// smallerPictures scales all pictures down by the same percentage.
func (f *fitter) smallerPictures(p *fitParams) bool {
	if !f.a.pictures || p.picture <= f.limits.picture {
		return false
	}
	p.picture = max(f.limits.picture, p.picture-pictureStep)
	return true
}

func (f *fitter) smallerText(p *fitParams) bool {
	if p.size-f.th.Fit.Step < f.limits.size {
		return false
	}
	p.size -= f.th.Fit.Step
	return true
}

// giveBack undoes changes as far as the article still fits, the most visible
// first, and leaves the article typeset so.
func (f *fitter) giveBack() {
	was := plain(f.th)
	size := func(p *fitParams) bool {
		p.size += f.th.Fit.Step
		return p.size <= was.size && p.rows <= f.mostRows(p.size)
	}
	rows := func(p *fitParams) bool { p.rows--; return p.rows >= was.rows }
	picture := func(p *fitParams) bool { p.picture++; return p.picture <= was.picture }
	after := func(p *fitParams) bool { p.after++; return p.after <= was.after }
	before := func(p *fitParams) bool { p.less--; return p.less >= 0 }
	undo := []step{size, rows, picture, after, before}
	if f.limits.inOrder {
		undo = []step{size, rows, after, before, picture}
	}
	for _, step := range undo {
		for next := f.params; step(&next) && f.columns(next) <= f.pages; {
			f.params = next
		}
	}
	f.columns(f.params)
}

// height returns the height of a column.
func (f *fitter) height() unit.Abs {
	g := MainGrid(f.th)
	return g.Extent(g.Rows)
}

// grid returns the grid of parameters: the issue's, or one of the article's own
// that is as high.
func (f *fitter) grid(p fitParams) Grid {
	if was := plain(f.th); p.size == was.size && p.rows == was.rows {
		return MainGrid(f.th)
	}
	width := f.th.Page.BlockWidth
	measure := width / p.size * p.size
	pitch := f.th.Body.Pitch
	if p.rows > 1 {
		// The pitch is a whole number of hundredths of a point, so that messages
		// show it exactly.
		pitch = min(pitch, (f.height()-p.size)/unit.Abs(p.rows-1)/(unit.Pt/100)*(unit.Pt/100))
	}
	return Grid{Name: fmt.Sprintf("article-%d", f.a.ordinal), Size: p.size, Pitch: pitch, Rows: p.rows, Measure: measure, Inset: (width - measure) / 2}
}

// setTitleRows changes the blank rows around the title of blocks that are
// already typeset.
func (a *Article) setTitleRows(params fitParams) {
	for i := range a.blocks {
		b := &a.blocks[i]
		if b.Sticky && b.box == nil {
			b.Before = max(0, a.before-params.less)
		}
		if b.endsHead {
			b.After = params.after
		}
	}
}

// describe returns the changes that copyfitting made, for a message.
func (f *fitter) describe() diag.Term {
	was, is := plain(f.th), f.params
	from, to := f.grid(was), f.grid(is)
	var t diag.Term
	add := func(zh, en string) {
		if t.ZH != "" {
			t.ZH += "，"
			t.EN += ", "
		}
		t.ZH += zh
		t.EN += en
	}
	if n := is.less - was.less + was.after - is.after; n > 0 {
		add(fmt.Sprintf("标题前后少空 %d 行", n), fmt.Sprintf("%s fewer round the title", diag.Count(n, "blank line")))
	}
	if is.picture != 100 {
		add(fmt.Sprintf("图缩到 %d%%", is.picture), fmt.Sprintf("pictures scaled to %d %%", is.picture))
	}
	if from.Pitch != to.Pitch {
		hundredths := func(a unit.Abs) unit.Abs { return unit.FromPt(unit.MulDiv(int64(a), 100, int64(unit.Pt)) * 10) }
		add(fmt.Sprintf("行距 %s → %s pt", hundredths(from.Pitch), to.Pitch), fmt.Sprintf("pitch %s → %s pt", hundredths(from.Pitch), to.Pitch))
	}
	if from.Size != to.Size {
		add(fmt.Sprintf("字号 %s → %s pt", from.Size, to.Size), fmt.Sprintf("size %s → %s pt", from.Size, to.Size))
	}
	return t
}
