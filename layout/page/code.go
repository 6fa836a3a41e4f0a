package page

import (
	"iter"
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// turn is the mark before a turned line of code.
type turn struct {
	line int      // of the block
	x    unit.Abs // of the line's text, from the left edge of the measure
	kept bool     // no page begins with it
}

// keptTurns is the most lines that a typed line of code is turned over and not divided
// among pages.
const keptTurns = 2

// code typesets a block of code (RULES 16.1).
func (b *builder) code(code *content.Code, c context) {
	th := &b.th.Code
	size := b.scaled(th.Size)
	left := c.left + th.Inset
	if b.grid.Measure-b.scaled(left+c.right) < 12*size {
		left = c.left // too narrow to be inset
	}
	pitch := max(size, b.scaled(th.Pitch))
	blk := Block{Size: size, Before: th.Before, After: th.After,
		stack: &lineStack{size: size, pitch: pitch, white: pitch / 2, boxed: b.boxed}}
	font := b.Font(th.Font, size, "")
	b.runs = b.runs[:0]
	for _, l := range code.Lines {
		b.runs = append(b.runs, inline.Run{Text: l.Value, Place: l.Place, Font: font})
	}
	blk.Lines = b.shaper.Code(b.runs, b.grid.Measure-b.scaled(left+c.right), b.log)
	shift(blk.Lines, b.scaled(left))
	blk.Orphan, blk.Widow = shown(slices.All(blk.Lines)), shown(slices.Backward(blk.Lines))
	for i := range blk.Lines {
		if l := &blk.Lines[i]; !l.First {
			blk.turns = append(blk.turns, turn{line: i, x: l.X})
		}
	}
	blk.keepTurns()
	b.add(frame.KindCode, c.level, func() *frame.Node { return c.node.Add(frame.RoleP).Add(frame.RoleCode) }, blk)
}

// leastCode is the least number of lines of code with text on either side of a page's end.
const leastCode = 2

// shown returns how many of the lines of a block of code hold the first leastCode with
// text: an empty one beside the end of a page would leave a line alone.
func shown(lines iter.Seq2[int, frame.Line]) int {
	n, text := 0, 0
	for _, l := range lines {
		if n++; strings.TrimSpace(l.Text) != "" {
			if text++; text == leastCode {
				break
			}
		}
	}
	return n
}

// keepTurns marks the turned lines that stay with the line that they continue.
func (b *Block) keepTurns() {
	for from := 0; from < len(b.turns); {
		to := from + 1
		for to < len(b.turns) && b.turns[to].line == b.turns[to-1].line+1 && !b.Lines[b.turns[to-1].line].Last {
			to++
		}
		for i := from; i < to; i++ {
			b.turns[i].kept = to-from <= keptTurns
		}
		from = to
	}
}

// turnOf returns the turn that a line of code is; false if it is none.
func (b *Block) turnOf(line int) (turn, bool) {
	n, found := slices.BinarySearchFunc(b.turns, line, func(t turn, line int) int { return t.line - line })
	if !found {
		return turn{}, false
	}
	return b.turns[n], true
}

// turnMark appends the mark of a line that is turned: an elbow in the column before
// its text, drawn by rules so that readers extract no character for it. The line's
// baseline is at y.
func (b *Block) turnMark(out []frame.Item, line int, inset, y unit.Abs) []frame.Item {
	t, found := b.turnOf(line)
	if !found {
		return out
	}
	thick := max(unit.Pt/2, b.Size/20)
	width, height := b.Size/2, b.Size.Scale(45, 100)
	x, foot := inset+t.x-b.Size*3/4, y-b.Size.Scale(22, 100)
	return append(out,
		&frame.Rule{Kind: frame.KindCode, X: x, Y: foot - height, Width: thick, Height: height},
		&frame.Rule{Kind: frame.KindCode, X: x, Y: foot - thick, Width: width, Height: thick})
}
