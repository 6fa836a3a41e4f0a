package store

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/windows"
)

func reason(err error) Reason {
	switch {
	case errors.Is(err, windows.ERROR_DISK_FULL), errors.Is(err, windows.ERROR_HANDLE_DISK_FULL),
		errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED):
		return Full
	case errors.Is(err, windows.ERROR_WRITE_PROTECT):
		return ReadOnly
	case errors.Is(err, fs.ErrPermission):
		return Denied
	}
	return Other
}
