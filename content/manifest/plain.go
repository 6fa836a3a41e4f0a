package manifest

import (
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// plainText converts the text of a .txt file: every line that is not blank is a
// paragraph, a heading if it is numbered and looks like one, or a row of a table if
// several have the same number of tabs.
func (l *loader) plainText(text string, place diag.Place) []content.Block {
	text, place = l.withoutMarks(text, place)
	lines := splitLines(text)
	lines = l.visibleLines(lines, place)
	l.plainMarkup(lines, place)
	for _, line := range lines {
		l.pictureMarks(line, place)
	}
	lines = l.tabTables(text, place, lines)
	headings := findHeadings(lines)
	blocks := make([]content.Block, 0, len(lines))
	for i, line := range lines {
		if line.end == line.off { // of a table
			if line.table != nil {
				blocks = append(blocks, line.table)
			}
			continue
		}
		at := headings[i]
		line = line.with(at)
		run := content.Run{Value: line.text, Place: place.Slice(line.off, line.off+len(line.text))}
		span := place.At(line.off, line.off+len(line.text))
		if at.level == 0 {
			blocks = append(blocks, &content.Paragraph{Inlines: l.withReferences(run), Refused: at.skip > 0, Span: span})
			continue
		}
		if at.doubtful {
			l.log.Add("plain-heading", span, line.text, at.level)
		}
		blocks = append(blocks, &content.Heading{Level: at.level, Inlines: l.withReferences(run), Span: span})
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
	text  string
	off   int
	end   int            // with the trailing blanks
	lead  string         // the leading blanks
	table *content.Table // in place of text; nil if it has errors
	// heading is the level of a line that is a heading for another reason than its
	// number; 0: it is none.
	heading int
}

// with returns the line as it is printed.
func (t textLine) with(h heading) textLine {
	t.text = t.lead[len(t.lead)-h.hang:] + t.text[h.skip:]
	t.off += h.skip - h.hang // one of them is 0
	return t
}

// lineBlanks are removed at both ends of a line: trailing blanks are invisible. At its
// start, so are indentBlanks.
const lineBlanks = " \t\u3000"

// splitLines returns the lines that are not blank. Lines end with LF, CRLF, CR
// or form feed.
func splitLines(text string) []textLine {
	var lines []textLine
	for off := 0; off < len(text); {
		end := off
		for end < len(text) && text[end] != '\n' && text[end] != '\r' && text[end] != '\f' {
			end++
		}
		line := text[off:end]
		if t := strings.TrimLeft(line, lineBlanks); t != "" {
			if rest := strings.TrimLeft(t, indentBlanks); rest != "" { // else it only looks empty
				t = rest
			}
			lead := len(line) - len(t)
			lines = append(lines, textLine{text: strings.TrimRight(t, lineBlanks), off: off + lead, end: end, lead: line[:lead]})
		}
		off = end + 1
	}
	return lines
}
