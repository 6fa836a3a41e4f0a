// Package frame holds the composed document: pages with every glyph, rule and
// picture at its position, and the logical structure. Layout makes it,
// layout/pdf encodes it, and tests and external checkers read it as a dump.
//
// Coordinates are measured from the top left corner of the trimmed page, y
// downwards, in the units of package unit.
package frame

import (
	"strings"

	"jianbao/content/diag"
	"jianbao/content/picture"
	"jianbao/content/qr"
	"jianbao/fonts"
	"jianbao/layout/unit"
)

// Document is a composed issue.
type Document struct {
	Meta    Meta
	Pages   []Page
	Root    *Node // root of the logical structure, of role Document; nil: none
	Outline []Bookmark
	Ends    []ArticleEnd // of the articles, in their order; only for advice to an editor
}

// ArticleEnd says how an article fills its pages.
type ArticleEnd struct {
	Pages int // that it has lines or pictures on
	Free  int // rows free on the last of them; -1: another article follows there
}

// Meta holds the metadata of the file, all of it from the manifest.
type Meta struct {
	Title   string // "保障 2021 年第 11 期"
	Issuer  string
	Issue   string // the issue line as printed
	Lang    string // BCP 47
	Created Date

	// Additional metadata for archives.
	Publication string // title of the publication alone
	Year        int
	Number      string // of the issue, as the manifest has it
	Total       string // running number
	Record      string // 档号
	Reset       bool   // whether an old issue was typeset again (重排本)
	Produced    Date   // day on which that was done; zero: not known
	Elements    []Element
}

// Element returns the value of an element of archival metadata; empty if it is not
// given.
func (m *Meta) Element(key string) string {
	for _, e := range m.Elements {
		if e.Key == key {
			return e.Value
		}
	}
	return ""
}

// Element is an element of archival metadata (DA/T 46); Key is its property
// name.
type Element struct{ Key, Value string }

// Date is a calendar day.
type Date struct{ Year, Month, Day int }

// Page is one page, with its trimmed size.
type Page struct {
	Width, Height unit.Abs
	Label         string // the printed number ("1", "ii"); empty if the page has none
	Front         bool   // cover, contents or blank page that is not counted in the body's page numbers
	Blank         bool
	Items         []Item // in reading order
}

// Item is a *Line, a *Rule, a *Tint or a *Picture.
type Item interface{ item() }

// Kind is the function of a line or rule in the bulletin.
type Kind string

// The kinds, with their names in dumps.
const (
	KindCover     Kind = "cover"
	KindMasthead  Kind = "masthead" // at the head of page 1, in place of a cover
	KindContents  Kind = "contents" // title of the contents, labels and entries
	KindLeader    Kind = "leader"   // dots between an entry and its number
	KindSection   Kind = "section"
	KindKicker    Kind = "kicker"
	KindTitle     Kind = "title"
	KindSubtitle  Kind = "subtitle"
	KindAuthor    Kind = "author"
	KindHeading   Kind = "heading"
	KindBody      Kind = "body"
	KindLabel     Kind = "label" // of a list item
	KindQuote     Kind = "quote"
	KindCode      Kind = "code"      // of a block of code; also the marks of its turned lines
	KindSeparator Kind = "separator" // between two blocks; an artifact
	KindVerse     Kind = "verse"
	KindName      Kind = "name"      // of a list of names
	KindBoxTitle  Kind = "box-title" // of a box
	KindSource    Kind = "source"
	KindJump      Kind = "jump" // 下转 and 上接, between the parts of an article

	// Parts of official documents (GB/T 9704-2012 7.3).
	KindSalutation      Kind = "salutation"       // 主送机关、称谓
	KindAttachment      Kind = "attachment"       // 附件说明
	KindAttachmentLabel Kind = "attachment-label" // 附件1, above an attachment
	KindSignature       Kind = "signature"        // 发文机关署名
	KindSignedDate      Kind = "signed-date"      // 成文日期

	KindDocument Kind = "document" // head and imprint of an official document, its addressees and note (GB/T 9704-2012 7.2 to 7.4)

	KindImprint Kind = "imprint"
	KindFolio   Kind = "folio"
	KindHeader  Kind = "header"
	KindPicture Kind = "picture"
	KindCaption Kind = "caption" // of a picture, with its credit

	KindCell         Kind = "cell"          // of a table
	KindTableCaption Kind = "table-caption" // number and title of a table
	KindTableUnit    Kind = "table-unit"
	KindTableNote    Kind = "table-note"
	KindContinued    Kind = "continued" // above a part of a table that began on another page
	KindRule         Kind = "rule"      // of a table; in dumps, of others too
	KindBox          Kind = "box"       // of a box's rules and tint
	KindTint         Kind = "tint"      // of tints in dumps

	KindNote Kind = "note"
)

// DocumentPart is the function of a line of KindDocument.
type DocumentPart string

