package icc

import "encoding/binary"

// Profiles that exist only in tests.

func gammaCurve(gamma uint16) []byte {
	return append([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01"), byte(gamma>>8), byte(gamma))
}

func paraCurve(kind byte, p ...float64) []byte {
	data := []byte{'p', 'a', 'r', 'a', 0, 0, 0, 0, 0, kind, 0, 0}
	for _, v := range p {
		data = binary.BigEndian.AppendUint32(data, uint32(int32(v*65536)))
	}
	return data
}

func matrixProfile(primaries [3][3]float64, trc []byte) *Profile {
	tags := []tagData{{"desc", description("test")}, {"cprt", text("none")}, {"wtpt", xyz([3]int64{0xf6d6, 0x10000, 0xd32d})}}
	for i, name := range []string{"rXYZ", "gXYZ", "bXYZ"} {
		var v [3]int64
		for k, f := range primaries[i] {
			v[k] = int64(float64(f*65536) + 0.5) // no fused multiply-add
		}
		tags = append(tags, tagData{name, xyz(v)})
	}
	for _, name := range []string{"rTRC", "gTRC", "bTRC"} {
		tags = append(tags, tagData{name, trc})
	}
	return build("mntrRGB XYZ ", tags)
}

var adobePrimaries = [3][3]float64{{0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087}, {0.14919, 0.06322, 0.74457}}

func adobeRGB() *Profile { return matrixProfile(adobePrimaries, gammaCurve(0x233)) }

func linearRGB() *Profile {
	return matrixProfile(adobePrimaries, []byte("curv\x00\x00\x00\x00\x00\x00\x00\x00"))
}

func displayP3() *Profile {
	return matrixProfile([3][3]float64{{0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}},
		paraCurve(3, 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045))
}

func gray22() *Profile {
	return build("mntrGRAYXYZ ", []tagData{{"desc", description("test")}, {"cprt", text("none")},
		{"wtpt", xyz([3]int64{0xf6d6, 0x10000, 0xd32d})}, {"kTRC", gammaCurve(0x233)}})
}

// layered is an RGB output profile of version 4 with mAB and mBA tables in Lab,
// all parts present: L* is the middle of the samples bent by a curve, a* and b*
// are differences. Neutral colours come back from it as they went in, which
// LittleCMS wants to see before it measures black as we do.
func layered() *Profile {
	be := binary.BigEndian
	curves := func(n int, c []byte) (out []byte) {
		for range n {
			out = append(out, c...)
		}
		return out
	}
	gridOf := func(points int, f func(x [3]float64) [3]float64) []byte {
		data := make([]byte, 20)
		data[0], data[1], data[2], data[16] = byte(points), byte(points), byte(points), 2
		var x [3]float64
		for i := range points * points * points {
			for k, d := range []int{points * points, points, 1} {
				x[k] = float64(i/d%points) / float64(points-1)
			}
			for _, y := range f(x) {
				data = be.AppendUint16(data, uint16(min(max(y, 0), 1)*65535))
			}
		}
		return data
	}
	table := func(kind string, b, m, mid, grid, a []byte) []byte {
		data := make([]byte, 32)
		copy(data, kind)
		data[8], data[9] = 3, 3
		for i, part := range [][]byte{b, m, mid, grid, a} {
			be.PutUint32(data[12+4*i:], uint32(len(data)))
			data = append(data, part...)
			for len(data)%4 != 0 {
				data = append(data, 0)
			}
		}
		return data
	}
	matrix := func(v ...float64) (out []byte) {
		for _, f := range v {
			out = be.AppendUint32(out, uint32(int32(f*65536)))
		}
		return out
	}
	straight := paraCurve(0, 1)
	a2b := table("mAB ", curves(3, straight),
		matrix(1, 0, 0, 0, 0.9, 0.1, 0.02, 0.1, 0.9, 0, 0.02, 0),
		curves(3, paraCurve(1, 1.1, 1, 0)),
		gridOf(9, func(x [3]float64) [3]float64 {
			return [3]float64{(x[0] + x[1] + x[2]) / 3, 0.5 + (x[0]-x[1])/3, 0.5 + (x[1]-x[2])/3}
		}), curves(3, paraCurve(0, 1.2)))
	b2a := table("mBA ", curves(3, paraCurve(0, 1.05)),
		matrix(1, 0, 0, 0, 1, -0.1, 0.01, 0, 0.9, 0, 0.0653, 0.0653),
		curves(3, straight),
		gridOf(11, func(x [3]float64) [3]float64 {
			return [3]float64{x[0] + x[1] - 0.5, x[0] - (x[1]-0.5)/2, x[0] - (x[2] - 0.5)}
		}), curves(3, paraCurve(0, 1/1.32/1.05)))
	p := build("prtrRGB Lab ", []tagData{{"desc", description("test")}, {"cprt", text("none")},
		{"wtpt", xyz([3]int64{0xf6d6, 0x10000, 0xd32d})}, {"A2B0", a2b}, {"A2B1", a2b}, {"B2A0", b2a}, {"B2A1", b2a}})
	p.Data[8], p.Data[9] = 4, 0x20
	p, err := Parse(p.Data)
	if err != nil {
		panic(err)
	}
	return p
}
