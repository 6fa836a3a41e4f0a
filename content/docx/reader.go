package docx

import (
	"fmt"
	"strings"
	"sync"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/number"
	"jianbao/content/docx/opc"
)

// reader is the state of reading a document.
type reader struct {
	extract
	log     *findings
	changes Changes
	pkg     *opc.Package

	part      string                      // that is being read, for its references
	relations map[string]opc.Relationship // of the part, by id
	styles    *styles
	lists     *number.Definitions
	settings  opc.Node
	described func() bool       // the document has a description
	tabStop   float64           // distance of tab stops, in twentieths of a point
	comments  map[string]string // texts by id
	ranges    map[string][2]int // of comments, by id: from and to in the extracted text
	marks     int               // lines below texts, and readings, so far

	// The text read so far, in bytes and paragraphs.
	size, sizeInParagraphs int

	story      *story
	inBoxes    *number.Counter     // of all text boxes
	inNotes    [2]*number.Counter  // of all footnotes, and of all endnotes
	paragraphs int                 // of the body so far
	par        *paragraph          // in the making
	fields     []*openField        // that have begun and not ended
	noFields   map[opc.Node]string // characters and instructions of fields that never end, with the instruction
	contents   *contents           // the table of contents that is being left out

	notes     [2]*notes          // footnotes and endnotes
	noteCalls [2]int             // calls of them so far
	textNotes [2][]*content.Note // called outside tables
	ownMark   opc.Node           // the run with the author's mark of a note
	ownText   *string            // that mark, as far as it was read
	tables    int                // so far
	tableNow  *tableReader       // that is being read
	left      map[int]bool       // ordinals of pictures that are left out
	pictures  []*content.Picture
	images    map[string]imageFile // by name of the part

	revisions   revisions
	breaks      []pageBreak
	redLines    []*paragraph // in which the colour may be that of the head
	sectionFrom int          // offset of the text of the section
	sectionEnd  *pageBreak   // where the last section ends; nil in the first
	deep        counted      // headings of levels 5 to 9
	controls    counted      // placeholders of content controls
	lines       counted      // lines that are drawn
	typedPages  counted      // lines like entries of a typed table of contents
	headers     []headerRef
	titlePages  bool            // a section has a header of its own on its first page
	links       map[string]bool // destinations that were reported

	hiddenLevels map[hiddenLevel]bool // of lists, that were reported
}

// counted are places of one kind, which are reported once.
type counted struct {
	first diag.Span
	n     int
}

func (c *counted) add(at diag.Span) {
	if c.n++; c.n == 1 {
		c.first = at
	}
}

// story is a text with paragraphs of its own: the body, a cell, a note, a text box.
type story struct {
	unit   diag.Unit // what its paragraphs are
	shaded bool      // it stands on a ground that is not white
	// numbers counts its paragraphs; nil: those count with the ones around it.
	numbers *number.Counter
	items   []item
}

// item is a paragraph, or a block of another kind.
type item struct {
	*paragraph
	block content.Block
}

// context is what applies to a part of a document.
type context struct {
	link    string
	dropped bool // its text is not part of the text: deleted, a placeholder
	// empty says that the paragraphs, rows and cells of what is dropped stay, without
	// text: it is a placeholder.
	empty bool
	// deleted and inserted say that it is part of such a change, whose text is
	// quoted.
	deleted, inserted bool
}

// gone reports whether paragraphs, rows and cells are no part of the document.
func (c *context) gone() bool { return c.dropped && !c.empty }

// readParts reads the parts beside the text.
func (r *reader) readParts() {
	r.part = r.pkg.Main()
	r.relations = r.relationsOf(r.part)
	styles := r.partOf("styles")
	r.styles = readStyles(styles.Root())
	r.lists = number.Read(r.partOf("numbering"), styles)
	r.inBoxes, r.inNotes = r.lists.Count(), [2]*number.Counter{r.lists.Count(), r.lists.Count()}
	r.settings = r.partOf("settings").Root()
	r.tabStop = tabStopOf(r.settings)
	r.described = sync.OnceValue(r.hasDescription)
	r.story = &story{numbers: r.lists.Count()}
}

// relationsOf returns the references of a part by their ids.
func (r *reader) relationsOf(part string) map[string]opc.Relationship {
	all := map[string]opc.Relationship{}
	list, err := r.pkg.Relationships(part)
	if err != nil {
		reportPackage(err, diag.Whole(r.src.Path), r.log.List)
	}
	for _, rel := range list {
		all[rel.ID] = rel
	}
	return all
}

// partOf returns the first part of a kind that the main part refers to, an empty tree if
// there is none or it cannot be read, which is reported.
func (r *reader) partOf(kind string) *opc.Tree {
	list, _ := r.pkg.Relationships(r.pkg.Main()) // reported by relationsOf
	for _, rel := range list {
		if rel.Type == kind && !rel.External {
			return r.tree(rel.Target)
		}
	}
	return &opc.Tree{}
}

