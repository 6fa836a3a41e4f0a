// Package officefonts finds the faces that Chinese offices use for the roles of a
// theme among the fonts of the system, and inserts them into a manifest. Nothing
// is taken from the system unasked: the lines that it writes name files, and a
// build reads no others.
package officefonts

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/fonts"
)

// Office is a role with the names of its office faces, the best first: those that
// GB/T 9704 asks for and their usual forms on Windows, WPS and macOS.
type Office struct {
	Role  string
	Names []string
}

// Offices returns the roles for which offices have faces of their own.
func Offices() []Office {
	return []Office{
		{fonts.Biaosong, []string{"方正小标宋简体", "方正小标宋_GBK", "方正小标宋_GB18030", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "小标宋体", "华康简标题宋"}},
		{fonts.Fangsong, []string{"仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GBK", "方正仿宋简体", "仿宋", "FangSong", "华文仿宋", "STFangsong"}},
		{fonts.Kai, []string{"楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "方正楷体简体", "楷体", "KaiTi", "华文楷体", "STKaiti", "Kaiti SC"}},
		{fonts.Hei, []string{"黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体", "STHeiti", "Heiti SC"}},
		{fonts.Song, []string{"宋体", "SimSun", "方正书宋_GBK", "方正书宋简体", "华文宋体", "STSong", "Songti SC"}},
	}
}

// MaxFiles is the greatest number of font files that are looked into.
const MaxFiles = 5000

// Folders returns the folders in which a system keeps fonts, the user's first.
// Goos is as runtime.GOOS.
func Folders(goos string, getenv func(string) string) []string {
	var list []string
	add := func(base string, parts ...string) {
		if base == "" || !filepath.IsAbs(base) {
			return
		}
		if dir := filepath.Join(append([]string{base}, parts...)...); !slices.Contains(list, dir) {
			list = append(list, dir)
		}
	}
	home := getenv("HOME")
	switch goos {
	case "windows":
		add(getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")
		add(getenv("WINDIR"), "Fonts")
	case "darwin":
		add(home, "Library", "Fonts")
		add("/Library/Fonts")
		add("/System/Library/Fonts")
	default: // XDG Base Directory Specification
		if data := getenv("XDG_DATA_HOME"); data != "" {
			add(data, "fonts")
		} else {
			add(home, ".local", "share", "fonts")
		}
		add(home, ".fonts")
		for _, data := range filepath.SplitList(cmp.Or(getenv("XDG_DATA_DIRS"), "/usr/local/share:/usr/share")) {
			add(data, "fonts")
		}
	}
	return list
}

// Found is an office face of the system.
type Found struct {
	Role   string
	Name   string // of Office.Names
	Path   string // of the file
	Index  int    // in a collection
	Faces  int    // of the file
	FSType uint16 // as fonts.Face.FSType
}

// Embedding permissions in OS/2 fsType (OpenType specification).
const (
	usage      = 0x000F
	restricted = 0x0002
	bitmapOnly = 0x0200
)

// Forbidden reports whether the face must not be embedded in a PDF.
func (f *Found) Forbidden() bool {
	return f.FSType&usage == restricted || f.FSType&bitmapOnly != 0
}

// Find returns for each role the best of its office faces in some folders, and
// the number of font files there, at most MaxFiles; more reports whether there are
// others, which were not looked into. Of faces with one name the first by folder
// and path is taken. Folders and files that cannot be read are skipped.
func Find(folders []string) (found []Found, files int, more bool) {
	offices := Offices()
	best := make([]int, len(offices)) // index of the name that was found
	byRole := make([]Found, len(offices))
	for i := range best {
		best[i] = len(offices[i].Names)
	}
	for _, folder := range folders {
		filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !isFont(path) {
				return nil
			}
			if files == MaxFiles {
				more = true
				return fs.SkipAll
			}
			files++
			faces := summaries(path)
			for _, s := range faces {
				for i := range offices {
					if n := offices[i].rank(&s); n < best[i] {
						best[i] = n
						byRole[i] = Found{offices[i].Role, offices[i].Names[n], path, s.Index, len(faces), s.FSType}
					}
				}
			}
			return nil
		})
	}
	return slices.DeleteFunc(byRole, func(f Found) bool { return f.Path == "" }), files, more
}

func isFont(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".ttf", ".otf", ".ttc", ".otc":
		return true
	}
	return false
}

// summaries returns the faces of a regular file; none if it cannot be read.
func summaries(path string) []fonts.Summary {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	list, err := fonts.Summaries(f)
	if err != nil {
		return nil
	}
	return list
}

// rank returns the index of the first of the role's names that a face has; the
// number of names if it has none or cannot be used.
func (o *Office) rank(s *fonts.Summary) int {
	if !s.Usable || s.Bold {
		return len(o.Names)
	}
	names := slices.Concat(s.Families, s.FullNames, []string{s.PostScript})
	for i, want := range o.Names {
		if slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, want) }) {
			return i
		}
	}
	return len(o.Names)
}
