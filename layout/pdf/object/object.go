// Package object implements the syntax of PDF files: values, a reader for files
// with a plain cross-reference table (such as fpdf writes), and a writer that
// renumbers, deflates and packs objects. It has no notion of pages, fonts or
// text.
package object

// Object is one of nil (null), bool, Int, Real, Name, String, Ref, Array,
// *Dict and *Stream.
type Object any

// Int is an integer number.
type Int int64

// Real is a real number, as its decimal digits in the file: floating point would
// not be the same on all machines.
type Real string

// Name is a name without its slash, #-escapes resolved.
type Name string

// String holds the bytes of a string, whatever their encoding.
type String string

// Ref refers to an indirect object of generation 0.
type Ref int

// Array is an array.
type Array []Object

// Dict is a dictionary that keeps the order in which keys were set, so that
// writing it needs no sorting to be the same every time.
type Dict struct{ entries []entry }

type entry struct {
	key   Name
	value Object
}

// Stream is a dictionary with data. Length and, for data deflated on writing,
// Filter are set by the writer.
type Stream struct {
	Dict *Dict
	Data []byte
	// Plain keeps Data as it is: metadata that other programs look for, or
	// data in a filter of its own.
	Plain bool
	// DigestAt is where in Data, which is Plain, NoDigest stands: it is replaced by
	// the digest of the file. 0: nowhere.
	DigestAt int
}

// D makes a dictionary of alternating names (string or Name) and values.
// It panics on anything else: the arguments are literals of our own code.
func D(pairs ...any) *Dict {
	d := &Dict{entries: make([]entry, 0, len(pairs)/2)}
	for i := 0; i+1 < len(pairs); i += 2 {
		switch key := pairs[i].(type) {
		case string:
			d.Set(Name(key), pairs[i+1])
		case Name:
			d.Set(key, pairs[i+1])
		default:
			panic("object.D: a key is not a name")
		}
	}
	return d
}

// Len returns the number of entries.
func (d *Dict) Len() int { return len(d.entries) }

// At returns the i-th entry in the order of setting.
func (d *Dict) At(i int) (Name, Object) { return d.entries[i].key, d.entries[i].value }

// Get returns the value of key, nil if there is none.
func (d *Dict) Get(key Name) Object {
	for i := range d.entries {
		if d.entries[i].key == key {
			return d.entries[i].value
		}
	}
	return nil
}

// Set puts value under key, in the old place if the key was there.
func (d *Dict) Set(key Name, value Object) {
	for i := range d.entries {
		if d.entries[i].key == key {
			d.entries[i].value = value
			return
		}
	}
	d.entries = append(d.entries, entry{key, value})
}

// Delete removes keys; those that are not there do not matter.
func (d *Dict) Delete(keys ...Name) {
	kept := d.entries[:0]
next:
	for _, e := range d.entries {
		for _, k := range keys {
			if e.key == k {
				continue next
			}
		}
		kept = append(kept, e)
	}
	d.entries = kept
}

// File is a file's objects by number, and its trailer.
type File struct {
	Trailer *Dict
	objects []Object // index = object number; 0 is unused
}

// New returns a file without objects.
func New() *File { return &File{Trailer: D(), objects: make([]Object, 1, 64)} }

// Len returns the number of objects, counting the unused number 0.
func (f *File) Len() int { return len(f.objects) }

// Add appends an object and returns its number.
func (f *File) Add(o Object) Ref {
	f.objects = append(f.objects, o)
	return Ref(len(f.objects) - 1)
}

// Set replaces an object that Add or Parse gave a number to.
func (f *File) Set(r Ref, o Object) { f.objects[r] = o }

// Resolve follows references until something else is found; nil if one leads
// nowhere or in a circle.
func (f *File) Resolve(o Object) Object {
	for range 8 {
		r, ok := o.(Ref)
		if !ok {
			return o
		}
		if r <= 0 || int(r) >= len(f.objects) {
			return nil
		}
		o = f.objects[r]
	}
	return nil
}

// Dict resolves o and returns it if it is a dictionary, or a stream's
// dictionary; else nil.
func (f *File) Dict(o Object) *Dict {
	switch v := f.Resolve(o).(type) {
	case *Dict:
		return v
	case *Stream:
		return v.Dict
	}
	return nil
}
