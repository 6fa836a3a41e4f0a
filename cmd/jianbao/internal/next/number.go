package next

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"jianbao/content/pattern"
)

// Number identifies an issue.
type Number struct {
	Year  int
	Issue string // as written, without quotes: 11, 9-10, 增刊1
	Total string // empty: none
	Date  time.Time
}

// Flags are what the user says about the next issue; empty fields are derived.
type Flags struct {
	Issue string
	Total string
	Date  time.Time
}

// numbered is the number of an issue: digits, perhaps two of them, with what may stand
// around them. 合刊 behind two of them is the issue's own.
var numbered = pattern.New(`^(\s*总?第?\s*)(\d{1,6})(?:\s*(?:[-－–—~～/／、]|至)\s*(\d{1,6}))?(\s*期?)\s*(?:[（(]?合刊[）)]?)?\s*$`)

// last returns the last number of an issue; ok is false if it has none, such as 增刊1.
func last(issue string) (n int, ok bool) {
	m := numbered().FindStringSubmatch(issue)
	if m == nil {
		return 0, false
	}
	n, _ = strconv.Atoi(m[2])
	if m[3] == "" {
		return n, true
	}
	to, _ := strconv.Atoi(m[3])
	return to, to >= n
}

// Regular reports whether the number of the next issue follows from that of this one.
func (n Number) Regular() bool {
	_, ok := last(n.Issue)
	return ok
}

// Next returns the number of the issue after n: one more, 1 of the next year after the
// number that fills a year. Of an issue without a number, as 增刊 have none, all that is
// derived of number and date must be among the flags.
func (n Number) Next(period string, f Flags) Number {
	out := Number{Year: n.Year, Issue: f.Issue, Total: f.Total, Date: f.Date}
	if out.Date.IsZero() {
		out.Date = Date(n.Date, period)
	}
	before, ok := last(n.Issue)
	if out.Issue == "" && ok {
		following := before + 1
		switch years := out.Date.Year() - n.Date.Year(); {
		case n.fills(before, period, out.Date):
			following = 1
			out.Year++
		case before > perYear(period): // numbers go on over the years
			out.Year += years
		}
		out.Issue = as(n.Issue, following)
	} else if own, isNumber := last(f.Issue); isNumber && (ok && own <= before || !ok && own == 1 && out.Date.Year() > n.Year) {
		out.Year++
	}
	if out.Total == "" {
		if total, ok := last(n.Total); ok {
			out.Total = as(n.Total, total+1)
		}
	}
	return out
}

// perYear returns how many issues a year has; of a weekly, at most.
func perYear(period string) int {
	switch period {
	case "week":
		return 53
	case "half-month":
		return 24
	case "quarter":
		return 4
	case "half-year":
		return 2
	case "year":
		return 1
	}
	return 12
}

// fills reports whether an issue is the last of its year. A year has 52 or 53 weeks, so
// that of a weekly is the last before a day of the next year.
func (n Number) fills(number int, period string, following time.Time) bool {
	if period == "week" {
		return number <= perYear(period) && following.Year() > n.Date.Year()
	}
	return number == perYear(period)
}

// as writes a number as another one is written: with as many digits, and the words around
// it.
func as(like string, n int) string {
	m := numbered().FindStringSubmatch(like)
	digits := strconv.Itoa(n)
	if strings.HasPrefix(m[2], "0") {
		digits = fmt.Sprintf("%0*d", len(m[2]), n)
	}
	return m[1] + digits + m[4]
}

// IsNumber reports whether the number of an issue is digits alone, or two numbers: what is
// printed as 第…期.
func IsNumber(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
