package officefonts

import (
	"bytes"
	"errors"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"jianbao/content/diag"
	"jianbao/content/strict"
	"jianbao/fonts"
)

// Line returns the line of [style.fonts] for a face, without a line end.
func (f *Found) Line() string { return f.Role + " = " + f.value() }

// value returns the value of the face's key.
func (f *Found) value() string {
	path := strict.Quote(filepath.ToSlash(f.Path))
	if f.Faces > 1 {
		path = "{ path = " + path + ", index = " + strconv.Itoa(f.Index) + " }"
	}
	return path
}

// ErrLayout is the error for a manifest in which there is no place for the lines:
// it is not valid, has a font for a role, or is not UTF-8.
var ErrLayout = errors.New("no fonts can be added to this manifest")

// Needed returns the faces of those roles that neither a manifest nor a name in given
// gives a font for, under whichever name of the role.
func Needed(found []Found, roles []string, manifest []byte, given []string) []Found {
	if root, ok := parse(bytes.TrimPrefix(manifest, byteOrderMark)); ok {
		if t := table(table(root, "style"), "fonts"); t != nil {
			given = append(t.Keys(), given...)
		}
	}
	return slices.DeleteFunc(slices.Clone(found), func(f Found) bool {
		return !slices.Contains(roles, f.Role) || slices.ContainsFunc(given, func(name string) bool { return fonts.SameName(name, f.Role) })
	})
}

// Insert returns a manifest with the faces as values of style.fonts. It inserts text
// in one place and changes nothing else: below the header [style.fonts], in a table in
// braces, beside dotted keys, or as a new table at the end, whichever the manifest's
// form allows. Each attempt is parsed; one that does not hold what the manifest held,
// and the faces, is not taken. If none is, the error is ErrLayout.
func Insert(manifest []byte, faces []Found) ([]byte, error) {
	text, marked := bytes.CutPrefix(manifest, byteOrderMark)
	root, ok := parse(text)
	if !ok {
		return nil, ErrLayout
	}
	want, ok := withFaces(values(root), faces)
	if !ok {
		return nil, ErrLayout
	}
	for _, p := range places(text, root, faces) {
		out := bytes.Join([][]byte{text[:p.at], []byte(p.insert), text[p.at:]}, nil)
		if now, ok := parse(out); !ok || !reflect.DeepEqual(values(now), want) {
			continue
		}
		if marked {
			out = append(bytes.Clone(byteOrderMark), out...)
		}
		return out, nil
	}
	return nil, ErrLayout
}

var byteOrderMark = []byte("\uFEFF")

func parse(text []byte) (*strict.Table, bool) {
	var log diag.List
	root, ok := strict.Parse(&diag.Source{Data: text}, &log)
	return root, ok && !log.HasErrors()
}

// table returns a table of another; nil if that is nil or has no such table.
func table(t *strict.Table, key string) *strict.Table {
	if t == nil || !t.Has(key) {
		return nil
	}
	return t.Value(key).Table()
}

// place is a text to be inserted, and where.
type place struct {
	at     int
	insert string
}

// places returns where the faces may be inserted, the best place first. Not all of
// them give a valid manifest with the faces: that depends on how the tables style and
// fonts are written.
func places(text []byte, root *strict.Table, faces []Found) []place {
	end := "\n"
	if i := bytes.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		end = "\r\n"
	}
	lines := func(prefix string) string {
		var b strings.Builder
		for i := range faces {
			b.WriteString(prefix + faces[i].Line() + end)
		}
		return b.String()
	}
	listed := func(prefix string) string {
		items := make([]string, len(faces))
		for i := range faces {
			items[i] = prefix + faces[i].Line()
		}
		return strings.Join(items, ", ")
	}
	style := table(root, "style")
	given := table(style, "fonts")
	var out []place
	if given != nil {
		below, before := lineAfter(text, given.Span().End, end)
		out = append(out, place{below, before + lines("")}, inBraces(given, listed("")))
		if line, ok := firstLine(text, given); ok {
			out = append(out, place{line, lines("fonts.")}, place{line, lines("style.fonts.")})
		}
	}
	last, before := lineAfter(text, len(text), end)
	out = append(out, place{last, before + end + "[style.fonts]" + end + lines("")})
	if style != nil {
		out = append(out, inBraces(style, "fonts = { "+listed("")+" }"), inBraces(style, listed("fonts.")))
		if line, ok := firstLine(text, style); ok {
			out = append(out, place{line, lines("style.fonts.")})
		}
	}
	return out
}

// lineAfter returns where the line after the one with an offset begins; before is the
// line end that has to be inserted if there is no such line.
func lineAfter(text []byte, at int, end string) (next int, before string) {
	if n := bytes.IndexByte(text[at:], '\n'); n >= 0 {
		return at + n + 1, ""
	}
	if len(text) == 0 || text[len(text)-1] == '\n' {
		return len(text), ""
	}
	return len(text), end
}

// firstLine returns where the line with a table's first key begins; ok is false if it
// has none, or that line is a header.
func firstLine(text []byte, t *strict.Table) (at int, ok bool) {
	keys := t.Keys()
	if len(keys) == 0 {
		return 0, false
	}
	at = bytes.LastIndexByte(text[:t.Value(keys[0]).Key.Start], '\n') + 1
	return at, !bytes.HasPrefix(bytes.TrimLeft(text[at:], " \t"), []byte("["))
}

// inBraces returns the place behind the opening brace of a table that is written in
// braces.
func inBraces(t *strict.Table, text string) place {
	if len(t.Keys()) > 0 {
		text += ","
	}
	return place{t.Span().Start + 1, " " + text}
}

// withFaces returns the values of a manifest with those of faces; ok is false if
// there is no table for them or it has one of their roles.
func withFaces(all map[string]any, faces []Found) (with map[string]any, ok bool) {
	at := all
	for _, key := range [...]string{"style", "fonts"} {
		if at[key] == nil {
			at[key] = map[string]any{}
		}
		if at, ok = at[key].(map[string]any); !ok {
			return nil, false
		}
	}
	for i := range faces {
		f := &faces[i]
		if at[f.Role] != nil {
			return nil, false
		}
		var value any = filepath.ToSlash(f.Path)
		if f.Faces > 1 {
			value = map[string]any{"path": value, "index": int64(f.Index)}
		}
		at[f.Role] = value
	}
	return all, true
}

// values returns the values of a table and of those in it, in a form that
// reflect.DeepEqual compares by value.
func values(t *strict.Table) map[string]any {
	all := map[string]any{}
	for _, key := range t.Keys() {
		all[key] = valueOf(t.Value(key))
	}
	return all
}

func valueOf(v *strict.Value) any {
	if t := v.Table(); t != nil {
		return values(t)
	}
	if v.Kind() == strict.KindArray {
		items := []any{}
		for _, item := range v.Items() {
			items = append(items, valueOf(item))
		}
		return items
	}
	switch x := v.Any().(type) {
	case float64:
		return math.Float64bits(x) // nan is not equal to itself
	case time.Time:
		return [2]any{v.Kind(), x.Format(time.RFC3339Nano)}
	default:
		return x
	}
}
