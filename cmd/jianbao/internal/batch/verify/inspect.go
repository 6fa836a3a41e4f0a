package verify

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/batch/pdfread"
	"jianbao/content/diag"
)

// facts holds the properties of a PDF that are checked.
type facts struct {
	pages    int
	info     map[string]string // text entries of the document information dictionary
	xmp      packet            // nil if there is none
	xmpError error
	loose    []string // fonts that are not embedded
	hazards  []hazard
	attached []attachment
}

// hazard is a feature that PDFs for archiving should not have.
type hazard struct {
	code diag.Code
	what string
}

type attachment struct {
	name           string
	sha256, sha512 string // empty if it cannot be unpacked
	data           []byte // of the record
}

// inspection visits all objects of a file once, whether or not they are
// referenced.
type inspection struct {
	file     *pdfread.File
	facts    facts
	specs    []spec       // file specifications with embedded files
	embedded map[int]bool // embedded files by object number; true if a specification refers to them
	object   int          // number of the object being visited
}

type spec struct {
	name   string
	stream pdfread.Object
}

// inspect reads a PDF. The error is a *pdfread.Error, or another error after a
// panic.
func inspect(data []byte) (f *facts, err error) {
	defer func() {
		if bug := recover(); bug != nil {
			f, err = nil, fmt.Errorf("%v", bug)
		}
	}()
	file, err := pdfread.Open(data)
	if err != nil {
		return nil, err
	}
	i := &inspection{file: file, embedded: map[int]bool{}}
	if file.Encrypted() {
		i.hazard("safe-encrypted", "")
		return &i.facts, nil
	}
	for i.object = range file.Numbers() {
		o, err := file.Load(i.object)
		if err != nil {
			return nil, err
		}
		if err := i.visit(o); err != nil {
			return nil, err
		}
	}
	if i.facts.pages, err = file.Pages(); err != nil {
		return nil, err
	}
	if err := i.document(); err != nil {
		return nil, err
	}
	if err := i.attachments(); err != nil {
		return nil, err
	}
	slices.Sort(i.facts.loose)
	i.facts.loose = slices.Compact(i.facts.loose)
	slices.SortFunc(i.facts.hazards, func(a, b hazard) int {
		return strings.Compare(string(a.code)+" "+a.what, string(b.code)+" "+b.what)
	})
	i.facts.hazards = slices.Compact(i.facts.hazards)
	return &i.facts, nil
}

func (i *inspection) hazard(code diag.Code, what string) {
	i.facts.hazards = append(i.facts.hazards, hazard{code, what})
}

// visit visits an object and its children; references are not followed.
func (i *inspection) visit(o pdfread.Object) error {
	switch v := o.(type) {
	case pdfread.Array:
		for _, item := range v {
			if err := i.visit(item); err != nil {
				return err
			}
		}
	case *pdfread.Dict:
		return i.dict(v)
	case *pdfread.Stream:
		if err := i.file.Test(v); err != nil {
			return err
		}
		if v.Dict.Get("Type") == pdfread.Name("EmbeddedFile") {
			if _, known := i.embedded[i.object]; !known {
				i.embedded[i.object] = false
			}
		}
		if f := v.Dict.Get("F"); f != nil {
			name, err := i.fileName(f)
			if err != nil {
				return err
			}
			i.hazard("safe-external", name)
		}
		return i.dict(v.Dict)
	}
	return nil
}

func (i *inspection) dict(d *pdfread.Dict) error {
	if err := i.font(d); err != nil {
		return err
	}
	if err := i.actions(d); err != nil {
		return err
	}
	if err := i.annotation(d); err != nil {
		return err
	}
	if ef, err := i.file.Dict(d.Get("EF")); err != nil {
		return err
	} else if ef != nil {
		name, err := i.fileName(d)
		if err != nil {
			return err
		}
		// Without either it is not a file specification: a font may be called EF.
		if name != "" || d.Get("Type") == pdfread.Name("Filespec") {
			for _, e := range ef.Entries() { // F and UF, usually of one stream
				i.specs = append(i.specs, spec{name, e.Value})
			}
		}
	}
	for _, e := range d.Entries() {
		if err := i.visit(e.Value); err != nil {
			return err
		}
	}
	return nil
}

// name returns the resolved value of a key if it is a name.
func (i *inspection) name(d *pdfread.Dict, key pdfread.Name) (pdfread.Name, error) {
	o, err := i.file.Resolve(d.Get(key))
	n, _ := o.(pdfread.Name)
	return n, err
}

