package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jianbao/layout/frame"
)

// step is a step of a node's path: "LBody[2]".
type step struct {
	role   string
	number int
}

// readPath reads the path of a node as dumps write it.
func readPath(s string) ([]step, error) {
	if s == "" {
		return nil, nil
	}
	var path []step
	for _, part := range strings.Split(s, "/") {
		role, rest, ok := strings.Cut(part, "[")
		digits, closed := strings.CutSuffix(rest, "]")
		n, err := strconv.Atoi(digits)
		if !ok || !closed || role == "" || err != nil || n < 1 {
			return nil, fmt.Errorf("%q is not a step of a path: %q", part, s)
		}
		path = append(path, step{role, n})
	}
	return path, nil
}

// pathsBelow returns the paths of all nodes below a root.
func pathsBelow(root *frame.Node) map[*frame.Node][]step {
	all := map[*frame.Node][]step{}
	var walk func(n *frame.Node, path []step)
	walk = func(n *frame.Node, path []step) {
		for i, c := range n.Children {
			all[c] = append(slices.Clip(path), step{string(c.Role), i + 1})
			walk(c, all[c])
		}
	}
	if root != nil {
		walk(root, nil)
	}
	return all
}

// pathString formats a path as dumps do.
func pathString(path []step) string {
	var parts []string
	for _, s := range path {
		parts = append(parts, s.role+"["+strconv.Itoa(s.number)+"]")
	}
	return strings.Join(parts, "/")
}

// comparePaths compares nodes by their order in the tree. A node and its
// descendant compare equal, since a node's own text may come before or after its
// children.
func comparePaths(a, b []step) int {
	for i := range min(len(a), len(b)) {
		if d := a[i].number - b[i].number; d != 0 {
			return d
		}
	}
	return 0
}

// artifact reports whether a line is an artifact, not part of the text.
func (l *Line) artifact() bool {
	switch l.Kind {
	case frame.KindFolio, frame.KindHeader, frame.KindLeader, frame.KindContinued, frame.KindSeparator:
		return true
	}
	return l.Table != nil && l.Table.Repeated
}

// checkStructure checks the document's structure (ISO 32000-1 14.8.4) against
// its lines: all text has a node and nothing else has one, a paragraph is one
// node whose role fits its kind and whose nesting fits its level, nodes are in
// the order of the copy, and no heading is more than one level below the one
// before it (ISO 14289-1 7.4.2).
func (d *Doc) checkStructure(c *collector, paras [][]*Line) {
	if !d.Structured {
		return
	}
	for _, lines := range paras {
		for _, l := range lines[1:] {
			if !slices.Equal(l.node, lines[0].node) {
				c.at("structure", l, "content of %s; its paragraph is of %s", pathString(l.node), pathString(lines[0].node))
			}
		}
	}
	var before *Line         // previous line of the article
	cells := map[int]*Line{} // previous line of each table; tables may float
	boxes := map[int]*Line{} // previous line of each box
	headings := map[string]*Line{}
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			if l.artifact() != (len(l.node) == 0) {
				c.at("structure", l, "a line of kind %s is content of %q", l.Kind, pathString(l.node))
				continue
			}
			if l.artifact() {
				continue
			}
			checkRole(c, l)
			if role := l.node[len(l.node)-1].role; len(role) == 2 && role[0] == 'H' {
				if path := pathString(l.node); headings[path] == nil {
					headings[path] = l
				}
			}
			if l.Article == 0 || l.Kind == frame.KindCaption || l.Kind == frame.KindContents || l.Kind == frame.KindNote {
				continue
			}
			if l.Table != nil { // which may float
				last := cells[l.Table.Table]
				if cells[l.Table.Table] = l; last != nil && !last.apart(l) { // a row may be divided among pages
					checkAfter(c, l, last)
				}
				continue
			}
			if l.Box > 0 { // which may float
				last := boxes[l.Box]
				if boxes[l.Box] = l; last != nil && !sameNames(last, l) {
					checkAfter(c, l, last)
				}
				continue
			}
			if before != nil && before.Article == l.Article && !sameNames(before, l) {
				checkAfter(c, l, before)
			}
			before = l
		}
	}
	checkHeadings(c, headings)
}

// checkAfter checks that a line's node does not come before that of an earlier
// line.
func checkAfter(c *collector, l, before *Line) {
	if comparePaths(before.node, l.node) > 0 {
		c.at("structure", l, "content of %s, after %s", pathString(l.node), pathString(before.node))
	}
}

// checkRole checks the role and the nesting of a line's node against its kind
// and level.
func checkRole(c *collector, l *Line) {
	role := l.node[len(l.node)-1].role
	heading := len(role) == 2 && role[0] == 'H' && isDigit(rune(role[1]))
	fits := role == "P"
	switch l.Kind {
	case frame.KindSection, frame.KindTitle, frame.KindHeading:
		fits = heading
	case frame.KindContents:
		fits = heading || role == "Caption" || role == "Reference"
	case frame.KindCode:
		fits = role == "Code" && len(l.node) > 1 && l.node[len(l.node)-2].role == "P"
	case frame.KindLabel:
		fits = role == "Lbl"
	case frame.KindName:
		fits = role == "LBody"
	case frame.KindCaption:
		fits = role == "Caption" || role == "P"
	case frame.KindCell:
		fits = role == "TD" || role == "TH" && len(l.node) > 3 && (l.node[len(l.node)-3].role == "THead" || l.node[len(l.node)-3].role == "TBody")
	case frame.KindNote, frame.KindTableNote:
		fits = role == "P" && l.Kind == frame.KindTableNote && l.Mark == "" || role == "Note" || role == "P" && len(l.node) > 1 && l.node[len(l.node)-2].role == "Note"
	case frame.KindTableCaption:
		fits = role == "Caption"
	case frame.KindBody, frame.KindQuote:
		fits = role == "P" || role == "LBody" || heading
	}
	if !fits {
		c.at("structure", l, "a line of kind %s is content of %s", l.Kind, pathString(l.node))
		return
	}
	switch l.Kind {
	case frame.KindLabel, frame.KindBody, frame.KindQuote, frame.KindVerse, frame.KindCode:
		nesting, quoted := 0, false
		for _, s := range l.node {
			if s.role == "L" || s.role == "BlockQuote" {
				nesting++
				quoted = quoted || s.role == "BlockQuote"
			}
		}
		if nesting != l.Level || l.Kind != frame.KindLabel && l.Kind != frame.KindCode && l.Kind != frame.KindVerse && quoted != (l.Kind == frame.KindQuote) {
			c.at("structure", l, "a line of kind %s and level %d is content of %s", l.Kind, l.Level, pathString(l.node))
		}
	}
}

// checkHeadings checks the levels of headings in the order of the tree.
func checkHeadings(c *collector, headings map[string]*Line) {
	list := make([]*Line, 0, len(headings))
	for _, l := range headings {
		list = append(list, l)
	}
	slices.SortFunc(list, func(a, b *Line) int {
		if d := comparePaths(a.node, b.node); d != 0 {
			return d
		}
		return len(a.node) - len(b.node)
	})
	level := 0
	for _, l := range list {
		n := int(l.node[len(l.node)-1].role[1] - '0')
		if n > level+1 {
			c.at("structure", l, "a heading of level %d after one of %d", n, level)
		}
		level = n
	}
}
