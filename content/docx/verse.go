package docx

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// Limits of a paragraph that is a stanza of verse.
const (
	leastLines = 3
	widestLine = 48 // columns: a Han has two
)

// stanza adds a centred paragraph of at least three short lines, which is verse as offices
// type it, to the verse that it follows or begins. It reports whether the paragraph is one.
func (a *assembling) stanza(p *paragraph, in []content.Inline, span diag.Span) bool {
	if a.doc == nil || !p.centred || len(a.blocks) == 0 || !isStanza(in) {
		return false
	}
	if v, ok := a.blocks[len(a.blocks)-1].(*content.Verse); ok {
		v.Stanzas = append(v.Stanzas, in)
		return true
	}
	a.add(&content.Verse{Stanzas: [][]content.Inline{in}, Span: span})
	return true
}

// isStanza reports whether a text has three lines or more, all of them short.
func isStanza(in []content.Inline) bool {
	lines := strings.Split(flat(in), "\n")
	if len(lines) < leastLines {
		return false
	}
	for _, line := range lines {
		columns := (len(line) + utf8.RuneCountInString(line)) / 2 // 3 bytes of a Han are 2
		if columns > widestLine || strings.Trim(line, blanks) == "" {
			return false
		}
	}
	return true
}
