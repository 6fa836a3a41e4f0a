package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"jianbao/content/linktest"
)

// onlyFiles fails the test unless the folder contains exactly the given names, and so
// no temporary file.
func onlyFiles(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if len(got) != len(names) {
		t.Fatalf("folder holds %q, want %q", got, names)
	}
	for i := range got {
		if got[i] != names[i] {
			t.Fatalf("folder holds %q, want %q", got, names)
		}
	}
}

func holds(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s holds %q, want %q", path, got, want)
	}
}

func TestWriteOutputNew(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.pdf")
	if err := writeOutput(path, []byte("new"), nil); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "new")
	onlyFiles(t, dir, "a.pdf")

	// The mode is what any program's new file would have had.
	other := filepath.Join(dir, "b")
	f, err := os.Create(other)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	want, _ := os.Stat(other)
	got, _ := os.Stat(path)
	if got.Mode() != want.Mode() {
		t.Errorf("mode %v, want %v", got.Mode(), want.Mode())
	}
}

func TestWriteOutputKeepsMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	for _, mode := range []fs.FileMode{0o600, 0o640, 0o664, 0o755} {
		if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if err := writeOutput(path, []byte("new"), nil); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != mode {
			t.Errorf("mode %v, want %v", info.Mode().Perm(), mode)
		}
		holds(t, path, "new")
	}
}

// TestWriteOutputReplaces: a program that has the old file open continues to read
// that.
func TestWriteOutputReplaces(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows cannot replace open files")
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	reader, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if err := writeOutput(path, []byte("something new"), nil); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(reader); err != nil || b.String() != "old" {
		t.Errorf("the reader sees %q, %v", b.String(), err)
	}
	holds(t, path, "something new")
}

func TestWriteOutputFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	for _, sub := range []string{"real", "links"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	// Two steps, relative ones, to a file that is not there at first.
	one, two := filepath.Join(dir, "links", "one"), filepath.Join(dir, "links", "two")
	if err := linktest.Make("two", one); err != nil {
		t.Skip("needs symbolic links: ", err)
	}
	if err := os.Symlink(filepath.Join("..", "real", "a.pdf"), two); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"first", "second"} {
		if err := writeOutput(one, []byte(text), nil); err != nil {
			t.Fatal(err)
		}
		holds(t, filepath.Join(dir, "real", "a.pdf"), text)
	}
	onlyFiles(t, filepath.Join(dir, "real"), "a.pdf")
	onlyFiles(t, filepath.Join(dir, "links"), "one", "two")
	if info, err := os.Lstat(one); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link was replaced")
	}

	loop := filepath.Join(dir, "loop")
	if err := os.Symlink("loop", loop); err != nil {
		t.Fatal(err)
	}
	if err := writeOutput(loop, []byte("x"), nil); err == nil {
		t.Error("wrote into a loop of links")
	}
}

func TestWriteOutputFailures(t *testing.T) {
	dir := t.TempDir()
	if err := writeOutput(dir, []byte("x"), nil); !errors.Is(err, errIsFolder) {
		t.Errorf("a folder as target: %v", err)
	}
	if err := writeOutput(filepath.Join(dir, "none", "a.pdf"), []byte("x"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no such folder: %v", err)
	}
	onlyFiles(t, dir)
}

func TestWriteOutputStdout(t *testing.T) {
	var b bytes.Buffer
	if err := writeOutput("-", []byte("text"), &b); err != nil || b.String() != "text" {
		t.Errorf("stdout got %q, %v", b.String(), err)
	}
}

func TestReplaceFileInterrupted(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.pdf")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	stop := make(chan os.Signal, 1)
	stop <- os.Interrupt
	if err := replaceFile(path, []byte("new"), nil, stop); !errors.Is(err, errInterrupted) {
		t.Errorf("got %v, want %v", err, errInterrupted)
	}
	holds(t, path, "old")
	onlyFiles(t, dir, "a.pdf")
}
