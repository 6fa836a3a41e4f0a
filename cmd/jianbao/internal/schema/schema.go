// Package schema renders the tables of keys of manifests, publication.toml and themes as JSON Schema
// (draft-07), with which TOML editors check what is typed, and as tables of the
// documentation.
//
// A schema is never stricter than the program. It may be less strict: conditions on
// other keys, on files or on the copy are checked by the program alone.
package schema

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/manifest"
	"jianbao/layout/theme"
)

const draft = "http://json-schema.org/draft-07/schema#"

// Names of the schemas.
const (
	OfManifest    = "manifest"
	OfTheme       = "theme"
	OfPublication = "publication"
)

// Names returns the names of all schemas.
func Names() []string { return []string{OfManifest, OfTheme, OfPublication} }

// Of returns the schema with one of Names; ok is false for other names.
func Of(name string, lang diag.Lang) (text []byte, ok bool) {
	switch name {
	case OfManifest:
		return Manifest(lang), true
	case OfTheme:
		return Theme(lang), true
	case OfPublication:
		return Publication(lang), true
	}
	return nil, false
}

// Manifest returns the JSON Schema of a manifest, with descriptions in one
// language.
func Manifest(lang diag.Lang) []byte {
	w := writer{lang}
	root := object{{"$schema", draft}, {"title", w.pick("简报清单", "manifest of a bulletin")}}
	root = append(root, w.table(manifest.Keys())...)
	return encode(append(root, member{"definitions", w.themeDefinitions()}))
}

// Publication returns the JSON Schema of a publication.toml, with descriptions in one
// language.
func Publication(lang diag.Lang) []byte {
	w := writer{lang}
	root := object{{"$schema", draft}, {"title", w.pick("各期共用的设置", "what the issues of a publication share")}}
	root = append(root, w.table(manifest.PublicationKeys())...)
	return encode(append(root, member{"definitions", w.themeDefinitions()}))
}

// Theme returns the JSON Schema of a theme file, with descriptions in one
// language.
func Theme(lang diag.Lang) []byte {
	w := writer{lang}
	root := object{{"$schema", draft}, {"title", w.pick("简报版式", "theme of a bulletin")}}
	own := object{}
	for _, k := range theme.FileKeys() {
		own = append(own, member{k.Name, w.described(w.value(&k), &k)})
	}
	root = append(root, w.group("", own)...)
	return encode(append(root, member{"definitions", w.themeDefinitions()}))
}

type writer struct{ lang diag.Lang }

func (w writer) pick(zh, en string) string {
	if w.lang == diag.ZH {
		return zh
	}
	return en
}

// table returns the schema of a table with these keys.
func (w writer) table(keys []key.Key) object {
	if len(keys) == 1 && keys[0].Name == "*" {
		return object{{"type", "object"}, {"additionalProperties", w.described(w.value(&keys[0]), &keys[0])}}
	}
	properties, dependencies := object{}, object{}
	var required []string
	choices := map[string][]any{}
	var choice []string // in the order of the table
	for i := range keys {
		k := &keys[i]
		properties = append(properties, member{k.Name, w.described(w.value(k), k)})
		if k.Required && !k.Shared {
			required = append(required, k.Name)
		}
		if k.Needs != "" {
			dependencies = append(dependencies, member{k.Name, []string{k.Needs}})
		}
		if k.OneOf != "" {
			if choices[k.OneOf] == nil {
				choice = append(choice, k.OneOf)
			}
			choices[k.OneOf] = append(choices[k.OneOf], object{{"required", []string{k.Name}}})
		}
	}
	byFile(keys, choices)
	out := object{{"type", "object"}, {"additionalProperties", false}}
	if required != nil {
		out = append(out, member{"required", required})
	}
	if len(choice) == 1 {
		out = append(out, member{"oneOf", choices[choice[0]]})
	} else if len(choice) > 1 {
		var all []any
		for _, name := range choice {
			all = append(all, object{{"oneOf", choices[name]}})
		}
		out = append(out, member{"allOf", all})
	}
	if len(dependencies) > 0 {
		out = append(out, member{"dependencies", dependencies})
	}
	return append(out, member{"properties", properties})
}

