package preflight

import (
	"strconv"

	"jianbao/content/diag"
	"jianbao/content/picture"
	"jianbao/layout/frame"
	"jianbao/layout/pdf"
	"jianbao/layout/unit"
)

// Picture is a placed picture in a report.
type Picture struct {
	Page          int
	Label         string // printed number of the page
	File          string
	Width, Height unit.Abs // of its box on the page
	PixelWidth    int      // of the upright picture, in pixels
	PixelHeight   int
	PPI           int           // the lower of the two directions, rounded down
	From          picture.Space // colour space in the picture's file
	To            picture.Space // colour space in the PDF; 0 if none was written
	Bilevel       bool
	Profile       string // name of the profile in the picture's file; empty if there is none that is used
	TotalInk      int    // percent; 0 where it is not CMYK
	InkGiven      int    // the same before inks were limited
	Limited       bool
}

// Code is a placed QR code in a report.
type Code struct {
	Page          int
	Label         string // printed number of the page
	Address       string
	Width, Height unit.Abs // of its box on the page, with the quiet zone
	Module        unit.Abs // side of a module
}

// pictures calls look for each placed picture that has an image.
func (c *checker) pictures(look func(page int, p *frame.Picture)) {
	for i := range c.Doc.Pages {
		for _, item := range c.Doc.Pages[i].Items {
			if p, ok := item.(*frame.Picture); ok && p.Image != nil {
				look(i, p)
			}
		}
	}
}

// resolution returns the effective resolution of a placed picture in pixels per
// inch: the lower of the two directions, rounded down, with a tolerance for the
// rounding of its size.
func resolution(p *frame.Picture) int {
	w, h := p.Image.Upright()
	return min(perInch(w, p.Width), perInch(h, p.Height))
}

func perInch(pixels int, length unit.Abs) int {
	if length <= 0 {
		return 0
	}
	return int(unit.MulDiv(int64(pixels), 72*1000*int64(unit.Pt), int64(length)) / 1000)
}

// resolutions reports pictures whose effective resolution is too low. Only in a
// file for print that is an error: what was printed once may be archived.
func (c *checker) resolutions() {
	c.pictures(func(page int, p *frame.Picture) {
		ppi := resolution(p)
		code, limit := diag.Code(""), c.limits.Coarse(p.Image, ppi)
		switch {
		case limit > 0 && c.Options.Profile != pdf.Print:
			code = "preflight-resolution-low"
		case limit > 0 && p.Image.Bilevel():
			code = "preflight-bilevel"
		case limit > 0:
			code = "preflight-resolution"
		case !p.Image.Bilevel() && ppi < c.limits.ResolutionWarn && p.Image.Module() == 0:
			code, limit = "preflight-resolution-low", c.limits.ResolutionWarn
		default:
			c.module(page, p)
			return
		}
		f := Finding{Page: page, Object: p.Image.Name, Value: strconv.Itoa(ppi) + " ppi", Limit: strconv.Itoa(limit) + " ppi"}
		c.add(f, code, p.Place, p.Image.Name, c.page(page), ppi, limit, p.Sharper(limit))
	})
}

// module reports a picture whose modules are too small for scanners. Only
// pictures whose resolution would be too low for a picture in black and white are
// examined, whatever the file has their two colours as: others may be drawings, whose
// details are as large by chance.
func (c *checker) module(page int, p *frame.Picture) {
	wide := min(p.Width, p.Height) / (picture.MaxModules + 1) // the least that modules have here
	if c.limits.Module == 0 || wide >= c.limits.Module || resolution(p) >= c.limits.BilevelError {
		return
	}
	module := p.Image.Module()
	if module == 0 {
		return
	}
	w, h := p.Image.Upright()
	side := min(p.Width.Scale(int64(module), int64(w)*picture.ModuleUnit), p.Height.Scale(int64(module), int64(h)*picture.ModuleUnit))
	if side >= c.limits.Module {
		return
	}
	f := Finding{Page: page, Object: p.Image.Name, Value: mm(side) + " mm", Limit: mm(c.limits.Module) + " mm"}
	c.add(f, "preflight-module", p.Place, p.Image.Name, c.page(page), mm(side), mm(c.limits.Module))
}

// codes reports QR codes whose modules are too small for scanners.
func (c *checker) codes() {
	for i := range c.Doc.Pages {
		for _, item := range c.Doc.Pages[i].Items {
			p, ok := item.(*frame.Picture)
			if !ok || p.Code == nil || p.Module() >= c.limits.Module {
				continue
			}
			f := Finding{Page: i, Object: p.Name(), Value: mm(p.Module()) + " mm", Limit: mm(c.limits.Module) + " mm"}
			c.add(f, "preflight-module", p.Place, p.Name(), c.page(i), mm(p.Module()), mm(c.limits.Module))
		}
	}
}

// alternates reports pictures without alternate text (ISO 14289-1 7.3), which
// screen readers need. It does so for print files too, since an issue is seldom
// only printed.
func (c *checker) alternates() {
	c.pictures(func(page int, p *frame.Picture) { // codes always have some
		if p.Decorative || p.Alt != "" {
			return
		}
		f := Finding{Page: page, Object: p.Image.Name}
		if c.Options.Profile == pdf.Print {
			c.add(f, "preflight-alt-print", p.Place, p.Image.Name)
		} else {
			c.add(f, "preflight-alt", p.Place, p.Image.Name)
		}
	})
}

