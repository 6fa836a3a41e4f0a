// Package theme reads themes, the descriptions of a bulletin's appearance in
// TOML: sizes, faces, positions and forms, bundled or the user's own. A Theme
// has every length resolved to the units of layout; nothing in it depends on the
// copy.
package theme

import (
	"slices"

	"jianbao/content"
	"jianbao/content/key"
	"jianbao/layout/unit"
)

// Theme is a resolved theme. It is not written to after Load has returned it.
type Theme struct {
	Name      string
	Page      Page
	Body      Body
	Headings  [4]Heading // levels 1 to 4
	Numbered  bool       // whether headings without a number get the next one
	Title     Title
	Label     Label
	Kicker    Note
	Subtitle  Note
	Source    Note
	Author    Note
	Continued Continued
	Authors   string // what stands between several authors
	Quote     Quote
	Box       Box
	Break     string // form of a separator: blank, stars, rule
	List      List
	Code      Code
	Parts     Parts
	Picture   Picture
	Table     Table
	Notes     Notes
	Cover     Cover
	Masthead  Cover // at the head of page 1, in place of a cover page
	Document  Document
	Contents  Contents
	Header    Header
	Folio     Folio
	Imprint   Imprint
	Fit       Fit
	Start     Start
	Preflight Preflight
	Output    Output
	Fonts     []Role // sorted by name
	Inks      []Ink  // sorted by name
	Files     []content.FontFile

	system string
}

// Page is the sheet and the position of the text block on it.
type Page struct {
	Width, Height            unit.Abs
	Head, Foot, Inner, Outer unit.Abs // margins asked for
	Mirror                   bool     // whether inner and outer change sides on even pages
	Bleed                    unit.Abs // distance by which items that touch the trim extend beyond it

	// Values derived from the margins and the body (see place).
	Top             unit.Abs // of the text block
	BlockWidth      unit.Abs
	BlockHeight     unit.Abs
	OddLeft         unit.Abs // left edge of the block on odd pages
	EvenLeft        unit.Abs
	AreaTop         unit.Abs // top of the area within the margins, which does not depend on the body's measure
	AreaWidth       unit.Abs
	AreaHeight      unit.Abs
	AreaLeft        unit.Abs // left edge of the area on odd pages
	paperW, paperH  unit.Abs // named paper size, before the sheet was made larger
	widened, higher bool
}

// Left returns the left edge of the text block on a page, counted from 1.
func (p *Page) Left(number int) unit.Abs {
	if number%2 == 0 {
		return p.EvenLeft
	}
	return p.OddLeft
}

// Body is the running text and the baseline grid.
type Body struct {
	Font, Strong, Emphasis string
	Size, Pitch            unit.Abs
	Measure, Lines         int
	Indent                 unit.Abs
	BreakIndent            bool // lines after a hard break are indented, too
	Columns                int  // of a page, 1 to MaxColumns
	Orphans                int  // least number of lines of a paragraph at a page's foot
	Widows                 int  // least number of lines that continue on the next page
	Level                  string
	Punctuation            string
	Autospace              unit.Abs
	TrimStart              bool
	Hyphenate              bool
}

// Output holds the defaults for output files.
type Output struct {
	Profile string // screen, print, archive
}

// Heading is one level of headings inside an article.
type Heading struct {
	On            bool // off: typeset as a paragraph
	Font          string
	Size          unit.Abs
	Indent        unit.Abs
	Before, After int // blank lines; none at the top of a page
}

// Title is an article's title.
type Title struct {
	Font, Ink     string
	Size, Pitch   unit.Abs
	Before, After int // blank lines; a section's label takes its lines from Before
	Trapezoid     bool
}

// Label is the section's label at the head of its first article.
type Label struct {
	Show      bool
	Font, Ink string
	Size      unit.Abs
	Form      Form
	Align     string
	Before    int // blank lines unless it begins a page
	After     int // least number of blank lines between it and the title
}

