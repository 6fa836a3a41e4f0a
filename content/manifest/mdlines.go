package manifest

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/width"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/numeral"
	"jianbao/content/pattern"
)

// wrapTolerance is by how many columns the lines of text that was wrapped by a
// program may differ: the width of a mark that must not begin a line, and of a
// character that did not fit.
const wrapTolerance = 4

// leastWrapped is the least number of columns that text is wrapped to.
const leastWrapped = 20

// paragraphStart is a number with which a paragraph or item begins.
var paragraphStart = pattern.New(`^(?:[一二三四五六七八九十百]{1,4}、|[（(](?:[一二三四五六七八九十百]{1,4}|[0-9０-９]{1,3})[）)]|[0-9０-９]{1,3}(?:、|．|\.(?:[^0-9]|$))|[①-⑳]|第[〇零一二三四五六七八九十百0-9]{1,5}条(?:[^的规之款和或与及至、，。；）]|$)|附件(?:[0-9一二三四五六七八九十]{0,2}[：:、.．]|[0-9]{0,2}$))`)

// lineEnds returns the offsets of those line ends of a paragraph that end a
// paragraph of the copy. CommonMark joins all lines, but editors of Chinese copy
// type one for each paragraph: a line that begins with a number, or follows a stop
// or a short line with a number, or is like another line, or has runs of blanks, is
// one. In wrapped text it is one only after a line that had room for its beginning. A
// line that is indented with an ideographic space, or with several other blanks that are
// no spaces or tabs, always is, one after a hard break never.
// joined has the offsets of lines that are joined to one that looked complete.
func (m *markdown) lineEnds(n ast.Node) (ends, joined []int) { return m.lineEndsAfter("", n) }

// lineEndsAfter returns the lineEnds of a block whose first line has more text before it.
func (m *markdown) lineEndsAfter(before string, n ast.Node) (ends, joined []int) {
	segments := n.Lines()
	if m.loader.joinLines || segments == nil || segments.Len() < 2 {
		return nil, nil
	}
	lines := make([]sourceLine, segments.Len())
	for i := range lines {
		segment := segments.At(i)
		source := string(segment.Value(m.data))
		blanks, width := Indent([]byte(source), true)
		plain := len(source) - len(strings.TrimLeft(source, " \t"))
		lines[i].indented = blanks > plain && width-plain >= leastIndent
		lines[i].text = strings.TrimSpace(source[blanks:])
		lines[i].starts = i > 0 && lines[i].text != "" && (paragraphStart().MatchString(strings.TrimLeft(lines[i].text, "*_")) || stopped(lines[i-1].text) || headed(strings.Trim(lines[i-1].text, "*_")) || tabbed(lines[i-1].text, lines[i].text) || continues(lines[:i], lines[i].text))
		if i+1 < len(lines) {
			lines[i+1].broken = hardBreak(source)
		}
	}
	lines[0].text = before + lines[0].text
	bulleted(lines, listMarker(n))
	alike(lines)
	if _, item := n.Parent().(*ast.ListItem); item {
		subjects(lines)
	}
	ornamented(lines)
	signed(lines)
	closed(lines)
	measured(lines)
	measure := wrapped(lines)
	first := true // the line above begins a paragraph
	for i, line := range lines {
		begins := i == 0
		switch {
		case i == 0 || line.text == "" || line.broken:
		case line.indented || line.starts && (columns(lines[i-1].text)+room(line.text) < measure || attachments(lines[i-1].text, line.text)):
			begins = true
			ends = append(ends, segments.At(i-1).Stop)
		case measure == unwrapped && complete(lines[i-1].text, line.text, first):
			joined = append(joined, segments.At(i).Start)
		}
		first = begins
	}
	return ends, joined
}

// emphasisEnds returns the offsets of the line ends of a block that emphasis does not
// cross: those that end paragraphs.
func (m *markdown) emphasisEnds(n ast.Node) []int {
	if !isText(n) {
		return nil
	}
	ends, _ := m.lineEnds(n)
	return ends
}

// lineFrom returns the place of the rest of the line at an offset, without blanks
// before it.
func (m *markdown) lineFrom(from int) diag.Span {
	to := from + m.restOfLine(from)
	blanks, _ := Indent(m.data[from:to], true)
	return m.place.At(from+blanks, to)
}

