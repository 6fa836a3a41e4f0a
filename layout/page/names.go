package page

import (
	"unicode"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// Gaps between the columns of names, in em: at least the one, and the other where the
// number of columns is not given.
const (
	leastNameGap = 1
	nameGap      = 2
)

// nameTable is a list of names in columns.
type nameTable struct {
	names   [][]frame.Line // a name wider than the measure has several lines
	columns int
	step    unit.Abs // from one column to the next
	left    unit.Abs
}

// names typesets a list of names in columns (RULES 11.4).
func (b *builder) names(list *content.NameList, c context) {
	size, measure := b.scaled(c.size), b.grid.Measure-b.scaled(c.left+c.right)
	font := b.Font(c.font, size, "")
	l := frame.NewNode(frame.RoleL)
	var t nameTable
	var longest unit.Abs
	folded := false
	for _, name := range list.Names {
		b.runs = Text(b.runs[:0], name, font)
		lines := b.Typeset(b.runs, b.title(inline.Left), measure)
		if len(lines) == 0 {
			continue
		}
		if len(lines) == 1 && lines[0].Width+lines[0].Size <= measure {
			spread(&lines[0])
		}
		folded = folded || len(lines) > 1
		longest = max(longest, widest(lines))
		node := l.Add(frame.RoleLI).Add(frame.RoleLBody)
		b.name(lines, frame.Line{Kind: frame.KindName, Level: c.level + 1, Block: b.ordinal, Node: node})
		t.names = append(t.names, lines)
	}
	if len(t.names) == 0 {
		return
	}
	appendNonEmpty(c.node, l)
	most := max(1, int((measure+leastNameGap*size)/(longest+leastNameGap*size)))
	switch {
	case folded:
		t.columns = 1
	case list.Columns > most:
		b.log.Add("names-columns", list.Span, list.Columns, most)
		t.columns = most
	case list.Columns > 0:
		t.columns = list.Columns
	default:
		t.columns = min(len(t.names), max(1, int((measure+nameGap*size)/(longest+nameGap*size))))
	}
	t.step = measure / unit.Abs(t.columns)
	if whole := t.step / size * size; t.columns == 1 || whole >= longest+leastNameGap*size {
		t.step = whole
	}
	t.left = b.scaled(c.left) + max(0, measure-t.step*unit.Abs(t.columns-1)-longest)/2
	if folded {
		t.left = b.scaled(c.left)
	}
	rows := b.grid.Rows
	if b.boxed {
		rows -= boxRows
	}
	if !list.Down {
		b.nameRows(t, t.names, false, size)
	} else {
		for from, page := 0, max(1, rows)*t.columns; from < len(t.names); from += page {
			b.nameRows(t, t.names[from:min(from+page, len(t.names))], true, size)
		}
	}
	b.ordinal++
}

// nameRows appends a block of names. Down the columns they stay together on a page.
func (b *builder) nameRows(t nameTable, names [][]frame.Line, down bool, size unit.Abs) {
	rows := (len(names) + t.columns - 1) / t.columns
	blk := b.text(nil, size)
	blk.whole, blk.ordinal = down, b.ordinal
	for r := range rows {
		var beside []frame.Line
		for k := range t.columns {
			at := r*t.columns + k
			if down {
				at = k*rows + r
			}
			if at >= len(names) {
				continue
			}
			shift(names[at], t.left+t.step*unit.Abs(k))
			if k == 0 {
				blk.Lines = append(blk.Lines, names[at]...)
			} else {
				beside = append(beside, names[at]...)
			}
		}
		for len(blk.beside) < len(blk.Lines)-1 {
			blk.beside = append(blk.beside, nil)
		}
		blk.beside = append(blk.beside, beside)
	}
	b.blocks = append(b.blocks, blk)
}

// spread puts one em between the two characters of a name of two Han, so that it is as
// wide as one of three. The text of the line stays the name.
func spread(l *frame.Line) {
	name := []rune(l.Text)
	n := 0
	for n < len(name) && unicode.Is(unicode.Han, name[n]) {
		n++
	}
	if n != 2 || len(l.Glyphs) < 2 || len(name) > 2 && name[2] != '（' && name[2] != '(' {
		return
	}
	for i := 1; i < len(l.Glyphs); i++ {
		l.Glyphs[i].X += l.Size
	}
	l.Width += l.Size
}
