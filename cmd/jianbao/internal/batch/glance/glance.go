// Package glance reads what a manifest says at its top level without parsing
// the rest: in one walk over the text, holding nothing. What a parser costs is
// for workers, who may fall.
package glance

import (
	"bytes"
	"slices"
)

// SaysManifest reports whether a text, or its beginning, has schema or [issue]
// at its top level. It may stop short at what is no TOML.
func SaysManifest(text []byte) bool {
	says := false
	walk(text, func(top bool, key string, _, _ int) bool {
		says = top && key == "schema" || !top && key == "issue"
		return !says
	})
	return says
}

// Tables returns the parts of a text that belong to some tables of the top
// level, with the keys that stand before the first table: a shorter text of
// TOML with the same values. Tables written as [[name]] are left out.
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

// walk calls f for each key before the first table (top), and for each table;
// key is the first part of its name, empty for [[name]]. What it is about is
// text[from:to]. It ends when f returns false, at the end of the text, or at
// what cannot be TOML.
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
