package content

import "unicode"

// Invisible reports whether a character has no visible form: a blank
// (White_Space, UAX #44 5.7.1), a default ignorable character (5.7.4) or the
// blank Braille pattern. Marks before digits (Prepended_Concatenation_Mark) and
// interlinear annotation characters are format characters too, but are visible
// or indicate lost copy.
func Invisible(r rune) bool {
	switch {
	case r < 0x80:
		return r == ' ' || r >= '\t' && r <= '\r'
	case unicode.IsControl(r): // has a separate finding
		return false
	case unicode.In(r, unicode.White_Space, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point):
		return r != 0x2028 && r != 0x2029 // line ends have a separate finding
	case r == 0x2800:
		return true
	}
	return unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r) && (r < 0xFFF9 || r > 0xFFFB) && (r < 0x13430 || r > 0x1343F)
}
