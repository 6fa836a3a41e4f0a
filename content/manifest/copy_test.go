package manifest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"

	_ "jianbao/content/testgc"
)

// Every sign of an article's copy is printed, or it is markup by the rules of
// the documentation, or a finding covers it. The rules are read here a second
// time, from their wording and with other means than the parser's.

// copyAlphabet has the characters of random copy: the signs of Markdown and
// their neighbours in Chinese text.
var copyAlphabet = strings.Split("甲 王 张 和 年 1 2 0 a B * * * ** _ __ > + - ~ # | $ ^ \\ [ ] ( ) . · 、 ， 。 ： “ ” （ ） % ℃ 米", " ")

// copyLines are beginnings and ends of lines.
var copyLines = []string{"\n", "\n\n", "\n- ", "\n+ ", "\n> ", "\n>", "\n1. ", "\n2) ", "\n# ", "\n#", "\n* ", "\n", "  \n", "\n1986. ", "\n二、", "\n甲：\n", "\n【甲】\n", "\n**甲**\n2. ", "\n---\n", "\n===\n", "\n***\n", "\n____\n", "\n--\n", "\n==\n", "\n$$\n", "\n$$\n", "$$"}

// copyWords are pieces of real copy that grammars of Markdown stumble over.
var copyWords = []string{
	"5*3*2米", "DN100*50", "138****1234", "____年____月____日", "王*明", "李*华", "张**", "赵**", "吴某*（女）", "冯**（男）", "甲类*", "带*的", "按*键", "*号键，",
	"*注：", "*李*华*", "***张*三***", "（*明、", "欧阳*", "__init__.py", "**号为", "20**年**月**日，", "**____**", "王**诉李**", "第**条、第**款", "**县", "**村、", "**公司）、", "**厂", "陈*", "与", "周*平", "马*", "某*", "”", "的，", "*号的", " ", "年*月*日", "*.doc", "**重点**", "*轻*", "***重***", "_x_", "对**“两高”**项目", "增长**5%**，", "、", "，", "。", "和", "《甲》", "：", "（一）", "a_b_c", "2 * 3", "共（____）份", "C++", "5~6月",
	`\(x_1*y*\)`, `\[E=m^2^\]`, `\[甲\]`, `\)`, "(*^▽^*)", "*", "∑_{i}", ">_<", "-_-", "→_→", "a^2+b^2=c^2", "x^2y^2", "1kg~2kg~3kg", "1m~2m,3m~4m", "S~M~L", "x~i,j~y~k~", "^n+1^", "~2m~", "^(n+1)", "K", "H~2~O", "m^3^", "Ca^2+^", "x~i,j~", "5~6~7", "(^o^)", "~~作废~~", "10^−3^吨", "^_^", "$x_1$", "$\\{a*b*c\\}$", "$5", "$$y_i^*=_z_$$",
}

// copySpanWords are pieces of spans and readings, and what is nearly one.
var copySpanWords = []string{
	"[要点]{.dot}", "[甲*乙*]{.name}", "[水浒传]{.book .dot}", "[重庆]{chóng qìng}", "[漢]{かん}", "[重慶]{ㄔㄨㄥˊ ㄑㄧㄥˋ}", "[重庆]{chong2}", "[重庆]{chong qing}", "[吗]{ma}",
	"[", "]", "{.u}", "]{.u}", "{.dot}", "]{.dots}", "[1]{2}", "[]{.dot}", "\\[", "\\]", "{", "}", "]{.dot .dot}", "]{.name .u}", "[a](b)", "[注](略)", "![", "!", "甲", "**", "*", "重", "$", "x_1", "https://a.cn/", "www.a.cn/", "_b_", "(_c)", "_li_@a.cn",
}

// copyTags are tags and comments of HTML.
var copyTags = []string{"<b>", "</b>", "<em>", "</em>", "<br>", "<BR/>", "<p>", "</p>", "<sub>2</sub>", "<sup>", "</sup>", "<!-- 注 -->", "<!--", "-->", "<u>", "<small>", "</small>", "<", "甲。"}

// emphasisRun is a run of asterisks or underscores in a paragraph.
type emphasisRun struct {
	sign          rune
	start, n      int // offset in characters, length
	left          int // signs that are not delimiters yet
	opens, closes bool
}

const (
	copyOpening = "“‘（《〈【「『〔［｛([{\"'"
	copyClosing = "”’）》〉】」』〕］｝)]}\"'"
	copyStops   = "，、。；：！？"
	copyHan     = `[\p{Han}\x{3040}-\x{30FF}]`
	copyWord    = `[\p{L}\p{Nd}]`
	// copyMail is an address of mail between < and > (CommonMark 6.5).
	copyMail      = `[0-9A-Za-z.!#$%&'*+/=?^_\x60{|}~-]+@` + copyMailLabel + `(?:\.` + copyMailLabel + `)*`
	copyMailLabel = `[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?`
	// copyValued is an attribute with a value, as a tag of text may have.
	copyValued = `(?:[ \t\n]+[A-Za-z_:][A-Za-z0-9_.:-]*[ \t\n]*=[ \t\n]*(?:[^ \t\n"'=<>\x60]+|'[^']*'|"[^"]*"))`
	// copyAttribute is an attribute of a tag (CommonMark 6.6).
	copyAttribute = `(?:[ \t\n]+[A-Za-z_:][A-Za-z0-9_.:-]*(?:[ \t\n]*=[ \t\n]*(?:[^ \t\n"'=<>\x60]+|'[^']*'|"[^"]*"))?)`
)

var (
	copyMark      = regexp.MustCompile(`[\p{P}\p{S}]`)
	copyWordRune  = regexp.MustCompile(`^` + copyWord + `$`)
	copyHanRune   = regexp.MustCompile(`^\p{Han}$`)
	copyFullWidth = regexp.MustCompile(`^(?:` + copyHan + `|[、-〄〆-〿！-／：-＠［-｀｛-･“”‘’…—⸺⋯·])$`)
	copyASCII     = regexp.MustCompile(`^[0-9A-Za-z]$`)
	copyEscape    = regexp.MustCompile("\\\\[!-/:-@[-`{-~\n]")
	copySurname   = regexp.MustCompile(`[、，；。：](?:\p{Han}|欧阳|司马|诸葛|夏侯)$`)
	copyLabel     = regexp.MustCompile(`^\p{Han}{1,4}：`)
	copyStars     = regexp.MustCompile(`\*+`)
	copyBehind    = regexp.MustCompile(`^\*\p{Han}{1,3}(\*+)(?:$|[^*\p{L}\p{Nd}])`)
	copyAhead     = regexp.MustCompile(`(?:^|[^*\\\p{L}\p{Nd}])(\*+)\p{Han}{1,3}\*$`)
	copyStarKey   = regexp.MustCompile(`^号?键`)
	copyQuoted    = regexp.MustCompile(`(?:^|\n)[ \t]*(?:(?:>|[-+*][ \t]|[0-9]{1,9}[.)][ \t])[ \t]*)*>$`)
	copyTagEnds   = regexp.MustCompile(`^(?:<[A-Za-z][A-Za-z0-9-]*` + copyAttribute + `*[ \t\n]*/?>|</[A-Za-z][A-Za-z0-9-]*[ \t\n]*>|<![A-Z][^>]*>|<!--[\s\S]*-->|<!---?>|<\?[\s\S]*\?>|<!\[CDATA\[[\s\S]*\]\]>|<[A-Za-z][0-9A-Za-z+.-]{1,31}:[^<> ]*>|<` + copyMail + `>)$`)
	copyWordAny   = regexp.MustCompile(copyWord)
	copySymbol    = regexp.MustCompile(`^\p{S}`)
	copyFaceSigns = regexp.MustCompile(`^(?:[^ -~、-〿！-／：-＠［-｀｛-･“”‘’…—⸺⋯·\PS]|[$+<>|=~^\x60]|[-.;‹›¬])$`)
	copyMath      = regexp.MustCompile(`^[^ -~←-⇿\P{Sm}]$`)
	copyDate      = regexp.MustCompile(`^(?:\p{Nd}\*\*年[^代]|年\*\*月[*，、。；]|月\*\*日[^常均益期产报夜程志])`)
	copyAnd       = regexp.MustCompile(`^[和与及跟同或]\p{Han}$`)
	copyStopFirst = regexp.MustCompile(`^(?:[，、。；：！？”’）》〉】」』〕］｝)\]},;]|[.:!?](?:$|\s|[\p{Han}，、。；：！？“”‘’（）《》·]))`)
)