// byFile adds, to the keys of which one must be present, the files with which none need
// be.
func byFile(keys []key.Key, choices map[string][]any) {
	for i := range keys {
		if k := &keys[i]; k.ByFile != nil {
			given := object{{"required", []string{"file"}}, {"properties", object{{"file", pattern(filePath(k.ByFile))}}}}
			choices[k.OneOf] = append(choices[k.OneOf], append(object{{"not", object{{"anyOf", choices[k.OneOf]}}}}, given...))
		}
	}
}

// described adds the key's description and default to the schema of its value.
func (w writer) described(value object, k *key.Key) object {
	text := w.description(k)
	if k.Type == key.Form {
		text += w.pick("；可用 ", "; ") + strings.ReplaceAll(w.placeholders(k), "`", "")
	}
	out := object{{"description", text}}
	if k.Default != "" {
		out = append(out, member{"default", json.RawMessage(k.Default)})
	}
	return append(out, value...)
}

func (w writer) description(k *key.Key) string {
	text := w.pick(k.ZH, k.EN)
	if k.Since != "" {
		text += w.pick("（自 "+k.Since+" 版）", " (since "+k.Since+")")
	}
	return text
}

// value returns the schema of a key's value.
func (w writer) value(k *key.Key) object {
	switch k.Type {
	case key.Texts:
		list := object{{"type", "array"}, {"items", w.text(k)}}
		if k.Single {
			return anyOf(list, w.text(k))
		}
		return list
	case key.Int:
		return integer(k.Min, k.Max)
	case key.Number:
		return anyOf(integer(k.Min, k.Max), w.text(k))
	case key.Bool:
		return object{{"type", "boolean"}}
	case key.Date:
		return object{{"type", "string"}, {"format", "date"}}
	case key.Enum:
		if k.Bare {
			return anyOf(w.text(k), object{{"type", "integer"}, {"enum", bare(k.Values)}})
		}
	case key.Language:
		return anyOf(w.text(k), pattern(languageTag))
	case key.Address:
		return pattern(address)
	case key.File:
		return w.file(k)
	case key.Length:
		return pattern(length(k.Positive))
	case key.Width:
		return pattern(width)
	case key.Lengths:
		return anyOf(object{{"type", "array"}, {"items", pattern(columnWidth)}}, pattern(columnWidth))
	case key.Settings:
		return object{{"$ref", "#/definitions/" + themeRoot}}
	case key.Table:
		table := w.table(k.Keys)
		for i := range k.Keys {
			if short := &k.Keys[i]; short.Name == k.Shorthand {
				return anyOf(table, w.value(short))
			}
		}
		return table
	case key.Tables:
		list := object{{"type", "array"}}
		if k.Min > 0 {
			list = append(list, member{"minItems", k.Min})
		}
		return append(list, member{"items", w.table(k.Keys)})
	}
	return w.text(k)
}

// text returns the schema of a string, or of each string of a list.
func (w writer) text(k *key.Key) object {
	out := object{{"type", "string"}}
	if k.Values != nil && k.Type != key.File {
		out = append(out, member{"enum", k.Values})
	}
	if k.Filled {
		out = append(out, member{"minLength", 1})
	}
	switch {
	case k.ASCII:
		out = append(out, member{"pattern", "^[ -~]*$"})
	case k.Pattern != "":
		out = append(out, member{"pattern", k.Pattern})
	}
	return out
}

func (w writer) file(k *key.Key) object {
	out := w.text(k)
	switch {
	case k.Values != nil:
		return append(out, member{"pattern", filePath(k.Values)})
	case k.Slashes:
		return append(out, member{"pattern", `^[^\\]*$`})
	}
	return out
}

func integer(low, high int) object {
	out := object{{"type", "integer"}, {"minimum", low}}
	if high != key.Unbounded {
		out = append(out, member{"maximum", high})
	}
	return out
}

// bare returns the integers among words.
func bare(words []string) []int {
	var out []int
	for _, word := range words {
		if n, err := strconv.Atoi(word); err == nil {
			out = append(out, n)
		}
	}
	return out
}

