package edition

import (
	"path/filepath"

	"jianbao/content/diag"
	"jianbao/content/manifest"
)

// Overlay is the files of an issue on disk, some of them replaced by unsaved texts of an
// editor. A file that has not changed is read once: the engine then need not open it
// again, and what has not changed is not made again (see Memo). It is not safe for concurrent use.
type Overlay struct {
	manifest string
	texts    map[string][]byte
	kept     manifest.Kept
	memo     Memo
}

// NewOverlay returns the files of the manifest with the given path.
func NewOverlay(path string) *Overlay {
	return &Overlay{manifest: path, texts: map[string][]byte{}}
}

// Set replaces a file, named by its path below the manifest's folder, with slashes, by a
// text.
func (o *Overlay) Set(name string, data []byte) { o.texts[o.path(name)] = data }

// Unset ends the replacement of a file.
func (o *Overlay) Unset(name string) { delete(o.texts, o.path(name)) }

// path returns the name of a file as readers have it.
func (o *Overlay) path(name string) string {
	return filepath.ToSlash(filepath.Join(filepath.Dir(o.manifest), filepath.FromSlash(name)))
}

// ReadOnce is ReadOverlay without what earlier editions left behind, and leaves nothing
// behind: for another engine than that which makes the pages.
func (g *Engine) ReadOnce(o *Overlay, c Choices, log *diag.List) *Edition {
	disk := manifest.NewDisk(o.manifest)
	defer disk.Close()
	return g.Read(manifest.Buffers{Name: o.manifest, Files: o.texts, Over: o.kept.Over(disk)}, c, log)
}

// ReadOverlay is Read for files of which some are not saved.
func (g *Engine) ReadOverlay(o *Overlay, c Choices, log *diag.List) *Edition {
	disk := manifest.NewDisk(o.manifest)
	defer disk.Close()
	return g.ReadAgain(manifest.Buffers{Name: o.manifest, Files: o.texts, Over: o.kept.Over(disk)}, c, &o.memo, log)
}
