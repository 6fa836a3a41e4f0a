package page

import (
	"fmt"

	"jianbao/content/diag"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// fit copyfits an article to a number of pages with as little change as
// possible. The changes come in stages, each within the theme's limits and kept
// while the next is tried: blank lines around the title, the size of pictures,
// then pitch and size of the text. An article that still does not fit is typeset
// without any change and reported.
func (s *Typesetter) fit(a *Article, start unit.Abs, pages int) {
	asIs := *a
	th := s.Style.Theme
	title := a.source.Title
	f := fitter{quiet: s.Quiet(), a: a, start: start, pages: pages, th: th, params: plain(th), grid: MainGrid(th)}
	if f.run() {
		a.place(start, s)
		s.log.Add("fit-applied", title.Place.At(0, len(title.Value)),
			title.Joined(), pages, describe(plain(th), f.params, MainGrid(th), f.grid))
		return
	}
	*a = asIs
	f.quiet.setBlocks(a)
	a.place(start, f.quiet)
	s.log.Add("fit-failed", title.Place.At(0, len(title.Value)), title.Joined(), pages, len(a.Columns))
}

// fitter searches for the fitParams and the grid with which an article fits.
type fitter struct {
	quiet  *Typesetter
	a      *Article
	start  unit.Abs
	pages  int
	th     *theme.Theme
	params fitParams
	grid   Grid
}

// run tries the stages in order until the article fits, and then undoes the
// changes that turn out to be unnecessary. It reports whether the article fits.
func (f *fitter) run() bool {
	for _, stage := range []func() bool{f.tightenTitle, f.shrinkPictures, f.shrinkText} {
		if stage() {
			f.giveBack()
			return true
		}
	}
	return false
}

// fits typesets the article with other parameters and reports whether it takes
// no more pages than allowed.
func (f *fitter) fits(params fitParams, g Grid) bool {
	a := f.a
	if params.size != a.size || a.pictures && (params.picture != a.percent || g != a.grid) {
		a.blocks = f.quiet.blocks(a, g, params)
	}
	a.setTitleRows(params)
	a.grid = g
	flow := flatten(a.blocks, &a.grid, a.rows)
	a.rows = flow.rows
	p := place(flow, a.area(f.start))
	return p.columns <= f.pages
}

// tightenTitle removes blank lines before and after the title one at a time,
// each where more are left.
func (f *fitter) tightenTitle() bool {
	// The label's lines count as lines before the title.
	most := max(0, f.a.before-max(0, f.th.Fit.Before-f.a.labelRows))
	p := &f.params
	for p.less < most || p.after > f.th.Fit.After {
		if p.less < most && (f.a.before-p.less >= p.after || p.after <= f.th.Fit.After) {
			p.less++
		} else {
			p.after--
		}
		if f.fits(*p, f.grid) {
			return true
		}
	}
	return false
}

// pictureStep is the step in which pictures are made smaller, in percent of
// their size.
const pictureStep = 5

// shrinkPictures scales all pictures down by the same percentage.
func (f *fitter) shrinkPictures() bool {
	least := f.th.Fit.Picture
	if !f.a.pictures || least == 0 {
		return false
	}
	for f.params.picture > least {
		f.params.picture = max(least, f.params.picture-pictureStep)
		if f.fits(f.params, f.grid) {
			return true
		}
	}
	return false
}

// shrinkText typesets the article on a grid of its own with more rows in a
// column. It tries sizes from the body's downwards, and at each size adds as few
// rows as needed.
func (f *fitter) shrinkText() bool {
	th, rows := f.th, f.grid.Rows
	for size := th.Body.Size; size >= th.Fit.Size && size > 0; size -= th.Fit.Step {
		f.params.size = size
		least := th.Fit.Pitch.Scale(int64(size), int64(th.Body.Size))
		most := int((f.height()-size)/max(least, size/2)) + 1
		if most < max(rows, 2) || !f.fits(f.params, f.tighterGrid(size, most)) {
			continue
		}
		for rows < most && !f.fits(f.params, f.tighterGrid(size, rows)) {
			rows++
		}
		f.grid = f.tighterGrid(size, rows)
		return true
	}
	return false
}

// height returns the height of a column.
func (f *fitter) height() unit.Abs {
	g := MainGrid(f.th)
	return g.Extent(g.Rows)
}

// tighterGrid returns a grid with the given number of rows at a size that is as
// high as the issue's.
func (f *fitter) tighterGrid(size unit.Abs, rows int) Grid {
	width := f.th.Page.BlockWidth
	measure := width / size * size
	pitch := f.th.Body.Pitch
	if rows > 1 {
		// The pitch is a whole number of hundredths of a point, so that messages
		// show it exactly.
		pitch = min(pitch, (f.height()-size)/unit.Abs(rows-1)/(unit.Pt/100)*(unit.Pt/100))
	}
	return Grid{Name: fmt.Sprintf("article-%d", f.a.ordinal), Size: size, Pitch: pitch, Rows: rows, Measure: measure, Inset: (width - measure) / 2}
}

// giveBack restores the size of pictures and blank lines as far as the article
// still fits, and leaves the article typeset so.
func (f *fitter) giveBack() {
	for {
		next := f.params
		switch {
		case next.picture < 100:
			next.picture++
		case next.after < f.th.Title.After:
			next.after++
		case next.less > 0:
			next.less--
		default:
			f.fits(f.params, f.grid)
			return
		}
		if !f.fits(next, f.grid) {
			f.fits(f.params, f.grid)
			return
		}
		f.params = next
	}
}

// setTitleRows changes the blank rows around the title of blocks that are
// already typeset.
func (a *Article) setTitleRows(params fitParams) {
	for i := range a.blocks {
		b := &a.blocks[i]
		if b.Sticky {
			b.Before = max(0, a.before-params.less)
		}
		if b.endsHead {
			b.After = params.after
		}
	}
}

// describe returns the changes that copyfitting made, for a message.
func describe(was, is fitParams, from, to Grid) diag.Term {
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
		add(fmt.Sprintf("标题前后少空 %d 行", n), fmt.Sprintf("%d blank lines fewer round the title", n))
	}
	if is.picture != 100 {
		add(fmt.Sprintf("图缩到 %d%%", is.picture), fmt.Sprintf("pictures scaled to %d %%", is.picture))
	}
	if from.Pitch != to.Pitch {
		add(fmt.Sprintf("行距 %s → %s pt", from.Pitch, to.Pitch), fmt.Sprintf("pitch %s → %s pt", from.Pitch, to.Pitch))
	}
	if from.Size != to.Size {
		add(fmt.Sprintf("字号 %s → %s pt", from.Size, to.Size), fmt.Sprintf("size %s → %s pt", from.Size, to.Size))
	}
	return t
}
