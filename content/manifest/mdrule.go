package manifest

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// rules collects the separators of a file, and the first headings underlined with
// hyphens and with equals signs, for one finding each.
type rules struct {
	first      diag.Span
	n          int
	underlined map[byte]underlined // by their sign
}

// underlined is a heading with a line below it that makes it one.
type underlined struct {
	heading, sign string
	at            diag.Span // of the line
}

// underlineParser is CommonMark's parser of headings that are underlined with
// --- or === (setext headings), but for lines below a sentence, which are
// separators: editors type them directly under a paragraph. One or two signs
// are text.
type underlineParser struct {
	parser.BlockParser
	m *markdown
}

// Open implements parser.BlockParser.
func (p underlineParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	bar := bytes.TrimSpace(line)
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node == nil || len(bar) < 3 {
		return nil, parser.NoChildren
	}
	lines := pc.LastOpenedBlock().Node.Lines()
	last := lines.At(lines.Len() - 1)
	above := strings.TrimSpace(string(last.Value(p.m.data)))
	if lines.Len() > 1 || sentence(above) {
		reader.AdvanceToEOL()
		return ast.NewThematicBreak(), parser.NoChildren
	}
	if bar[0] == '-' || p.m.textAt(segment.Start+p.m.restOfLine(segment.Start)+1) {
		p.m.rules.underline(above, bar, p.m.place.At(segment.Start, segment.Start+len(bytes.TrimRight(line, " \t\n"))))
	}
	return node, state
}

// textAt reports whether the line that begins at an offset has text.
func (m *markdown) textAt(at int) bool {
	return at < len(m.data) && len(bytes.Trim(m.data[at:at+m.restOfLine(at)], " \t>\u3000")) > 0
}

// underline notes a heading with a line below it.
func (r *rules) underline(heading string, bar []byte, at diag.Span) {
	if _, known := r.underlined[bar[0]]; known {
		return
	}
	if r.underlined == nil {
		r.underlined = map[byte]underlined{}
	}
	r.underlined[bar[0]] = underlined{heading, string(bar[:3]), at}
}

// Continue implements parser.BlockParser.
func (p underlineParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}

// Close implements parser.BlockParser.
func (p underlineParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	if _, heading := node.(*ast.Heading); heading {
		p.BlockParser.Close(node, reader, pc)
	}
}

// sentence reports whether a line is running text and no heading.
func sentence(line string) bool {
	if utf8.RuneCountInString(line) > maxHeading || strings.ContainsAny(line, "。！？；") {
		return true
	}
	line = strings.TrimRight(line, "*_”’」』）) ")
	last, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune("，、：…—,.:;!?", last)
}

// ruleParser is CommonMark's parser of separators, but for a row of four or more
// underscores, which is a blank to be filled in.
type ruleParser struct{ parser.BlockParser }

var blankToFill = pattern.New(`^ {0,3}_{4,}[ \t]*\n?$`)

// Open implements parser.BlockParser.
func (p ruleParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if line, _ := reader.PeekLine(); blankToFill().Match(line) {
		return nil, parser.NoChildren
	}
	return p.BlockParser.Open(parent, reader, pc)
}

// separator notes a separator.
func (m *markdown) separator(n ast.Node) diag.Span {
	from := min(max(n.Pos(), 0), len(m.data))
	at := m.place.At(from, from+len(bytes.TrimRight(m.data[from:from+m.restOfLine(from)], " \t")))
	if m.rules.n++; m.rules.n == 1 {
		m.rules.first = at
	}
	return at
}

// report adds the findings about separators and underlined headings.
func (r *rules) report(log *diag.List) {
	if r.n > 0 {
		log.Add("md-rule", r.first, r.n)
	}
	for _, sign := range [...]byte{'-', '='} {
		if u, ok := r.underlined[sign]; ok {
			log.Add("md-underline", u.at, content.Excerpt(u.heading), u.sign)
		}
	}
}
