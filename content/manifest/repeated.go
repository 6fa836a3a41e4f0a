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
// a line after it that is the author, and the source at the end. Text that is
// copied from a finished page has them. Each is reported.
func (l *loader) withoutRepeated(body []content.Block, a *content.Article) []content.Block {
	body = l.withoutFirst(body, "title", maxTitleLines, func(text string) bool { return samePrinted(text, a.Title.Value) })
	body = l.withoutFirst(body, "author", 1, func(text string) bool { return isAuthor(text, a.Authors) })
	i := len(body) - 1
	for i >= 0 && isFloat(body[i]) {
		i--
	}
	if i < 0 || a.Source.Value == "" {
		return body
	}
	if i > 0 && isSource(lineOf(body[i]), a.Source.Value) {
		l.log.Add("text-repeated", spanOf(body[i]), "source")
		return slices.Delete(body, i, i+1)
	}
	if p, ok := body[i].(*content.Paragraph); ok {
		l.withoutSource(p, a.Source.Value)
	}
	return body
}

// maxTitleLines is the number of lines that a title in the text may have.
const maxTitleLines = 3

// withoutFirst returns the blocks without the first paragraphs or headings, at
// most the given number, that together are the value of a key, if more text
// follows.
func (l *loader) withoutFirst(body []content.Block, key string, most int, is func(text string) bool) []content.Block {
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
		if is(text) {
			l.log.Add("text-repeated", spanOf(body[from]), key)
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

// withoutSource removes the source in brackets at the end of a paragraph.
func (l *loader) withoutSource(p *content.Paragraph, source string) {
	n := len(p.Inlines) - 1
	last, ok := p.Inlines[n].(content.Run)
	if !ok {
		return
	}
	from := max(strings.LastIndex(last.Value, "（"), strings.LastIndex(last.Value, "("))
	if from < 0 || !isSource(last.Value[from:], source) || n == 0 && isBlank(last.Value[:from]) {
		return
	}
	l.log.Add("text-repeated", last.Place.At(from, len(last.Value)), "source")
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
