//go:build !windows

package main

import (
	"os"
	"os/exec"
	"runtime"

	"golang.org/x/term"
)

// show opens an address or a file with the program that the desktop has for it.
func show(target string) error {
	program := "xdg-open"
	if runtime.GOOS == "darwin" {
		program = "open"
	}
	command := exec.Command(program, target)
	if err := command.Start(); err != nil {
		return err
	}
	go command.Wait()
	return nil
}

// desktop reports whether the program was not started from a terminal but by a desktop.
func desktop() bool {
	for _, f := range []*os.File{os.Stdin, os.Stdout, os.Stderr} {
		if term.IsTerminal(int(f.Fd())) {
			return false
		}
	}
	return runtime.GOOS == "darwin" || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
