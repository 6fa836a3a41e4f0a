package manifest

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// captionKind is what a line that begins with a colon holds.
type captionKind uint8

// The kinds of captions.
const (
	plainCaption captionKind = iota // any text
	tableNumber                     // 表1 标题
	unitCaption                     // 单位：万元
	noteCaption                     // 注：…
)

// captionMark is the colon at the start of a caption's line. The zero captionMark is
// of a line that has none.
type captionMark struct {
	size int // of the colon and the blanks after it, in bytes
	kind captionKind
}

// sure reports whether the line is a caption wherever it stands.
func (c captionMark) sure() bool { return c.size > 0 && c.kind == tableNumber }

var (
	captionColon   = pattern.New(`^[ \t]*(?:[:：][ \t\x{3000}]*)`)
	captionStart   = pattern.New("^(?:[\\p{Han}\\p{N}｜|]|[\\p{L}\\p{Ps}\\p{Pi}《*_<`\\\\\"'].)")
	captionNumber  = pattern.New(`^(?:续)?表[ \t\x{3000}]*[0-9０-９A-Z]`)
	captionUnit    = pattern.New(`^(?:计量)?单位[：:]`)
	captionNote    = pattern.New(`^(?:[附备]?注[ \t]*[0-9０-９①-⑳]*|说明|(?:资料|数据)?来源)[ \t]*[：:.．、]`)
	sentenceInside = pattern.New(`[。！？；]`)
)

// beginsWithColon reports whether a line may be a caption.
func beginsWithColon(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	return len(line) > 0 && line[0] == ':' || bytes.HasPrefix(line, []byte("："))
}

// captionMarkOf returns the colon of a caption's line. One without a blank after it,
// or in full width, is a caption's only before what no other text begins with.
func captionMarkOf(line []byte) captionMark {
	if !beginsWithColon(line) {
		return captionMark{}
	}
	size := captionColon().FindIndex(line)[1]
	words := bytes.TrimSpace(line[size:])
	mark := captionMark{size: size}
	switch {
	case !captionStart().Match(words):
		return captionMark{} // : ) is a face
	case captionNumber().Match(words):
		mark.kind = tableNumber
	case captionUnit().Match(words):
		mark.kind = unitCaption
	case captionNote().Match(words):
		mark.kind = noteCaption
	default:
		colon := bytes.TrimLeft(line, " \t")
		if colon[0] != ':' || len(colon) < 2 || colon[1] != ' ' && colon[1] != '\t' && !bytes.HasPrefix(colon[1:], []byte("\u3000")) {
			return captionMark{}
		}
	}
	return mark
}

// captionNode is a line above or below a table: its caption, its unit or a note. Its
// children are its texts: the first, and the unit after a ｜.
type captionNode struct {
	ast.BaseBlock
	mark     captionMark
	from, to int // offsets in the source
	of       *tableNode
}

var kindCaption = ast.NewNodeKind("Caption")

// Kind implements ast.Node.
func (n *captionNode) Kind() ast.NodeKind { return kindCaption }

