package edition

import (
	"path"

	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/mdwrite"
)

// WrittenPicture is a picture of a text in Markdown, as the text has it.
type WrittenPicture = manifest.WrittenPicture

// WrittenPictures returns the pictures of a text in Markdown, the content of a file, in
// their order.
func WrittenPictures(file, text string) []WrittenPicture {
	return manifest.WrittenPictures(&diag.Source{Path: file, Data: []byte(text)}, path.Dir(file))
}

// SetWrittenPicture returns a text in Markdown in which picture n of WrittenPictures has
// another alt, caption, credit or file. No byte outside the picture changes; ok is false
// where Markdown cannot say that.
func SetWrittenPicture(file, text string, n int, key, value string) (changed string, ok bool) {
	return mdwrite.SetPicture(text, path.Dir(file), n, key, value)
}

// WithoutWrittenPicture returns a text in Markdown without picture n of WrittenPictures.
func WithoutWrittenPicture(file, text string, n int) (changed string, ok bool) {
	return mdwrite.WithoutPicture(text, path.Dir(file), n)
}
