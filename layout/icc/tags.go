package icc

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// vector is a colour between stages: as many fixed-point numbers as its space
// has channels.
type vector [4]int64

// stage is a step of a path.
type stage interface{ apply(v *vector) }

type curves []curve

func (c curves) apply(v *vector) {
	for i := range c {
		v[i] = c[i].at(clamp1(v[i]))
	}
}

// matrix is an affine map. Its factors have 16 fractional bits; its offsets are
// fixed-point numbers.
type matrix struct {
	m   [9]int64
	add [3]int64
}

func (m matrix) apply(v *vector) {
	x, y, z := v[0], v[1], v[2]
	for i := range 3 {
		v[i] = (m.m[3*i]*x+m.m[3*i+1]*y+m.m[3*i+2]*z+1<<15)>>16 + m.add[i]
	}
}

type clip struct{}

func (clip) apply(v *vector) {
	for i := range v {
		v[i] = clamp1(v[i])
	}
}

// path is a conversion from a device space to the connection space or back. The
// curves that it begins with are kept separate, since they can be applied
// exactly outside a grid. The connection space is always XYZ, with Y = 1 for the
// white of the medium, also for profiles that use Lab.
type path struct {
	first  curves // nil: none
	stages []stage
	linear bool // whether values after first are linear light
}

func (p path) apply(v *vector) {
	if p.first != nil {
		p.first.apply(v)
	}
	p.rest(v)
}

func (p path) rest(v *vector) {
	for _, s := range p.stages {
		s.apply(v)
	}
}

type intent uint8

const (
	perceptual intent = iota
	colorimetric
)

// table returns the name of the table for an intent; "" if there is none
// (ICC.1:2010 9.1: the perceptual table is used in place of missing ones).
func (p *Profile) table(direction string, i intent) string {
	names := []string{direction + "0", direction + "1"}
	if i == colorimetric {
		names[0], names[1] = names[1], names[0]
	}
	for _, name := range names {
		if p.has(name) {
			return name
		}
	}
	return ""
}

// perceptual reports whether the profile has a perceptual table that differs
// from the colorimetric one.
func (p *Profile) perceptual(direction string) bool {
	at, ok := p.tags[direction+"0"]
	other, both := p.tags[direction+"1"]
	return ok && (!both || at != other)
}

// toPCS returns the path from the device space to the connection space.
func (p *Profile) toPCS(i intent) (path, error) {
	if name := p.table("A2B", i); name != "" {
		return p.readTable(name, true)
	}
	switch p.Space {
	case Gray:
		c, _, err := readCurve(p.tag("kTRC"))
		if err != nil {
			return path{}, fmt.Errorf("kTRC: %w", err)
		}
		return path{first: curves{c}, stages: []stage{grayLight{lab: p.lab}}, linear: !p.lab}, nil
	case RGB:
		trc, m, err := p.shaper()
		if err != nil {
			return path{}, err
		}
		return path{first: trc, stages: []stage{m}, linear: true}, nil
	}
	return path{}, errors.New("the table from inks to colours (A2B0) is missing")
}

// fromPCS returns the path from the connection space to the device space.
// Without a table, results may be outside 0…1.
func (p *Profile) fromPCS(i intent) (path, error) {
	if name := p.table("B2A", i); name != "" {
		return p.readTable(name, false)
	}
	switch p.Space {
	case Gray:
		c, _, err := readCurve(p.tag("kTRC"))
		if err != nil {
			return path{}, fmt.Errorf("kTRC: %w", err)
		}
		inv, err := c.inverse()
		if err != nil {
			return path{}, fmt.Errorf("kTRC: %w", err)
		}
		return path{stages: []stage{lightGray{lab: p.lab}, inverses{inv}}}, nil
	case RGB:
		trc, m, err := p.shaper()
		if err != nil {
			return path{}, err
		}
		back, err := m.inverse()
		if err != nil {
			return path{}, err
		}
		var inv inverses
		for _, c := range trc {
			one, err := c.inverse()
			if err != nil {
				return path{}, err
			}
			inv = append(inv, one)
		}
		return path{stages: []stage{back, inv}}, nil
	}
	return path{}, errors.New("the table from colours to inks (B2A0) is missing")
}

type inverses []inverse

func (c inverses) apply(v *vector) {
	for i := range c {
		v[i] = c[i].at(v[i])
	}
}

// shaper reads the curves and the primaries of an RGB profile (ICC.1:2010 8.3.3).
func (p *Profile) shaper() (curves, matrix, error) {
	var trc curves
	var m matrix
	if p.lab {
		return nil, m, errors.New("RGB primaries with Lab as connection space")
	}
	for i, name := range []string{"r", "g", "b"} {
		c, _, err := readCurve(p.tag(name + "TRC"))
		if err != nil {
			return nil, m, fmt.Errorf("%sTRC: %w", name, err)
		}
		trc = append(trc, c)
		data := p.tag(name + "XYZ")
		if len(data) < 20 || string(data[:4]) != "XYZ " {
			return nil, m, fmt.Errorf("%sXYZ is missing or truncated", name)
		}
		for k := range 3 {
			v := s15Fixed16(data[8+4*k:])
			if v < -4<<16 || v > 4<<16 {
				return nil, m, fmt.Errorf("%sXYZ is not a valid colour", name)
			}
			m.m[3*k+i] = v
		}
	}
	return trc, m, nil
}

