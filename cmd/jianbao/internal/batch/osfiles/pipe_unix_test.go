//go:build unix

package osfiles

import (
	"errors"
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
)

// TestPipe: a pipe in place of a file is an error at once; opening one waits
// until there is a writer.
func TestPipe(t *testing.T) {
	files, out, _ := output(t)
	name := filepath.Join(out, "a", "pipe")
	if err := syscall.Mkfifo(name, 0o666); err != nil {
		t.Skip(err)
	}
	_, open := files.Open(name)
	_, read := files.ReadFile(name)
	_, appended := files.Append(name)
	_, list := files.ReadDir(name)
	for what, err := range map[string]error{"open": open, "read": read, "append": appended, "list": list, "folder": files.MkdirAll(name)} {
		var plain *batch.NotPlainError
		if !errors.As(err, &plain) || plain.Mode&fs.ModeNamedPipe == 0 {
			t.Errorf("%s: %v", what, err)
		}
	}
	f, err := files.Create(name)
	write(t, f, err, "new")
	holds(t, name, "new")
}
