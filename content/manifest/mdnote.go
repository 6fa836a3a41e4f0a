package manifest

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// noteNode is the definition of a note: [^1]: and its text, or [^1]: {.end} and that of
// an endnote. Its children are the note's paragraphs.
type noteNode struct {
	ast.BaseBlock
	label    string
	from, to int // the label with its brackets and its colon
	end      bool
	note     *content.Note
	called   bool
	inText   bool           // called in a paragraph
	table    *content.Table // in whose cells it is called; nil: none
}

// callNode is the call of a note: [^1].
type callNode struct {
	ast.BaseInline
	label    string
	from, to int
}

var (
	kindNote = ast.NewNodeKind("Note")
	kindCall = ast.NewNodeKind("NoteCall")
)

// Kind implements ast.Node.
func (n *noteNode) Kind() ast.NodeKind { return kindNote }

// Dump implements ast.Node.
func (n *noteNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// Kind implements ast.Node.
func (n *callNode) Kind() ast.NodeKind { return kindCall }

// Dump implements ast.Node.
func (n *callNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

var (
	noteSign   = pattern.New(`\[\^[^\]\s\[^$]+\]`)
	beginsCall = pattern.New(`^\[\^([^\]\s\[^$]+)\]`)
	beginsNote = pattern.New(`^\[\^([^\]\s\[^$]+)\][ \t]*[:：](?:[ \t]*(\{\.end\}))?`)
	endsInCall = pattern.New(`(?:\[\^[^\]\s\[^$]+\])+$`)
)

// noteParser reads the definitions of notes. The parser's own extension drops a note
// that is not called or is defined a second time.
type noteParser struct{ m *markdown }

// Trigger implements parser.BlockParser.
func (noteParser) Trigger() []byte { return []byte{'['} }

// Open implements parser.BlockParser. A definition inside a note is text, so that they
// do not nest.
func (p noteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	at := beginsNote().FindSubmatchIndex(line[pos:])
	if at == nil {
		return nil, parser.NoChildren
	}
	for n := parent; n != nil; n = n.Parent() {
		if _, nested := n.(*noteNode); nested {
			return nil, parser.NoChildren
		}
	}
	off := segment.Start + pos - segment.Padding
	n := &noteNode{label: string(line[pos+at[2] : pos+at[3]]), from: off, to: off + at[1], end: at[4] >= 0}
	if n.end {
		p.m.marked[off+at[4]] = true
	}
	n.SetPos(off)
	reader.AdvanceAndSetPadding(pos+at[1]-segment.Padding, segment.Padding)
	return n, parser.HasChildren
}

// noteIndent is the number of columns by which the further paragraphs of a note are
// indented.
const noteIndent = 4

// Continue implements parser.BlockParser.
func (noteParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), noteIndent)
	if pos < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

// Close implements parser.BlockParser.
func (noteParser) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements parser.BlockParser.
func (noteParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (noteParser) CanAcceptIndentedLine() bool { return false }

// callParser reads the calls of notes, also behind a !, which with [ begins a picture
// otherwise.
type callParser struct{ m *markdown }

// Trigger implements parser.InlineParser.
func (callParser) Trigger() []byte { return []byte("[!") }

// Parse implements parser.InlineParser.
func (p callParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	before := 0
	if line[0] == '!' {
		before = 1
	}
	at := beginsCall().FindSubmatchIndex(line[before:])
	if at == nil {
		return nil
	}
	if before > 0 {
		parent.AppendChild(parent, ast.NewTextSegment(segment.WithStop(segment.Start+1)))
		p.m.pictures[segment.Start] = true
	}
	off := segment.Start + before
	n := &callNode{label: string(line[before+at[2] : before+at[3]]), from: off, to: off + at[1]}
	n.SetPos(off)
	block.Advance(before + at[1])
	return n
}

// notes holds the notes of a file.
type notes struct {
	list    []*noteNode
	byLabel map[string]*noteNode
	read    map[int]bool // offsets of calls and definitions
	inside  bool         // a note is being read
	tables  []*content.Table
	lines   *diag.Lines // of the source file; nil: not needed yet
}

// noteKey returns the key of a label: case does not matter in it.
func noteKey(label string) string { return util.ToLinkReference([]byte(label)) }

// defineNotes finds the definitions of notes in a document. A second one of a label is
// an error.
func (m *markdown) defineNotes(doc ast.Node) {
	m.notes = notes{byLabel: map[string]*noteNode{}, read: map[int]bool{}}
	var walk func(n ast.Node)
	walk = func(n ast.Node) {
		for ; n != nil; n = n.NextSibling() {
			def, ok := n.(*noteNode)
			if !ok {
				if n.Type() == ast.TypeBlock {
					walk(n.FirstChild())
				}
				continue
			}
			def.note = &content.Note{Label: def.label, End: def.end, Place: m.place.Slice(def.from, def.to)}
			m.notes.list = append(m.notes.list, def)
			m.notes.read[def.from] = true
			if first := m.notes.byLabel[noteKey(def.label)]; first != nil {
				def.called = true // its second definition is what is wrong
				m.fail("md-note-twice", m.span(def), m.sign(def.label), m.line(first.from))
				continue
			}
			m.notes.byLabel[noteKey(def.label)] = def
		}
	}
	walk(doc.FirstChild())
}

// sign returns the call of a note as it is typed.
func (m *markdown) sign(label string) string { return "[^" + label + "]" }

// line returns the line of an offset in the source file, from 1.
func (m *markdown) line(off int) int {
	if m.notes.lines == nil {
		m.notes.lines = diag.NewLines(m.place.Source.Data)
	}
	line, _ := m.notes.lines.Position(m.place.At(off, off+1).Start)
	return line
}

// call adds the call of a note.
func (r *runs) call(n *callNode, st style) {
	m := r.m
	m.notes.read[n.from] = true
	at, sign := m.place.At(n.from, n.to), m.sign(n.label)
	def := m.notes.byLabel[noteKey(n.label)]
	if def == nil {
		m.fail("md-note-undefined", at, sign)
		return
	}
	def.called = true
	switch {
	case m.notes.inside:
		m.fail("md-note-nested", at, sign)
	case st.link != "":
		m.fail("md-note-place", at, sign)
	case r.start || !r.open && (len(r.out) == 0 || isBreak(r.out[len(r.out)-1])):
		m.fail("md-note-start", at, sign)
	default:
		r.flush()
		r.pending = -1
		r.out = append(r.out, content.NoteCall{Note: def.note, Span: at})
		if !r.cell {
			m.inText(def, at)
		}
	}
}

// inText notes that a note is called in a paragraph.
func (m *markdown) inText(def *noteNode, at diag.Span) {
	def.inText = true
	if def.table != nil {
		m.fail("md-note-table", at, m.sign(def.label))
	}
}

// withoutCalls returns the text of a heading or a caption without calls of notes, which
// are errors there.
func (m *markdown) withoutCalls(in []content.Inline) []content.Inline {
	out := in[:0]
	for _, x := range in {
		if call, ok := x.(content.NoteCall); ok {
			m.fail("md-note-place", call.Span, m.sign(call.Note.Label))
			continue
		}
		out = append(out, x)
	}
	return out
}

// note reads the text of a note: paragraphs.
func (m *markdown) note(n *noteNode) {
	m.notes.inside = true
	defer func() { m.notes.inside = false }()
	before := m.log.Len()
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			m.unindented(c, n)
			for _, b := range m.paragraphs(c, m.span(c)) {
				if p, ok := b.(*content.Paragraph); ok {
					n.note.Paragraphs = append(n.note.Paragraphs, p.Inlines)
				}
			}
		case *ast.LinkReferenceDefinition:
			m.definitions = append(m.definitions, c)
		default:
			m.noCopy(c)
			m.fail("md-note-block", m.span(c), m.sign(n.label))
		}
	}
	if len(n.note.Paragraphs) == 0 && m.log.Len() == before {
		m.fail("md-note-empty", m.span(n), m.sign(n.label))
	}
}

