package main

import (
	"errors"
	"os"
)

// terminate is what asks a process to end: Windows has no such signal.
var terminate os.Signal

func makeFIFO(string) error { return errors.New("Windows has no such pipes") }
