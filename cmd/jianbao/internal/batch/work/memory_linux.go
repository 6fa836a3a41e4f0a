package work

import (
	"bytes"
	"os"
	"strconv"
)

// residentMemory returns the private resident memory of a process in bytes.
// Mapped files, such as the program's embedded fonts, are not included
// (proc(5), statm).
func residentMemory(pid int) (bytesUsed int64, ok bool) {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return 0, false
	}
	fields := bytes.Fields(text)
	if len(fields) < 3 {
		return 0, false
	}
	resident, err1 := strconv.ParseInt(string(fields[1]), 10, 64)
	shared, err2 := strconv.ParseInt(string(fields[2]), 10, 64)
	return (resident - shared) * int64(os.Getpagesize()), err1 == nil && err2 == nil
}
