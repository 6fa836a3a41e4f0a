package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Doc is a composed document in the form that the checks work on, from frames or
// from a dump.
type Doc struct {
	Pages      []Page
	Structured bool // whether lines have nodes
}

// Page is one page of a Doc.
type Page struct {
	Width, Height unit.Abs // 0: not known (from a dump)
	Number        int      // physical, from 1
	Label         string
	Front, Blank  bool
	Lines         []*Line
	Rules         []Rect
	TableRules    []Rect // those of tables
	MastheadRules []Rect // those of a masthead
	BoxEdges      []BoxEdge
	DocumentRules []Rect // those of the head and the imprint of an official document
	Pictures      []*Picture
}

// Rect is a filled rectangle, from its top left corner.
type Rect struct{ X, Y, Width, Height unit.Abs }

// Options holds the parameters that a document was composed with. What depends
// on a zero field is not checked.
type Options struct {
	Settings
	// Foot is the least number of lines of a paragraph at the foot of a page
	// (RULES 5.3): 2 in theme bulletin, 1 in gongwen.
	Foot int
	// Pitch and GridTop are the step of the baseline grid and the baseline of
	// its line 0. Zero: inferred from the first body lines.
	Pitch, GridTop unit.Abs
	// Size is the size of the body, and Block returns the text block of a page
	// of the file, counted from 1. Zero and nil: not known, and pictures
	// and code are not checked against them.
	Size  unit.Abs
	Block func(number int) Rect
	// Pictures returns the names of an article's pictures in the order of the
	// text; ok is false if there is no such article. Nil: not checked.
	Pictures func(article int) ([]string, bool)
	// Table returns the copy of a table, counted over the issue from 1; ok is false
	// if there is no such table. Nil: not checked.
	Table func(number int) (Table, bool)
	// Title returns an article's title with "\n" for the editor's line breaks,
	// Entry its text in the contents, Text the complete text of its body, with
	// PageNumber for the page numbers in it. Nil: not checked.
	Title, Entry, Text func(article int) (string, bool)
	// FaceName returns the name of a face for Settings.Centred. Nil: faces have
	// no names.
	FaceName func(*fonts.Face) string
	// Signature is the form of signatures, "plain" or "seal"; "": not checked.
	Signature string
	// Notes holds the sizes of notes; zero: columns with notes are not checked for
	// balance.
	Notes NoteSizes
	// NotesAtEnd reports whether the notes of an article are at its end, not at the
	// foot of pages. Nil: they never are.
	NotesAtEnd func(article int) bool
	// Header describes the running heads; nil: their text is not checked.
	Header *Header
	// Outside reports whether folios are on the outer side: on the right of odd
	// pages.
	Outside bool
	// ContentsColumns is the number of columns of the contents; 0: one.
	ContentsColumns int
	// Official reports whether it is an official document with the measures of GB/T
	// 9704.
	Official bool
	// FirstHidden reports whether page 1 has no number printed.
	FirstHidden bool
}

// NoteSizes holds the sizes of notes: what stands above their first line, and the size
// and pitch of their lines.
type NoteSizes struct{ Above, Size, Pitch unit.Abs }

// rule adds a rule of a kind, which is of a table if that is not 0.
func (pg *Page) rule(r Rect, kind frame.Kind, table int) {
	pg.Rules = append(pg.Rules, r)
	if kind == frame.KindMasthead {
		pg.MastheadRules = append(pg.MastheadRules, r)
	}
	if kind == frame.KindDocument {
		pg.DocumentRules = append(pg.DocumentRules, r)
	}
	if table > 0 {
		pg.TableRules = append(pg.TableRules, r)
	}
}

// Document checks a composed issue and returns the violations.
func Document(doc *frame.Document, opt Options) []Violation {
	return FromFrame(doc, opt.FaceName).Check(opt)
}

// FromFrame returns a document in the form that the checks work on. Name returns
// the name of a face; it may be nil.
func FromFrame(doc *frame.Document, name func(*fonts.Face) string) *Doc {
	d := &Doc{Structured: doc.Root != nil}
	nodes := pathsBelow(doc.Root)
	for i := range doc.Pages {
		pg := &doc.Pages[i]
		n := Page{Width: pg.Width, Height: pg.Height, Number: i + 1, Label: pg.Label, Front: pg.Front, Blank: pg.Blank}
		for _, item := range pg.Items {
			switch it := item.(type) {
			case *frame.Line:
				l := fromFrame(it, name)
				l.node = nodes[it.Node]
				n.Lines = append(n.Lines, l)
			case *frame.Rule:
				r := Rect{it.X, it.Y, it.Width, it.Height}
				n.rule(r, it.Kind, it.Table)
				if it.Box > 0 {
					n.BoxEdges = append(n.BoxEdges, BoxEdge{r, it.Box, false})
				}
			case *frame.Tint:
				n.BoxEdges = append(n.BoxEdges, BoxEdge{Rect{it.X, it.Y, it.Width, it.Height}, it.Box, true})
			case *frame.Picture:
				p := fromPicture(it)
				p.at = len(n.Lines)
				n.Pictures = append(n.Pictures, p)
			}
		}
		d.Pages = append(d.Pages, n)
	}
	return d
}

