// Package check reads composed lines and pages and reports where they break our
// typesetting rules. It is a second reading of the rules, written without
// regard to how lines are made (RULES 9.1): it shares no table and no code with the
// packages it judges, so that a rule misread by one of the two shows.
//
// The same rules run over frames in memory ([Lines], [Document]) and over the
// JSON Lines of a dump ([ReadDump], [Doc.Check]).
package check

import (
	"fmt"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Violation is one place where a rule does not hold.
type Violation struct {
	Rule    string // short name and section: "line-start 1.1"
	Page    int    // index of the page, from 0; -1 where lines were checked alone
	Line    int    // index of the line among those of its page (or of the call), from 0; -1: the page or document as a whole
	Message string // with an excerpt of the text
}

// String writes the violation on one line.
func (v Violation) String() string {
	var b strings.Builder
	if v.Page >= 0 {
		fmt.Fprintf(&b, "page %d ", v.Page)
	}
	if v.Line >= 0 {
		fmt.Fprintf(&b, "line %d ", v.Line)
	}
	return fmt.Sprintf("%s[%s] %s", b.String(), v.Rule, v.Message)
}

// Level is a level of 避头尾 (RULES 1.3).
type Level uint8

// The zero Level is the default.
const (
	LevelGB Level = iota
	LevelNone
	LevelBasic
	LevelStrict
)

// Style is a style of mark widths (RULES 2.4).
type Style uint8

// The zero Style is the default.
const (
	Hangmo Style = iota
	Quanjiao
	Kaiming
	Banjiao
)

// Settings are the choices the lines were made with. The zero value is what
// the default theme says, except Autospace and TrimStart: see [Default].
type Settings struct {
	Level     Level
	Style     Style
	Autospace int  // Han–Latin space in 1/1000 em; 0: off
	TrimStart bool // an opening mark at line start loses its leading half
	// Measure is what the paragraph was broken for, before indentation; 0:
	// unknown, and each line's own Measure is believed.
	Measure      unit.Abs
	Indent, Hang unit.Abs // of the first line and of the others; used if Measure is given
	LastRoom     unit.Abs // what the last line leaves free
	NoWidths     bool     // the marks of this locale are not those of RULES 2 (8)
	// Centred reports that a face draws a mark in the middle of its box, so that
	// half its blank is at either side (RULES 2.5). Nil: none does. The
	// argument face is the index of the face in the line, see Doc.Faces, or
	// its name in a dump.
	Centred func(face string, mark rune) bool
}

// Default returns the settings of the default theme.
func Default() Settings { return Settings{Autospace: 250, TrimStart: true} }

// Lines checks the lines of one paragraph. Source is the paragraph's text, with
// "\n" where the author forced a line to end. The lines' X must be as Break
// gives it, from the left edge of the measure.
func Lines(source string, lines []frame.Line, settings Settings) []Violation {
	p := paragraph{settings: settings, source: &source}
	for i := range lines {
		p.lines = append(p.lines, fromFrame(&lines[i], nil))
	}
	c := collector{page: -1}
	p.check(&c)
	return c.out
}

// collector gathers violations; page and base say where the lines now checked
// stand.
type collector struct {
	out  []Violation
	page int
}

func (c *collector) add(rule string, line int, format string, args ...any) {
	c.out = append(c.out, Violation{rule, c.page, line, fmt.Sprintf(format, args...)})
}

// at is add for a line that knows its own place.
func (c *collector) at(rule string, l *Line, format string, args ...any) {
	c.out = append(c.out, Violation{rule, l.page, l.index, fmt.Sprintf(format, args...) + " in “" + clip(l.Text, 24) + "”"})
}

// clip shortens a text to n characters at either end.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= 2*n {
		return s
	}
	return string(r[:n]) + "⋯" + string(r[len(r)-n:])
}

// em writes a length in thousandths of an em, for messages.
func em(v, size unit.Abs) string {
	if size == 0 {
		return v.String() + " pt"
	}
	n := v.Scale(1000, int64(size))
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%03d em", sign, n/1000, n%1000)
}
