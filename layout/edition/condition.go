package edition

import (
	"cmp"
	"errors"
	"io/fs"
	"path/filepath"

	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/layout/icc"
	"jianbao/layout/pdf"
)

// maxICCSize bounds the size of a profile file, in bytes; the largest in use
// have some megabytes.
const maxICCSize = 32 << 20

// condition returns the printing condition, nil if there is a finding about it, and
// whether it is the default.
func (d *resolver) condition(standard pdf.Standard) (c *icc.Condition, isDefault bool) {
	m := &d.Issue.Print
	path, at := m.ICC, m.ICCSpan
	if d.chosen.ICC != "" {
		text := choiceText("--icc", d.chosen.ICC)
		path, at = d.chosen.ICC, text.Place.At(0, len(text.Value))
	}
	name := m.Condition
	if d.chosen.Condition != "" {
		name = choiceText("--condition", d.chosen.Condition)
	}
	nameAt := diag.Span{}
	if name.Value != "" {
		nameAt = name.Place.At(0, len(name.Value))
	}
	known, registered := icc.Lookup(name.Value)
	if path != "" {
		profile := d.pressProfile(path, at, standard)
		if profile == nil {
			return nil, false
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
		return &known, false
	}
	bundled := icc.Bundled()
	switch {
	case name.Value == "":
		d.log.Add("condition-default", diag.Span{}, bundled.ID)
		return bundled, true
	case !registered:
		var ids []string
		for _, k := range icc.Conditions() {
			ids = append(ids, k.ID)
		}
		d.log.AddFix("condition-unknown", nameAt, diag.Fix{DidYouMean: diag.Nearest(name.Value, ids)}, name.Value)
		return nil, false
	case known.ID == bundled.ID:
		return bundled, false
	case standard == pdf.X4:
		d.log.Add("condition-profile", nameAt, known.ID)
		return nil, false
	}
	return &known, false
}

// pressProfile reads the profile of a printing condition; nil if it is refused
// with a finding.
func (d *resolver) pressProfile(path string, at diag.Span, standard pdf.Standard) *icc.Profile {
	shown := filepath.ToSlash(path)
	data, err := d.from.Read(manifest.KindProfile, path, maxICCSize)
	if reportOutside(err, at, d.log) {
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		d.log.Add("icc-missing", at, shown)
		return nil
	}
	if manifest.Refused(err, at, shown, maxICCSize, d.log) {
		return nil
	}
	if err != nil {
		d.log.Add("icc-unreadable", at, shown, diag.Cause(err))
		return nil
	}
	d.inputs = append(d.inputs, path)
	p, err := icc.Parse(data)
	if err != nil {
		d.log.Add("icc-damaged", at, shown, err)
		return nil
	}
	newest := uint8(4)
	if standard == pdf.X1a {
		newest = 2
	}
	switch {
	case p.Class != "prtr" || p.Space != icc.CMYK:
		d.log.Add("icc-no-press", at, shown)
	case p.Version[0] > newest:
		d.log.Add("icc-too-new", at, shown, int(p.Version[0]), int(newest))
	default:
		return p
	}
	return nil
}
