package object

import (
	"bytes"
	"fmt"
	"hash/adler32"
	"io"
	"slices"
	"sync"

	"github.com/klauspost/compress/flate"

	"jianbao/content/parallel"
)

// chunkSize cuts long streams (font programs) into pieces that are deflated
// apart from each other, so that the longest of them does not keep one worker
// busy while the others have nothing left. The cuts depend on the data alone,
// never on the number of workers: the bytes are always the same.
const chunkSize = 192 << 10

// usualLevel makes outlines 3 % longer than the standard library does at its best, in
// less than half the time. Level 6 would save 2 % of a file for 6 % of the processor
// time of an issue; 9 would save 4 % and deflate two and a half times as long.
const usualLevel = 4

// deflateAll deflates each of data, using at most workers goroutines.
func deflateAll(data [][]byte, kept *Deflaters, level, workers int) ([]Pieces, error) {
	type job struct{ stream, from, to int }
	var jobs []job
	pieces := make([]Pieces, len(data))
	for i, d := range data {
		n := max(1, (len(d)+chunkSize-1)/chunkSize)
		pieces[i] = make(Pieces, n)
		for k := range n {
			jobs = append(jobs, job{i, k * chunkSize, min(len(d), (k+1)*chunkSize)})
		}
	}
	// The longest first: the short ones then fill the gaps at the end.
	slices.SortStableFunc(jobs, func(a, b job) int { return (b.to - b.from) - (a.to - a.from) })

	err := parallel.Try(workers, len(jobs), func(n int) error {
		d, err := kept.borrow(level)
		if err != nil {
			return err
		}
		defer kept.idle.Put(d)
		j := jobs[n]
		pieces[j.stream][j.from/chunkSize], err = d.Piece(data[j.stream][j.from:j.to], j.to == len(data[j.stream]))
		return err
	})
	return pieces, err
}

// Deflater deflates pieces of streams, one after the other. Each goroutine needs
// its own.
type Deflater struct {
	level int
	w     *flate.Writer
	buf   bytes.Buffer
}

// Deflaters are kept from one file to the next: each has a megabyte of tables. What
// one makes does not depend on what it made before. The zero value is ready, and
// good for any number of goroutines.
type Deflaters struct{ idle sync.Pool }

// borrow returns an idle deflater of the level, or a new one.
func (k *Deflaters) borrow(level int) (*Deflater, error) {
	if d, ok := k.idle.Get().(*Deflater); ok && d.level == level {
		return d, nil
	}
	return NewDeflater(level)
}

// NewDeflater returns a deflater of a level from 1 to 9, 0 being the usual one.
func NewDeflater(level int) (*Deflater, error) {
	if level == 0 {
		level = usualLevel
	}
	w, err := flate.NewWriter(io.Discard, level)
	if err != nil {
		return nil, fmt.Errorf("deflate: %w", err)
	}
	return &Deflater{level: level, w: w}, nil
}

// Piece is a deflated piece of a stream.
type Piece struct {
	coded []byte
	size  int    // before deflating
	sum   uint32 // Adler-32 of what was deflated
}

// Piece deflates a piece of a stream apart from those before it; last ends the
// stream.
func (d *Deflater) Piece(data []byte, last bool) (Piece, error) {
	// Operators and outlines come to between a quarter and three quarters of their size.
	// Without room for that the buffer would grow by doubling, and the first pieces,
	// the longest, touch twice the memory.
	d.buf.Reset()
	d.buf.Grow(len(data)*3/4 + 64)
	d.w.Reset(&d.buf)
	d.w.Write(data) // to a bytes.Buffer: cannot fail
	end := d.w.Flush
	if last {
		end = d.w.Close
	}
	if err := end(); err != nil {
		return Piece{}, fmt.Errorf("deflate: %w", err)
	}
	return NewPiece(bytes.Clone(d.buf.Bytes()), data), nil
}

// NewPiece is a piece that was deflated elsewhere: the coded bytes of data.
func NewPiece(coded, data []byte) Piece {
	return Piece{coded: coded, size: len(data), sum: adler32.Checksum(data)}
}

// Pieces are the pieces of a stream, in order.
type Pieces []Piece

// size is the number of bytes of the stream's zlib form.
func (p Pieces) size() int {
	n := 6
	for _, one := range p {
		n += len(one.coded)
	}
	return n
}

// appendTo appends the stream's zlib form (RFC 1950; ISO 32000-1 7.4.4).
func (p Pieces) appendTo(out []byte) []byte {
	out = append(out, 0x78, 0x9C) // 32 KB window, usual compression
	sum := uint32(1)
	for _, one := range p {
		out = append(out, one.coded...)
		sum = joinSums(sum, one.sum, one.size)
	}
	return append(out, byte(sum>>24), byte(sum>>16), byte(sum>>8), byte(sum))
}

// Join joins the pieces of a stream to its zlib form.
func Join(pieces []Piece) []byte {
	return Pieces(pieces).appendTo(make([]byte, 0, Pieces(pieces).size()))
}

// joinSums returns the Adler-32 of two pieces from those of each (RFC 1950 8.2):
// the low half begins at 1 and adds the bytes, the high half adds the low one
// after every byte.
func joinSums(a, b uint32, size int) uint32 {
	const mod = 65521
	lowA := uint64(a & 0xFFFF)
	low := (lowA + uint64(b&0xFFFF) + mod - 1) % mod
	high := (uint64(a>>16) + uint64(b>>16) + uint64(size%mod)*(lowA+mod-1)) % mod
	return uint32(high<<16 | low)
}
