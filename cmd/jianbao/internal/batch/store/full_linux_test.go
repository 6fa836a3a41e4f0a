package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/osfiles"

	_ "jianbao/content/testgc"
)

// mount mounts a small file system in memory.
func mount(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=256k,mode=0755"); err != nil {
		t.Skip("cannot mount tmpfs: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// TestDiskFills: the run stops at the issue for which there is no space, and
// continues with it when there is.
func TestDiskFills(t *testing.T) {
	dir := mount(t)
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 120<<10), 0o666); err != nil {
		t.Fatal(err)
	}
	plan := sample()
	for i := range plan {
		plan[i].pdf = string(bytes.Repeat([]byte{byte('a' + i)}, 40<<10))
	}
	c := config(osfiles.Files{}, plan)
	c.Out = filepath.Join(dir, "out")
	lock, err := Acquire(c.Out)
	if err != nil {
		t.Fatal(err)
	}
	built, err := run(c, plan)
	var full *SystemError
	if !errors.As(err, &full) || full.Reason != Full || !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("built %d, then %v", built, err)
	}
	if built != 5 { // three of 40 KiB fit in addition to the ballast
		t.Errorf("it was full at issue %d", built)
	}
	if err := lock.Release(); err != nil {
		t.Error(err)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	again, err := run(c, plan)
	if err != nil {
		t.Fatal(err)
	}
	if again != 2 { // this one and the failed one
		t.Errorf("built %d again", again)
	}
	alone := c
	alone.Out = filepath.Join(t.TempDir(), "out")
	if _, err := run(alone, plan); err != nil {
		t.Fatal(err)
	}
	sameFolders(t, c.Out, alone.Out)
}

// TestReadOnlyDisk: existing files are not changed, and the error has the
// reason.
func TestReadOnlyDisk(t *testing.T) {
	dir := mount(t)
	c := config(osfiles.Files{}, sample())
	c.Out = filepath.Join(dir, "out")
	if _, err := run(c, sample()); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip("cannot remount: ", err)
	}
	_, err := run(c, sample())
	var refused *SystemError
	if !errors.As(err, &refused) || refused.Reason != ReadOnly {
		t.Errorf("run: %v", err)
	}
	if _, err := Acquire(c.Out); !errors.As(err, &refused) || refused.Reason != ReadOnly {
		t.Errorf("lock: %v", err)
	}
}

// folder returns the files below a folder except StateDir.
func folder(t *testing.T, dir string) map[string]string {
	t.Helper()
	got := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.Name() == batch.StateDir {
			return filepath.SkipDir
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil || entry.IsDir() {
			got[rel+"/"] = ""
			return err
		}
		data, err := os.ReadFile(name)
		got[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func sameFolders(t *testing.T, got, want string) {
	t.Helper()
	same(t, got, folder(t, got), folder(t, want))
}
