//go:build !windows

package main

import (
	"os/exec"
	"runtime"
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

// alone reports whether the program was not started from a terminal but by a desktop.
func (sys *system) alone() bool {
	return !sys.typed && !sys.terminal && (runtime.GOOS == "darwin" || sys.getenv("DISPLAY") != "" || sys.getenv("WAYLAND_DISPLAY") != "")
}
