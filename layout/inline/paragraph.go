package inline

import (
	"sync"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Paragraph is a text ready to be broken at any measure. It is not written to
// after Prepare.
type Paragraph struct {
	runs     []Run // those with text
	starts   []int // first byte of each run in text
	text     string
	settings Settings
	em       unit.Abs // the largest size of the runs
	storage

	hyphens    map[int32]glyph // by run
	hyphenated bool            // some word may be hyphenated
	searches   *sync.Pool      // the Shaper's
}

// Break sets the paragraph at a measure. It may be called again with another
// measure, from other goroutines too. An empty paragraph gives no line.
//
// Of each line it fills Text, X (the line's own indentation from the left edge
// of the measure), Width, Measure (what indentation and LastRoom leave of the
// measure), Size, First, Last, Justify, Repair, Ink, Glyphs, Links with a URL and
// Place; Y is 0. Callers set Kind, Section, Article, Block, Level, Grid and Y,
// and move X.
func (p *Paragraph) Break(measure unit.Abs) []frame.Line {
	if len(p.atoms) == 0 {
		return nil
	}
	var lines []frame.Line
	b := lineBuilder{p: p, arena: make([]frame.Glyph, 0, len(p.glyphs)+4)}
	for from := 0; from < len(p.atoms); {
		to := p.forcedEnd(from)
		ends := p.lineEnds(from, to, measure)
		i := from
		for k, j := range ends {
			lines = append(lines, p.line(&b, i, j, measure, k == len(ends)-1))
			i = j
		}
		if n := len(ends); n > 1 && len(lines) > 1 && p.lonely(ends[n-2], to) {
			lines[len(lines)-1].Repair = frame.RepairForced
		}
		from = to
	}
	return lines
}

// forcedEnd returns where the first hard break at or behind an atom ends its
// line.
func (p *Paragraph) forcedEnd(from int) int {
	to := from + 1
	for to < len(p.atoms) && p.atoms[to-1].after != brkForce {
		to++
	}
	return to
}

// lineEnds chooses the ends of the lines of atoms [from,to), which end in a hard
// break or the paragraph.
func (p *Paragraph) lineEnds(from, to int, measure unit.Abs) []int {
	if p.shaped() {
		return p.shape(from, to, measure)
	}
	return p.optimum(from, to, measure)
}

// shaped reports whether lines break for their shape and are never filled.
func (p *Paragraph) shaped() bool { return p.settings.Title || p.settings.Align == Center }

// line sets the line of atoms [i,j), the last before a hard break or not.
func (p *Paragraph) line(b *lineBuilder, i, j int, measure unit.Abs, last bool) frame.Line {
	target := p.target(measure, i == 0)
	if last {
		target -= p.settings.LastRoom
	}
	line := frame.Line{
		Text: p.text[p.atoms[i].from:p.textEnd(j)],
		Size: p.em, Measure: target, First: i == 0, Last: j == len(p.atoms),
		Justify: p.settings.Align == Justify && !last && !p.shaped(),
		Ink:     p.runs[p.atoms[i].run].Font.Ink,
	}
	b.build(&line, i, j)
	switch {
	case p.settings.Align == Center:
		line.X = (measure - line.Width) / 2
	case p.settings.Align == Right:
		line.X = measure - line.Width
	case i == 0:
		line.X = p.settings.Indent
	default:
		line.X = p.settings.Hang
	}
	p.place(&line, i, j)
	p.links(&line, i, j)
	return line
}

// textEnd returns the first byte of text behind the atoms before j.
func (p *Paragraph) textEnd(j int) int32 {
	if j < len(p.atoms) {
		return p.atoms[j].from
	}
	return int32(len(p.text))
}

// place finds where the line of atoms [i,j) stands in its source: up to its end
// where that is in the same source.
func (p *Paragraph) place(line *frame.Line, i, j int) {
	line.Place = p.span(i)
	if tail := p.span(j - 1); tail.Source == line.Place.Source && tail.End >= line.Place.Start {
		line.Place.End = tail.End
	}
}

// links collects the stretches of a line that belong to one link.
func (p *Paragraph) links(line *frame.Line, i, j int) {
	any := false
	for k := range p.runs {
		any = any || p.runs[k].Link != ""
	}
	if !any {
		return
	}
	e := p.end(i, j)
	g := 0
	for k := i; k < e; k++ {
		n := int(p.atoms[k].g1 - p.atoms[k].g0)
		if url := p.runs[p.atoms[k].run].Link; url != "" {
			if m := len(line.Links); m > 0 && line.Links[m-1].URL == url && line.Links[m-1].To == g {
				line.Links[m-1].To = g + n
			} else if n > 0 {
				line.Links = append(line.Links, frame.Link{From: g, To: g + n, URL: url})
			}
		}
		g += n
	}
}
