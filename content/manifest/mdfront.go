package manifest

import (
	"bytes"
	"slices"

	"jianbao/content"
	"jianbao/content/pattern"
)

var (
	frontMatter = pattern.New(`^---[ \t]*\n((?s:.*?\n))??(?:---|\.\.\.)[ \t]*(?:\n|$)`)
	tomlMatter  = pattern.New(`^\+\+\+[ \t]*\n((?s:.*?\n))??\+\+\+[ \t]*(?:\n|$)`)
	// frontEntry is the first line of a header that is neither empty nor a comment: its key,
	// in any script, and all of it.
	frontEntry = pattern.New(`^\s*(?:#[^\n]*\n\s*)*((["']?[\p{L}_][\p{L}\p{Nd}_. -]*["']?)\s*:(?:\s[^\n]*|$))`)
	// tomlEntry is the same of a header in TOML, which may begin with the name of a table.
	tomlEntry = pattern.New(`^\s*(?:#[^\n]*\n\s*)*(\[{1,2}[^\]\n]+\]|(?:[A-Za-z0-9_-][A-Za-z0-9_. -]*|"[^"\n]*"|'[^'\n]*')[ \t]*=)`)
)

// withoutFrontMatter blanks the YAML or TOML header that other programs put before an
// article, and reports it with its first key. Between two lines of hyphens or plus signs there
// may be copy, too: where the first key of YAML is not in ASCII, and where TOML has none, only
// the two lines are left out, with a warning.
func (m *markdown) withoutFrontMatter() {
	sign, entry := "---", frontEntry()
	at := frontMatter().FindSubmatchIndex(m.data)
	if at == nil {
		sign, entry = "+++", tomlEntry()
		if at = tomlMatter().FindSubmatchIndex(m.data); at == nil {
			return
		}
	}
	first := sign
	blank := []span{{0, at[1]}}
	if at[2] >= 0 {
		inner := m.data[at[2]:at[3]]
		key := entry.FindSubmatchIndex(inner)
		switch {
		case key == nil && sign == "---" || len(bytes.TrimSpace(inner)) == 0:
			return // a separator
		case key == nil, sign == "---" && bytes.ContainsFunc(inner[key[4]:key[5]], func(r rune) bool { return r >= 0x80 }):
			from := at[2] + len(inner) - len(bytes.TrimLeft(inner, " \t\n"))
			line := m.place.At(from, from+m.restOfLine(from))
			m.warn("md-front-text", line, sign, content.Excerpt(line.Text()))
			blank = []span{{0, at[2]}, {at[3], at[1]}}
		default:
			first = string(bytes.TrimRight(inner[key[2]:key[3]], " \t="))
			if sign == "---" {
				first = string(inner[key[4]:key[5]])
			}
		}
	}
	if len(blank) == 1 {
		m.log.Add("md-front-matter", m.place.At(0, at[1]), content.Excerpt(first))
	}
	m.data = slices.Clone(m.data)
	for _, b := range blank {
		for i := b.from; i < b.to; i++ {
			if m.data[i] != '\n' {
				m.data[i] = ' '
			}
		}
	}
}
