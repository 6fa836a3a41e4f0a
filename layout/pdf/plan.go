package pdf

import (
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// plan is what the painter tells the finishing pass. Content streams are never
// searched: whatever the finishing pass must know of a page stands here.
type plan struct {
	doc      *frame.Document
	contents []string // of the file's pages
	sheets   []sheet
	where    []location // by page of the document
	fonts    *fontTable
	outlines outlineTable
	pages    []pagePlan // by sheet
	tree     *structure // structure; nil if untagged
	colours  *colours
	// Pictures are met while pages are painted, and made afterwards.
	pictures  pictureTable
	uses      []PictureUse
	slugFaces faceList // nil: not needed yet
}

// pagePlan is what the content of a page of the file refers to.
type pagePlan struct {
	fonts    []int      // indices into fontTable.fonts, ascending
	spots    []int      // indices into colours.spots, as met
	states   []string   // names of graphics states, as met
	pictures []int      // indices into pictureTable.first, ascending
	outlines []int      // indices into outlineTable.forms, ascending
	elements []*element // by MCID
	links    []linkPlan
}

func (p *pagePlan) useSpot(n int) {
	if !slices.Contains(p.spots, n) {
		p.spots = append(p.spots, n)
	}
}

func (p *pagePlan) useState(name string) {
	if !slices.Contains(p.states, name) {
		p.states = append(p.states, name)
	}
}

// linkPlan is a link annotation to be.
type linkPlan struct {
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
