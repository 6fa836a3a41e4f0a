package pdfread

import "bytes"

// Load returns the object with a number, nil if there is none: undefined objects
// are null (7.3.10). The result is never a reference. Errors are of type *Error.
func (f *File) Load(number int) (Object, error) {
	if number < 0 || number >= len(f.objects) {
		return nil, nil
	}
	if f.pending >= maxPending {
		return nil, &Error{Kind: TooDeep, What: "references"}
	}
	f.pending++
	defer func() { f.pending-- }()
	var o Object
	var err error
	switch p := f.objects[number]; p.kind {
	case 1:
		o, err = f.object(number, p)
	case 2:
		o, err = f.fromObjectStream(number, p)
	}
	if ref, ok := o.(Ref); ok && err == nil {
		return f.Resolve(ref)
	}
	return o, err
}

// Resolve returns the object that a reference refers to, and any other object
// unchanged.
func (f *File) Resolve(o Object) (Object, error) {
	ref, ok := o.(Ref)
	if !ok {
		return o, nil
	}
	if ref.Number < len(f.objects) && f.generation(ref.Number) != ref.Generation {
		return nil, nil
	}
	return f.Load(ref.Number)
}

func (f *File) generation(number int) int {
	if p := f.objects[number]; p.kind == 1 {
		return int(p.gen)
	}
	return 0
}

// object reads an object at its position in the cross-reference table.
func (f *File) object(number int, p place) (Object, error) {
	at := int(p.at)
	if at >= len(f.data) {
		return nil, &Error{Kind: Misplaced, At: at}
	}
	r := &reader{data: f.data, pos: at}
	if !isDigit(f.data[at]) {
		return nil, r.fail(Misplaced)
	}
	n, ok1 := r.integer()
	gen, ok2 := r.integer()
	if !ok1 || !ok2 || !r.keyword("obj") || n != number || gen != int(p.gen) {
		return nil, &Error{Kind: Misplaced, At: at}
	}
	return f.body(r)
}

// body reads an object after "obj", up to "endobj".
func (f *File) body(r *reader) (Object, error) {
	o, err := r.object(0)
	if err != nil {
		return nil, err
	}
	if d, ok := o.(*Dict); ok && r.keyword("stream") {
		if o, err = f.raw(r, d); err != nil {
			return nil, err
		}
	}
	if !r.keyword("endobj") {
		return nil, r.fail(Syntax)
	}
	return o, nil
}

// raw reads the bytes of a stream after the keyword stream (7.3.8.1).
func (f *File) raw(r *reader, d *Dict) (*Stream, error) {
	switch rest := r.data[r.pos:]; {
	case bytes.HasPrefix(rest, []byte("\r\n")):
		r.pos += 2
	case bytes.HasPrefix(rest, []byte("\n")):
		r.pos++
	default:
		return nil, r.fail(Syntax)
	}
	start := r.pos
	length, err := f.Resolve(d.Get("Length"))
	if err != nil {
		return nil, err
	}
	n, ok := length.(int64)
	if !ok || n < 0 || n > int64(len(r.data)-start) {
		return nil, r.fail(Length)
	}
	r.pos += int(n)
	end := r.data[r.pos:]
	for _, eol := range []string{"\r\n", "\n", "\r"} {
		if after, ok := bytes.CutPrefix(end, []byte(eol)); ok {
			end = after
			break
		}
	}
	if !bytes.HasPrefix(end, []byte("endstream")) {
		return nil, &Error{Kind: Length, At: start}
	}
	r.pos = len(r.data) - len(end)
	r.keyword("endstream")
	return &Stream{Dict: d, Raw: r.data[start : start+int(n)]}, nil
}

// objectStream is a decoded object stream (7.5.7).
type objectStream struct {
	data    []byte
	base    int // byte of the file, for messages
	first   int
	numbers []int
	offsets []int
}

// maxObjectStreams bounds the decoded object streams in memory, in bytes.
const maxObjectStreams = 64 << 20

func (f *File) fromObjectStream(number int, p place) (Object, error) {
	k, err := f.objectStream(int(p.at))
	if err != nil {
		return nil, err
	}
	index := int(p.gen)
	if index >= len(k.numbers) || k.numbers[index] != number {
		return nil, &Error{Kind: Misplaced, At: k.base}
	}
	r := &reader{data: k.data, pos: k.first + k.offsets[index], base: k.base}
	o, err := r.object(0)
	if err != nil {
		return nil, &Error{Kind: err.(*Error).Kind, At: k.base}
	}
	return o, nil
}

func (f *File) objectStream(number int) (*objectStream, error) {
	if k := f.objectStreams[number]; k != nil {
		return k, nil
	}
	if number >= len(f.objects) || f.objects[number].kind != 1 {
		return nil, &Error{Kind: Missing, What: "ObjStm"}
	}
	at := int(f.objects[number].at)
	o, err := f.Load(number)
	if err != nil {
		return nil, err
	}
	wrong := &Error{Kind: Syntax, At: at, What: "ObjStm"}
	s, ok := o.(*Stream)
	if !ok || s.Dict.Get("Type") != Name("ObjStm") {
		return nil, wrong
	}
	count, ok1 := s.Dict.Get("N").(int64)
	first, ok2 := s.Dict.Get("First").(int64)
	if !ok1 || !ok2 || count < 0 || first < 0 {
		return nil, wrong
	}
	data, err := f.unpack(s)
	if err != nil {
		return nil, err
	}
	if first > int64(len(data)) || count > int64(len(data)) {
		return nil, wrong
	}
	k := &objectStream{data: data, base: at, first: int(first)}
	r := &reader{data: data[:first]}
	for range count {
		n, ok1 := r.integer()
		off, ok2 := r.integer()
		if !ok1 || !ok2 || off > len(data)-k.first {
			return nil, wrong
		}
		k.numbers = append(k.numbers, n)
		k.offsets = append(k.offsets, off)
	}
	if f.objectStreamBytes+len(data) > maxObjectStreams {
		clear(f.objectStreams)
		f.objectStreamBytes = 0
	}
	f.objectStreams[number] = k
	f.objectStreamBytes += len(data)
	return k, nil
}

// Dict returns the object, resolved if it is a reference, if it is a
// dictionary, or the dictionary of a stream; otherwise nil.
func (f *File) Dict(o Object) (*Dict, error) {
	o, err := f.Resolve(o)
	switch v := o.(type) {
	case *Dict:
		return v, err
	case *Stream:
		return v.Dict, err
	}
	return nil, err
}
