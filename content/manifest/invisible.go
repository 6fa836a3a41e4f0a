package manifest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// invisible is content.Invisible.
func invisible(r rune) bool { return content.Invisible(r) }

// allInvisible reports whether a text consists of invisible characters only.
func allInvisible(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !invisible(r) })
}

// looksEmpty reports whether a text looks empty and is not: it consists of
// invisible characters, of which some are not ordinary blanks.
func looksEmpty(s string) bool {
	return strings.Trim(s, lineBlanks+"\n\r\f") != "" && allInvisible(s)
}

// invisibleTexts collects the places of a file that consist of invisible characters
// only. Text copied from Word or web pages has one for each empty paragraph, so all
// are reported in one finding.
type invisibleTexts struct {
	first diag.Span
	n     int
	codes []string
}

func (g *invisibleTexts) add(at diag.Span, text string) {
	if g.n++; g.n == 1 {
		g.first = at
	}
	for _, r := range text {
		if strings.ContainsRune(lineBlanks+"\n\r\f", r) {
			continue
		}
		if code := fmt.Sprintf("U+%04X", r); !slices.Contains(g.codes, code) && len(g.codes) < 5 {
			g.codes = append(g.codes, code)
		}
	}
}

func (g *invisibleTexts) report(log *diag.List) {
	if g.n > 0 {
		log.Add("text-invisible", g.first, strings.Join(g.codes, " "), g.n)
	}
}

// visible returns a text of the manifest, empty if it only looks empty.
func (l *loader) visible(s content.Text) content.Text {
	if looksEmpty(s.Value) {
		var g invisibleTexts
		g.add(s.Place.At(0, len(s.Value)), s.Value)
		g.report(l.log)
		s.Value = ""
	}
	return s
}

// seenLines returns a text of several lines without those that only look blank: each
// would be printed as a blank line. One in which no line has visible characters stays;
// visible reports it.
func (l *loader) seenLines(s content.Text) content.Text {
	if !strings.Contains(s.Value, "\n") || allInvisible(s.Value) {
		return s
	}
	var (
		gone  []span
		empty invisibleTexts
		from  int
	)
	for line := range strings.Lines(s.Value) {
		to := from + len(line)
		if looksEmpty(line) {
			text := strings.TrimRight(line, "\n")
			empty.add(s.Place.At(from, from+len(text)), text)
			gone = append(gone, span{from, to})
		}
		from = to
	}
	empty.report(l.log)
	last := len(gone) > 0 && gone[len(gone)-1].to == len(s.Value)
	s.Value, s.Place = without(s.Value, s.Place, gone)
	if last {
		s.Value = strings.TrimSuffix(s.Value, "\n")
	}
	return s
}

// blankInvisible replaces lines that look blank, also in quotations, by blank
// lines of Markdown: as many spaces as the line has bytes, so that places are
// kept. It returns data if there are none.
func blankInvisible(data []byte, found func(from, to int)) []byte {
	out, off := data, 0
	for line := range bytes.Lines(data) {
		start := off
		off += len(line)
		if len(line) == 0 || !beginsInvisible(line) {
			continue
		}
		text := bytes.TrimRight(line, "\n")
		rest := bytes.TrimLeft(text, " \t>")
		if len(rest) == 0 || !looksEmpty(string(rest)) {
			continue
		}
		if &out[0] == &data[0] {
			out = bytes.Clone(data)
		}
		from, to := start+len(text)-len(rest), start+len(text)
		found(from, to)
		for i := from; i < to; i++ {
			out[i] = ' '
		}
	}
	return out
}

// beginsInvisible reports whether a line's first character other than blanks and
// quotation signs is invisible: most lines need not be read further.
func beginsInvisible(line []byte) bool {
	r, _ := utf8.DecodeRune(bytes.TrimLeft(line, " \t>"))
	return r >= 0x80 && invisible(r)
}

// flatText returns the printed text of a paragraph.
func flatText(in []content.Inline) string {
	if len(in) == 1 { // most paragraphs: not copied
		if run, ok := in[0].(content.Run); ok {
			return run.Value
		}
	}
	var b strings.Builder
	for _, x := range in {
		if run, ok := x.(content.Run); ok {
			b.WriteString(run.Value)
		}
	}
	return b.String()
}
