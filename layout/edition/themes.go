package edition

import (
	"jianbao/content/key"
	"jianbao/layout/theme"
)

// Themes returns the names of the bundled themes, sorted.
func Themes() []string { return theme.Names() }

// ThemeKeys returns the keys of themes, in the order of the documentation.
func ThemeKeys() []key.Key {
	all := theme.Keys()
	keys := make([]key.Key, len(all))
	for i := range all {
		keys[i] = all[i].Key
	}
	return keys
}
