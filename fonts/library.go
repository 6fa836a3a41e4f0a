package fonts

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unsafe"

	"jianbao/fonts/bundled"
)

// The roles of faces in a bulletin. Themes refer to roles; an office may add
// its own faces under a role's name.
const (
	Song      = "song"       // 宋
	SongBold  = "song-bold"  // 粗宋
	Hei       = "hei"        // 黑
	HeiBold   = "hei-bold"   // 粗黑
	Kai       = "kai"        // 楷
	Fangsong  = "fangsong"   // 仿宋, not bundled
	Biaosong  = "biaosong"   // 小标宋, not bundled
	Serif     = "serif"      // Latin with serifs
	SerifBold = "serif-bold" //
	Sans      = "sans"       // Latin without
	SansBold  = "sans-bold"  //
	Mono      = "mono"       // Latin of one width, for code
	Emoji     = "emoji"      // pictographs, tried last for every role
)

// Roles returns the role names in the order of listings.
func Roles() []string {
	return []string{Song, SongBold, Hei, HeiBold, Kai, Fangsong, Biaosong, Serif, SerifBold, Sans, SansBold, Mono, Emoji}
}

// Library finds faces by role or family. The bundled faces are opened on first
// use, once for a library and all its clones. Find is safe for concurrent use;
// Add is not.
type Library struct {
	added   []added // later ones take precedence
	bundled []*bundledFace
}

type added struct {
	name string // as given
	path string
	face *Face
}

type bundledFace struct {
	bundled.Info
	open func() *Face
}

// Info describes one face of a library.
type Info struct {
	Role    string   // its role, or the name under which it was added
	Family  string   // the first family name
	Names   []string // all family names
	Style   string
	Version string
	Licence string
	Origin  string // source of a bundled face
	Path    string // of the file of an added face
	SHA256  string
	Bundled bool
	Face    *Face
}

// Bundled returns a library of the faces that come with the program.
func Bundled() *Library {
	l := &Library{}
	for _, info := range bundled.All() {
		l.bundled = append(l.bundled, &bundledFace{Info: info, open: sync.OnceValue(func() *Face {
			s := bundled.Data(info.File)
			// The bytes of the string are used without copying, so that only pages that
			// are read are loaded into memory. Nothing writes to a Face's data.
			f, err := Open(unsafe.Slice(unsafe.StringData(s), len(s)), 0)
			if err != nil {
				panic("bundled font " + info.File + ": " + err.Error()) // tests open all of them
			}
			f.ink.listed, f.ink.without = true, info.Inkless
			return f
		})})
	}
	return l
}

// Release is a bundled face as the program lists it: its name with the style, its
// version and the SHA-256 of its file.
type Release struct{ Name, Version, SHA256 string }

// Releases returns the bundled faces without opening them.
func Releases() []Release {
	var list []Release
	for _, info := range bundled.All() {
		style := " Regular"
		if info.Bold {
			style = " Bold"
		}
		list = append(list, Release{info.Families[0] + style, info.Version, info.SHA256})
	}
	return list
}

// Clone returns a library to which faces can be added without changing l.
func (l *Library) Clone() *Library {
	return &Library{added: slices.Clone(l.added), bundled: l.bundled}
}

// Add registers a face under a role or family name. It replaces other faces of
// that name, and is also found by its own family names.
func (l *Library) Add(name string, f *Face) { l.AddFile(name, "", f) }

// AddFile is Add with the path of the face's file, for listings.
func (l *Library) AddFile(name, path string, f *Face) {
	l.added = append(l.added, added{name: name, path: path, face: f})
}

// Find returns the face of a role or family: a face added under that name, else
// an added face with that family, full or PostScript name, else a bundled one.
// Letter case, spaces, hyphens and underscores are ignored. With bold it
// returns only the family's bold face; if there is none, the caller chooses a
// substitute.
func (l *Library) Find(family string, bold bool) (*Face, bool) {
	key := roleKey(family)
	keys := []string{key}
	if bold && !strings.HasSuffix(key, "bold") {
		keys = []string{key + "bold", key}
	}
	for _, k := range keys {
		wantBold := bold || strings.HasSuffix(k, "bold")
		for i := len(l.added) - 1; i >= 0; i-- {
			a := &l.added[i]
			name := roleKey(a.name)
			// A face added under exactly the requested name is used as it is; one added
			// under the name without bold must be bold.
			if name == k && (k != key || !bold || a.face.IsBold()) {
				return a.face, true
			}
		}
		for _, b := range l.bundled {
			if fold(b.Role) == k && b.Bold == wantBold {
				return b.open(), true
			}
		}
	}
	for i := len(l.added) - 1; i >= 0; i-- {
		if a := &l.added[i]; a.face.hasName(key, bold) {
			return a.face, true
		}
	}
	for _, b := range l.bundled {
		if b.Bold == bold && slices.ContainsFunc(b.Families, func(s string) bool { return fold(s) == key }) {
			return b.open(), true
		}
	}
	return nil, false
}

