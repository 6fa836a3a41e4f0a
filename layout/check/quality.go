package check

import (
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Quality collects the visible results of line breaking over many paragraphs at
// one measure. Lengths are in thousandths of an em.
type Quality struct {
	Paragraphs, Lines int
	gaps              []int // added width between two Han on full lines
	LastOne           int   // last lines of one character, of paragraphs of several lines
	LastShort         int   // last lines that are too short by RULES 4.4
	BadStart, BadEnd  int
	ScriptFrom        int // narrowest Han–Latin gap; 0: there is none
	ScriptTo          int // widest Han–Latin gap
	Loose, Forced     int // lines flagged so
	Ragged            int // lines flagged so; each gap between Han in them counts as ½ em
	Hyphens           int
	StretchedRun      int    // most consecutive stretched lines of a paragraph
	Worst             string // line with the widest gap between Han, and the line after it
	widest            int
}

// Add adds the lines of one paragraph, with the arguments of Lines.
func (q *Quality) Add(source string, lines []frame.Line, settings Settings) {
	p := paragraph{settings: settings, source: &source}
	for i := range lines {
		p.lines = append(p.lines, fromFrame(&lines[i], nil))
	}
	c := collector{page: -1}
	p.check(&c)
	q.count(&p)
}

func (q *Quality) count(p *paragraph) {
	n := len(p.lines)
	if n == 0 {
		return
	}
	q.Paragraphs++
	q.Lines += n
	run := 0
	for i, l := range p.lines {
		switch l.Repair {
		case frame.RepairLoose:
			q.Loose++
		case frame.RepairForced:
			q.Forced++
		case frame.RepairRagged:
			q.Ragged++
		}
		if l.hyphenated() {
			q.Hyphens++
		}
		if l.Repair == frame.RepairStretch || l.Repair == frame.RepairLoose {
			run++
			q.StretchedRun = max(q.StretchedRun, run)
		} else {
			run = 0
		}
		full := i < n-1 && !p.forcedEnd[i]
		q.countGaps(p, i, full)
		if full {
			// Counted whether flagged or not, since a reader does not see flags.
			at := p.ctx.index.of(p.base[i+1])
			switch rule := p.ctx.noBreak(at, p.settings.Level, l.hyphenated()); rule {
			case "":
			case "line-end 1.2", "line-end 1.3 gb", "line-end UAX14":
				q.BadEnd++
			default:
				q.BadStart++
			}
		}
	}
	if n == 1 || p.forcedEnd[n-2] {
		return
	}
	seen := 0
	for j := range p.cells[n-1] {
		if k := p.classAt(&p.cells[n-1][j], true); k == han || k == latin || k == other {
			seen++
		}
	}
	if seen <= 1 {
		q.LastOne++
	}
	if _, short := p.shortLast(); short {
		q.LastShort++
	}
}

func (q *Quality) countGaps(p *paragraph, i int, full bool) {
	for j, g := range p.gaps[i] {
		size := max(p.cells[i][j].size, p.cells[i][j+1].size)
		milli := int(unit.Abs(1000).Scale(int64(g.width), int64(size)))
		if full && g.typed == "" && p.between(i, j, han, han) {
			if p.lines[i].Repair == frame.RepairRagged {
				milli = 500
			}
			q.gaps = append(q.gaps, milli)
			if milli > q.widest {
				q.widest, q.Worst = milli, p.lines[i].Text+"|"+p.lines[i+1].Text
			}
		}
		if yes, sure := p.scripts(i, j); yes && sure && (g.typed == "" || g.typed == " ") {
			if q.ScriptFrom == 0 || milli < q.ScriptFrom {
				q.ScriptFrom = milli
			}
			q.ScriptTo = max(q.ScriptTo, milli)
		}
	}
}

// Gap returns the 95th percentile and the maximum of the gaps between Han on
// full lines, in thousandths of an em.
func (q *Quality) Gap() (p95, most int) {
	if len(q.gaps) == 0 {
		return 0, 0
	}
	slices.Sort(q.gaps)
	n := len(q.gaps)
	return q.gaps[min(n-1, (n*95+99)/100-1)], q.gaps[n-1]
}
