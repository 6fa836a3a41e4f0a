package manifest

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/parser"

	"jianbao/content/pattern"
)

// maxMasked is the length in bytes of a text between two runs beyond which it
// is not compared with the shapes of masked names.
const maxMasked = 200

// masked reports whether a pair of runs of asterisks stands for characters of names or
// numbers that were left out (脱敏).
func (e *emphasis) masked(opener, closer *parser.Delimiter) bool {
	n := opener.OriginalLength
	if opener.Char != '*' || n > 2 && closer.OriginalLength == n {
		return false
	}
	from, to := opener.Segment.Start+n, closer.Segment.Start
	before, after := e.before(opener.Segment.Start), e.after(to+closer.OriginalLength)
	if n == 1 && closer.OriginalLength == 1 && (starKey(e.data[from:]) || starKey(e.data[to+1:]) || to-from <= maxMasked && signsOnly(before, string(e.data[from:to]))) {
		return true
	}
	if n == 1 || closer.OriginalLength != n {
		if to-from <= maxMasked && e.partsNames(opener.Segment.Start, string(e.data[from:to]), after) {
			return true
		}
		switch {
		case !e.hasClause(from, to):
			return false
		case wordCharacter(before) && (wordCharacter(after) || openingMark(after)) || e.endsWithSurname(from, to):
			return true
		}
		return n == 1 && closer.OriginalLength == 1 && wordCharacter(after) && footnote().Match(e.data[from:to])
	}
	if to-from > maxMasked {
		return false
	}
	inner := string(e.data[from:to])
	if maskedDate(before, inner) || maskedItem().MatchString(inner) && !compoundOfPlace().MatchString(inner) && part(e.data[to+n:]) {
		return true
	}
	if !unicode.Is(unicode.Han, before) {
		return false
	}
	if last, _ := utf8.DecodeLastRuneInString(inner); isSurname(before) && isSurname(last) || before == '第' && last == '第' {
		return true // 原告王**诉被告李**一案, 第**条、第**款
	}
	if e.hasClause(from, to) && singleStars(inner)%2 == 1 {
		return true // 带**的免费，带*的半价，带**的限本镇
	}
	first, size := utf8.DecodeRuneInString(inner)
	switch {
	case openingMark(first):
		// 吴**（女）、冯**（男）, but not 对**“两高”、“双碳”项目**的.
		return (strings.ContainsRune("（(〔［[【", first) || openingMark(after)) && clauseOutsideMarks(inner)
	case strings.ContainsRune("和与及跟同或", first) && unicode.Is(unicode.Han, after):
		surname, m := utf8.DecodeRuneInString(inner[size:])
		return unicode.Is(unicode.Han, surname) && size+m == len(inner) // 张**和李**
	}
	return false
}

// blankInside is a blank to be filled in, which may be strong: **____**.
var blankInside = []byte("____")

// starKey reports whether a text behind an asterisk names the key of a telephone: *键.
func starKey(rest []byte) bool {
	return bytes.HasPrefix(rest, []byte("键")) || bytes.HasPrefix(rest, []byte("号键"))
}

// footnote is the beginning of a footnote, from the label after its asterisk.
var footnote = pattern.New(`^\p{Han}{1,4}：`)

// partsNames reports whether a text between two asterisks, a shorter or longer run at one
// end perhaps, parts what hides characters of two names, 陈*明 王*, a date, 年*月*日, or the
// signs of a footnote, 标*的，为必填；标*. at is the offset of the first run.
func (e *emphasis) partsNames(at int, inner string, after rune) bool {
	before := e.before(at)
	if datePart().MatchString(inner) && (unicode.IsDigit(before) || strings.ContainsRune("年月日时", before) || strings.HasSuffix(inner, "月") && after == '日') {
		return true
	}
	if !unicode.Is(unicode.Han, before) {
		return false
	}
	if crossesMarks(inner) || masksFootnote().MatchString(inner) {
		return true
	}
	last, size := utf8.DecodeLastRuneInString(inner)
	first, ends := e.surnameBefore(at), surnameIs(last)
	if strings.HasSuffix(inner, "某") || len(inner) >= maxDouble && isDouble(inner[len(inner)-maxDouble:]) {
		ends = sureSurname
	}
	switch {
	case first == noSurname || ends == noSurname || !nameParter().MatchString(inner[:len(inner)-size]):
		return false
	case first == sureSurname || ends == sureSurname:
		return true
	}
	return shortEnds().MatchString(inner)
}

