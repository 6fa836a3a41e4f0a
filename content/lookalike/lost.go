package lookalike

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// lost checks a run of ? at byte i and returns its end.
func (c *checker) lost(t *content.Text, i int) int {
	end := i + len(t.Value[i:]) - len(strings.TrimLeft(t.Value[i:], "?"))
	before, _ := utf8.DecodeLastRuneInString(t.Value[:i])
	after, _ := utf8.DecodeRuneInString(t.Value[end:])
	if Lost(t.Place.Source, before, after) {
		c.add("text-lost", t, i, end, "")
	}
	return end
}

// lostSigns are what programs write for characters that they cannot convert: a box, the geta
// mark, and Han that look like boxes.
const lostSigns = "□〓囗口"

// loss checks one of lostSigns at byte i. In a name it is a lost character, in the middle of
// a sentence it may be one in Chinese encodings; other boxes are to be ticked, and other Han
// mean themselves.
func (c *checker) loss(t *content.Text, i int) {
	sign, n := utf8.DecodeRuneInString(t.Value[i:])
	s, end := t.Value, i+n
	foreign := chineseEncoding(t.Place.Source)
	place := placeInName(s, i, n)
	lost := place == insideName && sign != '口'
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[end:])
	switch {
	case lost:
	case place != noName:
		// Elsewhere than at a □, the text must have another loss, or the file a Chinese encoding.
		in, others := c.losses(s)
		lost = (foreign || in) && !others && (sign != '口' || in && place == insideName && foreign && shortGiven(s[end:]))
	case sign == '□' || sign == '〓':
		several := strings.ContainsRune(s[:i], sign) || strings.ContainsRune(s[end:], sign)
		lost = !several && Lost(t.Place.Source, before, after) && !in("内中里上处打画", after)
	}
	if lost {
		c.add("text-lost", t, i, end, "")
	}
}

// losses reports whether a text has a lost character inside a name, and whether it has boxes
// that stand in no name: it may be a form then. It looks at a text once.
func (c *checker) losses(s string) (inside, others bool) {
	if !c.boxes.known {
		c.boxes.known = true
		for i, r := range s {
			if r != '□' && r != '〓' && r != '囗' {
				continue
			}
			switch placeInName(s, i, utf8.RuneLen(r)) {
			case insideName:
				c.boxes.inside = true
			case noName:
				c.boxes.others = c.boxes.others || r == '□'
			}
		}
	}
	return c.boxes.inside, c.boxes.others
}

// namePlace is where in a name a sign stands.
type namePlace int

const (
	noName namePlace = iota
	insideName
	endOfName
)

// boxSurnames holds common surnames of one character that are next to never a choice
// with a box behind it (高□中□低□) or a word before a blank to be filled in.
const boxSurnames = "王李张刘陈杨赵吴周徐孙朱胡郭罗郑梁谢宋唐许邓韩冯曹彭肖董潘袁蔡蒋杜魏苏吕沈姚卢姜崔谭范廖贾邱丁侯邹孟秦尹薛阎雷龙郝" +
	"張劉陳楊趙吳孫羅鄭謝許鄧韓馮蕭蔣蘇呂瀋盧薑譚範賈鄒閻龍"

// beforeNames holds the last characters of what is before a name in a sentence: 市长,
// 主任, 党员, 记者, and words such as 有 and 由.
const beforeNames = "有是由为请和与及让对长任员席者记志民人授师生"

// placeInName reports whether the sign of n bytes at byte i stands for a character of a name:
// after a surname that begins a run of Han or follows a title, with Han and no other □ behind
// it (李□军、镇长王□华), or with a mark or blank behind it that may end a name.
func placeInName(s string, i, n int) namePlace {
	surname, size := utf8.DecodeLastRuneInString(s[:i])
	before, _ := utf8.DecodeLastRuneInString(s[:i-size])
	if !in(boxSurnames, surname) || hanBefore(s[:i-size]) && !in(beforeNames, before) || in(lostSigns, before) {
		return noName
	}
	rest := s[i+n:]
	given, _ := utf8.DecodeRuneInString(rest)
	if in("、，；。）　 ", given) {
		return endOfName
	}
	han := strings.TrimLeftFunc(rest, isHan)
	if len(han) < len(rest) && !in("年月日时分号次期名内中里上处打画", given) && !strings.HasPrefix(han, "□") && !in(lostSigns, given) {
		return insideName
	}
	return noName
}

// shortGiven reports whether a text begins with one Han, which may end a given name and a
// place does not end with, before what is none.
func shortGiven(s string) bool {
	given, n := utf8.DecodeRuneInString(s)
	return isHan(given) && !hanAfter(s[n:]) && !in("村镇乡市县区组站河岸子岭店坝桥", given)
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// Lost reports whether a ? or □ between two characters may stand for one that a
// conversion to a Chinese encoding lost: the file has such an encoding, Han is
// before it, and the sentence goes on after it.
func Lost(source *diag.Source, before, after rune) bool {
	return chineseEncoding(source) && isHan(before) && (isHan(after) || in("、，；：。）》·", after))
}

// chineseEncoding reports whether a file has an encoding into which characters are converted
// that it may not have.
func chineseEncoding(source *diag.Source) bool {
	return source != nil && (source.Encoding == "gb18030" || source.Encoding == "big5")
}
