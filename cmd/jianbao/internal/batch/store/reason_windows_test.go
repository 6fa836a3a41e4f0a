package store

import "golang.org/x/sys/windows"

// causes returns a system error for each reason.
func causes() map[Reason]error {
	return map[Reason]error{Full: windows.ERROR_DISK_FULL, ReadOnly: windows.ERROR_WRITE_PROTECT, Denied: windows.ERROR_ACCESS_DENIED}
}
