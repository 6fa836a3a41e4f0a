package icc

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// readLayered reads the tables of version 4: curves A, grid, curves M, matrix and
// curves B on the way to the connection space, the reverse on the way back
// (ICC.1:2010 10.10, 10.11). Absent parts change nothing.
func readLayered(data []byte, toPCS bool) (path, error) {
	in, out := int(data[8]), int(data[9])
	device, pcs := in, out
	if !toPCS {
		device, pcs = out, in
	}
	offset := func(i int) uint32 { return binary.BigEndian.Uint32(data[12+4*i:]) }
	read := func(at uint32, count int) (curves, error) {
		if at == 0 {
			return nil, nil
		}
		return readCurves(data, at, count)
	}
	b, err := read(offset(0), pcs)
	if err != nil {
		return path{}, err
	}
	m, err := readMatrix(data, offset(1))
	if err != nil {
		return path{}, err
	}
	mid, err := read(offset(2), pcs)
	if err != nil {
		return path{}, err
	}
	g, err := readGrid(data, offset(3), in, out)
	if err != nil {
		return path{}, err
	}
	a, err := read(offset(4), device)
	if err != nil {
		return path{}, err
	}
	if g == nil && (in != out || a != nil) {
		return path{}, errors.New("the grid is missing")
	}
	var stages []stage
	add := func(c curves) {
		if c != nil {
			stages = append(stages, c)
		}
	}
	matrixStage := func() {
		if m != nil {
			stages = append(stages, *m, clip{})
		}
	}
	if toPCS {
		add(a)
		if g != nil {
			stages = append(stages, g)
		}
		add(mid)
		matrixStage()
		add(b)
	} else {
		add(b)
		matrixStage()
		add(mid)
		if g != nil {
			stages = append(stages, g)
		}
		add(a)
	}
	t := path{stages: stages}
	if len(stages) > 0 {
		if first, ok := stages[0].(curves); ok {
			t.first, t.stages = first, stages[1:]
		}
	}
	if toPCS && g == nil && m != nil {
		t.linear = true
	}
	return t, nil
}

// readCurves reads curves that follow each other, each on a multiple of four.
func readCurves(data []byte, at uint32, count int) (curves, error) {
	var list curves
	for range count {
		if uint64(at) > uint64(len(data)) {
			return nil, errors.New("curves lie outside of the tag")
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
		return nil, errors.New("the matrix lies outside of the tag")
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
		return nil, errors.New("the grid lies outside of the tag")
	}
	body := data[at:]
	g := &grid{in: in, out: out}
	nodes := out
	for i := range in {
		g.points[i] = int(body[i])
		if body[i] < 2 {
			return nil, fmt.Errorf("a grid of %d points", body[i])
		}
		if nodes *= int(body[i]); nodes > len(data) {
			return nil, errors.New("the grid is cut short")
		}
	}
	width := int(body[16])
	if width != 1 && width != 2 {
		return nil, fmt.Errorf("a grid of %d bytes a sample", width)
	}
	if 20+width*nodes > len(body) {
		return nil, errors.New("the grid is cut short")
	}
	g.table = samples(body[20:20+width*nodes], width)
	return g, nil
}
