package manifest

import (
	"strings"

	"jianbao/content"
	"jianbao/content/key"
	"jianbao/content/strict"
)

// yearKey reads the year of an issue, with its place.
func yearKey(k key.Key) field[content.Number] {
	f := intKey(k, func(n *content.Number) *int { return &n.Year })
	return placed(f, func(n *content.Number, t *strict.Table, k *key.Key) { n.YearAt = t.ValueSpan(k.Name) })
}

// issueDateKey reads the date of an issue, with its place.
func issueDateKey(k key.Key) field[content.Number] {
	f := dateKey(k, func(n *content.Number) *content.Date { return &n.Date })
	return placed(f, func(n *content.Number, t *strict.Table, k *key.Key) { n.DateAt = t.ValueSpan(k.Name) })
}

// placed is a field whose place is kept, too.
func placed(f field[content.Number], keep func(*content.Number, *strict.Table, *key.Key)) field[content.Number] {
	read := f.read
	f.read = func(l *loader, t *strict.Table, k *key.Key, n *content.Number) {
		read(l, t, k, n)
		keep(n, t, k)
	}
	return f
}

// Years of issues. The Republic's calendar, used in Taiwan, counts from 1911.
const (
	leastYear = 1900
	republic  = 1911
)

// year warns of a year that does not fit the date. An issue may appear in the year
// after its own, or before it.
func (l *loader) year(issue *content.Issue) {
	n := &issue.Number
	if n.Year == 0 || (n.Date == content.Date{}) {
		return // reported
	}
	between := n.Year - n.Date.Year
	switch {
	case strings.HasPrefix(issue.Publication.Lang, "zh-Hant") && between+republic >= -1 && between+republic <= 1:
	case between < -1 || between > 1:
		l.log.Add("year-date", n.YearAt, n.Year, n.Date.Year)
	case n.Year < leastYear:
		l.log.Add("year-early", n.YearAt, n.Year, leastYear)
	}
}