// Dump implements ast.Node.
func (n *captionNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// newCaption returns the caption of a line. Only a caption, not a note, is divided at
// its last ｜ or |.
func newCaption(m *markdown, line span, mark captionMark) *captionNode {
	n := &captionNode{mark: mark}
	n.from, n.to = trimmedRange(m.data, line.from, line.to)
	n.SetPos(n.from)
	from, to := trimmedRange(m.data, line.from+mark.size, line.to)
	add := func(from, to int) {
		from, to = trimmedRange(m.data, from, to)
		t := ast.NewTextBlock()
		t.SetPos(from)
		if from < to {
			t.Lines().Append(text.NewSegment(from, to))
		}
		n.AppendChild(n, t)
	}
	at, size := captionDivision(m.data[from:to])
	if mark.kind == noteCaption || size == 0 {
		add(from, to)
		return n
	}
	add(from, from+at)
	add(from+at+size, to)
	return n
}

// captionDivision returns the last ｜ or | that is not escaped, and its size; 0 if
// there is none.
func captionDivision(line []byte) (at, size int) {
	for i := len(line); i > 0; {
		at := bytes.LastIndexAny(line[:i], "｜|")
		if at < 0 {
			return 0, 0
		}
		if at == 0 || line[at-1] != '\\' {
			_, size = utf8.DecodeRune(line[at:])
			return at, size
		}
		i = at
	}
	return 0, 0
}

// captionText returns the text of a part of a caption.
func (m *markdown) captionText(n ast.Node) []content.Inline {
	if n == nil || n.Lines().Len() == 0 {
		return nil
	}
	in := m.withoutCalls(m.inlines(n))
	if allInvisible(flatText(in)) {
		return nil
	}
	return in
}

// sentence reports whether a caption without a table is copy that begins with a
// colon.
func (n *captionNode) sentence(m *markdown) bool {
	source := m.data[n.from:n.to]
	return n.mark.kind == plainCaption && n.ChildCount() == 1 && (sentenceInside().Match(source) || utf8.RuneCount(source) > maxHeading)
}

// captions assigns the captions among the children of a block to the tables next to
// them.
func (m *markdown) captions(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; {
		first, ok := n.(*captionNode)
		if !ok {
			n = n.NextSibling()
			continue
		}
		run := []*captionNode{first}
		for {
			next, ok := run[len(run)-1].NextSibling().(*captionNode)
			if !ok {
				break
			}
			run = append(run, next)
		}
		n = run[len(run)-1].NextSibling()
		m.assign(run)
	}
}

// assign assigns captions that follow each other. A table has the caption next to it,
// directly or with one empty line between; of two tables the nearer one has it, of
// equally near ones the lower. Notes belong to the table above.
func (m *markdown) assign(run []*captionNode) {
	above, _ := run[0].PreviousSibling().(*tableNode)
	below, _ := run[len(run)-1].NextSibling().(*tableNode)
	if above != nil && m.lineDistance(above.to, run[0].from) > 2 {
		above = nil
	}
	if below != nil && m.lineDistance(run[len(run)-1].to, below.from) > 2 {
		below = nil
	}
	end := len(run)
	if below != nil {
		end -= m.captionsBelow(run, above, below)
	}
	for _, c := range run[:end] {
		if above == nil {
			break
		}
		if c.PreviousSibling() != ast.Node(above) && m.lineDistance(tablePartEnd(c.PreviousSibling()), c.from) > 2 {
			break
		}
		c.of = above
	}
}

// captionsBelow assigns the last of a run of captions to the table below it, and
// returns how many.
func (m *markdown) captionsBelow(run []*captionNode, above, below *tableNode) int {
	n := 0
	next := below.from
	for i := len(run) - 1; i >= 0 && n < 2; i-- {
		c := run[i]
		if c.mark.kind == noteCaption || n > 0 && (c.mark.kind == unitCaption) == (run[i+1].mark.kind == unitCaption) {
			break
		}
		distance := m.lineDistance(c.to, next)
		if n > 0 && distance > 1 || above != nil && m.lineDistance(above.to, c.from) < distance {
			break
		}
		// A line directly below a note continues it, unless it is directly above the
		// table.
		if i > 0 && distance > 1 && c.mark.kind == plainCaption && run[i-1].mark.kind == noteCaption && m.lineDistance(run[i-1].to, c.from) == 1 {
			break
		}
		c.of = below
		n++
		next = c.from
	}
	return n
}

// captioned sets the caption, the unit and the notes of a table from the captions next
// to it.
func (m *markdown) captioned(t *content.Table, n *tableNode) {
	for c := firstCaption(n); c != nil; c = c.NextSibling() {
		caption, ok := c.(*captionNode)
		switch {
		case c == ast.Node(n):
		case !ok:
			return
		case caption.of == n:
			m.addCaption(t, caption)
		}
	}
}

// firstCaption returns the first of the captions directly before a table, the table
// itself if there is none.
func firstCaption(n ast.Node) ast.Node {
	for {
		before, ok := n.PreviousSibling().(*captionNode)
		if !ok {
			return n
		}
		n = before
	}
}

// addCaption adds a caption to a table. After a note, text is a further note.
func (m *markdown) addCaption(t *content.Table, n *captionNode) {
	first, second := n.FirstChild(), n.FirstChild().NextSibling()
	switch kind := n.mark.kind; {
	case kind == noteCaption, kind == plainCaption && len(t.Notes) > 0 && second == nil:
		if in := m.captionText(first); in != nil {
			t.Notes = append(t.Notes, in)
		}
		return
	case kind == unitCaption && second == nil:
		first, second = nil, first
	}
	if first != nil && t.Caption != nil || second != nil && t.Unit != nil {
		m.fail("md-caption-second", m.place.At(n.from, n.to))
		return
	}
	if first != nil {
		t.Caption = numbered(m.captionText(first))
	}
	if second != nil {
		t.Unit = m.captionText(second)
	}
}

// orphan returns the paragraph of a caption that is none, and reports one without a
// table.
func (m *markdown) orphan(n *captionNode) content.Block {
	at := m.place.At(n.from, n.to)
	if !n.sentence(m) {
		m.fail("md-caption", at, content.Excerpt(string(m.data[n.from:n.to])))
		return nil
	}
	r := &runs{m: m, pending: -1}
	r.text(n.from, n.FirstChild().Pos(), true, style{})
	return &content.Paragraph{Inlines: r.of(n.FirstChild()), Span: at}
}

// numberedCaption has the number of a table and the blanks after it. Chinese numerals
// are a number only before a blank.
var numberedCaption = pattern.New(`^(续?表[ \t\x{3000}]*(?:(?:[A-Za-z][.．—–-]?)?[0-9０-９]+(?:[.．—–-][0-9０-９A-Za-z]+)*[A-Za-z]?|[A-Z]|[一二三四五六七八九十百]+))([ \t\x{3000}\x{A0}]*)(.?)`)

// numbered returns a caption with one em between the number of the table and its title
// (CY/T 170-2019).
func numbered(in []content.Inline) []content.Inline {
	if len(in) == 0 {
		return in
	}
	run, ok := in[0].(content.Run)
	if !ok {
		return in
	}
	at := numberedCaption().FindStringSubmatchIndex(run.Value)
	if at == nil || at[6] == at[7] && (len(in) == 1 || at[4] == at[5]) {
		return in // the number alone
	}
	number, next := run.Value[at[2]:at[3]], run.Value[at[6]:at[7]]
	if blank := at[4] < at[5]; !blank {
		last, _ := utf8.DecodeLastRuneInString(number)
		first, _ := utf8.DecodeRuneInString(next)
		if !(last < utf8.RuneSelf || last >= '０' && last <= '９') || !noSpaces(first) || fullWidthMark(first) && !openingMark(first) {
			return in // 表一览, 表1：…
		}
	}
	return append([]content.Inline{emAt(run, at[3], at[5])}, in[1:]...)
}

// emAt returns a run with one ideographic space in place of bytes [from,to).
func emAt(run content.Run, from, to int) content.Run {
	const em = "\u3000"
	out := run
	out.Value = run.Value[:from] + em + run.Value[to:]
	out.Place.Steps = nil
	for _, part := range []struct{ off, from, to int }{{0, 0, from}, {from, from, max(from+1, to)}, {from + len(em), to, len(run.Value)}} {
		if part.from == len(run.Value) && part.off > from {
			break
		}
		for _, s := range run.Place.Slice(part.from, part.to).Steps {
			out.Place.Steps = append(out.Place.Steps, diag.Step{Off: part.off + s.Off, Src: s.Src})
		}
	}
	return out
}
