package manifest

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// Words behind the fence of a block of text that is no code.
const (
	verseWord = "诗"
	namesWord = "名单"
)

// textMarkup is markup of Markdown in a block of text, which has none.
var textMarkup = pattern.New(`\*\*[^*\s][^*]*\*\*|\[\^[^\]\n]+\]|!?\[[^\]\n]*\]\([^)\n]*\)|</?(?:br|b|i|em|strong|sub|sup)\s*/?>`)

// textLines returns the lines of a fenced block of text, without blanks around them.
// Markup in them is an error.
func (m *markdown) textLines(n *ast.FencedCodeBlock) (lines []content.Text, ok bool) {
	ok = true
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		line := m.codeLine(seg.Start, seg.Stop, seg.Padding)
		if at := textMarkup().FindStringIndex(line.Value); at != nil {
			m.fail("md-text-markup", line.Place.At(at[0], at[1]), line.Value[at[0]:at[1]])
			ok = false
		}
		lines = append(lines, trimText(line, 0, len(line.Value)))
	}
	return lines, ok
}

// verseBlock returns a fenced block of verse: stanzas are separated by empty lines.
func (m *markdown) verseBlock(n *ast.FencedCodeBlock, span diag.Span) content.Block {
	lines, ok := m.textLines(n)
	v := &content.Verse{Span: span}
	open := false
	for _, l := range lines {
		if l.Value == "" {
			open = false
			continue
		}
		run := content.Run{Value: l.Value, Place: l.Place}
		if last := len(v.Stanzas) - 1; open {
			v.Stanzas[last] = append(v.Stanzas[last], content.Break{Span: l.Place.At(0, 1)}, run)
		} else {
			v.Stanzas = append(v.Stanzas, []content.Inline{run})
		}
		open = true
	}
	switch {
	case !ok:
		return nil
	case len(v.Stanzas) == 0:
		m.fail("md-empty-text", span, verseWord)
		return nil
	}
	return v
}

// Limits of a quotation that is verse.
const (
	leastVerse = 3  // lines; with fewer it may be prose with a break
	widestLine = 48 // columns
)

// verseOf returns the verse that a quotation is; nil if it is none. All lines of verse
// end in hard breaks, are short, and have no labels such as 电话：.
func verseOf(n *ast.Blockquote, blocks []content.Block, span diag.Span) *content.Verse {
	if n.ChildCount() != len(blocks) {
		return nil
	}
	v := &content.Verse{Quoted: true, Span: span}
	lines := 0
	child := n.FirstChild()
	for _, b := range blocks {
		p, ok := b.(*content.Paragraph)
		if !ok || !isText(child) {
			return nil
		}
		text := strings.Split(content.JoinedRuns(p.Inlines).Value, "\n")
		if len(text) < 2 || len(text) < child.Lines().Len() {
			return nil
		}
		for _, line := range text {
			if columns(line) > widestLine || labelled().MatchString(line) || strings.TrimSpace(line) == "" {
				return nil
			}
		}
		lines += len(text)
		v.Stanzas = append(v.Stanzas, p.Inlines)
		child = child.NextSibling()
	}
	if lines < leastVerse {
		return nil
	}
	return v
}
