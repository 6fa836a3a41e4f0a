package page

import (
	"math"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// box is a box as wide as the measure (RULES 14.2). Its lines stand on the grid between
// two blank rows, in whose middle its upper and lower edges are.
type box struct {
	source  *content.Box
	ordinal int // over the issue, from 1
	form    string
	thick   unit.Abs
	ink     *frame.Ink
	tint    *frame.Ink
	whole   bool // a page would hold it although it is no figure
}

// boxRows is the number of blank rows of a box: above and below its text.
const boxRows = 2

// boxFigure is a box that stands on one page as a whole. Its items are relative to the
// first row of its text and, if it stands in a column, to the first column of the page.
type boxFigure struct {
	*box
	items []frame.Item
	rows  int      // of its text
	inset unit.Abs // of the grid that it was typeset on
}

// box typesets a box: as a figure, if it fits on a page with its notes, else as blocks
// whose lines may be divided among pages.
func (b *builder) box(source *content.Box, c context) {
	th := &b.th.Box
	b.boxes++
	b.a.boxes = true
	size, measure := b.scaled(th.Size), b.grid.Measure
	width := (measure - 2*b.scaled(th.Inset)) / size * size
	if width < 6*size {
		width = measure // too narrow to be inset
	}
	left := (measure - width) / 2
	in := context{font: th.Font, strong: th.Strong, emphasis: th.Emphasis, size: th.Size, indent: th.Indent,
		left: b.unscaled(left), right: b.unscaled(measure - width - left), kind: frame.KindBody, node: frame.NewNode(frame.RoleAside)}
	from := len(b.blocks)
	b.boxTitle(source, in, left, width)
	b.boxed = true
	b.body(source.Blocks, in)
	b.boxed = false
	appendNonEmpty(c.node, in.node)
	if len(b.blocks) == from {
		return
	}
	x := &box{source: source, ordinal: b.boxes, form: th.Form, thick: th.Thick, ink: b.Style.Ink(th.Ink), tint: b.Style.tint}
	if rows, fig := b.wholeBox(x, b.blocks[from:]); rows <= b.grid.Rows {
		lead := b.leadRows(from)
		if lead == 0 || lead+rows > b.grid.Rows {
			b.blocks = append(b.blocks[:from], *fig)
			return
		}
		x.whole = true
	}
	for i := from; i < len(b.blocks); i++ {
		b.blocks[i].box = x
	}
	first, last := &b.blocks[from], &b.blocks[len(b.blocks)-1]
	first.Before, first.Sticky = 1, true
	if last.After = 0; last.Table != nil {
		last.Table.below.extent += b.grid.Pitch
	}
}

// boxTitle typesets the first line of a box: the word that the copy has, and the title
// behind it.
func (b *builder) boxTitle(source *content.Box, c context, left, measure unit.Abs) {
	th := &b.th.Box.Title
	size := b.scaled(th.Size)
	font := b.Font(th.Font, size, th.Ink)
	form := th.Form
	if len(source.Title) == 0 {
		form = theme.Form("{name}")
	}
	b.runs = Form(b.runs[:0], form, font, func(runs []inline.Run, name string) []inline.Run {
		if name == "name" {
			return Text(runs, source.Name, font)
		}
		from := len(runs)
		runs = b.styled(runs, source.Title, context{font: th.Font, strong: th.Font, emphasis: th.Font}, size)
		for i := from; i < len(runs); i++ {
			if !runs[i].Code {
				runs[i].Font = font
			}
		}
		return runs
	})
	settings := b.title(Align(th.Align))
	settings.Words = true
	lines := b.Typeset(b.runs, settings, measure)
	shift(lines, left)
	b.add(frame.KindBoxTitle, 0, func() *frame.Node { return c.node.Add(frame.RoleP) }, Block{Lines: lines, Size: size, Keep: KeepNext})
}

// leadRows returns the number of rows of the title or headings directly before block
// from. A box below them stays with them and is no figure.
func (b *builder) leadRows(from int) (rows int) {
	for i := from - 1; i >= 0 && b.blocks[i].Keep == KeepNext; i-- {
		blk := &b.blocks[i]
		rows += blk.Before + blk.placeOnGrid(&b.grid).rows + blk.After
	}
	return rows
}

// wholeBox returns the rows of a box with the notes that its lines call, and the figure
// that it is as a whole.
func (b *builder) wholeBox(x *box, blocks []Block) (rows int, whole *Block) {
	f := flatten(blocks, &b.grid, nil)
	p := place(f, area{capacity: math.MaxInt32}) // one column, whatever its height
	fig := &boxFigure{box: x, rows: p.end, inset: b.grid.Inset}
	look := newNoteLook(b.Style, b.a)
	notes, called := 0, b.calledNotes(blocks)
	for _, n := range called {
		notes += len(b.a.notes[n].lines)
	}
	rows = fig.rows + boxRows
	if look.onPage {
		rows += look.rows(notes, &b.grid)
	}
	fig.items = lay(blocks, f, &p, b.grid).Pages[0]
	for _, item := range fig.items {
		if l, ok := item.(*frame.Line); ok {
			l.Box = x.ordinal
		}
	}
	return rows, &Block{Figure: &Figure{place: content.PlaceHere, extent: b.grid.Extent(fig.rows + boxRows), box: fig}, ordinal: blocks[0].ordinal, notes: called}
}

// calledNotes returns the indexes of the notes that the lines of blocks call and that
// do not stand at the end of the article as endnotes.
func (b *builder) calledNotes(blocks []Block) (notes []int) {
	for i := range blocks {
		for k := range blocks[i].Lines {
			for _, c := range blocks[i].Lines[k].Calls {
				if c.Note > 0 && !b.a.notes[c.Note-1].end {
					notes = append(notes, c.Note-1)
				}
			}
		}
	}
	return notes
}

// lay appends the items of a box that stands on one page, its first blank row being row
// at of the grid.
func (f *boxFigure) lay(items []frame.Item, g *Grid, at int) []frame.Item {
	items = f.edges(items, g, boxPart{from: at + 1, to: at + boxRows + f.rows, first: true, last: true})
	right, down := g.Inset-f.inset, g.Pitch*unit.Abs(at+1)
	for _, item := range f.items {
		switch item := item.(type) {
		case *frame.Line:
			l := *item
			l.X, l.PageColumn = l.X+right, g.Column
			if l.Y += down; l.Grid >= 0 {
				l.Grid += at + 1
			}
			items = append(items, &l)
		case *frame.Rule:
			r := *item
			r.X, r.Y = r.X+right, r.Y+down
			items = append(items, &r)
		}
	}
	return items
}

// boxPart is the part of a box in a column: the rows [from,to), of which the last is
// blank in the last part.
type boxPart struct {
	from, to    int
	first, last bool
}

// edges appends the rules or the tint of a part of a box. A part that does not begin or
// end the box is open at that edge.
func (x *box) edges(items []frame.Item, g *Grid, p boxPart) []frame.Item {
	top, foot := g.Pitch*unit.Abs(p.from), g.Pitch*unit.Abs(p.to-1)+g.Size
	lines := frame.Rect{Y: top, Height: foot - top}
	if p.last {
		foot -= g.Size / 2
		lines.Height -= g.Pitch
	}
	if p.first {
		top = 0
		if p.from > 1 {
			top = g.Pitch*unit.Abs(p.from-1) + g.Size/2
		}
	}
	rule := func(left, y, width, height unit.Abs) {
		items = append(items, &frame.Rule{Kind: frame.KindBox, X: g.Inset + left, Y: y, Width: width, Height: height, Ink: x.ink, Box: x.ordinal})
	}
	switch x.form {
	case "tint":
		return append(items, &frame.Tint{Kind: frame.KindBox, X: g.Inset, Y: top, Width: g.Measure, Height: foot - top, Ink: x.tint, Box: x.ordinal})
	case "side":
		rule(0, lines.Y, x.thick, lines.Height)
		return items
	}
	rule(0, top, x.thick, foot-top)
	rule(g.Measure-x.thick, top, x.thick, foot-top)
	if p.first {
		rule(0, top, g.Measure, x.thick)
	}
	if p.last {
		rule(0, foot-x.thick, g.Measure, x.thick)
	}
	return items
}

// Boxes returns the number of boxes in blocks.
func Boxes(blocks []content.Block) int {
	n := 0
	for _, b := range blocks {
		if _, is := b.(*content.Box); is {
			n++
		}
	}
	return n
}

// endBox completes the rows of a box that is no figure, which begin at row start of the
// flow: two stay on either side of a page's end; the last has the blank row below the text.
// One that a page would hold is divided only where pages could not keep it with the heading
// above it otherwise, and only where no other rule is broken.
func (f *flattener) endBox(start int) {
	n := len(f.rows)
	for r := start + 1; r < n; r++ {
		switch {
		case !f.rows[r].box.whole && (r == start+1 || r == n-1):
			f.rows[r].cost = max(f.rows[r].cost, widow)
		case !f.rows[r].box.whole:
		case r == start+1, r == n-1, f.rows[r].cost != free:
			f.rows[r].cost, f.rows[r].over = kept, -1
		default:
			f.rows[r].cost, f.rows[r].over = boxed, -1
		}
	}
	switch last := &f.rows[n-1]; {
	case last.stack != nil:
		last.below = 1
	case last.table == nil:
		last.height++
	}
}

// boxEdges lays the edges of the part of a box that begins with row i of the flow.
func (l *layer) boxEdges(i int) {
	x, column := l.rows[i].box, l.rowSlots[i].column
	end := i + 1
	for end < len(l.rows) && l.rows[end].box == x && l.rowSlots[end].column == column {
		end++
	}
	l.arena = x.edges(l.arena, &l.grid, boxPart{from: l.rowSlots[i].row, to: l.rowSlots[end-1].foot,
		first: i == 0 || l.rows[i-1].box != x, last: end == len(l.rows) || l.rows[end].box != x})
}
