package proof

import (
	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/numeral"
)

// sequence checks that the numbers of headings and numbered paragraphs, or of
// the sections' labels, are consecutive at each of the four levels 一、 （一） 1.
// （1）.
type sequence struct {
	c    *checker
	last [4]int // number seen last at each level since a higher level changed
	bare [4]int // headings without a number at each level since the last one: the theme may number them
	item int    // number before the item of a list that the text is in, 0: none
}

// next checks the next paragraph, heading or label.
func (s *sequence) next(l line) {
	text, from := l.text, numeral.Attachments(l.text)
	if from > 0 {
		s.last[2], s.last[3] = 0, 0
		s.bare[2], s.bare[3] = 0, 0
	}
	m, ok := numeral.ItemAt(text[from:])
	if !ok || from == 0 && m.N != s.last[m.Level-1]+1 {
		m, ok = numeral.At(text[from:]) // not 1.2026年 unless a list has come to it
	}
	if !ok || m.N == 0 {
		return
	}
	if m.N != s.last[m.Level-1]+1 && m.Enumerates(text[from+m.End:]) != numeral.NoEnumeration {
		return // 三、四季度 begins with two numbers
	}
	level := m.Level - 1
	at := l.at(from+m.From, from+m.To)
	// The list of an automatic number may go on in cells, boxes and notes, and that of an
	// item inside it: 2.乙 below 1. 甲 is told as wanting a blank.
	if want := s.last[level] + 1; (m.N < want || m.N > want+s.bare[level]) && m.N != 1 && !automatic(at) && !(s.item > 0 && m.Level == 3 && m.N == s.item+1) {
		written := text[from+m.From : from+m.To]
		s.c.warn("proof-sequence", at, diag.Fix{}, written, numeral.Like(written, want))
	}
	s.last[level] = m.N
	clear(s.last[m.Level:])
	clear(s.bare[level:])
}

// heading notes a heading that may have no number.
func (s *sequence) heading(h *content.Heading, l line) {
	if _, numbered := numeral.At(l.text); !numbered && !h.Division && h.Level >= 1 && h.Level <= len(s.bare) {
		s.bare[h.Level-1]++
		clear(s.bare[h.Level:])
	}
}
