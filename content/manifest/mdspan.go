package manifest

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"golang.org/x/text/unicode/norm"

	"jianbao/content"
	"jianbao/content/pattern"
)

// Spans, [text]{.dot}, and readings, [重庆]{chóng qìng}, are in brackets with their
// classes or their reading between braces directly behind (Pandoc's bracketed_spans).
// What has neither is printed as typed.

// maxSpan is the maximum length of a span in bytes, with its brackets.
const maxSpan = 2000

// bracketSpan is a span of the copy.
type bracketSpan struct {
	from, close, to int // offsets of [, of ] and behind }
	decoration      content.Decoration
	closed          bool // its ] was read as its end, not as part of something else
}

// bracketSpans holds the spans of a file.
type bracketSpans struct {
	n        int                  // elements that have an ordinal
	byClose  map[int]*bracketSpan // by the offset of ]
	readings map[int]bool         // offsets of the ] of readings
}

// spanNode is the beginning or the end of a span, or a whole base with its reading.
type spanNode struct {
	ast.BaseInline
	span     *bracketSpan
	end      bool
	from, to int      // of a base: its characters
	readings []string // of a base: one, or one for each character
	nth      int      // of a base: the ordinal of its first reading
}

var kindSpan = ast.NewNodeKind("Span")

// Kind implements ast.Node.
func (n *spanNode) Kind() ast.NodeKind { return kindSpan }

// Dump implements ast.Node.
func (n *spanNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// spanParser reads spans and readings, also behind a !, which with [ begins a picture
// otherwise.
type spanParser struct{ m *markdown }

// Trigger implements parser.InlineParser.
func (spanParser) Trigger() []byte { return []byte("[]!") }

// Parse implements parser.InlineParser.
func (p spanParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] == ']' {
		return p.end(segment.Start, block)
	}
	mark := 0
	if line[0] == '!' {
		mark = 1
	}
	n, size := p.begin(line[mark:], segment.Start+mark)
	if n == nil {
		return nil
	}
	if mark > 0 {
		parent.AppendChild(parent, ast.NewTextSegment(segment.WithStop(segment.Start+1)))
		p.m.pictures[segment.Start] = true
	}
	n.SetPos(segment.Start + mark)
	block.Advance(mark + size)
	return n
}

// end returns the end of the span that the ] at an offset closes, nil if it closes none.
func (p spanParser) end(off int, block text.Reader) ast.Node {
	s := p.m.spans.byClose[off]
	if s == nil {
		return nil
	}
	s.closed = true
	n := &spanNode{span: s, end: true}
	n.SetPos(off)
	block.Advance(s.to - off)
	return n
}

// begin returns the span or the base that begins with the [ of a line, and how many
// bytes of the line it stands for; nil if there is none. off is the offset of the line.
func (p spanParser) begin(line []byte, off int) (n *spanNode, size int) {
	closing, to := spanEnd(line)
	if closing < 2 {
		return nil, 0
	}
	inner, attributes := line[1:closing], string(line[closing+2:to-1])
	spans := &p.m.spans
	if spans.byClose == nil {
		*spans = bracketSpans{byClose: map[int]*bracketSpan{}, readings: map[int]bool{}}
	}
	if d, ok := decorationOf(attributes); ok {
		if d.Line != content.NoLine {
			spans.n++
			d.Nth = spans.n
		}
		s := &bracketSpan{from: off, close: off + closing, to: off + to, decoration: d}
		spans.byClose[s.close] = s
		return &spanNode{span: s}, 1
	}
	if readings := readingsOf(string(inner), attributes); readings != nil {
		n := &spanNode{from: off + 1, to: off + closing, readings: readings, nth: spans.n + 1}
		spans.n += len(readings)
		spans.readings[off+closing] = true
		return n, to
	}
	return nil, 0
}

// spanEnd returns the offset of the ] that belongs to the [ a line begins with, and that
// behind the } of the braces directly after it; 0 if there are none.
func spanEnd(line []byte) (closing, to int) {
	if len(line) < 2 || line[0] != '[' || line[1] == '^' {
		return 0, 0
	}
	line = line[:min(len(line), maxSpan)]
	depth := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '`':
			i = codeEnd(line, i) - 1
		case '[':
			depth++
		case ']':
			if depth--; depth > 0 {
				continue
			}
			if i+1 == len(line) || line[i+1] != '{' {
				return 0, 0
			}
			n := bytes.IndexAny(line[i+2:], "{}\n")
			if n < 0 || line[i+2+n] != '}' {
				return 0, 0
			}
			return i, i + 2 + n + 1
		}
	}
	return 0, 0
}

// codeEnd returns the end of the code that the backticks at an offset begin, or else of
// the backticks (CommonMark 6.1).
func codeEnd(line []byte, from int) int {
	ticks := func(i int) int {
		n := i
		for n < len(line) && line[n] == '`' {
			n++
		}
		return n
	}
	open := ticks(from)
	for i := open; i < len(line); {
		if line[i] != '`' {
			i++
			continue
		}
		end := ticks(i)
		if end-i == open-from {
			return end
		}
		i = end
	}
	return open
}

