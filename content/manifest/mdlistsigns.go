package manifest

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"jianbao/content"
)

// Lists whose marks may have been meant as signs of the copy: plus and minus, and the
// asterisk of a footnote.

// mixedSigns reports lists of - directly above lists of +, or the other way round: they may
// be signs of gains and losses. One finding is for all that follow one another. Lists that
// are printed with their signs are told by signedItems.
func (m *markdown) mixedSigns(parent ast.Node) {
	var group []*ast.List
	report := func() {
		if len(group) > 1 && slices.ContainsFunc(group, func(list *ast.List) bool { return !m.signed(list) }) {
			mark := m.marks[group[1].FirstChild()]
			m.log.Add("md-list-signs", m.place.At(mark.from, mark.to))
		}
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		list, ok := n.(*ast.List)
		switch {
		case !ok:
		case m.continuesSigns(list):
			group = append(group, list)
		default:
			report()
			group = []*ast.List{list}
		}
	}
	report()
}

// continuesSigns reports whether the first item of a list of + or - stands directly below an
// item of the other sign, with its mark in the same column.
func (m *markdown) continuesSigns(list *ast.List) bool {
	above, ok := list.PreviousSibling().(*ast.List)
	if !ok || !slices.Contains([]string{"+-", "-+"}, string([]byte{above.Marker, list.Marker})) || above.LastChild().ChildCount() != 1 {
		return false
	}
	mark, ok := m.marks[list.FirstChild()]
	before, ok2 := m.marks[above.LastChild()]
	return ok && ok2 && m.column(mark.from) == m.column(before.from) && m.textAt(m.lineStart(m.lineStart(mark.from)-1))
}

// lineStart returns the offset of the line that an offset is in; 0 for one before the text.
func (m *markdown) lineStart(at int) int {
	return bytes.LastIndexByte(m.data[:max(at, 0)], '\n') + 1
}

// column returns the number of bytes before an offset in its line.
func (m *markdown) column(at int) int { return at - m.lineStart(at) }

// noteStars are the asterisks of a file that may be the signs of footnotes.
type noteStars struct {
	words []string // with the asterisk behind them
	notes []starNote
	cells int  // of tables, that end in an asterisk
	lists bool // asterisks are marks of lists
}

// starNote is a list of one item with an asterisk.
type starNote struct {
	mark        span
	text, words string // of the item, and of the first asterisk before it
}

// noteStar notes the asterisks of a text behind words, those known to be copy apart, if the
// text has no other that lacks its partner.
func (m *markdown) noteStar(in []content.Inline, known map[int]bool) {
	var words []string
	for _, x := range in {
		run, ok := x.(content.Run)
		if !ok || run.Literal {
			continue
		}
		for i, n := range starRuns(run.Value) {
			before, _ := utf8.DecodeLastRuneInString(run.Value[:i])
			after, _ := utf8.DecodeRuneInString(run.Value[i+n:])
			behind := wordCharacter(before) && !surname(run.Value[:i]) || strings.ContainsRune("）)》”’」』】％%℃", before)
			switch {
			case n > 1 && !behind && wordCharacter(after):
				return
			case n == 1 && behind && !wordCharacter(after) && !known[run.Place.At(i, i+1).Start]:
				text := []rune(run.Value[:i])
				words = append(words, strings.TrimSpace(string(text[max(0, len(text)-maxStarred):]))+"*")
			}
		}
	}
	m.noteStars.words = append(m.noteStars.words, words...)
}

// surname reports whether a text ends with a single Han or with 某, as before the asterisk of
// a masked name: 批示：王*, 李某*.
func surname(text string) bool {
	if strings.HasSuffix(text, "某") {
		return true
	}
	last, n := utf8.DecodeLastRuneInString(text)
	before, _ := utf8.DecodeLastRuneInString(text[:len(text)-n])
	return unicode.Is(unicode.Han, last) && !wordCharacter(before)
}

// maxStarred is how many characters before the sign of a footnote a message quotes.
const maxStarred = 6

// starList notes a list with asterisks.
func (m *markdown) starList(list *ast.List) {
	if list.Marker != '*' {
		return
	}
	stars := &m.noteStars
	item := list.FirstChild()
	mark, ok := m.marks[item]
	_, below := list.PreviousSibling().(*ast.List)
	if !ok || below || list.ChildCount() > 1 || item.ChildCount() != 1 || !isText(item.FirstChild()) || item.FirstChild().Lines().Len() == 0 {
		stars.lists = true
		return
	}
	if line := item.FirstChild().Lines().At(0); len(stars.words) > len(stars.notes) {
		stars.notes = append(stars.notes, starNote{mark, content.Excerpt(string(line.Value(m.data))), stars.words[0]})
	} else {
		stars.lists = true
	}
}

// maxMaskedCells is how many cells of tables may have an asterisk at their end, if it is to be
// the sign of a footnote: more are names.
const maxMaskedCells = 2

// starNotes reports the lists of one item that may be footnotes: those of a file that has no
// other lists with asterisks, below as many asterisks in the text.
func (m *markdown) starNotes() {
	for _, note := range m.noteStars.notes {
		if !m.noteStars.lists && m.noteStars.cells <= maxMaskedCells {
			m.log.Add("md-star-note", m.place.At(note.mark.from, note.mark.to), note.text, note.words)
		}
	}
}
