package edition

import (
	"bytes"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
)

// wideLead is the width of blanks before a line, in columns, above which they are no
// indent: they were typed to move the line to the middle or to the right.
const wideLead = 8

// reportLeads tells once for each article of paragraphs that begin with more blanks than an
// indent has. These are dropped, as all are, unless the paragraph is known by its look: a
// signature stands at the right anyway.
func reportLeads(is *content.Issue, log *diag.List) {
	for s := range is.Sections {
		for i := range is.Sections[s].Articles {
			var first diag.Span
			n := 0
			for _, b := range is.Sections[s].Articles[i].Body {
				p, ok := b.(*content.Paragraph)
				if !ok || p.Part != content.NoPart || leadOf(p.Span) <= wideLead {
					continue
				}
				if n++; n == 1 {
					first = p.Span
				}
			}
			if n > 0 {
				log.Add("text-lead", first, n)
			}
		}
	}
}

// leadOf returns the width of the blanks at the start of the line of a place, in columns; 0 if
// anything else is before it.
func leadOf(at diag.Span) int {
	if at.Source == nil || at.Start > len(at.Source.Data) {
		return 0
	}
	start := bytes.LastIndexByte(at.Source.Data[:at.Start], '\n') + 1
	size, columns := manifest.Indent(at.Source.Data[start:at.End], strings.HasSuffix(at.Source.Path, ".md"))
	if start+size < at.Start {
		return 0
	}
	return columns
}
