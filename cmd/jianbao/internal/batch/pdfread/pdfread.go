// Package pdfread reads PDF files (ISO 32000) of whatever origin, strictly:
// what is not as the standard has it is an error, and nothing is repaired. It
// shares nothing with the package that writes ours, so that what the two agree
// on is not a mistake of one of them.
//
// A file is read from memory, one object at a time. What may be unpacked from
// it is bounded, and so is how deep it may be nested.
package pdfread

import "fmt"

// Object is nil, bool, int64, float64, Name, String, Array, *Dict, *Stream or
// Ref.
type Object any

// Name is a name without its slash, escapes undone.
type Name string

// String is the bytes of a string; see Text.
type String string

// Array is an array.
type Array []Object

// Ref is a reference to an indirect object.
type Ref struct{ Number, Generation int }

// Dict is a dictionary. No key is in it twice.
type Dict struct{ entries []Entry }

// Entry is an entry of a dictionary.
type Entry struct {
	Key   Name
	Value Object
}

// Entries returns all entries in the order of the file.
func (d *Dict) Entries() []Entry {
	if d == nil {
		return nil
	}
	return d.entries
}

// Get returns the value of a key as it stands there; nil if there is none.
func (d *Dict) Get(key Name) Object {
	if d == nil {
		return nil
	}
	for i := range d.entries {
		if d.entries[i].Key == key {
			return d.entries[i].Value
		}
	}
	return nil
}

// Stream is a stream. Raw is what the file has of it.
type Stream struct {
	Dict *Dict
	Raw  []byte
}

// Kind says what is wrong with a file.
type Kind int

// Kinds of errors.
const (
	Header     Kind = iota // no %PDF- at its beginning
	End                    // no %%EOF at its end
	StartXRef              // no startxref before that
	CrossTable             // the cross-reference table is none
	Syntax                 // no object of PDF
	Elsewhere              // an object is not where the table says
	Length                 // a stream is not as long as it says
	Packed                 // a stream cannot be unpacked
	Filter                 // a stream is packed in a way that is not known
	Deep                   // nested too deeply
	Large                  // more than a file may have or unpack to
	Missing                // something that has to be there is not
	Pages                  // the page tree is none
)

// Error is what is wrong with a file, and at which byte.
type Error struct {
	Kind Kind
	At   int
	What string // key or name that it is about; may be empty
}

func (e *Error) Error() string {
	text := [...]string{
		Header: "no %PDF- at the beginning", End: "no %%EOF at the end", StartXRef: "no startxref at the end",
		CrossTable: "the cross-reference table is damaged", Syntax: "no PDF object", Elsewhere: "an object is not where it should be",
		Length: "a stream is not as long as it says", Packed: "a stream cannot be unpacked", Filter: "a stream has an unknown filter",
		Deep: "nested too deeply", Large: "too large", Missing: "something is missing", Pages: "the page tree is damaged",
	}[e.Kind]
	if e.What != "" {
		text += " (" + e.What + ")"
	}
	return fmt.Sprintf("%s, at byte %d", text, e.At)
}

// Limits of a file.
const (
	maxDepth    = 100      // of arrays and dictionaries in each other
	maxObjects  = 1 << 22  // numbers of objects
	maxUnpacked = 1 << 30  // bytes that all streams together may unpack to
	maxInMemory = 32 << 20 // bytes that one of them may, where it has to be in memory
	maxPending  = 16       // objects that are needed to read one object
)

// File is a file that was opened.
type File struct {
	Version string // of the header: "1.7"
	Trailer *Dict  // the newest

	data    []byte
	objects []place // by number
	packs   map[int]*pack
	packed  int   // bytes in packs
	spent   int64 // bytes unpacked so far
	limit   int64 // of spent
	pending int
}

// place is where an object is.
type place struct {
	kind byte  // 0: nowhere, 1: in the file, 2: in an object stream
	at   int32 // byte of the file, or number of the object stream
	gen  int32 // generation, or index in the object stream
}

// Numbers returns how many numbers of objects there may be; every object has a
// smaller one.
func (f *File) Numbers() int { return len(f.objects) }

// Encrypted reports whether the file is encrypted. Nothing but its trailer can
// be read then.
func (f *File) Encrypted() bool { return f.Trailer.Get("Encrypt") != nil }
