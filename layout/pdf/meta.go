package pdf

import (
	"fmt"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
)

// creator names the program in the metadata.
const creator = "jianbao"

// writeMeta writes Info and XMP from the same values, so that they agree, and
// what the catalog says about the whole file.
func (f *finisher) writeMeta() {
	m := &f.doc.Meta
	date, iso := dates(m, produced(m))
	info := object.D()
	for _, e := range [...]struct {
		key  object.Name
		text string
	}{{"Title", m.Title}, {"Author", m.Issuer}, {"Subject", subject(m)}, {"Creator", creator}, {"Producer", f.opt.Producer}} {
		if e.text != "" {
			info.Set(e.key, object.Text(e.text))
		}
	}
	if date != "" {
		info.Set("CreationDate", object.String(date))
		info.Set("ModDate", object.String(date))
	}
	if f.opt.Profile == Print {
		info.Set("Trapped", object.Name("False"))
	}
	if f.conf.standard == X1a {
		// The version has no "a", the conformance has (ISO 15930-1 6.x; PDF/X-1:2001).
		info.Set("GTS_PDFXVersion", object.String("PDF/X-1:2001"))
		info.Set("GTS_PDFXConformance", object.String("PDF/X-1a:2001"))
	}
	f.file.Trailer.Set("Info", f.file.Add(info))
	if f.conf.xmp {
		packet, digestAt := f.xmp(iso)
		f.catalog.Set("Metadata", f.file.Add(&object.Stream{
			Dict:     object.D("Type", object.Name("Metadata"), "Subtype", object.Name("XML")),
			Data:     packet,
			Plain:    true, // found by programs that know no PDF
			DigestAt: digestAt,
		}))
		if m.Lang != "" {
			f.catalog.Set("Lang", object.Text(m.Lang))
		}
	}
	if f.conf.screen {
		// A page that a reader scales to the paper breaks the official grid.
		f.catalog.Set("ViewerPreferences", object.D("DisplayDocTitle", true, "PrintScaling", object.Name("None")))
	}
}

// produced is the day the file says it was made: that of a re-setting if it is
// one and known, else the issue's own. It never is the day of the clock.
func produced(m *frame.Meta) frame.Date {
	if m.Reset && m.Produced != (frame.Date{}) {
		return m.Produced
	}
	return m.Created
}

// subject is the issue, with the words that keep a re-setting apart from the
// original.
func subject(m *frame.Meta) string {
	if !m.Reset {
		return m.Issue
	}
	word := "重排本"
	if lang, _, _ := strings.Cut(m.Lang, "-"); lang == "ja" {
		word = "再組版"
	} else if lang == "ko" {
		word = "재조판"
	}
	return strings.TrimSpace(m.Issue + " " + word)
}

// dates returns a day as Info and as XMP write it, empty if there is none. The
// zone is that of the language's country: the day is a local one.
func dates(m *frame.Meta, d frame.Date) (info, iso string) {
	if d.Year < 1 || d.Year > 9999 || d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Day > 31 {
		return "", ""
	}
	hours := 8
	switch lang, _, _ := strings.Cut(m.Lang, "-"); lang {
	case "ja", "ko":
		hours = 9
	}
	return fmt.Sprintf("D:%04d%02d%02d000000+%02d'00'", d.Year, d.Month, d.Day, hours),
		fmt.Sprintf("%04d-%02d-%02dT00:00:00+%02d:00", d.Year, d.Month, d.Day, hours)
}
