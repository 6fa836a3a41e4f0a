package docx

import (
	"strings"

	"jianbao/content/docx/opc"
)

// style is a style of paragraphs or characters, with what it inherits.
type style struct {
	id, name string // name in lower case: programs write it in several ways
	base     string // id of the style it is based on
	text     properties
	node     opc.Node // w:pPr
	headed   bool     // of tables: the first row has a look of its own
	grounds  bool     // of tables: cells have grounds

	resolved bool
	chain    []*style // itself first, then what it is based on
}

// styles are the styles of a document.
type styles struct {
	byID     map[string]*style
	defaults properties
	normal   *style // of paragraphs that name none
	none     *style
}

// maxChain is the greatest number of styles that one is based on.
const maxChain = 20

func readStyles(root opc.Node) *styles {
	s := &styles{byID: map[string]*style{}, none: &style{resolved: true}}
	s.none.chain = []*style{s.none}
	s.defaults = runProperties(root.Find("w:docDefaults", "w:rPrDefault", "w:rPr"))
	for n := range root.Children() {
		if n.Name() != "w:style" {
			continue
		}
		st := &style{
			id:   n.Attr("w:styleId"),
			name: strings.ToLower(strings.TrimSpace(n.Child("w:name").Attr("w:val"))),
			base: n.Child("w:basedOn").Attr("w:val"),
			text: runProperties(n.Child("w:rPr")),
			node: n.Child("w:pPr"), headed: hasHeadLook(n), grounds: n.Attr("w:type") == "table" && hasGround(n),
		}
		if s.byID[st.id] == nil {
			s.byID[st.id] = st
		}
		if n.Attr("w:type") == "paragraph" && isOn(n.Attr("w:default")) {
			s.normal = st
		}
	}
	if s.normal == nil {
		s.normal = s.none
	}
	return s
}

// paragraph returns the style of paragraphs with an id, or that of paragraphs that
// name none.
func (s *styles) paragraph(id string) *style {
	if st := s.byID[id]; st != nil {
		return s.resolve(st)
	}
	return s.resolve(s.normal)
}

// character returns the style of characters with an id.
func (s *styles) character(id string) *style {
	if st := s.byID[id]; id != "" && st != nil {
		return s.resolve(st)
	}
	return s.none
}

// resolve adds to a style what it inherits.
func (s *styles) resolve(st *style) *style {
	if st.resolved {
		return st
	}
	st.resolved = true
	st.chain = []*style{st}
	for base := s.byID[st.base]; base != nil && len(st.chain) < maxChain; base = s.byID[base.base] {
		st.chain = append(st.chain, base)
	}
	for _, base := range st.chain[1:] {
		own := base.text
		if base.resolved {
			st.text = st.text.over(own)
			break // it has what it inherits
		}
		st.text = st.text.over(own)
	}
	return st
}

// property returns the nearest element of that name among the paragraph properties of a
// style and what it is based on.
func (st *style) property(name string) opc.Node {
	for _, s := range st.chain {
		if n := s.node.Child(name); n.Ok() {
			return n
		}
	}
	return opc.Node{}
}

// named reports whether a style, or one that it is based on, has one of these names.
func (st *style) named(names ...string) bool {
	for _, s := range st.chain {
		for _, name := range names {
			if s.name == name {
				return true
			}
		}
	}
	return false
}

// headingLevel returns the level of a style of headings, 1 to 9; 0 if it is none.
func (st *style) headingLevel() int {
	for _, s := range st.chain {
		for _, prefix := range [...]string{"heading", "标题"} {
			if rest, ok := strings.CutPrefix(s.name, prefix); ok {
				if rest = strings.TrimSpace(rest); len(rest) == 1 && rest[0] >= '1' && rest[0] <= '9' {
					return int(rest[0] - '0')
				}
			}
		}
	}
	return 0
}

// isTitle reports whether a style is that of the title of a document.
func (st *style) isTitle() bool { return st.named("title", "标题") }

// isContents reports whether a style is that of entries or of the title of a table of
// contents.
func (st *style) isContents() bool {
	for _, s := range st.chain {
		if s.name == "toc heading" || s.name == "table of figures" {
			return true
		}
		if rest, ok := strings.CutPrefix(s.name, "toc "); ok && len(rest) == 1 && rest[0] >= '1' && rest[0] <= '9' {
			return true
		}
	}
	return false
}

// isFront reports whether a style is that of what stands above the text of a document.
func (st *style) isFront() bool {
	return st.isTitle() || st.named("subtitle", "副标题", "author", "date", "日期")
}

func (st *style) isQuote() bool {
	return st.named("quote", "intense quote", "block text", "引用", "明显引用")
}
