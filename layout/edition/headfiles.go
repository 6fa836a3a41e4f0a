package edition

import (
	"path/filepath"
	"slices"

	"jianbao/content"
)

// HeadFiles returns the files that the manifest names outside its sections, and those that
// these name: pictures of the publication, themes, fonts and the printing condition, by the
// names used with the reader. Files of publication.toml are among them.
func (e *Edition) HeadFiles() []string {
	if e.Issue == nil {
		return nil
	}
	var out []string
	dir := filepath.Dir(e.inputs[0])
	for _, p := range []*content.Picture{e.Issue.Publication.Emblem, e.Issue.Publication.Masthead} {
		if p == nil || p.Image == nil {
			continue
		}
		folder, name := dir, p.Image.Name
		if below, shared := e.Issue.Shared.Below(name); shared {
			folder, name = e.Issue.Shared.Folder, below
		}
		out = append(out, filepath.Join(folder, filepath.FromSlash(name)))
	}
	for _, f := range e.themes {
		out = append(out, f.name)
	}
	for _, f := range e.given {
		out = append(out, f.Path)
	}
	if e.Issue.Print.ICC != "" {
		out = append(out, e.Issue.Print.ICC)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
