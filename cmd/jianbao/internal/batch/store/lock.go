package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
)

// Lock is a lock on an output. The system releases it when the process ends in
// any way. The file is kept, because removing it could remove the lock of
// another process.
type Lock struct{ file *os.File }

type holder struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"`
}

// Acquire locks an output and creates its folder if necessary. If another
// process holds the lock, the error is a *HeldError.
func Acquire(out string) (*Lock, error) {
	if err := os.MkdirAll(out, 0o777); err != nil {
		if info, statErr := os.Stat(out); statErr == nil && !info.IsDir() {
			return nil, &NoFolderError{out, info.Mode()}
		}
		return nil, system(err)
	}
	f, err := openLock(out, os.O_RDWR|os.O_CREATE)
	if err != nil {
		return nil, system(err)
	}
	if err := lockFile(f, false); err != nil {
		defer f.Close()
		if !errors.Is(err, errHeld) {
			return nil, system(fmt.Errorf("%s: %w", f.Name(), err))
		}
		return nil, heldBy(f, out)
	}
	l := &Lock{f}
	if err := l.sign(); err != nil {
		f.Close()
		return nil, system(err)
	}
	return l, nil
}

// Share takes a shared lock on an output for reading: until release is called, no
// process can acquire it, but others can share it. It writes nothing. If a process
// has acquired the output, the error is a *HeldError; without a lock file, or on a
// file system without locks, it succeeds without a lock.
func Share(out string) (release func(), err error) {
	f, err := openLock(out, os.O_RDONLY)
	if err != nil {
		return func() {}, nil
	}
	switch err := lockFile(f, true); {
	case errors.Is(err, errHeld):
		defer f.Close()
		return nil, heldBy(f, out)
	case err != nil: // a file system without locks
		return func() { f.Close() }, nil
	}
	return func() { unlock(f) }, nil
}

// openLock opens the lock of an output that exists. The lock is a regular file in
// a folder, or not there; what a link or a pipe in its place leads to is not
// touched: the lock's holder empties the file.
func openLock(out string, flag int) (*os.File, error) {
	root, err := os.OpenRoot(out)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if flag&os.O_CREATE != 0 {
		if err := root.Mkdir(batch.StateDir, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
	}
	if info, err := root.Lstat(batch.StateDir); err != nil || !info.IsDir() {
		return nil, orNotPlain(err, filepath.Join(out, batch.StateDir), info)
	}
	name := filepath.Join(batch.StateDir, batch.LockFile)
	info, err := root.Lstat(name)
	if err == nil && !info.Mode().IsRegular() || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, orNotPlain(err, filepath.Join(out, name), info)
	}
	f, err := root.OpenFile(name, flag|nonBlocking, 0o666)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() { // replaced in between
		f.Close()
		return nil, orNotPlain(err, filepath.Join(out, name), info)
	}
	return f, nil
}

// orNotPlain returns err or, if there is none, that a file is not plain.
func orNotPlain(err error, name string, info fs.FileInfo) error {
	if err != nil {
		return err
	}
	return &batch.NotPlainError{Name: name, Mode: info.Mode()}
}

func heldBy(f *os.File, out string) error {
	h := readHolder(f)
	return &HeldError{Out: out, PID: h.PID, Host: h.Host, Since: h.Since}
}

var errHeld = errors.New("held by another process")

// sign writes the lock's holder to its file.
func (l *Lock) sign() error {
	host, err := os.Hostname()
	if err != nil {
		host = "?"
	}
	data, err := json.Marshal(holder{PID: os.Getpid(), Host: host, Since: time.Now().Truncate(time.Second)})
	if err != nil {
		return err
	}
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err = l.file.WriteAt(append(data, '\n'), 0)
	return err
}

// readHolder reads the lock's holder. It waits briefly for a holder that has
// locked the file and not written to it yet.
func readHolder(f *os.File) holder {
	for range 20 {
		data, err := io.ReadAll(io.NewSectionReader(f, 0, 4096))
		var h holder
		if err == nil && json.Unmarshal(data, &h) == nil {
			return h
		}
		time.Sleep(10 * time.Millisecond)
	}
	return holder{}
}

// Release releases the lock.
func (l *Lock) Release() error {
	return errors.Join(l.file.Truncate(0), unlock(l.file))
}

// unlock unlocks a file before it closes it: a child that is just being started has
// its descriptors until it executes its program, and would keep the lock so long.
func unlock(f *os.File) error {
	return errors.Join(unlockFile(f), f.Close())
}
