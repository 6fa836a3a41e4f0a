package strict

import (
	"bytes"
	"unicode/utf8"

	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// Names describes the keys of a kind of document, for suggestions. The zero
// Names knows none.
type Names struct {
	// Meant returns the key that a word written in its place means: its name if
	// it belongs to the table, else its dotted name; empty if there is none.
	Meant func(table, word string) string
	// Several reports whether a table, given by its dotted name, may occur
	// several times.
	Several func(table string) bool
	// Kind returns the kind of a key's values, or of the items of its list, given by
	// its dotted name; known is false if it has several.
	Kind func(name string) (kind Kind, known bool)
	// Setting reports whether a dotted name is that of a setting, which belongs into a table
	// of its own; nil: there are none.
	Setting func(name string) bool
}

// header returns the header of a table.
func (n Names) header(table string) string {
	if n.several(table) {
		return "[[" + table + "]]"
	}
	return "[" + table + "]"
}

var item = pattern.New(`\[\d+\]$`)

func (n Names) kind(name string) (kind Kind, known bool) {
	if n.Kind == nil {
		return 0, false
	}
	return n.Kind(item().ReplaceAllString(name, ""))
}

func (n Names) meant(table, word string) string {
	if n.Meant == nil {
		return ""
	}
	return n.Meant(table, word)
}

func (n Names) several(table string) bool { return n.Several != nil && n.Several(table) }

// Read is Names.Read without knowledge of keys.
func Read(path string, raw []byte, log *diag.List) (*Table, bool) {
	return Names{}.Read(path, raw, log)
}

// Parse is Read for a source.
func (n Names) Parse(src *diag.Source, log *diag.List) (*Table, bool) { return n.parse(src, log) }

// Read parses the bytes of a file, see Parse; path is its name in messages.
func (n Names) Read(path string, raw []byte, log *diag.List) (*Table, bool) {
	if raw == nil {
		raw = []byte{}
	}
	return n.parse(&diag.Source{Path: path, Data: raw}, log)
}

// acceptable checks size and encoding before the text is parsed. A byte order
// mark of UTF-8 is removed; other encodings are reported by name.
func acceptable(src *diag.Source, log *diag.List) bool {
	whole := diag.Whole(src.Path)
	if len(src.Data) > MaxSize {
		log.Add("toml-too-large", whole, (len(src.Data)+1<<20-1)>>20, MaxSize>>20)
		return false
	}
	if src.Raw == nil && bytes.HasPrefix(src.Data, []byte("\xEF\xBB\xBF")) {
		src.File, src.Data = src.Data, src.Data[3:]
		src.Raw = []diag.RawRun{{Off: 0, Raw: 3, Text: 1, File: 1}}
	}
	if diag.MostlyZeros(src.Data) {
		log.Add("file-zeros", whole)
		return false
	}
	if name := otherEncoding(src.Data); name != "" {
		log.Add("toml-encoding", whole, name)
		return false
	}
	return true
}

// otherEncoding returns the probable encoding of a text that is not UTF-8;
// empty if it is UTF-8 or unknown.
func otherEncoding(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xFF\xFE")), bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return "UTF-16"
	case len(b) >= 4 && (b[0] == 0) != (b[1] == 0) && (b[2] == 0) != (b[3] == 0):
		return "UTF-16"
	case utf8.Valid(b) || bytes.IndexByte(b, 0) >= 0:
		return ""
	}
	if validGBK(b) {
		return "GBK (ANSI)"
	}
	return ""
}

// validGBK reports whether all bytes fit the lead and trail ranges of GB18030.
func validGBK(b []byte) bool {
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c < 0x80:
			i++
			continue
		case c == 0x80 || c == 0xFF || i+1 >= len(b):
			return false
		}
		switch t := b[i+1]; {
		case t >= 0x40 && t <= 0xFE && t != 0x7F:
			i += 2
		case t >= 0x30 && t <= 0x39 && i+3 < len(b) && b[i+2] >= 0x81 && b[i+2] <= 0xFE && b[i+3] >= 0x30 && b[i+3] <= 0x39:
			i += 4
		default:
			return false
		}
	}
	return true
}
