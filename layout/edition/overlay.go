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
	utf8     map[string]bool // those that are UTF-8 whatever the manifest says
	kept     manifest.Kept
	memo     Memo
}

// NewOverlay returns the files of the manifest with the given path.
func NewOverlay(path string) *Overlay {
	return &Overlay{manifest: path, texts: map[string][]byte{}, utf8: map[string]bool{}}
}

// Set replaces a file, named by its path below the manifest's folder, with slashes, by
// other bytes.
func (o *Overlay) Set(name string, data []byte) {
	o.Unset(name)
	o.texts[o.path(name)] = data
}

// SetText is Set for a text in UTF-8, whatever the manifest says of the file's encoding.
func (o *Overlay) SetText(name string, text []byte) {
	o.Set(name, text)
	o.utf8[o.path(name)] = true
}

// Unset ends the replacement of a file.
func (o *Overlay) Unset(name string) {
	delete(o.texts, o.path(name))
	delete(o.utf8, o.path(name))
}

// buffers returns the reader of the files, those on disk included.
func (o *Overlay) buffers(disk *manifest.Disk) manifest.Buffers {
	return manifest.Buffers{Name: o.manifest, Files: o.texts, UTF8: o.utf8, Over: o.kept.Over(disk)}
}

// path returns the name of a file as readers have it.
func (o *Overlay) path(name string) string {
	return filepath.ToSlash(filepath.Join(filepath.Dir(o.manifest), filepath.FromSlash(name)))
}

// ReadOnce is ReadOverlay without what earlier editions left behind, and leaves nothing
// behind: for another engine than that which makes the pages.
func (g *Engine) ReadOnce(o *Overlay, c Choices, log *diag.List) *Edition {
	disk := manifest.NewDisk(o.manifest)
	defer disk.Close()
	return g.Read(o.buffers(disk), c, log)
}

// ReadOverlay is Read for files of which some are not saved.
func (g *Engine) ReadOverlay(o *Overlay, c Choices, log *diag.List) *Edition {
	disk := manifest.NewDisk(o.manifest)
	defer disk.Close()
	return g.ReadAgain(o.buffers(disk), c, &o.memo, log)
}
