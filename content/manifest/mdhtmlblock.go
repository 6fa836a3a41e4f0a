package manifest

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"jianbao/content/pattern"
)

// htmlParser is CommonMark's parser of blocks of HTML, but for lines that begin
// with a tag of text, which are paragraphs.
type htmlParser struct {
	parser.BlockParser
	m *markdown
}

var (
	textTag    = pattern.New(`^[ \t]*</?(?i:br|b|strong|i|em|sub|sup|small)[ \t]*/?>|^[ \t]*` + emptyComment)
	pictureTag = pattern.New(`<(?i:img)[ \t\n][^<>]*>`)
	firstTag   = pattern.New(`^[ \t]*</?([A-Za-z][0-9A-Za-z-]*)[^<>\n]*>`)
)

// Open implements parser.BlockParser.
func (p htmlParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	if textTag().Match(line) {
		return nil, parser.NoChildren
	}
	if tag := firstTag().FindSubmatch(line); tag != nil {
		name := strings.ToLower(string(tag[1]))
		if !isElement(name) || p.m.loader.linkRemote && isWebElement(name) {
			return nil, parser.NoChildren
		}
	}
	return p.BlockParser.Open(parent, reader, pc)
}

// htmlBlock reports a block of HTML by the pictures in it, else by its first tag.
func (m *markdown) htmlBlock(n *ast.HTMLBlock) {
	from, to := m.extent(n)
	if n.HasClosure() {
		to = max(to, n.ClosureLine.Stop)
	}
	source := bytes.TrimRight(m.data[from:to], " \n")
	at := m.place.At(from, from+len(source))
	source = bytes.TrimSpace(source)
	tag := htmlTag().FindSubmatch(source)
	pictures := pictureTag().FindAllIndex(m.data[from:to], -1)
	switch {
	case tag == nil:
		m.fail("md-html", at)
	case pictures == nil, strings.EqualFold(string(tag[2]), "table"):
		m.tag(strings.ToLower(string(tag[2])), source, at)
	default: // <div align="center"><img …></div>
		for i, p := range pictures {
			if i > 0 {
				at = m.place.At(from+p[0], from+p[1])
			}
			m.tag("img", m.data[from+p[0]:from+p[1]], at)
		}
	}
}
