package icc

import (
	"encoding/binary"
	"math/big"
	"sync"

	"jianbao/content/picture"
)

// SRGB returns the profile of sRGB (IEC 61966-2-1) that archival files embed.
// This package builds it, in version 2.1 of ICC.
func SRGB() *Profile { return srgb() }

// GrayGamma returns a gray profile with the curve of sRGB.
func GrayGamma() *Profile { return grayGamma() }

var srgb = sync.OnceValue(func() *Profile {
	return buildRGB("sRGB IEC61966-2.1 (jianbao)", srgbPrimaries(), srgbCurve())
})

// buildRGB returns a profile of three primaries under D50, in s15Fixed16, with one curve.
func buildRGB(name string, primaries [3][3]int64, curve []byte) *Profile {
	tags := []tagData{
		{"desc", description(name)},
		{"cprt", text("No copyright, use freely")},
		{"wtpt", xyz([3]int64{0xf6d6, 0x10000, 0xd32d})},
	}
	for i, name := range []string{"rXYZ", "gXYZ", "bXYZ"} {
		tags = append(tags, tagData{name, xyz(primaries[i])})
	}
	for _, name := range []string{"rTRC", "gTRC", "bTRC"} {
		tags = append(tags, tagData{name, curve})
	}
	return build("mntrRGB XYZ ", tags)
}

var grayGamma = sync.OnceValue(func() *Profile {
	return buildGray("Gray with the curve of sRGB (jianbao)", srgbCurve())
})

// buildGray returns a gray profile with a curve.
func buildGray(name string, curve []byte) *Profile {
	return build("mntrGRAYXYZ ", []tagData{
		{"desc", description(name)},
		{"cprt", text("No copyright, use freely")},
		{"wtpt", xyz([3]int64{0xf6d6, 0x10000, 0xd32d})},
		{"kTRC", curve},
	})
}

// tagData is a tag of a profile that this package builds.
type tagData struct {
	name string
	data []byte
}

// build returns a profile of version 2.1 whose header has kind as class, space
// and connection space. Consecutive tags with the same content share it.
func build(kind string, tags []tagData) *Profile {
	be := binary.BigEndian
	head := make([]byte, headerSize+4+12*len(tags))
	head[8], head[9] = 2, 0x10
	copy(head[12:], kind)
	for i, v := range []uint16{2026, 1, 1, 0, 0, 0} { // fixed date, so that the bytes never change
		be.PutUint16(head[24+2*i:], v)
	}
	copy(head[36:], "acsp")
	copy(head[68:], xyz([3]int64{0xf6d6, 0x10000, 0xd32d})[8:])
	be.PutUint32(head[headerSize:], uint32(len(tags)))
	data := head
	for i, t := range tags {
		entry := headerSize + 4 + 12*i
		copy(data[entry:], t.name)
		if i > 0 && string(tags[i-1].data) == string(t.data) {
			copy(data[entry+4:entry+12], data[entry-8:entry])
			continue
		}
		be.PutUint32(data[entry+4:], uint32(len(data)))
		be.PutUint32(data[entry+8:], uint32(len(t.data)))
		data = append(data, t.data...)
		for len(data)%4 != 0 {
			data = append(data, 0)
		}
	}
	be.PutUint32(data, uint32(len(data)))
	p, err := Parse(data)
	if err != nil {
		panic("icc: " + err.Error())
	}
	return p
}

func text(s string) []byte { return append([]byte("text\x00\x00\x00\x00"), s+"\x00"...) }

// description returns a textDescriptionType with ASCII text and empty Unicode
// and Macintosh parts (ICC.1:2001-04 6.5.17).
func description(s string) []byte {
	data := binary.BigEndian.AppendUint32([]byte("desc\x00\x00\x00\x00"), uint32(len(s)+1))
	return append(append(data, s+"\x00"...), make([]byte, 4+4+2+1+67)...)
}

func xyz(v [3]int64) []byte {
	data := []byte("XYZ \x00\x00\x00\x00")
	for _, n := range v {
		data = binary.BigEndian.AppendUint32(data, uint32(n))
	}
	return data
}

const curvePoints = 1024

