package preflight

import (
	"cmp"
	"slices"
	"strconv"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
)

// Bits of OS/2 fsType that matter to a file (OpenType, OS/2 fsType).
const (
	usage        = 0x000F
	restricted   = 0x0002 // no embedding; a licence of less is another bit set
	noSubsetting = 0x0100
	bitmapOnly   = 0x0200
)

// Face is a face the document is set in.
type Face struct {
	Face     *fonts.Face
	Name     string // PostScript
	FSType   int
	Embedded bool // its outlines used lie in the file as a font
	page     int  // where it comes first
	at       diag.Span
}

// usedFaces lists the faces of the document by name; where a file was made,
// those it has: blanks are not painted. Outlined text is listed with the faces
// it was drawn from.
func (j *Job) usedFaces() []Face {
	var list []Face
	seen := map[*fonts.Face]bool{}
	for i := range j.Doc.Pages {
		for _, item := range j.Doc.Pages[i].Items {
			l, ok := item.(*frame.Line)
			if !ok {
				continue
			}
			for k := range l.Glyphs {
				f := l.Glyphs[k].Face
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

// faces looks for faces whose makers forbid what is done with them: a file with
// such a face may be refused, and its plates not made. Outlines are no font.
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
