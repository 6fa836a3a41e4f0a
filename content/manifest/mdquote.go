package manifest

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"jianbao/content"
	"jianbao/content/pattern"
)

// Lines that a quotation contains though they may not have been meant to be quoted: those
// without > below it, and those whose > means "more than".

// quoteQuantity is the beginning of a quotation of one line whose > may mean "more than": a
// number before a blank or a unit, or an amount of money. The groups are the number, 以上
// behind the unit, and the blank where no unit follows.
var quoteQuantity = pattern.New(`^[-+−－＋]?(?:[￥¥$€£＄][0-9０-９]|([0-9０-９]+(?:[.．,，][0-9０-９]+)*)[ \t]*(?:` +
	`(?:[%％‰℃°㎡]|(?:[kKmMcμ]?[mgtLWVhs]|kWh|k?Pa|min|mm|[KMGT]B)(?:[^A-Za-z]|$)|` +
	`周岁|[百千万亿十]*(?:元|人|名|岁|个|户|家|次|件|倍|亩|公顷|平方|立方|方|小时|分钟|分|秒|天|度|级|吨|公斤|千克|毫克|微克|克|斤|公里|千米|毫米|厘米|微米|米|毫升|升|千瓦|伏|台|套|辆|张|页|票|条|项|所|座|处|篇|册|种|类|批|位|例|株|头|只)|[百千万亿]+)` +
	`(以上)?|([ \t])[^0-9A-Za-z\s]))`)

var (
	quoteDate = pattern.New(`^[0-9０-９]{1,4}[ \t]*[年月日号时点]`)
	bareYear  = pattern.New(`^(?:19|20)[0-9]{2}$`)
)

// lessThan begins a line that may stand beside one with >.
var lessThan = pattern.New(`^\\?[<＜>＞≥≤≧≦⩾⩽][ \t]*[-+−－＋]?[￥¥$€£＄]?[0-9０-９]`)

// moreThanQuote reports whether the > of a quotation may mean "more than", and adds the finding:
// where all of its lines begin with quantities and those beside it with < or ≥, or where it is
// one line and no prose, and text stands directly above or below.
func (m *markdown) moreThanQuote(n *ast.Blockquote) bool {
	first := n.FirstChild()
	if first == nil || first.NextSibling() != nil || !isText(first) || first.Lines().Len() == 0 {
		return false
	}
	segment := first.Lines().At(0)
	words := string(m.words(first, 0))
	found := quoteQuantity().FindStringSubmatch(words)
	if _, box := m.boxes[n]; box || found == nil || quoteDate().MatchString(words) {
		return false
	}
	quoted := 1 // lines with >
	for ; quoted < first.Lines().Len() && !m.lazy(first.Lines().At(quoted)); quoted++ {
		if !quoteQuantity().Match(m.words(first, quoted)) {
			return false
		}
	}
	last := first.Lines().At(quoted - 1)
	below := quoted < first.Lines().Len()
	comparison := below && lessThan().Match(m.words(first, quoted))
	before, after := n.PreviousSibling(), n.NextSibling()
	direct := below || after != nil && m.textAt(last.Start+m.restOfLine(last.Start)+1)
	if before != nil && isText(before) && before.Lines().Len() > 0 {
		comparison = comparison || lessThan().Match(m.words(before, before.Lines().Len()-1))
		direct = direct || m.textAt(m.lineStart(m.lineStart(segment.Start)-1))
	}
	if after != nil && isText(after) && after.Lines().Len() > 0 {
		comparison = comparison || lessThan().Match(m.words(after, 0))
	}
	prose := strings.ContainsAny(strings.TrimSuffix(words, "。"), "，。！？；")
	number := found[3] != "" && (len(found[1]) == 1 || bareYear().MatchString(found[1])) // 1 总则, 2026 工作要点
	above := found[2] != "" && !strings.HasSuffix(words, "。")
	if !comparison && (quoted > 1 || prose || !direct || number && !above) {
		return false
	}
	mark := bytes.LastIndexByte(m.data[:segment.Start], '>')
	m.log.Add("md-quote-more", m.place.At(mark, segment.Start+len(words)), content.Excerpt("> "+words))
	return true
}

// words returns a line of a block without blanks around it.
func (m *markdown) words(n ast.Node, i int) []byte {
	line := n.Lines().At(i)
	return bytes.TrimSpace(line.Value(m.data))
}

// lazy reports whether a line of a block in a quotation has no > before it.
func (m *markdown) lazy(line text.Segment) bool {
	return bytes.IndexByte(m.data[m.lineStart(line.Start):line.Start], '>') < 0
}

// unquotedLines reports the first line without > that a quotation or box contains because no
// empty line is before it, unless it carries on the sentence of the line above.
func (m *markdown) unquotedLines(n *ast.Blockquote) {
	for up := n.Parent(); up != nil; up = up.Parent() {
		if _, inner := up.(*ast.Blockquote); inner {
			return
		}
	}
	_ = ast.Walk(n, func(block ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || block.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		if !isText(block) {
			return ast.WalkContinue, nil
		}
		wrapped := m.wrapOf(block)
		for i := range block.Lines().Len() {
			segment := block.Lines().At(i)
			if !m.lazy(segment) {
				continue
			}
			start := m.lineStart(segment.Start)
			above := string(bytes.Trim(m.data[m.lineStart(start-1):max(start-1, 0)], " \t>"))
			if !carriesOn(above, string(m.words(block, i)), wrapped) {
				m.log.Add("md-quote-unmarked", m.lineFrom(segment.Start))
				return ast.WalkStop, nil
			}
		}
		return ast.WalkSkipChildren, nil
	})
}

// wrapOf returns the columns of the longest line of a block whose lines are wrapped, that is
// long and near the longest; 0 if they are not.
func (m *markdown) wrapOf(block ast.Node) int {
	longest, near := 0, 0
	widths := make([]int, block.Lines().Len())
	for i := range widths {
		widths[i] = columns(string(m.words(block, i)))
		longest = max(longest, widths[i])
	}
	for _, w := range widths {
		if w+wrapTolerance >= longest {
			near++
		}
	}
	if longest < leastWrapped || near < 2 {
		return 0
	}
	return longest
}

// creditBelow is the source or the author below a quotation.
var creditBelow = pattern.New(`^[（(](?:摘自|来源|作者|选自|引自)`)

// longLine is the number of columns of a line that is no name, heading or remark: without a mark
// at its end it is not complete.
const longLine = 2 * maxComplete

// carriesOn reports whether a line without > goes on with the sentence of the line above: that
// ends with a comma or in the middle of Latin text, or is long or as long as the longest of a
// wrapped paragraph, and does not end with a stop. The author or source below a quotation
// belongs to it, too.
func carriesOn(above, line string, wrapped int) bool {
	last := lastRune(strings.TrimRight(above, "*_"))
	switch {
	case strings.HasPrefix(line, "—"), creditBelow().MatchString(line), strings.ContainsRune("，、,", last):
		return true
	case stopped(above) || strings.ContainsRune(".!?:;", last):
		return false
	case last < unicode.MaxASCII && unicode.IsLower(firstRune(line)), closingMark(firstRune(line)):
		return true
	case wordCharacter(last) && columns(above) >= longLine && !strings.Contains(above, "——"):
		return true
	}
	return wrapped > 0 && columns(above)+room(line) >= wrapped
}
