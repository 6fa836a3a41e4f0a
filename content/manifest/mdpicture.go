package manifest

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"jianbao/content"
	"jianbao/content/diag"
)

// onlyImage returns the picture of a paragraph with no other content; nil for
// other paragraphs.
func onlyImage(n ast.Node) *ast.Image {
	var found *ast.Image
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		image, ok := c.(*ast.Image)
		if !ok || found != nil {
			return nil
		}
		found = image
	}
	return found
}

// pictureLines returns the pictures of a paragraph that has nothing but two or more,
// by lines; nil for other paragraphs, and where pictures are printed as links.
func (m *markdown) pictureLines(n ast.Node) (lines [][]*ast.Image) {
	var line []*ast.Image
	count := 0
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		image, ok := c.(*ast.Image)
		switch {
		case ok && !m.linkedPicture(c):
			line = append(line, image)
			count++
		case !m.isBlank(c):
			return nil
		}
		if (breaks(c) || c.NextSibling() == nil) && line != nil {
			lines, line = append(lines, line), nil
		}
	}
	if count < 2 {
		return nil
	}
	return lines
}

// maxRow is the greatest number of pictures side by side.
const maxRow = 4

// pictureRows converts lines of pictures: those of a line stand side by side, divided
// evenly among rows where they are too many for one.
func (m *markdown) pictureRows(lines [][]*ast.Image) (blocks []content.Block) {
	for _, line := range lines {
		for rows := (len(line) + maxRow - 1) / maxRow; rows > 0; rows-- {
			n := (len(line) + rows - 1) / rows
			for i, image := range line[:n] {
				p := m.picture(image, m.imagePlace(image))
				if i == 0 && n > 1 {
					p.Row = n
				}
				blocks = append(blocks, p)
			}
			line = line[n:]
		}
	}
	return blocks
}

// picture converts ![alt](file "caption｜credit") and ![alt](qr:address "caption"). Markup and breaks are removed
// from the alternate text; the title is split at its last ｜ or |, and either
// part may be missing.
func (m *markdown) picture(n *ast.Image, at diag.Span) *content.Picture {
	if n.Reference != nil {
		m.used[util.ToLinkReference(n.Reference.Value)] = true
	}
	p := &content.Picture{Span: at}
	r := &runs{m: m, pending: -1, start: true}
	r.children(n, style{})
	p.Alt = r.flat()
	if allInvisible(p.Alt.Value) {
		p.Alt = content.Text{}
	}
	file, from := m.sourceText(n.Destination, m.destination(n))
	title := m.title(n, from)
	caption, credit := splitTitle(title)
	m.loader.valueMarkup(caption)
	p.Caption, p.Credit = m.loader.caption(caption), credit
	p.File = file
	m.write(n, WrittenPicture{File: file.Value, Alt: p.Alt.Value, Caption: caption.Value, Credit: credit.Value})
	before := m.log.Count(diag.Error)
	var gone droppedMarks
	code := gone.withoutHidden(file)
	if address, ok := strings.CutPrefix(code.Value, codePrefix); ok {
		gone.report(m.log)
		p.File = code
		m.loader.code(p, address, at)
	} else {
		p.File.Value = unescapePath(file.Value)
		m.loader.picture(p, m.folder, at, "![…](…)")
	}
	m.failed = m.failed || m.log.Count(diag.Error) > before
	return p
}

// destination returns the offset from which to search for a picture's path:
// after its ]( or, for a reference, after the ]: of the definition.
func (m *markdown) destination(n *ast.Image) int {
	sign, from := []byte("]("), max(n.Pos(), 0)
	if n.Reference != nil {
		sign, from = []byte("]:"), 0
	}
	for at := from; ; {
		i := bytes.Index(m.data[at:], sign)
		if i < 0 {
			return from
		}
		at += i + len(sign)
		if bytes.HasPrefix(bytes.TrimLeft(m.data[at:], " \t\n<"), n.Destination) {
			return at
		}
	}
}

// flat returns the text of the runs without markup.
func (r *runs) flat() content.Text {
	r.flush()
	t := content.Text{Place: diag.Place{Source: r.m.place.Source}}
	add := func(value string, place diag.Place) {
		for _, s := range place.Steps {
			t.Place.Steps = append(t.Place.Steps, diag.Step{Off: len(t.Value) + s.Off, Src: s.Src})
		}
		t.Value += value
	}
	for _, x := range r.out {
		switch x := x.(type) {
		case content.Run:
			add(x.Value, x.Place)
		case content.Break:
			add(" ", diag.Place{Steps: []diag.Step{{Off: 0, Src: x.Span.Start}}})
		}
	}
	return t
}

// sourceText returns the text, with its places, that the parser has copied from
// the source after an offset: lines with unresolved escapes and entities. It
// also returns the offset of its end.
func (m *markdown) sourceText(raw []byte, from int) (content.Text, int) {
	r := &runs{m: m, pending: -1, start: true}
	for line := range bytes.Lines(raw) {
		line = bytes.Trim(line, " \t\n")
		i := bytes.Index(m.data[from:], line)
		if i < 0 || len(line) == 0 {
			continue
		}
		if len(r.value) > 0 {
			r.pending = from
		}
		from += i
		r.text(from, from+len(line), false, style{})
		from += len(line)
	}
	return r.flat(), from
}

// title returns the title of a picture, which begins behind an offset.
func (m *markdown) title(n *ast.Image, from int) content.Text {
	title, to := m.sourceText(n.Title, from)
	m.titles = append(m.titles, span{from, to})
	return title
}

// inTitle reports whether an offset is in the title of a picture, which is read apart.
func (m *markdown) inTitle(off int) bool {
	return slices.ContainsFunc(m.titles, func(s span) bool { return s.from <= off && off < s.to })
}

// splitTitle splits a picture's title at its last ｜ or | into caption and
// credit.
func splitTitle(title content.Text) (caption, credit content.Text) {
	s := title.Value
	i := strings.LastIndexAny(s, "｜|")
	if i < 0 {
		return trimText(title, 0, len(s)), content.Text{}
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return trimText(title, 0, i), trimText(title, i+n, len(s))
}

// trimText returns part of a text without leading and trailing blanks.
func trimText(t content.Text, from, to int) content.Text {
	part := t.Value[from:to]
	from += len(part) - len(strings.TrimLeft(part, lineBlanks))
	part = strings.Trim(part, lineBlanks)
	if allInvisible(part) {
		return content.Text{}
	}
	return content.Text{Value: part, Place: t.Place.Slice(from, from+len(part))}
}

// unescapePath decodes %20 and the like, which editors write for spaces and Han
// (CommonMark 6.4: a destination is a URL). A path that does not decode to a
// valid name is returned unchanged: 100%.jpg.
func unescapePath(p string) string {
	s, err := url.PathUnescape(p)
	if err != nil || !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
		return p
	}
	return s
}
