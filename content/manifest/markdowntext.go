package manifest

import (
	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/picture"
)

// Markdown reads a text as Load reads the file of an article in Markdown, except for
// what needs the manifest: levels of headings and lines that repeat its values. folder
// is the folder of the file, relative to the manifest's, with slashes; pictures holds
// the pictures that the text may name, by their paths relative to the manifest's folder.
// ok is false if there are errors.
func Markdown(src *diag.Source, folder string, pictures map[string]*picture.Image, log *diag.List) (blocks []content.Block, ok bool) {
	l := &loader{from: Buffers{}, log: log, read: make(map[string]readPicture, len(pictures))}
	for name, image := range pictures {
		l.read[name] = readPicture{image: image}
	}
	return l.markdown(src, folder)
}
