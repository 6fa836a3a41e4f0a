package pdf

import (
	"jianbao/layout/frame"
	"jianbao/layout/pdf/operator"
	"jianbao/layout/unit"
)

// code paints a QR code in black: its dark modules as one path, so that no line
// shows where rectangles touch, and in modules as units, in which coordinates are
// short. Where the file has links, the code is one.
func (p *painter) code(item *frame.Picture) error {
	e := p.figure(item)
	if item.Node != nil && p.links {
		p.codeLink(item, e)
	}
	if err := p.ink(item.Ink); err != nil {
		return err
	}
	p.buf = appendCode(p.buf, item, p.page.height)
	return nil
}

// codeLink notes the annotation of a code's link. In the structure the Figure is in
// the Link, so that readers announce both.
func (p *painter) codeLink(item *frame.Picture, figure *element) {
	l := link{rect: p.boxOnSheet(seen(item)), page: p.page.number, y: -1, url: item.Code.Address, text: item.Alt}
	if figure != nil {
		l.element = &element{role: roleLink, kids: []kid{{element: figure}, {page: p.page.sheet, mcid: -1, link: len(p.page.links)}}}
		figure.link = l.element
	}
	p.page.links = append(p.page.links, l)
}

// appendCode appends the operators that paint a code on a page of a height.
func appendCode(b []byte, item *frame.Picture, height unit.Abs) []byte {
	module := item.Module()
	b = append(b, "q\n"...)
	b = append(operator.AppendDecimal(b, int64(module), 5), " 0 0 -"...)
	b = append(operator.AppendDecimal(b, int64(module), 5), ' ')
	quiet := (item.Width - module*unit.Abs(item.Code.Size)) / 2
	b = append(operator.AppendPt(b, item.X+quiet), ' ')
	b = append(operator.AppendPt(b, height-item.Y-quiet), " cm\n"...)
	for _, r := range item.Code.Rects() {
		for _, v := range [...]int{r.X, r.Y, r.Width, r.Height} {
			b = append(operator.AppendDecimal(b, int64(v), 0), ' ')
		}
		b = append(b, "re\n"...)
	}
	return append(b, "f\nQ\n"...)
}
