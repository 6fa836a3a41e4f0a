package pdf

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"testing"

	"jianbao/content/picture"
	"jianbao/layout/pdf/pdftest"
)

// TestCutJPEG: the coded data of a JPEG file go into the PDF as they are, but
// never those of half a picture.
func TestCutJPEG(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 200, 200))
	for i := range img.Pix {
		img.Pix[i] = byte(i * i >> 5)
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, img, nil); err != nil {
		t.Fatal(err)
	}
	half := pdftest.Open(t, "half.jpg", file.Bytes()[:file.Len()/2])
	_, err := Build(pictures(t, half), Options{Profile: Screen})
	var reason *picture.Error
	if !errors.As(err, &reason) || reason.Reason != "damaged" {
		t.Errorf("half a picture: %v", err)
	}
}
