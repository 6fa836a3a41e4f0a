// Package frame is the composed result: pages with every glyph at its place.
// It is what layout makes, what the PDF package writes down, and what tests and
// other people's checkers read as a dump.
//
// Coordinates are from the top left corner of the trimmed page, y downwards.
package frame

import (
	"jianbao/content/diag"
	"jianbao/content/picture"
	"jianbao/fonts"
	"jianbao/layout/unit"
)

// Document is a whole composed issue.
type Document struct {
	Meta    Meta
	Pages   []Page
	Root    *Node // of the logical structure, a Document; nil if there is none
	Outline []Bookmark
}

// Meta is what the file says about itself; all of it comes from the manifest.
type Meta struct {
	Title   string // "保障 2021 年第 11 期"
	Issuer  string
	Issue   string // the issue line as printed
	Lang    string // BCP 47
	Created Date

	// What an archive wants to know beyond that.
	Publication string // title of the publication alone
	Year        int
	Number      string // of the issue, as the manifest has it
	Total       string // running number
	Record      string // 档号
	Reset       bool   // a re-setting of an old issue (重排本)
	Produced    Date   // day of the re-setting; zero if unknown
	Elements    []Element
}

// Element is a piece of archival metadata (DA/T 46), Key its property name.
type Element struct{ Key, Value string }

// Date is a calendar day.
type Date struct{ Year, Month, Day int }

// Page is one page of the trimmed size.
type Page struct {
	Width, Height unit.Abs
	Label         string // the printed number ("1", "ii"); empty if the page has none
	Front         bool   // cover, contents and blanks before page 1: outside the body's sequence
	Blank         bool
	Items         []Item // in reading order
}

// Item is a *Line, a *Rule or a *Picture.
type Item interface{ item() }

// Kind says what a line or rule is in the bulletin.
type Kind string

// The kinds, as dumps name them.
const (
	KindCover    Kind = "cover"
	KindContents Kind = "contents" // title of the contents, labels and entries
	KindLeader   Kind = "leader"   // dots between an entry and its number
	KindSection  Kind = "section"
	KindTitle    Kind = "title"
	KindAuthor   Kind = "author"
	KindHeading  Kind = "heading"
	KindBody     Kind = "body"
	KindLabel    Kind = "label" // of a list item
	KindQuote    Kind = "quote"
	KindSource   Kind = "source"
	KindImprint  Kind = "imprint"
	KindFolio    Kind = "folio"
	KindHeader   Kind = "header"
	KindPicture  Kind = "picture"
	KindCaption  Kind = "caption" // of a picture, with its credit
)

// Repair says what filling the line took.
type Repair string

// From untouched to what a person should look at (RULES 4, 1.7).
const (
	RepairNone    Repair = "none"
	RepairShrink  Repair = "shrink"
	RepairStretch Repair = "stretch"
	RepairLoose   Repair = "loose"  // a gap between Han above ⅛ em
	RepairForced  Repair = "forced" // a rule was relaxed or the line is overfull
)

// Line is one set line.
type Line struct {
	Kind     Kind
	Section  int   // from 1; 0: outside
	Article  int   // from 1 over the whole issue; 0: outside
	Block    int   // ordinal of the paragraph, heading … within its article or page, from 0
	Level    int   // of a heading, from 1; nesting of a list or quote
	Node     *Node // that it is content of; nil: an artifact (ISO 32000-1 14.8.2.2)
	Text     string
	X, Y     unit.Abs // left edge of the first box, baseline
	Width    unit.Abs // from the first box's left edge to the last one's right edge
	Measure  unit.Abs // what the line had to fill
	Size     unit.Abs // nominal size
	Grid     int      // line of the page's baseline grid, from 0; -1: off the grid
	Register string   // name of a copyfitted article's own grid; empty: the issue's
	First    bool     // of its paragraph
	Last     bool     // of its paragraph
	Justify  bool     // the line was to fill its measure
	Repair   Repair
	Ink      *Ink // nil: black
	Glyphs   []Glyph
	Links    []Link
	Place    diag.Span // of the text in its source
}

// Glyph is one positioned glyph.
type Glyph struct {
	Face    *fonts.Face
	ID      fonts.GID
	X       unit.Abs // left edge of its box, from the line's X
	Advance unit.Abs // width of its box; the rest up to the next glyph's X is glue
	DX, DY  unit.Abs // origin of the outline from the box's left edge and the baseline (DY upwards)
	Size    unit.Abs
	Text    string // source text it stands for; empty for all but the first glyph of a cluster
	Hyphen  bool   // a hyphen added at a line end; Text is empty
}

// Link makes glyphs [From,To) of a line lead somewhere.
type Link struct {
	From, To int
	URL      string // of a web or mail address; empty: Dest counts
	Dest     Dest
}

// Dest is a place in the document.
type Dest struct {
	Page int // index into Document.Pages
	Y    unit.Abs
}

// Rule is a filled rectangle: a line of the page's design.
type Rule struct {
	Kind          Kind
	X, Y          unit.Abs // top left
	Width, Height unit.Abs
	Ink           *Ink
}

// Picture is a placed picture. It is painted upright (Image.Orientation is the
// painter's matter) into the box X, Y, Width, Height; what lies outside Clip is
// not seen.
type Picture struct {
	Kind          Kind // KindPicture, or KindCover
	Section       int  // as of a Line
	Article       int
	Block         int
	Image         *picture.Image
	Alt           string
	Decorative    bool     // part of the page's design
	Node          *Node    // its Figure; nil: an artifact
	X, Y          unit.Abs // top left of the box
	Width, Height unit.Abs
	Clip          *Rect  // nil: the box. May reach beyond the page into the bleed
	Grid          int    // line of the page's grid at its top; -1: off the grid
	Register      string // as of a Line
	Place         diag.Span
}

// Resolution returns the effective resolution in pixels per inch, rounded down:
// that of the worse direction.
func (p *Picture) Resolution() int {
	if p.Image == nil || p.Width <= 0 || p.Height <= 0 {
		return 0
	}
	w, h := p.Image.Upright()
	return int(min(int64(w)*72*int64(unit.Pt)/int64(p.Width), int64(h)*72*int64(unit.Pt)/int64(p.Height)))
}

// Rect is a rectangle.
type Rect struct{ X, Y, Width, Height unit.Abs }

func (*Line) item()    {}
func (*Rule) item()    {}
func (*Picture) item() {}

// Ink is a colour as each kind of output needs it.
type Ink struct {
	Name string    // ASCII, of the plate if printed as a spot colour
	RGB  [3]uint8  // sRGB
	CMYK [4]uint16 // permille
}

// Bookmark is an entry of the outline.
type Bookmark struct {
	Title    string
	Dest     Dest
	Children []Bookmark
}
