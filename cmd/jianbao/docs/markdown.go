package docs

import (
	"strings"

	"jianbao/content/pattern"
)

// A block is a block of Markdown that Render handles as a unit.
type block struct {
	kind   blockKind
	level  int    // of a heading from 1
	marker string // of a list item: "- " or "1. "
	lines  []string
}

type blockKind int

const (
	paragraph blockKind = iota
	heading
	item
	code
	table
)

var (
	comment    = pattern.New(`^<!--.*-->$`)
	itemMarker = pattern.New(`^(- |\d+\. )(.*)$`)
)

// blocks parses the subset of Markdown that the topics use: headings with #,
// paragraphs, flat lists, tables with outer bars, fenced code; comments are dropped.
// A paragraph or item may span lines; further lines of an item are indented.
func blocks(markdown string) []block {
	var out []block
	lines := strings.Split(markdown, "\n")
	open := false // the last block takes further lines
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " \r")
		bare := strings.TrimSpace(line)
		if bare == "" {
			open = false
			continue
		}
		last := len(out) - 1
		if fence, ok := strings.CutPrefix(bare, "```"); ok {
			indent := strings.Index(line, "`")
			b := block{kind: code, marker: fence}
			for i++; i < len(lines) && strings.TrimSpace(lines[i]) != "```"; i++ {
				l := lines[i]
				b.lines = append(b.lines, strings.TrimRight(l[min(indent, len(l)-len(strings.TrimLeft(l, " "))):], " \r"))
			}
			out, open = append(out, b), false
			continue
		}
		marks := len(bare) - len(strings.TrimLeft(bare, "#"))
		switch m := itemMarker().FindStringSubmatch(line); {
		case comment().MatchString(bare):
			open = false
		case marks > 0 && strings.HasPrefix(bare[marks:], " "):
			out, open = append(out, block{kind: heading, level: marks, lines: []string{bare[marks+1:]}}), false
		case strings.HasPrefix(bare, "|"):
			if !open || out[last].kind != table {
				out, open = append(out, block{kind: table}), true
				last++
			}
			out[last].lines = append(out[last].lines, bare)
		case m != nil:
			out, open = append(out, block{kind: item, marker: m[1], lines: []string{m[2]}}), true
		case open && out[last].kind != table:
			out[last].lines = append(out[last].lines, bare)
		default:
			out, open = append(out, block{kind: paragraph, lines: []string{bare}}), true
		}
	}
	return out
}

// rows returns the cells of a table, its header first; the line of dashes is
// left out. A bar within a cell is written \|.
func rows(b block) [][]string {
	var out [][]string
	for i, line := range b.lines {
		if i == 1 {
			continue
		}
		line = strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
		line = strings.ReplaceAll(line, `\|`, "\x00")
		cells := strings.Split(line, "|")
		for j, c := range cells {
			cells[j] = strings.ReplaceAll(strings.TrimSpace(c), "\x00", "|")
		}
		out = append(out, cells)
	}
	return out
}

var (
	codeSpan = pattern.New("(`+)(.+?)(`+)")
	link     = pattern.New(`\[([^\]]*)\]\(([^)]*)\)`)
	strong   = pattern.New(`\*\*([^*]+)\*\*`)
	emphasis = pattern.New(`\*([^*\s][^*]*)\*`)
	// An escaped mark stands for itself; while the other marks are removed, a private
	// character of Unicode takes its place.
	hide   = strings.NewReplacer(`\|`, "\uE000", `\*`, "\uE001", `\_`, "\uE002", "\\`", "\uE003", "&lt;", "\uE004")
	unhide = strings.NewReplacer("\uE000", "|", "\uE001", "*", "\uE002", "_", "\uE003", "`", "\uE004", "<")
)

// plain removes the marks of inline Markdown. Code keeps its backticks; a link becomes
// its text, followed by the address if that is on the web.
func plain(s string) string {
	var b strings.Builder
	for s != "" {
		at := nextCode(s)
		text := hide.Replace(s[:at[0]])
		text = link().ReplaceAllStringFunc(text, func(l string) string {
			m := link().FindStringSubmatch(l)
			if strings.HasPrefix(m[2], "http") {
				return m[1] + " <" + m[2] + ">"
			}
			return m[1]
		})
		text = strong().ReplaceAllString(text, "$1")
		text = emphasis().ReplaceAllString(text, "$1")
		b.WriteString(unhide.Replace(text))
		b.WriteString(strings.ReplaceAll(s[at[0]:at[1]], "&lt;", "<"))
		s = s[at[1]:]
	}
	return b.String()
}

// nextCode returns the place of the first code span of a text, its end if there is
// none. A \ in code is itself; one before a backtick outside of code escapes it.
func nextCode(s string) []int {
	for from := 0; ; {
		at := codeSpan().FindStringIndex(s[from:])
		if at == nil {
			return []int{len(s), len(s)}
		}
		start := from + at[0]
		if start > 0 && s[start-1] == '\\' {
			from = start + 1
			continue
		}
		return []int{start, from + at[1]}
	}
}
