package pdf

import (
	"fmt"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
)

// writeMeta writes Info and XMP from the same values, so that they agree, and
// what the catalog says about the whole file.
func (f *finisher) writeMeta() {
	m := &f.doc.Meta
	date, iso := dates(m)
	info := object.D()
	for _, e := range [...]struct {
		key  object.Name
		text string
	}{{"Title", m.Title}, {"Author", m.Issuer}, {"Subject", m.Issue}, {"Creator", creator}, {"Producer", f.opt.Producer}} {
		if e.text != "" {
			info.Set(e.key, object.Text(e.text))
		}
	}
	if date != "" {
		info.Set("CreationDate", object.String(date))
		info.Set("ModDate", object.String(date))
	}
	f.file.Trailer.Set("Info", f.file.Add(info))
	f.catalog.Set("Metadata", f.file.Add(&object.Stream{
		Dict:  object.D("Type", object.Name("Metadata"), "Subtype", object.Name("XML")),
		Data:  f.xmp(iso),
		Plain: true, // found by programs that know no PDF
	}))
	if m.Lang != "" {
		f.catalog.Set("Lang", object.Text(m.Lang))
	}
	// A page that a reader scales to the paper breaks the official grid.
	f.catalog.Set("ViewerPreferences", object.D("DisplayDocTitle", true, "PrintScaling", object.Name("None")))
}

// creator names the program in the metadata.
const creator = "jianbao"

// dates returns the issue's day as Info and as XMP write it, empty if there is
// none. The zone is that of the language's country: the day is a local one.
func dates(m *frame.Meta) (info, iso string) {
	d := m.Created
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

// xmp is the metadata packet (ISO 32000 14.3.2).
func (f *finisher) xmp(date string) []byte {
	m := &f.doc.Meta
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n" +
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"" +
		" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"" +
		" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n")
	alt := func(tag, text string) {
		if text != "" {
			fmt.Fprintf(&b, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></%s>\n", tag, escape(text), tag)
		}
	}
	list := func(tag, kind, text string) {
		if text != "" {
			fmt.Fprintf(&b, "<%s><rdf:%s><rdf:li>%s</rdf:li></rdf:%s></%s>\n", tag, kind, escape(text), kind, tag)
		}
	}
	plain := func(tag, text string) {
		if text != "" {
			fmt.Fprintf(&b, "<%s>%s</%s>\n", tag, escape(text), tag)
		}
	}
	plain("dc:format", "application/pdf")
	alt("dc:title", m.Title)
	list("dc:creator", "Seq", m.Issuer)
	alt("dc:description", m.Issue)
	list("dc:language", "Bag", m.Lang)
	plain("xmp:CreatorTool", creator)
	plain("xmp:CreateDate", date)
	plain("xmp:ModifyDate", date)
	plain("xmp:MetadataDate", date)
	plain("pdf:Producer", f.opt.Producer)
	if f.tree != nil {
		plain("pdfuaid:part", "1")
	}
	b.WriteString("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(b.String())
}

// escape makes text safe inside an XML element; what XML cannot hold at all is
// left out.
func escape(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s))
}
