package pdfread

import (
	"bytes"
	"math"
	"strconv"
)

// Open reads header, end and cross-reference table. Errors are of type *Error.
func Open(data []byte) (*File, error) {
	f := &File{data: data, objectStreams: map[int]*objectStream{}, limit: maxUnpacked}
	if len(data) > math.MaxInt32 {
		return nil, &Error{Kind: TooLarge}
	}
	if len(data) < 8 || !bytes.HasPrefix(data, []byte("%PDF-")) || !isDigit(data[5]) || data[6] != '.' || !isDigit(data[7]) {
		return nil, &Error{Kind: Header}
	}
	f.Version = string(data[5:8])
	at, err := f.end()
	if err != nil {
		return nil, err
	}
	seen := map[int]bool{}
	for next := at; next >= 0; {
		if seen[next] {
			return nil, &Error{Kind: CrossTable, At: next}
		}
		seen[next] = true
		trailer, err := f.section(next)
		if err != nil {
			return nil, err
		}
		if f.Trailer == nil {
			f.Trailer = trailer
		}
		// A hybrid-reference file has further objects in a cross-reference stream,
		// which take precedence over those of earlier tables (7.5.8.4).
		if also, ok := trailer.Get("XRefStm").(int64); ok {
			if seen[int(also)] {
				return nil, &Error{Kind: CrossTable, At: next}
			}
			seen[int(also)] = true
			if _, err := f.section(int(also)); err != nil {
				return nil, err
			}
		}
		next = -1
		switch prev := trailer.Get("Prev").(type) {
		case nil:
		case int64:
			next = int(max(prev, 0))
		default:
			return nil, &Error{Kind: CrossTable, At: at, What: "Prev"}
		}
	}
	if _, ok := f.Trailer.Get("Root").(Ref); !ok {
		return nil, &Error{Kind: Missing, At: at, What: "Root"}
	}
	// Objects with numbers from Size on do not exist (7.5.4).
	size, ok := f.Trailer.Get("Size").(int64)
	if !ok || size < 1 {
		return nil, &Error{Kind: Missing, At: at, What: "Size"}
	}
	if int64(len(f.objects)) > size {
		f.objects = f.objects[:size]
	}
	return f, nil
}

// end reads the last three lines and returns the offset of the newest table.
func (f *File) end() (int, error) {
	tail := f.data
	tail = bytes.TrimRight(tail, "\r\n")
	if len(f.data)-len(tail) > 2 {
		return 0, &Error{Kind: End, At: len(tail)}
	}
	tail, ok := bytes.CutSuffix(tail, []byte("%%EOF"))
	if !ok {
		return 0, &Error{Kind: End, At: len(tail)}
	}
	tail = bytes.TrimRight(tail, "\r\n")
	digits := len(tail)
	for digits > 0 && isDigit(tail[digits-1]) {
		digits--
	}
	at, err := strconv.Atoi(string(tail[digits:]))
	before := bytes.TrimRight(tail[:digits], "\r\n ")
	if err != nil || !bytes.HasSuffix(before, []byte("startxref")) || len(before) == digits {
		return 0, &Error{Kind: StartXRef, At: digits}
	}
	return at, nil
}

// section reads a cross-reference table or stream and returns its trailer.
// Entries of newer sections are kept.
func (f *File) section(at int) (*Dict, error) {
	if at < 0 || at >= len(f.data) {
		return nil, &Error{Kind: CrossTable, At: at}
	}
	r := &reader{data: f.data, pos: at}
	if bytes.HasPrefix(f.data[at:], []byte("xref")) {
		return f.table(r)
	}
	return f.stream(r)
}

