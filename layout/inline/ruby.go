package inline

import (
	"unicode"
	"unicode/utf8"

	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Measures of readings in 1/1000 of the size of their base (RULES 7.1).
const (
	rubySize     = 500 // pinyin and kana (JLREQ 3.3.3)
	bopomofoSize = 400
	rubyFoot     = 900 // from the baseline to the foot of a reading's em box
	rubyApart    = 125 // between two readings, ¼ em of theirs (CLREQ 3.3.4)
	rubyOver     = 500 // by which a reading may reach over a neighbour without one
	rubyOverMark = 250 // the same for kana over a mark (JLREQ 3.3.8)
)

// readingForm is the script of a reading.
type readingForm uint8

const (
	formPinyin readingForm = iota
	formBopomofo
	formKana
)

func readingFormOf(text string) readingForm {
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case r < 0x250:
		return formPinyin
	case unicode.In(r, unicode.Hiragana, unicode.Katakana) || r == 'ー':
		return formKana
	}
	return formBopomofo
}

// ruby is the reading of atoms [from,to).
type ruby struct {
	from, to int32
	text     string
	form     readingForm
	size     unit.Abs
	width    unit.Abs
	glyphs   []glyph // x from the reading's left edge
}

// readings sets the paragraph's readings and opens gaps where they have no room.
//
// A reading that is wider than its base reaches over its neighbours. In Chinese these
// may be any characters, as long as two readings are a quarter of their em apart (CLREQ
// 3.3.4); kana reach over kana and marks only (JLREQ 3.3.8). Otherwise the gap between the
// two bases is wider by what lacks, so that no character is moved in its own box.
func (b *builder) readings() {
	atoms := b.p.atoms
	for i := 0; i < len(atoms); {
		of := b.p.runs[atoms[i].run].Ruby
		j := i + 1
		if of.Text != "" {
			for j < len(atoms) && b.p.runs[atoms[j].run].Ruby == of {
				j++
			}
			b.reading(i, j, of.Text)
		}
		i = j
	}
	for k := range b.p.rubies {
		b.spreadBase(&b.p.rubies[k])
	}
	for k := range b.p.rubies {
		b.room(k)
	}
}

// reading shapes the reading of atoms [i,j).
func (b *builder) reading(i, j int, text string) {
	a := &b.p.atoms[i]
	font := b.p.runs[a.run].Font
	r := ruby{from: int32(i), to: int32(j), text: text, form: readingFormOf(text), size: font.Size.Scale(rubySize, 1000)}
	if r.form == formBopomofo {
		r.size = font.Size.Scale(bopomofoSize, 1000)
	}
	at := char{at: a.from, end: a.to, run: a.run}
	latin := r.form == formPinyin
	for from := 0; from < len(text); {
		first, n := utf8.DecodeRuneInString(text[from:])
		at.r = first
		f, id := b.lookup(at, font, latin)
		if f == nil {
			from += n
			continue
		}
		if !latin {
			w := scaled(f.Advance(id), r.size, f)
			r.glyphs = append(r.glyphs, glyph{face: f, id: id, x: r.width, adv: w, size: r.size})
			r.width += w
			from += n
			continue
		}
		to := from + n
		for to < len(text) {
			next, n := utf8.DecodeRuneInString(text[to:])
			if g, _, _, ok := font.Stack.Lookup(next, true); !ok || g != f {
				break
			}
			to += n
		}
		for _, s := range b.shape(f, text[from:to], fonts.Features{Script: "Latn", Lang: "en", Separate: true}) {
			w := scaled(s.Advance, r.size, f)
			r.glyphs = append(r.glyphs, glyph{face: f, id: s.ID, x: r.width, adv: w, dx: scaled(s.DX, r.size, f), dy: scaled(s.DY, r.size, f), size: r.size})
			r.width += w
		}
		from = to
	}
	b.p.rubies = append(b.p.rubies, r)
}

// slack returns by how much the base of a reading is wider than it on each side; it is
// negative where the reading is wider.
func (p *Paragraph) slack(r *ruby) unit.Abs {
	var base unit.Abs
	for k := r.from; k < r.to; k++ {
		base += p.atoms[k].adv
		if k+1 < r.to {
			base += p.atoms[k].gap
		}
	}
	return (base - r.width) / 2
}

// spreadBase opens the gaps inside the base of a reading that reaches further over than
// it may on both sides.
func (b *builder) spreadBase(r *ruby) {
	inside := unit.Abs(r.to - r.from - 1)
	if lack := -2 * (b.p.slack(r) + b.over(r, r.from-1) + b.over(r, r.to)); inside > 0 && lack > 0 {
		each := lack / (inside + 1)
		for k := r.from; k+1 < r.to; k++ {
			b.p.atoms[k].gap += each
		}
	}
}

