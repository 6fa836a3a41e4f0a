package object

import (
	"bytes"
	"fmt"
)

// maxDepth bounds the nesting of arrays and dictionaries; fpdf nests three deep.
const maxDepth = 100

// SyntaxError is a place in a file that the reader does not understand.
type SyntaxError struct {
	Offset int
	Reason string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("PDF syntax at byte %d: %s", e.Offset, e.Reason)
}

// Parse reads a file by its last cross-reference table (ISO 32000-1 7.5.4).
// Object streams, cross-reference streams, encryption, incremental updates and
// generations other than 0 are errors: the files it is made for have none.
// The objects share memory with data.
func Parse(data []byte) (*File, error) {
	p := parser{data: data}
	if err := p.startxref(); err != nil {
		return nil, err
	}
	offsets, err := p.table()
	if err != nil {
		return nil, err
	}
	trailer, err := p.trailer()
	if err != nil {
		return nil, err
	}
	f := &File{Trailer: trailer, objects: make([]Object, len(offsets))}
	for n, off := range offsets {
		if off < 0 {
			continue
		}
		if f.objects[n], err = p.indirect(n, off); err != nil {
			return nil, err
		}
	}
	return f, nil
}

type parser struct {
	data []byte
	pos  int
}

func (p *parser) fail(format string, args ...any) error {
	return &SyntaxError{Offset: p.pos, Reason: fmt.Sprintf(format, args...)}
}

// startxref moves to the cross-reference table.
func (p *parser) startxref() error {
	tail := max(0, len(p.data)-1024)
	i := bytes.LastIndex(p.data[tail:], []byte("startxref"))
	p.pos = tail
	if i < 0 {
		return p.fail("no startxref")
	}
	p.pos = tail + i + len("startxref")
	at, err := p.integer()
	if err != nil {
		return err
	}
	if at < 0 || at >= int64(len(p.data)) {
		return p.fail("startxref %d lies outside the file", at)
	}
	p.pos = int(at)
	return nil
}

// table returns the offset of each object, -1 for those that are free.
func (p *parser) table() ([]int, error) {
	if !p.keyword("xref") {
		return nil, p.fail("no cross-reference table")
	}
	first, err := p.integer()
	if err != nil {
		return nil, err
	}
	count, err := p.integer()
	if err != nil {
		return nil, err
	}
	const entrySize = 20 // "0000000000 00000 n \n", ISO 32000-1 7.5.4
	if first != 0 || count < 1 || count > int64(len(p.data)-p.pos)/entrySize {
		return nil, p.fail("cross-reference section %d %d", first, count)
	}
	offsets := make([]int, count)
	for n := range offsets {
		off, err := p.integer()
		if err != nil {
			return nil, err
		}
		gen, err := p.integer()
		if err != nil {
			return nil, err
		}
		switch {
		case p.keyword("f"):
			offsets[n] = -1
		case p.keyword("n") && gen == 0 && off >= 0 && off < int64(len(p.data)) && n > 0:
			offsets[n] = int(off)
		default:
			return nil, p.fail("cross-reference entry of object %d", n)
		}
	}
	return offsets, nil
}

func (p *parser) trailer() (*Dict, error) {
	if !p.keyword("trailer") {
		return nil, p.fail("no trailer")
	}
	o, err := p.value(0)
	if err != nil {
		return nil, err
	}
	d, ok := o.(*Dict)
	if !ok {
		return nil, p.fail("trailer is not a dictionary")
	}
	for _, key := range []Name{"Encrypt", "Prev", "XRefStm"} {
		if d.Get(key) != nil {
			return nil, p.fail("trailer has %s", key)
		}
	}
	return d, nil
}

// indirect reads the object number n at offset off.
func (p *parser) indirect(n, off int) (Object, error) {
	p.pos = off
	num, err := p.integer()
	if err != nil {
		return nil, err
	}
	gen, err := p.integer()
	if err != nil {
		return nil, err
	}
	if num != int64(n) || gen != 0 || !p.keyword("obj") {
		return nil, p.fail("object %d is not where the table says", n)
	}
	o, err := p.value(0)
	if err != nil {
		return nil, err
	}
	if d, ok := o.(*Dict); ok && p.keyword("stream") {
		if o, err = p.stream(d); err != nil {
			return nil, err
		}
	}
	if !p.keyword("endobj") {
		return nil, p.fail("object %d has no endobj", n)
	}
	return o, nil
}

func (p *parser) stream(d *Dict) (*Stream, error) {
	length, ok := d.Get("Length").(Int)
	if !ok {
		return nil, p.fail("stream without a direct Length")
	}
	if p.pos < len(p.data) && p.data[p.pos] == '\r' {
		p.pos++
	}
	if p.pos >= len(p.data) || p.data[p.pos] != '\n' {
		return nil, p.fail("no line end after stream")
	}
	p.pos++
	if length < 0 || int64(length) > int64(len(p.data)-p.pos) {
		return nil, p.fail("stream of %d bytes does not fit the file", length)
	}
	s := &Stream{Dict: d, Data: p.data[p.pos : p.pos+int(length) : p.pos+int(length)]}
	s.Plain = d.Get("Filter") != nil
	p.pos += int(length)
	if !p.keyword("endstream") {
		return nil, p.fail("no endstream after %d bytes", length)
	}
	d.Delete("Length")
	return s, nil
}
