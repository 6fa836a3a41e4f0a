package theme

import (
	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/strict"
)

// parse reads a theme's text into its settings, in the order of the text, and
// what it extends. What is not TOML is recorded in log and gives no settings.
func parse(src *diag.Source, log *diag.List) (set []content.Setting, extends content.Setting) {
	root, ok := strict.Parse(src, log)
	if !ok {
		return nil, content.Setting{}
	}
	for _, leaf := range root.Leaves() {
		s := content.Setting{Key: leaf.Key, Value: leaf.Value.Any(), Span: leaf.Value.Span}
		if k, _ := findKey(leaf.Key); k == nil {
			s.Span = leaf.Value.Key
		}
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
