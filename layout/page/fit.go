package page

import (
	"fmt"

	"jianbao/content/diag"
	"jianbao/layout/unit"
)

// fit looks for the least change that brings an article down to so many pages:
// first fewer blank lines round the title, then smaller pictures, then a closer
// pitch, then a smaller size, each within the theme's limits and each kept while the next is tried.
// An article that does not fit even so keeps its plain looks.
func (s *Setter) fit(a *Article, start unit.Abs, pages int) {
	th := s.Style.Theme
	asIs, log := *a, s.Log
	// What is found wrong with the text was said when it was first set.
	s.Log = &diag.List{}
	defer func() { s.Log = log }()

	most := max(0, a.before-max(0, th.Fit.Before-a.labelRows)) // rows to be had before the title
	look := plain(th)
	try := func(look looks, g Grid) bool {
		if look.size != a.size || a.pictures && (look.picture != a.percent || g != a.grid) {
			a.blocks = s.blocks(a, g, look)
		}
		a.setBlank(look)
		a.grid = g
		f := flatten(a.blocks, &a.grid, a.rows)
		a.rows = f.rows
		p := place(f, g.Rows, g.RowAt(start), a.followed, nil)
		return p.columns <= pages
	}
	done := func(look looks, g Grid) {
		// Pictures and blank lines get back what there is room for again.
		for plainly := plain(th); look.after < plainly.after || look.less > 0 || look.picture < 100; {
			next := look
			if next.picture < 100 {
				next.picture++
			} else if next.after < plainly.after {
				next.after++
			} else {
				next.less--
			}
			if !try(next, g) {
				break
			}
			look = next
		}
		try(look, g)
		s.Log = log
		a.Place(start, s)
		log.Add("fit-applied", a.source.Title.Place.At(0, len(a.source.Title.Value)),
			a.source.Title.Joined(), pages, describe(plain(th), look, MainGrid(th), g))
	}

	g := MainGrid(th)
	for look.less < most || look.after > th.Fit.After {
		if look.less < most && (a.before-look.less >= look.after || look.after <= th.Fit.After) {
			look.less++
		} else {
			look.after--
		}
		if try(look, g) {
			done(look, g)
			return
		}
	}
	if least := th.Fit.Picture; a.pictures && least > 0 {
		for look.picture > least {
			look.picture = max(least, look.picture-pictureStep)
			if try(look, g) {
				done(look, g)
				return
			}
		}
	}
	height := g.Extent(g.Rows)
	name := fmt.Sprintf("article-%d", a.ordinal)
	for size := th.Body.Size; size >= th.Fit.Size && size > 0; size -= max(th.Fit.Step, unit.Pt/100) {
		look.size = size
		least := th.Fit.Pitch.Scale(int64(size), int64(th.Body.Size))
		rowsMost := int((height-size)/max(least, size/2)) + 1
		closer := func(rows int) Grid {
			n := int(th.Page.BlockWidth / size)
			measure := size * unit.Abs(n)
			pitch := g.Pitch
			if rows > 1 {
				// Rounded down to a hundredth of a point, to be sayable.
				pitch = min(pitch, (height-size)/unit.Abs(rows-1)/(unit.Pt/100)*(unit.Pt/100))
			}
			return Grid{Name: name, Size: size, Pitch: pitch, Rows: rows, Measure: measure, Inset: (th.Page.BlockWidth - measure) / 2}
		}
		if rowsMost < g.Rows || rowsMost < 2 || !try(look, closer(rowsMost)) {
			continue
		}
		rows := g.Rows
		for ; rows < rowsMost; rows++ {
			if try(look, closer(rows)) {
				break
			}
		}
		done(look, closer(rows))
		return
	}
	*a = asIs
	s.SetLines(a)
	a.Place(start, s)
	log.Add("fit-failed", a.source.Title.Place.At(0, len(a.source.Title.Value)),
		a.source.Title.Joined(), pages, len(a.Columns))
}

// pictureStep is how much smaller pictures are tried, in percent.
const pictureStep = 5

// setBlank changes the blank lines round the title of blocks already set.
func (a *Article) setBlank(look looks) {
	for i := range a.blocks {
		b := &a.blocks[i]
		if b.Sticky {
			b.Before = max(0, a.before-look.less)
		}
		if b.endsHead {
			b.After = look.after
		}
	}
}

// describe says what copyfitting changed.
func describe(was, is looks, from, to Grid) diag.Term {
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
