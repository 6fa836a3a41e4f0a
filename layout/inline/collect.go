package inline

import (
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

// collect joins the runs to one text and cuts it into characters with their
// context-free class; marks with two shapes are left for resolve.
func (s *Shaper) collect(runs []Run) (string, []char) {
	text := runs[0].Text
	if len(runs) > 1 {
		n := 0
		for i := range runs {
			n += len(runs[i].Text)
		}
		buf := make([]byte, 0, n)
		for i := range runs {
			buf = append(buf, runs[i].Text...)
		}
		text = string(buf)
	}
	chars := s.chars[:0]
	base := 0
	for k := range runs {
		for i, r := range runs[k].Text {
			at := int32(base + i)
			size := int32(utf8.RuneLen(r))
			if size < 0 || r == utf8.RuneError {
				size = 1
				if r == utf8.RuneError && len(runs[k].Text) > i+2 && runs[k].Text[i:i+3] == "\ufffd" {
					size = 3
				}
			}
			if n := len(chars); n > 0 && chars[n-1].end == at && extends(r) && chars[n-1].class != cSpace && !chars[n-1].ends {
				chars[n-1].end = at + size
				if isVariation(r) {
					chars[n-1].vs = r
				}
				continue
			}
			c, ok := markClass(r)
			if !ok {
				c = wideClass(r)
			}
			chars = append(chars, char{r: r, at: at, end: at + size, run: int32(k), class: c})
		}
		base += len(runs[k].Text)
		if runs[k].Break && len(chars) > 0 {
			chars[len(chars)-1].ends = true
		}
	}
	s.chars = chars
	return text, chars
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
