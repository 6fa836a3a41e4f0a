// Package linktest makes symbolic links for tests.
package linktest

import "os"

// Make creates a symbolic link name to the file to and checks that it exists:
// some systems do not permit links, and some report success without creating one.
func Make(to, name string) error {
	if err := os.Symlink(to, name); err != nil {
		return err
	}
	_, err := os.Lstat(name)
	return err
}
