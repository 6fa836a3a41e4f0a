package main

import (
	"cmp"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/layout/icc"
	"jianbao/layout/pdf"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// Names of what a manifest and the flags can choose, in the order of pdf's
// constants.
var (
	profileNames = []string{"screen", "print", "archive"}
	inkNames     = []string{"k+spot", "k", "cmyk", "cmyk+spot"}
)

// maxICCSize bounds a profile file; the largest in use have some megabytes.
const maxICCSize = 32 << 20

// defaultPaper is the thickness of a sheet of 80 g/m².
const defaultPaper = "0.1mm"

// file is how an issue's file is to be written, as flags, manifest and theme
// say, in this order.
type file struct {
	pdf.Options
	saddle bool  // the number of pages is brought to a multiple of four
	added  []int // indices of the blanks it took
	skip   bool  // nobody wants it
}

// chooser looks up settings in the flags first, then in the manifest.
type chooser struct {
	*prepared
	flags cli.Choices
	log   *diag.List
}

// fileOf returns how the file is to be written. What does not go together is in
// log, and then ok is false.
func (p *prepared) fileOf(flags cli.Choices, log *diag.List) (f file, ok bool) {
	c := chooser{p, flags, log}
	before := log.Count(diag.Error)
	out := &p.issue.Output
	name := cmp.Or(flags.Profile, out.Profile.Value, p.theme.Output.Profile, "screen")
	f.Profile = pdf.Profile(max(0, slices.Index(profileNames, name)))
	c.misplaced(f.Profile)
	switch f.Profile {
	case pdf.Print:
		c.print(&f)
	case pdf.Archive:
		f.Standard = map[string]pdf.Standard{"2u": pdf.A2u, "2a": pdf.A2a, "3u": pdf.A3u}[cmp.Or(flags.PDFA, p.issue.Archive.Standard.Value, "2u")]
	}
	return f, log.Count(diag.Error) == before
}

// misplaced reports flags that say nothing of the profile chosen: whoever gave
// them expects another file.
func (c *chooser) misplaced(profile pdf.Profile) {
	for _, flag := range c.flags.Bound {
		if flag.Profile != profileNames[profile] {
			c.log.Add("output-flag-profile", diag.Span{}, flag.Flag, flag.Profile, profileNames[profile])
		}
	}
}

// print fills in what the print shop gets.
func (c *chooser) print(f *file) {
	m := &c.issue.Print
	if cmp.Or(c.flags.PDFX, m.Standard.Value) == "1a" {
		f.Standard = pdf.X1a
	} else {
		f.Standard = pdf.X4
	}
	f.Inks = pdf.Inks(max(0, slices.Index(inkNames, cmp.Or(c.flags.Inks, m.Inks.Value))))
	usual := "3mm"
	if c.flags.Impose == "booklet" {
		usual = "0mm" // two pages of A4 are the copier's A3, and no more
	}
	f.Bleed = c.length("--bleed", c.flags.Bleed, m.Bleed, usual, 50*unit.MM)
	if c.flags.Bleed != "" {
		m.Bleed = argumentText("--bleed", c.flags.Bleed) // which a cover's picture has to reach
	}
	paper := c.length("--paper", c.flags.Paper, m.Paper, defaultPaper, 2*unit.MM)
	f.Marks = c.flags.Marks || m.Marks
	f.OutlineText = c.flags.OutlineText
	f.saddle = cmp.Or(c.flags.Binding, m.Binding.Value) == "saddle"
	if c.flags.Impose == "booklet" {
		f.saddle, f.Booklet = true, &pdf.Booklet{Paper: paper}
		f.Standard = pdf.Usual // a booklet is not PDF/X
		if c.flags.Marks {
			c.log.Add("booklet-marks", diag.Span{})
		}
		f.Marks = false
		c.log.Add("booklet-copier", diag.Span{})
	}
	if f.OutlineText {
		c.log.Add("outline-text", diag.Span{})
	}
	f.Condition = c.condition(f.Standard)
}

// length reads a length of the flags, the manifest or the program, of at most
// so much.
func (c *chooser) length(flag, given string, m content.Text, usual string, most unit.Abs) unit.Abs {
	text := m
	if given != "" {
		text = argumentText(flag, given)
	}
	if text.Value == "" {
		text.Value = usual
	}
	v, ok := theme.ParseLength(strings.TrimSpace(text.Value))
	if !ok || v < 0 || v > most {
		c.log.Add("output-length", text.Place.At(0, len(text.Value)), text.Value, most.String())
	}
	return v
}

// condition returns the printing condition; nil if it has said what is wrong.
func (c *chooser) condition(standard pdf.Standard) *icc.Condition {
	m := &c.issue.Print
	path, at := m.ICC, m.ICCSpan
	if c.flags.ICC != "" {
		text := argumentText("--icc", c.flags.ICC)
		path, at = c.flags.ICC, text.Place.At(0, len(text.Value))
	}
	name := m.Condition
	if c.flags.Condition != "" {
		name = argumentText("--condition", c.flags.Condition)
	}
	nameAt := diag.Span{}
	if name.Value != "" {
		nameAt = name.Place.At(0, len(name.Value))
	}
	known, registered := icc.Lookup(name.Value)
	if path != "" {
		profile := c.profile(path, at, standard)
		if profile == nil {
			return nil
		}
		switch {
		case registered:
		case name.Value != "":
			known = icc.Condition{ID: name.Value, Name: name.Value}
		default:
			id := cmp.Or(profile.Description, filepath.Base(path))
			known = icc.Condition{ID: id, Name: id}
		}
		known.Profile = profile
		return &known
	}
	bundled := icc.Bundled()
	switch {
	case name.Value == "":
		c.log.Add("condition-default", diag.Span{}, bundled.ID)
		return bundled
	case !registered:
		var ids []string
		for _, k := range icc.Conditions() {
			ids = append(ids, k.ID)
		}
		c.log.AddFix("condition-unknown", nameAt, diag.Fix{DidYouMean: diag.Nearest(name.Value, ids)}, name.Value)
		return nil
	case known.ID == bundled.ID:
		return bundled
	case standard == pdf.X4:
		c.log.Add("condition-profile", nameAt, known.ID)
		return nil
	}
	return &known
}

// profile reads a profile that describes a press; nil if it has said why not.
func (c *chooser) profile(path string, at diag.Span, standard pdf.Standard) *icc.Profile {
	shown := filepath.ToSlash(path)
	data, err := c.from.Read(manifest.KindProfile, path, maxICCSize)
	if outside(err, at, c.log) {
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		c.log.Add("icc-missing", at, shown)
		return nil
	}
	if manifest.Refused(err, at, shown, maxICCSize, c.log) {
		return nil
	}
	if err != nil {
		c.log.Add("icc-unreadable", at, shown, reason(err))
		return nil
	}
	c.inputs = append(c.inputs, path)
	p, err := icc.Parse(data)
	if err != nil {
		c.log.Add("icc-damaged", at, shown, err)
		return nil
	}
	newest := uint8(4)
	if standard == pdf.X1a {
		newest = 2
	}
	switch {
	case p.Class != "prtr" || p.Space != icc.CMYK:
		c.log.Add("icc-no-press", at, shown)
	case p.Version[0] > newest:
		c.log.Add("icc-too-new", at, shown, int(p.Version[0]), int(newest))
	default:
		return p
	}
	return nil
}
