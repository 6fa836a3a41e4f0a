// Package number numbers the paragraphs of a WordprocessingML document as Word does: it
// reads the definitions of lists (ECMA-376 part 1, 17.9) and gives each paragraph its
// label, such as 第三条.
package number

import (
	"fmt"
	"strconv"
	"strings"

	"jianbao/content/docx/opc"
)

// maxLevels is the number of levels of a list.
const maxLevels = 9

// MaxLabel is the greatest number of characters of a label.
const MaxLabel = 200

// Definitions are the lists of a document and which styles belong to them.
type Definitions struct {
	abstracts map[string]*abstract // by w:abstractNumId
	lists     map[string]*list     // by w:numId
	styles    map[string]style     // by w:styleId
	standard  string               // the style of paragraphs that name none
}

// abstract is a list as defined, w:abstractNum: nums refer to it and share its numbers.
type abstract struct {
	levels    [maxLevels]*level
	styleLink string // style of a list of which this is the definition
	link      string // style of a list whose definition is another abstract
}

// list is a w:num.
type list struct {
	abstract *abstract
	override [maxLevels]override
}

type override struct {
	level    *level // nil: that of the abstract
	start    int
	hasStart bool // w:startOverride is given
}

// level is a w:lvl.
type level struct {
	start   int
	format  string
	text    string // with %1 to %9 for the numbers of the levels
	style   string // of the paragraphs that have this level
	suffix  Suffix
	legal   bool     // all numbers in it are in digits
	look    opc.Node // w:rPr
	restart int      // ordinal from 1 of the level, and those above it, after which it begins anew; 0: never; -1: all above it
}

// style is what a style says about numbers.
type style struct {
	based string
	id    string // w:numId; "" if not given
	level int    // -1 if not given
}

// Read reads the definitions from the parts numbering.xml and styles.xml; either may be
// nil.
func Read(numbering, styles *opc.Tree) *Definitions {
	d := &Definitions{abstracts: map[string]*abstract{}, lists: map[string]*list{}, styles: map[string]style{}}
	if styles != nil {
		d.readStyles(styles.Root())
	}
	if numbering != nil {
		d.readLists(numbering.Root())
	}
	return d
}

func (d *Definitions) readStyles(root opc.Node) {
	for n := range root.Children() {
		if n.Name() != "w:style" {
			continue
		}
		s := style{based: n.Child("w:basedOn").Attr("w:val")}
		s.id, s.level = reference(n.Find("w:pPr", "w:numPr"))
		id := n.Attr("w:styleId")
		d.styles[id] = s
		if n.Attr("w:type") == "paragraph" && on(n.Attr("w:default")) {
			d.standard = id
		}
	}
}

// on returns the value of an attribute of type ST_OnOff that is given.
func on(value string) bool { return value == "1" || value == "true" || value == "on" }

// toggled reports whether an element of type CT_OnOff is there and not off.
func toggled(n opc.Node) bool {
	value, ok := n.Lookup("w:val")
	return n.Ok() && (!ok || on(value))
}

// reference returns what a w:numPr refers to; "" and -1 are what it does not give.
func reference(numPr opc.Node) (id string, level int) {
	level = -1
	if n := numPr.Child("w:ilvl"); n.Ok() {
		level = min(max(integer(n, 0), 0), maxLevels-1)
	}
	return numPr.Child("w:numId").Attr("w:val"), level
}

// integer returns the w:val of an element, a number of at most nine digits, or
// otherwise where it is no number.
func integer(n opc.Node, otherwise int) int {
	v, err := strconv.ParseInt(strings.TrimSpace(n.Attr("w:val")), 10, 32)
	if err != nil {
		return otherwise
	}
	return int(v)
}

func (d *Definitions) readLists(root opc.Node) {
	linked := map[string]*abstract{} // definitions of styles of lists
	for n := range root.Children() {
		if n.Name() == "w:abstractNum" {
			a := &abstract{
				styleLink: n.Child("w:styleLink").Attr("w:val"),
				link:      n.Child("w:numStyleLink").Attr("w:val"),
			}
			for l := range n.Children() {
				if l.Name() == "w:lvl" {
					if i, ok := index(l); ok {
						a.levels[i] = readLevel(l)
					}
				}
			}
			d.abstracts[n.Attr("w:abstractNumId")] = a
			if a.styleLink != "" && linked[a.styleLink] == nil {
				linked[a.styleLink] = a
			}
		}
	}
	for n := range root.Children() {
		if n.Name() == "w:num" {
			d.lists[n.Attr("w:numId")] = d.readList(n)
		}
	}
	d.follow(linked)
}

