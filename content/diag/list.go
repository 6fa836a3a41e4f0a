package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// List collects diagnostics. It is not safe for concurrent use: each goroutine
// collects into its own list, and these are joined in a fixed order. The zero
// List is empty and ready to use.
type List struct {
	items []Diagnostic
	parts Parts
}

// In makes the findings about parts of sources, the earlier ones too, be about the whole.
func (l *List) In(parts Parts) {
	l.parts.resolve(l.items)
	l.parts = parts
}

// Add records a finding with the severity that the catalog has for its code.
func (l *List) Add(code Code, at Span, args ...any) { l.AddFix(code, at, Fix{}, args...) }

// AddFix is Add with a repair for this finding.
func (l *List) AddFix(code Code, at Span, fix Fix, args ...any) {
	l.items = append(l.items, Diagnostic{Code: code, Severity: severityOf(code), Span: at, Args: args, Fix: fix})
}

// AddFound adds an existing finding.
func (l *List) AddFound(d Diagnostic) { l.items = append(l.items, d) }

// Join appends the findings of other.
func (l *List) Join(other *List) {
	from := len(l.items)
	l.items = append(l.items, other.items...)
	other.parts.resolve(l.items[from:])
}

// resolve makes findings about parts be about the whole.
func (p Parts) resolve(items []Diagnostic) {
	if len(p) == 0 {
		return
	}
	for i := range items {
		items[i].Span = p.Span(items[i].Span)
	}
}

// Remove removes the findings that match.
func (l *List) Remove(match func(*Diagnostic) bool) {
	l.items = slices.DeleteFunc(l.items, func(d Diagnostic) bool { return match(&d) })
}

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

// Items returns the findings sorted by path, place and code, without
// repetitions. Findings without a place come first; findings that compare equal
// keep the order in which they were added. Of codes that are reported once per
// issue only the first place is kept.
func (l *List) Items() []Diagnostic {
	items := slices.Clone(l.items)
	l.parts.resolve(items)
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

// argsKey returns a string that is different for lists of arguments that differ
// in number, type or value: each argument is preceded by its length. Errors are
// equal if their types and texts are.
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

// Key returns a text that is the same for the same finding in two versions of a file,
// also if other lines of the file have moved it.
func (d *Diagnostic) Key() string {
	return d.Span.path() + "\x00" + string(d.Code) + "\x00" + d.Span.Text() + "\x00" + argsKey(d.Args)
}
