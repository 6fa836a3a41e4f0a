package manifest

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// maxNesting is the maximum nesting depth of lists and quotes.
const maxNesting = 16

// markdown converts the text of a .md file: CommonMark, with one rule changed
// for Chinese (see emphasis). Unsupported elements are errors; ok is false
// if there are any. Paths of pictures are relative to folder, the file's
// folder, which is relative to the manifest's.
func (l *loader) markdown(src *diag.Source, folder string) (blocks []content.Block, ok bool) {
	m := &markdown{loader: l, folder: folder, log: l.log, place: whole(src), data: src.Data, used: map[string]bool{}, shortLinks: map[string]bool{}, marks: map[ast.Node]span{}, equal: map[*content.List]bool{}, groups: map[int]bool{}, moreThan: map[int]diag.Code{}, ornaments: map[int]int{}, tails: map[ast.Node]span{}, pictures: map[int]bool{}, boxes: map[*ast.Blockquote]boxHead{}, marked: map[int]bool{}, closedFences: map[ast.Node]bool{}, noFormula: map[string]int{}}
	if bytes.ContainsAny(src.Data, "\r\f") {
		m.data, m.place = unixLines(src)
	}
	m.data = blankInvisible(m.data, func(from, to int) { m.invisible.add(m.place.At(from, to), string(m.data[from:to])) })
	if text, place := m.gone.drop(string(m.data), m.place); len(text) < len(m.data) {
		m.data, m.place = []byte(text), place
	}
	if !m.bounded() { // without what was dropped before its signs
		return nil, false
	}
	m.withoutFrontMatter()
	m.withoutComments()
	m.paragraphTags()
	m.rubyTags()
	m.withoutAttributes()
	m.closeLinks()
	m.emphasis = newEmphasis(m.data, m.emphasisEnds)
	p := parser.NewParser(
		parser.WithBlockParsers(m.blockParsers()...),
		parser.WithInlineParsers(m.inlineParsers()...),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(), util.Prioritized(boxTransformer{m}, 50), util.Prioritized(tableTransformer{m}, 200))...),
	)
	doc := p.Parse(text.NewReader(m.data))
	m.emphasis.sort()
	m.defineNotes(doc)
	blocks = m.blocks(doc, 0)
	m.finishNotes()
	m.invisible.report(m.log)
	m.gone.report(m.log)
	m.rules.report(m.log)
	m.lines.report(m.log, "md-lines")
	m.joined.report(m.log, "md-joined")
	m.linkTitles.report(m.log, "md-link-title")
	m.starNotes()
	m.signs()
	m.dialects()
	blocks = m.unparsed(blocks)
	for _, d := range m.definitions {
		if !m.used[util.ToLinkReference(d.Label)] {
			m.fail("md-unused", m.span(d), string(d.Label))
		} else if m.shortLinks[util.ToLinkReference(d.Label)] && sourceNumber().Match(d.Label) {
			m.warn("md-source", m.span(d), string(d.Label), content.Shortened(string(d.Destination)))
		}
	}
	return blocks, !m.failed
}

