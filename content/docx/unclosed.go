package docx

import "jianbao/content/docx/opc"

// unclosed finds the fields of a story that do not end in it: they are no fields, and
// what is in them is text like any other (ECMA-376 part 1, 17.16.18).
type unclosed struct {
	*reader
	open []begunField // of the story that is read, and not ended so far
}

// begunField is a field that has begun.
type begunField struct {
	nodes []opc.Node // its characters, and its instruction
	code  string
}

// findUnclosed finds the fields of a story, and of the cells and text boxes in it, that do
// not end.
func (r *reader) findUnclosed(n opc.Node) {
	if r.noFields == nil {
		r.noFields = map[opc.Node]string{}
	}
	u := &unclosed{reader: r}
	u.within(n)
}

func (u *unclosed) within(n opc.Node) {
	outer := u.open
	u.open = nil
	u.inside(n)
	for _, f := range u.open {
		for _, node := range f.nodes {
			u.noFields[node] = f.code
		}
	}
	u.open = outer
}

func (u *unclosed) inside(n opc.Node) {
	for c := n.First(); c.Ok(); c = c.Next() {
		u.element(c)
	}
}

func (u *unclosed) element(n opc.Node) {
	switch name := n.Name(); {
	case name == "", u.droppedHere(n), name == "w:sdt" && (isPlaceholder(n) || isTableOfContents(n)):
	case name == "w:fldChar":
		u.char(n)
	case name == "w:instrText", name == "w:delInstrText":
		if last := len(u.open) - 1; last >= 0 {
			f := &u.open[last]
			f.nodes = append(f.nodes, n)
			if len(f.code) < 300 {
				f.code += n.Text()
			}
		}
	case name == "w:tc", name == "w:txbxContent":
		u.within(n)
	case name == "mc:AlternateContent":
		u.inside(alternative(n))
	case name == "w:p":
		if _, _, hidden := u.hiddenIn(n); !hidden {
			u.inside(n)
		}
	default:
		u.inside(n)
	}
}

func (u *unclosed) char(n opc.Node) {
	last := len(u.open) - 1
	switch kind := n.Attr("w:fldCharType"); {
	case kind == "begin":
		u.open = append(u.open, begunField{nodes: []opc.Node{n}})
	case last < 0:
		u.noFields[n] = ""
	case kind == "separate":
		u.open[last].nodes = append(u.open[last].nodes, n)
	case kind == "end":
		u.open = u.open[:last]
	}
}
