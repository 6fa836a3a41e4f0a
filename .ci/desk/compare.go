package desk

import (
	"fmt"
	"image"
	"math"
	"slices"
	"strings"
)

// Limits of what counts as the same drawing, chosen from what was measured when 1,023
// planted exchanges of TestPlanted and all glyphs of the samples were compared, at 3.26
// pixels a point. The least residue of an exchange, and the largest of a glyph that was
// the same:
//
//	9 pt      88 (竞竟)  45
//	10.5 pt  108 (竞竟)  50
//	12 pt    178 (竞竟)  72
//	13.75 pt 143 (竞竟)  70
//	15.75 pt 149 (竞竟)  80 (毫: Chromium draws a seam where outlines overlap)
const (
	// maxGround is the largest residue of a tile without glyphs, of 255: poppler draws
	// rules as whole pixels.
	maxGround = 90
	// maxMean is the largest difference of the mean colour of a cell or tile, of 255.
	maxMean = 14
	// maxInkMean is that of a picture in CMYK without a profile, for whose inks every
	// program has colours of its own: 43 was seen.
	maxInkMean = 60
)

// maxResidue returns the largest residue of a glyph of a size in pixels.
func maxResidue(size float64) float64 {
	return min(max(66+2.9*(size-29), 60), 110)
}

// tile is the side, in pixels, of the squares in which all that is no glyph is compared.
const tile = 24

// Difference is a place where two drawings of a page differ.
type Difference struct {
	Page    int
	What    string // the text of a glyph; picture or ground
	Line    string // of the glyph
	Size    float64
	Box     image.Rectangle // in pixels
	Residue float64
	Mean    float64
	Inks    bool // of a picture in CMYK
}

func (d Difference) String() string {
	return fmt.Sprintf("page %d at %v: %s (%g pt, in %q) differs by %.0f, in the mean by %.1f", d.Page, d.Box, d.What, d.Size, d.Line, d.Residue, d.Mean)
}

// cell is a part of a page that is compared on its own.
type cell struct {
	what, line string
	size       float64
	box        image.Rectangle
	inks       bool // of a picture in CMYK
}

// cellsOf returns the cells of the glyphs of a page, of the readings above them, and the
// boxes of its pictures. scale is pixels a point.
func cellsOf(items []Item, page int, scale float64) (glyphs, pictures []cell) {
	box := func(x, y, w, h float64) image.Rectangle {
		return image.Rect(int(math.Floor(x*scale)), int(math.Floor(y*scale)), int(math.Ceil((x+w)*scale)), int(math.Ceil((y+h)*scale)))
	}
	for i := range items {
		l := &items[i]
		if l.Page != page {
			continue
		}
		if l.Kind == "picture" {
			pictures = append(pictures, cell{what: "picture " + l.File, box: box(l.X, l.Y, l.Width, l.Height), inks: l.Inks})
			continue
		}
		add := func(text string, x, advance, size, up float64) {
			if strings.TrimSpace(text) == "" {
				return
			}
			r := box(x, l.Y-up-0.88*size, advance, size)
			if l.Turned { // x runs up the page, and up is to the left
				r = box(l.X-up-0.88*size, l.Y-(x-l.X)-advance, size, advance)
			}
			glyphs = append(glyphs, cell{what: text, line: l.Text, size: size, box: r})
		}
		for _, g := range l.Glyphs {
			size := l.Size
			if g.Size > 0 {
				size = g.Size
			}
			add(g.Text, g.X, g.Advance, size, g.Up)
		}
		for _, r := range l.Rubies {
			add(r.Text, r.X, r.Width, r.Size, r.Rise)
		}
	}
	return glyphs, pictures
}

// Compare compares two drawings of a page: every glyph of the dump by the largest
// residue in its cell, pictures by the colour of their tiles, and everything else by
// both. It returns what differs.
func Compare(items []Item, page int, scale float64, shown, printed *Drawing) []Difference {
	list := differences(items, page, scale, shown, printed, 40)
	return slices.DeleteFunc(list, func(d Difference) bool { return !d.excessive(scale) })
}

// excessive reports whether a difference is more than that of two ways to draw the same.
func (d *Difference) excessive(scale float64) bool {
	limit := float64(maxGround)
	if d.Line != "" {
		limit = maxResidue(d.Size * scale)
	}
	mean := float64(maxMean)
	if d.Inks {
		mean = maxInkMean
	}
	return d.Residue > limit || d.Mean > mean
}

