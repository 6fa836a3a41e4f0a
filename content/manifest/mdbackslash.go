package manifest

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"

	"jianbao/content"
	"jianbao/content/pattern"
)

// windowsPath is a path with a drive, or of a file server. Its backslashes are
// escapes where they stand before punctuation.
var windowsPath = pattern.New("(?:\\b[A-Za-z]:\\\\|\\\\\\\\[0-9A-Za-z\\p{Han}][0-9A-Za-z\\p{Han}._-]*\\\\)[^\\s\"<>|*?`，。；、：（）“”《》]*")

var escapedSign = pattern.New("\\\\[!-/:-@[-`{-~]")

// paths reports paths of Windows that lose a backslash, and returns where all paths are.
func (m *markdown) paths() (found []span) {
	for _, at := range windowsPath().FindAllIndex(m.data, -1) {
		from, to := at[0], at[1]
		found = append(found, span{from, to})
		n := 0
		if m.data[from] == '\\' { // the two at its beginning
			before, _ := utf8.DecodeLastRune(m.data[:from])
			name := bytes.IndexByte(m.data[from+2:to], '\\') + from + 2
			if asciiWord(before) || wordCharacter(before) && bytes.HasPrefix(m.data[name:], []byte(`\\`)) {
				found = found[:len(found)-1] // src\\main, 简报\\旧稿\\a
				continue
			}
			if doubled := before == '\\'; !doubled && !(twoBackslashes(m.data[from:to]) && m.beginsLine(from)) {
				n++ // else both are printed
			}
			from += 2
		}
		for i := from; i < to; i++ {
			switch {
			case m.data[i] != '\\':
			case i+1 < len(m.data) && m.data[i+1] == '\\':
				i++ // two that print one
			case i+1 < len(m.data) && util.IsPunct(m.data[i+1]), contains(m.brokenAt, i):
				n++
			}
		}
		if n > 0 && !m.inCode(at[0]) {
			m.log.Add("md-path", m.place.At(at[0], at[1]), content.Excerpt(string(m.data[at[0]:at[1]])), n)
		}
	}
	return found
}

// contains reports whether an offset is one of some, ascending.
func contains(offsets []int, at int) bool {
	_, found := slices.BinarySearch(offsets, at)
	return found
}

// beginsLine reports whether only blanks stand before an offset in its line.
func (m *markdown) beginsLine(at int) bool {
	line := bytes.LastIndexByte(m.data[:at], '\n') + 1
	return len(bytes.Trim(m.data[line:at], lineBlanks)) == 0
}

// backslashes reports backslashes that are not printed and were likely meant as such: no
// one needs an escape there, or most others of the word are printed, as in \d+\.\d+.
func (m *markdown) backslashes() {
	if !m.hasAny(`\`) {
		return
	}
	slices.Sort(m.escapes)
	slices.Sort(m.brokenAt)
	paths := m.paths()
	var word span // the one looked at last
	printed, lost := 0, 0
	for _, at := range m.escapes {
		if at >= word.to {
			word.from, word.to = m.token(at)
			printed, lost = m.backslashesIn(word)
		}
		few := printed > lost || printed == lost && printed > 0 && strings.IndexByte(openSigns, m.data[at+1]) < 0
		// Who escapes another sign of a word, too, escapes all.
		all := lost > 1 && printed == 0 && strings.IndexByte("?/,;%", m.data[at+1]) >= 0
		if inSpans(paths, at) || all || !few && !m.lostBackslash(at) {
			continue
		}
		_, n := utf8.DecodeRune(m.data[at+1:])
		m.log.Add("md-backslash", m.place.At(at, at+1+n), content.Excerpt(string(m.data[at:at+1+n])))
	}
	for _, at := range m.brokenAt {
		from, _ := m.token(at)
		if printed, _ := m.backslashesIn(span{from, at}); printed > 0 && !inSpans(paths, at) {
			m.log.Add("md-backslash", m.place.At(from, at+1), content.Excerpt(string(m.data[from:at+1])))
		}
	}
}

// inSpans reports whether an offset is in one of some spans, ascending.
func inSpans(spans []span, at int) bool {
	i, found := slices.BinarySearchFunc(spans, at, func(s span, at int) int { return s.from - at })
	return found || i > 0 && at < spans[i-1].to
}

const (
	// rowSigns are the signs that passwords and names of files must or must not have.
	rowSigns = "~!@#$%^*+=|?-_"
	// openSigns are the signs that are escaped most: one who escapes some of them in a
	// row of signs escapes all.
	openSigns = "*_`[<"
)

// raisedArms is a face with its arms in the air, as \(^o^)/ or \^o^/, or shrugging.
var raisedArms = pattern.New(`^\\(?:\([^()\\\s]{0,7}[^()\\\s\p{L}\p{Nd}][^()\\\s]{0,7}\)[/／丿ノ]|\^[^\s\^]{1,3}\^/|_\([^()\s]{1,8}\)\\?_/)`)

// lostBackslash reports whether the backslash of an escape was likely meant to be printed.
func (m *markdown) lostBackslash(at int) bool {
	sign := m.data[at+1]
	switch sign {
	case '?':
		return !(bytes.HasSuffix(m.data[:at], []byte("第")) && bytes.HasPrefix(m.data[at+2:], []byte("页"))) // no reference
	case '/', ',', ';':
		return true
	case '%':
		return at == 0 || m.data[at-1] < '0' || m.data[at-1] > '9' // 50\% of TeX
	}
	return raisedArms().Match(m.data[at:]) || m.inRow(at)
}

// maxSignRow is how many bytes before and behind an escape may belong to its row of signs.
const maxSignRow = 40

// inRow reports whether an escape stands in a row of signs that are not escaped.
func (m *markdown) inRow(at int) bool {
	from, to := at, at
	for from > max(0, at-maxSignRow) && util.IsPunct(m.data[from-1]) {
		from--
	}
	for to < min(len(m.data), at+maxSignRow) && util.IsPunct(m.data[to]) {
		to++
	}
	if escaped(m.data, from) {
		from++
	}
	signs, open := map[byte]bool{}, false
	for i := from; i < to; i++ {
		c := m.data[i]
		if c == '\\' {
			i++
			continue
		}
		if strings.IndexByte(rowSigns, c) >= 0 {
			signs[c] = true
		}
		open = open || strings.IndexByte(openSigns, c) >= 0
	}
	return len(signs) >= 3 && (open || strings.IndexByte(openSigns, m.data[at+1]) < 0)
}

// token returns the range around an offset without blanks and full-width marks.
func (m *markdown) token(at int) (from, to int) {
	ends := func(r rune) bool { return unicode.IsSpace(r) || fullWidthMark(r) }
	from, to = 0, len(m.data)
	if i := bytes.LastIndexFunc(m.data[:at], ends); i >= 0 {
		_, n := utf8.DecodeRune(m.data[i:])
		from = i + n
	}
	if i := bytes.IndexFunc(m.data[at:], ends); i >= 0 {
		to = at + i
	}
	return from, to
}

// backslashesIn counts the backslashes of a range that are printed since a letter or digit
// follows, and those that are not since a sign does. A formula has its own.
func (m *markdown) backslashesIn(in span) (printed, lost int) {
	for i := in.from; i+1 < in.to; i++ {
		switch m.data[i] {
		case '$':
			return 0, 0
		case '\\':
			i++
			if r, _ := utf8.DecodeRune(m.data[i:]); wordCharacter(r) && !m.inCode(i) {
				printed++
			} else if r != '\\' && r < utf8.RuneSelf {
				lost++
			}
		}
	}
	return printed, lost
}
