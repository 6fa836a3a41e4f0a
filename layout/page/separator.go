package page

import (
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// stars is a separator of form stars.
const stars = "＊　＊　＊"

// Measures of a separator of form rule.
const (
	separatorWidth = 6 // em
	separatorThick = unit.Pt / 2
)

// separator typesets a separator that is no blank row (RULES 5.2): stars or a short
// rule in a row of its own. It is an artifact.
func (b *builder) separator(c context) {
	size, measure := b.scaled(c.size), b.grid.Measure-b.scaled(c.left+c.right)
	b.runs = append(b.runs[:0], inline.Run{Text: stars, Font: b.Font(c.font, size, "")})
	lines := b.Typeset(b.runs, b.title(inline.Center), measure)
	if len(lines) == 0 {
		return
	}
	shift(lines, b.scaled(c.left))
	b.name(lines, frame.Line{Kind: frame.KindSeparator, Block: b.ordinal})
	blk := Block{Lines: lines[:1], Size: size, ordinal: b.ordinal}
	if b.th.Break == "rule" {
		width := min(separatorWidth*size, measure)
		blk.rule = &frame.Rule{Kind: frame.KindSeparator, X: b.scaled(c.left) + (measure-width)/2, Width: width, Height: separatorThick}
	}
	b.blocks = append(b.blocks, blk)
	b.ordinal++
}
