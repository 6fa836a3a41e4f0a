package pdf

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// link notes the annotation of a link's part on this line and returns its
// element of the structure, nil if there is none. Lines side by side that lead
// to the same place, an entry of the contents with its dots and its number, are
// one annotation, and so is a link that is painted in several parts. Its height is
// that of the line: an ascent and a descent of the nominal size.
func (p *painter) link(line *frame.Line, n int, artifact bool) *element {
	target := line.Links[n]
	from, to := max(0, target.From), min(len(line.Glyphs), target.To)
	first, last := &line.Glyphs[from], &line.Glyphs[to-1]
	text := ""
	for i := from; i < to; i++ {
		text += line.Glyphs[i].Text
	}
	y := p.page.height - line.Y
	rect := [4]unit.Abs{line.X + first.X, y - line.Size/5, line.X + last.X + last.Advance, y + line.Size*9/10}
	if line.Turned {
		rect = [4]unit.Abs{line.X - line.Size*9/10, y + first.X, line.X + line.Size/5, y + last.X + last.Advance}
	}
	rect = p.onSheet(rect)
	if k := len(p.page.links); k > 0 {
		if old := &p.page.links[k-1]; old.page == p.page.number && old.y == y && (!line.Turned || old.from.line == line) && old.url == target.URL && old.dest == target.Dest {
			for i := range 2 {
				old.rect[i] = min(old.rect[i], rect[i])
				old.rect[i+2] = max(old.rect[i+2], rect[i+2])
			}
			if from := (linkSource{line, n}); !artifact && from != old.from {
				old.text += " " + text
				old.from = from
			}
			return old.element
		}
	}
	if artifact && p.tree != nil {
		return nil // it would not be in the structure
	}
	l := link{rect: rect, page: p.page.number, y: y, url: target.URL, dest: target.Dest, text: text, from: linkSource{line, n}}
	if p.tree != nil {
		e := p.tree.of(line.Node)
		if target.Role != "" {
			e = e.add(target.Role)
		}
		l.element = e.add(roleLink)
		l.element.kids = append(l.element.kids, kid{page: p.page.sheet, mcid: -1, link: len(p.page.links)})
	}
	p.page.links = append(p.page.links, l)
	return l.element
}
