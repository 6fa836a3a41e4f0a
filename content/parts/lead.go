package parts

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/numeral"
	"jianbao/content/pattern"
)

// runInLength is the number of characters that the sentence of a run-in head has at
// most, without its number and its stop.
const runInLength = 24

// led returns a paragraph whose first n bytes of text are a lead, or the paragraph itself
// if n is 0.
func led(p *content.Paragraph, lead content.Lead, n int) *content.Paragraph {
	if n == 0 {
		return p
	}
	before, after := split(p.Inlines, n)
	out := *p
	out.Inlines = make([]content.Inline, 0, len(before)+len(after))
	for _, x := range before {
		if run, ok := x.(content.Run); ok {
			run.Lead = lead
			x = run
		}
		out.Inlines = append(out.Inlines, x)
	}
	out.Inlines = append(out.Inlines, after...)
	return &out
}

// leadOf returns the lead of block i of the body, if it is a paragraph of the given text, and
// its size in bytes, 0 if it has none.
func (s *scan) leadOf(body []content.Block, i int, text string) (content.Lead, int) {
	lead, n := s.lead(text)
	if n == 0 && s.RunIn {
		if level := s.alone(body, i, text); level > 0 {
			return s.runInLead(level), len(text)
		}
	}
	return lead, n
}

// runInLead returns the lead of a run-in head with a number of a level.
func (s *scan) runInLead(level int) content.Lead {
	return content.RunIn1 + content.Lead(s.levels[level]-1)
}

// lead returns the lead that a paragraph begins with, whatever is around it, and its size in
// bytes, 0 if it has none.
func (s *scan) lead(text string) (content.Lead, int) {
	if s.Clause && strings.HasPrefix(text, "第") {
		if n := clauseNumber(text); n > 0 {
			return content.Clause, n
		}
	}
	if s.RunIn {
		if level, n := runIn(text, s.markdown); n > 0 {
			return s.runInLead(level), n
		}
	}
	return content.NoLead, 0
}

// inSentence is what the sentence of a run-in head does not have: it ends a sentence
// before the first 。, or introduces what follows.
const inSentence = "！？；：…—!?;:\n\t"

// runIn returns the level of the run-in head that a paragraph begins with (RULES
// 11.2) and its size in bytes, 0 if there is none: a number and a short sentence,
// with text after it.
func runIn(text string, markdown bool) (level, n int) {
	m, rest, ok := headSentence(text, markdown)
	if !ok || strings.Trim(rest, blanks) == "" || strings.HasPrefix(rest, "\n") {
		return 0, 0
	}
	n = len(text) - len(rest)
	if next, _ := utf8.DecodeRuneInString(rest); strings.ContainsRune("。”’』」）)》】〕", next) {
		return 0, 0
	}
	if next, ok := numeral.At(strings.TrimLeft(rest, blanks)); ok && next.Level == m.Level {
		return 0, 0 // a list in one line: （1）甲。（2）乙。
	}
	return m.Level, n
}

// headSentence returns the number of the run-in head that a paragraph may begin with, and
// what follows its sentence.
func headSentence(text string, markdown bool) (m numeral.Mark, rest string, ok bool) {
	m, ok = numeral.At(text)
	if !ok || m.Comma || m.Level == 3 && markdown {
		return m, "", false
	}
	sentence, rest, stopped := strings.Cut(text[m.End:], "。")
	head := strings.Trim(sentence, blanks)
	switch {
	case !stopped, head == "", utf8.RuneCountInString(head) > runInLength:
		return m, "", false
	case strings.ContainsAny(sentence, inSentence), !balanced(sentence):
		return m, "", false
	case m.Enumerates(sentence) != numeral.NoEnumeration, belongs(sentence, m):
		return m, "", false
	}
	return m, rest, true
}

// nearby is the number of blocks in which the head before one without text is looked for.
const nearby = 100

// alone returns the level of a run-in head that is all of block i, 0 if it is none: above
// items of a lower level it has no text of its own, as those before or after it have
// (三、资金管理。 above （一）…).
func (s *scan) alone(body []content.Block, i int, text string) int {
	m, rest, ok := headSentence(text, s.markdown)
	if !ok || strings.Trim(rest, blanks) != "" || i+1 == len(body) {
		return 0
	}
	numberOf := func(i int) (numeral.Mark, string) {
		if p, ok := body[i].(*content.Paragraph); ok && p.Part == content.NoPart {
			text := flat(p.Inlines)
			m, _ := numeral.At(text)
			return m, text
		}
		return numeral.Mark{}, ""
	}
	if item, _ := numberOf(i + 1); item.Level <= m.Level || item.N != 1 {
		return 0
	}
	for _, step := range []int{-1, 1} {
		for k := i + step; k >= 0 && k < len(body) && k >= i-nearby && k <= i+nearby; k += step {
			beside, text := numberOf(k)
			if beside.Level != m.Level {
				continue
			}
			if _, n := runIn(text, s.markdown); n > 0 && beside.N == m.N+step {
				return m.Level
			}
			break
		}
	}
	return 0
}

