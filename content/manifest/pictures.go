package manifest

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/pattern"
	"jianbao/content/picture"
	"jianbao/content/qr"
	"jianbao/content/strict"
)

// readPicture is the result of reading a picture file.
type readPicture struct {
	image *picture.Image
	err   error
	file  memoFile
}

// ornamentKey reads the picture of a cover: a table with file, alt and
// decorative, or a string with the file.
func ornamentKey[T any](k key.Key, at func(*T) **content.Picture) field[T] {
	fields := pictureFileKeys(func(p *content.Picture) *content.Picture { return p })
	k.Type, k.Shorthand, k.Keys = key.Table, "file", describe(fields)
	return field[T]{k, func(l *loader, t *strict.Table, k *key.Key, into *T) {
		v := t.Value(k.Name)
		if v == nil {
			return
		}
		if file, ok := v.Str(); ok {
			p := &content.Picture{Span: v.Span, File: content.Text(file)}
			l.picture(p, "", v.Span, dotted(t, k.Name))
			*at(into) = p
		} else if sub := t.Sub(k.Name); sub != nil {
			p := &content.Picture{Span: sub.Span()}
			read(l, sub, fields, p)
			l.alternative(sub, p)
			*at(into) = p
		}
	}}
}

// pictureFile opens the file of a picture's table.
func (l *loader) pictureFile(t *strict.Table, k *key.Key, p *content.Picture) {
	if s, ok := t.Str(k.Name); ok {
		p.File = content.Text(s)
		if l.noFiles {
			return
		}
		l.picture(p, "", t.ValueSpan(k.Name), dotted(t, k.Name))
	}
}

// codePrefix begins what Markdown has in place of a picture's path for a QR code.
const codePrefix = "qr:"

// qrCode encodes the address of a picture that is a QR code.
func (l *loader) qrCode(t *strict.Table, k *key.Key, p *pictureEntry) {
	s, ok := t.Str(k.Name)
	if !ok {
		return
	}
	if l.filled(t, k, s); !allInvisible(s.Value) {
		address := l.withoutHidden(content.Text(s))
		p.File = content.Text{Value: codePrefix + address.Value, Place: address.Place}
		l.code(&p.Picture, address.Value, t.ValueSpan(k.Name))
	}
}

// code encodes an address as a picture. Errors are reported at the span at.
func (l *loader) code(p *content.Picture, address string, at diag.Span) {
	if !followable(address) || strings.ContainsFunc(address, unicode.IsSpace) || strings.ContainsFunc(address, addressBlank) {
		var fix diag.Fix
		if full := "https://" + address; !strings.Contains(address, ":") && strings.Contains(address, ".") && !strings.ContainsFunc(address, unicode.IsSpace) {
			fix.DidYouMean = full
		}
		l.log.AddFix("qr-address", at, fix, content.Shortened(address))
		return
	}
	code, err := qr.Encode(address)
	if err != nil {
		l.log.Add("qr-long", at, len(address), qr.MaxVersion)
		return
	}
	p.Code = code
}

// alternative checks that a picture has alternate text or is decorative.
func (l *loader) alternative(t *strict.Table, p *content.Picture) {
	if strings.TrimSpace(p.Alt.Value) == "" {
		p.Alt = content.Text{}
	}
	if p.Decorative && p.Alt.Value != "" {
		l.log.Add("picture-decorative", t.KeySpan("decorative"))
	}
}

// pictureEntry is an entry for a picture of an article in the manifest.
type pictureEntry struct {
	content.Picture
	position
	caption content.Text
	of      int // ordinal of a picture of the article's document, which it describes; 0: it is another one
	skip    bool
	at      *strict.Table
}

func (l *loader) picturesOf(t *strict.Table, k *key.Key, a *articleEntry) {
	for _, sub := range t.Subs(k.Name) {
		p := pictureEntry{Picture: content.Picture{Span: sub.Span()}, at: sub}
		read(l, sub, pictureKeys(), &p)
		p.Caption = l.caption(p.caption)
		if sub.Has("of") {
			l.pictureOf(a, &p)
			continue
		}
		if p.skip {
			l.log.Add("picture-skip", sub.KeySpan("skip"))
		}
		switch hasFile, hasCode := sub.Has("file"), sub.Has("qr"); {
		case hasFile && hasCode:
			l.log.Add("file-and-qr", sub.KeySpan("qr"))
		case !hasFile && !hasCode:
			l.log.Add("no-picture", sub.Span())
		}
		l.alternative(sub, &p.Picture)
		a.floats = append(a.floats, float{p.position, &p.Picture, p.Span.Start})
	}
}

