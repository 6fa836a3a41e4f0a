package icc

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// Transform converts colours from one space to another. It may be used by
// several goroutines at once.
type Transform struct {
	in, out int

	same   bool      // the profiles are equal: samples are copied
	grays  [][4]byte // output colour of each gray level
	shaper *shaper   // between profiles of primaries or gray curves
	link   *link     // between all others
}

// New returns the transform from one profile to another. The intent is
// perceptual if both profiles have perceptual tables that differ from the
// colorimetric ones, else relative colorimetric with black point compensation.
// Building a transform takes up to some tenths of a second; callers should reuse
// it.
func New(from, to *Profile) (*Transform, error) {
	return newTransform(from, to, linkPoints3, linkPoints4)
}

func newTransform(from, to *Profile, points3, points4 int) (*Transform, error) {
	if from == nil || to == nil {
		return nil, errors.New("no profile")
	}
	t := &Transform{in: from.Space.Channels(), out: to.Space.Channels()}
	if bytes.Equal(from.Data, to.Data) {
		t.same = true
		return t, nil
	}
	c, err := connect(from, to)
	if err != nil {
		return nil, err
	}
	switch {
	case from.Space == Gray:
		t.grays = make([][4]byte, 256)
		for g := range t.grays {
			v := vector{from8(uint8(g))}
			c.whole.apply(&v)
			for k := range t.out {
				t.grays[g][k] = to8(v[k])
			}
		}
	case t.direct(c):
	case t.in == 3:
		t.link = newLink(c.whole, 3, t.out, points3)
	default:
		t.link = newLink(c.whole, 4, t.out, points4)
	}
	return t, nil
}

// connected is a conversion from one device space to another, with its paths.
type connected struct {
	whole, source, target path
	black                 compensation
}

func connect(from, to *Profile) (c connected, err error) {
	i := colorimetric
	if from.perceptual("A2B") && to.perceptual("B2A") {
		i = perceptual
	}
	c.source, err = from.toPCS(i)
	if err != nil {
		return c, fmt.Errorf("%s profile: %w", from.Space, err)
	}
	c.target, err = to.fromPCS(i)
	if err != nil {
		return c, fmt.Errorf("%s profile: %w", to.Space, err)
	}
	if i == colorimetric || from.Version[0] != to.Version[0] {
		if c.black, err = compensate(from, to, i); err != nil {
			return c, err
		}
	} else {
		c.black = compensation{scale: one}
	}
	c.whole = path{first: c.source.first, linear: c.source.linear}
	c.whole.stages = append(c.whole.stages, c.source.stages...)
	c.whole.stages = append(c.whole.stages, c.black)
	if c.target.first != nil {
		c.whole.stages = append(c.whole.stages, c.target.first)
	}
	c.whole.stages = append(c.whole.stages, c.target.stages...)
	return c, nil
}

func to8(v int64) byte { return byte((clamp1(v)*255 + one/2) >> shift) }

// Convert converts pixels of 8-bit samples. Src holds n pixels with the channels
// of the source; dst must have room for n pixels of the target. In CMYK, 0
// stands for no ink.
func (t *Transform) Convert(dst, src []byte) {
	n := len(src) / t.in
	src, dst = src[:n*t.in], dst[:n*t.out]
	switch {
	case t.same:
		copy(dst, src)
	case t.grays != nil:
		for i, g := range src {
			copy(dst[i*t.out:(i+1)*t.out], t.grays[g][:t.out])
		}
	case t.shaper != nil:
		t.shaper.convert(dst, src)
	default:
		t.link.convert(dst, src, t.in)
	}
}

// compensation is black point compensation: a linear map in XYZ from the
// source's black to the target's that keeps white (ISO 18619).
type compensation struct{ scale int64 }

func (c compensation) apply(v *vector) {
	if c.scale == one {
		return
	}
	for i := range 3 {
		v[i] = white[i] + mul(v[i]-white[i], c.scale)
	}
}

func compensate(from, to *Profile, i intent) (compensation, error) {
	a, err := from.black(i)
	if err != nil {
		return compensation{}, err
	}
	b, err := to.black(i)
	if err != nil {
		return compensation{}, err
	}
	return compensation{scale: ((one-b)<<shift + (one-a)/2) / (one - a)}, nil
}

// referenceBlack is Y of the perceptual black point of version 4 (ICC.1:2010
// 6.3.3: 0.0034731).
const referenceBlack = one * 34731 / 10000000

// black returns Y of the darkest neutral colour of a device, limited to that of
// L* 50 (ISO 18619). For inks that is the colour that the profile itself prints
// for black, not all inks in one place.
func (p *Profile) black(i intent) (int64, error) {
	if i == perceptual && p.Version[0] == 4 {
		return referenceBlack, nil
	}
	var v vector
	if p.Space == CMYK {
		v = vector{one, one, one, one}
		if p.Class == "prtr" && p.has("B2A0") {
			back, err := p.fromPCS(perceptual)
			if err != nil {
				return 0, err
			}
			v = vector{}
			back.apply(&v)
		}
	}
	there, err := p.toPCS(colorimetric)
	if err != nil {
		return 0, err
	}
	there.apply(&v)
	return clamp(v[1], 0, light(66*one/116)), nil
}

// shaper converts through linear light: curves, one matrix, curves.
type shaper struct {
	parts [3][3][256]int64 // contribution of each source sample to each target channel's light, with 48 fractional bits
	out   [][]byte         // target samples by 16 bits of light
}

// direct sets up a shaper if both profiles have primaries or gray curves and no
// tables, and reports whether it did.
func (t *Transform) direct(c connected) bool {
	source, target, black := c.source, c.target, c.black
	if len(source.stages) != 1 || len(target.stages) != 2 || source.first == nil {
		return false
	}
	from, ok := source.stages[0].(matrix)
	inv, ok2 := target.stages[1].(inverses)
	if !ok || !ok2 {
		return false
	}
	var back matrix
	switch s := target.stages[0].(type) {
	case matrix:
		back = s
	case lightGray:
		if s.lab {
			return false
		}
		back.m[1] = 1 << 16
	default:
		return false
	}
	s := &shaper{}
	for row := range len(inv) {
		for k := range 3 {
			sum := int64(0)
			for j := range 3 {
				sum += back.m[3*row+j] * from.m[3*j+k] >> 4 // 28 fractional bits
			}
			m := clamp(mul(clamp(sum>>4, -1<<36, 1<<36), black.scale), -1<<36, 1<<36)
			for v := range 256 {
				s.parts[row][k][v] = m * source.first[k].at(from8(uint8(v)))
			}
		}
		add := int64(0)
		for j := range 3 {
			add += back.m[3*row+j] * (white[j] - mul(white[j], black.scale)) >> 16
		}
		for v := range 256 {
			s.parts[row][0][v] += clamp(add, -1<<36, 1<<36)<<shift + one/2
		}
	}
	for k, c := range inv {
		if k > 0 && slices.Equal(c.y, inv[k-1].y) {
			s.out = append(s.out, s.out[k-1])
			continue
		}
		table := make([]byte, 1<<16)
		for y := range table {
			table[y] = to8(c.at(from16(uint16(y))))
		}
		s.out = append(s.out, table)
	}
	t.shaper = s
	return true
}

func (s *shaper) convert(dst, src []byte) {
	n := len(s.out)
	for k, table := range s.out {
		parts := &s.parts[k]
		for i, at := 0, k; i+3 <= len(src); i, at = i+3, at+n {
			y := (parts[0][src[i]] + parts[1][src[i+1]] + parts[2][src[i+2]]) >> shift
			dst[at] = table[to16(y)]
		}
	}
}
