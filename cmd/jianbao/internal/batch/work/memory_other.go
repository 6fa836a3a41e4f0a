//go:build !linux

package work

// residentMemory is not available on this system. Workers watch only
// themselves, which covers the memory that Go's runtime gets from the system.
func residentMemory(int) (bytesUsed int64, ok bool) { return 0, false }
