package text

import (
	"strings"
	"unicode/utf8"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/cidfont"
	"jianbao/layout/unit"
)

// token is a cluster of a line that leaves ink, and the text up to the next
// one that does not: typed spaces and invisible controls.
type token struct {
	from, to int // glyphs
	text     string
	tail     string
	lang     string // other than the document's; empty: the document's

	font       *cidfont.Font // of the last glyph
	cid        int32         // of the only glyph; 0 if there are more
	hyphen     bool
	start, end int64    // origin of the first glyph, pen after the last one; fine
	size       unit.Abs // of the last glyph

	actualText
}

// tokens splits a line. What Line.Text has and no glyph stands for (a typed
// space that the layout replaced by a gap) goes to the tail it follows; what
// comes before the first ink is dropped.
func tokens(line *frame.Line, out []token) []token {
	out = out[:0]
	rest := line.Text
	addTail := func(s string) {
		if n := len(out); n > 0 && s != "" {
			out[n-1].tail += s
		}
	}
	for i := 0; i < len(line.Glyphs); {
		g := &line.Glyphs[i]
		to := i + 1
		for to < len(line.Glyphs) && line.Glyphs[to].Text == "" && !line.Glyphs[to].Hyphen && g.Text != "" {
			to++
		}
		if g.Text != "" {
			if strings.HasPrefix(rest, g.Text) {
				rest = rest[len(g.Text):]
			} else if skipped, after, ok := skipSilent(rest, g.Text); ok {
				addTail(skipped)
				rest = after
			}
		}
		ink := inkOf(g.Text)
		switch {
		case g.Hyphen:
			out = append(out, token{from: i, to: to, text: "\u00ad", hyphen: true})
		case ink == "" && g.Text != "":
			addTail(g.Text)
		default:
			out = append(out, token{from: i, to: to, text: ink, tail: g.Text[len(ink):]})
		}
		i = to
	}
	if rest != "" && strings.TrimRightFunc(rest, silent) == "" {
		addTail(rest)
	}
	return out
}

// inkOf returns text without the silent characters at its end.
func inkOf(text string) string {
	if len(text) == 3 && text[0] >= 0xE4 && text[0] <= 0xE9 {
		return text // one character of U+4000–9FFF: most clusters
	}
	if r, _ := utf8.DecodeLastRuneInString(text); silent(r) {
		return strings.TrimRightFunc(text, silent)
	}
	return text
}

// skipSilent finds text after nothing but silent characters.
func skipSilent(s, text string) (skipped, after string, ok bool) {
	ink := strings.TrimLeftFunc(s, silent)
	if !strings.HasPrefix(ink, text) {
		return "", s, false
	}
	n := len(s) - len(ink)
	return s[:n], ink[len(text):], true
}

// silent reports whether a character never leaves ink: spaces, and the controls that
// a text uses to forbid or allow a break.
func silent(r rune) bool {
	if r > 0x3000 && r != 0xFEFF {
		return false
	}
	switch {
	case r == ' ' || r == '\t' || r == '\n' || r == 0xA0 || r == 0x3000:
		return true
	case r >= 0x2000 && r <= 0x200D, r == 0x202F, r == 0x205F, r == 0x2060, r == 0xFEFF:
		return true
	}
	return false
}

// extractable reports whether every reader takes text from an ActualText: pdfium
// drops what lies above U+FFFC, the supplementary planes with it.
func extractable(text string) bool {
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r >= 0xFFFD {
			return false
		}
		i += n
	}
	return true
}

func (t *token) hasBlank() bool { return t.font.HasBlank() }
