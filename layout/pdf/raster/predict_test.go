package raster

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"math/rand/v2"
	"testing"

	"jianbao/content/picture"
	"jianbao/layout/pdf/raster/deflate"
)

// asPNG wraps rows that pixels.deflate coded into a PNG file: the same rows are
// good in both, so that another reader can judge them. Four inks go as RGB and alpha.
func asPNG(x *Image) []byte {
	colour := map[int]byte{1: 0, 3: 2, 4: 6}[x.columns]
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(name string, data []byte) {
		binary.Write(&b, binary.BigEndian, uint32(len(data)))
		body := append([]byte(name), data...)
		b.Write(body)
		binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(body))
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(x.Width))
	head = binary.BigEndian.AppendUint32(head, uint32(x.Height))
	chunk("IHDR", append(head, byte(x.bits), colour, 0, 0, 0))
	chunk("IDAT", x.data)
	chunk("IEND", nil)
	return b.Bytes()
}

// photo is a raster with gradients and noise, so that every predictor is best
// somewhere.
func photo(space picture.Space, width, height int) *picture.Raster {
	r := rand.New(rand.NewPCG(1, uint64(space)))
	n := space.Channels()
	out := &picture.Raster{Space: space, Width: width, Height: height, Pix: make([]byte, width*height*n)}
	for y := range height {
		for x := range width {
			for c := range n {
				v := 40*c + x*200/width + y*90/height
				switch y / 16 % 5 {
				case 1:
					v = r.IntN(256)
				case 2:
					v = x * 7
				case 3:
					v = y*5 + x*(c+1)
				case 4:
					v += r.IntN(9)
				}
				out.Pix[(y*width+x)*n+c] = byte(v)
			}
		}
	}
	return out
}

