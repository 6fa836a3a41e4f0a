package officefonts

import (
	"bytes"
	"errors"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"jianbao/content/diag"
	"jianbao/content/strict"
)

// Line returns the line of [style.fonts] for a face, without a line end.
func (f *Found) Line() string {
	path := strconv.Quote(filepath.ToSlash(f.Path))
	if f.Faces > 1 {
		path = "{ path = " + path + ", index = " + strconv.Itoa(f.Index) + " }"
	}
	return f.Role + " = " + path
}

// ErrLayout is the error for a manifest in which there is no place for the lines:
// it has [style] or its fonts in a form that a table cannot follow.
var ErrLayout = errors.New("no table [style.fonts] can be added to this manifest")

// Given returns the roles and families that a manifest already gives fonts for.
func Given(manifest []byte) []string {
	t, ok := strict.Parse(&diag.Source{Data: manifest}, &diag.List{})
	if !ok {
		return nil
	}
	var names []string
	for _, leaf := range t.Leaves() {
		if rest, ok := strings.CutPrefix(leaf.Key, "style.fonts."); ok {
			name, _, _ := strings.Cut(rest, ".")
			names = append(names, name)
		}
	}
	return names
}

// Insert returns a manifest with lines for faces in [style.fonts], below the
// table's header or, if there is none, in a new table at the end. Everything else
// stays byte for byte. The result is parsed: if it does not hold what the manifest
// held, and the faces, the error is ErrLayout.
func Insert(manifest []byte, faces []Found) ([]byte, error) {
	end := "\n"
	if bytes.Contains(manifest, []byte("\r\n")) {
		end = "\r\n"
	}
	var lines strings.Builder
	for i := range faces {
		lines.WriteString(faces[i].Line() + end)
	}
	at, before := len(manifest), ""
	if header := headerEnd(manifest); header >= 0 {
		at = header
		if manifest[at-1] != '\n' {
			before = end
		}
	} else {
		if len(Given(manifest)) > 0 { // by dotted keys or in braces, which a table must not follow (TOML 1.0)
			return nil, ErrLayout
		}
		if len(manifest) > 0 && manifest[len(manifest)-1] != '\n' {
			before = end
		}
		before += end + "[style.fonts]" + end
	}
	out := bytes.Join([][]byte{manifest[:at], []byte(before + lines.String()), manifest[at:]}, nil)
	if !holds(manifest, out, faces) {
		return nil, ErrLayout
	}
	return out, nil
}

// headerEnd returns where the line after the header [style.fonts] begins; -1:
// there is no such header. A line in a text of several lines may look like it:
// holds finds out.
func headerEnd(manifest []byte) int {
	for from := 0; from < len(manifest); {
		end := len(manifest)
		if n := bytes.IndexByte(manifest[from:], '\n'); n >= 0 {
			end = from + n + 1
		}
		line, _, _ := strings.Cut(string(manifest[from:end]), "#")
		if strings.Join(strings.Fields(line), "") == "[style.fonts]" {
			return end
		}
		from = end
	}
	return -1
}

// holds reports whether the text after has the values of the one before and those
// of the faces, and no others.
func holds(before, after []byte, faces []Found) bool {
	old, ok := values(before)
	if !ok {
		return false
	}
	now, ok := values(after)
	for i := range faces {
		f := &faces[i]
		key, path := "style.fonts."+f.Role, filepath.ToSlash(f.Path)
		if f.Faces == 1 {
			ok = ok && now[key] == path
			delete(now, key)
			continue
		}
		ok = ok && now[key+".path"] == path && now[key+".index"] == int64(f.Index)
		delete(now, key+".path")
		delete(now, key+".index")
	}
	return ok && reflect.DeepEqual(old, now)
}

// values returns the values of a TOML text by their dotted names.
func values(text []byte) (map[string]any, bool) {
	var log diag.List
	t, ok := strict.Parse(&diag.Source{Data: text}, &log)
	if !ok || log.HasErrors() {
		return nil, false
	}
	all := map[string]any{}
	for _, leaf := range t.Leaves() {
		all[leaf.Key] = leaf.Value.Any()
	}
	for _, table := range []string{"style", "style.fonts"} { // empty ones are no leaves once they hold something
		if v := reflect.ValueOf(all[table]); !v.IsValid() || v.Kind() == reflect.Map && v.Len() == 0 {
			delete(all, table)
		}
	}
	return all, true
}
