package main

import (
	"slices"
	"strings"

	"jianbao/content/diag"
)

// options is what the flags of all commands can say. Which of them a command
// takes is in flagsOf.
type options struct {
	output  string // -o
	dump    string // --dump
	report  string // --report
	out     outputFlags
	batch   batchFlags
	theme   string // --theme
	set     []keyValue
	lang    string
	format  string
	given   map[string]bool
	operand []string
}

// keyValue is one --set.
type keyValue struct{ key, value string }

// flagNames lists every flag that takes a value; the ones of the messages are
// understood before the command is known.
var (
	messageFlags = []string{"lang", "format"}
	readingFlags = append([]string{"theme", "set"}, messageFlags...)
	outputNames  = []string{"profile", "pdfx", "pdfa", "inks", "icc", "condition", "bleed", "binding", "impose", "paper", "marks", "outline-text"}
	judgeFlags   = slices.Concat([]string{"report"}, outputNames, readingFlags)
	buildFlags   = slices.Concat([]string{"o", "dump"}, judgeFlags)
	allFlags     = slices.Concat(buildFlags, batchNames)
	// switches are the flags without a value.
	switches = append([]string{"marks", "outline-text"}, batchSwitches...)
	// repeated are the flags that may be given several times.
	repeated = []string{"set", "font-dir"}
)

// outputFlags say what file to make; empty: not said.
type outputFlags struct {
	profile, pdfx, pdfa, inks string
	icc, condition, bleed     string
	binding, impose, paper    string
	marks, outlineText        bool
}

// choices are the values of the flags that have few.
var choices = map[string][]string{
	"lang":    {"zh", "en"},
	"format":  {"human", "json"},
	"profile": profileNames,
	"pdfx":    {"4", "1a"},
	"pdfa":    {"2u", "2a", "3u"},
	"inks":    inkNames,
	"binding": {"none", "saddle"},
	"impose":  {"booklet"},
}

// set takes a flag that says what file to make; ok is false if it is none.
func (f *outputFlags) set(name, value string) (ok bool) {
	switch name {
	case "profile":
		f.profile = value
	case "pdfx":
		f.pdfx = value
	case "pdfa":
		f.pdfa = value
	case "inks":
		f.inks = value
	case "icc":
		f.icc = value
	case "condition":
		f.condition = value
	case "bleed":
		f.bleed = value
	case "binding":
		f.binding = value
	case "impose":
		f.impose = value
	case "paper":
		f.paper = value
	case "marks":
		f.marks = true
	case "outline-text":
		f.outlineText = true
	default:
		return false
	}
	return true
}

func isHelp(arg string) bool { return arg == "-h" || arg == "-help" || arg == "--help" }

// beforeDashes returns the arguments before "--", after which nothing is a flag.
func beforeDashes(args []string) []string {
	if i := slices.Index(args, "--"); i >= 0 {
		return args[:i]
	}
	return args
}

// splitFlag takes "--name=value", "-name=value", "--name" or "-name" apart.
func splitFlag(arg string) (name, value string, hasValue, ok bool) {
	if len(arg) < 2 || arg[0] != '-' || arg == "--" {
		return "", "", false, false
	}
	name = strings.TrimPrefix(arg[1:], "-")
	name, value, hasValue = strings.Cut(name, "=")
	return name, value, hasValue, true
}

// firstOperand returns the index of the first argument that is neither a flag
// nor a flag's value; -1 if there is none.
func firstOperand(args []string) int {
	for i := 0; i < len(args); i++ {
		name, _, hasValue, isFlag := splitFlag(args[i])
		switch {
		case args[i] == "--":
			if i+1 < len(args) {
				return i + 1
			}
			return -1
		case !isFlag:
			return i
		case !hasValue && slices.Contains(allFlags, name) && !slices.Contains(switches, name):
			i++
		}
	}
	return -1
}

// preview returns the value of a flag wherever it stands, before the arguments
// are read in earnest.
func preview(args []string, flag string) string {
	var last string
	for i := 0; i < len(args) && args[i] != "--"; i++ {
		name, value, hasValue, isFlag := splitFlag(args[i])
		if !isFlag || !slices.Contains(allFlags, name) {
			continue
		}
		if !hasValue && !slices.Contains(switches, name) {
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

// parse reads the arguments of a command that takes the flags allowed, flags
// and operands in any order. If something is wrong it has said so and ok is
// false.
func (a *app) parse(command string, args, allowed []string) (o options, ok bool) {
	o.given = map[string]bool{}
	fail := func(code diag.Code, fix diag.Fix, said ...any) (options, bool) {
		a.wrongUsage(command, code, fix, said...)
		return o, false
	}
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			o.operand = append(o.operand, args[i+1:]...)
			break
		}
		name, value, hasValue, isFlag := splitFlag(arg)
		if !isFlag {
			o.operand = append(o.operand, arg)
			continue
		}
		shown := strings.SplitN(arg, "=", 2)[0]
		if !slices.Contains(allowed, name) {
			if slices.Contains(allFlags, name) {
				return fail("usage-flag-here", diag.Fix{}, shown, command)
			}
			var fix diag.Fix
			if near := diag.Nearest(name, allowed); near != "" {
				fix.DidYouMean = dashes(near)
			}
			return fail("usage-flag", fix, shown)
		}
		if slices.Contains(switches, name) {
			if hasValue {
				return fail("usage-flag-switch", diag.Fix{}, shown)
			}
			value = name
		} else if !hasValue {
			if i+1 == len(args) || strings.HasPrefix(args[i+1], "--") {
				return fail("usage-flag-value", diag.Fix{}, shown)
			}
			i++
			value = args[i]
		}
		if value == "" {
			return fail("usage-flag-value", diag.Fix{}, shown)
		}
		if o.given[name] && !slices.Contains(repeated, name) {
			return fail("usage-flag-twice", diag.Fix{}, shown)
		}
		o.given[name] = true
		if known, isChoice := choices[name]; isChoice && !slices.Contains(known, value) {
			return fail("usage-flag-choice", diag.Fix{DidYouMean: diag.Nearest(value, known)}, shown, value, known)
		}
		if o.out.set(name, value) {
			continue
		}
		if code, args := o.batch.set(name, value); code != "" {
			return fail(code, diag.Fix{}, append([]any{shown}, args...)...)
		}
		switch name {
		case "o":
			o.output = value
		case "dump":
			o.dump = value
		case "report":
			o.report = value
		case "theme":
			o.theme = value
		case "set":
			key, v, found := strings.Cut(value, "=")
			key, v = strings.TrimSpace(key), strings.TrimSpace(v)
			if !found || key == "" || v == "" {
				return fail("usage-set", diag.Fix{}, value)
			}
			o.set = append(o.set, keyValue{key, v})
		case "lang":
			o.lang = value
		case "format":
			o.format = value
		}
	}
	return o, true
}

func dashes(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}
