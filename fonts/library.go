package fonts

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unsafe"

	"jianbao/fonts/bundled"
)

// Roles are the parts faces play in a bulletin. Themes ask for roles; an office
// gives its own faces under a role's name.
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
)

// Roles lists the role names in the order listings show them.
func Roles() []string {
	return []string{Song, SongBold, Hei, HeiBold, Kai, Fangsong, Biaosong, Serif, SerifBold, Sans, SansBold}
}

// Library finds faces by role or family. The bundled faces are opened when
// first asked for, once for a library and all its clones. Finding is safe for
// concurrent use; adding is not.
type Library struct {
	added   []added // the later wins
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
	Role    string   // its role, or the name an office gave it
	Family  string   // the first family name
	Names   []string // all family names
	Style   string
	Version string
	Licence string
	Origin  string // where a bundled face was taken from
	Path    string // of the file, for an office's face
	SHA256  string
	Bundled bool
	Face    *Face
}

// Bundled is a library of the faces that come with the program.
func Bundled() *Library {
	l := &Library{}
	for _, info := range bundled.All() {
		l.bundled = append(l.bundled, &bundledFace{Info: info, open: sync.OnceValue(func() *Face {
			s := bundled.Data(info.File)
			// The file is mapped with the program: bytes of the string itself,
			// so that only the pages that are read ever reach memory. Nothing
			// writes to a Face's data.
			f, err := Open(unsafe.Slice(unsafe.StringData(s), len(s)), 0)
			if err != nil {
				panic("bundled font " + info.File + ": " + err.Error()) // the tests open every one
			}
			return f
		})})
	}
	return l
}

// Clone is a library to which faces can be added without l seeing them.
func (l *Library) Clone() *Library {
	return &Library{added: slices.Clone(l.added), bundled: l.bundled}
}

// Add registers an office's face under a role or family name. It wins over what
// was there under that name, and is found by its own family names too.
func (l *Library) Add(name string, f *Face) { l.AddFile(name, "", f) }

// AddFile is Add with the path of the file, for listings.
func (l *Library) AddFile(name, path string, f *Face) {
	l.added = append(l.added, added{name: name, path: path, face: f})
}

// Find is the face of a role or family: an office's face under that name, then
// an office's face with that family, full or PostScript name, then a bundled
// one. Letter case, spaces, hyphens and underscores do not matter. With bold it
// is the family's bold face, or none: whoever asks decides what to do without.
func (l *Library) Find(family string, bold bool) (*Face, bool) {
	key := fold(family)
	if role, ok := roleAlias(key); ok {
		key = role
	}
	keys := []string{key}
	if bold && !strings.HasSuffix(key, "bold") {
		keys = []string{key + "bold", key}
	}
	for _, k := range keys {
		wantBold := bold || strings.HasSuffix(k, "bold")
		for i := len(l.added) - 1; i >= 0; i-- {
			a := &l.added[i]
			name := fold(a.name)
			if role, ok := roleAlias(name); ok {
				name = role
			}
			// Under the very name asked for, the office's choice is not
			// questioned; a plain name asked for in bold has to be bold.
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
		if a := &l.added[i]; a.face.answersTo(key, bold) {
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

// answersTo tells whether key is one of the face's names: a family name, with
// the weight asked for, or the full or PostScript name of this very face.
func (f *Face) answersTo(key string, bold bool) bool {
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

// roleAlias knows the roles' Chinese names.
func roleAlias(folded string) (string, bool) {
	switch folded {
	case "宋", "宋体":
		return fold(Song), true
	case "粗宋", "粗宋体":
		return fold(SongBold), true
	case "黑", "黑体":
		return fold(Hei), true
	case "粗黑", "粗黑体":
		return fold(HeiBold), true
	case "楷", "楷体":
		return fold(Kai), true
	case "仿宋", "仿宋体":
		return fold(Fangsong), true
	case "小标宋", "标宋", "小标宋体":
		return fold(Biaosong), true
	}
	return "", false
}

// Faces lists an office's faces in the order they were added, then the bundled
// ones. It opens them all and sums the office's files: for listings only.
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
