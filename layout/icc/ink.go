package icc

import "encoding/binary"

// LimitInk reduces the coloured inks of 8-bit CMYK pixels proportionally until
// the inks of each pixel add up to percent at most; black is kept. It returns
// the greatest total before the change, in percent rounded up.
func LimitInk(pix []byte, percent int) (before int) {
	limit := percent * 255 / 100
	most := 0
	for i := 0; i+4 <= len(pix); i += 4 {
		p := pix[i : i+4 : i+4]
		coloured, black := int(p[0])+int(p[1])+int(p[2]), int(p[3])
		most = max(most, coloured+black)
		if coloured == 0 || coloured+black <= limit {
			continue
		}
		left := max(limit-black, 0)
		for k := range 3 { // in proportion, rounded down: the hue stays, the limit holds
			p[k] = byte(int(p[k]) * left / coloured)
		}
	}
	return inkPercent(most)
}

// TotalInk returns the greatest total of inks of a pixel in 8-bit CMYK pixels,
// in percent rounded up.
func TotalInk(pix []byte) int {
	const halves, low = 0x00ff_00ff_00ff_00ff, 0x0000_ffff_0000_ffff
	most := uint32(0)
	for ; len(pix) >= 8; pix = pix[8:] { // two pixels in a word
		v := binary.LittleEndian.Uint64(pix)
		v = v&halves + v>>8&halves
		v = v&low + v>>16&low
		most = max(most, uint32(v), uint32(v>>32))
	}
	if len(pix) >= 4 {
		most = max(most, uint32(pix[0])+uint32(pix[1])+uint32(pix[2])+uint32(pix[3]))
	}
	return inkPercent(int(most))
}

func inkPercent(sum int) int { return (sum*100 + 254) / 255 }
