package desk

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math"
	"os/exec"
	"strconv"
)

// Drawing is a page as pixels, three bytes each, row by row.
type Drawing struct {
	Width, Height int
	RGB           []uint8
}

// DecodePNG reads a screenshot.
func DecodePNG(data []byte) (*Drawing, error) {
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	b := m.Bounds()
	flat := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(flat, flat.Rect, m, b.Min, draw.Src)
	d := &Drawing{Width: b.Dx(), Height: b.Dy(), RGB: make([]uint8, 0, 3*b.Dx()*b.Dy())}
	for i := 0; i < len(flat.Pix); i += 4 {
		d.RGB = append(d.RGB, flat.Pix[i], flat.Pix[i+1], flat.Pix[i+2])
	}
	return d, nil
}

// PNG returns the drawing as a file.
func (d *Drawing) PNG() []byte {
	m := image.NewNRGBA(image.Rect(0, 0, d.Width, d.Height))
	for i := range d.Width * d.Height {
		copy(m.Pix[4*i:], d.RGB[3*i:3*i+3])
		m.Pix[4*i+3] = 255
	}
	var out bytes.Buffer
	png.Encode(&out, m) // a buffer takes everything
	return out.Bytes()
}

// Part returns a part of a drawing.
func (d *Drawing) Part(r image.Rectangle) *Drawing {
	r = r.Intersect(image.Rect(0, 0, d.Width, d.Height))
	if r.Dx() == d.Width && r.Dy() == d.Height {
		return d
	}
	c := &Drawing{Width: r.Dx(), Height: r.Dy()}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		c.RGB = append(c.RGB, d.RGB[3*(y*d.Width+r.Min.X):3*(y*d.Width+r.Max.X)]...)
	}
	return c
}

// DrawPDF draws a page of a PDF, from 1, as wide as a number of pixels, with poppler.
func DrawPDF(file string, page, width int) (*Drawing, error) {
	n := strconv.Itoa(page)
	data, err := exec.Command("pdftoppm", "-f", n, "-l", n, "-scale-to-x", strconv.Itoa(width), "-scale-to-y", "-1", file).Output()
	if err != nil {
		return nil, fmt.Errorf("pdftoppm %s: %w", file, err)
	}
	d := &Drawing{}
	var depth int
	if _, err := fmt.Sscanf(string(data[:min(len(data), 40)]), "P6\n%d %d\n%d\n", &d.Width, &d.Height, &depth); err != nil || depth != 255 {
		return nil, fmt.Errorf("pdftoppm %s: no picture: %v", file, err)
	}
	if len(data) < 3*d.Width*d.Height {
		return nil, fmt.Errorf("pdftoppm %s: %d bytes for %d × %d pixels", file, len(data), d.Width, d.Height)
	}
	d.RGB = data[len(data)-3*d.Width*d.Height:]
	return d, nil
}

// plane is the luminance of a page, from 0 to 255 in 1/16.
type plane struct {
	w, h int
	v    []int16
}

// luminance returns the luminance of a drawing, smoothed by the binomial 1 2 1 in both
// directions: what is left of a difference then is more than that of two ways to draw
// the edge of a stroke.
func (d *Drawing) luminance() *plane {
	p := &plane{d.Width, d.Height, make([]int16, d.Width*d.Height)}
	for i := range p.v {
		px := d.RGB[3*i : 3*i+3]
		p.v[i] = int16((299*int(px[0]) + 587*int(px[1]) + 114*int(px[2])) * 16 / 1000)
	}
	return p.smoothed()
}

func (p *plane) smoothed() *plane {
	half := make([]int16, len(p.v))
	for y := range p.h {
		row, out := p.v[y*p.w:(y+1)*p.w], half[y*p.w:(y+1)*p.w]
		for x := range row {
			out[x] = (row[max(x-1, 0)] + 2*row[x] + row[min(x+1, p.w-1)] + 2) / 4
		}
	}
	q := &plane{p.w, p.h, make([]int16, len(p.v))}
	for y := range p.h {
		a, b, c := half[max(y-1, 0)*p.w:], half[y*p.w:], half[min(y+1, p.h-1)*p.w:]
		out := q.v[y*p.w : (y+1)*p.w]
		for x := range out {
			out[x] = (a[x] + 2*b[x] + c[x] + 2) / 4
		}
	}
	return q
}

