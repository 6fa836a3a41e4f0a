package cli

import (
	"slices"
	"strings"
)

// IsHelp reports whether an argument asks for usage.
func IsHelp(arg string) bool { return arg == "-h" || arg == "-help" || arg == "--help" }

// BeforeDashes returns the arguments before "--", after which nothing is a flag.
func BeforeDashes(args []string) []string {
	if i := slices.Index(args, "--"); i >= 0 {
		return args[:i]
	}
	return args
}

// SplitFlag splits "--name=value", "-name=value", "--name" or "-name"; ok is false if
// arg is not a flag.
func SplitFlag(arg string) (name, value string, hasValue, ok bool) {
	if len(arg) < 2 || arg[0] != '-' || arg == "--" {
		return "", "", false, false
	}
	name = strings.TrimPrefix(arg[1:], "-")
	name, value, hasValue = strings.Cut(name, "=")
	return name, value, hasValue, true
}

// takesNext reports whether the argument after a flag with that name is its value,
// which does not depend on the command.
func takesNext(name string) bool {
	f := AnyFlag(name)
	return f != nil && f.Kind != Switch
}

// FirstOperand returns the index of the first argument that is neither a flag
// nor a flag's value; -1 if there is none.
func FirstOperand(args []string) int {
	for i := 0; i < len(args); i++ {
		name, _, hasValue, isFlag := SplitFlag(args[i])
		switch {
		case args[i] == "--":
			if i+1 < len(args) {
				return i + 1
			}
			return -1
		case !isFlag:
			return i
		case !hasValue && takesNext(name):
			i++
		}
	}
	return -1
}

// Preview returns the value of a flag before the command is known and the arguments
// are parsed; if the flag is given several times, the last value.
func Preview(args []string, flag string) string {
	var last string
	for i := 0; i < len(args) && args[i] != "--"; i++ {
		name, value, hasValue, isFlag := SplitFlag(args[i])
		if !isFlag {
			continue
		}
		if !hasValue && takesNext(name) {
			if i++; i < len(args) {
				value = args[i]
			}
		}
		if name == flag {
			last = value
		}
	}
	return last
}
