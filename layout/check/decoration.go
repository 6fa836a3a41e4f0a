package check

import (
	"encoding/json"
	"fmt"
	"unicode"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Beside is a mark below a line, or a reading above it.
type Beside struct {
	Form     string // of a mark: dot, name, book, underline; empty: a reading
	From, To int    // glyphs that it belongs to
	Box      Rect   // from the line's X; of a mark also downwards from the baseline
	Size     unit.Abs
	Rise     unit.Abs // of a reading's baseline
	Text     string   // of a reading
}

// fromBeside returns the marks and readings of a line.
func fromBeside(l *frame.Line) (marks, readings []Beside) {
	for i := range l.Decorations {
		d := &l.Decorations[i]
		for _, m := range d.Marks {
			marks = append(marks, Beside{Form: string(m.Form), From: d.From, To: d.To, Box: Rect{m.X, m.Y, m.Width, m.Height}})
		}
	}
	for i := range l.Rubies {
		r := &l.Rubies[i]
		readings = append(readings, Beside{From: r.From, To: r.To, Box: Rect{X: r.X, Width: r.Width}, Size: r.Size, Rise: r.Glyphs[0].DY, Text: r.Text})
	}
	return marks, readings
}

// UnmarshalJSON reads the array of a mark or a reading in a dump, which begins with a form
// or a text, two indexes and four lengths.
func (b *Beside) UnmarshalJSON(data []byte) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		return err
	}
	if len(parts) != 7 {
		return fmt.Errorf("a mark or reading with %d elements, not 7", len(parts))
	}
	var lengths [4]unit.Abs
	for i, to := range []any{&b.Text, &b.From, &b.To} {
		if err := json.Unmarshal(parts[i], to); err != nil {
			return err
		}
	}
	for i := range lengths {
		v, err := ParseAbs(string(parts[3+i]))
		if err != nil {
			return err
		}
		lengths[i] = v
	}
	b.Box.X, b.Box.Y, b.Box.Width, b.Box.Height = lengths[0], lengths[1], lengths[2], lengths[3]
	return nil
}

// asMark and asReading give what a dump has the meaning of its place.
func (b Beside) asMark(x unit.Abs) Beside {
	b.Form, b.Text = b.Text, ""
	b.Box.X -= x
	return b
}

func (b Beside) asReading(x unit.Abs) Beside {
	b.Size, b.Rise = b.Box.Width, b.Box.Height
	b.Box = Rect{X: b.Box.X - x, Width: b.Box.Y}
	return b
}

// base returns the left and right edge of the text that something belongs to.
func (l *Line) base(b *Beside) (left, right unit.Abs) {
	last := &l.Glyphs[b.To-1]
	return l.Glyphs[b.From].X, last.X + last.Advance
}

// besideBase reports whether gap j of line i is inside or at the edge of the base of a
// reading, where it is as wide as the reading needs (RULES 7.1).
func (p *paragraph) besideBase(i, j int) bool {
	l := p.lines[i]
	for k := range l.Readings {
		left, right := l.base(&l.Readings[k])
		for _, c := range p.cells[i][j : j+2] {
			if c.left < right && left < c.right {
				return true
			}
		}
	}
	return false
}

// checkBeside checks the marks below a line and the readings above it (RULES 7.1).
func (l *Line) checkBeside(c *collector) {
	if len(l.Below)+len(l.Readings) == 0 {
		return
	}
	for _, list := range [][]Beside{l.Below, l.Readings} {
		for k := range list {
			if b := &list[k]; b.From < 0 || b.From >= b.To || b.To > len(l.Glyphs) {
				c.at("beside 7.1", l, "glyphs %d to %d of %d", b.From, b.To, len(l.Glyphs))
				l.Below, l.Readings = nil, nil
				return
			}
		}
	}
	l.checkDots(c)
	l.checkLines(c)
	l.checkReadings(c)
}

// takesDot reports whether a glyph is of a character with a dot.
func takesDot(g *Glyph) bool {
	r, _ := decode(g.Text)
	return r == '〇' || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo)
}

// checkDots checks that each Han of a dotted text has one dot in its middle, and nothing
// else has.
func (l *Line) checkDots(c *collector) {
	dots := make([]int, len(l.Glyphs))
	dotted := make([]bool, len(l.Glyphs))
	for k := range l.Below {
		b := &l.Below[k]
		if b.Form != "dot" {
			continue
		}
		found := false
		for g := b.From; g < b.To; g++ {
			dotted[g] = true
			if at := 2*b.Box.X + b.Box.Width - 2*l.Glyphs[g].X - l.Glyphs[g].Advance; at >= -1 && at <= 1 {
				dots[g]++
				found = true
			}
		}
		if !found {
			c.at("dot 7.1", l, "a dot at %s is in the middle of no character", em(b.Box.X, l.Size))
		}
		if low := b.Box.Y + b.Box.Height; b.Box.Y < l.Glyphs[b.From].Size.Scale(12, 100) || low > l.Glyphs[b.From].Size.Scale(4, 10) {
			c.at("dot 7.1", l, "a dot from %s to %s below the baseline", em(b.Box.Y, l.Size), em(low, l.Size))
		}
	}
	for g := range l.Glyphs {
		want := 0
		if dotted[g] && takesDot(&l.Glyphs[g]) {
			want = 1
		}
		if dots[g] != want {
			c.at("dot 7.1", l, "“%s” has %d dots, not %d", l.Glyphs[g].Text, dots[g], want)
		}
	}
}

