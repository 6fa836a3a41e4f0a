package pdf

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// plan is what the painter tells the finishing pass. Content streams are never
// searched: whatever the finishing pass must know of a page stands here.
type plan struct {
	doc   *frame.Document
	raw   []byte // the file as fpdf wrote it
	fonts *fontTable
	pages []pagePlan
	tree  *tree // structure; nil if untagged
}

// pagePlan is what a page's content refers to.
type pagePlan struct {
	fonts    []int      // indices into fontTable.fonts, ascending
	elements []*element // by MCID
	links    []linkPlan
}

// linkPlan is a link annotation to be.
type linkPlan struct {
	rect    [4]unit.Abs // left, bottom, right, top in PDF coordinates
	y       unit.Abs    // baseline
	url     string      // empty: dest counts
	dest    frame.Dest
	text    string   // what it says, for those who cannot see it
	element *element // Link of the structure; nil if untagged
}
