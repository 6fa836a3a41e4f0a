package page

import (
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// builder typesets the blocks of one article.
type builder struct {
	*Typesetter
	a          *Article
	th         *theme.Theme
	grid       Grid // of the text that is typeset: of a column, or across all
	page       Grid // across all columns
	look       fitParams
	blocks     []Block
	ordinal    int // of the next block
	counters   counters
	unnumbered [4]bool     // levels of headings to which the theme adds no numbers
	label      *frame.Node // heading of the section if its label is printed here; else nil
	article    *frame.Node
	placed     int                  // number of the notes whose nodes are in the structure
	depth      int                  // level of the last heading, counted over the issue
	signed     []*content.Paragraph // of a signature whose date has not been reached
	named      unit.Abs             // where the numbers of attachments stand, from the left edge; 0: outside of attachments
	side       side                 // picture that the next lines stand beside
	tables     int                  // ordinal of the last table, over the issue
	boxes      int                  // ordinal of the last box, over the issue
	boxed      bool                 // the blocks are in a box
}

// blocks typesets the blocks of an article in order.
func (s *Typesetter) blocks(a *Article, g Grid, look fitParams) []Block {
	b := &builder{Typesetter: s, a: a, th: s.Style.Theme, grid: g, page: g, look: look,
		unnumbered: unnumbered(a.source.Body), article: frame.NewNode(frame.RoleArt), depth: a.level - 1, tables: a.earlier.Tables, boxes: a.earlier.Boxes}
	a.tables, a.boxes, a.notes, a.headings = false, false, nil, nil
	a.series()
	a.size, a.percent, a.labelRows = look.size, look.picture, 0
	b.blocks = make([]Block, 0, len(a.source.Body)+4)
	a.columns = s.columnsOf(a.source, &g)
	b.spanning(b.head)
	c := context{font: b.th.Body.Font, strong: b.th.Body.Strong, emphasis: b.th.Body.Emphasis,
		size: b.th.Body.Size, indent: b.th.Body.Indent, kind: frame.KindBody, node: b.article}
	b.spanning(func() { b.addressees(c) })
	b.grid = g.columnOf(0, a.columns)
	b.body(a.source.Body, c)
	b.clearSide()
	b.documentNote(c)
	b.note(frame.KindSource, &b.th.Source, a.source.Source)
	b.jump(b.th.Continued.To, a.to, inline.Right)
	b.endNotes()
	a.structure = Structure{Label: b.label, Article: b.article}
	return b.blocks
}

// scaled returns a size or an indent of the theme, scaled to the article's size
// of body text: copyfitting scales everything but the title.
func (b *builder) scaled(v unit.Abs) unit.Abs {
	if b.look.size == b.th.Body.Size {
		return v
	}
	return v.Scale(int64(b.look.size), int64(b.th.Body.Size))
}

// unscaled is the inverse of scaled, so that insets add up in the theme's
// units.
func (b *builder) unscaled(v unit.Abs) unit.Abs {
	if b.look.size == b.th.Body.Size {
		return v
	}
	return v.Scale(int64(b.th.Body.Size), int64(b.look.size))
}

// add appends a block and makes its lines content of the node that the function
// node creates. A block without lines is left out, and no node is created for
// it.
func (b *builder) add(kind frame.Kind, level int, node func() *frame.Node, blk Block) {
	if len(blk.Lines) == 0 {
		return
	}
	blk.ordinal = b.ordinal
	if pitch := blk.Pitch; pitch != 0 {
		b.room(blk.Lines, blk.Size, pitch, string(kind)+".pitch")
	} else {
		b.room(blk.Lines, blk.Size, b.grid.Pitch, "body.pitch")
	}
	b.name(blk.Lines, frame.Line{Kind: kind, Level: level, Block: b.ordinal, Node: node()})
	switch kind {
	case frame.KindSection, frame.KindAttachmentLabel, frame.KindKicker, frame.KindTitle, frame.KindSubtitle, frame.KindAuthor:
		blk.head = true
	}
	b.blocks = append(b.blocks, blk)
	b.ordinal++
}

// name gives lines of the article the kind, level, block and node of the line
// as.
func (b *builder) name(lines []frame.Line, as frame.Line) {
	for i := range lines {
		l := &lines[i]
		l.Kind, l.Level, l.Block, l.Node = as.Kind, as.Level, as.Block, as.Node
	}
}

// appendNonEmpty appends a node to a parent unless it has no content.
func appendNonEmpty(parent, n *frame.Node) {
	if len(n.Children) > 0 {
		parent.Children = append(parent.Children, n)
	}
}

func shift(lines []frame.Line, by unit.Abs) {
	if by == 0 {
		return
	}
	for i := range lines {
		lines[i].X += by
	}
}

// context holds the parameters that blocks nested at one place of the body
// share.
type context struct {
	font, strong, emphasis string
	size                   unit.Abs // of the theme
	indent                 unit.Abs // of first lines
	left, right            unit.Abs // inset of the whole
	kind                   frame.Kind
	level                  int         // nesting
	node                   *frame.Node // parent of the blocks' nodes
	bare                   bool        // the only paragraph is the node's own text
	introduced             bool        // a paragraph that ends with a colon, or a line without a stop, stands before the table
}

// text returns the node for the text of a paragraph.
func (c *context) text() *frame.Node {
	if c.bare {
		c.node.Content = len(c.node.Children)
		return c.node
	}
	return c.node.Add(frame.RoleP)
}

// body typesets blocks of running text.
func (b *builder) body(list []content.Block, c context) {
	separated := -1 // index of the block after a separator
	fields := b.fields(list, c)
	for i := 0; i < len(list); i++ {
		if n := len(b.blocks); separated >= 0 && n > separated {
			b.blocks[separated].Before, separated = max(b.blocks[separated].Before, 1), -1
		}
		b.leave(list[i])
		if p, ok := list[i].(*content.Paragraph); !ok || p.Part != content.NoPart {
			b.clearSide()
		}
		switch blk := list[i].(type) {
		case *content.Separator:
			if b.th.Break == "blank" {
				separated = len(b.blocks)
			} else {
				b.separator(c)
			}
		case *content.Picture:
			if sideways(blk) && b.sidePicture(blk, list[i+1:], c) {
				continue
			}
			i += b.figures(list[i:], c) - 1
		case *content.Table:
			c := c
			c.introduced = i > 0 && (introduces(list[i-1]) || entitles(list[i-1]))
			b.table(blk, c)
		case *content.Paragraph:
			n := len(b.blocks)
			b.known(blk, c, fields[i])
			if len(b.blocks) == n+1 && b.blocks[n].Keep == KeepText {
				switch set := &b.blocks[n]; {
				case len(set.Lines) == 1 && leads(list, i):
					set.Keep, set.lead = KeepNext, true
				case len(set.Lines) > 1:
					if leadsRest(blk, set.Lines[0].Text) {
						set.Orphan = max(set.Orphan, 1+keptLines)
					}
					set.led = ledLines(blk, set.Lines)
				}
			}
			b.called(c.node)
		case *content.Heading:
			b.heading(blk, c)
		case *content.List:
			n := len(b.blocks)
			b.list(blk, c)
			if len(b.blocks) == n+1 && b.blocks[n].Keep == KeepText && len(b.blocks[n].Lines) == 1 && leadsAsItem(list, i) {
				b.blocks[n].Keep, b.blocks[n].lead = KeepNext, true
			}
		case *content.Code:
			b.code(blk, c)
		case *content.Quote:
			b.quote(blk, c)
		case *content.NameList:
			b.names(blk, c)
		case *content.Verse:
			b.verse(blk, c)
		case *content.Box:
			if blk.Wide {
				b.spanning(func() { b.box(blk, c) })
			} else {
				b.box(blk, c)
			}
		}
	}
	if separated >= 0 && len(b.blocks) > separated {
		b.blocks[separated].Before = max(b.blocks[separated].Before, 1)
	}
}

// quote typesets a block quotation: inset on both sides, in the theme's font for
// quotations.
func (b *builder) quote(quote *content.Quote, c context) {
	q := &b.th.Quote
	in := context{font: q.Font, strong: q.Strong, emphasis: q.Italic, size: q.Size, indent: q.Indent,
		left: c.left + q.Inset, right: c.right + q.Inset, kind: frame.KindQuote, level: c.level + 1,
		node: frame.NewNode(frame.RoleBlockQuote)}
	if b.grid.Measure-b.scaled(in.left+in.right) < 6*b.grid.Size {
		in.left, in.right = c.left, c.right // too narrow to be inset
	}
	from := len(b.blocks)
	b.body(quote.Blocks, in)
	appendNonEmpty(c.node, in.node)
	if n := len(b.blocks); n > from {
		b.blocks[from].Before = max(b.blocks[from].Before, q.Before)
		b.blocks[n-1].After = max(b.blocks[n-1].After, q.After)
	}
}

// paragraph typesets running text with its first line indented (RULES 5.1), as
// content of the node that the function node creates. Fields are the plans of its lines
// (RULES 11.3); nil: none.
func (b *builder) paragraph(inlines []content.Inline, c context, fields []inline.FieldPlan, node func() *frame.Node) {
	p := b.prepared(inlines, c)
	if b.side.rows == 0 {
		p.SetFields(fields)
	}
	lines, beside := b.besideLines(p, b.grid.Measure-b.scaled(c.left+c.right))
	b.runIn(lines, inlines)
	shift(lines, b.scaled(c.left))
	blk := b.text(lines, b.scaled(c.size))
	b.takeSide(&blk, beside)
	b.add(c.kind, c.level, node, blk)
}

// prepared returns a paragraph of running text, to be broken into lines.
func (b *builder) prepared(inlines []content.Inline, c context) *inline.Paragraph {
	size := b.scaled(c.size)
	settings := b.Settings(inline.Justify)
	settings.Indent = b.indent(c.indent)
	settings.BreakIndent = b.th.Body.BreakIndent
	b.runs = b.styled(b.runs[:0], inlines, c, size)
	return b.Paragraph(b.runs, settings)
}

func (b *builder) text(lines []frame.Line, size unit.Abs) Block {
	return Block{Lines: lines, Size: size, Orphan: b.th.Body.Orphans, Widow: b.th.Body.Widows}
}

// styled appends the runs of inlines in the fonts of their styles.
func (b *builder) styled(runs []inline.Run, inlines []content.Inline, c context, size unit.Abs) []inline.Run {
	for _, in := range inlines {
		switch in := in.(type) {
		case content.Run:
			role := c.font
			switch {
			case in.Strong:
				role = c.strong
			case in.Emphasis:
				role = c.emphasis
			}
			if in.Code {
				role = b.th.Code.Font
			}
			if in.Lead != content.NoLead {
				role = b.leadFont(in.Lead, role)
			}
			if in.PageNumber {
				in = b.pageNumber(in)
			}
			runs = append(runs, inline.Run{Text: in.Value, Place: in.Place, Font: b.Font(role, size, ""), Script: scriptOf(in.Script), Link: in.Link, Code: in.Code, Decoration: decorationOf(in.Decoration), Ruby: inline.Ruby(in.Ruby)})
		case content.NoteCall:
			runs = b.call(runs, &in, b.Font(c.font, size, ""))
		case content.Break:
			if n := len(runs); n > 0 {
				runs[n-1].Break = true
			}
		}
	}
	return runs
}

// pageNumber returns a run that stands for a page number with that number; with the
// sign of the copy if the page has none, which is reported.
func (b *builder) pageNumber(run content.Run) content.Run {
	id, _ := run.Target()
	number := b.a.pages[id]
	if number == "" {
		return run
	}
	at := run.Place.At(0, len(run.Value))
	run.Value = number
	if len(run.Place.Steps) > 0 {
		run.Place.Steps = []diag.Step{{Off: 0, Src: at.Start}}
		for i := 1; i < len(number); i++ {
			run.Place.Steps = append(run.Place.Steps, diag.Step{Off: i, Src: at.End - 1})
		}
	}
	return run
}

// plain returns the text of inlines, without forced breaks.
func (b *builder) plain(in []content.Inline) string {
	var text strings.Builder
	for _, x := range in {
		if run, ok := x.(content.Run); ok && run.PageNumber {
			text.WriteString(b.pageNumber(run).Value)
		} else if ok {
			text.WriteString(run.Value)
		}
	}
	return text.String()
}

// decorationOf returns the marks of a text of the copy.
func decorationOf(d content.Decoration) inline.Decoration {
	form := [...]frame.Form{content.NoLine: frame.FormNone, content.ProperName: frame.FormName, content.BookTitle: frame.FormBook, content.Underline: frame.FormUnder}
	return inline.Decoration{Dots: d.Dots, Line: form[d.Line], Nth: d.Nth}
}

// scriptOf returns the position of a script of the copy.
func scriptOf(s content.Script) frame.Script {
	switch s {
	case content.Subscript:
		return frame.Subscript
	case content.Superscript:
		return frame.Superscript
	}
	return frame.NoScript
}
