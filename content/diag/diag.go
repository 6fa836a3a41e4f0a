// Package diag is how the program tells a person what is wrong with their
// input: where, what, and what to do about it. Messages are data; they are
// collected on the way and printed once, by the command.
//
// A finding is a Diagnostic: a Code, a Span and the values that fill the
// code's texts. The texts themselves, in Chinese and English, are in the
// catalog (catalog_*.go), so that nothing else in the program has to know in
// which language it speaks.
package diag

// Severity orders diagnostics by how much they matter.
type Severity uint8

// A Notice tells what was decided for the user, a Warning what they will want
// to look at, an Error what stops the output.
const (
	Notice Severity = iota
	Warning
	Error
)

// String returns the severity's name as printed, in every language: scripts
// look for it.
func (s Severity) String() string {
	switch s {
	case Notice:
		return "notice"
	case Warning:
		return "warning"
	}
	return "error"
}

// Code names one kind of diagnostic, e.g. "unknown-key". Every code has its
// severity and its texts in the catalog.
type Code string

// Diagnostic is one finding. Args fill the placeholders of the catalog's texts
// for Code, in order; a Term among them is said in the language of the output,
// a []string is joined as that language lists things.
type Diagnostic struct {
	Code     Code
	Severity Severity
	Span     Span
	Args     []any
	Fix      Fix
}

// Fix is what can be said about the repair of one particular finding, beyond
// the catalog's hint for its code. The zero Fix says nothing.
type Fix struct {
	// DidYouMean is an existing name close to the one written.
	DidYouMean string
	// Write is the text to put in the place of the span.
	Write string
}

// Term is a word of a message that differs between the languages, e.g. the
// name of a type of value.
type Term struct{ ZH, EN string }

// Lang is the language of messages.
type Lang uint8

// The languages of the catalog.
const (
	ZH Lang = iota
	EN
)

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
	s := p.Steps[p.step(off)]
	return min(s.Src+off-s.Off, len(p.Source.Data))
}

// step returns the index of the step that holds byte off.
func (p Place) step(off int) int {
	lo, hi := 0, len(p.Steps)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; p.Steps[mid].Off <= off {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// Slice returns the place of the bytes [from,to) of the string as a string of
// their own.
func (p Place) Slice(from, to int) Place {
	if len(p.Steps) == 0 {
		return p
	}
	steps := []Step{{0, p.pos(from)}}
	for _, s := range p.Steps[p.step(from)+1:] {
		if s.Off >= to {
			break
		}
		steps = append(steps, Step{s.Off - from, s.Src})
	}
	return Place{Source: p.Source, Steps: steps}
}
