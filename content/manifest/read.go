package manifest

import "jianbao/content/diag"

// DecodeText converts the bytes of a text file, called path in findings, to
// UTF-8. The encoding is that of the byte order mark, else UTF-8 if valid, else
// GB18030. Undecodable bytes and unprintable characters are reported; ok is
// false then.
func DecodeText(path string, raw []byte, log *diag.List) (src *diag.Source, ok bool) {
	return decodeText(path, raw, "auto", log)
}