// attachments reports whether a line names attachments (附件：1. 甲) after a sentence.
func attachments(before, line string) bool {
	return stopped(before) && numeral.Attachments(line) > 0
}

// sourceLine is a line of a paragraph in the source.
type sourceLine struct {
	text     string // without blanks around it
	indented bool   // with more than spaces and tabs
	broken   bool   // a hard break ends the line above
	starts   bool   // it is no continuation of the line above, by its number or label or by that line's end
}

// begin notes that the line is no continuation of the line above.
func (l *sourceLine) begin() { l.starts = l.starts || !l.broken }

// maxSigner is the number of columns that a name in a signature has at most.
const maxSigner = 40

// signers reports whether a line consists of names without a mark, as above the date of
// a signature: one, or several side by side.
func signers(line string) bool {
	if strings.ContainsAny(line, "，。；：！？、…") {
		return false
	}
	for _, name := range strings.FieldsFunc(line, unicode.IsSpace) {
		if columns(name) > maxSigner {
			return false
		}
	}
	return true
}

// signed marks the lines of a signature at the end of a paragraph as paragraphs of
// their own: a date, short lines without a mark above it, and notes in brackets below it
// (GB/T 9704 7.3.5, 7.3.6).
func signed(lines []sourceLine) {
	n := len(lines) - 1
	for n > 0 && strings.HasPrefix(lines[n].text, "（") && strings.HasSuffix(lines[n].text, "）") {
		n--
	}
	if !numeral.IsDate(lines[n].text) {
		return
	}
	for k := n + 1; k < len(lines); k++ {
		lines[k].begin()
	}
	for ; n > 0 && signers(lines[n-1].text); n-- {
		lines[n].begin()
	}
}

// courtesy and regards are the two lines that close a letter.
var (
	courtesy = pattern.New(`^(?:此致|顺颂|顺祝|即颂|恭祝|敬祝|祝)$`)
	regards  = pattern.New(`^(?:敬礼|敬意)[！!。]?$`)
)

// closed marks the second of two lines that close a letter: 此致, 敬礼！
func closed(lines []sourceLine) {
	for i := 1; i < len(lines); i++ {
		if courtesy().MatchString(lines[i-1].text) || regards().MatchString(lines[i].text) {
			lines[i].begin()
		}
	}
}

// A poem has leastVerses lines at least, none wider than widestVerse columns.
const leastVerses, widestVerse = 4, 32

// measured marks the lines of a poem: all end with a mark and have the same length.
func measured(lines []sourceLine) {
	if len(lines) < leastVerses || columns(lines[0].text) > widestVerse {
		return
	}
	for _, line := range lines {
		last, _ := utf8.DecodeLastRuneInString(line.text)
		if columns(line.text) != columns(lines[0].text) || !strings.ContainsRune("，。；！？、", last) {
			return
		}
	}
	for i := 1; i < len(lines); i++ {
		lines[i].begin()
	}
}

// headed reports whether a line is a heading by its number, 一、 or （一）, and its
// length.
func headed(line string) bool {
	m, ok := numeral.At(line)
	return ok && m.Level <= 2 && headingLike(line, m)
}

// stopped reports whether a line ends with a full-width stop.
func stopped(line string) bool {
	line = endsInCall().ReplaceAllString(line, "")
	line = strings.TrimRight(line, `\*_”’」』）`)
	last, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune("。！？：；", last)
}

// unwrapped is the measure of lines that have not been wrapped: all have room.
const unwrapped = 1 << 30

// wrapped returns the number of columns that lines have been wrapped to by a program:
// three or more of them end near the longest, and at least half of these, the last
// aside, run on into the next one. Lists have lines of equal lengths too, which do
// not.
func wrapped(lines []sourceLine) int {
	longest := 0
	for _, line := range lines {
		longest = max(longest, columns(line.text))
	}
	near, open, runsOn := 0, 0, 0
	for i, line := range lines {
		if columns(line.text)+wrapTolerance < longest {
			continue
		}
		near++
		if i+1 == len(lines) {
			continue
		}
		open++
		if next := lines[i+1]; !next.starts && !next.indented {
			runsOn++
		}
	}
	if longest < leastWrapped || near < 3 || 2*runsOn < open {
		return unwrapped
	}
	return longest
}

