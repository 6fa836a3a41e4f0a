package manifest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// withoutRepeated returns the blocks of an article without those that repeat
// what the manifest says and the theme prints: a first line that is the title,
// a line after it that is the author or the source, and these at the end. Text that is
// copied from a finished page has them. Each is reported.
func (l *loader) withoutRepeated(body []content.Block, a *content.Article) []content.Block {
	body = l.withoutFirst(body, maxTitleLines, func(text string) []string {
		if sameTitle(text, a.Title.Value) {
			return []string{"title"}
		}
		return nil
	})
	body = l.withoutFirst(body, 1, func(text string) []string {
		keys := credits(text, a)
		if keys == nil && len(a.Authors) > 0 && len(text) <= mostLine && isAuthor(folded(text), foldedTexts(a.Authors)) {
			keys = []string{"author"}
		}
		return keys
	})
	for range 2 { // each may have a line of its own
		i := len(body) - 1
		for i >= 0 && isFloat(body[i]) {
			i--
		}
		if i < 0 {
			break
		}
		if keys := credits(lineOf(body[i]), a); i > 0 && keys != nil {
			l.repeated(spanOf(body[i]), keys)
			body = slices.Delete(body, i, i+1)
			continue
		}
		if p, ok := body[i].(*content.Paragraph); ok {
			l.withoutCredits(p, a)
		}
		break
	}
	return body
}

// repeated reports a place that repeats values of the manifest.
func (l *loader) repeated(at diag.Span, keys []string) {
	for _, key := range keys {
		l.log.Add("text-repeated", at, key)
	}
}

// maxTitleLines is the number of lines that a title in the text may have.
const maxTitleLines = 3

// withoutFirst returns the blocks without the first paragraphs or headings, at
// most the given number, that together repeat values of the manifest, if more text
// follows.
func (l *loader) withoutFirst(body []content.Block, most int, repeats func(text string) []string) []content.Block {
	from := slices.IndexFunc(body, func(b content.Block) bool { return !isFloat(b) })
	if from < 0 {
		return body
	}
	text := ""
	for i := from; i < min(from+most, len(body)-1); i++ {
		line := lineOf(body[i])
		if text += line; line == "" {
			break
		}
		if keys := repeats(text); keys != nil {
			l.repeated(spanOf(body[from]), keys)
			return slices.Delete(body, from, i+1)
		}
	}
	return body
}

// isFloat reports whether a block is a picture or a table, which may stand before
// the first and after the last text of an article.
func isFloat(b content.Block) bool {
	switch b.(type) {
	case *content.Picture, *content.Table:
		return true
	}
	return false
}

// spanOf returns the place of a paragraph or heading.
func spanOf(b content.Block) diag.Span {
	switch b := b.(type) {
	case *content.Paragraph:
		return b.Span
	case *content.Heading:
		return b.Span
	}
	return diag.Span{}
}

// withoutCredits removes the source and the author in brackets at the end of a paragraph.
func (l *loader) withoutCredits(p *content.Paragraph, a *content.Article) {
	n := len(p.Inlines) - 1
	last, ok := p.Inlines[n].(content.Run)
	if !ok {
		return
	}
	from := max(strings.LastIndex(last.Value, "（"), strings.LastIndex(last.Value, "("))
	if from < 0 || n == 0 && isBlank(last.Value[:from]) {
		return
	}
	keys := credits(last.Value[from:], a)
	if keys == nil {
		return
	}
	l.repeated(last.Place.At(from, len(last.Value)), keys)
	kept := strings.TrimRightFunc(last.Value[:from], unicode.IsSpace)
	if kept == "" {
		p.Inlines = p.Inlines[:n]
		return
	}
	last.Value, last.Place = kept, last.Place.Slice(0, len(kept))
	p.Inlines[n] = last
}

var (
	sourceMark = pattern.New(`^(?:文章|信息|稿件|内容)?(?:来源|稿源|供稿)(?:单位)?[:：\s]`)
	authorMark = pattern.New(`^(?:作者|文字?|撰稿|撰文|供稿)\s*[:：/／]`)
)

// credit begins what a line says about an article: its source or its author.
var credit = pattern.New(`(?:^|[\s;；，,|｜]+)((?:文章|信息|稿件|内容)?(?:来源|稿源|供稿)(?:单位)?|作者|文字?|撰稿|撰文)\s*[:：/／]`)

