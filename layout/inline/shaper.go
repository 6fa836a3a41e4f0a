package inline

import (
	"slices"
	"sync"

	"jianbao/content/diag"
	"jianbao/fonts"

	"github.com/go-text/typesetting/segmenter"
)

// Shaper prepares and breaks paragraphs. It keeps the caches that make this
// fast; it is not safe for concurrent use, and its results do not depend on
// what it was used for before.
type Shaper struct {
	shaped   map[shapeKey][]fonts.Shaped // words met before
	spare    storage                     // of a released paragraph
	searches *sync.Pool                  // of *scratch, shared by all paragraphs

	// Scratch of one Prepare.
	seg   segmenter.Segmenter
	chars []char
	brks  []brk
	runes []rune
	index []int32
	token []rune
	pairs []quotePair
	stack []int
	mates []int32
}

// storage is a paragraph's share of memory that Release hands to the next one.
type storage struct {
	atoms  []atom
	glyphs []glyph
	sum    []sums  // sum[i]: measures of atoms [0,i)
	solid  []int32 // solid[i]: end of the last atom before i that is not space
}

// NewShaper returns a Shaper with empty caches.
func NewShaper() *Shaper {
	return &Shaper{
		shaped:   make(map[shapeKey][]fonts.Shaped),
		searches: &sync.Pool{New: func() any { return new(scratch) }},
	}
}

// Prepare resolves the characters of a paragraph's runs to boxes and gaps, so
// that it can be broken at any measure. Characters that no face has are
// reported to log as errors, those set from another face than the first of
// their list as notices. A line break inside the paragraph is a Run's Break. The
// result stays valid until it is released.
func (s *Shaper) Prepare(runs []Run, settings Settings, log *diag.List) *Paragraph {
	p := &Paragraph{settings: settings, searches: s.searches}
	p.join(runs)
	if len(p.runs) == 0 {
		return p
	}
	chars := s.collect(p.runs)
	s.resolve(chars)
	brks := s.breaks(chars, &p.settings)
	opens := s.opens(chars, &p.settings)

	p.storage, s.spare = s.spare.grown(len(chars)), storage{}
	b := builder{s: s, p: p, chars: chars, log: log}
	b.boxes()
	b.join(brks, opens)
	b.hyphenate()
	p.total()
	return p
}

// join takes over the runs that have text, and their texts as one.
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

// Release gives a paragraph's storage back for the next one. The paragraph must
// not be broken again; lines it was broken into stay as they are.
func (s *Shaper) Release(p *Paragraph) {
	if cap(p.atoms) > cap(s.spare.atoms) {
		s.spare = p.storage
	}
	p.storage = storage{}
}

// grown returns the storage, emptied, with room for so many characters.
func (st storage) grown(chars int) storage {
	st.atoms = slices.Grow(st.atoms[:0], chars)
	st.glyphs = slices.Grow(st.glyphs[:0], chars+8)
	return st
}
