package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/linktest"
)

// TestLockIsNoLink: a link in place of the lock or its folder is an error, and
// what it leads to stays as it is.
func TestLockIsNoLink(t *testing.T) {
	for _, name := range []string{batch.StateDir, filepath.Join(batch.StateDir, "lock")} {
		dir := t.TempDir()
		out, other := filepath.Join(dir, "out"), filepath.Join(dir, "other")
		for _, folder := range []string{filepath.Dir(filepath.Join(out, name)), other} {
			if err := os.MkdirAll(folder, 0o777); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(other, "lock"), []byte("precious"), 0o666); err != nil {
			t.Fatal(err)
		}
		to := other
		if name != batch.StateDir {
			to = filepath.Join(other, "lock")
		}
		if err := linktest.Make(to, filepath.Join(out, name)); err != nil {
			t.Skip(err)
		}
		l, err := Acquire(out)
		var plain *batch.NotPlainError
		if l != nil || !errors.As(err, &plain) || plain.Name != filepath.Join(out, name) {
			t.Errorf("%s: %v", name, err)
		}
		if release, err := Share(out); err != nil {
			t.Errorf("%s: sharing: %v", name, err)
		} else {
			release()
		}
		if data, err := os.ReadFile(filepath.Join(other, "lock")); err != nil || string(data) != "precious" {
			t.Errorf("%s: the other file holds %q, %v", name, data, err)
		}
	}
}