// made is what the maker makes of a raster.
func made(t testing.TB, im *picture.Image, r *picture.Raster, g goal, workers int) *Image {
	t.Helper()
	p, err := newPool(Resources{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	x, err := newMaker(Target{}, p).fromRaster(im, r, g)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestPredictorRows(t *testing.T) {
	for _, space := range []picture.Space{picture.Gray, picture.RGB} {
		for _, size := range [][2]int{{1, 1}, {3, 200}, {333, 180}, {1100, 400}} {
			r := photo(space, size[0], size[1])
			im := &picture.Image{Bits: 8, Space: space}
			x := made(t, im, r, goal{space: space}, 3)
			if again := made(t, im, r, goal{space: space}, 1); !bytes.Equal(again.data, x.data) {
				t.Errorf("%d %v: one worker makes other bytes than three", space, size)
			}
			img, err := png.Decode(bytes.NewReader(asPNG(x)))
			if err != nil {
				t.Fatalf("%d %v: %v", space, size, err)
			}
			var got []byte
			switch img := img.(type) {
			case *image.Gray:
				got = img.Pix
			case *image.RGBA:
				for i := 0; i < len(img.Pix); i += 4 {
					got = append(got, img.Pix[i:i+3]...)
				}
			}
			if !bytes.Equal(got, r.Pix) {
				t.Errorf("%d %v: pixels changed", space, size)
			}
		}
	}
}

// Each filter is the best somewhere: of a photo's bands as of a drawing's.
func TestPredictorIsChosen(t *testing.T) {
	const width, height = 1200, 16
	noise := rand.New(rand.NewPCG(3, 3))
	for want, value := range map[int]func(x, y, c int) byte{
		filterNone:    func(x, y, c int) byte { return byte(noise.IntN(2) * 255 * (x / 40 % 2)) },
		filterSub:     func(x, y, c int) byte { return byte(x/5 + y*y*y*97 + noise.IntN(2)) },
		filterUp:      func(x, y, c int) byte { return byte(x*x*31 + y*2 + noise.IntN(2)) },
		filterAverage: func(x, y, c int) byte { return byte(x/20 + y/3 + c*50 + noise.IntN(40)) },
		filterPaeth:   func(x, y, c int) byte { return byte(x/64*61 + y/8*40 + c*50 + x/3 + y*2 + noise.IntN(3)) },
	} {
		rows := make([]byte, 0, width*(1+height)*3)
		for i := range width * (1 + height) {
			for c := range 3 {
				rows = append(rows, value(i%width, i/width, c))
			}
		}
		p := predictor{bpp: 3, size: width * 3, encoder: new(deflate.Encoder)}
		above, rows := rows[:p.size], rows[p.size:]
		got := p.choose(rows, above)
		if got != want {
			t.Errorf("filter %d is chosen where %d is best", got, want)
		}
		// It is the one that deflates best, or nearly.
		size := func(filter int) int {
			return len(p.encoder.Append(nil, p.under(filter, nil, rows, above), true))
		}
		for f := range filters {
			if chosen, other := size(got), size(f); chosen > other+other/25 {
				t.Errorf("filter %d is chosen with %d bytes, %d makes %d", got, chosen, f, other)
			}
		}
	}
}

// Eight bytes at once become what each becomes by itself.
func TestDifferences(t *testing.T) {
	var left, up, corner [4]uint64
	for a := range 256 {
		for b := range 256 {
			for c := 0; c < 256; c += 4 {
				for k := range 4 {
					left[k], up[k], corner[k] = uint64(a), uint64(b), uint64(c+k)
				}
				join := func(v [4]uint64) uint64 { return v[0] | v[1]<<16 | v[2]<<32 | v[3]<<48 }
				got := paeths(join(left), join(up), join(corner))
				for k := range 4 {
					if want := paeth(a, b, c+k); byte(got>>(16*k)) != want || got>>(16*k)&0xff00 != 0 {
						t.Fatalf("left %d, up %d, corner %d: %#x, want %d", a, b, c+k, got>>(16*k)&0xffff, want)
					}
				}
			}
		}
	}
	r := rand.New(rand.NewPCG(5, 5))
	for range 200 {
		bpp := 1 + r.IntN(4)
		size := bpp * (1 + r.IntN(30))
		row, above := make([]byte, size), make([]byte, size)
		for i := range row {
			row[i], above[i] = byte(r.IntN(256)), byte(r.IntN(256))
		}
		p := predictor{bpp: bpp, size: size}
		for f := range filters {
			got := make([]byte, size)
			p.row(f, got, row, above)
			for i, v := range row {
				l, c := byte(0), byte(0)
				if i >= bpp {
					l, c = row[i-bpp], above[i-bpp]
				}
				if want := v - predicted(f, l, above[i], c); got[i] != want {
					t.Fatalf("filter %d, byte %d of %d: %d, want %d", f, i, size, got[i], want)
				}
			}
		}
	}
}

func TestPackedBits(t *testing.T) {
	for _, bits := range []int{1, 2, 4} {
		const width, height = 13, 300
		r := &picture.Raster{Space: picture.Gray, Width: width, Height: height}
		for i := range width * height {
			level := i * 7 % (1 << bits)
			r.Pix = append(r.Pix, byte(level*255/(1<<bits-1)))
		}
		x := made(t, &picture.Image{Bits: bits, Space: picture.Gray}, r, goal{space: picture.Gray}, 2)
		if x.bits != bits {
			t.Errorf("%d bits became %d", bits, x.bits)
		}
		p := &pixels{width: width, height: height, channels: 1, bits: x.bits, raster: r}
		rows := p.rows(&scratch{}, 0, height)
		for i, v := range r.Pix {
			at := i/width*p.size()*8 + i%width*bits
			got := int(rows[at/8]) >> (8 - bits - at%8) & (1<<bits - 1)
			if got*255/(1<<bits-1) != int(v) {
				t.Fatalf("%d bits: pixel %d is %d", bits, i, got)
			}
		}
		r.Pix[5] = 100 // a gray of a palette
		if x := made(t, &picture.Image{Bits: bits, Space: picture.Gray, Palette: true}, r, goal{space: picture.Gray}, 2); x.bits != 8 {
			t.Errorf("a gray of no %d bits was cut to %d", bits, x.bits)
		}
	}
}

func BenchmarkDeflatePhoto(b *testing.B) {
	r := photo(picture.RGB, 2000, 1500)
	for b.Loop() {
		made(b, &picture.Image{Bits: 8, Space: picture.RGB}, r, goal{space: picture.RGB}, 2)
	}
	b.SetBytes(int64(len(r.Pix)))
}
