// Package key describes the keys of manifests and themes as data: what a value
// must be, what it decides and which default applies where the key is absent.
// Decoding, hints, documentation and schemas all read these descriptions.
package key

import (
	"math"
	"slices"
	"strings"
)

// Type is the type of a key's value.
type Type string

// The types of keys.
const (
	Text     Type = "text"
	Texts    Type = "list" // of texts
	Int      Type = "int"
	Number   Type = "number" // an Int from Min to Max, or a text
	Bool     Type = "bool"
	Date     Type = "date" // a local date of TOML
	Enum     Type = "enum"
	Language Type = "language" // a BCP 47 tag that means one of Values
	Address  Type = "address"  // a complete address of http, https, ftp, mailto, tel or urn, without blanks
	File     Type = "file"     // a path; an ending of Values, if there are any
	Length   Type = "length"   // a number and a unit
	Lengths  Type = "lengths"  // of columns: lengths, also in em, or empty texts
	Width    Type = "width"    // of a picture: measure, half, page or a length
	Table    Type = "table"
	Tables   Type = "tables"   // an array of tables
	Settings Type = "settings" // keys of the theme, quoted, dotted or as tables

	// Types that only themes use.
	Size  Type = "size" // a length that em and line of the same group follow
	Paper Type = "paper"
	Font  Type = "font" // the name of a role
	Ink   Type = "ink"  // the name of an ink; "black"
	RGB   Type = "rgb"
	CMYK  Type = "cmyk"
	Form  Type = "form" // a text with Placeholders in braces; empty: nothing is printed
)

// Unbounded is the Max of an Int without an upper bound.
const Unbounded = math.MaxInt

// Unit is the unit of a whole number.
type Unit string

// The units of whole numbers.
const (
	Characters Unit = "characters"
	Columns    Unit = "columns"
	Copies     Unit = "copies"
	Lines      Unit = "lines"
	Pages      Unit = "pages"
	Paragraphs Unit = "paragraphs"
	Percent    Unit = "percent"
	PPI        Unit = "ppi" // pixels per inch
	Rows       Unit = "rows"
)

// ZH returns the unit in Chinese.
func (u Unit) ZH() string {
	return map[Unit]string{
		Characters: "字", Columns: "栏", Rows: "行", Copies: "份", Lines: "行", Pages: "页", Paragraphs: "段", Percent: "%", PPI: "像素每英寸",
	}[u]
}

// EN returns the unit in English.
func (u Unit) EN() string {
	if u == Percent {
		return "%"
	}
	return string(u)
}

// Key is one key of a manifest or a theme.
type Key struct {
	Name string // in a manifest, the name within its table; in a theme, the dotted name. A * stands for one of Args, or for any name without a dot if Args is empty
	Type Type

	Args         []string
	Values       []string
	Min, Max     int
	Unit         Unit
	Default      string // value that applies without the key, in TOML syntax; empty: none, or described in ZH and EN
	Required     bool
	Shared       bool     // of Required: publication.toml may give it in place of the manifest
	Needs        string   // another key of the table; without it this one is ignored
	OneOf        string   // of the keys of a table with the same OneOf exactly one must be present
	ByFile       []string // endings of a file with which no key of OneOf need be present
	Filled       bool     // a text, or each text of a list, must not be blank
	ASCII        bool     // a text, or each text of a list, is of printable ASCII
	Slashes      bool     // of File: a backslash is refused
	Positive     bool     // a length must not be 0
	Single       bool     // of Texts: a single text is a list of one
	Placeholders []string // of Form: names that it can have, in braces
	Needed       []string // of Form: Placeholders that it must have, each once, unless it is empty
	Alternatives bool     // of Form: two forms separated by ||, each with all that is needed
	Sides        bool     // of Form: a left and a right part separated by |
	Bare         bool     // of Enum: values that are whole numbers may be written without quotes
	Pattern      string   // a regular expression that a text must match (ECMA 262 and RE2); empty: any
	Example      string   // of a key with a Pattern: a text that matches it
	Shorthand    string   // of Table: the key whose value may be given in place of the table
	Keys         []Key    // of Table and Tables
	Since        string   // first version of the program that has the key; empty: the first version

	ZH, EN string // what the key decides
	Words  string // Chinese words, separated by blanks, that may be written for the name by mistake, besides the beginning of ZH
}

// words returns the Chinese words that may be written for the key's name.
func (k *Key) words() []string {
	first, _, _ := strings.Cut(k.ZH, " ")
	if i := strings.IndexAny(first, "，；：（、。"); i >= 0 {
		first = first[:i]
	}
	return append(strings.Fields(k.Words), first)
}

// Words maps the Chinese words for keys to the keys' dotted names, in the order
// of Names.
func Words(keys []Key) map[string][]string {
	all := map[string][]string{}
	addWords(all, "", keys)
	return all
}

func addWords(all map[string][]string, prefix string, keys []Key) {
	for i := range keys {
		if k := &keys[i]; k.Name != "*" {
			for _, word := range k.words() {
				if name := prefix + k.Name; word != "" && !slices.Contains(all[word], name) {
					all[word] = append(all[word], name)
				}
			}
		}
	}
	for i := range keys {
		addWords(all, prefix+keys[i].Name+".", keys[i].Keys)
	}
}

// InTable returns the name for a key of a table that is meant by one of several
// dotted names: that of the table itself without the table's name, else the
// first one in full; empty if there are none.
func InTable(table string, names []string) string {
	for _, name := range names {
		dot := strings.LastIndexByte(name, '.')
		if table == name[:max(dot, 0)] {
			return name[dot+1:]
		}
	}
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// Group reports whether the key holds further keys.
func (k *Key) Group() bool { return k.Type == Table || k.Type == Tables }

// Names returns the dotted names of keys and of all nested keys; the keys of a
// table come before those of its subtables.
func Names(keys []Key) []string { return names(nil, "", keys) }

func names(out []string, prefix string, keys []Key) []string {
	for i := range keys {
		out = append(out, prefix+keys[i].Name)
	}
	for i := range keys {
		out = names(out, prefix+keys[i].Name+".", keys[i].Keys)
	}
	return out
}

// Several returns the dotted names of tables that may occur several times.
func Several(keys []Key) []string { return several(nil, "", keys) }

func several(out []string, prefix string, keys []Key) []string {
	for i := range keys {
		if keys[i].Type == Tables {
			out = append(out, prefix+keys[i].Name)
		}
		out = several(out, prefix+keys[i].Name+".", keys[i].Keys)
	}
	return out
}

// Expand returns the key's names with * replaced by each of Args. A * for any
// name is kept.
func (k *Key) Expand() []string {
	if len(k.Args) == 0 {
		return []string{k.Name}
	}
	out := make([]string, len(k.Args))
	for i, arg := range k.Args {
		out[i] = strings.Replace(k.Name, "*", arg, 1)
	}
	return out
}
