package layout

import (
	"slices"

	"jianbao/layout/unit"
)

// coverRow is an element of the cover with those that stand beside it. The tops
// of its elements are relative to its own.
type coverRow struct {
	parts  []coverPart
	place  string // top: below the row before; bottom: above the row after
	gap    unit.Abs
	height unit.Abs
}

// coverRows arranges elements in rows. An element that the theme puts beside the
// one before shares its last line if there is an em between them, and stands on a
// line of its own below it otherwise. Beside a rule or a picture it is a row of
// its own.
func coverRows(parts []coverPart) []coverRow {
	var rows []coverRow
	for i := range parts {
		e := &parts[i]
		n := len(rows)
		if e.part.Place == "beside" && n > 0 && rows[n-1].join(e) {
			continue
		}
		row := coverRow{parts: []coverPart{*e}, place: e.part.Place, gap: e.part.Gap, height: e.height}
		switch {
		case row.place == "beside" && n > 0:
			row.place = rows[n-1].place
		case row.place != "bottom" && row.place != "above" || row.place == "above" && e.source == nil:
			row.place = "top"
		}
		rows = append(rows, row)
	}
	return rows
}

// join adds an element of text to a row of text.
func (r *coverRow) join(e *coverPart) bool {
	before := &r.parts[len(r.parts)-1]
	if len(e.lines) == 0 || len(before.lines) == 0 {
		return false
	}
	last := &before.lines[len(before.lines)-1]
	e.top = before.top + last.Y - e.lines[0].Y
	if r.crowded(e) {
		e.top = r.height + max(before.pitch, e.pitch) - last.Size
	}
	if e.top < 0 { // its first line is larger than all lines of the row
		for i := range r.parts {
			r.parts[i].top -= e.top
		}
		r.height -= e.top
		e.top = 0
	}
	r.height = max(r.height, e.top+e.height)
	r.parts = append(r.parts, *e)
	return true
}

// crowded reports whether a line of e is within an em of a line of the row.
func (r *coverRow) crowded(e *coverPart) bool {
	for i := range r.parts {
		for k := range r.parts[i].lines {
			box := lineBox(&r.parts[i].lines[k])
			box.Y += r.parts[i].top
			for j := range e.lines {
				own := lineBox(&e.lines[j])
				own.Y += e.top
				em := max(e.lines[j].Size, r.parts[i].lines[k].Size)
				own.X, own.Width = own.X-em, own.Width+2*em
				if overlap(box, own) {
					return true
				}
			}
		}
	}
	return false
}

// image returns the row's picture; nil: it is text or a rule.
func (r *coverRow) image() *coverPart {
	if r.parts[0].source == nil {
		return nil
	}
	return &r.parts[0]
}

// minCoverGap is the least white space between the rows at the top of the cover
// and those at its foot, unless gaps have to shrink.
const minCoverGap = 10 * unit.MM

// meetingGap returns the gap between the rows at the top and those at the foot; 0
// if there are not both.
func meetingGap(rows []coverRow) unit.Abs {
	foot := func(r coverRow) bool { return r.place == "bottom" }
	if !slices.ContainsFunc(rows, foot) || !slices.ContainsFunc(rows, func(r coverRow) bool { return !foot(r) }) {
		return 0
	}
	return minCoverGap
}

// stack places rows within a height, downwards from its top and upwards from its
// foot, and returns their tops. If they would overlap, the gaps between them
// shrink; fits is false if less than fit allows is left of them. Between the rows
// at the top and those at the foot there is a gap as well.
func stack(rows []coverRow, height unit.Abs, fit coverFit) (tops []unit.Abs, fits bool) {
	var solid unit.Abs
	gaps := meetingGap(rows)
	for i := range rows {
		solid += rows[i].height
		gaps += rows[i].gap
	}
	num, den := int64(1), int64(1)
	if room := max(0, height-solid); gaps > room {
		num, den = int64(room), int64(gaps)
	}
	tops = make([]unit.Abs, len(rows))
	y, foot := unit.Abs(0), height
	for i := range rows {
		if r := &rows[i]; r.place == "top" {
			tops[i] = y + r.gap.Scale(num, den)
			y = tops[i] + r.height
		}
	}
	for i := len(rows) - 1; i >= 0; i-- {
		if r := &rows[i]; r.place == "bottom" {
			tops[i] = foot - r.gap.Scale(num, den) - r.height
			foot = tops[i]
		}
	}
	return tops, solid+gaps/fit.leastGap() <= height
}
