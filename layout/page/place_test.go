package page

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// script reads a description of an article, a word for each block: t2 a title
// of two lines with two blank rows before and one after, h a heading, p5 a
// paragraph of five lines, s a source line; f5 a figure of five rows where it
// stands, F5 at the head of a page, G5 at its foot, P5 on its own.
func script(s string, orphans int) []Block {
	var out []Block
	for _, w := range strings.Fields(s) {
		n := 1
		if len(w) > 1 {
			fmt.Sscan(w[1:], &n)
		}
		if places := "fFGP"; strings.IndexByte(places, w[0]) >= 0 {
			out = append(out, Block{Figure: &Figure{place: content.Place(strings.IndexByte(places, w[0])), extent: unit.Abs(20*n-10) * unit.Pt,
				parts: []captioned{{picture: frame.Picture{Block: len(out), Height: unit.Abs(20*n-10) * unit.Pt}}}}})
			continue
		}
		b := Block{Lines: make([]frame.Line, n), Size: 10 * unit.Pt, Orphan: orphans, Widow: 2}
		kind := map[byte]frame.Kind{'t': frame.KindTitle, 'h': frame.KindHeading, 'p': frame.KindBody, 's': frame.KindSource}[w[0]]
		switch w[0] {
		case 't':
			b.Keep, b.Before, b.After, b.Sticky = KeepNext, 2, 1, true
		case 'h':
			b.Keep, b.Before = KeepNext, 1
		case 's':
			b.Keep = KeepBefore
		}
		for i := range b.Lines {
			b.Lines[i] = frame.Line{Kind: kind, Block: len(out), Text: fmt.Sprintf("%d/%d", len(out), i), Size: b.Size, First: i == 0, Last: i == n-1}
		}
		out = append(out, b)
	}
	return out
}

func grid(rows int) Grid {
	return Grid{Size: 10 * unit.Pt, Pitch: 20 * unit.Pt, Rows: rows, Measure: 100 * unit.Pt}
}

// picture returns a placement as text: the content of each row of each column.
func picture(p Placed) string {
	var cols []string
	for _, col := range p.Pages {
		var b strings.Builder
		for _, l := range lines(col) {
			for b.Len() < l.Grid {
				b.WriteByte('.')
			}
			b.WriteByte(l.Kind[0])
		}
		cols = append(cols, b.String())
	}
	return strings.Join(cols, "|")
}

// lines returns the lines of a column.
func lines(col []frame.Item) []*frame.Line {
	var out []*frame.Line
	for _, item := range col {
		if l, ok := item.(*frame.Line); ok {
			out = append(out, l)
		}
	}
	return out
}

