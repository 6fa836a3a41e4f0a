package manifest

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// simpleInlines returns a cell of CSV as inlines: a line end is a break, and ~2~ and
// ^3^ are scripts. A \ before a script, or before a > or ^ that is the whole text, is
// not printed; everywhere else it is. Before such a text, each pair of them prints one.
func simpleInlines(value string, place diag.Place) []content.Inline {
	s := simpleText{value: value, place: place}
	if n := backslashes(value); n > 0 && isJoin(value[n:]) {
		s.from = n - n/2
	}
	s.read(len(value))
	return trimBreaks(s.out)
}

// backslashes returns the number of backslashes at the beginning of a text.
func backslashes(s string) int { return len(s) - len(strings.TrimLeft(s, `\`)) }

// isJoin reports whether a text is a sign that joins cells.
func isJoin(s string) bool { return s == ">" || s == "^" }

// simpleText is a text that is divided into inlines.
type simpleText struct {
	value      string
	place      diag.Place
	from       int // of the text that is not yet in out
	out        []content.Inline
	decoration content.Decoration // of the span that is being read
	brackets   *brackets          // nil: [ is text
}

// read divides the text from s.from to an offset.
func (s *simpleText) read(to int) {
	for i := s.from; i < to; {
		switch c := s.value[i]; c {
		case '\n':
			s.keep(i)
			s.out = append(s.out, content.Break{Span: s.place.At(i, i+1)})
			i++
			s.from = i
		case '\\':
			n := backslashes(s.value[i:to])
			if s.refused(i, n, to) {
				s.keep(i)
				s.from = i + n - n/2
				i += n % 2 // the sign is printed
			}
			i += n
		case '~', '^':
			end := s.script(i, to, s.before(i))
			if end == 0 {
				i++
				continue
			}
			s.keep(i)
			s.add(i+1, end, c)
			i = end + 1
			s.from = i
		case '[':
			if !s.bracketed(i, to) {
				i++
				continue
			}
			s.keep(i)
			i = s.bracket(i)
			s.from = i
		default:
			i++
		}
	}
	s.keep(to)
	s.from = to
}

// keep adds the text up to an offset that is not yet in out.
func (s *simpleText) keep(to int) { s.add(s.from, to, 0) }

// add adds bytes [from,to), as a script if the sign is that of one.
func (s *simpleText) add(from, to int, sign byte) {
	if from >= to {
		return
	}
	run := content.Run{Value: s.value[from:to], Place: s.place.Slice(from, to), Decoration: s.decoration}
	switch sign {
	case '~':
		run.Script = content.Subscript
	case '^':
		run.Script = content.Superscript
	}
	s.out = append(s.out, run)
}

// maxScriptBytes is the maximum length of a script with its signs in bytes.
const maxScriptBytes = maxScript*utf8.UTFMax + 2

// before returns the character before an offset, a line end at the beginning.
func (s *simpleText) before(i int) rune {
	if i == 0 {
		return '\n'
	}
	r, _ := utf8.DecodeLastRuneInString(s.value[:i])
	return r
}

// refused reports whether n backslashes at an offset stand before a script, or before
// what begins with [, which they refuse if their number is odd.
func (s *simpleText) refused(i, n, to int) bool {
	before := '\\'
	if n == 1 {
		before = s.before(i)
	}
	return s.script(i+n, to, before) > 0 || s.bracketed(i+n, to)
}

// script returns the offset before to of the sign that ends the script at an offset
// behind a character, 0 if there is none.
func (s *simpleText) script(i, to int, before rune) int {
	if i >= to || s.value[i] != '~' && s.value[i] != '^' {
		return 0
	}
	if end := scriptAt(s.value, i, before); end < to {
		return end
	}
	return 0
}

// inAddress reports whether a text ends inside a web address.
func inAddress(text string) bool {
	at := strings.LastIndex(text, "://")
	return at >= 0 && !strings.ContainsFunc(text[at:], func(r rune) bool { return r <= ' ' || r > '~' || r == '<' || r == '>' })
}

// scriptAt returns the offset of the sign that ends the script at the ~ or ^ at an offset
// of a text, behind a character; 0 if there is none.
func scriptAt(value string, i int, before rune) int {
	if inAddress(value[max(0, i-addressReach):i]) {
		return 0
	}
	left := []byte(value[max(0, i-scriptContext):i])
	n, _ := scriptEnd(before, left, []byte(value[i:min(len(value), i+maxScriptBytes+scriptContext)]))
	if n == 0 {
		return 0
	}
	return i + n
}
