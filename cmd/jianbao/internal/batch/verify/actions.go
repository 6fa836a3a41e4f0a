package verify

import (
	"strings"

	"jianbao/cmd/jianbao/internal/batch/pdfread"
)

// actions looks for actions that run automatically or that act outside the
// file. Going to a destination in the file and following links to the web are
// harmless.
func (i *inspection) actions(d *pdfread.Dict) error {
	kind, err := i.name(d, "S")
	if err != nil {
		return err
	}
	if kind == "JavaScript" {
		i.hazard("safe-javascript", "")
	}
	// These are recorded in any position; no other dictionary has such an S,
	// except a structure element of that name.
	switch kind {
	case "Launch", "GoToR", "GoToE", "SubmitForm", "ImportData", "Rendition", "RichMediaExecute", "GoTo3DView":
		if d.Get("Type") != pdfread.Name("StructElem") && d.Get("P") == nil {
			i.hazard("safe-action", string(kind))
		}
	}
	for _, key := range []pdfread.Name{"A", "OpenAction"} {
		a, err := i.file.Dict(d.Get(key))
		if err != nil {
			return err
		}
		// Structure elements have attributes under A, which are not actions.
		if d.Get("Type") == pdfread.Name("StructElem") || a.Get("S") == nil {
			continue
		}
		if err := i.action(a); err != nil {
			return err
		}
	}
	if acts(d) {
		if more, err := i.file.Dict(d.Get("AA")); err != nil {
			return err
		} else if len(more.Entries()) > 0 {
			i.hazard("safe-action", "AA")
		}
	}
	return nil
}

// acts reports whether a dictionary may have additional actions: the catalog, a
// page, an annotation, a field. In others a key AA may be, for example, the name
// of a font.
func acts(d *pdfread.Dict) bool {
	switch d.Get("Type") {
	case pdfread.Name("Catalog"), pdfread.Name("Page"), pdfread.Name("Annot"):
		return true
	}
	_, isField := d.Get("FT").(pdfread.Name)
	_, isKid := d.Get("T").(pdfread.String)
	_, isWidget := d.Get("Rect").(pdfread.Array)
	return isField || isKid || isWidget
}

// action checks a dictionary in the position of an action.
func (i *inspection) action(a *pdfread.Dict) error {
	kind, err := i.name(a, "S")
	if err != nil {
		return err
	}
	if next := a.Get("Next"); next != nil {
		i.hazard("safe-action", "Next")
	}
	switch kind {
	case "GoTo", "JavaScript": // the latter is reported elsewhere
		return nil
	case "Named":
		name, err := i.name(a, "N")
		if err != nil {
			return err
		}
		switch name {
		case "NextPage", "PrevPage", "FirstPage", "LastPage":
			return nil
		}
		i.hazard("safe-action", "Named "+string(name))
		return nil
	case "URI":
		o, err := i.file.Resolve(a.Get("URI"))
		if err != nil {
			return err
		}
		s, _ := o.(pdfread.String)
		if !webAddress(string(s)) {
			i.hazard("safe-action", "URI "+s.Text())
		}
		return nil
	}
	i.hazard("safe-action", string(kind))
	return nil
}

// webAddress reports whether a URI is a web or mail address, and not, for
// example, a local path without a scheme or a URI that starts a program.
func webAddress(s string) bool {
	scheme, rest, ok := strings.Cut(strings.ToLower(s), ":")
	switch scheme {
	case "http", "https", "ftp":
		return ok && strings.HasPrefix(rest, "//") && len(rest) > 2
	case "mailto", "tel", "urn":
		return ok
	}
	return false
}

// annotation records annotations that play media, run programs or embed files.
func (i *inspection) annotation(d *pdfread.Dict) error {
	kind, err := i.name(d, "Subtype")
	if err != nil {
		return err
	}
	switch kind {
	case "Movie", "Sound", "Screen", "RichMedia", "3D", "FileAttachment":
		if d.Get("Rect") != nil || d.Get("Type") == pdfread.Name("Annot") {
			i.hazard("safe-annotation", string(kind))
		}
	}
	return nil
}
