// Package ink turns the inks of a document into colour operators (ISO 32000-1 8.6) and
// knows which plates of a press they mark: the one place that writes colours.
package ink

import (
	"fmt"
	"slices"
	"strconv"

	"jianbao/content/picture"
	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/operator"
)

// Target is the kind of colours that inks become.
type Target uint8

// The targets.
const (
	Screen  Target = iota // RGB, and gray where it is gray
	Black                 // the black plate; all inks become shades of it
	Process               // process inks
	Spot                  // black, and each other ink on a plate of its own
)

// Inks are the inks that a file uses.
type Inks struct {
	target Target
	done   map[*frame.Ink]Shade
	spots  []spot // in the order they were met

	coloured bool // something was painted in RGB that is not gray
	black    bool // something was painted in black or a shade of it
	process  bool // something was painted in cyan, magenta or yellow
}

// New returns a file's inks, none of them used yet.
func New(target Target) *Inks { return &Inks{target: target, done: map[*frame.Ink]Shade{}} }

// Coloured reports whether anything was painted in RGB that is not gray.
func (c *Inks) Coloured() bool { return c.coloured }

// Shade is how an ink is painted.
type Shade struct {
	Operators string // that set it
	Spot      int    // index of its plate's colour space; -1: process ink or RGB
	Overprint bool   // it is printed over what lies below it
}

// spot is an ink on a plate of its own.
type spot struct {
	name string
	cmyk [4]uint16 // permille: printed where there is no such plate
}

// Shade returns how an ink is painted; nil is black. An ink for a plate must have a
// name, and one name is one ink.
func (c *Inks) Shade(ink *frame.Ink) (Shade, error) {
	if s, ok := c.done[ink]; ok {
		return s, nil
	}
	s := Shade{Spot: -1}
	var err error
	if c.target != Screen {
		s, err = c.plates(ink)
	} else {
		s.Operators = c.screen(ink)
	}
	c.done[ink] = s
	return s, err
}

func (c *Inks) screen(ink *frame.Ink) string {
	var rgb [3]uint8
	if ink != nil {
		rgb = ink.RGB
	}
	var b []byte
	if rgb[0] == rgb[1] && rgb[1] == rgb[2] {
		// Gray stays gray, and black is one plate.
		return string(append(operator.AppendByte(b, rgb[0]), " g\n"...))
	}
	c.coloured = true
	for _, v := range rgb {
		b = append(operator.AppendByte(b, v), ' ')
	}
	return string(append(b, "rg\n"...))
}

// plates returns how an ink is printed. Black and its shades are the black
// plate, and full black overprints: a knock-out under small type shows at the
// least misregister. 0 g would land on that plate too, but never overprints.
func (c *Inks) plates(ink *frame.Ink) (Shade, error) {
	s := Shade{Spot: -1, Operators: "0 0 0 1 k\n", Overprint: true}
	if ink == nil {
		c.black = true
		return s, nil
	}
	neutral := ink.CMYK[0]+ink.CMYK[1]+ink.CMYK[2] == 0
	switch {
	case neutral || c.target == Black:
		k := int64(ink.CMYK[3])
		if !neutral {
			k = 1000 - luma(ink.RGB)
		}
		s.Operators = "0 0 0 " + string(operator.AppendDecimal(nil, k, 3)) + " k\n"
		s.Overprint = k == 1000
		c.black = true
	case c.target == Process:
		var b []byte
		for _, v := range ink.CMYK {
			b = append(operator.AppendDecimal(b, int64(v), 3), ' ')
		}
		s.Operators, s.Overprint = string(append(b, "k\n"...)), false
		c.process = true
	default:
		n, err := c.spot(ink)
		if err != nil {
			return s, err
		}
		s.Operators, s.Overprint, s.Spot = "/"+string(SpaceName(n))+" cs 1 scn\n", false, n
	}
	return s, nil
}

// luma is how light a colour is, in permille of white, by the curve it is
// stored in (ITU-R BT.709).
func luma(rgb [3]uint8) int64 {
	return (2126*int64(rgb[0]) + 7152*int64(rgb[1]) + 722*int64(rgb[2]) + 1275) * 1000 / (255 * 10000)
}

