package page

import (
	"strings"

	"jianbao/content"
	"jianbao/content/pattern"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// figureText matches a number as cells have it: with a sign, a currency, groups
// of digits, a decimal fraction, and a unit of ratio after it.
var figureText = pattern.New(`^[(（]?[+＋\-−－±≈~～<>＜＞≤≥]?[¥￥$€£]?(?:[0-9]{1,3}(?:[,，  ][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?[%％‰]?[)）]?$`)

// isFigure reports whether a cell's text is a number.
func isFigure(s string) bool { return figureText().MatchString(s) }

// standsForNone reports whether a cell's text is a sign for a value that is not
// there or not known.
func standsForNone(s string) bool {
	switch s {
	case "", "–", "—", "——", "-", "−", "－", "…", "……", "⋯", "⋯⋯":
		return true
	}
	return false
}

// plainText returns the text of inlines without subscripts and superscripts,
// which may be marks of notes.
func plainText(inlines []content.Inline) string {
	var b strings.Builder
	for _, in := range inlines {
		switch in := in.(type) {
		case content.Run:
			if in.Script == content.NoScript {
				b.WriteString(in.Value)
			}
		case content.Break:
			b.WriteByte('\n')
		}
	}
	return strings.TrimSpace(b.String())
}

// figureColumns returns for each column whether the figures of its body align at
// the decimal sign (RULES 12.3).
func figureColumns(t *content.Table) []bool {
	out := make([]bool, len(t.Columns))
	for c := range t.Columns {
		switch t.Columns[c].Align {
		case content.AlignFigure:
			out[c] = true
		case content.AlignAuto, content.AlignCenter, content.AlignRight: // ---: says where text stands
			out[c] = t.Head < len(t.Rows) && c >= t.Side && allFigures(t, c)
		}
	}
	return out
}

// allFigures reports whether each cell of a column's body is a number or stands
// for none, and one is a number.
func allFigures(t *content.Table, column int) bool {
	any := false
	for _, row := range t.Rows[t.Head:] {
		cell := &row[column]
		if cell.Covered() || cell.Columns > 1 {
			continue
		}
		switch s := plainText(cell.Inlines); {
		case isFigure(s):
			any = true
		case !standsForNone(s):
			return false
		}
	}
	return any
}

// decimalAt returns the distance from the start of a line of a figure to its
// decimal sign; without one, to the end of its last digit.
func decimalAt(l *frame.Line) unit.Abs {
	at, digit := l.Width, false
	for i := range l.Glyphs {
		g := &l.Glyphs[i]
		if g.Script != frame.NoScript {
			continue
		}
		for _, r := range g.Text {
			switch {
			case r == '.' && digit:
				return g.X
			case r >= '0' && r <= '9':
				at, digit = g.X+g.Advance, true
			}
		}
	}
	return at
}
