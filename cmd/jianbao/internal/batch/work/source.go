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
// Manifest, articles and pictures are read only from the folder; links that
// lead outside are errors. Themes, fonts and profiles are read from there or from
// the font folders: at the path given by the issue, if that is inside one of them,
// otherwise by their base name.
type Source struct {
	folder   string
	manifest string
	root     *os.Root
	dirs     []*os.Root
	cache    *Cache
	read     map[string]*input // by kind of access and requested name
	order    []*input
}

type input struct {
	batch.Input
	err error
}

// Open opens the folder of a manifest, whose path must be absolute and without
// links, and the font folders. Errors are those of the system and
// *FontDirError.
func Open(manifestPath string, fontDirs []string, cache *Cache) (*Source, error) {
	folder, base := filepath.Split(manifestPath)
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	s := &Source{folder: filepath.Clean(folder), manifest: base, root: root, cache: cache, read: map[string]*input{}}
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
	for _, d := range s.dirs {
		d.Close()
	}
}

// Manifest returns the name of the manifest in its folder. It implements
// manifest.Reader, as do Read and List.
func (s *Source) Manifest() string { return s.manifest }

// Read reads a file of at most limit bytes, whose name is relative to the
// issue's folder or absolute. Errors are those of manifest.Reader.
func (s *Source) Read(kind manifest.Kind, name string, limit int) ([]byte, error) {
	switch kind {
	case manifest.KindManifest, manifest.KindArticle, manifest.KindPicture, manifest.KindTable:
		return s.below(kind, filepath.ToSlash(name), limit)
	}
	return s.elsewhere(kind, name, limit)
}

// List returns the names in a folder of the issue.
func (s *Source) List(folder string) []string { return manifest.ListBelow(s.root, folder) }

// below reads a file in the folder.
func (s *Source) below(kind manifest.Kind, name string, limit int) ([]byte, error) {
	in, known := s.read[name]
	if !known {
		in = &input{Input: batch.Input{Name: name, Kind: kind}}
		in.Data, in.err = manifest.ReadBelow(s.root, name, limit)
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
	inside bool   // root is the folder
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
				in.Name, in.Ref = path.Base(p.name), filepath.ToSlash(name)
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
	below := func(root *os.Root, inside bool) {
		for _, folder := range []string{root.Name(), real(root.Name())} {
			if rel, err := filepath.Rel(folder, full); err == nil && filepath.IsLocal(rel) {
				named = append(named, place{root, filepath.ToSlash(rel), inside})
				return
			}
		}
	}
	below(s.root, true)
	for _, d := range s.dirs {
		below(d, false)
		spare = append(spare, place{d, filepath.Base(name), false})
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