// markdown is the state of converting one file.
type markdown struct {
	loader       *loader
	folder       string // of the file, relative to the manifest's
	log          *diag.List
	data         []byte     // with LF line ends
	place        diag.Place // of data
	failed       bool
	definitions  []*ast.LinkReferenceDefinition
	used         map[string]bool // labels of definitions that links refer to
	code         []diag.Span     // of code spans, offsets in data, ascending
	invisible    invisibleTexts
	gone         droppedMarks // in addresses of links, too
	emphasis     *emphasis
	addresses    []span                 // web addresses without brackets; nil: not searched yet
	marks        map[ast.Node]span      // of list items: offsets in data
	equal        map[*content.List]bool // whose items all have the same plain number
	groups       map[int]bool           // offsets of lines that end a list above them
	boxes        map[*ast.Blockquote]boxHead
	marked       map[int]bool // offsets of the {.wide} of boxes and the {.end} of notes
	rules        rules
	lines        countedLines      // that are paragraphs without an empty line before them
	linkTitles   countedLines      // of links, which are not printed
	joined       countedLines      // that continue a line that looked complete
	deep         bool              // a heading below level 4 was reported
	tails        map[ast.Node]span // of links: from ] to the end
	pictures     map[int]bool      // offsets of the ! of pictures
	titles       []span            // of pictures
	moreThan     map[int]diag.Code // offsets of > before digits: their finding
	ornaments    map[int]int       // where words between ornaments begin that are no quotation or list, and end
	formulas     []span
	typedTo      int // no formula without markup was noted behind this offset
	notes        notes
	tildes       tildeRows         // nil: not searched yet
	closedFences map[ast.Node]bool // fenced blocks that have a last line
	spans        bracketSpans
	noteStars    noteStars
	closers      []int           // offsets of the parentheses that closeLinks adds
	escapes      []int           // offsets of backslashes that are not printed, but for those before another one
	brokenAt     []int           // offsets of backslashes that are hard breaks
	shortLinks   map[string]bool // labels of definitions that [label] refers to
	noFormula    map[string]int  // by its last signs: before which offset no formula of several lines ends
}

// unixLines returns the text with LF for every line end.
func unixLines(src *diag.Source) ([]byte, diag.Place) {
	out := make([]byte, 0, len(src.Data))
	place := diag.Place{Source: src, Steps: []diag.Step{{Off: 0, Src: 0}}}
	for i := 0; i < len(src.Data); i++ {
		c := src.Data[i]
		switch c {
		case '\r':
			out = append(out, '\n')
			if i+1 < len(src.Data) && src.Data[i+1] == '\n' {
				i++
				place.Steps = append(place.Steps, diag.Step{Off: len(out), Src: i + 1})
			}
			continue
		case '\f':
			c = '\n'
		}
		out = append(out, c)
	}
	return out, place
}

func (m *markdown) warn(code diag.Code, at diag.Span, args ...any) { m.log.Add(code, at, args...) }

func (m *markdown) fail(code diag.Code, at diag.Span, args ...any) {
	m.failed = true
	m.log.Add(code, at, args...)
}

var manyMarkers = pattern.New(`^(?:[ \t]*(?:>|[-+*][ \t]|[0-9]{1,9}[.)][ \t])){17,}`)

// maxSigns is the maximum number of inline delimiters in a paragraph: the
// parser compares each with the preceding ones.
const maxSigns = 4000

// bounded checks the text before it is parsed: it reports lines that open more
// than maxNesting containers or have more than maxSigns delimiters.
func (m *markdown) bounded() bool {
	off := 0
	for line := range bytes.Lines(m.data) {
		if markerSigns(line) > maxNesting { // the expression is slow
			if at := manyMarkers().FindIndex(line); at != nil {
				m.fail("md-nesting", m.place.At(off+at[0], off+at[1]), maxNesting)
				return false
			}
		}
		off += len(line)
	}
	off = 0
	for line := range bytes.Lines(m.data) {
		if _, ok := m.signsIn(off, line, 0); !ok {
			return false
		}
		off += len(line)
	}
	return true
}

// markerSigns counts the bytes of a line that could each end the marker of a container.
func markerSigns(line []byte) int {
	n := 0
	for _, c := range line {
		switch c {
		case '>', '-', '+', '*', '.', ')':
			n++
		}
	}
	return n
}

// boundSigns removes the text of a paragraph with more than maxSigns delimiters, which
// is an error.
func (m *markdown) boundSigns(p *ast.Paragraph) {
	signs := 0
	for i := range p.Lines().Len() {
		s := p.Lines().At(i)
		n, ok := m.signsIn(s.Start, m.data[s.Start:s.Stop], signs)
		if !ok {
			p.SetLines(text.NewSegments())
			return
		}
		signs = n
	}
}