var (
	copyInAddress   = regexp.MustCompile(`(?:://|www\.)[^ \t\n\r<>"|，。；：！？、“”（）《》【】]*$`)
	copyBareAddress = regexp.MustCompile(`[A-Za-z][0-9A-Za-z+.-]*://[!-;=?-~]*$`)
	copyAddressRest = regexp.MustCompile(`^[.?]?[A-Za-z0-9]|^[/%=&#(~+-]`)
	copyMailRest    = regexp.MustCompile(`^@[A-Za-z0-9-]+\.[A-Za-z]`)
)

// copyRuns finds the runs of a paragraph and what each may be (CommonMark 6.2
// and the four exceptions that the documentation lists).
func copyRuns(p []rune) []*emphasisRun {
	at := func(i int) string {
		if i < 0 || i >= len(p) {
			return " "
		}
		return string(p[i])
	}
	var runs []*emphasisRun
	scripts, formulas := copyScripts(p), copyFormulas(p)
	for i := 0; i < len(p); {
		if formulas[i] {
			i++
			continue
		}
		if p[i] == '\\' && i+1 < len(p) && p[i+1] < utf8.RuneSelf && copyMark.MatchString(at(i+1)) {
			i += 2
			continue
		}
		if p[i] != '*' && p[i] != '_' {
			i++
			continue
		}
		r := &emphasisRun{sign: p[i], start: i}
		for i < len(p) && p[i] == r.sign {
			i++
		}
		r.n, r.left = i-r.start, i-r.start
		before, after := at(r.start-1), at(i)
		if r.start > 0 && scripts[r.start-1] && !copyBareAddress.MatchString(string(p[:r.start])) {
			before = "x" // the end of a script is no mark of the text
		}
		blank := func(s string) bool { return strings.TrimSpace(s) == "" }
		mark := copyMark.MatchString
		leftSide := !blank(after) && (!mark(after) || blank(before) || mark(before))
		rightSide := !blank(before) && (!mark(before) || blank(after) || mark(after))
		r.opens, r.closes = leftSide, rightSide
		if r.sign == '_' {
			r.opens, r.closes = leftSide && (!rightSide || mark(before)), rightSide && (!leftSide || mark(after))
		}
		ascii := copyASCII.MatchString
		if r.sign == '*' && r.n == 1 && copyPattern.MatchString(string(p[i:])) {
			r.opens, r.closes = false, false
		}
		if r.sign == '*' && r.n == 2 {
			blankAfter, blankBefore := strings.HasPrefix(string(p[i:]), "____"), strings.HasSuffix(string(p[:r.start]), "____")
			r.opens = r.opens || copyFullWidth.MatchString(before) && (strings.Contains(copyOpening, after) || blankAfter)
			r.closes = r.closes || copyFullWidth.MatchString(after) && (strings.Contains(copyClosing+copyStops+"…,.;:!?%‰％℃°", before) || blankBefore)
		}
		if r.sign == '_' && ascii(before) && after == "." && ascii(at(i+1)) {
			r.closes = false
		}
		if before == ">" && copyQuoted.MatchString(string(p[:r.start])) {
			before = "\n"
		}
		if rest := strings.TrimSpace(string(p[i:])); r.sign == '_' && rest != "" && (after == "{" || copyMath.MatchString(before) || copyFaceSigns.MatchString(before) && copyFaceSigns.MatchString(after) && !copyTagBefore(string(p[:r.start]))) {
			r.opens, r.closes = false, false
		}
		if r.sign == '_' && (copyInAddress.MatchString(string(p[:r.start])) && copyAddressRest.MatchString(string(p[i:])) || copyMailRest.MatchString(string(p[i:]))) {
			r.opens, r.closes = false, false
		}
		if copyStopFirst.MatchString(string(p[i:])) {
			r.opens = false
		}
		if r.n > 3 || ascii(before) && ascii(after) {
			r.opens, r.closes = false, false
		}
		runs = append(runs, r)
	}
	return runs
}

var (
	copySpanEnd = regexp.MustCompile(`\]\{([^{}\n]*)\}`)
	copyClasses = regexp.MustCompile(`^\s*(?:\.dot|(?:\.dot\s+)?\.(?:name|book|u)|\.(?:name|book|u)\s+\.dot)\s*$`)
	copyReading = regexp.MustCompile(`^\p{Han}{1,20}\]\{\s*(\p{Latin}[\p{Latin}'’-]*(?:\s+\p{Latin}[\p{Latin}'’-]*)*)?(?:[ˊˇˋ˙ˉ]?[ㄅ-ㄯ][ㄅ-ㄯˊˇˋ˙ˉ]*(?:\s+[ˊˇˋ˙ˉ]?[ㄅ-ㄯ][ㄅ-ㄯˊˇˋ˙ˉ]*)*|[ぁ-ゖァ-ヺー・ヽヾゝゞ]+(?:\s+[ぁ-ゖァ-ヺー・ヽヾゝゞ]+)*)?\s*\}$`)
	copyNoRuby  = regexp.MustCompile(`^(?i:dots?|names?|books?|u|ul|underline|emph|emphasis|wavy|propername)$`)
)

var (
	copyTone     = regexp.MustCompile(`[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹĀÁǍÀĒÉĚÈŌÓǑÒ\x{300}\x{301}\x{304}\x{30C}]`)
	copyToneless = regexp.MustCompile(`^(?:[吗嘛嗎]\]\{\s*ma|吧\]\{\s*ba|呢\]\{\s*ne|[的地得]\]\{\s*de|了\]\{\s*le|[着著]\]\{\s*zhe|[过過]\]\{\s*guo|[们們]\]\{\s*men|子\]\{\s*zi)\s*\}`)
)

// copyIsReading reports whether a text from behind [ to } is a base with its reading.
func copyIsReading(text string) bool {
	found := copyReading.FindStringSubmatch(text)
	switch {
	case found == nil || strings.TrimSpace(text[strings.Index(text, "{")+1:len(text)-1]) == "":
		return false
	case found[1] != "" && !copyTone.MatchString(found[1]):
		return copyToneless.MatchString(text)
	}
	return true
}

// copyEscaped reports whether the character at an offset is escaped.
func copyEscaped(text string, at int) bool {
	n := len(text[:at]) - len(strings.TrimRight(text[:at], "\\"))
	return n%2 == 1
}

// copySpans returns the ranges of the brackets and braces of spans and readings: of each
// the [, and from ] to }. It looks for their ends and from there backwards for their
// beginnings.
func copySpans(text string) [][2][2]int {
	var out [][2][2]int
	for _, at := range copySpanEnd.FindAllStringSubmatchIndex(text, -1) {
		if copyEscaped(text, at[0]) {
			continue
		}
		line := strings.LastIndex(text[:at[0]], "\n") + 1
		from := -1
		for i, depth := at[0]-1, 1; i >= line; i-- {
			if copyEscaped(text, i) {
				continue
			}
			if text[i] == ']' {
				depth++
			} else if text[i] == '[' {
				if depth--; depth == 0 {
					from = i
					break
				}
			}
		}
		if from < 0 || from+1 == at[0] || at[1]-from > 2000 {
			continue
		}
		inner := text[at[2]:at[3]]
		if copyClasses.MatchString(inner) || copyIsReading(text[from+1:at[1]]) && !copyNoRuby.MatchString(strings.TrimSpace(inner)) {
			out = append(out, [2][2]int{{from, from + 1}, {at[0], at[1]}})
		}
	}
	return out
}

