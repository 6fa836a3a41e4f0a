package pdf

import (
	"strconv"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
	"jianbao/layout/unit"
)

// element is an element of the logical structure (ISO 32000 14.7.2).
type element struct {
	tag    string
	lang   string // other than the document's; empty: as around it
	parent *element
	kids   []kid
	ref    object.Ref // set by the finishing pass

	// Of a Figure.
	alt string
	box *[4]unit.Abs // left, bottom, right, top in PDF coordinates
}

// kid is an element, or marked content (mcid ≥ 0), or a link annotation.
type kid struct {
	element *element
	page    int
	mcid    int
	link    int // index into the page's links if mcid < 0
}

func (e *element) add(tag string) *element {
	c := &element{tag: tag, parent: e}
	e.kids = append(e.kids, kid{element: c})
	return c
}

// tree builds the structure from the lines as they come, in reading order:
// what a line is follows from its kind and numbers alone.
type tree struct {
	root     *element
	part     *element // Sect of the cover, the contents, the imprint
	partKind frame.Kind
	section  *element
	sections int // number of section
	article  *element
	articles int // number of article
	heading  int // level of the last heading

	block *element // the last block, which further lines may continue
	key   blockKey
	line  *frame.Line // the last one placed, which may come in parts

	toc, group *element // the whole contents, and those of one section
	entry      *element
	entryKey   blockKey

	lists []*element // open lists, outermost first
	body  *element   // LBody of the open item
	quote *element

	figures map[blockKey]*figure
}

// blockKey tells which lines are one block. Blocks are counted within their
// article, outside articles within their page.
type blockKey struct {
	kind                    frame.Kind
	section, article, block int
	page, level             int
}

func newTree(doc *frame.Document) *tree {
	return &tree{root: &element{tag: "Document"}}
}

func keyOf(page int, line *frame.Line) blockKey {
	k := blockKey{kind: line.Kind, section: line.Section, article: line.Article, block: line.Block, level: line.Level}
	if line.Article == 0 {
		k.page = page + 1
	}
	return k
}

// place returns the element whose content a line is.
func (t *tree) place(page int, line *frame.Line) *element {
	if line.Kind == frame.KindContents && len(line.Links) > 0 {
		return t.reference(page, line)
	}
	if line.Kind == frame.KindCaption {
		if e := t.caption(page, line); e != nil {
			return e
		}
	}
	key := keyOf(page, line)
	if t.block != nil && (line == t.line || key == t.key && !line.First) {
		t.line = line
		return t.block
	}
	t.key, t.line = key, line
	t.block = t.begin(line)
	return t.block
}

// begin makes the element of a new block.
func (t *tree) begin(line *frame.Line) *element {
	in := t.container(line)
	if line.Kind != frame.KindLabel && line.Kind != frame.KindBody || line.Level == 0 {
		t.lists, t.body = nil, nil
	}
	if line.Kind != frame.KindQuote {
		t.quote = nil
	}
	switch line.Kind {
	case frame.KindContents:
		if line.Section == 0 && t.toc == nil {
			return in.add(t.level(1))
		}
		t.group = t.contents().add("TOC")
		return t.group.add("Caption")
	case frame.KindSection:
		return in.add(t.level(1))
	case frame.KindTitle:
		return in.add(t.level(t.titleLevel(line)))
	case frame.KindHeading:
		return in.add(t.level(t.titleLevel(line) + max(1, line.Level)))
	case frame.KindLabel:
		return t.item(in, line)
	case frame.KindBody:
		if line.Level > 0 && t.body != nil {
			for len(t.lists) > line.Level {
				t.closeList()
			}
			return t.body.add("P")
		}
	case frame.KindQuote:
		if t.quote == nil {
			t.quote = in.add("BlockQuote")
		}
		return t.quote.add("P")
	}
	return in.add("P")
}

func (t *tree) titleLevel(line *frame.Line) int {
	if line.Section > 0 {
		return 2
	}
	return 1
}

// level returns the tag of a heading: none is more than one below the one
// before it (ISO 14289-1 7.4.2).
func (t *tree) level(want int) string {
	t.heading = min(want, t.heading+1, 6)
	return "H" + strconv.Itoa(t.heading)
}

