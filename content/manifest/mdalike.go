package manifest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"jianbao/content/pattern"
)

// Lines of a paragraph that are alike, such as two that begin with a date, are items:
// none continues the one above.

// dateStart is a date or time at the start of a line, as in programmes and chronicles.
var dateStart = pattern.New(`^[*_]{0,3}(?:[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}[:：][0-5][0-9]|(?:19|20)[0-9]{2}(?:年|[.-][0-9]{1,2}\b))`)

// dated reports whether a line begins with a date or time.
func dated(line string) bool { return dateStart().MatchString(line) }

// labelled is a line that begins with a label and a colon, such as 作者：, 注1： or
// 第1名：, or as the lines of questions and answers and of dialogues do (甲：).
var labelled = pattern.New(`^[*_]{0,3}(?:[问答A-Z][0-9]{0,2}|\p{Han}(?:[ \x{3000}]*(?:\p{Han}|[A-Za-z]{1,12})){0,7}|[A-Za-z]{1,10}\p{Han}{1,7}|第?[0-9]{1,3}\p{Han}{1,4}|\p{Han}{1,4}[ ]?[0-9]{1,3}\p{Han}{0,2})(?:：|[*_]{1,3}：|:(?:$|[^/0-9A-Za-z]))`)

// figureRow is a line of a table without rules: at most three fields, words and a figure
// with its unit at the end.
var figureRow = pattern.New(`^(?:[^ \x{3000}，。；：！？、]{1,16}[ \x{3000}]+){0,3}[^0-9A-Za-z_ \x{3000}，。；：！？、]{0,16}[-+−－＋]?[0-9][0-9.,，]*(?:[%‰％℃°]|[\p{Han}㎡]{0,3}|[A-Za-z]{1,3})$|^[^0-9 \x{3000}，。；：！？、][^ \x{3000}，。；：！？、]{0,15}[ \x{3000}]+[-+−－＋]?[0-9][0-9.,，]* [\p{Han}A-Za-z%℃°]{1,3}$`)

// widestRow is the number of columns that a figureRow has at most.
const widestRow = 40

// figures reports whether a line is a figureRow.
func figures(line string) bool {
	line = strings.ReplaceAll(line, "*", "")
	n := columns(line)
	return n >= minName && n <= widestRow && figureRow().MatchString(line)
}

// numberedRow is a line that begins with a number and a blank, as rows of lists do: 1 石塘村.
var numberedRow = pattern.New(`^[0-9]{1,3}[ \x{3000}]+[^ \x{3000}0-9年月日时点分秒个名元万亿%]`)

// inRow reports whether a line is a numberedRow, and has no marks.
func inRow(line string) bool {
	return numberedRow().MatchString(line) && columns(line) <= widestRow && !strings.ContainsAny(line, "，。；：！？")
}

// alike marks the lines that begin with a date or label, or are rows of figures, as a
// line beside them does, and those with labels, as another line of the paragraph has.
func alike(lines []sourceLine) {
	labels := 0
	for i := range lines {
		if labelled().MatchString(lines[i].text) {
			labels++
		}
	}
	for _, kind := range []func(string) bool{dated, labelled().MatchString, figures, inRow, form} {
		for i := 1; i < len(lines); i++ {
			if !kind(lines[i].text) || !kind(lines[i-1].text) {
				continue
			}
			lines[i].begin()
			if i > 1 && !open(lines[i-2].text) {
				lines[i-1].begin()
			}
		}
	}
	for i := 1; i < len(lines) && labels > 1; i++ {
		if labelled().MatchString(lines[i].text) && !open(lines[i-1].text) {
			lines[i].begin()
		}
	}
}

// subjects marks lines of an item of a list that have a label below a short line: 时间：三月
// below a subject.
func subjects(lines []sourceLine) {
	for i := 1; i < len(lines); i++ {
		above := lines[i-1].text
		if labelled().MatchString(lines[i].text) && columns(above) <= maxComplete && !open(above) && !strings.ContainsAny(above, "，。；！？,;!?") {
			lines[i].begin()
		}
	}
}

// open reports whether a line ends with a mark behind which its sentence goes on.
func open(line string) bool {
	line = strings.TrimRight(line, "*_ ")
	return line == "" || strings.ContainsRune("，、；：。！？…—－–-～~·,.;:!?/\\(（《“‘「『[［【{+=&|<>", lastRune(line))
}

func lastRune(line string) rune {
	r, _ := utf8.DecodeLastRuneInString(line)
	return r
}

// form reports whether a line is one of a form: short, with a blank to be filled in, or
// ending with one.
func form(line string) bool {
	return strings.Contains(line, "___") && !strings.ContainsRune("，、；", lastRune(line)) && (columns(line) <= maxComplete || strings.HasSuffix(line, "___"))
}

// bullets are signs that are typed before items.
const bullets = "•●○■□◆◇▲△▶►▷★☆※√✓✔▪◎⊙➢➤·－—→⇒"

// isBullet reports whether a character is one of bullets, or a picture or pictograph.
func isBullet(r rune) bool {
	return strings.ContainsRune(bullets, r) || unicode.Is(unicode.So, r) && (r >= 0x1F000 || r >= 0x2190 && r <= 0x21FF || r >= 0x2300 && r <= 0x23FF || r >= 0x25A0 && r <= 0x27BF || r >= 0x2B00 && r <= 0x2BFF)
}

