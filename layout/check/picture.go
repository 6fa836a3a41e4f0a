package check

import (
	"fmt"
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Picture is a placed picture.
type Picture struct {
	Article, Block int    // article 0: on the cover
	Name           string // file below the manifest's folder; of a QR code "qr:" and its address
	X, Y           unit.Abs
	Width, Height  unit.Abs
	Clip           *Rect
	Grid           int
	Modules        int  // at a side of a QR code, with its quiet zone; 0: it is none
	Own            bool // is on a copyfitted article's own grid
	Column         int  // as in Line

	page, at int // at: number of lines of its page before it in reading order
}

func (p *Picture) rect() Rect { return Rect{p.X, p.Y, p.Width, p.Height} }

func (r Rect) within(o Rect) bool {
	return r.X >= o.X && r.Y >= o.Y && r.X+r.Width <= o.X+o.Width && r.Y+r.Height <= o.Y+o.Height
}

func (r Rect) overlaps(o Rect) bool {
	return r.X < o.X+o.Width && o.X < r.X+r.Width && r.Y < o.Y+o.Height && o.Y < r.Y+r.Height
}

// box returns the rectangle of a line's em boxes.
func (l *Line) box() Rect {
	if l.Turned {
		return Rect{l.X - l.Size.Scale(88, 100), l.Y - l.Width, l.Size, l.Width}
	}
	return Rect{l.X, l.Y - l.Size.Scale(88, 100), l.Width, l.Size}
}

func fromPicture(p *frame.Picture) *Picture {
	n := &Picture{Article: p.Article, Block: p.Block, X: p.X, Y: p.Y, Width: p.Width, Height: p.Height, Grid: p.Grid, Own: p.Register != "", Column: p.PageColumn}
	if p.Image != nil {
		n.Name = p.Image.Name
	}
	if p.Code != nil {
		n.Name, n.Modules = p.Name(), p.Code.Side()
	}
	if p.Clip != nil {
		n.Clip = &Rect{p.Clip.X, p.Clip.Y, p.Clip.Width, p.Clip.Height}
	}
	return n
}

func (c *collector) picture(rule string, p *Picture, format string, args ...any) {
	c.out = append(c.out, Violation{rule, p.page, -1, "picture " + p.Name + ": " + fmt.Sprintf(format, args...)})
}

// checkPictures checks that pictures are within the text block and overlap
// nothing, with their captions below them, that they take whole lines of the
// grid (RULES 5.2), and that each occurs once, in the order of the text.
func (d *Doc) checkPictures(c *collector, opt Options) {
	for i := range d.Pages {
		pg := &d.Pages[i]
		for _, p := range pg.Pictures {
			p.page = i
		}
		for k, p := range pg.Pictures {
			if p.Width <= 0 || p.Height <= 0 {
				c.picture("picture", p, "has no size")
			}
			d.checkPictureBounds(c, p, opt)
			checkCode(c, p)
			d.checkFree(c, p, pg.Pictures[k+1:])
			if p.Article > 0 {
				d.checkCaption(c, p)
				d.checkRows(c, p, opt)
			}
		}
		d.checkPictureRows(c, pg, opt)
		d.checkBeside(c, pg, opt)
		d.checkCaptions(c, pg)
		d.checkReading(c, pg)
	}
	d.checkEach(c, opt)
}

// checkCode checks that a QR code is square and its modules are at least 0.4 mm
// (RULES 18.1), of a version up to 25 with four quiet modules on each side.
func checkCode(c *collector, p *Picture) {
	if p.Modules == 0 {
		return
	}
	if p.Width != p.Height {
		c.picture("code 18.1", p, "is not square")
	}
	if least := unit.FromMM(400); p.Width/unit.Abs(p.Modules) < least {
		c.picture("code 18.1", p, "has modules of %s, less than %s", p.Width/unit.Abs(p.Modules), least)
	}
	if version, rest := (p.Modules-8-17)/4, (p.Modules-8-17)%4; rest != 0 || version < 1 || version > 25 {
		c.picture("code 18.1", p, "has %d modules at a side with its quiet zone, as no code of version 1 to 25", p.Modules)
	}
}

// checkPictureRows checks that three pictures or more side by side have one height
// and a distance of half an em at least, and that their captions begin at one height
// (RULES 18.2).
func (d *Doc) checkPictureRows(c *collector, pg *Page, opt Options) {
	for from := 0; from < len(pg.Pictures); {
		first, to := pg.Pictures[from], from+1
		for to < len(pg.Pictures) && pg.Pictures[to].Article == first.Article && pg.Pictures[to].Column == first.Column && pg.Pictures[to].Y == first.Y {
			to++
		}
		var caption *Line
		for i := from; first.Article > 0 && to-from > 2 && i < to; i++ {
			p := pg.Pictures[i]
			if p.Height != first.Height {
				c.picture("row 18.2", p, "is not as high as picture %s beside it", first.Name)
			}
			if i > from {
				if before := pg.Pictures[i-1]; p.X < before.X+before.Width+opt.Size/2 {
					c.picture("row 18.2", p, "is too near to picture %s", before.Name)
				}
			}
			if lines := d.captions(p); len(lines) > 0 && caption == nil {
				caption = lines[0]
			} else if len(lines) > 0 && lines[0].Y != caption.Y {
				c.at("row 18.2", lines[0], "begins at another height than the caption beside it")
			}
		}
		from = to
	}
}

// checkBeside checks the lines of an article that stand beside one of its pictures
// (RULES 18.3): they are body text on the grid, at a whole number of characters, 12 at
// least, an em or more away from the picture and as far from the other edge of the
// block as lines above and below.
func (d *Doc) checkBeside(c *collector, pg *Page, opt Options) {
	if opt.Block == nil {
		return
	}
	block := opt.Block(pg.Number)
	for _, p := range pg.Pictures {
		if p.Article == 0 {
			continue
		}
		foot := p.Y + p.Height
		for _, l := range d.captions(p) {
			foot = max(foot, l.box().Y+l.Size)
		}
		for _, l := range pg.Lines {
			box := l.box()
			if l.Article != p.Article || l.Column != p.Column || l.Kind == frame.KindCaption || l.Turned || box.Y+box.Height <= p.Y || box.Y >= foot {
				continue
			}
			if l.Kind != frame.KindBody || l.Grid < 0 {
				c.at("beside 18.3", l, "stands beside picture %s, as only body text on the grid may", p.Name)
				continue
			}
			if l.Measure < 10*l.Size { // the first line of a paragraph is indented
				c.at("beside 18.3", l, "has a measure of %s beside picture %s", em(l.Measure, l.Size), p.Name)
			}
			left := p.X < block.X+block.Width/2
			if p.Column > 0 {
				left = p.X < l.X
			}
			if left && l.X < p.X+p.Width+l.Size || !left && l.X+l.Measure > p.X-l.Size {
				c.at("beside 18.3", l, "is nearer than an em to picture %s", p.Name)
			}
		}
	}
}

// checkFree checks that a picture overlaps neither a later one of its page nor a
// line.
func (d *Doc) checkFree(c *collector, p *Picture, later []*Picture) {
	pg := &d.Pages[p.page]
	if p.bleeds(pg) {
		return
	}
	for _, o := range later {
		if !o.bleeds(pg) && p.rect().overlaps(o.rect()) {
			c.picture("overlap 5.5", p, "overlaps picture %s", o.Name)
		}
	}
	for _, l := range pg.Lines {
		if p.rect().overlaps(l.box()) {
			c.at("overlap 5.5", l, "picture %s overlaps it", p.Name)
		}
	}
}

// checkCaptions checks that captions are on the page of their picture.
func (d *Doc) checkCaptions(c *collector, pg *Page) {
	for _, l := range pg.Lines {
		if l.Kind != frame.KindCaption {
			continue
		}
		if l.Grid < 0 && !slices.ContainsFunc(pg.Pictures, func(p *Picture) bool { return p.Article == l.Article && p.Block == l.Block }) {
			c.at("caption", l, "its picture is not on the page")
		}
	}
}

// bleeds reports whether a picture is the background of a whole page. In a dump,
// which has no page size, that is a picture that begins outside the page.
func (p *Picture) bleeds(pg *Page) bool {
	return p.Article == 0 && (p.Clip != nil || pg.Width == 0 && (p.X < 0 || p.Y < 0))
}

func (d *Doc) checkPictureBounds(c *collector, p *Picture, opt Options) {
	pg := &d.Pages[p.page]
	page := Rect{0, 0, pg.Width, pg.Height}
	switch {
	case p.bleeds(pg):
		if p.Clip != nil && (!page.within(*p.Clip) || !p.Clip.within(p.rect())) {
			c.picture("bounds 5.5", p, "does not cover the page and the bleed")
		}
	case p.Article > 0 && opt.Block != nil:
		if !p.rect().within(opt.Block(pg.Number)) {
			c.picture("bounds 5.5", p, "extends beyond the text block")
		}
	case pg.Width > 0 && !p.rect().within(page):
		c.picture("bounds 5.5", p, "extends beyond the page")
	}
}

// checkCaption checks that the caption is directly below its picture.
func (d *Doc) checkCaption(c *collector, p *Picture) {
	foot := p.Y + p.Height
	under := false // a line is; the first of several may be short
	for _, l := range d.captions(p) {
		box := l.box()
		under = under || box.X < p.X+p.Width && p.X < box.X+box.Width
	}
	for n, l := range d.captions(p) {
		box := l.box()
		gap := box.Y - foot
		if gap < 0 || gap > 2*l.Size {
			c.at("caption", l, "is %s below what it belongs to", em(gap, l.Size))
		}
		if n == 0 && !under {
			c.at("caption", l, "is not under picture %s", p.Name)
		}
		foot = box.Y + box.Height
	}
}

// captions returns the caption lines that are kept with a picture. A caption too
// long for that is typeset as text, on the grid, and not returned.
func (d *Doc) captions(p *Picture) []*Line {
	var out []*Line
	for _, l := range d.Pages[p.page].Lines {
		if l.Kind == frame.KindCaption && l.Article == p.Article && l.Block == p.Block && l.Grid < 0 {
			out = append(out, l)
		}
	}
	return out
}

// checkRows checks that a picture begins where a line of the grid does, or ends
// with its caption where one ends, or has equal white space above and below, or
// is alone on its page.
func (d *Doc) checkRows(c *collector, p *Picture, opt Options) {
	pg := &d.Pages[p.page]
	size := opt.Size
	if p.Own || opt.Pitch == 0 || size == 0 {
		return
	}
	origin := opt.GridTop - size.Scale(88, 100)
	if p.Grid >= 0 {
		if want := origin + opt.Pitch*unit.Abs(p.Grid); p.Y != want {
			c.picture("grid 5.2", p, "begins at %s; line %d of the grid begins at %s", p.Y, p.Grid, want)
		}
		return
	}
	foot := p.Y + p.Height
	alone := true
	for _, l := range pg.Lines {
		alone = alone && (l.Kind == frame.KindFolio || l.Kind == frame.KindHeader || l.Kind == frame.KindImprint || l.Kind == frame.KindCaption && l.Article == p.Article && l.Block == p.Block)
	}
	for _, o := range pg.Pictures {
		if o.Y == p.Y {
			foot = max(foot, o.Y+o.Height)
			for _, l := range d.captions(o) {
				foot = max(foot, l.box().Y+l.Size)
			}
		} else {
			alone = false
		}
	}
	below := (opt.Pitch - (foot-size-origin)%opt.Pitch) % opt.Pitch // distance to where a line ends
	above := (p.Y - origin) % opt.Pitch                             // distance from where a line begins
	if between := max(above-below, below-above) <= 1; !alone && below != 0 && !between {
		c.picture("grid 5.2", p, "neither begins nor ends with a line of the grid, nor has equal space above and below")
	}
}

// checkReading checks that on a page an article's text and pictures are in the
// order of the text, captions after their picture.
func (d *Doc) checkReading(c *collector, pg *Page) {
	last := map[int]int{}
	step := func(article, block int, report func()) {
		if article == 0 {
			return
		}
		if b, ok := last[article]; ok && block < b {
			report()
		}
		last[article] = block
	}
	k := 0
	for n := 0; n <= len(pg.Lines); n++ {
		for ; k < len(pg.Pictures) && pg.Pictures[k].at <= n; k++ {
			p := pg.Pictures[k]
			step(p.Article, p.Block, func() { c.picture("order 9", p, "comes after what follows it in the text") })
		}
		if n == len(pg.Lines) {
			return
		}
		l := pg.Lines[n]
		switch l.Kind {
		case frame.KindSection, frame.KindAttachmentLabel, frame.KindKicker, frame.KindTitle, frame.KindSubtitle, frame.KindAuthor, frame.KindHeading, frame.KindBody, frame.KindQuote, frame.KindCode, frame.KindSource, frame.KindCaption,
			frame.KindSalutation, frame.KindAttachment, frame.KindSignature, frame.KindSignedDate:
			if l.Kind != frame.KindCaption || l.Grid < 0 {
				step(l.Article, l.Block, func() { c.at("order 9", l, "comes after what follows it in the text") })
			}
		}
		if l.Kind == frame.KindCaption && l.Grid < 0 && (k == 0 || pg.Pictures[k-1].Block != l.Block || pg.Pictures[k-1].Article != l.Article) {
			c.at("order 9", l, "does not follow its picture")
		}
	}
}

// checkEach checks that every picture of an article occurs once and that, except
// for those with a page of their own, none comes before one that is earlier in
// the text.
func (d *Doc) checkEach(c *collector, opt Options) {
	if opt.Pictures == nil {
		return
	}
	byArticle := map[int][]*Picture{}
	most := 0
	for i := range d.Pages {
		for _, p := range d.Pages[i].Pictures {
			byArticle[p.Article] = append(byArticle[p.Article], p)
			most = max(most, p.Article)
		}
	}
	for a := 1; ; a++ {
		want, ok := opt.Pictures(a)
		if !ok {
			if a <= most {
				c.add("picture", -1, "pictures of article %d, which does not exist", most)
			}
			return
		}
		var nexts [2]int // of pictures across the page and of those in columns
		for _, p := range byArticle[a] {
			next := &nexts[min(p.Column, 1)]
			at := slices.Index(want, p.Name)
			switch {
			case at < 0:
				c.picture("picture", p, "occurs twice, or does not belong to article %d", a)
				continue
			case at < *next && !d.onOwnPage(p):
				c.picture("order 9", p, "comes after one that follows it in the text")
			}
			if !d.onOwnPage(p) {
				*next = max(*next, at)
			}
			want[at] = ""
		}
		for _, name := range want {
			if name != "" {
				c.add("picture", -1, "picture %s of article %d is on no page", name, a)
			}
		}
	}
}

func (d *Doc) onOwnPage(p *Picture) bool {
	pg := &d.Pages[p.page]
	return len(pg.Pictures) == 1 && !slices.ContainsFunc(pg.Lines, func(l *Line) bool { return l.running() })
}

// table reports whether a table between two lines of an article is on a page.
func (d *Doc) table(page int, above, below *Line) bool {
	return slices.ContainsFunc(d.Pages[page].Lines, func(l *Line) bool {
		return l.Table != nil && l.Article == above.Article && l.Block > above.Block && l.Block < below.Block
	})
}

// accompanied reports whether a picture or a table between a heading and a later line of
// the text is on the heading's page, below it.
func (d *Doc) accompanied(l, next *Line) bool {
	return d.table(l.page, l, next) || slices.ContainsFunc(d.Pages[l.page].Pictures, func(p *Picture) bool {
		return p.Article == l.Article && p.Block > l.Block && p.Block < next.Block && p.Y > l.Y
	})
}
