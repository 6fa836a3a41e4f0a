// Package check verifies composed lines and pages against the typesetting rules.
// It implements the rules independently of the packages it checks and shares no
// table and no code with them (RULES 9.1), so that a rule misread by one side
// shows as a difference.
//
// The same checks run over frames in memory ([Lines], [Document]) and over the
// JSON Lines of a dump ([ReadDump], [Doc.Check]).
package check

import (
	"fmt"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Violation is a place where a rule is broken.
type Violation struct {
	Rule    string // short name and section: "line-start 1.1"
	Page    int    // index of the page, from 0; -1 if lines were checked without pages
	Line    int    // index of the line on its page (or in the call of Lines), from 0; -1: the page or document as a whole
	Message string // with an excerpt of the text
}

// String formats the violation on one line.
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

// Settings holds the settings that the lines were made with. The zero value has
// those of the default theme except Autospace and TrimStart; see [Default].
type Settings struct {
	Level     Level
	Style     Style
	Autospace int  // Han–Latin space in 1/1000 em; 0: off
	TrimStart bool // an opening mark at a line's start loses its left half
	// Measure is the measure of the paragraph, indentation included; 0: not
	// known, and each line's own Measure is taken to be right.
	Measure      unit.Abs
	Indent, Hang unit.Abs // of the first line and of the others; used if Measure is given
	BreakIndent  bool     // a line after a hard break has the indent of the first
	LastRoom     unit.Abs // width that the last line leaves free
	NoWidths     bool     // the locale's marks differ from RULES 2, see RULES 8: widths are not checked
	// Centred reports whether a face draws a mark in the middle of its box, with
	// half of its blank on each side (RULES 2.5); nil: no face does. The
	// argument face is the name that FaceName returned, or the one in the dump.
	Centred func(face string, mark rune) bool
}

// Default returns the settings of the default theme.
func Default() Settings { return Settings{Autospace: 250, TrimStart: true} }

// Lines checks the lines of one paragraph and returns the violations. Source is
// the paragraph's text with "\n" for hard breaks. The lines' X must be relative
// to the left edge of the measure, as inline's Paragraph.Break returns it.
func Lines(source string, lines []frame.Line, settings Settings) []Violation {
	p := paragraph{settings: settings, source: &source}
	for i := range lines {
		p.lines = append(p.lines, fromFrame(&lines[i], nil))
	}
	c := collector{page: -1}
	p.check(&c)
	return c.out
}

// collector collects violations; page and base are the page of the lines being
// checked and the index of the first of them.
type collector struct {
	out  []Violation
	page int
}

func (c *collector) add(rule string, line int, format string, args ...any) {
	c.out = append(c.out, Violation{rule, c.page, line, fmt.Sprintf(format, args...)})
}

// at is add for a line whose page and index are known.
func (c *collector) at(rule string, l *Line, format string, args ...any) {
	c.out = append(c.out, Violation{rule, l.page, l.index, fmt.Sprintf(format, args...) + " in “" + clip(l.Text, 24) + "”"})
}

// clip shortens a text to n characters at each end.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= 2*n {
		return s
	}
	return string(r[:n]) + "⋯" + string(r[len(r)-n:])
}

// em formats a length in thousandths of an em, for messages.
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
