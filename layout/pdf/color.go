package pdf

import (
	"fmt"
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
	"jianbao/layout/unit"
)

// colours turns inks into operators: the one place that writes colours.
type colours struct {
	print bool
	inks  Inks
	done  map[*frame.Ink]shade
	spots []spot // in the order they were met
	// coloured tells that something was painted in RGB that is not gray.
	coloured bool
	black    bool // something was painted in black or a shade of it
	process  bool // something was painted in cyan, magenta or yellow
}

// shade is how an ink is painted.
type shade struct {
	operators string
	spot      int // index into spots; -1: process ink or RGB
	overprint bool
}

// spot is an ink on a plate of its own.
type spot struct {
	name string
	cmyk [4]uint16 // permille: what stands for it where there is no such plate
}

func newColours(opt Options) *colours {
	return &colours{print: opt.Profile == Print, inks: opt.Inks, done: map[*frame.Ink]shade{}}
}

// shade returns how an ink is painted; nil is black.
func (c *colours) shade(ink *frame.Ink) (shade, error) {
	if s, ok := c.done[ink]; ok {
		return s, nil
	}
	s := shade{spot: -1}
	var err error
	if c.print {
		s, err = c.plates(ink)
	} else {
		s.operators = c.screen(ink)
	}
	c.done[ink] = s
	return s, err
}

func (c *colours) screen(ink *frame.Ink) string {
	var rgb [3]uint8
	if ink != nil {
		rgb = ink.RGB
	}
	var b []byte
	if rgb[0] == rgb[1] && rgb[1] == rgb[2] {
		// Gray stays gray, and black is one plate.
		return string(append(appendByte(b, rgb[0]), " g\n"...))
	}
	c.coloured = true
	for _, v := range rgb {
		b = append(appendByte(b, v), ' ')
	}
	return string(append(b, "rg\n"...))
}

// plates returns how an ink is printed. Black and its shades are the black
// plate, and full black overprints: a knock-out under small type shows at the
// least misregister. 0 g would land on that plate too, but never overprints.
func (c *colours) plates(ink *frame.Ink) (shade, error) {
	s := shade{spot: -1, operators: "0 0 0 1 k\n", overprint: true}
	if ink == nil {
		c.black = true
		return s, nil
	}
	neutral := ink.CMYK[0]+ink.CMYK[1]+ink.CMYK[2] == 0
	switch {
	case neutral || c.inks == K:
		k := int64(ink.CMYK[3])
		if !neutral {
			k = 1000 - luma(ink.RGB)
		}
		s.operators = "0 0 0 " + string(appendDecimal(nil, k, 3)) + " k\n"
		s.overprint = k == 1000
		c.black = true
	case c.inks == CMYK:
		var b []byte
		for _, v := range ink.CMYK {
			b = append(appendDecimal(b, int64(v), 3), ' ')
		}
		s.operators, s.overprint = string(append(b, "k\n"...)), false
		c.process = true
	default:
		n, err := c.spot(ink)
		if err != nil {
			return s, err
		}
		s.operators, s.overprint, s.spot = fmt.Sprintf("/CS%d cs 1 scn\n", n), false, n
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
func (c *colours) spot(ink *frame.Ink) (int, error) {
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

// object is the colour space of a plate: its alternate is process ink, scaled
// with the tint (ISO 32000 8.6.6.4).
func (s *spot) object() object.Array {
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
	return object.Real(appendDecimal(nil, int64(v), 3))
}

// ink makes what follows on the page be painted in ink; nil is black.
func (p *painter) ink(ink *frame.Ink) {
	s, err := p.plan.colours.shade(ink)
	if err != nil && p.err == nil {
		p.err = err
	}
	if p.plan.colours.print {
		p.overprint(s.overprint)
	}
	if p.colour == s.operators {
		return
	}
	p.colour = s.operators
	if s.spot >= 0 {
		p.page.useSpot(s.spot)
	}
	p.buf = append(p.buf, s.operators...)
}

// Names of the graphics states that turn overprinting on and off.
const (
	stateOverprint = "GO"
	stateKnockOut  = "GK"
)

// overprint turns overprinting on or off for what follows on the page.
func (p *painter) overprint(on bool) {
	name := stateKnockOut
	if on {
		name = stateOverprint
	}
	if p.gstate == name {
		return
	}
	p.gstate = name
	p.page.useState(name)
	p.buf = append(append(append(p.buf, '/'), name...), " gs\n"...)
}

// overprintState is a graphics state. OPM 1 leaves the plates alone of which a
// process colour has none (ISO 32000 8.6.7).
func overprintState(on bool) *object.Dict {
	mode := object.Int(0)
	if on {
		mode = 1
	}
	return object.D("Type", object.Name("ExtGState"), "OP", on, "op", on, "OPM", mode)
}

// plates lists the plates that something of the file is on, sorted.
func (p *plan) plates() []string {
	var list []string
	if c := p.colours; c.print {
		if c.black {
			list = append(list, "Black")
		}
		if c.process {
			list = append(list, "Cyan", "Magenta", "Yellow")
		}
		for _, s := range c.spots {
			list = append(list, s.name)
		}
	}
	slices.Sort(list)
	return list
}

// forget makes the next item set its colour anew: what the graphics state holds
// is not known, or is the page's first.
func (p *painter) forget() {
	p.colour, p.gstate = "", ""
	if !p.plan.colours.print {
		p.colour = "0 g\n" // with which every page begins (ISO 32000 8.4.1)
	}
}

// appendByte writes v/255 with the digits that give v back.
func appendByte(b []byte, v uint8) []byte {
	return appendDecimal(b, (int64(v)*1000+127)/255, 3)
}

// rule paints a filled rectangle.
func (p *painter) rule(r *frame.Rule) {
	if r.Width <= 0 || r.Height <= 0 {
		return
	}
	p.ink(r.Ink)
	for _, v := range [...]unit.Abs{r.X, p.height - r.Y - r.Height, r.Width, r.Height} {
		p.buf = append(appendPt(p.buf, v), ' ')
	}
	p.buf = append(p.buf, "re f\n"...)
}

// appendPt writes a length in points to the nearest thousandth, a third of a
// micrometre.
func appendPt(b []byte, a unit.Abs) []byte {
	return appendDecimal(b, roundTo(int64(a), int64(unit.Pt)/1000), 3)
}
