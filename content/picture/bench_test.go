package picture

import (
	"bytes"
	"image/jpeg"
	"testing"
)

// BenchmarkDecode decodes a photograph of 12 megapixels; "standard" is the lower
// bound, which does not convert colours.
func BenchmarkDecode(b *testing.B) {
	data := asJPEG(b, testPicture(4000, 3000), 85)
	b.Run("jpeg", func(b *testing.B) {
		for range b.N {
			if _, _, err := read(data); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("standard", func(b *testing.B) {
		for range b.N {
			if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("open and stream", func(b *testing.B) {
		for range b.N {
			im, err := Open("x", data)
			if err != nil {
				b.Fatal(err)
			}
			im.Stream()
		}
	})
	png := asPNG(b, testPicture(4000, 3000))
	b.Run("png", func(b *testing.B) {
		for range b.N {
			if _, _, err := read(png); err != nil {
				b.Fatal(err)
			}
		}
	})
}
