package manifest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// markupKind is a kind of markup that is printed as it stands in plain text.
type markupKind struct {
	name diag.Term
	find func(line string) []int // a range of bytes, nil if there is none
}

var (
	plainTableRule = pattern.New(`^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$`)
	plainHeading   = pattern.New(`^#{1,6}[ \t]+[^\s#0-9]|^#{1,6}[ \t]+[0-9]+[.．、]`)
	plainStrong    = pattern.New(`(?:^|[^*0-9A-Za-z])\*\*[^\s*、，。；：！？）》”][^*]*\*\*(?:[^*]|$)`)
	plainQuote     = pattern.New(`^>[ \t]*[^\s0-9０-９.．+＝=<>-]`)
	plainLink      = pattern.New(`\[[^\[\]]+\]\((?:https?://|mailto:)[^()\s]+\)`)
	plainTag       = pattern.New(`(?i)</?(?:p|br|div|span|b|strong|i|em|u|h[1-6]|img|a|table|tr|td|th|ul|ol|li|font|sub|sup|center|blockquote)(?:\s[^<>]*)?/?>`)
	plainEntity    = pattern.New(`&(?:[A-Za-z][0-9A-Za-z]{1,30}|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,6});`)
)

// in returns a function that finds an expression in lines that contain a sign, which
// each match has: few lines do.
func in(sign string, expression func() *regexp.Regexp) func(line string) []int {
	return func(line string) []int {
		if !strings.Contains(line, sign) {
			return nil
		}
		return expression().FindStringIndex(line)
	}
}

// fence finds the line before a block of code.
func fence(line string) []int {
	if strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~") {
		return []int{0, 3}
	}
	return nil
}

// scriptMark finds a script of Markdown behind a letter, a digit or Han.
func scriptMark(line string) []int {
	for i := strings.IndexAny(line, "~^"); i > 0 && i < len(line); i++ {
		if c := line[i]; c != '~' && c != '^' {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(line[:i])
		if end := scriptAt(line, i, before); end > 0 && (unicode.IsLetter(before) || unicode.IsDigit(before)) {
			return []int{i, end + 1}
		}
	}
	return nil
}

// spanMark finds a span or a reading of Markdown.
func spanMark(line string) []int {
	from, to := typedSpan(line, 0)
	if to == 0 {
		return nil
	}
	return []int{from, to}
}

// markupKinds returns the kinds of markup that are looked for in plain text.
func markupKinds() []markupKind {
	return []markupKind{
		{diag.Term{ZH: "标题", EN: "a heading"}, in("#", plainHeading)},
		{diag.Term{ZH: "表格", EN: "a table"}, in("|", plainTableRule)},
		{diag.Term{ZH: "强调", EN: "emphasis"}, strongMark},
		{diag.Term{ZH: "引用", EN: "a quotation"}, in(">", plainQuote)},
		{diag.Term{ZH: "代码块", EN: "a code block"}, fence},
		{diag.Term{ZH: "链接", EN: "a link"}, in("](", plainLink)},
		{diag.Term{ZH: "上标或下标", EN: "a script"}, scriptMark},
		{diag.Term{ZH: "着重号或注音", EN: "a span"}, spanMark},
	}
}

// plainMarkup warns once about Markdown and once about HTML in plain text, where
// they are printed as they stand.
func (l *loader) plainMarkup(lines []textLine, place diag.Place) {
	kinds := markupKinds()
	findTag := in("<", plainTag)
	found := markupFound{}
	entity := false
	var tag diag.Span
	var tagText string
	for _, line := range lines {
		if !strings.ContainsAny(line.text, "#|*>`~^[<&") {
			continue
		}
		for i, k := range kinds {
			if m := k.find(line.text); m != nil && !found.has(i) {
				found.add(i, k.name, place.At(line.off, line.off+len(line.text)), line.text)
			}
		}
		if tagText == "" {
			if m := findTag(line.text); m != nil {
				tag, tagText = place.At(line.off+m[0], line.off+m[1]), line.text[m[0]:m[1]]
			}
		}
		if !entity {
			if from, to, meant := entityIn(line.text); to > 0 {
				entity = true
				l.entity(place.At(line.off+from, line.off+to), line.text[from:to], meant)
			}
		}
	}
	if len(found.kinds) > 0 {
		l.log.Add("plain-markdown", found.first, content.Excerpt(found.text), found.names)
	}
	if tagText != "" {
		l.log.Add("plain-html", tag, tagText)
	}
}

// entityIn returns the first character that a text has as HTML writes it, such as &amp;, and
// what it means; to is 0 if there is none.
func entityIn(text string) (from, to int, meant string) {
	if !strings.Contains(text, "&") {
		return 0, 0, ""
	}
	for _, at := range plainEntity().FindAllStringIndex(text, -1) {
		if meant, size := resolve([]byte(text[at[0]:at[1]])); size == at[1]-at[0] && !strings.ContainsRune(meant, utf8.RuneError) {
			return at[0], at[1], meant
		}
	}
	return 0, 0, ""
}

// entity warns of a character as HTML writes it.
func (l *loader) entity(at diag.Span, written, meant string) {
	sign := diag.Term{ZH: "“" + meant + "”", EN: `"` + meant + `"`}
	if allInvisible(meant) {
		sign = diag.Term{ZH: "空格", EN: "a blank"}
	}
	l.log.Add("text-entity", at, written, sign)
}

// valueMarkup warns of Markdown and HTML in a short text, such as a title, where it is
// printed as it stands.
func (l *loader) valueMarkup(t content.Text) {
	if !strings.ContainsAny(t.Value, "*<&]") {
		return
	}
	for _, find := range []func(string) []int{strongMark, in("](", plainLink), in("", plainTag)} {
		at := find(t.Value)
		if at == nil {
			continue
		}
		from, to := at[0], at[1]
		if i := strings.Index(t.Value[from:to], "**"); i >= 0 { // without the characters around
			from, to = from+i, from+strings.LastIndex(t.Value[from:to], "**")+len("**")
		}
		l.log.Add("value-markup", t.Place.At(from, to), content.Excerpt(t.Value[from:to]))
		return
	}
	if from, to, meant := entityIn(t.Value); to > 0 {
		l.entity(t.Place.At(from, to), t.Value[from:to], meant)
	}
}

// markupFound collects kinds of markup in the order of their first places.
type markupFound struct {
	kinds []int
	names diag.Term
	first diag.Span
	text  string
}

func (f *markupFound) has(kind int) bool {
	for _, k := range f.kinds {
		if k == kind {
			return true
		}
	}
	return false
}

func (f *markupFound) add(kind int, name diag.Term, at diag.Span, text string) {
	if len(f.kinds) == 0 {
		f.first, f.text, f.names = at, text, name
	} else {
		f.names.ZH += "、" + name.ZH
		f.names.EN += ", " + name.EN
	}
	f.kinds = append(f.kinds, kind)
}

// minStrong is the number of characters from which words between ** inside a
// sentence count as emphasis: 韩**和蒋** are masked names.
const minStrong = 4

// strongMark finds **words** that Markdown would set in bold.
func strongMark(line string) []int {
	if !strings.Contains(line, "**") {
		return nil
	}
	m := plainStrong().FindStringIndex(line)
	if m == nil {
		return nil
	}
	from := strings.Index(line[m[0]:], "**") + m[0]
	content, _, _ := strings.Cut(line[from+2:], "**")
	if strings.ContainsAny(content, "、，；") && from > 0 || from > 0 && len([]rune(content)) < minStrong {
		return nil
	}
	return m
}
