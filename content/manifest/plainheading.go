package manifest

import (
	"strings"
	"unicode/utf8"

	"jianbao/content/numeral"
)

// heading says how a line of plain text is read.
type heading struct {
	level    int  // 1 to 4; 0: a paragraph
	doubtful bool // no number before or after it continues the sequence, or it may be an enumeration
	skip     int  // bytes at its beginning that are not printed: the \ that makes it a paragraph, or the first of two
	hang     int  // bytes of the blanks before it that are kept, of the name of an attachment
}

// numberedLine is a line with a number that can be that of a heading.
type numberedLine struct {
	numeral.Mark                     // Level is 0 if the line has none
	enumerates   numeral.Enumeration // of its number and the words after it
	all          neighbours          // among all lines
	sure         neighbours          // among those that do not enumerate
}

// neighbours are the numbers of the nearest lines of the same level without one
// of a higher level in between; 0: there is none.
type neighbours struct{ before, after int }

// continued reports whether n is in sequence with a neighbour.
func (x neighbours) continued(n int) bool {
	return x.before > 0 && n == x.before+1 || x.after == n+1
}

// between reports whether n has both neighbours in sequence.
func (x neighbours) between(n int) bool {
	return x.before > 0 && n == x.before+1 && x.after == n+1
}

// maxHeading is the maximum length of a heading in characters: two lines of 28
// characters. Longer numbered lines are paragraphs.
const maxHeading = 50

// maxRunIn is the maximum length in characters of a head that stands in its paragraph.
const maxRunIn = 24

// findHeadings returns how each line is read. List items and paragraphs may be
// numbered too, so a heading must be short, must not be a sentence, and must be
// followed by text that is not the next item of the same list. A line whose
// number may belong to its first words is a heading only if the numbers before
// and after it ask for it. A \ before what looks like a heading makes it a
// paragraph.
func findHeadings(lines []textLine) []heading {
	out := make([]heading, len(lines))
	marks := numberLines(lines, out)
	for i, line := range lines {
		m := marks[i]
		if line.heading > 0 {
			out[i].level = line.heading
			continue
		}
		if m.Level == 0 || m.Comma || i+1 == len(lines) || !headingLike(line.text, m.Mark) {
			continue
		}
		if next := marks[i+1]; next.Level != 0 && next.Level <= m.Level && !next.Comma {
			continue
		}
		// The last item of a list is followed by a paragraph too.
		if i > 0 && out[i-1].level == 0 && marks[i-1].Level == m.Level && !marks[i-1].Comma && !(m.Level <= 2 && runsIn(lines[i-1].text, marks[i-1].Mark)) {
			continue
		}
		switch {
		case m.enumerates == numeral.NoEnumeration:
			out[i] = heading{level: m.Level, doubtful: !m.all.continued(m.N) && !m.sure.continued(m.N)}
		case m.all.continued(m.N) && m.all.after != m.N && m.N == m.all.before+1:
			out[i] = heading{level: m.Level, doubtful: m.enumerates == numeral.Successor && !m.sure.between(m.N)}
		}
	}
	return out
}

// runsIn reports whether a numbered line has a head in it and text after that: 一、总体要求。坚持…。
// The next number may then be a heading of its own line.
func runsIn(line string, m numeral.Mark) bool {
	head, rest, stopped := strings.Cut(line[m.End:], "。")
	return stopped && strings.Trim(rest, lineBlanks) != "" && utf8.RuneCountInString(head) <= maxRunIn
}

