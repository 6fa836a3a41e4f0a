package schema

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/strict"
	"jianbao/layout/theme"
)

// compiled returns a schema ready for use. It is checked against draft-07 itself.
func compiled(t testing.TB, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("a.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("a.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// compiledSchemas returns the schema of each kind of document.
func compiledSchemas(t testing.TB, lang diag.Lang) map[kind]*jsonschema.Schema {
	t.Helper()
	return map[kind]*jsonschema.Schema{
		manifestDocument: compiled(t, Manifest(lang)), themeDocument: compiled(t, Theme(lang)), publicationDocument: compiled(t, Publication(lang)),
	}
}

// publicationErrors returns the codes of the program's errors in keys and values of a
// publication.toml.
func publicationErrors(files map[string][]byte, text []byte) (errors []string) {
	all := maps.Clone(files)
	if all == nil {
		all = map[string][]byte{}
	}
	all[manifest.PublicationName] = text
	all["issue.toml"] = []byte("schema = 1\n[issue]\nyear = 2021\nnumber = 1\ndate = 2021-10-22\n[[section]]\ntitle = \"甲\"\n[[section.article]]\ntitle = \"乙\"\ntext = \"丙\"\n")
	var log diag.List
	issue := manifest.Load(manifest.Buffers{Name: "issue.toml", Files: all}, manifest.Options{}, &log)
	if issue != nil && (issue.Style.Theme.Value != "" || issue.Style.Set != nil) {
		errors = append(errors, themeErrors(files, issue.Style.Theme, issue.Style.Set, &log)...)
	}
	for _, d := range log.Items() {
		lacking := d.Code == "missing-key" && (d.Args[0] == "publication" || d.Args[0] == "publication.title")
		here := d.Span.Source != nil && d.Span.Source.Path == manifest.PublicationName && !lacking
		if here && (d.Severity == diag.Error && !ofOthers[d.Code] && !strings.HasPrefix(string(d.Code), "picture-") || d.Code == "picture-decorative") {
			errors = append(errors, string(d.Code))
		}
	}
	return errors
}

// instance returns a TOML text as JSON values, with times as strings.
func instance(text []byte) (any, error) {
	var table map[string]any
	text = bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF"))
	if _, err := toml.Decode(string(text), &table); err != nil {
		return nil, err
	}
	return asJSON(table), nil
}

func asJSON(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, item := range v {
			out[k] = asJSON(item)
		}
		return out
	case []map[string]any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = asJSON(item)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = asJSON(item)
		}
		return out
	case time.Time:
		switch v.Location().String() {
		case "date-local":
			return v.Format(time.DateOnly)
		case "time-local":
			return v.Format(time.TimeOnly)
		}
		return v.Format(time.RFC3339)
	case float64:
		if math.IsInf(v, 0) || math.IsNaN(v) {
			return fmt.Sprint(v) // JSON has no such number
		}
	}
	return v
}

// ofOthers are codes of errors that do not concern keys and values: those of files
// that a manifest names, of the copy, and of characters that cannot be printed.
var ofOthers = map[diag.Code]bool{
	"file-missing": true, "file-name-form": true, "file-not-regular": true, "file-too-large": true, "file-unreadable": true, "file-zeros": true,
	"table-head": true, "table-side": true, "table-many": true,
	"empty-article": true, "bad-character": true, "theme-missing": true, "too-many-articles": true,
}

// unlisted is a reader that lists no folder: a name with a wrong ending is reported as
// such, not as the misspelt name of a file that is there.
type unlisted struct{ manifest.Buffers }

// List implements manifest.Reader.
func (unlisted) List(string) []string { return nil }

// manifestErrors returns the codes of the program's errors in keys and values of a
// manifest, including the theme's keys in it.
func manifestErrors(files map[string][]byte, name string, text []byte) (errors []string) {
	var log diag.List
	issue := manifest.Load(manifest.Buffers{Name: name, Files: map[string][]byte{name: text}, Over: unlisted{manifest.Buffers{Files: files}}}, manifest.Options{}, &log)
	if issue != nil && (issue.Style.Theme.Value != "" || issue.Style.Set != nil) {
		errors = append(errors, themeErrors(files, issue.Style.Theme, issue.Style.Set, &log)...)
	}
	for _, d := range log.Items() {
		// What is wrong with an article, theme or picture has its place there.
		here := d.Span.Source == nil || issue == nil || d.Span.Source == issue.Source
		if d.Severity == diag.Error && here && !ofOthers[d.Code] && !strings.HasPrefix(string(d.Code), "picture-") || d.Code == "picture-after" || d.Code == "picture-of-key" || d.Code == "picture-skip" || d.Code == "picture-width" || d.Code == "picture-crop" || d.Code == "picture-crop-file" || d.Code == "picture-decorative" {
			errors = append(errors, string(d.Code))
		}
	}
	return errors
}

// themeErrors loads a theme with settings and adds the findings to log.
func themeErrors(files map[string][]byte, name content.Text, set []content.Setting, log *diag.List) []string {
	loader := theme.Loader{ReadFile: func(path string) ([]byte, error) {
		if data, ok := files[path]; ok {
			return data, nil
		}
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}}
	if _, err := loader.Load(name, set, log); err != nil {
		return []string{err.Error()}
	}
	return nil
}

// themeFileErrors returns the codes of the program's errors in a theme file.
func themeFileErrors(files map[string][]byte, text []byte) (errors []string) {
	with := maps.Clone(files)
	if with == nil {
		with = map[string][]byte{}
	}
	with["./this.toml"] = text
	var log diag.List
	errors = themeErrors(with, content.Text{Value: "./this.toml"}, nil, &log)
	for _, d := range log.Items() {
		if d.Severity == diag.Error && d.Code != "theme-missing" {
			errors = append(errors, string(d.Code))
		}
	}
	return errors
}

// isManifest reports whether a TOML text is treated as a manifest.
func isManifest(text []byte) bool {
	t, ok := strict.Read("", bytes.Clone(text), &diag.List{})
	return ok && (t.Has("schema") || t.Has("issue") || t.Has("publication"))
}
