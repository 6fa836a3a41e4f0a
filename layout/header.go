package layout

import (
	"fmt"
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/page"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// headerBuilder makes running heads (页眉): what publication, issue, section and
// article a page is of, at its head (RULES 5.6).
type headerBuilder struct {
	c        *composer
	th       *theme.Header
	font     *inline.Font
	settings inline.Settings
	reported bool
}

// newHeader returns the builder of the issue's running heads; nil if the theme has
// none.
func (c *composer) newHeader() *headerBuilder {
	th := &c.th.Header
	if th.Outside == "" && th.Inside == "" {
		return nil
	}
	h := &headerBuilder{c: c, th: th, font: c.typesetter.Font(th.Font, th.Size, "")}
	h.settings = c.typesetter.Settings(inline.Left)
	h.settings.Hyphenate, h.settings.Words = false, true
	return h
}

// headerSide is the text on one side of a running head.
type headerSide struct {
	lines   []frame.Line
	outside bool
}

// width returns the width of the widest line.
func (s *headerSide) width() (w unit.Abs) {
	for i := range s.lines {
		w = max(w, s.lines[i].Width)
	}
	return w
}

// headerLeading is the pitch of a running head's lines in percent of their size, and
// headerRuleGap the distance from them to the rule.
const (
	headerLeading = 125
	headerRuleGap = 35
)

// items returns the running head of the page that is the number-th of the file. The
// article is the one that the page begins with, nil if it has none. Two sides that do
// not fit beside each other stand one above the other, the outer one first; text that
// is too long for a line is broken.
func (h *headerBuilder) items(number int, article *articleStart) []frame.Item {
	if h == nil {
		return nil
	}
	p := &h.c.th.Page
	sides := []headerSide{{outside: true}, {}}
	for i := range sides {
		sides[i].lines = h.c.typesetter.Typeset(h.runs(sides[i].outside, article), h.settings, p.BlockWidth)
	}
	rows := max(len(sides[0].lines), len(sides[1].lines))
	stacked := rows > 1 || rows > 0 && len(sides[0].lines) == len(sides[1].lines) && sides[0].width()+sides[1].width()+h.th.Size > p.BlockWidth
	if stacked {
		rows = len(sides[0].lines) + len(sides[1].lines)
	}
	if rows == 0 {
		return nil
	}
	foot := p.Top - h.th.Distance
	var items []frame.Item
	if h.th.Rule > 0 {
		foot -= h.th.Rule
		items = append(items, &frame.Rule{Kind: frame.KindHeader, X: p.Left(number), Y: foot, Width: p.BlockWidth, Height: h.th.Rule})
		foot -= h.th.Size.Scale(headerRuleGap, 100)
	}
	pitch := h.th.Size.Scale(headerLeading, 100)
	y := foot - h.th.Size - pitch*unit.Abs(rows-1)
	h.inspect(y, number)
	for i := range sides {
		items = h.place(items, &sides[i], number, y)
		if stacked {
			y += pitch * unit.Abs(len(sides[i].lines))
		}
	}
	return items
}

// place appends the lines of a side, the first with its top at y.
func (h *headerBuilder) place(items []frame.Item, s *headerSide, number int, y unit.Abs) []frame.Item {
	p := &h.c.th.Page
	for i := range s.lines {
		l := &s.lines[i]
		l.Kind, l.Grid, l.Block = frame.KindHeader, -1, 1
		l.X += p.Left(number)
		if s.outside {
			l.Block = 0
		}
		if s.outside == (number%2 == 1) {
			l.X = p.Left(number) + p.BlockWidth - l.Width
		}
		l.Y = y + page.Ascent(h.th.Size) + h.th.Size.Scale(headerLeading, 100)*unit.Abs(i)
		items = append(items, l)
	}
	return items
}

// inspect reports that a running head begins above the page, once for the issue.
func (h *headerBuilder) inspect(top unit.Abs, number int) {
	if top >= 0 || h.reported {
		return
	}
	h.reported = true
	h.c.log.Add("header-room", diag.Span{Source: h.c.issue.Source}, number, mm(-top))
}

// hasReported reports whether inspect has reported something.
func (h *headerBuilder) hasReported() bool { return h != nil && h.reported }

// texts returns the text of the running head of a page that begins with an article: both
// sides, with a break between them.
func (h *headerBuilder) texts(article *articleStart) []inline.Run {
	if h == nil {
		return nil
	}
	return slices.Concat(h.runs(true, article), []inline.Run{{Break: true}}, h.runs(false, article))
}

// runs returns the text of a side of a running head: the form of the theme with its
// values, or the form after || where a value is missing.
func (h *headerBuilder) runs(outside bool, article *articleStart) []inline.Run {
	form := h.th.Inside
	if outside {
		form = h.th.Outside
	}
	full, short, _ := strings.Cut(string(form), theme.Alternative)
	for _, form := range []theme.Form{theme.Form(full), theme.Form(short)} {
		complete := true
		runs := page.Form(nil, form, h.font, func(runs []inline.Run, name string) []inline.Run {
			t := h.value(name, article)
			complete = complete && t.Value != ""
			return page.JoinedRuns(runs, t, h.font)
		})
		if complete && len(runs) > 0 {
			return runs
		}
	}
	return nil
}

// value returns what a placeholder stands for; an empty text if the page has no such
// value.
func (h *headerBuilder) value(name string, article *articleStart) content.Text {
	switch {
	case name == "title":
		return h.whole(h.c.issue.Publication.Title)
	case name == "issue":
		return content.Text{Value: h.c.issueNumber()}
	case article == nil:
		return content.Text{}
	case name == "section":
		return h.whole(h.c.issue.Sections[article.section].Title)
	}
	return h.whole(listedTitle(article.article))
}

// whole returns a text with its place in the manifest: a line may have texts of several
// parts of it.
func (h *headerBuilder) whole(t content.Text) content.Text {
	t.Place = h.c.issue.Parts.Place(t.Place)
	return t
}

// beginning returns the article that a page of the body begins with; nil if it has
// none.
func (c *composer) beginning(p *bodyPage) *articleStart {
	part := 0
	for k, item := range p.items {
		for part < len(p.parts) && p.parts[part].from <= k {
			part++
		}
		switch it := item.(type) {
		case *frame.Line:
			if it.Article > 0 { // of a note
				return &c.articles[it.Article-1]
			}
		case *frame.Picture:
		default:
			continue
		}
		if part > 0 {
			return &c.articles[p.parts[part-1].article-1]
		}
	}
	return nil
}

// mm formats a length in millimetres for a message, to a tenth, rounded up.
func mm(a unit.Abs) string {
	tenth := unit.MM / 10
	tenths := int64((a + tenth - 1) / tenth)
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}
