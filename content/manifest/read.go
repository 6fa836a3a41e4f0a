package manifest

import "jianbao/content/diag"

// DecodeText converts the bytes of a text file, called path in findings, to
// UTF-8. The encoding is that of the byte order mark, else UTF-8 if valid, else
// GB18030. Undecodable bytes and unprintable characters are reported; ok is
// false then.
func DecodeText(path string, raw []byte, log *diag.List) (src *diag.Source, ok bool) {
	return decodeText(path, raw, "auto", log)
}

// Decode is DecodeText for a file with an encoding, as a manifest gives it, which is in
// the source. Documents and other files that are no text are not ok and have none.
func Decode(path string, raw []byte, encoding string, log *diag.List) (src *diag.Source, ok bool) {
	if _, known := documentByMagic(raw); known {
		return &diag.Source{Path: path}, false
	}
	return decodeText(path, raw, encoding, log)
}
