package manifest

import (
	"bytes"
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"jianbao/content"
	"jianbao/content/diag"
)

// picture reads a picture within text. One on the net is printed as a link where
// the manifest asks for that; any other is an error.
func (r *runs) picture(n *ast.Image, st style) {
	m := r.m
	if n.Reference != nil {
		m.used[util.ToLinkReference(n.Reference.Value)] = true
	}
	link, unprintable := address(n.Destination)
	switch {
	case unprintable != 0 && pictureURL().MatchString(link):
		m.fail("md-reference", m.imagePlace(n), int(unprintable))
	case m.linkedPicture(n):
		r.pictureLink(n, m.visibleAddress(webAddress(link), m.imagePlace(n)), st)
	case pictureURL().MatchString(link):
		m.fail("picture-url", m.imagePlace(n), content.Shortened(link))
	default:
		m.fail("md-image", m.imagePlace(n))
	}
}

// pictureLink adds the alternate text of a picture as a link to it, and in
// parentheses its caption and credit. A link around the picture holds. In place of
// alternate text that is missing are the caption, or else the name or address of
// the picture: a name such as 640 would be read as part of the text.
func (r *runs) pictureLink(n *ast.Image, link string, st style) {
	m := r.m
	if st.link == "" {
		st.link = link
	}
	inner := &runs{m: m, pending: -1, start: true}
	inner.children(n, style{})
	alt := inner.flat()
	name, from := m.sourceText(n.Destination, m.destination(n))
	title := m.title(n, from)
	caption, credit := splitTitle(title)
	if allInvisible(alt.Value) {
		alt, caption = caption, alt
	}
	if allInvisible(alt.Value) {
		alt.Value, alt.Place, st.literal = pictureName(link), name.Place, true
		if i := strings.LastIndex(name.Value, alt.Value); i > 0 {
			alt.Place = name.Place.Slice(i, len(name.Value))
		}
	}
	r.add(alt.Value, alt.Place, st)
	r.start = false
	st.literal, st.link = false, ""
	parts := slices.DeleteFunc([]content.Text{caption, credit}, func(t content.Text) bool {
		return allInvisible(t.Value) || t.Value == alt.Value
	})
	for i, t := range parts {
		r.add([]string{"（", "\u3000"}[i], t.Place.Slice(0, 0), st)
		r.caption(t, st)
	}
	if len(parts) > 0 {
		r.add("）", title.Place.Slice(0, 0), st)
	}
	m.log.Add("picture-remote", m.imagePlace(n), content.Shortened(link), content.Excerpt(alt.Value))
}

// caption adds a caption to the text.
func (r *runs) caption(t content.Text, st style) {
	for _, x := range r.m.loader.caption(t) {
		if run, ok := x.(content.Run); ok {
			part := st
			part.script, part.ruby, part.decoration = run.Script, run.Ruby, run.Decoration
			part.link = cmp.Or(run.Link, st.link)
			r.add(run.Value, run.Place, part)
		}
	}
}

// pictureName returns what identifies a picture on the net: the name of its file,
// or its address where that names no picture.
func pictureName(link string) string {
	u, err := url.Parse(link)
	if err != nil || !slices.Contains(pictureNameEndings(), strings.ToLower(path.Ext(u.Path))) {
		return link
	}
	if name := path.Base(u.Path); utf8.ValidString(name) && !strings.ContainsFunc(name, unicode.IsControl) {
		return name
	}
	return link
}

// pictureNameEndings returns extensions, in lower case, by which readers know a
// picture.
func pictureNameEndings() []string {
	return append(pictureEndings(), ".heic", ".avif", ".svg")
}

// webAddress returns a picture's address on the net, "" if it has none: of data:
// and file: there is nothing to link to.
func webAddress(link string) string {
	if strings.HasPrefix(link, "//") {
		link = "https:" + link
	}
	switch scheme, _, _ := strings.Cut(strings.ToLower(link), ":"); scheme {
	case "http", "https", "ftp":
		if followable(link) {
			return link
		}
	}
	return ""
}

// linkedPicture reports whether a node is a picture that is printed as a link, or a
// link around one.
func (m *markdown) linkedPicture(n ast.Node) bool {
	if !m.loader.linkRemote {
		return false
	}
	if m.linkedTag(n) {
		return true
	}
	image, _ := n.(*ast.Image)
	if link, ok := n.(*ast.Link); ok {
		image = onlyImage(link)
	}
	if image == nil {
		return false
	}
	link, unprintable := address(image.Destination)
	return unprintable == 0 && webAddress(link) != ""
}

// pictureSpace reports whether a node is the blank between two pictures that are
// printed as links.
func (m *markdown) pictureSpace(n ast.Node) bool {
	return m.isBlank(n) && !breaks(n) && m.linkedPicture(n.PreviousSibling()) && m.linkedPicture(n.NextSibling())
}

// follows reports whether a node is a picture after another one in the same line,
// both printed as links.
func (m *markdown) follows(n ast.Node) bool {
	if !m.linkedPicture(n) {
		return false
	}
	before := n.PreviousSibling()
	return m.linkedPicture(before) || m.pictureSpace(before)
}

// pictureLine reports whether the line before the end n of a line, or that after
// it, has nothing but pictures that are printed as links.
func (m *markdown) pictureLine(n *ast.Text) bool {
	if !m.loader.linkRemote {
		return false
	}
	before, after := false, false
	for s := n.PreviousSibling(); m.isBlank(n); s = s.PreviousSibling() {
		if s == nil || breaks(s) {
			if before {
				return true
			}
			break
		}
		if !m.linkedPicture(s) && !m.isBlank(s) {
			break
		}
		before = before || m.linkedPicture(s)
	}
	for s := n.NextSibling(); s != nil; s = s.NextSibling() {
		if !m.linkedPicture(s) && !m.isBlank(s) {
			return false
		}
		after = after || m.linkedPicture(s)
		if breaks(s) {
			break
		}
	}
	return after
}

// breaks reports whether a line ends with a node.
func breaks(n ast.Node) bool {
	t, ok := n.(*ast.Text)
	return ok && (t.SoftLineBreak() || t.HardLineBreak())
}

// isBlank reports whether a node is text without a visible character.
func (m *markdown) isBlank(n ast.Node) bool {
	t, ok := n.(*ast.Text)
	return ok && len(bytes.TrimSpace(t.Segment.Value(m.data))) == 0
}

// imagePlace returns the place of a picture inside text.
func (m *markdown) imagePlace(n *ast.Image) diag.Span {
	from := min(max(n.Pos(), 0), len(m.data))
	to := from + m.restOfLine(from)
	if tail, ok := m.tails[n]; ok && tail.to > from {
		to = tail.to
	}
	return m.place.At(from, to)
}