// classes are the classes of spans.
var classes = map[string]content.Decoration{
	".dot":  {Dots: true},
	".name": {Line: content.ProperName},
	".book": {Line: content.BookTitle},
	".u":    {Line: content.Underline},
}

// decorationOf returns the marks of a span with attributes: .dot, one of the lines, or
// both.
func decorationOf(attributes string) (d content.Decoration, ok bool) {
	for _, class := range strings.Fields(attributes) {
		c, known := classes[class]
		if !known || c.Dots && d.Dots || c.Line != content.NoLine && d.Line != content.NoLine {
			return content.Decoration{}, false
		}
		d.Dots, d.Line = d.Dots || c.Dots, d.Line+c.Line
		ok = true
	}
	return d, ok
}

// maxBase is the maximum length of a base in characters, and maxReading that of a
// reading.
const (
	maxBase    = 20
	maxReading = 100
)

var (
	pinyin   = pattern.New(`^\p{Latin}[\p{Latin}'’-]*$`)
	bopomofo = pattern.New(`^[ˊˇˋ˙ˉ]?[\x{3105}-\x{312F}\x{31A0}-\x{31BF}][\x{3105}-\x{312F}\x{31A0}-\x{31BF}ˊˇˋ˙ˉ]*$`)
	kana     = pattern.New(`^[\x{3041}-\x{3096}\x{30A1}-\x{30FA}\x{30FC}-\x{30FE}\x{309D}\x{309E}・]+$`)
)

// readingsOf returns the readings of a base: one for each character, where blanks divide
// the text into as many, else one for the whole; nil if base or text are none.
func readingsOf(base, text string) []string {
	n := utf8.RuneCountInString(base)
	if n == 0 || n > maxBase || utf8.RuneCountInString(text) > maxReading || !allHan(base) || nearClass(text) != "" {
		return nil
	}
	parts := strings.Fields(composed(text))
	for _, form := range []func() bool{
		func() bool { return every(parts, pinyin().MatchString) && (hasTone(text) || particle(base, text)) },
		func() bool { return every(parts, bopomofo().MatchString) },
		func() bool { return every(parts, kana().MatchString) },
	} {
		if !form() {
			continue
		}
		if len(parts) == n {
			return parts
		}
		return []string{strings.Join(parts, " ")}
	}
	return nil
}

// hasTone reports whether a letter of a text has the mark of a tone.
func hasTone(text string) bool {
	return strings.ContainsAny(norm.NFD.String(text), "\u0300\u0301\u0304\u030C")
}

// particles are the words that pinyin writes without a tone, with their readings.
const particles = " 吗ma 嘛ma 吧ba 呢ne 的de 地de 得de 了le 着zhe 过guo 们men 子zi 头tou 么me 麼me 啊a 呀ya 哇wa 啦la 喽lou 呗bei 嗎ma 著zhe 過guo 們men 頭tou "

// particle reports whether a word is one that has no tone in a reading.
func particle(base, text string) bool {
	return strings.Contains(particles, " "+base+strings.ToLower(strings.TrimSpace(text))+" ")
}

func every(parts []string, is func(string) bool) bool {
	for _, s := range parts {
		if !is(s) {
			return false
		}
	}
	return len(parts) > 0
}

// allHan reports whether a text is ideographs alone.
func allHan(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
}

// span reads the beginning or the end of a span, or a base. A [ whose ] is part of
// something else is printed.
func (r *runs) span(n *spanNode, st style) {
	switch {
	case n.readings != nil:
		r.base(n, st)
	case n.end && !slices.Contains(r.spans, n.span): // its [ is part of something that is printed as typed
		r.text(n.span.close, n.span.to, true, st)
	case n.end:
		r.spans = slices.DeleteFunc(r.spans, func(s *bracketSpan) bool { return s == n.span })
	case !n.span.closed:
		r.text(n.span.from, n.span.from+1, true, st)
	default:
		r.spans = append(r.spans, n.span)
		r.m.undecorated(n.span)
	}
}

// base adds a base, each character a run of its own where it has a reading of its own.
func (r *runs) base(n *spanNode, st style) {
	if len(n.readings) == 1 {
		st.ruby = content.Ruby{Text: n.readings[0], Nth: n.nth}
		r.text(n.from, n.to, true, st)
		r.m.syllables(n)
		return
	}
	i := 0
	for off, c := range string(r.m.data[n.from:n.to]) {
		st.ruby = content.Ruby{Text: n.readings[i], Nth: n.nth + i}
		r.text(n.from+off, n.from+off+utf8.RuneLen(c), true, st)
		i++
	}
}

// decoration returns the marks of the open spans: their dots, and the innermost line.
func (r *runs) decoration() (d content.Decoration) {
	for _, s := range r.spans {
		d.Dots = d.Dots || s.decoration.Dots
		if s.decoration.Line != content.NoLine {
			d.Line, d.Nth = s.decoration.Line, s.decoration.Nth
		}
	}
	return d
}
