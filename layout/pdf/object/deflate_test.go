package object

import (
	"bytes"
	"compress/zlib"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/klauspost/compress/flate"
)

// rough returns n bytes of words from a small stock, so that much repeats at many
// distances.
func rough(r *rand.Rand, n int) []byte {
	var stock [200][]byte
	for i := range stock {
		word := make([]byte, 1+r.IntN(30))
		for k := range word {
			word[k] = byte(r.IntN(1 << (1 + r.IntN(8))))
		}
		stock[i] = word
	}
	out := make([]byte, 0, n+30)
	for len(out) < n {
		out = append(out, stock[r.IntN(1+r.IntN(len(stock)))]...)
	}
	return out[:n]
}

// TestDeflatersKeepNoState: the output for a piece does not depend on earlier
// pieces, at any level, and the standard library reads it.
func TestDeflatersKeepNoState(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	var pieces [][]byte
	for _, n := range []int{0, 1, 100, 5_000, 40_000, chunkSize, 1_000, chunkSize - 1, 64, 100_000} {
		pieces = append(pieces, rough(r, n))
	}
	for level := range flate.BestCompression + 1 {
		used, err := NewDeflater(level)
		if err != nil {
			t.Fatal(err)
		}
		for round := range 3 {
			for i, data := range pieces {
				fresh, err := NewDeflater(level)
				if err != nil {
					t.Fatal(err)
				}
				got, err1 := used.Piece(data, true)
				want, err2 := fresh.Piece(data, true)
				if err1 != nil || err2 != nil {
					t.Fatal(err1, err2)
				}
				if !bytes.Equal(got.coded, want.coded) {
					t.Errorf("level %d, round %d, piece %d: other bytes from a deflater in use", level, round, i)
				}
				z, err := zlib.NewReader(bytes.NewReader(Join([]Piece{got})))
				if err != nil {
					t.Fatal(err)
				}
				if back, err := io.ReadAll(z); err != nil || !bytes.Equal(back, data) {
					t.Errorf("level %d, piece %d: read back: %v", level, i, err)
				}
			}
		}
	}
}
