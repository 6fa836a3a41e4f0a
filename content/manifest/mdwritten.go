package manifest

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"jianbao/content/diag"
)

// WrittenPicture is a picture of a text in Markdown, as the text has it.
type WrittenPicture struct {
	File                 string // its path, without escapes; of a code "qr:" and the address
	Alt, Caption, Credit string
	From, To             int  // bytes of the source: ![alt](file "title")
	AltFrom, AltTo       int  // what stands between the brackets
	FileFrom, FileTo     int  // its path, with the angle brackets that it may have
	TitleFrom, TitleTo   int  // the title in its quotation marks; both behind the path if there is none
	Elsewhere            bool // path and title stand in a definition, and have no bytes here
}

// WrittenPictures returns the pictures of a text in Markdown in their order, but for those
// whose bytes are not what is read: with a comment or a control character inside.
func WrittenPictures(src *diag.Source, folder string) []WrittenPicture {
	list := []WrittenPicture{}
	l := &loader{from: Buffers{}, log: &diag.List{}, read: map[string]readPicture{}, written: &list}
	l.markdown(src, folder)
	return list
}

// write adds a picture to those that are asked for.
func (m *markdown) write(n *ast.Image, p WrittenPicture) {
	tail, known := m.tails[n]
	from := n.Pos()
	if m.loader.written == nil || !known || from < 0 || from+2 > tail.from || tail.from >= tail.to {
		return
	}
	whole := m.place.At(from, tail.to)
	if string(m.place.Source.Data[whole.Start:whole.End]) != string(m.data[from:tail.to]) {
		return
	}
	at := func(off int) int { return whole.Start + off - from }
	p.From, p.To = whole.Start, whole.End
	p.AltFrom, p.AltTo = at(from+2), at(tail.from)
	rest := m.data[:tail.to-1]
	file := tail.from + len("](")
	if p.Elsewhere = n.Reference != nil; !p.Elsewhere {
		skip := func(off int) int {
			for off < len(rest) && (rest[off] == ' ' || rest[off] == '\t' || rest[off] == '\n') {
				off++
			}
			return off
		}
		file = skip(file)
		end := file
		if bytes.HasPrefix(rest[file:], []byte("<")) {
			end += 2
		}
		if end += len(n.Destination); end > len(rest) {
			return
		}
		p.FileFrom, p.FileTo = at(file), at(end)
		title := skip(end)
		if title == len(rest) {
			title = end
		}
		p.TitleFrom, p.TitleTo = at(title), at(title+len(bytes.TrimRight(rest[title:], " \t\n")))
	}
	*m.loader.written = append(*m.loader.written, p)
}
