package pdf

import (
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/cidfont"
	"jianbao/layout/pdf/ink"
	"jianbao/layout/pdf/press"
	"jianbao/layout/pdf/text"
	"jianbao/layout/unit"
)

// plan is a painted document: content streams, and what they refer to. Content streams
// are never searched: whatever the finishing pass must know of a page stands here.
type plan struct {
	doc      *frame.Document
	sheets   []press.Sheet
	where    []press.Location // by page of the document
	contents []content        // by sheet
	fonts    cidfont.Table
	outlines text.Outlines
	inks     *ink.Inks
	pictures pictureTable
	tree     *structure // nil if untagged
}

// content is the content of a page of the file, and what it refers to.
type content struct {
	operators string
	text      text.Resources
	spots     []int      // plates, as met
	states    []string   // names of graphics states, as met
	pictures  []int      // indexes into pictureTable.first, ascending
	elements  []*element // by MCID
	links     []link
}

func (c *content) useSpot(n int) {
	if !slices.Contains(c.spots, n) {
		c.spots = append(c.spots, n)
	}
}

func (c *content) useState(name string) {
	if !slices.Contains(c.states, name) {
		c.states = append(c.states, name)
	}
}

func (c *content) usePicture(n int) {
	if i, ok := slices.BinarySearch(c.pictures, n); !ok {
		c.pictures = slices.Insert(c.pictures, i, n)
	}
}

// link is a link annotation to be.
type link struct {
	rect    [4]unit.Abs // left, bottom, right, top in PDF coordinates
	page    int         // index into the document's pages
	y       unit.Abs    // baseline
	url     string      // empty: dest counts
	dest    frame.Dest
	text    string     // its own words, for those who cannot see it
	from    linkSource // of the last words in text
	element *element   // Link of the structure; nil if untagged
}

// linkSource is the index of a link in its line.
type linkSource struct {
	line  *frame.Line
	index int
}
