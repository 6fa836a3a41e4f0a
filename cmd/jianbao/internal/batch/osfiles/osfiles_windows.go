package osfiles

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// rename tries for two seconds: virus scanners and indexers open a new file for
// a moment, and until they let go the rename fails.
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

// syncDir has no counterpart on Windows, where the rename itself is journalled.
func syncDir(string) error { return nil }
