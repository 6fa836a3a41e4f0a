// Package key describes the keys of manifests and themes as data: what a value
// must be, what it decides and what holds where the key is absent. Decoding,
// hints, documentation and schemas all read these descriptions.
package key

import (
	"math"
	"strings"
)

// Type is what a key takes.
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
	File     Type = "file"     // a path; an ending of Values, if there are any
	Length   Type = "length"   // a number and a unit
	Width    Type = "width"    // of a picture: measure, half or a length
	Table    Type = "table"
	Tables   Type = "tables"   // an array of tables
	Settings Type = "settings" // keys of the theme, quoted, dotted or as tables

	// Of themes alone.
	Size  Type = "size" // a length that em and line of the same group follow
	Paper Type = "paper"
	Font  Type = "font" // the name of a role
	Ink   Type = "ink"  // the name of an ink; "black"
	RGB   Type = "rgb"
	CMYK  Type = "cmyk"
)

// Unbounded is the Max of an Int that has none.
const Unbounded = math.MaxInt

// Unit is what a whole number counts.
type Unit string

// The units of whole numbers.
const (
	Characters Unit = "characters"
	Copies     Unit = "copies"
	Lines      Unit = "lines"
	Pages      Unit = "pages"
	Paragraphs Unit = "paragraphs"
	Percent    Unit = "percent"
	PPI        Unit = "ppi" // pixels per inch
)

// ZH returns the unit in Chinese.
func (u Unit) ZH() string {
	return map[Unit]string{
		Characters: "字", Copies: "份", Lines: "行", Pages: "页", Paragraphs: "段", Percent: "%", PPI: "像素每英寸",
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
	Name string // in a manifest, the name in its table; in a theme, dotted. A * stands for one of Args, or for any name without a dot
	Type Type

	Args      []string
	Values    []string
	Min, Max  int
	Unit      Unit
	Default   string // what holds without the key, as TOML writes it; empty: nothing, or the text says
	Required  bool
	Needs     string // a key of the same table without which this one is not read
	OneOf     string // exactly one of the keys of a table that have the same OneOf is given
	Filled    bool   // a text, or each text of a list, must not be blank
	ASCII     bool   // a text, or each text of a list, is of printable ASCII
	Slashes   bool   // of File: a backslash is refused
	Positive  bool   // a length must not be 0
	Single    bool   // of Texts: one text may stand for a list of one
	Bare      bool   // of Enum: values that are whole numbers may be written without quotes
	Shorthand string // of Table: the key whose value may stand in place of the table
	Keys      []Key  // of Table and Tables
	Since     string // first version of the program that has the key; empty: the first of all

	ZH, EN string // what the key decides
}

// Group reports whether the key holds further keys.
func (k *Key) Group() bool { return k.Type == Table || k.Type == Tables }

// Names returns the dotted names of keys and of all below them: the keys of a
// table before those of its tables.
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

// Expand returns a key's names with its * replaced by each of Args; a * for any
// name stays.
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
