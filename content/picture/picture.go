// Package picture reads the pictures of an issue: their format, size,
// orientation and pixels. It does not depend on layout.
//
// Open reads headers only and is cheap; Decode decodes the pixels. Both check
// the size in the header against the limits before they allocate memory. The
// package does not use floating point.
//
// Of the colour information, the file's ICC profile is read if it matches the
// colour space, the markers of Adobe and JFIF, and PNG's cICP, sRGB, gAMA and cHRM.
// EXIF's colour space is ignored: without other information RGB is sRGB. For a
// palette of grays an RGB profile is dropped.
//
// GIF is decoded by the standard library, BMP, TIFF and WebP by golang.org/x/image;
// their headers are read here, because the limits apply before anything is decoded.
package picture

import "slices"

// Format is the format of a picture file.
type Format uint8

// The formats read.
const (
	JPEG Format = iota + 1
	PNG
	GIF
	BMP
	TIFF
	WebP
)

// MIME returns the media type of the format.
func (f Format) MIME() string {
	return [...]string{JPEG: "image/jpeg", PNG: "image/png", GIF: "image/gif", BMP: "image/bmp", TIFF: "image/tiff", WebP: "image/webp"}[f]
}

// Space is the colour space of a picture's samples.
type Space uint8

// The colour spaces. Palettes are resolved when a picture is decoded: a palette
// of grays is Gray, any other RGB.
const (
	Gray Space = iota + 1
	RGB
	CMYK
)

// Channels returns the number of samples per pixel.
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
	Name          string   // name in messages: the path relative to the manifest's folder
	Data          []byte   // the file
	Sum           [32]byte // of Minimal: equal for files that differ only in other metadata
	Format        Format
	Space         Space
	Bits          int // per sample: 1, 2, 4, 8 or 16; of a palette 8, or 1 if its colours are black and white
	Width, Height int // in pixels, as stored
	Orientation   int // of EXIF, 1 to 8; 1: as stored (Exif 2.3, tag 0x0112)
	Crop          Crop
	Alpha         bool
	Palette       bool
	Frames        int    // of an animated GIF or pages of a TIFF, of which the first is the picture; else 0 or 1
	Profile       []byte // embedded ICC profile that matches Space; nil if there is none
	Tones         []byte // of a palette of grays: an embedded ICC profile for RGB, which says how light they are; nil if there is none
	OtherProfile  string // colour space of an embedded profile that does not match Space: "RGB", "GRAY", "Lab"; empty if there is none
	BadProfile    bool   // an embedded profile is damaged, and nothing else says what the colours are

	// Colour describes the colours of a PNG file without a profile; nil: those of sRGB.
	Colour *Colour
	// HDR is the transfer function of a picture with high dynamic range, "PQ" or "HLG",
	// and Misread a description of colours that cannot be used: such pictures are read
	// as if it were absent, and their colours are wrong.
	HDR, Misread string

	jpeg jpegInfo
	png  pngInfo
	gif  gifInfo
	bmp  bmpInfo
	tiff tiffInfo
	webp webpInfo
	one  *oneColour // shared by copies

	modules *modules // as one
}

// Upright returns the size in pixels after applying the orientation, without what is
// cut off.
func (im *Image) Upright() (width, height int) {
	width, height = im.Width, im.Height
	if im.Orientation >= 5 {
		width, height = height, width
	}
	c := &im.Crop
	return kept(width, c.Left+c.Right), kept(height, c.Top+c.Bottom)
}

func kept(pixels, off int) int {
	if off == 0 || pixels <= 0 {
		return pixels
	}
	return max(1, pixels*(CropWhole-off)/CropWhole)
}

// Crop is what is cut off the sides of a picture, upright, in CropWhole parts of its
// width and height. Opposite sides together are less than the whole. The file has no
// crop: it is given by who uses the picture.
type Crop struct{ Left, Top, Right, Bottom int }

// CropWhole is the whole width or height of a picture in the unit of Crop.
const CropWhole = 100_000

// Bilevel reports whether the picture has only black and white, as scanned line
// drawings do.
func (im *Image) Bilevel() bool { return im.Bits == 1 && im.Space == Gray && !im.Alpha }

// Raster is a decoded picture, as stored: the orientation is not applied.
// Samples are 8 bits (a 16-bit picture is rounded), row after row without
// padding; Gray and RGB are 0 for black, CMYK is 0 for no ink, however they are
// stored in the file. Bilevel pictures have one byte per pixel too, 0 or 255.
type Raster struct {
	Space         Space
	Width, Height int
	Pix           []byte // Width × Height × Space.Channels(); nil if they are available from Rows only
	Alpha         []byte // Width × Height, 255 opaque; nil if all pixels are opaque

	planes *planes
}

// Rows returns the samples of the rows [from:to]. Rows that are not in Pix are
// computed into buf, which grows as needed; the result is valid until buf is
// reused. It is safe for concurrent use with different buffers.
func (r *Raster) Rows(buf *[]byte, from, to int) []byte {
	row := r.Width * r.Space.Channels()
	if r.planes == nil {
		return r.Pix[from*row : to*row]
	}
	*buf = slices.Grow((*buf)[:0], (to-from)*row)[:(to-from)*row]
	r.planes.rows(*buf, from, to)
	return *buf
}

// Error is the reason why a file is not accepted as a picture.
type Error struct {
	Reason string // the suffix of a finding's code: "format", "unknown", "damaged", "too-large", "unsupported"
	Format string // name of the format if it is not supported, for example "HEIC"
	Detail string
}

func (e *Error) Error() string { return "picture " + e.Reason + ": " + e.Argument() }

// Code returns the code of the corresponding finding. The finding's arguments
// are the picture's path and Argument.
func (e *Error) Code() string { return "picture-" + e.Reason }

// Argument returns the finding's second argument: the format's name, or the
// detail.
func (e *Error) Argument() string { return e.Format + e.Detail }
