package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"

	"jianbao/content/docx/opc"
)

// The date systems: the day before day 1 of the system of 1900, and day 0 of that of
// 1904, in days since 1970-01-01.
const (
	day1900 = -25568 // 1899-12-31
	day1904 = -24107 // 1904-01-01
)

// last is the last day that sheets know: 9999-12-31.
const last = 2_932_896

// day returns the date of a number of days. In the system of 1900 day 60 is the 29th of
// February that 1900 did not have: later days count one more.
func day(v float64, since int) (date string, ok bool) {
	whole := math.Floor(v)
	seconds := int(math.Round((v - whole) * 86400))
	if v < 0 || whole > last {
		return "", false
	}
	n := int(whole)
	if seconds == 86400 {
		n, seconds = n+1, 0
	}
	days := since + n
	if since == day1900 && n >= 60 {
		days--
	}
	if days > last {
		return "", false
	}
	t := time.Unix(int64(days)*86400+int64(seconds), 0).UTC()
	switch {
	case seconds == 0:
		return t.Format(time.DateOnly), true
	case n == 0:
		return t.Format(time.TimeOnly), true
	}
	return t.Format(time.DateTime), true
}

// readStyles reads which styles show numbers as dates.
func (b *book) readStyles() error {
	part := b.byType["styles"]
	if part == "" || !b.Has(part) {
		return nil
	}
	root, err := b.root(part)
	if err != nil {
		return err
	}
	own := map[int]bool{}
	for f := range root.Child("s:numFmts").Children() {
		if id, err := strconv.Atoi(f.Attr("numFmtId")); err == nil {
			own[id] = isDate(f.Attr("formatCode"))
		}
	}
	for xf := range root.Child("s:cellXfs").Children() {
		b.dated = append(b.dated, dated(xf, own))
	}
	return nil
}

func dated(xf opc.Node, own map[int]bool) bool {
	id, err := strconv.Atoi(xf.Attr("numFmtId"))
	if err != nil {
		return false
	}
	if is, known := own[id]; known {
		return is
	}
	// The formats without a code (ECMA-376 part 1, 18.8.30), those of Chinese systems too.
	return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58
}

// isDate reports whether a format shows a number as a date or time: it has one of their
// letters outside quotes, escapes and brackets.
func isDate(code string) bool {
	code, _, _ = strings.Cut(code, ";")
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			n := strings.IndexByte(code[i+1:], '"')
			if n < 0 {
				return false
			}
			i += n + 1
		case '\\', '_', '*':
			i++
		case '[':
			n := strings.IndexByte(code[i:], ']')
			if n < 0 {
				return false
			}
			if in := strings.ToLower(code[i+1 : i+n]); in != "" && strings.Trim(in, "hms") == "" {
				return true // [h]:mm
			}
			i += n
		case 'y', 'Y', 'd', 'D', 'm', 'M', 'h', 'H', 's', 'S', 'e':
			if c == 'e' && i > 0 && strings.IndexByte("0#?", code[i-1]) >= 0 {
				continue // an exponent
			}
			return !strings.HasPrefix(code, "General") || i > 6
		}
	}
	return false
}
