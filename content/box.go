package content

import "jianbao/content/diag"

// Box is a passage that is set apart from the text around it: an editor's note
// (编者按), background, a summary. In an article's Body it occurs only at the top
// level; it contains neither pictures nor boxes.
type Box struct {
	Name   Text     // the word that the copy has in [!…]: 编者按
	Title  []Inline // behind it; empty if none
	Wide   bool     // it spans all columns of the page
	Blocks []Block  // at least one
	Span   diag.Span
}

func (*Box) block() {}
