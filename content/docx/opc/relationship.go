package opc

import (
	"path"
	"strings"
)

const typesPart = "[Content_Types].xml"

// contentTypes are the types of parts (ECMA-376 part 2, 7.3).
type contentTypes struct{ byExtension, byPart map[string]string }

func (p *Package) readTypes() error {
	t, err := p.XML(typesPart)
	if err != nil {
		return err
	}
	p.types = contentTypes{map[string]string{}, map[string]string{}}
	for n := range t.Root().Children() {
		switch n.Name() {
		case "ct:Default":
			p.types.byExtension[strings.ToLower(n.Attr("Extension"))] = n.Attr("ContentType")
		case "ct:Override":
			p.types.byPart[key(n.Attr("PartName"))] = n.Attr("ContentType")
		}
	}
	return nil
}

// Type returns the content type of a part, such as "image/png"; "" if it has none.
func (p *Package) Type(part string) string {
	k := key(part)
	if t := p.types.byPart[k]; t != "" {
		return t
	}
	return p.types.byExtension[strings.TrimPrefix(path.Ext(k), ".")]
}

// Relationship is a reference of a part to another part or to something outside.
type Relationship struct {
	ID       string
	Type     string // the last element of its URI: "image", "hyperlink", "footnotes"; the same in Strict files
	Target   string // name of a part, or, if External, as the file has it
	External bool
}

// Relationships returns the references of a part, in the order of the file; those of the
// package if part is "". A part without any has none; that is no error.
func (p *Package) Relationships(part string) ([]Relationship, error) {
	part = strings.TrimPrefix(strings.ReplaceAll(part, `\`, "/"), "/")
	dir, base := path.Split(part)
	rels := dir + "_rels/" + base + ".rels"
	if !p.Has(rels) {
		return nil, nil
	}
	t, err := p.XML(rels)
	if err != nil {
		return nil, err
	}
	var list []Relationship
	for n := range t.Root().Children() {
		if n.Name() != "pr:Relationship" {
			continue
		}
		kind := n.Attr("Type")
		r := Relationship{
			ID:       n.Attr("Id"),
			Type:     kind[strings.LastIndexByte(kind, '/')+1:],
			Target:   strings.TrimSpace(n.Attr("Target")),
			External: strings.EqualFold(n.Attr("TargetMode"), "External"),
		}
		if !r.External {
			r.Target = resolve(dir, r.Target)
		}
		list = append(list, r)
	}
	return list, nil
}

// resolve returns the name of the part that a part in folder dir calls target.
func resolve(dir, target string) string {
	target, _, _ = strings.Cut(strings.ReplaceAll(target, `\`, "/"), "#")
	if target == "" {
		return ""
	}
	if !strings.HasPrefix(target, "/") {
		target = "/" + dir + target
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}
