package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"jianbao/cmd/jianbao/internal/batch/osfiles"
)

// Reasons why a file could not be written that have messages of their own.
var (
	errIsFolder    = errors.New("the target is a folder")
	errInterrupted = errors.New("interrupted")
	errHeldOpen    = errors.New("the file is open in another program")
)

// writeOutput writes a file atomically: to a temporary file in the target's folder,
// synced and then renamed. If anything fails, the old file is unchanged. An existing
// file keeps its mode; a link is followed; a target that is not a regular file (a
// device, a pipe) is written directly. The path "-" is stdout.
func writeOutput(path string, data []byte, stdout io.Writer) error {
	if path == "-" {
		return writeAll(stdout, data)
	}
	old, err := os.Stat(path)
	switch {
	case err == nil && old.IsDir():
		return &fs.PathError{Op: "write", Path: path, Err: errIsFolder}
	case err == nil && isStdout(path, old, stdout):
		return writeAll(stdout, data)
	case err == nil && !old.Mode().IsRegular():
		return writeDirectly(path, data)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	target, err := followLinks(path)
	if err != nil {
		return err
	}
	if old != nil {
		// A file without write permission must not be replaced, although the
		// folder's permissions would allow it. On Windows this also detects a file
		// that is open elsewhere before any work is done.
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return asHeldOpen(target, err)
		}
		f.Close()
	}
	// If the run is interrupted now, the temporary file is removed.
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(stop)
	return replaceFile(target, data, old, stop)
}

// replaceFile writes a temporary file and renames it to the target; old describes
// the existing target, nil if there is none. If a signal arrives before the new file
// is complete, it removes the temporary file and fails.
func replaceFile(target string, data []byte, old fs.FileInfo, stop <-chan os.Signal) (err error) {
	f, err := createBeside(target)
	if err != nil {
		return err
	}
	temp := f.Name()
	defer func() {
		if err != nil {
			f.Close() // a second Close is harmless
			os.Remove(temp)
		}
	}()
	if old != nil {
		if err := f.Chmod(old.Mode().Perm()); err != nil {
			return err
		}
	}
	if err := writeAll(f, data); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	select {
	case <-stop:
		return &fs.PathError{Op: "write", Path: target, Err: errInterrupted}
	default:
	}
	if err := os.Rename(temp, target); err != nil {
		return asHeldOpen(target, err)
	}
	return osfiles.Files{}.SyncDir(filepath.Dir(target))
}

// createBeside creates a temporary file in the target's folder, with mode 0666 less
// the umask, unlike os.CreateTemp.
func createBeside(target string) (*os.File, error) {
	dir, base := filepath.Split(target)
	if len(base) > 100 {
		base = base[:100] // names are limited to 255 bytes nearly everywhere
	}
	for tries := 0; ; tries++ {
		name := dir + "." + strings.ToValidUTF8(base, "") + "." + strconv.FormatUint(rand.Uint64(), 36) + ".tmp"
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil || tries == 100 || !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// followLinks returns the name of the file that a path leads to, which need
// not exist: a link may point to where the output shall go.
func followLinks(path string) (string, error) {
	const most = 40 // as on Linux
	for range most {
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode()&fs.ModeSymlink == 0 {
			return path, nil
		}
		if err != nil {
			return "", err
		}
		next, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(next) {
			// Not joined lexically: the link's folder may itself be reached by a link.
			next = filepath.Dir(path) + string(filepath.Separator) + next
		}
		path = next
	}
	return "", &fs.PathError{Op: "readlink", Path: path, Err: errors.New("too many links")}
}

// isStdout reports whether a path such as /dev/stdout denotes the program's stdout.
// That may be a regular file to which the shell appends, so it must be written, not
// replaced.
func isStdout(path string, info fs.FileInfo, stdout io.Writer) bool {
	f, ok := stdout.(*os.File)
	if !ok || !strings.HasPrefix(path, "/dev/") && !strings.HasPrefix(path, "/proc/") {
		return false
	}
	mine, err := f.Stat()
	return err == nil && os.SameFile(mine, info)
}

func writeDirectly(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	if err := writeAll(f, data); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func writeAll(w io.Writer, data []byte) error {
	n, err := w.Write(data)
	if err == nil && n < len(data) {
		err = io.ErrShortWrite
	}
	return err
}

func asHeldOpen(path string, err error) error {
	if heldOpen(err) {
		return fmt.Errorf("%w: %w", errHeldOpen, &fs.PathError{Op: "replace", Path: path, Err: err})
	}
	return err
}