var (
	// datePart are parts of a date or time whose figures are left out: 年*月*日.
	datePart = pattern.New(`^[年月日时](?:\*[月日时分])*$`)
	// nameParter is a mark, a blank or a conjunction between two names.
	nameParter = pattern.New(`[^\pL\pN*]|[和与及跟同或]`)
	// shortEnds are the rest of a name, what parts it from others, and a surname.
	shortEnds = pattern.New(`^\p{Han}{0,2}[^\pL\pN*](?s:.*[^\pL\pN*])?\p{Han}$`)
	// masksFootnote is what follows the sign of a footnote in its explanation: 带*的，半价；带*号的免费.
	masksFootnote = pattern.New(`^号?的(?s:.*)[、，；。：]`)
)

// How sure it is that a character is a surname.
const (
	noSurname = iota
	likelySurname
	sureSurname
)

// surnameIs returns how sure it is that a character is a surname.
func surnameIs(r rune) int {
	switch {
	case isSurname(r):
		return sureSurname
	case strings.ContainsRune(otherSurnames, r):
		return likelySurname
	}
	return noSurname
}

// surnameBefore returns how sure it is that a surname or 某 ends at an offset.
func (e *emphasis) surnameBefore(at int) int {
	r := e.before(at)
	if r == '某' || at >= maxDouble && isDouble(string(e.data[at-maxDouble:at])) {
		return sureSurname
	}
	return surnameIs(r)
}

// crossesMarks reports whether a text closes a bracket or quotation that it does not open,
// and opens another one behind it: 明”与“李.
func crossesMarks(s string) bool {
	rest := behindMark(s)
	return strings.ContainsFunc(rest, func(r rune) bool { return r != '‘' && unicode.In(r, unicode.Ps, unicode.Pi) })
}

// behindMark returns what follows the first bracket or quotation mark of a text that closes
// what the text does not open, "" if there is none. ’ may be an apostrophe and is none.
func behindMark(s string) string {
	depth := 0
	for i, r := range s {
		switch {
		case r == '‘' || r == '’':
		case unicode.In(r, unicode.Ps, unicode.Pi):
			depth++
		case unicode.In(r, unicode.Pe, unicode.Pf):
			if depth--; depth < 0 {
				return s[i+utf8.RuneLen(r):]
			}
		}
	}
	return ""
}

// clauseOutsideMarks reports whether a clause mark stands outside the brackets
// and quotation marks of a text.
func clauseOutsideMarks(s string) bool {
	depth := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Ps, unicode.Pi):
			depth++
		case unicode.In(r, unicode.Pe, unicode.Pf):
			depth--
		case depth <= 0 && strings.ContainsRune(clauseMarks, r):
			return true
		}
	}
	return false
}

var (
	maskedYear  = pattern.New(`^年(?:[^代]|$)`)
	maskedMonth = pattern.New(`^月(?:[*，、。；]|$)`)
	maskedDay   = pattern.New(`^日(?:[^常均益期产报夜程志]|$)`)
)

// maskedDate reports whether a text between two ** with a character before it is part of
// a date whose figures are left out: 20**年**月**日.
func maskedDate(before rune, inner string) bool {
	switch before {
	case '年':
		return maskedMonth().MatchString(inner)
	case '月':
		return maskedDay().MatchString(inner)
	}
	return unicode.IsDigit(before) && maskedYear().MatchString(inner)
}

// surnames are common surnames that seldom end another word.
const surnames = "王李张刘陈杨赵吴徐孙朱胡郭罗宋郑谢韩唐冯董曹袁邓沈彭吕苏卢蒋蔡贾魏薛阎潘杜戴汪姜姚谭廖邹陆郝孔崔邱秦侯邵孟尹黎贺赖龚張劉陳楊趙吳孫羅鄭謝韓馮鄧瀋盧蔣賈閻譚鄒陸賀賴龔聂翟庞覃阮裴鲍瞿甄詹蔺芮褚戚嵇岑倪滕殷冉隋闵窦卞奚靳娄佟霍骆祁柯聶龐閔竇婁駱"

