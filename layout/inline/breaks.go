package inline

import "unicode"

// brk classifies a gap between atoms as a place to end a line; greater values
// are better places.
type brk uint8

const (
	brkNone       brk = iota
	brkAny            // inside an indivisible unit; used only if nothing else fits
	brkStack          // inside a stack of closing marks (RULES 1.7)
	brkNumber         // inside a telephone number
	brkName           // inside a name of a list
	brkLetter         // inside an address or identifier, beside a single letter or digit of a part
	brkInside         // between two other characters of an address or identifier
	brkHyphen         // hyphenation point; a hyphen is added
	brkIdentifier     // behind a sign in an identifier, or where its case changes
	brkAllow          // legal break
	brkForce          // a hard break
)

// breaks returns the break class of the gap before each character: that of UAX
// #14 on the text with its ambiguous marks resolved, tailored as RULES 1 asks.
func (s *Shaper) breaks(chars []char, settings *Settings) []brk {
	n := len(chars)
	out := append(s.brks[:0], make([]brk, n+1)...)
	s.brks = out
	if s.baseBreaks(chars, out, settings) {
		straightQuotes(chars, out)
	}
	if settings.Level != LevelNone {
		s.tailor(chars, out, settings)
	}
	s.protect(chars, out, settings.Level)
	for i := 1; i < n && settings.Level != LevelNone; i++ {
		if chars[i].script && !chars[i-1].class.space() {
			out[i] = brkNone // a script keeps its base (RULES 1.5)
		}
	}
	for i := 1; i < n; i++ {
		if chars[i].raised {
			out[i] = brkNone // the mark of a note begins no line (RULES 13.1)
		}
	}
	for i := 1; i < n; i++ {
		if chars[i].word != 0 && chars[i].word == chars[i-1].word {
			out[i] = brkNone // a word with one reading (RULES 7.1)
		}
	}
	for i := range n {
		if chars[i].ends {
			out[i+1] = brkForce
		}
	}
	if n > 0 {
		out[0] = brkNone
		out[n] = brkForce
	}
	return out
}

// opens returns, for level none, which gaps may stretch: at that level a line
// may break inside a number, but no gap opens in it (RULES 4.2). At the other
// levels it returns nil: gaps open where lines may break.
func (s *Shaper) opens(chars []char, settings *Settings) []brk {
	if settings.Level != LevelNone {
		return nil
	}
	keep := s.brks
	s.brks = nil
	gb := *settings
	gb.Level = LevelGB
	out := s.breaks(chars, &gb)
	s.brks = keep
	return out
}

// baseBreaks sets the breaks of UAX #14. Marks that have been resolved as
// Chinese are replaced by characters of a Chinese class, since their own classes
// (QU, B2, IN, AL) forbid breaks that Chinese allows. Between two characters of
// Han text UAX #14 has no rule that the tailoring lacks, so only the ranges with
// other characters go through the segmenter, with one character on each side for
// context. It reports whether there are straight quotation marks.
func (s *Shaper) baseBreaks(chars []char, out []brk, settings *Settings) (quoted bool) {
	for i := 1; i < len(chars); i++ {
		out[i] = brkAllow
	}
	for i := 0; i < len(chars); i++ {
		if hanText(&chars[i]) {
			continue
		}
		quoted = quoted || chars[i].r == '"'
		j := i + 1
		for j < len(chars) && !(hanText(&chars[j]) && (j+1 == len(chars) || hanText(&chars[j+1]))) {
			quoted = quoted || chars[j].r == '"'
			j++
		}
		s.uax14(chars, out, max(i-1, 0), min(j+1, len(chars)))
		i = j
	}
	if settings.Level == LevelNone {
		for i := 1; i < len(chars); i++ {
			switch {
			case chars[i].class.space():
				out[i] = brkNone // a space stays on the line that it ends
			case !(latinWord(chars[i-1]) && latinWord(chars[i])):
				out[i] = brkAllow
			}
		}
	}
	if settings.Locale == Ko { // words are not divided (RULES 8.3)
		for i := 1; i < len(chars); i++ {
			if hangul(chars[i-1].r) && hangul(chars[i].r) {
				out[i] = brkNone
			}
		}
	}
	return quoted
}

