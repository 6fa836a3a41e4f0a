package numeral

import (
	"strings"

	"jianbao/content/pattern"
)

var attachmentWord = pattern.New(`^(?:附[ \x{3000}]*件|附表|附图|附)[ \x{3000}]*[:：][ \x{3000}]*`)

// beforeYear is a number directly before a year or a date, which looks like a decimal:
// 1.2026年度任务表, 2.6月1日起.
var beforeYear = pattern.New(`^([1-9][0-9]?)\.(?:(?:19|20)[0-9]{2}(?:[^0-9.]|$)|1?[0-9]月(?:[0-9]{1,2}(?:[日号—～至到~-]|$)|[上中下]旬|份|初|底|末))`)

// ItemAt returns the number of level 3 at the beginning of an item of a list, as of the
// names of attachments; ok is false if there is none. In a list it may stand directly before
// a year or a date: 1.2026年 and 2.6月1日 are no decimals.
func ItemAt(item string) (m Mark, ok bool) {
	if m, ok = At(item); ok && m.Level == 3 {
		return m, true
	}
	if item == "" || item[0] < '1' || item[0] > '9' {
		return Mark{}, false
	}
	at := beforeYear().FindStringSubmatchIndex(item)
	if at == nil {
		return Mark{}, false
	}
	return Mark{Level: 3, N: Parse(item[:at[3]]), To: at[3], End: at[3] + len(".")}, true
}

// Attachments returns the size of the words before the names of attachments at
// the beginning of a line, 0 if there are none. The names are numbered by
// themselves, one in each line: 附件：1. 甲 and below it 2. 乙 (GB/T 9704 7.3.4).
func Attachments(line string) int {
	if !strings.HasPrefix(line, "附") {
		return 0
	}
	return len(attachmentWord().FindString(line))
}
