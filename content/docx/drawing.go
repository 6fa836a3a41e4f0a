package docx

import (
	"strings"

	"jianbao/content/diag"
	"jianbao/content/docx/opc"
)

// drawing reads w:drawing, w:pict and w:object: pictures, text boxes, and what cannot be
// set.
func (r *reader) drawing(n opc.Node, l look) {
	if l.dropped || r.leftOut("") {
		return
	}
	if l.vanish {
		r.log.Add("docx-drawing-hidden", r.here())
		return
	}
	switch {
	case n.Name() == "w:drawing":
		for c := n.First(); c.Ok(); c = c.Next() {
			r.anchored(c, l)
		}
	default:
		r.vml(n, l)
	}
}

// anchored reads wp:inline or wp:anchor.
func (r *reader) anchored(n opc.Node, l look) {
	switch n.Name() {
	case "wp:inline", "wp:anchor":
	default:
		r.common(n, l.context, func(r *reader, n opc.Node, c context) {
			l.context = c
			r.anchored(n, l)
		})
		return
	}
	shown := n.Child("wp:docPr")
	if isOn(shown.Attr("hidden")) {
		r.log.Add("docx-drawing-hidden", r.here())
		return
	}
	for c := range n.Find("a:graphic", "a:graphicData").Children() {
		r.graphic(c, shown, l)
	}
}

// graphic reads a drawing; shown are its properties in the document.
func (r *reader) graphic(n, shown opc.Node, l look) {
	switch n.Name() {
	case "pic:pic":
		r.picture(n, shown)
	case "wps:wsp":
		if r.textbox(n.Find("wps:txbx", "w:txbxContent")) || isOn(n.Child("wps:cNvSpPr").Attr("txBox")) {
			return
		}
		r.shape(n.Find("wps:spPr", "a:prstGeom").Attr("prst"))
	case "wpg:wgp", "wpg:grpSp", "wpc:wpc", "lc:lockedCanvas":
		r.group(n, l)
	case "c:chart", "cx:chart":
		r.object(diag.Term{ZH: "图表", EN: "a chart"})
	case "dgm:relIds":
		r.object(diag.Term{ZH: "SmartArt 图形", EN: "SmartArt"})
	case "mc:AlternateContent":
		for c := range r.alternative(n, l.context).Children() {
			r.graphic(c, shown, l)
		}
	case "":
	default:
		r.object(diag.Term{ZH: "图形（" + n.Name() + "）", EN: "a drawing (" + n.Name() + ")"})
	}
}

// group reads a group of drawings. One with pictures means something by how they stand;
// of another the texts are read.
func (r *reader) group(n opc.Node, l look) {
	texts := 0
	for d := range n.Descendants() {
		switch d.Name() {
		case "pic:pic", "v:imagedata":
			r.object(diag.Term{ZH: "组合在一起的图", EN: "a group with pictures"})
			return
		case "w:txbxContent", "a:t":
			texts++
		}
	}
	if texts == 0 {
		r.shape("")
		return
	}
	for d := range n.Descendants() {
		if d.Name() == "w:txbxContent" && firstForm(d) {
			r.textbox(d)
		}
	}
}

// firstForm reports whether an element is not part of a form that is not read of something
// that has several.
func firstForm(n opc.Node) bool {
	for at := n; at.Parent().Ok(); at = at.Parent() {
		if at.Parent().Name() == "mc:AlternateContent" && alternative(at.Parent()) != at {
			return false
		}
	}
	return true
}

// object reports something that looks like a picture and cannot be set. It counts as
// one, and may be left out as one.
func (r *reader) object(kind diag.Term) {
	r.pictures = append(r.pictures, nil)
	n := len(r.pictures)
	if !r.left[n] {
		r.log.Add("docx-object", r.here(), n, kind)
	}
}

// shape reports a drawing without text.
func (r *reader) shape(preset string) {
	switch preset {
	case "line", "straightConnector1":
		r.lines.add(r.here())
	default:
		r.log.Add("docx-shape", r.here())
	}
}

// textbox reads the text of a text box, which is set behind its paragraph. It reports
// whether there is something in the box: shapes have empty ones.
func (r *reader) textbox(n opc.Node) bool {
	if strings.Trim(textOf(n), blanks) == "" && !hasDrawing(n) {
		return false
	}
	if r.story.unit.Kind == diag.UnitNote {
		r.misplaced(diag.Term{ZH: "文本框", EN: "a text box"})
		return true
	}
	r.par.later = append(r.par.later, func() {
		fields := r.fields
		r.fields = nil
		u := r.story.unit
		if u.Kind == diag.UnitParagraph {
			u = diag.Unit{Kind: diag.UnitTextbox}
		}
		s := &story{unit: u, shaded: true, numbers: r.inBoxes}
		from := len(r.out)
		r.within(s, func() { r.blocks(n, context{}) })
		r.fields = fields
		if text := shortened(strings.TrimSpace(string(r.out[from:]))); text != "" {
			r.log.Add("docx-textbox", diag.Span{Source: r.src, Start: from, End: max(from, len(r.out)-1)}, text)
		}
		r.story.items = append(r.story.items, s.items...)
	})
	return true
}

// hasDrawing reports whether something is drawn in an element.
func hasDrawing(n opc.Node) bool {
	for d := range n.Descendants() {
		switch d.Name() {
		case "w:drawing", "w:pict", "w:object":
			return true
		}
	}
	return false
}
