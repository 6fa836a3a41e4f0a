package page

import (
	"slices"
	"strconv"
	"strings"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// Article is an article that has been set in its lines, ready to be placed.
type Article struct {
	Placed
	blocks    []Block
	rows      []row
	pictures  bool // it has some
	percent   int  // that they are scaled to
	followed  bool // something goes on below it on its last page
	grid      Grid
	source    *content.Article
	label     *content.Text // of the section, if the article is its first
	ordinal   int           // from 1
	section   int
	size      unit.Abs // that the blocks are set in
	labelRows int      // that the label takes
	before    int      // blank rows before the title, but for copyfitting
}

// Job is what an article is set from.
type Job struct {
	Article *content.Article
	Label   *content.Text // of the section, if it stands at this article's head
	Ordinal int           // over the whole issue, from 1
	Section int           // from 1
	// Followed says that something goes on on the article's last page, below it.
	Followed bool
}

// Compose sets an article and divides it over columns that begin at row start of
// the first, on the grid or, where it has to be copyfitted, on one of
// its own.
func (s *Setter) Compose(job Job, start unit.Abs) *Article {
	a := s.Prepare(job)
	s.Resume(a, start)
	return a
}

// Prepare sets an article in its lines; Resume then places it.
func (s *Setter) Prepare(job Job) *Article {
	a := &Article{source: job.Article, label: job.Label, ordinal: job.Ordinal, section: job.Section, followed: job.Followed}
	s.SetLines(a)
	return a
}

// Resume places a prepared article below what ends at start.
func (s *Setter) Resume(a *Article, start unit.Abs) {
	a.Place(start, s)
	if fit := a.source.Fit; fit > 0 && len(a.Columns) > fit {
		s.fit(a, start, fit)
	}
}

// SetLines breaks an article's text into blocks of lines on the grid.
func (s *Setter) SetLines(a *Article) {
	th := s.Style.Theme
	a.grid = MainGrid(th)
	a.blocks = s.blocks(a, a.grid, plain(th))
}

// Place divides the article, set in lines, over columns.
func (a *Article) Place(start unit.Abs, s *Setter) {
	f := flatten(a.blocks, &a.grid, a.rows)
	a.rows = f.rows
	p := place(f, a.grid.Rows, a.grid.RowAt(start), a.followed, nil)
	if p.worst >= widow {
		l := &a.blocks[a.rows[p.at].block]
		s.Log.Add("page-break-forced", l.Lines[max(0, a.rows[p.at].line)].Place, Joined(a.source.Title.Value))
	}
	a.Placed = lay(a.blocks, f, &p, a.grid)
}

// looks is what copyfitting may change.
type looks struct {
	less  int // blank rows taken away before the title
	after int // blank rows after it
	size  unit.Abs
	// picture is the percentage of their size that pictures have.
	picture int
}

func plain(th *theme.Theme) looks {
	return looks{0, th.Title.After, th.Body.Size, 100}
}

// builder makes the blocks of one article.
type builder struct {
	*Setter
	a        *Article
	th       *theme.Theme
	grid     Grid
	look     looks
	blocks   []Block
	ordinal  int // of the next block
	counters [4]int
}

// blocks sets the parts of an article in order.
func (s *Setter) blocks(a *Article, g Grid, look looks) []Block {
	b := &builder{Setter: s, a: a, th: s.Style.Theme, grid: g, look: look}
	a.size, a.percent, a.labelRows = look.size, look.picture, 0
	b.blocks = make([]Block, 0, len(a.source.Body)+4)
	b.head()
	b.body(a.source.Body, context{font: b.th.Body.Font, strong: b.th.Body.Strong, emphasis: b.th.Body.Emphasis,
		size: b.th.Body.Size, indent: b.th.Body.Indent, kind: frame.KindBody})
	b.note(frame.KindSource, &b.th.Source, a.source.Source)
	return b.blocks
}

// scaled returns a size or an indent of the theme at the size the article is
// set in: copyfitting scales everything but the title.
func (b *builder) scaled(v unit.Abs) unit.Abs {
	if b.look.size == b.th.Body.Size {
		return v
	}
	return v.Scale(int64(b.look.size), int64(b.th.Body.Size))
}

// add appends a block, its lines named.
func (b *builder) add(kind frame.Kind, level int, blk Block) {
	blk.ordinal = b.ordinal
	name := func(lines []frame.Line, kind frame.Kind) {
		for i := range lines {
			l := &lines[i]
			l.Kind, l.Level, l.Block = kind, level, blk.ordinal
			l.Article, l.Section = b.a.ordinal, b.a.section
		}
	}
	name(blk.Lines, kind)
	name(blk.Marks, frame.KindLabel)
	if len(blk.Lines) > 0 {
		blk.head = kind == frame.KindSection || kind == frame.KindTitle || kind == frame.KindAuthor
		b.blocks = append(b.blocks, blk)
		b.ordinal++
	}
}

// head sets the section's label, the title and the author.
func (b *builder) head() {
	th, t := b.th, &b.th.Title
	before := th.Title.Before
	if label := b.a.label; label != nil && th.Label.Show && label.Value != "" {
		font := b.Font(th.Label.Font, th.Label.Size, th.Label.Ink)
		b.runs = Form(b.runs[:0], th.Label.Form, "{title}", *label, font)
		blk := Block{Lines: b.Set(b.runs, b.title(Align(th.Label.Align)), b.grid.Measure),
			Size: th.Label.Size, Before: th.Label.Before, Keep: KeepNext}
		rows, _, _, _ := blk.rows(&b.grid)
		b.a.labelRows = rows
		before = max(before-rows, th.Label.After)
		b.add(frame.KindSection, 0, blk)
	}
	b.a.before = before
	before = max(0, before-b.look.less)
	b.runs = Text(b.runs[:0], b.a.source.Title, b.Font(t.Font, t.Size, t.Ink))
	set := b.title(inline.Center)
	set.Title, set.Trapezoid = true, t.Trapezoid
	after := b.look.after
	pitch := t.Pitch
	if pitch == th.Body.Pitch {
		pitch = 0 // the grid's, whatever copyfitting makes of it
	}
	author := b.a.source.Author.Value != ""
	blk := Block{Lines: b.Set(b.runs, set, b.grid.Measure), Size: t.Size, Pitch: pitch,
		Before: before, Sticky: true, Keep: KeepNext, After: after, endsHead: !author}
	if author {
		blk.After = 0
	}
	b.add(frame.KindTitle, 0, blk)
	if author {
		n := len(b.blocks)
		b.note(frame.KindAuthor, &th.Author, b.a.source.Author)
		if len(b.blocks) > n {
			b.blocks[n].Keep, b.blocks[n].After, b.blocks[n].endsHead = KeepNext, after, true
		}
	}
}

// title returns the settings of what is not running text.
func (b *builder) title(align inline.Align) inline.Settings {
	set := b.Settings(align)
	set.Hyphenate = false
	return set
}

// note sets a source or author line.
func (b *builder) note(kind frame.Kind, n *theme.Note, t content.Text) {
	if t.Value == "" {
		return
	}
	size := b.scaled(n.Size)
	inset := b.scaled(n.Inset)
	b.runs = Form(b.runs[:0], n.Form, "{text}", t, b.Font(n.Font, size, ""))
	align := Align(n.Align)
	measure := max(b.grid.Measure-inset, b.grid.Size)
	if align == inline.Center {
		measure, inset = b.grid.Measure, 0
	}
	lines := b.Set(b.runs, b.title(align), measure)
	if align == inline.Left {
		shift(lines, inset)
	}
	keep := KeepText
	if kind == frame.KindSource {
		keep = KeepBefore
	}
	b.add(kind, 0, Block{Lines: lines, Size: size, Before: n.Before, After: n.After, Keep: keep, Orphan: 1, Widow: 1})
}

func shift(lines []frame.Line, by unit.Abs) {
	if by == 0 {
		return
	}
	for i := range lines {
		lines[i].X += by
	}
}

// context is how the blocks at one place of the body are set.
type context struct {
	font, strong, emphasis string
	size                   unit.Abs // of the theme
	indent                 unit.Abs // of first lines
	left, right            unit.Abs // inset of the whole
	kind                   frame.Kind
	level                  int // nesting
}

// body sets blocks of running text.
func (b *builder) body(list []content.Block, c context) {
	for i := 0; i < len(list); i++ {
		switch blk := list[i].(type) {
		case *content.Picture:
			i += b.figures(list[i:], c) - 1
		case *content.Paragraph:
			b.paragraph(blk.Inlines, c)
		case *content.Heading:
			b.heading(blk, c)
		case *content.List:
			b.list(blk, c)
		case *content.Quote:
			q := &b.th.Quote
			in := context{font: q.Font, strong: q.Strong, emphasis: q.Italic, size: q.Size, indent: q.Indent,
				left: c.left + q.Inset, right: c.right + q.Inset, kind: frame.KindQuote, level: c.level + 1}
			if b.grid.Measure-b.scaled(in.left+in.right) < 6*b.grid.Size {
				in.left, in.right = c.left, c.right // too narrow to be inset
			}
			from := len(b.blocks)
			b.body(blk.Blocks, in)
			if n := len(b.blocks); n > from {
				b.blocks[from].Before = max(b.blocks[from].Before, q.Before)
				b.blocks[n-1].After = max(b.blocks[n-1].After, q.After)
			}
		}
	}
}

func (b *builder) paragraph(inlines []content.Inline, c context) {
	size := b.scaled(c.size)
	set := b.Settings(inline.Justify)
	set.Indent = b.scaled(c.indent)
	b.runs = b.styled(b.runs[:0], inlines, c, size)
	lines := b.Set(b.runs, set, b.grid.Measure-b.scaled(c.left+c.right))
	shift(lines, b.scaled(c.left))
	b.add(c.kind, c.level, b.text(lines, size))
}

func (b *builder) text(lines []frame.Line, size unit.Abs) Block {
	return Block{Lines: lines, Size: size, Orphan: b.th.Body.Orphans, Widow: b.th.Body.Widows}
}

// styled appends the runs of inlines.
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
			runs = append(runs, inline.Run{Text: in.Value, Place: in.Place, Font: b.Font(role, size, ""), Link: in.Link})
		case content.Break:
			if n := len(runs); n > 0 {
				runs[n-1].Break = true
			}
		}
	}
	return runs
}

