package manifest

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

var (
	htmlTag = pattern.New(`^<(/?)([A-Za-z][0-9A-Za-z-]*)`) // CommonMark 6.6: <b-1> is no <b>
	tagSrc  = pattern.New(`(?i)\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))`)
	tagAlt  = pattern.New(`(?i)\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))`)
	tagHref = pattern.New(`(?i)\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))`)
)

// textTags are the elements that are set; of others, an error says what to write.
var textTags = [...]string{"br", "b", "strong", "i", "em", "sub", "sup", "small"}

var (
	tagValue = pattern.New(`(?i)[a-z_:@][a-z0-9_.:@-]*\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+)`)
	tagWord  = pattern.New(`(?i)^(?:hidden|nowrap|clear|contenteditable|draggable|itemscope|(?:data|aria|v)-.*)$`)
)

// copyInTag reports whether a tag holds words that are no attributes of HTML but rather copy:
// a<b and c>d, <p 值小于0.05>.
func copyInTag(tag []byte) bool {
	inside := htmlTag().ReplaceAll(bytes.TrimSuffix(tag, []byte(">")), nil)
	for _, word := range bytes.FieldsFunc(tagValue().ReplaceAll(inside, []byte(" ")), func(r rune) bool {
		return unicode.IsSpace(r) || r == '/' || r == '"' || r == '\''
	}) {
		if !tagWord().Match(word) {
			return true
		}
	}
	return false
}

// htmlStyle is an HTML element of styled or linked text that is open.
type htmlStyle struct {
	name string
	at   diag.Span
	link string // of <a>
}

// styled adds the style of open HTML elements to that of Markdown.
func (r *runs) styled(st style) style {
	for _, e := range r.elements {
		switch e.name {
		case "b", "strong":
			st.strong = true
		case "sub":
			st.script = content.Subscript
		case "sup":
			st.script = content.Superscript
		case "small":
		case "a":
			if st.link == "" {
				st.link = e.link
			}
		default:
			st.emphasis = true
		}
	}
	return st
}

// html reads a tag inside text. The tags of line breaks, bold text, emphasis and
// scripts mean what they do in HTML, and what is no element of HTML is copy.
func (r *runs) html(n *ast.RawHTML, st style) {
	from, to := n.Segments.At(0).Start, n.Segments.At(n.Segments.Len()-1).Stop
	m, at := r.m, r.m.place.At(from, to)
	source := m.data[from:to]
	if string(source) == emptyComment {
		return
	}
	tag := htmlTag().FindSubmatch(source)
	if tag == nil {
		m.fail("md-html", at)
		return
	}
	name, closing := strings.ToLower(string(tag[2])), len(tag[1]) > 0
	if slices.Contains(textTags[:], name) && copyInTag(source) {
		m.fail("md-html", at)
		return
	}
	switch name {
	case "br":
		r.flush()
		r.out = append(r.out, content.Break{Span: at})
		r.start = !r.cell
	case "sub", "sup":
		if !closing && !r.scriptTag(name, from) {
			m.fail("md-html-script", at, name)
			r.elements = append(r.elements, htmlStyle{name: name})
			return
		}
		r.element(htmlStyle{name: name, at: at}, closing)
	case "b", "strong", "i", "em":
		r.element(htmlStyle{name: name, at: at}, closing)
	case "small":
		if !closing {
			m.log.Add("md-html-small", at)
		}
		r.element(htmlStyle{name: name, at: at}, closing)
	default:
		if m.loader.linkRemote && r.web(webTag{name: name, closing: closing, from: from, to: to}, st) {
			return
		}
		if !isElement(name) && n.Segments.Len() == 1 {
			m.log.Add("md-html-none", at, content.Excerpt(string(source)))
			st.literal = true
			r.text(from, to, true, st)
			return
		}
		m.tag(name, source, at)
	}
}

// wordTag is a tag whose name has a prefix, as those that Word leaves in copied text: <o:p>,
// <st1:city w:st="on">.
var wordTag = pattern.New(`</?[A-Za-z][0-9A-Za-z-]*:[A-Za-z][0-9A-Za-z-]*(?:[ \t][^<>\n]*)?/?>`)

