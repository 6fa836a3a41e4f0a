// Package packed keeps texts that the program contains in compressed form: a third of their
// size. They are read seldom, and unpacked then.
package packed

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Texts are texts by the names of their files.
type Texts map[string]string

// Pack returns texts in compressed form: of each one its name, its size and the text, gzipped
// together. Tests write it into a file beside its sources (go test -update), and compare
// both.
func Pack(texts Texts) ([]byte, error) {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		if _, err := fmt.Fprintf(z, "%s\n%d\n%s", name, len(texts[name]), texts[name]); err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return out.Bytes(), err
}

// Unpack returns what was packed.
func Unpack(data []byte) (Texts, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	all, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	texts := Texts{}
	for rest := string(all); rest != ""; {
		name, after, _ := strings.Cut(rest, "\n")
		digits, after, _ := strings.Cut(after, "\n")
		size, err := strconv.Atoi(digits)
		if err != nil || size < 0 || size > len(after) {
			return nil, fmt.Errorf("packed text %q has the size %q", name, digits)
		}
		texts[name], rest = after[:size], after[size:]
	}
	return texts, nil
}

// Embedded returns what a packed file of the program holds. It is whole, since a test has
// unpacked it.
func Embedded(data []byte) Texts {
	texts, err := Unpack(data)
	if err != nil {
		panic(fmt.Sprintf("packed texts: %v", err))
	}
	return texts
}
