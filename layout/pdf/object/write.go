package object

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"
)

// Form is how a file is written.
type Form struct {
	Version string // of the header: "1.7"
	// Compact packs objects into object streams and the cross-reference table
	// into a stream (ISO 32000-1 7.5.7, 7.5.8). The version must be 1.5 or later.
	Compact bool
	Level   int // of deflate, 1 to 9; 0: the usual one
	Workers int // that deflate at once; 0: as many as GOMAXPROCS
	// Deflaters to use, nil: new ones.
	Deflaters *Deflaters
}

// packed is how many objects go into one object stream: more deflate better,
// fewer are quicker to look one up in.
const packed = 400

// Write renumbers the objects that the trailer's Root and Info lead to, in the
// order they are met walking breadth first, and writes them; all others are
// dropped. The trailer's ID is the digest of the file, so equal content gives equal
// files. The file is not changed.
func (f *File) Write(form Form) ([]byte, error) {
	root, ok := f.Trailer.Get("Root").(Ref)
	if !ok || f.Dict(root) == nil {
		return nil, errors.New("pdf object: the trailer has no Root")
	}
	w := writer{file: f, form: form}
	if w.form.Level == 0 {
		w.form.Level = usualLevel
	}
	if w.form.Workers <= 0 {
		w.form.Workers = runtime.GOMAXPROCS(0)
	}
	if w.form.Deflaters == nil {
		w.form.Deflaters = new(Deflaters)
	}
	w.renumber(root)
	if info, ok := f.Trailer.Get("Info").(Ref); ok {
		w.renumber(info)
	}
	if form.Compact {
		w.pack()
	}
	if err := w.deflate(); err != nil {
		return nil, err
	}
	if err := w.assemble(); err != nil {
		return nil, err
	}
	w.stampDigest()
	return w.out, nil
}

type writer struct {
	file   *File
	form   Form
	number []int    // new number of each old one; 0: not reached
	order  []Object // objects by new number - 1
	packs  []pack
	coded  map[*Stream]Pieces // deflated data of streams
	where  []location         // by new number
	out    []byte
	stamps []int // where in out NoDigest stands
}

// pack is an object stream in the making.
type pack struct{ stm *Stream }

type location struct {
	pack  int // 1-based; 0: an object of its own
	index int // in its pack
	off   int
}

// num returns the new number of a reference, 0 for one that leads nowhere.
func (w *writer) num(r Ref) int {
	if r <= 0 || int(r) >= len(w.number) {
		return 0
	}
	return w.number[r]
}

func (w *writer) renumber(from Ref) {
	if w.number == nil {
		w.number = make([]int, w.file.Len())
	}
	next := len(w.order)
	w.reach(from)
	for ; next < len(w.order); next++ {
		w.follow(w.order[next], 0)
	}
}

func (w *writer) reach(r Ref) {
	if r <= 0 || int(r) >= len(w.number) || w.number[r] != 0 || w.file.objects[r] == nil {
		return
	}
	w.order = append(w.order, w.file.objects[r])
	w.number[r] = len(w.order)
}

func (w *writer) follow(o Object, depth int) {
	if depth > 2*maxDepth {
		return
	}
	switch v := o.(type) {
	case Ref:
		w.reach(v)
	case Array:
		for _, item := range v {
			w.follow(item, depth+1)
		}
	case *Dict:
		for _, e := range v.entries {
			w.follow(e.value, depth+1)
		}
	case *Stream:
		w.follow(v.Dict, depth)
	}
}

// pack moves every object that is not a stream into object streams.
func (w *writer) pack() {
	w.where = make([]location, len(w.order)+1)
	var head, body []byte
	members := 0
	flush := func() {
		if members == 0 {
			return
		}
		head = append(head, '\n')
		d := D("Type", Name("ObjStm"), "N", Int(members), "First", Int(len(head)))
		w.packs = append(w.packs, pack{stm: &Stream{Dict: d, Data: slices.Concat(head, body)}})
		head, body, members = head[:0], body[:0], 0
	}
	for i, o := range w.order {
		if _, ok := o.(*Stream); ok {
			continue
		}
		if members > 0 {
			body = append(body, '\n')
			head = append(head, ' ')
		}
		head = strconv.AppendInt(head, int64(i+1), 10)
		head = append(head, ' ')
		head = strconv.AppendInt(head, int64(len(body)), 10)
		body = Append(body, o, w.num)
		w.where[i+1] = location{pack: len(w.packs) + 1, index: members}
		if members++; members == packed {
			flush()
		}
	}
	flush()
}

