package object

import (
	"bytes"
	"compress/flate"
	"fmt"
	"hash/adler32"
	"io"
	"slices"
	"sync"
	"sync/atomic"
)

// chunkSize cuts long streams (font programs) into pieces that are deflated
// apart from each other, so that the longest of them does not keep one worker
// busy while the others have nothing left. The cuts depend on the data alone,
// never on the number of workers: the bytes are always the same.
const chunkSize = 192 << 10

// deflateAll replaces each of data by its zlib form (ISO 32000 7.4.4), using
// at most workers goroutines.
func deflateAll(data [][]byte, level, workers int) error {
	type job struct{ stream, from, to int }
	var jobs []job
	pieces := make([][][]byte, len(data))
	for i, d := range data {
		n := max(1, (len(d)+chunkSize-1)/chunkSize)
		pieces[i] = make([][]byte, n)
		for k := range n {
			jobs = append(jobs, job{i, k * chunkSize, min(len(d), (k+1)*chunkSize)})
		}
	}
	// The longest first: the short ones then fill the gaps at the end.
	slices.SortStableFunc(jobs, func(a, b job) int { return (b.to - b.from) - (a.to - a.from) })

	var next atomic.Int64
	work := func() error {
		w, err := flate.NewWriter(io.Discard, level)
		if err != nil {
			return fmt.Errorf("deflate: %w", err)
		}
		var buf bytes.Buffer
		for {
			n := int(next.Add(1)) - 1
			if n >= len(jobs) {
				return nil
			}
			j := jobs[n]
			buf.Reset()
			w.Reset(&buf)
			w.Write(data[j.stream][j.from:j.to]) // to a bytes.Buffer: cannot fail
			if j.to == len(data[j.stream]) {
				err = w.Close()
			} else {
				err = w.Flush()
			}
			if err != nil {
				return fmt.Errorf("deflate: %w", err)
			}
			pieces[j.stream][j.from/chunkSize] = bytes.Clone(buf.Bytes())
		}
	}
	workers = max(1, min(workers, len(jobs)))
	errs := make([]error, workers)
	var wait sync.WaitGroup
	for i := range workers - 1 {
		wait.Go(func() { errs[i+1] = work() })
	}
	errs[0] = work()
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	for i, parts := range pieces {
		data[i] = joinZlib(parts, adler32.Checksum(data[i]))
	}
	return nil
}

// joinZlib joins deflated pieces into one stream (RFC 1950).
func joinZlib(parts [][]byte, sum uint32) []byte {
	size := 6
	for _, p := range parts {
		size += len(p)
	}
	out := append(make([]byte, 0, size), 0x78, 0x9C) // 32 KB window, usual compression
	for _, p := range parts {
		out = append(out, p...)
	}
	return append(out, byte(sum>>24), byte(sum>>16), byte(sum>>8), byte(sum))
}
