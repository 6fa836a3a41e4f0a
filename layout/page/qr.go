package page

import (
	"jianbao/content"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// leastModule is the smallest module of a QR code, in micrometres, that phones read
// from paper of an office printer.
const leastModule = 400

// proportions returns the width and height of a picture, upright, in pixels or, of a
// code, in modules with the quiet zone; 0 if it could not be read.
func proportions(p *content.Picture) (width, height int64) {
	switch {
	case p.Code != nil:
		side := int64(p.Code.Side())
		return side, side
	case p.Image != nil:
		w, h := p.Image.Upright()
		return int64(w), int64(h)
	}
	return 0, 0
}

// isCode reports whether a picture is a QR code: one that the program draws, or a file.
func isCode(p *content.Picture) bool { return p.Code != nil || p.Image != nil && p.Image.QR() }

// codeWidth determines the width of a code (RULES 18.1). One that the copy gives, or the space
// that there is, is an error if the modules would be too small to be read. Without
// one it is the theme's, or more where its modules would be smaller than preflight
// accepts. Copyfitting leaves codes as they are.
func (b *builder) codeWidth(p *pictureSize, measure unit.Abs, of int) {
	p.width = b.usualCode(p)
	asked, parts, ok := b.th.PictureWidth(p.Width.Value, measure)
	if ok {
		p.width = asked
	}
	most := measure
	if of > 1 {
		most = p.room
	}
	if ok && parts == 1 && asked > most {
		b.log.Add("picture-wide", p.Span, p.Name(), Millimetres(asked), Millimetres(most))
	}
	b.checkCode(p, min(p.width, most))
	p.width = max(1, min(p.width, most))
}

// usualCode returns the width of a code, or a file with one, that has no width of its own.
func (b *builder) usualCode(p *pictureSize) unit.Abs {
	side := unit.Abs(p.pixels[0])
	if p.Code == nil {
		side = unit.Abs(p.Image.ModulesAcross(p.pixels[0]))
	}
	return max(b.th.Picture.Code, side*unit.FromMM(leastModule), side*b.th.Preflight.Module)
}

// checkCode reports a code whose modules would be too small at a width.
func (b *builder) checkCode(p *pictureSize, width unit.Abs) {
	side := unit.Abs(p.pixels[0])
	if least := side * unit.FromMM(leastModule); width < least {
		b.log.Add("qr-small", p.Span, content.Shortened(p.Code.Address), Millimetres(width), int(side), Millimetres(least+unit.MM/10))
	}
}

// codeAlternate returns the alternate text of a code that has none: what it is, in
// the language of the issue, and its address.
func (b *builder) codeAlternate(p *content.Picture) string {
	name := map[inline.Locale]string{inline.ZhHantTW: "二維碼：", inline.ZhHantHK: "二維碼：", inline.Ja: "QRコード：", inline.Ko: "QR 코드: "}[b.Settings(inline.Left).Locale]
	if name == "" {
		name = "二维码："
	}
	return name + p.Code.Address
}
