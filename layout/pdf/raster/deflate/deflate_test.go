package deflate

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"math/rand/v2"
	"testing"
)

// back inflates with another's decoder; whatever follows the data is an error.
func back(t testing.TB, coded []byte) []byte {
	t.Helper()
	rest := bytes.NewReader(coded)
	data, err := io.ReadAll(flate.NewReader(rest))
	if err != nil {
		t.Fatalf("%d bytes: %v", len(coded), err)
	}
	if rest.Len() > 0 {
		t.Fatalf("%d bytes follow the end", rest.Len())
	}
	return data
}

// samples are kinds of data that take different ways through the encoder.
func samples() map[string][]byte {
	r := rand.New(rand.NewPCG(11, 12))
	fill := func(n int, f func(i int) byte) []byte {
		out := make([]byte, n)
		for i := range out {
			out[i] = f(i)
		}
		return out
	}
	small := func(int) byte { return byte(r.IntN(5) + r.IntN(5) + r.IntN(5) - 6) }
	motif := fill(300, small)
	out := map[string][]byte{
		"nothing":      nil,
		"a byte":       {7},
		"zeros":        make([]byte, 3*blockSize),
		"noise":        fill(2*blockSize+77, func(int) byte { return byte(r.Uint32()) }),
		"differences":  fill(3*blockSize+1, small),
		"two values":   fill(blockSize, func(int) byte { return byte(r.IntN(2)) }),
		"a repetition": fill(2*blockSize, func(i int) byte { return motif[i%300] }),
		"far":          fill(5*window, func(i int) byte { return byte(i / 256 * 7 * (i & 255)) }),
		"a ramp":       fill(blockSize, func(i int) byte { return byte(i) }),
		// Counts as they make the deepest trees: words must be cut short.
		"Fibonacci": fibonacci(),
	}
	// Matches that lie across the borders of blocks, at each place.
	across := fill(4*blockSize, small)
	for at := blockSize - 200; at < len(across)-400; at += blockSize + 3 {
		copy(across[at:], motif)
	}
	out["across"] = across
	return out
}

func fibonacci() (out []byte) {
	a, b := 1, 1
	for v := byte(0); len(out) < blockSize; v++ {
		out = append(out, bytes.Repeat([]byte{v}, a)...)
		a, b = b, a+b
	}
	r := rand.New(rand.NewPCG(1, 1))
	r.Shuffle(len(out), func(i, k int) { out[i], out[k] = out[k], out[i] })
	return out
}

func TestRoundTrip(t *testing.T) {
	var e Encoder
	for name, data := range samples() {
		t.Run(name, func(t *testing.T) {
			coded := e.Append([]byte("before"), data, true)
			if !bytes.HasPrefix(coded, []byte("before")) {
				t.Fatal("what was there is gone")
			}
			coded = coded[len("before"):]
			if !bytes.Equal(back(t, coded), data) {
				t.Fatal("other data comes back")
			}
			if most := len(data) + 5*(len(data)/blockSize+1); len(coded) > max(most, 2) {
				t.Errorf("%d bytes became %d, at most %d", len(data), len(coded), most)
			}
			// In pieces, cut anywhere, and by an encoder that has nothing left over.
			var again Encoder
			half := len(data) * 2 / 3
			pieces := again.Append(nil, data[:half], false)
			pieces = again.Append(pieces, data[half:], true)
			if !bytes.Equal(back(t, pieces), data) {
				t.Error("other data comes back of two pieces")
			}
			var fresh Encoder
			if !bytes.Equal(fresh.Append(nil, data, true), coded) {
				t.Error("what an encoder did before changes its bytes")
			}
		})
	}
}

