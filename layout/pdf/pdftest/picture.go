package pdftest

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"jianbao/content/picture"
)

// Open opens the data of a picture file.
func Open(t testing.TB, name string, data []byte) *picture.Image {
	t.Helper()
	im, err := picture.Open(name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return im
}

// PNG returns an image as a PNG file.
func PNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
