package inline

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"jianbao/layout/inline/lexicon"
	"jianbao/layout/unit"
)

// Prices of the breaks of titles, headings and entries of the contents, in
// squares of 1/10 em: the improvement in balance that justifies a worse place or
// shape (RULES 5.4).
const (
	titleAtMark    = 2_500   // beside a mark, before 关于 and after the 的 of its object
	titleClause    = 4_500   // beside the verb
	titleAnywhere  = 8_000   // between two other words
	titleClose     = 14_000  // between a preposition and its object
	titleEnclitic  = 60_000  // between a closing mark and 的, 号 and the like
	titleInWord    = 400_000 // inside a word
	titleCompound  = 140_000 // inside a long word, between the words that it consists of
	titleEqual     = 300     // lines of equal length: neither trapezoid nor diamond
	titleHourglass = 2_000   // a middle line shorter than both its neighbours
	titleShortEnd  = 150_000 // one or two characters on the last line
	titleInQuote   = 120_000 // inside a quotation that would fit one line
	titleLine      = 30_000  // one line more than the fewest
)

// The price of a ragged last line grows with the square of what it lacks of
// raggedLast.
const (
	raggedLast  = 60 // 1/10 em
	raggedPrice = 4
)

// maxShaped is the greatest number of lines of a title whose shape is chosen,
// since the time that takes is proportional to that number and to the length of
// the title.
const maxShaped = 24

// shape returns the line ends of the atoms [from,to) of a title, heading or
// entry, chosen for sense first and balance second: in the fewest lines that
// hold it, or in one more where those would divide a word or a quotation. ok
// is false if text without a legal break does not fit on a line.
func (p *Paragraph) shape(from, to int, measure unit.Abs) (d division, ok bool) {
	s := titleShape{Paragraph: p, from: from, n: to - from, measure: measure}
	if whole := p.try(from, to); !p.shaped() && whole.nat-whole.shrinkAll <= s.room(0, s.n) {
		return division{ends: []int{to}}, true // lines of titles are never shrunk
	}
	lines := s.fewest()
	if lines == 0 || lines >= maxShaped {
		return division{}, false
	}
	if lines == 1 {
		return division{ends: []int{to}}, true
	}
	s.inside = p.quoted(from, to, measure)
	s.words = p.boundaries(from, to)
	d = s.into(lines)
	if s.words != nil && d.cost >= titleInQuote && lines < s.n {
		if more := s.into(lines + 1); more.cost < d.cost-titleLine {
			d = more
		}
	}
	return d, true
}

// division is a way to divide a paragraph, or the part of it before a hard
// break, into lines.
type division struct {
	ends   []int
	inWord []int // those of the ends that lie inside a word
	cost   int64

	unfilled bool // none of the lines is filled (RULES 11.3)
	cut      bool // what follows the only line is left out (RULES 11.6)
}

// titleShape searches for the best division of the atoms [from,from+n) into a
// given number of lines. As in optimum, the best division into l lines that ends
// at a break consists of a last line and the best division into l-1 lines that
// ends where that line starts. Prices that depend on the lines before (equal
// lengths, an hourglass) are computed for that best division only, so the result
// can be suboptimal in these.
type titleShape struct {
	*Paragraph
	from, n, lines int
	measure        unit.Abs
	mean           unit.Abs           // width of a line if all were equal
	inside         []bool             // by break: inside a quotation that fits one line
	words          []lexicon.Boundary // by break; nil: lines may end inside words
	best           [][]titleNode      // by number of lines and break, counted from from
}

// titleNode is the best division that ends at a break.
type titleNode struct {
	cost  int64
	start int      // break where its last line starts
	width unit.Abs // of its last line
}

const unreached = math.MaxInt64

// room returns the width that the line from break i to break j may have.
func (s *titleShape) room(i, j int) unit.Abs {
	w := s.target(s.measure, s.from+i)
	if j == s.n {
		w -= s.settings.LastRoom
	}
	return w
}

// fewest returns the number of lines of a greedy division at legal breaks, with
// no line shrunk; 0 if text without a legal break does not fit on a line.
func (s *titleShape) fewest() int {
	lines, i := 1, 0
	best := -1 // the last break that the line from i reaches
	for j := 1; j <= s.n; j++ {
		if j < s.n && s.atoms[s.from+j-1].after != brkAllow {
			continue
		}
		if t := s.try(s.from+i, s.from+j); t.nat <= s.room(i, j) {
			best = j
			continue
		}
		if best < 0 {
			return 0
		}
		lines++
		i, j, best = best, best, -1
	}
	return lines
}

