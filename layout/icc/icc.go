// Package icc reads ICC profiles and converts samples through them, in integers:
// the same samples give the same bytes on every machine.
//
// It is for what a print shop and an archive need: RGB and gray pictures to the
// inks of a printing condition (B2A), inks to sRGB (A2B), and pictures with a
// profile of their own to sRGB. Version 2 and 4 profiles with matrices, curves
// and tables (mft1, mft2, mAB, mBA) are read.
package icc

// Space is a device space of a profile.
type Space uint8

// The spaces.
const (
	Gray Space = iota + 1
	RGB
	CMYK
)

// Channels returns the number of samples of a colour.
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
