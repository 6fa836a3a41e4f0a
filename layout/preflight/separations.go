package preflight

import (
	"jianbao/content/diag"
	"jianbao/content/picture"
	"jianbao/layout/frame"
	"jianbao/layout/icc"
	"jianbao/layout/pdf"
)

// separations reports pictures whose process inks were chosen for another printing
// condition than the job's: the same numbers give other colours there.
func (c *checker) separations() {
	cond := c.Options.Condition
	if cond == nil || c.Options.Inks != pdf.CMYK && c.Options.Inks != pdf.CMYKSpot {
		return
	}
	c.pictures(func(page int, p *frame.Picture) {
		if p.Image.Space != picture.CMYK {
			return
		}
		f := Finding{Page: page, Object: p.Image.Name, Limit: cond.ID}
		own := p.Image.Profile
		f.Value = icc.Name(own)
		switch {
		case own == nil && c.DefaultCondition:
			c.add(f, "preflight-cmyk-unknown", p.Place, p.Image.Name, c.page(page), cond.ID)
		case own == nil || cond.IsOf(own):
		case c.converts(own):
			c.add(f, "preflight-cmyk-converted", p.Place, p.Image.Name, c.page(page), profileName(own), cond.ID)
		default:
			c.add(f, "preflight-cmyk-profile", p.Place, p.Image.Name, c.page(page), profileName(own), cond.ID)
		}
	})
}

// unusedProfiles reports pictures with a profile that is not used, because it is of another
// colour space than their own, or cannot be read. Black and white need none.
func (c *checker) unusedProfiles() {
	c.pictures(func(page int, p *frame.Picture) {
		im := p.Image
		f := Finding{Page: page, Object: im.Name, Value: im.OtherProfile, Limit: spaceName(im.Space)}
		bad := im.BadProfile
		if own := profileOf(im); own != nil && im.Space != picture.CMYK { // of CMYK it is told for which condition
			_, err := icc.Parse(own)
			bad = err != nil
		}
		switch {
		case im.Bilevel():
		case im.OtherProfile != "":
			c.add(f, "preflight-other-profile", p.Place, im.Name, c.page(page), spaceTerm(im.Space), im.OtherProfile)
		case bad && im.Space == picture.Gray && im.Tones == nil && c.Options.Profile == pdf.Print:
			// On the black plate gray stays what it is, whatever its profile.
		case bad:
			c.add(f, "preflight-bad-profile", p.Place, im.Name, c.page(page))
		}
	})
}

// profileOf returns the profile that a picture is shown with; nil if it has none.
func profileOf(im *picture.Image) []byte {
	if im.Tones != nil {
		return im.Tones
	}
	return im.Profile
}

// converts reports whether pictures with a profile of another condition are
// converted: both profiles have to be sound.
func (c *checker) converts(own []byte) bool {
	_, err := icc.Parse(own)
	return err == nil && c.Options.ConvertCMYK && c.Options.Condition.Profile != nil
}

// profileName returns the name of a profile, for messages.
func profileName(data []byte) any {
	if name := icc.Name(data); name != "" {
		return name
	}
	return diag.Term{ZH: "没有名称的特性文件", EN: "a profile without a name"}
}

// fillsBleed reports whether a picture extends as far as the bleed wherever it
// touches the trim.
func (c *checker) fillsBleed(page int, p *frame.Picture) bool {
	for _, d := range visibleBox(p).distances(&c.Doc.Pages[page]) {
		if d <= 0 && -d < c.Options.Bleed {
			return false
		}
	}
	return true
}

// smallBleed reports that something touches the trim and extends less than
// preflight.bleed beyond it. Booklets are trimmed by the office, if at all.
func (c *checker) smallBleed() {
	if c.Options.Booklet != nil {
		return
	}
	var first *Finding
	var at diag.Span
	least, count := c.limits.Bleed, 0
	note := func(page int, object string, place diag.Span, b box) {
		extent, touches := c.limits.Bleed, false
		for _, d := range b.distances(&c.Doc.Pages[page]) {
			if d <= 0 {
				touches, extent = true, min(extent, -d)
			}
		}
		if extent = min(extent, c.Options.Bleed); !touches || extent >= c.limits.Bleed {
			return
		}
		least = min(least, extent)
		if count++; first == nil {
			first, at = &Finding{Page: page, Object: object}, place
		}
	}
	for i := range c.Doc.Pages {
		for _, item := range c.Doc.Pages[i].Items {
			switch v := item.(type) {
			case *frame.Rule:
				if v.Width > 0 && v.Height > 0 {
					note(i, string(v.Kind), diag.Span{}, box{v.X, v.Y, v.X + v.Width, v.Y + v.Height})
				}
			case *frame.Picture:
				// A picture that does not fill the bleed is reported by bleeds.
				if v.Image != nil && c.fillsBleed(i, v) {
					note(i, v.Image.Name, v.Place, visibleBox(v))
				}
			}
		}
	}
	if first == nil {
		return
	}
	first.Value, first.Limit = mm(least)+" mm", mm(c.limits.Bleed)+" mm"
	c.add(*first, "preflight-bleed-small", at, c.page(first.Page), mm(least), mm(c.limits.Bleed), count)
}
