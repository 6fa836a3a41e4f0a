package theme

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
)

// Default is the name of the theme of an issue that names none.
const Default = "bulletin"

// maxExtends bounds the length of a chain of themes that extend one another.
const maxExtends = 8

// Names returns the names of the bundled themes, sorted.
func Names() []string { return []string{"bulletin", "gongwen", "jianbao"} }

// Loader reads themes. ReadFile is called with the path as given to Load, or
// joined to the folder of the theme file that names it.
type Loader struct {
	ReadFile func(path string) ([]byte, error)
	Dir      string // folder that the path of the theme itself is relative to; empty: the path is used as it is
	// Origins, if not nil, receives the setting that applies for each key that has a value,
	// by its dotted name.
	Origins map[string]Origin
}

// Origin is a setting that applies, and where it comes from.
type Origin struct {
	content.Setting
	Bundled string // name of the bundled theme that has it; empty: a file or the user
}

// ReadError is the error for a theme file that exists but cannot be read.
type ReadError struct {
	Path string
	Err  error
}

func (e *ReadError) Error() string { return fmt.Sprintf("read theme %s: %v", e.Path, e.Err) }

// Unwrap returns the error of the reader.
func (e *ReadError) Unwrap() error { return e.Err }

// layer holds the settings of one theme file or of the user.
type layer struct {
	set []content.Setting
	dir string // folder that paths of font files are relative to

	bundled string // name of the bundled theme
}

// Load returns the theme with a bundled name, or in a file whose path name is,
// with the user's settings on top. An empty Name.Value stands for the default.
// Problems that the user can fix are added to log, and a usable theme is
// returned in spite of them. The error is a *ReadError for a file that exists
// but cannot be read.
func (l Loader) Load(name content.Text, set []content.Setting, log *diag.List) (*Theme, error) {
	ref := cmp.Or(name.Value, Default)
	layers, err := l.layers(ref, name.Place.At(0, len(name.Value)), log)
	if err != nil {
		return nil, err
	}
	layers = append(layers, layer{set: set})
	t := resolve(layers, l.Origins, log)
	t.Name = ref
	return t, nil
}

// layers returns the chain of themes, from the one that extends nothing to ref.
func (l Loader) layers(ref string, at diag.Span, log *diag.List) ([]layer, error) {
	var chain []layer
	dir := l.Dir
	for len(chain) < maxExtends {
		if slices.Contains(Names(), ref) {
			dir = ""
			own, extends := bundledTheme(ref)
			chain = append(chain, layer{set: own, bundled: ref})
			if ref == Default {
				slices.Reverse(chain)
				return chain, nil
			}
			ref, at = extends, diag.Span{}
			continue
		}
		var data []byte
		var err error
		path := ref
		switch {
		case isPath(ref):
			if dir != "" && !filepath.IsAbs(path) {
				path = filepath.Join(dir, filepath.FromSlash(path))
			}
			data, err = l.ReadFile(path)
			dir = filepath.Dir(path)
		default:
			log.AddFix("theme-unknown", at, diag.Fix{DidYouMean: diag.Nearest(ref, Names())}, ref, Names())
			ref = Default
			continue
		}
		if errors.Is(err, fs.ErrNotExist) {
			log.Add("theme-missing", at, path)
			ref, dir = Default, ""
			continue
		}
		if err != nil {
			return nil, &ReadError{path, err}
		}
		src := &diag.Source{Path: filepath.ToSlash(path), Data: data}
		own, extends := parse(src, log)
		chain = append(chain, layer{set: own, dir: dir})
		if extends.Value == nil {
			extends.Value = Default // so that every key has a value
		}
		ref, _ = extends.Value.(string)
		at = extends.Span
	}
	log.Add("theme-cycle", at, maxExtends)
	base, err := l.layers(Default, at, log)
	return base, err
}