// fileName returns the file name of a file specification.
func (i *inspection) fileName(o pdfread.Object) (string, error) {
	o, err := i.file.Resolve(o)
	if err != nil {
		return "", err
	}
	d, ok := o.(*pdfread.Dict)
	if !ok {
		s, _ := o.(pdfread.String)
		return s.Text(), nil
	}
	for _, key := range []pdfread.Name{"UF", "F"} {
		o, err := i.file.Resolve(d.Get(key))
		if err != nil {
			return "", err
		}
		if s, ok := o.(pdfread.String); ok {
			return s.Text(), nil
		}
	}
	return "", nil
}

// font records fonts without the required font file. Type 0 fonts have it in
// their descendants, Type 3 fonts need none.
func (i *inspection) font(d *pdfread.Dict) error {
	kind, err := i.name(d, "Subtype")
	if err != nil {
		return err
	}
	switch kind {
	case "Type1", "MMType1", "TrueType", "CIDFontType0", "CIDFontType2":
	default:
		return nil
	}
	base, err := i.name(d, "BaseFont")
	if err != nil {
		return err
	}
	if base == "" && d.Get("Type") != pdfread.Name("Font") {
		return nil // not a font: for example a form XObject
	}
	descriptor, err := i.file.Dict(d.Get("FontDescriptor"))
	if err != nil {
		return err
	}
	for _, key := range []pdfread.Name{"FontFile", "FontFile2", "FontFile3"} {
		o, err := i.file.Resolve(descriptor.Get(key))
		if err != nil {
			return err
		}
		if s, ok := o.(*pdfread.Stream); ok && len(s.Raw) > 0 {
			return nil
		}
	}
	i.facts.loose = append(i.facts.loose, string(base))
	return nil
}

// document reads the data about the document in catalog and trailer.
func (i *inspection) document() error {
	catalog, err := i.file.Catalog()
	if err != nil {
		return err
	}
	names, err := i.file.Dict(catalog.Get("Names"))
	if err != nil {
		return err
	}
	if names.Get("JavaScript") != nil {
		i.hazard("safe-javascript", "")
	}
	form, err := i.file.Dict(catalog.Get("AcroForm"))
	if err != nil {
		return err
	}
	fields, err := i.file.Resolve(form.Get("Fields"))
	if err != nil {
		return err
	}
	if list, ok := fields.(pdfread.Array); ok && len(list) > 0 || form.Get("XFA") != nil {
		i.hazard("safe-form", "")
	}
	info, err := i.file.Dict(i.file.Trailer.Get("Info"))
	if err != nil {
		return err
	}
	i.facts.info = map[string]string{}
	for _, e := range info.Entries() {
		o, err := i.file.Resolve(e.Value)
		if err != nil {
			return err
		}
		if s, ok := o.(pdfread.String); ok {
			i.facts.info[string(e.Key)] = s.Text()
		}
	}
	o, err := i.file.Resolve(catalog.Get("Metadata"))
	if err != nil {
		return err
	}
	if s, ok := o.(*pdfread.Stream); ok {
		data, err := i.file.Unpack(s, maxXMP)
		if err != nil {
			return err
		}
		i.facts.xmp, i.facts.xmpError = parseXMP(data)
	}
	return nil
}

// attachments lists the embedded files, including unreferenced ones.
func (i *inspection) attachments() error {
	listed := map[string]bool{}
	for _, s := range i.specs {
		if ref, ok := s.stream.(pdfread.Ref); ok {
			i.embedded[ref.Number] = true
		}
		o, err := i.file.Resolve(s.stream)
		if err != nil {
			return err
		}
		a := attachment{name: s.name}
		if stream, ok := o.(*pdfread.Stream); ok {
			h512, h256 := sha512.New(), sha256.New()
			if err := i.file.Copy(io.MultiWriter(h512, h256), stream); err != nil {
				return err
			}
			a.sha512, a.sha256 = hex.EncodeToString(h512.Sum(nil)), hex.EncodeToString(h256.Sum(nil))
			if s.name == recordName {
				if a.data, err = i.file.Unpack(stream, maxRecord); err != nil {
					return err
				}
			}
		}
		if key := a.name + "\x00" + a.sha512; !listed[key] {
			listed[key] = true
			i.facts.attached = append(i.facts.attached, a)
		}
	}
	for _, named := range i.embedded {
		if !named {
			i.hazard("safe-attachment", "?")
		}
	}
	return nil
}
