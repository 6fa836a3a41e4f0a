package edition

import (
	"path"

	"jianbao/content/charset"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/strict"
)

// Decode converts the bytes of a file with copy to UTF-8, as Read does. The encoding is
// the one that the manifest gives; empty: none. The one that was found is empty if the
// file cannot be in the one that is given; ok is false also if single characters could
// not be decoded or are none of a text.
func Decode(raw []byte, encoding string) (text []byte, found string, ok bool) {
	if encoding == "" {
		encoding = charset.Auto
	}
	src, ok := manifest.Decode("", raw, encoding, &diag.List{})
	return src.Data, src.Encoding, ok
}

// Encoded is a file whose encoding a manifest gives.
type Encoded struct {
	File     string // clean
	Encoding string
	From, To int // bytes of the encoding in the manifest, with quotation marks
}

// Encodings returns the files of articles, attachments and tables whose encoding a
// manifest gives, however it is written, in the order of their tables; ok is false if the
// text is not valid TOML.
func Encodings(text string) (list []Encoded, ok bool) {
	k, ok := ParseKeys(text)
	if !ok {
		return nil, false
	}
	var walk func(t *strict.Table)
	walk = func(t *strict.Table) {
		if file, encoding := t.Entry("file"), t.Entry("encoding"); file != nil && encoding != nil {
			name, named := file.Str()
			value, given := encoding.Str()
			if named && given {
				list = append(list, Encoded{path.Clean(name.Value), value.Value, encoding.Span.Start, encoding.Span.End})
			}
		}
		for _, key := range t.Keys() {
			v := t.Entry(key)
			if v.Table() != nil {
				walk(v.Table())
			}
			for _, item := range v.Items() {
				if item.Table() != nil {
					walk(item.Table())
				}
			}
		}
	}
	walk(k.root)
	return list, true
}
