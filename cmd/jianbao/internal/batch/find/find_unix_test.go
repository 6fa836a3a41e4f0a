//go:build unix

package find

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"jianbao/content/diag"
)

func TestFindPipes(t *testing.T) {
	root := t.TempDir()
	put(t, root, "a/issue.toml", sound)
	for _, name := range []string{"pipe.toml", "a/pipe", "b.toml", "bagit"} {
		if err := syscall.Mkfifo(filepath.Join(root, name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(root, "c"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(root, "c", "issue.toml"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("pipe.toml", filepath.Join(root, "d.toml")); err != nil {
		t.Fatal(err)
	}
	got, log := find(t, Skip{}, root)
	// The pipe called issue.toml is an issue that fails.
	if want := []string{"a/issue.toml", "c/issue.toml"}; !slices.Equal(keys(got), want) {
		t.Errorf("found %q", keys(got))
	}
	if want := []string{"batch-toml-kind", "batch-link", "batch-toml-kind"}; !slices.Equal(codes(log), want) {
		t.Errorf("findings %q", codes(log))
	}
	if is, err := isManifest(filepath.Join(root, "pipe.toml")); is || err != errNotRegular {
		t.Errorf("a pipe in place of a file: %v, %v", is, err)
	}
	if _, log := find(t, Skip{}, filepath.Join(root, "pipe.toml")); !slices.Equal(codes(log), []string{"batch-path-kind"}) {
		t.Errorf("findings %q", codes(log))
	}
}

func TestFindNoPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read all files")
	}
	root := t.TempDir()
	put(t, root, "open/issue.toml", sound)
	put(t, root, "shut/issue.toml", sound)
	put(t, root, "a.toml", "x = 1")
	for _, name := range []string{"shut", "a.toml"} {
		full := filepath.Join(root, name)
		if err := os.Chmod(full, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(full, 0o777) })
	}
	got, log := find(t, Skip{}, root)
	if want := []string{"a.toml", "open/issue.toml"}; !slices.Equal(keys(got), want) {
		t.Errorf("found %q", keys(got))
	}
	if want := []string{"batch-folder-unreadable"}; !slices.Equal(codes(log), want) {
		t.Errorf("findings %q", codes(log))
	}
}

// TestFindNoEntry: in a folder that can be listed and not entered, the manifest
// is found by name, and the worker reports the error; subfolders cannot be
// searched. A folder that can be entered and not listed is reported.
func TestFindNoEntry(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may enter all folders")
	}
	root := t.TempDir()
	put(t, root, "listed/issue.toml", sound)
	put(t, root, "listed/a.toml", "x = 1")
	put(t, root, "listed/below/issue.toml", sound)
	put(t, root, "entered/issue.toml", sound)
	put(t, root, "z/issue.toml", sound)
	for name, mode := range map[string]os.FileMode{"listed": 0o400, "entered": 0o100} {
		full := filepath.Join(root, name)
		if err := os.Chmod(full, mode); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(full, 0o777) })
	}
	var log diag.List
	got, err := Find([]string{root}, Skip{}, &log)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"listed/a.toml", "listed/issue.toml", "z/issue.toml"}; !slices.Equal(keys(got), want) {
		t.Errorf("found %q", keys(got))
	}
	if want := []string{"batch-folder-unreadable", "batch-folder-unreadable"}; !slices.Equal(codes(&log), want) {
		t.Errorf("findings %q", codes(&log))
	}
}

// TestFindUnlistable: a folder whose path is too long for the system is
// reported and does not end the search.
func TestFindUnlistable(t *testing.T) {
	root := t.TempDir()
	put(t, root, "z/issue.toml", sound)
	back, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(root)
	for range 30 { // 30 × 200 bytes; PATH_MAX is 4096 or less
		name := strings.Repeat("d", 200)
		if err := os.Mkdir(name, 0o777); err != nil {
			t.Skip(err)
		}
		if err := syscall.Chdir(name); err != nil {
			t.Skip(err)
		}
	}
	if err := syscall.Chdir(back); err != nil {
		t.Fatal(err)
	}
	got, log := find(t, Skip{}, root)
	if want := []string{"z/issue.toml"}; !slices.Equal(keys(got), want) {
		t.Errorf("found %q", keys(got))
	}
	if want := []string{"batch-folder-unreadable"}; !slices.Equal(codes(log), want) {
		t.Errorf("findings %q", codes(log))
	}
}