// unindented reports a line of a note that is not indented and follows a full stop: it
// may continue the note, as CommonMark has it, or the text around it.
func (m *markdown) unindented(c ast.Node, n *noteNode) {
	lines := c.Lines()
	for i := 1; i < lines.Len(); i++ {
		line, above := lines.At(i), lines.At(i-1)
		if before := m.data[line.Start-1]; before == ' ' || before == '\t' || line.Padding > 0 || !stopped(strings.TrimSpace(string(above.Value(m.data)))) {
			continue
		}
		m.fail("md-note-line", m.lineAt(span{line.Start, line.Stop}), m.sign(n.label))
		return
	}
}

// noteTable numbers the notes that the cells of a table call.
func (m *markdown) noteTable(t *content.Table) {
	n := 0
	numbers := map[*content.Note]int{}
	for _, row := range t.Rows {
		for i := range row {
			for k, x := range row[i].Inlines {
				call, ok := x.(content.NoteCall)
				if !ok {
					continue
				}
				if def := m.notes.byLabel[noteKey(call.Note.Label)]; def.inText || def.table != nil && def.table != t {
					m.fail("md-note-table", call.Span, m.sign(def.label))
				} else {
					def.table = t
				}
				if numbers[call.Note] == 0 {
					n++
					numbers[call.Note] = n
				}
				if call.Number = numbers[call.Note]; call.Number == content.MaxNotes+1 {
					m.fail("table-notes", call.Span, content.MaxNotes)
				}
				row[i].Inlines[k] = call
			}
		}
	}
	if n > 0 {
		m.notes.tables = append(m.notes.tables, t)
	}
}

