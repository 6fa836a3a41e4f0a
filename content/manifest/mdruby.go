package manifest

import (
	"strings"

	"jianbao/content/pattern"
)

var (
	rubyElement = pattern.New(`(?is)<ruby(?:\s[^<>]*)?>(.*?)</ruby>`)
	// rubyPair is a base with its reading.
	rubyPair = pattern.New(`(?is)\s*(?:<rb>\s*)?([^<]*?)\s*(?:</rb>\s*)?(?:<rp>[^<]*</rp>\s*)?<rt(?:\s[^<>]*)?>\s*([^<]*?)\s*</rt>\s*(?:<rp>[^<]*</rp>\s*)?`)
)

// rubyTags reads <ruby>重庆<rt>chóng qìng</rt></ruby> as [重庆]{chóng qìng}. What stands
// above other text than Han, or is no reading, is reported with what can be written
// instead.
func (m *markdown) rubyTags() {
	if !m.hasAny("<ruby", "<RUBY", "<Ruby") {
		return
	}
	var edits []edit
	code := codeIn(m.data)
	for _, at := range rubyElement().FindAllSubmatchIndex(m.data, -1) {
		if code.has(at[0]) || escaped(m.data, at[0]) {
			continue
		}
		tags, written := m.rubyPairs(at)
		if tags == nil {
			m.fail("md-html-span", m.place.At(at[0], at[1]), "ruby", strings.Join(strings.Fields(written), " "))
			tags = []edit{{span{at[0], at[1]}, ""}}
		}
		edits = append(edits, tags...)
	}
	m.apply(edits)
}

// rubyPairs returns the edits of the tags of a ruby element's match that make readings of
// it; nil if not all of its text is Han with readings, and then its text with what stands
// above it in brackets.
func (m *markdown) rubyPairs(at []int) (tags []edit, written string) {
	var text strings.Builder
	ok, end := true, at[2] // of the pair before
	before := span{at[0], at[2]}
	for _, p := range rubyPair().FindAllSubmatchIndex(m.data[at[2]:at[3]], -1) {
		for i := range p {
			p[i] += at[2]
		}
		base, reading := string(m.data[p[2]:p[3]]), string(m.data[p[4]:p[5]])
		ok = ok && p[0] == end && readingsOf(base, reading) != nil
		text.WriteString(base + "（" + reading + "）")
		opening := "["
		if len(tags) > 0 {
			opening = "}["
		}
		tags = append(tags, edit{span{before.from, p[2]}, opening}, edit{span{p[3], p[4]}, "]{"})
		before.from, end = p[5], p[1]
	}
	if !ok || len(tags) == 0 || end != at[3] {
		return nil, text.String()
	}
	return append(tags, edit{span{before.from, at[1]}, "}"}), ""
}
