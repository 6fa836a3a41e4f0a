package screen

import (
	"strconv"

	"jianbao/fonts"
)

// outlineScale is the number of outline units of the screen in an em.
const outlineScale = 4000

// Outlines returns the outlines of the glyphs from a number on, as a JSON array of SVG
// paths in 1/4000 em, y upwards, to be filled by the nonzero winding rule.
func (b *Book) Outlines(from int) []byte {
	out := []byte{'['}
	for i := from; i < len(b.outlines); i++ {
		if i > from {
			out = append(out, ',')
		}
		out = append(out, '"')
		out = append(out, b.outlines[i]...)
		out = append(out, '"')
	}
	return append(out, ']')
}

// appendPath appends the outline of a glyph of a face, which has one.
func appendPath(out []byte, face *fonts.Face, path []fonts.Segment) []byte {
	em := int64(face.UnitsPerEm()) * fonts.OutlineUnit
	point := func(op byte, p fonts.Point) {
		out = strconv.AppendInt(append(out, op), scaled(p.X, em), 10)
		out = strconv.AppendInt(append(out, ' '), scaled(p.Y, em), 10)
	}
	for i, s := range path {
		switch s.Op {
		case fonts.MoveTo:
			if i > 0 {
				out = append(out, 'Z')
			}
			point('M', s.To)
		case fonts.LineTo:
			point('L', s.To)
		case fonts.CurveTo:
			point('C', s.A)
			point(' ', s.B)
			point(' ', s.To)
		}
	}
	return append(out, 'Z')
}

// scaled rounds a coordinate to the screen's units.
func scaled(v, em int64) int64 {
	n := v * outlineScale
	if n < 0 {
		return -((-n + em/2) / em)
	}
	return (n + em/2) / em
}
