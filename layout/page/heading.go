package page

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"jianbao/content"
	"jianbao/content/pattern"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
)

// Heading is a heading or a run-in head of an article's text as the contents list it.
type Heading struct {
	Level int          // from 1
	Runs  []inline.Run // with its number; without fonts, marks of notes, decorations and readings; a run-in head's without its stop
	Node  *frame.Node  // that its lines are content of; of a run-in head that of its paragraph

	Listed  bool     // the contents may list it
	Anchors []string // by which links lead to it
}

// heading typesets a heading with its number.
func (b *builder) heading(h *content.Heading, c context) {
	level := min(max(h.Level, 1), len(b.th.Headings))
	look := &b.th.Headings[level-1]
	number := ""
	if h.Division {
		b.counters = counters{}
	} else {
		number = b.number(level, h.Inlines)
	}
	depth := cmp.Or(h.Depth, level)
	node := b.headingIn(c.node, b.a.level+depth)
	defer b.record(h, depth, len(b.blocks), c.node)
	if !look.On {
		if number != "" {
			h = &content.Heading{Level: h.Level, Span: h.Span, Inlines: append([]content.Inline{content.Run{Value: number}}, h.Inlines...)}
		}
		b.paragraph(h.Inlines, c, nil, node)
		return
	}
	size := b.scaled(look.Size)
	b.runs = b.runs[:0]
	if number != "" {
		b.runs = append(b.runs, inline.Run{Text: number, Font: b.Font(look.Font, size, "")})
	}
	b.runs = b.styled(b.runs, h.Inlines, context{font: look.Font, strong: look.Font, emphasis: look.Font}, size)
	settings := b.title(inline.Left)
	settings.Indent = b.scaled(look.Indent)
	if h.Division { // RULES 11.2
		settings = b.title(inline.Center)
	}
	settings.Words = true
	lines := b.Typeset(b.runs, settings, b.grid.Measure-b.scaled(c.left+c.right))
	shift(lines, b.scaled(c.left))
	b.add(frame.KindHeading, level, node, Block{Lines: lines, Size: size, Before: look.Before, After: look.After, Keep: KeepNext})
}

// record keeps a heading that the contents may list, or that links lead to: the runs that
// were typeset last, as the block with that index and as a child of parent.
func (b *builder) record(source *content.Heading, level, block int, parent *frame.Node) {
	listed := level <= b.th.Contents.Depth && parent == b.article
	if !listed && source.Anchors == nil || len(b.blocks) <= block {
		return
	}
	h := Heading{Level: level, Runs: listedRuns(b.runs, len(b.runs)), Node: b.blocks[block].Lines[0].Node, Listed: listed, Anchors: source.Anchors}
	b.a.headings = append(b.a.headings, h)
}

// recordRunIn keeps the run-in head of a paragraph if the contents may list it: of the runs
// that were typeset last, as the block with that index and as a child of parent.
func (b *builder) recordRunIn(p *content.Paragraph, block int, parent *frame.Node) {
	level, head := content.RunInHead(p.Inlines)
	if level = cmp.Or(p.Depth, level); level == 0 || level > b.th.Contents.Depth || parent != b.article || len(b.blocks) <= block {
		return
	}
	runs := listedRuns(b.runs, len(head))
	for n := len(runs); n > 0; n-- {
		last := &runs[n-1]
		if last.Text = strings.TrimSuffix(last.Text, "。"); last.Text != "" {
			last.Place = last.Place.Slice(0, len(last.Text))
			break
		}
		runs = runs[:n-1] // a stop in a run of its own
	}
	b.a.headings = append(b.a.headings, Heading{Level: level, Runs: runs, Node: b.blocks[block].Lines[0].Node, Listed: true})
}

// listedRuns returns the first n runs of those that are no marks of notes, with what
// contents print.
func listedRuns(runs []inline.Run, n int) (listed []inline.Run) {
	for _, run := range runs {
		if run.Note == 0 && len(listed) < n {
			listed = append(listed, inline.Run{Text: run.Text, Place: run.Place, Script: run.Script, Code: run.Code})
		}
	}
	return listed
}

// headingIn returns a function that adds the node of a heading to a parent. The
// level counts over the issue and is limited to one below the level of the
// preceding heading (ISO 14289-1 7.4.2).
func (b *builder) headingIn(parent *frame.Node, level int) func() *frame.Node {
	return func() *frame.Node {
		b.depth = min(level, b.depth+1, frame.MaxHeading)
		return parent.Add(frame.RoleHeading(b.depth))
	}
}

// number returns the number to be put before a heading; "" if the author wrote
// one, from which the count then continues, or the level has none of the theme's.
func (b *builder) number(level int, inlines []content.Inline) string {
	if b.counters.typed(level, textOf(inlines)) || !b.th.Numbered || b.a.source.OwnNumbers || b.unnumbered[level-1] {
		return ""
	}
	n := b.counters.next(level)
	switch level {
	case 1:
		return hanNumber(n) + "、"
	case 2:
		return "（" + hanNumber(n) + "）"
	case 3:
		return strconv.Itoa(n) + ". "
	}
	return "（" + strconv.Itoa(n) + "）"
}

// counters are the numbers of the last headings of each level, 0 where there is none below
// the last heading of the level above.
type counters [4]int

// typed takes the number that a heading of a level begins with for the last one of its
// level; ok is false if it has none. The levels below begin anew.
func (c *counters) typed(level int, text string) (ok bool) {
	clear(c[level:])
	above := 0
	if level > 1 {
		above = c[level-2]
	}
	n, ok := headingNumber(text, c[level-1], above)
	if ok {
		c[level-1] = n
	}
	return ok
}

// next counts a heading without a number.
func (c *counters) next(level int) int {
	c[level-1]++
	return c[level-1]
}

// textOf returns the text of inlines without marks.
func textOf(inlines []content.Inline) string {
	var text strings.Builder
	for _, in := range inlines {
		if run, ok := in.(content.Run); ok {
			text.WriteString(run.Value)
		}
	}
	return text.String()
}

// ownForms match the numbers in the form in which the theme numbers each level.
var ownForms = [...]func() *regexp.Regexp{
	pattern.New(`^[ \t\x{3000}]*[〇一二三四五六七八九十百]+、`), pattern.New(`^[ \t\x{3000}]*[（(][〇一二三四五六七八九十百]+[）)]`),
	pattern.New(`^[ \t\x{3000}]*[0-9０-９]+[.．、]`), pattern.New(`^[ \t\x{3000}]*[（(][0-9０-９]+[）)]`),
}

// unnumbered returns the levels of an article at which the theme's numbers would stand
// beside typed ones that contradict them: of another form, or no greater than a number that
// the theme would give. The numbers there are those that are typed, and no others.
func unnumbered(blocks []content.Block) (levels [4]bool) {
	var count counters
	var foreign, given, added [4]bool // added: since the levels above or a typed number
	for _, block := range blocks {
		h, ok := block.(*content.Heading)
		if !ok {
			continue
		}
		if h.Division {
			count, added = counters{}, [4]bool{}
			continue
		}
		level := min(max(h.Level, 1), len(count))
		i, last := level-1, count[level-1]
		clear(added[level:])
		if text := textOf(h.Inlines); !count.typed(level, text) {
			count.next(level)
			given[i], added[i] = true, true
			continue
		} else if !ownForms[i]().MatchString(text) {
			foreign[i] = true
		}
		levels[i] = levels[i] || added[i] && count[i] <= last
		added[i] = false
	}
	for i := range levels {
		levels[i] = levels[i] || foreign[i] && given[i]
	}
	return levels
}