// isPath reports whether ref is the path of a file. A plain word is the name of
// a bundled theme, perhaps misspelt.
func isPath(ref string) bool {
	return strings.ContainsAny(ref, `/\`) || strings.HasSuffix(strings.ToLower(ref), ".toml")
}

// setting is a key's value with the layer it comes from.
type setting struct {
	content.Setting
	dir     string
	bundled string
	order   int // ascending from the theme that extends nothing to what the user sets last
}

// namedValue is a key that has a value, with the name it is written with.
type namedValue struct {
	key   *Key
	name  string
	arg   string
	phase int
}

func resolve(layers []layer, origins map[string]Origin, log *diag.List) *Theme {
	t := &Theme{Cover: newCover(), Masthead: newCover()}
	n := 0
	for _, l := range layers {
		n = max(n, len(l.set))
	}
	values := make(map[string][]setting, n) // by name; the last one applies
	names := make([]namedValue, 0, n)
	order := 0
	for _, l := range layers {
		for _, s := range l.set {
			order++
			if values[s.Key] == nil {
				k, arg := findKey(s.Key)
				if k == nil && s.Value == nil && isGroup(s.Key) {
					continue // a table whose keys are all commented out
				}
				if k == nil {
					log.AddFix("unknown-key", cmp.Or(s.Name, s.Span), diag.Fix{DidYouMean: diag.Nearest(s.Key, fullNames())}, s.Key)
					continue
				}
				names = append(names, namedValue{k, s.Key, arg, k.phase()})
			}
			values[s.Key] = append(values[s.Key], setting{s, cmp.Or(s.Dir, l.dir), l.bundled, order})
		}
	}
	slices.SortFunc(names, func(a, b namedValue) int {
		return cmp.Or(cmp.Compare(a.phase, b.phase), cmp.Compare(a.name, b.name))
	})
	for _, n := range names {
		list := values[n.name]
		for i := len(list) - 1; i >= 0; i-- { // if a value is invalid, that of the theme below applies
			if n.key.set(t, assignment{n.name, n.arg, list[i], log}) {
				if origins != nil {
					origins[n.name] = Origin{list[i].Setting, list[i].bundled}
				}
				break
			}
		}
	}
	t.finish(names, values, log)
	return t
}

// phase returns the order in which keys are set: the values that a relative
// length refers to come before it.
func (k *Key) phase() int {
	switch {
	case k.Name == "size.system":
		return 0
	case k.Name == "page.paper":
		return 1
	case k.Name == "body.size":
		return 2
	case k.Name == "body.pitch":
		return 3
	case k.Type == key.Size:
		return 4
	}
	return 5
}

// finish checks that the fonts and inks that keys name exist, and derives the
// page's geometry. The names are those of values, in the order in which they were set.
func (t *Theme) finish(names []namedValue, values map[string][]setting, log *diag.List) {
	slices.SortFunc(t.Fonts, func(a, b Role) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(t.Inks, func(a, b Ink) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(t.Files, func(a, b content.FontFile) int { return cmp.Compare(a.Name, b.Name) })
	roles := make([]string, len(t.Fonts))
	for i := range t.Fonts {
		roles[i] = t.Fonts[i].Name
	}
	inks := []string{"black"}
	for i := range t.Inks {
		inks = append(inks, t.Inks[i].Name)
	}
	for i := range t.Files {
		f := &t.Files[i]
		if list := values["font-files."+f.Name+".path"]; list != nil {
			f.Span = list[len(list)-1].Span
		}
	}
	for _, n := range names {
		switch n.key.Type {
		case key.Font:
			n.choose(t, roles, values[n.name], log)
		case key.Ink:
			n.choose(t, inks, values[n.name], log)
		}
	}
	t.place(func(keys ...string) diag.Span { return lastSet(values, keys) }, log)
}

// lastSet returns the place of that of the keys which is set last: what is on top can be
// changed by who set it.
func lastSet(values map[string][]setting, keys []string) (at diag.Span) {
	last := 0
	for _, name := range keys {
		if list := values[name]; list != nil {
			if s := list[len(list)-1]; s.order > last {
				at, last = s.Span, s.order
			}
		}
	}
	return at
}

// choose checks that the name of a font or an ink is one of those known: no key
// has a meaning for the empty one. For an unknown name, which is reported, the last
// known one among the key's values applies.
func (n *namedValue) choose(t *Theme, known []string, list []setting, log *diag.List) {
	v := n.key.text(t, n.arg)
	if slices.Contains(known, *v) {
		return
	}
	at, near := list[len(list)-1].Span, diag.Nearest(*v, known)
	role := *v
	if n.key.Type == key.Font {
		role = cmp.Or(roleWords[*v], *v)
	}
	switch {
	case slices.Contains(known, role):
		log.AddFix("bad-value", at, diag.Fix{DidYouMean: role}, n.name, *v, known)
	case n.key.Type == key.Font && near == "" && role != "":
		log.Add("theme-font", at, n.name, *v, known, tableName(role), role)
	default:
		log.AddFix("bad-value", at, diag.Fix{DidYouMean: near}, n.name, *v, known)
	}
	for i := len(list) - 1; i >= 0; i-- {
		if below, _ := list[i].Value.(string); slices.Contains(known, below) {
			*v = below
			return
		}
	}
	if len(known) > 0 {
		*v = known[0]
	}
}

// roleWords are the Chinese names of roles that themes have or may have, and Word's names
// of their faces.
var roleWords = map[string]string{
	"宋体": "song", "宋": "song", "SimSun": "song", "粗宋": "song-bold", "黑体": "hei", "黑": "hei", "SimHei": "hei", "粗黑": "hei-bold", "楷体": "kai", "楷": "kai", "KaiTi": "kai", "楷体_GB2312": "kai",
	"仿宋": "fangsong", "仿宋体": "fangsong", "FangSong": "fangsong", "仿宋_GB2312": "fangsong", "小标宋": "biaosong", "标宋": "biaosong", "方正小标宋简体": "biaosong", "方正小标宋_GBK": "biaosong",
}

// tableName returns a name as part of the header of a table.
func tableName(name string) string {
	for _, r := range name {
		if r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return strconv.Quote(name)
		}
	}
	return name
}
