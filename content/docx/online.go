package docx

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// raised and lowered are the forms that some of the characters onLine, in its order, have
// as superscripts and subscripts.
const (
	onLine  = "0123456789+-()n"
	raised  = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ"
	lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₍₎"
)

// OnLine returns a text in which superscripts and subscripts are characters of their own
// where these exist: a title has no marks, and m3 is no cubic metre.
func OnLine(in []content.Inline) []content.Inline {
	out := make([]content.Inline, 0, len(in))
	for _, x := range in {
		run, ok := x.(content.Run)
		if !ok || run.Script == content.NoScript || !hasForms(run) {
			out = append(out, x)
			continue
		}
		changed := run
		changed.Value, changed.Script = strings.Map(func(c rune) rune { return formOf(run.Script, c) }, run.Value), content.NoScript
		changed.Place = diag.Place{Source: run.Place.Source}
		off := 0
		for at, c := range run.Value {
			changed.Place.Steps = append(changed.Place.Steps, diag.Step{Off: off, Src: run.Place.At(at, at+1).Start})
			off += utf8.RuneLen(formOf(run.Script, c))
		}
		out = append(out, changed)
	}
	return out
}

// formOf returns the form that a character has as a superscript or subscript; 0: none.
func formOf(s content.Script, c rune) rune {
	forms := []rune(raised)
	if s == content.Subscript {
		forms = []rune(lowered)
	}
	if i := strings.IndexRune(onLine, c); i >= 0 && i < len(forms) {
		return forms[i]
	}
	return 0
}

// hasForms reports whether all characters of a run have a form of their own.
func hasForms(run content.Run) bool {
	for _, c := range run.Value {
		if formOf(run.Script, c) == 0 {
			return false
		}
	}
	return true
}
