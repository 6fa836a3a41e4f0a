package manifest

import (
	"bytes"
	"slices"

	"jianbao/content"
	"jianbao/content/pattern"
)

var (
	// foreign is markup of Pandoc and others that withoutAttributes leaves:
	// containers with a title, attributes within a line, and marked text.
	foreign = pattern.New(`(?m)^[ \t>]*(:{3,}(?:[ \t]*(?:\{[^}\n]*\}|[A-Za-z][^\n]*))?)[ \t]*$|(\{[.#][A-Za-z][^{}\n]*\})|(?:^|[^=0-9A-Za-z])(==[^=\s][^=\n]*==)(?:$|[^=0-9A-Za-z])`)
	task    = pattern.New(`(?m)^[ \t>]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]+(\[[ xX]\])[ \t]`)
	struck  = pattern.New(`~~[^~\s][^~\n]*~~`)
)

// foreignAttribute is what says how other programs set a text, and is no copy: a line that
// begins or ends a container, or is the place of a table of contents, and the
// attributes at a line's end.
var foreignAttribute = pattern.New(`(?m)^[ \t]*(:{3,}[ \t]*(?:\{[^}\n]*\}|[A-Za-z][0-9A-Za-z_-]*)?)[ \t]*$|^[ \t]*((?i:\[\[?_?toc_?\]?\]))[ \t]*$|[^\]\s\\][ \t]*(\{[.#][A-Za-z][^{}\n]*\})[ \t]*$`)

// withoutAttributes leaves out the attributes of other dialects, and reports them.
func (m *markdown) withoutAttributes() {
	var edits []edit
	if !m.hasAny(":::", "{.", "{#", "[") { // what each alternative needs
		return
	}
	code := codeIn(m.data)
	for _, at := range foreignAttribute().FindAllSubmatchIndex(m.data, -1) {
		for g := 2; g < len(at); g += 2 {
			from, to := at[g], at[g+1]
			if from < 0 || code.has(from) || escaped(m.data, from) {
				continue
			}
			line := bytes.LastIndexByte(m.data[:from], '\n') + 1
			if fenceMark().Match(m.data[line:from]) || endnoteLine(m.data[line:to]) || boxLine().Match(m.data[line:from]) || spanClasses().Match(m.data[from:to]) {
				continue
			}
			m.warn("md-attribute", m.place.At(from, to), content.Excerpt(string(m.data[from:to])))
			edits = append(edits, edit{span{from, to}, ""})
		}
	}
	if m.hasAny(":::") {
		edits = append(edits, m.containerTitles(code)...)
		slices.SortStableFunc(edits, func(a, b edit) int { return a.from - b.from })
	}
	m.apply(edits)
}

// endnoteLine reports whether a line defines an endnote whose text is not in the line.
func endnoteLine(line []byte) bool {
	line = bytes.TrimLeft(line, " ")
	at := beginsNote().FindSubmatchIndex(line)
	return at != nil && at[4] >= 0 && at[1] == len(line)
}

// titledContainer begins a container that has a title, of VitePress (::: tip 提示) or of
// Docusaurus (:::info[提示]); containerEnd ends one.
var (
	titledContainer = pattern.New(`(?m)^[ \t]*(:{3,}[ \t]*[A-Za-z][0-9A-Za-z_-]*(?:[ \t]+|\[))([^\s{}\[\]](?:[^{}\[\]\n]*[^\s{}\[\]])?)(\]?)[ \t]*$`)
	containerEnd    = pattern.New(`(?m)^[ \t]*:{3,}[ \t]*$`)
)

// containerTitles returns the edits that make a paragraph of the title of each container
// that ends, and reports what is left out.
func (m *markdown) containerTitles(code ranges) []edit {
	var edits []edit
	ends := containerEnd().FindAllIndex(m.data, -1)
	for _, at := range titledContainer().FindAllSubmatchIndex(m.data, -1) {
		bracket := m.data[at[3]-1] == '['
		if code.has(at[2]) || escaped(m.data, at[2]) || bracket != (at[6] < at[7]) || len(ends) == 0 || ends[len(ends)-1][0] < at[1] {
			continue
		}
		m.warn("md-attribute", m.place.At(at[2], at[3]), content.Excerpt(string(m.data[at[2]:at[3]])))
		edits = append(edits, edit{span{at[2], at[3]}, ""}, edit{span{at[6], at[1]}, "\n"})
	}
	return edits
}

