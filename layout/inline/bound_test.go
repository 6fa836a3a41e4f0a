package inline

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/layout/unit"
)

// goals are the best of what Typst 0.15 and XeLaTeX with ctex reach at a measure,
// in thousandths of an em: the 95th percentile and the maximum of the gaps between
// Han on full lines.
var goals = []struct{ em, p95, most int }{
	{8, 91, 200}, {12, 46, 125}, {16, 33, 83}, {20, 0, 56}, {24, 0, 50}, {28, 0, 19}, {31, 0, 37}, {36, 0, 32}, {42, 0, 26},
}

// raggedGap is the gap that a ragged line counts as.
const raggedGap = 500

// bounds holds what no choice of line ends can better.
type bounds struct {
	most  int // the widest gap, in thousandths of an em
	lines int // lines with gaps above the goal
	over  int // gaps above the goal, in the result with the fewest such lines
}

// gapOf returns the gap between Han of the line from break i to break j, in
// thousandths of an em, and the number of its gaps; ok is false if the line is not
// permitted.
func (s *search) gapOf(i, j int) (gap, count int, ok bool) {
	var c candidate
	s.measureLine(&c, i, j)
	last := j == s.n
	switch {
	case c.nat-c.shrinkAll > c.target, last && i > 0 && s.lonely(s.from+i, s.from+j):
		return 0, 0, false
	case last:
		return 0, 0, true
	}
	f := c.solve(c.target, s.em)
	count = s.hanPairs(s.from+i, s.from+j)
	if f.torn(&c.trial, s.em) {
		return raggedGap, count, s.stuck(s.from+i, s.from+int(s.next[j]), s.measure)
	}
	if c.hans == 0 {
		return 0, 0, true
	}
	return int(f.hans * 1000 / (unit.Abs(c.hans) * s.em)), count, true
}

// hanPairs returns the number of gaps between two Han in the line [i,j).
func (p *Paragraph) hanPairs(i, j int) int {
	n := 0
	for k := i; k+1 < p.end(i, j); k++ {
		if p.atoms[k].class == cHan && p.atoms[k+1].class == cHan {
			n++
		}
	}
	return n
}

// bestPossible searches all permitted line ends of a paragraph, hyphens and places
// inside literals included: first for the least maximum, then for the fewest lines
// with gaps above a goal, of which none exceeds the goal for the maximum, or what
// the first search found. The prohibition of two hyphens in a row is left out,
// which can only make the bounds lower.
func bestPossible(p *Paragraph, measure unit.Abs, goal, goalMost int) bounds {
	least := explore(p, measure, goal, math.MaxInt)
	if least.most == math.MaxInt {
		return least
	}
	few := explore(p, measure, goal, max(goalMost, least.most))
	few.most = least.most
	return few
}

// explore is one search, with no gap above a limit.
func explore(p *Paragraph, measure unit.Abs, goal, limit int) bounds {
	ps := pass{least: brkInside, gaps: ragged}
	s := newSearch(p, 0, len(p.atoms), measure, ps, scratch{})
	const none = math.MaxInt
	best := slices.Repeat([]bounds{{none, none, none}}, s.n+1)
	best[0] = bounds{}
	for j := 1; j <= s.n; j++ {
		if j < s.n && !ps.usable(p.atoms[j-1].after) {
			continue
		}
		for i := j - 1; i >= 0 && p.sum[j].nat-p.sum[i].nat <= 3*measure; i-- {
			if best[i].most == none {
				continue
			}
			gap, count, ok := s.gapOf(i, j)
			if !ok || gap > limit {
				continue
			}
			b := &best[j]
			b.most = min(b.most, max(best[i].most, gap))
			lines, over := best[i].lines, best[i].over
			if gap > goal {
				lines, over = lines+1, over+count
			}
			if lines < b.lines || lines == b.lines && over < b.over {
				b.lines, b.over = lines, over
			}
		}
	}
	return best[s.n]
}

