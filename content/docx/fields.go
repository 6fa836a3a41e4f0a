package docx

import (
	"strings"

	"jianbao/content/diag"
	"jianbao/content/docx/field"
	"jianbao/content/docx/opc"
	"jianbao/content/pattern"
)

// openField is a field that has begun and not ended.
type openField struct {
	code    strings.Builder
	data    opc.Node // w:ffData of a field of a form
	result  bool     // its code has ended
	dropped bool     // its result is not part of the text
	link    string   // of its result
	from    int      // offset of the extracted text
}

// contents is a table of contents that is left out.
type contents struct {
	at   diag.Span
	text string
}

// fieldChar reads w:fldChar: a field begins, its code ends, or it ends.
func (r *reader) fieldChar(n opc.Node, l look) {
	if l.dropped {
		return
	}
	if code, ok := r.noFields[n]; ok {
		if code = strings.TrimSpace(code); code != "" && n.Attr("w:fldCharType") == "begin" {
			r.log.Add("docx-field-open", r.here(), shortened(code))
		}
		return
	}
	last := len(r.fields) - 1
	switch n.Attr("w:fldCharType") {
	case "begin":
		r.fields = append(r.fields, &openField{from: len(r.out), data: n.Child("w:ffData")})
	case "separate":
		if last >= 0 {
			r.beginResult(r.fields[last])
		}
	case "end":
		if last >= 0 {
			f := r.fields[last]
			r.fields = r.fields[:last]
			r.endField(f, l)
		}
	}
}

// inCode reports whether text belongs to the code of a field.
func (r *reader) inCode() bool {
	for _, f := range r.fields {
		if !f.result {
			return true
		}
	}
	return false
}

// fieldCode adds text to the code of the innermost field whose code has not ended.
func (r *reader) fieldCode(s string) {
	for i := len(r.fields) - 1; i >= 0; i-- {
		if f := r.fields[i]; !f.result {
			if f.code.Len() < 4096 {
				f.code.WriteString(s)
			}
			return
		}
	}
	if s = strings.TrimSpace(s); s != "" && r.par != nil {
		r.log.Add("docx-field-none", r.here(), shortened(s))
	}
}

// leftOut reports whether text belongs to a result that is left out, which notes it.
func (r *reader) leftOut(s string) bool {
	for _, f := range r.fields {
		if f.dropped {
			if r.contents != nil && len(r.contents.text) < 300 {
				r.contents.text += s
			}
			return true
		}
	}
	return false
}

// beginResult reads the code of a field, before its result.
func (r *reader) beginResult(f *openField) {
	if f.result {
		return
	}
	f.result = true
	if r.inCode() {
		return // it is part of the code of another one
	}
	f.from = len(r.out)
	code := field.Parse(f.code.String())
	switch code.Use() {
	case field.Contents:
		f.dropped = true
		r.contents = &contents{at: r.here()}
		r.contentsTitle()
	case field.Equation, field.FormField:
		f.dropped = true // what they show is elsewhere
	case field.Mark:
		f.dropped = true // they show nothing
	}
	if link := code.Link(); link != "" && !strings.HasPrefix(link, "#") {
		f.link = r.destination(link)
	}
}

// endField reads a field whose result has been read.
func (r *reader) endField(f *openField, l look) {
	if r.inCode() {
		return
	}
	code := field.Parse(f.code.String())
	if result := r.out[min(f.from, len(r.out)):]; failed().Match(result) || code.Kind == "MERGEFIELD" && unmerged().Match(result) {
		r.log.Add("docx-field-error", r.since(f.from), shortened(string(result)), code.Code)
		return
	}
	switch code.Use() {
	case field.Contents:
		r.endContents()
	case field.OfTheDay:
		if len(r.out) > f.from {
			r.log.Add("docx-field-today", r.since(f.from), string(r.out[f.from:]), code.Kind)
		}
	case field.NoteNumber:
		if len(r.out) > f.from {
			r.log.Add("docx-field-note", r.since(f.from), string(r.out[f.from:]), code.Kind)
		} else if !f.result {
			r.withoutResult(&code, l)
		}
	case field.Equation:
		r.equation(&code, l)
	case field.FormField:
		if code.Kind == "FORMCHECKBOX" {
			r.say(checkbox(f.data), l)
		} else {
			r.say(dropdown(f.data), l)
		}
	case field.Result:
		if !f.result || code.Kind == "MACROBUTTON" && len(r.out) == f.from {
			r.withoutResult(&code, l)
		}
	}
}