// The parts of an official document, with their names in dumps, which are those of
// the manifest's keys.
const (
	PartCopyNumber DocumentPart = "copy-number" // 份号
	PartSecrecy    DocumentPart = "secrecy"     // 密级和保密期限
	PartUrgency    DocumentPart = "urgency"     // 紧急程度
	PartMark       DocumentPart = "mark"        // 发文机关标志
	PartNumber     DocumentPart = "number"      // 发文字号
	PartSigners    DocumentPart = "signers"     // 签发人
	PartTo         DocumentPart = "to"          // 主送机关
	PartNote       DocumentPart = "note"        // 附注
	PartCopiesTo   DocumentPart = "copies-to"   // 抄送机关
	PartIssued     DocumentPart = "issued"      // 印发机关和印发日期
)

// Repair is the way in which a line was brought to its measure.
type Repair string

// The repairs, from none to the ones that an editor should look at (RULES 4,
// 1.7).
const (
	RepairNone    Repair = "none"
	RepairShrink  Repair = "shrink"
	RepairStretch Repair = "stretch"
	RepairLoose   Repair = "loose"  // a gap between Han above ⅛ em
	RepairRagged  Repair = "ragged" // left short: its gaps would exceed ¼ em
	RepairForced  Repair = "forced" // a rule was relaxed or the line is overfull
)

// Line is one typeset line.
type Line struct {
	Kind     Kind
	Part     DocumentPart // of KindDocument; else empty
	Section  int          // from 1; 0: outside
	Article  int          // from 1 over the whole issue; 0: outside
	Block    int          // ordinal of the paragraph, heading … within its article or page, from 0
	Level    int          // of a heading, from 1; nesting of a list or quote
	Node     *Node        // structure node that it is content of; nil: an artifact (ISO 32000-1 14.8.2.2)
	Text     string
	X, Y     unit.Abs // left edge of the first box, baseline
	Width    unit.Abs // from the first box's left edge to the last one's right edge
	Measure  unit.Abs // width that the line had to fill
	Size     unit.Abs // nominal size
	Grid     int      // line of the page's baseline grid, from 0; -1: off the grid
	Register string   // name of a copyfitted article's own grid; empty: the issue's
	// PageColumn is the column of the page that it stands in, from 1; 0: it goes
	// across the page.
	PageColumn int
	First      bool // of its paragraph
	Last       bool // of its paragraph
	Justify    bool // whether the line had to fill its measure
	Repair     Repair
	InWord     bool // whether a line that is not filled ends inside a word (RULES 5.4)
	Carried    bool // whether it was left short so that a part of an address or identifier stays whole (RULES 4.2)
	Inkless    bool // whether its paragraph has glyphs without ink that shaping has put for characters
	Ink        *Ink // nil: black
	Glyphs     []Glyph
	Links      []Link
	RunIn      Range      // glyphs of a run-in head; empty: none
	Calls      []NoteCall // marks of notes in the line
	Mark       string     // of the line of a note, or of a note that a table's cells call: the note's mark

	Decorations []Decoration // by glyphs, ascending
	Rubies      []Ruby       // by glyphs, ascending

	// Turned reports whether the line runs from the foot of the page to its head
	// (turned by 90° counter-clockwise): X and Y are the start of its baseline.
	Turned bool
	Table  *InTable  // where in a table it stands; nil: in none
	Box    int       // ordinal of the box that it stands in, over the whole issue, from 1; 0: in none
	Place  diag.Span // of the text in its source
	// Origins holds for each glyph the first byte in Place.Source of the text that it
	// stands for, -1 if that is not from there (a hyphen, a number that the program
	// adds). Nil: they were not asked for.
	Origins []int32
}

// InTable is the position of a line in a table. A table that is divided among
// pages has a part on each.
type InTable struct {
	Table int // ordinal over the whole issue, from 1
	Part  int // from 1

	// Of a cell. A cell without text has one line without glyphs.
	Row, Column   int // of its first row and column, from 1; rows of the head count
	Rows, Columns int // that it spans; 0: the line is no cell's
	Head          bool
	Repeated      bool // the head is repeated at the top of a later part: an artifact
}

// NoteCall is the mark of a note in a line: one glyph, the same number of bytes for all
// numbers, or the glyphs of the mark of an endnote, [1].
type NoteCall struct {
	Glyph int          // index of the first
	End   int          // of an endnote's mark: index behind the last; else 0
	At    int          // its first byte in the line's text
	Note  int          // ordinal of the note in its article, from 1; negative: of a table's note
	Stack *fonts.Stack // that the mark is from
}

// Glyphs returns the range of the mark's glyphs.
func (c *NoteCall) Glyphs() (from, to int) { return c.Glyph, max(c.End, c.Glyph+1) }

// MarkOf returns the text of a call's mark.
func (l *Line) MarkOf(c *NoteCall) string {
	from, to := c.Glyphs()
	if to == from+1 {
		return l.Glyphs[from].Text
	}
	var b strings.Builder
	for i := from; i < to; i++ {
		b.WriteString(l.Glyphs[i].Text)
	}
	return b.String()
}

// Range is the glyphs [From,To) of a line.
type Range struct{ From, To int }

