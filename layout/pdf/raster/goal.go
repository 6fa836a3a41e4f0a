package raster

import (
	"fmt"

	"jianbao/content/picture"
	"jianbao/layout/icc"
)

// goal is the form that a picture is converted to.
type goal struct {
	space     picture.Space
	profile   *icc.Profile   // of its colour space; nil: the device's
	transform *icc.Transform // nil: samples stay
	flat      bool           // no transparency
	measure   bool           // ink counts
	limit     int            // in percent; 0: any
}

// goal decides what a picture becomes. A profile in the picture that is not
// sound, or not one of a device, is taken as none.
//
// For the screen and the archive samples stay what they are, and a profile goes
// with them; CMYK without one is taken for ink of the usual condition and
// becomes sRGB in the archive, where the file's intent is.
//
// For the press gray stays as it is, on the black plate, and CMYK keeps its inks: the
// numbers are the photographer's decision, unless the job converts those that have a
// profile of another condition. All else is converted, to gray with sRGB's curve where
// the job has no coloured inks for pictures.
func (m *maker) goal(im *picture.Image) (goal, error) {
	own, _ := icc.Parse(im.Profile)
	if im.Colour != nil {
		own = icc.Described(im.Colour, im.Space)
	}
	if own != nil && (own.Space.Channels() != im.Space.Channels() || !deviceClass(own.Class)) {
		own = nil
	}
	g := goal{space: im.Space, profile: own, flat: m.target.Use == Press}
	if g.transform = tones(im); g.transform != nil {
		return g, nil
	}
	switch m.target.Use {
	case Archive:
		if im.Space != picture.CMYK || own != nil {
			return g, nil
		}
		g.space = picture.RGB
		return g, m.convert(&g, m.target.Condition.Profile, icc.SRGB())
	case Press:
		g.profile = nil
		if im.Space == picture.Gray {
			if im.Colour != nil { // not a gray of print
				return g, m.convert(&g, own, icc.GrayGamma())
			}
			return g, nil
		}
		from := own
		if from == nil {
			from = m.target.Condition.Profile
			if im.Space == picture.RGB {
				from = icc.SRGB()
			}
		}
		switch {
		case m.target.Gray:
			g.space = picture.Gray
			return g, m.convert(&g, from, icc.GrayGamma())
		case im.Space == picture.RGB, m.target.Convert && own != nil && m.target.Condition.Profile != nil && !m.target.Condition.IsOf(own.Data):
			g.space = picture.CMYK
			if err := m.convert(&g, from, m.target.Condition.Profile); err != nil {
				return g, err
			}
		}
		g.measure, g.limit = true, m.target.Condition.TotalInk
	}
	return g, nil
}

// tones returns the transform of the grays of a palette that has a profile for RGB; nil if
// they stay. The picture stays gray, with the curve of sRGB, which grays without a profile
// have: as RGB it would need four plates.
func tones(im *picture.Image) *icc.Transform {
	of, err := icc.Parse(im.Tones)
	if err != nil || of.Space != icc.RGB || !deviceClass(of.Class) {
		return nil
	}
	t, err := icc.GrayGamma().FromNeutral(of)
	if err != nil || t.Keeps() {
		return nil
	}
	return t
}

// deviceClass reports whether a picture's colour space may have a profile of a class (ISO 32000-1 8.6.5.5).
func deviceClass(class string) bool {
	switch class {
	case "prtr", "mntr", "scnr", "spac":
		return true
	}
	return false
}

// convert sets the transform between two profiles.
func (m *maker) convert(g *goal, from, to *icc.Profile) error {
	if from == nil || to == nil {
		return fmt.Errorf("%s has no profile to convert with", m.target.Condition.ID)
	}
	var err error
	g.transform, err = to.From(from)
	return err
}
