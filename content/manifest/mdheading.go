package manifest

import (
	"slices"

	"jianbao/content"
	"jianbao/content/numeral"
)

// maxLevel is the lowest level of headings.
const maxLevel = 4

// headingLevels sets the levels of an article's headings. Where some have a typed
// 一、 or （一）, the typed numbers decide: the highest form that the article has is
// level 1, and the next one that it has the level below (GB/T 9704 7.3.3). Else
// the number of # decides; if the first heading was the title, of the level title
// (0: none was), the highest of the others is level 1.
func headingLevels(body []content.Block, title int) {
	all := headingsOf(body)
	forms := make([]int, len(all)) // as levels of GB/T 9704; 0: no number
	typed := false
	for i, h := range all {
		if m, ok := numeral.At(flatText(h.Inlines)); ok {
			forms[i] = m.Level
		}
		typed = typed || forms[i] == 1 || forms[i] == 2
	}
	switch {
	case typed:
		typedLevels(all, forms)
	case title > 0 && len(all) > 0:
		top := slices.MinFunc(all, func(a, b *content.Heading) int { return a.Level - b.Level }).Level
		for _, h := range all {
			if top >= title {
				h.Level -= top - 1
			}
		}
	}
}

// typedLevels sets the levels of headings by the forms of their numbers. One
// without a number has the level of those with as many #; if there are none, it stands
// below those with fewer, on as many levels as the article has between.
func typedLevels(all []*content.Heading, forms []int) {
	var level [maxLevel + 1]int // by form
	for form, n := 1, 0; form <= maxLevel; form++ {
		if slices.Contains(forms, form) {
			n++
			level[form] = n
		}
	}
	var same [maxLevel + 1]int // by number of #: the level of the first numbered heading
	for i, h := range all {
		if form := forms[i]; form > 0 && same[h.Level] == 0 {
			same[h.Level] = level[form]
		}
	}
	given := make([]int, len(all)) // as many #
	for i, h := range all {
		given[i] = h.Level
	}
	for i, h := range all {
		if form := forms[i]; form > 0 {
			h.Level = level[form]
			continue
		}
		above := h.Level
		for above > 0 && same[above] == 0 {
			above--
		}
		switch {
		case above == 0:
			h.Level = 1
		case above == h.Level:
			h.Level = same[above]
		default:
			h.Level = min(same[above]+levelsIn(given, above+1, h.Level), maxLevel)
		}
	}
}

// levelsIn returns how many of the levels from one to another are in a list.
func levelsIn(list []int, from, to int) (n int) {
	for level := from; level <= to; level++ {
		if slices.Contains(list, level) {
			n++
		}
	}
	return n
}

// headingsOf returns the headings among blocks and inside them, in their order.
func headingsOf(blocks []content.Block) []*content.Heading {
	var all []*content.Heading
	for _, b := range blocks {
		switch b := b.(type) {
		case *content.Heading:
			all = append(all, b)
		case *content.Quote:
			all = append(all, headingsOf(b.Blocks)...)
		case *content.List:
			for _, item := range b.Items {
				all = append(all, headingsOf(item)...)
			}
		}
	}
	return all
}

// firstHeading returns the heading with which an article begins, nil if it
// begins with something else.
func firstHeading(body []content.Block) *content.Heading {
	i := slices.IndexFunc(body, func(b content.Block) bool { return !isFloat(b) })
	if i < 0 {
		return nil
	}
	h, _ := body[i].(*content.Heading)
	return h
}
