package inline

import (
	"strings"
	"unicode"
)

// brk is what the text allows at a gap.
type brk uint8

const (
	brkNone   brk = iota
	brkAny        // last resort: inside a unit, nothing else fits
	brkStack      // inside a stack of closing marks (RULES 1.7)
	brkHyphen     // at a hyphenation point; a hyphen is added
	brkAllow      // legal
	brkForce      // a hard break
)

// breaks computes what is allowed before each character: UAX14 on the text with
// its ambiguous marks resolved, plus the tailoring of RULES 1.
func (s *Shaper) breaks(chars []char, settings *Settings) []brk {
	n := len(chars)
	out := append(s.brks[:0], make([]brk, n+1)...)
	s.brks = out
	s.baseBreaks(chars, out, settings)
	if settings.Level != LevelNone {
		s.tailor(chars, out, settings)
	}
	s.protect(chars, out, settings.Level)
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

// opens returns where gaps may stretch at level none: a line may break inside a
// number there, but no gap opens in it (RULES 4.2). At the other levels it
// is nil: gaps open where lines may break.
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

// baseBreaks runs UAX14. Marks that have been resolved as Chinese go in as
// characters of a Chinese class, since their own (QU, B2, IN, AL) forbids
// breaks that Chinese allows. Between two characters of Han text UAX14 has
// no rule that the tailoring lacks, so only the stretches with
// anything else go through it, with one character around them for context.
func (s *Shaper) baseBreaks(chars []char, out []brk, settings *Settings) {
	for i := 1; i < len(chars); i++ {
		out[i] = brkAllow
	}
	for i := 0; i < len(chars); i++ {
		if hanText(&chars[i]) {
			continue
		}
		j := i + 1
		for j < len(chars) && !(hanText(&chars[j]) && (j+1 == len(chars) || hanText(&chars[j+1]))) {
			j++
		}
		s.uax14(chars, out, max(i-1, 0), min(j+1, len(chars)))
		i = j
	}
	if settings.Level == LevelNone {
		for i := 1; i < len(chars); i++ {
			switch {
			case chars[i].class.space():
				out[i] = brkNone // a space ends its line
			case !(latinWord(chars[i-1]) && latinWord(chars[i])):
				out[i] = brkAllow
			}
		}
	}
	if settings.Locale == Ko { // words stay whole (RULES 8.3)
		for i := 1; i < len(chars); i++ {
			if hangul(chars[i-1].r) && hangul(chars[i].r) {
				out[i] = brkNone
			}
		}
	}
}

// joiner reports a character that forbids a break on either side (RULES 1.6).
func joiner(r rune) bool { return r == '\u2060' || r == '\u00a0' || r == '\ufeff' || r == '\u202f' }

func hangul(r rune) bool { return r >= 0xac00 && r <= 0xd7a3 || r >= 0x1100 && r <= 0x11ff }

func latinWord(c char) bool {
	return c.class == cLatin && (unicode.IsLetter(c.r) || unicode.IsDigit(c.r))
}

// hanText reports an ideograph or a mark of Chinese text.
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
		return ' ' // U+3000 is no space to UAX14: a bracket before it would end its line
	}
	return c.r
}

// tailor applies 避头尾 (RULES 1.1–1.4).
func (s *Shaper) tailor(chars []char, out []brk, settings *Settings) {
	prev := 0  // the last character before i that shows, or the first one
	equal := 0 // how many dashes or ellipses equal to that before i stand before it
	for i := 1; i < len(chars); i++ {
		if !blank(chars[i-1].class) {
			prev = i - 1
		}
		if i > 1 && chars[i-2].r == chars[i-1].r && chars[i-2].class == chars[i-1].class {
			equal++
		} else {
			equal = 0
		}
		c, p := chars[i], chars[prev]
		switch {
		case noStart(chars, i, settings), noEnd(chars, prev, settings):
			out[i] = brkNone
		case p.class == cLatin && p.r == '/' && settings.Level >= LevelGB && settings.Level != LevelBasic:
			out[i] = brkNone
		}
		// Each half of —— and …… belongs to the other; between two ellipses or
		// two dashes a line may break (GB/T 15834 5.1.4).
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
	c := chars[i]
	if c.r == '—' || c.class == cDash { // of Latin text, too
		return settings.Level == LevelStrict || !doubled(chars, i)
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
	c := chars[i]
	if c.class == cOpen || endForbidden(c.r) {
		return true
	}
	if settings.Level != LevelBasic && (c.r == '/' || c.r == '／') {
		return true
	}
	return false
}

// protect keeps together what RULES 1.5 calls a unit and opens URLs where
// they may break.
func (s *Shaper) protect(chars []char, out []brk, level Level) {
	n := len(chars)
	for i := 1; i < n; i++ {
		if joiner(chars[i-1].r) || joiner(chars[i].r) {
			out[i] = brkNone // UAX14 lets a line end between a hyphen and U+00A0
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
		s.protectToken(chars, out, i, j)
		if level != LevelNone {
			protectUnit(chars, out, i, j)
			// A note mark keeps its base: ……[1].
			if i > 0 && noteMark(chars, i, j) {
				out[i] = brkNone
			}
		}
		i = j - 1
	}
}

func fullDigit(r rune) bool { return r >= '０' && r <= '９' }

// protectToken handles one unspaced stretch of Latin characters.
func (s *Shaper) protectToken(chars []char, out []brk, from, to int) {
	buf := s.token[:0]
	for k := from; k < to; k++ {
		buf = append(buf, chars[k].r)
	}
	s.token = buf
	if start, end := findURL(buf); end > start {
		for k := from + start + 1; k < from+end; k++ {
			out[k] = brkNone
			if strings.ContainsRune("/.-_?&=", chars[k-1].r) && !strings.ContainsRune("/.,;:!?)", chars[k].r) {
				out[k] = brkAllow
			}
		}
		s.forbidInside(chars, out, from, from+start)
		s.forbidInside(chars, out, from+end, to)
		return
	}
	s.forbidInside(chars, out, from, to)
}

// forbidInside takes back the breaks UAX14 sees inside a Latin token, except
// after the hyphen of a compound of whole words and after a Latin dash.
func (s *Shaper) forbidInside(chars []char, out []brk, from, to int) {
	for k := from + 1; k < to; k++ {
		if out[k] != brkAllow {
			continue
		}
		if p := chars[k-1].r; (p == '-' || p == '\u2010') && letters(chars, k-2, -1) >= 2 && letters(chars, k, 1) >= 2 {
			continue
		} else if p == '–' || p == '—' || p == '…' {
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
	for k < j && (isDigitRune(chars[k].r) || k > i+1 && (chars[k].r == ',' || chars[k].r == '-' || chars[k].r == '–')) {
		k++
	}
	return k > i+1 && k < j && chars[k].r == ']'
}

func isDigitRune(r rune) bool { return r >= '0' && r <= '9' }
