package edition

import (
	"fmt"
	"slices"
	"strings"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/pdf"
)

// Summary holds the data about an edition that catalogues and journals keep.
// Lists are sorted and have no duplicates.
type Summary struct {
	Title     string // of the publication
	Issuer    string
	Year      int
	Number    string // as in the manifest: 9-10
	Printed   string // the same as printed: 第9-10期
	Record    string // 档号
	Date      string // 2024-05-01; empty: none
	Pages     int    // 0: not composed
	Profile   string // "archive PDF/A-2u"; empty if it was not composed
	Tool      string
	Encodings []string // of the articles
	Fallbacks []string // faces that were not the first choice
	Fonts     []string // "NotoSerifSC-Regular sha256:…", of the file; none if there is none
}

// Summary returns the data about the edition, finished or not.
func (e *Edition) Summary() Summary {
	s := Summary{Tool: e.engine.options.Tool.String()}
	if e.Issue == nil {
		return s
	}
	n := &e.Issue.Number
	s.Title, s.Issuer = e.Issue.Publication.Title.Joined(), e.issuer()
	s.Year, s.Date = n.Year, n.Date.ISO()
	s.Number, s.Printed = n.Issue.Value, printedNumber(n.Issue.Value)
	s.Record = e.Issue.Archive.Record.Value
	for i := range e.Issue.Sections {
		for k := range e.Issue.Sections[i].Articles {
			if f := e.Issue.Sections[i].Articles[k].File; f != nil && f.Encoding != "" {
				s.Encodings = append(s.Encodings, f.Encoding)
			}
		}
	}
	s.Encodings = sortedOnce(s.Encodings)
	s.Fallbacks = sortedOnce(fallbacks(e.log))
	if e.Doc != nil {
		s.Pages = len(e.Doc.Pages)
		s.Profile = strings.TrimSpace(profileNames[e.Output.Profile] + " " + pdf.StandardName(e.Output.Profile, e.Output.Standard))
	}
	if e.Result != nil {
		for _, f := range e.Result.Faces {
			s.Fonts = append(s.Fonts, e.engine.faceName(f, e.Library))
		}
		s.Fonts = sortedOnce(s.Fonts)
	}
	return s
}

func sortedOnce(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// fallbacks returns the faces that replaced another one.
func fallbacks(log *diag.List) (list []string) {
	for _, d := range log.Items() {
		switch {
		case d.Code == "glyph-fallback" && len(d.Args) > 2:
			list = append(list, fmt.Sprint(d.Args[2]))
		case d.Code == "font-sparse" && len(d.Args) > 4:
			list = append(list, d.Args[4].([]string)...)
		}
	}
	return list
}

// issuer returns who issues the publication, in one line.
func (e *Edition) issuer() string {
	var issuers []string
	for _, t := range e.Issue.Publication.Issuer {
		issuers = append(issuers, t.Joined())
	}
	return strings.Join(issuers, " ")
}

// printedNumber returns 第11期, 第9-10期, or a number as it is where it does not
// begin with a digit: 增刊1.
func printedNumber(number string) string {
	if number == "" || number[0] < '0' || number[0] > '9' {
		return number
	}
	return "第" + number + "期"
}

// faceName returns the name of a library's face in summaries.
func (g *Engine) faceName(f *fonts.Face, library *fonts.Library) string {
	if g.names == nil {
		g.names = map[*fonts.Face]string{}
		for _, i := range g.library.Faces() {
			g.names[i.Face] = listedFace(i)
		}
	}
	if name, known := g.names[f]; known {
		return name
	}
	for _, i := range library.Faces() {
		if i.Face == f {
			return listedFace(i)
		}
	}
	return f.PostScriptName()
}

func listedFace(i fonts.Info) string { return i.Face.PostScriptName() + " sha256:" + i.SHA256 }
