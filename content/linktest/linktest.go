// Package linktest makes symbolic links for tests.
package linktest

import "os"

// Make makes a symbolic link and looks whether it is there: not every system lets
// everybody make links, and some that make none say that they did.
func Make(to, name string) error {
	if err := os.Symlink(to, name); err != nil {
		return err
	}
	_, err := os.Lstat(name)
	return err
}