// index returns the index of a w:lvl or w:lvlOverride; ok is false if there is no such level.
func index(n opc.Node) (i int, ok bool) {
	i, err := strconv.Atoi(n.Attr("w:ilvl"))
	return i, err == nil && i >= 0 && i < maxLevels
}

func (d *Definitions) readList(n opc.Node) *list {
	l := &list{abstract: d.abstracts[n.Child("w:abstractNumId").Attr("w:val")]}
	for o := range n.Children() {
		i, ok := index(o)
		if o.Name() != "w:lvlOverride" || !ok {
			continue
		}
		if s := o.Child("w:startOverride"); s.Ok() {
			l.override[i].start, l.override[i].hasStart = integer(s, 0), true
		}
		if v := o.Child("w:lvl"); v.Ok() {
			l.override[i].level = readLevel(v)
		}
	}
	return l
}

// follow gives lists that refer to a style of lists the definition of that style.
func (d *Definitions) follow(linked map[string]*abstract) {
	for _, l := range d.lists {
		for range 4 { // a chain is an error of the file; a circle must end
			if l.abstract == nil || l.abstract.link == "" {
				break
			}
			target := d.lists[d.styles[l.abstract.link].id]
			if target == nil || target == l {
				l.abstract = linked[l.abstract.link]
				break
			}
			l.abstract = target.abstract
		}
	}
}

func readLevel(n opc.Node) *level {
	l := &level{
		start:   integer(n.Child("w:start"), 0),
		format:  readFormat(n),
		text:    shortened(n.Child("w:lvlText").Attr("w:val")),
		style:   n.Child("w:pStyle").Attr("w:val"),
		legal:   toggled(n.Child("w:isLgl")),
		restart: integer(n.Child("w:lvlRestart"), -1),
		look:    n.Child("w:rPr"),
	}
	if n.Child("w:lvlPicBulletId").Ok() {
		l.format = "bullet"
	}
	switch n.Child("w:suff").Attr("w:val") {
	case "space":
		l.suffix = Space
	case "nothing":
		l.suffix = Nothing
	}
	return l
}

// shortened returns a text of levels that is not much longer than labels may be.
func shortened(text string) string {
	const most = 8 * MaxLabel
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "")
}

// readFormat returns the format of a level. Word 2010 writes formats of its own as an
// alternative to those that earlier programs know.
func readFormat(n opc.Node) string {
	f := n.Child("w:numFmt")
	if a := n.Find("mc:AlternateContent", "mc:Choice", "w:numFmt"); a.Ok() {
		f = a
	}
	if f.Attr("w:val") == "custom" {
		return "custom " + f.Attr("w:format")
	}
	if !f.Ok() {
		return "decimal"
	}
	return f.Attr("w:val")
}

// Suffix is what stands between a label and the text.
type Suffix uint8

// The suffixes.
const (
	Tab Suffix = iota
	Space
	Nothing
)

// Label is the label of a paragraph.
type Label struct {
	Text   string // empty where the list prints none
	Suffix Suffix
	Bullet bool     // it is a sign and no number
	Level  int      // from 0
	List   string   // w:numId; "" if the paragraph has no label
	Look   opc.Node // w:rPr of its level: how it differs from the paragraph's mark
}

// Joined returns the label as it is printed in front of a text: with a blank, but none
// where the list has none, or after marks that bring their own space.
func (l Label) Joined() string {
	if l.Text == "" || l.Suffix == Nothing {
		return l.Text
	}
	for _, mark := range []string{"、", "）", "．", "。", "：", "〕", "　", " "} {
		if strings.HasSuffix(l.Text, mark) {
			return l.Text
		}
	}
	return l.Text + " "
}

// UnknownFormat is the error about numbers in a format that the package does not know.
type UnknownFormat struct{ Format string }

func (e *UnknownFormat) Error() string { return "unknown format of numbers: " + e.Format }

// TooLong is the error about a label of more than MaxLabel characters, of which it has
// the beginning.
type TooLong struct{ Label string }

func (e *TooLong) Error() string {
	return fmt.Sprintf("label of more than %d characters", MaxLabel)
}
