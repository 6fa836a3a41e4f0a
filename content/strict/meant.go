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
	counted   = pattern.New(`^第?([0-9]+)\s*[年期号份页卷行段]?$`)
)

// meant returns the TOML value that was probably meant by the text of a value without
// quotes of a key, given by its dotted name: such that the key accepts it, if the kind
// of its values is known. It is empty if there is none.
func (s *scanner) meant(name, text string) string {
	if kind, known := s.doc.names.kind(name); known {
		if kind == KindString {
			return quoted(text)
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
