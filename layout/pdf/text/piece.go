package text

import (
	"jianbao/layout/frame"
	"jianbao/layout/pdf/cidfont"
	"jianbao/layout/unit"
)

// Piece is a run that one Tj or TJ shows: glyphs of one font, size and rise, inside one
// ActualText if they have one.
type Piece struct {
	Link int    // index into Line.Links, -1: none
	Lang string // other than the document's; empty: the document's
	More bool   // the ActualText goes on in the next piece

	Decoration int // index into Line.Decorations, -1: none
	Ruby       int // index into Line.Rubies, -1: none

	Script frame.Script
	Shift  unit.Abs // of the baseline of a script, upwards

	font    *cidfont.Font
	size    unit.Abs
	rise    unit.Abs
	glyphs  []shown
	spanned bool
	actual  string
	fill    bool // the last glyph is a blank that reaches to the next piece
}

// shown is a glyph with its place.
type shown struct {
	cid int32
	x   int64 // origin of the outline from the line's X, fine
}

// Pieces returns the pieces of a line, in the order in which they are shown. The
// result is valid until the next call.
func (e *Encoder) Pieces(line *frame.Line) []Piece {
	e.tokens = tokens(line, e.tokens)
	e.planActualText(line)
	if e.Tagged {
		markLanguages(e.tokens, e.Lang)
	}
	e.pieces = e.pieces[:0]
	for i := 0; i < len(e.tokens); i++ {
		t := &e.tokens[i]
		link := linkOf(line, t.from)
		if t.raised {
			n := e.raisedTogether(line, i)
			e.anchorRaised(line, i, n, link)
			i += n - 1
			continue
		}
		e.addGlyphs(line, t, link)
		e.addBlank(i)
	}
	return e.pieces
}

// addGlyphs adds the glyphs of a token to the last piece, or to new ones.
func (e *Encoder) addGlyphs(line *frame.Line, t *token, link int) {
	glyphs := line.Glyphs[t.from:t.to]
	if t.cid == 0 {
		text := t.text
		if t.hyphen {
			text = "-" // what it looks like; its span has what it means
		}
		e.texts = clusterTexts(glyphs, text, e.texts)
	}
	for k := range glyphs {
		g := &glyphs[k]
		font, cid := t.font, t.cid
		if cid == 0 {
			font = e.fonts.Use(g.Face)
			cid = font.CID(g.ID, e.texts[k])
		}
		begins := k == 0 && t.spanned && !t.joined && !t.raised // the token's span
		if begins || len(e.pieces) == 0 || !e.last().takes(line, g, font, t, link) {
			if k > 0 && t.spanned {
				e.last().More = true
			}
			e.add(Piece{font: font, size: g.Size, rise: g.DY, Link: link, Decoration: decorationOf(line, t.from), Ruby: rubyOf(line, t.from), Lang: t.lang, Script: g.Script, Shift: shiftOf(g), spanned: t.spanned, actual: t.actual})
			if k == 0 && t.lead && !t.raised {
				e.last().show(font.Blank(), t.leadAt)
			}
		}
		e.last().show(cid, fine(g.X+g.DX))
	}
}

// addBlank adds the blank after a token, which fills the gap to the next one or is a
// space.
func (e *Encoder) addBlank(i int) {
	t, p := &e.tokens[i], e.last()
	if !t.fill && !t.space {
		return
	}
	blank := p.font.Blank()
	switch {
	case t.fill:
		p.fill = true
		p.show(blank, e.tokens[i+1].start-p.font.Width(blank)*int64(p.size))
	case blank != 0:
		p.show(blank, t.end)
	}
}

// raisedTogether returns how many raised tokens from i on are characters of one
// script. They share their anchors: MuPDF begins a new line between two.
func (e *Encoder) raisedTogether(line *frame.Line, i int) int {
	script := line.Glyphs[e.tokens[i].from].Script
	n := 1
	for ; script != frame.NoScript && i+n < len(e.tokens); n++ {
		t, next := &e.tokens[i+n-1], &e.tokens[i+n]
		if !next.raised || line.Glyphs[next.from].Script != script || next.lead || next.joined || t.fill || t.space ||
			linkOf(line, t.from) != linkOf(line, next.from) {
			break
		}
	}
	return n
}

