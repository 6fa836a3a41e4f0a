package page

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/numeral"
	"jianbao/content/pattern"
)

// leads reports whether the paragraph list[i], of one line, stands as a heading over the
// block after it, which it keeps with it (RULES 5.3): it is strong as a whole, or begins
// with a number and ends without a stop, and the block after it is other text, code, a
// table, or a picture that stands there. Items of a list that was typed as paragraphs do
// not: each is followed by another. Nor does a line between two pictures, which may be the
// caption of the one above. A line that ends with a colon leads a list, a quotation, a box,
// code, verse, names or a table without title too, which it announces.
func leads(list []content.Block, i int) bool {
	p := list[i].(*content.Paragraph)
	strong, numbered := headingLook(p, p.Inlines)
	if i+1 == len(list) || !strong && !numbered && !introduces(p) {
		return false
	}
	switch next := list[i+1].(type) {
	case *content.List, *content.Quote, *content.Box, *content.Verse, *content.NameList, *content.Code:
		return true
	case *content.Table:
		if next.Place == content.PlaceHere && len(next.Caption) == 0 {
			return true
		}
	}
	if !strong && !numbered {
		return false
	}
	switch next := list[i+1].(type) {
	case *content.Paragraph:
		alsoStrong, alsoNumbered := headingLook(next, next.Inlines)
		return !(strong && alsoStrong) && !(numbered && alsoNumbered)
	case *content.Picture:
		if i > 0 {
			if _, below := list[i-1].(*content.Picture); below {
				return false
			}
		}
		return next.Place == content.PlaceHere
	case *content.Table:
		return next.Place == content.PlaceHere
	}
	return false
}

// leadsRest reports whether the first line of a paragraph with forced breaks, which is
// set as line, stands as a heading over the lines after it, as a paragraph may.
func leadsRest(p *content.Paragraph, line string) bool {
	first, rest := cutLine(p.Inlines)
	strong, numbered := headingLook(p, first)
	if len(rest) == 0 || !strong && !numbered || strings.TrimSpace(content.JoinedRuns(first).Value) != strings.TrimSpace(line) {
		return false
	}
	second, _ := cutLine(rest)
	alsoStrong, alsoNumbered := headingLook(p, second)
	return !(strong && alsoStrong) && !(numbered && alsoNumbered)
}

// cutLine returns the inlines before the first forced break, and those behind it.
func cutLine(in []content.Inline) (line, rest []content.Inline) {
	for i := range in {
		if _, ok := in[i].(content.Break); ok {
			return in[:i], in[i+1:]
		}
	}
	return in, nil
}

// headingLook reports whether a paragraph, or a line of it, is strong as a whole, and
// whether it begins with a number and does not end with a stop.
func headingLook(p *content.Paragraph, in []content.Inline) (strong, numbered bool) {
	if p.Part != 0 || len(in) == 0 {
		return false, false
	}
	strong = true
	for _, x := range in {
		run, ok := x.(content.Run)
		if !ok {
			return false, false
		}
		strong = strong && run.Strong
	}
	text := content.JoinedRuns(in).Value
	mark, numbered := numeral.At(text)
	end := mark.End
	if !numbered {
		end = len(lesserNumber().FindString(text))
		numbered = end > 0
	}
	if numbered {
		last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[end:], " \u3000”’）)"))
		numbered = !strings.ContainsRune("。；，、…．.;,", last)
	}
	return strong, numbered
}

// lesserNumber is a number below the four levels of GB/T 9704: 1）, ①.
var lesserNumber = pattern.New(`^(?:[0-9０-９]{1,3}[）)]|[①-⑳])`)

// introduces reports whether a block is a paragraph that ends with a colon, and so
// announces what follows it.
func introduces(blk content.Block) bool {
	p, ok := blk.(*content.Paragraph)
	if !ok || p.Part != content.NoPart {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(content.JoinedRuns(p.Inlines).Value, " \u3000"))
	return last == '：' || last == ':'
}
