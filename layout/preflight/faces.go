package preflight

import (
	"cmp"
	"slices"
	"strconv"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
)

// Embedding permissions in OS/2 fsType (OpenType specification).
const (
	usage        = 0x000F
	restricted   = 0x0002 // no embedding, unless a bit of a less restrictive licence is set
	noSubsetting = 0x0100
	bitmapOnly   = 0x0200
)

// Face is a face that the document uses.
type Face struct {
	Face     *fonts.Face
	Name     string // PostScript
	FSType   int
	Embedded bool // whether the file embeds the outlines used as a font
	page     int  // index of the page of its first use
	at       diag.Span
}

// usedFaces returns the faces of the document, sorted by name. If a file was
// made, they are those in the file, since blanks are not painted. Text converted
// to outlines counts with the faces that it was drawn from.
func (j *Job) usedFaces() []Face {
	var list []Face
	seen := map[*fonts.Face]bool{}
	for i := range j.Doc.Pages {
		for _, item := range j.Doc.Pages[i].Items {
			l, ok := item.(*frame.Line)
			if !ok {
				continue
			}
			for g := range l.AllGlyphs() {
				f := g.Face
				if f == nil || seen[f] {
					continue
				}
				seen[f] = true
				list = append(list, Face{f, f.PostScriptName(), int(f.FSType()), !j.Options.OutlineText, i, l.Place})
			}
		}
	}
	if j.Result != nil {
		list = slices.DeleteFunc(list, func(f Face) bool { return f.Embedded && !slices.Contains(j.Result.Faces, f.Face) })
	}
	slices.SortStableFunc(list, func(a, b Face) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// faces reports faces whose licence forbids embedding. A printer may refuse a
// file with such a face. Text converted to outlines is not affected.
func (c *checker) faces() {
	if c.Options.OutlineText {
		return
	}
	for _, u := range c.usedFaces() {
		f := Finding{Page: u.page, Object: u.Name, Value: "fsType " + strconv.Itoa(u.FSType)}
		switch {
		case u.FSType&usage == restricted || u.FSType&bitmapOnly != 0:
			c.add(f, "preflight-font-embedding", u.at, u.Name, u.FSType)
		case u.FSType&noSubsetting != 0:
			c.add(f, "preflight-font-subsetting", u.at, u.Name, u.FSType)
		}
	}
}
