package check

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// row is a sequence of adjacent marks in a line, with the room from the box
// before it to the box after it. The rules determine only the sum of the blank
// halves; how they are divided between boxes and gaps is not checked.
type row struct {
	from, to         int // cells [from,to)
	room             unit.Abs
	natural, least   unit.Abs // width by RULES 2 unadjusted, and fully shrunk
	slack            unit.Abs // tolerance for rounding
	legal            int      // gaps where a line could break, including those at its ends
	exact            bool     // the rules determine its width exactly
	atStart, atEnd   bool     // it is at an edge of the line
	text             string
	size             unit.Abs
	tier             int  // tier of RULES 4.1 if it has one mark; 0: several
	single           bool // it is one mark that can shrink
	beforeK, afterK  class
	beforeOK, nextOK bool // the neighbours are Han
}

// token is one mark of RULES 2.1, with the blank on its sides in units of half
// an em.
type token struct {
	runes       int
	r           rune
	class       class
	width       int // in half em, as the style has it
	least       int
	left, right bool // a blank half
	fused       bool
}

// tokens splits the runes [from,to) of the paragraph into marks. Fused and
// paired marks count as one.
func (p *paragraph) tokens(from, to int) []token {
	var out []token
	rs := p.ctx.runes
	for i := from; i < to; {
		r, k := rs[i], p.ctx.class[i]
		t := token{runes: 1, r: r, class: k, width: 2, least: 2}
		n := 1
		for i+n < to && rs[i+n] == r {
			n++
		}
		switch k {
		case joiner, space: // a blank inside a row is not set (RULES 3.2)
			i++
			continue
		case dash, ellipsis:
			if r == '⸺' {
				t.width, t.least = 4, 4
			} else if n >= 2 {
				t.runes, t.width, t.least = 2, 4, 4
			}
		case opening, closing, stop:
			t.width, t.least = 2, 1
			if p.halfStyle(r) {
				t.width = 1
			} else if k == opening {
				t.left = true
			} else {
				t.right = true
			}
			if m := p.fusedAt(i, to); m > 1 {
				t.runes, t.fused, t.left, t.right = m, true, false, false
				t.width, t.least = 2, 2
				if m == 3 {
					t.width, t.least = 4, 3
				}
			}
		}
		out = append(out, t)
		i += t.runes
	}
	return out
}

// fusedAt returns the number of marks from i on that share one or two boxes: ？！
// ！！ ？？ and ！！！ ？？？ (RULES 2.1).
func (p *paragraph) fusedAt(i, to int) int {
	rs := p.ctx.runes
	n := 1
	for i+n < to && in("？！", rs[i+n]) && in("？！", rs[i]) {
		n++
	}
	switch {
	case n == 3 && rs[i] == rs[i+1] && rs[i] == rs[i+2]:
		return 3
	case n == 2 && !(rs[i] == '！' && rs[i+1] == '？'):
		return 2
	}
	return 1
}

// halved reports whether the runes before and at i would share a box if a line
// at level none had not ended between them.
func (p *paragraph) halved(i int) bool {
	rs := p.ctx.runes
	return i > 0 && i < len(rs) && in("？！", rs[i-1]) && in("？！", rs[i])
}

// unsettled reports whether the runes [from,to) have question and exclamation
// marks in an order that RULES 2.1 does not name.
func (p *paragraph) unsettled(from, to int) bool {
	rs := p.ctx.runes
	for i := from; i < to; i++ {
		n := 0
		for i+n < to && in("？！", rs[i+n]) {
			n++
		}
		if n > 1 {
			// The rules leave open whether three marks in two em have a blank,
			// unless nothing could use it.
			if p.fusedAt(i, to) != n || n == 3 && (p.settings.Style == Banjiao || i+3 < to) {
				return true
			}
			i += n - 1
		}
	}
	return false
}

// halfStyle reports whether the mark is half an em wide everywhere in this
// style.
func (p *paragraph) halfStyle(r rune) bool {
	switch p.settings.Style {
	case Banjiao:
		return true
	case Kaiming:
		return !in("。！？", r)
	}
	return false
}

