// Command jianbao typesets bulletins (简报): from a TOML manifest and its article
// files to a finished PDF. README.md shows how to use it.
package main

import (
	"os"

	"golang.org/x/term"
)

func main() {
	sys := newSystem()
	if !isWorker(os.Args[1:]) {
		sys.forBatch = deferCollection()
	}
	os.Exit(run(sys, os.Args[1:]))
}

// newSystem returns the real operating system.
func newSystem() *system {
	return &system{
		stdout:     os.Stdout,
		stderr:     os.Stderr,
		getenv:     os.Getenv,
		systemLang: systemLang,
		terminal:   term.IsTerminal(int(os.Stderr.Fd())),
		width:      func() int { w, _, _ := term.GetSize(int(os.Stderr.Fd())); return w },
		ansi:       func() bool { return enableANSI(os.Stderr) },
	}
}
