package work

import (
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/manifest"
)

// FontDirError is returned if a folder of --font-dir cannot be opened.
type FontDirError struct {
	Dir string
	Err error
}

func (e *FontDirError) Error() string { return e.Dir + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *FontDirError) Unwrap() error { return e.Err }

// Source is the manifest.Reader of one issue of a batch. Each file is read once:
// repeated reads return the same bytes, and Inputs lists the files read.
//
// Manifest, articles and pictures are read only from the issue's folder, and
// publication.toml and its pictures from a folder above it that is not above the tree of
// the batch; links that lead outside are errors. Themes, fonts and profiles are read from there or from
// the font folders: at the path given by the issue, if that is inside one of them,
// otherwise by their base name.
type Source struct {
	folder   string
	manifest string
	above    []string // folders in which publication.toml is looked for
	root     *os.Root
	shared   *os.Root // folder of the publication.toml that was read, if it is above; else nil
	up       string   // from the issue's folder to that: ../
	dirs     []*os.Root
	cache    *Cache
	read     map[string]*input // by kind of access and requested name
	order    []*input
}

type input struct {
	batch.Input
	path string // in the file system
	err  error
}

// Open opens the folder of an issue and the font folders. Errors are those of the system
// and *FontDirError.
func Open(issue batch.Issue, fontDirs []string, cache *Cache) (*Source, error) {
	folder, base := filepath.Split(issue.Real)
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	s := &Source{folder: filepath.Clean(folder), manifest: base, above: issue.Folders(), root: root, cache: cache, read: map[string]*input{}}
	for _, dir := range fontDirs {
		d, err := os.OpenRoot(dir)
		if err != nil {
			s.Close()
			return nil, &FontDirError{dir, err}
		}
		s.dirs = append(s.dirs, d)
	}
	return s, nil
}

// Close closes the folders.
func (s *Source) Close() {
	s.root.Close()
	if s.shared != nil {
		s.shared.Close()
	}
	for _, d := range s.dirs {
		d.Close()
	}
}

// Manifest returns the name of the manifest in its folder. It implements
// manifest.Reader, as do Folders, Read and List.
func (s *Source) Manifest() string { return s.manifest }

// Folders returns the folders with a publication.toml for the issue.
func (s *Source) Folders() []string { return s.above }

// Read reads a file of at most limit bytes, whose name is relative to the
// issue's folder or absolute. Errors are those of manifest.Reader.
func (s *Source) Read(kind manifest.Kind, name string, limit int) ([]byte, error) {
	switch kind {
	case manifest.KindManifest, manifest.KindArticle, manifest.KindPicture, manifest.KindTable:
		return s.below(kind, filepath.ToSlash(name), limit)
	case manifest.KindPublication:
		return s.publication(filepath.ToSlash(name), limit)
	}
	return s.elsewhere(kind, name, limit)
}

// List returns the names in a folder of the issue or of publication.toml.
func (s *Source) List(folder string) []string {
	root, below := s.rootOf(filepath.ToSlash(folder))
	return manifest.ListBelow(root, below)
}

// publication reads a publication.toml in one of Folders, and opens its folder.
func (s *Source) publication(name string, limit int) ([]byte, error) {
	dir := path.Dir(name)
	if dir == "." {
		return s.below(manifest.KindPublication, name, limit)
	}
	if s.shared != nil && s.up == dir+"/" {
		return s.below(manifest.KindPublication, name, limit)
	}
	root, err := os.OpenRoot(filepath.Join(s.folder, filepath.FromSlash(dir)))
	if err != nil {
		return nil, err
	}
	if _, err := root.Stat(path.Base(name)); errors.Is(err, fs.ErrNotExist) {
		root.Close()
		return nil, err
	}
	if s.shared != nil {
		s.shared.Close()
	}
	s.shared, s.up = root, dir+"/"
	return s.below(manifest.KindPublication, name, limit)
}

// rootOf returns the folder that a file is read from, the issue's or that of
// publication.toml, and its name there.
func (s *Source) rootOf(name string) (*os.Root, string) {
	if below, ok := strings.CutPrefix(name, s.up); ok && s.shared != nil && !strings.HasPrefix(below, "../") {
		return s.shared, below
	}
	return s.root, name
}

// below reads a file in the issue's folder or in that of publication.toml.
func (s *Source) below(kind manifest.Kind, name string, limit int) ([]byte, error) {
	in, known := s.read[name]
	if !known {
		root, below := s.rootOf(name)
		in = &input{Input: batch.Input{Name: below, Kind: kind}}
		if root != s.root {
			in.Ref = name
		}
		in.path = filepath.Join(root.Name(), filepath.FromSlash(below))
		in.Data, in.err = manifest.ReadBelow(root, below, limit)
		s.keep(name, in)
	}
	if in.err == nil && len(in.Data) > limit {
		return nil, &manifest.TooLargeError{Size: int64(len(in.Data))}
	}
	return in.Data, in.err
}

