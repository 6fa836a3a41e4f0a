// Package content holds the content of an issue, independent of its layout: the
// manifest and its articles as plain values, each with its place in the source.
package content

import (
	"cmp"
	"fmt"
	"strings"

	"jianbao/content/diag"
	"jianbao/content/picture"
	"jianbao/content/qr"
)

// Issue is one issue of a publication.
type Issue struct {
	Source      *diag.Source // the manifest
	Parts       diag.Parts   // tables of the manifest with a source of their own, in which places in them are; nil: places are in the manifest
	Shared      *Shared      // nil: there is no publication.toml
	Publication Publication
	Number      Number
	Style       Style
	Contents    Contents
	Imprint     Imprint
	Document    *Document // nil: it is no official document
	Copy        Copy
	Sections    []Section
	Output      Output
	Print       Print
	Archive     Archive
	ProofOff    []diag.Code // codes of proofreading warnings disabled by [check] off
}

// Shared is the publication.toml that the issue inherits from.
type Shared struct {
	Source *diag.Source
	Folder string // the reader's name of the folder that paths in it are relative to
	Up     int    // how many folders it is above the manifest's

	Replaced []Replaced // values that the issue has its own for
	Style    Style      // its own, without those of the issue; only if there are replaced values
}

// Replaced is a value of publication.toml that the issue replaces.
type Replaced struct {
	Key         string    // dotted
	Name, Value diag.Span // of key and value
}

// PictureName returns the name of a picture below the folder of publication.toml, as
// Image.Name, which is relative to the manifest's.
func (s *Shared) PictureName(below string) string { return strings.Repeat("../", s.Up) + below }

// Below is the inverse of PictureName; ok is false for pictures of the issue itself.
func (s *Shared) Below(name string) (below string, ok bool) {
	if s == nil || s.Up == 0 {
		return name, false
	}
	return strings.CutPrefix(name, strings.Repeat("../", s.Up))
}

// Text is a short text of the manifest. Value may contain "\n", a line break
// set by the editor.
type Text struct {
	Value string
	Place diag.Place
}

// Joined returns the text without its forced breaks, as contents and outlines
// show it: joined without a space (RULES 6.2).
func (t Text) Joined() string { return strings.ReplaceAll(t.Value, "\n", "") }

// Publication holds what stays the same from issue to issue.
type Publication struct {
	Title  Text
	Issuer []Text // one line each
	Lang   string // BCP 47, canonical: zh-Hans, zh-Hant, zh-Hant-TW, zh-Hant-HK, ja, ko
	Period string // between issues: week, half-month, month, quarter, half-year, year; empty: month
	Permit Text   // 准印证号 of a 内部资料 permit; empty if not given
	Emblem *Picture

	Masthead *Picture // written name (题字), in place of the title on cover or masthead; nil if not given
}

// Number identifies the issue.
type Number struct {
	Year   int
	Issue  Text // "11", "9-10", "增刊1"
	Total  Text // running number since the first issue; empty if not given
	Date   Date
	Label  Text     // 内部资料 注意保存; empty if not given
	Serial Text     // 编号 of the copy or issue; empty if not given
	Cover  *Picture // on the cover; nil if not given

	YearAt, DateAt diag.Span // places of Year and Date
}

// Date is a calendar day.
type Date struct{ Year, Month, Day int }