// inverse returns the inverse of m, which must have no offsets. Its factors are
// limited to ±2^14.
func (m matrix) inverse() (matrix, error) {
	a := m.m
	minor := func(i, j, k, l int) int64 { return a[i]*a[l] - a[j]*a[k] } // 32 fractional bits
	cof := [9]int64{
		minor(4, 5, 7, 8), minor(2, 1, 8, 7), minor(1, 2, 4, 5),
		minor(5, 3, 8, 6), minor(0, 2, 6, 8), minor(2, 0, 5, 3),
		minor(3, 4, 6, 7), minor(1, 0, 7, 6), minor(0, 1, 3, 4),
	}
	det := (a[0]*(cof[0]>>4) + a[1]*(cof[3]>>4) + a[2]*(cof[6]>>4)) >> 12 // 32 fractional bits
	if abs(det) < 1<<16 {
		return matrix{}, errors.New("the primaries are collinear")
	}
	var out matrix
	for i, c := range cof {
		out.m[i] = clamp((c<<16)/det, -1<<30, 1<<30)
	}
	return out, nil
}

// readTable reads a tag with tables, in either direction.
func (p *Profile) readTable(name string, toPCS bool) (path, error) {
	data := p.tag(name)
	if len(data) < 32 {
		return path{}, fmt.Errorf("%s is truncated", name)
	}
	in, out := int(data[8]), int(data[9])
	wantIn, wantOut := p.Space.Channels(), 3
	if !toPCS {
		wantIn, wantOut = wantOut, wantIn
	}
	if in != wantIn || out != wantOut {
		return path{}, fmt.Errorf("%s converts %d samples to %d", name, in, out)
	}
	var t path
	var err error
	legacy := false
	switch kind := string(data[:4]); {
	case kind == "mft1" || kind == "mft2":
		t, err = readPlain(data, p.lab || toPCS)
		legacy = kind == "mft2"
	case kind == "mAB " && toPCS:
		t, err = readLayered(data, true)
	case kind == "mBA " && !toPCS:
		t, err = readLayered(data, false)
	default:
		err = fmt.Errorf("unknown type of table: %q", kind)
	}
	if err != nil {
		return path{}, fmt.Errorf("%s: %w", name, err)
	}
	code := connection{lab: p.lab, legacy: legacy}
	if toPCS {
		for _, s := range t.stages {
			if g, ok := s.(*grid); ok {
				g.device = true
			}
		}
		t.stages = append(t.stages, decode{code})
		return t, nil
	}
	stages := []stage{encode{code}}
	if t.first != nil {
		stages = append(stages, t.first)
	}
	return path{stages: append(stages, t.stages...)}, nil
}

// readPlain reads tables of 8 or 16 bits: curves, grid, curves, and for XYZ a
// matrix before them (ICC.1:2010 10.8, 10.9).
func readPlain(data []byte, noMatrix bool) (path, error) {
	in, out, points := int(data[8]), int(data[9]), int(data[10])
	width, before, after, at := 1, 256, 256, 48
	if data[3] == '2' {
		if len(data) < 52 {
			return path{}, errors.New("truncated")
		}
		width, before, after, at = 2, int(binary.BigEndian.Uint16(data[48:])), int(binary.BigEndian.Uint16(data[50:])), 52
		if before < 2 || after < 2 || before > 4096 || after > 4096 {
			return path{}, fmt.Errorf("invalid numbers of curve points: %d and %d", before, after)
		}
	}
	if points < 2 {
		return path{}, fmt.Errorf("invalid number of grid points: %d", points)
	}
	nodes := out
	for range in {
		if nodes *= points; nodes > len(data) {
			return path{}, errors.New("the grid is truncated")
		}
	}
	if at+width*(in*before+nodes+out*after) > len(data) {
		return path{}, errors.New("the tables are truncated")
	}
	take := func(n int) []uint16 {
		part := data[at : at+width*n]
		at += width * n
		return samples(part, width)
	}
	var t path
	if !noMatrix {
		var m matrix
		for i := range m.m {
			m.m[i] = s15Fixed16(data[12+4*i:])
		}
		t.stages = append(t.stages, m, clip{})
	}
	var first, last curves
	for range in {
		first = append(first, curve{table: take(before)})
	}
	g := &grid{in: in, out: out, table: take(nodes)}
	for i := range in {
		g.points[i] = points
	}
	for range out {
		last = append(last, curve{table: take(after)})
	}
	if noMatrix {
		t.first = first
	} else {
		t.stages = append(t.stages, first)
	}
	t.stages = append(t.stages, g, last)
	return t, nil
}

// samples returns samples of one or two bytes as 16-bit values.
func samples(data []byte, width int) []uint16 {
	if width == 2 {
		return words(data)
	}
	w := make([]uint16, len(data))
	for i, b := range data {
		w[i] = uint16(b) * 257
	}
	return w
}
