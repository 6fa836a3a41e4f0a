package page

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/numeral"
	"jianbao/content/pattern"
	"jianbao/layout/frame"
)

// leads reports whether the paragraph list[i], of one line, stands as a heading over the
// block after it, which it keeps with it (RULES 5.3): it is strong as a whole, or begins
// with a number and ends without a stop, and the block after it is other text, code, a
// table, or a picture that stands there. Items of a list that was typed as paragraphs do
// not: each is followed by another. Nor does a line between two pictures, which may be the
// caption of the one above. A line that ends with a colon leads a list, a quotation, a box,
// code, verse, names, typed items or a table without title too, which it announces, and one
// without a stop a list or such a table.
func leads(list []content.Block, i int) bool {
	if i+1 == len(list) {
		return false
	}
	p := list[i].(*content.Paragraph)
	if _, head := content.RunInHead(p.Inlines); len(head) > 0 && len(head) == len(p.Inlines) {
		return true // above the items of a lower level
	}
	strong, numbered := headingLook(p, p.Inlines)
	numbered = numbered && !continues(list, i)
	if _, ok := list[i+1].(*content.List); ok && p.Part == content.NoPart && !stopped(content.JoinedRuns(p.Inlines).Value) {
		return true
	}
	if t, ok := list[i+1].(*content.Table); ok && untitled(t) && entitles(p) {
		return true
	}
	if !strong && !numbered && !introduces(p) {
		return false
	}
	switch next := list[i+1].(type) {
	case *content.List, *content.Quote, *content.Box, *content.Verse, *content.NameList, *content.Code:
		return true
	case *content.Table:
		if untitled(next) {
			return true
		}
	case *content.Paragraph:
		if !strong && !numbered {
			return next.Part == content.NoPart && numberEnd(content.JoinedRuns(next.Inlines).Value) > 0
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

// ledLines returns which of the lines of a paragraph with forced breaks stay with the
// line before them: a forced break ends that line, and it ends with a colon and announces
// the typed item that follows (结论：, then 1、…).
func ledLines(p *content.Paragraph, lines []frame.Line) (led []int) {
	k := 0
	for line, rest := cutLine(p.Inlines); len(rest) > 0; line, rest = cutLine(rest) {
		text, from := unspaced(content.JoinedRuns(line).Value), k
		set := ""
		for k < len(lines) && len(set) < len(text) {
			set += unspaced(lines[k].Text)
			k++
		}
		if set != text || text == "" {
			return led // notes and the like: the lines are not known
		}
		next, _ := cutLine(rest)
		if k-from == 1 && endsWithColon(text) && numberEnd(content.JoinedRuns(next).Value) > 0 {
			led = append(led, k)
		}
	}
	return led
}

// unspaced returns a text without its blanks, which line ends drop.
func unspaced(text string) string { return strings.Join(strings.Fields(text), "") }

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
	end := numberEnd(text)
	return strong, end > 0 && !stopped(text[end:])
}

// stopped reports whether a text ends with a stop that headings do not have.
func stopped(text string) bool {
	last, n := utf8.DecodeLastRuneInString(strings.TrimRight(text, " \u3000”’）)"))
	return n > 0 && strings.ContainsRune("。；，、…．.;,", last)
}

// leadsAsItem reports whether list[i] is a list of one numbered item of a single paragraph
// without a stop, which stands as a heading over the blocks after it: Markdown reads a
// heading that begins with 2. as such a list.
func leadsAsItem(list []content.Block, i int) bool {
	l := list[i].(*content.List)
	if !l.Ordered && l.Labels == nil || len(l.Items) != 1 || len(l.Items[0]) != 1 || i+1 == len(list) {
		return false
	}
	p, ok := l.Items[0][0].(*content.Paragraph)
	if !ok || stopped(content.JoinedRuns(p.Inlines).Value) {
		return false
	}
	switch next := list[i+1].(type) {
	case *content.List:
		return !next.Ordered && next.Labels == nil
	case *content.Picture:
		return next.Place == content.PlaceHere
	case *content.Table:
		return next.Place == content.PlaceHere
	case *content.Heading, *content.Separator:
		return false
	}
	return true
}

// numberEnd returns the size of the number that a text begins with; 0 without one.
func numberEnd(text string) int {
	if mark, ok := numeral.At(text); ok {
		return mark.End
	}
	number := lesserNumber().FindString(text)
	if number == "" {
		number = partedNumber().FindString(text)
		last, n := utf8.DecodeLastRuneInString(number)
		if strings.ContainsRune(units, last) {
			return 0 // 2.5万元
		}
		number = number[:len(number)-n]
	}
	return len(number)
}

// lesserNumber is a number below the four levels of GB/T 9704: 1）, ①.
var lesserNumber = pattern.New(`^(?:[0-9０-９]{1,3}[）)]|[①-⑳])`)

// partedNumber is a number of several parts and the first character of its heading: 1.2 背景.
var partedNumber = pattern.New(`^[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}(?:[ \t\x{3000}]+[\p{Han}A-Za-z《“「（]|\p{Han})`)

// units holds the characters with which what a decimal number counts begins.
const units = "万亿千百元度米吨公亩分厘毫倍个小时天年月日次级平立升斤人名位点折里寸尺岁秒"

// continues reports whether the paragraph list[i] is the last item of a list that was
// typed as paragraphs: it has the number after that of the paragraph before it, in the
// same form.
func continues(list []content.Block, i int) bool {
	if i == 0 {
		return false
	}
	before, ok := list[i-1].(*content.Paragraph)
	if !ok {
		return false
	}
	last, ok1 := numeral.At(content.JoinedRuns(before.Inlines).Value)
	mark, ok2 := numeral.At(content.JoinedRuns(list[i].(*content.Paragraph).Inlines).Value)
	return ok1 && ok2 && mark.Level == last.Level && mark.N == last.N+1
}

// introduces reports whether a block is a paragraph that ends with a colon, and so
// announces what follows it.
func introduces(blk content.Block) bool {
	p, ok := blk.(*content.Paragraph)
	if !ok || p.Part != content.NoPart {
		return false
	}
	return endsWithColon(content.JoinedRuns(p.Inlines).Value)
}

func endsWithColon(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, " \u3000"))
	return last == '：' || last == ':'
}

// untitled reports whether a table stands in the text without number and title.
func untitled(t *content.Table) bool {
	return t.Place == content.PlaceHere && len(t.Caption) == 0
}

// longestTitle is the number of characters that a line above a table has at most to be
// taken for its title.
const longestTitle = 25

// entitles reports whether a block is a short line without a stop, as typed above a table
// for its title: 报名表.
func entitles(blk content.Block) bool {
	p, ok := blk.(*content.Paragraph)
	if !ok || p.Part != content.NoPart {
		return false
	}
	text := strings.Trim(content.JoinedRuns(p.Inlines).Value, " \u3000")
	last, n := utf8.DecodeLastRuneInString(text)
	return n > 0 && utf8.RuneCountInString(text) <= longestTitle && !strings.Contains(text, "\n") && !stopped(text) && !strings.ContainsRune("！？!?", last)
}