// Note is a line of an article besides its title and body: kicker, subtitle, author
// or source.
type Note struct {
	Font   string
	Size   unit.Abs
	Form   Form
	Align  string
	Inset  unit.Abs
	Before int // blank lines
	After  int
}

// Continued describes the lines between the parts of an article that is printed in
// several places (下转, 上接).
type Continued struct {
	To, From Form // at the end of a part and at the head of the next; empty: none
	Font     string
	Size     unit.Abs
}

// Quote is a block quotation, mostly an editor's note.
type Quote struct {
	Font           string
	Size           unit.Abs
	Indent         unit.Abs // of the first line, from the quote's edge
	Inset          unit.Abs // of the quotation, on either side
	Before, After  int
	Strong, Italic string
}

// Box is a passage that is set apart from the text around it (RULES 14.2).
type Box struct {
	Form                   string // rule: a frame around it; tint: a gray ground; side: a rule at its left edge
	Font, Strong, Emphasis string
	Size                   unit.Abs
	Indent                 unit.Abs // of first lines
	Inset                  unit.Abs // least distance of the text from the edges of the box
	Thick                  unit.Abs // of the rules
	Ink                    string   // of the rules
	Tint                   int      // percentage of black
	Title                  BoxTitle
}

// BoxTitle is the first line of a box.
type BoxTitle struct {
	Form  Form // of the name and the title; where there is no title, the name stands alone
	Font  string
	Size  unit.Abs
	Ink   string
	Align string // left, center
}

// List is a list in the body.
type List struct {
	Indent unit.Abs // of the label
	Hang   unit.Abs // from the label to the text
	Bullet string
	Number Form
	Style  string // hang, flush
}

// Code is program text: blocks of code, and code in running text.
type Code struct {
	Font          string
	Size          unit.Abs // of Han in a block; two columns are as wide
	Pitch         unit.Abs // least distance of a block's lines, of which a whole number stands in a row of the grid
	Inset         unit.Abs // of a block, from the left edge
	Before, After int      // blank lines
}

// Parts describes the paragraphs that are known by their look (RULES 11).
type Parts struct {
	Salutation       bool
	SalutationWords  []string // with which the last name of an addressee ends
	Attachment       bool
	AttachmentBefore int    // blank lines before the first name of an attachment
	AttachmentLabel  Form   // above the title of an attachment
	AttachmentFont   string // of the label
	Signature        bool
	SignatureForm    string // plain, seal
	SignatureBefore  int    // blank lines before it
	RunIn            bool
	Clause           bool
	ClauseFont       string // of the number
	Chapter          bool
}

// Picture describes how pictures are placed in the text.
type Picture struct {
	Width         string   // of a picture without one: measure, half, page or a length
	Height        unit.Abs // greatest height of a picture without a width; 0: no limit
	Code          unit.Abs // width of a QR code without one, with its quiet zone
	Gutter        unit.Abs // between two side by side
	Gap           unit.Abs // to the caption
	Space         unit.Abs // least white space after it, in addition to that between lines
	Shrink        int      // smallest percentage that a picture without a width may be scaled to, to stay on its page; 0: never
	Before, After int      // blank lines
	Credit        Form
	Caption       Caption
}

// Caption is the caption below a picture.
type Caption struct {
	Font        string
	Size, Pitch unit.Abs
	Align       string // of a single line
	Form        Form
}

// Table describes how tables look.
type Table struct {
	Rules          string   // three, grid, none
	Thick, Thin    unit.Abs // of the rules at its top and foot, and of the others
	Font, HeadFont string
	Size, SizeMin  unit.Abs // a table that is too wide is typeset in a smaller size, down to SizeMin
	Pitch          unit.Abs // of the lines of a cell
	Padding        unit.Abs // above and below the text of a cell
	Gutter         unit.Abs // between the texts of two columns
	Gap            unit.Abs // to caption, unit and notes
	Before, After  int      // blank lines
	Continued      Form     // above a part that continues; {n} is the number in the caption
	Caption        TableText
	Note           TableText // of notes and unit
	NoteIndent     unit.Abs  // of a note's first line
}

