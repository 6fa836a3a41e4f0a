package icc

// grid is a table of colours at the nodes of a grid; the last channel of the
// input changes fastest (ICC.1:2010 10.8).
type grid struct {
	in, out int
	points  [4]int
	table   []uint16
	device  bool // whether the input is a device colour
}

// apply replaces a colour by the interpolated value of the table. Device colours
// are interpolated in tetrahedra, so that the diagonal stays neutral, and the
// first of four channels linearly. In the connection space the neutral axis is
// not a diagonal, so that all corners of the cell are weighted.
func (g *grid) apply(v *vector) {
	var frac [4]int64
	var step [4]int
	base, stride := 0, g.out
	for i := g.in - 1; i >= 0; i-- {
		last := g.points[i] - 1
		pos := clamp1(v[i]) * int64(last)
		node := int(pos >> shift)
		frac[i] = pos & (one - 1)
		step[i] = stride
		if node >= last { // the end of the axis
			node, step[i] = last, 0
		}
		base += node * stride
		stride *= g.points[i]
	}
	var sum vector
	switch {
	case g.device && g.in == 3:
		g.tetrahedron(&sum, base, one, frac[:3], step[:3])
	case g.device && g.in == 4:
		g.tetrahedron(&sum, base, one-frac[0], frac[1:], step[1:])
		g.tetrahedron(&sum, base+step[0], frac[0], frac[1:], step[1:])
	default:
		g.corners(&sum, base, frac, step)
	}
	for k := range g.out {
		v[k] = clamp1((sum[k] + 32767) / 65535)
	}
}

func (g *grid) add(sum *vector, at int, weight int64) {
	for k := range g.out {
		sum[k] += weight * int64(g.table[at+k])
	}
}

// tetrahedron adds the weighted corners of the tetrahedron that the colour is
// in: from one corner of the cell to the opposite one, along the axes in
// descending order of their fractions.
func (g *grid) tetrahedron(sum *vector, at int, weight int64, frac []int64, step []int) {
	a, b, c := 0, 1, 2
	if frac[a] < frac[b] {
		a, b = b, a
	}
	if frac[b] < frac[c] {
		b, c = c, b
	}
	if frac[a] < frac[b] {
		a, b = b, a
	}
	g.add(sum, at, mul(weight, one-frac[a]))
	at += step[a]
	g.add(sum, at, mul(weight, frac[a]-frac[b]))
	at += step[b]
	g.add(sum, at, mul(weight, frac[b]-frac[c]))
	at += step[c]
	g.add(sum, at, mul(weight, frac[c]))
}

func (g *grid) corners(sum *vector, base int, frac [4]int64, step [4]int) {
	for corner := range 1 << g.in {
		at, weight := base, int64(one)
		for i := range g.in {
			if corner>>i&1 != 0 {
				at += step[i]
				weight = mul(weight, frac[i])
			} else {
				weight = mul(weight, one-frac[i])
			}
		}
		g.add(sum, at, weight)
	}
}