// Check checks lines, paragraphs and pages, and returns the violations.
func (d *Doc) Check(opt Options) []Violation {
	c := &collector{page: -1}
	for i := range d.Pages {
		for j, l := range d.Pages[i].Lines {
			l.page, l.index = i, j
		}
	}
	d.findRegions()
	paras := d.paragraphs()
	for _, q := range paras {
		d.checkParagraph(c, q, opt)
	}
	d.checkWhole(c, opt)
	d.checkBounds(c)
	d.checkGrid(c, opt)
	d.checkSplits(c, paras, opt)
	d.checkKeeps(c)
	d.checkFolios(c, opt)
	d.checkHeaders(c, opt)
	d.checkMasthead(c)
	d.checkOfficial(c, opt)
	d.checkContents(c, opt)
	d.checkTitles(c, opt)
	d.checkPictures(c, opt)
	d.checkTables(c, opt)
	d.checkBoxes(c)
	d.checkVerses(c, paras, opt)
	d.checkNames(c)
	d.checkNotes(c, opt)
	d.checkReferences(c)
	d.checkJumps(c)
	d.checkPageColumns(c, opt)
	d.checkFields(c)
	d.checkCode(c, opt)
	d.checkRooms(c)
	d.checkOverlaps(c)
	d.checkParts(c, opt)
	d.checkStructure(c, paras)
	return c.out
}

// paragraphs groups the lines of each paragraph, also across pages: those of one
// kind and article, up to the one flagged as the last.
func (d *Doc) paragraphs() [][]*Line {
	type key struct {
		kind         frame.Kind
		article      int
		block        int
		row, column  int // of a cell
		repeatedPart int // of a cell of a repeated head
	}
	open := map[key]int{}
	var out [][]*Line
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			switch l.Kind {
			case frame.KindBody, frame.KindQuote, frame.KindVerse, frame.KindTitle, frame.KindHeading, frame.KindSource, frame.KindCaption,
				frame.KindSalutation, frame.KindAttachment, frame.KindSignature, frame.KindSignedDate,
				frame.KindCell, frame.KindTableCaption, frame.KindTableNote, frame.KindNote:
			case frame.KindLeader, frame.KindCode:
				continue
			default:
				out = append(out, []*Line{l})
				continue
			}
			k := key{kind: l.Kind, article: l.Article, block: l.Block}
			if at := l.Table; at != nil {
				k.row, k.column = at.Row, at.Column
				if at.Repeated {
					k.repeatedPart = at.Part
				}
			}
			n, ok := open[k]
			if !ok {
				n = len(out)
				out = append(out, nil)
				open[k] = n
			}
			out[n] = append(out[n], l)
			if l.Last {
				delete(open, k)
			}
		}
	}
	return out
}

func (d *Doc) checkParagraph(c *collector, lines []*Line, opt Options) {
	if lines[0].Kind == frame.KindName {
		lines = []*Line{lines[0].solid()}
	}
	p := paragraph{settings: opt.Settings, lines: lines}
	p.settings.Measure, p.settings.LastRoom = 0, 0
	switch kind := lines[0].Kind; {
	case kind == frame.KindTitle && opt.Title != nil:
		if t, ok := opt.Title(lines[0].Article); ok {
			p.source = &t
		}
	case !lines[0].copied() && kind != frame.KindHeading && kind != frame.KindSource && kind != frame.KindCaption:
		p.part = true
	}
	p.check(c)
}

// checkWhole checks that the lines of an article are its complete text, in
// order.
func (d *Doc) checkWhole(c *collector, opt Options) {
	if opt.Text == nil {
		return
	}
	lines := map[int][]*Line{}
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			if l.copied() || l.Kind == frame.KindHeading {
				lines[l.Article] = append(lines[l.Article], l)
			}
		}
	}
	for a := 1; ; a++ {
		want, ok := opt.Text(a)
		if !ok {
			return
		}
		if slices.ContainsFunc(lines[a], func(l *Line) bool { return l.Box > 0 }) { // which may float
			slices.SortStableFunc(lines[a], func(a, b *Line) int { return a.Block - b.Block })
		}
		rest := squeeze(want)
		for _, l := range lines[a] {
			got := squeeze(l.withoutMarks())
			after, ok := cutPrinted(rest, got)
			if !ok && l.Kind == frame.KindHeading && l.First {
				// The theme may have added a number to a heading.
				after, ok = cutPrinted(rest, reNumber.ReplaceAllString(got, ""))
			}
			if !ok {
				c.at("text 9", l, "article %d has “%s” there", a, head(rest)+"⋯")
				rest = ""
				break
			}
			rest = after
		}
		if rest != "" {
			c.add("text 9", -1, "article %d: no line has “%s”", a, clip(rest, 10))
		}
	}
}

