package mdwrite

import (
	"net/url"
	"strings"

	"jianbao/content"
)

// pictures returns the text of pictures side by side, or of one.
func (w *writer) pictures(all part) string {
	out := make([]string, len(all))
	for i, b := range all {
		if p, ok := b.(*content.Picture); ok {
			out[i] = w.picture(p)
		}
	}
	return strings.Join(out, " ")
}

// picture returns the text of a picture.
func (w *writer) picture(p *content.Picture) string {
	alt := ""
	if p.Alt.Value != "" {
		alt = w.text([]content.Inline{content.Run{Value: p.Alt.Value}}, place{oneLine: true})
	}
	title := Caption(p.Caption)
	if p.Credit.Value != "" || strings.ContainsAny(title, "｜|") {
		title += "｜" + p.Credit.Value
	}
	if title != "" {
		title = ` "` + escapedTitle(title) + `"`
	}
	return "![" + alt + "](" + destination(p) + title + ")"
}

// escapedTitle returns the title of a picture as it stands between quotation marks.
func escapedTitle(title string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;", "<", `\<`, "[^", `\[^`, "![", `\![`, "！[", "&#65281;[", "！［", "&#65281;［").Replace(title)
}

// Caption returns the text of a picture's caption, as the manifest has it: there is no
// markup in it but scripts, spans, readings and page references.
func Caption(in []content.Inline) string {
	t := &texter{writer: &writer{}, form: plainForm, place: place{inTitle: true}}
	t.wrapped(in, 0)
	return t.out.String()
}

// destination returns the path of a picture as Markdown has it.
func destination(p *content.Picture) string {
	path := p.File.Value
	if p.Code == nil {
		if plain, err := url.PathUnescape(path); err != nil || plain != path {
			path = strings.ReplaceAll(path, "%", "%25")
		}
	}
	path = strings.NewReplacer(`\`, `\\`, "&", "&amp;", "<", `\<`, ">", `\>`).Replace(path)
	if strings.ContainsAny(path, " ()<>*_") {
		return "<" + path + ">"
	}
	return path
}