// form returns the schema of a form: its placeholders, and those that it needs.
func form(k *key.Key) object {
	all := []any{object{{"pattern", `^([^{}]|\{(` + strings.Join(k.Placeholders, "|") + `)\})*$`}}}
	for _, name := range k.Needed {
		all = append(all, object{{"pattern", `^$|\{` + name + `\}`}})
	}
	return object{{"type", "string"}, {"allOf", all}}
}

func anyOf(options ...any) object { return object{{"anyOf", options}} }

func pattern(expression string) object {
	return object{{"type", "string"}, {"pattern", expression}}
}

// themeRoot is the name of the definition of a table with all keys of a theme, as in
// [style] set.
const themeRoot = "theme"

// themeDefinitions returns the definitions of the theme: one for each key, and one
// for each table that can contain keys.
func (w writer) themeDefinitions() object {
	defs := object{{themeRoot, w.group("", nil)}}
	for _, g := range groups() {
		defs = append(defs, member{g, w.group(g, nil)})
	}
	values := make([]map[string]any, len(theme.Names()))
	for i, name := range theme.Names() {
		values[i] = theme.Values(name)
	}
	for _, k := range theme.Keys() {
		defs = append(defs, member{k.Name, w.described(w.themeValue(&k.Key), w.withDefaults(k.Key, values))})
	}
	return defs
}

// withDefaults returns a theme's key with its values in the bundled themes: as the
// default if they agree, else in its description.
func (w writer) withDefaults(k key.Key, values []map[string]any) *key.Key {
	var all []string
	for i, name := range theme.Names() {
		if v, ok := values[i][k.Name]; ok {
			all = append(all, name+": "+compact(v))
			k.Default = compact(v)
		}
	}
	if len(all) > 0 && slices.ContainsFunc(values, func(m map[string]any) bool { return compact(m[k.Name]) != k.Default }) {
		k.Default = ""
		list := strings.Join(all, w.pick("，", ", "))
		k.ZH, k.EN = k.ZH+"（"+list+"）", k.EN+" ("+list+")"
	}
	return &k
}

// themeValue returns the schema of the value of a theme's key.
func (w writer) themeValue(k *key.Key) object {
	switch k.Type {
	case key.Size:
		return pattern(themeLength(false))
	case key.Length:
		return anyOf(pattern(themeLength(true)), object{{"type", "integer"}, {"enum", []int{0}}})
	case key.Width:
		return pattern(themeWidth())
	case key.Paper:
		return anyOf(w.text(k), pattern(paper))
	case key.RGB:
		return pattern("^#[0-9A-Fa-f]{6}$")
	case key.Form:
		return form(k)
	case key.CMYK:
		return object{{"type", "array"}, {"minItems", 4}, {"maxItems", 4}, {"items", integer(0, 100)}}
	}
	return w.value(k)
}

// groups returns the dotted names of the tables that can contain keys of a theme,
// outer tables first, in the order of the keys.
func groups() []string {
	var out []string
	for _, k := range theme.Keys() {
		for _, name := range k.Expand() {
			for i := range len(name) {
				if group := name[:i]; name[i] == '.' && !slices.Contains(out, group) {
					out = append(out, group)
				}
			}
		}
	}
	return out
}

// group returns the schema of the table with that name; own are further properties.
// A key can be written with a quoted dotted name or in nested tables, in any
// combination.
func (w writer) group(name string, own object) object {
	properties, patterns := slices.Clone(own), object{}
	add := func(full, definition string) {
		rest := full
		if name != "" {
			var below bool
			if rest, below = strings.CutPrefix(full, name+"."); !below {
				return
			}
		}
		to := member{rest, object{{"$ref", "#/definitions/" + definition}}}
		if strings.Contains(rest, "*") {
			to.name = anyName(rest)
			patterns = append(patterns, to)
		} else {
			properties = append(properties, to)
		}
	}
	for _, g := range groups() {
		add(g, g)
	}
	for _, k := range theme.Keys() {
		for _, full := range k.Expand() {
			add(full, k.Name)
		}
	}
	out := object{{"type", "object"}, {"additionalProperties", false}}
	if len(properties) > 0 {
		out = append(out, member{"properties", properties})
	}
	if len(patterns) > 0 {
		out = append(out, member{"patternProperties", patterns})
	}
	return out
}
