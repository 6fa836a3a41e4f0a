package fonts

import (
	"errors"
	"io"
)

// tableFile presents the given tables to the shaping library as a font file,
// without copying them.
type tableFile struct {
	header []byte // directory
	tables []namedTable
	starts []int64 // offset of each table
	pos    int64
}

func newTableFile(tables []namedTable) *tableFile {
	f := &tableFile{header: make([]byte, 12, 12+16*len(tables))}
	put32(f.header, 0x00010000)
	for _, t := range tables {
		if len(t.data) > 0 {
			f.tables = append(f.tables, t)
		}
	}
	put16(f.header[4:], len(f.tables))
	at := 12 + 16*len(f.tables)
	for _, t := range f.tables {
		var e [16]byte
		copy(e[:], t.tag)
		put32(e[8:], uint32(at))
		put32(e[12:], uint32(len(t.data)))
		f.header = append(f.header, e[:]...)
		f.starts = append(f.starts, int64(at))
		at += len(t.data)
	}
	return f
}

func (f *tableFile) Read(p []byte) (int, error) {
	n, err := f.ReadAt(p, f.pos)
	f.pos += int64(n)
	return n, err
}

// ReadAt reads from the directory or from one table, never across a boundary:
// the library reads entire tables.
func (f *tableFile) ReadAt(p []byte, off int64) (int, error) {
	src, from := f.header, off
	for i, s := range f.starts {
		if off >= s {
			src, from = f.tables[i].data, off-s
		}
	}
	if from < 0 || from > int64(len(src)) {
		return 0, io.EOF
	}
	n := copy(p, src[from:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *tableFile) Seek(offset int64, whence int) (int64, error) {
	if whence != io.SeekStart || offset < 0 {
		return 0, errors.New("fonts: unsupported seek")
	}
	f.pos = offset
	return offset, nil
}
