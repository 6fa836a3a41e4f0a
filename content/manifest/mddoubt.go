package manifest

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// doubts reports the emphasis and the strong text of a block that CommonMark finds, but
// that is rather what stands between two asterisks of the copy.
func (m *markdown) doubts(n ast.Node, in []content.Inline) {
	from, to := m.extent(n)
	e := m.emphasis
	singles := within(e.singles, from, to)
	var standing []diag.Span
	if len(singles) > 0 {
		standing = m.standingStars(in)
	}
	for _, s := range singles {
		at := m.place.At(s.from, s.to)
		beside := func(star diag.Span) bool { return sameLine(star, at) }
		if slices.ContainsFunc(standing, beside) || e.doubtfulPair(s) {
			m.log.Add("md-star-emphasis", at, content.Excerpt(string(m.data[s.from+1:s.to-1])))
		}
	}
	for _, s := range within(e.doubles, from, to) {
		if e.doubtfulStrong(s) {
			m.log.Add("md-star-strong", m.place.At(s.from, s.to), content.Excerpt(string(m.data[s.from:s.to])))
		}
	}
}

// sameLine reports whether no line ends between two places of a file.
func sameLine(a, b diag.Span) bool {
	if a.Source == nil || a.Source != b.Source {
		return false
	}
	return bytes.IndexByte(a.Source.Data[min(a.Start, b.Start):max(a.End, b.End)], '\n') < 0
}

// standingStars returns the single asterisks of a block that are printed and are neither
// signs of multiplication nor explained: those that are markup beside one may be copy, too.
func (m *markdown) standingStars(in []content.Inline) (standing []diag.Span) {
	for _, x := range in {
		run, ok := x.(content.Run)
		if !ok {
			continue
		}
		for i, n := range starRuns(run.Value) {
			left, right := run.Value[:i], run.Value[i+n:]
			before, _ := utf8.DecodeLastRuneInString(left)
			after, _ := utf8.DecodeRuneInString(right)
			product := asciiWord(before) && wordCharacter(after) || wordCharacter(before) && asciiWord(after) || unicode.IsSpace(before) && unicode.IsSpace(after)
			whole := maskedWord().MatchString(run.Value)
			if at := run.Place.At(i, i+1); n == 1 && !product && !whole && !m.escaped(at) && !explained(left, right) {
				standing = append(standing, at)
			}
		}
	}
	return standing
}

// maskedWord is a masked name that is emphasized as a whole: *李*华*.
var maskedWord = pattern.New(`^\p{Han}\*\p{Han}{1,2}$`)

// doubtfulPair reports whether emphasis by one asterisk is likely none: a dot of a name
// (古丽·*) or another asterisk is at or inside it, its only character is part of a word, it
// stands between figures, it is the kind of goods of an electronic invoice (*餐饮服务*餐费),
// or it has a clause mark or a gap inside and is not a clause by
// itself.
func (e *emphasis) doubtfulPair(at span) bool {
	if at.to-at.from > maxMasked {
		return false
	}
	inner := string(e.data[at.from+1 : at.to-1])
	before, after := e.before(at.from), e.after(at.to)
	first, size := utf8.DecodeRuneInString(inner)
	last, _ := utf8.DecodeLastRuneInString(inner)
	switch {
	case first == '·' || last == '·' || size == len(inner) && (before == '·' || after == '·') || before == '·' && unicode.IsDigit(first), singleStars(inner) > 0 && !maskedWord().MatchString(inner):
		return true
	case size == len(inner) && unicode.Is(unicode.Han, first) && wordCharacter(after), unicode.IsDigit(first) && unicode.IsDigit(after):
		return true
	case invoiceItem().MatchString(inner) && goodsBehind().Match(e.data[at.to:]):
		return true
	case !strings.ContainsAny(inner, clauseMarks) && !gap().MatchString(inner):
		return false
	}
	begins := beginsClause(before) || wordCharacter(before) && e.surnameBefore(at.from) != sureSurname && (wordCharacter(first) || openingMark(first))
	ends := at.to == len(e.data) || endsClause(after) || anyStop(last)
	return !begins || !ends
}

// invoiceItem is a kind of goods or services of the tax authority's table (商品和服务税收分类编码).
var invoiceItem = pattern.New(`^(?:餐饮|住宿|运输|旅游|会展|会议|物流辅助|物业管理|信息技术|信息系统|经纪代理|生活|现代|研发和技术|设计|文化创意|鉴证咨询|广告|电信|增值电信|人力资源|建筑|金融|保险|非学历教育|企业管理|安全保护|修理修配|收派)服务$|^(?:经营租赁|办公用品|印刷品|纸制品|文具|家具|计算机外部设备|计算机配套产品|日用杂品|成品油|图书|软件|电子出版物|体育用品|劳务|供电|水冰雪)$`)

// goodsBehind is what follows such a kind: the goods, and a sum or number of them.
var goodsBehind = pattern.New(`^[^\s*，。；、]{0,12}(?:费|款|票|[0-9０-９])`)

// gap is a blank of copy that is set out in columns.
var gap = pattern.New(`[ \t]{2}|\x{3000}|\p{Han}[ \t]\p{Han}`)

// beginsClause reports whether a clause, or a line, begins behind a character.
func beginsClause(r rune) bool {
	return unicode.IsSpace(r) || openingMark(r) || strings.ContainsRune("：。！？；—…:", r)
}

// endsClause reports whether a clause, or a line, ends before a character.
func endsClause(r rune) bool {
	return r == '\n' || closingMark(r) || strings.ContainsRune("。！？；—…", r)
}

// doubtfulStrong reports whether strong text is likely what is between two masked names: it
// ends with somebody's title and a surname (县**局局长王**被查) or a preposition, or is the
// single character behind a masked name or of an address (王**犯**罪, **区**街).
func (e *emphasis) doubtfulStrong(at span) bool {
	if at.to-at.from > maxMasked {
		return false
	}
	inner := string(e.data[at.from+2 : at.to-2])
	before, after := e.before(at.from), e.after(at.to)
	first, size := utf8.DecodeRuneInString(inner)
	if size == len(inner) {
		return unicode.Is(unicode.Han, before) && unicode.Is(unicode.Han, after) && (isSurname(before) || strings.ContainsRune("省市县區区镇乡村街路号栋幢楼室组队厅局厂店院", first))
	}
	if titled := titledLast().FindStringSubmatch(inner); titled != nil {
		name, _ := utf8.DecodeRuneInString(titled[1])
		return isSurname(name)
	}
	return prepositionLast().MatchString(inner)
}

var (
	// titledLast matches a text at whose end a character stands behind somebody's title.
	titledLast = pattern.New(`(?:[局处科所站院校厂部厅省市县镇乡村组队会班行社团]长|书记|主任|主席|委员|经理|干事|教授|律师|会计|法官|检察官)(.)$`)
	// prepositionLast matches a text that ends before the name of somebody or something, in
	// a clause that begins there.
	prepositionLast = pattern.New(`[、，；。：][和与及跟同向对由被把将给从为]$`)
)
