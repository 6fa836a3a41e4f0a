package page

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/numeral"
)

// leads reports whether a paragraph of one line stands as a heading over the block
// after it, which it keeps with it (RULES 5.3): it is strong as a whole, or begins
// with a number and ends without a stop, and the block after it is other text.
// Items of a list that was typed as paragraphs do not: each is followed by another.
func leads(p *content.Paragraph, next content.Block) bool {
	strong, numbered := headingLook(p)
	if !strong && !numbered {
		return false
	}
	switch next := next.(type) {
	case *content.Paragraph:
		alsoStrong, alsoNumbered := headingLook(next)
		return !(strong && alsoStrong) && !(numbered && alsoNumbered)
	case *content.List, *content.Quote, *content.Box, *content.Verse, *content.NameList:
		return true
	}
	return false
}

// headingLook reports whether a paragraph is strong as a whole, and whether it
// begins with a number and does not end with a stop.
func headingLook(p *content.Paragraph) (strong, numbered bool) {
	if p.Part != 0 || len(p.Inlines) == 0 {
		return false, false
	}
	strong = true
	for _, in := range p.Inlines {
		run, ok := in.(content.Run)
		if !ok {
			return false, false
		}
		strong = strong && run.Strong
	}
	text := content.JoinedRuns(p.Inlines).Value
	mark, numbered := numeral.At(text)
	if numbered {
		last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[mark.End:], " \u3000”’）)"))
		numbered = !strings.ContainsRune("。；，、…．.;,", last)
	}
	return strong, numbered
}
