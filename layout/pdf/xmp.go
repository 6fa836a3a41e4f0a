package pdf

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"

	"jianbao/layout/frame"
)

// Namespaces of the properties that PDF/A does not know: they need a
// description in the file (ISO 19005-2 6.6.2.3).
const (
	nsUA    = "http://www.aiim.org/pdfua/ns/id/"
	nsX     = "http://www.npes.org/pdfx/ns/id/"
	nsIssue = "urn:x-jianbao:issue/1.0/"
)

// property is a property of ours.
type property struct{ name, kind, value, about string }

// properties are what the archive wants to know of an issue beyond Dublin Core.
func properties(m *frame.Meta, pages int) []property {
	var list []property
	add := func(name, kind, value, about string) {
		if value != "" && value != "0" {
			list = append(list, property{name, kind, value, about})
		}
	}
	add("publication", "Text", m.Publication, "title of the publication")
	add("year", "Integer", strconv.Itoa(m.Year), "year of the issue")
	add("number", "Text", m.Number, "number of the issue within its year")
	add("total", "Text", m.Total, "running number of the issue")
	add("pages", "Integer", strconv.Itoa(pages), "number of pages of the file")
	add("record", "Text", m.Record, "record number of the archive (档号)")
	for _, e := range m.Elements {
		add(e.Key, "Text", e.Value, "element of archival metadata after DA/T 46")
	}
	if m.Reset {
		add("reset", "Boolean", "True", "the issue has been set anew from its copy (重排本); it is no scan")
	}
	return list
}

// packet writes an XMP packet (ISO 16684-1).
type packet struct{ strings.Builder }

func (b *packet) plain(tag, text string) {
	if text != "" {
		fmt.Fprintf(b, "<%s>%s</%s>\n", tag, escape(text), tag)
	}
}

func (b *packet) alt(tag, text string) {
	if text != "" {
		fmt.Fprintf(b, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></%s>\n", tag, escape(text), tag)
	}
}

func (b *packet) list(tag, kind, text string) {
	if text != "" {
		fmt.Fprintf(b, "<%s><rdf:%s><rdf:li>%s</rdf:li></rdf:%s></%s>\n", tag, kind, escape(text), kind, tag)
	}
}

// xmp is the metadata packet (ISO 32000 14.3.2).
func (f *finisher) xmp(date string) []byte {
	m := &f.doc.Meta
	var b packet
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n" +
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"" +
		" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"")
	ours := f.conf.part != ""
	for _, ns := range []struct {
		prefix, uri string
		used        bool
	}{
		{"pdfuaid", nsUA, f.accessible()},
		{"pdfaid", "http://www.aiim.org/pdfa/ns/id/", ours},
		{"pdfxid", nsX, f.conf.standard == X4},
		{"xmpMM", "http://ns.adobe.com/xap/1.0/mm/", f.conf.standard == X4},
		{"issue", nsIssue, ours},
	} {
		if ns.used {
			fmt.Fprintf(&b, " xmlns:%s=\"%s\"", ns.prefix, ns.uri)
		}
	}
	b.WriteString(">\n")
	b.plain("dc:format", "application/pdf")
	b.alt("dc:title", m.Title)
	b.list("dc:creator", "Seq", m.Issuer)
	b.alt("dc:description", subject(m))
	b.list("dc:language", "Bag", m.Lang)
	if _, day := dates(m, m.Created); ours {
		b.list("dc:date", "Seq", day)
		b.plain("dc:identifier", m.Record)
	}
	b.plain("xmp:CreatorTool", creator)
	b.plain("xmp:CreateDate", date)
	b.plain("xmp:ModifyDate", date)
	b.plain("xmp:MetadataDate", date)
	b.plain("pdf:Producer", f.opt.Producer)
	if f.accessible() {
		b.plain("pdfuaid:part", "1")
	}
	if f.conf.standard == X4 {
		b.plain("pdf:Trapped", "False")
		b.plain("pdfxid:GTS_PDFXVersion", f.conf.name)
		b.plain("xmpMM:DocumentID", f.identity())
		b.plain("xmpMM:VersionID", "1")
		b.plain("xmpMM:RenditionClass", "default")
	}
	if ours {
		b.plain("pdfaid:part", f.conf.part)
		b.plain("pdfaid:conformance", f.conf.level)
		list := properties(m, len(f.doc.Pages))
		for _, p := range list {
			b.plain("issue:"+p.name, p.value)
		}
		b.WriteString("</rdf:Description>\n")
		f.extensions(&b, list)
	} else {
		b.WriteString("</rdf:Description>\n")
	}
	b.WriteString("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(b.String())
}

// accessible reports whether the file claims PDF/UA: print files do not, they
// have no links.
func (f *finisher) accessible() bool { return f.tree != nil && f.conf.screen }

// identity names the document by its content, in the form of a UUID of version
// 8 (RFC 9562 5.8).
func (f *finisher) identity() string {
	h := sha256.New()
	h.Write(f.raw)
	fmt.Fprintf(h, "%s\n%s\n%s\n", f.doc.Meta.Title, f.doc.Meta.Issue, f.conf.name)
	s := h.Sum(nil)
	s[6], s[8] = s[6]&0x0F|0x80, s[8]&0x3F|0x80
	return fmt.Sprintf("uuid:%x-%x-%x-%x-%x", s[0:4], s[4:6], s[6:8], s[8:10], s[10:16])
}

// extensions describes the properties that PDF/A does not know.
func (f *finisher) extensions(b *packet, list []property) {
	b.WriteString("<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"" +
		" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n" +
		"<pdfaExtension:schemas><rdf:Bag>\n")
	schema := func(name, uri, prefix string, list []property, category string) {
		b.WriteString("<rdf:li rdf:parseType=\"Resource\">\n")
		b.plain("pdfaSchema:schema", name)
		b.plain("pdfaSchema:namespaceURI", uri)
		b.plain("pdfaSchema:prefix", prefix)
		b.WriteString("<pdfaSchema:property><rdf:Seq>\n")
		for _, p := range list {
			b.WriteString("<rdf:li rdf:parseType=\"Resource\">\n")
			b.plain("pdfaProperty:name", p.name)
			b.plain("pdfaProperty:valueType", p.kind)
			b.plain("pdfaProperty:category", category)
			b.plain("pdfaProperty:description", p.about)
			b.WriteString("</rdf:li>\n")
		}
		b.WriteString("</rdf:Seq></pdfaSchema:property>\n</rdf:li>\n")
	}
	if f.accessible() {
		schema("PDF/UA identification", nsUA, "pdfuaid", []property{{"part", "Integer", "", "part of ISO 14289 the file conforms to"}}, "internal")
	}
	if len(list) > 0 {
		schema("Bulletin issue", nsIssue, "issue", list, "external")
	}
	b.WriteString("</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n")
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
