package manifest

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
)

// memory holds files by name.
type memory map[string][]byte

// with returns a reader of the files and a manifest, which need not be among
// them.
func (m memory) with(name string, raw []byte) Buffers {
	files := maps.Clone(m)
	if files == nil {
		files = memory{}
	}
	files[name] = raw
	return Buffers{Name: name, Files: files}
}

// loadFrom loads a manifest whose articles and pictures are in memory.
func loadFrom(files memory, name string, raw []byte, opt Options, log *diag.List) *content.Issue {
	return Load(files.with(name, raw), opt, log)
}

// TestReaders: an issue whose files are partly in memory and partly on disk is
// equal to the saved one, also if the manifest's name includes a folder.
func TestReaders(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"issue.toml": head + "[[section.article]]\ntitle = \"乙\"\nfile = \"a/01.txt\"\n", "a/01.txt": "旧稿", "a/02.txt": "", "font.ttf": "font"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	disk := NewDisk(filepath.Join(dir, "issue.toml"))
	defer disk.Close()
	key := func(name string) string { return filepath.ToSlash(filepath.Join(dir, name)) }
	over := Buffers{Name: disk.Manifest(), Over: disk, Files: map[string][]byte{key("a/01.txt"): []byte("新稿"), key("a/03.txt"): []byte("三")}}
	for _, c := range []struct {
		from Reader
		want string
	}{{disk, "旧稿"}, {over, "新稿"}} {
		log := &diag.List{}
		issue := Load(c.from, Options{}, log)
		if log.Len() > 0 {
			t.Fatal(log.Items())
		}
		if got := string(issue.Sections[0].Articles[0].File.Data); got != c.want {
			t.Errorf("%T: %q, want %q", c.from, got, c.want)
		}
	}
	if got := over.List(filepath.Join(dir, "a")); !slices.Equal(got, []string{"01.txt", "02.txt", "03.txt"}) {
		t.Errorf("names %q", got)
	}
	if _, err := over.Read(KindArticle, filepath.Join(dir, "a", "04.txt"), 10); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing article: %v", err)
	}
	var large *TooLargeError
	if _, err := over.Read(KindArticle, filepath.Join(dir, "a", "01.txt"), 2); !errors.As(err, &large) {
		t.Errorf("a large buffer: %v", err)
	}
	// The limit is the largest size that is read.
	for _, r := range []Reader{over, disk} {
		name, size := filepath.Join(dir, "a", "01.txt"), len("新稿")
		if data, err := r.Read(KindArticle, name, size); err != nil || len(data) != size {
			t.Errorf("%T: %q, %v from a file as large as the limit", r, data, err)
		}
		if _, err := r.Read(KindArticle, name, size-1); !errors.As(err, &large) {
			t.Errorf("%T: %v of a file a byte larger than the limit", r, err)
		}
	}
	// A name that leads above the manifest's folder.
	nested := Buffers{Name: "2024/06/issue.toml", Files: map[string][]byte{"2024/fonts/a.ttf": []byte("font")}}
	if got, err := nested.Read(KindFont, filepath.Join("2024", "06", "..", "fonts", "a.ttf"), 10); err != nil || !bytes.Equal(got, []byte("font")) {
		t.Errorf("above the manifest: %q %v", got, err)
	}
	if got, err := disk.Read(KindFont, filepath.Join(dir, "a", "..", "font.ttf"), 10); err != nil || string(got) != "font" {
		t.Errorf("a font on the disk: %q %v", got, err)
	}
	var outside *OutsideError
	if _, err := disk.Read(KindArticle, filepath.Join(dir, "..", "x.txt"), 10); !errors.As(err, &outside) {
		t.Errorf("an article outside: %v", err)
	}
}
