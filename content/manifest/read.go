package manifest

import "jianbao/content/diag"

// DecodeText turns the bytes of a text file that the user wrote, shown as path,
// into UTF-8: a byte order mark decides, else what is no UTF-8 is GB18030. What
// has no meaning or cannot be printed is reported; ok is false then.
func DecodeText(path string, raw []byte, log *diag.List) (src *diag.Source, ok bool) {
	return decodeText(path, raw, "auto", log)
}
