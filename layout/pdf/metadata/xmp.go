package metadata

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
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

// properties are those of an issue that archives need and Dublin Core lacks.
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
		add("reset", "Boolean", "True", "the issue was typeset again from its copy (重排本); the file is not a scan")
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

func (b *packet) list(tag, kind string, texts ...string) {
	texts = slices.DeleteFunc(texts, func(s string) bool { return s == "" })
	if len(texts) == 0 {
		return
	}
	fmt.Fprintf(b, "<%s><rdf:%s>", tag, kind)
	for _, text := range texts {
		fmt.Fprintf(b, "<rdf:li>%s</rdf:li>", escape(text))
	}
	fmt.Fprintf(b, "</rdf:%s></%s>\n", kind, tag)
}

// packet returns the metadata packet (ISO 32000-1 14.3.2), and where in it the digest of
// the file is to come.
func (f *File) packet() (data []byte, digestAt int) {
	var b packet
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n" +
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n")
	own := properties(f.Meta, f.Pages)
	f.begin(&b)
	f.describe(&b)
	digestAt = f.identify(&b)
	f.claim(&b)
	if f.A != "" {
		for _, p := range own {
			b.plain("issue:"+p.name, p.value)
		}
	}
	b.WriteString("</rdf:Description>\n")
	if f.A != "" {
		f.extensions(&b, own)
	}
	b.WriteString("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(b.String()), digestAt
}

// begin begins the description, with the namespaces it uses.
func (f *File) begin(b *packet) {
	b.WriteString("<rdf:Description rdf:about=\"\"")
	for _, ns := range []struct {
		prefix, uri string
		used        bool
	}{
		{"dc", "http://purl.org/dc/elements/1.1/", true},
		{"xmp", "http://ns.adobe.com/xap/1.0/", true},
		{"pdf", "http://ns.adobe.com/pdf/1.3/", true},
		{"pdfuaid", nsUA, f.UA},
		{"pdfaid", "http://www.aiim.org/pdfa/ns/id/", f.A != ""},
		{"pdfxid", nsX, f.X == X4},
		{"xmpMM", "http://ns.adobe.com/xap/1.0/mm/", true},
		{"issue", nsIssue, f.A != ""},
	} {
		if ns.used {
			fmt.Fprintf(b, " xmlns:%s=\"%s\"", ns.prefix, ns.uri)
		}
	}
	b.WriteString(">\n")
}

// describe writes Dublin Core and the properties that Info has, too.
func (f *File) describe(b *packet) {
	m := f.Meta
	b.plain("dc:format", "application/pdf")
	b.alt("dc:title", m.Title)
	b.list("dc:creator", "Seq", m.Issuer)
	b.alt("dc:description", subject(m))
	b.list("dc:subject", "Bag", keywords(m)...)
	b.list("dc:language", "Bag", m.Lang)
	if _, day := dates(m, m.Created); f.A != "" {
		b.list("dc:date", "Seq", day)
		b.plain("dc:identifier", m.Record)
	}
	_, date := dates(m, produced(m))
	b.plain("xmp:CreatorTool", creator)
	b.plain("xmp:CreateDate", date)
	b.plain("xmp:ModifyDate", date)
	b.plain("xmp:MetadataDate", date)
	b.plain("pdf:Keywords", m.Element("keywords"))
	b.plain("pdf:Producer", f.Producer)
}

// keywords returns the keywords one by one. They are divided as DA/T 46 and GB/T 7713
// write them: by semicolons, else by commas, else by white space.
func keywords(m *frame.Meta) []string {
	text := m.Element("keywords")
	for _, marks := range []string{";；", "，,、"} {
		if strings.ContainsAny(text, marks) {
			list := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(marks, r) })
			for i := range list {
				list[i] = strings.TrimSpace(list[i])
			}
			return list
		}
	}
	return strings.Fields(text)
}

// identify writes what the file is called, and returns where its digest is to come.
func (f *File) identify(b *packet) (digestAt int) {
	b.plain("xmpMM:DocumentID", documentID(f.Meta))
	b.WriteString("<xmpMM:VersionID>")
	digestAt = b.Len()
	b.WriteString(object.NoDigest + "</xmpMM:VersionID>\n")
	return digestAt
}

// claim writes the standards that the file claims to conform to.
func (f *File) claim(b *packet) {
	if f.UA {
		b.plain("pdfuaid:part", "1")
	}
	if f.X == X4 {
		b.plain("pdf:Trapped", "False")
		b.plain("pdfxid:GTS_PDFXVersion", f.X)
		b.plain("xmpMM:RenditionClass", "default")
	}
	if f.A != "" {
		b.plain("pdfaid:part", f.A)
		b.plain("pdfaid:conformance", f.ALevel)
	}
}

// documentID names the issue, whatever profile its file has and however often it is
// made (ISO 15930-7 6.8): a UUID of version 8 (RFC 9562 5.8), from a hash. Two
// files of an issue differ in their VersionID.
func documentID(m *frame.Meta) string {
	title := m.Publication
	if title == "" {
		title = m.Title
	}
	// Texts have their lengths, so that no two issues become one.
	h := sha256.Sum256(fmt.Appendf(nil, "%d:%s %d:%s %d %d:%s %04d-%02d-%02d", len(m.Issuer), m.Issuer, len(title), title,
		m.Year, len(m.Number), m.Number, m.Created.Year, m.Created.Month, m.Created.Day))
	h[6], h[8] = h[6]&0x0F|0x80, h[8]&0x3F|0x80
	return fmt.Sprintf("uuid:%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// extensions describes the properties that PDF/A does not know.
func (f *File) extensions(b *packet, list []property) {
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
	if f.UA {
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
