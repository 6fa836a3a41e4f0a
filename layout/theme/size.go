package theme

import (
	"strings"

	"jianbao/layout/unit"
)

// format is a paper format in thousandths of a millimetre.
type format struct {
	name string
	w, h int64
}

// formats returns the paper formats. 16开 and 大16开 have the trimmed sizes of the
// book trade in mainland China.
func formats() [11]format {
	return [...]format{
		{"A3", 297_000, 420_000}, {"A4", 210_000, 297_000}, {"A5", 148_000, 210_000},
		{"B4", 250_000, 353_000}, {"B5", 176_000, 250_000},
		{"8开", 260_000, 370_000}, {"16开", 185_000, 260_000}, {"大16开", 210_000, 285_000},
		{"32开", 130_000, 185_000}, {"大32开", 140_000, 203_000},
		{"Letter", 215_900, 279_400},
	}
}

// PaperNames returns the names of the paper formats.
func PaperNames() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

func paperSize(name string) (w, h unit.Abs, ok bool) {
	for _, f := range formats() {
		if f.name == name {
			return unit.FromMM(f.w), unit.FromMM(f.h), true
		}
	}
	return 0, 0, false
}

// typeSize is a named size (号), in thousandths of a point.
type typeSize struct {
	name              string
	word, traditional int64
}

// typeSizes returns the named sizes (号) in the traditional system and in Word's.
// Six of the sixteen differ. The traditional 三号 is the size with which 28
// characters and 22 lines fill 156 × 225 mm (GB/T 9704).
func typeSizes() [16]typeSize {
	return [...]typeSize{
		{"初号", 42_000, 42_000}, {"小初", 36_000, 36_000},
		{"一号", 26_000, 27_500}, {"小一", 24_000, 24_000},
		{"二号", 22_000, 21_000}, {"小二", 18_000, 18_000},
		{"三号", 16_000, 15_750}, {"小三", 15_000, 15_000},
		{"四号", 14_000, 13_750}, {"小四", 12_000, 12_000},
		{"五号", 10_500, 10_500}, {"小五", 9_000, 9_000},
		{"六号", 7_500, 7_875}, {"小六", 6_500, 6_500},
		{"七号", 5_500, 5_250}, {"八号", 5_000, 5_000},
	}
}

// SizeNames returns the named sizes (号) that a length can have.
func SizeNames() []string {
	var names []string
	for _, s := range typeSizes() {
		names = append(names, s.name)
	}
	return names
}

// namedSize returns a named size (号) in one of the systems; ok is false if there
// is none of that name.
func namedSize(name, system string) (unit.Abs, bool) {
	for _, s := range typeSizes() {
		if s.name == name {
			if system == "word" {
				return unit.FromPt(s.word), true
			}
			return unit.FromPt(s.traditional), true
		}
	}
	return 0, false
}

// scale holds the values of the relative units of a length; 0: the unit is not
// allowed.
type scale struct {
	em, line, page unit.Abs
	system         string
}

// ParseLength reads a length in absolute units: "3mm", "0.25pt", "0". Ok is
// false if s is not such a length.
func ParseLength(s string) (unit.Abs, bool) { return parseLength(s, scale{}) }

// parseLength reads "13.75pt", "5mm", "2em", "1.5line", "12%" or "三号".
func parseLength(s string, sc scale) (unit.Abs, bool) {
	if a, ok := namedSize(s, sc.system); ok {
		return a, true
	}
	num, den, rest, ok := parseDecimal(s)
	if !ok {
		return 0, false
	}
	relative := func(base unit.Abs) (unit.Abs, bool) { return base.Scale(num, den), base != 0 }
	switch rest {
	case "pt":
		return unit.Pt.Scale(num, den), true
	case "mm":
		return unit.Pt.Scale(num*360, den*127), true
	case "cm":
		return unit.Pt.Scale(num*3600, den*127), true
	case "em", "字":
		return relative(sc.em)
	case "line", "行":
		return relative(sc.line)
	case "%":
		return relative(sc.page / 100)
	case "":
		return 0, num == 0
	}
	return 0, false
}

// parseDecimal reads a number of at most six digits before and six after the
// point, and returns it as a fraction with the rest of s.
func parseDecimal(s string) (num, den int64, rest string, ok bool) {
	neg := len(s) > 0 && s[0] == '-'
	if neg {
		s = s[1:]
	}
	den = 1
	i, digits, point := 0, 0, false
	for ; i < len(s); i++ {
		c := s[i]
		if c == '.' && !point {
			point = true
			continue
		}
		if c < '0' || c > '9' {
			break
		}
		num = num*10 + int64(c-'0')
		if point {
			den *= 10
		}
		if digits++; digits > 12 || den > 1_000_000 {
			return 0, 1, "", false
		}
	}
	if digits == 0 {
		return 0, 1, "", false
	}
	for i < len(s) && s[i] == ' ' {
		i++
	}
	if neg {
		num = -num
	}
	return num, den, s[i:], true
}

// parsePaper reads the name of a paper format, or a size such as "210mm x
// 297mm".
func parsePaper(s string) (w, h unit.Abs, ok bool) {
	if w, h, ok = paperSize(s); ok {
		return w, h, true
	}
	for i, r := range s {
		if r != 'x' && r != '×' && r != 'X' {
			continue
		}
		after := s[i+1:]
		if r == '×' {
			after = s[i+len("×"):]
		}
		w, okW := parseLength(strings.TrimSpace(s[:i]), scale{})
		h, okH := parseLength(strings.TrimSpace(after), scale{})
		return w, h, okW && okH && w >= minPaper && h >= minPaper && w <= maxPaper && h <= maxPaper
	}
	return 0, 0, false
}

// Bounds of a sheet. PDF readers refuse pages over 14,400 units.
const (
	minPaper = 40 * unit.MM
	maxPaper = 14_000 * unit.Pt
)
