package diag

import (
	"errors"
	"io/fs"
)

// Cause returns the part of an I/O error that says why, without the path, which
// the finding has anyway.
func Cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