var (
	// bracketed begins what a number in brackets names: （一）组的同学, （1）号楼, （一）至（三）项.
	bracketed = pattern.New(`^(?:式[^样]|[班组号式条款项图表类级队档户](?:[的是、，和与在有里共由所内]|同学|学生|学员|规定|获|赢|胜|负责|$)|号[楼机线井桥棚库房门厂标]|[至到和与或及～~—–-]?[（(]|[、，～~—–-]|[中小]学|中的|标段|车间|季度|年级|单元|如图|以上|以下|所[述列示]|[上前后本该]述|[的是])`)
	// listed begins what is counted: 三、五天.
	listed = pattern.New(`^([〇零一二三四五六七八九十百]+)[天日月年周岁个人户家名位次回遍级楼层号组队期类等届里公米斤亩元]`)
	digits = pattern.New(`^[0-9０-９]`)
)

// belongs reports whether the number of a paragraph belongs to the words after it,
// beyond what Mark.Enumerates finds.
func belongs(sentence string, m numeral.Mark) bool {
	switch m.Level {
	case 1:
		if at := listed().FindStringSubmatch(sentence); at != nil {
			n := numeral.Parse(at[1])
			return n > m.N && n <= m.N+2
		}
	case 2, 4:
		return bracketed().MatchString(sentence)
	case 3:
		return digits().MatchString(sentence)
	}
	return false
}

// balanced reports whether the brackets and quotation marks of a text have their
// partners in it.
func balanced(s string) bool {
	depth := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("“‘「『（(〔[【《〈", r):
			depth++
		case strings.ContainsRune("”’」』）)〕]】》〉", r):
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return depth == 0
}

const ordinal = `第(?:[〇零一二三四五六七八九十百千]{1,7}|[0-9０-９]{1,4})`

var (
	clause   = pattern.New(`^` + ordinal + `条(?:之[一二三四五六七八九十]{1,3})?(?:[ \t\n\x{3000}\x{00A0}]|$)`)
	division = pattern.New(`^` + ordinal + `([章节])`)
	// compound matches what makes another word of a 章 or 节 directly before it, or
	// counts by it.
	compound = pattern.New(`^(?:[程法节鱼课次车目假气能电日晚点约拍奏选余水肢骨是为的和与及或、～~至到—–-]|中的|里的|写|讲|规定|介绍|共有)`)
	// periods matches what goes on in a period of a game or a timetable.
	periods = pattern.New(`^(?:比赛|结束|开始|开局|末段|内容?$|第|语文|数学|英语|政治|历史|地理|物理|化学|生物|科学|体育|音乐|美术|书法|班会|晚?自习)`)
)

// clauseNumber returns the size of the number with which a clause of regulations
// begins (第X条), 0 if there is none.
func clauseNumber(text string) int {
	return len(strings.TrimRight(clause().FindString(text), blanks+"\n"))
}

// divisionLength is the number of characters that the title of a chapter has fewer
// than.
const divisionLength = 25

// isChapter returns 1 for the title of a chapter (第X章) as a paragraph of its own,
// 2 for that of a section (第X节), else 0.
func isChapter(text string) int {
	if !strings.HasPrefix(text, "第") {
		return 0
	}
	m := division().FindStringSubmatchIndex(text)
	if m == nil || utf8.RuneCountInString(text) >= divisionLength || strings.ContainsAny(text, "，。；：！？…,;:!?\n\t") {
		return 0
	}
	if rest := text[m[1]:]; compound().MatchString(rest) || periods().MatchString(strings.TrimLeft(rest, blanks)) {
		return 0
	}
	if text[m[2]:m[3]] == "章" {
		return 1
	}
	return 2
}

// chapter reports whether block i of the body, if its text is the given one, is the
// title of a chapter or section, which text or one of a lower level follows: in a
// timetable 第一节　语文 is followed by 第二节　数学.
func (s *scan) chapter(body []content.Block, i int, text string) bool {
	level := 0
	if s.Chapter {
		level = isChapter(text)
	}
	if level == 0 || i+1 == len(body) {
		return false
	}
	for _, near := range body[max(0, i-1) : i+2] {
		if p, ok := near.(*content.Paragraph); ok && near != body[i] && isChapter(flat(p.Inlines)) == level {
			return false
		}
	}
	next, ok := body[i+1].(*content.Paragraph)
	return !ok || level == 1 || isChapter(flat(next.Inlines)) == 0
}

// nest sets the depth of headings and run-in heads in the hierarchy of chapters and
// sections. In
// Markdown the number of # has it.
func nest(body []content.Block, markdown bool) {
	if markdown {
		return
	}
	var has [3]bool
	for _, b := range body {
		if h, ok := b.(*content.Heading); ok && h.Division {
			has[h.Level] = true
		}
	}
	depth := [3]int{0, 1, 1} // of chapters and sections
	if has[1] {
		depth[2] = 2
	}
	above := 0 // levels above the other headings
	switch {
	case has[2]:
		above = depth[2]
	case has[1]:
		above = 1
	}
	if above == 0 {
		return
	}
	for i, b := range body {
		switch b := b.(type) {
		case *content.Heading:
			n := *b
			if n.Depth = b.Level + above; b.Division {
				n.Depth = depth[b.Level]
			}
			body[i] = &n
		case *content.Paragraph:
			if level, _ := content.RunInHead(b.Inlines); level > 0 {
				n := *b
				n.Depth = level + above
				body[i] = &n
			}
		}
	}
}