var copyScript = regexp.MustCompile(`^(?:~[0-9\p{Latin}\p{Greek}+−(),-]{1,8}~|\^[0-9\p{Latin}\p{Greek}+−(),-]{1,8}\^)`)

var (
	copyParentheses = regexp.MustCompile(`\([^()]*\)`)
	copyExponentEnd = regexp.MustCompile(`^[+−-]?[0-9\p{Latin}\p{Greek}]|^\(`)
	copyFactors     = regexp.MustCompile(`^(?:[0-9]+|§)[^0-9+−,-]+$`)
	copyListInside  = regexp.MustCompile(`[0-9\p{Latin}\p{Greek}],[0-9\p{Latin}\p{Greek}]`)
	copyGoesOn      = regexp.MustCompile(`^[0-9\p{Latin}\p{Greek}]`)
	copyScripted    = regexp.MustCompile(`^(?:[0-9\p{Latin}\p{Greek}+−(),-]*~[0-9\p{Latin}\p{Greek}+−(),-]+~)+(?:[^0-9\p{Latin}\p{Greek}~]|$)`)
	copyThreeSizes  = regexp.MustCompile(`(?:^|[^0-9\p{Latin}\p{Greek}])(?:[A-Z]{1,4}~[A-Z]{1,4}~[A-Z]{1,4}|[A-Za-z]{3,}~[A-Za-z]{3,}~[A-Za-z]{3,})(?:[^0-9\p{Latin}\p{Greek}]|$)`)
)

// copyUnbracketed returns a text with § for each pair of parentheses and what is in it.
func copyUnbracketed(s string) string {
	for copyParentheses.MatchString(s) {
		s = copyParentheses.ReplaceAllString(s, "§")
	}
	return s
}

// copyExponents reports whether a text between two ^ with text behind it is between two
// exponents of a formula that has no markup.
func copyExponents(inner, rest string) bool {
	flat := copyUnbracketed(inner)
	if strings.ContainsAny(flat, "()") {
		return true
	}
	parts := []rune(flat)
	if strings.ContainsRune("+−-", parts[0]) {
		parts = parts[1:]
	}
	last := len(parts) - 1
	for last >= 0 && strings.ContainsRune("+−-,", parts[last]) {
		last--
	}
	for i := 1; i < last; i++ {
		if strings.ContainsRune("+−-,", parts[i]) {
			return copyExponentEnd.MatchString(rest)
		}
	}
	return copyFactors.MatchString(flat) && rest != "" && strings.ContainsAny(rest[:1], "(0123456789")
}

// copyRange reports whether a text between two ~ is the middle of a range.
func copyRange(left, inner, rest string) bool {
	rest = rest[:min(len(rest), 48)]
	switch {
	case strings.ContainsAny(copyUnbracketed(inner), "()"):
		return true
	case !copyGoesOn.MatchString(rest):
		return false
	case copyListInside.MatchString(inner):
		return !copyScripted.MatchString(rest)
	case strings.Contains("0123456789", rest[:1]):
		end, _ := utf8.DecodeLastRuneInString(inner)
		return strings.Contains("0123456789", inner[:1]) && copyWordRune.MatchString(string(end)) && !strings.ContainsRune("0123456789", end)
	}
	word := func(r rune) bool {
		return r < utf8.RuneSelf && copyASCII.MatchString(string(r)) || r > 0x7F && !copyHanRune.MatchString(string(r)) && copyWordRune.MatchString(string(r))
	}
	around := left[len(strings.TrimRightFunc(left, word)):] + "~" + inner + "~" + rest[:len(rest)-len(strings.TrimLeftFunc(rest, word))]
	return copyThreeSizes.MatchString(around)
}

// copyScripts marks the signs around the subscripts and superscripts of a
// paragraph: H~2~O and m^3^, but not 5~6~7, ~~x~~ and ^o^.
func copyScripts(p []rune) []bool {
	out := make([]bool, len(p))
	formulas := copyFormulas(p)
	for i := 0; i < len(p); i++ {
		if formulas[i] {
			continue
		}
		if p[i] == '\\' && i+1 < len(p) && p[i+1] < utf8.RuneSelf && copyMark.MatchString(string(p[i+1])) {
			i++
			continue
		}
		if p[i] != '~' && p[i] != '^' {
			continue
		}
		found := []rune(copyScript.FindString(string(p[i:min(len(p), i+10)])))
		n := len(found)
		if n == 0 {
			continue
		}
		before, after := " ", " "
		if i > 0 {
			before = string(p[i-1])
		}
		if i+n < len(p) {
			after = string(p[i+n])
		}
		sign, inner := string(p[i]), string(found[1:n-1])
		switch {
		case before == sign || after == sign:
		case sign == "~" && strings.ContainsAny(before, "0123456789") && copyASCII.MatchString(after):
		case sign == "~" && copyRange(string(p[:i]), inner, string(p[i+n:])):
		case sign == "^" && copyExponents(inner, string(p[i+n:])):
		case sign == "^" && !copyASCII.MatchString(before) && slices.Contains([]string{"o", "O", "v", "V", "w", "u", "U", "-"}, inner):
		default:
			out[i], out[i+n-1] = true, true
			i += n - 1
		}
	}
	return out
}

var copyFormula = regexp.MustCompile(`^(\$\$?)((?:[^$\\\n]|\\[^\n])+)(\$+)`)

// copyBracketed is what looks like a formula between \( and \) or \[ and \], with the
// character behind it.
var copyBracketed = regexp.MustCompile(`^(?:\\\(([^^\n\x60][^\n\x60]*?)\\\)|\\\[([^^\n\x60][^\n\x60]*?)\\\])(.?)`)

var copyFormulaSign = regexp.MustCompile(`\^|_|=|\\[A-Za-z]`)

// copyFormulas marks the characters of formulas, $x_1$ and $$x=y$$, but not those
// of $5 and $6=x.
func copyFormulas(p []rune) []bool {
	out := make([]bool, len(p)+1)
	for i := 0; i < len(p); i++ {
		if p[i] == '\\' {
			rest := string(p[i:])
			n := len([]rune(copyBracketed.FindString(rest)))
			if found := copyBracketed.FindStringSubmatch(rest); n > 0 && !strings.HasPrefix(found[1], `\)`) && !strings.HasPrefix(found[2], `\]`) && (found[1] != "" || found[3] != "(" && found[3] != "{") && copyFormulaSign.MatchString(copyEscape.ReplaceAllString(found[1]+found[2], "")) && !strings.Contains(found[1]+found[2], "](") && !strings.Contains(found[1]+found[2], "]{") {
				n -= len(found[3])
				for k := range n {
					out[i+k] = true
				}
				i += n - 2
			}
			i++
			continue
		}
		if p[i] != '$' || i > 0 && p[i-1] == '$' {
			continue
		}
		found := copyFormula.FindStringSubmatch(string(p[i:]))
		if found == nil || found[1] != found[3] || !strings.ContainsAny(found[2], `\^_{=`) || strings.Contains(found[2], "](") {
			continue
		}
		n := len([]rune(found[0]))
		if found[1] == "$" && (strings.TrimSpace(found[2]) != found[2] || i+n < len(p) && p[i+n] >= '0' && p[i+n] <= '9') {
			continue
		}
		for k := range n {
			out[i+k] = true
		}
		i += n - 1
	}
	return out
}

