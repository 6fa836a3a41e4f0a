package pdf

import (
	"errors"
	"fmt"
	"slices"

	"jianbao/layout/icc"
	"jianbao/layout/pdf/ink"
	"jianbao/layout/pdf/metadata"
	"jianbao/layout/pdf/press"
	"jianbao/layout/pdf/raster"
	"jianbao/layout/unit"
)

// conformance is a standard that files claim, and how they are written for it.
type conformance struct {
	standard Standard
	name     string // of the standard, for messages and for XMP; empty: none
	version  string // of PDF
	// compact packs objects into streams. Print files never are: raster image
	// processors of the trade choke on them, and X-1a is PDF 1.3.
	compact bool
	tagged  bool // logical structure; PDF 1.4
	screen  bool // links, bookmarks, and how to be shown
	xmp     bool
	part    string // of PDF/A: "2"
	level   string // of PDF/A: "U"
}

// conformances by standard; those of the profiles' own are listed under theirs.
var conformances = map[Profile][]conformance{
	Screen: {{standard: Usual, version: "1.7", compact: true, tagged: true, screen: true, xmp: true}},
	Print: {
		{standard: X4, name: metadata.X4, version: "1.6", tagged: true, xmp: true},
		{standard: X1a, name: metadata.X1a, version: "1.3"},
	},
	Archive: {
		{standard: A2u, name: "PDF/A-2u", version: "1.7", compact: true, tagged: true, screen: true, xmp: true, part: "2", level: "U"},
		{standard: A2a, name: "PDF/A-2a", version: "1.7", compact: true, tagged: true, screen: true, xmp: true, part: "2", level: "A"},
		{standard: A3u, name: "PDF/A-3u", version: "1.7", compact: true, tagged: true, screen: true, xmp: true, part: "3", level: "U"},
	},
}

// bookletConformance is that of a booklet: what is printed is two pages on a sheet
// in printer's order, on one's own copier. PDF/X is for what a print shop imposes.
var bookletConformance = conformance{standard: Usual, version: "1.6", tagged: true, xmp: true}

// Combinations that make no file; the command asks for none.
var (
	errStandard    = errors.New("the profile has no such standard")
	errBooklet     = errors.New("a booklet is not PDF/X")
	errBleed       = errors.New("a bleed below 0 or above 50 mm")
	errOnlyPrint   = errors.New("marks, booklets and outlined text are for print")
	errUndated     = errors.New("a print file has a title and a date (ISO 15930-7 6.10)")
	errAttachments = errors.New("attachments are for PDF/A-3")
)

// conform completes the options of a profile and returns what its file conforms to.
func conform(opt *Options) (conformance, error) {
	list := conformances[opt.Profile]
	if len(list) == 0 {
		return conformance{}, fmt.Errorf("no profile %d", opt.Profile)
	}
	i := slices.IndexFunc(list, func(c conformance) bool { return c.standard == opt.Standard })
	if i < 0 && opt.Standard != Usual {
		return conformance{}, errStandard
	}
	c := list[max(i, 0)]
	if opt.Booklet != nil && opt.Profile == Print {
		if opt.Standard != Usual {
			return c, errBooklet
		}
		c = bookletConformance
	}
	opt.Standard = c.standard
	c.tagged = c.tagged && !opt.untagged
	switch {
	case opt.Profile != Print && (opt.Marks || opt.Booklet != nil || opt.OutlineText):
		return c, errOnlyPrint
	case opt.Booklet != nil && opt.Marks:
		return c, press.ErrBookletMarks
	case opt.Bleed < 0 || opt.Bleed > 50*unit.MM:
		return c, errBleed
	case len(opt.Attachments) > 0 && c.part != "3":
		return c, errAttachments
	}
	if opt.Profile == Print {
		if opt.Condition == nil {
			opt.Condition = icc.Bundled()
		}
		if err := printable(opt.Condition, c.standard); err != nil {
			return c, err
		}
	}
	return c, nil
}

// printable reports whether a printing condition is enough for a standard: X-4
// embeds the profile always, X-1a may name a registered condition instead
// (ISO 15930-7 6.4, ISO 15930-1 6.2).
func printable(c *icc.Condition, s Standard) error {
	if c.Profile == nil {
		if s == X1a && c.Registry != "" {
			return nil
		}
		return fmt.Errorf("condition %q without its profile", c.ID)
	}
	if c.Profile.Class != "prtr" || c.Profile.Space != icc.CMYK {
		return fmt.Errorf("the profile of condition %q is not that of a CMYK press", c.ID)
	}
	if v := c.Profile.Version[0]; s == X1a && v > 2 || v > 4 {
		return fmt.Errorf("version %d of the profile of condition %q is too new", v, c.ID)
	}
	return nil
}

// StandardName returns the name of the standard that a file of a profile
// conforms to, as "PDF/A-2u"; empty if there is none.
func StandardName(profile Profile, standard Standard) string {
	list := conformances[profile]
	i := slices.IndexFunc(list, func(c conformance) bool { return c.standard == standard })
	switch {
	case i >= 0:
		return list[i].name
	case standard == Usual && len(list) > 0:
		return list[0].name
	}
	return ""
}

// press returns how the document is printed; nil if it is not.
func (opt *Options) press() *press.Job {
	if opt.Profile != Print {
		return nil
	}
	return &press.Job{Bleed: opt.Bleed, Marks: opt.Marks, Booklet: opt.Booklet}
}

// inkTarget returns the target that colours are written for.
func (opt *Options) inkTarget() ink.Target {
	switch {
	case opt.Profile != Print:
		return ink.Screen
	case opt.Inks == K:
		return ink.Black
	case opt.Inks == CMYK:
		return ink.Process
	}
	return ink.Spot
}

// process reports whether pictures have process inks; else they are gray.
func (i Inks) process() bool { return i == CMYK || i == CMYKSpot }

// rasterTarget returns the target that pictures are converted to.
func (opt *Options) rasterTarget() raster.Target {
	t := raster.Target{Condition: opt.Condition, Convert: opt.ConvertCMYK}
	switch opt.Profile {
	case Print:
		t.Use, t.Gray = raster.Press, !opt.Inks.process()
	case Archive:
		t.Use = raster.Archive
		if t.Condition == nil {
			t.Condition = icc.Bundled()
		}
	}
	return t
}
