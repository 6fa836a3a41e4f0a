package page

import (
	"path"
	"strings"
	"unicode"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// Figure is a picture, or two side by side, with captions, or a table or box that is
// not divided. It takes a whole number of rows and is never divided.
type Figure struct {
	table  *tablePart // nil: none
	box    *boxFigure // nil: none
	place  content.Place
	parts  []captioned
	extent unit.Abs         // from the pictures' top to the lowest foot
	space  unit.Abs         // least white space after it
	beside *content.Picture // it stands beside text; nil: it does not

	// The same in smaller sizes, each with fewer rows than the one before, for a
	// figure that would not stay on its page otherwise.
	smaller []*Figure
}

// captioned is a picture with its caption. X is relative to the left edge of the
// measure, Y to the figure's top.
type captioned struct {
	picture frame.Picture
	caption []frame.Line
}

// rows returns the number of rows of the grid that the figure takes. The white
// space after it may be omitted where the figure fills a column.
func (f *Figure) rows(g *Grid) int {
	least := min(g.rowsFor(f.extent), g.Rows)
	return min(g.rowsFor(f.extent+f.space), max(least, g.Rows))
}

// lay appends the figure's items, positioned at a slot of a column.
func (f *Figure) lay(items []frame.Item, g *Grid, s slot, rows int) []frame.Item {
	if f.box != nil {
		return f.box.lay(items, g, s.row)
	}
	top, grid := g.Pitch*unit.Abs(s.row), -1
	switch s.align {
	case alignTop:
		grid = s.row
		if white := g.Extent(rows) - f.extent; s.row > 0 && white > 1 {
			// The space left in the rows is divided equally above and below.
			top, grid = top+white/2, -1
		}
	case alignBeside:
		grid = s.row
	case alignFoot:
		top += g.Extent(rows) - f.extent
	case alignMiddle:
		top += (g.Extent(g.Rows) - f.extent) / 2
	}
	top = max(0, top)
	if f.table != nil {
		x := g.Inset
		if f.table.turned {
			x += (g.Measure - f.table.height()) / 2
			top += f.extent
		}
		return f.table.lay(items, g, x, top)
	}
	for _, p := range f.parts {
		p.picture.X += g.Inset
		p.picture.Y += top
		p.picture.Grid, p.picture.Register, p.picture.PageColumn = grid, g.Name, g.Column
		items = append(items, &p.picture)
		for _, l := range p.caption {
			l.X += g.Inset
			l.Y += top
			l.Grid, l.Register, l.PageColumn = -1, g.Name, g.Column
			items = append(items, &l)
		}
	}
	return items
}

// figures typesets the picture or pictures at the head of a list of blocks, up to
// four side by side, and returns how many it used.
func (b *builder) figures(list []content.Block, c context) int {
	n, of := b.rowOf(list, c)
	pics := make([]*content.Picture, n)
	for i := range pics {
		pics[i] = list[i].(*content.Picture)
	}
	shown := pics[:0]
	for _, p := range pics {
		if w, h := proportions(p); w > 0 && h > 0 {
			shown = append(shown, p)
		}
	}
	switch {
	case len(shown) == 0:
	case pics[0].Place == content.PlacePage || b.requestedWidth(pics[0]) == theme.AcrossPage:
		b.spanning(func() { b.figure(shown, of, c) })
	default:
		b.figure(shown, of, c)
	}
	return n
}

// requestedWidth returns the width that the copy gives for a picture; the
// theme's if it gives none.
func (b *builder) requestedWidth(p *content.Picture) string {
	if p.Width.Value != "" {
		return p.Width.Value
	}
	return b.th.Picture.Width
}

// pictureSize is a picture whose size is being determined.
type pictureSize struct {
	*content.Picture
	pixels [2]int64 // of a code, modules
	width  unit.Abs
	row    unit.Abs // height of the row that it is in; 0: none
	left   unit.Abs // of the space it is centred in
	room   unit.Abs // that space's width
	least  unit.Abs // of that width, in a row
	lines  []frame.Line
	tall   unit.Abs // of the caption, with the gap before it
}

// height returns the picture's height, rounded down so that the vertical
// resolution is never below the horizontal one.
func (p *pictureSize) height() unit.Abs {
	if p.row > 0 {
		return p.row
	}
	return max(1, unit.Abs(int64(p.width)*p.pixels[1]/p.pixels[0]))
}

// shrink scales the picture down so that it is no taller than height.
func (p *pictureSize) shrink(height unit.Abs) {
	if p.height() > height {
		if p.row > 0 {
			p.row = height
		}
		p.width = max(1, unit.Abs(int64(height)*p.pixels[0]/p.pixels[1]))
	}
}

// figure typesets one picture, or some of those that fit side by side, as a block.
func (b *builder) figure(pics []*content.Picture, of int, c context) {
	th := &b.th.Picture
	left, measure := unit.Abs(0), b.grid.Measure
	place := pics[0].Place
	if sideways(pics[0]) {
		place = content.PlaceHere
	}
	if place == content.PlaceHere {
		left = b.scaled(c.left)
		measure -= left + b.scaled(c.right)
	}
	height := b.grid.Extent(b.grid.Rows)
	blk := Block{Before: th.Before, After: th.After, Figure: &Figure{place: place, space: th.Space}}
	f := blk.Figure
	if f.place == content.PlacePage {
		f.space = 0
	}
	var after []Block // captions too long to be kept with their pictures
	sizes := b.sizes(pics, left, measure, of)
	for i := range sizes {
		p := &sizes[i]
		if p.row == 0 {
			b.width(p, measure, len(pics))
		}
		part, caption := b.part(p, height, c)
		if caption {
			for k := range part.caption {
				part.caption[k].Y = 0
			}
			after = append(after, Block{Lines: part.caption, Size: b.scaled(th.Caption.Size), Orphan: 1, Widow: 1, ordinal: b.ordinal})
			part.caption, p.tall = nil, 0
		}
		f.parts = append(f.parts, part)
		f.extent = max(f.extent, p.height()+p.tall)
		b.ordinal++
	}
	if after == nil && shrinkable(pics) {
		b.shrink(f, sizes)
	}
	b.a.pictures = true
	b.blocks = append(b.blocks, blk)
	b.blocks = append(b.blocks, after...)
}

// part typesets a picture of a figure with its caption, no higher than height, and
// reports whether the caption is too long to be kept with it.
func (b *builder) part(p *pictureSize, height unit.Abs, c context) (part captioned, apart bool) {
	apart = b.reduce(p, height)
	alt := b.alternate(p.Picture)
	figure, text := figureNodes(c.node, p.Picture, alt, len(p.lines) > 0)
	part.picture = frame.Picture{Kind: frame.KindPicture, Block: b.ordinal,
		Image: p.Image, Code: p.Code, Alt: alt, Decorative: p.Decorative, Node: figure, Place: p.Span,
		X: p.left + (p.room-p.width)/2, Width: p.width, Height: p.height(), Grid: -1}
	part.caption = p.lines
	if len(p.lines) > 1 {
		b.room(p.lines, b.scaled(b.th.Picture.Caption.Size), b.scaled(b.th.Picture.Caption.Pitch), "picture.caption.pitch")
	}
	b.name(part.caption, frame.Line{Kind: frame.KindCaption, Block: b.ordinal, Node: text})
	return part, apart
}

// sizes returns the places of pictures side by side, and of rows the sizes too.
func (b *builder) sizes(pics []*content.Picture, left, measure unit.Abs, of int) []pictureSize {
	sizes := make([]pictureSize, len(pics))
	room := (measure - b.th.Picture.Gutter*unit.Abs(len(pics)-1)) / unit.Abs(len(pics))
	for i, pic := range pics {
		p := &sizes[i]
		*p = pictureSize{Picture: pic, left: left + unit.Abs(i)*(room+b.th.Picture.Gutter), room: room}
		p.pixels[0], p.pixels[1] = proportions(pic)
	}
	if len(pics) > 1 && (of > 2 || pics[0].Row > 1) {
		b.row(sizes, left, measure, of)
	}
	return sizes
}

// figureNodes adds the nodes of a picture and its caption to a parent: a Figure
// and, with a caption, a Div around Figure and Caption. Inside the Figure the
// caption would not be read aloud, since Alt replaces the whole content of a
// Figure (ISO 32000-1 14.9.3). A decorative picture is an artifact; its caption
// is ordinary text.
func figureNodes(parent *frame.Node, pic *content.Picture, alt string, captioned bool) (figure, caption *frame.Node) {
	if pic.Decorative {
		if captioned {
			caption = parent.Add(frame.RoleP)
		}
		return nil, caption
	}
	if captioned {
		parent = parent.Add(frame.RoleDiv)
	}
	figure = parent.Add(frame.RoleFigure)
	figure.Alt = alt
	if captioned {
		caption = parent.Add(frame.RoleCaption)
	}
	return figure, caption
}

// width determines the width of a picture: as requested, but no wider than the
// measure. Of are the pictures side by side.
func (b *builder) width(p *pictureSize, measure unit.Abs, of int) {
	if p.Code != nil {
		b.codeWidth(p, measure, of)
		return
	}
	if p.Width.Value == "" && isCode(p.Picture) {
		if p.width = min(b.usualCode(p), measure); of > 1 {
			p.width = min(p.width, p.room)
		}
		return
	}
	asked, parts, ok := b.th.PictureWidth(b.requestedWidth(p.Picture), measure)
	if !ok || parts > 1 && b.grid.Column > 0 {
		asked = measure
	}
	if most := b.th.Picture.Height; most > 0 && p.Width.Value == "" && p.Place != content.PlacePage {
		asked = min(asked, most.Scale(p.pixels[0], p.pixels[1]))
	}
	p.width = asked
	most := measure
	if of > 1 {
		most = p.room
	}
	if p.width > most {
		if parts == 1 {
			b.log.Add("picture-wide", p.Span, p.Name(), Millimetres(asked), Millimetres(most))
		}
		p.width = most
	}
	b.resolve(p)
	if p.Width.Value == "" { // a width that the copy gives is kept
		p.width = p.width.Scale(int64(b.look.picture), 100)
	}
	p.width = max(1, p.width)
}

// resolve checks that a picture has enough pixels for its width. A width that the
// copy gives is kept, in every profile: a code for scanners or a map has the size
// that its author chose, and preflight refuses the file for print. A picture
// without one becomes no wider than its pixels allow; less than half of what it would
// be with more of them is told.
func (b *builder) resolve(p *pictureSize) {
	limits := &b.th.Preflight
	if p.Width.Value == "" {
		if least := limits.Least(p.Image); least > 0 {
			asked := p.width
			if p.width = min(asked, widthAt(p.pixels[0], least)); p.width < asked/2 {
				b.log.Add("picture-few-pixels", p.Span, p.Name(), millimetresBelow(p.width), p.pixels[0], least, Millimetres(asked))
			}
		}
		return
	}
	ppi := int(p.pixels[0] * 72 * int64(unit.Pt) / int64(max(p.width, 1)))
	if least := limits.Coarse(p.Image, ppi); least > 0 {
		placed := frame.Picture{Image: p.Image, Width: p.width, Height: p.height()}
		b.log.Add("picture-resolution", p.Span, p.Name(), Millimetres(p.width), ppi, least, placed.Sharper(least))
	}
}

// widthAt returns the width of pixels at a resolution in pixels per inch.
func widthAt(pixels int64, ppi int) unit.Abs {
	return unit.Abs(pixels) * 72 * unit.Pt / unit.Abs(ppi)
}

// alternate returns a picture's alternate text. A caption stands in for one that
// is missing, and where there is none, a file name that describes the picture. A
// code has its address.
func (b *builder) alternate(p *content.Picture) string {
	if p.Code != nil && p.Alt.Value == "" && !p.Decorative {
		return b.codeAlternate(p)
	}
	if p.Alt.Value != "" || p.Decorative {
		return p.Alt.Value
	}
	caption := b.plain(p.Caption)
	if caption != "" {
		b.log.Add("picture-alt-caption", p.Span, p.Name())
		return caption
	}
	name := description(p.File.Value)
	if p.Embedded || b.a.source.File != nil && namedAfter(p.File.Value, b.a.source.File.Path) {
		name = ""
	}
	if name != "" {
		b.log.Add("picture-alt-name", p.Span, p.Name(), name)
	}
	return name
}

// namesOfAny are words of file names that describe no picture: cameras, chats and
// office programs give them, longer ones first.
var namesOfAny = strings.NewReplacer("微信图片", "", "屏幕截图", "", "屏幕快照", "", "企业微信", "", "未标题", "", "未命名", "", "无标题", "",
	"新建", "", "图像", "", "图片", "", "照片", "", "相片", "", "截图", "", "截屏", "", "微信", "", "副本", "", "复制", "", "下载", "",
	"扫描", "", "插图", "", "配图", "", "附图", "", "封面", "", "原图", "", "文件", "", "图", "")

// namedAfter reports whether a picture's file has the name of an article's with a number,
// as import names the pictures of a document: that says nothing about the picture.
func namedAfter(picture, article string) bool {
	stem := func(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }
	number, ok := strings.CutPrefix(stem(picture), stem(article)+"-")
	return ok && number != "" && strings.Trim(number, "0123456789") == ""
}

// description returns the name of a picture's file, without its number, if it has
// at least two Han characters that are no name of any picture.
func description(file string) string {
	name := path.Base(file)
	name = strings.TrimSuffix(name, path.Ext(name))
	name = strings.TrimRight(name, "0123456789０１２３４５６７８９ _-.()（）")
	han := 0
	for _, r := range namesOfAny.Replace(name) {
		if unicode.Is(unicode.Han, r) {
			han++
		}
	}
	if han < 2 {
		return ""
	}
	return name
}

// reduce typesets a picture's caption and makes the picture smaller if both
// together are taller than a page. It reports whether the caption is too long to
// be kept with the picture.
func (b *builder) reduce(p *pictureSize, height unit.Abs) (apart bool) {
	asked := p.width
	b.caption(p)
	for range 8 {
		if p.height()+p.tall <= height {
			break
		}
		room := height - p.tall
		if room < min(p.height(), height/3) {
			apart, p.tall = true, 0
			p.shrink(height)
			break
		}
		p.shrink(room)
		b.caption(p)
	}
	if p.width < asked {
		if p.Code != nil {
			b.checkCode(p, p.width)
		}
		if was, is := Millimetres(asked), Millimetres(p.width); was != is {
			b.log.Add("picture-tall", p.Span, p.Name(), was, is)
		}
	}
	if apart {
		b.log.Add("picture-caption-long", p.Span, p.Name())
	}
	return apart
}

// narrowCaption is the least measure of a caption, in characters, under a
// narrower picture.
const narrowCaption = 16

// caption typesets the caption under a picture. A single line is aligned as the
// theme asks and may be a quarter wider than the picture, since that looks
// better than a few characters on a second line. A longer caption is a paragraph
// as wide as the picture, or narrowCaption characters under a narrower one.
func (b *builder) caption(p *pictureSize) {
	th := &b.th.Picture.Caption
	size, pitch := b.scaled(th.Size), b.scaled(th.Pitch)
	p.lines, p.tall = nil, 0
	b.runs = b.captionRuns(b.runs[:0], p.Picture, size)
	if len(b.runs) == 0 {
		return
	}
	measure := max(p.width, min(p.room, narrowCaption*size))
	if measure > size {
		measure = measure / size * size
	}
	text := b.Paragraph(b.runs, b.title(inline.Justify))
	lines := text.Break(measure)
	if wide := min(p.room, p.width+p.width/4) / size * size; len(lines) > 1 && wide > measure {
		if one := text.Break(wide); len(one) == 1 {
			lines, measure = one, wide
		}
	}
	b.shaper.Release(text)
	// Lines with hard breaks between them are not justified as a paragraph.
	single := true
	for i := range lines {
		single = single && !lines[i].Justify
	}
	picture := p.left + (p.room-p.width)/2
	gap := b.th.Picture.Gap
	if len(lines) > 0 && len(lines[0].Rubies) > 0 { // readings are not against the picture
		gap = max(gap, size.Scale(roomAbove, 1000))
	}
	for i := range lines {
		l := &lines[i]
		if width := l.Width; !single {
			l.X += picture + (p.width-measure)/2
		} else if th.Align == "left" {
			l.X = picture
			if l.X+width > p.left+p.room {
				l.X = max(p.left, p.left+p.room-width)
			}
		} else {
			l.X = picture + (p.width-width)/2
		}
		l.Y = p.height() + gap + Ascent(size) + pitch*unit.Abs(i)
	}
	p.lines = lines
	if n := len(lines); n > 0 {
		p.tall = gap + size + pitch*unit.Abs(n-1)
	}
}

// captionRuns appends the runs of caption and credit in the theme's form, or of
// the only one that is given.
func (b *builder) captionRuns(runs []inline.Run, p *content.Picture, size unit.Abs) []inline.Run {
	th := &b.th.Picture
	font := b.Font(th.Caption.Font, size, "")
	caption, credit := len(p.Caption) > 0, p.Credit.Value != "" && th.Credit != ""
	value := func(runs []inline.Run, name string) []inline.Run {
		if name == "caption" {
			return b.styled(runs, p.Caption, context{font: th.Caption.Font, strong: th.Caption.Font, emphasis: th.Caption.Font}, size)
		}
		return creditOf(runs, th.Credit, p.Credit, font)
	}
	switch {
	case th.Caption.Form == "":
		return runs
	case caption && credit:
		return Form(runs, th.Caption.Form, font, value)
	case caption:
		return value(runs, "caption")
	case credit:
		return value(runs, "credit")
	}
	return runs
}

// Millimetres formats a length for a message, to a tenth of a millimetre.
func Millimetres(a unit.Abs) string {
	tenths := unit.MulDiv(int64(a), 10*127, 360*int64(unit.Pt))
	return unit.FromPt(tenths * 100).String()
}

// millimetresBelow is Millimetres rounded down, for what must not be exceeded.
func millimetresBelow(a unit.Abs) string {
	tenths := int64(a) * 10 * 127 / (360 * int64(unit.Pt))
	return unit.FromPt(tenths * 100).String()
}