// failed matches what word processors show in place of the result of a field that they
// cannot compute.
var failed = pattern.New(`^(?:错误|錯誤|Error)[!！]`)

// unmerged matches the name that the field of a form letter shows until it is merged.
var unmerged = pattern.New(`^(?:«[^«»]*»|<<[^<>]*>>)$`)

// withoutResult reads a field of which the file has the code alone.
func (r *reader) withoutResult(code *field.Field, l look) {
	switch code.Kind {
	case "", "ADDIN":
	case "MACROBUTTON", "GOTOBUTTON":
		r.say(code.ButtonText(), l)
	case "COMMENTS":
		if r.described() {
			r.log.Add("docx-field-none", r.here(), code.Code)
		}
	case "SYMBOL":
		r.symbolField(code, l)
	case "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM":
		r.log.Add("docx-field", r.here(), code.Code)
	default:
		r.log.Add("docx-field-none", r.here(), code.Code)
	}
}

// hasDescription reports whether the document's properties have a description, which a
// COMMENTS field shows.
func (r *reader) hasDescription() bool {
	for _, rel := range r.pkg.Root() {
		if rel.Type == "core-properties" && !rel.External {
			return strings.TrimSpace(r.tree(rel.Target).Root().Child("dc:description").Text()) != ""
		}
	}
	return false
}

// simpleField reads w:fldSimple.
func (r *reader) simpleField(n opc.Node, c context) {
	if c.dropped {
		return
	}
	f := &openField{from: len(r.out)}
	f.code.WriteString(n.Attr("w:instr"))
	r.fields = append(r.fields, f)
	r.beginResult(f)
	if f.link != "" {
		c.link = f.link
	}
	for child := n.First(); child.Ok(); child = child.Next() {
		r.inline(child, c)
	}
	r.fields = r.fields[:len(r.fields)-1]
	r.endField(f, look{context: c})
}

// fieldDestination returns the destination of the field that text belongs to.
func (r *reader) fieldDestination() string {
	for i := len(r.fields) - 1; i >= 0; i-- {
		if r.fields[i].link != "" {
			return r.fields[i].link
		}
	}
	return ""
}

// endContents reports a table of contents that was left out.
func (r *reader) endContents() {
	if c := r.contents; c != nil {
		r.log.Add("docx-contents", c.at, shortened(c.text))
		r.contents = nil
	}
}

// contentsTitle leaves out the title of a table of contents that begins.
func (r *reader) contentsTitle() {
	if n := len(r.story.items); n > 0 && r.story.items[n-1].paragraph != nil {
		p := r.story.items[n-1].paragraph
		switch strings.ToLower(strings.NewReplacer(" ", "", "　", "").Replace(flat(p.text.list))) {
		case "目录", "目錄", "目次", "contents", "tableofcontents":
			p.entry = true
		}
	}
}

// checkbox returns the sign of a check box of a form.
func checkbox(data opc.Node) string {
	box := data.Child("w:checkBox")
	n := box.Child("w:checked")
	if !n.Ok() {
		n = box.Child("w:default")
	}
	if isToggled(n) {
		return "☑"
	}
	return "☐"
}

// dropdown returns the entry of a list of a form that is chosen.
func dropdown(data opc.Node) string {
	list := data.Child("w:ddList")
	n := list.Child("w:result")
	if !n.Ok() {
		n = list.Child("w:default")
	}
	at := halfPoints(n.Attr("w:val"))
	for c := list.First(); c.Ok(); c = c.Next() {
		if c.Name() == "w:listEntry" {
			if at == 0 {
				return c.Attr("w:val")
			}
			at--
		}
	}
	return ""
}
