package picture

import (
	"encoding/binary"
	"fmt"
	"strconv"
)

// Colour describes the colours of a PNG file without a profile, where they are not
// those of sRGB.
type Colour struct {
	// Primaries holds the chromaticities x and y of white, red, green and blue, in
	// hundred-thousandths, as cHRM does.
	Primaries [8]uint32
	Transfer  Transfer
	// Gamma is the exponent of the encoding in hundred-thousandths, as in gAMA, for
	// GammaTransfer: 45455 is 1/2.2.
	Gamma uint32
}

// Transfer is how samples encode light.
type Transfer uint8

// The transfers.
const (
	SRGBTransfer   Transfer = iota // IEC 61966-2-1
	GammaTransfer                  // a power, see Colour.Gamma
	BT709Transfer                  // ITU-R BT.709, and BT.601 and BT.2020
	LinearTransfer                 // light itself
)

// SRGBPrimaries returns the primaries of sRGB in the form of Colour.Primaries.
func SRGBPrimaries() [8]uint32 {
	return [8]uint32{31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000}
}

// codePoints holds the primaries of ITU-T H.273, table 2, that PNG files have, by
// code point; 0: not these.
var codePoints = [...][8]uint32{
	1:  {31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000}, // BT.709
	5:  {31270, 32900, 64000, 33000, 29000, 60000, 15000, 6000}, // BT.601, 625 lines
	6:  {31270, 32900, 63000, 34000, 31000, 59500, 15500, 7000}, // BT.601, 525 lines
	9:  {31270, 32900, 70800, 29200, 17000, 79700, 13100, 4600}, // BT.2020
	11: {31400, 35100, 68000, 32000, 26500, 69000, 15000, 6000}, // DCI-P3
	12: {31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000}, // Display P3
}

// pngColour holds the chunks about colour other than iCCP; nil: absent.
type pngColour struct{ cicp, srgb, gama, chrm []byte }

// setColour decides what the samples mean. Of several descriptions the first one
// that can be used counts: cICP, iCCP, sRGB, gAMA with cHRM (PNG 3rd edition, 13.16).
func (im *Image) setColour(c pngColour, icc []byte, badProfile bool) {
	if len(c.cicp) == 4 {
		if colour, ok := im.codedColour(c.cicp); ok {
			im.Colour = colour
			return
		}
	}
	if n := len(c.cicp); c.cicp != nil && n != 4 {
		im.Misread = fmt.Sprintf("cICP (%d B)", n)
	}
	im.setProfile(icc)
	if im.Profile != nil || im.Tones != nil || im.Bilevel() {
		return
	}
	if len(c.srgb) == 1 {
		im.BadProfile = false
		return
	}
	im.BadProfile = (im.BadProfile || badProfile) && len(c.gama) == 0 && len(c.chrm) == 0
	colour := Colour{Primaries: SRGBPrimaries()}
	if len(c.chrm) == 32 && im.Space == RGB {
		for i := range colour.Primaries {
			colour.Primaries[i] = binary.BigEndian.Uint32(c.chrm[4*i:])
		}
	}
	const least, most = 10_000, 500_000 // exponents that pictures have; else the chunk is wrong
	if len(c.gama) == 4 {
		if gamma := binary.BigEndian.Uint32(c.gama); gamma >= least && gamma <= most {
			colour.Transfer, colour.Gamma = GammaTransfer, gamma
		}
	}
	if !colour.likeSRGB() {
		im.Colour = &colour
	}
}

// codedColour returns the meaning of cICP (PNG 3rd edition, 11.3.2.6; ITU-T H.273);
// nil: that of sRGB. ok is false if it cannot be used, which Misread then names.
func (im *Image) codedColour(cicp []byte) (colour *Colour, ok bool) {
	var primaries [8]uint32
	if int(cicp[0]) < len(codePoints) {
		primaries = codePoints[cicp[0]]
	}
	known := primaries[0] > 0
	c := Colour{Primaries: primaries}
	switch cicp[1] {
	case 1, 6, 14, 15:
		c.Transfer = BT709Transfer
	case 4:
		c.Transfer, c.Gamma = GammaTransfer, 45455
	case 5:
		c.Transfer, c.Gamma = GammaTransfer, 35714
	case 8:
		c.Transfer = LinearTransfer
	case 13:
		c.Transfer = SRGBTransfer
	case 16:
		im.HDR = "PQ"
		return nil, false
	case 18:
		im.HDR = "HLG"
		return nil, false
	default:
		known = false
	}
	const full = 1
	if !known || cicp[2] != 0 || cicp[3] != full {
		im.Misread = fmt.Sprintf("cICP %d/%d/%d/%d", cicp[0], cicp[1], cicp[2], cicp[3])
		return nil, false
	}
	if c.likeSRGB() || im.Bilevel() {
		return nil, true
	}
	return &c, true
}

// likeSRGB reports whether the colours are those of sRGB within the rounding of usual
// chunks: a gamma of 2.2 stands for sRGB's curve.
func (c *Colour) likeSRGB() bool {
	for i, v := range SRGBPrimaries() {
		if d := int64(v) - int64(c.Primaries[i]); d < -100 || d > 100 {
			return false
		}
	}
	return c.Transfer == SRGBTransfer || c.Transfer == GammaTransfer && c.Gamma >= 45_000 && c.Gamma <= 46_000
}

// Name returns a name of the colours for reports.
func (c *Colour) Name() string {
	name := "PNG"
	if c.Primaries != SRGBPrimaries() {
		name += " cHRM"
	}
	switch c.Transfer {
	case GammaTransfer:
		name += " gAMA " + strconv.FormatUint(uint64(c.Gamma), 10)
	case BT709Transfer:
		name += " BT.709"
	case LinearTransfer:
		name += " linear"
	}
	return name
}
