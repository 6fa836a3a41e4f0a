package manifest

import (
	"strings"

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
	plainFence     = pattern.New("^(?:```|~~~)")
	plainLink      = pattern.New(`\[[^\[\]]+\]\((?:https?://|mailto:)[^()\s]+\)`)
	plainTag       = pattern.New(`(?i)</?(?:p|br|div|span|b|strong|i|em|u|h[1-6]|img|a|table|tr|td|th|ul|ol|li|font|sub|sup|center|blockquote)(?:\s[^<>]*)?/?>|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|middot|mdash|hellip|#[0-9]{2,6}|#x[0-9a-fA-F]{2,6});`)
)

// markupKinds returns the kinds of markup that are looked for in plain text.
func markupKinds() []markupKind {
	return []markupKind{
		{diag.Term{ZH: "标题", EN: "a heading"}, plainHeading().FindStringIndex},
		{diag.Term{ZH: "表格", EN: "a table"}, func(line string) []int {
			if strings.Contains(line, "|") {
				return plainTableRule().FindStringIndex(line)
			}
			return nil
		}},
		{diag.Term{ZH: "强调", EN: "emphasis"}, strongMark},
		{diag.Term{ZH: "引用", EN: "a quotation"}, plainQuote().FindStringIndex},
		{diag.Term{ZH: "代码块", EN: "a code block"}, plainFence().FindStringIndex},
		{diag.Term{ZH: "链接", EN: "a link"}, plainLink().FindStringIndex},
	}
}

// plainMarkup warns once about Markdown and once about HTML in plain text, where
// they are printed as they stand.
func (l *loader) plainMarkup(lines []textLine, place diag.Place) {
	kinds := markupKinds()
	found := markupFound{}
	var tag diag.Span
	var tagText string
	for _, line := range lines {
		if !strings.ContainsAny(line.text, "#|*>`~[<&") {
			continue
		}
		for i, k := range kinds {
			if m := k.find(line.text); m != nil && !found.has(i) {
				found.add(i, k.name, place.At(line.off, line.off+len(line.text)), line.text)
			}
		}
		if m := plainTag().FindStringIndex(line.text); m != nil && tagText == "" {
			tag, tagText = place.At(line.off+m[0], line.off+m[1]), line.text[m[0]:m[1]]
		}
	}
	if len(found.kinds) > 0 {
		l.log.Add("plain-markdown", found.first, excerpt(found.text), found.names)
	}
	if tagText != "" {
		l.log.Add("plain-html", tag, tagText)
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
