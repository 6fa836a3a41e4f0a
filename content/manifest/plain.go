package manifest

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// plainText converts the text of a .txt file: every line that is not blank is a
// paragraph, or a heading if it is numbered and looks like one.
func (l *loader) plainText(text string, place diag.Place) []content.Block {
	lines := splitLines(text)
	lines = l.visibleLines(lines, place)
	heading := headings(lines)
	blocks := make([]content.Block, 0, len(lines))
	for i, line := range lines {
		run := content.Run{Value: line.text, Place: place.Slice(line.off, line.off+len(line.text))}
		span := place.At(line.off, line.off+len(line.text))
		l.pictureMarks(line, place)
		if heading[i] > 0 {
			blocks = append(blocks, &content.Heading{Level: heading[i], Inlines: []content.Inline{run}, Span: span})
			continue
		}
		blocks = append(blocks, &content.Paragraph{Inlines: []content.Inline{run}, Span: span})
	}
	return blocks
}

// visibleLines returns the lines without those that look blank.
func (l *loader) visibleLines(lines []textLine, place diag.Place) []textLine {
	var gone invisibleTexts
	kept := lines[:0]
	for _, line := range lines {
		if looksEmpty(line.text) {
			gone.add(place.At(line.off, line.off+len(line.text)), line.text)
			continue
		}
		kept = append(kept, line)
	}
	gone.report(l.log)
	return kept
}

// pictureMark matches a picture in Markdown syntax.
var pictureMark = pattern.New(`!\[[^\[\]]*\]\([^()]+\)`)

// pictureMarks warns about Markdown pictures, which work only in .md files: here
// the markup is printed as text and the picture is missing.
func (l *loader) pictureMarks(line textLine, place diag.Place) {
	if !strings.Contains(line.text, "![") {
		return
	}
	for _, m := range pictureMark().FindAllStringIndex(line.text, -1) {
		l.log.Add("plain-picture", place.At(line.off+m[0], line.off+m[1]), line.text[m[0]:m[1]])
	}
}

// textLine is a line without leading and trailing blanks.
type textLine struct {
	text string
	off  int
}

// lineBlanks are removed at both ends of a line: indents are set by the theme,
// and trailing blanks are invisible.
const lineBlanks = " \t\u3000"

// splitLines returns the lines that are not blank. Lines end with LF, CRLF, CR
// or form feed.
func splitLines(text string) []textLine {
	var lines []textLine
	for off := 0; off < len(text); {
		n := strings.IndexAny(text[off:], "\n\r\f")
		if n < 0 {
			n = len(text) - off
		}
		line := text[off : off+n]
		if t := strings.TrimLeft(line, lineBlanks); t != "" {
			lead := len(line) - len(t)
			lines = append(lines, textLine{strings.TrimRight(t, lineBlanks), off + lead})
		}
		off += n + 1
	}
	return lines
}

// numbering matches the numbers of the four levels of GB/T 9704: 一、 （一） 1. （1）.
var numbering = [...]func() *regexp.Regexp{
	pattern.New(`^[一二三四五六七八九十百零〇]+、`),
	pattern.New(`^[（(][一二三四五六七八九十百零〇]+[）)]`),
	pattern.New(`^[0-9０-９]{1,3}(?:．|\.(?:[^0-9]|$))`),
	pattern.New(`^[（(][0-9０-９]{1,3}[）)]`),
}

// numberLevel returns the level of a line's number, 0 if it is not numbered.
func numberLevel(line string) int {
	if first, _ := utf8.DecodeRuneInString(line); !strings.ContainsRune("一二三四五六七八九十百零〇（(0123456789０１２３４５６７８９", first) {
		return 0 // most lines, without matching the expressions
	}
	for i, re := range numbering {
		if re().MatchString(line) {
			return i + 1
		}
	}
	return 0
}

// maxHeading is the maximum length of a heading in characters: two lines of 28
// characters. Longer numbered lines are paragraphs.
const maxHeading = 50

// headings returns the heading levels of lines, 0 for paragraphs. List items
// and paragraphs may be numbered too, so a heading must be short, must not be a
// sentence, and must be followed by text that is not the next item of the same
// list.
func headings(lines []textLine) []int {
	out := make([]int, len(lines))
	for i, line := range lines {
		level := numberLevel(line.text)
		if level == 0 || i+1 == len(lines) || !headingLike(line.text, level) {
			continue
		}
		if next := numberLevel(lines[i+1].text); next != 0 && next <= level {
			continue
		}
		// The last item of a list is followed by a paragraph too.
		if i > 0 && out[i-1] == 0 && numberLevel(lines[i-1].text) == level {
			continue
		}
		out[i] = level
	}
	return out
}

func headingLike(line string, level int) bool {
	if utf8.RuneCountInString(line) > maxHeading {
		return false
	}
	if strings.ContainsAny(line, "。；;！？") || level >= 3 && strings.ContainsAny(line, "：:，") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	return !strings.ContainsRune("：:，,、…—.", last)
}
