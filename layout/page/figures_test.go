package page

import (
	"strings"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// drawing writes a placement with its figures: on each row of each column what
// stands there, lines by their kind, figures by the letter script has for them.
func drawing(p Placed, blocks []Block) string {
	var columns []string
	for _, col := range p.Columns {
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