// deflate deflates the data of streams. The pieces are joined where they are written:
// the coded data, most of the file, is copied once.
func (w *writer) deflate() error {
	var streams []*Stream
	var data [][]byte
	take := func(s *Stream) {
		if !s.Plain {
			streams = append(streams, s)
			data = append(data, s.Data)
		}
	}
	for _, o := range w.order {
		if s, ok := o.(*Stream); ok {
			take(s)
		}
	}
	for _, p := range w.packs {
		take(p.stm)
	}
	pieces, err := deflateAll(data, w.form.Deflaters, w.form.Level, w.form.Workers)
	if err != nil {
		return err
	}
	w.coded = make(map[*Stream]Pieces, len(streams))
	for i, s := range streams {
		w.coded[s] = pieces[i]
	}
	return nil
}

// size is the number of bytes of a stream's data in the file.
func (w *writer) size(s *Stream) int {
	if pieces, ok := w.coded[s]; ok {
		return pieces.size()
	}
	return len(s.Data)
}

// appendData appends a stream's data as it goes into the file.
func (w *writer) appendData(s *Stream) {
	if pieces, ok := w.coded[s]; ok {
		w.out = pieces.appendTo(w.out)
		return
	}
	w.out = append(w.out, s.Data...)
}

func (w *writer) assemble() error {
	size := 1 << 10
	for _, o := range w.order {
		if s, ok := o.(*Stream); ok {
			size += w.size(s) + 200
		} else if !w.form.Compact {
			size += 300
		}
	}
	for _, p := range w.packs {
		size += w.size(p.stm) + 100
	}
	w.out = make([]byte, 0, size+21*len(w.order))
	w.out = append(w.out, "%PDF-"...)
	w.out = append(w.out, w.form.Version...)
	// Four bytes above 127 make transfer programs take this for binary data
	// (ISO 32000-1 7.5.2).
	w.out = append(w.out, "\n%\xE7\xAE\x80\xE6\n"...)

	if w.where == nil {
		w.where = make([]location, len(w.order)+1)
	}
	for i, o := range w.order {
		if loc := &w.where[i+1]; loc.pack == 0 {
			loc.off = len(w.out)
			w.indirect(i+1, o)
		}
	}
	for i, p := range w.packs {
		w.where = append(w.where, location{off: len(w.out)})
		w.indirect(len(w.order)+1+i, p.stm)
	}
	if len(w.out) >= 1<<32 {
		return fmt.Errorf("pdf object: file of %d bytes is too large", len(w.out))
	}
	if w.form.Compact {
		return w.xrefStream()
	}
	w.xrefTable()
	return nil
}

func (w *writer) indirect(n int, o Object) {
	w.out = strconv.AppendInt(w.out, int64(n), 10)
	w.out = append(w.out, " 0 obj\n"...)
	if s, ok := o.(*Stream); ok {
		w.out = Append(w.out, w.streamDict(s), w.num)
		w.out = append(w.out, "stream\n"...)
		if s.DigestAt > 0 {
			w.stamps = append(w.stamps, len(w.out)+s.DigestAt)
		}
		w.appendData(s)
		w.out = append(w.out, "\nendstream\nendobj\n"...)
		return
	}
	w.out = Append(w.out, o, w.num)
	w.out = append(w.out, "\nendobj\n"...)
}

