package manifest

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/pattern"
	"jianbao/content/strict"
)

func (l *loader) icc(t *strict.Table, k *key.Key, p *content.Print) {
	if s, ok := t.Str(k.Name); ok {
		p.ICCSpan = t.ValueSpan(k.Name)
		p.ICC, _ = l.anywhere(s, p.ICCSpan, dotted(t, k.Name))
	}
}

func (l *loader) plates(t *strict.Table, k *key.Key, p *content.Print) {
	for _, s := range t.Strs(k.Name) {
		at := s.Place.At(0, len(s.Value))
		switch {
		case strings.TrimSpace(s.Value) == "":
			l.log.Add("empty-value", at, dotted(t, k.Name))
		case strings.ContainsFunc(s.Value, func(r rune) bool { return r < ' ' || r > '~' }):
			l.log.Add("plate-name", at, s.Value)
		case slices.ContainsFunc(p.Plates, func(other content.Text) bool { return other.Value == s.Value }):
		default:
			p.Plates = append(p.Plates, content.Text(s))
		}
	}
}

// drivePath matches a path of Windows, which on other systems starts from no folder either.
var drivePath = pattern.New(`^[A-Za-z]:/`)

// anywhere resolves the path of a file that may be outside the manifest's
// folder, such as a font or colour profile; key is for messages. Of a path in
// publication.toml the file must be below the folder of that.
func (l *loader) anywhere(file strict.String, at diag.Span, key string) (string, bool) {
	switch {
	case strings.TrimSpace(file.Value) == "":
		l.log.Add("empty-value", at, key)
		return "", false
	case strings.Contains(file.Value, `\`):
		l.log.AddFix("path-backslash", at, diag.Fix{Write: `"` + strings.ReplaceAll(file.Value, `\`, "/") + `"`}, file.Value)
		return "", false
	}
	if l.isShared(at) {
		return l.sharedFile(file.Value, at)
	}
	name := filepath.FromSlash(file.Value)
	if !filepath.IsAbs(name) && !drivePath().MatchString(name) {
		name = filepath.Join(l.dir, name)
	}
	return name, true
}

// lengthKey reads an absolute length. Its range is checked where it is used.
func lengthKey[T any](k key.Key, at func(*T) *content.Text) field[T] {
	k.Type = key.Length
	return field[T]{k, func(l *loader, t *strict.Table, k *key.Key, into *T) {
		s, ok := l.lengthText(t, k)
		if !ok {
			return
		}
		if sign, unit := lengthParts(s.Value); !isLength(sign, unit) || sign == 0 && k.Positive {
			l.log.AddFix("bad-length", t.ValueSpan(k.Name), withUnit(sign, unit, s.Value), dotted(t, k.Name), s.Value)
			return
		}
		*at(into) = content.Text(s)
	}}
}

// lengthText returns the text of a length. A number is an error whose repair has a
// unit.
func (l *loader) lengthText(t *strict.Table, k *key.Key) (s strict.String, ok bool) {
	v := t.Value(k.Name)
	if v == nil || v.Kind() != strict.KindInt && v.Kind() != strict.KindFloat {
		return t.Str(k.Name)
	}
	text := v.Span.Text()
	sign, unit := lengthParts(text)
	fix := withUnit(sign, unit, text)
	if fix.Write == "" {
		fix.Write = `"` + text + `"`
	}
	l.log.AddFix("wrong-type", v.Span, fix, dotted(t, k.Name), strict.KindString.Term(), v.Kind().Term())
	return s, false
}

// isLength reports whether sign and unit are those of a length in millimetres,
// centimetres or points; 0 needs no unit.
func isLength(sign int, unit string) bool {
	return sign >= 0 && slices.Contains([]string{"mm", "cm", "pt"}, unit) || sign == 0 && unit == ""
}

// withUnit suggests millimetres for a number without a unit.
func withUnit(sign int, unit, value string) (fix diag.Fix) {
	if sign > 0 && unit == "" {
		fix.Write = `"` + strings.TrimSpace(value) + `mm"`
	}
	return fix
}

// lengthParts splits a length such as "3.5 mm" and returns the sign of the
// number (0, 1, or -1 if there is no number) and the unit. The value is
// computed by package layout only.
func lengthParts(s string) (sign int, unit string) {
	s = strings.TrimSpace(s)
	unit = strings.TrimLeft(s, "0123456789.")
	whole, part, _ := strings.Cut(s[:len(s)-len(unit)], ".")
	if whole+part == "" || strings.Contains(part, ".") || len(whole) > 6 || len(part) > 6 {
		return -1, ""
	}
	if strings.Trim(whole+part, "0") != "" {
		sign = 1
	}
	return sign, strings.TrimLeft(unit, " ")
}

// archiveEntry is the table [archive] while it is read.
type archiveEntry struct{ content.Archive }

// element adds an element of DA/T 46 and returns its text.
func (a *archiveEntry) element(name string) *content.Text {
	a.Elements = append(a.Elements, content.Element{Key: name})
	return &a.Elements[len(a.Elements)-1].Text
}

func (l *loader) archive(t *strict.Table, k *key.Key, issue *content.Issue) {
	sub := t.Sub(k.Name)
	if sub == nil {
		return
	}
	a := archiveEntry{issue.Archive}
	read(l, sub, archiveKeys(), &a)
	if (a.Produced != content.Date{}) && !a.Reset {
		l.log.Add("produced-without-reset", sub.KeySpan("produced"))
	}
	// In the order of the manifest.
	if sub.Has("pictures") {
		a.PicturesSpan = sub.ValueSpan("pictures")
	}
	a.Elements = slices.DeleteFunc(a.Elements, func(e content.Element) bool { return strings.TrimSpace(e.Text.Value) == "" })
	order := sub.Keys()
	slices.SortFunc(a.Elements, func(e, f content.Element) int {
		return cmp.Compare(slices.Index(order, e.Key), slices.Index(order, f.Key))
	})
	issue.Archive = a.Archive
}
