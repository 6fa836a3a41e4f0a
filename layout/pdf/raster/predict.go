package raster

import (
	"encoding/binary"

	"jianbao/layout/pdf/raster/deflate"
)

// The filters of PNG rows (ISO/IEC 15948 9.2), which PDF's predictor 15 takes
// back (ISO 32000-1 7.4.4.4).
const (
	filterNone = iota
	filterSub
	filterUp
	filterAverage
	filterPaeth
	filters
)

// A band is judged by windows of its rows.
const (
	judgeWindow = 64
	judged      = 8 << 10 // bytes, about
)

// A band whose differences have less than half of one on average is not a photo
// but a drawing: what counts there is how its rows repeat, which only deflating shows.
// Rows of about triedSize bytes are tried.
const triedSize = 16 << 10

// predictor puts the rows of a band under one filter. Rows that each have their
// own deflate to as many bytes, and take longer to choose for.
type predictor struct {
	bpp     int // bytes of a pixel
	size    int // of a row
	encoder *deflate.Encoder

	tried, coded []byte
}

// predict appends the rows, before each the number of the filter. above is the
// row before the first, of zeros where there is none.
func (p *predictor) predict(dst, rows, above []byte) []byte {
	return p.under(p.choose(rows, above), dst, rows, above)
}

// under appends the rows under a filter.
func (p *predictor) under(filter int, dst, rows, above []byte) []byte {
	at := len(dst)
	dst = resize(dst, at+len(rows)/p.size*(p.size+1))
	for ; len(rows) > 0; rows = rows[p.size:] {
		row := rows[:p.size]
		dst[at] = byte(filter)
		p.row(filter, dst[at+1:at+1+p.size], row, above)
		at += 1 + p.size
		above = row
	}
	return dst
}

// row puts one row under a filter. The pixels before a row are of zeros.
func (p *predictor) row(filter int, dst, row, above []byte) {
	n := p.bpp
	for i, v := range row[:n] {
		dst[i] = v - predicted(filter, 0, above[i], 0)
	}
	differences(filter, dst[n:], row[n:], neighbours{row[:len(row)-n], above[n:], above})
}

// choose returns the filter whose differences, taken as signed bytes, add up to
// the least: the usual heuristic (ISO/IEC 15948 12.8), for a band.
func (p *predictor) choose(rows, above []byte) int {
	windows := judged / judgeWindow
	step := max(judgeWindow, len(rows)/windows) | 1 // not always the same columns
	var sum [filters]int
	var differ [judgeWindow]byte
	looked := 0
	for at := 0; at < len(rows); at += step {
		y, x := at/p.size, at%p.size
		from, to := max(x, p.bpp), min(x+judgeWindow, p.size)
		if from >= to {
			continue
		}
		row, over := rows[y*p.size:][:p.size], above
		if y > 0 {
			over = rows[(y-1)*p.size:][:p.size]
		}
		for f := range sum {
			d := differ[:to-from]
			differences(f, d, row[from:to], neighbours{row[from-p.bpp:], over[from:to], over[from-p.bpp:]})
			for _, v := range d {
				sum[f] += abs(int(int8(v)))
			}
		}
		looked += to - from
	}
	best := filterNone
	for f := range sum {
		if sum[f] < sum[best] {
			best = f
		}
	}
	if 2*sum[best] < looked {
		return p.try(rows, above)
	}
	return best
}

// try returns the filter under which some rows deflate best.
func (p *predictor) try(rows, above []byte) int {
	n := len(rows) / p.size
	some := min(n, triedSize/p.size+1)
	if first := (n - some) / 2; first > 0 {
		above, rows = rows[(first-1)*p.size:][:p.size], rows[first*p.size:]
	}
	rows = rows[:some*p.size]
	best, least := filterNone, 0
	for f := range filters {
		p.tried = p.under(f, p.tried[:0], rows, above)
		p.coded = p.encoder.Append(p.coded[:0], p.tried, true)
		if f == 0 || len(p.coded) < least {
			best, least = f, len(p.coded)
		}
	}
	return best
}

// Eight bytes in a word, or four that have 16 bits each.
const (
	highBits = 0x8080_8080_8080_8080
	lowBytes = 0x00ff_00ff_00ff_00ff
	highest  = 0x8000_8000_8000_8000
)

// neighbours are the bytes to the left of others, above them, and above to the left.
type neighbours struct{ left, up, corner []byte }

// differences sets dst to what a filter leaves of the bytes in here.
func differences(filter int, dst, here []byte, by neighbours) {
	if filter == filterNone {
		copy(dst, here)
		return
	}
	n := len(here)
	dst, left, up, corner := dst[:n], by.left[:n], by.up[:n], by.corner[:n]
	i := 0
	load := binary.LittleEndian.Uint64
	switch filter {
	case filterSub:
		for ; i+8 <= n; i += 8 {
			binary.LittleEndian.PutUint64(dst[i:], minus(load(here[i:]), load(left[i:])))
		}
	case filterUp:
		for ; i+8 <= n; i += 8 {
			binary.LittleEndian.PutUint64(dst[i:], minus(load(here[i:]), load(up[i:])))
		}
	case filterAverage:
		for ; i+8 <= n; i += 8 {
			l, u := load(left[i:]), load(up[i:])
			mean := l&u + (l^u)&^(highBits>>7)>>1
			binary.LittleEndian.PutUint64(dst[i:], minus(load(here[i:]), mean))
		}
	case filterPaeth:
		for ; i+8 <= n; i += 8 {
			l, u, c := load(left[i:]), load(up[i:]), load(corner[i:])
			near := paeths(l&lowBytes, u&lowBytes, c&lowBytes)
			near |= paeths(l>>8&lowBytes, u>>8&lowBytes, c>>8&lowBytes) << 8
			binary.LittleEndian.PutUint64(dst[i:], minus(load(here[i:]), near))
		}
	}
	for ; i < n; i++ {
		dst[i] = here[i] - predicted(filter, left[i], up[i], corner[i])
	}
}

// minus subtracts bytes from bytes.
func minus(a, b uint64) uint64 {
	return (a | highBits - b&^highBits) ^ (a^^b)&highBits
}

// paeths are four of paeth, in other words: between the two neighbours the corner
// is nearest to left + up - corner, but if it lies in the third next to one of
// them, the other one is; and so it is outside of them.
func paeths(left, up, corner uint64) uint64 {
	swap := (left ^ up) & whole((left|highest)-up)
	low, high := left^swap, up^swap
	sum, thrice := left+up, 3*corner
	near := corner ^ (corner^low)&whole((thrice|highest)-(sum+high))
	return near ^ (near^high)&whole(((sum+low)|highest)-thrice)
}

// whole returns all bits of a byte where the highest of the sixteen is set.
func whole(v uint64) uint64 { return v >> 15 & (lowBytes / 255) * 255 }

// predicted returns the byte that a filter expects.
func predicted(filter int, left, up, corner byte) byte {
	switch filter {
	case filterSub:
		return left
	case filterUp:
		return up
	case filterAverage:
		return byte((int(left) + int(up)) / 2)
	case filterPaeth:
		return paeth(int(left), int(up), int(corner))
	}
	return 0
}

// paeth returns the neighbour nearest to left + up - corner.
func paeth(left, up, corner int) byte {
	toLeft, toUp := abs(up-corner), abs(left-corner)
	toCorner := abs(left + up - 2*corner)
	if toLeft <= toUp && toLeft <= toCorner {
		return byte(left)
	}
	if toUp <= toCorner {
		return byte(up)
	}
	return byte(corner)
}

func abs(v int) int {
	if v < 0 {
		return -v
	}
	return v
}