// numberLines returns the numbers of the lines, without those that cannot be
// numbers of headings: lines that begin with \, lists in one line, and the names
// of attachments, which keep the blanks that put them below the first name. It
// sets out[i].skip and out[i].hang.
func numberLines(lines []textLine, out []heading) []numberedLine {
	marks := make([]numberedLine, len(lines))
	attached, indent := -1, "" // the number of the last attachment, -1 outside of them, and the indent of the first
	for i, line := range lines {
		if rest, escaped := strings.CutPrefix(line.text, `\`); escaped {
			rest = strings.TrimPrefix(rest, `\`)
			if m, ok := numeral.At(rest); ok && !m.Comma && headingLike(rest, m) {
				out[i].skip = len(`\`)
			}
			attached = -1
			continue
		}
		if n, ok := attachmentsAt(line.text); ok {
			attached, indent = n, line.lead
			continue
		}
		if m, ok := numeral.ItemAt(line.text); ok && attached >= 0 && m.N == attached+1 {
			attached++
			if hang, ok := strings.CutPrefix(line.lead, indent); ok {
				out[i].hang = len(hang)
			}
			continue
		}
		attached = -1
		if m, ok := numeral.At(line.text); ok && !severalItems(line.text, m) {
			marks[i] = numberedLine{Mark: m, enumerates: m.Enumerates(line.text[m.End:])}
		}
	}
	link(marks)
	return marks
}

// link sets the neighbours of each numbered line.
func link(marks []numberedLine) {
	var all, sure [5]int // the number seen last, by level
	see := func(m *numberedLine) (inAll, inSure int) {
		inAll, inSure = all[m.Level], sure[m.Level]
		all[m.Level] = m.N
		clear(all[m.Level+1:])
		if m.enumerates == numeral.NoEnumeration {
			sure[m.Level] = m.N
			clear(sure[m.Level+1:])
		}
		return inAll, inSure
	}
	for i := range marks {
		if m := &marks[i]; m.Level > 0 && !m.Comma {
			m.all.before, m.sure.before = see(m)
		}
	}
	clear(all[:])
	clear(sure[:])
	for i := len(marks) - 1; i >= 0; i-- {
		if m := &marks[i]; m.Level > 0 && !m.Comma {
			m.all.after, m.sure.after = see(m)
		}
	}
}

// attachmentsAt reports whether a line begins the list of attachments of GB/T
// 9704 7.3.4, whose further names are numbered lines: 附件：1. 甲 or 附件：. n is
// the number of the name in the line, 0 if it has none; a list of one name
// without a number has no further lines, and n is -1.
func attachmentsAt(line string) (n int, ok bool) {
	end := numeral.Attachments(line)
	if end == 0 {
		return 0, false
	}
	if end == len(line) {
		return 0, true
	}
	if m, ok := numeral.ItemAt(line[end:]); ok {
		return m.N, true
	}
	return -1, true
}

// severalItems reports whether a line has the next number of its list too, or
// is a row of fields: 1. 张三　2. 李四, （一）甲（二）乙.
func severalItems(line string, m numeral.Mark) bool {
	for i, r := range line[m.End:] {
		if r == '（' || r == '(' || r == ' ' || r == '\t' || r == '\u3000' {
			at := line[m.End+i:]
			if m.Level == 1 || m.Level == 3 {
				at = strings.TrimLeft(at, lineBlanks)
			}
			if next, ok := numeral.At(at); ok && next.Level == m.Level && next.N == m.N+1 {
				return true
			}
		}
	}
	rest := strings.TrimLeft(line[m.End:], lineBlanks)
	fields := strings.FieldsFunc(rest, func(r rune) bool { return r == '\t' || r == '\u3000' })
	switch {
	case len(fields) < 2:
		return false
	case len(fields) == 2 && utf8.RuneCountInString(fields[0]) == 1 && utf8.RuneCountInString(fields[1]) == 1:
		return false // 总　则
	}
	return m.Level >= 3 || strings.Contains(rest, "\t")
}

// headingLike reports whether a numbered line can be a heading: it is short and
// no sentence, and does not go on in the next line.
func headingLike(line string, m numeral.Mark) bool {
	if utf8.RuneCountInString(line) > maxHeading {
		return false
	}
	if strings.ContainsAny(line, "。；;！？") || m.Level >= 3 && strings.ContainsAny(line, "：:，") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	return !strings.ContainsRune("：:，,、…—.", last)
}