// heading sets a heading with its number.
func (b *builder) heading(h *content.Heading, c context) {
	level := min(max(h.Level, 1), len(b.th.Headings))
	look := &b.th.Headings[level-1]
	number := b.number(level, h.Inlines)
	if !look.On {
		if number != "" {
			h = &content.Heading{Level: h.Level, Span: h.Span, Inlines: append([]content.Inline{content.Run{Value: number}}, h.Inlines...)}
		}
		b.paragraph(h.Inlines, c)
		return
	}
	size := b.scaled(look.Size)
	b.runs = b.runs[:0]
	if number != "" {
		b.runs = append(b.runs, inline.Run{Text: number, Font: b.Font(look.Font, size, "")})
	}
	b.runs = b.styled(b.runs, h.Inlines, context{font: look.Font, strong: look.Font, emphasis: look.Font}, size)
	set := b.title(inline.Left)
	set.Indent = b.scaled(look.Indent)
	lines := b.Set(b.runs, set, b.grid.Measure-b.scaled(c.left+c.right))
	shift(lines, b.scaled(c.left))
	b.add(frame.KindHeading, level, Block{Lines: lines, Size: size, Before: look.Before, After: look.After, Keep: KeepNext})
}

// number returns the number to be set before a heading: none if the author
// wrote one, from which the count then goes on.
func (b *builder) number(level int, inlines []content.Inline) string {
	for l := level; l < len(b.counters); l++ {
		b.counters[l] = 0
	}
	var text strings.Builder
	for _, in := range inlines {
		if run, ok := in.(content.Run); ok {
			text.WriteString(run.Value)
		}
	}
	if n, ok := headingNumber(text.String()); ok {
		b.counters[level-1] = n
		return ""
	}
	if !b.th.Numbered {
		return ""
	}
	b.counters[level-1]++
	n := b.counters[level-1]
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

// list sets a list: the mark of each item hangs before its text.
func (b *builder) list(list *content.List, c context) {
	l := &b.th.List
	size := b.scaled(c.size)
	mark := func(i int) string {
		if !list.Ordered {
			return l.Bullet
		}
		return strings.ReplaceAll(l.Number, "{n}", strconv.Itoa(list.Start+i))
	}
	font := b.Font(c.font, size, "")
	marks := make([][]frame.Line, len(list.Items))
	indent, hang := l.Indent, b.scaled(l.Hang)
	if c.level > 0 && c.kind == frame.KindBody {
		indent = 0 // a nested list begins where the text around it does
	}
	for i := range list.Items {
		b.runs = append(b.runs[:0], inline.Run{Text: mark(i), Font: font})
		marks[i] = b.Set(b.runs, b.title(inline.Left), b.grid.Measure)
		for k := range marks[i] {
			need := marks[i][k].Width
			if need%size != 0 {
				need += size / 4 // less, and “1. 7 月” reads as 1.7
			}
			hang = max(hang, need)
		}
	}
	// The text begins a whole number of characters to the right, so that its
	// measure is one too (typography 4).
	hang = (hang + size - 1) / size * size
	in := c
	in.indent, in.level = 0, c.level+1
	left := b.scaled(c.left+indent) + hang
	if b.grid.Measure-left-b.scaled(c.right) < 6*size {
		left = b.scaled(c.left) + hang // too narrow to be indented
		indent = 0
	}
	for i, item := range list.Items {
		from := len(b.blocks)
		in.left = b.unscaled(left)
		b.body(item, in)
		if len(b.blocks) == from {
			continue
		}
		shift(marks[i], b.scaled(c.left+indent))
		first := b.marked(from, marks[i])
		if first == nil {
			continue
		}
		first.Marks = append(marks[i], first.Marks...)
		for k := range marks[i] {
			m := &first.Marks[k]
			m.Kind, m.Level, m.Block = frame.KindLabel, in.level, first.ordinal
			m.Article, m.Section = b.a.ordinal, b.a.section
		}
	}
}

// marked returns the block of a list item that its mark stands beside. An item
// of pictures alone has its mark on a line before them.
func (b *builder) marked(from int, marks []frame.Line) *Block {
	for i := from; i < len(b.blocks); i++ {
		if b.blocks[i].Figure == nil && len(b.blocks[i].Lines) > 0 && b.blocks[i].Lines[0].Kind != frame.KindCaption {
			return &b.blocks[i]
		}
	}
	if len(marks) == 0 {
		return nil
	}
	blk := Block{Lines: marks, Size: marks[0].Size, Keep: KeepNext, mark: true, ordinal: b.ordinal}
	for k := range marks {
		marks[k].Kind, marks[k].Block = frame.KindLabel, b.ordinal
		marks[k].Article, marks[k].Section = b.a.ordinal, b.a.section
	}
	b.ordinal++
	b.blocks = slices.Insert(b.blocks, from, blk)
	return nil
}

// unscaled is the inverse of scaled, so that insets add up in the theme's
// units.
func (b *builder) unscaled(v unit.Abs) unit.Abs {
	if b.look.size == b.th.Body.Size {
		return v
	}
	return v.Scale(int64(b.th.Body.Size), int64(b.look.size))
}
