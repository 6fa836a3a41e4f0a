package strict

import (
	"strconv"
	"strings"
	"time"

	"jianbao/content/diag"
	"jianbao/content/pattern"
)

var (
	dateLike  = pattern.New(`^(\d{4})\s*[年/.\-]\s*(\d{1,2})\s*[月/.\-]\s*(\d{1,2})\s*日?$`)
	monthLike = pattern.New(`^\d{4}\s*[年/.\-]\s*(?:\d{1,2}\s*月?)?$`)
	// compactDay is a day without separators, where a day is meant.
	compactDay = pattern.New(`^(\d{4})(\d{2})(\d{2})$`)
	counted    = pattern.New(`^第?([0-9]+)\s*[年期号份页卷行段]?$`)
)

// meant returns the TOML value that was probably meant by the text of a value without
// quotes of a key, given by its dotted name: such that the key accepts it, if the kind
// of its values is known. It is empty if there is none.
func (s *scanner) meant(name, text string) string {
	if kind, known := s.doc.names.kind(name); known {
		if kind == KindString {
			return quoted(text)
		}
		if kind == KindInt || kind == KindDate {
			text = withoutHan(text)
		}
		return convert(text, kind)
	}
	for _, kind := range []Kind{KindDate, KindInt, KindBool} {
		if value := convert(text, kind); value != "" {
			return value
		}
	}
	if monthLike().MatchString(narrow(text)) {
		return ""
	}
	return quoted(text)
}

// convert returns the TOML value of a kind that a text means; empty if none does.
func convert(text string, kind Kind) string {
	text = strings.TrimSpace(narrow(text))
	switch kind {
	case KindDate:
		text = compactDay().ReplaceAllString(text, "$1-$2-$3")
		if day := isoDay(text); inCalendar(day) {
			return day
		}
	case KindInt:
		if m := counted().FindStringSubmatch(text); m != nil {
			if digits := strings.TrimLeft(m[1], "0"); digits != "" {
				return digits
			}
			return "0"
		}
	case KindBool:
		switch strings.ToLower(text) {
		case "true", "yes", "on", "是", "对", "有", "真":
			return "true"
		case "false", "no", "off", "否", "不", "无", "假":
			return "false"
		}
		return diag.Nearest(text, []string{"true", "false"})
	}
	return ""
}

// Meant returns the value of a kind that a text in quotes means, such as 32 for "32"; empty
// if there is none.
func Meant(text string, kind Kind) string { return convert(text, kind) }

// howTo says how values of a key are written, given by its dotted name; with an example
// unless there is one in write.
func (n Names) howTo(name, write string) diag.Term {
	kind, known := n.kind(name)
	var how, example diag.Term
	switch {
	case known && kind == KindInt:
		how, example = diag.Term{ZH: "这里要阿拉伯数字，不加引号", EN: "a whole number in digits, without quotes"}, diag.Term{ZH: "，如 12", EN: ", such as 12"}
	case known && kind == KindBool:
		how = diag.Term{ZH: "这里要 true 或 false", EN: "either true or false"}
	case known && kind == KindDate:
		how, example = diag.Term{ZH: "这里要日期，年-月-日，不加引号", EN: "a date is year-month-day, without quotes"}, diag.Term{ZH: "，如 2026-01-05", EN: ", such as 2026-01-05"}
	case write != "" && write[0] != '"':
		how = diag.Term{ZH: "数、日期、true 和 false 不加引号", EN: "numbers, dates, true and false have no quotes"}
	default:
		how, example = diag.Term{ZH: "文字写在半角双引号里", EN: "put text between straight quotes"}, diag.Term{ZH: "：\"…\"", EN: ": \"…\""}
		if !known {
			example = diag.Term{ZH: example.ZH + "；数和日期不加引号：3、2026-01-05", EN: example.EN + "; numbers and dates have none: 3, 2026-01-05"}
		}
	}
	if write != "" {
		example = diag.Term{}
	}
	return diag.Term{ZH: how.ZH + example.ZH, EN: how.EN + example.EN}
}

// comment finds a mark that begins comments elsewhere, behind a value, or a mark that ends
// one.
var comment = pattern.New(`^(.+?)[ \t\x{3000}]*(//|/\*|--|[;；。、]+)[ \t\x{3000}]*(.*)$`)

// meantBefore returns what was meant by the text of a value without quotes that has a
// comment or a mark behind it, and why; empty if it is none. A value that a key can only
// have as a text is one.
func (s *scanner) meantBefore(name, text string) (fix string, why diag.Term) {
	m := comment().FindStringSubmatch(text)
	if kind, known := s.doc.names.kind(name); m == nil || known && kind == KindString {
		return "", why
	}
	value, mark, rest := m[1], m[2], strings.TrimSpace(strings.TrimSuffix(m[3], "*/"))
	if day := isoDay(value); day != "" && inCalendar(day) {
		value = day
	} else if value = s.meant(name, value); value == "" || value[0] == '"' {
		return "", why
	}
	switch {
	case rest == "":
		return value, diag.Term{ZH: "值后面不加标点", EN: "no mark follows a value"}
	case mark == "。" || mark == "、" || strings.ContainsAny(mark, ";；") && rest[0] >= '0' && rest[0] <= '9':
		return "", why
	}
	return value + "  # " + rest, diag.Term{ZH: "说明写在 # 后面", EN: "a comment begins with #"}
}

// withoutHan returns a text with the numbers in Chinese characters in digits.
func withoutHan(text string) string {
	return hanNumber().ReplaceAllStringFunc(text, func(number string) string {
		sum, digit := 0, -1
		digits := ""
		for _, r := range number {
			if i := strings.IndexRune("十百千", r); i >= 0 {
				unit := [...]int{10, 100, 1000}[i/len("十")]
				sum, digit = sum+max(digit, 1)*unit, -1
				continue
			}
			digit = strings.IndexRune(hanDigits, r) / len("〇")
			if r == '零' {
				digit = 0
			}
			digits += strconv.Itoa(digit)
		}
		if !strings.ContainsAny(number, "十百千") {
			return digits // 二〇二六
		}
		return strconv.Itoa(sum + max(digit, 0))
	})
}

const hanDigits = "〇一二三四五六七八九"

// hanNumber matches a number in Chinese characters that is not longer than a year.
var hanNumber = pattern.New(`[〇零一二三四五六七八九十百千]{1,7}`)

// isoDay returns a day that is written in another way as TOML writes it, whether the
// calendar has it or not; empty if text is no day.
func isoDay(text string) string {
	m := dateLike().FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return m[1] + "-" + two(m[2]) + "-" + two(m[3])
}

// inCalendar reports whether there is a day that isoDay returned.
func inCalendar(day string) bool {
	_, err := time.Parse(time.DateOnly, day)
	return err == nil
}

func two(digits string) string {
	if len(digits) == 1 {
		return "0" + digits
	}
	return digits
}

// narrow returns a text with full-width forms of ASCII (U+FF01–FF5E) and ideographic
// spaces as ASCII.
func narrow(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		case r == 0x3000:
			return ' '
		}
		return r
	}, text)
}

// quoted returns a text as a TOML string; empty if quotes or backslashes in it show
// that something else went wrong.
func quoted(text string) string {
	if strings.ContainsAny(text, `"'`+"\\") {
		return ""
	}
	return strconv.Quote(text)
}
