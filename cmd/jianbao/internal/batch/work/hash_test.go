package work

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/manifest"
)

func hashed() ([]batch.Input, batch.Options) {
	return []batch.Input{
			{Name: "issue.toml", Kind: manifest.KindManifest, Size: 3, SHA512: "aa"},
			{Name: "articles/01.txt", Kind: manifest.KindArticle, Size: 4, SHA512: "bb"},
			{Name: "a.ttf", Kind: manifest.KindFont, Size: 5, SHA512: "cc", Ref: "/fonts/a.ttf"},
		}, batch.Options{
			Profile: "archive", Standard: "2u", Epoch: "0", Build: "b1", Lang: "zh", FontDirs: []string{"/fonts"},
		}
}

// TestInputHash: every value that changes an output changes the hash, and nothing
// else does.
func TestInputHash(t *testing.T) {
	inputs, o := hashed()
	hash := InputHash(inputs, o)
	// If this value changes, all issues of all archives are built again.
	if want := "9d2d82adcc5e1e3d9f1a2b0df312dee26d09fcefabe26a3660b318d3792f1162"; hash != want {
		t.Errorf("the hash of the same inputs is now %s", hash)
	}
	same := map[string]func([]batch.Input, *batch.Options){
		"order":        func(in []batch.Input, _ *batch.Options) { slices.Reverse(in) },
		"font folders": func(_ []batch.Input, o *batch.Options) { o.FontDirs = nil },
		"data":         func(in []batch.Input, _ *batch.Options) { in[0].Data = []byte("x") },
	}
	for name, change := range same {
		in, o := hashed()
		change(in, &o)
		if InputHash(in, o) != hash {
			t.Errorf("%s changes the hash", name)
		}
	}
	seen := map[string]string{hash: "nothing"}
	for name, change := range map[string]func([]batch.Input, *batch.Options){
		"profile":      func(_ []batch.Input, o *batch.Options) { o.Profile = "print" },
		"standard":     func(_ []batch.Input, o *batch.Options) { o.Standard = "2a" },
		"epoch":        func(_ []batch.Input, o *batch.Options) { o.Epoch = "" },
		"build":        func(_ []batch.Input, o *batch.Options) { o.Build = "b2" },
		"language":     func(_ []batch.Input, o *batch.Options) { o.Lang = "en" },
		"moved values": func(_ []batch.Input, o *batch.Options) { o.Profile, o.Standard = "archive2", "u" },
		"name":         func(in []batch.Input, _ *batch.Options) { in[1].Name = "articles/02.txt" },
		"kind":         func(in []batch.Input, _ *batch.Options) { in[1].Kind = manifest.KindPicture },
		"size":         func(in []batch.Input, _ *batch.Options) { in[1].Size++ },
		"digest":       func(in []batch.Input, _ *batch.Options) { in[1].SHA512 = "bc" },
		"reference":    func(in []batch.Input, _ *batch.Options) { in[2].Ref = "/other/a.ttf" },
		"exchanged":    func(in []batch.Input, _ *batch.Options) { in[0].SHA512, in[1].SHA512 = in[1].SHA512, in[0].SHA512 },
	} {
		in, o := hashed()
		change(in, &o)
		h := InputHash(in, o)
		if other, twice := seen[h]; twice {
			t.Errorf("%s has the hash of %s", name, other)
		}
		seen[h] = name
	}
	if _, twice := seen[InputHash(inputs[:2], o)]; twice {
		t.Error("omitting an input does not change the hash")
	}
}

// put writes a file and creates its folder.
func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// realTemp returns a folder for a test; its path has no links.
func realTemp(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestCurrent: the current hash is that of the result as long as its files are
// the same, and empty if files cannot be compared.
func TestCurrent(t *testing.T) {
	dir, fonts := realTemp(t), realTemp(t)
	issue := batch.Issue{Real: filepath.Join(dir, "issue.toml")}
	o := batch.Options{Profile: "archive", FontDirs: []string{fonts}}
	put(t, issue.Real, "schema = 1\n")
	put(t, filepath.Join(dir, "articles", "01.txt"), "一\n")
	put(t, filepath.Join(fonts, "a.ttf"), "font")
	s, err := Open(issue, o.FontDirs, NewCache())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"issue.toml", "articles/01.txt"} {
		if _, err := s.Read(kindOf(name), name, 100); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Read(manifest.KindFont, "a.ttf", 100); err != nil {
		t.Fatal(err)
	}
	inputs := s.Inputs()
	s.Close()
	want := InputHash(inputs, o)
	now := func() string { return Current(issue, inputs, o, NewCache()) }
	if got := now(); got != want {
		t.Errorf("unchanged: %q, want %q", got, want)
	}
	put(t, filepath.Join(dir, "articles", "02.txt"), "二\n")
	if got := now(); got != want {
		t.Errorf("with a file that the issue does not read: %q", got)
	}
	for what, change := range map[string]struct{ name, before, after string }{
		"article": {filepath.Join(dir, "articles", "01.txt"), "一\n", "丁\n"},
		"font":    {filepath.Join(fonts, "a.ttf"), "font", "tnof"},
		"shorter": {filepath.Join(dir, "articles", "01.txt"), "一\n", "一"},
	} {
		put(t, change.name, change.after)
		if got := now(); got == want || got == "" {
			t.Errorf("%s changed: %q", what, got)
		}
		put(t, change.name, change.before)
	}
	for what, spoil := range map[string]func(){
		"an article has grown":          func() { put(t, filepath.Join(dir, "articles", "01.txt"), "一二\n") },
		"the font is inside the folder": func() { put(t, filepath.Join(dir, "a.ttf"), "font") },
		"a font is gone":                func() { os.Remove(filepath.Join(fonts, "a.ttf")) },
		"the manifest is gone":          func() { os.Remove(issue.Real) },
	} {
		spoil()
		if got := now(); got == want {
			t.Errorf("%s: the hash is still the same", what)
		}
		put(t, issue.Real, "schema = 1\n")
		put(t, filepath.Join(dir, "articles", "01.txt"), "一\n")
		put(t, filepath.Join(fonts, "a.ttf"), "font")
		os.Remove(filepath.Join(dir, "a.ttf"))
	}
	if got := Current(issue, nil, o, NewCache()); got != "" {
		t.Errorf("of a result that lists no inputs: %q", got)
	}
	if got := Current(batch.Issue{Real: filepath.Join(dir, "gone", "issue.toml")}, inputs, o, NewCache()); got != "" {
		t.Errorf("of a removed folder: %q", got)
	}
	o.FontDirs = []string{filepath.Join(fonts, "gone")}
	if got := now(); got != "" {
		t.Errorf("of removed font folders: %q", got)
	}
}
