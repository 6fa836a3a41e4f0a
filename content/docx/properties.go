package docx

import (
	"math"
	"strconv"
	"strings"

	"jianbao/content/docx/opc"
	"jianbao/content/docx/symbol"
)

// toggle is a property of text that is on or off (ECMA-376 part 1, 17.7.3).
type toggle uint8

// The toggle properties that are read.
const (
	bold toggle = iota
	italic
	caps
	struck  // crossed out by a line
	struck2 // crossed out by two lines
	hidden  // not printed
	hiddenMark
	toggles
)

// state is the value of a toggle property at one level.
type state uint8

const (
	unset state = iota
	on
	off
)

// properties are what a level says about text. Empty texts say nothing.
type properties struct {
	toggle    [toggles]state
	underline string
	dots      string // emphasis mark
	vertical  string // superscript, subscript
	position  int    // half points above the baseline
	raised    bool   // position is given
	colour    string
	highlight string
	shade     string // fill behind the text
	size      int    // half points; 0: not given
	font      [4]string
	hint      string // which of the fonts characters have that are in several
	style     string // of characters
	combined  bool   // two lines in one, or horizontal in vertical
}

// fontSlots are the attributes of w:rFonts, in the order of properties.font.
var fontSlots = [...]string{"w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"}

// runProperties reads w:rPr.
func runProperties(n opc.Node) (p properties) {
	for c := n.First(); c.Ok(); c = c.Next() {
		val := c.Attr("w:val")
		switch c.Name() {
		case "w:b":
			p.toggle[bold] = stateOf(c)
		case "w:i":
			p.toggle[italic] = stateOf(c)
		case "w:caps":
			p.toggle[caps] = stateOf(c)
		case "w:strike":
			p.toggle[struck] = stateOf(c)
		case "w:dstrike":
			p.toggle[struck2] = stateOf(c)
		case "w:vanish":
			p.toggle[hidden] = stateOf(c)
		case "w:specVanish":
			p.toggle[hiddenMark] = stateOf(c)
		case "w:u":
			if p.underline = val; val == "" {
				p.underline = "none"
			}
		case "w:em":
			p.dots = val
		case "w:vertAlign":
			p.vertical = val
		case "w:position":
			p.position, p.raised = halfPoints(val), true
		case "w:color":
			p.colour = strings.ToUpper(val)
		case "w:highlight":
			p.highlight = val
		case "w:shd":
			p.shade = shadeOf(c)
		case "w:sz":
			p.size = halfPoints(val)
		case "w:rFonts":
			for i, slot := range fontSlots {
				p.font[i] = c.Attr(slot)
			}
			p.hint = c.Attr("w:hint")
		case "w:rStyle":
			p.style = val
		case "w:eastAsianLayout":
			p.combined = isOn(c.Attr("w:combine")) || isOn(c.Attr("w:vert"))
		}
	}
	return p
}

// stateOf returns the value of a toggle property.
func stateOf(n opc.Node) state {
	if val, ok := n.Lookup("w:val"); ok && !isOn(val) {
		return off
	}
	return on
}

// isOn reports whether a value of ST_OnOff is true.
func isOn(val string) bool {
	switch val {
	case "1", "true", "on":
		return true
	}
	return false
}

// halfPoints reads a number of half points, or a length with a unit, which files of
// Strict have.
func halfPoints(val string) int {
	if n, err := strconv.ParseFloat(val, 64); err == nil {
		return wholeOf(n)
	}
	for _, unit := range [...]struct {
		name   string
		points float64
	}{{"pt", 1}, {"in", 72}, {"cm", 72 / 2.54}, {"mm", 72 / 25.4}, {"pc", 12}, {"pi", 12}} {
		if s, ok := strings.CutSuffix(val, unit.name); ok {
			n, _ := strconv.ParseFloat(s, 64)
			return wholeOf(math.Round(n * unit.points * 2))
		}
	}
	return 0
}

// wholeOf returns the integer of a number, 0 if it is so great that what a conversion
// gives depends on the processor.
func wholeOf(n float64) int {
	if !(math.Abs(n) < 1<<20) {
		return 0
	}
	return int(n)
}

// shadeOf returns the colour behind text; empty if there is none.
func shadeOf(n opc.Node) string {
	fill := strings.ToUpper(n.Attr("w:fill"))
	switch n.Attr("w:val") {
	case "", "nil", "clear":
	case "solid":
		fill = strings.ToUpper(n.Attr("w:color"))
	default:
		return "PATTERN"
	}
	if fill == "AUTO" {
		return ""
	}
	return fill
}

// over returns the properties of a level that has those of another below it: what it
// does not say, that one says.
func (p properties) over(base properties) properties {
	for i := range p.toggle {
		if p.toggle[i] == unset {
			p.toggle[i] = base.toggle[i]
		}
	}
	for i := range p.font {
		if p.font[i] == "" {
			p.font[i] = base.font[i]
		}
	}
	for _, s := range [...]struct{ own, base *string }{
		{&p.underline, &base.underline}, {&p.dots, &base.dots}, {&p.vertical, &base.vertical}, {&p.colour, &base.colour},
		{&p.highlight, &base.highlight}, {&p.shade, &base.shade}, {&p.style, &base.style}, {&p.hint, &base.hint},
	} {
		if *s.own == "" {
			*s.own = *s.base
		}
	}
	if !p.raised {
		p.position, p.raised = base.position, base.raised
	}
	if p.size == 0 {
		p.size = base.size
	}
	p.combined = p.combined || base.combined
	return p
}

// signFont returns the font of characters of private use: that for Latin letters, or, if
// the text says so, that for Han (ECMA-376 part 1, 17.3.2.26).
func (p *properties) signFont() string {
	latin, other, han := p.font[0], p.font[1], p.font[2]
	switch {
	case symbol.IsFont(latin):
		return latin
	case symbol.IsFont(other):
		return other
	case p.hint == "eastAsia" && han != "":
		return han
	}
	return latin
}

// layered returns what applies to text with direct properties, a style of characters
// and a paragraph's style above the document's defaults. Toggle properties of styles
// cancel each other (ECMA-376 part 1, 17.7.3).
func layered(direct, character, paragraph, defaults properties) properties {
	p := direct.over(character.over(paragraph.over(defaults)))
	for i := range p.toggle {
		switch {
		case direct.toggle[i] != unset:
			p.toggle[i] = direct.toggle[i]
		case defaults.toggle[i] == on || (character.toggle[i] == on) != (paragraph.toggle[i] == on):
			p.toggle[i] = on
		default:
			p.toggle[i] = off
		}
	}
	return p
}
