package theme

import (
	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/strict"
)

// parse returns the settings of a theme's text, in the order of the text, and
// the theme that it extends. Text that is not TOML is reported to log and has no
// settings.
func parse(src *diag.Source, log *diag.List) (set []content.Setting, extends content.Setting) {
	root, ok := strict.Parse(src, log)
	if !ok {
		return nil, content.Setting{}
	}
	for _, leaf := range root.Leaves() {
		s := content.Setting{Key: leaf.Key, Value: leaf.Value.Any(), Span: leaf.Value.Span, Name: leaf.Value.Key}
		switch leaf.Key {
		case "extends", "name":
			if _, isText := s.Value.(string); !isText {
				log.Add("theme-type", s.Span, leaf.Key, typeTerm(key.Text))
				continue
			}
			if leaf.Key == "extends" {
				extends = s
			}
		default:
			set = append(set, s)
		}
	}
	return set, extends
}

// Values returns the values of a bundled theme by key, including those of the
// themes that it extends, with the types of decoded TOML: string, int64, bool or
// []any of these.
func Values(name string) map[string]any {
	layers, _ := Loader{}.layers(name, diag.Span{}, &diag.List{}) // bundled themes extend bundled ones: no file is read
	values := map[string]any{}
	for _, l := range layers {
		for _, s := range l.set {
			values[s.Key] = s.Value
		}
	}
	return values
}

// FileKeys returns the keys that a theme's file may have in addition to Keys.
func FileKeys() []key.Key {
	return []key.Key{
		{Name: "name", Type: key.Text, ZH: "版式的名字，给看文件的人", EN: "name of the theme, for those who read the file"},
		{Name: "extends", Type: key.Text, Default: `"` + Default + `"`, ZH: "在哪个版式的基础上改：自带版式的名字，或版式文件的路径", EN: "the theme that this one changes: name of a bundled one, or path of a theme file"},
	}
}