// Where there is something to gain it is gained.
func TestSize(t *testing.T) {
	var e Encoder
	all := samples()
	for name, percent := range map[string]int{
		"zeros": 1, "a repetition": 3, "two values": 19, // a bit for one, two for the other: the end needs a word too
		"differences": 48, "a ramp": 3, "across": 50, "Fibonacci": 33,
	} {
		data := all[name]
		if coded := e.Append(nil, data, true); len(coded)*100 > len(data)*percent {
			t.Errorf("%s: %d bytes became %d, more than %d %%", name, len(data), len(coded), percent)
		}
	}
}

// The bytes are the same on every machine.
func TestBytes(t *testing.T) {
	var e Encoder
	sum := sha256.New()
	data := samples()
	for _, name := range []string{"across", "Fibonacci", "far", "differences", "noise"} {
		sum.Write(e.Append(nil, data[name], false))
	}
	const want = "c8f8156b41ca3d3c"
	if got := hex.EncodeToString(sum.Sum(nil)[:8]); got != want {
		t.Errorf("the bytes are now of digest %s, not %s", got, want)
	}
}

func TestSymbols(t *testing.T) {
	for n := 3; n <= longest; n++ {
		s := lengthSymbols[n]
		if s.base > n || n-s.base >= 1<<s.extra || s.symbol < end+1 || s.symbol >= literals {
			t.Errorf("length %d: %+v", n, s)
		}
	}
	last := symbol{base: 1}
	for n := 1; n <= window; n++ {
		s := distanceSymbol(n)
		if s.base > n || n-s.base >= 1<<s.extra || s.symbol < last.symbol || s.symbol >= lengths ||
			s.symbol > last.symbol && (s.symbol != last.symbol+1 || s.base != n) {
			t.Errorf("distance %d: %+v after %+v", n, s, last)
		}
		last = s
	}
}

// A code is complete, no longer than allowed, and longer words are of rarer
// symbols.
func TestCodeLengths(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	var tree tree
	for round := range 3000 {
		most := []int{7, maxLength}[round%2]
		counts := make([]uint32, 2+r.IntN([]int{18, literals - 1}[round%2]))
		used := 0
		for i := range counts {
			if r.IntN(4) > 0 {
				counts[i] = 1 + uint32(1)<<r.IntN(17)
				used++
			}
		}
		if used < 2 {
			continue
		}
		lengths := make([]uint8, len(counts))
		tree.measure(lengths, counts, most)
		room := 0
		for i, n := range lengths {
			if (n == 0) != (counts[i] == 0) || int(n) > most {
				t.Fatalf("%d times: a word of %d bits", counts[i], n)
			}
			if n > 0 {
				room += 1 << (most - int(n))
			}
			for k, other := range lengths {
				if counts[i] > counts[k] && n > other && other > 0 {
					t.Fatalf("%d times %d bits, %d times %d", counts[i], n, counts[k], other)
				}
			}
		}
		if room != 1<<most {
			t.Fatalf("the code fills %d of %d", room, 1<<most)
		}
	}
}

func FuzzRoundTrip(f *testing.F) {
	for _, data := range samples() {
		f.Add(data[:min(len(data), 5000)], uint8(3), uint16(1000))
	}
	var e Encoder
	f.Fuzz(func(t *testing.T, data []byte, repeat uint8, cut uint16) {
		data = bytes.Repeat(data, 1+int(repeat)%40) // longer than blocks, with repetitions
		if len(data) > 4*blockSize {
			data = data[:4*blockSize]
		}
		at := min(int(cut), len(data))
		coded := e.Append(nil, data[:at], false)
		coded = e.Append(coded, data[at:], true)
		if !bytes.Equal(back(t, coded), data) {
			t.Fatal("other data comes back")
		}
		if most := len(data) + 5*(len(data)/blockSize+4); len(coded) > most {
			t.Fatalf("%d bytes became %d", len(data), len(coded))
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	for name, data := range samples() {
		if len(data) < blockSize {
			continue
		}
		b.Run(name, func(b *testing.B) {
			var e Encoder
			var out []byte
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				out = e.Append(out[:0], data, true)
			}
			b.ReportMetric(float64(len(out))/float64(len(data)), "size")
		})
	}
}
