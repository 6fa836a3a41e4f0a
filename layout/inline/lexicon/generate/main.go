// Command generate writes words.bin, the dictionary of package lexicon, from the
// source distribution of jieba and the list own.txt:
//
//	pip download --no-deps --no-binary :all: jieba==0.42.1
//	go run ./layout/inline/lexicon/generate jieba-0.42.1.tar.gz
package main

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// The source distribution on PyPI, and the file in it that is read.
const (
	sourceHash = "055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2" // SHA-256
	sourceFile = "jieba-0.42.1/jieba/dict.txt"
)

const folder = "layout/inline/lexicon"

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: generate jieba-0.42.1.tar.gz, in the root of the repository")
		os.Exit(2)
	}
	if err := generate(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(archive string) error {
	dict, err := extract(archive)
	if err != nil {
		return err
	}
	own, err := os.ReadFile(filepath.Join(folder, "own.txt"))
	if err != nil {
		return err
	}
	words, err := parse(dict, own)
	if err != nil {
		return err
	}
	out := encode(words)
	fmt.Printf("%d words, %d bytes, SHA-256 %x\n", len(words), len(out), sha256.Sum256(out))
	return os.WriteFile(filepath.Join(folder, "words.bin"), out, 0o666)
}

// extract returns sourceFile from the archive, whose hash it checks.
func extract(archive string) ([]byte, error) {
	data, err := os.ReadFile(archive)
	if err != nil {
		return nil, err
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(data)); sum != sourceHash {
		return nil, fmt.Errorf("%s: the SHA-256 is %s, not %s", archive, sum, sourceHash)
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	for files := tar.NewReader(unzipped); ; {
		header, err := files.Next()
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", archive, sourceFile, err)
		}
		if header.Name == sourceFile {
			return io.ReadAll(files)
		}
	}
}

// word is an entry of the dictionary.
type word struct {
	units []uint16 // UTF-16
	price byte
}

// ownFrequency is the frequency given to the words of own.txt: that of a common
// term in jieba's corpus.
const ownFrequency = 500

// parse returns the words of both lists in the order of their UTF-16, with
// prices.
func parse(dict, own []byte) ([]word, error) {
	frequency := map[string]int64{}
	var total int64
	for lines := bufio.NewScanner(bytes.NewReader(dict)); lines.Scan(); {
		fields := strings.Fields(lines.Text()) // word, frequency, part of speech
		if len(fields) != 3 {
			return nil, fmt.Errorf("%s: %q has not three fields", sourceFile, lines.Text())
		}
		n, err := strconv.ParseInt(fields[1], 10, 64)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("%s: %q has no frequency", sourceFile, lines.Text())
		}
		frequency[fields[0]] = max(frequency[fields[0]], n)
		total += n
	}
	for w := range strings.FieldsSeq(string(own)) {
		frequency[w] = max(frequency[w], ownFrequency)
	}
	words := make([]word, 0, len(frequency))
	for w, n := range frequency {
		units := utf16.Encode([]rune(w))
		if len(units) > longest {
			return nil, fmt.Errorf("%s is too long", w)
		}
		words = append(words, word{units, price(n, total)})
	}
	slices.SortFunc(words, func(a, b word) int { return slices.Compare(a.units, b.units) })
	return words, nil
}

// price returns -log₂(n/total) in eighths of a bit, rounded down: the greatest k
// with 2^k·n⁸ ≤ total⁸, computed exactly.
func price(n, total int64) byte {
	eighth := func(x int64) *big.Int { return new(big.Int).Exp(big.NewInt(x), big.NewInt(8), nil) }
	quotient := new(big.Int).Div(eighth(total), eighth(n))
	return byte(quotient.BitLen() - 1)
}

// The format of words.bin, as package lexicon describes it.
const (
	blockSize = 256
	longest   = 16
)

func encode(words []word) []byte {
	var out []byte
	var last []uint16
	for _, w := range words {
		shared := 0
		for shared < min(len(last), len(w.units)-1) && last[shared] == w.units[shared] {
			shared++
		}
		if len(out)%blockSize+2+2*(len(w.units)-shared) > blockSize {
			out = pad(out)
		}
		if len(out)%blockSize == 0 {
			shared = 0
		}
		rest := w.units[shared:]
		out = append(out, byte(shared<<4|len(rest)-1))
		for _, u := range rest {
			out = append(out, byte(u>>8), byte(u))
		}
		out = append(out, w.price)
		last = w.units
	}
	return pad(out)
}

// pad fills the last block with zeros.
func pad(out []byte) []byte {
	return append(out, make([]byte, (blockSize-len(out)%blockSize)%blockSize)...)
}
