package osfiles

import (
	"errors"
	"time"

	"golang.org/x/sys/windows"
)

// nonBlocking is nothing on Windows: opening a pipe does not wait there.
const nonBlocking = 0

// rename retries for two seconds: virus scanners and indexers briefly open new
// files, and renaming fails meanwhile.
func rename(do func(oldName, newName string) error, oldName, newName string) error {
	const tries, pause = 20, 100 * time.Millisecond
	for i := 1; ; i++ {
		err := do(oldName, newName)
		if i == tries || !errors.Is(err, windows.ERROR_SHARING_VIOLATION) && !errors.Is(err, windows.ERROR_ACCESS_DENIED) {
			return err
		}
		time.Sleep(pause)
	}
}

// syncDir does nothing: Windows has no such operation, and renames are
// journalled by the file system.
func syncDir(string) error { return nil }
