package picture

import (
	"image"
	"sync"
)

// planes holds the three components of a JPEG picture as stored.
type planes struct {
	img           *image.YCbCr
	width, height int
	isYCC         bool // the components are YCbCr, else RGB
}

// rows converts the rows [from:to] to pixels.
func (p *planes) rows(pix []byte, from, to int) {
	img := p.img
	h, v := ratios(img.SubsampleRatio)
	if p.isYCC && h == 2 && v <= 2 && up(p.width, h) > 2 {
		p.subsampledRows(pix, from, to, v)
		return
	}
	chroma := [2]upsampler{
		newUpsampler(img.Cb, img.CStride, p.width, p.height, h, v),
		newUpsampler(img.Cr, img.CStride, p.width, p.height, h, v),
	}
	d := differenceTables()
	for y := from; y < to; y++ {
		first := img.Y[y*img.YStride:][:p.width]
		second, third := chroma[0].row(y)[:p.width], chroma[1].row(y)[:p.width]
		out := pix[3*p.width*(y-from):][:3*p.width]
		for x, c := range first {
			if p.isYCC {
				d.toRGB(out[3*x:], c, second[x], third[x])
			} else {
				out[3*x], out[3*x+1], out[3*x+2] = c, second[x], third[x]
			}
		}
	}
}

// both combines both colour differences in a word of two 16-bit lanes.
const both = 1<<16 | 1

// subsampledRows is rows for the usual subsampling of photographs, with half the chroma
// samples horizontally, and vertically if v is 2. It does the work of upsampler
// for both differences at once.
func (p *planes) subsampledRows(pix []byte, from, to, v int) {
	img := p.img
	width, height := up(p.width, 2), up(p.height, v)
	sums := make([]uint32, width)
	left, right, shift := uint32(both), uint32(2*both), 2
	if v == 2 {
		left, right, shift = 8*both, 7*both, 4
	}
	d := differenceTables()
	for y := from; y < to; y++ {
		at := y / v * img.CStride
		cb, cr := img.Cb[at:at+width], img.Cr[at:at+width]
		if v == 1 {
			for i, b := range cb {
				sums[i] = uint32(b) | uint32(cr[i])<<16
			}
		} else {
			far := min(max(y/2-1+y%2*2, 0), height-1) * img.CStride
			farCb, farCr := img.Cb[far:far+width], img.Cr[far:far+width]
			for i, b := range cb {
				sums[i] = 3*(uint32(b)|uint32(cr[i])<<16) + uint32(farCb[i]) + uint32(farCr[i])<<16
			}
		}
		isYCC := img.Y[y*img.YStride:][:p.width]
		out := pix[3*p.width*(y-from):][:3*p.width]
		before, here := sums[0], sums[0]
		for i, after := range sums[1:] {
			l, o := isYCC[2*i:2*i+2], out[6*i:6*i+6]
			c := (3*here + before + left) >> shift
			d.toRGB(o, l[0], byte(c), byte(c>>16))
			c = (3*here + after + right) >> shift
			d.toRGB(o[3:], l[1], byte(c), byte(c>>16))
			before, here = here, after
		}
		i := width - 1
		c := (3*here + before + left) >> shift
		d.toRGB(out[6*i:], isYCC[2*i], byte(c), byte(c>>16))
		if 2*i+1 < p.width {
			c = (3*here + here + right) >> shift
			d.toRGB(out[6*i+3:], isYCC[2*i+1], byte(c), byte(c>>16))
		}
	}
}

// A pixel in a word: three lanes of 16 bits, and 16 bits below that of green for
// the fractions of its two parts. Lanes are offset by 256.
const (
	redLane, greenLane, blueLane = 48, 32, 0

	inLanes = 1<<redLane | 1<<greenLane | 1<<blueLane
)

// differences holds the contributions of the colour differences, rounded (JFIF 1.02,
// page 3); those of green are in 1/65536, because their sum is rounded.
type differences struct {
	redOfCr, greenOfCr, greenOfCb, blueOfCb [256]int32

	ofCb, ofCr [256]uint64 // of all three, in the lanes of a pixel
}

// differenceTables returns the contributions. They are made for the first picture, not at each start.
var differenceTables = sync.OnceValue(func() *differences {
	d := new(differences)
	const half = 1 << 15
	for i := range int32(256) {
		c := i - 128
		d.redOfCr[i] = (91881*c + half) >> 16   // 1.402
		d.blueOfCb[i] = (116130*c + half) >> 16 // 1.772
		d.greenOfCr[i] = -46802 * c             // 0.71414
		d.greenOfCb[i] = -22554*c + half        // 0.34414

		d.ofCb[i] = uint64(d.blueOfCb[i]+256)<<blueLane + uint64(int64(d.greenOfCb[i])<<(greenLane-16)) + 256<<greenLane
		d.ofCr[i] = uint64(d.redOfCr[i]+256)<<redLane + uint64(int64(d.greenOfCr[i])<<(greenLane-16))
	}
	return d
})

// toRGB writes a pixel. All three samples are clamped to 0…255 at once.
func (d *differences) toRGB(out []byte, y, cb, cr byte) {
	v := uint64(y)*inLanes + d.ofCb[cb] + d.ofCr[cr]
	v = (v&(0x3ff*inLanes) | inLanes<<15) - inLanes<<8
	notBelow := v & (inLanes << 15)
	v &= notBelow - notBelow>>15
	above := v & (inLanes << 8)
	v |= above - above>>8
	_ = out[2]
	out[0], out[1], out[2] = byte(v>>redLane), byte(v>>greenLane), byte(v>>blueLane)
}

func clamp(v int32) byte {
	if uint32(v) > 255 {
		return byte(^(v >> 31))
	}
	return byte(v)
}
