package manifest

import (
	"html"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// webTag is a tag of HTML that may show or link what is on the net.
type webTag struct {
	name     string // in lower case
	closing  bool
	from, to int // in the source
}

var (
	tagTitle = pattern.New(`(?i)\btitle\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))`)
	media    = []string{"img", "iframe", "video", "audio", "source", "embed"}
)

// isWebElement reports whether the tags of an element are read where what is on the
// net is printed as a link.
func isWebElement(name string) bool {
	return slices.Contains(media, name) || name == "a" || name == "picture"
}

// linkedTag reports whether a node is a tag that is printed as a link to what it shows.
func (m *markdown) linkedTag(n ast.Node) bool {
	raw, isRaw := n.(*ast.RawHTML)
	if !isRaw || !m.loader.linkRemote {
		return false
	}
	tag := webTag{from: raw.Segments.At(0).Start, to: raw.Segments.At(raw.Segments.Len() - 1).Stop}
	name := htmlTag().FindSubmatch(m.data[tag.from:tag.to])
	if name == nil {
		return false
	}
	tag.name, tag.closing = strings.ToLower(string(name[2])), len(name[1]) > 0
	return m.shown(tag) != ""
}

// shown returns the address on the net of what a tag shows, "" for none.
func (m *markdown) shown(tag webTag) string {
	if tag.closing || !slices.Contains(media, tag.name) {
		return ""
	}
	return webAddress(html.UnescapeString(attribute(tagSrc().FindSubmatch(m.data[tag.from:tag.to]))))
}

// web prints what is on the net and shown by a tag of HTML as a link, as a picture
// of Markdown is, and opens and closes the links of HTML. It reports false for tags
// that are no such.
func (r *runs) web(tag webTag, st style) bool {
	m := r.m
	source, at := m.data[tag.from:tag.to], m.place.At(tag.from, tag.to)
	switch {
	case tag.name == "a":
		href := html.UnescapeString(attribute(tagHref().FindSubmatch(source)))
		if !tag.closing && !followable(href) {
			return false
		}
		if !tag.closing {
			href = m.visibleAddress(href, at)
			m.blankAddress(href, at)
		}
		r.element(htmlStyle{name: "a", at: at, link: href}, tag.closing)
		return true
	case tag.name == "picture", tag.closing && slices.Contains(media, tag.name):
		return true
	case tag.name == "video" || tag.name == "audio" || tag.name == "source":
		if !tagSrc().Match(source) { // the address is that of an element inside
			return true
		}
	}
	link := m.shown(tag)
	if link == "" {
		return false
	}
	link = m.visibleAddress(link, at)
	if st.link == "" {
		st.link = link
	}
	text := m.attributeText(tag, tagAlt().FindSubmatchIndex(source))
	if allInvisible(text.Value) {
		text = m.attributeText(tag, tagTitle().FindSubmatchIndex(source))
	}
	if allInvisible(text.Value) {
		text = m.attributeText(tag, tagSrc().FindSubmatchIndex(source))
		st.literal = true
		if name := pictureName(link); tag.name == "img" {
			if i := strings.LastIndex(text.Value, name); i >= 0 {
				text.Place = text.Place.Slice(i, i+len(name))
			}
			text.Value = name
		}
	}
	r.add(text.Value, text.Place, st)
	r.start = false
	if tag.name == "img" {
		m.log.Add("picture-remote", at, content.Shortened(link), content.Excerpt(text.Value))
	} else {
		m.log.Add("media-remote", at, tag.name, content.Excerpt(text.Value))
	}
	return true
}

// attributeText returns the value of an attribute from the offsets of its pattern's
// groups in the tag.
func (m *markdown) attributeText(tag webTag, groups []int) content.Text {
	for i := 2; i+1 < len(groups); i += 2 {
		from, to := groups[i], groups[i+1]
		if from < 0 || from == to {
			continue
		}
		from, to = tag.from+from, tag.from+to
		t := content.Text{Value: html.UnescapeString(string(m.data[from:to])), Place: m.place.Slice(from, to)}
		if len(t.Value) != to-from { // character references: all of it has the place of its beginning
			t.Place = diag.Place{Source: m.place.Source, Steps: []diag.Step{{Off: 0, Src: m.place.At(from, to).Start}}}
		}
		return t
	}
	return content.Text{}
}
