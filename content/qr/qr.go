// Package qr encodes addresses as QR codes (ISO/IEC 18004:2015).
package qr

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"rsc.io/qr/coding"
)

// MaxVersion is the largest version of a code. Its 117 modules at a side are 5 cm
// at the least size that phones read from paper; larger codes are seldom read.
const MaxVersion = 25

// Quiet is the number of light modules that a code needs on each side (ISO/IEC
// 18004:2015 6.3.8).
const Quiet = 4

// ErrLong is the error of an address that needs a version above MaxVersion.
var ErrLong = errors.New("the address is too long for a QR code")

// Code is a QR code of error correction level M, which restores 15 % of a code.
type Code struct {
	Address string // that readers open, as the source gives it
	Size    int    // modules at a side, without the quiet zone: 4·version + 17
	rows    [][]bool
}

// Encode returns the smallest code of an address. Characters that are not of a URI
// are percent-encoded as UTF-8 (RFC 3987 3.1), since readers disagree about the
// encoding of others. The mask is that of the least penalty (ISO/IEC 18004:2015
// 7.8.3). The only error is ErrLong.
func Encode(address string) (*Code, error) {
	text := coding.String(encoded(address))
	version := coding.Version(coding.MinVersion)
	for text.Bits(version) > version.DataBytes(coding.M)*8 {
		if version++; version > MaxVersion {
			return nil, ErrLong
		}
	}
	best := &Code{Address: address, Size: 17 + 4*int(version)}
	least := -1
	for mask := range coding.Mask(8) {
		rows, err := modules(text, version, mask)
		if err != nil {
			return nil, fmt.Errorf("version %d, mask %d: %w", version, mask, err)
		}
		if p := penalty(rows); least < 0 || p < least {
			best.rows, least = rows, p
		}
	}
	return best, nil
}

// modules returns the rows of a code of a version and mask; true is dark.
func modules(text coding.Encoding, version coding.Version, mask coding.Mask) ([][]bool, error) {
	plan, err := coding.NewPlan(version, coding.M, mask)
	if err != nil {
		return nil, err
	}
	code, err := plan.Encode(text)
	if err != nil {
		return nil, err
	}
	rows := make([][]bool, code.Size)
	for y := range rows {
		rows[y] = make([]bool, code.Size)
		for x := range rows[y] {
			rows[y][x] = code.Black(x, y)
		}
	}
	return rows, nil
}

// encoded percent-encodes what a URI may not contain (RFC 3986 2).
func encoded(address string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(address) {
		if c := address[i]; c > ' ' && c < 0x7f && !strings.ContainsRune(`"<>\^{|}`+"`", rune(c)) {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		}
	}
	return b.String()
}

// Dark reports whether a module is dark. X counts from the left and y from the top;
// modules outside the code are light.
func (c *Code) Dark(x, y int) bool {
	return x >= 0 && y >= 0 && x < c.Size && y < c.Size && c.rows[y][x]
}

// Side returns the number of modules at a side with the quiet zone.
func (c *Code) Side() int { return c.Size + 2*Quiet }

// Rect is a rectangle of modules.
type Rect struct{ X, Y, Width, Height int }

// Rects returns rectangles without common modules that cover exactly the dark ones:
// runs along rows, those of equal extent in consecutive rows joined. They are in the
// order of their top left corners, rows first.
func (c *Code) Rects() []Rect {
	var all []Rect
	var open []int // rectangles that reach the row above, by x
	for y := range c.Size {
		var reach []int
		for x := 0; x < c.Size; x++ {
			if !c.Dark(x, y) {
				continue
			}
			run := Rect{X: x, Y: y, Height: 1}
			for ; c.Dark(x, y); x++ {
				run.Width++
			}
			i := slices.IndexFunc(open, func(i int) bool { return all[i].X == run.X && all[i].Width == run.Width })
			if i >= 0 {
				all[open[i]].Height++
				reach = append(reach, open[i])
				continue
			}
			reach = append(reach, len(all))
			all = append(all, run)
		}
		open = reach
	}
	return all
}
