package pdf

import (
	"slices"

	"jianbao/content/picture"
	"jianbao/layout/pdf/ink"
	"jianbao/layout/pdf/press"
	"jianbao/layout/unit"
)

// paintSheet puts the painted pages of a sheet and its marks together.
func (p *painter) paintSheet(n int, pages []string, slug *press.Slug) (string, error) {
	s := &p.sheets[n]
	if first := s.Places[0].Page; s.Bare(&p.doc.Pages[first]) {
		return pages[first], nil
	}
	p.buf = p.buf[:0]
	for i := range s.Places {
		at := &s.Places[i]
		p.buf = s.AppendPlace(p.buf, at, &p.doc.Pages[at.Page], pages[at.Page])
	}
	if s.Marks != nil {
		if err := p.paintMarks(n, slug); err != nil {
			return "", err
		}
	}
	return string(p.buf), nil
}

// paintMarks paints the marks of a sheet and its slug line, all on every plate.
func (p *painter) paintMarks(n int, slug *press.Slug) error {
	s := &p.sheets[n]
	p.page = pageAt{sheet: n, height: s.Height, content: &p.contents[n]}
	p.text.Begin(&p.page.content.text)
	p.artifact(artifactDesign)
	p.buf = s.AppendMarks(append(p.buf, "q\n"...), ink.SpaceAll)
	line := slug.Line(s, &p.doc.Pages[s.Places[0].Page], n, len(p.sheets))
	if pieces := p.text.Pieces(line); len(pieces) > 0 {
		p.buf = append(p.buf, "/"+ink.SpaceAll+" cs 1 scn\n"...)
		if err := p.show(line, pieces, s.Height-line.Y); err != nil {
			return err
		}
	}
	p.buf = append(p.buf, "Q\n"...)
	p.end()
	return nil
}

// slugPlates are the plates of the file as far as they are known before its pictures
// are made: a picture that is not gray takes all process inks where the job has them.
func (p *plan) slugPlates(inks Inks) []string {
	list := p.inks.Plates()
	if len(p.pictures.first) > 0 {
		list = append(list, "Black")
	}
	for _, item := range p.pictures.first {
		if inks.process() && item.Image.Space != picture.Gray {
			list = append(list, "Cyan", "Magenta", "Yellow")
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// onSheet moves a rectangle (left, bottom, right, top) from the coordinates of the
// page's content to those of its sheet.
func (p *painter) onSheet(r [4]unit.Abs) [4]unit.Abs {
	at := p.where[p.page.number]
	up := p.sheets[at.Sheet].Up(at, &p.doc.Pages[p.page.number])
	return [4]unit.Abs{r[0] + at.X, r[1] + up, r[2] + at.X, r[3] + up}
}
