package manifest

import (
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
)

// tabbedRows warns once about lines with tabs that follow each other: a table as
// Word writes it when it saves plain text. Its columns are kept apart, but are
// aligned only as far as tab stops do that.
func (l *loader) tabbedRows(body []content.Block) {
	var first diag.Span
	rows := 0
	for _, b := range body {
		p, ok := b.(*content.Paragraph)
		if !ok || !strings.Contains(flatText(p.Inlines), "\t") {
			rows = 0
			continue
		}
		if rows == 0 {
			first = p.Span
		}
		for line := range strings.Lines(p.Span.Text()) { // of Markdown it may have several
			if strings.Contains(strings.Trim(line, lineBlanks+"\r\n"), "\t") {
				rows++
			}
		}
		if rows >= 2 {
			l.log.Add("text-table", first)
			return
		}
	}
}

// Rows of a table whose columns blanks divide: so many follow each other with as many
// columns, and so many of them have figures. Fewer may be fields or names.
const (
	minBlankRows   = 3
	minBlankBreaks = 2
	minFigureRows  = 2
)

// blankColumns warns once about lines that are rows of a table whose columns runs of blanks
// divide: they are printed as typed, and columns of a proportional face do not align.
func (l *loader) blankColumns(body []content.Block) {
	var first diag.Span
	rows, figures, breaks := 0, 0, 0
	for _, b := range body {
		text := ""
		p, ok := b.(*content.Paragraph)
		if ok && p.Part == content.NoPart {
			text = strings.Trim(flatText(p.Inlines), lineBlanks)
		}
		n := blankRuns(text, -1)
		if n > 0 && strings.ContainsAny(text, "：:\t\n") {
			n = 0
		}
		if n != breaks {
			rows, figures, breaks = 0, 0, n
		}
		if n < minBlankBreaks {
			continue
		}
		if rows++; rows == 1 {
			first = p.Span
		}
		if strings.ContainsAny(text, "0123456789") {
			figures++
		}
		if rows >= minBlankRows && figures >= minFigureRows {
			l.log.Add("text-columns", first)
			return
		}
	}
}