// streamDict is a copy of a stream's dictionary with the filter and the length of its
// data in the file.
func (w *writer) streamDict(s *Stream) *Dict {
	c := &Dict{entries: make([]entry, 0, s.Dict.Len()+2)}
	c.entries = append(c.entries, s.Dict.entries...)
	if _, ok := w.coded[s]; ok {
		c.Set("Filter", Name("FlateDecode"))
	}
	c.entries = append(c.entries, entry{"Length", Int(w.size(s))})
	return c
}

// tail returns the trailer's entries but for the ID.
func (w *writer) tail(size int) *Dict {
	d := D("Size", Int(size), "Root", w.file.Trailer.Get("Root"))
	if info := w.file.Trailer.Get("Info"); info != nil {
		d.Set("Info", info)
	}
	return d
}

// trailer writes a trailer dictionary with the ID at its end. The two halves of the
// ID are the same: the file was never updated (ISO 32000-1 14.4). They are written
// in hexadecimal, so that the digest is as long as what it replaces.
func (w *writer) trailer(d *Dict) {
	w.out = Append(w.out, d, w.num)
	w.out = append(w.out[:len(w.out)-len(">>")], "/ID["...)
	for range 2 {
		w.out = append(w.out, '<')
		w.stamps = append(w.stamps, len(w.out))
		w.out = append(w.out, NoDigest...)
		w.out = append(w.out, '>')
	}
	w.out = append(w.out, "]>>"...)
}

func (w *writer) xrefTable() {
	at := len(w.out)
	d := w.tail(len(w.where))
	w.out = append(w.out, "xref\n0 "...)
	w.out = strconv.AppendInt(w.out, int64(len(w.where)), 10)
	w.out = append(w.out, "\n0000000000 65535 f \n"...)
	for _, loc := range w.where[1:] {
		digits := strconv.Itoa(loc.off)
		w.out = append(w.out, "0000000000"[:max(0, 10-len(digits))]...)
		w.out = append(w.out, digits...)
		w.out = append(w.out, " 00000 n \n"...)
	}
	w.out = append(w.out, "trailer\n"...)
	w.trailer(d)
	w.end(at)
}

// xrefStream writes the cross-reference stream: entries of 1 + 4 + 2 bytes,
// each row less the one above (PNG's Up predictor), which deflates well.
func (w *writer) xrefStream() error {
	at := len(w.out)
	self := len(w.where)
	w.where = append(w.where, location{off: at})
	const columns = 7
	var row, above [columns]byte
	rows := make([]byte, 0, (columns+1)*len(w.where))
	for i, loc := range w.where {
		switch {
		case i == 0:
			row = [columns]byte{0, 0, 0, 0, 0, 0xff, 0xff}
		case loc.pack > 0:
			n := len(w.order) + loc.pack
			row = [columns]byte{2, byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n), byte(loc.index >> 8), byte(loc.index)}
		default:
			row = [columns]byte{1, byte(loc.off >> 24), byte(loc.off >> 16), byte(loc.off >> 8), byte(loc.off), 0, 0}
		}
		rows = append(rows, 2) // Up
		for k := range row {
			rows = append(rows, row[k]-above[k])
		}
		above = row
	}
	pieces, err := deflateAll([][]byte{rows}, w.form.Deflaters, w.form.Level, 1)
	if err != nil {
		return err
	}
	d := w.tail(len(w.where))
	d.Set("Type", Name("XRef"))
	d.Set("W", Array{Int(1), Int(4), Int(2)})
	d.Set("DecodeParms", D("Columns", Int(columns), "Predictor", Int(12)))
	s := &Stream{Dict: d}
	w.coded[s] = pieces[0]
	w.out = strconv.AppendInt(w.out, int64(self), 10)
	w.out = append(w.out, " 0 obj\n"...)
	w.trailer(w.streamDict(s))
	w.out = append(w.out, "stream\n"...)
	w.appendData(s)
	w.out = append(w.out, "\nendstream\nendobj"...)
	w.end(at)
	return nil
}

func (w *writer) end(at int) {
	w.out = append(w.out, "\nstartxref\n"...)
	w.out = strconv.AppendInt(w.out, int64(at), 10)
	w.out = append(w.out, "\n%%EOF\n"...)
}