func (s *Source) keep(key string, in *input) {
	s.read[key] = in
	if in.err != nil {
		return
	}
	in.Size = int64(len(in.Data))
	if in.SHA512 == "" {
		sum := sha512.Sum512(in.Data)
		in.SHA512 = hex.EncodeToString(sum[:])
	}
	s.order = append(s.order, in)
}

// elsewhere reads a theme, a font or a profile.
func (s *Source) elsewhere(kind manifest.Kind, name string, limit int) ([]byte, error) {
	key := kind + "\x00" + name
	in, known := s.read[key]
	if !known {
		in = &input{Input: batch.Input{Kind: kind}}
		in.err = s.find(in, name, limit)
		s.keep(key, in)
	}
	return in.Data, in.err
}

// place is a possible location of a file.
type place struct {
	root   *os.Root
	name   string // relative to root, with slashes
	inside bool   // root is the issue's folder
	shared bool   // root is the folder of publication.toml
}

func (s *Source) find(in *input, name string, limit int) error {
	named, spare := s.places(name)
	var missing error
	var leadsOut *manifest.OutsideError
	outside := len(named) == 0
	for i, p := range append(named, spare...) {
		err := s.fetch(in, p, limit)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if i < len(named) {
				missing = err
			}
		case errors.As(err, &leadsOut):
			outside = true
		case err != nil:
			return err
		default:
			in.Name = p.name
			if !p.inside {
				in.Ref = filepath.ToSlash(name)
			}
			if !p.inside && !p.shared {
				in.Name = path.Base(p.name)
			}
			return nil
		}
	}
	if outside {
		return &manifest.OutsideError{Name: filepath.ToSlash(name)}
	}
	return missing
}

// places returns the locations that are searched for a file, in order: named
// are those of the path given by the issue, as far as it is permitted, and
// spare those of its base name.
func (s *Source) places(name string) (named, spare []place) {
	full := name
	if !filepath.IsAbs(full) {
		full = filepath.Join(s.folder, name)
	}
	below := func(root *os.Root, inside, shared bool) {
		for _, folder := range []string{root.Name(), real(root.Name())} {
			if rel, err := filepath.Rel(folder, full); err == nil && filepath.IsLocal(rel) {
				named = append(named, place{root, filepath.ToSlash(rel), inside, shared})
				return
			}
		}
	}
	below(s.root, true, false)
	if s.shared != nil {
		below(s.shared, false, true)
	}
	for _, d := range s.dirs {
		below(d, false, false)
		spare = append(spare, place{d, filepath.Base(name), false, false})
	}
	return named, spare
}

// real returns a path with links resolved, or the path itself if that fails.
func real(name string) string {
	if r, err := filepath.EvalSymlinks(name); err == nil {
		return r
	}
	return name
}

func (s *Source) fetch(in *input, p place, limit int) (err error) {
	in.path = filepath.Join(p.root.Name(), filepath.FromSlash(p.name))
	if in.Kind != manifest.KindFont {
		in.Data, err = manifest.ReadBelow(p.root, p.name, limit)
		return err
	}
	in.Data, in.SHA512, err = s.cache.font(p, limit)
	return err
}

// Inputs returns the files read, sorted by name and kind, without the bytes of
// fonts.
func (s *Source) Inputs() []batch.Input {
	list := make([]batch.Input, len(s.order))
	for i, in := range s.order {
		list[i] = in.Input
		if in.Kind == manifest.KindFont {
			list[i].Data = nil
		}
	}
	slices.SortFunc(list, compareInputs)
	return slices.CompactFunc(list, func(a, b batch.Input) bool { return compareInputs(a, b) == 0 })
}

// Paths returns the paths of the files read.
func (s *Source) Paths() []string {
	list := make([]string, len(s.order))
	for i, in := range s.order {
		list[i] = in.path
	}
	return list
}

// maxCache bounds the size of the fonts in a Cache, in bytes.
const maxCache = 256 << 20

// Cache keeps fonts, which many issues share. A font that has changed on disk
// is read again. It is not safe for concurrent use.
type Cache struct {
	fonts map[fontKey]*cachedFont
	size  int
}

type fontKey struct {
	folder, name string
	size         int64
	changed      time.Time
}

type cachedFont struct {
	data   []byte
	sha512 string
}

// NewCache returns an empty cache.
func NewCache() *Cache { return &Cache{fonts: map[fontKey]*cachedFont{}} }

func (c *Cache) font(p place, limit int) (data []byte, sum string, err error) {
	info, err := manifest.StatBelow(p.root, p.name)
	if err != nil {
		return nil, "", err
	}
	key := fontKey{p.root.Name(), p.name, info.Size(), info.ModTime()}
	if f := c.fonts[key]; f != nil {
		return f.data, f.sha512, nil
	}
	if data, err = manifest.ReadBelow(p.root, p.name, limit); err != nil {
		return nil, "", err
	}
	digest := sha512.Sum512(data)
	f := &cachedFont{data, hex.EncodeToString(digest[:])}
	if c.size += len(data); c.size > maxCache {
		clear(c.fonts)
		c.size = len(data)
	}
	if int64(len(data)) == key.size { // otherwise it has changed meanwhile
		c.fonts[key] = f
	}
	return f.data, f.sha512, nil
}
