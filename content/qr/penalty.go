package qr

// Points of the features that make a code hard to read (ISO/IEC 18004:2015 table 11).
const (
	pointsRun    = 3  // five modules of one colour in line; 1 more for each further one
	pointsBlock  = 3  // 2 × 2 modules of one colour
	pointsFinder = 40 // 1:1:3:1:1 as in a finder pattern, with four light modules on a side
	pointsShare  = 10 // each full 5 % that the dark modules are off one half
)

// penalty returns the points of a masked code (ISO/IEC 18004:2015 7.8.3).
func penalty(rows [][]bool) int {
	n := len(rows)
	points, dark := 0, 0
	for i := range n {
		points += linePenalty(n, func(k int) bool { return rows[i][k] })
		points += linePenalty(n, func(k int) bool { return rows[k][i] })
		for k := range n {
			if rows[i][k] {
				dark++
			}
			if c := rows[i][k]; i > 0 && k > 0 && rows[i-1][k] == c && rows[i][k-1] == c && rows[i-1][k-1] == c {
				points += pointsBlock
			}
		}
	}
	off := 2*dark - n*n // twice the modules off one half
	return points + max(off, -off)*10/(n*n)*pointsShare
}

// linePenalty returns the points of a row or column of n modules. Beyond its ends
// is the quiet zone.
func linePenalty(n int, dark func(int) bool) int {
	at := func(k int) bool { return k >= 0 && k < n && dark(k) }
	points, run := 0, 0
	for k := range n {
		if k > 0 && dark(k) == dark(k-1) {
			run++
		} else {
			run = 1
		}
		switch {
		case run == 5:
			points += pointsRun
		case run > 5:
			points++
		}
	}
	finder := [7]bool{true, false, true, true, true, false, true}
	for k := 0; k+len(finder) <= n; k++ {
		match, before, after := true, true, true
		for i, c := range finder {
			match = match && dark(k+i) == c
		}
		if !match {
			continue
		}
		for i := range 4 {
			before = before && !at(k-1-i)
			after = after && !at(k+len(finder)+i)
		}
		if before || after {
			points += pointsFinder
		}
	}
	return points
}
