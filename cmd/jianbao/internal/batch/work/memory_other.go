//go:build !linux

package work

// residentMemory is not known here: a worker watches itself alone, which sees
// what Go's runtime has from the system.
func residentMemory(int) (bytesUsed int64, ok bool) { return 0, false }
