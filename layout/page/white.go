package page

import (
	"fmt"
	"slices"

	"jianbao/content/diag"
	"jianbao/layout/unit"
)

// whiteFoot is a page that ends with much white space.
type whiteFoot struct {
	rows    int
	picture string    // that goes over; empty: a table or a line
	block   int       // of that picture, if it stands in the text by itself; -1: none
	table   bool      // that begins the next page
	at      diag.Span // of that picture, table or line
}

// whiteFeet returns the article's pages that end with much white space.
func (a *Article) whiteFeet(f *flow, p *placement, on area) (feet []whiteFoot) {
	for _, h := range p.holes(f, on) {
		foot := whiteFoot{rows: h.rows, block: -1}
		if h.figure >= 0 {
			n := f.figures[h.figure].block
			block := &a.blocks[n]
			foot.table, foot.at = block.isTable(), block.at(0)
			if !foot.table && block.Figure.box == nil {
				foot.picture, foot.block = block.Figure.parts[0].picture.Name(), n
			}
			feet = append(feet, foot)
			continue
		}
		for i := range p.rowSlots {
			if p.rowSlots[i].column == h.column+1 {
				block := &a.blocks[f.rows[i].block]
				foot.table, foot.at = block.isTable(), block.at(f.rows[i].line)
				if s := a.sideFrom(f, p, i); s != nil {
					foot.picture, foot.at = s.parts[0].picture.Name(), s.parts[0].picture.Place
				}
				feet = append(feet, foot)
				break
			}
		}
	}
	return feet
}

// sideFrom returns the picture beside the text that begins with a row, or with those that this
// one stays together with; nil if there is none.
func (a *Article) sideFrom(f *flow, p *placement, i int) *Figure {
	for k := i; k < len(f.rows) && p.rowSlots[k].column == p.rowSlots[i].column; k++ {
		if k > i && f.rows[k].cost != kept {
			break
		}
		if b := &a.blocks[f.rows[k].block]; f.rows[k].side {
			return b.side
		}
	}
	return nil
}

// reportWhite reports the pages that end with much white space (RULES 5.3), with what was
// tried and fills them.
func (a *Article) reportWhite(s *Typesetter, start unit.Abs) {
	if len(a.white) == 0 {
		return
	}
	title := a.source.Title.Joined()
	pages := 0
	if a.source.Fit == 0 {
		pages = s.fewerWithoutWhite(a, start)
	}
	hint := func(zh, en string, width unit.Abs) diag.Term {
		if width > 0 {
			zh = fmt.Sprintf("写 width = \"%smm\" 就排得下；", millimetresBelow(width)) + zh
			en = fmt.Sprintf("with width = \"%smm\" it fits; or ", millimetresBelow(width)) + en
		}
		if pages > 0 {
			zh += fmt.Sprintf("；在这篇文章下写 fit = %d，就少排一页，没有空白", pages)
			en += fmt.Sprintf("; with fit = %d for the article it ends a page earlier, without the blank", pages)
		}
		return diag.Term{ZH: zh, EN: en}
	}
	for _, w := range a.white {
		switch {
		case w.picture != "":
			width := a.fittingWidth(s, start, &w)
			s.log.Add("page-hole-picture", w.at, title, w.rows, w.picture, hint("把图片换个位置", "place the picture elsewhere", width))
		case w.table:
			s.log.Add("page-hole-table", w.at, title, w.rows, hint("把表格换个位置，或在它前面多放些文字", "place the table elsewhere, or have more text before it", 0))
		default:
			s.log.Add("page-hole", w.at, title, w.rows, hint("改动前面的文字", "change the text before it", 0))
		}
	}
}

// leastFitting is the least width that a picture is told to have, in percent of its own.
const leastFitting = 30

// fittingWidth returns the greatest width at which the picture of a white foot stays on that
// page and leaves no white space there; 0 if there is none to be told: codes keep the
// size that scanners need, one of several pictures in a row has the height of the row, and a
// caption that is longer than the picture is wide may need more lines under a smaller one.
func (a *Article) fittingWidth(s *Typesetter, start unit.Abs, w *whiteFoot) unit.Abs {
	if w.block < 0 {
		return 0
	}
	f := a.blocks[w.block].Figure
	p := &f.parts[0]
	if len(f.parts) > 1 || p.picture.Code != nil || p.picture.Image.QR() || len(p.caption) > 1 {
		return 0
	}
	caption := f.extent - p.picture.Height
	blocks := slices.Clone(a.blocks)
	for rows := f.rows(&a.grid) - 1; rows > 0; rows-- {
		height := a.grid.Extent(rows) - f.space - caption
		width := unit.Abs(int64(p.picture.Width) * int64(height) / int64(p.picture.Height))
		if height <= 0 || width < p.picture.Width*leastFitting/100 || len(p.caption) > 0 && p.caption[0].Width > width {
			return 0
		}
		small := *f
		small.extent, small.smaller = height+caption, nil
		trial := *a
		trial.blocks = blocks
		blocks[w.block].Figure = &small
		flow := trial.flow(s)
		placed := trial.divide(flow, start)
		if !slices.ContainsFunc(trial.whiteFeet(&flow, &placed, trial.area(start)), func(other whiteFoot) bool { return other.block == w.block }) {
			return width
		}
	}
	return 0
}
