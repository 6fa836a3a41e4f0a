package frame

import "strconv"

// Role is a structure type (ISO 32000-1 14.8.4).
type Role string

// The roles that documents use.
const (
	RoleDocument   Role = "Document"
	RoleSect       Role = "Sect"
	RoleArt        Role = "Art"
	RoleDiv        Role = "Div"
	RoleBlockQuote Role = "BlockQuote"
	RoleAside      Role = "Aside" // of PDF 2.0 (ISO 32000-2 14.8.4.4); see StandardRole
	RoleCaption    Role = "Caption"
	RoleTOC        Role = "TOC"
	RoleTOCI       Role = "TOCI"
	RoleReference  Role = "Reference"
	RoleP          Role = "P"
	RoleCode       Role = "Code"
	RoleL          Role = "L"
	RoleLI         Role = "LI"
	RoleLbl        Role = "Lbl"
	RoleLBody      Role = "LBody"
	RoleFigure     Role = "Figure"
	RoleTable      Role = "Table"
	RoleTHead      Role = "THead"
	RoleTBody      Role = "TBody"
	RoleTR         Role = "TR"
	RoleTH         Role = "TH"
	RoleTD         Role = "TD"
	RoleNote       Role = "Note"
)

// MaxHeading is the lowest heading level with a role of its own, H6.
const MaxHeading = 6

// RoleHeading returns the role of a heading, H1 to H6; levels below MaxHeading
// have H6.
func RoleHeading(level int) Role {
	return Role("H" + strconv.Itoa(max(1, min(level, MaxHeading))))
}

// StandardRole returns the standard structure type of ISO 32000-1 that a role is
// mapped to; the role itself if it is one.
func StandardRole(r Role) Role {
	if r == RoleAside {
		return RoleSect
	}
	return r
}

// Node is an element of the document's logical structure (ISO 32000-1 14.7.2).
// Its children are in the order of the copy, whatever their order on the pages.
// Lines and pictures point at the node that they are content of; the content of
// one node may be on several pages.
type Node struct {
	Role       Role
	Lang       string // BCP 47, where it differs from that of the parent; else empty
	ID         string // unique in the document (ISO 32000-1 14.7.2); empty: none
	Alt        string // alternate text (ISO 32000-1 14.9.3); empty: none
	Attributes []Attribute
	Children   []*Node
	// Content is the number of children that come before the node's own lines: 0
	// for a list item whose text is followed by a nested list.
	Content int
}

// Attribute is an attribute of a node (ISO 32000-1 14.8.5). Its value is a name
// or, if Name is empty, a number.
type Attribute struct {
	Owner  string // standard owner: "List", "Table"
	Key    string
	Name   string
	Number int
}

// ListNumbering returns the attribute for the numbering of a list's items, such
// as "Decimal" or "Disc" (ISO 32000-1 table 347).
func ListNumbering(name string) Attribute {
	return Attribute{Owner: "List", Key: "ListNumbering", Name: name}
}

// Scope returns the attribute for what a header cell is the head of: "Row",
// "Column" or "Both" (ISO 32000-1 table 349).
func Scope(name string) Attribute { return Attribute{Owner: "Table", Key: "Scope", Name: name} }

// Span returns the attribute for the number of rows or columns that a cell
// spans; key is "RowSpan" or "ColSpan" (ISO 32000-1 table 349).
func Span(key string, n int) Attribute { return Attribute{Owner: "Table", Key: key, Number: n} }

// NewNode returns a node with children; nil ones are skipped.
func NewNode(role Role, children ...*Node) *Node {
	n := &Node{Role: role}
	n.Append(children...)
	return n
}

// Append appends children; nil ones are skipped.
func (n *Node) Append(children ...*Node) {
	for _, c := range children {
		if c != nil {
			n.Children = append(n.Children, c)
		}
	}
}

// Add appends a new child and returns it.
func (n *Node) Add(role Role) *Node {
	c := &Node{Role: role}
	n.Children = append(n.Children, c)
	return c
}

// paths returns the path of each node below root in the form of dumps:
// "Sect[3]/Art[2]/P[4]", each number counting all children of the parent from 1.
// The root's own path is empty.
func paths(root *Node) map[*Node]string {
	all := map[*Node]string{}
	if root == nil {
		return all
	}
	var walk func(n *Node, path string)
	walk = func(n *Node, path string) {
		all[n] = path
		if path != "" {
			path += "/"
		}
		for i, c := range n.Children {
			walk(c, path+string(c.Role)+"["+strconv.Itoa(i+1)+"]")
		}
	}
	walk(root, "")
	return all
}
