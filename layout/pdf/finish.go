package pdf

import (
	"jianbao/layout/frame"
	"jianbao/layout/icc"
	"jianbao/layout/pdf/ink"
	"jianbao/layout/pdf/metadata"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/raster"
	"jianbao/layout/pdf/shell"
	"jianbao/layout/pdf/text"
	"jianbao/layout/unit"
)

// finisher completes a bare file.
type finisher struct {
	*plan
	*shell.Shell
	opt       Options
	conf      conformance
	profiles  raster.Profiles
	resources resources
	annots    [][]object.Ref // by sheet, as content.links
	ids       nameTree       // elements with identifiers
}

// resources are the objects that pages refer to by name.
type resources struct {
	fonts, outlines, images, spots []object.Ref          // by index
	states                         map[string]object.Ref // graphics states
	all                            object.Ref            // the colour space of marks
}

// finish returns the file of painted pages and the images of their pictures.
func finish(p *plan, images []*raster.Image, opt Options, conf conformance) ([]byte, error) {
	pages := make([]shell.Page, len(p.sheets))
	for i := range p.sheets {
		pages[i] = shell.Page{Width: p.sheets[i].Width, Height: p.sheets[i].Height, Content: p.contents[i].operators}
	}
	bare, err := shell.New(pages)
	if err != nil {
		return nil, err
	}
	f := &finisher{plan: p, Shell: bare, opt: opt, conf: conf}
	if err := f.writeResources(images); err != nil {
		return nil, err
	}
	f.completePages()
	for _, step := range []func() error{f.writeLinks, f.writeBookmarks, f.writeTree} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	f.writeLabels()
	f.writeIntent()
	f.writeAttachments()
	f.writeMetadata()
	if err := opt.ended(); err != nil {
		return nil, err
	}
	return f.File.Write(object.Form{Version: conf.version, Compact: conf.compact, Level: opt.level, Workers: opt.Workers, Deflaters: opt.Deflaters})
}

// writeResources adds what the content of pages refers to.
func (f *finisher) writeResources(images []*raster.Image) (err error) {
	r := &f.resources
	r.spots, r.states = f.inks.Write(f.File), ink.WriteStates(f.File)
	if !f.opt.OutlineText { // else they only lend their outlines
		if r.fonts, err = f.fonts.Write(f.File); err != nil {
			return err
		}
	}
	r.outlines = f.outlines.Write(f.File)
	for i, image := range images {
		if k := f.pictures.first[i].Ink; k != nil {
			image.Tint(func(levels int) (object.Object, []byte) { return f.inks.Palette(k, levels, r.spots) })
		}
		r.images = append(r.images, image.Write(f.File, &f.profiles))
	}
	r.all = f.File.Add(ink.AllPlates())
	return nil
}

// completePages gives each page its exact boxes and its resources.
func (f *finisher) completePages() {
	for i, ref := range f.Pages {
		page, s := f.File.Dict(ref), &f.sheets[i]
		page.Set("MediaBox", numbers(s.Box(frame.Rect{Width: s.Width, Height: s.Height})))
		if s.Bleed != nil {
			page.Set("BleedBox", numbers(s.Box(*s.Bleed)))
		}
		if s.Trim != nil {
			page.Set("TrimBox", numbers(s.Box(*s.Trim)))
		}
		page.Set("Resources", f.resources.of(&f.contents[i], s.Marks != nil))
	}
}

// of returns the resource dictionary of a page (ISO 32000-1 7.8.3).
func (r *resources) of(c *content, marks bool) *object.Dict {
	all := object.D()
	add := func(kind, name object.Name, value object.Object) {
		d, ok := all.Get(kind).(*object.Dict)
		if !ok {
			d = object.D()
			all.Set(kind, d)
		}
		d.Set(name, value)
	}
	for _, n := range c.text.Fonts {
		add("Font", text.FontName(n), r.fonts[n])
	}
	for _, n := range c.spots {
		add("ColorSpace", ink.SpaceName(n), r.spots[n])
	}
	for _, name := range c.states {
		add("ExtGState", object.Name(name), r.states[name])
	}
	for _, n := range c.text.Outlines {
		add("XObject", text.OutlineName(n), r.outlines[n])
	}
	if marks {
		add("ColorSpace", ink.SpaceAll, r.all)
	}
	for _, n := range c.pictures {
		add("XObject", imageName(n), r.images[n])
	}
	return all
}

// writeIntent writes what the file's colours mean: one output intent
// (ISO 32000-1 14.11.5), and the profile it stands for.
func (f *finisher) writeIntent() {
	var d *object.Dict
	switch f.opt.Profile {
	case Print:
		c := f.opt.Condition
		d = object.D("Type", object.Name("OutputIntent"), "S", object.Name("GTS_PDFX"),
			"OutputConditionIdentifier", object.Text(c.ID), "Info", object.Text(c.Name))
		if c.Registry != "" {
			d.Set("RegistryName", object.Text(c.Registry))
		}
		if c.Profile != nil {
			d.Set("DestOutputProfile", f.profiles.Embed(f.File, c.Profile))
		}
	case Archive:
		p, name := icc.GrayGamma(), "Gray with the curve of sRGB"
		if f.inks.Coloured() {
			p, name = icc.SRGB(), "sRGB IEC61966-2.1"
		}
		d = object.D("Type", object.Name("OutputIntent"), "S", object.Name("GTS_PDFA1"),
			"OutputConditionIdentifier", object.Text(name), "Info", object.Text(name), "DestOutputProfile", f.profiles.Embed(f.File, p))
	default:
		return
	}
	f.Catalog.Set("OutputIntents", object.Array{f.File.Add(d)})
}

// writeMetadata writes Info and XMP, and the catalog's entries about the whole file.
func (f *finisher) writeMetadata() {
	m := &f.doc.Meta
	about := metadata.File{
		Meta: m, Pages: len(f.doc.Pages), Producer: f.opt.Producer, Print: f.opt.Profile == Print,
		A: f.conf.part, ALevel: f.conf.level, UA: f.tree != nil && f.conf.screen, // print files have no links
	}
	if f.opt.Profile == Print {
		about.X = f.conf.name
	}
	f.File.Trailer.Set("Info", f.File.Add(about.Info()))
	if f.conf.xmp {
		f.Catalog.Set("Metadata", f.File.Add(about.Stream()))
		if m.Lang != "" {
			f.Catalog.Set("Lang", object.Text(m.Lang))
		}
	}
	if f.conf.screen {
		// A page that a reader scales to the paper breaks the official grid.
		f.Catalog.Set("ViewerPreferences", object.D("DisplayDocTitle", true, "PrintScaling", object.Name("None")))
	}
}

// numbers writes a rectangle. All numbers are exact: boxes may touch, but one that
// ought to lie within another must do so to the last digit (ISO 15930-7 6.12).
func numbers(r [4]unit.Abs) object.Array {
	return object.Array{number(r[0]), number(r[1]), number(r[2]), number(r[3])}
}

// number is a length in points as a PDF number.
func number(a unit.Abs) object.Object {
	if a%unit.Pt == 0 {
		return object.Int(a / unit.Pt)
	}
	return object.Real(a.String())
}