// TableText is text above or below a table.
type TableText struct {
	Font        string
	Size, Pitch unit.Abs
}

// Notes describes notes (RULES 13).
type Notes struct {
	At                     string // page, article
	Font, Strong, Emphasis string
	Size, Pitch            unit.Abs
	Gap                    unit.Abs // above and below the rule
	Rule                   unit.Abs // thickness of the rule above the notes of a page; 0: none
}

// Cover is the cover page or the masthead.
type Cover struct {
	Show  bool     // of the cover; the masthead is shown where it takes the cover's place
	Form  string   // of the cover: page, masthead
	Order []string // elements from top to bottom
	Parts map[string]*Part

	Issue Form     // of {issue} if the number begins with a digit; of the cover, for both
	After unit.Abs // of the masthead: least white space below it
}

// newCover returns a Cover with a Part for each element.
func newCover() Cover {
	c := Cover{Parts: map[string]*Part{}}
	for _, name := range CoverParts() {
		c.Parts[name] = &Part{}
	}
	return c
}

// HasMasthead reports whether a masthead takes the place of the cover page.
func (t *Theme) HasMasthead() bool { return t.Cover.Show && t.Cover.Form == "masthead" }

// Part is one element of the cover: a text, a rule or a picture.
type Part struct {
	Show    bool
	Place   string   // top: below the previous element; bottom: above the next; beside: on the last line of the previous; above: in the white space above the next
	Gap     unit.Abs // to the previous element (top) or the next (bottom), or to the area's edge
	Font    string
	Ink     string
	Size    unit.Abs
	SizeMin unit.Abs // a text too long for the area shrinks down to this before it breaks
	Pitch   unit.Abs // between its lines
	Align   string
	Inset   unit.Abs
	Width   unit.Abs // shorter text is letterspaced towards this width; of a picture: the greatest; 0: the available width
	Spread  unit.Abs // the widest such space
	Form    Form
	Height  unit.Abs // of a rule; of a picture: the greatest; 0: the available height
	Bleed   bool     // whether a picture covers the page and the bleed, beneath all other elements
}

// Document is the look of an official document (公文, RULES 17).
type Document struct {
	On            bool   // off: the theme has no head for official documents
	LabelFont     string // of secrecy and urgency
	Font          string // of copy number and number
	MarkFont      string
	MarkInk       string
	MarkSize      unit.Abs // greatest
	MarkTop       unit.Abs // from the text block's top to the ink of the mark
	MarkWidth     unit.Abs // a shorter mark is letterspaced towards this width
	MarkSpread    unit.Abs // the widest such space
	NumberBefore  int      // blank lines between the mark and the number
	SignersLabel  string   // before the names
	SignersFont   string   // of the names
	RuleGap, Rule unit.Abs // from the number to the rule, and its thickness
	RuleInk       string
	TitleBefore   int // blank lines between the rule and the title
	Note          Form
	CopiesTo, To  Form // in the imprint
	Even          bool // the imprint stands on an even page
}

// Contents is the table of contents.
type Contents struct {
	Font            string
	Size            unit.Abs
	Pitch, PitchMin unit.Abs // the pitch shrinks to PitchMin if that keeps the contents on one page
	TitleFont       string
	TitleInk        string
	TitleSize       unit.Abs
	TitleGap        unit.Abs
	TitleTop        unit.Abs
	LabelFont       string
	LabelInk        string
	LabelSize       unit.Abs
	LabelForm       Form
	LabelGap        unit.Abs // before each label except the first
	Indent          unit.Abs // of an entry
	Hang            unit.Abs // of its turned lines, in addition to Indent
	Right           unit.Abs // width that a turned line leaves free at the right
	Columns         int      // 1 or 2
	Depth           int      // levels of headings of long articles; 0: articles alone
	LevelIndent     unit.Abs // further indent of each level of headings
	Author          Form     // of the authors behind a title; empty: there are none
	AuthorFont      string
	AuthorGap       unit.Abs // from a title to its authors in the same line
	Leader          string
	LeaderStep      unit.Abs
	NumberFont      string
	Numbering       string // none, roman
	Start           string // page, recto

	// Contents below a masthead.
	Form          string   // plain, box
	Title         string   // where the manifest has none; empty: the language's
	Least         int      // least number of articles for which there are contents
	Rule, Padding unit.Abs // of the box: thickness, and distance to the text
	RuleInk       string
}

