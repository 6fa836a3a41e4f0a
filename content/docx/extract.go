package docx

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// extract is the text of a document as it is extracted.
type extract struct {
	src    *diag.Source
	out    []byte
	units  []diag.Unit
	before int // characters of the cell, note or text box before its present paragraph
}

// begin begins a unit.
func (e *extract) begin(u diag.Unit) {
	u.Off, u.Before = len(e.out), 0
	if last := len(e.units) - 1; last >= 0 && u.Kind != diag.UnitParagraph && same(e.units[last], u) {
		e.before += utf8.RuneCount(e.out[e.units[last].Off+e.units[last].Unseen:])
		u.Before = e.before
	} else {
		e.before = 0
	}
	e.units = append(e.units, u)
}

// same reports whether two units are paragraphs of one cell, note or text box.
func same(a, b diag.Unit) bool {
	return a.Kind == b.Kind && a.Paragraph == b.Paragraph && a.Table == b.Table && a.Row == b.Row && a.Cell == b.Cell && a.Note == b.Note
}

// end ends the unit.
func (e *extract) end() { e.out = append(e.out, '\n') }

// here returns the position after the text that was extracted.
func (e *extract) here() diag.Span {
	return diag.Span{Source: e.src, Start: len(e.out), End: len(e.out)}
}

// since returns the span of the text that was extracted from an offset on.
func (e *extract) since(from int) diag.Span {
	return diag.Span{Source: e.src, Start: from, End: len(e.out)}
}

// finish gives the source its text.
func (e *extract) finish() {
	if e.src.Data = e.out; e.out == nil {
		e.src.Data = []byte{}
	}
	if e.src.Units = e.units; len(e.units) == 0 {
		e.src.Units = []diag.Unit{{Paragraph: 1}}
	}
}

// inlines are the text of a paragraph in the making.
type inlines struct{ list []content.Inline }

// text adds text in a look, which is a run without value and place. It stands at an
// offset of the extracted text.
func (t *inlines) text(src *diag.Source, s string, off int, look content.Run) {
	if s == "" {
		return
	}
	if last := len(t.list) - 1; last >= 0 {
		if run, ok := t.list[last].(content.Run); ok && alike(run, look) && len(run.Value) < longRun {
			steps := run.Place.Steps
			if end := steps[len(steps)-1]; end.Src+len(run.Value)-end.Off != off {
				run.Place.Steps = append(steps, diag.Step{Off: len(run.Value), Src: off})
			}
			run.Value += s
			t.list[last] = run
			return
		}
	}
	look.Value, look.Place = s, diag.Place{Source: src, Steps: []diag.Step{{Off: 0, Src: off}}}
	t.list = append(t.list, look)
}

// longRun is the number of bytes from which a run is not added to: adding to it takes
// time in proportion to its length. merged joins such runs.
const longRun = 4096

// merged returns a text in which adjacent runs of one look are one.
func merged(in []content.Inline) []content.Inline {
	out := in[:0]
	for i := 0; i < len(in); {
		run, ok := in[i].(content.Run)
		end := i + 1
		for ok && end < len(in) {
			next, isRun := in[end].(content.Run)
			if !isRun || !alike(run, next) {
				break
			}
			end++
		}
		if end > i+1 {
			t := content.JoinedRuns(in[i:end])
			run.Value, run.Place = t.Value, t.Place
			out = append(out, run)
		} else {
			out = append(out, in[i])
		}
		i = end
	}
	return out
}

// alike reports whether text in a look can be part of a run.
func alike(run, look content.Run) bool {
	return run.Strong == look.Strong && run.Emphasis == look.Emphasis && run.Script == look.Script && run.Link == look.Link &&
		run.Decoration == look.Decoration && run.Ruby == look.Ruby
}

// lineBreak adds a line break.
func (t *inlines) lineBreak(at diag.Span) { t.list = append(t.list, content.Break{Span: at}) }

// blanks are removed at both ends of a paragraph: indents are set by the theme, and
// blanks at the end are invisible.
const blanks = " \t\u3000\u00a0"

// trimmed returns the text of a paragraph without blanks and line breaks at its ends,
// and without further breaks after a break. Underlined blanks stay: they are blanks to
// fill in.
func trimmed(in []content.Inline) []content.Inline {
	in = merged(in)
	for len(in) > 0 {
		run, ok := in[0].(content.Run)
		if _, forced := in[0].(content.Break); !forced && (!ok || run.Decoration.Line != content.NoLine) {
			break
		}
		kept := strings.TrimLeft(run.Value, blanks)
		if kept != "" {
			cut := len(run.Value) - len(kept)
			run.Value, run.Place = kept, run.Place.Slice(cut, len(run.Value))
			in[0] = run
			break
		}
		in = in[1:]
	}
	for len(in) > 0 {
		last := len(in) - 1
		run, ok := in[last].(content.Run)
		if _, forced := in[last].(content.Break); !forced && (!ok || run.Decoration.Line != content.NoLine) {
			break
		}
		kept := strings.TrimRight(run.Value, blanks)
		if kept != "" {
			run.Value, run.Place = kept, run.Place.Slice(0, len(kept))
			in[last] = run
			break
		}
		in = in[:last]
	}
	out := in[:0]
	for i, x := range in {
		if _, forced := x.(content.Break); forced && i > 0 {
			if _, again := in[i-1].(content.Break); again {
				continue
			}
		}
		out = append(out, x)
	}
	return out
}

// flat returns the text of inlines; a line break is "\n".
func flat(in []content.Inline) string { return content.JoinedRuns(in).Value }