// reNumber matches the number of a heading.
var reNumber = regexp.MustCompile(`^(?:[一二三四五六七八九十百]+、|（[一二三四五六七八九十百]+）|[0-9]+[.．]|（[0-9]+）)`)

// squeeze removes the characters that may be dropped at line ends.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || classOf(r) == space {
			return -1
		}
		return r
	}, s)
}

// checkBounds checks that nothing is outside the page.
func (d *Doc) checkBounds(c *collector) {
	for i := range d.Pages {
		pg := &d.Pages[i]
		for _, l := range pg.Lines {
			switch box := l.box(); {
			case l.Turned && (box.X < 0 || box.Y < 0 || pg.Width > 0 && box.X+box.Width > pg.Width || pg.Height > 0 && box.Y+box.Height > pg.Height):
				c.at("bounds 5.5", l, "extends beyond the page")
			case l.Turned:
			case l.X < 0 || l.Y < 0:
				c.at("bounds 5.5", l, "at %s, %s", l.X, l.Y)
			case pg.Width > 0 && l.X+l.Width > pg.Width:
				c.at("bounds 5.5", l, "ends %s beyond the page's right edge", l.X+l.Width-pg.Width)
			case pg.Height > 0 && (l.Y+l.Size.Scale(12, 100) > pg.Height || l.Y < l.Size.Scale(80, 100)):
				c.at("bounds 5.5", l, "with its baseline at %s letters extend beyond the page", l.Y)
			}
			if l.Turned {
				continue
			}
			for _, g := range l.Glyphs {
				if g.X < -l.X || pg.Width > 0 && l.X+g.X+g.Advance > pg.Width {
					c.at("bounds 5.5", l, "“%s” lies outside the page", g.Text)
					break
				}
			}
		}
		for _, r := range pg.Rules {
			if r.X < 0 || r.Y < 0 || pg.Width > 0 && r.X+r.Width > pg.Width || pg.Height > 0 && r.Y+r.Height > pg.Height {
				c.out = append(c.out, Violation{"bounds 5.5", i, -1, "a rule lies outside the page"})
			}
			if r.Width <= 0 || r.Height <= 0 {
				c.out = append(c.out, Violation{"bounds 5.5", i, -1, "a rule of no size"})
			}
		}
		if pg.Blank && len(pg.Pictures) > 0 {
			c.out = append(c.out, Violation{"blank 6", i, -1, "a blank page has a picture"})
		}
		if pg.Blank && len(pg.Lines) > 0 {
			c.at("blank 6", pg.Lines[0], "a blank page has text")
		}
	}
}

// checkGrid checks that the body lines of all pages are on one grid (RULES 5.2),
// in order from the top and without overlap, and that measures are whole numbers
// of em.
func (d *Doc) checkGrid(c *collector, opt Options) {
	pitch, top := opt.Pitch, opt.GridTop
	var first *Line
	for i := range d.Pages {
		var above *Line
		for _, l := range d.Pages[i].Lines {
			if !l.copied() && l.Kind != frame.KindHeading || l.Own {
				continue
			}
			if above != nil && !above.apart(l) && above.Column == l.Column && l.Y <= above.Y {
				c.at("order 5.2", l, "is at %s, not below the line before it at %s", l.Y, above.Y)
			}
			above = l
			if l.Kind == frame.KindHeading && l.Grid < 0 {
				continue // a heading may take several lines of the grid
			}
			if l.Grid < 0 {
				c.at("grid 5.2", l, "a body line off the grid")
				continue
			}
			switch {
			case pitch == 0 && first == nil:
				first = l
				continue
			case pitch == 0 && l.Grid != first.Grid:
				pitch = (l.Y - first.Y) / unit.Abs(l.Grid-first.Grid)
				top = first.Y - pitch*unit.Abs(first.Grid)
			}
			if pitch != 0 && l.Y != top+pitch*unit.Abs(l.Grid) {
				c.at("grid 5.2", l, "is at %s; line %d of the grid is at %s", l.Y, l.Grid, top+pitch*unit.Abs(l.Grid))
			}
			if l.Kind == frame.KindBody && l.Level == 0 && l.Size > 0 && l.Measure%l.Size != 0 {
				c.at("measure 4", l, "a measure of %s is not a whole number of em", em(l.Measure, l.Size))
			}
		}
	}
}