// copyTagBefore reports whether a text ends with a tag, a comment or an address between < and >
// whose < is not escaped.
func copyTagBefore(text string) bool {
	for i := range len(text) {
		escapes := i - len(strings.TrimRight(text[:i], `\`))
		if text[i] == '<' && escapes%2 == 0 && copyTagEnds.MatchString(text[i:]) {
			return true
		}
	}
	return false
}

// copyUnequal reports whether runs are no pair: of one and of two, or __ around another.
func copyUnequal(p []rune, o, c *emphasisRun) bool {
	return min(o.n, c.n) == 1 && max(o.n, c.n) == 2 ||
		o.sign == '_' && o.n == 2 && c.n == 2 && strings.Contains(string(p[o.start+2:c.start]), "__")
}

// copyInside reports whether one run of a pair is a star inside a word that others
// enclose.
func copyInside(p []rune, o, c *emphasisRun) bool {
	inside := func(r *emphasisRun) bool {
		return r.start > 0 && r.start+1 < len(p) && copyWordRune.MatchString(string(p[r.start-1])) && copyWordRune.MatchString(string(p[r.start+1]))
	}
	longer := max(o.n, c.n)
	if o.sign != '*' || min(o.n, c.n) != 1 || longer == 2 {
		return false
	}
	ahead, behind := copyAhead.FindStringSubmatch(string(p[:o.start+1])), copyBehind.FindStringSubmatch(string(p[c.start:]))
	return c.n == 1 && inside(c) && behind != nil && len(behind[1]) == longer || o.n == 1 && inside(o) && ahead != nil && len(ahead[1]) == longer
}

var (
	copyDateStar = regexp.MustCompile(`^(?:[年月日时\p{Nd}]\x01[年月日时](?:\*[月日时分])*\x01.*|.*\x01(?:[年月日时](?:\*[月日时分])*\*)?月\x01日)$`)
	copyNote     = regexp.MustCompile(`^(?:的|号的)[\s\S]*[、，；。：]`)
	copySure     = regexp.MustCompile(`(?:[` + surnames + `某]|欧阳|司马|诸葛|夏侯)$`)
	copyLikely   = regexp.MustCompile(`[` + otherSurnames + `]$`)
	copyParter   = regexp.MustCompile(`[和与及跟同或]|[^\p{L}\p{N}*]`)
	copyShort    = regexp.MustCompile(`^(?:\p{Han}\p{Han}?)?[^\p{L}\p{N}*](?:$|[\s\S]*[^\p{L}\p{N}*]$)`)
	copyPart     = regexp.MustCompile(`^(?:省|市|县|縣|区|區|镇|鎮|乡|鄉|村|组|屯|厂|廠|店|局|街道|社区|社區|小区|公司|集团|学校|小学|中学|大学|医院|银行)`)
	copyItem     = regexp.MustCompile(`^(?:(?:^|\*\*)` + copyPart.String()[1:] + `\p{Han}{0,4}(?:、|[）)”』]、?)[（(“『]?)+$`)
	copyPattern  = regexp.MustCompile(`^\.[0-9A-Za-z]{1,8}(?:$|[^*0-9A-Za-z])`)
)

// copyPartsNames reports whether a text between two runs of which one at least is a star
// is what stands between two masked names, in a masked date, or in a note on stars.
func copyPartsNames(left, inner, after string) bool {
	before, n := utf8.DecodeLastRuneInString(left)
	if copyDateStar.MatchString(left[len(left)-n:] + "\x01" + inner + "\x01" + after) {
		return true
	}
	if n == 0 || !copyHanRune.MatchString(string(before)) {
		return false
	}
	open, crossed := 0, false // brackets
	for _, r := range inner {
		switch s := string(r); {
		case strings.Contains("\"'‘’", s):
		case strings.Contains(copyOpening, s):
			if crossed {
				return true
			}
			open++
		case strings.Contains(copyClosing, s):
			open--
			crossed = crossed || open < 0
		}
	}
	if copyNote.MatchString(inner) {
		return true
	}
	sure, end := copySure.MatchString(left), copySure.MatchString(inner)
	if !sure && !copyLikely.MatchString(left) || !end && !copyLikely.MatchString(inner) {
		return false
	}
	last := []rune(inner)
	between := string(last[:len(last)-1])
	return copyParter.MatchString(between) && (sure || end || copyShort.MatchString(between))
}

// maxMasks is how many bytes masked names are apart at most.
const maxMasks = 200

// copyMasked reports whether a pair of runs hides characters of names.
func copyMasked(p []rune, o, c *emphasisRun) bool {
	if o.sign != '*' || o.n == 3 && c.n == 3 {
		return false
	}
	inner := string(p[o.start+o.n : c.start])
	before, after := " ", " "
	if o.start > 0 {
		before = string(p[o.start-1])
	}
	if end := c.start + c.n; end < len(p) {
		after = string(p[end])
	}
	if o.n == 1 && c.n == 1 && len(inner) <= maxMasks && (!copyWordAny.MatchString(inner) || strings.ContainsAny(before, "(（") && copySymbol.MatchString(inner)) {
		return true
	}
	if o.n == 1 && c.n == 1 && (copyStarKey.MatchString(inner+"*") || copyStarKey.MatchString(string(p[c.start+1:]))) {
		return true
	}
	if (o.n == 1 || o.n != c.n) && len(inner) <= maxMasks && copyPartsNames(string(p[:o.start]), inner, after) {
		return true
	}
	if o.n == 1 || o.n != c.n {
		named := copyWordRune.MatchString(before) && (copyWordRune.MatchString(after) || strings.Contains(copyOpening, after))
		noted := o.n == 1 && c.n == 1 && copyWordRune.MatchString(after) && copyLabel.MatchString(inner)
		return strings.ContainsAny(inner, "、，；。：") && (named || noted || copySurname.MatchString(inner))
	}
	if len(inner) > maxMasks { // names are not so far apart
		return false
	}
	if copyDate.MatchString(before+"**"+inner+"**") || copyItem.MatchString(inner) && copyPart.MatchString(string(p[c.start+c.n:])) {
		return true
	}
	if !copyHanRune.MatchString(before) {
		return false
	}
	if _, n := utf8.DecodeLastRuneInString(inner); strings.Contains(surnames, before) && strings.Contains(surnames, inner[len(inner)-n:]) || before == "第" && strings.HasSuffix(inner, "第") {
		return true
	}
	lone := 0
	for _, run := range copyStars.FindAllString(inner, -1) {
		if run == "*" {
			lone++
		}
	}
	if strings.ContainsAny(inner, "、，；。：") && lone%2 == 1 {
		return true
	}
	if copyAnd.MatchString(inner) {
		return copyHanRune.MatchString(after)
	}
	first := string([]rune(inner)[:1])
	if !strings.Contains(copyOpening, first) || !strings.Contains("（(〔［[【", first) && !strings.Contains(copyOpening, after) {
		return false
	}
	depth := 0
	for _, r := range inner {
		switch s := string(r); {
		case s != `"` && s != "'" && strings.Contains(copyOpening, s):
			depth++
		case s != `"` && s != "'" && strings.Contains(copyClosing, s):
			depth--
		case depth <= 0 && strings.Contains("、，；。：", s):
			return true
		}
	}
	return false
}

// copyPairs uses up the signs of the runs that are delimiters.
func copyPairs(p []rune, runs []*emphasisRun) {
	var open []*emphasisRun // may still be an opener
	for _, c := range runs {
	again:
		for i := len(open) - 1; c.closes && c.left > 0 && i >= 0; i-- {
			o := open[i]
			if o.sign != c.sign || copyUnequal(p, o, c) || copyInside(p, o, c) || copyMasked(p, o, c) || (o.closes || c.opens) && (o.n+c.n)%3 == 0 && c.n%3 != 0 {
				continue
			}
			k := 1
			if o.left > 1 && c.left > 1 {
				k = 2
			}
			o.left -= k
			c.left -= k
			open = open[:i+1]
			if o.left == 0 {
				open = open[:i]
			}
			goto again
		}
		if c.opens && c.left > 0 {
			open = append(open, c)
		}
	}
}

// printedBytes marks the bytes of the source that the runs of blocks print.
func printedBytes(blocks []content.Block, printed []bool) {
	inlines := func(in []content.Inline) {
		for _, x := range in {
			run, ok := x.(content.Run)
			if !ok {
				continue
			}
			for off, r := range run.Value {
				at := run.Place.At(off, off+utf8.RuneLen(r))
				for i := at.Start; i < at.End; i++ {
					printed[i] = true
				}
				// The place of an escaped sign is that of its backslash.
				if src := at.Source.Data; src[at.Start] == '\\' && at.Start+1 < len(src) && rune(src[at.Start+1]) == r {
					printed[at.Start+1] = true
				}
			}
		}
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case *content.Paragraph:
			inlines(b.Inlines)
		case *content.Heading:
			inlines(b.Inlines)
		case *content.Quote:
			printedBytes(b.Blocks, printed)
		case *content.NameList:
			for _, name := range b.Names {
				inlines([]content.Inline{content.Run{Value: name.Value, Place: name.Place}})
			}
		case *content.Verse:
			for _, in := range b.Stanzas {
				inlines(in)
			}
		case *content.Box:
			printedBytes(b.Blocks, printed)
			inlines(append([]content.Inline{content.Run{Value: b.Name.Value, Place: b.Name.Place}}, b.Title...))
			line, at, _ := copyWithoutComments(string(b.Span.Source.Data[b.Span.Start:]))
			line, _, _ = strings.Cut(line, "\n")
			for i := range line { // its markup
				if i < len("[!") || line[i] == ']' && i == strings.IndexByte(line, ']') || b.Wide && strings.Contains("{.wide}", line[i:i+1]) {
					printed[b.Span.Start+at[i]] = true
				}
			}
		case *content.Table:
			for in := range b.Texts() {
				inlines(in)
			}
			printedTable(b, printed)
		case *content.List:
			for _, item := range b.Items {
				printedBytes(item, printed)
			}
		}
	}
}