// Header is the running head (页眉), at the head of pages.
type Header struct {
	Outside, Inside Form // on the outer and the inner side; empty: nothing
	Font            string
	Size            unit.Abs
	Distance        unit.Abs // from its rule, or without one from the foot of its text, to the text block
	Rule            unit.Abs // thickness of the rule below it; 0: none
}

// Folio is the page number.
type Folio struct {
	Show     bool
	First    bool // whether page 1 has its number printed
	Font     string
	Size     unit.Abs
	Form     Form
	Align    string // outside, center, inside
	Inset    unit.Abs
	Distance unit.Abs // from the text block's foot to the dashes of the number
}

// Imprint is the block at the end of the issue (报尾, 版记).
type Imprint struct {
	At                       string // last, back
	Font                     string
	Size, Pitch              unit.Abs
	Inset                    unit.Abs
	Thick, Thin              unit.Abs
	Ink                      string
	Report, Send, Distribute Form
	Join, End                string
	Copies, Issued           Form
}

// Fit holds the limits of copyfitting.
type Fit struct {
	Before, After int      // least number of blank lines before and after the title
	Picture       int      // smallest percentage that pictures may be scaled to; 0: never
	Pitch         unit.Abs // smallest pitch, at the body's size
	Size          unit.Abs // smallest size
	Step          unit.Abs // of the sizes tried
	Tail          int      // a last page of at most so many lines, without the source, is pulled back without being asked; 0: never
}

// Start specifies on which pages body and sections begin.
type Start struct {
	Body     string // recto, page
	Sections string // page, recto, continue: of a section's first article
	Articles string // page, continue: of the others
}

// Role is a named list of faces in order of preference: families, roles of the
// library, or names of the user's own files.
type Role struct {
	Name  string
	Han   []string
	Latin []string
}

// Ink is a colour in the forms that the kinds of output need.
type Ink struct {
	Name  string // name in the theme's keys
	Plate string // ASCII name of the spot plate
	RGB   [3]uint8
	CMYK  [4]uint16 // permille
}

// Role returns the role with a name; nil if there is none.
func (t *Theme) Role(name string) *Role {
	for i := range t.Fonts {
		if t.Fonts[i].Name == name {
			return &t.Fonts[i]
		}
	}
	return nil
}

// Ink returns the ink with a name; nil stands for black.
func (t *Theme) Ink(name string) *Ink {
	for i := range t.Inks {
		if t.Inks[i].Name == name {
			return &t.Inks[i]
		}
	}
	return nil
}

// FaceNames returns the names of faces that the roles list, each once.
func (t *Theme) FaceNames() []string {
	var names []string
	for i := range t.Fonts {
		for _, name := range slices.Concat(t.Fonts[i].Han, t.Fonts[i].Latin) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// UsedFonts returns the names of the roles that the theme's elements use,
// sorted.
func (t *Theme) UsedFonts() []string {
	var used []string
	for k := range all {
		if k.Type != key.Font {
			continue
		}
		if len(k.Args) == 0 {
			used = append(used, *k.text(t, ""))
		}
		for _, arg := range k.Args {
			used = append(used, *k.text(t, arg))
		}
	}
	slices.Sort(used)
	return slices.Compact(used)
}
