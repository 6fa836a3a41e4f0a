// Package next derives an issue from the one before it: its number and date by the period
// of the publication, and its manifest.
package next

import "time"

// Date returns the day one period after a day. The last day of a month is followed by the
// last day of one; a day that the month lacks is its last. Half a month after day 15 is
// the last day, and after that day 15; after other days it is 15 days more or less of the
// number.
func Date(d time.Time, period string) time.Time {
	switch period {
	case "week":
		return d.AddDate(0, 0, 7)
	case "half-month":
		return halfMonth(d)
	case "quarter":
		return months(d, 3)
	case "half-year":
		return months(d, 6)
	case "year":
		return months(d, 12)
	}
	return months(d, 1)
}

func halfMonth(d time.Time) time.Time {
	y, m, day := d.Date()
	switch last := lastDay(y, m); {
	case day == last:
		return date(y, m+1, 15)
	case day == 15:
		return date(y, m, last)
	case day < 15:
		return date(y, m, min(day+15, last))
	}
	return date(y, m+1, day-15)
}

func months(d time.Time, n int) time.Time {
	y, m, day := d.Date()
	first := date(y, m+time.Month(n), 1)
	last := lastDay(first.Year(), first.Month())
	if day == lastDay(y, m) || day > last {
		day = last
	}
	return date(first.Year(), first.Month(), day)
}

// lastDay returns the number of days of a month.
func lastDay(y int, m time.Month) int { return date(y, m+1, 0).Day() }

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