func TestPlace(t *testing.T) {
	for _, c := range []struct {
		name, blocks string
		rows, start  int
		orphans      int
		want         string
	}{
		{"fits", "t1 p3 s", 10, 0, 2, "..t.bbbs"},
		{"fills a column", "t1 p6", 10, 0, 2, "..t.bbbbbb"},
		{"two lines stay, two go over", "t1 p8", 10, 0, 2, "..t.bbbbbb|bb"},
		{"no last line alone: widow", "t1 p7", 10, 0, 2, "..t.bbbbb|bb"},
		{"a paragraph of three is not broken", "p8 p3", 10, 0, 2, "bbbbbbbb|bbb"},
		{"with one orphan it is", "p9 p3", 10, 0, 1, "bbbbbbbbbb|bb"},
		{"no first line alone", "p9 p5", 10, 0, 2, "bbbbbbbbb|bbbbb"},
		{"a heading goes with its text", "p8 h p6", 10, 0, 2, "bbbbbbbb|hbbbbbb"},
		{"a heading keeps two lines", "p6 h p6", 10, 0, 2, "bbbbbb.hbb|bbbb"},
		{"of two paragraphs if need be", "p7 h p1 p6", 10, 0, 2, "bbbbbbb|hbbbbbbb"},
		{"headings in a row", "p6 h h p6", 10, 0, 2, "bbbbbb|h.hbbbbbb"},
		{"the one line over the next heading", "p6 h p1 h p6", 10, 0, 2, "bbbbbb.hb|hbbbbbb"},
		{"entries of a line each", "h p1 h p1 h p1 h p1 h p1", 8, 0, 2, "hb.hb.hb|hb.hb"},
		{"a source takes two lines along", "p10 s", 10, 0, 2, "bbbbbbbb|bbs"},
		{"of two paragraphs", "p9 p1 s", 10, 0, 2, "bbbbbbb|bbbs"},
		{"blank rows fall away at a column's top", "p10 h p2", 10, 0, 2, "bbbbbbbbbb|hbb"},
		{"goes on below another article", "t1 p3", 10, 3, 2, ".....t.bbb"},
		{"or begins a column", "t1 p6", 10, 6, 2, "|..t.bbbbbb"},
		{"a column too short to keep anything", "h2 p2 s", 3, 0, 2, "hhb|bs"},
		{"a title longer than a column", "t7 p2", 4, 0, 2, "..tt|tttt|t.bb"},
	} {
		t.Run(c.name, func(t *testing.T) {
			blocks := script(c.blocks, c.orphans)
			g := grid(c.rows)
			f := flatten(blocks, &g, nil)
			p := place(f, area{capacity: g.Rows, start: c.start})
			if got := picture(lay(blocks, f, &p, g)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestFullColumnFigure: a figure for the foot of a column that is as tall as it, with white
// above it, has the column for itself, before the text beside a later picture.
func TestFullColumnFigure(t *testing.T) {
	blocks := script("p5 G10 p3", 2)
	blocks[1].Before, blocks[2].side = 1, &Figure{}
	g := grid(10)
	f := flatten(blocks, &g, nil)
	p := place(f, area{capacity: g.Rows})
	if at := p.figureSlots[0]; at.column != 1 || p.columns != 3 || p.rowSlots[5].column != 2 {
		t.Errorf("the figure is in column %d of %d, the text after it in column %d", at.column, p.columns, p.rowSlots[5].column)
	}
}

// TestLayLeavesBlocks: blocks are as before when they have been laid, and laid
// again they come to the same places.
func TestLayLeavesBlocks(t *testing.T) {
	blocks := script("t2 p5 f3 p4 G2 p6", 2)
	g := grid(10)
	g.Inset, g.Name = 3*unit.Pt, "article-1"
	f := flatten(blocks, &g, nil)
	p := place(f, area{capacity: g.Rows})
	first := lay(blocks, f, &p, g)
	if l := blocks[1].Lines[0]; l.X != 0 || l.Y != 0 || l.Register != "" {
		t.Errorf("a laid block's line is at %s, %s", l.X, l.Y)
	}
	if again := lay(blocks, f, &p, g); !reflect.DeepEqual(first, again) {
		t.Error("laid again, lines and pictures stand elsewhere")
	}
}

// TestBoxTakesWholeRows checks that titles that do not fit the grid are centred
// in a whole number of rows.
func TestBoxTakesWholeRows(t *testing.T) {
	b := Block{Lines: make([]frame.Line, 2), Size: 24 * unit.Pt, Pitch: 30 * unit.Pt}
	g := grid(10)
	s := b.placeOnGrid(&g)
	// 54 pt high: three rows are 50, four are 70.
	if s != (gridPlacement{rows: 4, first: 8*unit.Pt + Ascent(24*unit.Pt), pitch: 30 * unit.Pt}) {
		t.Errorf("%+v", s)
	}
	after := Block{Lines: make([]frame.Line, 1), Size: 10 * unit.Pt}
	blocks := []Block{b, after}
	flat := flatten(blocks, &g, nil)
	p := place(flat, area{capacity: g.Rows})
	placed := lay(blocks, flat, &p, g)
	col := lines(placed.Pages[0])
	if col[0].Grid != -1 || col[2].Grid != 4 || col[2].Y != g.Baseline(4) || col[1].Y-col[0].Y != 30*unit.Pt {
		t.Errorf("%d %d at %s %s %s", col[0].Grid, col[2].Grid, col[0].Y, col[1].Y, col[2].Y)
	}
}

// figures checks that each figure is placed once, in the column, on nothing, in
// the order of the text, and comes to no column before an earlier one.
func figures(t *testing.T, words []string, blocks []Block, placed Placed) {
	count, latest := 0, -1
	for c, col := range placed.Pages {
		taken := map[int]bool{}
		for _, item := range col {
			if l, ok := item.(*frame.Line); ok {
				taken[l.Grid] = true
			}
		}
		block, alone := -1, len(col) == 1
		for _, item := range col {
			at := 0
			switch it := item.(type) {
			case *frame.Line:
				at = it.Block
			case *frame.Picture:
				at = it.Block
				count++
				foot := it.Y + it.Height
				if it.Y < 0 || foot > placed.Grid.Extent(placed.Grid.Rows) {
					t.Fatalf("%v: a figure from %s to %s", words, it.Y, foot)
				}
				for r := int(it.Y / placed.Grid.Pitch); placed.Grid.Pitch*unit.Abs(r) < foot; r++ {
					if taken[r] {
						t.Fatalf("%v: a figure in row %d of column %d, which is taken", words, r, c)
					}
					taken[r] = true
				}
				if at < latest && !(alone && blocks[at].Figure.place == content.PlacePage) && blocks[latest].Figure.place != content.PlacePage {
					t.Fatalf("%v: figure %d after figure %d", words, at, latest)
				}
				if blocks[at].Figure.place != content.PlacePage {
					latest = at
				}
			}
			if at < block {
				t.Fatalf("%v: block %d after %d in column %d", words, at, block, c)
			}
			block = at
		}
	}
	for i := range blocks {
		if blocks[i].Figure != nil {
			count--
		}
	}
	if count != 0 {
		t.Fatalf("%v: %d figures too many", words, count)
	}
}

// accompanied reports whether a figure follows a heading in its column.
func accompanied(col []frame.Item, l *frame.Line) bool {
	for i, item := range col {
		if item == frame.Item(l) && i+1 < len(col) {
			_, ok := col[i+1].(*frame.Picture)
			return ok
		}
	}
	return false
}

// Whatever the blocks and the height of a column: every line is placed once and
// in order, none below a column's foot, no column but the first is empty, and
// where the height allows it the rules of RULES 5.3 hold.
func FuzzPlace(f *testing.F) {
	f.Add([]byte("t1p5h1p3s1"), uint8(10), uint8(0))
	f.Add([]byte("p9h2h1p1p1s2"), uint8(4), uint8(3))
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 250, 251}, uint8(3), uint8(1))
	f.Add([]byte("t1\x06p5\x0eh1\x16\x1ep3\x26s1"), uint8(9), uint8(2))
	f.Fuzz(func(t *testing.T, data []byte, height, start uint8) {
		if len(data) > 60 {
			data = data[:60]
		}
		capacity := int(height%30) + 1
		at := int(start) % capacity
		words := []string{}
		for i, c := range data {
			n := int(c/8)%7 + 1
			switch {
			case i == 0 && c%2 == 0:
				words = append(words, fmt.Sprint("t", n%3+1))
			case i == len(data)-1 && c%2 == 0:
				words = append(words, fmt.Sprint("s", n%2+1))
			case c%8 == 1:
				words = append(words, "h")
			case c%8 == 6 && height >= 32: // the others are tried without figures
				words = append(words, fmt.Sprint("fFGP"[c/8%4:c/8%4+1], min(capacity, int(c/32)*2+1)))
			default:
				words = append(words, fmt.Sprint("p", n*int(c%3+1)))
			}
		}
		blocks := script(strings.Join(words, " "), 2)
		total := 0
		for i := range blocks {
			total += len(blocks[i].Lines)
		}
		g := grid(capacity)
		flat := flatten(blocks, &g, nil)
		p := place(flat, area{capacity: capacity, start: at})
		placed := lay(blocks, flat, &p, g)
		figures(t, words, blocks, placed)
		seen, block, line := 0, 0, 0
		for c, col := range placed.Pages {
			if len(col) == 0 && (c > 0 || at == 0) && len(blocks) > 0 {
				t.Fatalf("%v: column %d is empty: %s", words, c, picture(placed))
			}
			last := -1
			if c == 0 {
				last = at - 1
			}
			for _, l := range lines(col) {
				if l.Grid <= last || l.Grid >= capacity || l.Y != g.Baseline(l.Grid) {
					t.Fatalf("%v: row %d after %d of %d", words, l.Grid, last, capacity)
				}
				last = l.Grid
				for block < len(blocks) && line == len(blocks[block].Lines) {
					block, line = block+1, 0
				}
				if l.Text != blocks[block].Lines[line].Text {
					t.Fatalf("%v: out of order", words)
				}
				line++
				seen++
			}
		}
		if seen != total {
			t.Fatalf("%v: %d of %d lines placed", words, seen, total)
		}
		if p.worst != free && p.worst != orphan {
			return
		}
		// Nothing was given up, so nothing may be wrong.
		for c := 1; c < len(placed.Pages); c++ {
			col, before := lines(placed.Pages[c]), lines(placed.Pages[c-1])
			if len(before) == 0 || len(col) == 0 {
				continue
			}
			switch l, b := col[0], before[len(before)-1]; {
			case accompanied(placed.Pages[c-1], b):
			case b.Kind == frame.KindHeading || b.Kind == frame.KindTitle:
				t.Fatalf("%v: a column ends with a heading: %s", words, picture(placed))
			case l.Kind == frame.KindSource:
				t.Fatalf("%v: a column begins with a source line: %s", words, picture(placed))
			case l.Kind == frame.KindBody && l.Last && !l.First:
				t.Fatalf("%v: a column begins with a last line: %s", words, picture(placed))
			}
		}
	})
}