// shifted returns a plane moved to the left and up by thirds of a pixel, 0 to 2 each.
func (p *plane) shifted(dx, dy int) *plane {
	if dx == 0 && dy == 0 {
		return p
	}
	q := &plane{p.w, p.h, make([]int16, len(p.v))}
	for y := range p.h {
		a, b := p.v[y*p.w:(y+1)*p.w], p.v[min(y+1, p.h-1)*p.w:]
		out := q.v[y*p.w : (y+1)*p.w]
		for x := range out {
			r := min(x+1, p.w-1)
			top := (3-dx)*int(a[x]) + dx*int(a[r])
			bottom := (3-dx)*int(b[x]) + dx*int(b[r])
			out[x] = int16(((3-dy)*top + dy*bottom + 4) / 9)
		}
	}
	return q
}

// aligner compares parts of two drawings of a page, the second moved by thirds of a
// pixel to where it fits best.
type aligner struct {
	one    *plane
	others [3][3]*plane // by thirds to the left and up
	last   [2]int       // the move that fitted last, in thirds
}

// reach is how far, in thirds of a pixel, one drawing may lie from the other: poppler
// puts glyphs on whole pixels in height and on quarters in width.
const reach = 4

func newAligner(one, other *plane) *aligner {
	a := &aligner{one: one}
	for dx := range 3 {
		for dy := range 3 {
			a.others[dx][dy] = other.shifted(dx, dy)
		}
	}
	return a
}

// residue returns the largest difference of any pixel of a part, from 0 to 255, for the
// move for which it is least. enough ends the search.
func (a *aligner) residue(r image.Rectangle, enough float64) float64 {
	r = r.Intersect(image.Rect(2, 2, a.one.w-2, a.one.h-2))
	if r.Empty() {
		return 0
	}
	limit := int(enough * 16)
	best := math.MaxInt
	try := func(dx, dy int) bool {
		if d := a.at(r, dx, dy, best); d < best {
			best, a.last = d, [2]int{dx, dy}
		}
		return best <= limit
	}
	if try(a.last[0], a.last[1]) {
		return float64(best) / 16
	}
	for ring := 0; ring <= reach; ring++ {
		for dx := -ring; dx <= ring; dx++ {
			for dy := -ring; dy <= ring; dy++ {
				if max(abs(dx), abs(dy)) == ring && try(dx, dy) {
					return float64(best) / 16
				}
			}
		}
	}
	return float64(best) / 16
}

// at returns the largest difference for a move in thirds of a pixel, or a value that is
// not less than best.
func (a *aligner) at(r image.Rectangle, dx, dy, best int) int {
	fx, fy := ((dx%3)+3)%3, ((dy%3)+3)%3
	x, y := (dx-fx)/3, (dy-fy)/3
	other := a.others[fx][fy]
	most := 0
	for row := r.Min.Y; row < r.Max.Y; row++ {
		p := a.one.v[row*a.one.w+r.Min.X : row*a.one.w+r.Max.X]
		at := min(max(row+y, 0), other.h-1)*other.w + r.Min.X + x
		q := other.v[at : at+len(p)]
		for i := range p {
			most = max(most, abs(int(p[i])-int(q[i])))
		}
		if most >= best {
			return most
		}
	}
	return most
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// beside returns a part of two drawings, four times as large and beside each other, as a
// file.
func beside(a, b *Drawing, r image.Rectangle) []byte {
	const k = 4
	one, two := a.Part(r), b.Part(r)
	w, h := max(one.Width, two.Width), max(one.Height, two.Height)
	out := &Drawing{Width: 2*k*w + k, Height: k * h, RGB: make([]uint8, 3*(2*k*w+k)*k*h)}
	for i, d := range []*Drawing{one, two} {
		for y := range k * d.Height {
			for x := range k * d.Width {
				copy(out.RGB[3*(y*out.Width+i*(k*w+k)+x):], d.RGB[3*(y/k*d.Width+x/k):][:3])
			}
		}
	}
	return out.PNG()
}
