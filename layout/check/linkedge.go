package check

import (
	"regexp"
	"slices"
	"strings"

	"jianbao/layout/frame"
)

// linked is a part of a line's text that is a link, in bytes.
type linked struct {
	from, to int
	url      string
}

// linkedParts returns the parts of a line's text that are links to elsewhere.
func linkedParts(l *frame.Line) (parts []linked) {
	for _, k := range l.Links {
		if k.URL == "" {
			continue
		}
		part := linked{from: -1, url: k.URL}
		pos := 0
		for i, g := range l.Glyphs[:min(k.To, len(l.Glyphs))] {
			at := strings.Index(l.Text[pos:], g.Text)
			if at < 0 || g.Text == "" {
				continue
			}
			if i >= k.From && part.from < 0 {
				part.from = pos + at
			}
			pos += at + len(g.Text)
		}
		if part.to = pos; part.from >= 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

// linkEdges returns the byte offsets in the paragraph's text at which links begin or end,
// ascending. A link that goes on in the next line has none there.
func (p *paragraph) linkEdges() (edges []int) {
	open := "" // the link at the end of the line before
	for i, l := range p.lines {
		last := ""
		for _, k := range l.linked {
			if k.from > 0 || k.url != open {
				edges = append(edges, p.base[i]+k.from)
			}
			if last = ""; k.to == len(strings.TrimRight(l.Text, " \n")) {
				last = k.url
			}
			if last == "" || i+1 == len(p.lines) || len(p.lines[i+1].linked) == 0 || p.lines[i+1].linked[0].from > 0 || p.lines[i+1].linked[0].url != last {
				edges = append(edges, p.base[i]+k.to)
			}
		}
		open = last
	}
	slices.Sort(edges)
	return slices.Compact(edges)
}

// find returns the matches of a pattern in a text as long as the paragraph's, between the
// edges of links, which end addresses and identifiers.
func (c *context) find(re *regexp.Regexp, text []byte) (found [][]int) {
	from := 0
	for _, to := range append(slices.Clone(c.edges), len(text)) {
		for _, loc := range re.FindAllIndex(text[from:to], -1) {
			found = append(found, []int{loc[0] + from, loc[1] + from})
		}
		from = to
	}
	return found
}

// atLinkEdge reports whether a link begins or ends between runes i-1 and i, of a word and a
// number or beside an address or identifier, with three letters or digits at least on both
// sides (RULES 1.5).
func (c *context) atLinkEdge(i int) bool {
	sides := func(from, to int) bool {
		for k := from; k < to; k++ {
			if k < 0 || k >= len(c.runes) || c.runes[k] >= 0x80 || !isLetter(c.runes[k]) && !isDigit(c.runes[k]) {
				return false
			}
		}
		return true
	}
	if !sides(i-3, i+3) {
		return false
	}
	_, known := slices.BinarySearch(c.edges, c.offset[i])
	switch before, after := isLetter(c.runes[i-1]), isLetter(c.runes[i]); {
	case before != after:
		return known || c.noLinks
	case before:
		return known && (c.literal[i-1] != plainText || c.literal[i+1] != plainText)
	}
	return false
}
