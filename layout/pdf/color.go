package pdf

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// ink makes what follows on the page be painted in ink; nil is black. It is the
// one place that writes colours: another profile changes it here.
func (p *painter) ink(ink *frame.Ink) {
	var rgb [3]uint8
	if ink != nil {
		rgb = ink.RGB
	}
	if p.rgb == rgb {
		return
	}
	p.rgb = rgb
	if rgb[0] == rgb[1] && rgb[1] == rgb[2] {
		// Gray stays gray, and black is one plate.
		p.buf = append(appendByte(p.buf, rgb[0]), " g\n"...)
		return
	}
	for _, v := range rgb {
		p.buf = append(appendByte(p.buf, v), ' ')
	}
	p.buf = append(p.buf, "rg\n"...)
}

// appendByte writes v/255 with the digits that give v back.
func appendByte(b []byte, v uint8) []byte {
	return appendDecimal(b, (int64(v)*1000+127)/255, 3)
}

// rule paints a filled rectangle.
func (p *painter) rule(r *frame.Rule) {
	if r.Width <= 0 || r.Height <= 0 {
		return
	}
	p.ink(r.Ink)
	for _, v := range [...]unit.Abs{r.X, p.height - r.Y - r.Height, r.Width, r.Height} {
		p.buf = append(appendPt(p.buf, v), ' ')
	}
	p.buf = append(p.buf, "re f\n"...)
}

// appendPt writes a length in points to the nearest thousandth, a third of a
// micrometre.
func appendPt(b []byte, a unit.Abs) []byte {
	return appendDecimal(b, roundTo(int64(a), int64(unit.Pt)/1000), 3)
}
