// Package metadata writes the metadata of a file: the Info dictionary
// (ISO 32000-1 14.3.3) and the XMP packet (ISO 16684-1), from the same values, so that
// they agree.
package metadata

import (
	"fmt"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
)

// creator names the program in the metadata.
const creator = "jianbao"

// File is a file as its metadata describes it.
type File struct {
	Meta     *frame.Meta
	Pages    int // of the document
	Producer string
	Print    bool // made for the print shop, or for a copier

	// What the file claims to conform to.
	X      string // PDF/X, as "PDF/X-4" and "PDF/X-1a:2001"; empty: nothing
	A      string // part of PDF/A, as "2"; empty: nothing
	ALevel string // level of PDF/A, as "U"
	UA     bool   // PDF/UA-1
}

// The standards of PDF/X that files claim.
const (
	X4  = "PDF/X-4"
	X1a = "PDF/X-1a:2001"
)

// Info returns the Info dictionary.
func (f *File) Info() *object.Dict {
	m := f.Meta
	date, _ := dates(m, produced(m))
	info := object.D()
	for _, e := range [...]struct {
		key  object.Name
		text string
	}{{"Title", m.Title}, {"Author", m.Issuer}, {"Subject", subject(m)}, {"Keywords", m.Element("keywords")}, {"Creator", creator}, {"Producer", f.Producer}} {
		if e.text != "" {
			info.Set(e.key, object.Text(e.text))
		}
	}
	if date != "" {
		info.Set("CreationDate", object.String(date))
		info.Set("ModDate", object.String(date))
	}
	if f.Print {
		info.Set("Trapped", object.Name("False"))
	}
	if f.X == X1a {
		// The version has no "a", the conformance has (ISO 15930-1 6.x; PDF/X-1:2001).
		info.Set("GTS_PDFXVersion", object.String("PDF/X-1:2001"))
		info.Set("GTS_PDFXConformance", object.String(X1a))
	}
	return info
}

// Stream returns the XMP packet as the catalog's Metadata.
func (f *File) Stream() *object.Stream {
	data, digestAt := f.packet()
	return &object.Stream{
		Dict:     object.D("Type", object.Name("Metadata"), "Subtype", object.Name("XML")),
		Data:     data,
		Plain:    true, // found by programs that know no PDF
		DigestAt: digestAt,
	}
}

// Dated reports whether a document has a title and a day, which print files need
// (ISO 15930-7 6.10).
func Dated(m *frame.Meta) bool {
	date, _ := dates(m, m.Created)
	return date != "" && strings.TrimSpace(m.Title) != ""
}

// Produced returns the file's creation day as Info writes it; empty if there is none.
func Produced(m *frame.Meta) string {
	date, _ := dates(m, produced(m))
	return date
}

// produced returns the file's creation day: for an old issue typeset again the
// day of that, if known, else the issue's own. It is never taken from the clock.
func produced(m *frame.Meta) frame.Date {
	if m.Reset && m.Produced != (frame.Date{}) {
		return m.Produced
	}
	return m.Created
}

// subject is the issue, with the words that keep a re-setting apart from the
// original, and its abstract.
func subject(m *frame.Meta) string {
	issue, abstract := issueLine(m), m.Element("abstract")
	if issue == "" || abstract == "" {
		return issue + abstract
	}
	return issue + "：" + abstract
}

// issueLine is the issue, with the words that keep a re-setting apart from the
// original.
func issueLine(m *frame.Meta) string {
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
