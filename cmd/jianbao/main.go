// Command jianbao sets a bulletin (简报): from a TOML manifest and its article
// files to a finished PDF. README.md says how to use it.
package main

import (
	"os"

	"golang.org/x/term"
)

func main() {
	deferCollection()
	os.Exit(run(&system{
		stdout:     os.Stdout,
		stderr:     os.Stderr,
		getenv:     os.Getenv,
		systemLang: systemLang,
		terminal:   term.IsTerminal(int(os.Stderr.Fd())),
		width:      func() int { w, _, _ := term.GetSize(int(os.Stderr.Fd())); return w },
		ansi:       func() bool { return enableANSI(os.Stderr) },
	}, os.Args[1:]))
}
