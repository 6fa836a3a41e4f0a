package polling

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"jianbao/content/manifest"
)

const limit = 1 << 20

// put writes a file with a time.
func put(t *testing.T, name, text string, at time.Time) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666), os.Chtimes(name, at, at)); err != nil {
		t.Fatal(err)
	}
}

// recorded reads files of an issue and returns what is known of them.
func recorded(t *testing.T, path string, before *Set, kind manifest.Kind, names ...string) *Set {
	t.Helper()
	set := NewSet()
	r, end := Record(path, set, before)
	defer end()
	if _, err := r.Read(manifest.KindManifest, path, limit); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		r.Read(kind, name, limit) // some are not there
	}
	return set
}

// TestChanged: each kind of change of a file is seen, and what leaves it as it was is not.
func TestChanged(t *testing.T) {
	at := time.Date(2026, 3, 15, 8, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name   string
		change func(article, absent string) error
		want   bool
	}{
		{"nothing", func(string, string) error { return nil }, false},
		{"read", func(article, _ string) error { _, err := os.ReadFile(article); return err }, false},
		{"longer", func(article, _ string) error {
			return errors.Join(os.WriteFile(article, []byte("渠水。秧。"), 0o666), os.Chtimes(article, at, at))
		}, true},
		{"later", func(article, _ string) error { return os.Chtimes(article, at, at.Add(time.Second)) }, true},
		{"earlier, as a copy is", func(article, _ string) error { return os.Chtimes(article, at, at.Add(-time.Hour)) }, true},
		{"replaced by one of the same size and time", func(article, _ string) error {
			other := article + "~"
			return errors.Join(os.WriteFile(other, []byte("稻谷。"), 0o666), os.Chtimes(other, at, at), os.Rename(other, article))
		}, true},
		{"its folder is replaced", func(article, _ string) error {
			dir := filepath.Dir(article)
			return errors.Join(os.Rename(dir, dir+".old"), os.Mkdir(dir, 0o777), os.WriteFile(article, []byte("稻谷。"), 0o666), os.Chtimes(article, at, at))
		}, true},
		{"gone", func(article, _ string) error { return os.Remove(article) }, true},
		{"what was looked for in vain is there", func(_, absent string) error { return os.WriteFile(absent, nil, 0o666) }, true},
		{"a file that was not read", func(article, _ string) error { return os.WriteFile(article+".bak", nil, 0o666) }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path, article, absent := filepath.Join(dir, "issue.toml"), filepath.Join(dir, "articles", "01.txt"), filepath.Join(dir, "02.txt")
			put(t, path, "schema = 1\n", at)
			put(t, article, "渠水。", at)
			set := recorded(t, path, nil, manifest.KindArticle, article, absent)
			if got, want := set.Names(), []string{path, article, absent}; !slices.Equal(got, want) {
				t.Fatalf("names %q, want %q", got, want)
			}
			look := set.Look()
			if set.Changed() || !look.Equal(set.Look()) {
				t.Fatal("changed before the change")
			}
			if err := c.change(article, absent); err != nil {
				t.Fatal(err)
			}
			if got := set.Changed(); got != c.want {
				t.Errorf("changed: %v, want %v", got, c.want)
			}
			if got := !look.Equal(set.Look()); got != c.want {
				t.Errorf("two looks differ: %v, want %v", got, c.want)
			}
		})
	}
}

// TestReadTwice: of a file that is read twice the state before the first counts.
func TestReadTwice(t *testing.T) {
	dir, at := t.TempDir(), time.Date(2026, 3, 15, 8, 0, 0, 0, time.UTC)
	path, article := filepath.Join(dir, "issue.toml"), filepath.Join(dir, "01.txt")
	put(t, path, "schema = 1\n", at)
	put(t, article, "渠水。", at)
	set := NewSet()
	r, end := Record(path, set, nil)
	defer end()
	for i := range 2 {
		for _, f := range []struct {
			kind manifest.Kind
			name string
		}{{manifest.KindManifest, path}, {manifest.KindArticle, article}} {
			if _, err := r.Read(f.kind, f.name, limit); err != nil {
				t.Fatal(err)
			}
		}
		if i == 0 {
			put(t, article, "渠水。秧。", at.Add(time.Second))
		}
	}
	if names := set.Names(); len(names) != 2 || !set.Changed() {
		t.Errorf("changed: %v, of %q", set.Changed(), names)
	}
}

// held is a reader of files that another program holds.
type held struct {
	manifest.Reader
	reads int
}

var errHeld = errors.New("the file is used by another program")

func (h *held) Read(kind manifest.Kind, name string, limit int) ([]byte, error) {
	if h.reads++; kind == manifest.KindArticle {
		return nil, errHeld
	}
	return manifest.ReadFile(name, limit)
}

