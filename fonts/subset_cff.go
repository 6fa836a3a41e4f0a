package fonts

import "fmt"

// Strings 0–390 are predefined in every CFF; added ones follow.
const (
	sidAdobe    = 391
	sidIdentity = 392
)

// subsetCFF returns a CID-keyed CFF of the glyphs, whether or not the font is
// CID-keyed. Subroutines are inlined in the charstrings: few glyphs of a subset
// share them, and the stream's compression removes the repetition.
func (f *Face) subsetCFF(glyphs []GID) (*Subset, error) {
	c := f.cff
	ids := append(make([]GID, 0, len(glyphs)+1), 0)
	ids = append(ids, glyphs...)

	var code []byte
	ends := make([]int, len(ids))
	fdOf := make([]int, len(ids)) // new number of each glyph's font dict
	newFD := make([]int, len(c.fds))
	var used []int // old numbers
	var m charstring
	for i, g := range ids {
		fd := c.fd(g)
		if newFD[fd] == 0 {
			used = append(used, fd)
			newFD[fd] = len(used)
		}
		fdOf[i] = newFD[fd] - 1
		m.reset(&c.globalSubrs, &c.fds[fd].subrs)
		m.flat, m.out, m.base = true, code, len(code)
		if err := m.run(c.charStrings.get(int(g))); err != nil {
			return nil, fmt.Errorf("glyph %d: %w", g, err)
		}
		code = m.out
		ends[i] = len(code)
	}

	var w cffWriter
	w.bytes(1, 0, 4, 4)
	w.index([][]byte{[]byte(f.PostScriptName())})

	// The dicts contain offsets of data that follow. Offsets always take five
	// bytes, so that sizes do not depend on them: a first pass with placeholders
	// measures, a second one writes.
	matrix, bbox := c.top.raw(opFontMatrix), c.top.raw(opFontBBox)
	header := len(w.out)
	var at offsets
	for range 2 {
		w.out = w.out[:header]
		w.index([][]byte{topDict(at, len(ids), matrix, bbox)})
		w.index([][]byte{[]byte("Adobe"), []byte("Identity")})
		w.index(nil) // global subroutines

		at.charset = len(w.out)
		if len(ids) > 1 {
			w.bytes(2)
			w.u16(1)
			w.u16(len(ids) - 2)
		} else {
			w.bytes(0)
		}
		at.fdSelect = len(w.out)
		w.fdSelect(fdOf)
		at.charStrings = len(w.out)
		w.indexOf(code, ends)
		privates := make([][2]int, len(used))
		for i, fd := range used {
			p := privateDict(c.fds[fd].data)
			privates[i] = [2]int{len(p), len(w.out)}
			w.bytes(p...)
		}
		at.fdArray = len(w.out)
		dicts := make([][]byte, len(used))
		for i, fd := range used {
			var d cffWriter
			d.bytes(c.fds[fd].font.raw(opFontMatrix)...)
			d.int5(privates[i][0])
			d.int5(privates[i][1])
			d.bytes(opPrivate)
			dicts[i] = d.out
		}
		w.index(dicts)
	}
	return &Subset{Data: w.out, CFF: true, Glyphs: ids}, nil
}

type offsets struct{ charset, fdSelect, charStrings, fdArray int }

func topDict(at offsets, glyphs int, matrix, bbox []byte) []byte {
	var d cffWriter
	d.int5(sidAdobe)
	d.int5(sidIdentity)
	d.int5(0)
	d.bytes(opBytes(opROS)...)
	d.bytes(matrix...)
	d.bytes(bbox...)
	for _, e := range [...]struct{ op, v int }{
		{opCIDCount, glyphs}, {opCharset, at.charset}, {opCharStrings, at.charStrings},
		{opFDArray, at.fdArray}, {opFDSelect, at.fdSelect},
	} {
		d.int5(e.v)
		d.bytes(opBytes(e.op)...)
	}
	return d.out
}

// privateDict returns a private dict without its subroutines.
func privateDict(p dict) []byte {
	var out []byte
	p.each(func(op int, raw []byte, _ []int) {
		if op != opSubrs {
			out = append(append(out, raw...), opBytes(op)...)
		}
	})
	return out
}

type cffWriter struct{ out []byte }

func (w *cffWriter) bytes(b ...byte) { w.out = append(w.out, b...) }
func (w *cffWriter) u16(v int)       { w.out = append(w.out, byte(v>>8), byte(v)) }

// int5 writes a dict operand of constant length.
func (w *cffWriter) int5(v int) {
	w.out = append(w.out, 29, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}

// index writes objects as an INDEX.
func (w *cffWriter) index(objects [][]byte) {
	var all []byte
	ends := make([]int, len(objects))
	for i, o := range objects {
		all = append(all, o...)
		ends[i] = len(all)
	}
	w.indexOf(all, ends)
}

// indexOf writes an INDEX of objects that are concatenated in data.
func (w *cffWriter) indexOf(data []byte, ends []int) {
	w.u16(len(ends))
	if len(ends) == 0 {
		return
	}
	size := 1
	for len(data)+1 >= 1<<(8*size) {
		size++
	}
	w.bytes(byte(size))
	put := func(v int) {
		for s := 8 * (size - 1); s >= 0; s -= 8 {
			w.bytes(byte(v >> s))
		}
	}
	put(1)
	for _, e := range ends {
		put(e + 1)
	}
	w.bytes(data...)
}

// fdSelect writes format 3: ranges of glyphs with the same font dict.
func (w *cffWriter) fdSelect(fds []int) {
	w.bytes(3)
	count := len(w.out)
	w.u16(0)
	n := 0
	for i, fd := range fds {
		if i == 0 || fd != fds[i-1] {
			w.u16(i)
			w.bytes(byte(fd))
			n++
		}
	}
	put16(w.out[count:], n)
	w.u16(len(fds))
}
