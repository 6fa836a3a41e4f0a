package desk

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestWatched(t *testing.T) {
	dir := t.TempDir()
	name := func(s string) string { return filepath.Join(dir, s) }
	write(t, dir, "a.jpg", "1")
	var w watched
	w.set([]string{name("a.jpg"), name("missing.jpg")})
	look := func(want bool, what string) {
		t.Helper()
		if got := w.look(); got != want {
			t.Errorf("%s: %v", what, got)
		}
	}
	look(false, "nothing changed")
	write(t, dir, "missing.jpg", "1")
	look(false, "first look at a new file")
	look(true, "second look")
	look(false, "told once")
	write(t, dir, "a.jpg", "12")
	look(false, "first look at a changed file")
	write(t, dir, "a.jpg", "123")
	look(false, "it is still being written")
	look(true, "it is written")
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(name("a.jpg"), later, later); err != nil {
		t.Fatal(err)
	}
	look(false, "first look at another time")
	look(true, "second look at it")
	if err := os.Remove(name("a.jpg")); err != nil {
		t.Fatal(err)
	}
	look(false, "first look at a vanished file")
	look(true, "second look at it")
	w.set([]string{name("missing.jpg")})
	look(false, "names changed")
}
