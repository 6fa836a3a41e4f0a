package icc

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// readLayered reads the tables of version 4: curves A, grid, curves M, matrix
// and curves B on the path to the connection space, the reverse on the path from
// it (ICC.1:2010 10.10, 10.11). Absent elements are the identity.
func readLayered(data []byte, toPCS bool) (path, error) {
	l, err := readLayers(data, toPCS)
	if err != nil {
		return path{}, err
	}
	order := [][]stage{l.a, l.grid, l.m, l.matrix, l.b}
	if !toPCS {
		slices.Reverse(order)
	}
	t := path{stages: slices.Concat(order...)}
	if len(t.stages) > 0 {
		if first, ok := t.stages[0].(curves); ok {
			t.first, t.stages = first, t.stages[1:]
		}
	}
	t.linear = toPCS && l.grid == nil && l.matrix != nil
	return t, nil
}

// layers holds the elements of a table of version 4; an absent one has no stage.
type layers struct{ a, grid, m, matrix, b []stage }

func readLayers(data []byte, toPCS bool) (l layers, err error) {
	in, out := int(data[8]), int(data[9])
	device, pcs := in, out
	if !toPCS {
		device, pcs = out, in
	}
	offset := func(i int) uint32 { return binary.BigEndian.Uint32(data[12+4*i:]) }
	if l.b, err = curveStage(data, offset(0), pcs); err != nil {
		return l, err
	}
	m, err := readMatrix(data, offset(1))
	if err != nil {
		return l, err
	}
	if m != nil {
		l.matrix = []stage{*m, clip{}}
	}
	if l.m, err = curveStage(data, offset(2), pcs); err != nil {
		return l, err
	}
	g, err := readGrid(data, offset(3), in, out)
	if err != nil {
		return l, err
	}
	if g != nil {
		l.grid = []stage{g}
	}
	if l.a, err = curveStage(data, offset(4), device); err != nil {
		return l, err
	}
	if g == nil && (in != out || l.a != nil) {
		return l, errors.New("the grid is missing")
	}
	return l, nil
}

// curveStage reads the curves at an offset; offset 0 stands for none.
func curveStage(data []byte, at uint32, count int) ([]stage, error) {
	if at == 0 {
		return nil, nil
	}
	c, err := readCurves(data, at, count)
	if err != nil || c == nil {
		return nil, err
	}
	return []stage{c}, nil
}

// readCurves reads consecutive curves, each of which begins at a multiple of
// four bytes.
func readCurves(data []byte, at uint32, count int) (curves, error) {
	var list curves
	for range count {
		if uint64(at) > uint64(len(data)) {
			return nil, errors.New("curves are outside the tag")
		}
		c, size, err := readCurve(data[at:])
		if err != nil {
			return nil, err
		}
		list = append(list, c)
		at += uint32(size+3) &^ 3
	}
	return list, nil
}

func readMatrix(data []byte, at uint32) (*matrix, error) {
	if at == 0 {
		return nil, nil
	}
	if uint64(at)+48 > uint64(len(data)) {
		return nil, errors.New("the matrix is outside the tag")
	}
	m := new(matrix)
	for i := range m.m {
		m.m[i] = s15Fixed16(data[int(at)+4*i:])
	}
	for i := range m.add {
		m.add[i] = s15Fixed16(data[int(at)+36+4*i:]) << (shift - 16)
	}
	return m, nil
}

func readGrid(data []byte, at uint32, in, out int) (*grid, error) {
	if at == 0 {
		return nil, nil
	}
	if uint64(at)+20 > uint64(len(data)) {
		return nil, errors.New("the grid is outside the tag")
	}
	body := data[at:]
	g := &grid{in: in, out: out}
	nodes := out
	for i := range in {
		g.points[i] = int(body[i])
		if body[i] < 2 {
			return nil, fmt.Errorf("invalid number of grid points: %d", body[i])
		}
		if nodes *= int(body[i]); nodes > len(data) {
			return nil, errors.New("the grid is truncated")
		}
	}
	width := int(body[16])
	if width != 1 && width != 2 {
		return nil, fmt.Errorf("invalid size of grid samples: %d bytes", width)
	}
	if 20+width*nodes > len(body) {
		return nil, errors.New("the grid is truncated")
	}
	g.table = samples(body[20:20+width*nodes], width)
	return g, nil
}
