package theme

import (
	"embed"

	"jianbao/content"
	"jianbao/content/diag"
)

//go:embed themes/*.toml
var bundled embed.FS

// parsedTheme is what parse returns for the file of a bundled theme. Each run of the
// program would parse the same text, which takes longer than the contents of an
// issue.
type parsedTheme struct {
	name    string
	extends string // empty: it extends none
	set     []parsedSetting
}

// parsedSetting is a setting; value and name are ranges of the file.
type parsedSetting struct {
	key              string
	value            any
	from, to         int
	nameFrom, nameTo int
}

// bundledTheme returns the settings of a bundled theme, as parse does, and the
// theme that it extends.
func bundledTheme(name string) (set []content.Setting, extends string) {
	path := "themes/" + name + ".toml"
	data, err := bundled.ReadFile(path)
	if err != nil {
		panic(err) // it is one of Names
	}
	src := &diag.Source{Path: path, Data: data}
	for i := range parsedThemes {
		t := &parsedThemes[i]
		if t.name != name {
			continue
		}
		set = make([]content.Setting, len(t.set))
		for k := range t.set {
			s := &t.set[k]
			set[k] = content.Setting{Key: s.key, Value: s.value, Span: diag.Span{Source: src, Start: s.from, End: s.to}, Name: diag.Span{Source: src, Start: s.nameFrom, End: s.nameTo}}
		}
		return set, t.extends
	}
	panic("theme: no settings of " + name)
}