// differences compares all parts of a page. A residue is not searched below enough.
func differences(items []Item, page int, scale float64, shown, printed *Drawing, enough float64) []Difference {
	if abs(shown.Width-printed.Width) > 1 || abs(shown.Height-printed.Height) > 1 {
		return []Difference{{Page: page, What: fmt.Sprintf("a page of %d × %d pixels is shown with %d × %d", printed.Width, printed.Height, shown.Width, shown.Height), Residue: 255}}
	}
	w, h := min(shown.Width, printed.Width), min(shown.Height, printed.Height)
	shown, printed = shown.Part(image.Rect(0, 0, w, h)), printed.Part(image.Rect(0, 0, w, h))
	a := newAligner(shown.luminance(), printed.luminance())
	glyphs, pictures := cellsOf(items, page, scale)
	covered := make([]bool, w*h)
	cover := func(r image.Rectangle) {
		r = r.Intersect(image.Rect(0, 0, w, h))
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				covered[y*w+x] = true
			}
		}
	}
	var list []Difference
	check := func(c cell, residue bool) {
		d := Difference{Page: page, What: c.what, Line: c.line, Size: c.size, Box: c.box, Inks: c.inks}
		if min(c.box.Dx(), c.box.Dy()) >= 8 { // less is a matter of a row of pixels
			d.Mean = meanDifference(shown, printed, c.box, image.Point{})
			if !residue { // a picture, which may lie a pixel or two beside
				for i := 0; i < 25 && d.Mean > maxMean/4; i++ {
					d.Mean = min(d.Mean, meanDifference(shown, printed, c.box, image.Pt(i%5-2, i/5-2)))
				}
			}
		}
		if residue {
			d.Residue = a.residue(c.box, enough)
		}
		list = append(list, d)
	}
	for _, c := range pictures {
		cover(c.box)
		c.box = c.box.Inset(3) // poppler begins pictures at whole pixels
		for y := c.box.Min.Y; y < c.box.Max.Y; y += tile {
			for x := c.box.Min.X; x < c.box.Max.X; x += tile {
				check(cell{what: c.what, inks: c.inks, box: image.Rect(x, y, x+tile, y+tile).Intersect(c.box)}, false)
			}
		}
	}
	for _, c := range glyphs {
		cover(c.box)
		check(c, true)
	}
	for y := 0; y < h; y += tile {
		for x := 0; x < w; x += tile {
			for _, r := range uncovered(covered, w, image.Rect(x, y, min(x+tile, w), min(y+tile, h))) {
				check(cell{what: "ground", box: r}, true)
			}
		}
	}
	return list
}

// uncovered returns a tile cut into rectangles of its rows that no cell covers.
func uncovered(covered []bool, w int, r image.Rectangle) []image.Rectangle {
	var list []image.Rectangle
	row := func(y int) (from, to int) {
		for x := r.Min.X; x < r.Max.X; x++ {
			if covered[y*w+x] {
				if from < to {
					return from, to
				}
				continue
			}
			if from == to {
				from = x
			}
			to = x + 1
		}
		return from, to
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		from, to := row(y)
		if from == to {
			continue
		}
		if n := len(list); n > 0 && list[n-1].Max.Y == y && list[n-1].Min.X == from && list[n-1].Max.X == to {
			list[n-1].Max.Y = y + 1
			continue
		}
		list = append(list, image.Rect(from, y, to, y+1))
	}
	return list
}

// meanDifference returns the largest difference of the mean of a channel; by is where
// the second drawing's part lies from the first's.
func meanDifference(a, b *Drawing, r image.Rectangle, by image.Point) float64 {
	whole := image.Rect(0, 0, a.Width, a.Height)
	r = r.Intersect(whole).Intersect(whole.Sub(by))
	if r.Empty() {
		return 0
	}
	var sum [3]int
	for y := r.Min.Y; y < r.Max.Y; y++ {
		at := 3 * (y*a.Width + r.Min.X)
		other := at + 3*(by.Y*a.Width+by.X)
		p, q := a.RGB[at:at+3*r.Dx()], b.RGB[other:other+3*r.Dx()]
		for i := 0; i < len(p); i += 3 {
			for c := range 3 {
				sum[c] += int(p[i+c]) - int(q[i+c])
			}
		}
	}
	most := 0
	for _, s := range sum {
		most = max(most, abs(s))
	}
	return float64(most) / float64(r.Dx()*r.Dy())
}