// into returns the best division into exactly the given number of lines. A
// division into as many or fewer lines must exist.
func (s *titleShape) into(lines int) division {
	whole := s.try(s.from, s.from+s.n)
	s.lines, s.mean, s.best = lines, whole.nat/unit.Abs(lines), make([][]titleNode, lines+1)
	for l := range s.best {
		s.best[l] = slices.Repeat([]titleNode{{cost: unreached}}, s.n+1)
	}
	s.best[0][0].cost = 0
	for l := 1; l <= lines; l++ {
		for j := l; j <= s.n; j++ {
			if s.mayEnd(l, j) {
				s.best[l][j] = s.bestLine(l, j)
			}
		}
	}
	d := division{ends: make([]int, lines), cost: s.best[lines][s.n].cost}
	if d.cost == unreached {
		return d
	}
	for l, j := lines, s.n; l > 0; l-- {
		d.ends[l-1] = s.from + j
		if j < s.n && s.inWord(j) {
			d.inWord = append(d.inWord, s.from+j)
		}
		j = s.best[l][j].start
	}
	return d
}

// inWord reports whether break j lies inside a word. Between the words of a compound no
// reader is misled.
func (s *titleShape) inWord(j int) bool { return s.words != nil && s.words[j] == lexicon.Inside }

// mayEnd reports whether line l, counted from 1, may end at break j.
func (s *titleShape) mayEnd(l, j int) bool {
	if l == s.lines || j == s.n {
		return l == s.lines && j == s.n
	}
	return s.atoms[s.from+j-1].after == brkAllow
}

// bestLine returns the best division into l lines that ends at break j.
func (s *titleShape) bestLine(l, j int) titleNode {
	best := titleNode{cost: unreached}
	for i := j - 1; i >= l-1; i-- {
		t := s.try(s.from+i, s.from+j)
		if t.nat > s.measure {
			if s.atoms[s.from+i].class.space() && s.single(s.from+i, s.from+j) {
				continue // blanks alone: at the end of a longer line they have no width
			}
			break
		}
		before := s.best[l-1][i].cost
		if before == unreached || t.nat > s.room(i, j) {
			continue
		}
		if cost := before + s.titleCost(i, j, l, t.nat); cost < best.cost {
			best = titleNode{cost, i, t.nat}
		}
	}
	return best
}

// titleCost returns the price of line l of a division, from break i to break j:
// for its width, for the place where it ends, and for its shape below the lines
// before it.
func (s *titleShape) titleCost(i, j, l int, width unit.Abs) int64 {
	tenth := max(s.em/10, 1)
	cost := s.widthCost(i, j, width)
	switch {
	case j < s.n:
		cost += s.breakCost(j)
	case s.chars(s.from+i, s.from+j) <= s.shortEnd():
		cost += titleShortEnd
	}
	if !s.settings.Trapezoid || l == 1 {
		return cost
	}
	above := &s.best[l-1][i]
	if d := (above.width - width) / tenth; d > -5 && d < 5 {
		cost += titleEqual
	}
	if l > 2 && j == s.n {
		top := &s.best[l-2][above.start]
		if above.width < top.width && above.width < width {
			cost += titleHourglass
		}
	}
	return cost
}

// shortEnd returns the greatest number of characters that are too few for a last line. Two
// are half of a head in a narrow column (单位|名称).
func (s *titleShape) shortEnd() int {
	if s.settings.Cell {
		return 1
	}
	return 2
}

// widthCost returns the price of the width of the line from break i to break j.
// The lines of a title are of similar width. Those of a heading or an entry are
// as full as possible, and the last is not much shorter than raggedLast.
func (s *titleShape) widthCost(i, j int, width unit.Abs) int64 {
	tenth := max(s.em/10, 1)
	switch {
	case s.shaped():
		off := int64((width - s.mean) / tenth)
		return off * off
	case j == s.n:
		lack := max(0, raggedLast-int64(width/tenth))
		return raggedPrice * lack * lack
	}
	off := int64((s.room(i, j) - width) / tenth)
	return off * off
}

// breakCost returns the price of break j by the kind of place.
func (s *titleShape) breakCost(j int) int64 {
	var c, space int64
	last, next, latin := &s.atoms[s.from+j-1], &s.atoms[s.from+j], false
	if s.words != nil && last.class == cSpace {
		space, latin = s.betweenLatin(s.from + j - 1)
	}
	switch {
	case s.words != nil && s.inserted(s.from+j):
		c = titleInWord
	case s.words != nil && s.inserted(s.from+j-3):
		c = titleClose
	case latin:
		c = space
	case last.class == cWide || last.class == cSpace && !(s.words != nil && s.beside(s.from+j-1)):
	case last.class.closing() || last.class == cDash || last.class == cFused || next.class == cOpen:
		c = titleAtMark
		switch {
		case s.words == nil:
		case s.words[j] == lexicon.Close:
			c = titleClose // “…”|活动, 与|“…”
		case s.words[j] == lexicon.Compound:
			c = titleEnclitic // “…”|的, “…”|号
		case s.numbers(s.from + j):
			c = titleInWord // 2024—|2026年, 〔2026〕|3号
		}
	case s.words == nil:
		c = titleAnywhere
	default:
		c = boundaryPrice[s.words[j]]
	}
	if s.inside[j] {
		c += titleInQuote
	}
	return c
}

