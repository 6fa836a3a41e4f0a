package manifest

import (
	"bytes"

	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// edit replaces a range of the source.
type edit struct {
	span
	text string
}

// apply makes edits of the source, in ascending order. The text of an edit is at
// the place of the range it replaces.
func (m *markdown) apply(edits []edit) {
	if len(edits) == 0 {
		return
	}
	var data []byte
	place := diag.Place{Source: m.place.Source}
	keep := func(from, to int) {
		for _, step := range m.place.Slice(from, to).Steps {
			place.Steps = append(place.Steps, diag.Step{Off: len(data) + step.Off, Src: step.Src})
		}
		data = append(data, m.data[from:to]...)
	}
	from := 0
	for _, e := range edits {
		keep(from, e.from)
		if e.text != "" {
			place.Steps = append(place.Steps, diag.Step{Off: len(data), Src: m.place.At(e.from, e.to).Start})
			data = append(data, e.text...)
		}
		from = e.to
	}
	keep(from, len(m.data))
	m.data, m.place = data, place
}

// withoutComments leaves out the comments of HTML and of MDX, {/* … */}. The text after one
// of HTML that does not end is left out as well, and that is an error.
func (m *markdown) withoutComments() {
	var edits []edit
	var first diag.Span
	code := codeIn(m.data)
	var mdx [][]int // those that are left
	if m.hasAny("{/*") {
		mdx = mdxComment().FindAllIndex(m.data, -1)
	}
	for from := 0; ; {
		for len(mdx) > 0 && mdx[0][0] < from {
			mdx = mdx[1:]
		}
		at, end, ends := len(m.data), len(m.data), true
		if i := bytes.Index(m.data[from:], []byte("<!--")); i >= 0 {
			at = from + i
		}
		ofMDX := len(mdx) > 0 && mdx[0][0] < at
		if ofMDX {
			at, end = mdx[0][0], mdx[0][1]
		}
		if at == len(m.data) {
			break
		}
		if code.has(at) || escaped(m.data, at) {
			from = at + 1
			continue
		}
		if !ofMDX {
			end, ends = commentEnd(m.data, at)
		}
		if !ends {
			m.fail("md-comment-open", m.place.At(at, at+len("<!--")))
			edits = append(edits, edit{span: span{at, end}})
			m.separate(edits)
			m.apply(edits)
			return
		}
		if len(edits) == 0 {
			first = m.place.At(at, end)
		}
		edits = append(edits, edit{span: span{at, end}})
		from = end
	}
	if n := len(edits); n > 0 {
		m.log.Add("md-comment", first, n)
	}
	m.separate(edits)
	m.apply(edits)
}

var mdxComment = pattern.New(`(?s)\{/\*.*?\*/\}`)

// commentEnd returns the end of the comment at an offset, that of the text if it does not
// end (CommonMark 0.31 6.6).
func commentEnd(data []byte, at int) (end int, ends bool) {
	for _, empty := range [...]string{"<!-->", "<!--->"} {
		if bytes.HasPrefix(data[at:], []byte(empty)) {
			return at + len(empty), true
		}
	}
	from := at + len("<!--")
	if n := bytes.Index(data[from:], []byte("-->")); n >= 0 {
		return from + n + len("-->"), true
	}
	return len(data), false
}

// emptyComment divides two signs between which a comment was.
const emptyComment = "<!---->"

// separated is what would go on behind a comment as a tag, a comment or a reference.
var separated = pattern.New(`<[!/]?-?$|&#?[0-9A-Za-z]*$`)

// separate leaves an empty comment where a comment divides two of a sign whose run
// is markup, such as ~ and ~~, a bracket from what would belong to it, or the beginning of a
// tag from its end. Of * and _ the run is what is left without comments.
func (m *markdown) separate(edits []edit) {
	for from := 0; from < len(edits); {
		last := from
		for last+1 < len(edits) && edits[last+1].from == edits[last].to {
			last++
		}
		i, k := edits[from].from-1, edits[last].to
		if i >= 0 && k < len(m.data) && (m.data[i] == m.data[k] && bytes.IndexByte([]byte("~`#-=+"), m.data[i]) >= 0 ||
			m.data[i] == ']' && bytes.IndexByte([]byte("({["), m.data[k]) >= 0 || separated().Match(m.data[max(0, i-9):i+1])) {
			edits[last].text = emptyComment
		}
		from = last + 1
	}
}

var paragraphTag = pattern.New(`(?i)</?p(?:\s[^<>\n]*)?>`)

// alignedTag finds text that HTML would set in the middle or at the right.
var alignedTag = pattern.New(`(?i)\b(?:text-align\s*:|align\s*=)\s*["']?(?:center|right)\b`)

// containerMark begins a line of a quotation or list item.
var containerMark = pattern.New(`^[ \t]*(?:>|[-+*][ \t]|[0-9]{1,9}[.)][ \t])`)

// lineIndent is a line end with the blanks that begin the next line.
var lineIndent = pattern.New(`\n[ \t]+`)

// paragraphTags replaces <p> and </p> by empty lines. In quotations and lists,
// which an empty line would end, they stay and are reported. The lines between them
// lose their indents, which are without effect in HTML and make code in Markdown. Where a
// paragraph stands on the line is not followed, and said once.
func (m *markdown) paragraphTags() {
	var edits []edit
	code := codeIn(m.data)
	open := -1 // end of the <p> before
	var aligned diag.Span
	n := 0
	for _, at := range paragraphTag().FindAllIndex(m.data, -1) {
		line := bytes.LastIndexByte(m.data[:at[0]], '\n') + 1
		if code.has(at[0]) || escaped(m.data, at[0]) || containerMark().Match(m.data[line:at[0]]) || copyInTag(m.data[at[0]:at[1]]) {
			continue
		}
		closing := m.data[at[0]+1] == '/'
		if closing && open >= 0 {
			for _, in := range lineIndent().FindAllIndex(m.data[open:at[0]], -1) {
				if from := open + in[0] + 1; !code.has(from) {
					edits = append(edits, edit{span{from, open + in[1]}, ""})
				}
			}
		}
		if open = at[1]; closing {
			open = -1
		} else if alignedTag().Match(m.data[at[0]:at[1]]) && textAfter(m.data[at[1]:]) {
			if n++; n == 1 {
				aligned = m.place.At(at[0], at[1])
			}
		}
		edits = append(edits, edit{span{at[0], at[1]}, "\n\n"})
	}
	if n > 0 {
		m.log.Add("md-html-align", aligned, n)
	}
	m.apply(edits)
}

// aroundPictures finds tags and pictures, which stand in the middle anyway.
var aroundPictures = pattern.New(`<[^<>]*>|!\[[^\]\n]*\]\([^)\n]*\)`)

// textAfter reports whether the paragraph that begins a source has text besides pictures.
func textAfter(source []byte) bool {
	if next := paragraphTag().FindIndex(source); next != nil {
		source = source[:next[0]]
	}
	if end := bytes.Index(source, []byte("\n\n")); end >= 0 {
		source = source[:end]
	}
	return len(bytes.TrimSpace(aroundPictures().ReplaceAll(source, nil))) > 0
}
