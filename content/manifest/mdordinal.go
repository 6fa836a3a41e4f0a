package manifest

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"jianbao/content/numeral"
	"jianbao/content/pattern"
)

// maxApart is how many lines the numbers of a numbering stand apart at most.
const maxApart = 200

// continues reports whether a line carries on the numbering of an earlier one: 2) after
// 1), 2.2026年 after 1.2026年, 1.2 after 1.1, ⑵ after ⑴, [2] after [1], b. after a., 二是 after 一是. The number before it must
// begin a line, which then is a paragraph too, or the text after a colon (附件：1) 甲). Numbers that begin a paragraph
// whatever is before them are those of paragraphStart.
func continues(before []sourceLine, line string) bool {
	last := predecessor(line)
	if last == "" {
		return false
	}
	for i := len(before) - 1; i >= max(0, len(before)-maxApart); i-- {
		text := before[i].text
		if after, ok := strings.CutPrefix(text, last); ok && (after == "" || after[0] < '0' || after[0] > '9') {
			before[i].begin() // the first item below its heading: 1）甲
			return true
		}
		for _, colon := range [...]string{"：", ":"} {
			if _, after, ok := strings.Cut(text, colon); ok && strings.HasPrefix(strings.TrimLeft(after, " \u3000"), last) {
				return true
			}
		}
	}
	return false
}

// ordinalSigns holds the first and last of the signs that are numbers by themselves.
var ordinalSigns = [...][2]rune{
	{'①', '⑳'}, {'⑴', '⒇'}, {'⒈', '⒛'}, {'⒜', '⒵'}, {'Ⓐ', 'Ⓩ'}, {'ⓐ', 'ⓩ'}, {'❶', '❿'}, {'➀', '➉'}, {'➊', '➓'},
	{'㈠', '㈩'}, {'㊀', '㊉'}, {'Ⅰ', 'Ⅻ'}, {'ⅰ', 'ⅻ'},
}

// The numbers of lines, in parts: what is before the number, the number, and what is
// after it and belongs to it.
var (
	arabicOrdinal = pattern.New(`^((?:[1-9][0-9]?\.){1,3}|第|)([0-9]{1,2})([)）]|[ \x{3000}]|[，、]|\p{Han})`)
	hanOrdinal    = pattern.New(`^(第|其|)([二三四五六七八九十]{1,2})([是来则，、：)）])`)
	squareOrdinal = pattern.New(`^([\[［〔【])([0-9]{1,3})[\]］〕】]`)
	stemOrdinal   = pattern.New(`^([（(]?)([乙丙丁戊己庚辛壬癸])([)）.．、])`)
	letterOrdinal = pattern.New(`^([（(]?)([B-Zb-zＢ-Ｚｂ-ｚ])([)）.．、])(?:[^A-Za-z]|$)`)
)

// predecessor returns how a line would begin that is numbered before another; "" if
// that has no number, or the first.
func predecessor(line string) string {
	r, _ := utf8.DecodeRuneInString(line)
	for _, s := range ordinalSigns {
		if r > s[0] && r <= s[1] {
			return string(r - 1)
		}
	}
	if m, ok := numeral.ItemAt(line); ok && m.N > 1 {
		return strconv.Itoa(m.N-1) + "." // before a year: 2.2026年
	}
	if m := arabicOrdinal().FindStringSubmatch(line); m != nil {
		before, after := m[1], m[3]
		n, _ := strconv.Atoi(m[2])
		// A number alone needs a bracket, and one of parts none; 第 needs a mark.
		bracket, mark := after == ")" || after == "）", after == "，" || after == "、"
		if n < 2 || before == "" && !bracket || before == "第" && !mark || before != "第" && mark {
			return ""
		}
		if !bracket && !mark {
			after = ""
		}
		return before + strconv.Itoa(n-1) + after
	}
	if m := hanOrdinal().FindStringSubmatch(line); m != nil {
		if n := numeral.Parse(m[2]); n > 1 {
			return m[1] + numeral.Chinese(n-1) + m[3]
		}
	}
	if m := squareOrdinal().FindStringSubmatch(line); m != nil {
		if n, _ := strconv.Atoi(m[2]); n > 1 {
			return m[1] + strconv.Itoa(n-1) + m[0][len(m[1])+len(m[2]):]
		}
	}
	if m := stemOrdinal().FindStringSubmatch(line); m != nil {
		stems := []rune("甲乙丙丁戊己庚辛壬癸")
		stem, _ := utf8.DecodeRuneInString(m[2])
		return m[1] + string(stems[slices.Index(stems, stem)-1]) + m[3]
	}
	if m := letterOrdinal().FindStringSubmatch(line); m != nil {
		letter, _ := utf8.DecodeRuneInString(m[2])
		return m[1] + string(letter-1) + m[3]
	}
	return ""
}
