package manifest

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// simpleInlines returns a cell of CSV or a text of the manifest as inlines: a line end
// is a break, and ~2~ and ^3^ are scripts. A \ before a script, or before a > or ^
// that is the whole text, is not printed; everywhere else it is. Before such a text,
// each pair of them prints one.
func simpleInlines(value string, place diag.Place) []content.Inline {
	s := simpleText{value: value, place: place}
	if n := backslashes(value); n > 0 && isJoin(value[n:]) {
		s.from = n - n/2
	}
	for i := s.from; i < len(value); {
		switch c := value[i]; c {
		case '\n':
			s.keep(i)
			s.out = append(s.out, content.Break{Span: place.At(i, i+1)})
			i++
			s.from = i
		case '\\':
			n := backslashes(value[i:])
			if s.script(i+n) > 0 {
				s.keep(i)
				s.from = i + n - n/2
				i += n % 2 // the sign is printed
			}
			i += n
		case '~', '^':
			end := s.script(i)
			if end == 0 {
				i++
				continue
			}
			s.keep(i)
			s.add(i+1, end, c)
			i = end + 1
			s.from = i
		default:
			i++
		}
	}
	s.keep(len(value))
	return trimBreaks(s.out)
}

// backslashes returns the number of backslashes at the beginning of a text.
func backslashes(s string) int { return len(s) - len(strings.TrimLeft(s, `\`)) }

// isJoin reports whether a text is a sign that joins cells.
func isJoin(s string) bool { return s == ">" || s == "^" }

// simpleText is a text that is divided into inlines.
type simpleText struct {
	value string
	place diag.Place
	from  int // of the text that is not yet in out
	out   []content.Inline
}

func (s *simpleText) keep(to int) { s.add(s.from, to, 0) }

// add adds bytes [from,to), as a script if the sign is that of one.
func (s *simpleText) add(from, to int, sign byte) {
	if from >= to {
		return
	}
	run := content.Run{Value: s.value[from:to], Place: s.place.Slice(from, to)}
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

// maxAddress is the number of bytes before a ~ that are searched for the beginning of
// a web address, in which it is its own sign.
const maxAddress = 200

// script returns the offset of the sign that ends the script at an offset, 0 if there
// is none.
func (s *simpleText) script(i int) int {
	if i >= len(s.value) || s.value[i] != '~' && s.value[i] != '^' {
		return 0
	}
	before := '\n'
	if i > 0 {
		before, _ = utf8.DecodeLastRuneInString(s.value[:i])
	}
	if word := s.value[max(0, i-maxAddress):i]; strings.Contains(word[strings.LastIndexAny(word, " \n")+1:], "://") {
		return 0
	}
	// One more character is needed to see what follows the script.
	n := scriptEnd(before, []byte(s.value[i:min(len(s.value), i+maxScriptBytes+utf8.UTFMax)]))
	if n == 0 {
		return 0
	}
	return i + n
}
