package page

import (
	"slices"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// besideMeasure is the least measure of text beside a picture, in characters (RULES
// 18.3).
const besideMeasure = 12

// side is a picture at the left or right edge whose text is being typeset.
type side struct {
	figure  *Figure
	rows    int      // beside the picture that have no line yet
	measure unit.Abs // of the text beside it
	shift   unit.Abs // of that text to the right
	block   int      // index of the last block beside it; -1: none
}

// sideways reports whether a picture stands beside text.
func sideways(p *content.Picture) bool {
	return p.Place == content.PlaceLeft || p.Place == content.PlaceRight
}

// sidePicture typesets a picture that the paragraphs after it stand beside. It
// reports false, and that the picture has lines of its own, where that is impossible.
func (b *builder) sidePicture(pic *content.Picture, after []content.Block, c context) bool {
	if slices.Contains(b.a.lone, pic) {
		return false // which has been reported
	}
	pixels := [2]int64{}
	if pixels[0], pixels[1] = proportions(pic); pixels[0] <= 0 || pixels[1] <= 0 {
		return false
	}
	if next, ok := firstParagraph(after); c.level > 0 || b.boxed || !ok || next.Part != content.NoPart {
		b.log.Add("side-alone", pic.Span, pic.Name())
		return false
	}
	p := pictureSize{Picture: pic, pixels: pixels, room: b.grid.Measure}
	if pic.Width.Value == "" && !isCode(pic) {
		p.width, _, _ = b.th.PictureWidth("quarter", b.grid.Measure)
		b.resolve(&p)
		p.width = max(1, p.width.Scale(int64(b.look.picture), 100))
	} else {
		b.width(&p, b.grid.Measure, 1)
	}
	size := b.grid.Size
	gutter := max(b.th.Picture.Gutter, size)
	measure := (b.grid.Measure - p.width - gutter) / size * size
	if measure < besideMeasure*size {
		b.log.Add("side-wide", pic.Span, pic.Name(), Millimetres(p.width), int(max(0, measure)/size), besideMeasure,
			sideHint(b.grid.Measure-gutter-besideMeasure*size, b.grid.Column > 0))
		return false
	}
	if p.room = p.width; pic.Place == content.PlaceRight {
		p.left = b.grid.Measure - p.width
	}
	height := b.grid.Extent(b.grid.Rows)
	if b.caption(&p); p.height()+p.tall > height {
		b.log.Add("side-tall", pic.Span, pic.Name())
		return false
	}
	f := &Figure{place: pic.Place, space: b.th.Picture.Space, beside: pic}
	part, _ := b.part(&p, height, c)
	f.parts, f.extent = []captioned{part}, p.height()+p.tall
	b.ordinal++
	b.a.pictures = true
	b.side = side{figure: f, rows: f.rows(&b.grid), measure: measure, block: -1}
	if pic.Place == content.PlaceLeft {
		b.side.shift = b.grid.Measure - measure
	}
	return true
}

// leastBeside is the least width that a picture beside text is told to have.
const leastBeside = 10 * unit.MM

// sideHint is the part of a hint that has a picture beside text made no wider than there is
// room for, or says that there is none.
func sideHint(room unit.Abs, column bool) diag.Term {
	switch {
	case room >= leastBeside:
		mm := millimetresBelow(room)
		return diag.Term{ZH: "宽不超过 " + mm + " mm；或者", EN: "make it at most " + mm + " mm wide, or "}
	case column:
		return diag.Term{ZH: "一栏里文字旁边没有排图片的地方；", EN: "a column has no room for a picture beside text; "}
	}
	return diag.Term{ZH: "行太短，文字旁边没有排图片的地方；", EN: "the lines are too short for a picture beside text; "}
}

// firstParagraph returns the first of some blocks if it is a paragraph.
func firstParagraph(blocks []content.Block) (*content.Paragraph, bool) {
	if len(blocks) == 0 {
		return nil, false
	}
	p, ok := blocks[0].(*content.Paragraph)
	return p, ok
}

// besideLines returns the lines of a paragraph at a measure, the first of them, of
// which it returns the number, at that beside the picture.
func (b *builder) besideLines(p *inline.Paragraph, measure unit.Abs) (lines []frame.Line, beside int) {
	if b.side.rows == 0 {
		lines = p.Break(measure)
	} else {
		lines = p.BreakBeside(b.side.rows, b.side.measure, measure)
		beside = min(b.side.rows, len(lines))
		shift(lines[:beside], b.side.shift)
	}
	b.shaper.Release(p)
	return lines, beside
}

// takeSide makes the block that is added next stand beside the picture with its
// first lines.
func (b *builder) takeSide(blk *Block, beside int) {
	if beside == 0 {
		return
	}
	s := &b.side
	blk.side, blk.sideLines, blk.joined = s.figure, beside, s.block >= 0
	s.figure, s.block = nil, len(b.blocks)
	s.rows -= beside
}

// clearSide has what follows begin below the picture.
func (b *builder) clearSide() {
	if b.side.rows > 0 && b.side.block >= 0 {
		b.blocks[b.side.block].clear = b.side.rows
	}
	b.side = side{}
}

// dividedBeside returns the pictures whose text is divided before their foot, so that
// they would not end in their column: what has to stay together with that text, such as a
// title above it or its notes, leaves no room for it on a page.
func (a *Article) dividedBeside(f *flow, p *placement) (tall []*content.Picture) {
	if !a.pictures {
		return nil
	}
	for i := range f.rows {
		b := &a.blocks[f.rows[i].block]
		if b.side == nil || f.rows[i].line > 0 {
			continue
		}
		at := p.rowSlots[i]
		foot := at.row + f.grid.rowsFor(b.side.extent)
		k := i + 1
		for k < len(f.rows) && p.rowSlots[k].column == at.column {
			k++
		}
		if p.rowSlots[k-1].foot < foot && (k < len(f.rows) || foot+p.noteRows[at.column] > a.grid.Rows) {
			tall = append(tall, b.side.beside)
		}
	}
	return tall
}
