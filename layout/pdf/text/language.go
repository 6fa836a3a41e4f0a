package text

import (
	"strings"
	"unicode/utf8"
)

// Languages that stand inside a text of another one and can be known by their
// letters alone (ISO 14289-1 7.2). Kana are Japanese and Hangul is Korean. Two
// Latin words in a row are taken for English, as hyphenation takes them; one
// word, a unit or an abbreviation (VOCs, NH₃-N) belongs to the language around
// it.
const (
	langEnglish  = "en"
	langJapanese = "ja"
	langKorean   = "ko"
)

// markLanguages marks the tokens that are in another language than the document.
func markLanguages(tokens []token, document string) {
	doc, _, _ := strings.Cut(document, "-")
	foreign := false
	for i := range tokens {
		t := &tokens[i]
		t.lang = scriptLanguage(t.text)
		if t.lang == doc {
			t.lang = ""
		}
		foreign = foreign || t.lang != ""
	}
	if !foreign {
		return
	}
	markPhrases(tokens)
	for i := range tokens {
		if i > 0 && tokens[i].joined {
			tokens[i].lang = tokens[i-1].lang // one span has one language
		}
	}
}

// markPhrases keeps English where there are two words of it or more.
func markPhrases(tokens []token) {
	for i := 0; i < len(tokens); {
		if tokens[i].lang != langEnglish {
			i++
			continue
		}
		// From the first letter to the last, over what may stand between.
		last, to := i, i+1
		for ; to < len(tokens); to++ {
			if tokens[to].lang == langEnglish {
				last = to
			} else if !between(tokens[to].text) {
				break
			}
		}
		lang := ""
		if phraseWords(tokens[i:last+1]) >= 2 {
			lang = langEnglish
		}
		for k := i; k <= last; k++ {
			tokens[k].lang = lang
		}
		i = to
	}
}

// scriptLanguage is the language of a cluster's first character, empty if it
// leaves it open.
func scriptLanguage(text string) string {
	if text != "" && text[0] >= 0xE4 && text[0] <= 0xE9 {
		return "" // U+4000–9FFF
	}
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 0xC0 && r <= 0x24F && r != '×' && r != '÷':
		return langEnglish
	case r >= 0x3041 && r <= 0x309F || r >= 0x30A1 && r <= 0x30FA:
		return langJapanese
	case r >= 0xAC00 && r <= 0xD7A3 || r >= 0x1100 && r <= 0x11FF:
		return langKorean
	}
	return ""
}

// between reports whether a cluster may stand among the words of a phrase.
func between(text string) bool {
	switch text {
	case ",", ".", ";", ":", "'", "’", "-", "&", "(", ")":
		return true
	}
	return false
}

// phraseWords counts the ordinary words: of two letters or more, small but for the
// first.
func phraseWords(tokens []token) int {
	n := 0
	for i := 0; i < len(tokens); {
		letters, small := 0, true
		for ; i < len(tokens); i++ {
			t := &tokens[i]
			if t.lang == "" {
				i++
				break
			}
			for k, r := range t.text {
				if (letters > 0 || k > 0) && r >= 'A' && r <= 'Z' {
					small = false
				}
			}
			letters += utf8.RuneCountInString(t.text)
			if t.tail != "" {
				i++
				break
			}
		}
		if letters >= 2 && small {
			n++
		}
	}
	return n
}