// signsIn counts the delimiters of a line, after n before it. More than maxSigns are an
// error.
func (m *markdown) signsIn(off int, line []byte, n int) (signs int, ok bool) {
	for i, c := range line {
		switch c {
		case '*', '_', '[', ']', '`', '<', '!', '&':
			if n++; n > maxSigns {
				m.fail("md-signs", m.place.At(off+i, off+i+1), maxSigns)
				return n, false
			}
		}
	}
	return n, true
}

// lines returns the place of a block's lines, or of those of its children.
func (m *markdown) span(n ast.Node) diag.Span {
	from, to := m.extent(n)
	for to > from && (m.data[to-1] == '\n' || m.data[to-1] == ' ') {
		to--
	}
	return m.place.At(from, to)
}

func (m *markdown) extent(n ast.Node) (from, to int) {
	from, _ = m.ownExtent(edge(n, ast.Node.FirstChild))
	_, to = m.ownExtent(edge(n, ast.Node.LastChild))
	return from, max(from, to)
}

// edge returns the node at the beginning or end of a block: the block itself if it
// has an extent of its own or no children, else that of its first or last child.
func edge(n ast.Node, child func(ast.Node) ast.Node) ast.Node {
	for n.Type() == ast.TypeBlock && (n.Lines() == nil || n.Lines().Len() == 0) && n.HasChildren() {
		switch n.(type) {
		case *ast.FencedCodeBlock, *tableNode, *captionNode, *noteNode:
			return n
		}
		n = child(n)
	}
	return n
}

// ownExtent returns the extent of a block without regard to its children.
func (m *markdown) ownExtent(n ast.Node) (from, to int) {
	switch n := n.(type) {
	case *ast.FencedCodeBlock:
		return m.fenced(n)
	case *tableNode:
		return n.from, n.to
	case *captionNode:
		return n.from, n.to
	case *noteNode:
		return n.from, n.to
	}
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		lines := n.Lines()
		return lines.At(0).Start, lines.At(lines.Len() - 1).Stop
	}
	at := min(max(n.Pos(), 0), len(m.data))
	return at, at + m.restOfLine(at)
}

// fenced returns the extent of a block of code with its fences.
func (m *markdown) fenced(n *ast.FencedCodeBlock) (from, to int) {
	from = min(max(n.Pos(), 0), len(m.data))
	to = from + m.restOfLine(from)
	if lines := n.Lines(); lines.Len() > 0 {
		to = max(to, lines.At(lines.Len()-1).Stop)
	}
	next := min(to+1, len(m.data))
	if to > 0 && m.data[to-1] == '\n' {
		next = to
	}
	line := m.data[next : next+m.restOfLine(next)]
	if fence := m.data[from:min(from+3, len(m.data))]; bytes.HasPrefix(bytes.TrimLeft(line, " \t>"), fence) {
		to = next + len(line)
	}
	return from, to
}

func (m *markdown) restOfLine(at int) int {
	if i := bytes.IndexByte(m.data[at:], '\n'); i >= 0 {
		return i
	}
	return len(m.data) - at
}

func (m *markdown) blocks(parent ast.Node, depth int) []content.Block {
	if depth > maxNesting {
		m.fail("md-nesting", m.span(parent), maxNesting)
		return nil
	}
	var out []content.Block
	m.captions(parent)
	m.mixedSigns(parent)
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, m.blockOrItems(n, depth)...)
	}
	m.repeatedNumbers(out)
	return separating(out)
}

// separating returns the blocks without separators that separate nothing: at
// the ends, and after another one.
func separating(blocks []content.Block) []content.Block {
	out := blocks[:0]
	for _, b := range blocks {
		if _, is := b.(*content.Separator); is && (len(out) == 0 || isSeparator(out[len(out)-1])) {
			continue
		}
		out = append(out, b)
	}
	if n := len(out); n > 0 && isSeparator(out[n-1]) {
		out = out[:n-1]
	}
	return out
}

func isSeparator(b content.Block) bool {
	_, is := b.(*content.Separator)
	return is
}