// boundTexts returns the paragraphs of testdata, or those of the file or folder
// that JIANBAO_QUALITY_TEXT names.
func boundTexts(t *testing.T) []string {
	name := os.Getenv("JIANBAO_QUALITY_TEXT")
	if name == "" {
		name = "../../testdata/paragraphs/plain.txt"
	}
	var texts []string
	err := filepath.WalkDir(name, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || path != name && !strings.HasSuffix(path, ".txt") {
			return err
		}
		data, err := os.ReadFile(path)
		for line := range strings.Lines(string(data)) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				texts = append(texts, line)
			}
		}
		return err
	})
	if err != nil || len(texts) == 0 {
		t.Fatalf("%s: %d paragraphs, %v", name, len(texts), err)
	}
	return texts
}

// TestBestPossible compares the lines with what a search over the same permitted
// line ends can reach at most, for the maximum of each paragraph and for the lines
// above the goal: there are few that could be better (RULES 4.3). With -v it
// prints both; JIANBAO_QUALITY_TEXT names other text.
func TestBestPossible(t *testing.T) {
	f := songFont()
	f.Stack.Latin = f.Stack.Han[:1]
	settings := bodySettings(f)
	texts := boundTexts(t)
	for _, g := range goals {
		measure := unit.Abs(g.em) * f.Size
		var ours, bound bounds
		total, worse := 0, 0
		for _, text := range texts {
			var log diag.List
			p := NewShaper().Prepare([]Run{{Text: text, Font: f}}, settings, &log)
			least := bestPossible(p, measure, g.p95, g.most)
			if least.most == math.MaxInt {
				continue // a unit is wider than the line
			}
			got, count := gapsOf(p, measure, g.p95)
			if got.most < least.most || got.lines < least.lines && got.most <= max(g.most, least.most) {
				t.Errorf("%d em: %+v is better than possible, %+v: %s", g.em, got, least, text)
			}
			if got.most > least.most {
				worse++
			}
			ours.most, bound.most = max(ours.most, got.most), max(bound.most, least.most)
			ours.lines, bound.lines = ours.lines+got.lines, bound.lines+least.lines
			ours.over, bound.over = ours.over+got.over, bound.over+least.over
			total += count
		}
		t.Logf("%2d em: widest gap %3d, possible %3d, goal %3d; lines with gaps above %2d: %3d, possible %3d; such gaps %3d and %3d of %4d, goal %3d; a wider maximum than possible in %d of %d paragraphs",
			g.em, ours.most, bound.most, g.most, g.p95, ours.lines, bound.lines, ours.over, bound.over, total, total/20, worse, len(texts))
		if os.Getenv("JIANBAO_QUALITY_TEXT") != "" {
			continue
		}
		if ours.most > max(bound.most, g.most) || worse > len(texts)/20 || ours.lines > bound.lines+bound.lines/10+2 {
			t.Errorf("%d em: too far from what is possible", g.em)
		}
	}
}

// gapsOf returns the widest gap of a paragraph's lines and the number of those
// above a goal, and of all.
func gapsOf(p *Paragraph, measure unit.Abs, goal int) (b bounds, total int) {
	s := newSearch(p, 0, len(p.atoms), measure, pass{least: brkInside, gaps: ragged}, scratch{})
	i := 0
	for _, j := range p.optimum(0, len(p.atoms), measure) {
		var c candidate
		s.measureLine(&c, i, j)
		if j < s.n {
			f := c.solve(c.target, p.em)
			gap := 0
			switch {
			case f.torn(&c.trial, p.em):
				gap = raggedGap
			case c.hans > 0:
				gap = int(f.hans * 1000 / (unit.Abs(c.hans) * p.em))
			}
			total += s.hanPairs(i, j)
			b.most = max(b.most, gap)
			if gap > goal {
				b.lines++
				b.over += s.hanPairs(i, j)
			}
		}
		i = j
	}
	return b, total
}
