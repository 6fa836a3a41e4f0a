package diag

import "strings"

// TextColumns is the width of wrapped text. It is one less than 80, because
// consoles of 80 columns show an empty line after a full one.
const TextColumns = 79

// Wrap returns text in lines of at most TextColumns columns, each with a line end.
// The first line begins with first, the others with hang. Lines break after
// spaces, and next to wide characters except before closing and after opening
// marks. Code between backticks is broken only if it is wider than a line. Words
// wider than a line are broken anywhere.
func Wrap(text, first, hang string) string {
	var b strings.Builder
	line, used := first, Width(first)
	empty := true
	flush := func() {
		b.WriteString(strings.TrimRight(line, " ") + "\n")
		line, used, empty = hang, Width(hang), true
	}
	for _, w := range wrapWords(text, TextColumns-max(Width(first), Width(hang))) {
		if !empty && used+Width(strings.TrimRight(w, " ")) > TextColumns {
			flush()
		}
		line, used, empty = line+w, used+Width(w), false
	}
	flush()
	return b.String()
}

// wrapWords splits text at the places where a line may break; no part is wider
// than most columns.
func wrapWords(text string, most int) []string {
	var out []string
	start, width := 0, 0
	var before rune
	code := false // between backticks, which open and close as parentheses do
	kept := 0     // end of the code that is not broken
	for i, r := range text {
		mark, end := r, kept
		if r == '`' {
			mark = '('
			if code {
				mark = ')'
			}
			code = !code
			if n := strings.IndexByte(text[i+1:], '`') + 2; code && n > 1 && Width(text[i:i+n]) <= most {
				end = i + n
			}
		}
		if i > start && (i >= kept && mayBreak(before, mark) || width+RuneWidth(r) > most && r != ' ') {
			out = append(out, text[start:i])
			start, width = i, 0
		}
		width += RuneWidth(r)
		before, kept = mark, end
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out
}

// Marks that may not begin a line, and marks that may not end one.
const (
	closingMarks = "，。、；：？！）》」』】〕”’…—·,.;:?!)]}>%／/"
	openingMarks = "（《「『【〔“‘([{<"
)

func mayBreak(before, after rune) bool {
	switch {
	case after == ' ':
		return false
	case before == ' ':
		return true
	case RuneWidth(before) < 2 && RuneWidth(after) < 2:
		return false
	}
	return !strings.ContainsRune(closingMarks, after) && !strings.ContainsRune(openingMarks, before)
}