// anchorRaised adds n raised tokens between blanks on the baseline: before them two
// that reach from their start to their end, or to the next token, after them the
// second of them again. Pdfium takes the place of a span from its first operator,
// Poppler from the first and the last glyph, and the size from the last one.
func (e *Encoder) anchorRaised(line *frame.Line, i, n, link int) {
	t, last := &e.tokens[i], &e.tokens[i+n-1]
	face, size := line.Glyphs[t.from].Face, line.Size
	if len(e.pieces) > 0 && e.last().rise == 0 {
		face, size = e.last().font.Face, e.last().size
	}
	font := e.fonts.Use(face)
	if font.Blank() == 0 {
		font = e.fonts.Use(line.Glyphs[t.from].Face)
	}
	from, to := t.start, last.end
	if t.lead {
		from = t.leadAt
	}
	if last.fill {
		to = e.tokens[i+n].start
	}
	actual := ""
	for k := range n {
		actual += e.tokens[i+k].actual
	}
	to -= font.Width(font.Blank()) * int64(size)
	g := &line.Glyphs[t.from]
	anchor := Piece{font: font, size: size, Link: link, Decoration: decorationOf(line, t.from), Ruby: -1, Lang: t.lang, Script: g.Script, Shift: shiftOf(g), spanned: true, actual: actual, More: true}
	e.add(anchor)
	e.last().show(font.Blank(), from)
	e.last().show(font.Blank(), to)

	for k := range n {
		e.addGlyphs(line, &e.tokens[i+k], link)
		e.last().More = true
	}

	anchor.actual, anchor.More = "", false
	e.add(anchor)
	e.last().show(font.Blank(), to)
}

// last returns the last piece.
func (e *Encoder) last() *Piece { return &e.pieces[len(e.pieces)-1] }

// add adds a piece without glyphs, in the memory of one of an earlier line.
func (e *Encoder) add(p Piece) {
	if n := len(e.pieces); n < cap(e.pieces) {
		e.pieces = e.pieces[:n+1]
		p.glyphs = e.pieces[n].glyphs[:0]
		e.pieces[n] = p
		return
	}
	e.pieces = append(e.pieces, p)
}

// takes reports whether a glyph of a token can join the piece: most do, so that
// nothing is made for them.
func (p *Piece) takes(line *frame.Line, g *frame.Glyph, font *cidfont.Font, t *token, link int) bool {
	if len(line.Decorations)+len(line.Rubies) > 0 && (p.Decoration != decorationOf(line, t.from) || p.Ruby != rubyOf(line, t.from)) {
		return false
	}
	return p.font == font && p.size == g.Size && p.rise == g.DY && p.Link == link && p.spanned == t.spanned && p.Lang == t.lang && p.Script == g.Script
}

// shiftOf returns how far the baseline of a script is above that of its line. A
// character that the face has drawn as a script is on the line's baseline, and
// is taken to be shifted as far as the others.
func shiftOf(g *frame.Glyph) unit.Abs {
	switch {
	case g.Script == frame.NoScript:
		return 0
	case g.DY != 0:
		return g.DY
	}
	m := g.Face.Subscript()
	if g.Script == frame.Superscript {
		m = g.Face.Superscript()
	}
	return g.Size.Scale(int64(m.Rise), int64(g.Face.UnitsPerEm()))
}

func (p *Piece) show(cid int32, x int64) { p.glyphs = append(p.glyphs, shown{cid, x}) }

// linkOf returns the index of the link that covers a glyph, -1 if none does.
func linkOf(line *frame.Line, glyph int) int {
	for i := range line.Links {
		if glyph >= line.Links[i].From && glyph < line.Links[i].To {
			return i
		}
	}
	return -1
}

// decorationOf returns the index of the decoration that covers a glyph, -1 if none does.
func decorationOf(line *frame.Line, glyph int) int {
	for i := range line.Decorations {
		if glyph >= line.Decorations[i].From && glyph < line.Decorations[i].To {
			return i
		}
	}
	return -1
}

// rubyOf returns the index of the reading whose base covers a glyph, -1 if none does.
func rubyOf(line *frame.Line, glyph int) int {
	for i := range line.Rubies {
		if glyph >= line.Rubies[i].From && glyph < line.Rubies[i].To {
			return i
		}
	}
	return -1
}

// clusterTexts deals the text of a cluster out to its glyphs, so that reading the
// glyphs one by one gives the text: a character each, the rest to the last. Glyphs
// beyond the characters get a zero width space: a font must map every glyph to
// something (ISO 14289-1 7.21.7), and ActualText gives what it means.
func clusterTexts(glyphs []frame.Glyph, text string, out []string) []string {
	out = out[:0]
	rest := text
	for i := range glyphs {
		switch {
		case rest == "":
			out = append(out, wordless)
		case i == len(glyphs)-1:
			out = append(out, rest)
		default:
			n := len(rest)
			for k := range rest {
				if k > 0 {
					n = k
					break
				}
			}
			out = append(out, rest[:n])
			rest = rest[n:]
		}
	}
	return out
}

// wordless is the text of a glyph that adds nothing to the line's.
const wordless = "\u200b"
