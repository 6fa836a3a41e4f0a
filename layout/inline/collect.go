package inline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/layout/frame"
)

// char is one user-perceived character of the paragraph: a base with its
// variation selector or combining marks.
type char struct {
	r     rune
	vs    rune // variation selector, or 0
	at    int32
	end   int32 // bytes [at,end) of the paragraph's text
	run   int32
	class class
	ends  bool // whether a hard break follows
	glued bool // no line ends after it: it includes a U+00A0 that is not set

	script bool // of a subscript or superscript
	raised bool // the mark of a note behind the text that it belongs to
	code   bool // of code
	edge   bool // a link begins or ends before it
	word   int  // ordinal of the base of a reading; 0: of none
	last   rune // of the sequence, if it has several characters
	emoji  bool // an emoji sequence, shaped as a whole
	marks  bool // with combining marks that Unicode does not have composed with the base
}

// collect divides the runs into characters and gives each the class that does
// not depend on context; resolve decides about marks with two shapes. Offsets
// are in the joined texts.
func (s *Shaper) collect(runs []Run) []char {
	chars := s.chars[:0]
	base := 0
	for k := range runs {
		text, first := runs[k].Text, len(chars)
		if runs[k].Note != 0 && runs[k].endMark() {
			chars = append(chars, endMark(&runs[k], base, k))
			base += len(text)
			continue
		}
		for i, r := range text {
			c := char{r: r, at: int32(base + i), run: int32(k), script: runs[k].Script != frame.NoScript, raised: runs[k].Note != 0 && runs[k].Script != frame.NoScript, code: runs[k].Code, word: runs[k].Ruby.Nth}
			if r >= 0x4e00 && r <= 0x9fff { // most of the text: never part of the character before it
				c.end, c.class = c.at+3, cHan
				chars = append(chars, c)
				continue
			}
			c.end = c.at + runeLen(text[i:], r)
			if n := len(chars); n > 0 && chars[n-1].joins(&c) {
				chars[n-1].extend(&c)
				continue
			}
			var ok bool
			if c.class, ok = markClass(r); !ok {
				c.class = wideClass(r)
			}
			if r == '\u3000' && runs[k].Decoration.Line == frame.FormUnder {
				c.class = cHan // a blank to fill in (RULES 7.1)
			}
			chars = append(chars, c)
		}
		if first < len(chars) && k > 0 && runs[k].Link != runs[k-1].Link {
			chars[first].edge = true
		}
		base += len(text)
		if runs[k].Break && len(chars) > 0 {
			chars[len(chars)-1].ends = true
		}
	}
	s.chars = chars
	return chars
}

// joins reports whether the character next is part of c: a variation selector, a
// combining mark, or the continuation of an emoji sequence.
func (c *char) joins(next *char) bool {
	return c.end == next.at && c.class != cSpace && !c.ends && (extends(next.r) || c.continued(next.r))
}

// extend makes the character next a part of c. A sequence of emoji is set like an
// ideograph.
func (c *char) extend(next *char) {
	switch {
	case isVariation(next.r):
		c.vs = next.r
	case c.completes(next.r):
		c.emoji, c.class = true, cHan
	case combining(next.r):
		c.combine(next.r)
	}
	c.end, c.last = next.end, next.r
}

// runeLen returns the length in bytes of the first rune of a text, which is r.
// If r is U+FFFD that is three bytes, or one byte that is not valid UTF-8.
func runeLen(text string, r rune) int32 {
	if r == utf8.RuneError && !strings.HasPrefix(text, "\ufffd") {
		return 1
	}
	return int32(utf8.RuneLen(r))
}

func isVariation(r rune) bool {
	return r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef
}

// extends reports whether a character is part of the one before it.
func extends(r rune) bool {
	switch { // where most characters of a text are, and no marks
	case r < 0x300, r >= 0x2000 && r < 0x20d0, r >= 0x3000 && r < 0x302a, r >= 0x3400 && r <= 0x9fff, r >= 0xff00 && r <= 0xffff:
		return false
	}
	return isVariation(r) || unicode.In(r, unicode.Mn, unicode.Me)
}
