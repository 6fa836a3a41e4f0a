package preflight

import (
	"bytes"
	"encoding/json"
	"fmt"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/icc"
	"jianbao/layout/pdf"
)

// Schema is the version of the report's format. It changes when the meaning of a
// key changes or a key is removed, not when keys are added.
const Schema = 1

// describe returns a report with the description of the job.
func (j *Job) describe() *Report {
	r := &Report{Title: j.Doc.Meta.Title, Pages: len(j.Doc.Pages)}
	r.Profile = [...]string{"screen", "print", "archive"}[j.Options.Profile]
	r.Standard = map[pdf.Standard]string{
		pdf.X4: "PDF/X-4", pdf.X1a: "PDF/X-1a:2001", pdf.A2u: "PDF/A-2u", pdf.A2a: "PDF/A-2a", pdf.A3u: "PDF/A-3u",
	}[usual(j.Options)]
	if j.Options.Profile == pdf.Print {
		r.Inks = [...]string{"k+spot", "k", "cmyk", "cmyk+spot"}[j.Options.Inks]
		if r.Condition = j.Options.Condition; r.Condition == nil && j.Result != nil {
			r.Condition = icc.Bundled()
		}
		r.Marks = j.Options.Marks
		switch {
		case j.Options.Booklet != nil:
			r.Binding = "booklet"
		case j.Saddle:
			r.Binding = "saddle"
		}
	}
	j.describePages(r)
	uses := map[*frame.Picture]*pdf.PictureUse{}
	if j.Result != nil {
		r.Plates = j.Result.Plates
		for i := range j.Result.Pictures {
			uses[j.Result.Pictures[i].Item] = &j.Result.Pictures[i]
		}
	}
	c := checker{Job: j}
	c.pictures(func(page int, p *frame.Picture) {
		e := Picture{Page: page, Label: j.Doc.Pages[page].Label, File: p.Image.Name, Width: p.Width, Height: p.Height, PPI: resolution(p), From: p.Image.Space, Bilevel: p.Image.Bilevel()}
		e.PixelWidth, e.PixelHeight = p.Image.Upright()
		e.Profile = icc.Name(profileOf(p.Image))
		if p.Image.Colour != nil {
			e.Profile = p.Image.Colour.Name()
		}
		if u := uses[p]; u != nil {
			e.To, e.TotalInk, e.InkGiven, e.Limited = u.Space, u.TotalInk, u.InkGiven, u.Limited
		}
		r.Pictures = append(r.Pictures, e)
	})
	r.Codes = j.placedCodes()
	r.Faces = j.usedFaces()
	return r
}

// placedCodes returns the QR codes of the job.
func (j *Job) placedCodes() (codes []Code) {
	for i := range j.Doc.Pages {
		for _, item := range j.Doc.Pages[i].Items {
			if p, ok := item.(*frame.Picture); ok && p.Code != nil {
				codes = append(codes, Code{Page: i, Label: j.Doc.Pages[i].Label, Address: p.Code.Address, Width: p.Width, Height: p.Height, Module: p.Module()})
			}
		}
	}
	return codes
}

// usual returns the standard of the options, with the profile's default
// resolved.
func usual(o pdf.Options) pdf.Standard {
	switch {
	case o.Standard != pdf.Usual:
		return o.Standard
	case o.Profile == pdf.Print && o.Booklet == nil:
		return pdf.X4
	case o.Profile == pdf.Archive:
		return pdf.A2u
	}
	return pdf.Usual
}

func (j *Job) describePages(r *Report) {
	added := map[int]bool{}
	for _, i := range j.Added {
		added[i] = true
	}
	for i := range j.Doc.Pages {
		if j.Doc.Pages[i].Blank {
			r.Blanks = append(r.Blanks, Blank{i, added[i]})
		}
	}
	if j.Result == nil {
		return
	}
	for i, b := range j.Result.Boxes {
		if n := len(r.Boxes); n > 0 && sameBoxes(r.Boxes[n-1].Boxes, b) {
			r.Boxes[n-1].Last = i
			continue
		}
		r.Boxes = append(r.Boxes, Boxes{i, i, b})
	}
}

func sameBoxes(a, b pdf.Boxes) bool {
	same := func(x, y *frame.Rect) bool { return x == nil && y == nil || x != nil && y != nil && *x == *y }
	return a.Width == b.Width && a.Height == b.Height && same(a.Trim, b.Trim) && same(a.Bleed, b.Bleed)
}

