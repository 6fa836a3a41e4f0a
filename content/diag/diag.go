// Package diag describes problems in the user's input: where they are, what is
// wrong, and how to repair it. Findings are data; they are collected during a
// run and printed once, by the command.
//
// A finding is a Diagnostic: a Code, a Span and the values that fill the code's
// texts. The texts themselves, in Chinese and English, are in the catalog
// (catalog_*.go), so that no other package depends on the language of messages.
package diag

// Severity orders diagnostics by how much they matter.
type Severity uint8

// A Notice reports a decision made for the user, a Warning something to check,
// an Error something that prevents output.
const (
	Notice Severity = iota
	Warning
	Error
)

// String returns the severity's name as printed. It is the same in every
// language, because scripts match it.
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
// for Code, in order; a Term is printed in the language of the output, a
// []string is joined as a list in that language.
type Diagnostic struct {
	Code     Code
	Severity Severity
	Span     Span
	Args     []any
	Fix      Fix
}

// Fix is the repair of one finding, in addition to the catalog's hint for its
// code. The zero Fix is no repair.
type Fix struct {
	// DidYouMean is an existing name close to the one written.
	DidYouMean string
	// Write is the replacement for the text of the span.
	Write string
}

// Term is an argument that differs between the languages, for example the name
// of a type of value.
type Term struct{ ZH, EN string }

// Lang is the language of messages.
type Lang uint8

// The languages of the catalog.
const (
	ZH Lang = iota
	EN
)

// Place maps the bytes of a decoded string to the source it was read from. The
// two differ where the source has escapes (TOML), joined lines or markup
// (CommonMark).
type Place struct {
	Source *Source
	Steps  []Step // ascending by Off; the first has Off 0
}

// Step maps a part of a string: from byte Off up to the next step, bytes
// correspond one to one to those of the source from byte Src.
type Step struct{ Off, Src int }

// At returns the span of the bytes [from:to] of the string.
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

func (p Place) pos(off int) int { return min(p.src(off), len(p.Source.Data)) }

// src returns the byte of the source for a byte of the string.
func (p Place) src(off int) int {
	s := p.Steps[p.step(off)]
	return s.Src + off - s.Off
}

// step returns the index of the step that contains byte off.
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

// Slice returns the Place of the substring [from:to].
func (p Place) Slice(from, to int) Place {
	if len(p.Steps) == 0 {
		return p
	}
	steps := []Step{{0, p.src(from)}} // the source may still be growing
	for _, s := range p.Steps[p.step(from)+1:] {
		if s.Off >= to {
			break
		}
		steps = append(steps, Step{s.Off - from, s.Src})
	}
	return Place{Source: p.Source, Steps: steps}
}