// tree returns a part of XML.
func (r *reader) tree(part string) *opc.Tree {
	t, err := r.pkg.XML(part)
	if err != nil {
		reportPackage(err, diag.Whole(r.src.Path), r.log.List)
		return &opc.Tree{}
	}
	if !r.bounded(t) {
		return &opc.Tree{}
	}
	return t
}

// The bounds of the text of a document, that of its notes and comments included: a
// thousand pages. A file of some kilobytes may hold more than memory takes.
const (
	maxText       = 1 << 20 // bytes of UTF-8
	maxParagraphs = 40_000
)

// bounded counts the text of a part and reports whether there is not too much in all.
func (r *reader) bounded(t *opc.Tree) bool {
	bytes, paragraphs := t.Extent("w:p")
	r.size += bytes
	r.sizeInParagraphs += paragraphs
	switch whole := diag.Whole(r.src.Path); {
	case r.size > maxText:
		r.log.Add("docx-limit", whole, diag.Term{ZH: "文字超过 1 MiB", EN: "more than 1 MiB of text"})
	case r.sizeInParagraphs > maxParagraphs:
		r.log.Add("docx-limit", whole, diag.Term{ZH: fmt.Sprintf("超过 %d 段", maxParagraphs), EN: fmt.Sprintf("more than %d paragraphs", maxParagraphs)})
	default:
		return true
	}
	return false
}

// body reads the text of the document.
func (r *reader) body(n opc.Node) {
	r.findUnclosed(n)
	r.blocks(n, context{})
}

// blocks reads what is in the body, a cell, a note or a text box.
func (r *reader) blocks(n opc.Node, c context) {
	for child := n.First(); child.Ok(); child = child.Next() {
		r.block(child, c)
	}
}

func (r *reader) block(n opc.Node, c context) {
	switch name := n.Name(); name {
	case "w:p":
		r.paragraph(n, c)
	case "w:tbl":
		r.table(n, c)
	case "w:sectPr":
		r.section(n)
	case "w:altChunk":
		r.log.Add("docx-chunk", r.here())
	case "w:r", "w:hyperlink", "w:fldSimple", "w:t", "":
		r.implied(n, c)
	default:
		r.common(n, c, (*reader).block)
	}
}

// implied reads what belongs into a paragraph and stands outside of one, as a paragraph.
func (r *reader) implied(n opc.Node, c context) {
	if n.Name() == "" && strings.TrimSpace(n.Text()) == "" {
		return
	}
	r.endStory()
	p := r.newParagraph(opc.Node{})
	r.par = p
	u := r.story.unit
	u.Paragraph = r.paragraphs
	r.begin(u)
	p.from = len(r.out)
	if n.Name() == "w:t" {
		r.say(wordText(n), look{context: c})
	} else {
		r.inline(n, c)
	}
	p.to = len(r.out)
	r.end()
	r.complete(p)
}

// common reads what occurs among paragraphs and among runs. each reads what it contains.
func (r *reader) common(n opc.Node, c context, each func(*reader, opc.Node, context)) {
	inside := func(n opc.Node, c context) {
		for child := n.First(); child.Ok(); child = child.Next() {
			each(r, child, c)
		}
	}
	switch name := n.Name(); name {
	case "w:ins", "w:moveTo":
		r.inserted(n, c, inside)
	case "w:del", "w:moveFrom":
		r.deleted(n, c, inside)
	case "w:sdt":
		r.control(n, c, inside)
	case "w:customXml", "w:smartTag", "w:bdo", "w:dir":
		inside(n, c)
	case "mc:AlternateContent":
		inside(r.alternative(n, c), c)
	case "m:oMath", "m:oMathPara":
		r.formula(n, c)
	case "w:subDoc":
		r.log.Add("docx-chunk", r.here())
	case "w:commentRangeStart", "w:commentRangeEnd":
		r.commentRange(n)
		r.onlyEmpty(n, c, inside)
	case "":
		if r.par == nil {
			r.implied(n, c)
			return
		}
		r.loose(n, c)
	default:
		if silent(name) {
			r.onlyEmpty(n, c, inside)
			return
		}
		r.unknown(n, c, inside)
	}
}

// alternative returns the form of something that is read; that it is not known, or that
// there is none, is reported.
func (r *reader) alternative(n opc.Node, c context) opc.Node {
	form := alternative(n)
	first := n.Child("mc:Choice").First()
	switch unknown := form.Name() == "mc:Choice" && !understood(form.Attr("Requires")); {
	case c.dropped || !first.Ok() || form.First().Ok() && !unknown:
	case unknown && (hasText(form) || hasDrawing(form)):
		r.log.Add("docx-unknown", r.here(), "mc:Choice "+form.Attr("Requires"))
	default:
		r.log.Add("docx-unknown-empty", r.here(), first.Name())
		return opc.Node{}
	}
	return form
}

// alternative returns the first of several forms of the same thing that is read, the first
// of all if there is no other.
func alternative(n opc.Node) opc.Node {
	for c := n.First(); c.Ok(); c = c.Next() {
		if c.Name() == "mc:Choice" && understood(c.Attr("Requires")) {
			return c
		}
	}
	if form := n.Child("mc:Fallback"); form.Ok() {
		return form
	}
	return n.Child("mc:Choice")
}
