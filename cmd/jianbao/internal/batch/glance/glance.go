// Package glance finds the top-level tables of a manifest without parsing it,
// in one pass over the text and in constant memory. The cost of parsing
// untrusted TOML is left to workers, whose failure affects only one issue.
package glance

import (
	"bytes"
	"slices"
)

// IsManifest reports whether a text, or its beginning, has schema or [issue] at
// its top level. It may stop at invalid TOML.
func IsManifest(text []byte) bool {
	is := false
	walk(text, func(top bool, key string, _, _ int) bool {
		is = top && key == "schema" || !top && key == "issue"
		return !is
	})
	return is
}

// Tables returns the parts of a text that belong to the named top-level tables,
// and the keys before the first table: a shorter TOML text with the same
// values. Tables written as [[name]] are omitted.
func Tables(text []byte, names ...string) []byte {
	var out []byte
	walk(text, func(top bool, key string, from, to int) bool {
		if top || slices.Contains(names, key) {
			out = append(append(out, text[from:to]...), '\n')
		}
		return true
	})
	return out
}

// walk calls f for each key before the first table (top is true) and for each
// table; key is the first part of its name, empty for [[name]], and
// text[from:to] is its extent. It ends when f returns false, at the end of the
// text, or at invalid TOML.
func walk(text []byte, f func(top bool, key string, from, to int) bool) {
	s := scan{text: text}
	if bytes.HasPrefix(text, []byte("\xEF\xBB\xBF")) {
		s.pos = 3
	}
	for s.blank() && s.text[s.pos] != '[' {
		from := s.pos
		key, ok := s.key()
		if !ok || !s.toValue() {
			return
		}
		s.value()
		if !f(true, key, from, s.pos) {
			return
		}
	}
	for s.blank() {
		from := s.pos
		s.pos++ // the bracket
		key := ""
		if s.pos < len(s.text) && s.text[s.pos] != '[' {
			key, _ = s.key()
		}
		s.line()
		for s.blank() && s.text[s.pos] != '[' {
			if _, ok := s.key(); !ok || !s.toValue() {
				f(false, key, from, s.pos)
				return
			}
			s.value()
		}
		if !f(false, key, from, s.pos) {
			return
		}
	}
}