// rows returns the sequences of marks of line i.
func (p *paragraph) rows(i int) []row {
	cells := p.cells[i]
	var out []row
	for j := 0; j < len(cells); {
		if !p.isMark(i, j) {
			j++
			continue
		}
		k := j + 1
		for k < len(cells) && p.isMark(i, k) && p.gaps[i][k-1].typed == "" {
			k++
		}
		out = append(out, p.row(i, j, k))
		j = k
	}
	return out
}

// isMark reports whether a cell is a full-width mark whose room the rules
// determine. A quote, dash or ellipsis whose shape they leave open is one if it
// is wide enough.
func (p *paragraph) isMark(i, j int) bool {
	c := &p.cells[i][j]
	if c.hyphen {
		return false
	}
	at := p.ctx.index.of(c.from)
	switch p.ctx.class[at] {
	case opening, closing, stop:
		return !p.ctx.unclear[at] || 2*c.width() >= c.size
	case dash, ellipsis:
		return !p.ctx.unclear[at] || c.width() >= c.size
	case tilde:
		return true
	}
	return false
}

// row measures the marks of cells [from,to) of line i and computes the room that
// the rules give them.
func (p *paragraph) row(i, from, to int) row {
	cells := p.cells[i]
	r := row{from: from, to: to, exact: true, size: cells[from].size, atStart: from == 0, atEnd: to == len(cells)}
	a := p.ctx.index.of(cells[from].from)
	b := p.ctx.index.of(cells[to-1].from) + len([]rune(cells[to-1].text))
	r.text = string(p.ctx.runes[a:b])
	p.neighbours(&r, i)
	r.exact = r.exact && p.clear(&r, i) && p.clearText(a, b)
	tokens := p.tokens(a, b)
	if len(tokens) == 0 {
		r.exact = false
		return r
	}
	if first := &tokens[0]; first.left && !r.atStart && in("([{", p.ctx.runes[a-1]) {
		first.width, first.left = first.width-1, false // (“甲”), RULES 2.2
	}
	if last := &tokens[len(tokens)-1]; last.right && !r.atEnd && in(")]}", p.ctx.runes[b]) {
		last.width, last.right = last.width-1, false
	}
	p.measureRow(&r, tokens, p.lines[i].Kind == frame.KindTitle)
	for m := a; m <= b; m++ {
		if m == a && r.atStart || m == b && r.atEnd || m > a && m < b && p.ctx.class[m] == space {
			continue
		}
		if p.ctx.noBreak(m, p.settings.Level, false) == "" {
			r.legal++
		}
	}
	if t := tokens[0]; len(tokens) == 1 && !t.fused && t.least < t.width && !r.atStart && !r.atEnd {
		if r.single, r.tier = true, tierOf(t); p.ofNumber(a) {
			r.tier = 8
		}
	}
	return r
}

// ofNumber reports whether a rune is a bracket of the number that begins the paragraph or
// what follows a hard break, or the 、 behind it, which shrinks last (RULES 4.1).
func (p *paragraph) ofNumber(at int) bool {
	rs := p.ctx.runes
	if rs[at] == '、' {
		from := at
		for from > 0 && rs[from-1] != '\n' {
			from--
		}
		return typedNumber.MatchString(string(rs[from:at]))
	}
	open := at
	for open > 0 && open > at-5 && rs[open] != '（' {
		open--
	}
	if open > 0 && rs[open-1] != '\n' {
		return false
	}
	m := bracketedNumber.FindString(string(rs[open:min(len(rs), open+6)]))
	return m != "" && (at == open || at == open+utf8.RuneCountInString(m)-1)
}

var typedNumber = regexp.MustCompile(`^[0-9０-９〇零一二三四五六七八九十百千]{1,4}$`)

var bracketedNumber = regexp.MustCompile(`^（[0-9０-９〇零一二三四五六七八九十百千]{1,4}）`)

