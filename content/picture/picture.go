// Package picture reads the pictures of an issue: what kind they are, how many
// pixels they have, which way up they belong, and at last their pixels. It
// knows nothing of pages.
//
// Open reads headers alone and is cheap; Decode gives pixels and costs what
// decoding costs. Both are bounded by what the header claims before memory is
// taken for it. Nothing here uses floating point.
//
// Of colour, the file's ICC profile is read if it fits, and Adobe's and JFIF's
// markers; gAMA, cHRM and sRGB of PNG are not, nor is EXIF's colour space:
// without a profile RGB is sRGB. A palette of grays loses a profile of RGB.
package picture

import "slices"

// Format is the format of a picture file.
type Format uint8

// The formats read.
const (
	JPEG Format = iota + 1
	PNG
)

// Space is what a picture's samples mean.
type Space uint8

// The spaces. Palettes are resolved when a picture is decoded: a palette of
// grays is Gray, another RGB.
const (
	Gray Space = iota + 1
	RGB
	CMYK
)

// Channels returns the number of samples of a pixel.
func (s Space) Channels() int {
	switch s {
	case Gray:
		return 1
	case CMYK:
		return 4
	}
	return 3
}

// Limits of a picture file.
const (
	MaxSize   = 128 << 20 // bytes
	MaxPixels = 120 << 20 // width × height: A3 at 600 dpi has 70 million
	MaxSide   = 30_000    // pixels; JPEG has 65,535
)

// Image is a picture file whose headers have been read.
type Image struct {
	Name          string // as shown to people: the path below the manifest's folder
	Data          []byte // the file
	Sum           [32]byte
	Format        Format
	Space         Space
	Bits          int // of a sample: 1, 2, 4, 8 or 16; of a palette's colours 8, or 1 if they are black and white
	Width, Height int // in pixels, as stored
	Orientation   int // of EXIF, 1 to 8; 1: as stored (Exif 2.3, tag 0x0112)
	Alpha         bool
	Palette       bool
	Profile       []byte // ICC profile that lies in the file and fits its space; nil if none

	jpeg jpegInfo
	png  pngInfo
}

// Upright returns the size in pixels of the picture the right way up.
func (im *Image) Upright() (width, height int) {
	if im.Orientation >= 5 {
		return im.Height, im.Width
	}
	return im.Width, im.Height
}

// Bilevel reports whether the picture has black and white alone, as a scanned
// line drawing has.
func (im *Image) Bilevel() bool { return im.Bits == 1 && im.Space == Gray && !im.Alpha }

// Raster is a decoded picture, as stored: the orientation is not applied.
// Samples are 8 bits (a 16-bit picture is rounded), row after row without
// padding; Gray and RGB are 0 for black, CMYK is 0 for no ink, whatever the file
// had. Bilevel pictures have one byte a pixel too, 0 or 255.
type Raster struct {
	Space         Space
	Width, Height int
	Pix           []byte // Width × Height × Space.Channels(); nil if only Rows has them
	Alpha         []byte // Width × Height, 255 opaque; nil if all is opaque

	planes *planes
}

// Rows returns the samples of rows from one to another. Those that are not in Pix
// are made in buf, which grows as needed, and are good until its next use; several
// goroutines may do so, each with a buffer of its own.
func (r *Raster) Rows(buf *[]byte, from, to int) []byte {
	row := r.Width * r.Space.Channels()
	if r.planes == nil {
		return r.Pix[from*row : to*row]
	}
	*buf = slices.Grow((*buf)[:0], (to-from)*row)[:(to-from)*row]
	r.planes.rows(*buf, from, to)
	return *buf
}

// Error says why a file is not accepted as a picture.
type Error struct {
	Reason string // the end of a finding's code: "format", "unknown", "damaged", "too-large", "unsupported"
	Format string // of another format: its name, e.g. "WebP"
	Detail string
}

func (e *Error) Error() string { return "picture " + e.Reason + ": " + e.Said() }

// Code returns the code of the finding that says the same to people. Its
// arguments are the picture's path and Said.
func (e *Error) Code() string { return "picture-" + e.Reason }

// Said returns the finding's second argument: the format's name, or the detail.
func (e *Error) Said() string { return e.Format + e.Detail }
