package pdf

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// piece is what one Tj or TJ shows: glyphs of one font, size and rise, inside
// one ActualText if they have one.
type piece struct {
	font   *fontUse
	size   unit.Abs
	rise   unit.Abs
	glyphs []shown
	link   int    // index into Line.Links, -1: none
	lang   string // other than the document's
	spoken bool
	actual string
	fill   bool // the last glyph is a blank that reaches to the next piece
	more   bool // the ActualText goes on in the next piece
}

type shown struct {
	cid int32
	x   int64 // origin of the outline from the line's X, fine
}

// pieces turns a line into what is shown, in order. The result is good until
// the next call.
func (p *painter) pieces(line *frame.Line) []piece {
	p.tokens = tokens(line, p.tokens)
	p.listen(line)
	if p.plan.tree != nil {
		p.languages()
	}
	out := p.parts[:0]
	for i := range p.tokens {
		t := &p.tokens[i]
		glyphs := line.Glyphs[t.from:t.to]
		if t.cid == 0 {
			text := t.text
			if t.hyphen {
				text = "-" // what it looks like; what it means is said
			}
			p.texts = clusterTexts(glyphs, text, p.texts)
		}
		link := linkOf(line, t.from)
		var grounds piece
		if t.raised {
			out = p.ground(out, line, i, link)
			grounds = out[len(out)-1]
		}
		for k := range glyphs {
			g := &glyphs[k]
			f, cid := t.font, t.cid
			if cid == 0 {
				f = p.plan.fonts.use(g.Face)
				cid = f.cid(g.ID, p.texts[k])
			}
			if fresh := len(out) == 0 || (k == 0 && t.spoken && !t.joined && !t.raised) || !out[len(out)-1].takes(f, g, link, t); fresh {
				if k > 0 && t.spoken {
					out[len(out)-1].more = true
				}
				out = p.newPiece(out, piece{font: f, size: g.Size, rise: g.DY, link: link, lang: t.lang, spoken: t.spoken, actual: t.actual})
				if k == 0 && t.lead && !t.raised {
					out[len(out)-1].show(f.blank(), t.leadAt)
				}
			}
			out[len(out)-1].show(cid, fine(g.X+g.DX))
		}
		cur := &out[len(out)-1]
		switch {
		case t.raised:
			cur.more = true
			out = p.newPiece(out, piece{font: grounds.font, size: grounds.size, link: link, lang: t.lang, spoken: true})
			out[len(out)-1].show(grounds.glyphs[1].cid, grounds.glyphs[1].x)
		case t.fill:
			blank := cur.font.blank()
			cur.fill = true
			cur.show(blank, p.tokens[i+1].start-cur.font.width(blank)*int64(cur.size))
		case t.space:
			if blank := cur.font.blank(); blank != 0 {
				cur.show(blank, t.end)
			}
		}
	}
	p.parts = out
	return out
}

func (c *piece) show(cid int32, x int64) { c.glyphs = append(c.glyphs, shown{cid, x}) }

// ground begins the span of a raised token with blanks on the baseline that
// reach from its start to its end, or to the next token; the token follows, and
// the second blank again. Pdfium takes the place of what is said from the first
// operator of the span, Poppler from the first and the last glyph, and the size
// from the last one.
func (p *painter) ground(out []piece, line *frame.Line, i, link int) []piece {
	t := &p.tokens[i]
	face, size := line.Glyphs[t.from].Face, line.Size
	if n := len(out); n > 0 && out[n-1].rise == 0 {
		face, size = out[n-1].font.face, out[n-1].size
	}
	f := p.plan.fonts.use(face)
	if f.blank() == 0 {
		f = p.plan.fonts.use(line.Glyphs[t.from].Face)
	}
	to := t.end
	if t.fill {
		to = p.tokens[i+1].start
	}
	out = p.newPiece(out, piece{font: f, size: size, link: link, lang: t.lang, spoken: true, actual: t.actual, more: true})
	cur := &out[len(out)-1]
	if t.lead {
		cur.show(f.blank(), t.leadAt)
	} else {
		cur.show(f.blank(), t.start)
	}
	cur.show(f.blank(), to-f.width(f.blank())*int64(size))
	return out
}

// takes tells whether a glyph can join the piece.
func (c *piece) takes(f *fontUse, g *frame.Glyph, link int, t *token) bool {
	return c.font == f && c.size == g.Size && c.rise == g.DY && c.link == link && c.spoken == t.spoken && c.lang == t.lang
}

// newPiece appends a piece, in the memory of one of an earlier line.
func (p *painter) newPiece(out []piece, c piece) []piece {
	if n := len(out); n < cap(out) {
		out = out[:n+1]
		c.glyphs = out[n].glyphs[:0]
		out[n] = c
		return out
	}
	return append(out, c)
}

// linkOf returns the index of the link that covers a glyph, -1 if none does.
func linkOf(line *frame.Line, glyph int) int {
	for i := range line.Links {
		if glyph >= line.Links[i].From && glyph < line.Links[i].To {
			return i
		}
	}
	return -1
}
