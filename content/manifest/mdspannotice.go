package manifest

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"jianbao/content"
	"jianbao/content/pattern"
)

// composed returns a reading with its tone marks composed (U+0061 U+030C is ǎ), as faces
// have them, and with the one apostrophe of pinyin.
func composed(reading string) string {
	return strings.ReplaceAll(norm.NFC.String(reading), "'", "’")
}

// classNames are words that are meant as classes.
var classNames = map[string]string{
	"dots": ".dot", "emphasis": ".dot", "emph": ".dot", "着重号": ".dot", "着重": ".dot", "着重点": ".dot",
	"names": ".name", "专名号": ".name", "专名": ".name", "propername": ".name", "proper": ".name",
	"books": ".book", "书名号": ".book", "书名": ".book", "wavy": ".book", "wave": ".book", "title": ".book",
	"ul": ".u", "underline": ".u", "下划线": ".u", "下画线": ".u",
}

// nearClass returns the class that the text between braces is near to; "" if it is near
// to none, or is one.
func nearClass(text string) string {
	word := strings.ToLower(strings.TrimSpace(text))
	name := strings.TrimLeft(word, ".。．·#")
	dotted := name != word
	if _, exact := classes["."+name]; exact {
		if "."+name == text {
			return ""
		}
		return "." + name
	}
	if class, ok := classNames[name]; ok && (dotted || name != "title" && name != "proper" && name != "wave") {
		return class
	}
	for _, class := range []string{".dot", ".name", ".book"} {
		if dotted && oneOff(name, class[1:]) {
			return class
		}
	}
	return ""
}

// oneOff reports whether one letter more, less or other makes a of b, or two letters that
// are exchanged.
func oneOff(a, b string) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a) <= 1 && len(b) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}

var (
	// braced is what stands between braces behind a bracket.
	braced = pattern.New(`([\]］】])[ \t]*[{｛]([^{}｛｝\n]{1,60})[}｝]`)
	// toneless is pinyin whose tones are figures, or left out.
	toneless = pattern.New(`^[A-Za-zÜüÊê]+[1-5]?(?:[ \t'’-]*[A-Za-zÜüÊê]+[1-5]?)*$`)
)

// nearSpans reports what is nearly a span or a reading and is printed as typed. It
// returns the offsets of the braces.
func (m *markdown) nearSpans() map[int]bool {
	seen := map[int]bool{}
	if !m.hasAny("{", "｛") {
		return seen
	}
	for _, at := range braced().FindAllSubmatchIndex(m.data, -1) {
		brace := at[3] + bytes.IndexAny(m.data[at[3]:], "{｛")
		if s := m.spans.byClose[at[2]]; s != nil && s.closed || m.spans.readings[at[2]] || m.inTitle(at[2]) {
			seen[brace] = true
			continue
		}
		line := m.data[bytes.LastIndexByte(m.data[:at[2]], '\n')+1 : at[2]]
		opening := bytes.LastIndexAny(line, "[［【")
		if escaped(m.data, at[2]) || opening >= 0 && escaped(line, opening) {
			seen[brace] = true
			continue
		}
		if m.inCode(at[2]) {
			continue
		}
		if m.inBareAddress(at[2]) {
			seen[brace] = true
			continue
		}
		inner := string(m.data[at[4]:at[5]])
		_, exact := decorationOf(inner)
		class := nearClass(inner)
		if exact {
			class = inner
		}
		place := m.place.At(at[2], at[1])
		switch {
		case class != "":
			seen[brace] = true
			m.log.Add("md-span", place, content.Excerpt(string(m.data[at[2]:at[1]])), "[…]{"+class+"}")
		case opening >= 0 && toneless().MatchString(strings.TrimSpace(inner)) && allHan(string(bytes.TrimLeft(line[opening:], "[［【"))):
			m.log.Add("md-ruby-tone", place, inner)
		}
	}
	return seen
}

// escaped reports whether a backslash makes the character at an offset text.
func escaped(data []byte, at int) bool {
	return (at-len(bytes.TrimRight(data[:at], `\`)))%2 == 1
}

// undecorated reports a span none of whose characters takes its marks.
func (m *markdown) undecorated(s *bracketSpan) {
	if undecorated(string(m.data[s.from+1:s.close]), s.decoration) {
		m.warn("md-span-none", m.place.At(s.from, s.to), content.Excerpt(string(m.data[s.from:s.to])))
	}
}

// undecorated reports whether no character of a text takes some marks.
func undecorated(text string, d content.Decoration) bool {
	dotted := func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo)
	}
	lined := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '〇' }
	return d.Dots && !strings.ContainsFunc(text, dotted) || d.Line != 0 && !strings.ContainsFunc(text, lined) && strings.TrimSpace(text) != ""
}

// vowels are the vowels of pinyin with and without tones.
var vowels = pattern.New(`(?i)[aāáǎàeēéěèêiīíǐìoōóǒòuūúǔùüǖǘǚǜ]+`)

// toneMarks are the vowels that have tones.
const toneMarks = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜĀÁǍÀĒÉĚÈŌÓǑÒ"

// syllables reports pinyin for a word that has more or fewer syllables than the word has
// characters.
func (m *markdown) syllables(n *spanNode) {
	reading := n.readings[0]
	base := string(m.data[n.from:n.to])
	if got, want := syllables(reading, base); got != want {
		m.log.Add("md-ruby-count", m.place.At(n.from-1, n.to), reading, got, base, want)
	}
}

// syllables returns how many syllables the reading of a word has and should have; the same
// twice where that is not known, for want of tones.
func syllables(reading, base string) (got, want int) {
	want = utf8.RuneCountInString(base)
	if !strings.ContainsAny(reading, toneMarks) {
		return want, want
	}
	return len(vowels().FindAllString(reading, -1)), want
}