// ISO returns a day in the form of ISO 8601; "" if there is none.
func (d Date) ISO() string {
	if d == (Date{}) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Compare returns -1, 0 or 1 for a day before, equal to or after another.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// Style holds the manifest's [style]: the theme, its settings and the fonts.
type Style struct {
	Theme Text   // name of a bundled theme or path of a theme file; empty: the default
	Dir   string // folder that the theme's path is relative to
	Set   []Setting
	Fonts []FontFile // in the order of the manifest
}

// Setting is one theme key given in the manifest or on the command line.
type Setting struct {
	Key   string    // dotted: "body.size"
	Value any       // string, int64, float64, bool, time.Time, or []any of these; nil: an empty table
	Span  diag.Span // of the value
	Name  diag.Span // of the key; zero if the setting is not from a file
	Dir   string    // folder that a path is relative to; empty: that of the theme's file, else the working folder
}

// FontFile is a font file that the manifest or theme assigns to a role or a
// family.
type FontFile struct {
	Name  string // "song-bold", "方正小标宋"
	Path  string // as resolved from the file that names it
	Index int    // of the face in a collection
	Span  diag.Span
	Key   diag.Span // of the name
}

// Contents is the table of contents (目录).
type Contents struct {
	Title       Text
	Show        bool
	Attachments bool // whether attachments have entries
}

// Copy holds the manifest's settings for reading articles.
type Copy struct {
	JoinLines  bool // lines of a paragraph of Markdown are joined whatever they begin or end with
	LinkRemote bool // in place of a picture on the net, Markdown has its alternate text as a link
}

// Output holds the manifest's choices for the output file.
type Output struct {
	Profile Text // screen, print, archive; empty: the theme's default
}

// Print holds the manifest's settings for the print shop.
type Print struct {
	Inks      Text   // k, k+spot, cmyk, cmyk+spot; empty: k+spot
	Standard  Text   // 4, 1a; empty: 4
	ICC       string // path of the printing condition's profile, resolved; empty: the bundled one
	ICCSpan   diag.Span
	Condition Text   // identifier of a registered condition; empty: that of the profile
	Bleed     Text   // a length; empty: 3 mm
	Marks     bool   // crop and registration marks
	Binding   Text   // saddle; empty: none
	Paper     Text   // thickness of a sheet, a length; empty: 0.1 mm
	CMYK      Text   // keep, convert; empty: keep
	Plates    []Text // spot plates that the print file may contain in addition to the theme's red
}

// Archive holds the manifest's settings for archiving.
type Archive struct {
	Standard Text // 2u, 2a, 3u; empty: 2u
	Record   Text // 档号
	Reset    bool // the issue is a re-setting of an old one (重排本)
	Produced Date // day of the re-setting; zero: SOURCE_DATE_EPOCH or none
	// Pictures reports whether PDF/A-3 contains the picture files.
	Pictures     bool
	PicturesSpan diag.Span // of the value; zero if it is not given
	// Elements holds the elements of DA/T 46 that the manifest gives, in source
	// order. Their keys are those of ArchiveElements.
	Elements []Element
}

// Element is one element of archival metadata.
type Element struct {
	Key  string
	Text Text
}

// Imprint is the block at the foot of the last page (报尾, 版记).
type Imprint struct {
	Lines                    []Text
	Report, Send, Distribute []Text // 报：送：发：
	Copies                   int    // 共印 n 份; 0 if not given
}

// Empty reports whether the manifest gives no part of the imprint.
func (m *Imprint) Empty() bool {
	return len(m.Lines)+len(m.Report)+len(m.Send)+len(m.Distribute)+m.Copies == 0
}

// Section is a labelled group of articles (栏目).
type Section struct {
	Title    Text
	Articles []Article
}

// Start is where an article may begin.
type Start uint8

const (
	StartTheme    Start = iota // as the theme decides
	StartPage                  // on a new page
	StartContinue              // where the previous article ends
	StartRecto                 // on a new right-hand page
)

// Article is one article, its text read and parsed.
type Article struct {
	ID            Text // name that links lead to; empty if none
	PartOf        Text // ID of the article that it is a further part of, printed elsewhere; empty: of none
	Title         Text // of a further part: that of its article, which is not printed again
	ContentsTitle Text // empty: Title, its breaks joined without a space
	Kicker        Text // 肩题, above the title; empty if none
	Subtitle      Text // 副题, below it; empty if none
	Authors       []Text
	Source        Text // set as （来源：…）
	Start         Start
	Columns       int       // of text, 1 to MaxTextColumns; 0: as many as the theme has
	Fit           int       // maximum number of pages to copyfit to; 0: no copyfitting
	Attached      *Attached // nil: it is an article of its own
	Plain         bool      // no paragraph is known by its look (RULES 11)
	Markdown      bool      // the text is Markdown
	OwnNumbers    bool      // its headings have all numbers that they are to have: the theme adds none
	NotesAtEnd    bool      // all its notes stand at its end, whatever the theme says
	File          *diag.Source
	Body          []Block
	Span          diag.Span // of the article's table in the manifest
}

// MaxTextColumns is the greatest number of columns of text on a page.
const MaxTextColumns = 3

// Attached is what makes an article an attachment of the article before it (GB/T
// 9704-2012 7.3.7).
type Attached struct{ Number int } // from 1; 0: it is the only one

// Block is a *Paragraph, *Heading, *List, *NameList, *Quote, *Box, *Verse, *Code,
// *Separator, *Picture or *Table.
type Block interface{ block() }

// Paragraph is running text.
type Paragraph struct {
	Inlines []Inline
	Part    Part
	Depth   int  // of its run-in head in the hierarchy where the level of its Lead, which decides the look, is another; else 0
	Refused bool // a \ before it refused what it looks like; the \ is not in the text
	Span    diag.Span
}

// Part is the function that a paragraph has in an official document (GB/T
// 9704-2012 7.3).
type Part uint8

// The parts.
const (
	NoPart     Part = iota
	Salutation      // 主送机关、称谓: to whom the text is addressed
	Attachment      // 附件说明: the names of attachments, one in each paragraph
	Signature       // 发文机关署名: an office or person that signs
	SignedDate      // 成文日期
)

// Heading is a heading inside an article, Level 1 to 4: 一、 （一） 1. （1）.
// The number, if any, is part of the text.
type Heading struct {
	Level    int
	Depth    int  // level in the hierarchy where Level, which decides the look, is another; else 0
	Division bool // a chapter or section of regulations (第X章, 第X节), which is centred
	Inlines  []Inline
	Anchors  []string // names by which links lead to it, without the #; nil: none do
	Span     diag.Span
}

// List is an ordered or unordered list.
type List struct {
	Ordered bool
	Start   int      // number of the first item of an ordered list
	Labels  []string // labels of an ordered list's items, as typed; nil: counted from Start
	Items   [][]Block
	Span    diag.Span
}

// Quote is a block quote.
type Quote struct {
	Blocks []Block
	Span   diag.Span
}

// Code is a block of program text. It is not language: it is neither proofread nor
// broken by the rules of lines.
type Code struct {
	Info  string // the words behind the opening fence: "go", "toml"
	Lines []Text // as typed, tabs expanded to stops of 4 columns
	Span  diag.Span
}

// Separator is a blank line between two blocks of an article. It is neither the
// first nor the last block, and no two of them are adjacent.
type Separator struct{ Span diag.Span }

// Place is the position of a picture relative to the text.
type Place uint8

// The places of pictures.
const (
	PlaceHere   Place = iota // at its place in the text
	PlaceTop                 // at the head of a page; text flows on
	PlaceBottom              // at the foot of a page; text flows on
	PlacePage                // on a page of its own
	PlaceLeft                // at the left edge, the text that follows beside it
	PlaceRight               // at the right edge
)

// Picture is a photograph, drawing or QR code with its caption and credit. In an
// article's Body it occurs only at the top level, never in a list or a quote.
type Picture struct {
	Image      *picture.Image // nil: it is a code, or the issue has errors
	Code       *qr.Code       // in place of a file; else nil
	File       Text           // its path as written; of a code "qr:" and the address
	Alt        Text           // alternate text: a description of what the picture shows
	Caption    []Inline       // nil if none
	Credit     Text           // who took it; empty if none
	Width      Text           // "measure", "half", "third", "quarter", "page" or a length ("80mm"); empty: the theme's default
	Row        int            // number of pictures, up to 4, that the copy has side by side beginning with this one; 0: as their widths say
	Place      Place
	Decorative bool // carries no information: no alternate text
	Embedded   bool // it is part of the article's file
	Span       diag.Span
}

// Name returns what messages call the picture: its path, or of a code the beginning of
// its address.
func (p *Picture) Name() string {
	if p.Code == nil {
		return p.File.Value
	}
	return Shortened(p.File.Value)
}

// Shortened returns an address for messages, which may be of hundreds of characters: its
// beginning.
func Shortened(address string) string {
	const most = 60
	if r := []rune(address); len(r) > most {
		return string(r[:most]) + "…"
	}
	return address
}

// Excerpt returns the beginning of a text for messages, in one line.
func Excerpt(text string) string {
	const most = 24
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

func (*Picture) block()   {}
func (*Paragraph) block() {}
func (*Heading) block()   {}
func (*List) block()      {}
func (*Quote) block()     {}
func (*Code) block()      {}
func (*Separator) block() {}

// Inline is a Run, a Break or a NoteCall.
type Inline interface{ inline() }

// Run is a span of text in one style.
type Run struct {
	Value    string
	Place    diag.Place
	Strong   bool
	Emphasis bool   // set in 楷体
	Script   Script // of a subscript or superscript
	Link     string // destination: a URL, or # and the ID of an article; empty if none
	Literal  bool   // code or a formula: not language, and not proofread
	Code     bool   // code: in a face of its own
	Lead     Lead
	// PageNumber reports whether the run stands for the printed number of the page
	// that Link leads to; Value is PageSign.
	PageNumber bool

	Decoration Decoration
	Ruby       Ruby // its reading; Value is Han alone then
}

// Decoration is the marks beside a text (RULES 7.1).
type Decoration struct {
	Dots bool     // 着重号
	Line LineForm // below the text
	// Nth distinguishes adjacent elements with lines, whose lines do not touch: the
	// ordinal of the element in its file, 0 where there is no line.
	Nth int
}

// LineForm is the form of a line below a text.
type LineForm uint8

// The forms (GB/T 15834-2011 4.16, CLREQ 3.1.5).
const (
	NoLine     LineForm = iota
	ProperName          // 专名号, straight
	BookTitle           // 书名号 in the form of a wavy line
	Underline           // straight, below marks too
)

// Ruby is the reading of a word or of a character, above it.
type Ruby struct {
	Text string // in pinyin, Bopomofo or kana; empty: none
	Nth  int    // ordinal of the base in its file: two adjacent ones may have the same reading
}

// PageSign stands for a page number in the copy.
const PageSign = "？"

// Target returns the id of the article that a link leads to; ok is false if it is none
// to an article.
func (r *Run) Target() (id string, ok bool) { return strings.CutPrefix(r.Link, "#") }

// Lead is the function of the beginning of a paragraph that is printed in a face
// of its own.
type Lead uint8

// The leads.
const (
	NoLead Lead = iota
	RunIn1      // a run-in head of level 1: 一、
	RunIn2      // （一）
	RunIn3      // 1.
	RunIn4      // （1）
	Clause      // number of a clause of regulations: 第X条
)

// RunIn returns the level of a run-in head, 0 if the lead is none.
func (l Lead) RunIn() int {
	if l > RunIn4 {
		return 0
	}
	return int(l)
}

// RunInHead returns the level of the run-in head that a paragraph begins with, and the runs
// of the head, with the stop that ends it; 0 if there is none.
func RunInHead(in []Inline) (level int, head []Run) {
	for _, x := range in {
		if _, call := x.(NoteCall); call {
			continue
		}
		run, ok := x.(Run)
		if !ok || run.Lead.RunIn() == 0 {
			break
		}
		level, head = run.Lead.RunIn(), append(head, run)
	}
	return level, head
}

// Script is the position of a subscript or superscript.
type Script uint8

// The positions.
const (
	NoScript Script = iota
	Subscript
	Superscript
)

// Break is a line break set by the author.
type Break struct{ Span diag.Span }

func (Run) inline()   {}
func (Break) inline() {}

// Pictures returns every picture of the issue: emblem, written name, the
// cover's, then those of the articles in their order.
func (issue *Issue) Pictures() []*Picture {
	var all []*Picture
	for _, p := range []*Picture{issue.Publication.Emblem, issue.Publication.Masthead, issue.Number.Cover} {
		if p != nil {
			all = append(all, p)
		}
	}
	for i := range issue.Sections {
		for j := range issue.Sections[i].Articles {
			for _, b := range issue.Sections[i].Articles[j].Body {
				if p, ok := b.(*Picture); ok {
					all = append(all, p)
				}
			}
		}
	}
	return all
}