func (l *loader) pictureWidth(t *strict.Table, k *key.Key, p *pictureEntry) {
	s, ok := l.lengthText(t, k)
	if !ok {
		return
	}
	words := []string{"measure", "half", "third", "quarter", "page"}
	if sign, unit := lengthParts(s.Value); !slices.Contains(words, s.Value) && (!isLength(sign, unit) || sign == 0) {
		fix := withUnit(sign, unit, s.Value)
		if fix.Write == "" {
			fix.DidYouMean = diag.Nearest(s.Value, words)
		}
		l.log.AddFix("picture-width", t.ValueSpan(k.Name), fix, dotted(t, k.Name), s.Value)
		return
	}
	p.Width = content.Text(s)
}

var pictureURL = pattern.New(`(?i)^(?:(?:https?|ftp|data|file):|//)`)

// picture opens the picture p.File, which is relative to folder; folder is
// relative to the manifest's. Errors are reported at the span at; key is the
// name of the key with the path.
func (l *loader) picture(p *content.Picture, folder string, at diag.Span, key string) {
	name := p.File.Value
	switch {
	case strings.TrimSpace(name) == "":
		l.log.Add("empty-value", at, key)
		return
	case pictureURL().MatchString(name):
		l.log.Add("picture-url", at, content.Shortened(name))
		return
	}
	clean, file, ok := l.picturePath(folder, name, at)
	if !ok {
		return
	}
	got := l.openPicture(clean, file)
	var refused *picture.Error
	switch {
	case got.err == nil:
		p.Image = got.image
		if p.Image.HDR != "" {
			l.log.Add("picture-hdr", at, name, p.Image.HDR)
		}
		if p.Image.Frames > 1 {
			l.log.Add("picture-frames", at, name, p.Image.Frames)
		}
		if p.Image.Misread != "" {
			l.log.Add("picture-colour", at, name, p.Image.Misread)
		}
	case errors.As(got.err, &refused):
		l.log.Add(diag.Code("picture-"+refused.Reason), at, name, refused.Argument(), conversion(refused.Format))
	case folder != "" && errors.Is(got.err, fs.ErrNotExist) && l.isPicture(path.Clean(name)):
		// The path is relative to the manifest's folder.
		up := strings.Repeat("../", strings.Count(folder, "/")+1)
		l.log.AddFix("file-missing", at, diag.Fix{DidYouMean: up + path.Clean(name)}, name)
	case l.isShared(at):
		reportUnreadable(got.err, at, name, picture.MaxSize, l.log, nearby{
			list: func(dir string) []string {
				return pictureNames(l.from.List(filepath.Join(l.shared.Folder, filepath.FromSlash(dir))))
			},
			elsewhere: func(string) string { return "" },
		})
	default:
		reportUnreadable(got.err, at, name, picture.MaxSize, l.log, nearby{
			list: func(dir string) []string { return l.pictureNames(path.Join(folder, dir)) },
			elsewhere: func(base string) string {
				found := findBelow(base, pictureEndings(), l.list)
				if found != "" && folder != "" {
					found = strings.Repeat("../", strings.Count(folder, "/")+1) + found
				}
				return found
			},
		})
	}
}

// openPicture opens a picture: its name relative to the manifest's folder, and the
// reader's name of its file.
func (l *loader) openPicture(name, file string) readPicture {
	got, seen := l.read[name]
	if seen {
		l.recorded.add(got.file, got.err)
		return got
	}
	raw, err := l.from.Read(KindPicture, file, picture.MaxSize)
	if known, ok := l.opt.Memo.opened(name, file, raw); ok && err == nil {
		got = known
	} else {
		if got.err = err; err == nil {
			got.image, got.err = picture.Open(name, raw)
		}
		if got.file = (memoFile{kind: KindPicture, name: file, limit: picture.MaxSize, data: raw}); got.err == nil {
			l.opt.Memo.keepPicture(file, raw, got)
		}
	}
	l.read[name] = got
	return got
}

// picturePath returns the name of a picture relative to the manifest's folder, and the
// reader's name of its file. It is relative to folder, or to publication.toml if it is
// named there.
func (l *loader) picturePath(folder, name string, at diag.Span) (clean, file string, ok bool) {
	if clean, ok = cleanPath(folder, name, at, l.log); !ok {
		return "", "", false
	}
	if !l.isShared(at) {
		return clean, l.below(clean), true
	}
	return l.shared.PictureName(clean), filepath.Join(l.shared.Folder, filepath.FromSlash(clean)), true
}

// isPicture reports whether a readable picture of the name exists below the
// manifest's folder.
func (l *loader) isPicture(name string) bool {
	if name == ".." || strings.HasPrefix(name, "../") {
		return false
	}
	folder, base := splitPath(name)
	return slices.Contains(l.pictureNames(folder), base)
}

// pictureNames returns the names of pictures in a folder.
func (l *loader) pictureNames(folder string) []string { return pictureNames(l.list(folder)) }

func pictureNames(names []string) []string {
	return slices.DeleteFunc(names, func(name string) bool {
		return !slices.Contains(pictureEndings(), strings.ToLower(path.Ext(name)))
	})
}

// pictureEndings returns the extensions of pictures, in lower case.
func pictureEndings() []string {
	return []string{".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"}
}
