package fonts

import (
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// Identifiers of the records of the name table that are read.
const (
	nameFamily      = 1
	nameStyle       = 2
	nameFull        = 4
	nameVersion     = 5
	namePostScript  = 6
	nameLicence     = 13
	nameLicenceURL  = 14
	nameTypoFamily  = 16
	nameTypoStyle   = 17
	maxNameRecords  = 4096
	langEnglishUS   = 0x409
	platformUnicode = 0
	platformMac     = 1
	platformWindows = 3
)

type nameRecord struct {
	id   int
	lang int // of Windows; 0 elsewhere
	text string
}

// nameList returns the names but for the licence's, decoded once.
func (f *Face) nameList() []nameRecord {
	f.names.once.Do(func() {
		f.names.list = f.readNames(nameFamily, nameStyle, nameFull, nameVersion, namePostScript, nameTypoFamily, nameTypoStyle)
	})
	return f.names.list
}

// readNames decodes the records of some identifiers. Windows records come first: they
// are the names shown in every system's font menu.
func (f *Face) readNames(ids ...int) []nameRecord {
	t := f.raw.name
	strs := t.from(t.u16(4))
	n := min(t.u16(2), maxNameRecords, len(t)/12)
	var first, rest []nameRecord
	for i := range n {
		e := 6 + 12*i
		platform, enc, lang, id := t.u16(e), t.u16(e+2), t.u16(e+4), t.u16(e+6)
		if !slices.Contains(ids, id) {
			continue
		}
		s := strings.TrimSpace(decodeName(platform, enc, strs.sub(t.u16(e+10), t.u16(e+8))))
		if s == "" {
			continue
		}
		if platform == platformWindows {
			first = append(first, nameRecord{id, lang, s})
		} else {
			rest = append(rest, nameRecord{id, 0, s})
		}
	}
	return append(first, rest...)
}

func decodeName(platform, enc int, b table) string {
	switch {
	case platform == platformUnicode,
		platform == platformWindows && (enc == 0 || enc == 1 || enc == 10):
		u := make([]uint16, len(b)/2)
		for i := range u {
			u[i] = uint16(b.u16(2 * i))
		}
		return clean(string(utf16.Decode(u)))
	case platform == platformWindows && enc == 3, platform == platformMac && enc == 25:
		return decodeMultibyte(simplifiedchinese.GBK, b)
	case platform == platformWindows && enc == 4, platform == platformMac && enc == 2:
		return decodeMultibyte(traditionalchinese.Big5, b)
	case platform == platformMac && enc == 0:
		return clean(decodeMacRoman(b))
	}
	return ""
}

// macRoman are the characters of Mac OS Roman from 0x80 on.
const macRoman = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uF8FFÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"

// decodeMacRoman decodes a name without its zero bytes. The package charmap would add the
// tables of all its code pages to the program.
func decodeMacRoman(b table) string {
	upper := []rune(macRoman)
	var s strings.Builder
	for _, c := range b {
		switch {
		case c >= 0x80:
			s.WriteRune(upper[c-0x80])
		case c != 0:
			s.WriteByte(c)
		}
	}
	return s.String()
}

// decodeMultibyte removes the zero bytes with which Windows' multibyte names
// pad single bytes.
func decodeMultibyte(enc encoding.Encoding, b table) string {
	s, err := enc.NewDecoder().Bytes(slices.DeleteFunc(slices.Clone(b), func(c byte) bool { return c == 0 }))
	if err != nil {
		return ""
	}
	return clean(string(s))
}

// clean removes control characters, which a malicious font could otherwise
// write to a terminal or into a file's metadata.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		if r < 0x20 || r == 0x7F || r >= 0x80 && r < 0xA0 || r == 0xFFFD ||
			r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
}

// choose returns the text of the first of the identifiers that a list has, in English
// if available.
func choose(list []nameRecord, ids ...int) string {
	for _, id := range ids {
		any := ""
		for _, n := range list {
			if n.id != id {
				continue
			}
			if n.lang == langEnglishUS || n.lang == 0 && any == "" {
				return n.text
			}
			if any == "" {
				any = n.text
			}
		}
		if any != "" {
			return any
		}
	}
	return ""
}

// namesOf returns all distinct texts of the identifiers, in all languages.
func (f *Face) namesOf(ids ...int) []string {
	var out []string
	for _, id := range ids {
		for _, n := range f.nameList() {
			if n.id == id && !slices.Contains(out, n.text) {
				out = append(out, n.text)
			}
		}
	}
	return out
}

// FamilyNames returns the family's names in all languages of the font ("LXGW
// WenKai", "霞鹜文楷"), the typographic family before the legacy one.
func (f *Face) FamilyNames() []string { return f.namesOf(nameTypoFamily, nameFamily) }

// FamilyName returns the family's English name of a face of a file, also of one that
// Open refuses; empty if it cannot be read.
func FamilyName(data []byte, index int) string {
	d := table(data)
	start, err := faceStart(d, index)
	if err != nil {
		return ""
	}
	f := &Face{data: data}
	f.readDirectory(d, start) // what it refuses has names all the same
	return choose(f.nameList(), nameTypoFamily, nameFamily)
}

// Style returns the style's English name ("Regular", "SemiBold Italic").
func (f *Face) Style() string { return choose(f.nameList(), nameTypoStyle, nameStyle) }

// Version returns the font's version string.
func (f *Face) Version() string { return choose(f.nameList(), nameVersion) }

// Licence returns the font's licence description, else the licence's URL; empty
// if it has neither. It may have pages of text and is rarely asked for.
func (f *Face) Licence() string {
	return choose(f.readNames(nameLicence, nameLicenceURL), nameLicence, nameLicenceURL)
}

// PostScriptName returns the font's PostScript name, reduced to the characters
// that PDF and PostScript allow. If it has none, the name is derived from the
// family, or is "Unnamed".
func (f *Face) PostScriptName() string {
	for _, s := range append(f.namesOf(namePostScript), f.namesOf(nameFull, nameFamily)...) {
		s = strings.Map(func(r rune) rune {
			if r <= ' ' || r > '~' || strings.ContainsRune("[](){}<>/%", r) {
				return -1
			}
			return r
		}, s)
		if s != "" {
			return s[:min(len(s), 63)]
		}
	}
	return "Unnamed"
}
