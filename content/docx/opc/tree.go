package opc

import (
	"iter"
	"slices"
	"strings"
)

// Tree is the XML of one part, in a form that takes few bytes: text and values of
// attributes are pieces of the part.
type Tree struct {
	source   string // the part, in UTF-8
	resolved string // texts and values that are not written in the part as they read
	names    []string
	nodes    []node
	attrs    []attr
	ignored  map[string]bool // prefixes of namespaces that mc:Ignorable names
}

// node is an element or, if its name is 0, a text. References to nodes are indices; 0
// is none, since nothing refers to the first one, the document itself.
type node struct {
	name                int32
	parent, first, next int32
	piece               piece // the text; of an element its attributes, as index and count
	at                  int32 // offset in source
}

type attr struct {
	name  int32
	value piece
}

// piece is a piece of Tree.source or, if start is negative, of Tree.resolved, from
// -1-start on.
type piece struct{ start, length int32 }

func (t *Tree) text(p piece) string {
	if p.start < 0 {
		return t.resolved[-1-p.start:][:p.length]
	}
	return t.source[p.start:][:p.length]
}

// Node is an element or a text of a tree. The zero Node is none: it has no name, text,
// attributes or children.
type Node struct {
	tree *Tree
	at   int32
}

// Root returns the root element; none if t is nil or the zero Tree.
func (t *Tree) Root() Node {
	if t == nil || len(t.nodes) == 0 {
		return Node{}
	}
	return Node{t, 0}.First()
}

// Ignorable reports whether the file declares (mc:Ignorable) that elements and
// attributes of this name may be ignored by readers that do not know them (ECMA-376
// part 3, 7.2).
func (t *Tree) Ignorable(name string) bool { return t.ignored[prefix(name)] }

// Extent returns the number of bytes of all texts of the tree, and the number of its
// elements of a name.
func (t *Tree) Extent(name string) (bytes, elements int) {
	id := int32(slices.Index(t.names, name))
	for i := range t.nodes {
		switch n := &t.nodes[i]; n.name {
		case 0:
			bytes += int(n.piece.length)
		case id:
			elements++
		}
	}
	return bytes, elements
}

// prefix returns the part of a name before its local part, such as "w:".
func prefix(name string) string {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == ':' || name[i] == '}' {
			return name[:i+1]
		}
	}
	return ""
}

// Ok reports whether there is such a node.
func (n Node) Ok() bool { return n.tree != nil }

// Name returns the name of an element with the prefix of this package for its
// namespace: "w:p"; "" if it is a text.
func (n Node) Name() string {
	if n.tree == nil {
		return ""
	}
	return n.tree.names[n.tree.nodes[n.at].name]
}

// Offset returns where the node begins in its part, in bytes of its text in UTF-8.
func (n Node) Offset() int {
	if n.tree == nil {
		return 0
	}
	return int(n.tree.nodes[n.at].at)
}

func (n Node) to(at int32) Node {
	if at == 0 {
		return Node{}
	}
	return Node{n.tree, at}
}

// First returns the first child.
func (n Node) First() Node {
	if n.tree == nil {
		return Node{}
	}
	return n.to(n.tree.nodes[n.at].first)
}

// Next returns the next child of the same parent.
func (n Node) Next() Node {
	if n.tree == nil {
		return Node{}
	}
	return n.to(n.tree.nodes[n.at].next)
}

// Parent returns the element that contains the node; none for the root element.
func (n Node) Parent() Node {
	if n.tree == nil {
		return Node{}
	}
	return n.to(n.tree.nodes[n.at].parent)
}

// Children returns the children in their order: elements, and texts other than white
// space beside elements.
func (n Node) Children() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for c := n.First(); c.Ok(); c = c.Next() {
			if !yield(c) {
				return
			}
		}
	}
}

// Child returns the first child of that name.
func (n Node) Child(name string) Node {
	for c := n.First(); c.Ok(); c = c.Next() {
		if c.Name() == name {
			return c
		}
	}
	return Node{}
}

// Find returns what is reached by taking the first child of each name in turn.
func (n Node) Find(names ...string) Node {
	for _, name := range names {
		n = n.Child(name)
	}
	return n
}

// Descendants returns all nodes below n in the order of the file.
func (n Node) Descendants() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for c := n.First(); c.Ok(); {
			if !yield(c) {
				return
			}
			switch next := c.First(); {
			case next.Ok():
				c = next
			default:
				for !c.Next().Ok() && c.Parent() != n {
					c = c.Parent()
				}
				c = c.Next()
			}
		}
	}
}

// Text returns the text of a text, and the texts directly in an element, joined.
func (n Node) Text() string {
	if n.tree == nil {
		return ""
	}
	if n.tree.nodes[n.at].name == 0 {
		return n.tree.text(n.tree.nodes[n.at].piece)
	}
	first := n.First()
	if first.Name() == "" && !first.Next().Ok() {
		return first.Text()
	}
	var text strings.Builder
	for c := first; c.Ok(); c = c.Next() {
		if c.Name() == "" {
			text.WriteString(c.Text())
		}
	}
	return text.String()
}

// Attr returns the value of an attribute, "" if it is absent. The name has the prefix
// of this package, or none where the file has none: "w:val", "cx".
func (n Node) Attr(name string) string {
	value, _ := n.Lookup(name)
	return value
}

// Lookup returns the value of an attribute, and whether there is one.
func (n Node) Lookup(name string) (value string, ok bool) {
	for _, a := range n.attrs() {
		if n.tree.names[a.name] == name {
			return n.tree.text(a.value), true
		}
	}
	return "", false
}

// Attrs returns names and values of the attributes in the order of the file.
func (n Node) Attrs() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, a := range n.attrs() {
			if !yield(n.tree.names[a.name], n.tree.text(a.value)) {
				return
			}
		}
	}
}

func (n Node) attrs() []attr {
	if n.tree == nil || n.tree.nodes[n.at].name == 0 {
		return nil
	}
	p := n.tree.nodes[n.at].piece
	return n.tree.attrs[p.start:][:p.length]
}