// credits returns the keys of the manifest whose values a line at an end of an article gives,
// each with a word for what it is, or the author in brackets; nil if it says anything else.
func credits(line string, a *content.Article) (keys []string) {
	names := len(a.Source.Value)
	for _, author := range a.Authors {
		names += len(author.Value)
	}
	if names == 0 || len(line) > mostBlanks*names+mostLabels {
		return nil
	}
	line = folded(line)
	source, authors := folded(a.Source.Value), foldedTexts(a.Authors)
	bare := unbracketed(line)
	key := func(part string) string {
		switch {
		case source != "" && isSource(part, source):
			return "source"
		case authorMark().MatchString(part) && isAuthor(part, authors):
			return "author"
		}
		return ""
	}
	if bare != strings.TrimFunc(line, unicode.IsSpace) && isAuthor(bare, authors) {
		return []string{"author"}
	}
	if one := key(bare); one != "" {
		return []string{one}
	}
	if !strings.ContainsAny(bare, ":/") { // few lines have one
		return nil
	}
	at := credit().FindAllStringSubmatchIndex(bare, -1)
	for i, m := range at {
		end := len(bare)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		one := key(bare[m[2]:end])
		if one == "" || i == 0 && m[2] > 0 || slices.Contains(keys, one) {
			return nil
		}
		keys = append(keys, one)
	}
	return keys
}

// A line that repeats values of the manifest is in bytes at most mostBlanks times as long as
// these, with its blanks, and has at most mostLabels of labels and brackets.
const mostBlanks, mostLabels = 4, 100

// mostLine is the number of bytes of a line with the names of authors.
const mostLine = 1000

// titleQuotes are quotation marks, whose forms differ between a title as it is typed in two
// places.
var titleQuotes = strings.NewReplacer(`"`, "", "'", "", "“", "", "”", "", "‘", "", "’", "", "「", "", "」", "", "『", "", "』", "")

// sameTitle reports whether a text is a title, but for the width of signs, the form of
// quotation marks, and a colon behind it.
func sameTitle(text, title string) bool {
	if len(text) > mostBlanks*len(title)+mostLabels {
		return false
	}
	plain := func(s string) string {
		return strings.TrimRightFunc(titleQuotes.Replace(folded(s)), func(r rune) bool { return r == ':' || unicode.IsSpace(r) })
	}
	return samePrinted(plain(text), plain(title))
}

// isAuthor reports whether a line gives the authors, as in 文/张三 or （作者：张三）.
func isAuthor(line string, authors []content.Text) bool {
	var all strings.Builder
	for _, a := range authors {
		all.WriteString(a.Value)
	}
	names := authorMark().ReplaceAllString(unbracketed(line), "")
	together := func(s string) string { return strings.ReplaceAll(s, "、", "") } // or blanks between names
	return all.Len() > 0 && samePrinted(together(names), together(all.String()))
}

// isSource reports whether a line gives the source, in brackets or not, as a
// bulletin prints it.
func isSource(text, source string) bool {
	text = unbracketed(text)
	if !strings.Contains(text, "源") && !strings.Contains(text, "供稿") {
		return false // no sourceMark
	}
	mark := sourceMark().FindString(text)
	source = unbracketed(source) // 来源：省水利厅 in the manifest, too
	return mark != "" && samePrinted(text[len(mark):], source[len(sourceMark().FindString(source)):])
}

// unbracketed returns a line without the brackets around it.
func unbracketed(s string) string {
	s = strings.TrimFunc(s, unicode.IsSpace)
	for _, pair := range []string{"（）", "()", "【】", "［］", "[]", "〔〕"} {
		r := []rune(pair)
		if open, closing := string(r[0]), string(r[1]); strings.HasPrefix(s, open) && strings.HasSuffix(s, closing) {
			return strings.TrimFunc(s[len(open):len(s)-len(closing)], unicode.IsSpace)
		}
	}
	return s
}

// samePrinted reports whether two texts are the same but for blanks and line
// breaks, which differ between a title as it is typed and as it is set.
func samePrinted(a, b string) bool {
	for some := false; ; some = true {
		x, restA := cutSolid(a)
		y, restB := cutSolid(b)
		if x != y {
			return false
		}
		if x < 0 {
			return some
		}
		a, b = restA, restB
	}
}

// cutSolid returns the first character of a text that is no blank, and the text
// after it; -1 if there is none.
func cutSolid(s string) (first rune, rest string) {
	for i, r := range s {
		if !unicode.IsSpace(r) && !invisible(r) {
			return r, s[i+utf8.RuneLen(r):]
		}
	}
	return -1, ""
}

func isBlank(s string) bool {
	first, _ := cutSolid(s)
	return first < 0
}

// lineOf returns the text of a paragraph or heading, empty for other blocks.
func lineOf(b content.Block) string {
	switch b := b.(type) {
	case *content.Paragraph:
		return flatText(b.Inlines)
	case *content.Heading:
		return flatText(b.Inlines)
	}
	return ""
}
