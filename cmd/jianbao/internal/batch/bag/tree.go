package bag

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/batch/name"
)

// maxPath bounds the path of a source relative to its folder, in bytes. Systems
// limit complete paths, some to 4,096 bytes, and the folders above a bag count
// too.
const maxPath = 600

// tree assigns names to the sources of an issue that are valid and distinct on
// every system. The folder structure is kept.
type tree struct {
	root   node
	leaves []leaf
}

type leaf struct {
	input int
	at    *node
}

// node is a file or a folder.
type node struct {
	original string // its original name
	clean    string // the name as valid on every system
	taken    string // the clean name, made distinct within the folder
	parent   *node
	folders  map[string]*node // by original name
	children []*node
}

// add adds a file by its original path, with slashes.
func (t *tree) add(input int, original string) {
	parts := strings.FieldsFunc(original, func(r rune) bool { return r == '/' })
	if len(parts) == 0 {
		parts = []string{""}
	}
	folders, base := parts[:len(parts)-1], parts[len(parts)-1]
	length := 0
	for _, p := range parts {
		length += len(name.Clean(p, name.MaxBytes)) + 1
	}
	if length > maxPath && len(folders) > 0 {
		sum := sha256.Sum256([]byte(strings.Join(folders, "/")))
		folders = []string{"deep-" + hex.EncodeToString(sum[:])[:16]}
	}
	at := &t.root
	for _, f := range folders {
		at = at.folder(f)
	}
	t.leaves = append(t.leaves, leaf{input, at.child(base)})
}

func (n *node) child(original string) *node {
	c := &node{original: original, clean: name.Clean(original, name.MaxBytes), parent: n}
	n.children = append(n.children, c)
	return c
}

func (n *node) folder(original string) *node {
	if f := n.folders[original]; f != nil {
		return f
	}
	if n.folders == nil {
		n.folders = map[string]*node{}
	}
	f := n.child(original)
	n.folders[original] = f
	return f
}

// settle assigns distinct names to all children. Names that need no change are
// assigned first, so that they stay the same; otherwise the order of addition
// decides.
func (n *node) settle() {
	slices.SortStableFunc(n.children, func(a, b *node) int {
		return cmp.Or(cmp.Compare(changed(a), changed(b)), cmp.Compare(a.original, b.original))
	})
	used := map[string]bool{}
	next := map[string]int{}
	for _, c := range n.children {
		c.taken = c.clean
		folded := name.Fold(c.clean)
		for used[name.Fold(c.taken)] {
			c.taken = numbered(c.clean, max(next[folded], 2))
			next[folded] = max(next[folded], 2) + 1
		}
		used[name.Fold(c.taken)] = true
		c.settle()
	}
}

func changed(n *node) int {
	if n.original == n.clean {
		return 0
	}
	return 1
}

// numbered inserts a number before the extension.
func numbered(s string, n int) string {
	const longest = 20 // a longer one is not treated as an extension
	ext := path.Ext(s)
	if len(ext) > longest || ext == s {
		ext = ""
	}
	end := fmt.Sprintf("~%d%s", n, ext)
	return name.Clean(strings.TrimSuffix(s, ext), name.MaxBytes-len(end)) + end
}

// places returns the path of each file by the index of its input.
func (t *tree) places(below string) map[int]string {
	t.root.settle()
	places := make(map[int]string, len(t.leaves))
	for _, l := range t.leaves {
		at := l.at.taken
		for n := l.at.parent; n != &t.root; n = n.parent {
			at = n.taken + "/" + at
		}
		places[l.input] = below + "/" + at
	}
	return places
}
