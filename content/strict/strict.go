// Package strict decodes TOML strictly: keys that the program does not read are
// reported, every value has its place in the source, and errors refer to the
// source text.
//
// The TOML library validates the text and decodes the values, but does not give
// their places. A scanner in this package finds the place of every key, value
// and byte of a string, and explains mistakes that are common in editors set up
// for Chinese (full-width signs, curly quotes), which a TOML parser cannot.
package strict

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"jianbao/content/diag"
)

// Limits of a TOML file. They are checked before the library parses the text:
// its parser recurses for each level of nesting and walks every part of every
// key.
const (
	MaxSize     = 8 << 20 // bytes of the file
	MaxDepth    = 64      // arrays and inline tables within each other
	MaxKeyParts = 16      // parts of a dotted key or table name
	MaxValues   = 500_000 // keys, tables and array items in all
	maxErrors   = 20      // syntax errors reported in one file
)

// Parse reads a TOML text. It returns false if the text is invalid; log then
// contains the errors. The table refers to src and log. A byte order mark is
// removed from src.Data.
func Parse(src *diag.Source, log *diag.List) (*Table, bool) { return Names{}.parse(src, log) }

func (n Names) parse(src *diag.Source, log *diag.List) (*Table, bool) {
	if !acceptable(src, log) {
		return nil, false
	}
	s := &scanner{doc: &document{src: src, log: log, names: n}, src: src, data: src.Data, log: log}
	if !s.run() {
		return nil, false
	}
	values, err := decode(string(src.Data))
	if err != nil {
		if text, ok := s.bounded(err); ok {
			values, err = decode(text)
		}
	}
	if err != nil {
		s.explain(err)
		return nil, false
	}
	s.root.adopt(values)
	return s.root, true
}

// decode calls the library and returns a panic, which some malformed inputs
// cause, as an error.
func decode(text string) (values map[string]any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	_, err = toml.Decode(text, &values)
	return values, err
}

// bounded returns the text with the greatest or least integer in place of all that are
// beyond it, if the library's error is about one of them: a value is out of its key's range
// then, as others are.
func (s *scanner) bounded(err error) (text string, ok bool) {
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		return "", false
	}
	if v := s.scalarAt(min(max(pe.Position.Start, 0), len(s.data))); v == nil || limit(v) == "" {
		return "", false
	}
	out := slices.Clone(s.data)
	for _, v := range s.scalar {
		if l := limit(v); l != "" {
			n := copy(out[v.Span.Start:v.Span.End], l)
			for i := v.Span.Start + n; i < v.Span.End; i++ {
				out[i] = ' '
			}
		}
	}
	return string(out), true
}

// limit returns the greatest or least integer if a value is a decimal one beyond it; empty
// if not.
func limit(v *Value) string {
	text := v.Span.Text()
	n, err := strconv.ParseInt(text, 10, 64)
	// ParseInt stops where the number becomes too large, before what is no digit.
	if !errors.Is(err, strconv.ErrRange) || strings.Trim(text, "+-_0123456789") != "" || strings.TrimLeft(text, "+-")[0] == '0' {
		return ""
	}
	if l := strconv.FormatInt(n, 10); len(l) <= len(text) {
		return l
	}
	return ""
}

// explain turns an error of the library that the scanner did not find into a
// diagnostic.
func (s *scanner) explain(err error) {
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		s.fail("toml-syntax", 0, 0, err.Error())
		return
	}
	start := min(max(pe.Position.Start, 0), len(s.data))
	if v := s.scalarAt(start); v != nil {
		s.failFix("toml-scalar", v.Span.Start, v.Span.End, diag.Fix{Write: s.meant(v.name, v.Span.Text())}, v.Span.Text())
		return
	}
	s.fail("toml-syntax", start, min(start+max(pe.Position.Len, 1), len(s.data)), pe.Message)
}

// adopt stores the values decoded by the library in the tree built by the
// scanner.
func (t *Table) adopt(values map[string]any) {
	for _, key := range t.order {
		if v, ok := values[key]; ok {
			t.entries[key].adopt(v)
		}
	}
}

func (v *Value) adopt(val any) {
	switch val := val.(type) {
	case map[string]any:
		if v.table != nil {
			v.table.adopt(val)
		}
	case []map[string]any:
		for i := range min(len(val), len(v.items)) {
			v.items[i].adopt(val[i])
		}
	case []any:
		for i := range min(len(val), len(v.items)) {
			v.items[i].adopt(val[i])
		}
	case string:
		v.kind, v.val = KindString, val
	case int64:
		v.kind, v.val = KindInt, val
	case float64:
		v.kind, v.val = KindFloat, val
	case bool:
		v.kind, v.val = KindBool, val
	case time.Time:
		v.val = val
		// The library marks local dates and times by the name of the zone.
		switch val.Location().String() {
		case "date-local":
			v.kind = KindDate
		case "time-local":
			v.kind = KindTime
		default:
			v.kind = KindDateTime
		}
	}
}
