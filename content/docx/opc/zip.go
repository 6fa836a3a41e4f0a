package opc

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

const (
	// localHeader is the size of a local file header without name and extra field (PKWARE
	// APPNOTE 4.3.7).
	localHeader = 30
	// maxHeaders bounds the number of entries that archive/zip is given to read, since it
	// reads all of a directory, whatever number the directory's end gives. It is above
	// MaxParts because stored archives inside an archive have entries, too.
	maxHeaders = 20_000
)

// key returns the form of a part's name by which it is looked up.
func key(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	if strings.Contains(name, "%") {
		if s, err := url.PathUnescape(name); err == nil {
			name = s
		}
	}
	return strings.ToLower(strings.TrimPrefix(name, "/"))
}

// openZip reads the directory of the archive and checks its entries.
func (p *Package) openZip(data []byte) error {
	if !bytes.HasPrefix(data, []byte("PK")) {
		return &Error{Problem: NotPackage}
	}
	if bytes.Count(data, []byte("PK\x01\x02")) > maxHeaders {
		return p.tooManyParts()
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		if !bytes.Contains(data, []byte("PK\x05\x06")) {
			return &Error{Problem: CutOff}
		}
		return &Error{Problem: Damaged}
	}
	if len(r.File) > p.limits.parts {
		return p.tooManyParts()
	}
	p.files = make(map[string]*zip.File, len(r.File))
	for _, f := range r.File {
		if err := p.addFile(f); err != nil {
			return err
		}
	}
	return checkBodies(r.File, len(data))
}

func (p *Package) tooManyParts() error {
	return &Error{Problem: TooManyParts, Value: strconv.Itoa(p.limits.parts)}
}

func (p *Package) addFile(f *zip.File) error {
	k := key(f.Name)
	if strings.HasPrefix(f.Name, "/") || strings.HasPrefix(f.Name, `\`) || len(k) > 1 && k[1] == ':' ||
		slices.Contains(strings.Split(k, "/"), "..") || strings.Contains(k, "\x00") {
		return &Error{Problem: UnsafeName, Part: f.Name}
	}
	if k == "" || strings.HasSuffix(k, "/") {
		return nil // a folder
	}
	if p.files[k] != nil {
		return &Error{Problem: Duplicate, Part: f.Name}
	}
	if f.Flags&1 != 0 {
		return &Error{Problem: Protected, Part: f.Name}
	}
	if f.Method != zip.Store && f.Method != zip.Deflate {
		return &Error{Problem: Method, Part: f.Name, Value: strconv.Itoa(int(f.Method))}
	}
	p.files[k] = f
	p.names = append(p.names, f.Name)
	return nil
}

// checkBodies refuses archives in which the bodies of entries overlap: a few bytes
// would be unpacked thousands of times.
func checkBodies(files []*zip.File, size int) error {
	type body struct {
		start, end int64
		name       string
	}
	bodies := make([]body, 0, len(files))
	for _, f := range files {
		start, err := f.DataOffset()
		if err != nil {
			return &Error{Problem: Damaged, Part: f.Name}
		}
		length := f.CompressedSize64
		if length > uint64(size) || start+int64(length) > int64(size) {
			return &Error{Problem: Damaged, Part: f.Name}
		}
		bodies = append(bodies, body{start, start + int64(length), f.Name})
	}
	slices.SortFunc(bodies, func(a, b body) int { return int(a.start - b.start) })
	for i := 1; i < len(bodies); i++ {
		if bodies[i-1].end+localHeader > bodies[i].start {
			return &Error{Problem: Damaged, Part: bodies[i].name}
		}
	}
	return nil
}

// Data returns the bytes of a part.
func (p *Package) Data(part string) ([]byte, error) {
	var b bytesWriter
	if err := p.copy(part, &b, b.grow); err != nil {
		return nil, err
	}
	return b, nil
}

// bytesWriter is what is written to it. Unlike a bytes.Buffer, it does not double its
// size at the end of the input.
type bytesWriter []byte

func (b *bytesWriter) grow(n int) { *b = make([]byte, 0, n) }

func (b *bytesWriter) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}

// text returns the bytes of a part as a string.
func (p *Package) text(part string) (string, error) {
	var b strings.Builder
	if err := p.copy(part, &b, b.Grow); err != nil {
		return "", err
	}
	return b.String(), nil
}

// copy unpacks a part into w, after a call of grow with the size it will probably have.
// Each part counts once, however often it is read.
func (p *Package) copy(part string, w io.Writer, grow func(int)) error {
	k := key(part)
	f := p.files[k]
	if f == nil {
		return &Error{Problem: Missing, Part: part}
	}
	r, err := f.Open()
	if err != nil {
		return &Error{Problem: Damaged, Part: f.Name}
	}
	defer r.Close()
	most, problem := p.limits.part, PartTooLarge
	if rest := p.limits.unpacked - p.unpacked + p.read[k]; rest < most {
		most, problem = rest, TooLarge
	}
	grow(int(min(f.UncompressedSize64, uint64(most)))) // another size is an error
	n, err := io.Copy(w, io.LimitReader(r, int64(most)+1))
	switch {
	case int(n) > most && problem == PartTooLarge:
		return &Error{Problem: PartTooLarge, Part: f.Name, Value: strconv.Itoa(p.limits.part >> 20)}
	case int(n) > most:
		return &Error{Problem: TooLarge, Value: strconv.Itoa(p.limits.unpacked >> 20)}
	case err != nil, uint64(n) != f.UncompressedSize64:
		return &Error{Problem: Damaged, Part: f.Name}
	}
	p.unpacked += int(n) - p.read[k]
	p.read[k] = int(n)
	return nil
}
