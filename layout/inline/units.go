package inline

import (
	"strings"
	"unicode"
)

// protectUnit forbids breaks between a number, the typed space after it and a
// unit of measurement (10 kg, 9.8 mg/L).
func protectUnit(chars []char, out []brk, from, to int) {
	if from < 2 || !chars[from-1].class.space() || chars[from-1].class == cWide || !unicode.IsDigit(chars[from-2].r) {
		return
	}
	var b strings.Builder
	for k := from; k < to && unitRune(chars[k].r); k++ {
		b.WriteRune(chars[k].r)
	}
	if isUnit(b.String()) {
		out[from] = brkNone
		out[from-1] = brkNone
	}
}

// unitRune reports whether r can be part of a unit of measurement.
func unitRune(r rune) bool {
	return unicode.IsLetter(r) || digit(r) || strings.ContainsRune("/·⋅°µ⁻⁰¹²³⁴⁵⁶⁷⁸⁹-", r)
}

// unitSymbols holds the symbols of GB 3100 and other common ones, without
// prefixes.
var unitSymbols = map[string]bool{
	"m": true, "g": true, "s": true, "A": true, "K": true, "mol": true, "cd": true, "Hz": true, "N": true,
	"Pa": true, "J": true, "W": true, "C": true, "V": true, "F": true, "Ω": true, "S": true, "Wb": true,
	"T": true, "H": true, "lm": true, "lx": true, "Bq": true, "Gy": true, "Sv": true, "L": true, "l": true,
	"t": true, "h": true, "min": true, "d": true, "a": true, "eV": true, "dB": true, "B": true, "b": true,
	"ha": true, "hm": true, "nm": true, "n": true, "r": true, "rpm": true, "ppm": true, "ppb": true, "VA": true, "var": true,
	"Wh": true, "bit": true, "bps": true, "°C": true, "°F": true, "NTU": true, "pt": true, "em": true, "px": true,
	"Ah": true, "Wp": true, "dBm": true, "cal": true, "tce": true, "mmHg": true, "IU": true, "Da": true,
	"FLOPS": true, "OPS": true, "fps": true, "dpi": true, "ppi": true,
}

// dataUnits holds the units of data among them, which have prefixes of their own besides
// those of SI: KB for 1024 bytes, and KiB, MiB and so on (IEC 80000-13).
var dataUnits = map[string]bool{"B": true, "b": true, "bit": true, "bps": true}

// isUnit reports whether a token is a unit: a product or quotient of symbols
// with optional prefixes and powers.
func isUnit(token string) bool {
	if token == "" || len(token) > 16 {
		return false
	}
	for _, part := range strings.FieldsFunc(token, func(r rune) bool { return r == '/' || r == '·' || r == '⋅' }) {
		part = strings.TrimRight(part, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻-+0123456789")
		if !unitSymbols[part] && !prefixed(part) {
			return false
		}
	}
	return true
}

func prefixed(part string) bool {
	for _, p := range []string{"da", "k", "M", "G", "T", "P", "h", "d", "c", "m", "μ", "µ", "u", "n", "p"} {
		if rest, ok := strings.CutPrefix(part, p); ok && unitSymbols[rest] {
			return true
		}
	}
	for _, p := range []string{"K", "E", "Z", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"} {
		if rest, ok := strings.CutPrefix(part, p); ok && dataUnits[rest] {
			return true
		}
	}
	return false
}
