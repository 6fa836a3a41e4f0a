package page

import (
	"math/rand/v2"
	"testing"

	"jianbao/content"
	"jianbao/layout/unit"
)

// randomFlow returns rows with random costs of a break, some of them bands of tables.
func randomFlow(r *rand.Rand, g *Grid) flow {
	f := flow{grid: g}
	for block := range 1 + r.IntN(4) {
		n := 1 + r.IntN(6)
		if r.IntN(2) == 0 {
			t := &Table{source: &content.Table{}}
			for k := range n {
				t.body = append(t.body, band{rows: []tableRow{{row: k, begins: true}}, height: g.Extent(1 + r.IntN(3))})
			}
			f.rows = (&Block{Table: t}).splitTable(f.rows, block, g)
			continue
		}
		for line := range n {
			f.rows = append(f.rows, row{block: block, line: line, height: 1, over: -1, cost: []cost{free, free, orphan, widow, boxed, kept}[r.IntN(6)]})
		}
	}
	f.rows[0].cost = free
	return f
}

// leastFaults returns the least faults of all divisions of a flow from a row on.
func leastFaults(f flow, on area, from int) faults {
	p := newPlacer(f, on, nil)
	p.columns = 1
	t := p.column(from, 0)
	var least faults
	for brk := from + 1; brk <= from+len(t.rows); brk++ {
		t.brk = brk
		sum := p.faultsOf(&t)
		if brk < len(f.rows) {
			sum = sum.plus(leastFaults(f, on, brk))
		}
		if brk == from+1 || sum.compare(least) < 0 {
			least = sum
		}
	}
	return least
}

// TestSearch compares the division of random flows with all divisions.
func TestSearch(t *testing.T) {
	g := grid(5)
	better := 0
	for seed := range uint64(300) {
		f := randomFlow(rand.New(rand.NewPCG(seed, 20)), &g)
		on := area{capacity: g.Rows}
		got, want := divide(f, on, nil), leastFaults(f, on, 0)
		if got.faults != want {
			t.Errorf("seed %d: %+v, the least are %+v", seed, got.faults, want)
		}
		p := newPlacer(f, on, nil)
		if p.fill(nil); want.compare(p.faults) < 0 {
			better++
		}
	}
	if better < 10 {
		t.Errorf("only in %d of the flows there is a better division than that of the fullest columns", better)
	}
}

// TestSearchKeepsFullColumns: where the columns that are as full as they can be break no
// rule, they stay as they are.
func TestSearchKeepsFullColumns(t *testing.T) {
	g := grid(10)
	for _, s := range []string{"t1 p9 h p6 p3 s", "p9 p5 f3 p8", "t2 p30 h p1 p4 s"} {
		f := flatten(script(s, 2), &g, nil)
		p := newPlacer(f, area{capacity: g.Rows}, nil)
		p.fill(nil)
		if q := divide(f, area{capacity: g.Rows}, nil); p.faults == (faults{}) && (q.columns != p.columns || q.end != p.end) {
			t.Errorf("%s: %d columns to row %d, not %d to row %d", s, q.columns, q.end, p.columns, p.end)
		} else if p.faults != (faults{}) {
			t.Errorf("%s: %+v", s, p.faults)
		}
	}
}

// TestFigureMakesRoom: a figure that has room goes over where lines after it that stay
// together would be divided otherwise, and only there.
func TestFigureMakesRoom(t *testing.T) {
	g := grid(10)
	for _, c := range []struct {
		blocks string
		second int // column of the second figure
		faults faults
	}{
		{"p3 f3 f4 p1 s", 1, faults{}},
		{"p3 f3 f3 p1 s p4", 1, faults{}},
		{"p2 f3 f3 p1 s p4", 0, faults{}},
		{"p3 f3 f4 p4", 0, faults{}},
	} {
		f := flatten(script(c.blocks, 2), &g, nil)
		p := divide(f, area{capacity: g.Rows}, nil)
		if at := p.figureSlots[1].column; at != c.second || p.faults != c.faults {
			t.Errorf("%s: the second figure is in column %d, with faults %+v", c.blocks, at, p.faults)
		}
	}
}

// BenchmarkSearch divides a table of 2,000 rows of which one stays alone.
func BenchmarkSearch(b *testing.B) {
	g := grid(30)
	t := &Table{source: &content.Table{}}
	for k := range 2000 {
		height := 1
		if k%500 == 250 {
			height = 29
		}
		t.body = append(t.body, band{rows: []tableRow{{row: k, begins: true}}, height: g.Extent(height) - unit.Pt})
	}
	f := flow{grid: &g}
	f.rows = (&Block{Table: t}).splitTable(nil, 0, &g)
	for b.Loop() {
		search(f, area{capacity: g.Rows}, nil)
	}
}
