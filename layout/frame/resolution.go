package frame

import (
	"fmt"

	"jianbao/content/diag"
	"jianbao/layout/unit"
)

// Sharper is the part of a hint that gives the picture a resolution of ppi: a lesser width
// or, for one that covers the page, the pixels that this takes.
func (p *Picture) Sharper(ppi int) diag.Term {
	if p.Clip != nil {
		pixels := func(length unit.Abs) int64 {
			inch := 72 * int64(unit.Pt)
			return (int64(length)*int64(ppi) + inch - 1) / inch
		}
		w, h := pixels(p.Width), pixels(p.Height)
		return diag.Term{ZH: fmt.Sprintf("铺满这一页要 %d×%d 像素", w, h), EN: fmt.Sprintf("%d × %d at least to cover the page", w, h)}
	}
	mm := p.widest(ppi)
	return diag.Term{ZH: "或者宽不超过 " + mm + " mm", EN: "or a width of at most " + mm + " mm"}
}

// widest returns the greatest width, in millimetres, at which the picture has a resolution of
// ppi pixels per inch in both directions, rounded down to tenths.
func (p *Picture) widest(ppi int) string {
	w, h := p.Image.Upright()
	width := unit.Abs(int64(w) * 72 * int64(unit.Pt) / int64(ppi))
	if p.Height > 0 {
		height := unit.Abs(int64(h) * 72 * int64(unit.Pt) / int64(ppi))
		width = min(width, height.Scale(int64(p.Width), int64(p.Height)))
	}
	return unit.FromPt(int64(width) * 10 * 127 / (360 * int64(unit.Pt)) * 100).String()
}