// otherSurnames are surnames that are words or ends of words, too.
const otherSurnames = "黄周何高林梁马于程许傅曾丁叶余夏钟田任范方石熊金白康毛江史顾龙万段雷钱汤易常武乔文温施安牛樊葛邢齐向"

func isSurname(r rune) bool { return strings.ContainsRune(surnames, r) }

// doubleSurnames are the surnames of two characters, each between blanks.
const doubleSurnames = " 欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 端木 夏侯 南宫 南宮 长孙 長孫 宇文 轩辕 軒轅 独孤 獨孤 西门 西門 东郭 東郭 呼延 申屠 太史 澹台 澹臺 公冶 宗政 濮阳 濮陽 淳于 单于 單于 鲜于 鮮于 闻人 聞人 赫连 赫連 钟离 鍾離 拓跋 百里 "

// maxDouble is the length in bytes of a surname of two characters.
const maxDouble = 6

func isDouble(s string) bool { return strings.Contains(doubleSurnames, " "+s+" ") }

// endsWithSurname reports whether a surname follows the last clause mark between two
// offsets, as in 周*平、郑*。: one Han character or a surname of two.
func (e *emphasis) endsWithSurname(from, to int) bool {
	i, _ := slices.BinarySearch(e.clauses, to)
	_, size := utf8.DecodeRune(e.data[e.clauses[i-1]:])
	tail := e.data[e.clauses[i-1]+size : to]
	r, n := utf8.DecodeRune(tail)
	return n == len(tail) && unicode.Is(unicode.Han, r) || len(tail) == maxDouble && isDouble(string(tail))
}

// namedLast matches a text at whose end a surname stands behind a conjunction, a clause
// mark or what somebody is.
var namedLast = pattern.New(`(?:[和与及跟同或、，；：]|被告|原告|业主|客户|证人|患者|村民|居民|学生|员工|职工|代表|同志)(.)$`)

// likelyMask reports whether strong text between two runs is probably what stands between
// characters of names, places or dates that were left out.
func (e *emphasis) likelyMask(opening, closing span) bool {
	n := opening.to - opening.from
	if e.data[opening.from] != '*' || n != closing.to-closing.from || closing.from-opening.to > maxMasked {
		return false
	}
	inner, rest := e.data[opening.to:closing.from], e.data[closing.to:]
	for _, form := range []*regexp.Regexp{maskedPlace(), maskedTime(), maskedFirm()} {
		if form.Match(inner) && form.Match(rest) {
			return !compoundOfPlace().Match(inner) && !compoundOfPlace().Match(rest)
		}
	}
	if joinedPart().Match(inner) && !compoundOfPlace().Match(inner) {
		return true // **公司与**签订
	}
	if n == 2 && e.likelyItem(opening.from, inner, e.after(closing.to)) {
		return true
	}
	if maskedTitle().Match(inner) {
		return unicode.Is(unicode.Han, e.after(closing.to))
	}
	last := namedLast().FindSubmatch(inner)
	isOne := func(r rune) bool { return isSurname(r) || strings.ContainsRune(otherSurnames, r) }
	if n != 2 || last == nil {
		return false
	}
	name, _ := utf8.DecodeRune(last[1])
	if !isOne(e.before(opening.from)) {
		return isSurname(name) && e.hasClause(opening.to, closing.from) // 公司名称：**公司，法定代表人：张**
	}
	return isOne(name)
}

