package schema

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jianbao/content/diag"
	"jianbao/content/manifest"

	_ "jianbao/content/testgc"
)

// document is a TOML file of the repository, or of an archive in it.
type document struct {
	name string // for messages
	text []byte
	kind kind
}

// kind is what a document is.
type kind uint8

const (
	manifestDocument kind = iota
	themeDocument
	publicationDocument
)

// accepted returns every manifest and every theme of the repository whose keys
// and values the program accepts: files and members of archives.
func accepted(t testing.TB) (manifests, themes []document) {
	t.Helper()
	all := readAccepted()
	if all.err != nil {
		t.Fatal(all.err)
	}
	if len(all.manifests) < 60 || len(all.themes) < 5 {
		t.Fatalf("only %d manifests and %d themes are accepted: the test looks in the wrong place", len(all.manifests), len(all.themes))
	}
	return slices.Clip(all.manifests), slices.Clip(all.themes)
}

// readAccepted reads the files once for all tests.
var readAccepted = sync.OnceValue(func() (all struct {
	manifests, themes, publications []document
	err                             error
}) {
	root := filepath.Join("..", "..", "..", "..")
	add := func(name string, text []byte, files map[string][]byte, in string) {
		switch {
		case path.Base(in) == manifest.PublicationName:
			if publicationErrors(files, text) == nil {
				all.publications = append(all.publications, document{name: name, text: text, kind: publicationDocument})
			}
		case isManifest(text):
			if manifestErrors(files, in, text) == nil {
				all.manifests = append(all.manifests, document{name: name, text: text})
			}
		case themeFileErrors(files, text) == nil:
			all.themes = append(all.themes, document{name: name, text: text, kind: themeDocument})
		}
	}
	all.err = filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "fuzz" || strings.HasPrefix(entry.Name(), ".") && entry.Name() != "..") {
			return fs.SkipDir
		}
		ext := path.Ext(entry.Name())
		if !entry.Type().IsRegular() || ext != ".toml" && ext != ".txtar" && ext != ".txt" {
			return nil
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(root, file)
		if ext == ".toml" {
			add(name, data, nil, entry.Name())
			return nil
		}
		if !bytes.Contains(data, []byte(".toml --\n")) {
			return nil
		}
		archive := txtar.Parse(data)
		files := map[string][]byte{}
		for _, f := range archive.Files {
			files[f.Name] = f.Data
		}
		for _, f := range archive.Files {
			if path.Ext(f.Name) == ".toml" {
				below := map[string][]byte{}
				for _, other := range archive.Files {
					if rest, ok := strings.CutPrefix(other.Name, path.Dir(f.Name)+"/"); ok {
						below[rest] = other.Data
					}
				}
				if path.Dir(f.Name) == "." {
					below = files
				}
				add(name+" "+f.Name, f.Data, below, path.Base(f.Name))
			}
		}
		return nil
	})
	return all
})

// TestNotStricter: every document that the program accepts validates.
func TestNotStricter(t *testing.T) {
	manifests, themes := accepted(t)
	publications := readAccepted().publications
	t.Logf("%d manifests, %d themes, %d publications", len(manifests), len(themes), len(publications))
	for _, lang := range []diag.Lang{diag.EN, diag.ZH} {
		schemas := compiledSchemas(t, lang)
		for _, d := range slices.Concat(manifests, themes, publications) {
			s := schemas[d.kind]
			v, err := instance(d.text)
			if err == nil {
				err = s.Validate(v)
			}
			if err != nil {
				t.Errorf("%s: %v", d.name, err)
			}
		}
	}
}
