// Package lookalike finds characters that look right and are others, so that no
// search finds the printed words, and characters that earlier conversions lost or
// garbled.
package lookalike

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// maxPerFile is the maximum number of findings of one code for a file, apart
// from those that a finding counts.
const maxPerFile = 20

// Check adds its findings about the issue's texts to log. Nothing is replaced:
// each names the character meant. Equal ones of a file are one finding, at the
// first place, with their number; characters that may have been lost are reported
// one by one.
func Check(issue *content.Issue, log *diag.List) {
	c := checker{lang: issue.Publication.Lang, parts: issue.Parts, found: map[key]int{}, counts: map[count]int{}}
	for t := range issue.Texts() {
		c.text(t)
	}
	for _, f := range c.list {
		c.report(f, log)
	}
}

// checker holds the findings of one issue in the order of their first places.
type checker struct {
	lang   string
	parts  diag.Parts
	list   []*finding
	found  map[key]int // index in list
	counts map[count]int
	boxes  boxes  // of the text
	notGBK [4]int // of the text: where what latinGBK has looked at ends, by the place of its first byte modulo 4
}

// key identifies the findings of a file that are reported as one: those of a code,
// and of a character.
type key struct {
	code   diag.Code
	source *diag.Source
	text   string // a character and those like it; else empty
}

// boxes says what losses found in a text.
type boxes struct{ known, inside, others bool }

type count struct {
	code   diag.Code
	source *diag.Source
}

type finding struct {
	key
	text  string // as typed
	at    diag.Span
	meant string
	n     int
}

// add adds a finding about bytes [from,to) of a text.
func (c *checker) add(code diag.Code, t *content.Text, from, to int, meant string) {
	text := t.Value[from:to]
	at := c.parts.Span(t.Place.At(from, to))
	k := key{code: code, source: at.Source}
	if code == "char-lookalike" {
		k.text = text
	}
	if i, ok := c.found[k]; ok && code != "text-lost" {
		c.list[i].n++
		return
	}
	c.found[k] = len(c.list)
	c.list = append(c.list, &finding{key: k, text: text, at: at, meant: meant, n: 1})
}

func (c *checker) report(f *finding, log *diag.List) {
	k := count{f.code, f.source}
	if c.counts[k]++; c.counts[k] > maxPerFile {
		return
	}
	switch f.code {
	case "char-lookalike":
		log.AddFix(f.code, f.at, diag.Fix{Write: f.meant}, f.text, codes(f.text), f.meant, codes(f.meant), f.n)
	case "text-lost":
		reading, repair := diag.Term{ZH: "问号", EN: "a question mark"}, diag.Term{ZH: "是问号就写 ？", EN: "write ？ for a question mark"}
		switch f.text {
		case "□":
			reading, repair = diag.Term{ZH: "方框", EN: "a box"}, diag.Term{ZH: "是方框就不必改", EN: "leave it if it is a box"}
		case "〓", "囗", "口":
			reading, repair = diag.Term{ZH: "这个字符本身", EN: "itself"}, diag.Term{ZH: "没有错就不必改", EN: "leave it if it is right"}
		}
		log.Add(f.code, f.at, f.text, reading, repair)
	case "text-mojibake":
		log.Add(f.code, f.at, excerpt(f.text), excerpt(f.meant), f.n)
	default:
		log.Add(f.code, f.at, excerpt(f.text), f.n)
	}
}

func codes(s string) string {
	var out []string
	for _, r := range s {
		if code := fmt.Sprintf("U+%04X", r); !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return strings.Join(out, " ")
}

func excerpt(s string) string {
	const most = 16 // characters
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// text checks one paragraph or short text.
func (c *checker) text(t content.Text) {
	s := t.Value
	c.notGBK, c.boxes = [4]int{}, boxes{}
	chinese := strings.HasPrefix(c.lang, "zh")
	entry := chinese && strings.Contains(s, "．") && reference(s) // of a list of references
	strange := 0                                                 // characters of which text that was decoded wrongly consists
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			switch s[i] {
			case '?':
				i = c.lost(&t, i)
				continue
			case '0', 'O', 'o':
				if chinese {
					i = c.zero(&t, i)
					continue
				}
			}
			i++
			continue
		}
		r, n := decode(s[i:])
		switch {
		case r >= 0x4E00 && r <= 0x9FFF:
			if misread(r) {
				strange++
			}
			switch {
			case chinese && garbageStart(r):
				n = max(n, c.garbled(&t, i))
			case chinese && (r == '囗' || r == '口'):
				c.loss(&t, i)
			}
		case r < 0x100:
			n = max(n, c.latin(&t, i), c.latinGBK(&t, i))
		case r >= 0x2E80 && r <= 0x2FD5:
			if to := c.radical(r); to != 0 {
				c.add("char-lookalike", &t, i, i+n, string(to))
			}
		case r == '□' || r == '〓':
			c.loss(&t, i)
		case chinese && zeroLike(r):
			n = c.zero(&t, i) - i
		case chinese && dotLike(r):
			if hanBefore(s[:i]) && hanAfter(s[i+n:]) && !(r == '．' && (entry || ordinal(s[:i]))) {
				c.add("char-lookalike", &t, i, i+n, "·")
			}
		case chinese && (r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F):
			if to := unified(r); to != 0 {
				c.add("char-lookalike", &t, i, i+n, string(to))
			}
		}
		i += n
	}
	if strange >= 2 {
		c.mojibake(&t)
	}
}

// decode returns the first character of a text and its size. Most are ideographs in
// the three bytes of valid UTF-8.
func decode(s string) (r rune, size int) {
	if len(s) >= 3 && s[0] >= 0xE4 && s[0] <= 0xE9 {
		return rune(s[0]&0xF)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}

func hanBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return isHan(r)
}

func hanAfter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isHan(r)
}
