package work

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Parent and worker exchange frames over the worker's stdin and stdout:
//
//	length of the header   4 bytes, big-endian
//	number of parts        4 bytes
//	length of each part    8 bytes each
//	header                 JSON
//	parts                  raw bytes
//
// The parent sends a setup and then requests, one at a time; the worker answers
// the setup with a hello and each request with a reply. A closed pipe ends the
// worker at once.
const (
	protocol  = 1
	maxHeader = 64 << 20
	maxParts  = 1 << 16
)

var errFrame = errors.New("malformed frame")

// setup is the first frame sent to a worker.
type setup struct {
	Protocol int
	Options  wireOptions
	Timeout  int64 // nanoseconds
	Memory   int64 // bytes
}

// wireOptions is batch.Options with paths that need not be UTF-8.
type wireOptions struct {
	Profile, Standard, Epoch, Build, Lang string
	FontDirs                              [][]byte
}

// hello is a worker's answer to the setup.
type hello struct {
	Protocol int
	Build    string // the worker's build, see batch.Options
}

// request asks for an issue. Paths need not be UTF-8.
type request struct {
	Root, Key, Path, Real, Tree []byte
}

// writeFrame writes a header and its parts.
func writeFrame(w io.Writer, header any, parts ...[]byte) error {
	text, err := json.Marshal(header)
	if err != nil {
		return fmt.Errorf("frame: %w", err)
	}
	head := make([]byte, 0, 8+8*len(parts)+len(text))
	head = binary.BigEndian.AppendUint32(head, uint32(len(text)))
	head = binary.BigEndian.AppendUint32(head, uint32(len(parts)))
	for _, p := range parts {
		head = binary.BigEndian.AppendUint64(head, uint64(len(p)))
	}
	if _, err := w.Write(append(head, text...)); err != nil {
		return err
	}
	for _, p := range parts {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// readFrame reads a header and its parts, which have at most limit bytes
// together. It returns io.EOF at the end of the input.
func readFrame(r io.Reader, limit int64, header any) (parts [][]byte, err error) {
	var head [8]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	size, n := binary.BigEndian.Uint32(head[:4]), binary.BigEndian.Uint32(head[4:])
	if size > maxHeader || n > maxParts {
		return nil, errFrame
	}
	lengths := make([]byte, 8*n)
	if err := readAll(r, lengths); err != nil {
		return nil, err
	}
	text := make([]byte, size)
	if err := readAll(r, text); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, header); err != nil {
		return nil, fmt.Errorf("%w: %w", errFrame, err)
	}
	parts = make([][]byte, n)
	for i := range parts {
		length := binary.BigEndian.Uint64(lengths[8*i:])
		if length > uint64(limit) {
			return nil, errFrame
		}
		limit -= int64(length)
		parts[i] = make([]byte, length)
		if err := readAll(r, parts[i]); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

// readAll fills b; it returns io.ErrUnexpectedEOF instead of io.EOF.
func readAll(r io.Reader, b []byte) error {
	_, err := io.ReadFull(r, b)
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
