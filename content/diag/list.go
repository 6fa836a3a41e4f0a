package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// List collects diagnostics. It is not safe for concurrent use: parallel work
// collects into lists of its own, joined in a fixed order. The zero List is
// empty and ready.
type List struct{ items []Diagnostic }

// Add records a finding with the severity the catalog gives its code.
func (l *List) Add(code Code, at Span, args ...any) { l.AddFix(code, at, Fix{}, args...) }

// AddFix is Add with what is known about the repair of this one finding.
func (l *List) AddFix(code Code, at Span, fix Fix, args ...any) {
	l.items = append(l.items, Diagnostic{Code: code, Severity: severityOf(code), Span: at, Args: args, Fix: fix})
}

// AddFound adds a finding that somebody else has made.
func (l *List) AddFound(d Diagnostic) { l.items = append(l.items, d) }

// Join appends what other collected.
func (l *List) Join(other *List) { l.items = append(l.items, other.items...) }

// Len returns how many findings were recorded, repetitions included.
func (l *List) Len() int { return len(l.items) }

// Has reports whether there is a finding of that code.
func (l *List) Has(code Code) bool {
	for i := range l.items {
		if l.items[i].Code == code {
			return true
		}
	}
	return false
}

// HasErrors reports whether an Error was recorded.
func (l *List) HasErrors() bool { return l.Count(Error) > 0 }

// Count returns how many findings of one severity were recorded.
func (l *List) Count(s Severity) int {
	n := 0
	for i := range l.items {
		if l.items[i].Severity == s {
			n++
		}
	}
	return n
}

// Worst returns the highest severity recorded; ok is false for an empty list.
func (l *List) Worst() (worst Severity, ok bool) {
	for i := range l.items {
		worst = max(worst, l.items[i].Severity)
	}
	return worst, len(l.items) > 0
}

// Items returns the findings in the order people read them: by path, place and
// code, what was found twice only once. Findings without a place come first.
// What else is equal keeps the order in which it was recorded. Of the codes
// that are reported once, only the first place is.
func (l *List) Items() []Diagnostic {
	items := slices.Clone(l.items)
	slices.SortStableFunc(items, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Span.path(), b.Span.path()),
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Span.End, b.Span.End),
			cmp.Compare(a.Code, b.Code),
		)
	})
	type key struct {
		path       string
		start, end int
		code       Code
		args       string
	}
	seen := make(map[key]bool, len(items))
	return slices.DeleteFunc(items, func(d Diagnostic) bool {
		k := key{d.Span.path(), d.Span.Start, d.Span.End, d.Code, argsKey(d.Args)}
		if e, _ := lookup(d.Code); e.once {
			k.path, k.start, k.end = "", 0, 0
		}
		if seen[k] {
			return true
		}
		seen[k] = true
		return false
	})
}

// argsKey returns a string that differs between any two lists of arguments that
// differ in number, type or value: each argument with its length before it.
// Errors are the same if they have one type and one text.
func argsKey(args []any) string {
	var key []byte
	for _, arg := range args {
		var text string
		if err, ok := arg.(error); ok {
			text = fmt.Sprintf("%T:%v", err, err)
		} else {
			text = fmt.Sprintf("%T:%#v", arg, arg) // %v runs the strings of a list together
		}
		key = strconv.AppendInt(key, int64(len(text)), 10)
		key = append(append(key, ' '), text...)
	}
	return string(key)
}