// doubtful reports whether emphasis by one asterisk is likely none: it closes a bracket that
// it does not open, or begins with the explanation of a sign; or it is directly behind Han,
// and it is behind a surname and has a mark inside, has a blank between Han, begins with 的,
// or ends with the character before it, as two words with the sign of a footnote do
// (甲组*优于乙组*).
func (e *emphasis) doubtful(at span) bool {
	if at.to-at.from > maxMasked {
		return false
	}
	inner := string(e.data[at.from+1 : at.to-1])
	before := e.before(at.from)
	if strings.ContainsFunc(behindMark(inner), wordCharacter) || footnoteInside().MatchString(inner) {
		return true
	}
	if !unicode.Is(unicode.Han, before) {
		return false
	}
	last, size := utf8.DecodeLastRuneInString(inner)
	return e.surnameBefore(at.from) == sureSurname && nameParter().MatchString(inner) ||
		last == before && size < len(inner) || doubtfulInside().MatchString(inner)
}

// footnoteInside is the explanation of a sign, and more behind a mark or line end.
var footnoteInside = pattern.New(`^(?:表示|代表|为?必填|为?选填)[^\pL\pN]*\p{Han}*[^\pL\pN]`)

var doubtfulInside = pattern.New(`^的|^\p{Han}{1,2}\n|\p{Han}[ \t\x{3000}]+\p{Han}`)

// likelyItem reports whether strong text is probably one of several things whose beginnings
// were left out: **同学、**老师, 第**期，共**期, 李**与被告**公司, **%以上，**元.
func (e *emphasis) likelyItem(at int, inner []byte, after rune) bool {
	first, size := utf8.DecodeRune(inner)
	switch {
	case unitSign(first):
		return true
	case size == len(inner):
		return false
	case first == after && unicode.Is(unicode.Han, first):
		return manyItems().Match(inner)
	case isSurname(e.before(at)) && strings.ContainsRune("和与及跟同诉", first):
		return true
	}
	return shortItem().Match(inner) && !numeralItem().Match(inner) && unicode.Is(unicode.Han, after)
}

var (
	manyItems   = pattern.New(`[、，；。：]|[和与及跟同或至到]$`)
	shortItem   = pattern.New(`^\p{Han}{1,8}、$`)
	numeralItem = pattern.New(`^[一二三四五六七八九十百]+、$`)
)

var (
	// These follow the asterisks of a place, a date or a firm.
	maskedPlace = pattern.New(`^(?:[省市县縣区區镇鎮乡鄉村]|街道)`)
	maskedTime  = pattern.New(`^[年月日]`)
	maskedFirm  = pattern.New(`^公司`)
	// joinedPart is a place or firm before another one.
	joinedPart = pattern.New(`^(?:[省市县縣区區镇鎮乡鄉村]|街道|公司)(?:[^*]*[、和与與及跟或]|[^*（(]*[）)]、?)$`)
	// maskedItem is one of a list of places, firms and the like, the mark behind it and the
	// bracket of the next one; namedPart is the beginning of such a name.
	maskedItem = pattern.New(`^(?:` + maskedName + `\*\*)*` + maskedName + `$`)
	namedPart  = pattern.New(`^` + partNames)
	// compoundOfPlace is a word that only begins with such a character.
	compoundOfPlace = pattern.New(`^(?:市场|市民|市级|市值|市直|区域|区级|区块|区间|乡村|乡镇|乡土|乡亲|村级|村民|村庄|村镇|县级|县域|县城|县直|年度|年均|年代|年轻|年龄|年级|年底|年初|月度|月均|月底|月初|日常|日均|日益|日期|省级|省内|公司法|组织|组成|组长|组合|组员|组建|厂长|厂家|厂房|厂商|店长|店员|店铺|店主|局长|局面|局部|局势|局级)`)
	// maskedTitle is what follows the asterisks of a name, with more behind it.
	maskedTitle = pattern.New(`^(?:同志|先生|女士)[^们关式情般，。；：！？、]`)
)

// partNames are the words behind the asterisks of a place, firm or office.
const partNames = `(?:[省市县縣区區镇鎮乡鄉村组屯厂廠店局]|街道|社区|社區|小区|公司|集团|学校|小学|中学|大学|医院|银行)`

// maskedName is the rest of such a name, and what parts it from the next one.
const maskedName = partNames + `\p{Han}{0,4}(?:[）)”』]?、|[）)”』])[（(“『]?`

// part reports whether a text begins as the name of a place, firm or office does from
// which the first characters were left out.
func part(rest []byte) bool { return namedPart().Match(rest) && !compoundOfPlace().Match(rest) }
