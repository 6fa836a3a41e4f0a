package mdwrite

import (
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
)

// PictureKeys are what Markdown says of a picture, by their names in the manifest.
var PictureKeys = [...]string{"file", "alt", "caption", "credit"}

// valueOf returns what a picture has for one of PictureKeys.
func valueOf(p *manifest.WrittenPicture, key string) *string {
	switch key {
	case "file":
		return &p.File
	case "alt":
		return &p.Alt
	case "caption":
		return &p.Caption
	}
	return &p.Credit
}

// SetPicture returns a text in Markdown in which picture n, as manifest.WrittenPictures
// counts, has another value for one of PictureKeys. No byte outside the picture changes,
// and what is written is read back: ok is false if Markdown cannot say that, or if
// something else would be read otherwise.
func SetPicture(text, folder string, n int, key, value string) (changed string, ok bool) {
	before := manifest.WrittenPictures(source(text), folder)
	if n < 0 || n >= len(before) {
		return "", false
	}
	want := slices.Clone(before)
	value = strings.Join(strings.Fields(strings.ReplaceAll(value, "\u3000", "\x00")), " ") // one line
	value = strings.ReplaceAll(value, "\x00", "\u3000")
	*valueOf(&want[n], key) = value
	others := otherBlocks(text, folder)
	for f := plainForm; f <= lastForm; f++ {
		if changed := withPicture(text, &before[n], &want[n], key, f); readsAs(changed, folder, want, others) {
			return changed, true
		}
	}
	return "", false
}

// WithoutPicture returns a text without picture n, and without the line that it has alone.
func WithoutPicture(text, folder string, n int) (changed string, ok bool) {
	list := manifest.WrittenPictures(source(text), folder)
	if n < 0 || n >= len(list) {
		return "", false
	}
	from, to := list[n].From, list[n].To
	line := strings.LastIndexByte(text[:from], '\n') + 1
	end := len(text)
	if i := strings.IndexByte(text[to:], '\n'); i >= 0 {
		end = to + i + 1
	}
	if strings.TrimSpace(text[line:from]+text[to:end]) == "" {
		from, to = line, end
		if above := strings.TrimSuffix(strings.TrimSuffix(text[:from], "\n"), "\r"); above == "" || strings.HasSuffix(above, "\n") { // below an empty line
			rest := text[to:]
			if i := strings.IndexByte(rest, '\n'); i >= 0 && strings.TrimSpace(rest[:i]) == "" {
				to += i + 1
			}
		}
	} else {
		for to < end && text[to] == ' ' {
			to++
		}
	}
	changed = text[:from] + text[to:]
	want := slices.Delete(slices.Clone(list), n, n+1)
	return changed, readsAs(changed, folder, want, otherBlocks(text, folder))
}

// readsAs reports whether a text has certain pictures and other blocks.
func readsAs(text, folder string, pictures []manifest.WrittenPicture, others string) bool {
	return slices.EqualFunc(manifest.WrittenPictures(source(text), folder), pictures, sameWritten) && otherBlocks(text, folder) == others
}

func source(text string) *diag.Source { return &diag.Source{Path: "article.md", Data: []byte(text)} }

// sameWritten reports whether two pictures have the same values.
func sameWritten(a, b manifest.WrittenPicture) bool {
	return a.File == b.File && a.Alt == b.Alt && a.Caption == b.Caption && a.Credit == b.Credit && a.Elsewhere == b.Elsewhere
}

// otherBlocks describes the blocks of a text but for its pictures.
func otherBlocks(text, folder string) string {
	blocks, _ := manifest.Markdown(source(text), folder, nil, &diag.List{})
	return Describe(slices.DeleteFunc(blocks, func(b content.Block) bool { _, is := b.(*content.Picture); return is }))
}

// withPicture returns a text in which a picture is written otherwise.
func withPicture(text string, was, p *manifest.WrittenPicture, key string, f form) string {
	put := func(from, to int, part string) string { return text[:from] + part + text[to:] }
	switch key {
	case "alt":
		t := &texter{writer: &writer{}, form: f, place: place{oneLine: true}}
		t.escaped(p.Alt, true)
		return put(was.AltFrom, was.AltTo, t.out.String())
	case "file":
		file := &content.Picture{File: content.Text{Value: p.File}}
		path := p.File
		if f > plainForm || strings.ContainsAny(path, " ()<>") {
			path = destination(file)
		}
		return put(was.FileFrom, was.FileTo, path)
	}
	title := p.Caption
	if p.Credit != "" || strings.ContainsAny(title, "｜|") {
		title += divider(text[was.TitleFrom:was.TitleTo]) + p.Credit
	}
	switch {
	case title == "":
		return put(was.FileTo, was.TitleTo, "")
	case f == plainForm:
		title = strings.ReplaceAll(title, `"`, `\"`)
	default:
		title = escapedTitle(title)
	}
	title = `"` + title + `"`
	if was.TitleFrom == was.TitleTo {
		title = " " + title
	}
	return put(was.TitleFrom, was.TitleTo, title)
}

// divider returns the sign that divides a title into caption and credit.
func divider(title string) string {
	if i := strings.LastIndexAny(title, "｜|"); i >= 0 && title[i] == '|' {
		return "|"
	}
	return "｜"
}
