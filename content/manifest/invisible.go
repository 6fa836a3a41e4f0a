package manifest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// invisible reports whether a character shows nothing and has no width of a
// character of the copy: a blank (White_Space, UAX #44 5.7.1), a character that
// is default ignorable (5.7.4) or the blank pattern of braille. Marks that go
// before digits (Prepended_Concatenation_Mark) and interlinear annotation are
// format characters, too, but do show or stand for copy that was lost.
func invisible(r rune) bool {
	switch {
	case r < 0x80:
		return r == ' ' || r >= '\t' && r <= '\r'
	case unicode.IsControl(r): // has a finding of its own
		return false
	case unicode.In(r, unicode.White_Space, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point):
		return r != 0x2028 && r != 0x2029 // line ends: a finding of their own
	case r == 0x2800:
		return true
	}
	return unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r) && (r < 0xFFF9 || r > 0xFFFB) && (r < 0x13430 || r > 0x1343F)
}

// nothingShows reports whether a text consists of invisible characters.
func nothingShows(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !invisible(r) })
}

// looksEmpty reports whether a text looks empty and is not: it has invisible
// characters other than the blanks people type.
func looksEmpty(s string) bool {
	return strings.Trim(s, lineBlanks+"\n\r\f") != "" && nothingShows(s)
}

// invisibleTexts collects the places of a file where nothing but invisible characters
// stand. Word and web pages leave one for each empty paragraph: one finding has
// them all.
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

// visible returns a text of the manifest; one that looks empty becomes so.
func (l *loader) visible(s content.Text) content.Text {
	if looksEmpty(s.Value) {
		var g invisibleTexts
		g.add(s.Place.At(0, len(s.Value)), s.Value)
		g.report(l.log)
		s.Value = ""
	}
	return s
}

// blankInvisible makes lines that look blank, in quotations too, blank lines as
// Markdown knows them: spaces, as many as the line had bytes, so that places
// stay. It returns data if there are none.
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
// quotation signs is invisible: of most lines nothing more need be read.
func beginsInvisible(line []byte) bool {
	r, _ := utf8.DecodeRune(bytes.TrimLeft(line, " \t>"))
	return r >= 0x80 && invisible(r)
}

// flatText returns what the inlines of a paragraph print.
func flatText(in []content.Inline) string {
	var b strings.Builder
	for _, x := range in {
		if run, ok := x.(content.Run); ok {
			b.WriteString(run.Value)
		}
	}
	return b.String()
}
