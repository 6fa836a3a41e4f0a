package pdf

import (
	"fmt"
	"slices"
	"strings"

	"jianbao/content/picture"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// slugSize is the type size of the slug line where it fits.
var slugSize = unit.FromPt(6000)

// paintSlug paints the slug line of a sheet, on every plate.
func (p *painter) paintSlug(n int) {
	line := p.plan.slug(n, p.conf.name)
	p.state = textState{} // no text has been set since the page was restored
	parts := p.pieces(line)
	if len(parts) == 0 {
		return
	}
	p.buf = append(p.buf, "/"+spaceAll+" cs 1 scn\n"...)
	y := p.plan.sheets[n].height - line.Y
	if p.outlined {
		p.outlines(line, parts, y)
	} else {
		p.text(line, parts, y)
	}
}

// slug is the line below the marks that tells the press what the sheet is:
// publication, issue, page, plates, standard of the file, and the day of the
// issue. X and Y are on the sheet.
func (p *plan) slug(n int, standard string) *frame.Line {
	s := &p.sheets[n]
	if p.slugFaces == nil {
		p.slugFaces = bundledFaces()
	}
	line := p.slugFaces.line(p.slugText(n, standard), s.trim.Width)
	line.X = s.trim.X
	line.Y = s.trim.Y + s.trim.Height + s.marks.away + markLength + slugStrip*2/3
	return line
}

func (p *plan) slugText(n int, standard string) string {
	m := &p.doc.Meta
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if m.Publication != "" {
		add(m.Publication)
		add(m.Issue)
	} else {
		add(m.Title)
	}
	label := "–"
	if at := p.sheets[n].places[0]; p.doc.Pages[at.page].Label != "" {
		label = p.doc.Pages[at.page].Label
	}
	add(fmt.Sprintf("p. %s (%d/%d)", label, n+1, len(p.sheets)))
	add(strings.Join(p.slugPlates(), " + "))
	add(standard)
	if d := m.Created; d.Year > 0 {
		add(fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day))
	}
	return strings.Join(parts, " · ")
}

// slugPlates are the plates of the file as far as they are known before its
// pictures are made: a picture that is not gray takes all process inks where the
// job has them.
func (p *plan) slugPlates() []string {
	list := p.plates()
	if inks := p.colours.inks; len(p.pictures.first) > 0 {
		list = append(list, "Black")
		for _, item := range p.pictures.first {
			if (inks == CMYK || inks == CMYKSpot) && item.Image.Space != picture.Gray {
				list = append(list, "Cyan", "Magenta", "Yellow")
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
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

// drawable is what stands for a character: itself, or its code.
func (l faceList) drawable(r rune) string {
	if f, _ := l.find(r); f != nil {
		return string(r)
	}
	return fmt.Sprintf("U+%04X", r)
}
