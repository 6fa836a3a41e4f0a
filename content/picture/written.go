package picture

import (
	"bytes"
	"image"
	"image/png"
	"sync"
)

// InOneColour is what was written or drawn in one colour on white: such a picture is as
// good as a gray one that is printed in that colour.
type InOneColour struct {
	Gray   *Image   // black where the colour is at its fullest; of black writing, its brightness
	Colour [3]uint8 // of the strokes, red, green and blue
}

// Neutral reports whether the colour is black or a gray.
func (o *InOneColour) Neutral() bool {
	c := o.Colour
	return int(max(c[0], c[1], c[2]))-int(min(c[0], c[1], c[2])) <= oneColourNoise
}

// Like reports whether the colour is of about the same hue as another one, as a red pencil
// and a red ink are.
func (o *InOneColour) Like(other [3]uint8) bool {
	a, b := fullest(o.Colour), fullest(other)
	for k := range a {
		if d := a[k] - b[k]; d > oneHue || d < -oneHue {
			return false
		}
	}
	return true
}

// fullest returns what a colour takes from white, in the fullest shade of its hue.
func fullest(c [3]uint8) (taken [3]int) {
	most := 255 - int(min(c[0], c[1], c[2]))
	for k := range c {
		taken[k] = (255 - int(c[k])) * 255 / max(1, most)
	}
	return taken
}

const (
	oneColourPixels = 16 << 20 // of the greatest picture that is looked at
	oneColourNoise  = 40       // of 255: what scanners and JPEG add to the channels of a gray
	oneColourInked  = 64       // of 255: less is paper
	oneColourStroke = 128      // of 255: more is the middle of a stroke
	oneColourOthers = 100      // one of so many inked pixels may have another colour
	oneHue          = 80       // of 255: the greatest difference of a channel in one hue, at the edges of a JPEG's strokes, too
)

// oneColour holds the result of InOneColour, which is computed once for a file.
type oneColour struct {
	once  sync.Once
	found *InOneColour
}

// InOneColour returns the picture as one in a single colour on white. It is nil for pictures
// in several colours, for those without pixels of their own colours (gray, CMYK), for very
// large ones and for files that cannot be decoded. It decodes the picture, once for a file.
func (im *Image) InOneColour() *InOneColour {
	if im.Space != RGB || im.one == nil || im.Width*im.Height > oneColourPixels {
		return nil
	}
	im.one.once.Do(func() { im.one.found = im.findOneColour() })
	if im.one.found == nil {
		return nil
	}
	found := *im.one.found
	gray := *found.Gray
	gray.Crop, gray.Name = im.Crop, im.Name
	found.Gray = &gray
	return &found
}

func (im *Image) findOneColour() *InOneColour {
	r, err := im.Decode()
	if err != nil {
		return nil
	}
	onPaper := func(at int) (c [3]int) { // what a pixel takes from white
		a := 255
		if r.Alpha != nil {
			a = int(r.Alpha[at])
		}
		for k := range c {
			c[k] = (255 - int(r.Pix[3*at+k])) * a / 255
		}
		return c
	}
	var sum [3]int
	strokes := 0
	for at := range r.Width * r.Height {
		if c := onPaper(at); max(c[0], c[1], c[2]) >= oneColourStroke {
			strokes++
			for k := range sum {
				sum[k] += c[k]
			}
		}
	}
	if strokes == 0 {
		return nil
	}
	var full [3]int
	for k := range full {
		full[k] = sum[k] / strokes
	}
	most := max(full[0], full[1], full[2])
	found := &InOneColour{Colour: [3]uint8{uint8(255 - full[0]), uint8(255 - full[1]), uint8(255 - full[2])}}
	white := most
	if found.Neutral() {
		white = 255
	}
	gray := image.NewGray(image.Rect(0, 0, r.Width, r.Height))
	inked, others := 0, 0
	for at := range r.Width * r.Height {
		c := onPaper(at)
		ink := max(c[0], c[1], c[2])
		if ink >= oneColourInked {
			inked++
			for k := range c {
				if d := c[k] - full[k]*ink/most; d > oneHue || d < -oneHue {
					others++
					break
				}
			}
		}
		gray.Pix[at] = uint8(255 - min(255, ink*255/white))
	}
	if others > inked/oneColourOthers {
		return nil
	}
	var out bytes.Buffer
	if png.Encode(&out, gray) != nil {
		return nil
	}
	made, err := Open(im.Name, out.Bytes())
	if err != nil {
		return nil
	}
	made.Orientation = im.Orientation
	found.Gray = made
	return found
}