// table reads a cross-reference table (7.5.4).
func (f *File) table(r *reader) (*Dict, error) {
	wrong := func() (*Dict, error) { return nil, r.fail(CrossTable) }
	r.keyword("xref")
	for !r.keyword("trailer") {
		first, ok1 := r.integer()
		count, ok2 := r.integer()
		if !ok1 || !ok2 || first > maxObjects || count > maxObjects {
			return wrong()
		}
		r.space()
		const entry = 20
		if count > (len(r.data)-r.pos)/entry {
			return wrong()
		}
		for i := range count {
			e := r.data[r.pos : r.pos+entry]
			offset, err1 := strconv.Atoi(string(e[:10]))
			gen, err2 := strconv.Atoi(string(e[11:16]))
			end := string(e[18:])
			if err1 != nil || err2 != nil || offset > math.MaxInt32 || !isDigit(e[0]) || !isDigit(e[11]) || e[10] != ' ' || e[16] != ' ' || end != " \r" && end != " \n" && end != "\r\n" {
				return wrong()
			}
			switch e[17] {
			case 'n':
				f.place(first+i, place{1, int32(offset), int32(gen)})
			case 'f':
				f.place(first+i, place{0, -1, 0})
			default:
				return wrong()
			}
			r.pos += entry
		}
	}
	o, err := r.object(0)
	if err != nil {
		return nil, err
	}
	d, ok := o.(*Dict)
	if !ok {
		return wrong()
	}
	return d, nil
}

// place records the position of an object, unless a newer section has one.
func (f *File) place(number int, p place) {
	if number >= len(f.objects) {
		f.objects = append(f.objects, make([]place, number+1-len(f.objects))...)
	}
	if f.objects[number] == (place{}) {
		f.objects[number] = p
	}
}

// stream reads a cross-reference stream (7.5.8).
func (f *File) stream(r *reader) (*Dict, error) {
	at := r.pos
	wrong := func(what string) (*Dict, error) { return nil, &Error{CrossTable, at, what} }
	_, ok1 := r.integer()
	_, ok2 := r.integer()
	if r.data[at] < '0' || r.data[at] > '9' || !ok1 || !ok2 || !r.keyword("obj") {
		return wrong("")
	}
	o, err := f.body(r)
	if err != nil {
		return nil, err
	}
	s, ok := o.(*Stream)
	if !ok || s.Dict.Get("Type") != Name("XRef") {
		return wrong("")
	}
	var widths [3]int
	w, ok := s.Dict.Get("W").(Array)
	total := 0
	for i := range widths {
		if !ok || len(w) != 3 {
			return wrong("W")
		}
		n, ok := w[i].(int64)
		if !ok || n < 0 || n > 8 {
			return wrong("W")
		}
		widths[i] = int(n)
		total += int(n)
	}
	if total == 0 {
		return wrong("W")
	}
	size, _ := s.Dict.Get("Size").(int64)
	index := Array{int64(0), size}
	if given := s.Dict.Get("Index"); given != nil {
		if index, ok = given.(Array); !ok || len(index)%2 > 0 {
			return wrong("Index")
		}
	}
	data, err := f.unpack(s)
	if err != nil {
		return nil, err
	}
	field := func(i, missing int) int {
		if widths[i] == 0 {
			return missing
		}
		n := 0
		for _, c := range data[:widths[i]] {
			n = n<<8 | int(c)
		}
		data = data[widths[i]:]
		return n
	}
	for i := 0; i < len(index); i += 2 {
		first, ok1 := index[i].(int64)
		count, ok2 := index[i+1].(int64)
		if !ok1 || !ok2 || first < 0 || count < 0 || first > maxObjects || count > maxObjects || first+count > maxObjects || int(count) > len(data)/total {
			return wrong("Index")
		}
		for n := int(first); n < int(first+count); n++ {
			kind, b, c := field(0, 1), field(1, 0), field(2, 0)
			switch {
			case kind == 0:
				f.place(n, place{0, -1, 0})
			case (kind == 1 || kind == 2) && b >= 0 && c >= 0 && b <= math.MaxInt32 && c <= math.MaxInt32:
				f.place(n, place{byte(kind), int32(b), int32(c)})
			default:
				return wrong("")
			}
		}
	}
	return s.Dict, nil
}