// wordTags reports such tags. No element of HTML has such a name, and no parser takes them
// for markup but for those that are like addresses.
func (m *markdown) wordTags() {
	if !m.hasAny("<") {
		return
	}
	for _, at := range wordTag().FindAllIndex(m.data, -1) {
		source := string(m.data[at[0]:at[1]])
		if m.plain(at[0]) && !autoLink().MatchString(source) {
			m.log.Add("md-html-none", m.place.At(at[0], at[1]), content.Excerpt(source))
		}
	}
}

// autoLink is an address between angle brackets (CommonMark 6.5).
var autoLink = pattern.New(`^<[A-Za-z][0-9A-Za-z.+-]{1,31}:[^\s<>]*>$`)

// element opens or closes an element of styled or linked text.
func (r *runs) element(e htmlStyle, closing bool) {
	n := len(r.elements)
	switch {
	case !closing:
		r.elements = append(r.elements, e)
	case n > 0 && r.elements[n-1].name == e.name:
		r.elements = r.elements[:n-1]
	default:
		r.m.fail("md-html", e.at)
	}
}

// tag reports a tag that is not supported, with what to write in its place.
func (m *markdown) tag(name string, source []byte, at diag.Span) {
	switch name {
	case "img":
		m.fail("md-html-picture", at, "!["+attribute(tagAlt().FindSubmatch(source))+"]("+angled(attribute(tagSrc().FindSubmatch(source)))+")")
	case "table":
		m.fail("md-table", at)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		m.fail("md-html-write", at, name, strings.Repeat("#", min(int(name[1]-'0'), maxLevel))+" …")
	case "ul", "li":
		m.fail("md-html-write", at, name, "- …")
	case "ol":
		m.fail("md-html-write", at, name, "1. …")
	case "u", "ins":
		m.fail("md-html-span", at, name, "[…]{.u}")
	case "ruby", "rb", "rt", "rp":
		m.fail("md-html-span", at, name, "[重庆]{chóng qìng}")
	case "hr":
		m.fail("md-html-write", at, name, "---")
	case "blockquote":
		m.fail("md-html-write", at, name, "> …")
	case "s", "del", "strike":
		m.fail("md-html-strike", at, name)
	case "iframe", "video", "audio", "embed", "object", "source":
		m.fail("md-html-media", at, name, attribute(tagSrc().FindSubmatch(source)))
	case "a":
		if href := attribute(tagHref().FindSubmatch(source)); href != "" {
			m.fail("md-html-link", at, href)
			return
		}
		m.fail("md-html", at)
	default:
		m.fail("md-html", at)
	}
}

// isElement reports whether a name in lower case is that of an element of HTML, or
// of the roots of SVG and MathML. Other names between angle brackets are copy:
// <姓名> is no tag for CommonMark, but <name> is.
func isElement(name string) bool { return slices.Contains(strings.Fields(htmlNames), name) }

const htmlNames = `a b blockquote br del em embed h1 h2 h3 h4 h5 h6 hr i iframe img li math ol s source strike strong sub
	sup table audio video object ul p abbr acronym address area article aside base bdi bdo big body button canvas caption center cite code col
	colgroup data datalist dd details dfn dialog dir div dl dt fieldset figcaption figure font footer form frame frameset
	head header hgroup html input ins kbd label legend link main map mark menu meta meter nav nobr noscript optgroup option
	output p param picture pre progress q rp rt ruby samp script search section select slot small span style summary svg
	tbody td template textarea tfoot th thead time title tr track tt u var wbr`

// attribute returns the value of an attribute from the groups of its pattern.
func attribute(groups [][]byte) string {
	for i := 1; i < len(groups); i++ {
		if len(groups[i]) > 0 {
			return string(groups[i])
		}
	}
	return ""
}

// angled puts a path that needs them between angle brackets (CommonMark 6.3).
func angled(path string) string {
	if strings.ContainsAny(path, " \t()") {
		return "<" + path + ">"
	}
	return path
}
