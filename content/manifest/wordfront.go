package manifest

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"jianbao/content"
	"jianbao/content/numeral"
	"jianbao/content/pattern"
)

// withoutFront returns the blocks of a document without the lines that repeat what the
// manifest says: title, authors and date above the text, and the source at its end. Each
// is reported.
func (l *loader) withoutFront(body []content.Block, a *articleEntry) []content.Block {
	level := a.titleLevel
	out := make([]content.Block, 0, len(body))
	i := 0
	for i < len(body) {
		if isFloat(body[i]) {
			out = append(out, body[i])
			i++
			continue
		}
		if n, key := l.frontLines(body[i:], a); n > 0 {
			text := make([]string, n)
			for k, b := range body[i : i+n] {
				text[k] = lineOf(b)
				if h, ok := b.(*content.Heading); ok && key == "title" {
					level = h.Level
				}
			}
			if key == "title" && a.word.Joined {
				a.word.Lines = nil // what goes on below may be no part of the title
			}
			l.log.Add("docx-left-out", spanOf(body[i]), strings.Join(text, ""), key)
			i += n
			continue
		}
		if !a.word.Centred[body[i]] {
			break
		}
		if slices.Contains(a.word.Lines, body[i]) {
			l.log.Add("docx-title-differs", spanOf(body[i]), lineOf(body[i]), a.Title.Joined())
		}
		out = append(out, body[i])
		i++
	}
	out = append(out, body[i:]...)
	out = l.withoutLastSource(out, a)
	if a.word.Styled {
		l.wordLevels(out, level, a.styled)
	}
	return out
}

// frontLines returns the number of the first blocks that together are the article's
// title, authors or date, and the key in the manifest; 0 if they are none.
func (l *loader) frontLines(body []content.Block, a *articleEntry) (n int, key string) {
	text := ""
	for n := 1; n <= min(maxTitleLines, len(body)); n++ {
		line := lineOf(body[n-1])
		if line == "" {
			break
		}
		if text += line; sameWide(text, a.Title.Value) {
			return n, "title"
		}
	}
	line := lineOf(body[0])
	switch {
	case isAuthor(folded(line), foldedTexts(a.Authors)):
		return 1, "author"
	case l.isIssueDate(line):
		return 1, "date"
	}
	return 0, ""
}

// isIssueDate reports whether a line is the date of the issue.
func (l *loader) isIssueDate(line string) bool {
	d := l.issueDate()
	if d == (content.Date{}) {
		return false
	}
	line = unbracketed(folded(line))
	for _, form := range []string{"%d年%d月%d日", "%d-%02d-%02d", "%d-%d-%d", "%d.%d.%d", "%d/%d/%d"} {
		if samePrinted(line, fmt.Sprintf(form, d.Year, d.Month, d.Day)) {
			return true
		}
	}
	han := ""
	for _, digit := range fmt.Sprint(d.Year) {
		han += string([]rune("〇一二三四五六七八九")[digit-'0'])
	}
	han += "年" + numeral.Chinese(d.Month) + "月" + numeral.Chinese(d.Day) + "日"
	return samePrinted(strings.NewReplacer("○", "〇", "零", "〇").Replace(line), han)
}

// sourceTail matches the last line of an article that gives its source: （来源：X）,
// （X供稿）.
var sourceTail = pattern.New(`^(.+?)\s*供稿$`)

// withoutLastSource returns the blocks without a last line that gives the source.
func (l *loader) withoutLastSource(body []content.Block, a *articleEntry) []content.Block {
	i := len(body) - 1
	for i >= 0 && isFloat(body[i]) {
		i--
	}
	if i <= 0 || a.Source.Value == "" {
		return body
	}
	line, source := unbracketed(folded(lineOf(body[i]))), folded(a.Source.Value)
	m := sourceTail().FindStringSubmatch(line)
	if !isSource(line, source) && (m == nil || !samePrinted(m[1], source)) {
		return body
	}
	l.log.Add("docx-left-out", spanOf(body[i]), lineOf(body[i]), "source")
	return slices.Delete(body, i, i+1)
}

// sameWide reports whether two texts are the same but for blanks, line breaks and the
// width of signs.
func sameWide(a, b string) bool { return samePrinted(folded(a), folded(b)) }

// folded returns a text with full-width signs as those of ASCII and half-width kana as
// full-width ones.
func folded(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= 0xFF00 && r <= 0xFFEF || r == '　' }) {
		return s
	}
	return width.Fold.String(s)
}

// foldedTexts returns texts folded, without places.
func foldedTexts(texts []content.Text) []content.Text {
	out := make([]content.Text, len(texts))
	for i, t := range texts {
		out[i] = content.Text{Value: folded(t.Value)}
	}
	return out
}
