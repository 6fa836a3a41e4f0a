package verify

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxXMP bounds a metadata packet, in bytes.
const maxXMP = 8 << 20

// Namespaces of the properties that are compared.
const (
	nsRDF   = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsXML   = "http://www.w3.org/XML/1998/namespace"
	nsDC    = "http://purl.org/dc/elements/1.1/"
	nsXMP   = "http://ns.adobe.com/xap/1.0/"
	nsPDF   = "http://ns.adobe.com/pdf/1.3/"
	nsPDFA  = "http://www.aiim.org/pdfa/ns/id/"
	nsPDFX  = "http://www.npes.org/pdfx/ns/id/"
	nsIssue = "urn:x-jianbao:issue/1.0/"
)

// packet holds the properties of a metadata packet (ISO 16684-1) by namespace
// and name: the text of each property, or the first text of a list.
type packet map[xml.Name]string

func (p packet) get(space, local string) string { return p[xml.Name{Space: space, Local: local}] }

// parser reads the RDF of XMP. Structures are skipped.
type parser struct {
	d     *xml.Decoder
	found packet
	depth int
}

var errDepth = errors.New("nested too deeply")

// parseXMP reads a packet in UTF-8. A repeated property with different values
// is an error: readers differ in which value they use.
func parseXMP(data []byte) (packet, error) {
	p := &parser{d: xml.NewDecoder(bytes.NewReader(data)), found: packet{}}
	for {
		t, err := p.d.Token()
		if errors.Is(err, io.EOF) {
			return p.found, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.Directive:
			return nil, errors.New("document type declarations are not allowed")
		case xml.StartElement:
			if t.Name == (xml.Name{Space: nsRDF, Local: "Description"}) {
				if err := p.description(t); err != nil {
					return nil, err
				}
			}
		}
	}
}

// set records a value. Empty ones are ignored.
func (p *parser) set(name xml.Name, value string) error {
	if value == "" {
		return nil
	}
	if was, ok := p.found[name]; ok && was != value {
		return fmt.Errorf("different values of %s", name.Local)
	}
	p.found[name] = value
	return nil
}

// description reads an rdf:Description: properties as attributes and as
// elements.
func (p *parser) description(start xml.StartElement) error {
	for _, a := range start.Attr {
		switch a.Name.Space {
		case "", "xmlns", nsRDF, nsXML:
			continue
		}
		if err := p.set(a.Name, strings.TrimSpace(a.Value)); err != nil {
			return err
		}
	}
	for {
		t, err := p.d.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			value, err := p.value()
			if err == nil {
				err = p.set(t.Name, value)
			}
			if err != nil {
				return err
			}
		}
	}
}

// value reads up to the end of an element and returns its text: that in the
// default language, that of the first item, or its own.
func (p *parser) value() (string, error) {
	const most = 50
	if p.depth++; p.depth > most {
		return "", errDepth
	}
	defer func() { p.depth-- }()
	var text strings.Builder
	inner, chosen := "", false
	for {
		t, err := p.d.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			if chosen {
				return inner, nil
			}
			return strings.TrimSpace(text.String()), nil
		case xml.StartElement:
			value, err := p.value()
			if err != nil {
				return "", err
			}
			isDefault := false
			for _, a := range t.Attr {
				isDefault = isDefault || a.Name == xml.Name{Space: nsXML, Local: "lang"} && a.Value == "x-default"
			}
			container := t.Name.Space == nsRDF && (t.Name.Local == "Alt" || t.Name.Local == "Seq" || t.Name.Local == "Bag" || t.Name.Local == "li")
			if container && (!chosen || isDefault) {
				inner, chosen = value, true
			}
		}
	}
}