// Writing holds the data that Report.JSON needs in addition to the report.
type Writing struct {
	Tool    string       // name of the program
	Version string       // version of the program
	Lang    diag.Lang    // language of the findings' messages
	Faces   []fonts.Info // faces of the library, with the digests of their files
	Values  []Value      // settings of the edition
}

// Value is a setting of manifest or theme, and where it comes from.
type Value struct {
	Key   string
	Value any       // as JSON has it
	At    diag.Span // zero if it is not in a file of the user's
	From  string    // "theme bulletin", "default", or a flag; empty: it has a place
}

// The JSON form of a report; the order of the fields is part of the format.
// Lengths are exact decimals, never floating point.
type (
	jsonReport struct {
		Schema    int            `json:"schema"`
		Tool      string         `json:"tool"`
		Version   string         `json:"version"`
		Title     string         `json:"title"`
		Profile   string         `json:"profile"`
		Standard  string         `json:"standard"`
		Condition *jsonCondition `json:"condition"`
		Inks      string         `json:"inks"`
		Plates    []string       `json:"plates"`
		Pages     int            `json:"pages"`
		Binding   string         `json:"binding"`
		Blanks    []jsonBlank    `json:"blanks"`
		Boxes     []jsonBoxes    `json:"boxes"`
		Marks     bool           `json:"marks"`
		Pictures  []jsonPicture  `json:"pictures"`
		Codes     []jsonCode     `json:"codes,omitempty"`
		Faces     []jsonFace     `json:"faces"`
		Errors    int            `json:"errors"`
		Warnings  int            `json:"warnings"`
		Notices   int            `json:"notices"`
		Findings  []jsonFinding  `json:"findings"`
		Values    []jsonValue    `json:"values"`
	}
	jsonValue struct {
		Key   string     `json:"key"`
		Value any        `json:"value"`
		Place *jsonPlace `json:"place,omitempty"`
		From  string     `json:"from,omitempty"`
	}
	jsonCondition struct {
		ID       string `json:"id"`
		Name     string `json:"name"`
		Registry string `json:"registry"`
		Profile  bool   `json:"profile"`
		TotalInk int    `json:"totalInk"`
	}
	jsonBlank struct {
		Page  int  `json:"page"`
		Added bool `json:"added"`
	}
	jsonBoxes struct {
		First int             `json:"first"`
		Last  int             `json:"last"`
		Media [2]json.Number  `json:"media"`
		Bleed *[4]json.Number `json:"bleed"`
		Trim  *[4]json.Number `json:"trim"`
	}
	jsonCode struct {
		Page   int            `json:"page"`
		Label  string         `json:"label"`
		QR     string         `json:"qr"`
		Size   [2]json.Number `json:"size"`
		Module json.Number    `json:"module"`
	}
	jsonPicture struct {
		Page     int            `json:"page"`
		Label    string         `json:"label"`
		File     string         `json:"file"`
		Size     [2]json.Number `json:"size"`
		Pixels   [2]int         `json:"pixels"`
		PPI      int            `json:"ppi"`
		Bilevel  bool           `json:"bilevel"`
		From     string         `json:"from"`
		Profile  string         `json:"profile"`
		To       string         `json:"to"`
		InkGiven int            `json:"totalInkGiven"`
		TotalInk int            `json:"totalInk"`
		Limited  bool           `json:"limited"`
	}
	jsonFace struct {
		Name     string `json:"name"`
		FSType   int    `json:"fsType"`
		Embedded bool   `json:"embedded"`
		Subset   bool   `json:"subset"`
		SHA256   string `json:"sha256"`
	}
	jsonFinding struct {
		Code     diag.Code  `json:"code"`
		Severity string     `json:"severity"`
		Page     int        `json:"page"`
		Label    string     `json:"label"`
		Object   string     `json:"object"`
		Value    string     `json:"value"`
		Limit    string     `json:"limit"`
		Place    *jsonPlace `json:"place"`
		Message  string     `json:"message"`
		Hint     string     `json:"hint"`
	}
	jsonPlace struct {
		Path   string `json:"path"`
		Line   int    `json:"line"`
		Column int    `json:"column"`
		Unit   string `json:"unit,omitempty"` // of a document, whose places have no lines
		Table  int    `json:"table,omitempty"`
		Row    int    `json:"row,omitempty"`
		Cell   int    `json:"cell,omitempty"`
		Note   int    `json:"note,omitempty"`
	}
)

