package inline

import (
	"strings"
	"unicode"
	"unicode/utf8"
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
	ends  bool // a hard break follows
}

// collect cuts the runs into characters with their context-free class; marks
// with two shapes are left for resolve. Offsets count over the joined texts.
func (s *Shaper) collect(runs []Run) []char {
	chars := s.chars[:0]
	base := 0
	for k := range runs {
		text := runs[k].Text
		for i, r := range text {
			c := char{r: r, at: int32(base + i), run: int32(k)}
			c.end = c.at + runeLen(text[i:], r)
			if n := len(chars); n > 0 && chars[n-1].takes(&c) {
				chars[n-1].end = c.end
				if isVariation(r) {
					chars[n-1].vs = r
				}
				continue
			}
			var ok bool
			if c.class, ok = markClass(r); !ok {
				c.class = wideClass(r)
			}
			chars = append(chars, c)
		}
		base += len(text)
		if runs[k].Break && len(chars) > 0 {
			chars[len(chars)-1].ends = true
		}
	}
	s.chars = chars
	return chars
}

// takes reports whether a character joins the one before it.
func (c *char) takes(next *char) bool {
	return c.end == next.at && extends(next.r) && c.class != cSpace && !c.ends
}

// runeLen returns the length of the first rune of a text, which is r: a byte
// that is no UTF-8 reads as U+FFFD, and so does U+FFFD itself.
func runeLen(text string, r rune) int32 {
	if r == utf8.RuneError && !strings.HasPrefix(text, "\ufffd") {
		return 1
	}
	return int32(utf8.RuneLen(r))
}

func isVariation(r rune) bool {
	return r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef
}

// extends reports characters that join the one before them.
func extends(r rune) bool {
	if r < 0x300 || r >= 0x3400 && r <= 0x9fff {
		return false
	}
	return isVariation(r) || unicode.In(r, unicode.Mn, unicode.Me)
}