// FindAll returns the faces of a role or family in the order in which they are
// tried: the one that Find returns for it and, if that was added under a role's
// name, the bundled face of the same role, which has what an office's face
// lacks.
func (l *Library) FindAll(family string) []*Face {
	first, ok := l.Find(family, false)
	if !ok {
		return nil
	}
	list := []*Face{first}
	key := roleKey(family)
	for _, b := range l.bundled {
		if fold(b.Role) == key && b.Bold == strings.HasSuffix(key, "bold") {
			if f := b.open(); f != first {
				list = append(list, f)
			}
		}
	}
	return list
}

// Supplements returns the added faces that none of the names finds, each once,
// in the order in which they were added.
func (l *Library) Supplements(names []string) []*Face {
	if len(l.added) == 0 {
		return nil
	}
	found := map[*Face]bool{}
	for _, name := range names {
		if f, ok := l.Find(name, false); ok {
			found[f] = true
		}
	}
	var list []*Face
	for _, a := range l.added {
		if !found[a.face] {
			found[a.face] = true
			list = append(list, a.face)
		}
	}
	return list
}

// NewName returns a name under which no face has been added, for one that
// supplements the others: "supplement", or that with a number.
func (l *Library) NewName() string {
	for n := 1; ; n++ {
		name := supplement
		if n > 1 {
			name += strconv.Itoa(n)
		}
		if !slices.ContainsFunc(l.added, func(a added) bool { return SameName(a.name, name) }) {
			return name
		}
	}
}

const supplement = "supplement"

// Given reports whether a face was added under a name that is not a role's.
func (l *Library) Given(f *Face) bool {
	return slices.ContainsFunc(l.added, func(a added) bool {
		return a.face == f && !slices.ContainsFunc(Roles(), func(role string) bool { return fold(role) == roleKey(a.name) })
	})
}

// Named returns the names that Find knows without added faces: roles, their
// Chinese names, and the families of bundled faces.
func (l *Library) Named() []string {
	names := slices.Concat(Roles(), roleNames())
	for _, b := range l.bundled {
		for _, family := range b.Families {
			if !slices.Contains(names, family) {
				names = append(names, family)
			}
		}
	}
	return names
}

// SameName reports whether two names of roles or families are the same to Find.
func SameName(a, b string) bool { return roleKey(a) == roleKey(b) }

// roleKey returns a name as Find compares it, of a role its English one.
func roleKey(name string) string {
	key := fold(name)
	if role, ok := roleAlias(key); ok {
		return role
	}
	return key
}

// hasName reports whether key is one of the face's names: a family name, if the
// face has the requested weight, or its full or PostScript name.
func (f *Face) hasName(key string, bold bool) bool {
	is := func(s string) bool { return fold(s) == key }
	if slices.ContainsFunc(f.namesOf(nameFull, namePostScript), is) && (!bold || f.IsBold()) {
		return true
	}
	return f.IsBold() == bold && slices.ContainsFunc(f.FamilyNames(), is)
}

func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' || r == '_' {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// aliases holds the Chinese names of roles.
var aliases = [...]struct{ name, role string }{
	{"宋", Song}, {"宋体", Song}, {"粗宋", SongBold}, {"粗宋体", SongBold},
	{"黑", Hei}, {"黑体", Hei}, {"粗黑", HeiBold}, {"粗黑体", HeiBold},
	{"楷", Kai}, {"楷体", Kai}, {"仿宋", Fangsong}, {"仿宋体", Fangsong},
	{"小标宋", Biaosong}, {"标宋", Biaosong}, {"小标宋体", Biaosong},
}

// roleAlias returns the role with the given Chinese name, as Find compares it.
func roleAlias(folded string) (string, bool) {
	for _, a := range aliases {
		if a.name == folded {
			return fold(a.role), true
		}
	}
	return "", false
}

func roleNames() []string {
	var names []string
	for _, a := range aliases {
		names = append(names, a.name)
	}
	return names
}

// Faces returns the added faces in the order in which they were added, then the
// bundled ones. It opens all of them and hashes the added files; it is meant
// for listings.
func (l *Library) Faces() []Info {
	var out []Info
	for _, a := range l.added {
		sum := sha256.Sum256(a.face.data)
		i := describe(a.face)
		i.Path, i.SHA256 = a.path, hex.EncodeToString(sum[:])
		i.Role = a.name
		out = append(out, i)
	}
	for _, b := range l.bundled {
		i := describe(b.open())
		i.Role, i.Origin, i.SHA256, i.Bundled = b.Role, b.Origin, b.SHA256, true
		out = append(out, i)
	}
	return out
}

func describe(f *Face) Info {
	i := Info{Names: f.FamilyNames(), Style: f.Style(), Version: f.Version(), Licence: f.Licence(), Face: f}
	if len(i.Names) > 0 {
		i.Family = i.Names[0]
	}
	return i
}
