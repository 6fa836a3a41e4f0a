package press

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// slugSize is the type size of the slug line where it fits.
var slugSize = unit.FromPt(6000)

// Slug makes the slug lines of a file, which name each sheet below its marks.
type Slug struct {
	Meta     *frame.Meta
	Plates   []string // of the file
	Standard string   // that it conforms to
	faces    faceList // nil: not needed yet
}

// Line is the slug line of the n-th of so many sheets, whose first page is given:
// publication, issue, page, plates, standard of the file, and the day of the issue.
// Its X and Y are on the sheet.
func (l *Slug) Line(s *Sheet, page *frame.Page, n, sheets int) *frame.Line {
	if l.faces == nil {
		l.faces = bundledFaces()
	}
	line := l.faces.line(l.text(page, n, sheets), s.Trim.Width)
	line.X = s.Trim.X
	line.Y = s.Trim.Y + s.Trim.Height + s.Marks.away + markLength + slugStrip*2/3
	return line
}

func (l *Slug) text(page *frame.Page, n, sheets int) string {
	m := l.Meta
	issue := []string{m.Title}
	if m.Publication != "" {
		issue = []string{m.Publication, m.Issue}
	}
	day := ""
	if d := m.Created; d.Year > 0 {
		day = fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	}
	parts := append(issue, fmt.Sprintf("p. %s (%d/%d)", cmp.Or(page.Label, "–"), n+1, sheets), strings.Join(l.Plates, " + "), l.Standard, day)
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " · ")
}

// faceList is tried from the first to the last.
type faceList []*fonts.Face

// bundledFaces are those of the slug line. A library opens its faces once.
func bundledFaces() faceList {
	var list faceList
	library := fonts.Bundled()
	for _, name := range [...]string{"Noto Sans SC", "LXGW WenKai"} {
		if f, ok := library.Find(name, false); ok {
			list = append(list, f)
		}
	}
	return list
}

// line sets a text in one line, smaller where it is wider than the page. What no
// face has is named by its code.
func (l faceList) line(text string, width unit.Abs) *frame.Line {
	line := &frame.Line{Kind: frame.KindFolio, Grid: -1}
	set := func(size unit.Abs) {
		line.Text, line.Glyphs, line.Width, line.Size = "", nil, 0, size
		for _, r := range text {
			for _, r := range l.drawable(r) {
				face, g := l.find(r)
				if face == nil {
					continue // not even the code can be drawn
				}
				advance := size.Scale(int64(face.Advance(g)), int64(face.UnitsPerEm()))
				line.Glyphs = append(line.Glyphs, frame.Glyph{Face: face, ID: g, X: line.Width, Advance: advance, Size: size, Text: string(r)})
				line.Text += string(r)
				line.Width += advance
			}
		}
	}
	set(slugSize)
	if line.Width > width {
		set(slugSize.Scale(int64(width), int64(line.Width)) / 1000 * 1000)
	}
	line.Measure = line.Width
	return line
}

func (l faceList) find(r rune) (*fonts.Face, fonts.GID) {
	for _, f := range l {
		if g, ok := f.GID(r); ok {
			return f, g
		}
	}
	return nil, 0
}

// drawable returns a character, or its code if no face has it.
func (l faceList) drawable(r rune) string {
	if f, _ := l.find(r); f != nil {
		return string(r)
	}
	return fmt.Sprintf("U+%04X", r)
}
