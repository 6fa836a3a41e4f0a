package icc

// white is D50, the white of the connection space, in fixed-point numbers
// (ICC.1:2010 7.2.16; 0.9642, 1, 0.8249 in s15Fixed16).
var white = [3]int64{0xf6d6 << (shift - 16), one, 0xd32d << (shift - 16)}

// connection is the encoding of colours of the connection space in a table.
type connection struct {
	lab    bool
	legacy bool // 16 bits of version 2: 0xff00 is L* 100 (ICC.1:2010 10.8)
}

// decode converts a table's values of 0…1 to XYZ, encode does the reverse.
type (
	decode struct{ connection }
	encode struct{ connection }
)

func (d decode) apply(v *vector) {
	if !d.lab {
		for i := range 3 { // 65535 is 1 + 32767/32768 (ICC.1:2010 6.3.4.2)
			v[i] = v[i] * 65535 / 32768
		}
		return
	}
	if d.legacy {
		for i := range 3 {
			v[i] = v[i] * 65535 / 65280
		}
	}
	labToXYZ(v, v[0]*100, v[1]*255-128<<shift, v[2]*255-128<<shift)
}

func (e encode) apply(v *vector) {
	if !e.lab {
		for i := range 3 {
			v[i] = clamp1(v[i] * 32768 / 65535)
		}
		return
	}
	l, a, b := xyzToLab(v)
	v[0], v[1], v[2] = l/100, (a+128<<shift)/255, (b+128<<shift)/255
	for i := range 3 {
		if e.legacy {
			v[i] = v[i] * 65280 / 65535
		}
		v[i] = clamp1(v[i])
	}
}

const (
	knee     = one * 216 / 24389 // (6/29)³, where the cube root ends
	kneeRoot = one * 6 / 29
)

// lightness is the function of CIE 15 from relative luminance to (L* + 16)/116.
func lightness(t int64) int64 {
	if t <= knee {
		return t*841/108 + one*4/29
	}
	return cbrt(min(t, 8*one-1))
}

func light(f int64) int64 {
	if f <= kneeRoot {
		return (f - one*4/29) * 108 / 841
	}
	f = min(f, 2*one)
	return mul(mul(f, f), f)
}

func labToXYZ(v *vector, l, a, b int64) {
	fy := (l + 16<<shift) / 116
	v[0] = mul(light(fy+a/500), white[0])
	v[1] = light(fy)
	v[2] = mul(light(fy-b/200), white[2])
}

func xyzToLab(v *vector) (l, a, b int64) {
	fx := lightness((v[0]<<shift + white[0]/2) / white[0])
	fy := lightness(v[1])
	fz := lightness((v[2]<<shift + white[2]/2) / white[2])
	return 116*fy - 16<<shift, 500 * (fx - fy), 200 * (fy - fz)
}

// grayLight converts the value of a gray curve to XYZ, lightGray does the
// reverse (ICC.1:2010 F.2: light in XYZ, lightness in Lab).
type (
	grayLight struct{ lab bool }
	lightGray struct{ lab bool }
)

func (g grayLight) apply(v *vector) {
	y := v[0]
	if g.lab {
		y = light((y*100 + 16<<shift) / 116)
	}
	v[0], v[1], v[2] = mul(y, white[0]), y, mul(y, white[2])
}

func (g lightGray) apply(v *vector) {
	v[0] = v[1]
	if g.lab {
		v[0] = (116*lightness(v[1]) - 16<<shift) / 100
	}
}

// compand converts linear light to a perceptually uniform scale, since a grid
// over linear light would have most of its points in the highlights. expand is
// the inverse.
func compand(x int64) int64 { return clamp1((116*lightness(clamp1(x)) - 16<<shift) / 100) }

type expand struct{}

func (expand) apply(v *vector) {
	for i := range v {
		v[i] = light((v[i]*100 + 16<<shift) / 116)
	}
}