// straightQuotes allows a line to end before the first and behind the second of a pair of
// straight quotation marks, beside Han or a mark of Chinese text (RULES 1.1). UAX #14 knows
// no pairs and forbids both, so that a quotation held together with what is around it.
func straightQuotes(chars []char, out []brk) {
	for from := 0; from < len(chars); {
		to := from + 1
		for to < len(chars) && !chars[to-1].ends {
			to++
		}
		open := -1
		for i := from; i < to; i++ {
			switch {
			case chars[i].r != '"' || chars[i].code || chars[i].class != cLatin:
			case open < 0:
				open = i
			default:
				if before := &chars[max(open-1, from)]; open > from && out[open] == brkNone && (ideograph(before) || before.class.closing()) {
					out[open] = brkAllow
				}
				if i+1 < to && out[i+1] == brkNone && (ideograph(&chars[i+1]) || chars[i+1].class == cOpen) {
					out[i+1] = brkAllow
				}
				open = -1
			}
		}
		from = to
	}
}

// joiner reports whether r forbids a break on either side (RULES 1.6).
func joiner(r rune) bool { return r == '\u2060' || r == '\u00a0' || r == '\ufeff' || r == '\u202f' }

func hangul(r rune) bool { return r >= 0xac00 && r <= 0xd7a3 || r >= 0x1100 && r <= 0x11ff }

func latinWord(c char) bool {
	return c.class == cLatin && (unicode.IsLetter(c.r) || unicode.IsDigit(c.r))
}

// hanText reports whether c is an ideograph or a mark of Chinese text.
func hanText(c *char) bool { return c.class == cHan && c.r >= 0x4e00 || c.class.mark() }

// uax14 sets the breaks between the characters of [from,to).
func (s *Shaper) uax14(chars []char, out []brk, from, to int) {
	runes, index := s.runes[:0], s.index[:0]
	for i := from; i < to; i++ {
		index = append(index, int32(len(runes)))
		runes = append(runes, uaxRune(chars[i]))
		if i > from {
			out[i] = brkNone
		}
	}
	s.runes, s.index = runes, index
	s.seg.Init(runes)
	it := s.seg.LineIterator()
	k := 0
	for it.Next() {
		line := it.Line()
		end := int32(line.Offset + len(line.Text))
		for k < len(index) && index[k] < end {
			k++
		}
		if k > 0 && k < len(index) && index[k] == end {
			out[from+k] = brkAllow
		}
	}
}

func uaxRune(c char) rune {
	if c.script && c.class == cLatin {
		return 'x' // a minus of a script is no sign of a number after it
	}
	switch c.class {
	case cOpen:
		return '「'
	case cClose:
		return '」'
	case cComma, cPeriod, cFused:
		return '。'
	case cDash, cEllipsis, cTilde, cHan:
		return '文'
	case cMiddle:
		return '。'
	case cWide:
		return ' ' // UAX #14 does not treat U+3000 as a space, which would allow an opening bracket before it to end a line
	}
	return c.r
}

// tailor applies the rules about characters at line edges (RULES 1.1–1.4).
func (s *Shaper) tailor(chars []char, out []brk, settings *Settings) {
	prev := 0  // the last visible character before i, or the first character
	equal := 0 // number of equal dashes or ellipses before the one before i
	for i := 1; i < len(chars); i++ {
		if !blank(chars[i-1].class) {
			prev = i - 1
		}
		if i > 1 && chars[i-2].r == chars[i-1].r && chars[i-2].class == chars[i-1].class {
			equal++
		} else {
			equal = 0
		}
		c, p := &chars[i], &chars[prev]
		if ideograph(c) && ideograph(p) {
			continue // the rules are about marks
		}
		asked := chars[i-1].r == '\u200b' // for a break, beside a stroke too (RULES 1.6)
		switch {
		case noStart(chars, i, settings) && !(asked && c.r == '/'), noEnd(chars, prev, settings) && !(asked && p.r == '/'):
			out[i] = brkNone
		case asked:
		case p.class == cLatin && p.r == '/' && settings.Level >= LevelGB && settings.Level != LevelBasic:
			out[i] = brkNone
		}
		// The halves of —— and …… are never separated; between two dashes or two
		// ellipses a line may break (GB/T 15834 5.1.4).
		if (c.class == cDash || c.class == cEllipsis) && chars[i-1].class == c.class && c.r == chars[i-1].r && !out[i].forced() {
			if equal%2 == 0 {
				out[i] = brkNone
			}
		}
		if c.class == cFused && chars[i-1].class == cFused {
			out[i] = brkNone
		}
	}
}

func (b brk) forced() bool { return b == brkForce }

// doubled reports whether the dash or ellipsis at i is one of a pair.
func doubled(chars []char, i int) bool {
	c := chars[i]
	if c.r == '⸺' {
		return true
	}
	return i > 0 && chars[i-1].r == c.r && chars[i-1].class == c.class ||
		i+1 < len(chars) && chars[i+1].r == c.r && chars[i+1].class == c.class
}