// finishNotes puts the notes that cells call below their tables, and reports notes that
// nothing calls, and signs of notes where none can be.
func (m *markdown) finishNotes() {
	for _, t := range m.notes.tables {
		t.Called = tableNotes(t)
	}
	for _, def := range m.notes.list {
		if !def.called {
			m.fail("md-note-unused", m.span(def), m.sign(def.label))
		}
	}
	for _, at := range noteSign().FindAllIndex(m.data, -1) {
		if at[0] > 0 && m.data[at[0]-1] == '\\' || m.notes.read[at[0]] || m.inCode(at[0]) {
			continue
		}
		m.fail("md-note-place", m.place.At(at[0], at[1]), string(m.data[at[0]:at[1]]))
	}
}

// tableNotes returns the notes that the cells of a table call, in the order of their
// numbers.
func tableNotes(t *content.Table) (all []*content.Note) {
	for _, row := range t.Rows {
		for i := range row {
			for _, x := range row[i].Inlines {
				if call, ok := x.(content.NoteCall); ok && call.Number > len(all) && call.Number <= content.MaxNotes {
					all = append(all, call.Note)
				}
			}
		}
	}
	return all
}

// titleCalls reports calls of notes in the texts around an article, and in captions and
// tables that the manifest gives.
func (l *loader) titleCalls(a *content.Article) {
	texts := []content.Text{a.Kicker, a.Title, a.ContentsTitle, a.Subtitle, a.Source}
	texts = append(texts, a.Authors...)
	for _, b := range a.Body {
		switch b := b.(type) {
		case *content.Picture:
			if caption := content.JoinedRuns(b.Caption); caption.Place.Source != a.File {
				texts = append(texts, caption)
			}
		case *content.Table:
			if b.Span.Source == a.File {
				continue
			}
			for in := range b.Texts() {
				texts = append(texts, content.JoinedRuns(in))
			}
		}
	}
	for _, t := range texts {
		if at := noteSign().FindStringIndex(t.Value); at != nil {
			l.log.Add("md-note-place", t.Place.At(at[0], at[1]), t.Value[at[0]:at[1]])
		}
	}
}

// lostNotes reports notes that only what is left out of the body calls: a paragraph that
// repeats the author or the source.
func (l *loader) lostNotes(notes []*content.Note, body []content.Block, word bool) {
	if len(notes) == 0 {
		return
	}
	kept := map[*content.Note]bool{}
	for _, n := range content.CalledNotes(body) {
		kept[n] = true
	}
	for _, n := range notes {
		if !kept[n] {
			kept[n] = true
			if word {
				l.log.Add("docx-note-place", n.Place.At(0, 0))
				continue
			}
			l.log.Add("md-note-unused", n.Place.At(0, len(n.Label)+len("[^]:")), "[^"+n.Label+"]")
		}
	}
}