var tableRuleLine = regexp.MustCompile(`(?m)^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)

// printedTable marks the bytes of a table's markup: the row of hyphens, the signs
// between cells, and what stands before its captions and between them and the unit.
func printedTable(t *content.Table, printed []bool) {
	data := t.Span.Source.Data
	text := string(data[t.Span.Start:t.Span.End])
	without, places, _ := copyWithoutComments(text)
	for i := range without {
		if without[i] == '|' || (without[i] == '^' || without[i] == '>') && aloneInCell(without, i) {
			printed[t.Span.Start+places[i]] = true
		}
	}
	for _, at := range tableRuleLine.FindAllStringIndex(without, -1) {
		if strings.Contains(without[at[0]:at[1]], "|") {
			for i := at[0]; i < at[1]; i++ {
				printed[t.Span.Start+places[i]] = true
			}
		}
	}
	texts := append([][]content.Inline{t.Caption, t.Unit}, t.Notes...)
	for _, note := range t.Called {
		texts = append(texts, note.Paragraphs...)
	}
	for _, in := range texts {
		for _, x := range in {
			run, ok := x.(content.Run)
			if !ok {
				continue
			}
			at := run.Place.At(0, 1).Start
			line := bytes.LastIndexByte(data[:at], '\n') + 1
			end := at + bytes.IndexByte(append(data[at:len(data):len(data)], '\n'), '\n')
			for i, r := range string(data[line:end]) {
				if r == ':' || r == '：' || r == '｜' || r == '|' {
					for k := range len(string(r)) {
						printed[line+i+k] = true
					}
				}
			}
		}
	}
}

// copyFence matches a line that begins a block of code, after tags or in a list or
// quotation.
var copyFence = regexp.MustCompile(`(?m)(?:^|>)(?:<[^>]*>|[ \t>+*0-9.)-])*~~~`)

var copyNoteText = regexp.MustCompile(`\[(\^[^\[\]\n]+)\][ \t]*[:：]`)

// copyCallsNote reports whether a text has the text of a note, and calls the note.
func copyCallsNote(text string) bool {
	return slices.ContainsFunc(copyNoteText.FindAllStringSubmatch(text, -1), func(m []string) bool {
		return strings.Count(text, "["+m[1]+"]") > 1
	})
}

// checkCopy reads a text as an article and returns what of it got lost, or
// which run of asterisks is not what the rules make of it; "" if all is well.
func checkCopy(text string) string {
	if plain, _, _ := copyWithoutComments(text); copyFence.MatchString(text) || copyCallsNote(text) || copyCallsNote(plain) { // every line below is code; both have tests of their own
		return ""
	}
	if len(text) > maxMasks && strings.Contains(text, "<!--") {
		return "" // how far names are apart is measured with the comments between them
	}
	log := &diag.List{}
	l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
	src := &diag.Source{Path: "a.md", Data: []byte(text)}
	blocks, _ := l.markdown(src, "")
	if log.Has("md-nesting") || log.Has("md-signs") || log.Has("md-picture") || log.Has("table-join") || log.Has("table-columns") || log.Has("table-cells") {
		return "" // the file, the paragraph of the picture, or the table is refused as a whole
	}
	if log.Has("md-link") && copyAutolink.MatchString(text) {
		return "" // what is between < and > is an address, but one that is refused
	}
	if slices.ContainsFunc(log.Items(), func(d diag.Diagnostic) bool {
		return d.Severity == diag.Error && strings.HasPrefix(string(d.Code), "md-note-")
	}) {
		return "" // the text of a note has no place, and the finding may be where it is called
	}
	printed := make([]bool, len(text))
	printedBytes(blocks, printed)
	covered := make([]bool, len(text))
	for _, d := range log.Items() {
		end := d.Span.End
		endOfBlock := func(from int) int {
			if n := strings.Index(text[from:], "\n\n"); n >= 0 {
				return from + n
			}
			return len(text)
		}
		if d.Code == "md-table-row" { // the rest of the table may be empty, and is not in the blocks then
			block := strings.LastIndex(text[:d.Span.Start], "\n\n") + 1
			end = endOfBlock(end)
			if sign := strings.IndexByte(text[block:d.Span.Start], '|'); sign >= 0 {
				d.Span.Start = block + sign
			}
		}
		if d.Code == "md-front-text" { // the finding is about the two lines around the text
			d.Span.Start, end = 0, 3
			if at := copyFrontEnd[text[:3]].FindStringIndex(text[3:]); at != nil {
				end = 3 + at[1]
			}
		}
		for i := max(d.Span.Start, 0); i < end && i < len(text); i++ {
			covered[i] = true
		}
	}
	allowed := copyHTML(text)
	for i, markup := range copyHTML(copyQuoteMarks.ReplaceAllStringFunc(text, blankCopy)) {
		allowed[i] = allowed[i] || markup // tags and links go on over the lines of a quotation
	}
	if log.HasErrors() { // a box of which nothing can be set is not in the blocks
		plain, places, _ := copyWithoutComments(text)
		for _, at := range copyBoxLine.FindAllStringIndex(plain, -1) {
			for i := at[0]; i < at[1]; i++ {
				allowed[places[i]] = true
			}
		}
	}
	without, at, _ := copyWithoutComments(text)
	spans := copySpans(without)
	for i := range spans {
		for k, part := range spans[i] {
			spans[i][k] = [2]int{at[part[0]], at[part[1]-1] + 1}
		}
	}
	for _, s := range spans {
		for _, part := range s {
			for i := part[0]; i < part[1]; i++ {
				allowed[i] = true
			}
		}
	}
	for i, r := range text {
		if !printed[i] && !covered[i] && !allowed[i] && r != ' ' && r != '\n' {
			return fmt.Sprintf("%q at %d of %q is not printed: %s", r, i, text, show(blocks))
		}
	}
	if log.Has("md-indented-code") || log.Has("md-attribute") {
		return "" // the line is refused as a whole, or what is no span is left out and told
	}
	if fault := checkSpans(text, spans, printed); fault != "" {
		return fault + ": " + show(blocks)
	}
	if strings.ContainsAny(text, "[]<\n") || copyLineMarkup.MatchString(text) {
		return "" // the runs of one plain paragraph are compared one by one
	}
	p := []rune(text)
	runs := copyRuns(p)
	copyPairs(p, runs)
	for _, r := range runs {
		start, got := len(string(p[:r.start])), 0
		for i := range r.n {
			if printed[start+i] {
				got++
			}
		}
		if got != r.left {
			return fmt.Sprintf("%d of %d %q at %d of %q are printed, not %d: %s", got, r.n, r.sign, start, text, r.left, show(blocks))
		}
	}
	return ""
}

// checkSpans returns which bracket of a plain paragraph is printed although it is one of a
// span, or is not although it is none; "" if all are as they should.
func checkSpans(text string, spans [][2][2]int, printed []bool) string {
	if strings.ContainsAny(text, "<\n$") || strings.Contains(text, "](") || strings.Contains(text, "]:") || strings.Contains(text, "![") || strings.Contains(text, "[^") || strings.Contains(text, `\(`) || strings.Contains(text, `\]`) || copyLineMarkup.MatchString(text) {
		return ""
	}
	markup := make([]bool, len(text))
	for _, s := range spans {
		for _, part := range s {
			for i := part[0]; i < part[1]; i++ {
				markup[i] = true
			}
		}
	}
	for i := range len(text) {
		if strings.IndexByte("[]{}", text[i]) >= 0 && printed[i] == markup[i] {
			return fmt.Sprintf("%q at %d of %q: printed %v", text[i], i, text, printed[i])
		}
	}
	return ""
}

// copyLineMarkup are the signs at a line's start that make a block.
var copyLineMarkup = regexp.MustCompile(`(?m)^ {0,3}(?:(?:>|[-+*](?:[ \t]|$)|[0-9]{1,9}[.)](?:[ \t]|$))[ \t]*)+(?:#{1,6}(?:[ \t]|$))?|^ {0,3}#{1,6}(?:[ \t]|$)|[ \t]#+[ \t]*$|^ {0,3}(?:-[- ]*|=+|(?:\* *){3,}|(?:_ *){3,}) *$`)

// copyItemLine is the first line of an item of a list, and copyIndented the signs of a block
// inside an item that is indented by more than three characters.
var (
	copyItemLine = regexp.MustCompile(`(?m)^ {0,3}(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]|$)`)
	copyIndented = regexp.MustCompile(`(?m)^ {4,}(?:(?:>|[-+*](?:[ \t]|$)|[0-9]{1,9}[.)](?:[ \t]|$))[ \t]*)*(?:#{1,6}(?:[ \t]|$)|(?:=+|-+)[ \t]*$)?`)
)

var (
	copyTag       = regexp.MustCompile(`(?i)<(?:b|strong|i|em|sub|sup|small|br|p)` + copyValued + `*[ \t\n]*/?>|</(?:b|strong|i|em|sub|sup|small|br|p)[ \t\n]*/?>`)
	copyParagraph = regexp.MustCompile(`(?i)<p` + copyValued + `*[ \t\n]*>|</p[ \t\n]*>`)
	copyContainer = regexp.MustCompile(`^[ \t]*(?:>|[-+*][ \t]|[0-9]+[.)][ \t])`)
	copyRule      = regexp.MustCompile(`(?m)(?:^|[> ]) {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	copyUnder     = regexp.MustCompile(`(?m)^[ >]*> {0,3}(?:=+|-+) *$`)
	copyNoRule    = regexp.MustCompile(`(?m)^ {0,3}(?:__+|--|==?)[ \t]*$`)
)

// copyBegun is the beginning of a tag, which does not go on behind a comment.
var copyBegun = regexp.MustCompile(`<(?:|!|/|!-)$`)

// copyWithoutComments returns a text without comments, with the offset in the text of each
// byte, and marks the bytes of the comments. Where a comment keeps apart what would be
// markup together, a ¶ stands for it.
func copyWithoutComments(text string) (without string, at []int, comment []bool) {
	comment = make([]bool, len(text))
	var rest strings.Builder
	for i := 0; i < len(text); {
		if strings.HasPrefix(text[i:], "<!--") && (i-len(strings.TrimRight(text[:i], `\`)))%2 == 0 {
			n := len(text) - i
			if end := strings.Index(text[i+4:], "-->"); strings.HasPrefix(text[i:], "<!-->") {
				n = 5
			} else if strings.HasPrefix(text[i:], "<!--->") {
				n = 6
			} else if end >= 0 {
				n = end + 7
			}
			for k := range n {
				comment[i+k] = true
			}
			before := rest.String()
			if i += n; i < len(text) && (strings.HasSuffix(before, text[i:i+1]) && strings.Contains("~`#-=+", text[i:i+1]) || strings.HasSuffix(before, "]") && strings.Contains("({[", text[i:i+1]) || copyBegun.MatchString(before)) {
				rest.WriteString("¶")
				at = append(at, i-1, i-1)
			}
			continue
		}
		rest.WriteByte(text[i])
		at = append(at, i)
		i++
	}
	return rest.String(), at, comment
}

