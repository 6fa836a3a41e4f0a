package manifest

import (
	"slices"

	"jianbao/content"
	"jianbao/content/numeral"
)

// wordLevels sets the levels of the headings of a document of Word, of which some are
// headings by style. Typed numbers decide, as in Markdown, unless they contradict the
// styles: 一、 in style Heading 2 below a Heading 1 without a number. Then the styles
// decide, if each form of numbers has one style; otherwise the first such heading is
// reported.
func (l *loader) wordLevels(body []content.Block, title int, styled map[*content.Heading]bool) {
	all := headingsOf(body)
	forms, given := make([]int, len(all)), make([]int, len(all))
	for i, h := range all {
		given[i] = h.Level
		if m, ok := numeral.At(flatText(h.Inlines)); ok {
			forms[i] = m.Level
		}
	}
	headingLevels(body, title)
	i := contrary(all, forms, given, styled)
	if i < 0 {
		return
	}
	levels, ok := styleLevels(all, forms, given, styled)
	if !ok {
		l.log.Add("docx-heading-level", all[i].Span, content.Excerpt(lineOf(all[i])), given[i], all[i].Level)
		return
	}
	for i, h := range all {
		h.Level = levels[i]
	}
}

// contrary returns the index of the first heading that is set on the level of one that
// is above it by its style, or higher, because of its number; -1 if there is none.
func contrary(all []*content.Heading, forms, given []int, styled map[*content.Heading]bool) int {
	var highest [maxLevel + 1][maxLevel + 1]int // by form and level that is set: the highest level by style
	for i, h := range all {
		if best := &highest[forms[i]][h.Level]; styled[h] && (*best == 0 || given[i] < *best) {
			*best = given[i]
		}
	}
	for i, h := range all {
		if forms[i] == 0 || !styled[h] {
			continue
		}
		for form := range highest {
			for _, level := range highest[form][h.Level:] {
				if form != forms[i] && level > 0 && level < given[i] {
					return i
				}
			}
		}
	}
	return -1
}

// styleLevels returns the levels of headings by their styles, without the levels that the
// article does not have. A heading that has no style has the level of those with its form
// of number, or the one below the next higher form. ok is false if one form has several
// styles, two forms have one, or the first heading is not of the highest.
func styleLevels(all []*content.Heading, forms, given []int, styled map[*content.Heading]bool) (levels []int, ok bool) {
	var byForm, formOf [maxLevel + 1]int
	used := []int{}
	for i, h := range all {
		if !styled[h] {
			continue
		}
		form, level := forms[i], given[i]
		used = append(used, level)
		if form == 0 {
			continue
		}
		if byForm[form] != 0 && byForm[form] != level || formOf[level] != 0 && formOf[level] != form {
			return nil, false
		}
		byForm[form], formOf[level] = level, form
	}
	first := used[0]
	slices.Sort(used)
	used = slices.Compact(used)
	if first != used[0] || !styled[all[0]] {
		return nil, false
	}
	rank := func(level int) int { return slices.Index(used, level) + 1 }
	below := 0 // the level of the form above
	for form := 1; form <= maxLevel; form++ {
		switch {
		case byForm[form] > 0:
			below = rank(byForm[form])
		case slices.Contains(forms, form):
			if below == 0 {
				below = len(used)
			}
			below = min(below+1, maxLevel)
		}
		byForm[form] = below
	}
	levels = make([]int, len(all))
	for i, h := range all {
		if levels[i] = rank(given[i]); !styled[h] {
			levels[i] = byForm[forms[i]]
		}
	}
	return levels, true
}