// keycap is a digit on a key, an emoji of several characters.
var keycap = pattern.New(`^[0-9#*]\x{FE0F}?\x{20E3}`)

// bulletOf returns the kind of bullet that a line begins with: 【, — for a dash of two,
// - and * for signs of lists directly before their text, • for all others; 0 if there is
// none.
func bulletOf(line string) rune {
	line = strings.TrimPrefix(line, "**")
	r, n := utf8.DecodeRuneInString(line)
	rest := line[n:]
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case r == '【':
		return r
	case strings.HasPrefix(line, "——"):
		if strings.HasPrefix(line, "———") {
			return 0
		}
		return '—'
	case next == r: // ★★ is a grade
		return 0
	case strings.ContainsRune("-+*", r) && next != ' ' && unicode.Is(unicode.Zs, next): // no item of a list
		return r
	case r == '-' || r == '+':
		if wordCharacter(next) || openingMark(next) {
			return '-'
		}
		return 0
	case r == '*':
		if wordCharacter(next) && !strings.Contains(rest, "*") {
			return '*'
		}
		return 0
	case isBullet(r) || keycap().MatchString(line):
		return '•'
	}
	return 0
}

// listMarker returns the sign of the list whose item a block is in; 0 if it is in none.
func listMarker(n ast.Node) byte {
	if item, ok := n.Parent().(*ast.ListItem); ok {
		if list, ok := item.Parent().(*ast.List); ok && !list.IsOrdered() {
			return list.Marker
		}
	}
	return 0
}

// bulleted marks the lines that begin with a bullet, or with 【, as another line of the
// paragraph does, or as the item does that they are in.
func bulleted(lines []sourceLine, marker byte) {
	seen := map[rune]int{}
	switch marker {
	case '-', '+':
		seen['-']++
	case '*':
		seen['*']++
	}
	kinds := make([]rune, len(lines))
	for i := range lines {
		if kinds[i] = bulletOf(lines[i].text); kinds[i] != 0 {
			seen[kinds[i]]++
		}
	}
	for i := 1; i < len(lines); i++ {
		if kinds[i] != 0 && seen[kinds[i]] > 1 {
			lines[i].begin()
		}
	}
	if last := len(lines) - 1; last > 0 && kinds[last] == '—' && !open(lines[last-1].text) && columns(lines[last].text) <= maxComplete && !strings.ContainsAny(lines[last].text, "，。；：！？") {
		lines[last].begin() // the author below a quotation
	}
}

// ornamented marks headings between ornaments and rows of one sign, and what follows them.
func ornamented(lines []sourceLine) {
	for i := range lines {
		if !ornament(lines[i].text) && !signRow(lines[i].text) {
			continue
		}
		if i > 0 && !open(lines[i-1].text) {
			lines[i].begin()
		}
		if i+1 < len(lines) {
			lines[i+1].begin()
		}
	}
}

// signRow reports whether a line is one sign again and again, at least three times, or
// six times if it is one of ASCII. A row of underscores is a blank to be filled in, in the
// middle of a sentence perhaps.
func signRow(line string) bool {
	line = strings.ReplaceAll(line, " ", "")
	first, n := utf8.DecodeRuneInString(line)
	if first == '_' || first == '|' || unicode.IsLetter(first) || unicode.IsNumber(first) || strings.Trim(line, string(first)) != "" {
		return false
	}
	return len(line) >= 3*max(n, 2)
}

// ornament reports whether a line is words between 【 and 】 or between ornaments:
// ★简讯★, >>往期回顾<<, * 温馨提示 *.
func ornament(line string) bool {
	line = strings.TrimSuffix(strings.TrimPrefix(line, "**"), "**")
	if columns(line) > maxComplete || !strings.ContainsFunc(line, wordCharacter) {
		return false
	}
	if inner, ok := strings.CutPrefix(line, "【"); ok {
		return strings.IndexAny(inner, "【】") == len(inner)-len("】")
	}
	first, _ := utf8.DecodeRuneInString(line)
	last := lastRune(line)
	switch {
	case strings.ContainsAny(line, "，。；：！？"):
		return false
	case isBullet(first):
		return isBullet(last)
	case strings.HasPrefix(line, ">"), strings.HasPrefix(line, "<<"), strings.HasPrefix(line, "< "):
		return strings.ContainsRune("<>", last) && !strings.ContainsAny(strings.Trim(line, "<>"), "<>")
	case strings.ContainsRune("*-+~=", first):
		return first == last && (strings.HasPrefix(line, string(first)+" ") || strings.HasPrefix(line, strings.Repeat(string(first), 3)))
	}
	return false
}

// tabbed reports whether one of two lines, or both together, have two runs of blanks or
// tabs inside, as the rows of a table that was saved as text have, and fields.
func tabbed(above, line string) bool {
	return blankRuns(above, 2)+blankRuns(line, 2) > 1
}

// innerBlanks is a run of blanks, or a tab, inside a line without blanks at its ends.
var innerBlanks = pattern.New(`[ \x{3000}]*\t[ \t\x{3000}]*|[ \x{3000}]{2,}`)

// blankRuns returns the number of innerBlanks in a line, at most so many; -1: all.
func blankRuns(line string, most int) int {
	if !strings.Contains(line, "  ") && !strings.Contains(line, "\u3000") && strings.IndexByte(line, '\t') < 0 {
		return 0 // most lines; searching is faster than the expression
	}
	return len(innerBlanks().FindAllStringIndex(line, most))
}
