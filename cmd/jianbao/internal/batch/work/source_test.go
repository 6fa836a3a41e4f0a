package work

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/linktest"
	"jianbao/content/manifest"
)

func open(t *testing.T, dir string, cache *Cache, fontDirs ...string) *Source {
	t.Helper()
	s, err := Open(batch.Issue{Real: filepath.Join(dir, "issue.toml")}, fontDirs, cache)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// kindOf returns the kind of a file in the tests' issues.
func kindOf(name string) manifest.Kind {
	switch strings.ToLower(path.Ext(name)) {
	case ".toml":
		return manifest.KindManifest
	case ".md", ".txt":
		return manifest.KindArticle
	}
	return manifest.KindPicture
}

func TestSourceReads(t *testing.T) {
	dir := realTemp(t)
	for _, name := range []string{"issue.toml", "articles/b.md", "articles/a.TXT", "photo.jpg"} {
		put(t, filepath.Join(dir, filepath.FromSlash(name)), name)
	}
	put(t, filepath.Join(dir, "..", filepath.Base(dir)+"-beside.txt"), "beside")
	t.Cleanup(func() { os.Remove(dir + "-beside.txt") })
	s := open(t, dir, NewCache())
	if s.Manifest() != "issue.toml" {
		t.Errorf("manifest %q", s.Manifest())
	}
	for _, name := range []string{"photo.jpg", "articles/b.md", "issue.toml", "articles/a.TXT", "photo.jpg"} {
		if data, err := s.Read(kindOf(name), name, 100); err != nil || string(data) != name {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	var tooLarge *manifest.TooLargeError
	if _, err := s.Read(manifest.KindPicture, "photo.jpg", 4); !errors.As(err, &tooLarge) {
		t.Errorf("beyond the limit: %v", err)
	}
	if _, err := s.Read(manifest.KindArticle, "gone.txt", 100); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	if _, err := s.Read(manifest.KindArticle, "../"+filepath.Base(dir)+"-beside.txt", 100); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("above the folder: %v", err)
	}
	if err := linktest.Make(dir+"-beside.txt", filepath.Join(dir, "out.txt")); err != nil {
		t.Log("no links here:", err)
	} else if _, err := s.Read(manifest.KindArticle, "out.txt", 100); err == nil {
		t.Error("a link out of the folder was followed")
	}
	var got []string
	for _, in := range s.Inputs() {
		if in.Size != int64(len(in.Name)) || string(in.Data) != in.Name || len(in.SHA512) != 128 || in.Ref != "" {
			t.Errorf("%+v", in)
		}
		got = append(got, in.Kind+" "+in.Name)
	}
	want := []string{"article articles/a.TXT", "article articles/b.md", "manifest issue.toml", "picture photo.jpg"}
	if len(got) != len(want) {
		t.Fatalf("inputs %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("inputs %q, want %q", got, want)
		}
	}
}

// TestSourceFinds: themes, fonts and profiles are read from the path given by the
// issue if that is permitted, else by their base name from a font folder.
func TestSourceFinds(t *testing.T) {
	dir, first, second, elsewhere := realTemp(t), realTemp(t), realTemp(t), realTemp(t)
	put(t, filepath.Join(dir, "issue.toml"), "")
	put(t, filepath.Join(dir, "own", "theme.toml"), "own theme")
	put(t, filepath.Join(first, "sub", "a.ttf"), "a, named")
	put(t, filepath.Join(second, "a.ttf"), "a, spare")
	put(t, filepath.Join(second, "b.icc"), "b")
	put(t, filepath.Join(first, "both.ttf"), "first")
	put(t, filepath.Join(second, "both.ttf"), "second")
	put(t, filepath.Join(elsewhere, "c.ttf"), "c")
	s := open(t, dir, NewCache(), first, second)
	for _, c := range []struct {
		kind, asked, want, name string
		ref                     bool
	}{
		{manifest.KindTheme, "own/theme.toml", "own theme", "own/theme.toml", false},
		{manifest.KindTheme, filepath.Join(dir, "own", "theme.toml"), "own theme", "own/theme.toml", false},
		{manifest.KindFont, filepath.Join(first, "sub", "a.ttf"), "a, named", "a.ttf", true},
		{manifest.KindFont, "fonts/a.ttf", "a, spare", "a.ttf", true},
		{manifest.KindProfile, filepath.Join(elsewhere, "b.icc"), "b", "b.icc", true},
		{manifest.KindFont, "both.ttf", "first", "both.ttf", true},
	} {
		data, err := s.Read(c.kind, c.asked, 100)
		if err != nil || string(data) != c.want {
			t.Errorf("%s: %q, %v, want %q", c.asked, data, err, c.want)
		}
		found := false
		for _, in := range s.Inputs() {
			ref := ""
			if c.ref {
				ref = filepath.ToSlash(c.asked)
			}
			found = found || in.Kind == c.kind && in.Name == c.name && in.Ref == ref && in.Size == int64(len(c.want)) && (in.Data == nil) == (c.kind == manifest.KindFont)
		}
		if !found {
			t.Errorf("%s is not among the inputs: %+v", c.asked, s.Inputs())
		}
	}
	var outside *manifest.OutsideError
	if _, err := s.Read(manifest.KindFont, filepath.Join(elsewhere, "c.ttf"), 100); !errors.As(err, &outside) {
		t.Errorf("outside of all folders: %v", err)
	}
	if _, err := s.Read(manifest.KindFont, "fonts/gone.ttf", 100); !errors.Is(err, fs.ErrNotExist) || errors.As(err, &outside) {
		t.Errorf("missing inside: %v", err)
	}
	var tooLarge *manifest.TooLargeError
	if _, err := s.Read(manifest.KindTheme, "./own/theme.toml", 3); !errors.As(err, &tooLarge) {
		t.Errorf("beyond the limit: %v", err)
	}
	var fontDir *FontDirError
	if _, err := Open(batch.Issue{Real: filepath.Join(dir, "issue.toml")}, []string{first, filepath.Join(dir, "gone")}, NewCache()); !errors.As(err, &fontDir) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing font folder: %v", err)
	}
	if _, err := Open(batch.Issue{Real: filepath.Join(dir, "gone", "issue.toml")}, nil, NewCache()); !errors.Is(err, fs.ErrNotExist) || errors.As(err, &fontDir) {
		t.Errorf("a missing folder: %v", err)
	}
}

// TestCache: a font shared by issues is in memory once, and is read again if it has
// changed.
func TestCache(t *testing.T) {
	dir := realTemp(t)
	font := filepath.Join(dir, "a.ttf")
	put(t, filepath.Join(dir, "issue.toml"), "")
	put(t, font, "font one")
	cache := NewCache()
	get := func() []byte {
		t.Helper()
		data, err := open(t, dir, cache).Read(manifest.KindFont, "a.ttf", 100)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	first := get()
	if second := get(); unsafe.SliceData(first) != unsafe.SliceData(second) {
		t.Error("the second issue has a copy of its own")
	}
	put(t, font, "font two")
	if err := os.Chtimes(font, time.Time{}, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if now := get(); string(now) != "font two" || string(first) != "font one" {
		t.Errorf("changed: %q, read before: %q", now, first)
	}
}

// TestPublication: publication.toml is looked for up to the tree of the batch, and its
// files are read below its folder.
func TestPublication(t *testing.T) {
	top := realTemp(t)
	tree := filepath.Join(top, "tree")
	issue := batch.Issue{Real: filepath.Join(tree, "2026", "03", "issue.toml"), Tree: tree}
	put(t, issue.Real, "schema = 1\n")
	put(t, filepath.Join(top, "publication.toml"), "above the tree")
	put(t, filepath.Join(tree, "publication.toml"), "shared")
	put(t, filepath.Join(tree, "logo.png"), "logo")
	put(t, filepath.Join(tree, "look", "red.toml"), "theme")
	put(t, filepath.Join(top, "secret.png"), "secret")
	inputs := func(read func(s *Source)) []string {
		t.Helper()
		s, err := Open(issue, nil, NewCache())
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		read(s)
		var out []string
		for _, in := range s.Inputs() {
			out = append(out, in.Kind+" "+in.Name+" "+in.Ref)
		}
		return out
	}
	find := func(s *Source) string {
		t.Helper()
		found, err := manifest.FindPublication(s)
		if err != nil {
			t.Fatal(err)
		}
		if found == nil {
			return ""
		}
		return filepath.ToSlash(found.Name) + " " + string(found.Data)
	}
	got := inputs(func(s *Source) {
		if found := find(s); found != "../../publication.toml shared" {
			t.Errorf("found %s", found)
		}
		for name, want := range map[string]string{"../../logo.png": "logo", "../../../secret.png": "", "../logo.png": ""} {
			if data, err := s.Read(manifest.KindPicture, name, 100); string(data) != want || (err == nil) != (want != "") {
				t.Errorf("%s: %s, %v", name, data, err)
			}
		}
		if data, err := s.Read(manifest.KindTheme, "../../look/red.toml", 100); err != nil || string(data) != "theme" {
			t.Errorf("%s, %v", data, err)
		}
	})
	want := []string{"picture logo.png ../../logo.png", "theme look/red.toml ../../look/red.toml", "publication publication.toml ../../publication.toml"}
	if !slices.Equal(got, want) {
		t.Errorf("inputs %q, want %q", got, want)
	}
	for _, tt := range []struct{ real, tree, want string }{
		{"2026/03/issue.toml", tree, ". .. ../.."},
		{"2026/03/issue.toml", top, ". .. ../.. ../../.."},
		{"a/b/c/d/e/issue.toml", tree, ". .. ../.. ../../.."},
		{"issue.toml", tree, "."},
		{"2026/issue.toml", filepath.Join(tree, "2026"), "."},
		{"2026/issue.toml", "", ""},
	} {
		folders := batch.Issue{Real: filepath.Join(tree, filepath.FromSlash(tt.real)), Tree: tt.tree}.Folders()
		if got := filepath.ToSlash(strings.Join(folders, " ")); got != tt.want {
			t.Errorf("%s in %s: %s, want %s", tt.real, tt.tree, got, tt.want)
		}
	}
}

// TestCurrentPublication: a publication.toml that appears, disappears, is changed or is
// nearer than before changes the current hash.
func TestCurrentPublication(t *testing.T) {
	tree := realTemp(t)
	issue := batch.Issue{Real: filepath.Join(tree, "2026", "03", "issue.toml"), Tree: tree}
	shared := filepath.Join(tree, "publication.toml")
	put(t, issue.Real, "schema = 1\n")
	put(t, shared, "shared")
	s, err := Open(issue, nil, NewCache())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Read(manifest.KindManifest, "issue.toml", 100); err != nil {
		t.Fatal(err)
	}
	if _, err := manifest.FindPublication(s); err != nil {
		t.Fatal(err)
	}
	inputs := s.Inputs()
	hash := InputHash(inputs, batch.Options{})
	now := func() string { return Current(issue, inputs, batch.Options{}, NewCache()) }
	if now() != hash {
		t.Error("the hash of the same files is another")
	}
	nearer := filepath.Join(tree, "2026", "publication.toml")
	for what, change := range map[string]func(){
		"nearer":  func() { put(t, nearer, "shared") },
		"changed": func() { put(t, shared, "Shared") },
		"gone":    func() { os.Remove(shared) },
	} {
		change()
		if now() == hash {
			t.Errorf("%s: the hash is the same", what)
		}
		os.Remove(nearer)
		put(t, shared, "shared")
	}
	without := slices.DeleteFunc(slices.Clone(inputs), func(in batch.Input) bool { return in.Kind == manifest.KindPublication })
	if Current(issue, without, batch.Options{}, NewCache()) == InputHash(without, batch.Options{}) {
		t.Error("one that appeared does not change the hash")
	}
}
