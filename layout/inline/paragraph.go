package inline

import (
	"slices"
	"sync"

	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Paragraph is a text prepared for breaking at any measure. It is not written to
// after Prepare.
type Paragraph struct {
	runs     []Run // those with text
	starts   []int // first byte of each run in text
	text     string
	settings Settings
	em       unit.Abs // the largest size of the runs
	storage

	ranks     uint32          // bit b: there are breaks of class b
	spread    bool            // there is a tab or a run of several blanks
	inkless   bool            // there are shaped glyphs without ink
	hyphens   map[int32]glyph // by run
	decorated bool            // a run has marks
	rubies    []ruby          // by atoms, ascending
	searches  *sync.Pool      // the Shaper's
	origins   bool            // the Shaper's Origins
}

// Break breaks the paragraph into lines at a measure. It may be called several
// times, also with other measures and from several goroutines at once. An empty
// paragraph has no lines.
//
// Of each line it sets Text, X (the line's indentation from the left edge of the
// measure), Width, Measure (the measure less indentation and LastRoom), Size,
// First, Last, Justify, Repair, InWord, Carried, Inkless, Ink, Glyphs, Links with a URL, Calls, Decorations, Rubies, Place, and Origins if the Shaper has them; Y is
// 0. Callers set Kind, Section, Article, Block, Level, Grid and Y, and move X.
func (p *Paragraph) Break(measure unit.Abs) []frame.Line { return p.BreakBeside(0, measure, measure) }

// BreakBeside is Break with a lesser measure for the first lines, which stand beside
// a picture (RULES 18.3). They end where they would if all lines had that measure;
// the rest is divided by itself.
func (p *Paragraph) BreakBeside(beside int, lesser, full unit.Abs) []frame.Line {
	if len(p.atoms) == 0 {
		return nil
	}
	var lines []frame.Line
	b := lineBuilder{p: p, arena: make([]frame.Glyph, 0, len(p.glyphs)+4)}
	for from := 0; from < len(p.atoms); {
		to, measure := p.forcedEnd(from), full
		if len(lines) < beside {
			measure = lesser
		}
		d := p.divide(from, to, measure)
		ends, whole := d.ends, true
		if most := beside - len(lines); most > 0 && len(ends) > most {
			ends, to, whole = ends[:most], ends[most-1], false
		}
		lines = slices.Grow(lines, len(ends))
		i := from
		for k, j := range ends {
			lines = append(lines, p.line(&b, i, j, measure, d.unfilled || whole && k == len(ends)-1))
			lines[len(lines)-1].InWord = slices.Contains(d.inWord, j)
			i = j
		}
		if d.cut {
			// The marks left out are no text that a rule could speak of.
			lines[len(lines)-1].Repair, lines[len(lines)-1].Last = frame.RepairNone, to == len(p.atoms)
		}
		if n := len(ends); whole && n > 1 && !d.unfilled && !p.settings.Cell && len(lines) > 1 && p.lonely(ends[n-2], to) {
			lines[len(lines)-1].Repair = frame.RepairForced
		}
		from = to
	}
	return lines
}

// Aligned returns the paragraph with another alignment of its lines.
func (p *Paragraph) Aligned(align Align) *Paragraph {
	other := *p
	other.settings.Align = align
	return &other
}

// forcedEnd returns the end of the line that the first hard break at or after an
// atom ends.
func (p *Paragraph) forcedEnd(from int) int {
	to := from + 1
	for to < len(p.atoms) && p.atoms[to-1].after != brkForce {
		to++
	}
	return to
}

// divide chooses the line ends of atoms [from,to), which end with a hard break or
// with the paragraph.
func (p *Paragraph) divide(from, to int, measure unit.Abs) division {
	if p.settings.Cell && p.try(from, to).nat <= p.target(measure, from) {
		return division{ends: []int{to}} // most cells
	}
	if p.shaped() || p.settings.Words && p.settings.Locale == ZhHans {
		if d, ok := p.shape(from, to, measure); ok {
			return d
		}
	}
	if end, ok := p.cutRow(from, to, measure); ok {
		return division{ends: []int{end}, cut: true}
	}
	if ends := p.divideFields(from, to, measure); ends != nil {
		return division{ends: ends, unfilled: true}
	}
	return division{ends: p.optimum(from, to, measure)}
}

// shaped reports whether lines are broken for their shape and are never filled.
func (p *Paragraph) shaped() bool { return p.settings.Title || p.settings.Align == Center }

// line builds the line of atoms [i,j), which is not filled if it is the last.
func (p *Paragraph) line(b *lineBuilder, i, j int, measure unit.Abs, last bool) frame.Line {
	target := p.target(measure, i)
	if last {
		target -= p.settings.LastRoom
	}
	line := frame.Line{
		Text: p.text[p.atoms[i].from:p.textEnd(j)],
		Size: p.em, Measure: target, First: i == 0, Last: j == len(p.atoms),
		Justify: p.settings.Align == Justify && !last && !p.shaped(),
		Ink:     p.runs[p.atoms[i].run].Font.Ink,
		Inkless: p.inkless,
	}
	b.build(&line, i, j)
	if line.Repair == frame.RepairRagged {
		may, carried := p.mayBeRagged(i, j, measure)
		if line.Carried = carried; !may {
			line.Repair = frame.RepairForced
		}
	}
	switch {
	case p.settings.Align == Center:
		line.X = (measure - line.Width) / 2
	case p.settings.Align == Right:
		line.X = measure - line.Width
	default:
		line.X = p.indent(i)
	}
	p.place(&line, i, j)
	if p.origins {
		p.trace(&line, i, j)
	}
	p.links(&line, i, j)
	p.calls(&line, i, j)
	p.decorate(&line, i, j)
	p.annotate(&line, i, j)
	return line
}

// textEnd returns the byte offset in the text at which atom j begins.
func (p *Paragraph) textEnd(j int) int32 {
	if j < len(p.atoms) {
		return p.atoms[j].from
	}
	return int32(len(p.text))
}

// place sets the line's place in the source: that of atoms [i,j), or of the first
// alone if they are not in the same source. Words that a form adds (（来源：) have no
// place.
func (p *Paragraph) place(line *frame.Line, i, j int) {
	for line.Place = p.span(i); line.Place.Source == nil && i+1 < j; {
		i++
		line.Place = p.span(i)
	}
	for j-1 > i && p.runs[p.atoms[j-1].run].Place.Source == nil {
		j--
	}
	if tail := p.span(j - 1); tail.Source == line.Place.Source && tail.End >= line.Place.Start {
		line.Place.End = tail.End
	}
}

// trace sets the places of a line's glyphs in the source.
func (p *Paragraph) trace(line *frame.Line, i, j int) {
	line.Origins = make([]int32, 0, len(line.Glyphs))
	for k := i; k < p.end(i, j); k++ {
		a := &p.atoms[k]
		for q := a.g0; q < a.g1; q++ {
			g := &p.glyphs[q]
			line.Origins = append(line.Origins, origin(p.spanOf(a.run, g.from, g.to), line))
		}
	}
	for len(line.Origins) < len(line.Glyphs) { // a hyphen
		line.Origins = append(line.Origins, -1)
	}
}

// origin returns the byte of a line's source at which a span begins; -1 if the span is
// in another source, or in none.
func origin(s diag.Span, line *frame.Line) int32 {
	if s.Source == nil || s.Source != line.Place.Source {
		return -1
	}
	return int32(s.Start)
}

// links sets the ranges of a line's glyphs that belong to links.
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