// copyBoxLine is the line that makes a box of a quotation.
var copyBoxLine = regexp.MustCompile(`(?mi)^(?:[ \t]|</?p[^<>]*>|[-+*][ \t]|[0-9]{1,9}[.)][ \t])*>[ \t]*\[![^\n]*`)

// copyQuoteMarks are the signs of a quotation before its lines.
var copyQuoteMarks = regexp.MustCompile(`(?m)^(?:[ \t]|[-+*][ \t]|[0-9]{1,9}[.)][ \t])*>(?:[ \t]*>)*`)

// blankCopy returns as many blanks as a text has bytes.
func blankCopy(text string) string { return strings.Repeat(" ", len(text)) }

// copyHTML marks the bytes of a text that may be markup: its comments, its tags
// and what is markup when both are gone.
func copyHTML(text string) []bool {
	without, at, ok := copyWithoutComments(text)
	plain, indented := []byte(without), false
	for _, tag := range copyParagraph.FindAllStringIndex(without, -1) {
		line := strings.LastIndex(without[:tag[0]], "\n") + 1
		if !copyEscaped(without, tag[0]) && !copyContainer.MatchString(without[line:tag[0]]) { // where it is none, it is an error
			indented = true // without effect between paragraphs of HTML
			for i := tag[0]; i < tag[1]; i++ {
				plain[i] = '\n'
			}
		}
	}
	for i, markup := range copyMarkup(string(plain), indented) {
		ok[at[i]] = ok[at[i]] || markup
	}
	for _, tag := range copyTag.FindAllStringIndex(without, -1) {
		for i := tag[0]; i < tag[1]; i++ {
			ok[at[i]] = true
		}
	}
	return ok
}

// copyDeclaration matches a declaration of HTML, which is an error: the asterisks in it
// pair with none outside.
var copyDeclaration = regexp.MustCompile(`<![A-Za-z][^>]*>`)

// copyLink matches the signs of a link; its lines may begin with the signs of a quotation.
var copyLink = regexp.MustCompile(strings.ReplaceAll(`\[|\]\(BLANKS(?:<(?:[^>\n\\]|\\[^\n])*>|[^ \n]*)(?:BLANKS(?:"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\((?:[^()\\]|\\[\s\S])*\)))?BLANKS\)`, "BLANKS", `(?: |\n[ >]*)*`))

// copyRefused matches a backslash before what would be the mark of an ordered list.
var copyRefused = regexp.MustCompile(`(?m)^(?:[ \t>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t])*(\\)[0-9]{1,9}[.)][ \t\n]`)

// copyAutolink matches addresses between < and > (CommonMark 6.5).
var copyAutolink = regexp.MustCompile(`<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|` + copyMail + `)>`)