// spaces checks the colour spaces and the inks of pictures in the file.
func (c *checker) spaces() {
	if c.Result == nil {
		return
	}
	limit := c.inkLimit()
	for i := range c.Result.Pictures {
		u := &c.Result.Pictures[i]
		im, at := u.Item.Image, u.Item.Place
		f := Finding{Page: u.Page, Object: im.Name}
		switch {
		case u.Space == picture.RGB:
			f.Value = spaceName(u.Space)
			c.add(f, "preflight-rgb", at, im.Name, c.page(u.Page))
		case u.Space == picture.Gray && im.Space != picture.Gray && c.isWrittenName(u.Item):
			// reported
		case u.Space == picture.Gray && im.Space != picture.Gray:
			f.Value, f.Limit = spaceName(im.Space), spaceName(u.Space)
			c.add(f, "preflight-gray", at, im.Name, c.page(u.Page))
		}
		if limit == 0 || u.Space != picture.CMYK {
			continue
		}
		f.Value, f.Limit = percent(u.TotalInk), percent(limit)
		switch {
		case u.TotalInk > limit:
			c.add(f, "preflight-ink", at, im.Name, c.page(u.Page), u.TotalInk, limit)
		case u.Limited && im.Space == picture.CMYK: // for RGB the conversion chooses the inks
			c.add(f, "preflight-ink-limited", at, im.Name, c.page(u.Page), limit)
		}
	}
}

// conversions reports pictures that need a conversion for which there is no
// profile: RGB to process inks, and inks to the black plate alone.
func (c *checker) conversions() {
	cond := c.Options.Condition
	if cond == nil || cond.Profile != nil {
		return
	}
	from, to := picture.RGB, picture.CMYK
	if c.Options.Inks == pdf.K || c.Options.Inks == pdf.KSpot {
		from, to = picture.CMYK, picture.Gray
	}
	c.pictures(func(page int, p *frame.Picture) {
		if p.Image.Space != from || from == picture.CMYK && p.Image.Profile != nil {
			return
		}
		f := Finding{Page: page, Object: p.Image.Name, Value: spaceName(from), Limit: spaceName(to)}
		c.add(f, "preflight-no-conversion", p.Place, p.Image.Name, c.page(page), spaceTerm(from), spaceTerm(to), cond.ID)
	})
}

// isWrittenName reports whether a placed picture is the publication's name (题字).
func (c *checker) isWrittenName(p *frame.Picture) bool {
	name := c.Issue.Publication.Masthead
	return name != nil && name.Image != nil && p.Image == name.Image && p.Article == 0
}

// writtenName reports a written name that is printed in gray because it is in colour,
// in a file that has a plate for the colour of the name: a red name that comes out
// gray is seen on the printed copy alone.
func (c *checker) writtenName() {
	if c.Options.Inks != pdf.KSpot {
		return
	}
	c.pictures(func(page int, p *frame.Picture) {
		if p.Image.Space == picture.Gray || !c.isWrittenName(p) {
			return
		}
		f := Finding{Page: page, Object: p.Image.Name, Value: spaceName(p.Image.Space), Limit: spaceName(picture.Gray)}
		c.add(f, "preflight-name-gray", p.Place, p.Image.Name, c.page(page))
	})
}

// spaceTerm returns the name of a colour space, for messages.
func spaceTerm(s picture.Space) diag.Term {
	switch s {
	case picture.Gray:
		return diag.Term{ZH: "灰度", EN: "gray"}
	case picture.RGB:
		return diag.Term{ZH: "RGB", EN: "RGB"}
	}
	return diag.Term{ZH: "CMYK", EN: "CMYK"}
}

// bleeds reports pictures that touch the trim and do not extend beyond it: the
// least inaccuracy in cutting would leave a white edge.
func (c *checker) bleeds() {
	c.pictures(func(page int, p *frame.Picture) {
		if c.fillsBleed(page, p) {
			return
		}
		least := c.Options.Bleed
		for _, d := range visibleBox(p).distances(&c.Doc.Pages[page]) {
			if d <= 0 {
				least = min(least, -d)
			}
		}
		f := Finding{Page: page, Object: p.Image.Name, Value: mm(least) + " mm", Limit: mm(c.Options.Bleed) + " mm"}
		c.add(f, "preflight-bleed", p.Place, p.Image.Name, c.page(page), mm(least), mm(c.Options.Bleed))
	})
}

// visibleBox returns the visible area of a picture.
func visibleBox(p *frame.Picture) box {
	b := box{p.X, p.Y, p.X + p.Width, p.Y + p.Height}
	if p.Clip != nil {
		b.left, b.top = max(b.left, p.Clip.X), max(b.top, p.Clip.Y)
		b.right, b.bottom = min(b.right, p.Clip.X+p.Clip.Width), min(b.bottom, p.Clip.Y+p.Clip.Height)
	}
	return b
}

func spaceName(s picture.Space) string {
	switch s {
	case picture.Gray:
		return "gray"
	case picture.RGB:
		return "rgb"
	case picture.CMYK:
		return "cmyk"
	}
	return ""
}

func percent(n int) string { return strconv.Itoa(n) + "%" }