// neighbours measures the room of a row, from the box before it to the box
// after it.
func (p *paragraph) neighbours(r *row, i int) {
	cells, gaps := p.cells[i], p.gaps[i]
	left, right := cells[r.from].left, cells[r.to-1].right
	if !r.atStart {
		r.beforeK = p.classAt(&cells[r.from-1], true)
		r.beforeOK = r.beforeK == han
		r.exact = r.exact && !p.besideBase(i, r.from-1)
		if gaps[r.from-1].typed == "" {
			left = cells[r.from-1].right
		} else {
			r.exact = false
		}
	}
	if !r.atEnd {
		r.afterK = p.classAt(&cells[r.to], false)
		r.nextOK = r.afterK == han
		r.exact = r.exact && !p.besideBase(i, r.to-1)
		if gaps[r.to-1].typed == "" {
			right = cells[r.to].left
		} else {
			r.exact = false
		}
	}
	r.room = right - left
}

// clear reports whether the rules determine the width of a row exactly: nothing
// in it has a shape, size or face that they leave open.
func (p *paragraph) clear(r *row, i int) bool {
	if !r.atStart && r.beforeK == half || !r.atEnd && r.afterK == half {
		return false
	}
	for _, cell := range p.cells[i][r.from:r.to] {
		at := p.ctx.index.of(cell.from)
		mark := p.ctx.runes[at]
		switch {
		case p.ctx.unclear[at], cell.size != r.size:
			return false
		case p.settings.Centred != nil && p.settings.Centred(cell.face, mark):
			return false
		case p.settings.Style == Kaiming && mark == '．': // the full stop of scientific texts: the rule names only 。
			return false
		}
	}
	return true
}

// clearText reports the same for the runes [a,b) of a row and their neighbours.
func (p *paragraph) clearText(a, b int) bool {
	around := string(p.ctx.runes[max(0, a-1):min(b+1, len(p.ctx.runes))])
	return !p.unsettled(a, b) && !strings.ContainsAny(around, "\u200b\u2060") && !p.halved(a) && !p.halved(b)
}

// measureRow computes the width that RULES 2 gives the marks of a row.
func (p *paragraph) measureRow(r *row, tokens []token, title bool) {
	n := len(tokens)
	r.slack = unit.Abs(n + 2)
	halves, least := 0, 0
	for k, t := range tokens {
		halves += t.width
		least += t.least
		if k > 0 && loses(tokens[k-1], t) {
			halves--
		}
	}
	// In titles an opening mark at a line's start is half wide in every style,
	// so that the ink is centred.
	if r.atStart && tokens[0].left && (p.settings.TrimStart || title) {
		halves--
	}
	if r.atEnd && tokens[n-1].right && (p.settings.Style == Hangmo || title) {
		halves--
	}
	r.natural, r.least = r.size.Scale(int64(halves), 2), r.size.Scale(int64(least), 2)
}

// tierOf returns the tier of RULES 4.1 that a mark belongs to.
func tierOf(t token) int {
	switch {
	case t.class != stop:
		return 4
	case in("，、；：", t.r):
		return 5
	case in("。？！", t.r):
		return 7
	}
	return 0
}

// loses reports whether two adjacent marks together lose half an em: the blank
// side of one faces the other (RULES 2.2).
func loses(a, b token) bool {
	stroke := func(t token) bool { return t.class == dash && t.width == 4 }
	bracket := func(t token) bool { return t.class == opening || t.class == closing || t.class == stop }
	switch {
	case bracket(a) && bracket(b):
		return a.right || b.left
	case stroke(a) && b.class == opening:
		return b.left
	case a.class == closing && stroke(b):
		return a.right
	}
	return false
}

