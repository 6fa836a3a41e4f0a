package mdwrite

import (
	"slices"
	"strconv"
	"strings"

	"jianbao/content"
)

// siblings is what is known of the block before another one in the same container.
type siblings struct {
	list byte // the sign of the list that the block before is: - * . or ); 0: it is none
}

// blocks returns the text of the blocks in a container.
func (w *writer) blocks(blocks []content.Block) (text string, ok bool) {
	out := make([]string, len(blocks))
	s := siblings{}
	for i, b := range blocks {
		if out[i], ok = w.block(b, &s); !ok {
			return "", false
		}
	}
	return strings.Join(out, "\n\n"), true
}

// block returns the text of a block; ok is false if Markdown has no form for it.
func (w *writer) block(b content.Block, s *siblings) (text string, ok bool) {
	if list, is := b.(*content.List); is {
		return w.list(list, s)
	}
	s.list = 0
	switch b := b.(type) {
	case *content.Paragraph:
		if b.Part != content.NoPart {
			return "", false
		}
		return w.paragraph(b)
	case *content.Heading:
		return strings.Repeat("#", b.Level) + " " + w.text(b.Inlines, place{oneLine: true}), true
	case *content.Quote:
		text, ok = w.blocks(b.Blocks)
		return prefixed(text, "> ", "> "), ok
	case *content.Box:
		return w.box(b)
	case *content.Verse:
		return w.verse(b)
	case *content.NameList:
		return names(b), true
	case *content.Code:
		return code(b), true
	case *content.Separator:
		return "---", true
	case *content.Table:
		return w.table(b)
	}
	return "", false
}

// paragraph returns the text of a paragraph.
func (w *writer) paragraph(p *content.Paragraph) (text string, ok bool) {
	if p.Refused {
		text = `\` + w.inlines(p.Inlines, plainForm, place{})
		return text, w.reads(text, func(blocks []content.Block) bool { return Same(blocks, []content.Block{p}) })
	}
	if text = formula(p.Inlines); text == "" {
		text = w.text(p.Inlines, place{})
	}
	got, _, ok := w.read(text + w.definitions([]content.Block{p}))
	return text, ok && Same(got, []content.Block{p})
}

// formula returns the text of a formula of several lines, empty if a text is none.
func formula(in []content.Inline) string {
	var b strings.Builder
	for _, x := range in {
		switch x := x.(type) {
		case content.Break:
			b.WriteByte('\n')
		case content.Run:
			if !x.Literal || x.Code {
				return ""
			}
			b.WriteString(x.Value)
		default:
			return ""
		}
	}
	if text := b.String(); (strings.HasPrefix(text, "$$") || strings.HasPrefix(text, `\[`)) && strings.Contains(text, "\n") {
		return text
	}
	return ""
}

// prefixed puts a text before the first line of another one and a second text before the
// further ones; lines that are empty then have no blanks at their ends.
func prefixed(text, first, others string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lead := others
		if i == 0 {
			lead = first
		}
		if line == "" {
			lead = strings.TrimRight(lead, " ")
		}
		lines[i] = lead + line
	}
	return strings.Join(lines, "\n")
}

// dividedLists is what divides two lists of the same sign: it is read as nothing.
const dividedLists = "<b></b>\n\n"

// list returns the text of a list.
func (w *writer) list(b *content.List, s *siblings) (text string, ok bool) {
	marks := make([]string, len(b.Items))
	sign := byte('-')
	if w.least > plainForm || s.list == '-' {
		sign = '*' // - before a number is its sign
	}
	for i := range marks {
		switch {
		case !b.Ordered:
			marks[i] = string(sign)
		case b.Labels != nil:
			marks[i] = b.Labels[i]
			sign = marks[i][len(marks[i])-1]
		default:
			marks[i], sign = strconv.Itoa(b.Start+i)+".", '.'
		}
	}
	divided := sign == s.list
	s.list = sign
	items := make([]string, len(b.Items))
	for i, item := range b.Items {
		inner, ok := w.blocks(item)
		if !ok {
			return "", false
		}
		items[i] = strings.TrimRight(prefixed(inner, marks[i]+" ", strings.Repeat(" ", len(marks[i])+1)), " ")
	}
	between := "\n"
	if slices.ContainsFunc(b.Items, func(item []content.Block) bool { return len(item) > 1 }) {
		between = "\n\n"
	}
	text = strings.Join(items, between)
	if divided {
		text = dividedLists + text
	}
	return text, true
}

// box returns the text of a box.
func (w *writer) box(b *content.Box) (text string, ok bool) {
	inner, ok := w.blocks(b.Blocks)
	first := "> [!" + b.Name.Value + "]"
	if b.Wide {
		first += "{.wide}"
	}
	if len(b.Title) > 0 {
		first += " " + w.text(b.Title, place{oneLine: true})
	}
	return first + "\n>\n" + prefixed(inner, "> ", "> "), ok
}

// verse returns the text of a poem: in a fence, or a quotation whose lines all end in
// breaks.
func (w *writer) verse(v *content.Verse) (text string, ok bool) {
	if v.Quoted {
		stanzas := make([]string, len(v.Stanzas))
		for i, in := range v.Stanzas {
			stanzas[i] = w.text(in, place{})
		}
		return prefixed(strings.Join(stanzas, "\n\n"), "> ", "> "), true
	}
	lines := []string{"```诗"}
	for i, in := range v.Stanzas {
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, strings.Split(content.JoinedRuns(in).Value, "\n")...)
	}
	return strings.Join(append(lines, "```"), "\n"), true
}

// names returns the text of a list of names.
func names(l *content.NameList) string {
	info := "```名单"
	if l.Columns > 0 {
		info += " " + strconv.Itoa(l.Columns)
	}
	if l.Down {
		info += " 竖"
	}
	lines := []string{info}
	for _, name := range l.Names {
		lines = append(lines, name.Value)
	}
	return strings.Join(append(lines, "```"), "\n")
}

// code returns the text of a block of code, in a fence longer than those inside it.
func code(c *content.Code) string {
	fence := "```"
	for _, line := range c.Lines {
		for strings.Contains(line.Value, fence) {
			fence += "`"
		}
	}
	lines := []string{fence + c.Info}
	for _, line := range c.Lines {
		lines = append(lines, line.Value)
	}
	return strings.Join(append(lines, fence), "\n")
}
