package inline

import (
	"slices"
	"sync"

	"jianbao/content/diag"
	"jianbao/fonts"

	"github.com/go-text/typesetting/segmenter"
)

// Shaper prepares paragraphs. It caches shaped words and reuses memory; it is
// not safe for concurrent use, and its results do not depend on earlier calls.
type Shaper struct {
	Origins bool // whether lines get the places of their glyphs in the source

	shaped   map[shapeKey][]fonts.Shaped // shaped words
	spare    storage                     // storage of a released paragraph
	searches *sync.Pool                  // of *scratch, shared by all paragraphs

	// Memory of one call of Prepare, reused by the next.
	seg      segmenter.Segmenter
	chars    []char
	brks     []brk
	runes    []rune
	index    []int32
	token    []byte
	pairs    []quotePair
	literals []literal
	stack    []int
	mates    []int32
}

// storage is the memory of a paragraph that Release makes available to the next
// one.
type storage struct {
	atoms  []atom
	glyphs []glyph
	sum    []sums  // sum[i]: totals over atoms [0,i)
	solid  []int32 // solid[i]: end of the last atom before i that is not a space
}

// NewShaper returns a Shaper with empty caches.
func NewShaper() *Shaper {
	return &Shaper{
		shaped:   make(map[shapeKey][]fonts.Shaped),
		searches: &sync.Pool{New: func() any { return new(scratch) }},
	}
}

// Prepare resolves the characters of a paragraph's runs to boxes and gaps, so
// that it can be broken at any measure. Characters that no face has are reported
// to log as errors, those taken from a face other than the first of its list as
// notices. A hard break inside the paragraph is given by Run.Break. The result
// is valid until it is released.
func (s *Shaper) Prepare(runs []Run, settings Settings, log *diag.List) *Paragraph {
	p := &Paragraph{settings: settings, searches: s.searches, origins: s.Origins}
	p.join(runs)
	if len(p.runs) == 0 {
		return p
	}
	chars := s.collect(p.runs)
	s.tildes(p.text, chars)
	s.resolve(chars)
	if !settings.keepsBlanks() {
		chars = dropBlanks(chars)
	}
	s.findLiterals(chars)
	brks := s.breaks(chars, &p.settings)
	opens := s.opens(chars, &p.settings)

	p.storage, s.spare = s.spare.grown(len(chars)), storage{}
	b := builder{s: s, p: p, chars: chars, log: log}
	b.boxes()
	b.join(brks, opens)
	b.readings()
	b.hyphenate()
	p.total()
	return p
}

// join sets the paragraph's runs to those that have text, and its text to theirs
// joined.
func (p *Paragraph) join(runs []Run) {
	n := 0
	for i := range runs {
		if runs[i].Text == "" {
			if last := len(p.runs) - 1; last >= 0 && runs[i].Break {
				p.runs[last].Break = true
			}
			continue
		}
		p.runs = append(p.runs, runs[i])
		p.starts = append(p.starts, n)
		p.em = max(p.em, runs[i].Font.Size)
		p.decorated = p.decorated || runs[i].Decoration != (Decoration{})
		n += len(runs[i].Text)
	}
	switch len(p.runs) {
	case 0:
	case 1:
		p.text = p.runs[0].Text
	default:
		text := make([]byte, 0, n)
		for i := range p.runs {
			text = append(text, p.runs[i].Text...)
		}
		p.text = string(text)
	}
}

// Release makes a paragraph's storage available to the next one. The paragraph
// must not be broken again; its lines stay valid.
func (s *Shaper) Release(p *Paragraph) {
	if cap(p.atoms) > cap(s.spare.atoms) {
		s.spare = p.storage
	}
	p.storage = storage{}
}

// grown returns the storage, emptied, with capacity for a number of characters.
func (st storage) grown(chars int) storage {
	st.atoms = slices.Grow(st.atoms[:0], chars)
	st.glyphs = slices.Grow(st.glyphs[:0], chars+8)
	return st
}
