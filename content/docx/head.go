package docx

import (
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// frontLine is one of the first paragraphs of a document, each of which may be part of its
// head or of its title.
type frontLine struct {
	*paragraph
	block content.Block
	text  []content.Inline
	at    int // ordinal of its item
}

// maxFront is the number of lines among which the head and the title are looked for.
const maxFront = 16

// frontLine adds the last block to the first lines, if nothing else stands above it.
func (a *assembling) frontLine(p *paragraph, b content.Block, in []content.Inline) {
	if n := len(a.front); a.doc != nil && n < maxFront && len(a.blocks) == n+1 {
		a.front = append(a.front, frontLine{p, b, in, a.at})
	}
}

// typeface is the look of a text by which lines are told apart.
type typeface struct {
	known  bool
	size   int // half points
	face   string
	strong bool
	red    bool
}

// standardType is the size of type, in half points, where a document says nothing.
const standardType = 21

// reds says how much of a text is red.
type reds struct{ some, all bool }

// looks notes how a paragraph's text looks: the type is that of its first Han, else that
// of its first text.
func (p *paragraph) looks(s string, l look) {
	if strings.Trim(s, blanks+"\n") == "" {
		return
	}
	red := l.red && !l.bright
	p.reds = reds{p.reds.some || red, red && (p.reds.all || !p.typeface.known)}
	if p.hasHan {
		return
	}
	p.hasHan = han().MatchString(s)
	if p.hasHan || !p.typeface.known {
		p.typeface = typeface{true, l.size, l.face, l.run.Strong, l.red}
		if l.size == 0 {
			p.typeface.size = standardType
		}
	}
}

var (
	han = pattern.New(`\p{Han}`)
	// letterhead is the head of an official document, 某某县人民政府文件 (GB/T 9704 7.2.4).
	letterhead = pattern.New(`^\S{2,40}文[ \x{3000}]*件$`)
	// redHead is what the red line above a bulletin, a record or a letter names: the kind
	// of paper, or an office.
	redHead = pattern.New(`(?:文件|简报|快报|专报|信息|动态|会议纪要|办公纪要|参考|通讯|要情|摘报|内参|[年季月周日]报|专刊|特刊|增刊|情况反映|呈阅件|工作交流|局|委|委员会|办公室|政府|厅|部|处|中心|公司|法院|检察院|党组|支部|总队|支队|大队|学校|大学|学院|医院|办事处|站|所|协会|联合会|工会|指挥部|领导小组)$`)
	// besideHead are the lines around the head that are no title: number, issue, issuer
	// and date, signer, secrecy, urgency.
	besideHead = pattern.New(`^\S*[〔\[［（(]\d{4}[〕\]］）)][ \x{3000}]*第?[ \x{3000}]*\d+[ \x{3000}]*号(?:[ \x{3000}\t].*)?$|^[（(]?(?:总|增刊)?[ \x{3000}]*第[ \x{3000}]*[0-9０-９一二三四五六七八九十百〇○]+[ \x{3000}]*期(?:[ \x{3000}（(,，].*)?$|^签发人|^[绝机秘]密|^特急$|^加急$|^内部(?:资料|刊物|参考|文件)|^注意保[存密]|^(?:主办|编印|印发|主编|编辑|责任编辑|编号|签发|审核)[：: \x{3000}]|^(?:\S{2,30}[ \x{3000}\t]+)?(?:\d{4}|[〇○零一二三四五六七八九]{4})年[ \x{3000}]*[0-9一二三四五六七八九十]{1,3}[ \x{3000}]*月(?:[ \x{3000}]*[0-9一二三四五六七八九十]{1,3}[ \x{3000}]*日)?(?:[ \x{3000}]*编?印发?)?$`)
)

// plainText returns the text of a line without blanks at its ends.
func (f *frontLine) plainText() string { return strings.Trim(flat(f.text), blanks) }

// solid returns a text without blanks.
func solid(s string) string {
	return strings.NewReplacer(" ", "", "\u3000", "", "\u00a0", "", "\t", "", "\n", "").Replace(s)
}

// isRedLine reports whether all text of a paragraph of the body is red, as the name at the
// head of an official document is.
func (r *reader) isRedLine(p *paragraph) bool {
	return p.reds.some && p.reds.all && r.story.unit.Kind == diag.UnitParagraph
}

// headEnd returns the number of lines of the document's head, 0 if it has none: the name
// of the paper, in red or as GB/T 9704 has it, with the lines around it. Behind them is
// the title.
func (a *assembling) headEnd() int {
	end, heads := 0, []int{}
	for ; end < len(a.front); end++ {
		f := &a.front[end]
		if f.heading == 0 && besideHead().MatchString(f.plainText()) {
			continue
		}
		if !a.isHead(end) {
			break
		}
		heads = append(heads, end)
	}
	if len(heads) == 0 || len(a.doc.Lines) == 0 && !a.isBelow(end, heads) {
		return 0
	}
	for _, i := range heads {
		a.front[i].head = true
	}
	for _, f := range a.front[:end] {
		a.doc.Centred[f.block] = true
	}
	return end
}

// isHead reports whether a line is the name of the paper in its head.
func (a *assembling) isHead(i int) bool {
	f := &a.front[i]
	name := solid(f.plainText())
	switch {
	case f.heading > 0:
		return false
	case f.centred && letterhead().MatchString(f.plainText()):
		return true
	case !f.reds.some || !f.reds.all:
		return false
	}
	return redHead().MatchString(name) || i+1 < len(a.front) && besideHead().MatchString(a.front[i+1].plainText())
}

// isBelow reports whether a line is the title below a head.
func (a *assembling) isBelow(i int, heads []int) bool {
	if i == len(a.front) {
		return false
	}
	f := &a.front[i]
	if !f.centred || besideTitle(f.plainText()) {
		return false
	}
	for _, h := range heads {
		if a.front[h].typeface.size < f.typeface.size {
			return false
		}
	}
	return true
}

// reportRed reports the red lines that may have been the head of the document and are
// not.
func (r *reader) reportRed() {
	for _, p := range r.redLines {
		if !p.head {
			r.reportStretches(p)
		}
	}
}
