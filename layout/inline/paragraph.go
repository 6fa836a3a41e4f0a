package inline

import (
	"slices"
	"strings"
	"sync"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/inline/hyphen"
	"jianbao/layout/unit"

	"github.com/go-text/typesetting/segmenter"
)

// shaperState is what a Shaper keeps between paragraphs: scratch space, and the
// shapes of words met before.
type shaperState struct {
	shaped map[shapeKey][]fonts.Shaped
	seg    segmenter.Segmenter
	chars  []char
	brks   []brk
	runes  []rune
	index  []int32
	token  []rune
	pairs  []quotePair
	stack  []int
	mates  []int32
	spare  storage
	nodes  *sync.Pool // of *[]branch, shared by the paragraphs' searches
}

// storage is what a paragraph needs for as long as it may be broken again.
type storage struct {
	atoms  []atom
	glyphs []glyph
	sum    []sums
	solid  []int32
}

// NewShaper returns a Shaper with empty caches.
func NewShaper() *Shaper {
	return &Shaper{shaperState{
		shaped: make(map[shapeKey][]fonts.Shaped),
		nodes:  &sync.Pool{New: func() any { return new([]branch) }},
	}}
}

// paragraphState is a paragraph ready to be broken. It is not written to after
// Prepare.
type paragraphState struct {
	runs       []Run
	set        Settings
	text       string
	starts     []int // first byte of each run in text
	em         unit.Abs
	storage    // solid: end of what is not space, up to each atom
	nodes      *sync.Pool
	hyphens    map[int32]glyph
	hyphenated bool
}

// Prepare resolves a paragraph's characters to boxes and gaps. Characters that
// no face has are reported as errors, those set from another face than the
// first of their list as notices. Runs must share one paragraph: a line break
// inside it is a Run's Break.
func (s *Shaper) Prepare(runs []Run, set Settings, log *diag.List) *Paragraph {
	p := &Paragraph{paragraphState{set: set, nodes: s.nodes}}
	for i := range runs {
		if runs[i].Text != "" {
			p.runs = append(p.runs, runs[i])
		} else if n := len(p.runs); n > 0 && runs[i].Break {
			p.runs[n-1].Break = true
		}
	}
	if len(p.runs) == 0 {
		return p
	}
	text, chars := s.collect(p.runs)
	p.text = text
	base := 0
	for i := range p.runs {
		p.starts = append(p.starts, base)
		base += len(p.runs[i].Text)
		p.em = max(p.em, p.runs[i].Font.Size)
	}
	s.resolve(chars, set.Locale)
	brks := s.breaks(chars, &p.set)
	p.storage, s.spare = s.spare, storage{}
	p.atoms = slices.Grow(p.atoms[:0], len(chars))
	p.glyphs = slices.Grow(p.glyphs[:0], len(chars)+8)
	b := builder{s: s, runs: p.runs, set: &p.set, text: text, chars: chars, log: log, starts: p.starts, p: p}
	b.boxes()
	b.join(brks, s.opens(chars, &p.set))
	if set.Hyphenate && !set.Title {
		b.hyphenate()
	}
	p.total()
	return p
}

// Release gives a paragraph's storage back for the next one. The paragraph must
// not be broken again; lines it was broken into stay as they are.
func (s *Shaper) Release(p *Paragraph) {
	if cap(p.atoms) > cap(s.spare.atoms) {
		s.spare = p.storage
	}
	p.storage = storage{}
}

// hyphenate marks the hyphenation points of the Latin words. Only an unspaced
// stretch that is letters but for the punctuation around it is a word;
// addresses, formulas and names with digits are left whole.
func (b *builder) hyphenate() {
	atoms, text := b.p.atoms, b.p.text
	for i := 0; i < len(atoms); {
		if !atoms[i].latin() {
			i++
			continue
		}
		j := i
		for j < len(atoms) && atoms[j].latin() {
			j++
		}
		from, to := i, j
		for from < to && strings.IndexByte("([\"'", text[atoms[from].from]) >= 0 {
			from++
		}
		for to > from && strings.IndexByte(".,;:!?)]\"'", text[atoms[to-1].from]) >= 0 {
			to--
		}
		if to-from > hyphen.Left+hyphen.Right-1 && atoms[from].run == atoms[to-1].run {
			b.hyphenateWord(from, to)
		}
		i = j
	}
}

