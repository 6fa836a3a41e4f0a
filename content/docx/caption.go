package docx

import (
	"regexp"
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

var (
	tableCaption = pattern.New(`^(?:续|附)?表[ \t\x{3000}\x{a0}]*(?:[0-9０-９]+|[一二三四五六七八九十]+|[A-Z])(?:[-－—–.．][0-9０-９]+)*(?:$|[^0-9０-９])`)
	tableUnit    = pattern.New(`^[（(]?(?:计量)?单位[：:][^。；]{1,30}$`)
	unitBehind   = pattern.New(`[ \t\x{3000}\x{a0}]+([（(]?(?:计量)?单位[：:][^。；]{1,30})$`)
	tableNote    = pattern.New(`^(?:[附备]?注[0-9０-９①-⑳]*|说明|(?:资料|数据)来源)[：:]`)
	sentenceEnd  = pattern.New(`[。！？；]`)
)

// titled takes the lines above a table that are its caption and its unit.
func (a *assembling) titled(t *content.Table) {
	for range 2 {
		p := a.lastParagraph()
		if p == nil {
			return
		}
		text := flat(p.Inlines)
		switch {
		case t.Unit == nil && t.Caption == nil && tableUnit().MatchString(text):
			t.Unit = a.withoutCalls(p.Inlines)
		case t.Caption == nil && isCaption(text, tableCaption()):
			p.Inlines = a.withoutCalls(p.Inlines)
			t.Caption = p.Inlines
			if m := unitBehind().FindStringSubmatchIndex(text); m != nil && t.Unit == nil {
				t.Caption, t.Unit = cut(p.Inlines, m[0], m[2])
			}
		default:
			return
		}
		a.blocks = a.blocks[:len(a.blocks)-1]
	}
}

// maxCaption is the greatest number of characters of a caption.
const maxCaption = 100

// isCaption reports whether a line that begins as a caption does is one, and no sentence
// about the table or picture: 表1显示，…。
func isCaption(text string, begins *regexp.Regexp) bool {
	return begins.MatchString(text) && !sentenceEnd().MatchString(text) && len([]rune(text)) <= maxCaption
}

// lastParagraph returns the last block if it is a paragraph of the text.
func (a *assembling) lastParagraph() *content.Paragraph {
	if len(a.blocks) == 0 {
		return nil
	}
	p, _ := a.blocks[len(a.blocks)-1].(*content.Paragraph)
	return p
}

// cut divides a text at two offsets of its bytes: what is before the first, and what is
// from the second on.
func cut(in []content.Inline, to, from int) (before, after []content.Inline) {
	at := 0
	for _, x := range in {
		run, ok := x.(content.Run)
		if !ok {
			if at < to {
				before = append(before, x)
			} else if at >= from {
				after = append(after, x)
			}
			if _, isBreak := x.(content.Break); isBreak {
				at++
			}
			continue
		}
		size := len(run.Value)
		if n := min(size, to-at); n > 0 {
			part := run
			part.Value, part.Place = run.Value[:n], run.Place.Slice(0, n)
			before = append(before, part)
		}
		if n := max(0, from-at); n < size {
			part := run
			part.Value, part.Place = run.Value[n:], run.Place.Slice(n, size)
			after = append(after, part)
		}
		at += size
	}
	return before, after
}

var (
	figureCaption = pattern.New(`^(?:附)?图(?:片)?[ \t\x{3000}\x{a0}]*(?:[0-9０-９]+|[一二三四五六七八九十]+|[A-Z])(?:[-－—–.．][0-9０-９]+)*(?:$|[^0-9０-９])`)
	nextFigure    = pattern.New(`[ \t\x{3000}\x{a0}]+(?:附)?图(?:片)?[ \t\x{3000}\x{a0}]*(?:[0-9０-９]+|[一二三四五六七八九十]+)`)
)

// captioned takes a line as the caption of the picture above it, and reports whether it is
// one. Pictures side by side may have theirs on one line; a single caption is that of
// the last, and serves as the description of all.
func (a *assembling) captioned(in []content.Inline) bool {
	pictures := a.lastPictures()
	if a.above || len(pictures) == 0 || pictures[len(pictures)-1].Caption != nil {
		return false
	}
	text := content.JoinedRuns(in)
	if !isCaption(text.Value, figureCaption()) {
		return false
	}
	caption(pictures, a.withoutCalls(in), text)
	return true
}

// caption gives pictures that stand side by side their caption.
func caption(pictures []*content.Picture, in []content.Inline, text content.Text) {
	starts := []int{0}
	for _, at := range nextFigure().FindAllStringIndex(text.Value, -1) {
		starts = append(starts, at[0])
	}
	if len(starts) != len(pictures) {
		starts = []int{0}
		for _, p := range pictures[:len(pictures)-1] {
			if p.Alt.Value == "" {
				p.Alt = alternateOf(text)
			}
		}
		pictures = pictures[len(pictures)-1:]
	}
	for i, p := range pictures {
		end := len(text.Value)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		_, rest := cut(in, 0, starts[i])
		part, _ := cut(rest, end-starts[i], end-starts[i])
		p.Caption = merged(oneLine(trimmed(part)))
	}
}

// captionsAbove reports whether the captions of a document stand above its pictures: there
// is one above the first, and none behind the last.
func captionsAbove(items []item) bool {
	first, above := true, false
	last, behind := false, false // the last line is a caption; there is one behind the last picture
	for i := range items {
		it := &items[i]
		if _, ok := it.block.(*content.Picture); ok {
			above = above || first && last
			first, last, behind = false, false, false
			continue
		}
		if it.paragraph != nil && strings.Trim(flat(it.text.list), blanks+"\n") == "" {
			continue
		}
		last = it.paragraph != nil && len(it.figures) == 0 && it.heading == 0 && !it.bullet && isCaption(flat(trimmed(slices.Clone(it.text.list))), figureCaption())
		behind = behind || last
	}
	return above && !behind
}

// captionAbove takes the line above the last pictures as their caption, if it is one and
// all that stand side by side are there.
func (a *assembling) captionAbove() {
	pictures := a.lastPictures()
	i := len(a.blocks) - len(pictures) - 1
	if i < 0 || pictures[0].Row > len(pictures) || pictures[len(pictures)-1].Caption != nil {
		return
	}
	p, ok := a.blocks[i].(*content.Paragraph)
	if !ok || a.doc != nil && slices.Contains(a.doc.Lines, a.blocks[i]) {
		return
	}
	text := content.JoinedRuns(p.Inlines)
	if isCaption(text.Value, figureCaption()) {
		if n := len(a.front); n > i {
			a.front = a.front[:i]
		}
		caption(pictures, a.withoutCalls(p.Inlines), text)
		a.blocks = slices.Delete(a.blocks, i, i+1)
	}
}

// endsWithCaption reports whether a paragraph has pictures and behind them nothing but a
// caption, which other documents have in a paragraph of its own.
func (r *reader) endsWithCaption(p *paragraph) bool {
	n := len(p.figures)
	return n > 0 && blank(r.out[p.from:p.figures[n-1].at]) && isCaption(flat(trimmed(slices.Clone(p.text.list))), figureCaption())
}

// alternateOf returns a text as a description of a picture, in one line.
func alternateOf(t content.Text) content.Text {
	return content.Text{Value: strings.ReplaceAll(t.Value, "\n", " "), Place: t.Place}
}

// oneLine returns a text with blanks for its line breaks, and in one face, as captions of
// pictures are set.
func oneLine(in []content.Inline) []content.Inline {
	for i, x := range in {
		switch x := x.(type) {
		case content.Break:
			in[i] = content.Run{Value: " ", Place: diag.Place{Source: x.Span.Source, Steps: []diag.Step{{Src: x.Span.Start}}}}
		case content.Run:
			x.Strong, x.Emphasis = false, false
			in[i] = x
		}
	}
	return in
}

// lastPictures returns the pictures that the text ends with: one, or those that stand
// side by side.
func (a *assembling) lastPictures() []*content.Picture {
	var list []*content.Picture
	for i := len(a.blocks) - 1; i >= 0; i-- {
		p, ok := a.blocks[i].(*content.Picture)
		if !ok {
			break
		}
		list = append([]*content.Picture{p}, list...)
		if p.Row > 0 {
			if p.Row == len(list) {
				return list
			}
			break
		}
		if len(list) == maxRow {
			break
		}
	}
	if len(list) > 0 {
		return list[len(list)-1:]
	}
	return nil
}

// noted takes a line as a note below the table above it (注：…), and reports whether it is
// one.
func (a *assembling) noted(in []content.Inline) bool {
	if len(a.blocks) == 0 {
		return false
	}
	t, ok := a.blocks[len(a.blocks)-1].(*content.Table)
	if !ok || !tableNote().MatchString(flat(in)) {
		return false
	}
	t.Notes = append(t.Notes, a.withoutCalls(in))
	return true
}
