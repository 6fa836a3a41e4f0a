package picture

import "image"

// ratios returns how many pixels a chroma sample covers horizontally and
// vertically.
func ratios(r image.YCbCrSubsampleRatio) (h, v int) {
	switch r {
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	case image.YCbCrSubsampleRatio411:
		return 4, 1
	case image.YCbCrSubsampleRatio410:
		return 4, 2
	}
	return 1, 1
}

// upsampler scales a subsampled plane to the size of the picture. Where a
// sample covers two pixels, each pixel is the average of its sample, weighted
// 3, and the nearest other one, weighted 1, because samples are centred on
// their pixels: without interpolation colours have steps at edges. The rounding
// is that of the decoders in PDF readers.
type upsampler struct {
	plane         []byte
	stride        int
	width, height int // in samples
	h, v          int
	sums          []int32
	out           []byte
}

func newUpsampler(plane []byte, stride, width, height, h, v int) upsampler {
	u := upsampler{plane: plane, stride: stride, width: up(width, h), height: up(height, v), h: h, v: v}
	if h > 1 || v > 1 {
		u.out = make([]byte, u.width*h)
		u.sums = make([]int32, u.width)
	}
	return u
}

// line returns a row of samples; outside the picture, the nearest one.
func (u *upsampler) line(y int) []byte {
	y = min(max(y, 0), u.height-1)
	return u.plane[y*u.stride:][:u.width]
}

// row returns one sample for each pixel of row y, valid until the next call.
func (u *upsampler) row(y int) []byte {
	near := u.line(y / u.v)
	if u.h == 1 && u.v == 1 {
		return near
	}
	if u.h > 2 || u.h == 2 && u.width <= 2 {
		for i := range u.out {
			u.out[i] = near[i/u.h]
		}
		return u.out
	}
	if u.v == 1 {
		for i, c := range near {
			u.sums[i] = int32(c)
		}
		u.across(1, 2, 2)
		return u.out
	}
	far := u.line(y/2 - 1 + y%2*2)
	for i, c := range near {
		u.sums[i] = 3*int32(c) + int32(far[i])
	}
	if u.h == 2 {
		u.across(8, 7, 4)
		return u.out
	}
	round := int32(1 + y%2)
	for i, s := range u.sums {
		u.out[i] = byte((s + round) >> 2)
	}
	return u.out
}

// across doubles the sums horizontally; left and right are the rounding terms
// of each pair of pixels.
func (u *upsampler) across(left, right int32, shift uint) {
	before := u.sums[0]
	for i, s := range u.sums {
		after := s
		if i+1 < len(u.sums) {
			after = u.sums[i+1]
		}
		u.out[2*i] = byte((3*s + before + left) >> shift)
		u.out[2*i+1] = byte((3*s + after + right) >> shift)
		before = s
	}
}
