package main

import (
	"fmt"
	"io"
	"runtime/debug"
	"slices"

	"jianbao/content/diag"
	"jianbao/layout/pdf"
)

// The exit statuses, part of the command's interface.
const (
	statusDone   = 0 // done; there may have been warnings
	statusCopy   = 1 // the manifest or the copy has errors: no file was written
	statusUsage  = 2 // wrong usage
	statusSystem = 3 // the system failed: files, memory, a bug of ours
)

// system is what the command gets from the operating system, so that tests can
// give something else. Files are not part of it: tests use folders of their own.
type system struct {
	stdout, stderr io.Writer
	getenv         func(string) string
	systemLang     func() string // language of the user's desktop; "" where the environment says it
	terminal       bool          // stderr is one
	width          func() int    // of that terminal in columns; 0 if it does not say
	ansi           func() bool   // switches the terminal to escape sequences; false if it has none
	// forBatch is told how many issues a batch has, see deferCollection; nil: it
	// need not be.
	forBatch func(issues int)
	// sabotage is called before a worker sets an issue; nil but in tests of what
	// becomes of workers.
	sabotage func(key string)
}

// app is one run of the command.
type app struct {
	*system
	lang   diag.Lang
	json   bool // --format json
	colour bool
	// deflaters are kept from one issue to the next.
	deflaters pdf.Deflaters
}

// command is one word of the command line after the program's name.
type command struct {
	name string
	run  func(a *app, args []string) int
}

func commands() []command {
	return []command{
		{"build", (*app).build},
		{"check", (*app).check},
		{"preflight", (*app).preflight},
		{"batch", (*app).batch},
		{"import", (*app).importList},
		{"verify", (*app).verify},
		{"fonts", (*app).fonts},
		{"init", (*app).init},
		{"version", (*app).version},
		{"help", (*app).help},
	}
}

// run does what the arguments ask for and returns the exit status.
func run(sys *system, args []string) (status int) {
	// The language and the format of messages have to be known before the
	// arguments are read: what is wrong with those is a message, too.
	a := &app{system: sys, lang: chooseLang(preview(args, "lang"), sys.getenv, sys.systemLang)}
	a.json = preview(args, "format") == "json"
	if sys.terminal && !a.json && sys.getenv("NO_COLOR") == "" && sys.getenv("TERM") != "dumb" {
		a.colour = sys.ansi()
	}
	// A panic is a bug of ours; left alone it would exit with the status of
	// wrong usage.
	defer func() {
		if bug := recover(); bug != nil {
			status = a.failed(fmt.Errorf("%v", bug))
			a.stderr.Write(debug.Stack())
		}
	}()
	if isWorker(args) {
		return a.worker()
	}
	// Flags that stand before the command belong to it.
	i := firstOperand(args)
	if i < 0 {
		if slices.ContainsFunc(args, isHelp) {
			return a.help(nil)
		}
		if slices.Contains(args, "--version") {
			return a.version(nil)
		}
		io.WriteString(a.stderr, usage(a.lang, ""))
		return statusUsage
	}
	name, rest := args[i], slices.Delete(slices.Clone(args), i, i+1)
	all := commands()
	for _, c := range all {
		if c.name == name {
			if name != "help" && slices.ContainsFunc(beforeDashes(rest), isHelp) {
				return a.help([]string{name})
			}
			return c.run(a, rest)
		}
	}
	var fix diag.Fix
	names := make([]string, len(all))
	for i, c := range all {
		names[i] = c.name
	}
	fix.DidYouMean = diag.Nearest(name, names)
	return a.wrongUsage("", "usage-command", fix, name)
}

// help prints the usage of a command, or of all.
func (a *app) help(args []string) int {
	var topic string
	if i := firstOperand(args); i >= 0 {
		topic = args[i]
	}
	io.WriteString(a.stdout, usage(a.lang, topic))
	return statusDone
}
