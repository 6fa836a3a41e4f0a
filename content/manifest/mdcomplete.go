package manifest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content/pattern"
)

// A line of minComplete to maxComplete columns may be complete: shorter ones are
// parts of something, unless they are the first of a paragraph, as headings are (通知),
// or another short line follows (names below each other, the title and the poet of a
// poem), and longer ones may have been wrapped by a program.
const minName, minComplete, maxComplete = 4, 6, 28

// linkAddress is the address of a link, which is not printed.
var linkAddress = pattern.New(`\]\([^()\s]*\)`)

// complete reports whether a line is so short that the next one may not have been
// meant to continue it: a name or heading, words that do not end with a mark, above
// other words. first reports whether the line begins a paragraph.
func complete(line, next string, first bool) bool {
	line, next = unmarked(line), unmarked(next)
	n := columns(line)
	if n < minName || columns(next) < minName || n > maxComplete || open(line) || strings.HasPrefix(strings.TrimPrefix(line, `\`), "[!") || strings.Contains(line, "![") || !strings.ContainsFunc(line, wordCharacter) {
		return false
	}
	if n < minComplete {
		alphabetic := func(s string) bool { return unicode.IsLetter(firstRune(s)) && !unicode.Is(unicode.Han, firstRune(s)) }
		return (first || columns(next) <= maxComplete && !strings.ContainsAny(next, "，。；：！？")) && beginsText(line) && beginsText(next) && !(alphabetic(line) && alphabetic(next))
	}
	return beginsText(next) || bulletOf(next) != 0
}

// beginsText reports whether a line begins with a word, or with a number or a sign before
// one: with what may begin a paragraph or a row. [2] may be the mark of a reference.
func beginsText(line string) bool {
	bare, _ := utf8.DecodeRuneInString(strings.TrimLeft(line, "*_"))
	return unicode.IsLetter(firstRune(line)) || unicode.IsNumber(bare) || unicode.Is(unicode.Sc, bare) || strings.ContainsRune("@＠#＃", bare)
}

// unmarked returns a line without the addresses of links, and without marks of emphasis
// at its start and their other end. Those at its end alone may stand for a name (王**).
func unmarked(line string) string {
	if strings.Contains(line, "](") {
		line = linkAddress().ReplaceAllString(line, "]")
	}
	bare := strings.TrimLeft(line, "*_")
	return strings.TrimSuffix(bare, line[:len(line)-len(bare)])
}

// firstRune returns the first rune of a line behind marks of emphasis and opening
// brackets.
func firstRune(line string) rune {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(line, "*_“‘「『《（([［〔【"))
	return r
}
