package docx

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// raised and lowered are the characters that have a form of their own as superscripts and
// subscripts.
var (
	raised  = newForms("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
	lowered = newForms("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
)

func newForms(plain, forms string) map[rune]rune {
	all := map[rune]rune{}
	list := []rune(forms)
	for i, c := range []rune(plain) {
		all[c] = list[i]
	}
	return all
}

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
		changed.Value, changed.Script = strings.Map(func(c rune) rune { return formsOf(run.Script)[c] }, run.Value), content.NoScript
		changed.Place = diag.Place{Source: run.Place.Source}
		off := 0
		for at, c := range run.Value {
			changed.Place.Steps = append(changed.Place.Steps, diag.Step{Off: off, Src: run.Place.At(at, at+1).Start})
			off += utf8.RuneLen(formsOf(run.Script)[c])
		}
		out = append(out, changed)
	}
	return out
}

func formsOf(s content.Script) map[rune]rune {
	if s == content.Subscript {
		return lowered
	}
	return raised
}

// hasForms reports whether all characters of a run have a form of their own.
func hasForms(run content.Run) bool {
	for _, c := range run.Value {
		if _, ok := formsOf(run.Script)[c]; !ok {
			return false
		}
	}
	return true
}
