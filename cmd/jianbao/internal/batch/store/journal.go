package store

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"jianbao/cmd/jianbao/internal/batch"
)

// Schema is the version of the journal's format.
const Schema = 1

// The journal has one JSON object per line, {"sum":"…","KIND":…}, where sum is
// the first 16 hexadecimal digits of the SHA-256 of the text after its comma up
// to the last brace. The first two lines are header and plan, which are written
// together; claims and entries follow as they occur.
const (
	kindHeader = "header" // Header
	kindPlan   = "plan"   // planLine
	kindClaim  = "claim"  // claimLine
	kindEntry  = "entry"  // entryLine
)

// Header identifies the run of a journal.
type Header struct {
	Schema  int           `json:"schema"`         // set by Open
	Plan    string        `json:"plan"`           // hash of the plan of all shards
	Shard   int           `json:"shard"`          // from 1
	Shards  int           `json:"shards"`         // 1 if the batch is not divided
	Bags    bool          `json:"bags,omitempty"` // the files are in bags
	Name    string        `json:"name,omitempty"` // pattern of the files' names; empty: the names of the manifests
	Options batch.Options `json:"options"`
}

// differences returns the options that decide content or names of output files
// and differ from those of the run that h describes. Messages, limits and the
// places of fonts are not among them: which font files were read is part of each
// issue's input hash.
func (h *Header) differences(is *Header) []Difference {
	var all []Difference
	add := func(option, was, is string) {
		if was != is {
			all = append(all, Difference{Option: option, Was: was, Is: is})
		}
	}
	given := map[bool]string{true: "--bag"}
	add("--profile", h.Options.Profile, is.Options.Profile)
	standard := func(h *Header, profile string) string {
		if h.Options.Profile != profile {
			return ""
		}
		return h.Options.Standard
	}
	add("--pdfa", standard(h, "archive"), standard(is, "archive"))
	add("--pdfx", standard(h, "print"), standard(is, "print"))
	add("--bag", given[h.Bags], given[is.Bags])
	add("--name", h.Name, is.Name)
	add("SOURCE_DATE_EPOCH", h.Options.Epoch, is.Options.Epoch)
	return all
}

// Item is an issue of the plan.
type Item struct {
	Key    string `json:"key"`
	Output string `json:"output"`        // path of its PDF relative to the output, with slashes; empty: the issue can only fail
	Bag    string `json:"bag,omitempty"` // folder of its bag; empty if there is none or it is unknown
}

func (i Item) check() error {
	for _, name := range [...]string{i.Output, i.Bag} {
		if name == "" {
			continue
		}
		if err := checkName(name); err != nil {
			return err
		}
	}
	return nil
}

// planLine lists the issues, in the order of their keys, and the folders
// created by runs, which may be removed when they are empty.
type planLine struct {
	Items   []Item   `json:"items"`
	Folders []string `json:"folders,omitempty"`
}

// claimLine is written before files that are not in the plan: only files that
// are claimed may be replaced and removed. The key is empty for files that do
// not belong to a single issue.
type claimLine struct {
	Key     string   `json:"key"`
	Names   []string `json:"names,omitempty"`
	Folders []string `json:"folders,omitempty"`
}

// entryLine is a finished issue with its files.
type entryLine struct {
	batch.Entry
	Files []Written `json:"files,omitempty"`
}

// Written describes a file that was written.
type Written struct {
	Name   string `json:"name"`   // relative to the output, with slashes
	SHA512 string `json:"sha512"` // in hexadecimal
	Size   int64  `json:"size"`   // in bytes
}

// plain and coded convert keys from and to JSON. File names may contain invalid
// UTF-8, which JSON cannot represent; NUL, which no path contains, marks coded
// keys.
func coded(key string) string {
	if utf8.ValidString(key) {
		return key
	}
	return "\x00" + hex.EncodeToString([]byte(key))
}

func plain(key string) (string, error) {
	digits, ok := strings.CutPrefix(key, "\x00")
	if !ok {
		return key, nil
	}
	raw, err := hex.DecodeString(digits)
	return string(raw), err
}

const sumPrefix, sumDigits, sumSuffix = `{"sum":"`, 16, `",`

// encodeLine returns a line with its line end.
func encodeLine(kind string, value any) ([]byte, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	body := append([]byte(`"`+kind+`":`), data...)
	line := make([]byte, 0, len(sumPrefix)+sumDigits+len(sumSuffix)+len(body)+2)
	line = append(line, sumPrefix...)
	line = append(line, lineSum(body)...)
	line = append(line, sumSuffix...)
	line = append(line, body...)
	return append(line, '}', '\n'), nil
}

func lineSum(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])[:sumDigits]
}

// decodeLine parses a line without its line end. ok is false if the line is
// damaged.
func decodeLine(line []byte) (kind string, value []byte, ok bool) {
	rest, ok := bytes.CutPrefix(line, []byte(sumPrefix))
	if !ok || len(rest) < sumDigits+len(sumSuffix)+1 || rest[len(rest)-1] != '}' {
		return "", nil, false
	}
	sum, body := string(rest[:sumDigits]), rest[sumDigits:len(rest)-1]
	body, ok = bytes.CutPrefix(body, []byte(sumSuffix))
	if !ok || lineSum(body) != sum {
		return "", nil, false
	}
	name, value, ok := bytes.Cut(body, []byte(`":`))
	if !ok || len(name) == 0 || name[0] != '"' {
		return "", nil, false
	}
	return string(name[1:]), value, true
}

// maxLine bounds the length of a line in bytes: a plan of a hundred thousand
// issues has some 30 MB.
const maxLine = 256 << 20

// scan reads a journal. Damaged lines at its end are ignored, even if there are no
// others; damage before an intact line is a *DamagedError.
func scan(path string, r io.Reader, each func(kind string, value []byte, off int64, size int) error) error {
	in := bufio.NewReaderSize(r, 1<<16)
	var off int64
	damaged := 0
	for number := 1; ; number++ {
		line, err := readLine(in)
		if len(line) == 0 && errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		kind, value, ok := decodeLine(bytes.TrimSuffix(line, []byte("\n")))
		switch {
		case !ok && damaged == 0:
			damaged = number
		case ok && damaged != 0:
			return &DamagedError{Path: path, Line: damaged}
		case ok:
			if err := each(kind, value, off, len(line)); err != nil {
				return err
			}
		}
		off += int64(len(line))
	}
	return nil
}

func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
		if len(line) > maxLine {
			return nil, fmt.Errorf("a line is longer than %d bytes", maxLine)
		}
	}
}

// journal is a journal open for appending. After an error nothing more is
// appended, because a line after a partial one would make the journal damaged
// in the middle.
type journal struct {
	path string

	mu   sync.Mutex
	file batch.File
	size int64
	err  error
}

// add appends a line, syncs it, and returns its offset and size.
func (j *journal) add(kind string, value any) (off int64, size int, err error) {
	line, err := encodeLine(kind, value)
	if err != nil {
		return 0, 0, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.err != nil {
		return 0, 0, j.err
	}
	if j.err = write(j.file, line); j.err != nil {
		return 0, 0, j.err
	}
	off = j.size
	j.size += int64(len(line))
	return off, len(line), nil
}

func (j *journal) close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.err == nil {
		j.err = errClosed
	}
	return system(j.file.Close())
}

var errClosed = errors.New("the output is closed")
