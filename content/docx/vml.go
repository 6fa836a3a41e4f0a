package docx

import (
	"strings"

	"jianbao/content/diag"
	"jianbao/content/docx/opc"
)

// vml reads drawings in VML (ECMA-376 part 4, 19): those of Word 2007 and before, and of
// WPS.
func (r *reader) vml(n opc.Node, l look) {
	for c := n.First(); c.Ok(); c = c.Next() {
		if c.Name() == "o:OLEObject" {
			r.ole(c)
			return // the picture beside it is its preview
		}
	}
	for c := n.First(); c.Ok(); c = c.Next() {
		r.vmlShape(c, l)
	}
}

// ole reports an embedded object.
func (r *reader) ole(n opc.Node) {
	id := n.Attr("ProgID")
	if strings.HasPrefix(id, "Equation") {
		r.object(diag.Term{ZH: "公式（" + id + "）", EN: "a formula (" + id + ")"})
		return
	}
	r.object(diag.Term{ZH: "嵌入的对象（" + id + "）", EN: "an embedded object (" + id + ")"})
}

// vmlShape reads an element of w:pict or w:object, or of a group.
func (r *reader) vmlShape(n opc.Node, l look) {
	switch n.Name() {
	case "v:shapetype", "v:formulas", "v:handles", "v:background", "o:lock", "w10:wrap", "w10:anchorlock", "w10:bordertop", "w10:borderleft", "w10:borderright", "w10:borderbottom":
	case "v:group", "o:diagram":
		r.group(n, l)
	case "v:shape", "v:rect", "v:roundrect", "v:oval", "v:line", "v:polyline", "v:arc", "v:curve", "v:image":
		r.vmlFigure(n, l)
	case "w:control":
		r.object(diag.Term{ZH: "控件", EN: "a control"})
	case "w:movie":
		r.object(diag.Term{ZH: "影片", EN: "a movie"})
	default:
		r.common(n, l.context, func(r *reader, n opc.Node, c context) {
			l.context = c
			r.vmlShape(n, l)
		})
	}
}

func (r *reader) vmlFigure(n opc.Node, l look) {
	style := vmlStyle(n.Attr("style"))
	if style["visibility"] == "hidden" {
		r.log.Add("docx-drawing-hidden", r.here())
		return
	}
	if image := n.Child("v:imagedata"); image.Ok() {
		r.vmlPicture(n, image, style)
		return
	}
	for box := range n.Children() {
		if box.Name() == "v:textbox" && (r.textbox(box.Child("w:txbxContent")) || strings.HasSuffix(n.Attr("type"), "_x0000_t202")) {
			return // an empty text box says nothing
		}
	}
	if art := strings.TrimSpace(n.Child("v:textpath").Attr("string")); art != "" {
		r.object(diag.Term{ZH: "艺术字“" + shortened(art) + "”", EN: "WordArt \"" + shortened(art) + "\""})
		return
	}
	switch {
	case n.Name() == "v:line", n.Attr("o:connectortype") == "straight", isVMLTrue(n.Attr("o:hr")), strings.HasSuffix(n.Attr("type"), "_x0000_t32"), strings.HasSuffix(n.Attr("type"), "_x0000_t20"):
		r.shape("line")
	default:
		r.shape("")
	}
}

func isVMLTrue(v string) bool { return v == "t" || v == "true" }

// vmlStyle returns the properties of a style attribute: width:20pt;rotation:90.
func vmlStyle(s string) map[string]string {
	all := map[string]string{}
	for p := range strings.SplitSeq(s, ";") {
		if name, value, ok := strings.Cut(p, ":"); ok {
			all[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(value)
		}
	}
	return all
}