// blockOrItems returns the block of a node, its paragraphs, or the items of a
// list that is none.
func (m *markdown) blockOrItems(n ast.Node, depth int) []content.Block {
	if list, ok := n.(*ast.List); ok {
		if m.signed(list) {
			return m.signedItems(list, depth)
		}
		if marks := m.marksInside(list); len(marks) > 0 {
			return m.aroundMarks(list, marks, depth)
		}
	}
	if depth == 0 && isText(n) {
		if lines := m.pictureLines(n); lines != nil {
			return m.pictureRows(lines)
		}
	}
	if isText(n) && (onlyImage(n) == nil || depth > 0 || m.linkedPicture(onlyImage(n))) {
		return m.paragraphs(n, m.span(n))
	}
	if b := m.block(n, depth); b != nil {
		return []content.Block{b}
	}
	return nil
}

func (m *markdown) block(n ast.Node, depth int) content.Block {
	span := m.span(n)
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return m.picture(onlyImage(n), span)
	case *ast.Heading:
		level := n.Level
		if level > 4 {
			if !m.deep {
				m.warn("md-heading", span)
			}
			m.deep, level = true, 4
		}
		before := m.log.Len()
		if in := m.withoutCalls(m.inlines(n)); !allInvisible(flatText(in)) {
			return &content.Heading{Level: level, Inlines: in, Span: span}
		}
		if m.log.Len() == before { // else it has content not allowed in a heading
			m.fail("md-empty-heading", span)
		}
	case *ast.Blockquote:
		if !m.moreThanQuote(n) {
			m.unquotedLines(n)
		}
		if head, ok := m.boxes[n]; ok {
			if b := m.box(n, head, depth, span); b != nil {
				return b
			}
			return nil
		}
		if n.FirstChild() == nil {
			m.warn("md-quote-empty", span)
			return nil
		}
		if b := m.blocks(n, depth+1); len(b) > 0 {
			if v := verseOf(n, b, span); v != nil {
				return v
			}
			return &content.Quote{Blocks: b, Span: span}
		}
	case *ast.List:
		m.starList(n)
		if list := m.list(n, depth); list != nil {
			return list
		}
	case *tableNode:
		if t := m.table(n); t != nil {
			return t
		}
	case *captionNode:
		if n.of == nil {
			return m.orphan(n)
		}
	case *noteNode:
		m.note(n)
	case *ast.LinkReferenceDefinition:
		m.definitions = append(m.definitions, n)
	case *ast.CodeBlock:
		m.noCopy(n)
		m.fail("md-indented-code", span)
	case *ast.FencedCodeBlock:
		m.noCopy(n)
		if b := m.codeBlock(n, span); b != nil {
			m.openFence(n)
			return b
		}
	case *formulaBlock:
		return m.formula(n, span)
	case *ast.HTMLBlock:
		m.noCopy(n)
		m.htmlBlock(n)
	case *ast.ThematicBreak:
		return &content.Separator{Span: m.separator(n)}
	default:
		m.fail("md-unsupported", span, n.Kind().String())
	}
	return nil
}

// visible returns the text of a paragraph, nil if all of it is invisible.
func (m *markdown) visible(n ast.Node, at diag.Span) []content.Inline {
	in := m.inlines(n)
	if text := flatText(in); text == "" || allInvisible(text) {
		if looksEmpty(text) {
			m.invisible.add(at, text)
		}
		return nil
	}
	return in
}

// noCopy notes that the lines of a block are not read as Markdown.
func (m *markdown) noCopy(n ast.Node) {
	from, to := m.extent(n)
	m.code = append(m.code, diag.Span{Start: from, End: to})
}

func (m *markdown) inCode(off int) bool {
	_, found := slices.BinarySearchFunc(m.code, off, func(c diag.Span, off int) int {
		switch {
		case c.End <= off:
			return -1
		case c.Start > off:
			return 1
		}
		return 0
	})
	return found
}
