package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestWithin(t *testing.T) {
	dir := t.TempDir()
	out, beside := filepath.Join(dir, "out"), filepath.Join(dir, "outside")
	for _, folder := range []string{filepath.Join(out, "a", "b"), beside} {
		if err := os.MkdirAll(folder, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	file, hard := filepath.Join(out, "a", "b", "1.pdf"), filepath.Join(beside, "same")
	other := filepath.Join(beside, "other")
	for _, name := range []string{file, other} {
		if err := os.WriteFile(name, []byte("x"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Link(file, hard); err != nil {
		t.Skip(err) // a file system without hard links
	}
	for _, c := range []struct {
		target, folder string
		want           bool
	}{
		{file, out, true},
		{hard, out, true},
		{out, out, true},
		{filepath.Join(out, "none", "new"), out, true},
		{filepath.Join(dir, "none", "new"), filepath.Join(dir, "none"), true},
		{filepath.Join(dir, "none", "new"), filepath.Join(dir, "nonesuch"), false},
		{filepath.Join(out, "..", "outside", "new"), out, false},
		{other, out, false},
		{beside, out, false},
	} {
		if got := within(c.target, c.folder); got != c.want {
			t.Errorf("within(%s, %s) = %v", c.target, c.folder, got)
		}
	}
}
