package content

import (
	"iter"

	"jianbao/content/diag"
)

// Table is a table (CY/T 170-2019). In an article's Body it may also occur in a
// list or a quote.
type Table struct {
	Caption []Inline   // number and title (表号、表题), set above the table; nil: none
	Unit    []Inline   // set above the table at the right (单位：万元); nil: none
	Called  []*Note    // notes that the cells call, in the order of their numbers; set below the table
	Notes   [][]Inline // further paragraphs set below the table (表注)
	Columns []Column   // at least one, at most MaxColumns
	Head    int        // rows of the head, repeated on each page
	Side    int        // columns at the left that are the heads of their rows
	// Rows holds the head and then the body, each row with one cell for each
	// column. There are at most MaxCells cells. In an issue without errors there is
	// at least one row, and at least one that is not part of the head.
	Rows   [][]Cell
	Rules  Text         // three, grid, none; empty: the theme's
	Place  Place        // relative to the text
	Wide   bool         // spans the columns of the page
	Rotate bool         // turned by 90° counter-clockwise, on a page of its own
	File   *diag.Source // of a table that has its own (CSV); nil: it is part of the article or the manifest
	Span   diag.Span
}

// The bounds of a table.
const (
	MaxColumns = 64
	MaxCells   = 20_000
)

// Column holds the properties that the cells of a column share.
type Column struct {
	Align ColumnAlign
	Width Text // a length, "4em"; empty: as wide as its text needs
}

// ColumnAlign is the alignment of the cells of a column.
type ColumnAlign uint8

// The alignments.
const (
	AlignAuto   ColumnAlign = iota // figures if all cells of the body are numbers, else left
	AlignLeft                      // at the left
	AlignCenter                    // figures as in AlignAuto, else in the middle
	AlignRight                     // figures as in AlignAuto, else at the right
	AlignFigure                    // at the decimal sign
)

// Cell is a cell of a table. A cell that spans several rows or columns is in the
// first of them; the others hold cells of which Covered is true.
type Cell struct {
	Inlines       []Inline // nil: empty
	Rows, Columns int      // that it spans, at least 1 each; 0 if it is covered
	Span          diag.Span
}

// Covered reports whether a cell to the left or above spans this one.
func (c *Cell) Covered() bool { return c.Rows == 0 }

func (*Table) block() {}

// Texts returns the caption, the unit, the cells row by row and the notes, without
// those that are empty.
func (t *Table) Texts() iter.Seq[[]Inline] {
	return func(yield func([]Inline) bool) {
		for _, in := range [][]Inline{t.Caption, t.Unit} {
			if len(in) > 0 && !yield(in) {
				return
			}
		}
		for _, row := range t.Rows {
			for i := range row {
				if in := row[i].Inlines; len(in) > 0 && !yield(in) {
					return
				}
			}
		}
		for _, note := range t.Called {
			for _, in := range note.Paragraphs {
				if len(in) > 0 && !yield(in) {
					return
				}
			}
		}
		for _, in := range t.Notes {
			if len(in) > 0 && !yield(in) {
				return
			}
		}
	}
}

// TableFiles returns the files of the issue's tables that have their own, each once, in
// the order of the tables.
func (issue *Issue) TableFiles() []*diag.Source {
	var files []*diag.Source
	seen := map[string]bool{}
	for i := range issue.Sections {
		for k := range issue.Sections[i].Articles {
			for t := range Tables(issue.Sections[i].Articles[k].Body) {
				if t.File != nil && !seen[t.File.Path] {
					seen[t.File.Path] = true
					files = append(files, t.File)
				}
			}
		}
	}
	return files
}

// Tables returns the tables among blocks and inside them, in their order.
func Tables(blocks []Block) iter.Seq[*Table] {
	return func(yield func(*Table) bool) { tables(blocks, yield) }
}

func tables(blocks []Block, yield func(*Table) bool) bool {
	for _, b := range blocks {
		switch b := b.(type) {
		case *Table:
			if !yield(b) {
				return false
			}
		case *List:
			for _, item := range b.Items {
				if !tables(item, yield) {
					return false
				}
			}
		case *Quote:
			if !tables(b.Blocks, yield) {
				return false
			}
		case *Box:
			if !tables(b.Blocks, yield) {
				return false
			}
		}
	}
	return true
}
