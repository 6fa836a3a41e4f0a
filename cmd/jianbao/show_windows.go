package main

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// show opens an address or a file with the program that the desktop has for it.
func show(target string) error {
	verb, err := windows.UTF16PtrFromString("open")
	if err != nil {
		return err
	}
	name, err := windows.UTF16PtrFromString(target)
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, verb, name, nil, nil, windows.SW_SHOWNORMAL)
}

// desktop reports whether the program was not started from a terminal: no other process
// uses its console, or it has none.
func desktop() bool {
	list := windows.NewLazySystemDLL("kernel32.dll").NewProc("GetConsoleProcessList")
	var processes [2]uint32
	n, _, _ := list.Call(uintptr(unsafe.Pointer(&processes[0])), uintptr(len(processes)))
	return n <= 1
}
