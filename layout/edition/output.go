package edition

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/pdf"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// Output holds how an edition's file is made. Each setting is that of the
// choices, else of the manifest, else of the theme.
type Output struct {
	pdf.Options
	// DefaultCondition reports whether nobody has chosen the printing condition.
	DefaultCondition bool

	Saddle     bool         // whether blank pages bring the number of pages to a multiple of four
	CoverBleed unit.Abs     // least distance by which a bleeding cover picture extends beyond the trim
	Produced   content.Date // day on which an old issue was typeset again; zero: not known
	Advise     bool         // whether composing also reports what an editor may want to improve
}

const (
	defaultPaper = "0.1mm" // thickness of a sheet of 80 g/m²
	maxBleed     = 50 * unit.MM
	maxPaper     = 2 * unit.MM
)

// resolver looks settings up in the choices first, then in the manifest.
type resolver struct {
	*reading
	chosen Choices
}

// output resolves how the file is made. Settings that contradict each other are
// reported.
func (r *reading) output(c Choices) (o Output) {
	d := resolver{r, c}
	o.Profile, o.Advise = d.profile(), c.Advise
	d.inapplicable(o.Profile)
	bleed := r.Issue.Print.Bleed
	switch o.Profile {
	case pdf.Print:
		if c.Bleed != "" {
			bleed = choiceText("--bleed", c.Bleed)
		}
		d.print(&o, bleed)
	case pdf.Archive:
		o.Standard = map[string]pdf.Standard{"2u": pdf.A2u, "2a": pdf.A2a, "3u": pdf.A3u}[cmp.Or(c.PDFA, r.Issue.Archive.Standard.Value, "2u")]
		if o.Standard == pdf.A3u {
			r.attachedPictures()
		}
	}
	if length, ok := r.Theme.Length(bleed.Value); ok {
		o.CoverBleed = length
	}
	o.Produced = d.produced()
	return o
}

// attachedPictures tells which pictures PDF/A-3 does not contain, and which it contains as
// they were read: those in documents of Word.
func (r *reading) attachedPictures() {
	a := &r.Issue.Archive
	code := diag.Code("archive-document")
	if !a.Pictures {
		code = "archive-document-pictures"
		if n := len(pictureSources(r.Issue)); n > 0 {
			r.log.Add("archive-pictures", a.PicturesSpan, n)
		}
	}
	seen := map[*diag.Source]bool{}
	for _, s := range r.Issue.Sections {
		for i := range s.Articles {
			article := &s.Articles[i]
			if seen[article.File] {
				continue
			}
			seen[article.File] = true
			if n := documentPictures(article); n > 0 {
				r.log.Add(code, diag.Whole(article.File.Path), article.File.Path, n)
			}
		}
	}
}

func (d *resolver) profile() pdf.Profile {
	name := d.chosen.Profile
	if name == "" {
		name = cmp.Or(d.Issue.Output.Profile.Value, d.Theme.Output.Profile, profileNames[pdf.Screen])
		if d.chosen.AtLeastPrint && name == profileNames[pdf.Screen] {
			name = profileNames[pdf.Print]
		}
	}
	return pdf.Profile(max(0, slices.Index(profileNames[:], name)))
}

// inapplicable reports choices that do not apply to the profile.
func (d *resolver) inapplicable(profile pdf.Profile) {
	for _, b := range d.chosen.Bound {
		if b.Profile != profileNames[profile] {
			d.log.Add("output-flag-profile", diag.Span{}, b.Flag, b.Profile, profileNames[profile])
		}
	}
}

// print resolves the settings for print.
func (d *resolver) print(o *Output, bleed content.Text) {
	m := &d.Issue.Print
	o.Standard = pdf.X4
	if cmp.Or(d.chosen.PDFX, m.Standard.Value) == "1a" {
		o.Standard = pdf.X1a
	}
	o.Inks = pdf.Inks(max(0, slices.Index(inkNames[:], cmp.Or(d.chosen.Inks, m.Inks.Value))))
	usual := "3mm"
	if d.chosen.Impose == "booklet" {
		usual = "0mm" // two A4 pages fill the A3 sheet of a copier
	}
	o.Bleed = d.length(bleed, usual, maxBleed)
	paper := m.Paper
	if d.chosen.Paper != "" {
		paper = choiceText("--paper", d.chosen.Paper)
	}
	thickness := d.length(paper, defaultPaper, maxPaper)
	o.Marks = d.chosen.Marks || m.Marks
	o.OutlineText = d.chosen.OutlineText
	o.ConvertCMYK = m.CMYK.Value == "convert"
	o.Saddle = cmp.Or(d.chosen.Binding, m.Binding.Value) == "saddle"
	if d.chosen.Impose == "booklet" {
		o.Saddle, o.Booklet = true, &pdf.Booklet{Paper: thickness}
		o.Standard = pdf.Usual // a booklet is not PDF/X
		if d.chosen.Marks {
			d.log.Add("booklet-marks", diag.Span{})
		}
		o.Marks = false
		d.log.Add("booklet-copier", diag.Span{})
	}
	if o.OutlineText {
		d.log.Add("outline-text", diag.Span{})
	}
	o.Condition, o.DefaultCondition = d.condition(o.Standard)
	if limit := d.Theme.Preflight.Ink; limit > 0 && o.Condition != nil {
		// Conversions respect the theme's ink limit too.
		c := *o.Condition
		c.TotalInk = limit
		o.Condition = &c
	}
}

// length reads a length of at most most; usual is used for an empty text.
func (d *resolver) length(text content.Text, usual string, most unit.Abs) unit.Abs {
	text.Value = cmp.Or(text.Value, usual)
	v, ok := theme.ParseLength(strings.TrimSpace(text.Value))
	at := text.Place.At(0, len(text.Value))
	switch {
	case !ok:
		d.log.Add("output-length-unit", at, text.Value)
	case v < 0 || v > most:
		d.log.Add("output-length", at, text.Value, int(most/unit.MM))
	}
	return v
}

// maxEpoch is the last second of the year 9999.
const maxEpoch = 253402300799

// ParseEpoch reads a SOURCE_DATE_EPOCH: seconds since 1970, up to the year 9999.
func ParseEpoch(s string) (time.Time, bool) {
	seconds, err := strconv.ParseInt(s, 10, 64)
	if err != nil || seconds < 0 || seconds > maxEpoch {
		return time.Time{}, false
	}
	return time.Unix(seconds, 0).UTC(), true
}

// produced returns the day on which an old issue was typeset again: that of the
// manifest, else of Epoch, never of the clock.
func (d *resolver) produced() content.Date {
	given := d.Issue.Archive.Produced
	if !d.Issue.Archive.Reset || given != (content.Date{}) || d.chosen.Epoch == "" {
		return given
	}
	t, ok := ParseEpoch(d.chosen.Epoch)
	if !ok {
		d.log.Add("bad-epoch", diag.Span{}, d.chosen.Epoch)
		return given
	}
	year, month, day := t.Date()
	return content.Date{Year: year, Month: int(month), Day: day}
}