// container returns the Sect or Art that a line stands in.
func (t *tree) container(line *frame.Line) *element {
	return t.within(line.Kind, line.Section, line.Article)
}

func (t *tree) within(kind frame.Kind, section, article int) *element {
	switch kind {
	case frame.KindCover, frame.KindContents, frame.KindImprint:
		if t.part == nil || t.partKind != kind {
			t.part, t.partKind = t.root.add("Sect"), kind
		}
		return t.part
	}
	in := t.root
	if section > 0 {
		if t.section == nil || t.sections != section {
			t.section, t.sections = t.root.add("Sect"), section
		}
		in = t.section
	}
	if article > 0 && kind != frame.KindSection {
		if t.article == nil || t.articles != article {
			t.article, t.articles = in.add("Art"), article
		}
		in = t.article
	}
	return in
}

// item begins a list item, opening and closing lists up to its level, and
// returns its label.
func (t *tree) item(in *element, line *frame.Line) *element {
	level := max(1, line.Level)
	for len(t.lists) > level {
		t.closeList()
	}
	for len(t.lists) < level {
		if t.body != nil {
			in = t.body
		}
		t.lists = append(t.lists, in.add("L"))
		t.body = nil
		if len(t.lists) < level {
			// An inner list without an outer item still needs one to stand in.
			t.body = t.lists[len(t.lists)-1].add("LI").add("LBody")
		}
	}
	li := t.lists[level-1].add("LI")
	label := li.add("Lbl")
	t.body = li.add("LBody")
	return label
}

// closeList ends the innermost list; what follows belongs to the item around it.
func (t *tree) closeList() {
	inner := t.lists[len(t.lists)-1]
	t.lists = t.lists[:len(t.lists)-1]
	t.body = inner.parent
}

// contents returns the TOC.
func (t *tree) contents() *element {
	if t.toc == nil {
		t.toc = t.part.add("TOC")
	}
	return t.toc
}

// reference returns the Reference of the entry that a line of the contents
// belongs to.
func (t *tree) reference(page int, line *frame.Line) *element {
	key := keyOf(page, line)
	if t.entry != nil && t.entryKey == key {
		return t.entry
	}
	t.container(line)
	in := t.group
	if in == nil {
		in = t.contents()
	}
	t.entryKey = key
	t.entry = in.add("TOCI").add("Reference")
	t.block = nil
	return t.entry
}

// link returns a new Link where a line stands.
func (t *tree) link(page int, line *frame.Line) *element {
	return t.place(page, line).add("Link")
}

// figure is a picture's Figure with its Caption, once there is one. Two pictures
// side by side may come before their captions.
type figure struct{ element, caption *element }

// figureKey tells which caption lines belong to a picture. A caption stands on
// its picture's page.
func figureKey(page, section, article, block int) blockKey {
	return blockKey{kind: frame.KindCaption, section: section, article: article, block: block, page: page}
}

// figure returns the element of a picture. A paragraph around which it floats
// goes on afterwards; a list or quotation does not.
func (t *tree) figure(page int, item *frame.Picture) *element {
	in := t.within(item.Kind, item.Section, item.Article)
	t.lists, t.body, t.quote = nil, nil, nil
	e := in.add("Figure")
	e.alt = item.Alt
	if t.figures == nil {
		t.figures = make(map[blockKey]*figure)
	}
	t.figures[figureKey(page, item.Section, item.Article, item.Block)] = &figure{element: e}
	return e
}

// caption returns the Caption of a picture. It stands beside the Figure in a Div:
// within it, it would not be read aloud, since Alt stands for all that a Figure
// has (ISO 32000 14.9.3). It returns nil for a picture that is only decoration,
// whose caption is text like any other.
func (t *tree) caption(page int, line *frame.Line) *element {
	f := t.figures[figureKey(page, line.Section, line.Article, line.Block)]
	if f == nil {
		return nil
	}
	if f.caption == nil {
		f.caption = f.element.wrap("Div").add("Caption")
	}
	return f.caption
}

// wrap puts a new element into the place of e, and e into it.
func (e *element) wrap(tag string) *element {
	w := &element{tag: tag, parent: e.parent, kids: []kid{{element: e}}}
	for i := range e.parent.kids {
		if e.parent.kids[i].element == e {
			e.parent.kids[i].element = w
		}
	}
	e.parent = w
	return w
}
