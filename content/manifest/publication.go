package manifest

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/strict"
)

// PublicationName is the name of the file with what the issues of a publication share.
const PublicationName = "publication.toml"

// maxAbove is how many folders above the manifest's are searched for publication.toml.
const maxAbove = 3

// IsPublication reports whether a path names a publication.toml.
func IsPublication(name string) bool { return strings.EqualFold(filepath.Base(name), PublicationName) }

// PublicationFile is a publication.toml.
type PublicationFile struct {
	Name string // the reader's
	Up   int    // how many folders it is above the manifest's
	Data []byte
}

// FindPublication reads the nearest publication.toml of a reader's folders; nil if there
// is none. If the nearest cannot be read, the error is that of Reader, and Name is its
// name.
func FindPublication(from Reader) (*PublicationFile, error) {
	for up, folder := range from.Folders() {
		name := filepath.Join(folder, PublicationName)
		data, err := from.Read(KindPublication, name, strict.MaxSize)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		return &PublicationFile{Name: name, Up: up, Data: data}, err
	}
	return nil, nil
}

// foldersAbove returns a folder and those above it that are searched for
// publication.toml, by their names alone.
func foldersAbove(dir string) []string {
	out := []string{dir}
	for range maxAbove {
		up := filepath.Join(dir, "..")
		if up == dir {
			break
		}
		out = append(out, up)
		dir = up
	}
	return out
}

// inherit reads publication.toml, if there is one, and adds what it holds to the root of
// the manifest. It returns false if the file cannot be read or is not valid TOML.
func (l *loader) inherit(root *strict.Table) bool {
	found, err := FindPublication(l.from)
	if found == nil {
		return true
	}
	shown := filepath.ToSlash(found.Name)
	if err != nil {
		reportUnreadable(err, diag.Whole(shown), shown, strict.MaxSize, l.log, nearby{
			list: func(string) []string { return nil }, elsewhere: func(string) string { return "" },
		})
		return false
	}
	shared, ok := l.opt.names().Parse(l.opt.Memo.source(func(m *Memo) *diag.Source { return m.shared }, shown, found.Data), l.log)
	if !ok {
		return false
	}
	l.shared = &content.Shared{Source: shared.Span().Source, Folder: filepath.Dir(found.Name), Up: found.Up}
	if schema := &issueKeys()[0].Key; shared.Require(schema.Name, asWritten(shared, schema)) {
		l.schema(shared, schema, nil)
	}
	l.misplaced(shared)
	replaced := root.Replaced(shared, sharing)
	root.Inherit(shared, sharing)
	l.replacedValues(replaced)
	return true
}

// Tables parses a manifest, whose folder the reader is for, and returns its root with what
// it inherits from publication.toml. It returns false if one of the two is not valid.
func Tables(raw []byte, from Reader) (*strict.Table, bool) {
	var log diag.List
	root, ok := names.Read(filepath.ToSlash(from.Manifest()), raw, &log)
	l := loader{from: from, dir: filepath.Dir(from.Manifest()), log: &log}
	return root, ok && l.inherit(root)
}

// sharedTables returns the tables of publication.toml that hold all keys that they have
// in a manifest.
func sharedTables() []string {
	return []string{"publication", "style", "contents", "imprint", "copy", "check", "output", "print", "archive"}
}

// ofIssue reports whether a key of a manifest, given by its dotted name, cannot be in
// publication.toml.
func ofIssue(name string) bool {
	table, below, nested := strings.Cut(name, ".")
	switch {
	case table == "schema" || slices.Contains(sharedTables(), table):
		return false
	case table == "issue" && nested:
		return below != "label" && slices.Contains(keyNames(), name)
	case table == "issue":
		return false
	}
	return !nested && slices.Contains(keyNames(), name)
}

// sharing is how a manifest inherits from publication.toml.
func sharing(name string) strict.Merge {
	switch {
	case name == "schema" || ofIssue(name):
		return strict.Skip
	case name == "style.set":
		return strict.Leaves
	case name == "style.fonts", name == "check.off", name == "issue", slices.Contains(sharedTables(), name):
		return strict.Entries
	}
	return strict.Replace
}

// misplaced reports the keys of publication.toml that belong to an issue.
func (l *loader) misplaced(shared *strict.Table) {
	report := func(t *strict.Table) {
		for _, name := range t.Keys() {
			if full := dotted(t, name); ofIssue(full) {
				l.log.Add("publication-key", t.EntrySpan(name), full)
			}
		}
	}
	report(shared)
	for _, k := range PublicationKeys() {
		if k.Type == key.Table {
			shared.Sub(k.Name) // of another type, it is an error also where it is not inherited
		}
	}
	if issue := shared.Peek("issue"); issue != nil {
		report(issue)
	}
}

// PublicationKeys returns the keys of publication.toml, in the order of the
// documentation.
func PublicationKeys() []key.Key {
	var out []key.Key
	for _, k := range Keys() {
		if k.Name == "issue" {
			k.Keys = slices.DeleteFunc(slices.Clone(k.Keys), func(k key.Key) bool { return ofIssue("issue." + k.Name) })
		} else if ofIssue(k.Name) {
			continue
		}
		if k.Type == key.Table {
			k.Required = false
			k.Keys = slices.Clone(k.Keys)
			for i := range k.Keys {
				k.Keys[i].Required = false // the issue may give it
			}
		}
		out = append(out, k)
	}
	return out
}

// sharedSource returns the source of publication.toml; nil: there is none.
func (l *loader) sharedSource() *diag.Source {
	if l.shared == nil {
		return nil
	}
	return l.shared.Source
}

// isShared reports whether a value stands in publication.toml.
func (l *loader) isShared(at diag.Span) bool { return l.shared != nil && at.Source == l.shared.Source }

// sharedPath returns the path of a file that publication.toml names, below the file's
// own folder, or reports that it is elsewhere.
func (l *loader) sharedPath(name string, at diag.Span) (string, bool) {
	clean := path.Clean(strings.ReplaceAll(name, `\`, "/"))
	if path.IsAbs(clean) || len(clean) > 1 && clean[1] == ':' || !filepath.IsLocal(filepath.FromSlash(clean)) {
		l.log.Add("publication-path", at, name)
		return "", false
	}
	return clean, true
}

// sharedFile is sharedPath for a file that need not be below the manifest's folder. It
// returns the reader's name of the file.
func (l *loader) sharedFile(name string, at diag.Span) (string, bool) {
	clean, ok := l.sharedPath(name, at)
	return filepath.Join(l.shared.Folder, filepath.FromSlash(clean)), ok
}

// styleFiles checks the paths in [style] of publication.toml that are resolved with the
// theme, and sets the folder that they are relative to.
func (l *loader) styleFiles(s *content.Style) {
	s.Dir = l.dir
	if at := s.Theme.Place.At(0, len(s.Theme.Value)); l.isShared(at) {
		s.Dir = l.shared.Folder
		if strings.ContainsAny(s.Theme.Value, `/\`) || strings.EqualFold(path.Ext(s.Theme.Value), ".toml") {
			if _, ok := l.sharedPath(s.Theme.Value, at); !ok {
				s.Theme = content.Text{}
			}
		}
	}
	s.Set = slices.DeleteFunc(s.Set, func(set content.Setting) bool {
		file, isText := set.Value.(string)
		if !isText || !l.isShared(set.Span) || !strings.HasPrefix(set.Key, "font-files.") || !strings.HasSuffix(set.Key, ".path") {
			return false
		}
		_, ok := l.sharedPath(file, set.Span)
		return !ok
	})
}