// JSON returns the report as a JSON document that ends with a newline. Pages are
// counted from 1 in the file; 0 stands for the whole job.
func (r *Report) JSON(w Writing) ([]byte, error) {
	out := jsonReport{
		Schema: Schema, Tool: w.Tool, Version: w.Version, Title: r.Title, Profile: r.Profile, Standard: r.Standard,
		Inks: r.Inks, Plates: r.Plates, Pages: r.Pages, Binding: r.Binding, Marks: r.Marks,
		Blanks: []jsonBlank{}, Boxes: []jsonBoxes{}, Pictures: []jsonPicture{}, Faces: []jsonFace{}, Findings: []jsonFinding{}, Values: []jsonValue{},
	}
	if out.Plates == nil {
		out.Plates = []string{}
	}
	if c := r.Condition; c != nil {
		out.Condition = &jsonCondition{c.ID, c.Name, c.Registry, c.Profile != nil, c.TotalInk}
	}
	for _, b := range r.Blanks {
		out.Blanks = append(out.Blanks, jsonBlank{b.Page + 1, b.Added})
	}
	for _, b := range r.Boxes {
		out.Boxes = append(out.Boxes, jsonBoxes{b.First + 1, b.Last + 1,
			[2]json.Number{json.Number(mm(b.Width)), json.Number(mm(b.Height))}, rectangle(b.Bleed), rectangle(b.Trim)})
	}
	for _, p := range r.Pictures {
		out.Pictures = append(out.Pictures, jsonPicture{
			Page: p.Page + 1, Label: p.Label, File: p.File, Size: [2]json.Number{json.Number(mm(p.Width)), json.Number(mm(p.Height))},
			Pixels: [2]int{p.PixelWidth, p.PixelHeight}, PPI: p.PPI, Bilevel: p.Bilevel,
			From: spaceName(p.From), Profile: p.Profile, To: spaceName(p.To), InkGiven: p.InkGiven, TotalInk: p.TotalInk, Limited: p.Limited,
		})
	}
	for _, c := range r.Codes {
		out.Codes = append(out.Codes, jsonCode{c.Page + 1, c.Label, c.Address, [2]json.Number{json.Number(mm(c.Width)), json.Number(mm(c.Height))}, json.Number(mm(c.Module))})
	}
	digests := map[*fonts.Face]string{}
	for _, i := range w.Faces {
		digests[i.Face] = i.SHA256
	}
	for _, f := range r.Faces {
		out.Faces = append(out.Faces, jsonFace{f.Name, f.FSType, f.Embedded, f.Embedded, digests[f.Face]})
	}
	lines := map[*diag.Source]*diag.Lines{}
	for i := range r.Findings {
		f := &r.Findings[i]
		switch f.Severity {
		case diag.Error:
			out.Errors++
		case diag.Warning:
			out.Warnings++
		default:
			out.Notices++
		}
		out.Findings = append(out.Findings, jsonFinding{
			f.Code, f.Severity.String(), f.Page + 1, f.Label, f.Object, f.Value, f.Limit,
			placeOf(f.Span, lines), f.Message(w.Lang), f.Hint(w.Lang),
		})
	}
	for _, v := range w.Values {
		out.Values = append(out.Values, jsonValue{v.Key, v.Value, placeOf(v.At, lines), v.From})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return nil, fmt.Errorf("preflight report: %w", err)
	}
	return b.Bytes(), nil
}

// rectangle returns left, top, width and height of r; nil if r is nil.
func rectangle(r *frame.Rect) *[4]json.Number {
	if r == nil {
		return nil
	}
	return &[4]json.Number{json.Number(mm(r.X)), json.Number(mm(r.Y)), json.Number(mm(r.Width)), json.Number(mm(r.Height))}
}

// placeOf returns the JSON form of a place: nil if it is in no source, line 0
// for a file as a whole.
func placeOf(at diag.Span, cache map[*diag.Source]*diag.Lines) *jsonPlace {
	src := at.Source
	if src == nil {
		return nil
	}
	p := &jsonPlace{Path: src.Path}
	if src.Data != nil {
		l := cache[src]
		if l == nil {
			l = src.Index()
			cache[src] = l
		}
		p.Line, p.Column = l.Position(at.Start)
		if u := src.UnitAt(at.Start); u != nil {
			p.Unit, p.Table, p.Row, p.Cell, p.Note = u.Kind.String(), u.Table, u.Row, u.Cell, u.Note
		}
	}
	return p
}
