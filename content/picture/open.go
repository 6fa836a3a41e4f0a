package picture

import (
	"bytes"
	"crypto/sha256"
	"fmt"
)

// Open reads the headers of a picture file. Errors are of type *Error.
func Open(name string, data []byte) (*Image, error) {
	if len(data) > MaxSize {
		return nil, &Error{Reason: "too-large", Detail: fmt.Sprintf("%d MiB > %d MiB", (len(data)+1<<20-1)>>20, MaxSize>>20)}
	}
	im := &Image{Name: name, Data: data, Orientation: 1, one: &oneColour{}, modules: &modules{}}
	var err *Error
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		err = im.openJPEG()
	case bytes.HasPrefix(data, []byte(pngSignature)):
		err = im.openPNG()
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		err = im.openGIF()
	case bytes.HasPrefix(data, []byte("BM")):
		err = im.openBMP()
	case bytes.HasPrefix(data, []byte("II*\x00")), bytes.HasPrefix(data, []byte("MM\x00*")):
		err = im.openTIFF()
	case bytes.HasPrefix(data, []byte("RIFF")) && len(data) >= 12 && string(data[8:12]) == "WEBP":
		err = im.openWebP()
	default:
		err = otherFormat(data)
	}
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	for _, part := range im.essentials() {
		h.Write(part)
	}
	h.Sum(im.Sum[:0])
	return im, nil
}

// Decode returns the pixels. Errors are of type *Error.
//
// Missing or inconsistent coded data is an error: an incompletely transferred
// picture has no pixels.
func (im *Image) Decode() (*Raster, error) {
	r, err := im.DecodeRows()
	if err != nil || r.planes == nil {
		return r, err
	}
	r.Pix = r.Rows(&r.Pix, 0, r.Height)
	r.planes = nil
	return r, nil
}

// DecodeRows is Decode, but keeps a JPEG's components as stored, which takes half
// the memory; Rows converts them to pixels, a band at a time.
func (im *Image) DecodeRows() (*Raster, error) {
	var r *Raster
	var err *Error
	switch im.Format {
	case JPEG:
		r, err = im.decodeJPEG()
	case PNG:
		r, err = im.decodePNG()
	case GIF:
		r, err = im.decodeGIF()
	case BMP:
		r, err = im.decodeBMP()
	case TIFF:
		r, err = im.decodeTIFF()
	case WebP:
		r, err = im.decodeWebP()
	default:
		err = damaged("not opened")
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// Verify reports whether the picture's coded data are complete and sound. Callers
// that write the result of Stream to a file without decoding need it, because
// Stream does not check them. The codes of a JPEG file are read, which takes a
// fraction of the time of Decode; a sound one that Decode cannot read passes.
func (im *Image) Verify() error {
	if im.Format != JPEG {
		_, err := im.Decode()
		return err
	}
	if err := im.jpeg.verify(im.Data, im.Width, im.Height); err != nil {
		return err
	}
	return nil
}

// fits returns an error if a picture of the size exceeds the limits.
func fits(width, height int) *Error {
	if width > MaxSide || height > MaxSide {
		return &Error{Reason: "too-large", Detail: fmt.Sprintf("%d × %d > %d", width, height, MaxSide)}
	}
	if width*height > MaxPixels {
		return &Error{Reason: "too-large", Detail: fmt.Sprintf("%d × %d > %d M", width, height, MaxPixels>>20)}
	}
	return nil
}

func damaged(detail string) *Error { return &Error{Reason: "damaged", Detail: detail} }

func unsupported(detail string) *Error { return &Error{Reason: "unsupported", Detail: detail} }
