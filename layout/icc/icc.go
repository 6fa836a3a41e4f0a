// Package icc reads ICC profiles and converts samples through them, in integers:
// the same samples give the same bytes on every machine.
//
// It covers the conversions for print shops and archives: RGB and gray pictures
// to the inks of a printing condition (B2A), inks to sRGB (A2B), and pictures
// with an embedded profile to sRGB. It reads profiles of versions 2 and 4
// (ICC.1:2001-04, ICC.1:2010) with matrices, curves and tables (mft1, mft2, mAB,
// mBA).
package icc

// Space is the device colour space of a profile.
type Space uint8

// The spaces.
const (
	Gray Space = iota + 1
	RGB
	CMYK
)

// Channels returns the number of samples of a colour in the space.
func (s Space) Channels() int {
	switch s {
	case Gray:
		return 1
	case RGB:
		return 3
	case CMYK:
		return 4
	}
	return 0
}

func (s Space) String() string {
	switch s {
	case Gray:
		return "gray"
	case RGB:
		return "RGB"
	case CMYK:
		return "CMYK"
	}
	return "no space"
}