// spot returns the plate of an ink. One name is one plate with one alternate,
// all through the file (ISO 15930-7 6.4).
func (c *Inks) spot(ink *frame.Ink) (int, error) {
	if ink.Name == "" {
		return 0, fmt.Errorf("an ink without a plate name")
	}
	for i := range c.spots {
		if c.spots[i].name == ink.Name {
			if c.spots[i].cmyk != ink.CMYK {
				return 0, fmt.Errorf("two inks on the plate %q", ink.Name)
			}
			return i, nil
		}
	}
	c.spots = append(c.spots, spot{ink.Name, ink.CMYK})
	return len(c.spots) - 1, nil
}

// space is the colour space of a plate: its alternate is process ink, scaled
// with the tint (ISO 32000-1 8.6.6.4).
func (s *spot) space() object.Array {
	zero, full := object.Array{}, object.Array{}
	for _, v := range s.cmyk {
		zero = append(zero, object.Int(0))
		full = append(full, permille(v))
	}
	tint := object.D("FunctionType", object.Int(2), "Domain", object.Array{object.Int(0), object.Int(1)},
		"C0", zero, "C1", full, "N", object.Int(1))
	return object.Array{object.Name("Separation"), object.Name(s.name), object.Name("DeviceCMYK"), tint}
}

func permille(v uint16) object.Object {
	if v%1000 == 0 {
		return object.Int(v / 1000)
	}
	return object.Real(operator.AppendDecimal(nil, int64(v), 3))
}

// Palette returns the colours of a gray scale in an ink, from all of it to none,
// and their colour space; spots are the colour spaces that Write returned. The ink
// must have been painted with.
func (c *Inks) Palette(ink *frame.Ink, levels int, spots []object.Ref) (space object.Object, colours []byte) {
	scale := func(v, full int, level int) byte {
		return byte((v*255*(levels-1-level) + full*(levels-1)/2) / (full * (levels - 1)))
	}
	for level := range levels {
		switch {
		case c.target == Screen:
			space = object.Name("DeviceRGB")
			for _, v := range ink.RGB {
				colours = append(colours, 255-scale(255-int(v), 255, level))
			}
		case c.done[ink].Spot >= 0:
			space = spots[c.done[ink].Spot]
			colours = append(colours, scale(1, 1, level))
		case c.target == Black:
			space = object.Name("DeviceGray")
			colours = append(colours, 255-scale(1000-int(luma(ink.RGB)), 1000, level))
		default:
			space = object.Name("DeviceCMYK")
			for _, v := range ink.CMYK {
				colours = append(colours, scale(int(v), 1000, level))
			}
		}
	}
	return space, colours
}

// SpaceName is the resource name of a plate's colour space.
func SpaceName(n int) object.Name { return object.Name("CS" + strconv.Itoa(n)) }

// Write adds the colour spaces of the plates to a file and returns them by index.
func (c *Inks) Write(file *object.File) []object.Ref {
	refs := make([]object.Ref, len(c.spots))
	for i := range c.spots {
		refs[i] = file.Add(c.spots[i].space())
	}
	return refs
}

// SeePicture notes what a picture whose samples are of a space is painted with.
func (c *Inks) SeePicture(space picture.Space) {
	c.black = true
	c.coloured = c.coloured || space != picture.Gray
	c.process = c.process || space == picture.CMYK
}

// Plates lists the plates that something of the file is on, sorted; none on screen.
func (c *Inks) Plates() []string {
	if c.target == Screen {
		return nil
	}
	var list []string
	if c.black {
		list = append(list, "Black")
	}
	if c.process {
		list = append(list, "Cyan", "Magenta", "Yellow")
	}
	for _, s := range c.spots {
		list = append(list, s.name)
	}
	slices.Sort(list)
	return list
}

// Names of the graphics states that turn overprinting on and off.
const (
	StateOverprint = "GO"
	StateKnockOut  = "GK"
)

// WriteStates adds the graphics states to a file and returns them by name. OPM 1
// leaves the plates alone of which a process colour has none (ISO 32000-1 8.6.7).
func WriteStates(file *object.File) map[string]object.Ref {
	state := func(on bool, mode int) object.Ref {
		return file.Add(object.D("Type", object.Name("ExtGState"), "OP", on, "op", on, "OPM", object.Int(mode)))
	}
	return map[string]object.Ref{StateOverprint: state(true, 1), StateKnockOut: state(false, 0)}
}

// SpaceAll is the resource name of AllPlates.
const SpaceAll = "CSAll"

// AllPlates is the colour that is printed with all inks, those unknown included
// (ISO 32000-1 8.6.6.4); it is for marks alone.
func AllPlates() object.Array {
	all := spot{name: "All", cmyk: [4]uint16{1000, 1000, 1000, 1000}}
	return all.space()
}
