package docx

import (
	"slices"
	"strings"

	"jianbao/content/diag"
	"jianbao/content/docx/opc"
	"jianbao/content/pattern"
)

// section reads the headers and footers of a section, which the theme makes, and counts
// the break in front of it, of which its own properties say what kind it is (ECMA-376
// part 1, 17.6.22).
func (r *reader) section(n opc.Node) {
	if r.sectionEnd != nil && n.Child("w:type").Attr("w:val") != "continuous" {
		r.breaks = append(r.breaks, *r.sectionEnd)
	}
	end := r.pageBreak()
	r.sectionEnd = &end
	r.titlePages = r.titlePages || isToggled(n.Child("w:titlePg"))
	if isVertical(n) && !blank(r.out[r.sectionFrom:]) {
		r.log.Add("docx-vertical", r.since(r.sectionFrom), shortened(string(r.out[r.sectionFrom:])))
	}
	r.sectionFrom = len(r.out)
	for c := n.First(); c.Ok(); c = c.Next() {
		if c.Name() != "w:headerReference" && c.Name() != "w:footerReference" {
			continue
		}
		rel, ok := r.relations[c.Attr("r:id")]
		if ref := (headerRef{rel.Target, c.Attr("w:type")}); ok && !rel.External && !slices.Contains(r.headers, ref) {
			r.headers = append(r.headers, ref)
		}
	}
}

// isVertical reports whether the properties of a section or a cell say that its text is
// vertical. Strict files have shorter names (ECMA-376 part 1, 17.18.93; part 4, 14.11.7).
func isVertical(n opc.Node) bool {
	switch n.Child("w:textDirection").Attr("w:val") {
	case "", "lrTb", "tb":
		return false
	}
	return true
}

// headerRef is a reference to the part of a header or footer, and the pages that it is
// for: "default", "first" or "even".
type headerRef struct{ part, pages string }

// reportHeaders reports the headers and footers with more than a number. Files have some
// for first and for even pages that no page shows (ECMA-376 part 1, 17.10.1, 17.10.6).
func (r *reader) reportHeaders() {
	even := isToggled(r.settings.Child("w:evenAndOddHeaders"))
	read := map[string]bool{}
	for _, ref := range r.headers {
		if read[ref.part] || ref.pages == "first" && !r.titlePages || ref.pages == "even" && !even {
			continue
		}
		read[ref.part] = true
		root := r.tree(ref.part).Root()
		text := strings.TrimSpace(typedText(root))
		if pageNumber().MatchString(text) {
			text = ""
		}
		for d := range root.Descendants() {
			if s := strings.TrimSpace(d.Attr("string")); d.Name() == "v:textpath" && s != "" {
				text = strings.TrimSpace(text + " " + s) // a watermark
			}
		}
		switch {
		case text != "":
			r.log.Add("docx-header", diag.Whole(r.src.Path), shortened(text))
		case hasPicture(root):
			r.log.Add("docx-header", diag.Whole(r.src.Path), diag.Term{ZH: "（图片）", EN: "(a picture)"})
		}
	}
}

// hasPicture reports whether there is a picture in an element.
func hasPicture(n opc.Node) bool {
	for d := range n.Descendants() {
		if d.Name() == "pic:pic" || d.Name() == "v:imagedata" {
			return true
		}
	}
	return false
}

// pageNumber matches what a header or footer with a page number alone has.
var pageNumber = pattern.New(`^(?i:[\s\x{3000}—–\-－─~〜/／|·•.,，、:：()（）\[\]0-9０-９]|第|页|頁|共|总|page|of|p\.|[ivxlcdm]+\b)*$`)
