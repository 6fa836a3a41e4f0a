package manifest

import (
	"bytes"
	"slices"

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

// withoutComments leaves out HTML comments. The text after one that does not end
// is left out as well, and that is an error.
func (m *markdown) withoutComments() {
	var edits []edit
	var first diag.Span
	code := fencesOf(m.data)
	for from := 0; ; {
		i := bytes.Index(m.data[from:], []byte("<!--"))
		if i < 0 {
			break
		}
		at := from + i
		if code.has(at) || !m.markup(at) {
			from = at + len("<!--")
			continue
		}
		end := len(m.data)
		switch rest := m.data[at:]; {
		case bytes.HasPrefix(rest, []byte("<!-->")):
			end = at + len("<!-->")
		case bytes.HasPrefix(rest, []byte("<!--->")):
			end = at + len("<!--->")
		default:
			n := bytes.Index(rest[len("<!--"):], []byte("-->"))
			if n < 0 {
				m.fail("md-comment-open", m.place.At(at, at+len("<!--")))
				edits = append(edits, edit{span: span{at, end}})
				m.apply(edits)
				return
			}
			end = at + len("<!--") + n + len("-->")
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
	m.apply(edits)
}

var paragraphTag = pattern.New(`(?i)</?p(?:\s[^<>\n]*)?>`)

// containerMark begins a line of a quotation or list item.
var containerMark = pattern.New(`^[ \t]*(?:>|[-+*][ \t]|[0-9]{1,9}[.)][ \t])`)

// paragraphTags replaces <p> and </p> by empty lines. In quotations and lists,
// which an empty line would end, they stay and are reported.
func (m *markdown) paragraphTags() {
	var edits []edit
	code := fencesOf(m.data)
	for _, at := range paragraphTag().FindAllIndex(m.data, -1) {
		line := bytes.LastIndexByte(m.data[:at[0]], '\n') + 1
		if !code.has(at[0]) && m.markup(at[0]) && !containerMark().Match(m.data[line:at[0]]) {
			edits = append(edits, edit{span{at[0], at[1]}, "\n\n"})
		}
	}
	m.apply(edits)
}

// markup reports whether a < before the text is parsed is one of HTML: it is not
// escaped and not between backticks of its line.
func (m *markdown) markup(off int) bool {
	if off > 0 && m.data[off-1] == '\\' {
		return false
	}
	line := bytes.LastIndexByte(m.data[:off], '\n') + 1
	return bytes.Count(m.data[line:off], []byte("`"))%2 == 0
}

var (
	frontMatter  = pattern.New(`^---[ \t]*\n((?s:.*?\n))??(?:---|\.\.\.)[ \t]*(?:\n|$)`)
	tomlMatter   = pattern.New(`^\+\+\+[ \t]*\n((?s:.*?\n))??\+\+\+[ \t]*(?:\n|$)`)
	frontMapping = pattern.New(`^\s*(?:#[^\n]*\n\s*)*["']?[\p{L}_][\p{L}\p{Nd}_ -]*["']?\s*:(?:\s|$)`)
)

// withoutFrontMatter blanks the YAML or TOML header that other programs put before an
// article, and reports it.
func (m *markdown) withoutFrontMatter() {
	at := frontMatter().FindSubmatchIndex(m.data)
	if at != nil && at[2] >= 0 && !frontMapping().Match(m.data[at[2]:at[3]]) {
		return
	}
	if at == nil {
		at = tomlMatter().FindSubmatchIndex(m.data)
	}
	if at == nil {
		return
	}
	m.log.Add("md-front-matter", m.place.At(0, at[1]))
	m.data = slices.Clone(m.data)
	for i := range m.data[:at[1]] {
		if m.data[i] != '\n' {
			m.data[i] = ' '
		}
	}
}
