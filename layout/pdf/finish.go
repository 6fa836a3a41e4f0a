package pdf

import (
	"fmt"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/shell"
	"jianbao/layout/unit"
)

// finisher completes the bare file.
type finisher struct {
	*plan
	opt        Options
	conf       conformance
	profiles   map[[32]byte]object.Ref // embedded, by digest
	spotRef    []object.Ref            // of the plates' colour spaces
	allRef     object.Ref              // of the colour space of marks
	stateRef   map[string]object.Ref   // of graphics states
	file       *object.File
	catalog    *object.Dict
	refs       []object.Ref // of the pages
	fontRef    []object.Ref
	outlineRef []object.Ref              // as outlineTable.forms
	imageRef   []object.Ref              // as pictureTable.first
	spaceRef   map[object.Ref]object.Ref // ICCBased colour spaces by their profile
	treeRef    object.Ref
	annots     [][]object.Ref // by page, as pagePlan.links
}

// finish returns the finished file.
func finish(p *plan, opt Options, conf conformance) ([]byte, error) {
	pages := make([]shell.Page, len(p.sheets))
	for i := range p.sheets {
		pages[i] = shell.Page{Width: p.sheets[i].width, Height: p.sheets[i].height, Content: p.contents[i]}
	}
	bare, err := shell.New(pages)
	if err != nil {
		return nil, err
	}
	file := bare.File
	f := &finisher{plan: p, opt: opt, conf: conf, file: file, catalog: bare.Catalog, refs: bare.Pages}
	f.writeColours()
	steps := []func() error{f.writeFonts, f.writeOutlines, f.writePictures, f.completePages}
	if conf.screen {
		steps = append(steps, f.writeOutline)
	}
	steps = append(steps, f.writeTree)
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	f.writeLabels()
	f.writeIntent()
	f.writeAttachments()
	f.writeMeta()
	return file.Write(object.Form{Version: conf.version, Compact: conf.compact, Level: opt.level, Workers: opt.Workers, Deflaters: opt.Deflaters})
}

// completePages gives each page its exact boxes, its fonts, its links and its
// place in the structure.
func (f *finisher) completePages() error {
	f.annots = make([][]object.Ref, len(f.pages))
	for i, ref := range f.refs {
		page, plan := f.file.Dict(ref), &f.pages[i]
		s := &f.sheets[i]
		page.Set("MediaBox", s.box(frame.Rect{Width: s.width, Height: s.height}))
		if s.bleed != nil {
			page.Set("BleedBox", s.box(*s.bleed))
		}
		if s.trim != nil {
			page.Set("TrimBox", s.box(*s.trim))
		}
		fonts := object.D()
		for _, n := range plan.fonts {
			fonts.Set(object.Name(fmt.Sprintf("F%d", n)), f.fontRef[n])
		}
		resources := object.D()
		if fonts.Len() > 0 {
			resources.Set("Font", fonts)
		}
		f.colourResources(plan, resources)
		for _, n := range plan.outlines {
			resource(resources, "XObject", outlineName(n), f.outlineRef[n])
		}
		if s.marks != nil {
			if f.allRef == 0 {
				f.allRef = f.file.Add(allPlates())
			}
			resource(resources, "ColorSpace", spaceAll, f.allRef)
		}
		f.pictureResources(plan, resources)
		page.Set("Resources", resources)
		if err := f.writeLinks(i, page); err != nil {
			return err
		}
	}
	return nil
}

// resource adds a named resource of a kind ("Font", "XObject").
func resource(all *object.Dict, kind, name object.Name, value object.Object) {
	d, ok := all.Get(kind).(*object.Dict)
	if !ok {
		d = object.D()
		all.Set(kind, d)
	}
	d.Set(name, value)
}

// box writes a part of a sheet as left, bottom, right, top. All numbers are exact:
// boxes may touch, but one that ought to lie within another must do so to the
// last digit (ISO 15930-7 6.12).
func (s *sheet) box(r frame.Rect) object.Array {
	bottom := s.height - r.Y - r.Height
	return object.Array{number(r.X), number(bottom), number(r.X + r.Width), number(bottom + r.Height)}
}

// number is a length in points as a PDF number.
func number(a unit.Abs) object.Object {
	if a%unit.Pt == 0 {
		return object.Int(a / unit.Pt)
	}
	return object.Real(a.String())
}
