package inline

import (
	"math"
	"math/rand/v2"
	"testing"

	"jianbao/layout/unit"
)

// exhaustive prices every way to break p within a pass and returns the least.
func exhaustive(p *Paragraph, measure unit.Abs, ps pass) int64 {
	n := len(p.atoms)
	best := int64(math.MaxInt64)
	var walk func(i int, kind int, cost int64)
	walk = func(i, kind int, cost int64) {
		if i == n {
			best = min(best, cost)
			return
		}
		for j := i + 1; j <= n; j++ {
			if j < n && !ps.usable(p.atoms[j-1].after) {
				continue
			}
			t := p.try(i, j)
			target := p.target(measure, i == 0)
			if j == n {
				target -= p.set.LastRoom
			}
			if t.nat-t.shrinkAll > target {
				continue
			}
			nodes := make([]branch, n+1)
			nodes[i][kind] = node{ok: true, cost: cost}
			p.relax(nodes, 0, i, j, n, &t, target, ps, true)
			for k := range nodes[j] {
				if nodes[j][k].ok {
					walk(j, k, nodes[j][k].cost)
				}
			}
		}
	}
	walk(0, 0, 0)
	return best
}

// TestOptimumIsOptimal compares the search, which skips what cannot win, with
// every possible setting of short random paragraphs.
func TestOptimumIsOptimal(t *testing.T) {
	alphabet := []rune("天地玄黄宇宙洪荒日月盈昃，。、（）“”《》——…3a 5，。")
	rng := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		text := make([]rune, 6+rng.IntN(9))
		for i := range text {
			text[i] = alphabet[rng.IntN(len(alphabet))]
		}
		set := plain
		if rng.IntN(3) == 0 {
			set.Indent = 2 * bodySize
		}
		p := prepare(t, string(text), set)
		measure := unit.Abs(3+rng.IntN(4)) * bodySize
		for _, ps := range []pass{passes[0], passes[2]} {
			ends, cost := p.search(0, len(p.atoms), measure, ps, true)
			want := exhaustive(p, measure, ps)
			switch {
			case ends == nil && want != math.MaxInt64:
				t.Fatalf("%q at %v: nothing found, cost %d exists", string(text), measure, want)
			case ends != nil && cost != want:
				t.Fatalf("%q at %v: cost %d, least is %d", string(text), measure, cost, want)
			}
		}
	}
}
