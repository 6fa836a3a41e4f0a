package page

import (
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// A tail is a last page with a few lines of an article that began on another
// page (RULES 5.4).

// tailPitch is the smallest pitch, in percent of the body's, and tailPicture the
// smallest percentage of pictures, at which a tail is pulled back without being
// asked: changes that readers do not see.
const (
	tailPitch   = 97
	tailPicture = 85
)

// tailLimits returns the limits within which a tail is pulled back.
func tailLimits(th *theme.Theme) fitLimits {
	l := themeLimits(th)
	l.picture, l.pitch, l.size, l.inOrder = tailPicture, th.Body.Pitch.Scale(tailPitch, 100), th.Body.Size, true
	return l
}

// alone reports whether nothing else is on the article's pages.
func (a *Article) alone(start unit.Abs) bool { return start <= 0 && !a.followed }

// Tail returns the number of lines on the article's last page, without its
// source; 0 if the article has only one page, or a picture or a table on the last.
func (a *Article) Tail() int {
	n := len(a.Pages)
	if n < 2 {
		return 0
	}
	lines := 0
	for _, item := range a.Pages[n-1] {
		l, ok := item.(*frame.Line)
		if !ok || l.Table != nil {
			return 0
		}
		if l.Kind != frame.KindSource {
			lines++
		}
	}
	return lines
}

// pullTail copyfits an article to one page less, within the limits of tails, and
// reports that. An article that does not fit stays as it is.
func (s *Typesetter) pullTail(a *Article) {
	lines, pages := a.Tail(), len(a.Pages)-1
	f := newFitter(s, a, 0, pages, tailLimits(s.Style.Theme))
	if !f.run() {
		f.restore()
		a.place(0, f.quiet)
		return
	}
	a.place(0, s)
	title := a.source.Title
	s.log.Add("tail-pulled", title.Place.At(0, len(title.Value)), title.Joined(), lines, f.describe())
}

// Fewer returns the number of pages that an article, placed below start, would
// take if copyfitting within the theme's limits had it end a page earlier; 0 if
// that is impossible. The article and its nodes stay as they are.
func (s *Typesetter) Fewer(a *Article, start unit.Abs) int {
	pages, _ := s.fewer(a, start)
	return pages
}

// fewerWithoutWhite is Fewer, but returns 0 too if a page would end with much white space.
func (s *Typesetter) fewerWithoutWhite(a *Article, start unit.Abs) int {
	pages, white := s.fewer(a, start)
	if white {
		return 0
	}
	return pages
}

// fewer is Fewer, and reports whether a page would end with much white space.
func (s *Typesetter) fewer(a *Article, start unit.Abs) (pages int, white bool) {
	pages = len(a.Pages) - 1
	if pages < 1 {
		return 0, false
	}
	defer restoreChildren(childrenOf(a.Structure().Article, nil))
	trial := *a
	f := newFitter(s, &trial, start, pages, themeLimits(s.Style.Theme))
	if !f.run() {
		return 0, false
	}
	flow := trial.flow(f.quiet)
	p := trial.divide(flow, start)
	return pages, len(trial.whiteFeet(&flow, &p, trial.area(start))) > 0
}

// nodeChildren are the children that a node has.
type nodeChildren struct {
	node     *frame.Node
	children []*frame.Node
}

// childrenOf adds the children of all nodes of a tree to a list. Typesetting a text anew
// makes new nodes for its links.
func childrenOf(n *frame.Node, list []nodeChildren) []nodeChildren {
	if n == nil {
		return list
	}
	list = append(list, nodeChildren{n, slices.Clone(n.Children)})
	for _, c := range n.Children {
		list = childrenOf(c, list)
	}
	return list
}

// restoreChildren gives nodes their children back.
func restoreChildren(list []nodeChildren) {
	for _, n := range list {
		n.node.Children = n.children
	}
}
