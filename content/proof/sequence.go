package proof

import (
	"strings"

	"jianbao/content/diag"
	"jianbao/content/numeral"
	"jianbao/content/pattern"
)

// sequence checks that the numbers of headings and numbered paragraphs, or of
// the sections' labels, are consecutive at each of the four levels 一、 （一） 1.
// （1）.
type sequence struct {
	c    *checker
	last [4]int // number seen last at each level since a higher level changed
}

// attachments matches the words before the names of attachments, which are
// numbered by themselves: 附件：1. 甲 and below it 2. 乙 (GB/T 9704 7.3.4).
var attachments = pattern.New(`^(?:附件|附表|附图|附)[ 　]*[:：][ 　]*`)

// next checks the next paragraph, heading or label.
func (s *sequence) next(l line) {
	text, from := l.text, 0
	if strings.HasPrefix(text, "附") {
		if from = len(attachments().FindString(text)); from > 0 {
			s.last[2], s.last[3] = 0, 0
		}
	}
	m, ok := numeral.At(text[from:])
	if !ok || m.N == 0 {
		return
	}
	level := m.Level - 1
	if want := s.last[level] + 1; m.N != want && m.N != 1 {
		written := text[from+m.From : from+m.To]
		s.c.warn("proof-sequence", l.at(from+m.From, from+m.To), diag.Fix{}, written, numeral.Like(written, want))
	}
	s.last[level] = m.N
	clear(s.last[m.Level:])
}
