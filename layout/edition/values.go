package edition

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/strict"
	"jianbao/layout"
	"jianbao/layout/pdf"
	"jianbao/layout/theme"
)

// Value is a key with the value that applies to an edition, and where it comes from.
type Value struct {
	// Key is the dotted name of a key of manifests, or of themes. A theme's key that a
	// manifest has, too, is named as in a manifest: style.set."imprint.report".
	Key   string
	Value any       // string, int64, float64, bool, time.Time, or []any of these; nil: none
	At    diag.Span // the place; zero if it is not in a file of the user's
	From  string    // "theme bulletin", "default", or a flag: "--set"; empty: it has a place

	name string // of a theme's key; empty: it is one of the manifest
	set  bool   // [style] set of manifest or publication.toml has it
}

// Text returns the value in TOML syntax; empty for none.
func (v *Value) Text() string { return strict.Encode(v.Value) }

// Field returns the table and key of a value, as in Field.
func (v *Value) Field() (table, key string) {
	if v.name != "" {
		return settings, v.name
	}
	i := strings.LastIndexByte(v.Key, '.')
	return v.Key[:max(i, 0)], v.Key[i+1:]
}

// JSON returns the value as JSON has it: dates and times are texts.
func (v *Value) JSON() any {
	if _, isTime := v.Value.(time.Time); isTime {
		return strict.Encode(v.Value)
	}
	return v.Value
}

// Values returns the keys of the manifest outside its sections, then those of the theme,
// in the order of the documentation, with the values that apply.
func (e *Edition) Values() []Value {
	if e.Issue == nil || e.Theme == nil {
		return nil
	}
	e.findOrigins()
	flags := e.chosen.flags()
	var out []Value
	for _, v := range manifest.Values(e.Issue) {
		value := Value{Key: v.Key, Value: v.Value, At: v.At}
		if f, given := flags[v.Key]; given {
			value = Value{Key: v.Key, Value: f.value, From: f.name}
		} else if v.At.Source == nil {
			value.From = "default"
		}
		out = append(out, value)
	}
	return e.themeValues(out)
}

// themeValues appends the keys of the theme.
func (e *Edition) themeValues(out []Value) []Value {
	known := manifest.KeyNames()
	add := func(name string) {
		v := Value{Key: name, From: "default", name: name}
		if o, set := e.origins[name]; set {
			v = Value{Key: name, Value: o.Value, At: e.Issue.Parts.Span(o.Span), name: name, set: e.inStyle(o.Setting)}
			switch {
			case o.Bundled != "":
				v.At, v.From = diag.Span{}, "theme "+o.Bundled
			case o.Span.Source != nil && o.Span.Source.Path == "--set":
				v.At, v.From = diag.Span{}, "--set"
			}
		}
		if name == profileKey { // that of the theme applies where the manifest gives none
			i := slices.IndexFunc(out, func(v Value) bool { return v.Key == name })
			if i >= 0 && out[i].From == "default" {
				out[i] = v
			}
			if i >= 0 && e.chosen.AtLeastPrint && out[i].Value == profileNames[pdf.Screen] { // preflight does not check files for the screen
				out[i] = Value{Key: name, Value: profileNames[pdf.Print], From: "default"}
			}
			return
		}
		if slices.Contains(known, name) {
			v.Key = "style.set." + strconv.Quote(name)
		}
		out = append(out, v)
	}
	listed := map[string]bool{}
	for _, k := range theme.Keys() {
		for _, name := range k.Expand() {
			if listed[name] = true; !strings.Contains(name, "*") {
				add(name)
			}
		}
	}
	var others []string // with a name of the user's
	for name := range e.origins {
		if !listed[name] {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	for _, name := range others {
		add(name)
	}
	return out
}

// profileKey is a key of manifests and themes with the same meaning.
const profileKey = "output.profile"

// Explain returns the values of a key, or of all keys of a table that has values; none if
// there is no such key.
func (e *Edition) Explain(key string) []Value {
	all := e.Values()
	var out []Value
	for _, v := range all {
		if v.Key == key || v.name == key || key == "style.set" && v.set {
			out = append(out, v)
		}
	}
	if out != nil {
		return out
	}
	for _, v := range all {
		if (strings.HasPrefix(v.Key, key+".") || strings.HasPrefix(v.name, key+".")) && v.Value != nil {
			out = append(out, v)
		}
	}
	return out
}

// inStyle reports whether a setting is one of [style] set.
func (e *Edition) inStyle(s content.Setting) bool {
	return slices.ContainsFunc(e.Issue.Style.Set, func(own content.Setting) bool { return own.Key == s.Key && own.Span == s.Span })
}

// KeyNames returns the names of the keys that Explain knows.
func KeyNames() []string {
	out := manifest.KeyNames()
	for _, k := range theme.Keys() {
		for _, name := range k.Expand() {
			if !strings.Contains(name, "*") && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// IsKey reports whether Explain can have values for a name: a key, or a table of keys.
func IsKey(name string) bool {
	return slices.ContainsFunc(KeyNames(), func(known string) bool { return known == name || strings.HasPrefix(known, name+".") }) ||
		theme.Known(name) || strings.HasPrefix(name, "style.fonts.")
}

// flagValue is a value that a flag of the command gives.
type flagValue struct {
	name  string
	value any
}

// flags returns the choices that take precedence over keys of the manifest.
func (c *Choices) flags() map[string]flagValue {
	out := map[string]flagValue{}
	for _, f := range [...]struct{ key, flag, value string }{
		{"style.theme", "--theme", c.Theme}, {profileKey, "--profile", c.Profile},
		{"print.standard", "--pdfx", c.PDFX}, {"print.inks", "--inks", c.Inks}, {"print.icc", "--icc", c.ICC},
		{"print.condition", "--condition", c.Condition}, {"print.bleed", "--bleed", c.Bleed}, {"print.binding", "--binding", c.Binding},
		{"print.paper", "--paper", c.Paper}, {"archive.standard", "--pdfa", c.PDFA},
	} {
		if f.value != "" {
			out[f.key] = flagValue{f.flag, f.value}
		}
	}
	if c.Marks {
		out["print.marks"] = flagValue{"--marks", true}
	}
	return out
}

// numberYears reports the forms that print the year of the date beside the number of an
// issue of another year.
func (e *Edition) numberYears() {
	n := &e.Issue.Number
	for _, name := range layout.NumberYears(e.Issue, e.Theme) {
		e.findOrigins()
		year := n.Date.Year
		if d := e.Issue.Document; d != nil && e.Theme.Document.On && d.Issued.Date != (content.Date{}) {
			year = d.Issued.Date.Year // that of the imprint
		}
		e.log.Add("form-year", e.origins[name].Span, name, year, n.Issue.Value, n.Year)
	}
}

// findOrigins finds where the settings of the theme come from. It is called only when that
// is asked for or a form is reported, so that other editions do not pay for it.
func (e *Edition) findOrigins() {
	if e.origins != nil || e.Issue == nil || e.Theme == nil {
		return
	}
	e.origins = map[string]theme.Origin{}
	loader := theme.Loader{
		Dir: e.Issue.Style.Dir, Origins: e.origins,
		ReadFile: func(name string) ([]byte, error) { // those that were read
			for _, f := range e.themes {
				if f.name == name {
					return f.data, nil
				}
			}
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		},
	}
	name := e.Issue.Style.Theme
	if e.chosen.Theme != "" {
		name, loader.Dir = choiceText("--theme", e.chosen.Theme), ""
	}
	if _, err := loader.Load(name, e.settings(), &diag.List{}); err != nil {
		panic(err) // the files are in memory
	}
}
