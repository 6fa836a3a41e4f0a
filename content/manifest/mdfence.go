package manifest

import (
	"bytes"
	"sort"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// fenceParser is CommonMark's parser of fenced blocks, but for rows of tildes, which
// editors type as separators. It notes which blocks have a last line.
type fenceParser struct {
	parser.BlockParser
	m *markdown
}

// Open implements parser.BlockParser.
func (p fenceParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	line, segment := reader.PeekLine()
	if p.m.tildes == nil {
		p.m.tildes = tildesOf(p.m.data)
	}
	if p.m.tildes.separator(bytes.TrimSpace(line), segment.Stop) {
		p.BlockParser.Close(node, reader, pc)
		reader.AdvanceToEOL()
		return ast.NewThematicBreak(), parser.NoChildren
	}
	return node, state
}

// Continue implements parser.BlockParser.
func (p fenceParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	if _, separator := node.(*ast.ThematicBreak); separator {
		return parser.Close
	}
	state := p.BlockParser.Continue(node, reader, pc)
	if state == parser.Close {
		p.m.closedFences[node] = true
	}
	return state
}

// Close implements parser.BlockParser.
func (p fenceParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	if _, fence := node.(*ast.FencedCodeBlock); fence {
		p.BlockParser.Close(node, reader, pc)
	}
}

// A row of leastRow tildes is a separator if no other row ends it, one of surelyRow is
// one always: code has fences of three or four.
const leastRow, surelyRow = 5, 10

// tildeRows are the rows of nothing but tildes of a text, ascending.
type tildeRows []tildeRow

type tildeRow struct {
	at      int // where its line begins
	longest int // the length of the longest row from it on
}

// tildesOf returns the rows of tildes of a text.
func tildesOf(data []byte) tildeRows {
	rows := tildeRows{}
	off := 0
	for line := range bytes.Lines(data) {
		if row := bytes.Trim(line, "> \t\n"); len(row) >= 3 && onlyTildes(row) {
			rows = append(rows, tildeRow{off, len(row)})
		}
		off += len(line)
	}
	for i := len(rows) - 2; i >= 0; i-- {
		rows[i].longest = max(rows[i].longest, rows[i+1].longest)
	}
	return rows
}

func onlyTildes(line []byte) bool { return len(bytes.Trim(line, "~")) == 0 }

// separator reports whether a line without blanks around it, which ends at an offset, is a
// row of tildes that is no fence.
func (r tildeRows) separator(line []byte, end int) bool {
	n := len(line)
	if n < leastRow || !onlyTildes(line) {
		return false
	}
	i := sort.Search(len(r), func(i int) bool { return r[i].at >= end })
	return n >= surelyRow || i == len(r) || r[i].longest < n
}

// openFence reports a fenced block that has no last line.
func (m *markdown) openFence(n *ast.FencedCodeBlock) {
	if m.closedFences[n] {
		return
	}
	from, _ := m.fenced(n)
	to := from
	for to < len(m.data) && m.data[to] == m.data[from] {
		to++
	}
	m.warn("md-fence-open", m.place.At(from, from+m.restOfLine(from)), string(m.data[from:to]))
}