var boundaryPrice = [...]int64{
	lexicon.Inside: titleInWord, lexicon.Compound: titleCompound, lexicon.Close: titleClose, lexicon.Between: titleAnywhere, lexicon.Clause: titleClause, lexicon.Phrase: titleAtMark,
}

// numbers reports whether the mark beside break k belongs to a number: it is a dash between
// two, or encloses the year of a document number.
func (p *Paragraph) numbers(k int) bool {
	if k < 2 || k+1 >= len(p.atoms) {
		return false
	}
	if !digit(p.text[p.atoms[k].from]) {
		year := p.text[p.atoms[k].from:]
		return p.atoms[k-1].class == cHan && (strings.HasPrefix(year, "〔") || strings.HasPrefix(year, "［")) && digit(p.text[p.atoms[k+1].from])
	}
	before := p.text[p.atoms[k-2].from:p.atoms[k-1].from]
	switch mark := p.atoms[k-1]; {
	case mark.class == cDash:
		return before != "" && digit(before[len(before)-1]) || strings.ContainsAny(before, "年月日")
	case strings.HasPrefix(p.text[mark.from:], "〕"), strings.HasPrefix(p.text[mark.from:], "］"):
		return before != "" && digit(before[len(before)-1])
	}
	return false
}

// chars returns the number of Han and Latin atoms in [i,j).
func (p *Paragraph) chars(i, j int) int {
	n := 0
	for k := i; k < j; k++ {
		if c := p.atoms[k].class; c == cHan || c == cLatin {
			n++
		}
	}
	return n
}

// quoted reports for each break whether it lies inside a bracketed or quoted
// phrase that fits one line.
func (p *Paragraph) quoted(from, to int, measure unit.Abs) []bool {
	out := make([]bool, to-from+1)
	var open []int
	for k := from; k < to; k++ {
		switch p.atoms[k].class {
		case cOpen:
			open = append(open, k)
		case cClose:
			if len(open) == 0 {
				continue
			}
			o := open[len(open)-1]
			open = open[:len(open)-1]
			if t := p.try(o, k+1); t.nat <= measure {
				for b := o + 1; b <= k; b++ {
					out[b-from] = true
				}
			}
		}
	}
	return out
}

// inserted reports whether a bracket of a single Han character begins at atom k, as
// a part of the word around it: 国（边）境, 县（市）.
func (p *Paragraph) inserted(k int) bool {
	return k > 0 && k+2 < len(p.atoms) && p.atoms[k].class == cOpen && p.atoms[k+1].class == cHan && p.atoms[k+2].class.closing() &&
		p.atoms[k-1].class == cHan && strings.HasPrefix(p.text[p.atoms[k].from:], "（")
}

// beside reports whether the space atom k stands between Han and Latin, where it
// is the space of RULES 3.1 and no place that the author chose.
func (p *Paragraph) beside(k int) bool {
	if k == 0 || k+1 >= len(p.atoms) {
		return false
	}
	last, next := p.atoms[k-1].class, p.atoms[k+1].class
	return last == cHan && next == cLatin || last == cLatin && next == cHan
}

// betweenLatin returns the price of a break at the space atom k; ok is false if the
// space is one that the author chose as a place to end a line, and not that of Latin
// text, which separates all of its words. An ASCII bracket is a mark beside Han, too.
func (p *Paragraph) betweenLatin(k int) (price int64, ok bool) {
	if k == 0 || k+1 >= len(p.atoms) {
		return 0, false
	}
	before, next := &p.atoms[k-1], &p.atoms[k+1]
	last, first := p.text[before.to-1], p.text[next.from]
	switch {
	case next.latin() && (first == '(' || first == '['), before.latin() && (last == ')' || last == ']'):
		return 0, true
	case !before.latin() || !next.latin():
		return 0, false
	case strings.IndexByte("|:;,.!?", last) >= 0:
		return titleAtMark, true
	case digit(first), strings.IndexByte("|&+-", first) >= 0:
		return titleAnywhere, true // Python 3; no line begins with a stroke
	}
	return titleClause, true
}

// boundaries returns the boundary of words at each break of the atoms [from,to);
// nil if lines may end anywhere. The lexicon is of Simplified Chinese.
func (p *Paragraph) boundaries(from, to int) []lexicon.Boundary {
	if p.settings.Locale != ZhHans || !p.settings.Words {
		return nil
	}
	text := make([]rune, 0, to-from)
	index := make([]int, 0, to-from) // breaks of text's characters
	for k := from; k < to; k++ {
		a := &p.atoms[k]
		if a.class == cSpace && p.beside(k) {
			continue
		}
		r, _ := utf8.DecodeRuneInString(p.text[a.from:])
		text, index = append(text, r), append(index, k-from)
	}
	out := slices.Repeat([]lexicon.Boundary{lexicon.Between}, to-from+1)
	for i, b := range lexicon.Boundaries(text) {
		k := index[i]
		if b == lexicon.Between && k > 1 && p.atoms[from+k-1].class == cSpace && p.atoms[from+k-2].class == cLatin {
			b = lexicon.Clause // the author left a space after a Latin word
		}
		out[k] = b
	}
	return out
}
