package proof

import (
	"strings"
	"unicode"

	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// dashes checks that a dash is two — (GB/T 15834 4.10). One — joins numbers,
// times and places (4.13.3.2).
func (c *checker) dashes(l line, chars []char) {
	if typedRule().MatchString(l.text) {
		return
	}
	for i := 0; i < len(chars); {
		r := chars[i].r
		j := run(chars, i)
		before, after := at(chars, blankStart(chars, i)-1), at(chars, blankEnd(chars, j))
		wrong := false
		switch r {
		case '—':
			wrong = j-i == 1 && !joins(before, after) && !joinsTimes(chars, i) && !joinsPlaces(chars, i) && !besidePage(chars, i) || j-i == 3 || j-i > 4
		case '-', '－':
			wrong = j-i >= 2 && (hanSide(before) || hanSide(after)) && !option(chars, i, j)
		case '─', '━', '―': // line-drawing characters that look like a dash
			wrong = hanSide(before) || hanSide(after)
		}
		if wrong && !quotedAlone(chars, i, j) && !itemDash(chars, i, j) {
			c.warn("proof-dash", l.at(chars[i].from, chars[j-1].to), diag.Fix{Write: "——"}, l.text[chars[i].from:chars[j-1].to])
		}
		i = j
	}
}

// quotedAlone reports whether chars[i:j] are all between two quotation marks: “—” speaks of
// the sign.
func quotedAlone(chars []char, i, j int) bool {
	opener := at(chars, i-1)
	return isQuote(opener) && at(chars, j) == closerOf(opener)
}

// maxItemLabel is the number of characters of the longest label behind the dash of an item.
const maxItemLabel = 10

// itemDash reports whether a single — is the mark of an item with a label, at the start of a
// line and before a blank: — 责任人：.
func itemDash(chars []char, i, j int) bool {
	k := blankEnd(chars, j)
	if j-i != 1 || chars[i].r != '—' || k == j || i > 0 && at(chars, i-1) != '\n' {
		return false
	}
	for n := k; n < len(chars) && n <= k+maxItemLabel; n++ {
		switch {
		case isOneOf(chars[n].r, "：:"):
			return n > k
		case !isHan(chars[n].r):
			return false
		}
	}
	return false
}

// typedRule is a line of at least three signs and nothing else, typed as a rule.
var typedRule = pattern.New(`^[ \x{3000}]*(?:[—－―─━-][ \x{3000}]*){3,}$`)

// blankStart returns the start of the blanks that end at i.
func blankStart(chars []char, i int) int {
	for i > 0 && unicode.IsSpace(at(chars, i-1)) {
		i--
	}
	return i
}

// blankEnd returns the end of the blanks that begin at i.
func blankEnd(chars []char, i int) int {
	for unicode.IsSpace(at(chars, i)) {
		i++
	}
	return i
}

// besidePage reports whether the — at i is one of the two around a page number,
// as in — 3 — (GB/T 9704 7.5).
func besidePage(chars []char, i int) bool {
	k := blankEnd(chars, i+1)
	end := k
	for isDigit(at(chars, end)) {
		end++
	}
	if next := blankEnd(chars, end); end > k && at(chars, next) == '—' && at(chars, next+1) != '—' {
		return true
	}
	k = blankStart(chars, i)
	start := k
	for isDigit(at(chars, start-1)) {
		start--
	}
	last := blankStart(chars, start) - 1
	return start < k && at(chars, last) == '—' && at(chars, last-1) != '—'
}

// option reports whether chars[i:j] begin the name of an option, as in --help.
func option(chars []char, i, j int) bool {
	return j-i == 2 && chars[i].r == '-' && isLatin(at(chars, j)) && !isHan(at(chars, i-1))
}

// joins reports whether a single — is between numbers, dates or Latin words.
func joins(before, after rune) bool {
	const numerals = "一二三四五六七八九十百千万零〇两几"
	const seasons = "春夏秋冬"
	word := func(r rune) bool {
		return isDigit(r) || isLatin(r) || isOneOf(r, "％%℃°") || fullAlnum(r) || unicode.In(r, unicode.Nl, unicode.No) // Ⅰ, ①
	}
	date := isOneOf(before, "年月日时分号期届级")
	return (word(before) || date) && word(after) || isOneOf(before, numerals) && isOneOf(after, numerals) || isOneOf(before, seasons) && isOneOf(after, seasons) ||
		before == '”' && after == '“' || before == '》' && after == '《'
}

// maxPlace is the number of characters from which words between dashes are no
// name of a place.
const maxPlace = 6

// functionWords do not occur in names of places and times. Where one is next to
// a dash, the dash is broken.
const functionWords = "的了是在这那他她它们我你有和与把被让就也都还不没将并要说着过吗呢吧啊个"

// joinsPlaces reports whether the — at i joins places or times: 石塘—柳湾—城关,
// 京广线（北京—广州）, 石塘—柳湾段, 周一—周五.
func joinsPlaces(chars []char, i int) bool {
	left, leftBound := wordBefore(chars, i)
	right, rightBound := wordAfter(chars, i)
	if left == "" || right == "" || strings.ContainsAny(left+right, functionWords) {
		return false
	}
	n, m := len([]rune(left)), len([]rune(right))
	switch {
	case leftBound == '—' && n <= maxPlace || rightBound == '—' && m <= maxPlace:
		return true // one of a chain
	case routeEnd(right):
		return true
	}
	return n == m && n >= 2 && n <= 4 // 北京—广州, 周一—周五
}

// Times, grades and parts, which a dash joins inside a sentence, too: 开放时间为周一—周五,
// 小学一年级—三年级, 8时—次日8时, 5月上旬—6月中旬. Numbers in Han have a unit.
const times = `(?:周[一二三四五六日末]|星期[一二三四五六日天]|第[一二三四五六七八九十]{1,3}` +
	`|[〇一二三四五六七八九]{4}年|[一二三四五六七八九十]{1,3}(?:月|年级|日|级|时|班|组|届|期|楼|层)(?:[初中底末]|[上中下]旬)?` +
	`|[0-9０-９](?:年代?|个?月|日|号|时|点|分|级|年级|岁|届|期|周|季度|世纪|班|组|楼|层)?(?:[初中底末]|[上中下]旬|[上下]半年)?` +
	`|[上中下]旬|[上中下]午|[早晚]上|凌晨|傍晚|正午|夜间|[春夏秋冬]季|[年月][初中底末]|[次翌当同][年月日])`

var (
	timeBefore = pattern.New(times + `$`)
	// timeAfter is a time, or says that what began goes on.
	timeAfter = pattern.New(`^(?:` + times + `|[至迄]今|今(?:$|[^天日晚后夜晨])|(?:现在|目前)(?:$|\P{Han}))`)
)

// joinsTimes reports whether the — at i stands between times, or between a time and 今.
func joinsTimes(chars []char, i int) bool {
	k, n := blankStart(chars, i), blankEnd(chars, i+1)
	return timeBefore().MatchString(text(chars[max(0, k-maxClause):k])) && timeAfter().MatchString(text(chars[n:min(n+maxClause, len(chars))]))
}

// routeEnd reports whether words after a dash begin with a place and a word for
// what leads there.
func routeEnd(right string) bool {
	for _, word := range []string{"线", "段", "高速", "铁路", "公路", "航线", "高铁", "城际", "方向", "区间", "路段", "往返", "专线", "快线", "管线", "干线", "走廊", "列车", "航班"} {
		if k := strings.Index(right, word); k >= 2*len("甲") && k <= 5*len("甲") {
			return true
		}
	}
	return false
}

// maxClause is the number of characters that are looked at on either side of a
// dash.
const maxClause = 12

// wordBefore returns the Han directly before the dash at i, and the character
// before them. Only a single — bounds them as such.
func wordBefore(chars []char, i int) (word string, bound rune) {
	k := i
	for k > 0 && k > i-maxClause && isHan(chars[k-1].r) {
		k--
	}
	return text(chars[k:i]), singleDash(chars, k-1)
}

// wordAfter returns the Han directly after the dash at i, and the character after
// them.
func wordAfter(chars []char, i int) (word string, bound rune) {
	k := i + 1
	for k < len(chars) && k <= i+maxClause && isHan(chars[k].r) {
		k++
	}
	return text(chars[i+1 : k]), singleDash(chars, k)
}

func text(chars []char) string {
	var b strings.Builder
	for _, c := range chars {
		b.WriteRune(c.r)
	}
	return b.String()
}

// singleDash returns the character at i, but 0 for a — that is next to another.
func singleDash(chars []char, i int) rune {
	r := at(chars, i)
	if r == '—' && (at(chars, i-1) == '—' || at(chars, i+1) == '—') {
		return 0
	}
	return r
}
