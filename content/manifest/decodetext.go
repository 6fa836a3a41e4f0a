package manifest

import (
	"jianbao/content/charset"
	"jianbao/content/diag"
)

// Decode is charset.Decode for the file of an article with an encoding as a manifest gives
// it. Documents and other files that are no text are not ok and have none.
func Decode(path string, raw []byte, encoding string, log *diag.List) (src *diag.Source, ok bool) {
	if _, known := documentByMagic(raw); known {
		return &diag.Source{Path: path}, false
	}
	return charset.Decode(path, raw, encoding, log)
}
