package backissues

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"jianbao/fonts/bundled"
)

// fileCache caches files that many issues contain.
type fileCache struct {
	photos, charts [4][]byte
}

// photograph returns a JPEG: a sky over hills.
func (s *fileCache) photograph(n int) []byte {
	if s.photos[n] != nil {
		return s.photos[n]
	}
	const width, height = 480, 320
	m := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	for y := range height {
		for x := range width {
			light := 210 - y/3
			if ridge := 180 + 40*n/3 + (x*(n+3)/7%97-48)*(x*(n+3)/7%97-48)/60; y > ridge {
				light = 60 + (x*7+y*13)%23
			}
			m.Y[m.YOffset(x, y)] = uint8(light)
		}
	}
	for i := range m.Cb {
		m.Cb[i], m.Cr[i] = uint8(120+10*n), uint8(125-5*n)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 80}); err != nil {
		panic(err) // into memory
	}
	s.photos[n] = b.Bytes()
	return s.photos[n]
}

// chart returns a PNG with a palette: bars of different heights.
func (s *fileCache) chart(n int) []byte {
	if s.charts[n] != nil {
		return s.charts[n]
	}
	const width, height = 480, 240
	m := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.White, color.Gray{96}, color.RGBA{176, 32, 32, 255}})
	for bar := range 12 {
		for x := bar*40 + 6; x < bar*40+34; x++ {
			for y := 20 + (bar*(7+n)*13)%180; y < height-10; y++ {
				m.SetColorIndex(x, y, uint8(1+bar/6))
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err) // into memory
	}
	s.charts[n] = b.Bytes()
	return s.charts[n]
}

// hugePNG returns the beginning of a PNG file with the given size in its header
// and no pixels.
func hugePNG(width, height uint32) []byte {
	b := []byte("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		b = binary.BigEndian.AppendUint32(b, uint32(len(data)))
		at := len(b)
		b = append(append(b, kind...), data...)
		b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[at:]))
	}
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	chunk("IHDR", append(header, 8, 2, 0, 0, 0))
	chunk("IDAT", []byte("\x78\x9c\x03\x00\x00\x00\x00\x01"))
	chunk("IEND", nil)
	return b
}

// latinFont returns the file of a small valid font.
func latinFont() []byte { return []byte(bundled.Data("SourceSans3_400Regular.ttf")) }
