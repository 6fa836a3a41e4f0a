package numeral

import (
	"strings"

	"jianbao/content/pattern"
)

var attachmentWord = pattern.New(`^(?:附[ \x{3000}]*件|附表|附图|附)[ \x{3000}]*[:：][ \x{3000}]*`)

// Attachments returns the size of the words before the names of attachments at
// the beginning of a line, 0 if there are none. The names are numbered by
// themselves, one in each line: 附件：1. 甲 and below it 2. 乙 (GB/T 9704 7.3.4).
func Attachments(line string) int {
	if !strings.HasPrefix(line, "附") {
		return 0
	}
	return len(attachmentWord().FindString(line))
}