// over returns by how much a reading may reach over an atom without one beside its base.
func (b *builder) over(r *ruby, k int32) unit.Abs {
	if k < 0 || int(k) >= len(b.p.atoms) {
		return 0
	}
	a := &b.p.atoms[k]
	if b.annotated(k) {
		return 0
	}
	apart := a.em.Scale(rubyApart, 1000)
	most := a.em.Scale(rubyOver, 1000) - apart/2
	if r.form == formKana {
		switch first, _ := utf8.DecodeRuneInString(b.p.text[a.from:]); {
		case unicode.In(first, unicode.Hiragana, unicode.Katakana), first == 'ー', a.class.space():
		case a.class.mark():
			most = a.em.Scale(rubyOverMark, 1000)
		default:
			most = 0
		}
	}
	if b.annotated(k-1) && b.annotated(k+1) { // two readings meet over it
		most = min(most, max(0, a.adv-a.l-a.r-apart)/2)
	}
	return most
}

// annotated reports whether an atom has a reading.
func (b *builder) annotated(k int32) bool {
	return k >= 0 && int(k) < len(b.p.atoms) && b.p.runs[b.p.atoms[k].run].Ruby.Text != ""
}

// room opens the gaps beside the base of reading k where it would reach too far.
func (b *builder) room(k int) {
	r := &b.p.rubies[k]
	slack := b.p.slack(r)
	if k > 0 && b.p.rubies[k-1].to == r.from {
		before := &b.p.rubies[k-1]
		apart := b.p.atoms[r.from].em.Scale(rubyApart, 1000)
		if r.form == formKana && before.form == formKana {
			apart = 0
		}
		b.open(r.from-1, apart-slack-b.p.slack(before))
	} else if r.from > 0 {
		b.open(r.from-1, -slack-b.over(r, r.from-1))
	}
	if k+1 == len(b.p.rubies) || b.p.rubies[k+1].from != r.to {
		b.open(r.to-1, -slack-b.over(r, r.to))
	}
}

// open makes the gap after an atom at least as wide as given.
func (b *builder) open(k int32, lack unit.Abs) {
	a := &b.p.atoms[k]
	if lack <= a.gap || int(k)+1 == len(b.p.atoms) {
		return
	}
	a.gap = lack
	if a.gapKind == gapAuto { // which may shrink
		a.gapKind = gapFixed
	}
}

// annotate sets the readings above a line. A reading stays inside the line as far as the
// next one leaves room.
func (p *Paragraph) annotate(line *frame.Line, i, j int) {
	if len(p.rubies) == 0 {
		return
	}
	end := p.end(i, j)
	glyphOf := func(k int32) (n int) {
		for q := i; q < int(k); q++ {
			n += int(p.atoms[q].g1 - p.atoms[q].g0)
		}
		return n
	}
	for k := range p.rubies {
		r := &p.rubies[k]
		if int(r.from) < i || int(r.from) >= end || len(r.glyphs) == 0 {
			continue
		}
		from, to := glyphOf(r.from), glyphOf(min(r.to, int32(end)))
		if from == to {
			continue
		}
		left, last := line.Glyphs[from].X, &line.Glyphs[to-1]
		out := frame.Ruby{From: from, To: to, Text: r.text, Lang: r.lang(p.settings.Locale), Size: r.size, Width: r.width}
		out.X = left + (last.X+last.Advance-left-r.width)/2
		line.Rubies = append(line.Rubies, out)
	}
	moveInside(line)
	n := 0
	for k := range p.rubies {
		r := &p.rubies[k]
		if n == len(line.Rubies) || int(r.from) < i || int(r.from) >= end || len(r.glyphs) == 0 {
			continue
		}
		p.setReading(&line.Rubies[n], r, line)
		n++
	}
}

// moveInside moves readings that reach over the edges of a line inside, as far as they
// stay apart from the ones beside them.
func moveInside(line *frame.Line) {
	for k := range line.Rubies {
		r := &line.Rubies[k]
		switch over := r.X + r.Width - line.Width; {
		case r.X < 0:
			room := line.Width - r.X - r.Width
			if k+1 < len(line.Rubies) {
				room = line.Rubies[k+1].X - r.X - r.Width - r.Size/4
			}
			r.X += max(0, min(-r.X, room))
		case over > 0:
			room := r.X
			if k > 0 {
				room = r.X - line.Rubies[k-1].X - line.Rubies[k-1].Width - r.Size/4
			}
			r.X -= max(0, min(over, room))
		}
	}
}

// setReading sets the glyphs of a reading at its place.
func (p *Paragraph) setReading(out *frame.Ruby, r *ruby, line *frame.Line) {
	base := line.Glyphs[out.From].Size
	height := base.Scale(rubyFoot, 1000) + r.size.Scale(120, 1000)
	if r.form == formPinyin { // room for the descenders of g, p, q, y
		height = base.Scale(rubyFoot, 1000) + r.size.Scale(200, 1000)
	}
	out.Glyphs = make([]frame.Glyph, len(r.glyphs))
	for q := range r.glyphs {
		g := &r.glyphs[q]
		out.Glyphs[q] = frame.Glyph{Face: g.face, ID: g.id, X: out.X + g.x, Advance: g.adv, DX: g.dx, DY: height + g.dy, Size: g.size}
	}
}

// lang returns the language of a reading in a document of a locale; empty if it is the
// document's.
func (r *ruby) lang(l Locale) string {
	switch {
	case r.form == formKana && l != Ja:
		return "ja"
	case r.form == formPinyin && l != Ja && l != Ko:
		return "zh-Latn"
	case r.form == formBopomofo:
		return "zh-Bopo"
	}
	return ""
}