// copyFrontEnd matches the second line of signs around copy at the start of a file, by the
// signs of the first.
var copyFrontEnd = map[string]*regexp.Regexp{
	"+++": regexp.MustCompile(`(?m)^\+\+\+[ \t]*$`),
	"---": regexp.MustCompile(`(?m)^(?:---|\.\.\.)[ \t]*$`),
}

// copyTagLike matches tags, declarations and addresses between < and >.
var copyTagLike = regexp.MustCompile(`<![A-Za-z][^>]*>|<[^<>]*>`)

// copyMask replaces what an expression matches and no backslash makes text.
func copyMask(match *regexp.Regexp, text string, plain func(string) string) string {
	var out strings.Builder
	from := 0
	for _, at := range match.FindAllStringIndex(text, -1) {
		if !copyEscaped(text, at[0]) {
			out.WriteString(text[from:at[0]] + plain(text[at[0]:at[1]]))
			from = at[1]
		}
	}
	return out.String() + text[from:]
}

// copyMarkup marks the bytes of a text that may be markup; its lines may be indented.
func copyMarkup(text string, indented bool) []bool {
	ok := make([]bool, len(text))
	mark := func(at []int) {
		for i := at[0]; i < at[1]; i++ {
			ok[i] = true
		}
	}
	for _, at := range copyLineMarkup.FindAllStringIndex(text, -1) {
		mark(at)
	}
	if indented || copyItemLine.MatchString(text) { // lines of items are indented
		for _, at := range copyIndented.FindAllStringIndex(text, -1) {
			mark(at)
		}
	}
	for _, at := range copyRule.FindAllStringIndex(text, -1) {
		mark(at)
	}
	if strings.Contains(text, ">") { // below a line of a quotation
		for _, at := range copyUnder.FindAllStringIndex(text, -1) {
			mark(at)
		}
	}
	for _, at := range copyNoRule.FindAllStringIndex(text, -1) {
		if strings.TrimSpace(text[at[0]:at[1]]) != "___" { // one or two signs, and a blank to fill in
			for i := at[0]; i < at[1]; i++ {
				ok[i] = false
			}
		}
	}
	for i := range len(text) - 1 { // "more than" is no quotation
		if text[i] == '>' && text[i+1] >= '0' && text[i+1] <= '9' {
			ok[i] = false
		}
	}
	if strings.Contains(text, "](") {
		for i := range len(text) { // a link may begin inside what looks like the address of another one
			if at := copyLink.FindStringIndex(text[i:]); at != nil && at[0] == 0 {
				mark([]int{i, i + at[1]})
			}
		}
	}
	for _, at := range copyEscape.FindAllStringIndex(text, -1) {
		mark([]int{at[0], at[0] + 1})
	}
	for _, at := range copyRefused.FindAllStringSubmatchIndex(text, -1) {
		mark([]int{at[2], at[3]})
	}
	for _, at := range copyAutolink.FindAllStringIndex(text, -1) {
		mark([]int{at[0], at[0] + 1})
		mark([]int{at[1] - 1, at[1]})
	}
	p := []rune(text)
	mayMark := func(of, masks []rune) { // both have the characters of text, some of them replaced
		for i, script := range copyScripts(of) {
			if script {
				start := len(string(p[:i]))
				mark([]int{start, start + 1})
			}
		}
		runs := copyRuns(of)
		if !strings.ContainsAny(text, "[]\n") && !copyLineMarkup.MatchString(text) && !copyDeclaration.MatchString(text) {
			copyPairs(masks, runs)
		} else {
			for _, r := range runs { // what could be a delimiter in a part of the text
				if r.opens || r.closes {
					r.left = 0
				}
			}
		}
		for _, r := range runs {
			if start := len(string(p[:r.start])); r.left < r.n {
				mark([]int{start, start + r.n})
			}
		}
	}
	mayMark(p, p)
	if strings.Contains(text, "|") { // nor has a cell with the beginning of a formula; its edges are no signs
		for _, sign := range []string{"x", "."} {
			of := []rune(strings.NewReplacer(`\|`, "..", "|", " ", `\[`, sign+sign, `\(`, sign+sign, "$", sign).Replace(text))
			mayMark(of, of)
		}
	}
	if strings.Contains(text, "<") { // nor has what is inside a tag or address, nor marks of emphasis
		plain := strings.NewReplacer("^", "x", "~", "x", "$", "x", `\`, "x", "*", "x", "_", "x").Replace
		for _, of := range []string{copyMask(copyTagLike, text, plain), copyMask(copyAutolink, text, plain)} {
			mayMark([]rune(of), []rune(of))
			mayMark([]rune(of), p)                                        // a mask is told from the text as it is typed
			for _, at := range copyTagLike.FindAllStringIndex(text, -1) { // no formula goes on behind a tag or address
				of := of[:at[1]] + strings.ReplaceAll(of[at[1]:], "$", "&")
				mayMark([]rune(of), []rune(of))
			}
		}
	}
	if strings.Contains(text, "](") { // what stands in place of an address has no scripts and no formulas
		of := []rune(copyLink.ReplaceAllStringFunc(text, strings.NewReplacer("^", "x", "~", "x", "$", "x", `\`, "x").Replace))
		mayMark(of, of)
	}
	return ok
}

// randomCopy makes a text of pieces.
func randomCopy(r *rand.Rand, pieces []string) string {
	var b strings.Builder
	for range 1 + r.IntN(14) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return strings.TrimSpace(b.String())
}

// copyFound is copy that random texts have made and that the program and the oracle once read
// in different ways.
var copyFound = []string{
	"2) ~\n\n   /\n    ===",
	"_<<!-->_=", "_<<!-->_>",
	"<p>>[!]\n><p", "-[^甲]\n[^甲] ：L", "^{.t}", "^{.o*}",
	"<<!-->__3__", "<p>**\n    >*\n</p>--", "_∑_\n",
	">[!<!--\n-->]\n=", "[吗]{ma }",
	">[<!-->!]\n$", "> 甲\n>   ===", ">>>甲\n> > ===", ">[!]\n>>", "甲\n\n>[!甲]乙\n>>",
	"<!<!-->---->", "<<!-- 注 -->b>甲", "甲</<!-- 注 -->b>", "<b>\\1) ", "**\\1) 甲**", "> \\1) 甲\n\n- \\2. 乙",
	"[<!-->^(n+1)]：)\n>)[^(n+1)]", ">[!]\n><p", ">[!)]b\n><p", "> [!甲]\n> <div>乙</div>",
	"<http://$>\\<_@n>_）$", "<http://$>\\<ps:*>$***",
	"B||\n-|-\n\\[|^n+1^\\(\\]", "_\\|_||\n-|-", "|甲|乙|\n|-|-|\n|*\\|*|1|",
	"> <b\n> _>甲</b>", "><b\n>b></b>", "<p\n甲>", "<p ># =", "甲<p 乙>丙", "甲<b 乙>", "甲<b a>乙</b>", "> 甲<em\n> b='c'>乙</em>",
	"[.](#甲\n(\\\n))", "[甲](#乙 \"\\\"丙\\\n\")",
	">[](#%\n>)", "> [甲](#乙\n> \"丙\n> 丁\"\n> )",
	"|><!-->|$\n-|-", "|甲|乙|\n|-|-|\n|丙| <!-- 丁 -->^ |", "||甲|\n|-|-|\n|>|<!--->>|戊|",
	"$$$_$$<http://$$$_$$>**_**$$", "$甲$<https://a.cn/$>**_**$",
	"$$$_$$<http://$$$_$$>_$$_", "$$甲<https://a.cn/>_$$_",
	"）\n【甲】\n\\2<sup>) 甲", "\\2<b>) 甲</b>", "> \\4**. 甲**", "\\5**) 甲**",
	"第**款轻*-<!-->-第**条、第**款第**条、第**款第**条、第**款第**条、第**款第**条、第**款第**条、第**款第**条、第**款第**条、第**款第**条、第**款第**条、第**",
	"<_@@>_<2_>", "<_@@>_<K_>", "<_@@>_<^>_<_", "<_@~>_<2_>", "<_@~>_<^>_<_", "<）_@n>_<）_i@n>_<_", "_<_@a.n)>_<_", "_<__@.>_<_", "第**带*带*带*带*的*<http://*第**、**带**>**", "第**带*带*的*<http://*第**、**带**>**", "第**带*带*的*带*带*<http://*第**、**带**>**", "类**注：<http://***$**带*>*_**",
	"]([](<)# />)", "<ps:>", "<ps:***><O***重*>", "<ps:**><**_**>", "<https://a.cn/***><O***重*>", "<ps:***>O***重*", "+++\n】\n+++", "+++\n---\n+++", "\\[**_**|\\]\n-|-", "[]([)](http:///", "[]([)](http://n", "|_^_\n-|", "6. .\n甲：\n\\0.\n甲", "\\1. 甲", "> \\2) 甲", "[](< c)[，](http://>", "<B\n_></b>", "<b class=\"x_y_\">甲</b >", "[](()[)](http://n", "[a](https://a\\", "[甲](乙[丙](https://a.cn/", "![甲]([乙](https://a.cn/", "甲[乙](https:///", "+++\n+++】\n+++", "s://^3^**_**", "s://~2~__*__", "://^3^**_**", "<http:///>", "<https://a.cn/>", "甲<www.a.cn/>", "<_li_@a.cn>", "[](<# >())", "[^甲]\n[^甲]：*", "[^甲]\n[^甲]：**", "[^甲]：乙\n2) ：[^甲]", "_<!N$>_$", "_<!N$<>^3^$", "*<!N $>*$", "[^>_<**厂</b>]\n[^>_<**厂</b>]：*", "[^>_<**厂**厂<b>]：[^>_<**厂**厂<b>]", "[^甲]：[^甲]_",
	"<!>__>__(__", "<!->__>__(__", "\\<!-->__>__(__", "\\[\\]_4_\\]", "\\[\\]*华*_\\]", "\\[\\]^*华*\\]", "\\[\\]_\\]_",
	"     a_b_c    ", "* # .", "1. ## 甲", "[](<# >)", "-\n    >}", "->__>__", "-->-->__-->-->__", "- >__甲__", "- 甲\n\n      # 乙", "甲[乙](<a/ b>)", "[](.</ ())", "![[][[^\\][]]()]{.u}", "[甲](a/b (\\(x_1*y*\\)))", "     [甲", "     }",
}

func TestCopySurvives(t *testing.T) {
	if fault := checkCopy("https://a.cn/?q=" + strings.Repeat("x^_=", 150) + "_z_-"); fault != "" { // a long address
		t.Error(fault)
	}
	for _, text := range copyFound {
		if fault := checkCopy(text); fault != "" {
			t.Error(fault)
		}
	}
	r := rand.New(rand.NewPCG(11, 1))
	lines := slices.Concat(copyAlphabet, copyWords, copyLines, copyLines)
	tags := slices.Concat(copyTags, copyTags, copyWords, copyLines)
	texts := 900
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		texts = 30_000
	}
	for range texts {
		for _, pieces := range [][]string{copyAlphabet, copyWords, lines, tags, copySpanWords, slices.Concat(copySpanWords, lines)} {
			if fault := checkCopy(randomCopy(r, pieces)); fault != "" {
				t.Fatal(fault)
			}
		}
	}
}

// FuzzCopy takes each byte for a character or a piece of copy. With JIANBAO_FINDS, the name
// of a file, the texts that it finds are added to that file, made small, and it goes on.
func FuzzCopy(f *testing.F) {
	pieces := slices.Concat(copyAlphabet, copyWords, copyLines, copyTags, copySpanWords)
	f.Add([]byte{10, 0, 11, 44, 2})
	f.Add([]byte{134, 0, 141, 142, 150, 138, 145})
	f.Fuzz(func(t *testing.T, raw []byte) {
		var parts []string
		for _, c := range raw[:min(len(raw), 40)] {
			parts = append(parts, pieces[int(c)%len(pieces)])
		}
		fault := copyFault(parts)
		if fault == "" {
			return
		}
		path := os.Getenv("JIANBAO_FINDS")
		if path == "" {
			t.Fatal(fault)
		}
		file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		parts = smallestCopy(parts)
		fmt.Fprintf(file, "%q\t%s\n", strings.Join(parts, ""), strings.ReplaceAll(copyFault(parts), "\n", " "))
	})
}

// copyFault is checkCopy of parts put together; a panic is a fault, too.
func copyFault(parts []string) (fault string) {
	defer func() {
		if p := recover(); p != nil {
			fault = fmt.Sprintf("panic: %v", p)
		}
	}()
	return checkCopy(strings.Join(parts, ""))
}

// smallestCopy leaves out parts, then characters, as long as the text has a fault, and for
// some seconds at most: a worker that does not answer for ten is taken for hung.
func smallestCopy(parts []string) []string {
	end := time.Now().Add(4 * time.Second)
	for _, divided := range []bool{false, true} {
		if divided {
			parts = strings.Split(strings.Join(parts, ""), "")
		}
		for i := 0; i < len(parts) && time.Now().Before(end); {
			if less := slices.Concat(parts[:i], parts[i+1:]); copyFault(less) != "" {
				parts, i = less, 0
			} else {
				i++
			}
		}
	}
	return parts
}

// TestListNumbersSurvive: what is printed before the items of a list is what
// was typed, or counts from the number below 10 that all have; all but that of plain
// numbers is told.
func TestListNumbersSurvive(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 2))
	for range 2000 {
		n := 1 + r.IntN(5)
		sign := []string{".", ".", ".", ")"}[r.IntN(4)]
		start, step := []int{0, 1, 1, 5, 9, 10, 1986, 2023}[r.IntN(8)], []int{0, 1, 1, 2, -1}[r.IntN(5)]
		zeros := []string{"", "", "", "0"}[r.IntN(4)]
		words := []string{"甲", "甲", "26甲", "3人甲", "3. 18甲"}[r.IntN(5)]
		var typed []string
		var text strings.Builder
		for i := range n {
			number := max(0, start+i*step)
			if r.IntN(20) == 0 {
				number = r.IntN(30)
			}
			typed = append(typed, zeros+strconv.Itoa(number)+sign)
			text.WriteString(typed[i] + " " + words + "\n")
		}
		log := &diag.List{}
		l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
		blocks, _ := l.markdown(&diag.Source{Path: "a.md", Data: []byte(text.String())}, "")
		list, ok := blocks[0].(*content.List)
		if !ok || len(blocks) > 1 || len(list.Items) != n {
			t.Fatalf("%q: %s", text.String(), show(blocks))
		}
		first, _ := strconv.Atoi(strings.TrimRight(typed[0], ".)"))
		same := n > 1 && !slices.ContainsFunc(typed, func(s string) bool { return s != typed[0] }) &&
			(first < 2 || first < 10 && words != "26甲")
		for i := range n {
			printed := strconv.Itoa(list.Start+i) + "."
			if list.Labels != nil {
				printed = list.Labels[i]
			}
			want := typed[i]
			if same {
				want = fmt.Sprintf("%0*d%s", len(typed[0])-1, first+i, sign)
			}
			if printed != want {
				t.Fatalf("%q: item %d is printed as %q, not %q", text.String(), i+1, printed, want)
			}
		}
		counted := same && (typed[0] != "0." && typed[0] != "1." || words == "26甲")
		if log.Has("md-list-counted") != counted || log.Has("md-list-numbers") != (list.Labels != nil && !same) {
			t.Fatalf("%q: %v", text.String(), log.Items())
		}
	}
}