func noStart(chars []char, i int, settings *Settings) bool {
	c := &chars[i]
	if c.r == '—' || c.class == cDash { // in Latin text too
		return settings.Level == LevelStrict || !doubled(chars, i)
	}
	if c.r == '-' && i+1 < len(chars) && blank(chars[i-1].class) && blank(chars[i+1].class) {
		return true // a dash typed as a hyphen
	}
	switch c.class {
	case cClose, cComma, cPeriod, cFused, cTilde, cMiddle:
		return true
	case cEllipsis:
		return settings.Level == LevelStrict
	}
	return startForbidden(c.r)
}

func noEnd(chars []char, i int, settings *Settings) bool {
	c := &chars[i]
	if c.class == cOpen || endForbidden(c.r) {
		return true
	}
	if settings.Level != LevelBasic && (c.r == '/' || c.r == '／') {
		return true
	}
	return stroke(c) && opened(chars, i)
}

// stroke reports whether c is part of a dash or an ellipsis, in Latin text too.
func stroke(c *char) bool {
	return c.class == cDash || c.class == cEllipsis || c.r == '—' || c.r == '…'
}

// opened reports whether the dash or ellipsis at i stands directly behind an opening
// mark. It begins what the mark opens (“— 1 —”, “——甲”), and a line ends behind it as
// little as behind the mark (RULES 1.2).
func opened(chars []char, i int) bool {
	r := chars[i].r
	for i > 0 && chars[i].r == r {
		i--
	}
	return chars[i].class == cOpen || chars[i].r == '“' || chars[i].r == '‘'
}

// protect forbids breaks inside the units of RULES 1.5 and allows those of
// literals.
func (s *Shaper) protect(chars []char, out []brk, level Level) {
	n := len(chars)
	for i := 1; i < n; i++ {
		if joiner(chars[i-1].r) || joiner(chars[i].r) || chars[i-1].glued {
			out[i] = brkNone // UAX #14 allows a break between a hyphen and U+00A0
		}
	}
	for i := 0; i < n; i++ {
		if chars[i].class != cLatin {
			if fullDigit(chars[i].r) {
				for i+1 < n && (fullDigit(chars[i+1].r) || (chars[i+1].r == '．' || chars[i+1].r == '，') && i+2 < n && fullDigit(chars[i+2].r)) {
					out[i+1] = brkNone
					i++
				}
			}
			continue
		}
		j := i + 1
		for j < n && chars[j].class == cLatin && !chars[j-1].ends {
			j++
		}
		forbidInside(chars, out, i, j)
		if level != LevelNone {
			protectUnit(chars, out, i, j)
			// A note mark stays with its base: ……[1], and #7 with what it numbers.
			if i > 0 && (noteMark(chars, i, j) || chars[i].r == '#' && i+1 < j && digit(chars[i+1].r) && !out[i].forced()) {
				out[i] = brkNone
			}
		}
		i = j - 1
	}
	if level != LevelNone {
		keepSigns(chars, out)
	}
	for _, l := range s.literals {
		breakLiteral(chars, out, l)
		if k := int(l.from) - 1; l.address && k > 0 && bracketed(chars, k) && !out[k].forced() {
			out[k] = brkAllow
		}
		if k := l.from; k > 1 && chars[k].code && chars[k-1].r == ',' && chars[k-2].code && !out[k].forced() {
			out[k] = brkAllow // a comma ends a name in code, and stands between two
		}
	}
	s.linkEdges(chars, out)
	if level != LevelNone {
		keepNames(chars, out)
	}
}

func fullDigit(r rune) bool { return r >= '０' && r <= '９' }

// forbidInside removes the breaks of UAX #14 inside a Latin token, except after
// the hyphen of a compound word and after a Latin dash.
func forbidInside(chars []char, out []brk, from, to int) {
	for k := from + 1; k < to; k++ {
		if out[k] != brkAllow {
			continue
		}
		if p := chars[k-1].r; (p == '-' || p == '\u2010') && letters(chars, k-2, -1) >= 2 && letters(chars, k, 1) >= 2 {
			continue
		} else if (p == '–' || p == '—' || p == '…') && !noteMark(chars, k, to) {
			continue
		}
		out[k] = brkNone
	}
}

func letters(chars []char, i, step int) int {
	n := 0
	for ; i >= 0 && i < len(chars) && chars[i].class == cLatin && unicode.IsLetter(chars[i].r); i += step {
		n++
	}
	return n
}

func noteMark(chars []char, i, j int) bool {
	if chars[i].r != '[' || chars[i-1].class.space() {
		return false
	}
	k := i + 1
	for k < j && (digit(chars[k].r) || k > i+1 && (chars[k].r == ',' || chars[k].r == '-' || chars[k].r == '–')) {
		k++
	}
	return k > i+1 && k < j && chars[k].r == ']'
}
