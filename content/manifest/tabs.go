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