// TestHeld: a file that is there and could not be read is tried again, as soon as it can
// be opened, although it looks as it did.
func TestHeld(t *testing.T) {
	article := filepath.Join(t.TempDir(), "01.txt")
	put(t, article, "渠水。", time.Now())
	set := NewSet()
	r := &Recorder{Reader: &held{}, Set: set}
	if _, err := r.Read(manifest.KindArticle, article, limit); !errors.Is(err, errHeld) {
		t.Fatal(err)
	}
	if !set.Changed() {
		t.Error("a file that can be read again is not")
	}
	if set.Recheck() {
		t.Error("a file without a sum is compared")
	}
	if err := errors.Join(os.Remove(article), os.Mkdir(article, 0o777)); err != nil {
		t.Fatal(err)
	}
	folder := NewSet()
	if _, err := (&Recorder{Reader: &held{}, Set: folder}).Read(manifest.KindArticle, article, limit); err == nil || folder.Changed() {
		t.Errorf("a folder in place of a file: %v, changed %v", err, folder.Changed())
	}
}

// TestRecheck: bytes that change without a trace in size and time are found once, if the
// file had changed shortly before.
func TestRecheck(t *testing.T) {
	dir, at := t.TempDir(), time.Date(2026, 3, 15, 8, 0, 0, 0, time.UTC)
	path, article, absent := filepath.Join(dir, "issue.toml"), filepath.Join(dir, "01.txt"), filepath.Join(dir, "02.txt")
	put(t, path, "schema = 1\n", at)
	put(t, article, "渠水。", at)
	first := recorded(t, path, nil, manifest.KindArticle, article, absent)
	if first.Recheck() {
		t.Error("the same bytes differ")
	}
	put(t, article, "稻谷。", at)
	if first.Changed() {
		t.Skip("this file system shows more than size and time")
	}
	if first.Recheck() {
		t.Error("a file is read again more than once")
	}

	fresh := recorded(t, path, first, manifest.KindArticle, article, absent)
	if fresh.Recheck() {
		t.Error("a file that looks as it did before the build is read again")
	}
	put(t, article, "渠水涨。", at.Add(time.Second))
	fresh = recorded(t, path, first, manifest.KindArticle, article, absent)
	put(t, article, "稻谷熟。", at.Add(time.Second))
	if fresh.Changed() || !fresh.Recheck() || fresh.Recheck() {
		t.Error("a second change soon after the first is not found, or found twice")
	}

	fresh = recorded(t, path, nil, manifest.KindArticle, article, absent)
	if err := os.Remove(article); err != nil {
		t.Fatal(err)
	}
	if !fresh.Recheck() {
		t.Error("a file that is gone is not found")
	}
}

// TestFonts: a font that is as it was is the same memory and is not read; all else is.
func TestFonts(t *testing.T) {
	dir, at := t.TempDir(), time.Date(2026, 3, 15, 8, 0, 0, 0, time.UTC)
	font, picture := filepath.Join(dir, "kai.ttf"), filepath.Join(dir, "a.png")
	put(t, font, "font", at)
	put(t, picture, "picture", at)
	disk := &held{}
	before := (*Set)(nil)
	read := func(kind manifest.Kind, name string, limit int) ([]byte, *Set, int) {
		t.Helper()
		set, reads := NewSet(), disk.reads
		data, err := (&Recorder{Reader: disk, Set: set, Before: before}).Read(kind, name, limit)
		if err != nil {
			t.Fatal(err)
		}
		return data, set, disk.reads - reads
	}
	one, set, _ := read(manifest.KindFont, font, limit)
	before = set
	two, set, n := read(manifest.KindFont, font, limit)
	if n != 0 || &one[0] != &two[0] || set.Changed() || set.Recheck() {
		t.Errorf("a font that has not changed: %d reads", n)
	}
	before = set
	if three, _, n := read(manifest.KindFont, font, limit); n != 0 || &one[0] != &three[0] {
		t.Errorf("in the third build: %d reads", n)
	}
	put(t, font, "FONT", at.Add(time.Second))
	if data, set, n := read(manifest.KindFont, font, limit); n != 1 || string(data) != "FONT" || set.Changed() {
		t.Errorf("a font that has changed: %q, %d reads", data, n)
	}
	put(t, font, "a font", at)
	_, before, _ = read(manifest.KindFont, font, limit)
	if data, err := (&Recorder{Reader: disk, Set: NewSet(), Before: before}).Read(manifest.KindFont, font, 3); err == nil {
		t.Errorf("a font above the limit is %q", data)
	}

	_, before, _ = read(manifest.KindPicture, picture, limit)
	if _, _, n := read(manifest.KindPicture, picture, limit); n != 1 {
		t.Errorf("a picture is read %d times", n)
	}
	if _, err := (&Recorder{Reader: disk, Set: NewSet(), Before: before}).Read(manifest.KindFont, filepath.Join(dir, "none"), limit); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