// srgbCurve returns the curve of IEC 61966-2-1 5.2 as a table of equal steps.
func srgbCurve() []byte {
	data := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), curvePoints)
	for i := range int64(curvePoints) {
		// x = i/1023; below 0.04045 x/12.92, else ((x + 0.055)/1.055)^2.4
		y := i * one * 100 / (1292 * (curvePoints - 1))
		if i*100000 > 4045*(curvePoints-1) {
			y = pow((i*one*1000+55*one*(curvePoints-1))/(1055*(curvePoints-1)), 12<<16/5)
		}
		data = binary.BigEndian.AppendUint16(data, to16(y))
	}
	return data
}

// srgbPrimaries returns the primaries of sRGB under D50, in s15Fixed16: those of
// ITU-R BT.709 with a white of D65 (0.3127, 0.3290).
func srgbPrimaries() [3][3]int64 { return primariesOf(picture.SRGBPrimaries()) }

// primariesOf returns primaries under D50, in s15Fixed16, adapted by Bradford's method
// (ICC.1 annex E), of the chromaticities of white, red, green and blue in
// hundred-thousandths. They are computed in rational numbers, and their sum is exactly
// D50, so that equal amounts of red, green and blue are neutral. The chromaticities
// must be valid, see plausible.
func primariesOf(chromaticities [8]uint32) [3][3]int64 {
	r := big.NewRat
	colour := func(i int) [3]*big.Rat { // to XYZ with Y = 1
		x, y := int64(chromaticities[2*i]), int64(chromaticities[2*i+1])
		return [3]*big.Rat{r(x, y), r(1, 1), r(100_000-x-y, y)}
	}
	d50 := [3]int64{0xf6d6, 0x10000, 0xd32d}
	var target [3]*big.Rat
	for i, v := range d50 {
		target[i] = r(v, 1<<16)
	}
	white, red, green, blue := colour(0), colour(1), colour(2), colour(3)
	var m ratios
	for i := range 3 {
		m[i] = [3]*big.Rat{red[i], green[i], blue[i]}
	}
	amount := m.inverse().times(white)
	bradford := ratios{
		{r(8951, 10000), r(2664, 10000), r(-1614, 10000)},
		{r(-7502, 10000), r(17135, 10000), r(367, 10000)},
		{r(389, 10000), r(-685, 10000), r(10296, 10000)},
	}
	from, to, back := bradford.times(white), bradford.times(target), bradford.inverse()
	var out [3][3]int64
	rest := d50
	for i, primary := range [][3]*big.Rat{red, blue, green} {
		slot := [3]int{0, 2, 1}[i] // the rounding error goes to green, the greatest
		cone := bradford.times(primary)
		for k := range cone {
			cone[k].Mul(cone[k], amount[slot])
			cone[k].Mul(cone[k], new(big.Rat).Quo(to[k], from[k]))
		}
		for k, v := range back.times(cone) {
			n := v.Mul(v, r(1<<16, 1)).Add(v, r(1, 2))
			out[slot][k] = new(big.Int).Div(n.Num(), n.Denom()).Int64()
			if slot == 1 {
				out[slot][k] = rest[k]
			}
			rest[k] -= out[slot][k]
		}
	}
	return out
}

// ratios is a matrix of rational numbers, by rows.
type ratios [3][3]*big.Rat

func (m ratios) times(v [3]*big.Rat) (out [3]*big.Rat) {
	for i, row := range m {
		out[i] = new(big.Rat)
		for k, f := range row {
			out[i].Add(out[i], new(big.Rat).Mul(f, v[k]))
		}
	}
	return out
}

func (m ratios) inverse() (out ratios) {
	product := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
	minor := func(i, k int) *big.Rat {
		i1, i2, k1, k2 := (i+1)%3, (i+2)%3, (k+1)%3, (k+2)%3
		return new(big.Rat).Sub(product(m[i1][k1], m[i2][k2]), product(m[i1][k2], m[i2][k1]))
	}
	det := new(big.Rat)
	for k := range 3 {
		det.Add(det, product(m[0][k], minor(0, k)))
	}
	for i := range 3 {
		for k := range 3 {
			out[i][k] = new(big.Rat).Quo(minor(k, i), det)
		}
	}
	return out
}
