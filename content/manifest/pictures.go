package manifest

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
	"jianbao/content/picture"
	"jianbao/content/strict"
)

// readPicture is what came of reading a picture file.
type readPicture struct {
	image *picture.Image
	err   error
}

// ornament reads the picture of a cover: a table with file, alt and decorative,
// or a string, which is its file; nil if there is none.
func (l *loader) ornament(t *strict.Table, key string) *content.Picture {
	v := t.Value(key)
	if v == nil {
		return nil
	}
	if v.Kind() == strict.KindString {
		file, _ := v.Str()
		p := &content.Picture{Span: v.Span, File: content.Text(file)}
		l.picture(p, "", v.Span, dotted(t, key))
		return p
	}
	sub := t.Sub(key)
	if sub == nil {
		return nil
	}
	return l.pictureTable(sub)
}

// pictureTable reads what every table of a picture may have.
func (l *loader) pictureTable(t *strict.Table) *content.Picture {
	p := &content.Picture{Span: t.Span()}
	p.Alt = l.text(t, "alt")
	if strings.TrimSpace(p.Alt.Value) == "" {
		p.Alt = content.Text{}
	}
	if decorative, ok := t.Bool("decorative"); ok {
		p.Decorative = decorative
	}
	if p.Decorative && p.Alt.Value != "" {
		l.log.Add("picture-decorative", t.KeySpan("decorative"))
	}
	if t.Require("file") {
		if s, ok := t.Str("file"); ok {
			p.File = content.Text(s)
			l.picture(p, "", t.ValueSpan("file"), dotted(t, "file"))
		}
	}
	return p
}

// pictures puts the article's [[picture]] tables into its body. Where several
// have the same place they keep their order.
func (l *loader) pictures(t *strict.Table, body []content.Block) []content.Block {
	var ends []int // of body, after each paragraph
	for i, b := range body {
		if _, ok := b.(*content.Paragraph); ok {
			ends = append(ends, i+1)
		}
	}
	type placed struct {
		at int
		*content.Picture
	}
	var all []placed
	for _, sub := range t.Subs("picture") {
		p := l.pictureTable(sub)
		p.Caption = l.text(sub, "caption")
		p.Credit = l.text(sub, "credit")
		p.Width = l.pictureWidth(sub)
		word, _ := sub.Enum("place", "here", "top", "bottom", "page")
		p.Place = map[string]content.Place{"top": content.PlaceTop, "bottom": content.PlaceBottom, "page": content.PlacePage}[word]
		at := len(body)
		if n, ok := sub.Int("after", -1<<62, 1<<62); ok {
			switch {
			case n == 0:
				at = 0
			case n > 0 && n <= int64(len(ends)):
				at = ends[n-1]
			case len(body) > 0 || n < 0: // without a text that was read nobody knows
				l.log.Add("picture-after", sub.ValueSpan("after"), n, len(ends))
			}
		}
		all = append(all, placed{at, p})
	}
	if len(all) == 0 {
		return body
	}
	slices.SortStableFunc(all, func(a, b placed) int { return a.at - b.at })
	out := make([]content.Block, 0, len(body)+len(all))
	from := 0
	for _, p := range all {
		out = append(append(out, body[from:p.at]...), p.Picture)
		from = p.at
	}
	return append(out, body[from:]...)
}

func (l *loader) pictureWidth(t *strict.Table) content.Text {
	s, ok := t.Str("width")
	if !ok {
		return content.Text{}
	}
	words := []string{"measure", "half"}
	if sign, unit := lengthParts(s.Value); !slices.Contains(words, s.Value) && (!isLength(sign, unit) || sign == 0) {
		fix := withUnit(sign, unit, s.Value)
		if fix.Write == "" {
			fix.DidYouMean = diag.Nearest(s.Value, words)
		}
		l.log.AddFix("picture-width", t.ValueSpan("width"), fix, dotted(t, "width"), s.Value)
		return content.Text{}
	}
	return content.Text(s)
}

var pictureURL = pattern.New(`(?i)^(?:(?:https?|ftp|data|file):|//)`)

// picture opens the picture that p.File names, from a folder below the
// manifest's. What is wrong with it is reported at a place; key names what
// holds the path.
func (l *loader) picture(p *content.Picture, folder string, at diag.Span, key string) {
	name := p.File.Value
	switch {
	case strings.TrimSpace(name) == "":
		l.log.Add("empty-value", at, key)
		return
	case pictureURL().MatchString(name):
		l.log.Add("picture-url", at, name)
		return
	}
	clean, ok := cleanPath(folder, name, at, l.log)
	if !ok {
		return
	}
	got, seen := l.read[clean]
	if !seen {
		var raw []byte
		if raw, got.err = l.files.Read(clean, picture.MaxSize); got.err == nil {
			got.image, got.err = picture.Open(clean, raw)
		}
		l.read[clean] = got
	}
	var refused *picture.Error
	switch {
	case got.err == nil:
		p.Image = got.image
	case errors.As(got.err, &refused):
		l.log.Add(diag.Code("picture-"+refused.Reason), at, name, refused.Format+refused.Detail)
	case folder != "" && errors.Is(got.err, fs.ErrNotExist) && l.isPicture(path.Clean(name)):
		// Written as from the manifest's folder.
		up := strings.Repeat("../", strings.Count(folder, "/")+1)
		l.log.AddFix("file-missing", at, diag.Fix{DidYouMean: up + path.Clean(name)}, name)
	default:
		list := func(dir string) []string { return l.pictureNames(path.Join(folder, dir)) }
		reportUnreadable(got.err, at, name, picture.MaxSize, l.log, list)
	}
}

// isPicture reports whether there is such a picture below the manifest's folder.
func (l *loader) isPicture(name string) bool {
	if name == ".." || strings.HasPrefix(name, "../") {
		return false
	}
	folder, base := splitPath(name)
	return slices.Contains(l.pictureNames(folder), base)
}

// pictureNames returns the pictures of a folder.
func (l *loader) pictureNames(folder string) []string {
	return slices.DeleteFunc(l.files.List(folder), func(name string) bool {
		return !slices.Contains([]string{".jpg", ".jpeg", ".jpe", ".jfif", ".png"}, strings.ToLower(path.Ext(name)))
	})
}
