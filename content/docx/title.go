package docx

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// maxTitle is the greatest number of paragraphs that are joined to a title.
const maxTitle = 3

var (
	// kindOfPaper is how titles of official papers end.
	kindOfPaper = pattern.New(`(?:通知|报告|意见|函|请示|批复|决定|决议|命令|公告|通告|通报|议案|纪要|方案|办法|规定|细则|条例|规划|计划|总结|讲话|致辞|发言|要点|简报|情况|说明|建议|公报|预案|制度|规则|章程|安排|倡议书|责任书|综述|文件|稿)(?:[（(][^（）()]{1,12}[）)])?$`)
	// opens and continues are the ends and beginnings of lines of one title.
	opens     = pattern.New(`(?:[的和与及暨并或、]|关于|印发|转发|批转|做好|开展|推进|加强|《[^》]*)$`)
	continues = pattern.New(`^(?:[的和与及暨并]|关于|[^《]*》)`)
	// byLine are lines below a title that are no part of it: a subtitle behind a dash, what
	// stands in brackets, who wrote or said it, where and when.
	byLine = pattern.New(`^[—–―（(【\[－-]|^(?:作者|记者|通讯员|文[/／]|图[/／]|供稿|来源|撰稿|整理|编辑|发言人|报告人|讲话人|主讲人?|单位|部门|时间|地点|日期|目录$|目[ \x{3000}]+录$)`)
	// ordinal is the beginning of a heading with a number.
	ordinal = pattern.New(`^(?:第[一二三四五六七八九十百0-9]+[章节部条篇编]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]{1,2}(?:[、．]|\.[^0-9]))`)
	names   = pattern.New(`^\p{Han}{1,5}(?:[ \x{3000}\t、，·]+\p{Han}{1,5}){1,9}$|^\p{Han}{1,3}$`)
)

// besideTitle reports whether a centred line below a title is surely no part of it.
func besideTitle(text string) bool {
	if byLine().MatchString(text) || ordinal().MatchString(text) || besideHead().MatchString(text) {
		return true
	}
	return names().MatchString(text) && !kindOfPaper().MatchString(solid(text)) && !continues().MatchString(text)
}

// findTitle takes the title of a document that has no paragraph of style Title: its first
// line, or the first below its head, if that is centred, and the lines that go on with
// it.
func (a *assembling) findTitle(items []item) {
	first := a.headEnd()
	if len(a.doc.Lines) > 0 || len(a.front) == 0 || !a.front[first].centred {
		return
	}
	n := a.titleLines(first, a.textSize(items))
	for _, f := range a.front[first : first+n] {
		a.title(f.block, f.text)
	}
	a.doc.Joined = n > 1
}

// textSize returns the size of the running text: that of the first paragraph that is
// neither centred nor a heading.
func (a *assembling) textSize(items []item) int {
	for _, it := range items {
		if p := it.paragraph; p != nil && !p.centred && p.heading == 0 && !p.head && p.typeface.known && !a.inFront(p) {
			return p.typeface.size
		}
	}
	return standardType
}

// inFront reports whether a paragraph stands in the head of the document.
func (a *assembling) inFront(p *paragraph) bool {
	for i := range a.front {
		if f := &a.front[i]; f.paragraph == p {
			return besideHead().MatchString(f.plainText())
		}
	}
	return false
}

// titleLines returns the number of lines of the title that begins with a line. A line that
// looks like the title and is not taken for part of it without a sign for that is noted.
func (a *assembling) titleLines(first, textSize int) int {
	n, doubtful := 1, false
	for first+n < len(a.front) {
		text := a.front[first+n].plainText()
		if !a.sameTitle(first+n) || besideTitle(text) {
			break
		}
		before := a.front[first+n-1].plainText()
		if ended(before, text) {
			break
		}
		sure := goesOn(before, text)
		if !sure && a.front[first].typeface.size <= textSize {
			doubtful = true
			break
		}
		if n++; n > maxTitle {
			n, doubtful = 1, true // centred throughout
			break
		}
	}
	if doubtful {
		a.doc.Doubtful = a.front[first+n].block
	}
	return n
}

// sameTitle reports whether a line looks like the one directly above it.
func (a *assembling) sameTitle(i int) bool {
	above, f := &a.front[i-1], &a.front[i]
	return f.centred && f.at == above.at+1 && f.typeface == above.typeface && f.heading == above.heading &&
		f.style == above.style && !strings.HasSuffix(above.plainText(), "。")
}

// ended reports whether a title ends with a line, so that the line below is none of it: a
// title that names the kind of paper, above what does not.
func ended(line, next string) bool {
	return kindOfPaper().MatchString(solid(line)) && !continues().MatchString(next) && !kindOfPaper().MatchString(solid(next))
}

// goesOn reports whether the words of two lines say that they are one title.
func goesOn(line, next string) bool {
	if kindOfPaper().MatchString(solid(line)) {
		return continues().MatchString(next) && !strings.HasPrefix(next, "关于")
	}
	return opens().MatchString(line) || continues().MatchString(next) ||
		kindOfPaper().MatchString(solid(next)) && utf8.RuneCountInString(next) <= 30
}

// isTitle reports whether a paragraph is of style Title, or goes on with the title.
func (a *assembling) isTitle(p *paragraph) bool {
	if a.doc == nil || !p.style.isTitle() {
		return false
	}
	n := len(a.doc.Lines)
	return n == 0 || a.doc.Lines[n-1] == a.blocks[len(a.blocks)-1]
}

// title adds a line to the document's title.
func (a *assembling) title(b content.Block, in []content.Inline) {
	d := a.doc
	d.Lines = append(d.Lines, b)
	d.Centred[b] = true
	t := content.JoinedRuns(OnLine(in))
	if d.Title.Value == "" {
		d.Title = t
		return
	}
	off := len(d.Title.Value) + 1
	d.Title.Value += "\n" + t.Value
	for _, s := range t.Place.Steps {
		d.Title.Place.Steps = append(d.Title.Place.Steps, diag.Step{Off: off + s.Off, Src: s.Src})
	}
}
