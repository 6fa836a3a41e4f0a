package osfiles

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// rename retries for two seconds: virus scanners and indexers briefly open new
// files, and renaming fails meanwhile.
func rename(oldName, newName string) error {
	const tries, pause = 20, 100 * time.Millisecond
	for i := 1; ; i++ {
		err := os.Rename(oldName, newName)
		if i == tries || !errors.Is(err, windows.ERROR_SHARING_VIOLATION) && !errors.Is(err, windows.ERROR_ACCESS_DENIED) {
			return err
		}
		time.Sleep(pause)
	}
}

// syncDir does nothing: Windows has no such operation, and renames are
// journalled by the file system.
func syncDir(string) error { return nil }
