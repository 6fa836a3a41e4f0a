package charset

import "unicode/utf8"

// gbLength returns the size in bytes of the GB18030 character at the beginning
// of b; 0 if there is none.
func gbLength(b []byte) int {
	if b[0] == 0x80 {
		return 1 // € in Windows' code page 936
	}
	if len(b) < 2 || b[0] == 0xFF {
		return 0
	}
	switch t := b[1]; {
	case t >= 0x40 && t <= 0xFE && t != 0x7F:
		return 2
	case t >= 0x30 && t <= 0x39 && len(b) >= 4 && b[2] >= 0x81 && b[2] <= 0xFE && b[3] >= 0x30 && b[3] <= 0x39:
		return 4
	}
	return 0
}

// decode2022 returns the character of the two-byte codes that the decoding
// library lacks: the vertical forms and components that were in the private use
// area before GB18030-2022 mapped them to Unicode, and A8BC.
func decode2022(code int) rune {
	switch code {
	case 0xA6D9:
		return 0xFE10
	case 0xA6DA:
		return 0xFE12
	case 0xA6DB:
		return 0xFE11
	case 0xA6DC, 0xA6DD, 0xA6DE, 0xA6DF:
		return 0xFE13 + rune(code-0xA6DC)
	case 0xA6EC, 0xA6ED:
		return 0xFE17 + rune(code-0xA6EC)
	case 0xA6F3:
		return 0xFE19
	case 0xFE59:
		return 0x9FB4
	case 0xFE61:
		return 0x9FB5
	case 0xFE66, 0xFE67:
		return 0x9FB6 + rune(code-0xFE66)
	case 0xFE6D:
		return 0x9FB8
	case 0xFE7E:
		return 0x9FB9
	case 0xFE90:
		return 0x9FBA
	case 0xFEA0:
		return 0x9FBB
	case 0xA8BC:
		return 0x1E3F
	}
	return utf8.RuneError
}

// userDefined reports whether a two-byte code is in one of the three
// user-defined areas of GB18030, which offices use for their own characters
// (造字).
func userDefined(code int) bool {
	lead, trail := code>>8, code&0xFF
	switch {
	case lead >= 0xAA && lead <= 0xAF, lead >= 0xF8 && lead <= 0xFE:
		return trail >= 0xA1
	case lead >= 0xA1 && lead <= 0xA7:
		return trail <= 0xA0
	}
	return false
}

func (d *decoder) badGB(b []byte) rune {
	switch len(b) {
	case 2:
		code := int(b[0])<<8 | int(b[1])
		if r := decode2022(code); r != utf8.RuneError {
			return r
		}
		if userDefined(code) {
			d.fail("text-user-defined", 2, code, d.pos)
		} else {
			d.fail("text-unassigned", 2, code, "GB18030", d.pos)
		}
	case 4:
		code := int(b[0])<<24 | int(b[1])<<16 | int(b[2])<<8 | int(b[3])
		d.fail("text-unassigned", 4, code, "GB18030", d.pos)
	default:
		d.fail("text-invalid", len(b), int(b[0]), d.pos, "GB18030")
	}
	return utf8.RuneError
}