// room returns the number of columns that a wrapped line must have left if what the
// next one begins with, a word or a character, would have fitted on it.
func room(line string) int {
	word := strings.IndexFunc(line, func(r rune) bool { return r == ' ' || r >= utf8.RuneSelf })
	if word < 0 {
		word = len(line)
	}
	return wrapTolerance + word + 1
}

// columns returns the width of a text in columns of a terminal or editor.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n++
		case width.EastAsianAmbiguous:
			if fullWidthMark(r) {
				n++
			}
		}
	}
	return n
}

// paragraphs returns the paragraphs of a block of text: one, or several if lines
// of it are.
func (m *markdown) paragraphs(n ast.Node, at diag.Span) []content.Block {
	if first := n.Lines(); first != nil && first.Len() > 0 && m.groups[first.At(0).Start] {
		m.lines.add(m.lineFrom(first.At(0).Start))
	}
	ends, joined := m.lineEnds(n)
	for _, line := range joined {
		m.joined.add(m.lineFrom(line))
	}
	if len(ends) == 0 {
		if in := m.visible(n, at); len(in) > 0 {
			return []content.Block{textParagraph(in, at)}
		}
		return nil
	}
	for _, end := range ends {
		m.lines.add(m.lineFrom(end))
	}
	return m.split(m.inlinesOf(n, ends), at)
}

// split returns paragraphs of the parts of a block, without those of nothing
// visible.
func (m *markdown) split(parts [][]content.Inline, at diag.Span) []content.Block {
	var out []content.Block
	for _, in := range parts {
		text := flatText(in)
		if allInvisible(text) {
			if looksEmpty(text) {
				m.invisible.add(at, text)
			}
			continue
		}
		out = append(out, textParagraph(in, placeOf(in, at)))
	}
	return out
}

// refusedItem is a \ before what would be the mark of an ordered list.
var refusedItem = pattern.New(`^\\[0-9]{1,9}[.)][ \t]`)

// textParagraph returns a paragraph of text. A \ that refuses the mark of a list is
// not printed: CommonMark escapes the stop after the number, where nobody looks for
// it.
func textParagraph(in []content.Inline, at diag.Span) *content.Paragraph {
	p := &content.Paragraph{Inlines: in, Span: at}
	first, ok := in[0].(content.Run)
	if ok && strings.HasPrefix(first.Value, `\`) && refusesItem(first.Place) {
		first.Value, first.Place = first.Value[1:], first.Place.Slice(1, len(first.Value))
		p.Refused = true
		if p.Inlines = slices.Clone(in); first.Value == "" {
			p.Inlines = p.Inlines[1:]
		} else {
			p.Inlines[0] = first
		}
	}
	return p
}

// beforeItem is what may stand before the mark of an item in its line.
var beforeItem = pattern.New(`^(?:[\p{Zs}\t>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t]|&[0-9A-Za-z#]+;|<!--.*?-->|(?i:</?p\b[^<>]*>))*$`)

// refusesItem reports whether a text begins with a refused mark as it is typed: not with two
// backslashes, of which CommonMark makes one, and without markup before or inside the mark,
// where an item could not begin.
func refusesItem(at diag.Place) bool {
	span := at.At(0, 1)
	if span.Source == nil || !refusedItem().Match(span.Source.Data[span.Start:]) {
		return false
	}
	line := bytes.LastIndexByte(span.Source.Data[:span.Start], '\n') + 1
	return beforeItem().Match(span.Source.Data[line:span.Start])
}

// placeOf returns the place of inlines that are a part of a block.
func placeOf(in []content.Inline, block diag.Span) diag.Span {
	at := block
	first := slices.IndexFunc(in, isRun)
	if first < 0 {
		return at
	}
	at.Start = in[first].(content.Run).Place.At(0, 1).Start
	for i := len(in) - 1; i >= 0; i-- {
		if run, ok := in[i].(content.Run); ok {
			at.End = run.Place.At(len(run.Value)-1, len(run.Value)).End
			break
		}
	}
	return at
}

func isRun(x content.Inline) bool {
	_, ok := x.(content.Run)
	return ok
}

// countedLines counts lines of a file for one finding.
type countedLines struct {
	first diag.Span
	n     int
}

func (c *countedLines) add(line diag.Span) {
	if c.n == 0 {
		c.first = line
	}
	c.n++
}

func (c *countedLines) report(log *diag.List, code diag.Code) {
	if c.n > 0 {
		log.Add(code, c.first, c.n)
	}
}
