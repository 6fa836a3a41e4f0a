package check

import (
	"strings"

	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Line is one line in the form that the checks work on, from a frame or from a
// dump.
type Line struct {
	Kind    frame.Kind
	Part    frame.DocumentPart // of an official document
	Article int
	Block   int    // -1: not known
	Level   int    // of a heading; nesting of a list or quote
	node    []step // path in the structure; empty: an artifact
	Text    string
	X, Y    unit.Abs
	Width   unit.Abs
	Measure unit.Abs
	Size    unit.Abs // in a dump without sizes, that of the line's widest Han
	Grid    int
	Own     bool // is on a copyfitted article's own grid
	First   bool
	Last    bool
	Justify bool
	Repair  frame.Repair
	Glyphs  []Glyph
	Table   *frame.InTable // nil: in no table
	Box     int            // ordinal of its box; 0: in none
	Turned  bool           // by 90° counter-clockwise
	Dests   []Dest         // of links inside the document
	RunIn   frame.Range    // glyphs of a run-in head
	Marks   []string       // of the notes that it calls
	Mark    string         // of a note's line
	endNote bool           // of a note at the end of its article

	linked []linked // the parts that are links to elsewhere
	dumped bool     // from a dump, which has no links

	Below    []Beside // marks below it
	Readings []Beside // above it

	Column int // of the page, from 1; 0: across it
	region int // of a line in a column: what spans the columns above it on the page

	page, index int
}

// Dest is the place that a link leads to, with the linked text.
type Dest struct {
	frame.Dest
	Text string
}

// Glyph is one glyph of a Line.
type Glyph struct {
	Text    string // empty for all but the first of a cluster
	X       unit.Abs
	Advance unit.Abs
	Size    unit.Abs
	Face    string
	Hyphen  bool
	Script  string   // "sub", "super" or empty
	Rise    unit.Abs // of a script's baseline
}

// fromFrame returns a line in the form that the checks work on. Name returns the
// name of a face; it may be nil.
func fromFrame(l *frame.Line, name func(*fonts.Face) string) *Line {
	n := &Line{
		Kind: l.Kind, Part: l.Part, Article: l.Article, Block: l.Block, Level: l.Level, Text: l.Text, X: l.X, Y: l.Y, Width: l.Width,
		Measure: l.Measure, Size: l.Size, Grid: l.Grid, Own: l.Register != "", First: l.First, Last: l.Last, Justify: l.Justify,
		Repair: l.Repair, RunIn: l.RunIn, Table: l.Table, Box: l.Box, Turned: l.Turned, Column: l.PageColumn, page: -1,
	}
	for _, g := range l.Glyphs {
		ng := Glyph{Text: g.Text, X: g.X, Advance: g.Advance, Size: g.Size, Hyphen: g.Hyphen, Script: g.Script.String(), Rise: g.DY}
		if name != nil && g.Face != nil {
			ng.Face = name(g.Face)
		}
		n.Glyphs = append(n.Glyphs, ng)
	}
	if n.Mark = l.Mark; n.Mark == "" {
		for k := range l.Calls {
			n.Marks = append(n.Marks, l.MarkOf(&l.Calls[k]))
		}
	}
	n.Below, n.Readings = fromBeside(l)
	for _, k := range l.Links {
		if k.URL == "" {
			n.Dests = append(n.Dests, Dest{k.Dest, glyphText(l.Glyphs[min(k.From, len(l.Glyphs)):min(k.To, len(l.Glyphs))])})
		}
	}
	n.linked = linkedParts(l)
	return n
}

// glyphText returns the text of glyphs.
func glyphText(glyphs []frame.Glyph) string {
	var b strings.Builder
	for i := range glyphs {
		b.WriteString(glyphs[i].Text)
	}
	return b.String()
}

// forced reports whether the line is flagged as breaking a rule.
func (l *Line) forced() bool { return l.Repair == frame.RepairForced }

// hyphenated reports whether a hyphen was added at the line's end.
func (l *Line) hyphenated() bool {
	return len(l.Glyphs) > 0 && l.Glyphs[len(l.Glyphs)-1].Hyphen
}

// cell is one cluster of a line: the glyphs that together stand for some
// characters.
type cell struct {
	text        string
	from        int // byte offset of text in the paragraph
	left, right unit.Abs
	size        unit.Abs
	face        string
	hyphen      bool
	script      bool
}

func (c *cell) width() unit.Abs { return c.right - c.left }

// gap is the gap between a cell and the next: glue, and characters without a
// box.
type gap struct {
	width unit.Abs
	typed string // spaces typed there
}

// cells groups the line's glyphs into clusters and finds the text that each
// stands for. Only spaces and invisible characters may be between clusters; a
// cluster of spaces alone is a gap as well. Base is the line's byte offset in
// the paragraph. Problem is empty unless text and glyphs disagree.
func (l *Line) cells(base int) (cells []cell, gaps []gap, problem string) {
	pos, typed := 0, ""
	inSpace := false
	var end unit.Abs // right edge of the last visible cell
	for i, g := range l.Glyphs {
		if g.Text == "" && !g.Hyphen && i > 0 {
			if !inSpace {
				c := &cells[len(cells)-1]
				c.right = max(c.right, g.X+g.Advance)
				end = c.right
			}
			continue
		}
		start := pos
		for g.Text != "" && !strings.HasPrefix(l.Text[pos:], g.Text) {
			r, n := decode(l.Text[pos:])
			if c := classOf(r); n == 0 || c != space && c != joiner {
				return cells, gaps, "glyph text “" + g.Text + "” is not what the line's text has next: “" + clip(l.Text[pos:], 6) + "”"
			}
			pos += n
		}
		typed += onlySpaces(l.Text[start:pos])
		inSpace = g.Text != "" && blank(g.Text)
		if inSpace {
			typed += onlySpaces(g.Text)
			pos += len(g.Text)
			continue
		}
		if len(cells) > 0 {
			gaps = append(gaps, gap{g.X - end, typed})
		}
		typed = ""
		size := g.Size
		if size == 0 {
			size = l.Size
		}
		end = g.X + g.Advance
		cells = append(cells, cell{g.Text, base + pos, g.X, end, size, g.Face, g.Hyphen, g.Script != ""})
		pos += len(g.Text)
	}
	if rest := l.Text[pos:]; !blank(rest) {
		return cells, gaps, "no glyph for “" + clip(rest, 8) + "”"
	}
	return cells, gaps, ""
}

// blank reports whether s has no visible character.
func blank(s string) bool {
	for _, r := range s {
		if c := classOf(r); c != space && c != joiner {
			return false
		}
	}
	return true
}

func onlySpaces(s string) string {
	return strings.Map(func(r rune) rune {
		if classOf(r) == space {
			return r
		}
		return -1
	}, s)
}

func decode(s string) (rune, int) {
	for i, r := range s {
		_ = i
		return r, len(string(r))
	}
	return 0, 0
}

// letterspaced reports whether the line may be letterspaced on purpose.
func (l *Line) letterspaced() bool {
	return l.Kind == frame.KindCover || l.Kind == frame.KindMasthead || l.Kind == frame.KindDocument
}
