package picture

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// setProfile records an embedded profile, cut to the length in its header (ICC.1:2010,
// 7.2): as Profile if it is for the picture's space, or as Tones. Its tables are not checked. Without
// data there is none.
func (im *Image) setProfile(data []byte) {
	if len(data) == 0 {
		return
	}
	im.BadProfile = true
	if len(data) < 132 || len(data) > maxProfile || string(data[36:40]) != "acsp" {
		return
	}
	size := binary.BigEndian.Uint32(data)
	if size < 132 || uint64(size) > uint64(len(data)) {
		return
	}
	spaces := [...]string{Gray: "GRAY", RGB: "RGB ", CMYK: "CMYK"}
	space := string(data[16:20])
	if strings.ContainsFunc(space, func(r rune) bool { return r < ' ' || r > '~' }) {
		return
	}
	im.BadProfile = false
	switch {
	case space == spaces[im.Space]:
		im.Profile = bytes.Clone(data[:size])
	case space == spaces[RGB] && im.Palette && im.Space == Gray:
		// Colours of a palette are RGB, and so is their profile (PNG 3rd edition, 11.3.2.3).
		if !im.Bilevel() { // black and white are the same in all
			im.Tones = bytes.Clone(data[:size])
		}
	default:
		im.OtherProfile = strings.TrimSpace(space)
	}
}
