package importcopy

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"jianbao/content/diag"
)

// write writes the files of the articles, then the manifest.
func (m *importer) write() (Result, error) {
	r := Result{Convert: m.convertLines()}
	outputs := m.unused()
	for _, o := range outputs {
		r.Photos = append(r.Photos, o.path)
	}
	entries := len(m.articles) > 0
	var text []byte
	if entries {
		var ok bool
		if text, ok = m.text(); !ok {
			m.log.Add("import-manifest", diag.Whole(m.shown(ManifestName)), m.shown(ManifestName), m.opt.Section)
			return r, nil
		}
	}
	for _, a := range m.articles {
		outputs = append(outputs, a.outputs...)
	}
	for i := range outputs {
		o := &outputs[i]
		if m.exists(o) == same {
			continue
		}
		if !m.opt.Dry {
			if err := m.create(o.path, o.data); err != nil {
				return r, err
			}
		}
		r.Written = append(r.Written, filepath.Join(m.folder, filepath.FromSlash(o.path)))
		r.Files = append(r.Files, File{o.path, o.data})
	}
	if entries {
		if !m.opt.Dry {
			if err := m.writeManifest(text); err != nil {
				return r, err
			}
		}
		r.Written = append(r.Written, filepath.Join(m.folder, ManifestName))
		r.Files = append(r.Files, File{ManifestName, text})
	}
	return r, nil
}

// writeManifest creates the manifest, or replaces the one that was read.
func (m *importer) writeManifest(text []byte) error {
	if m.manifest == nil {
		return m.create(ManifestName, text)
	}
	name := filepath.Join(m.folder, ManifestName)
	if now, err := os.ReadFile(name); err != nil || string(now) != string(m.manifest.Bytes()) {
		return errors.Join(errors.New("the manifest was changed meanwhile"), err)
	}
	temporary := ManifestName + ".new"
	if err := m.create(temporary, text); err != nil {
		return err
	}
	full := filepath.Join(m.folder, temporary)
	if info, err := os.Stat(name); err == nil {
		if err := os.Chmod(full, info.Mode().Perm()); err != nil && !errors.Is(err, fs.ErrPermission) {
			os.Remove(full)
			return err
		}
	}
	if err := os.Rename(full, name); err != nil {
		os.Remove(full)
		return err
	}
	return nil
}

// create writes a file of the issue that must not exist, and its folder.
func (m *importer) create(below string, data []byte) error {
	name := filepath.Join(m.folder, filepath.FromSlash(below))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err2 := f.Close(); err == nil {
		err = err2
	}
	if err != nil {
		os.Remove(name)
	}
	return err
}
