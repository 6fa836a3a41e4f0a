package page

import (
	"math/rand/v2"
	"strings"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// drawing writes a placement with its figures: on each row of each column what
// stands there, lines by their kind, figures by the letter script has for them.
func drawing(p Placed, blocks []Block) string {
	var columns []string
	for _, col := range p.Pages {
		rows := []byte(strings.Repeat(".", p.Grid.Rows))
		for _, item := range col {
			switch item := item.(type) {
			case *frame.Line:
				rows[item.Grid] = item.Kind[0]
			case *frame.Picture:
				top, end := item.Y/p.Grid.Pitch, (item.Y+item.Height+p.Grid.Pitch-1)/p.Grid.Pitch
				for r := top; r < end; r++ {
					rows[r] = "fFGP"[blocks[item.Block].Figure.place]
				}
			}
		}
		columns = append(columns, strings.TrimRight(string(rows), "."))
	}
	return strings.Join(columns, "|")
}

// Figures on columns of ten rows. What is asked of each case was worked out by
// hand from the comment of place.
func TestPlaceFigures(t *testing.T) {
	for _, c := range []struct {
		name, blocks string
		start        int
		followed     bool
		want         string
	}{
		{"a float that fills the first column", "F10 p3", 0, false, "FFFFFFFFFF|bbb"},
		{"a float that fills the first column before other figures", "F10 P4 f1 h6", 0, false, "FFFFFFFFFF|...PPPP|f.hhhhhh"},
		{"a foot that leaves no room for the text before it", "p2 G10 p2", 0, false, "bbbb|GGGGGGGGGG"},
		{"a foot that would drive out a figure before it", "p2 f5 p1 G4 p4", 0, false, "bbfffffbbb|bb....GGGG"},
		{"a picture behind all text, which nothing good holds", "p2 f9 s", 0, false, "bbs|fffffffff"},
		// White of one row before and two after each figure.
		{"white around a figure", "w p2 f2 p2", 0, false, "bb.ff..bb"},
		{"white above a foot", "w p5 G2 p2", 0, false, "bbbbbbb.GG"},
		{"no room for a line above a foot and its white", "w p6 G2 p2", 0, false, "bbbbbb..GG|bb"},
		{"white between two feet", "w p2 G2 G2 p1", 0, false, "bbb.GG..GG"},
		{"white at the article's end", "w p2 G2 p2", 0, true, "bbbb.GG"},
		{"white at a column's head", "w p10 f2 p3", 0, false, "bbbbbbbbbb|ff..bbb"},
		{"where it stands", "p2 f3 p2", 0, false, "bbfffbb"},
		{"a foot", "p3 G3 p2", 0, false, "bbbbb..GGG"},
		{"a foot, but something follows", "p3 G3 p2", 0, true, "bbbbbGGG"},
		{"two feet", "p3 G2 p1 G2 p1", 0, false, "bbbbb.GGGG"},
		{"two feet, but something follows", "p3 G2 p1 G2 p1", 0, true, "bbbbbGGGG"},
		{"a head", "p3 F3 p2", 0, false, "FFFbbbbb"},
		{"a head below the title", "t1 p3 F3 p2", 0, false, "..t.FFFbbb|bb"},
		{"a page of its own", "p3 P4 p4", 0, false, "bbbbbbb|...PPPP"},
		{"text flows on before one that does not fit", "p8 f4 p6", 0, false, "bbbbbbbbbb|ffffbbbb"},
		{"a picture behind all text holds it", "p7 f4 p3", 0, false, "bbbbbbb|ffffbbb"},
		{"a heading and the figure behind it", "p5 h f3 p4", 0, false, "bbbbb.hfff|bbbb"},
		{"a heading keeps text where its figure goes over", "p6 h f4 p4", 0, false, "bbbbbb.hbb|ffffbb"},
		{"a heading at the end and the figure behind it", "p8 h f4", 0, false, "bbbbbbbb|hffff"},
		{"headings in a row at the end", "p5 h h f4", 0, false, "bbbbb|h.hffff"},
		{"a heading at the end whose figure fits", "p4 h f4", 0, false, "bbbb.hffff"},
		{"a figure taller than what the heading leaves of a column", "p3 h f10", 0, false, "bbb.h|ffffffffff"},
		{"a title and a figure below another article", "t1 f5", 4, false, "|..t.fffff"},
		{"figures keep their order", "p8 f4 p1 f2 p4", 0, false, "bbbbbbbbb|ffffffbbbb"},
		{"a foot on the next column where there is no room", "p9 G5 p9", 0, false, "bbbbbbbbb|bbbbbGGGGG|bbbb"},
		{"a float whose place in the text goes over", "p8 h F4 p5", 0, false, "bbbbbbbb|FFFF.hbbb|bb"},
		{"a float at the very end of a column", "p10 F3 p4", 0, false, "bbbbbbbbbb|FFFbbbb"},
		{"a figure at the very end of a column", "p10 f3 p4", 0, false, "bbbbbbbbbb|fffbbbb"},
		{"a foot at the very end of a column", "p10 G3 p4", 0, false, "bbbbbbbbbb|bbbb...GGG"},
		{"below another article", "p4 f4 p2", 5, false, ".....bbbb|ffffbb"},
	} {
		t.Run(c.name, func(t *testing.T) {
			words, white := strings.CutPrefix(c.blocks, "w ")
			blocks := script(words, 2)
			for i := range blocks {
				l := blocks[i].Lines
				blocks[i].head = len(l) > 0 && l[0].Kind == frame.KindTitle
				if white && blocks[i].Figure != nil {
					blocks[i].Before, blocks[i].After = 1, 2
				}
			}
			g := Grid{Size: 10 * unit.Pt, Pitch: 20 * unit.Pt, Rows: 10, Measure: 100 * unit.Pt}
			f := flatten(blocks, &g, nil)
			p := place(f, area{capacity: g.Rows, start: c.start, followed: c.followed})
			if got := drawing(lay(blocks, f, &p, g), blocks); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.blocks, got, c.want)
			}
		})
	}
}

// TestTextFillsPages checks, for random pictures in text that may break anywhere,
// that no column ends with a hole while text follows, and that a picture is made
// smaller only where its full size does not fit.
func TestTextFillsPages(t *testing.T) {
	for seed := range uint64(4000) {
		r := rand.New(rand.NewPCG(seed, 58))
		var f flow
		rows := 1 + r.IntN(40)
		for range rows {
			f.rows = append(f.rows, row{height: 1, over: -1})
		}
		for anchor := 0; anchor <= rows; anchor += 1 + r.IntN(12) {
			x := floating{anchor: anchor, height: 1 + r.IntN(10)}
			for h := x.height - 1; h*10 >= x.height*7 && h > 0; h-- {
				x.smaller = append(x.smaller, h)
			}
			f.figures = append(f.figures, x)
		}
		on := area{capacity: 10, start: r.IntN(10)}
		p := place(f, on)
		last := p.rowSlots[rows-1].column
		for _, h := range p.holes(&f, on) {
			if h.column < last {
				t.Errorf("seed %d: column %d ends with %d blank rows, and text follows in column %d", seed, h.column, h.rows, last)
			}
		}
		for x, s := range p.figureSlots {
			if s.size > 0 && s.row+f.figures[x].rows(s.size-1) <= on.capacity {
				t.Errorf("seed %d: figure %d is smaller than it could be", seed, x)
			}
		}
	}
}
