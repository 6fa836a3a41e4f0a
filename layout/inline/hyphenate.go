package inline

import (
	"sort"
	"strings"

	"jianbao/layout/inline/hyphen"
)

// hyphenate marks the hyphenation points of Latin words if the settings allow
// hyphenation. A word is a sequence without spaces that consists of letters,
// with or without punctuation around them; addresses, formulas and names with
// digits are never hyphenated.
func (b *builder) hyphenate() {
	if !b.p.settings.Hyphenate || b.p.settings.Title {
		return
	}
	atoms, text := b.p.atoms, b.p.text
	for i := 0; i < len(atoms); {
		if !atoms[i].latin() {
			i++
			continue
		}
		j := i
		for j < len(atoms) && atoms[j].latin() && (j == i || atoms[j-1].after != brkForce) {
			j++
		}
		from, to := i, j
		for from < to && strings.IndexByte("([\"'", text[atoms[from].from]) >= 0 {
			from++
		}
		for to > from && strings.IndexByte(".,;:!?)]\"'", text[atoms[to-1].from]) >= 0 {
			to--
		}
		b.hyphenateParts(from, to)
		i = j
	}
}

// hyphenateParts hyphenates the words of a compound such as
// environment-monitoring.
func (b *builder) hyphenateParts(from, to int) {
	atoms := b.p.atoms
	for from < to {
		end := from
		for end < to && b.p.text[atoms[end].from] != '-' {
			end++
		}
		if end-from > hyphen.Left+hyphen.Right-1 && atoms[from].run == atoms[end-1].run && !b.literalIn(atoms[from].from, atoms[end-1].to) {
			b.hyphenateWord(from, end)
		}
		from = end + 1
	}
}

// literalIn reports whether a part of the text [from,to) is in a literal.
func (b *builder) literalIn(from, to int32) bool {
	literals := b.s.literals
	k := sort.Search(len(literals), func(k int) bool { return b.chars[literals[k].to-1].end > from })
	return k < len(literals) && b.chars[literals[k].from].at < to
}

func (b *builder) hyphenateWord(from, to int) {
	atoms := b.p.atoms
	start := atoms[from].from
	k := from
	for _, at := range hyphen.English(b.p.text[start:atoms[to-1].to]) {
		for k < to && atoms[k].to-start < int32(at) {
			k++
		}
		// A point inside the cluster of a ligature cannot be used.
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
		return
	}
	if g, ok := b.hyphen(p.runs[run].Font); ok {
		p.hyphens[run] = g
		p.ranks |= 1 << brkHyphen
	}
}
