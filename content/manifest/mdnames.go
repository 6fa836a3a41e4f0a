package manifest

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"jianbao/content"
	"jianbao/content/diag"
)

// nameList returns a fenced block of names: 名单, then the number of columns and 竖 for
// names that follow one another down the columns.
func (m *markdown) nameList(n *ast.FencedCodeBlock, options string, span diag.Span) content.Block {
	list := &content.NameList{Span: span}
	for _, word := range strings.Fields(options) {
		columns, err := strconv.Atoi(word)
		switch {
		case word == "竖":
			list.Down = true
		case err == nil && columns > 0 && columns <= content.MaxNameColumns && list.Columns == 0:
			list.Columns = columns
		default:
			m.fail("md-names-option", span, word, content.MaxNameColumns)
			return nil
		}
	}
	lines, ok := m.textLines(n)
	for _, l := range lines {
		list.Names = append(list.Names, namesIn(l)...)
	}
	switch {
	case !ok:
		return nil
	case len(list.Names) == 0:
		m.fail("md-empty-text", span, namesWord)
		return nil
	}
	return list
}

// namesIn returns the names of a line. They are separated by 、 or , or, in a line
// without these, by blanks; two single Han with a blank between are one name, a word in
// parentheses belongs to the name before it, and one blank between Latin words to their
// name.
func namesIn(line content.Text) (names []content.Text) {
	s := line.Value
	listed := strings.ContainsAny(s, "、，,；;")
	from := -1
	flush := func(to int) {
		if from >= 0 && to > from {
			if name := solidName(trimText(line, from, to)); name.Value != "" {
				names = append(names, name)
			}
		}
		from = -1
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case strings.ContainsRune("、，,；;", r):
			flush(i)
		case !unicode.IsSpace(r):
			if from < 0 {
				from = i
			}
		case from >= 0 && !listed:
			next := i + len(s[i:]) - len(strings.TrimLeftFunc(s[i:], unicode.IsSpace))
			if !sameName(s[from:i], s[i:next], s[next:]) {
				flush(i)
			}
			size = next - i
		}
		i += size
	}
	flush(len(s))
	return names
}

// sameName reports whether what follows blanks belongs to the name before them.
func sameName(before, blanks, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	last, _ := utf8.DecodeLastRuneInString(before)
	switch {
	case next == '（' || next == '(':
		return true
	case latinLetter(last) && latinLetter(next):
		return blanks == " "
	}
	word, _, _ := strings.Cut(strings.ReplaceAll(after, "（", " "), " ")
	word, _, _ = strings.Cut(word, "\u3000")
	return utf8.RuneCountInString(before) == 1 && unicode.Is(unicode.Han, last) && utf8.RuneCountInString(word) == 1 && unicode.Is(unicode.Han, next)
}

func latinLetter(r rune) bool { return unicode.Is(unicode.Latin, r) || r == '.' }

// solidName returns a name without the blanks beside Han and parentheses, which
// editors type to align names of two characters with those of three.
func solidName(name content.Text) content.Text {
	out := content.Text{Place: diag.Place{Source: name.Place.Source}}
	var last rune
	for i, r := range name.Value {
		next := i + utf8.RuneLen(r)
		if unicode.IsSpace(r) {
			rest := strings.TrimLeftFunc(name.Value[next:], unicode.IsSpace)
			if after, _ := utf8.DecodeRuneInString(rest); !latinLetter(last) || !latinLetter(after) {
				continue
			}
			if last == ' ' {
				continue
			}
			r = ' '
		}
		for _, step := range name.Place.Slice(i, next).Steps {
			out.Place.Steps = append(out.Place.Steps, diag.Step{Off: len(out.Value) + step.Off, Src: step.Src})
		}
		out.Value += string(r)
		last = r
	}
	return out
}
