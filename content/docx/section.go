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
	for c := n.First(); c.Ok(); c = c.Next() {
		if c.Name() != "w:headerReference" && c.Name() != "w:footerReference" {
			continue
		}
		rel, ok := r.relations[c.Attr("r:id")]
		if !ok || rel.External || slices.Contains(r.headers, rel.Target) {
			continue
		}
		r.headers = append(r.headers, rel.Target)
		if text := strings.TrimSpace(typedText(r.tree(rel.Target).Root())); text != "" && !pageNumber().MatchString(text) {
			r.log.Add("docx-header", diag.Whole(r.src.Path), shortened(text))
		}
	}
}

// pageNumber matches what a header or footer with a page number alone has.
var pageNumber = pattern.New(`^(?i:[\s\x{3000}—–\-－─~〜/／|·•.,，、:：()（）\[\]0-9０-９]|第|页|頁|共|总|page|of|p\.|[ivxlcdm]+\b)*$`)
