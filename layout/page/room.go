package page

import (
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Room between lines that marks and readings need, in 1/1000 of the size (RULES 7.1).
const (
	roomBelow = 250 // for marks below a line
	roomAbove = 500 // for readings above it
	roomBoth  = 800 // where both may meet
)

// roomFor returns the room between lines that the marks and readings of lines of a size
// need, and the first of these lines; 0 if there are none.
func roomFor(lines []frame.Line, size unit.Abs) (need unit.Abs, first *frame.Line) {
	above, below := false, false
	for i := range lines {
		l := &lines[i]
		if len(l.Rubies)+len(l.Decorations) > 0 && first == nil {
			first = l
		}
		above, below = above || len(l.Rubies) > 0, below || len(l.Decorations) > 0
	}
	switch {
	case above && below && len(lines) > 1:
		need = size.Scale(roomBoth, 1000)
	case above:
		need = size.Scale(roomAbove, 1000)
	case below:
		need = size.Scale(roomBelow, 1000)
	}
	return need, first
}

// room reports lines of a size whose marks or readings have too little room at a pitch,
// which a key of the theme decides. The pitch is not changed for them.
func (s *Typesetter) room(lines []frame.Line, size, pitch unit.Abs, key string) {
	if need, first := roomFor(lines, size); need > 0 && pitch-size < need {
		kind := diag.Term{ZH: "着重号或线", EN: "dots or lines below text"}
		if need > size.Scale(roomBelow, 1000) {
			kind = readings
		}
		s.log.Add("marks-room", first.Place, kind, pitch.String()+"pt", (size+need).String()+"pt", key)
	}
}

// readings is what messages call readings.
var readings = diag.Term{ZH: "注音", EN: "readings above text"}

// roomBelowRule reports a note whose first line has a reading that would touch the rule
// above the notes.
func (s *Typesetter) roomBelowRule(line *frame.Line, look *noteLook) {
	if need := look.size.Scale(roomAbove, 1000); len(line.Rubies) > 0 && look.onPage && look.rule > 0 && look.gap < need {
		s.log.Add("marks-room", line.Place, readings, look.gap.String()+"pt", need.String()+"pt", "notes.gap")
	}
}
