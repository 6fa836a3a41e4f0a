package inline

import "unicode"

// scriptsOfShapers are the scripts whose letters are written from right to left, joined,
// stacked or reordered. A face alone does not set them: without their shapers the letters
// would stand in the wrong order or form, and look like text to who cannot read it.
var scriptsOfShapers = []*unicode.RangeTable{
	unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Samaritan, unicode.Mandaic, unicode.Adlam, unicode.Hanifi_Rohingya,
	unicode.Mongolian, unicode.Phags_Pa, unicode.Tibetan,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala,
	unicode.Khmer, unicode.Myanmar, unicode.Javanese, unicode.Balinese, unicode.Sundanese, unicode.Tai_Tham, unicode.Cham,
}

// needsShaper reports whether a character belongs to such a script. Most characters are
// decided by their block.
func needsShaper(r rune) bool {
	if r < 0x0590 || r >= 0x1100 && r < 0x1780 || r >= 0x1CF0 && r < 0xA840 || r >= 0xAC00 && r < 0xFB1D {
		return false
	}
	return unicode.In(r, scriptsOfShapers...)
}

// unsupported reports text in a script that is not set, from character i on, and returns
// the index of the character after it.
func (b *builder) unsupported(i int, font *Font) int {
	end := i + 1 // behind the last letter
	for j := end; j < len(b.chars) && b.chars[j].run == b.chars[i].run && !b.chars[j-1].ends && (b.chars[j].class == cSpace || needsShaper(b.chars[j].r)); j++ {
		if b.chars[j].class != cSpace {
			end = j + 1
		}
	}
	const most = 16
	first, last := b.chars[i], b.chars[end-1]
	text := b.p.text[first.at:last.end]
	if end-i > most {
		text = b.p.text[first.at:b.chars[i+most-1].end] + "…"
	}
	b.log.Add("script-unsupported", b.p.spanOf(first.run, first.at, last.end), text)
	for _, c := range b.chars[i:end] {
		b.add(c, font.Size/2, font.Size)
	}
	return end
}
