package desk

import (
	"fmt"
	"os"
	"testing"
)

// TestMain runs the tests, and ends the browser that they share.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "jianbao-desk")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	scratch = dir
	status := m.Run()
	closeBrowser()
	os.RemoveAll(scratch)
	os.Exit(status)
}
