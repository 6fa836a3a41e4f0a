package diag

import (
	"errors"
	"io/fs"
)

// Cause returns the underlying error of an I/O error without its path, which
// findings show separately.
func Cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
