// Package diag is how the program tells a person what is wrong with their
// input: where, what, and what to do about it. Messages are data; they are
// collected on the way and printed once, by the command.
package diag

// Source is one text the user wrote: a manifest, an article, a theme. Data is
// UTF-8; a file in another encoding is decoded first.
type Source struct {
	Path string // as shown to the user, with slashes
	Data []byte // decoded text; spans count its bytes
}

// Span is a range of bytes of a Source. A nil Source means the place is not in
// a text (a whole file, a command line argument); Start == End is a point.
type Span struct {
	Source     *Source
	Start, End int
}

// Place maps the bytes of a string the program holds to the source it was read
// from. The two differ where the source has escapes (TOML), joined lines or
// markup (CommonMark).
type Place struct {
	Source *Source
	Steps  []Step // ascending by Off; the first has Off 0
}

// Step says that from byte Off of the string on, up to the next step, bytes
// correspond one to one to the source from byte Src on.
type Step struct{ Off, Src int }

// At returns the span of the bytes [from,to) of the string.
func (p Place) At(from, to int) Span {
	if p.Source == nil || len(p.Steps) == 0 {
		return Span{Source: p.Source}
	}
	start := p.pos(from)
	end := start
	if to > from {
		end = p.pos(to-1) + 1
	}
	return Span{Source: p.Source, Start: start, End: max(start, end)}
}

func (p Place) pos(off int) int {
	lo, hi := 0, len(p.Steps)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; p.Steps[mid].Off <= off {
			lo = mid
		} else {
			hi = mid
		}
	}
	s := p.Steps[lo]
	return min(s.Src+off-s.Off, len(p.Source.Data))
}

// Severity orders diagnostics by how much they matter.
type Severity uint8

// A Notice tells what was decided for the user, a Warning what they will want
// to look at, an Error what stops the output.
const (
	Notice Severity = iota
	Warning
	Error
)

// Code names one kind of diagnostic, e.g. "unknown-key". Every code has its
// severity and its texts in the catalog.
type Code string

// Diagnostic is one finding. Args fill the placeholders of the catalog's texts
// for Code, in order.
type Diagnostic struct {
	Code     Code
	Severity Severity
	Span     Span
	Args     []any
}

// List collects diagnostics. It is not safe for concurrent use: parallel work
// collects into lists of its own, joined in a fixed order.
type List struct{ items []Diagnostic }

// Add records a finding with the severity the catalog gives its code.
func (l *List) Add(code Code, at Span, args ...any) {
	l.items = append(l.items, Diagnostic{Code: code, Severity: severityOf(code), Span: at, Args: args})
}

// Join appends what other collected.
func (l *List) Join(other *List) { l.items = append(l.items, other.items...) }
