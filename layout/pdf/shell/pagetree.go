package shell

import "jianbao/layout/pdf/object"

// fanout is how many kids a node of the page tree has: a reader that wants one
// page of thousands looks at few.
const fanout = 32

// node is a node of the page tree, or a page.
type node struct {
	ref   object.Ref
	dict  *object.Dict
	pages int // at or below it
}

// balance makes the pages the leaves of a balanced tree below root, whose nodes
// have at most most kids (ISO 32000-1 7.7.3). The root's Count stays what it is.
func balance(file *object.File, root object.Ref, pages []object.Ref, most int) {
	level := make([]node, len(pages))
	for i, ref := range pages {
		level[i] = node{ref, file.Dict(ref), 1}
	}
	for len(level) > most {
		level = parents(file, level, most)
	}
	adopt(file.Dict(root), root, level)
}

// parents returns new nodes above those of a level.
func parents(file *object.File, level []node, most int) []node {
	var up []node
	for len(level) > 0 {
		n := min(most, len(level))
		dict := object.D("Type", object.Name("Pages"))
		ref := file.Add(dict)
		pages := adopt(dict, ref, level[:n])
		dict.Set("Count", object.Int(pages))
		up = append(up, node{ref, dict, pages})
		level = level[n:]
	}
	return up
}

// adopt makes nodes the kids of another one and returns how many pages they have.
func adopt(parent *object.Dict, ref object.Ref, kids []node) int {
	pages, list := 0, object.Array{}
	for _, kid := range kids {
		kid.dict.Set("Parent", ref)
		list = append(list, kid.ref)
		pages += kid.pages
	}
	parent.Set("Kids", list)
	return pages
}