func (b *builder) hyphenateWord(from, to int) {
	atoms := b.p.atoms
	start := atoms[from].from
	k := from
	for _, at := range hyphen.English(b.p.text[start:atoms[to-1].to]) {
		for k < to && atoms[k].to-start < int32(at) {
			k++
		}
		// A point inside a ligature's cluster is no place to divide.
		if k < to-1 && atoms[k].to-start == int32(at) && atoms[k].after == brkAny {
			atoms[k].after = brkHyphen
			b.addHyphen(atoms[k].run)
		}
	}
}

func (b *builder) addHyphen(run int32) {
	p := b.p
	if p.hyphens == nil {
		p.hyphens = make(map[int32]glyph)
	}
	if _, ok := p.hyphens[run]; ok {
		p.hyphenated = true
		return
	}
	if g, ok := b.hyphen(b.runs[run].Font); ok {
		p.hyphens[run] = g
		p.hyphenated = true
	}
}

// Break sets the paragraph at a measure. See the contract at Paragraph.
func (p *Paragraph) Break(measure unit.Abs) []frame.Line {
	if len(p.atoms) == 0 {
		return nil
	}
	var lines []frame.Line
	arena := make([]frame.Glyph, 0, len(p.glyphs)+4)
	shaped := p.set.Title || p.set.Align == Center
	for from := 0; from < len(p.atoms); {
		to := from + 1
		for to < len(p.atoms) && p.atoms[to-1].after != brkForce {
			to++
		}
		var ends []int
		if shaped {
			ends = p.shape(from, to, measure)
		} else {
			ends = p.optimum(from, to, measure, true)
		}
		i := from
		for k, j := range ends {
			target := p.target(measure, i == 0)
			lastOf := k == len(ends)-1
			if lastOf {
				target -= p.set.LastRoom
			}
			line := frame.Line{
				Size: p.em, Measure: target, First: i == 0, Last: j == len(p.atoms),
				Justify: p.set.Align == Justify && !lastOf && !shaped,
				Ink:     p.runs[p.atoms[i].run].Font.Ink,
			}
			arena = p.build(&line, arena, i, j, target, line.Justify)
			p.describe(&line, i, j, measure)
			lines = append(lines, line)
			i = j
		}
		if len(ends) > 1 {
			p.flag(lines, ends[len(ends)-2], to)
		}
		from = to
	}
	return lines
}

// describe fills what a line says about itself.
func (p *Paragraph) describe(line *frame.Line, i, j int, measure unit.Abs) {
	end := int32(len(p.text))
	if j < len(p.atoms) {
		end = p.atoms[j].from
	}
	line.Text = p.text[p.atoms[i].from:end]
	switch {
	case p.set.Align == Center:
		line.X = (measure - line.Width) / 2
	case p.set.Align == Right:
		line.X = measure - line.Width
	case i == 0:
		line.X = p.set.Indent
	default:
		line.X = p.set.Hang
	}
	first, last := p.atoms[i].run, p.atoms[j-1].run
	line.Place = p.runs[first].Place.At(int(p.atoms[i].from)-p.starts[first], int(p.atoms[i].to)-p.starts[first])
	if tail := p.runs[last].Place.At(int(p.atoms[j-1].from)-p.starts[last], int(p.atoms[j-1].to)-p.starts[last]); tail.Source == line.Place.Source && tail.End >= line.Place.Start {
		line.Place.End = tail.End
	}
	p.links(line, i, j)
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
