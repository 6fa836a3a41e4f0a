package inline

import (
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// turnedColumns is the number of columns by which turned lines of code are indented
// further than the line that they continue.
const turnedColumns = 2

// Code typesets lines of code, each a run of the same font, in columns half an em
// wide (RULES 16.1): a Han takes
// two, other characters as many as their glyphs need, those of the font's Latin face
// one. A line longer than the measure is turned at a column; nothing is left out,
// and no rule of lines or marks applies. First and Last of a line report whether it
// begins and ends a typed line; Text, X, Width, Measure, Size, Ink, Glyphs and Place
// are as Break sets them. An empty line has no glyphs.
func (s *Shaper) Code(lines []Run, measure unit.Abs, log *diag.List) []frame.Line {
	if len(lines) == 0 {
		return nil
	}
	font := lines[0].Font
	c := coder{s: s, font: font, log: log, column: font.Size / 2, latin: latinSize(font)}
	c.columns = max(2*turnedColumns+2, int(measure/c.column))
	for i := range lines {
		c.line(&lines[i])
	}
	return c.out
}

// latinSize returns the size at which the first Latin face of a font is half an em of
// the font wide.
func latinSize(font *Font) unit.Abs {
	if len(font.Stack.Latin) == 0 {
		return font.Size
	}
	f := font.Stack.Latin[0]
	g, ok := f.GID('0')
	if !ok || f.Advance(g) <= 0 {
		return font.Size
	}
	return font.Size.Scale(int64(f.UnitsPerEm()), int64(2*f.Advance(g)))
}

// coder typesets lines of code.
type coder struct {
	s       *Shaper
	font    *Font
	log     *diag.List
	column  unit.Abs // width of a column
	latin   unit.Abs // size of Latin
	columns int      // in the measure
	out     []frame.Line
}

// codeBox is a character of a line of code.
type codeBox struct {
	to      int // end of its text
	columns int
	glyphs  []glyph
}

// line appends the lines of a typed line.
func (c *coder) line(text *Run) {
	boxes := c.boxes(text)
	indent := 0
	for indent < len(text.Text) && text.Text[indent] == ' ' {
		indent++
	}
	if indent > c.columns/2 {
		indent = 0
	}
	from, at, hang := 0, 0, 0
	for first := true; ; first = false {
		to, columns := from, 0
		for to < len(boxes) && (to == from || hang+columns+boxes[to].columns <= c.columns) {
			columns += boxes[to].columns
			to++
		}
		end := len(text.Text)
		if to < len(boxes) {
			end = boxes[to-1].to
		}
		l := frame.Line{
			Text: text.Text[at:end], X: c.column * unit.Abs(hang), Width: c.column * unit.Abs(columns),
			Measure: c.column * unit.Abs(c.columns-hang), Size: c.font.Size, First: first, Last: to == len(boxes),
			Ink: c.font.Ink, Place: text.Place.At(at, end),
		}
		c.place(&l, text, boxes[from:to])
		c.out = append(c.out, l)
		if l.Last {
			return
		}
		from, at, hang = to, end, indent+turnedColumns
	}
}

// place adds the glyphs of boxes to a line.
func (c *coder) place(l *frame.Line, text *Run, boxes []codeBox) {
	x := unit.Abs(0)
	for i := range boxes {
		for _, g := range boxes[i].glyphs {
			l.Glyphs = append(l.Glyphs, frame.Glyph{Face: g.face, ID: g.id, X: x + g.x, Advance: g.adv, DX: g.dx, DY: g.dy, Size: g.size, Text: text.Text[g.from:g.to]})
			if c.s.Origins {
				l.Origins = append(l.Origins, origin(text.Place.At(int(g.from), int(g.to)), l))
			}
		}
		x += c.column * unit.Abs(boxes[i].columns)
	}
}

// boxes returns the characters of a typed line.
func (c *coder) boxes(text *Run) []codeBox {
	if text.Text == "" {
		return nil
	}
	p := &Paragraph{}
	p.join([]Run{*text})
	b := &builder{s: c.s, p: p, log: c.log}
	var out []codeBox
	for _, ch := range c.s.collect(p.runs) {
		out = append(out, c.box(b, ch))
	}
	return out
}

// sequence returns the first face that has all characters of a sequence; nil if none
// has.
func (c *coder) sequence(text string, latin bool) *fonts.Face {
	for _, f := range c.font.Stack.Faces(latin) {
		if f.HasAll(text) {
			return f
		}
	}
	return nil
}

// sizeOf returns the size in which a face is set.
func (c *coder) sizeOf(f *fonts.Face) unit.Abs {
	if latin := c.font.Stack.Latin; len(latin) > 0 && f == latin[0] {
		return c.latin
	}
	return c.font.Size
}

// box returns the box of a character, its ink in the middle of its columns.
func (c *coder) box(b *builder, ch char) codeBox {
	box := codeBox{to: int(ch.end), columns: 1}
	f, id := b.lookup(ch, c.font, ch.r < 0x2E80)
	if f == nil {
		return box
	}
	shaped := []fonts.Shaped{{ID: id, Advance: f.Advance(id)}}
	text := b.p.text[ch.at:ch.end]
	if ch.marks || ch.emoji {
		whole := c.sequence(text, ch.r < 0x2E80)
		if whole == nil && ch.marks {
			b.missingMark(ch, c.font, ch.r < 0x2E80)
			return box
		}
		if whole == nil {
			c.log.Add("missing-glyph", b.span(ch), text, codePoint(ch.last), f.PostScriptName(), faceFileFor(ch.last), newName(c.font.Stack))
			return box
		}
		f = whole
		shaped = c.s.shape(f, text, fonts.Features{Script: "Latn", Lang: "en", Separate: true})
	}
	size := c.sizeOf(f)
	var width unit.Abs
	for _, g := range shaped {
		width += scaled(g.Advance, size, f)
	}
	// Rounding is no reason for a column more.
	box.columns = max(1, int((width+c.column-1-c.column/50)/c.column))
	room := c.column * unit.Abs(box.columns)
	x := (room - width) / 2
	for i, g := range shaped {
		w := scaled(g.Advance, size, f)
		out := glyph{face: f, id: g.ID, from: ch.at, to: ch.end, x: x, adv: w, dx: scaled(g.DX, size, f), dy: scaled(g.DY, size, f), size: size}
		if i > 0 {
			out.from = ch.end
		}
		if len(shaped) == 1 {
			out.dx, out.x, out.adv = out.dx+x, 0, room
		}
		box.glyphs = append(box.glyphs, out)
		x += w
	}
	return box
}
