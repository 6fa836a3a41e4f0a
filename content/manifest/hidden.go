package manifest

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// hidden reports whether the invisible character r at bytes [from,to) of a name, a number
// or an address is dropped: each that neither is a blank nor decides what a visible
// character looks like, as selectors of variants do, and the joiners of emoji and of
// scripts that join letters. In copy these characters can permit or forbid the end of a
// line; a name with one is another name for files, indexes and searches.
func hidden(s string, r rune, from, to int) bool {
	if r < 0x80 || !invisible(r) || unicode.IsSpace(r) || r == 0x2800 {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	after, _ := utf8.DecodeRuneInString(s[to:])
	const keycap, flag, firstTag, lastTag = 0x20E3, 0x1F3F4, 0xE0020, 0xE007F
	joins := func(r rune) bool {
		return r >= 0x80 && r != utf8.RuneError && !unicode.In(r, unicode.Han, unicode.Latin, unicode.P) && (!invisible(r) || unicode.Is(unicode.Variation_Selector, r))
	}
	switch {
	case unicode.Is(unicode.Variation_Selector, r):
		return from == 0 || invisible(before) || before < 0x80 && after != keycap
	case r == 0x200C, r == 0x200D:
		return !joins(before) || !joins(after)
	case r >= firstTag && r <= lastTag:
		return before != flag && (before < firstTag || before > lastTag)
	}
	return true
}

// withoutHidden returns a name or an address without hidden characters, and its place;
// gone counts them. One that looks empty stays: that is reported as such.
func (gone *droppedMarks) withoutHidden(t content.Text) content.Text {
	var marks []span
	for i, r := range t.Value {
		to := i + utf8.RuneLen(r)
		if r < 0xA0 || r == utf8.RuneError || !hidden(t.Value, r, i, to) {
			continue
		}
		if marks == nil && allInvisible(t.Value) {
			return t
		}
		gone.add(r, t.Place.At(i, to))
		marks = append(marks, span{i, to})
	}
	t.Value, t.Place = without(t.Value, t.Place, marks)
	return t
}

// withoutHidden returns a name, a number or an address without hidden characters, which a
// notice reports.
func (l *loader) withoutHidden(t content.Text) content.Text {
	var gone droppedMarks
	t = gone.withoutHidden(t)
	gone.report(l.log)
	return t
}

// Name returns a name or a number of a manifest as issues have it: without blanks at its
// ends and without invisible characters.
func Name(s string) string {
	var gone droppedMarks
	return strings.TrimSpace(gone.withoutHidden(content.Text{Value: s}).Value)
}

// addressBlank reports whether a character is a blank that no address can have. The space
// of ASCII is not: readers of links write it as %20.
func addressBlank(r rune) bool { return r >= 0x80 && (unicode.IsSpace(r) || r == 0x2800) }

// visibleAddress returns the address of a link without hidden characters, which are
// reported with those of the other links of the text.
func (m *markdown) visibleAddress(link string, at diag.Span) string {
	place := diag.Place{Source: at.Source, Steps: []diag.Step{{Off: 0, Src: at.Start}}}
	return m.gone.withoutHidden(content.Text{Value: link, Place: place}).Value
}

// blankAddress reports the address of a link with a blank.
func (m *markdown) blankAddress(link string, at diag.Span) {
	if i := strings.IndexFunc(link, addressBlank); i >= 0 {
		r, _ := utf8.DecodeRuneInString(link[i:])
		m.fail("md-link-blank", at, content.Shortened(link), fmt.Sprintf("U+%04X", r))
	}
}