// Glyph is one positioned glyph.
type Glyph struct {
	Face    *fonts.Face
	ID      fonts.GID
	Hyphen  bool     // a hyphen added at a line end; Text is empty
	Script  Script   // of text that is marked as one; Size and DY are its own
	X       unit.Abs // left edge of its box, from the line's X
	Advance unit.Abs // width of its box; the rest up to the next glyph's X is glue
	DX, DY  unit.Abs // origin of the outline from the box's left edge and the baseline (DY upwards)
	Size    unit.Abs
	Text    string // source text that it represents; empty for all but the first glyph of a cluster
}

// Script is the position of a subscript or superscript.
type Script uint8

// The positions. A character of Unicode's own subscripts and superscripts has
// none.
const (
	NoScript Script = iota
	Subscript
	Superscript
)

// String returns the name of a position in dumps; "" for NoScript.
func (s Script) String() string { return [...]string{"", "sub", "super"}[s] }

// Link makes glyphs [From,To) of a line a link.
type Link struct {
	From, To int
	URL      string // target outside the document; empty: Dest is the target
	Dest     Dest
	Role     Role // of the element around the link in the structure: Reference, Lbl; empty: none
}

// Dest is a place in the document.
type Dest struct {
	Page int // index into Document.Pages
	Y    unit.Abs
}

// Rule is a filled rectangle of the page's design.
type Rule struct {
	Kind          Kind
	X, Y          unit.Abs // top left
	Width, Height unit.Abs
	Ink           *Ink
	Table, Part   int // of a table's rule, as in InTable; else 0
	Box           int // of a box's rule, as in Line; else 0
}

// Tint is a filled rectangle below text.
type Tint struct {
	Kind          Kind
	X, Y          unit.Abs // top left
	Width, Height unit.Abs
	Ink           *Ink
	Box           int // as in Line
}

// Picture is a placed picture or QR code. A picture fills the box X, Y, Width,
// Height the right way up, whatever Image.Orientation is; parts outside Clip are not
// visible. The box of a code includes its quiet zone.
type Picture struct {
	Kind          Kind // KindPicture, KindCover or KindMasthead
	Section       int  // as in Line
	Article       int
	Block         int
	Image         *picture.Image
	Code          *qr.Code // in place of Image: rectangles of black, and a link; nil: none
	Alt           string
	Decorative    bool     // whether it is decoration, without alternate text
	Node          *Node    // its Figure; nil: an artifact
	Ink           *Ink     // that gray samples are printed in, black ones with all of it; nil: black
	X, Y          unit.Abs // top left of the box
	Width, Height unit.Abs
	Clip          *Rect  // nil: the box. It may extend beyond the page into the bleed
	Grid          int    // line of the page's baseline grid at its top, from 0; -1: off the grid
	Register      string // as in Line
	PageColumn    int    // as in Line
	Place         diag.Span
}

// Uncropped returns the box that the whole picture would fill if nothing were cut off it:
// the picture's own, or one around it.
func (p *Picture) Uncropped() Rect {
	box := Rect{X: p.X, Y: p.Y, Width: p.Width, Height: p.Height}
	if p.Image == nil || p.Image.Crop == (picture.Crop{}) {
		return box
	}
	c := p.Image.Crop
	grow := func(size unit.Abs, before, after int) (from, whole unit.Abs) {
		whole = size.Scale(picture.CropWhole, int64(picture.CropWhole-before-after))
		return whole.Scale(int64(before), picture.CropWhole), whole
	}
	left, width := grow(box.Width, c.Left, c.Right)
	top, high := grow(box.Height, c.Top, c.Bottom)
	return Rect{X: box.X - left, Y: box.Y - top, Width: width, Height: high}
}

// Resolution returns the effective resolution in pixels per inch, rounded down:
// the lower of the two directions.
func (p *Picture) Resolution() int {
	if p.Image == nil || p.Width <= 0 || p.Height <= 0 {
		return 0
	}
	w, h := p.Image.Upright()
	return int(min(int64(w)*72*int64(unit.Pt)/int64(p.Width), int64(h)*72*int64(unit.Pt)/int64(p.Height)))
}

// Name returns what identifies the picture in messages: its path below the
// manifest's folder, or "qr:" and the address of a code.
func (p *Picture) Name() string {
	switch {
	case p.Code != nil:
		return "qr:" + p.Code.Address
	case p.Image != nil:
		return p.Image.Name
	}
	return ""
}

// Module returns the side of a code's modules, rounded down; 0 if the picture is no
// code.
func (p *Picture) Module() unit.Abs {
	if p.Code == nil {
		return 0
	}
	return min(p.Width, p.Height) / unit.Abs(p.Code.Side())
}

// Rect is a rectangle.
type Rect struct{ X, Y, Width, Height unit.Abs }

func (*Line) item()    {}
func (*Rule) item()    {}
func (*Tint) item()    {}
func (*Picture) item() {}

// Ink is a colour in the forms that the kinds of output need.
type Ink struct {
	Name string    // ASCII name of the plate if printed as a spot colour
	RGB  [3]uint8  // sRGB
	CMYK [4]uint16 // permille
}

// Bookmark is an entry of the outline, with the entries below it.
type Bookmark struct {
	Title    string
	Dest     Dest
	Children []Bookmark
}
