package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/bug"
	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/cmd/jianbao/internal/completion"
	"jianbao/content/diag"
)

// The exit statuses, part of the command's interface.
const (
	statusDone   = 0 // done; there may have been warnings
	statusCopy   = 1 // the manifest or the copy has errors: no file was written
	statusUsage  = 2 // wrong usage
	statusSystem = 3 // the system failed: files, memory, a bug in the program
)

// system holds what the command uses of the operating system, so that tests can
// replace it. Files are not part of it: tests use temporary folders.
type system struct {
	stdout, stderr io.Writer
	getenv         func(string) string
	systemLang     func() string // language of the user's desktop; "" where the environment names it
	terminal       bool          // stderr is one
	typed          bool          // stdin is a terminal, too: a person typed the command
	desktop        func() bool   // the program was started by a desktop, not from a terminal; nil: it was not
	width          func() int    // of that terminal in columns; 0 if unknown
	ansi           func() bool   // enables escape sequences; false if there are none
	collection     *collection   // of garbage in this process; nil: as the runtime does it
	// For watch: pause waits until the time has passed or stop is closed, and reports which;
	// now tells the time; openFile opens a file in the system's reader. Nil: those of the
	// system.
	pause    func(d time.Duration, stop <-chan struct{}) bool
	now      func() time.Time
	openFile func(path string) error
	// sabotage is called with the key of each issue before a worker builds it; nil
	// except in tests of failing workers.
	sabotage func(key string)
	// after is work.Config.After; nil except in the same tests.
	after func(issue batch.Issue, limit time.Duration) <-chan time.Time
}

// app is one run of the command.
type app struct {
	*system
	lang   diag.Lang
	json   bool // --format json
	colour bool
}

// command is the implementation of a command of package cli.
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
		{"desk", (*app).desk},
		{"import", (*app).importCopy},
		{"verify", (*app).verify},
		{"fonts", (*app).fonts},
		{"init", (*app).init},
		{"new", (*app).newIssue},
		{"watch", (*app).watch},
		{"schema", (*app).schema},
		{"version", (*app).version},
		{"completion", (*app).completion},
		{"help", (*app).help},
	}
}

// newApp returns a run of the command. Language and format of messages are needed
// before the arguments are parsed, because errors in the arguments are messages, too.
func newApp(sys *system, args []string) *app {
	a := &app{system: sys, lang: chooseLang(cli.Preview(args, "lang"), sys.getenv, sys.systemLang)}
	a.json = cli.Preview(args, "format") == "json"
	if sys.terminal && !a.json && sys.getenv("NO_COLOR") == "" && sys.getenv("TERM") != "dumb" {
		a.colour = sys.ansi()
	}
	return a
}

// died reports that Go's runtime ended the program.
func died(sys *system, args []string) int {
	var log diag.List
	log.Add("runtime-died", diag.Span{})
	newApp(sys, args).report(&log)
	return statusSystem
}

// run does what the arguments ask for and returns the exit status.
func run(sys *system, args []string) (status int) {
	a := newApp(sys, args)
	// A panic is a bug in the program. Go's exit status for it is that of wrong
	// usage.
	defer func() {
		if recovered := recover(); recovered != nil {
			var log diag.List
			p := bug.Report(recovered, &log)
			a.report(&log)
			a.stderr.Write(p.Stack)
			status = statusSystem
		}
	}()
	if isWorker(args) {
		return a.worker()
	}
	if len(args) > 0 && args[0] == completion.Verb {
		return a.complete(args[1:])
	}
	// Flags before the command belong to it.
	i := cli.FirstOperand(args)
	if i < 0 {
		if slices.ContainsFunc(args, cli.IsHelp) {
			return a.help(nil)
		}
		if slices.Contains(args, "--version") {
			return a.version(nil)
		}
		if len(args) == 0 && a.fromDesktop() {
			return a.serveDesk(".", 0, true)
		}
		io.WriteString(a.stderr, cli.Overview(a.lang))
		return statusUsage
	}
	name, rest := args[i], slices.Delete(slices.Clone(args), i, i+1)
	for _, c := range commands() {
		if c.name == name {
			if name != "help" && slices.ContainsFunc(cli.BeforeDashes(rest), cli.IsHelp) {
				return a.help([]string{name})
			}
			return c.run(a, rest)
		}
	}
	if a.typed && a.terminal && (isIssue(name) || missingIssue(name)) && cli.FirstOperand(rest) < 0 {
		return a.build(args)
	}
	if isIssue(name) && len(args) == 1 && a.fromDesktop() { // dropped on the program's icon
		return a.serveDesk(name, 0, true)
	}
	return a.unknownCommand(name)
}

// fromDesktop reports whether the program was started by a desktop: with a double click,
// or by something dropped on its icon.
func (sys *system) fromDesktop() bool { return sys.desktop != nil && sys.desktop() }

// isIssue reports whether an argument that is no command is a folder or a manifest. At
// a terminal it is built, as the most frequent task. A script has to name the command,
// because a later version may have a command with the folder's name.
func isIssue(path string) bool {
	info, err := os.Stat(path)
	return err == nil && (info.IsDir() || strings.EqualFold(filepath.Ext(path), ".toml"))
}

// missingIssue reports whether an argument that is no command is written as the path of a
// folder or a manifest, and there is nothing there. That is what has to be told then.
func missingIssue(path string) bool {
	_, err := os.Stat(path)
	written := strings.EqualFold(filepath.Ext(path), ".toml") || strings.ContainsAny(path, "/"+string(filepath.Separator))
	return written && errors.Is(err, fs.ErrNotExist)
}

func (a *app) unknownCommand(name string) int {
	known := cli.Names()
	fix := diag.Fix{DidYouMean: diag.Nearest(name, known)}
	if isIssue(name) || missingIssue(name) {
		fix.DidYouMean = "build " + filepath.ToSlash(name)
	}
	return a.wrongUsage("", "usage-command", fix, name, known)
}

// parse parses the arguments of a command. It reports errors in them; ok is then
// false.
func (a *app) parse(command string, args []string) (read cli.Arguments, ok bool) {
	read, wrong := cli.Parse(cli.Find(command), args)
	if wrong != nil {
		a.wrongUsage(command, wrong.Code, wrong.Fix, wrong.Args...)
		return read, false
	}
	return read, true
}
