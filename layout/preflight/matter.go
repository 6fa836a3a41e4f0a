package preflight

import (
	"iter"

	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// box is the area that an item covers, relative to the page's top left corner.
type box struct{ left, top, right, bottom unit.Abs }

// distances returns the distance between a box and the trim on each side; a
// negative one is beyond the trim.
func (b box) distances(p *frame.Page) [4]unit.Abs {
	return [4]unit.Abs{b.left, b.top, p.Width - b.right, p.Height - b.bottom}
}

// lineBox returns the area of a line's em boxes, which extend 0.88 em above and
// 0.12 em below the baseline.
func lineBox(l *frame.Line) box {
	if l.Turned {
		return box{l.X - l.Size.Scale(88, 100), l.Y - l.Width, l.X + l.Size.Scale(12, 100), l.Y}
	}
	return box{l.X, l.Y - l.Size.Scale(88, 100), l.X + l.Width, l.Y + l.Size.Scale(12, 100)}
}

// measured is a value that occurs in several places. It is reported once, at the
// first place, with the number of places.
type measured struct {
	kind  frame.Kind
	value unit.Abs
	page  int
	at    diag.Span
	count int
}

// tally collects measured values in the order of their first occurrence.
type tally struct {
	list  []measured
	index map[[2]any]int
}

func (t *tally) add(kind frame.Kind, value unit.Abs, page int, at diag.Span) {
	key := [2]any{kind, value}
	if i, ok := t.index[key]; ok {
		t.list[i].count++
		return
	}
	if t.index == nil {
		t.index = map[[2]any]int{}
	}
	t.index[key] = len(t.list)
	t.list = append(t.list, measured{kind, value, page, at, 1})
}

// items yields the items of one type, each with the index of its page.
func items[T frame.Item](doc *frame.Document) iter.Seq2[int, T] {
	return func(yield func(page int, item T) bool) {
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if v, ok := item.(T); ok && !yield(i, v) {
					return
				}
			}
		}
	}
}

// rules reports rules that are too thin to print.
func (c *checker) rules() {
	var thin tally
	for page, r := range items[*frame.Rule](c.Doc) {
		// A rule without width or height paints nothing.
		if w := min(r.Width, r.Height); w > 0 && w < c.limits.Rule {
			thin.add(r.Kind, w, page, diag.Span{})
		}
	}
	c.below("preflight-rule", thin, c.limits.Rule)
}

// sizes reports type that is too small to be read or printed.
func (c *checker) sizes() {
	var small tally
	for page, l := range items[*frame.Line](c.Doc) {
		if len(l.Glyphs) == 0 {
			continue
		}
		size := l.Glyphs[0].Size
		for g := range l.AllGlyphs() {
			size = min(size, g.Size)
		}
		if size < c.limits.Type {
			small.add(l.Kind, size, page, l.Place)
		}
	}
	c.below("preflight-type", small, c.limits.Type)
}

// below reports values below a limit, in points.
func (c *checker) below(code diag.Code, found tally, limit unit.Abs) {
	for _, m := range found.list {
		f := Finding{Page: m.page, Object: string(m.kind), Value: m.value.String() + " pt", Limit: limit.String() + " pt"}
		c.add(f, code, m.at, c.page(m.page), m.value.String(), limit.String(), m.count)
	}
}

// margins reports items that are beyond the trim or so near it that they may be
// cut off. Items that bleed are not reported.
func (c *checker) margins() {
	var near, beyond tally
	note := func(kind frame.Kind, page int, at diag.Span, b box, bleeds bool) {
		least := c.limits.Margin
		for _, d := range b.distances(&c.Doc.Pages[page]) {
			if d > 0 || !bleeds {
				least = min(least, d)
			}
		}
		switch {
		case least < 0:
			beyond.add(kind, -least, page, at)
		case least < c.limits.Margin:
			near.add(kind, least, page, at)
		}
	}
	for i := range c.Doc.Pages {
		for _, item := range c.Doc.Pages[i].Items {
			switch v := item.(type) {
			case *frame.Line:
				if len(v.Glyphs) > 0 {
					note(v.Kind, i, v.Place, lineBox(v), false)
				}
			case *frame.Rule:
				if v.Width > 0 && v.Height > 0 {
					note(v.Kind, i, diag.Span{}, box{v.X, v.Y, v.X + v.Width, v.Y + v.Height}, true)
				}
			case *frame.Picture:
				note(v.Kind, i, v.Place, visibleBox(v), true)
			}
		}
	}
	for _, m := range beyond.list {
		f := Finding{Page: m.page, Object: string(m.kind), Value: "-" + mm(m.value) + " mm", Limit: "0 mm"}
		c.add(f, "preflight-trimmed", m.at, c.page(m.page), kindTerm(m.kind), mm(m.value), m.count)
	}
	for _, m := range near.list {
		f := Finding{Page: m.page, Object: string(m.kind), Value: mm(m.value) + " mm", Limit: mm(c.limits.Margin) + " mm"}
		c.add(f, "preflight-margin", m.at, c.page(m.page), kindTerm(m.kind), mm(m.value), mm(c.limits.Margin), m.count)
	}
}

// kindTerm returns the name of a kind, for messages.
func kindTerm(k frame.Kind) diag.Term {
	switch k {
	case frame.KindCover:
		return diag.Term{ZH: "封面内容", EN: "matter of the cover"}
	case frame.KindMasthead:
		return diag.Term{ZH: "报头", EN: "the masthead"}
	case frame.KindDocument:
		return diag.Term{ZH: "版头、版记", EN: "head or imprint of the document"}
	case frame.KindContents, frame.KindLeader:
		return diag.Term{ZH: "目录", EN: "the contents"}
	case frame.KindSection:
		return diag.Term{ZH: "栏目名", EN: "a section's label"}
	case frame.KindTitle:
		return diag.Term{ZH: "标题", EN: "a title"}
	case frame.KindImprint:
		return diag.Term{ZH: "报尾", EN: "the imprint"}
	case frame.KindFolio:
		return diag.Term{ZH: "页码", EN: "the page number"}
	case frame.KindHeader:
		return diag.Term{ZH: "页眉", EN: "the header"}
	case frame.KindPicture:
		return diag.Term{ZH: "图片", EN: "a picture"}
	case frame.KindCaption:
		return diag.Term{ZH: "图注", EN: "a caption"}
	case frame.KindCell, frame.KindTableCaption, frame.KindTableUnit, frame.KindTableNote, frame.KindContinued, frame.KindRule:
		return diag.Term{ZH: "表格", EN: "a table"}
	case frame.KindBox, frame.KindBoxTitle:
		return diag.Term{ZH: "加框文字", EN: "a box"}
	}
	return diag.Term{ZH: "正文", EN: "text"}
}
