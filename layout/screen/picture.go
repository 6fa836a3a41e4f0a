package screen

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"jianbao/content/picture"
	"jianbao/layout/frame"
)

// Picture is a picture of the pages.
type Picture struct {
	image *picture.Image
	ink   *frame.Ink // nil: its own colours
}

// Picture returns the picture of a name; ok is false if there is none.
func (b *Book) Picture(name string) (p Picture, ok bool) {
	p, ok = b.pictures[name]
	return p, ok
}

// maxSide is the greatest side, in pixels, of a picture that is made anew: three times
// what a page of A4 takes on a screen.
const maxSide = 3000

// Encode returns a picture as a file that browsers show the right way up, and its media
// type: the file itself if that is one, else a new one with at most 3000 pixels a side.
func (p Picture) Encode() (data []byte, mime string, err error) {
	im := p.image
	if p.ink == nil && im.Orientation <= 1 && (im.Format == picture.JPEG || im.Format == picture.PNG || im.Format == picture.GIF || im.Format == picture.WebP) {
		return im.Data, im.Format.MIME(), nil
	}
	raster, err := im.Decode()
	if err != nil {
		return nil, "", err
	}
	made := upright(p.pixels(raster), im.Orientation)
	var out bytes.Buffer
	if raster.Alpha != nil || im.Format != picture.JPEG {
		err = png.Encode(&out, made)
		return out.Bytes(), "image/png", err
	}
	err = jpeg.Encode(&out, made, &jpeg.Options{Quality: 92})
	return out.Bytes(), "image/jpeg", err
}

// pixels returns the pixels of a raster, as stored, each the mean of a square.
func (p Picture) pixels(r *picture.Raster) *image.NRGBA {
	step := (max(r.Width, r.Height) + maxSide - 1) / maxSide
	width, height := max(1, r.Width/step), max(1, r.Height/step)
	out := image.NewNRGBA(image.Rect(0, 0, width, height))
	channels := r.Space.Channels()
	var buf []byte
	for y := range height {
		rows := min(step, r.Height-y*step)
		pix := r.Rows(&buf, y*step, y*step+rows)
		for x := range width {
			columns := min(step, r.Width-x*step)
			var sum [4]int
			alpha := 0
			for i := range rows {
				for k := range columns {
					at := i*r.Width + x*step + k
					for c := range channels {
						sum[c] += int(pix[at*channels+c])
					}
					if r.Alpha != nil {
						alpha += int(r.Alpha[y*step*r.Width+at])
					} else {
						alpha += 255
					}
				}
			}
			n := rows * columns
			for c := range channels {
				sum[c] /= n
			}
			out.SetNRGBA(x, y, p.colour(r.Space, sum, uint8(alpha/n)))
		}
	}
	return out
}

// colour returns a sample as a colour of the screen.
func (p Picture) colour(space picture.Space, v [4]int, alpha uint8) color.NRGBA {
	switch space {
	case picture.RGB:
		return color.NRGBA{uint8(v[0]), uint8(v[1]), uint8(v[2]), alpha}
	case picture.CMYK:
		channel := func(c int) uint8 { return uint8((255 - c) * (255 - v[3]) / 255) }
		return color.NRGBA{channel(v[0]), channel(v[1]), channel(v[2]), alpha}
	}
	if p.ink == nil {
		return color.NRGBA{uint8(v[0]), uint8(v[0]), uint8(v[0]), alpha}
	}
	channel := func(full uint8) uint8 { return uint8(255 - (255-int(full))*(255-v[0])/255) }
	return color.NRGBA{channel(p.ink.RGB[0]), channel(p.ink.RGB[1]), channel(p.ink.RGB[2]), alpha}
}

// upright turns a picture as its orientation says (Exif 2.3, tag 0x0112).
func upright(in *image.NRGBA, orientation int) *image.NRGBA {
	w, h := in.Rect.Dx(), in.Rect.Dy()
	if orientation <= 1 || orientation > 8 {
		return in
	}
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewNRGBA(size)
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch orientation {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			out.SetNRGBA(tx, ty, in.NRGBAAt(x, y))
		}
	}
	return out
}

// MaxPicture is the greatest size of a picture's file in bytes.
const MaxPicture = picture.MaxSize

// PictureType returns the MIME type of a picture's file that browsers show as it is; ""
// if they do not show its format, and an error if it is no picture.
func PictureType(name string, data []byte) (string, error) {
	image, err := picture.Open(name, data)
	if err != nil {
		return "", err
	}
	switch image.Format {
	case picture.JPEG, picture.PNG, picture.GIF, picture.BMP, picture.WebP:
		return image.Format.MIME(), nil
	}
	return "", nil
}
