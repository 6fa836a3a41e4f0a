// Command jianbao typesets bulletins (简报): from a TOML manifest and its article
// files to a finished PDF. README.md shows how to use it.
package main

import (
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"

	"jianbao/cmd/jianbao/internal/guard"
)

func main() { os.Exit(start(newSystem(), os.Args[1:])) }

// start runs the command in this process or, below limits of the system, in a guarded
// one, and returns the exit status.
func start(sys *system, args []string) int {
	signal.Ignore(syscall.SIGPIPE) // writing to a closed pipe is an error like others
	if isWorker(args) {
		return run(sys, args)
	}
	status, ran, report := guard.Run()
	switch {
	case !ran:
		sys.collection = deferCollection()
		status = run(sys, args)
		report(status)
	case status == guard.Died:
		status = died(sys, args)
	}
	return status
}

// newSystem returns the real operating system.
func newSystem() *system {
	return &system{
		stdout:     os.Stdout,
		stderr:     os.Stderr,
		getenv:     os.Getenv,
		systemLang: systemLang,
		terminal:   term.IsTerminal(int(os.Stderr.Fd())),
		typed:      term.IsTerminal(int(os.Stdin.Fd())),
		desktop:    desktop,
		width:      func() int { w, _, _ := term.GetSize(int(os.Stderr.Fd())); return w },
		ansi:       func() bool { return enableANSI(os.Stderr) },
	}
}