// checkLines checks that lines are as long as their text, that those of names and titles
// are not below marks, and that two of these do not touch unless their text goes on.
func (l *Line) checkLines(c *collector) {
	var before *Beside
	for k := range l.Below {
		b := &l.Below[k]
		if b.Form == "dot" {
			continue
		}
		left, right := l.base(b)
		if b.Box.X < left || b.Box.X+b.Box.Width > max(right, nextLeft(l, b.To)) || b.Box.Width <= 0 {
			c.at("line 7.1", l, "a line from %s to %s below a text from %s to %s", em(b.Box.X, l.Size), em(b.Box.X+b.Box.Width, l.Size), em(left, l.Size), em(right, l.Size))
		}
		for g := b.From; g < b.To && b.Form != "underline"; g++ {
			r, _ := decode(l.Glyphs[g].Text)
			middle := l.Glyphs[g].X + l.Glyphs[g].Advance/2
			under := b.Box.X < middle && middle < b.Box.X+b.Box.Width
			if k := classOf(r); (k == opening || k == closing || k == stop) && under {
				c.at("line 7.1", l, "the line of a name is below “%s”", l.Glyphs[g].Text)
			}
		}
		if before != nil && b.Form != "underline" && before.Form == b.Form && b.From == before.To && b.Box.X < before.Box.X+before.Box.Width {
			c.at("line 7.1", l, "two lines overlap at %s", em(b.Box.X, l.Size))
		}
		before = b
	}
}

func nextLeft(l *Line, g int) unit.Abs {
	if g < len(l.Glyphs) {
		return l.Glyphs[g].X
	}
	return 0
}

// checkReadings checks that each reading is above the middle of its base, as far as the
// line's edges allow, above Han alone, and apart from the next.
func (l *Line) checkReadings(c *collector) {
	for k := range l.Readings {
		b := &l.Readings[k]
		left, right := l.base(b)
		end := b.Box.X + b.Box.Width
		if off := 2*b.Box.X + b.Box.Width - left - right; abs(off) > 2 && !(off > 0 && b.From == 0) && !(off < 0 && right == l.Width) {
			c.at("ruby 7.1", l, "the reading “%s” is %s beside the middle of its base", b.Text, em(off/2, l.Size))
		}
		for g := b.From; g < b.To; g++ {
			if r, _ := decode(l.Glyphs[g].Text); !unicode.Is(unicode.Han, r) {
				c.at("ruby 7.1", l, "the reading “%s” is above “%s”", b.Text, l.Glyphs[g].Text)
			}
		}
		size := l.Glyphs[b.From].Size
		if b.Rise < size.Scale(88, 100) || b.Size > size.Scale(1, 2)+1 {
			c.at("ruby 7.1", l, "the reading “%s” of %s at a height of %s", b.Text, em(b.Size, size), em(b.Rise, size))
		}
		least := b.Size / 5
		if r, _ := decode(b.Text); unicode.In(r, unicode.Hiragana, unicode.Katakana) {
			least = 0
		}
		if k+1 < len(l.Readings) && l.Readings[k+1].Box.X-end < least-2 {
			c.at("ruby 7.1", l, "the readings “%s” and “%s” are %s apart", b.Text, l.Readings[k+1].Text, em(l.Readings[k+1].Box.X-end, l.Size))
		}
	}
}

// checkRooms checks the room of marks and readings on their pages.
func (d *Doc) checkRooms(c *collector) {
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			if len(l.Below)+len(l.Readings) > 0 {
				d.Pages[i].checkRoom(c, l)
			}
		}
	}
}

// checkRoom checks that the readings above a line are below the lines above it, and marks
// below it above those below.
func (pg *Page) checkRoom(c *collector, l *Line) {
	for _, o := range pg.Lines {
		if o == l || o.Turned != l.Turned || l.Turned || o.X >= l.X+l.Width || l.X >= o.X+o.Width || len(o.Glyphs) == 0 {
			continue
		}
		for k := range l.Readings {
			if b := &l.Readings[k]; o.Y < l.Y && o.Y+o.Size.Scale(8, 100) > l.Y-b.Rise-b.Size.Scale(4, 5) && overlaps(l.X+b.Box.X, b.Box.Width, o.X, o.Width) {
				c.at("room 7.1", l, "the reading “%s” touches the line above", b.Text)
			}
		}
		for k := range l.Below {
			if b := &l.Below[k]; o.Y > l.Y && o.Y-o.Size.Scale(84, 100) < l.Y+b.Box.Y+b.Box.Height && overlaps(l.X+b.Box.X, b.Box.Width, o.X, o.Width) {
				c.at("room 7.1", l, "a mark of the form %s touches the line below", b.Form)
			}
		}
	}
}

func overlaps(a, width, b, other unit.Abs) bool { return a < b+other && b < a+width }
