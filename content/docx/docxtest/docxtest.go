// Package docxtest makes documents of Word for tests, from the XML of their parts.
package docxtest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Part is a part of a document beside its text.
type Part struct {
	Name string // "word/styles.xml"
	Data string // of XML, what is in the root element, unless it begins with <?xml
}

// roots are the root elements of the parts that a document refers to by their names.
var roots = map[string]string{
	"styles": "w:styles", "numbering": "w:numbering", "footnotes": "w:footnotes", "endnotes": "w:endnotes",
	"comments": "w:comments", "settings": "w:settings", "header": "w:hdr", "footer": "w:ftr",
}

const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" ` +
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
	`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
	`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
	`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" ` +
	`xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" ` +
	`xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" ` +
	`xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" ` +
	`xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" ` +
	`mc:Ignorable="w14"`

// Styles are the styles of every document made here, with ids as WPS writes them.
const Styles = `<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/><w:basedOn w:val="1"/><w:rPr><w:b/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 2"/><w:basedOn w:val="1"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="4"><w:name w:val="heading 5"/><w:basedOn w:val="1"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="5"><w:name w:val="Title"/><w:basedOn w:val="1"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="6"><w:name w:val="Quote"/><w:basedOn w:val="1"/></w:style>` +
	`<w:style w:type="character" w:styleId="7"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>`

// Document returns a document whose w:body contains body, with the given parts: those
// in the folder word that are named after the kind of their root element are referred
// to with an id that is the kind ("footnotes", "header1"), those in word/media with
// their names ("a.png").
func Document(body string, parts ...Part) []byte {
	parts = slices.Clone(parts)
	if !slices.ContainsFunc(parts, func(p Part) bool { return p.Name == "word/styles.xml" }) {
		parts = append(parts, Part{"word/styles.xml", Styles})
	}
	types := `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>` +
		`<Default Extension="jpg" ContentType="image/jpeg"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>`
	relations := ""
	for i, p := range parts {
		folder, base := path.Split(p.Name)
		name := strings.TrimSuffix(base, path.Ext(base))
		kind := strings.TrimRight(name, "0123456789")
		switch root := roots[kind]; {
		case folder == "word/media/":
			relations += relation(base, "image", "media/"+base)
		case folder == "word/" && root != "":
			relations += relation(name, kind, base)
			if !strings.HasPrefix(p.Data, "<?xml") {
				parts[i].Data = element(root, p.Data)
			}
		}
	}
	all := append([]Part{
		{"[Content_Types].xml", header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` + types + `</Types>`},
		{"_rels/.rels", relationships(relation("main", "officeDocument", "word/document.xml"))},
		{"word/document.xml", element("w:document", "<w:body>"+body+"</w:body>")},
		{"word/_rels/document.xml.rels", relationships(relations)},
	}, parts...)
	// A part that is given in place of one of these replaces it.
	for i := range all[:4] {
		for _, p := range parts {
			if p.Name == all[i].Name {
				all[i].Data = p.Data
			}
		}
	}
	return Zip(all)
}

const header = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

func element(root, content string) string {
	return header + "<" + root + " " + namespaces + ">" + content + "</" + root + ">"
}

func relation(id, kind, target string) string {
	return fmt.Sprintf(`<Relationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`, id, kind, target)
}

func relationships(list string) string {
	return header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + list + `</Relationships>`
}

// Zip returns an archive of parts; of several of one name the first.
func Zip(parts []Part) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	seen := map[string]bool{}
	for _, p := range parts {
		if seen[p.Name] {
			continue
		}
		seen[p.Name] = true
		w, err := z.Create(p.Name)
		if err == nil {
			_, err = w.Write([]byte(p.Data))
		}
		if err != nil {
			panic(err) // a buffer takes everything
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// P returns a paragraph of runs.
func P(runs ...string) string { return "<w:p>" + strings.Join(runs, "") + "</w:p>" }

// Styled returns a paragraph with properties, the content of w:pPr.
func Styled(properties string, runs ...string) string {
	return "<w:p><w:pPr>" + properties + "</w:pPr>" + strings.Join(runs, "") + "</w:p>"
}

// R returns a run of text with properties, the content of w:rPr.
func R(text, properties string) string {
	return "<w:r><w:rPr>" + properties + `</w:rPr><w:t xml:space="preserve">` + text + "</w:t></w:r>"
}

// T returns a run of text.
func T(text string) string { return R(text, "") }
