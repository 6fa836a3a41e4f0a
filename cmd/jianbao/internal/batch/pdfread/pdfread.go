// Package pdfread reads PDF files (ISO 32000) of any origin strictly:
// deviations from the standard are errors, and nothing is repaired. It shares
// no code with the package that writes PDF, so that a mistake in one of them
// shows as a difference.
//
// A file is read from memory, one object at a time. The size of decoded data
// and the nesting depth are bounded.
package pdfread

import "fmt"

// Object is nil, bool, int64, float64, Name, String, Array, *Dict, *Stream or
// Ref.
type Object any

// Name is a name without its slash, with escapes decoded.
type Name string

// String is the bytes of a string; see Text.
type String string

// Array is an array.
type Array []Object

// Ref is a reference to an indirect object.
type Ref struct{ Number, Generation int }

// Dict is a dictionary. Its keys are distinct.
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

// Get returns the value of a key, with references unresolved; nil if there is
// none.
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

// Stream is a stream. Raw holds its encoded bytes.
type Stream struct {
	Dict *Dict
	Raw  []byte
}

// Kind is a kind of error in a file.
type Kind int

// Kinds of errors.
const (
	Header     Kind = iota // no %PDF- at the beginning
	End                    // no %%EOF at the end
	StartXRef              // no startxref before it
	CrossTable             // the cross-reference table is damaged
	Syntax                 // not a PDF object
	Misplaced              // an object is not at its offset in the table
	Length                 // a stream's Length is wrong
	BadStream              // a stream cannot be decoded
	Filter                 // a stream has an unknown filter
	TooDeep                // nested too deeply
	TooLarge               // a limit is exceeded
	Missing                // a required entry or object is missing
	Pages                  // the page tree is damaged
)

// Error is an error in a file, with its byte offset.
type Error struct {
	Kind Kind
	At   int
	What string // key or name concerned; may be empty
}

func (e *Error) Error() string {
	text := [...]string{
		Header: "no %PDF- at the beginning", End: "no %%EOF at the end", StartXRef: "no startxref at the end",
		CrossTable: "the cross-reference table is damaged", Syntax: "not a PDF object", Misplaced: "an object is not at its offset in the cross-reference table",
		Length: "a stream has a wrong length", BadStream: "a stream cannot be decoded", Filter: "a stream has an unknown filter",
		TooDeep: "nested too deeply", TooLarge: "too large", Missing: "a required entry is missing", Pages: "the page tree is damaged",
	}[e.Kind]
	if e.What != "" {
		text += " (" + e.What + ")"
	}
	return fmt.Sprintf("%s, at byte %d", text, e.At)
}

// Limits of a file.
const (
	maxDepth    = 100      // of nested arrays and dictionaries
	maxObjects  = 1 << 22  // highest object number
	maxUnpacked = 1 << 30  // bytes of all decoded streams together
	maxInMemory = 32 << 20 // bytes of one decoded stream held in memory
	maxPending  = 16       // nested loads needed to read one object
)

// File is an open file.
type File struct {
	Version string // of the header: "1.7"
	Trailer *Dict  // of the newest section

	data              []byte
	objects           []place // by number
	objectStreams     map[int]*objectStream
	objectStreamBytes int   // bytes in objectStreams
	spent             int64 // bytes decoded so far
	limit             int64 // of spent
	pending           int
}

// place is the position of an object.
type place struct {
	kind byte  // 0: nowhere, 1: in the file, 2: in an object stream
	at   int32 // byte of the file, or number of the object stream
	gen  int32 // generation, or index in the object stream
}

// Numbers returns an upper bound of object numbers: every object has a smaller
// number.
func (f *File) Numbers() int { return len(f.objects) }

// Encrypted reports whether the file is encrypted. Only the trailer of an
// encrypted file can be read.
func (f *File) Encrypted() bool { return f.Trailer.Get("Encrypt") != nil }