// checkBoxes checks the widths of marks (RULES 2.1–2.4).
func (p *paragraph) checkBoxes(c *collector, i int) {
	l := p.lines[i]
	p.checkSingleBoxes(c, i)
	g, haveHan := p.hanGap(i)
	for _, r := range p.rows(i) {
		if r.natural == 0 {
			continue
		}
		if r.room < r.least-r.slack {
			c.at("marks 2.2", l, "“%s” has %s, less than its ink needs: %s", r.text, em(r.room, r.size), em(r.least, r.size))
			continue
		}
		if !r.exact || l.forced() {
			continue
		}
		natural := r.natural
		switch l.Repair {
		case frame.RepairNone, frame.RepairRagged:
			if abs(r.room-natural) > r.slack {
				c.at("marks 2.2", l, "“%s” has %s, not %s", r.text, em(r.room, r.size), em(natural, r.size))
			}
		case frame.RepairShrink:
			if r.room > natural+r.slack {
				c.at("marks 2.2", l, "“%s” has %s in a shrunk line, more than %s", r.text, em(r.room, r.size), em(natural, r.size))
			}
		case frame.RepairStretch, frame.RepairLoose:
			extra := r.room - natural
			most := r.size.Scale(1, 8)
			if haveHan {
				most = g
			} else if l.Repair == frame.RepairLoose {
				most = l.Measure
			}
			switch {
			case extra < -r.slack:
				c.at("marks 2.2", l, "“%s” has %s in a stretched line, less than %s", r.text, em(r.room, r.size), em(natural, r.size))
			case p.hasKind(i, r, dash, ellipsis, tilde) && extra > r.slack:
				// These gaps stretch last, only if the others do (RULES 4.2).
				if haveHan && g <= 1 {
					c.at("stretch 4.2", l, "“%s” is stretched by %s before the gaps between Han", r.text, em(extra, r.size))
				}
			case extra > unit.Abs(r.legal)*(most+1)+r.slack:
				c.at("stretch 4.2", l, "“%s” is stretched by %s: %d gaps of at most %s", r.text, em(extra, r.size), r.legal, em(most, r.size))
			case haveHan && p.settings.Level != LevelNone && !p.hasKind(i, r, dash, ellipsis, tilde) && (r.beforeOK || r.atStart) && (r.nextOK || r.atEnd) && extra < unit.Abs(r.legal)*(g-1)-r.slack:
				c.at("stretch 4.2", l, "“%s” is stretched by %s where %d gaps of %s were expected", r.text, em(extra, r.size), r.legal, em(g, r.size))
			}
		}
	}
}

// hasKind reports whether a row has a mark of one of the classes.
func (p *paragraph) hasKind(i int, r row, kinds ...class) bool {
	for j := r.from; j < r.to; j++ {
		for _, k := range kinds {
			if p.classAt(&p.cells[i][j], false) == k {
				return true
			}
		}
	}
	return false
}

// ligature reports whether a cell joins several characters of an address or
// identifier (RULES 1.5).
func (p *paragraph) ligature(cell *cell) bool {
	at := p.ctx.index.of(cell.from)
	n := 0
	for _, r := range cell.text {
		if classOf(r) != joiner {
			n++
		}
	}
	return n > 1 && p.ctx.literal[at+1] != plainText
}

// checkSingleBoxes checks the width of single boxes: one em for Han, half an em
// to one em for a mark, half an em for – · / between Han; and that a quote has
// the shape its surroundings ask for.
func (p *paragraph) checkSingleBoxes(c *collector, i int) {
	l, cells := p.lines[i], p.cells[i]
	for j := range cells {
		cell := &cells[j]
		if cell.hyphen || cell.text == "" {
			continue
		}
		at := p.ctx.index.of(cell.from)
		r, k := p.ctx.runes[at], p.ctx.class[at]
		w := cell.width()
		switch {
		case p.ligature(cell):
			c.at("literal 1.5", l, "“%s” is one glyph", cell.text)
		case k == han && w != cell.size:
			c.at("box 2.1", l, "“%s” is %s wide", cell.text, em(w, cell.size))
		case (k == opening || k == closing) && in("“”‘’", r) && !p.ctx.unclear[at] && 2*w < cell.size-2:
			c.at("quotes 1.8", l, "“%s” between Chinese text is %s wide: the Latin shape", cell.text, em(w, cell.size))
		case k == half && j > 0 && j+1 < len(cells) && !l.forced() && !p.besideBase(i, j-1) && !p.besideBase(i, j) &&
			p.classAt(&cells[j-1], true) == han && p.classAt(&cells[j+1], false) == han &&
			p.gaps[i][j-1].typed == "" && p.gaps[i][j].typed == "":
			room, half := cells[j+1].left-cells[j-1].right, cell.size.Scale(1, 2)
			switch {
			case room < half-2:
				c.at("box 2.1", l, "“%s” between Han has %s", cell.text, em(room, cell.size))
			case room > half+2 && (l.Repair == frame.RepairNone || l.Repair == frame.RepairRagged || l.Repair == frame.RepairShrink):
				c.at("box 2.1", l, "“%s” between Han has %s", cell.text, em(room, cell.size))
			}
		}
	}
}