var (
	fenceMark   = pattern.New("^[ \\t>]*(?:```|~~~)")
	spanClasses = pattern.New(`^\{(?:[ ]*\.(?:dot|name|book|u))+[ ]*\}$`) // of a span, if a bracket were there
	boxLine     = pattern.New(`^[ \t]*>[ \t>]*\[!`)
)

// dialects reports markup of other dialects of Markdown that is printed as
// typed.
func (m *markdown) dialects() {
	m.reportFormulas()
	m.foreignMarkup(m.nearSpans())
	if m.hasAny("[ ]", "[x]", "[X]") {
		for _, at := range task().FindAllSubmatchIndex(m.data, -1) {
			if m.plain(at[2]) {
				m.warn("md-task", m.place.At(at[2], at[3]), string(m.data[at[2]:at[3]]))
			}
		}
	}
	if m.hasAny("~~") {
		for _, at := range struck().FindAllIndex(m.data, -1) {
			if m.plain(at[0]) {
				m.warn("md-strike", m.place.At(at[0], at[1]), content.Excerpt(string(m.data[at[0]:at[1]])))
			}
		}
	}
}

// foreignMarkup reports what foreign finds, but not at the braces of spans.
func (m *markdown) foreignMarkup(spans map[int]bool) {
	m.otherSigns()
	if !m.hasAny(":::", "{.", "{#", "==") {
		return
	}
	for _, at := range foreign().FindAllSubmatchIndex(m.data, -1) {
		for g := 2; g < len(at); g += 2 {
			if at[g] >= 0 && m.plain(at[g]) && !m.marked[at[g]] && !spans[at[g]] {
				m.warn("md-dialect", m.place.At(at[g], at[g+1]), content.Excerpt(string(m.data[at[g]:at[g+1]])))
			}
		}
	}
}

var (
	shortcode  = pattern.New(`:(?:[a-z][0-9a-z_+-]+|[+-]1):`) // of an emoji
	template   = pattern.New(`\{(?:\{[^{}\n]+\}|%[^{}\n]+%)\}`)
	admonition = pattern.New(`(?m)^(?:!!!|\?\?\?\+?)[ \t]+[^\s!?][^\n]*$`) // of MkDocs
	// command is a line that is nothing but a command: of TeX, as Pandoc takes it, of
	// templates ({pagebreak}, {v:3}), or the place of a table of contents.
	command = pattern.New(`(?m)^[ \t]*(\\[A-Za-z]+(?:\{[^{}\n]*\})*|\{[A-Za-z][0-9A-Za-z:=., _-]*\}|@\[(?i:toc)\])[ \t]*$`)
)

// otherSigns reports codes of emoji, tags of templates, admonitions of MkDocs, and lines
// that are commands.
func (m *markdown) otherSigns() {
	report := func(at []int) {
		if m.plain(at[0]) {
			m.warn("md-dialect", m.place.At(at[0], at[1]), content.Excerpt(string(m.data[at[0]:at[1]])))
		}
	}
	if m.hasAny(":") {
		for _, at := range shortcode().FindAllIndex(m.data, -1) {
			joined := at[0] > 0 && wordByte(m.data[at[0]-1]) || at[1] < len(m.data) && wordByte(m.data[at[1]])
			if !joined { // a:b:c, std::io
				report(at)
			}
		}
	}
	if m.hasAny("{{", "{%") {
		for _, at := range template().FindAllIndex(m.data, -1) {
			report(at)
		}
	}
	if m.hasAny("\\", "{", "@[") {
		for _, at := range command().FindAllSubmatchIndex(m.data, -1) {
			report(at[2:4])
		}
	}
	if m.hasAny("!!!", "???") {
		for _, at := range admonition().FindAllIndex(m.data, -1) {
			report(at)
		}
	}
}

// wordByte reports whether a byte of ASCII may belong to a word or name that goes on.
func wordByte(c byte) bool {
	return asciiWord(rune(c)) || c == ':' || c == '/' || c == '_'
}

// hasAny reports whether the text has one of some words. It goes before expressions that
// match nothing without one: most articles have none, and searching for words is many times
// faster than for an expression.
func (m *markdown) hasAny(words ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return bytes.Contains(m.data, []byte(word)) })
}

// plain reports whether an offset is outside code and not escaped.
func (m *markdown) plain(off int) bool {
	return !m.inCode(off) && (off == 0 || m.data[off-1] != '\\')
}
