package osfiles

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/linktest"
)

// output makes an output with a folder and a file, and beside it another folder
// with a file that nothing may touch.
func output(t *testing.T) (files Files, out, other string) {
	t.Helper()
	dir := t.TempDir()
	out, other = filepath.Join(dir, "out"), filepath.Join(dir, "other")
	for _, name := range []string{filepath.Join(out, "a"), other} {
		if err := os.MkdirAll(name, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(name, "1.pdf"), []byte("precious"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return Files{Outs: []string{out}}, out, other
}

// untouched checks that the other folder is as it was made.
func untouched(t *testing.T, other string) {
	t.Helper()
	list, err := os.ReadDir(other)
	data, readErr := os.ReadFile(filepath.Join(other, "1.pdf"))
	if err != nil || readErr != nil || len(list) != 1 || string(data) != "precious" {
		t.Errorf("the other folder has %v, %q", list, data)
	}
}

// operations tries everything that reads or writes a file of a folder.
func operations(files Files, folder string) map[string]error {
	name := filepath.Join(folder, "1.pdf")
	errs := map[string]error{}
	_, errs["create"] = files.Create(name)
	_, errs["append"] = files.Append(name)
	_, errs["open"] = files.Open(name)
	_, errs["read"] = files.ReadFile(name)
	_, errs["stat"] = files.Stat(name)
	_, errs["list"] = files.ReadDir(folder)
	errs["remove"] = files.Remove(name)
	errs["folder"] = files.MkdirAll(filepath.Join(folder, "new"))
	errs["rename"] = files.Rename(name, filepath.Join(folder, "2.pdf"))
	return errs
}

// TestLinkedFolders: no operation goes through a link to a folder, be it outside
// the output or in it; the output itself may be one.
func TestLinkedFolders(t *testing.T) {
	files, out, other := output(t)
	linked, inner := filepath.Join(out, "linked"), filepath.Join(out, "inner")
	for to, name := range map[string]string{other: linked, filepath.Join(out, "a"): inner} {
		if err := linktest.Make(to, name); err != nil {
			t.Skip(err)
		}
	}
	for _, folder := range []string{linked, inner} {
		for what, err := range operations(files, folder) {
			var plain *batch.NotPlainError
			if !errors.As(err, &plain) || plain.Name != folder {
				t.Errorf("%s of %s: %v", what, filepath.Base(folder), err)
			}
		}
	}
	untouched(t, other)
	holds(t, filepath.Join(out, "a", "1.pdf"), "precious")

	whole := filepath.Join(filepath.Dir(out), "whole")
	if err := linktest.Make(out, whole); err != nil {
		t.Skip(err)
	}
	if data, err := (Files{Outs: []string{whole}}).ReadFile(filepath.Join(whole, "a", "1.pdf")); err != nil || string(data) != "precious" {
		t.Errorf("through a link to the output: %q, %v", data, err)
	}
}

// TestLinkedFile: a link in place of a file is replaced or removed, never
// followed.
func TestLinkedFile(t *testing.T) {
	files, out, other := output(t)
	name := filepath.Join(out, "a", "link.pdf")
	link := func() {
		os.Remove(name)
		if err := linktest.Make(filepath.Join(other, "1.pdf"), name); err != nil {
			t.Skip(err)
		}
	}
	for what, try := range map[string]func() error{
		"append": func() error { _, err := files.Append(name); return err },
		"open":   func() error { _, err := files.Open(name); return err },
		"read":   func() error { _, err := files.ReadFile(name); return err },
	} {
		link()
		var plain *batch.NotPlainError
		if err := try(); !errors.As(err, &plain) || plain.Name != name {
			t.Errorf("%s: %v", what, err)
		}
	}
	link()
	f, err := files.Create(name)
	write(t, f, err, "new")
	holds(t, name, "new")
	link()
	if err := files.Rename(filepath.Join(out, "a", "1.pdf"), name); err != nil {
		t.Error(err)
	}
	link()
	if err := files.Remove(name); err != nil {
		t.Error(err)
	}
	untouched(t, other)
}
