package osfiles

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/linktest"
)

func write(t *testing.T, f batch.File, err error, data string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte(data)); err != nil {
		t.Fatal(err)
	}
	if err := f.Sync(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func holds(t *testing.T, name, want string) {
	t.Helper()
	if got, err := (Files{}).ReadFile(name); err != nil || string(got) != want {
		t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
	}
}

func TestFiles(t *testing.T) {
	var files Files
	// Longer than the limit of 260 units of older Windows interfaces.
	dir := filepath.Join(t.TempDir(), strings.Repeat("期", 60), strings.Repeat("刊", 60), strings.Repeat("报", 60))
	if err := files.MkdirAll(dir); err != nil {
		t.Fatal(err)
	}
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	f, err := files.Create(a)
	write(t, f, err, "one")
	f, err = files.Create(b)
	write(t, f, err, "two")
	f, err = files.Append(b)
	write(t, f, err, "three")
	holds(t, b, "twothree")
	if err := files.Rename(b, a); err != nil {
		t.Fatal(err)
	}
	holds(t, a, "twothree")
	f, err = files.Create(a)
	write(t, f, err, "new")
	holds(t, a, "new")
	if err := files.SyncDir(dir); err != nil {
		t.Error(err)
	}
	if list, err := files.ReadDir(dir); err != nil || len(list) != 1 || list[0].Name() != "a" {
		t.Errorf("folder holds %v, %v", list, err)
	}
	r, err := files.Open(a)
	if err != nil {
		t.Fatal(err)
	}
	part := make([]byte, 2)
	if _, err := r.ReadAt(part, 1); err != nil || string(part) != "ew" {
		t.Errorf("read %q, %v", part, err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if err := files.Remove(a); err != nil {
		t.Error(err)
	}
	if _, err := files.Open(a); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("open: %v", err)
	}
}

// TestCreateDoesNotFollow checks that Create does not truncate the target of a
// link.
func TestCreateDoesNotFollow(t *testing.T) {
	var files Files
	dir := t.TempDir()
	theirs, link := filepath.Join(dir, "theirs"), filepath.Join(dir, "link")
	f, err := files.Create(theirs)
	write(t, f, err, "kept")
	if err := linktest.Make(theirs, link); err != nil {
		t.Skip("the system makes no links: ", err)
	}
	if info, err := files.Stat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("Stat followed the link: %v, %v", info, err)
	}
	f, err = files.Create(link)
	write(t, f, err, "ours")
	holds(t, theirs, "kept")
	holds(t, link, "ours")
}

func TestNilOnError(t *testing.T) {
	var files Files
	missing := filepath.Join(t.TempDir(), "missing", "file")
	if f, err := files.Create(missing); err == nil || f != nil {
		t.Errorf("Create: %v, %v", f, err)
	}
	if f, err := files.Append(missing); err == nil || f != nil {
		t.Errorf("Append: %v, %v", f, err)
	}
	if f, err := files.Open(missing); err == nil || f != nil {
		t.Errorf("Open: %v, %v", f, err)
	}
}
