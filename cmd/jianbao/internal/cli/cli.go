// Package cli holds the command line as data: the commands, their flags and the
// texts about both. Arguments are parsed, usage is printed and completions for
// shells are made from two tables, commands.go and flags.go; a new flag is a new row.
package cli

import (
	"iter"
	"strings"

	"jianbao/content/diag"
)

// Text is a text in the two languages of the program.
type Text struct{ ZH, EN string }

// In returns the text in a language.
func (t Text) In(lang diag.Lang) string {
	if lang == diag.ZH {
		return t.ZH
	}
	return t.EN
}

// Commands is a set of commands.
type Commands uint16

// The commands. BatchMerge is the form of "batch" that --merge selects: it takes
// other operands and fewer flags.
const (
	Build Commands = 1 << iota
	Check
	Preflight
	Batch
	BatchMerge
	Import
	Verify
	Fonts
	Init
	Schema
	Version
	Completion
	Help
)

// Kind says what a value is: how it is shown where nothing more telling is given,
// and what a shell offers for it.
type Kind uint8

const (
	Switch   Kind = iota // a flag without a value
	Choice               // one of few words
	Free                 // text that nothing can be offered for
	File                 // a file, with one of certain endings where Ext lists them
	Folder               // a folder
	Manifest             // a manifest, or a folder with one
	Theme                // the name of a bundled theme, or a theme's file
	Length               // with a unit, as 3mm
	Number               // an integer
	Duration             // as time.ParseDuration reads it
	Size                 // bytes, as 512MiB
	Setting              // KEY=VALUE
	Topic                // what "help" has a text for
)

// Command is one row of the table of commands, or a form of one.
type Command struct {
	ID   Commands
	Name string
	// Mode names the flag that selects this form; empty: the command's first form.
	Mode string
	// Synopsis follows the command's name; About, of first forms, explains it in
	// whole lines.
	Synopsis, About Text
	// Operands are what it takes in order; the last one stands for all that follow.
	Operands []Operand
	// Min and Max bound the number of operands; a negative Max is none.
	Min, Max int
	// Missing is the finding if there are fewer than Min, or if one is none of the
	// words of a Choice; its arguments are then that operand and those words.
	Missing diag.Code
}

// Operand is what a command takes besides flags.
type Operand struct {
	Kind   Kind
	Ext    string   // of File and Manifest: the usual endings, separated by blanks
	Values []string // of Choice
}

// Flag is one row of the table of flags. Several rows may have one name if they
// mean different things to different commands.
type Flag struct {
	Name     string // without dashes
	Of       Commands
	Kind     Kind
	Values   []string // of Choice: all there are
	Ext      string   // of File and Theme: the usual endings, separated by blanks
	Min, Max int64    // of Number and Size; Max 0: none
	// Arg stands for the value in usage; where empty, what Kind or Values say.
	Arg    Text
	Repeat bool // may be given several times
	// Profile is the only kind of file the flag applies to: "print", "archive";
	// empty: any. With another one it is an error, for whoever gives it expects
	// another file than would be made.
	Profile string
	Needs   string // flag without which this one means nothing
	Without string // flag that contradicts this one
	// Because is the finding that explains the contradiction; empty: one that only
	// states it. Its arguments are the two flags in alphabetical order.
	Because diag.Code
	About   Text
	// to returns where the value goes: a pointer whose type says how it is read,
	// see store; nil: the flag is read before all others, see Preview.
	to func(*Arguments) any
}

// Dashed returns the flag as it is written: -o, --theme.
func (f *Flag) Dashed() string { return dashed(f.Name) }

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// Argument returns what stands for the flag's value in usage; empty for a switch.
func (f *Flag) Argument(lang diag.Lang) string {
	switch {
	case f.Arg != Text{}:
		return f.Arg.In(lang)
	case f.Kind == Choice:
		return strings.Join(f.Values, "|")
	}
	return f.Kind.placeholder().In(lang)
}

func (k Kind) placeholder() Text {
	switch k {
	case File:
		return Text{"文件", "FILE"}
	case Folder:
		return Text{"文件夹", "DIR"}
	case Theme:
		return Text{"名称|文件", "NAME|FILE"}
	case Length:
		return Text{"长度", "LENGTH"}
	case Number:
		return Text{"N", "N"}
	case Duration:
		return Text{"时长", "D"}
	case Size:
		return Text{"大小", "B"}
	case Setting:
		return Text{"键=值", "KEY=VALUE"}
	case Free:
		return Text{"名称", "NAME"}
	}
	return Text{}
}

// All returns every command in the order of usage, each once, in its first form.
func All() iter.Seq[*Command] {
	return func(yield func(*Command) bool) {
		for i := range commands {
			if c := &commands[i]; c.Mode == "" && !yield(c) {
				return
			}
		}
	}
}

// Find returns the first form of a command; nil if there is none of that name.
func Find(name string) *Command {
	for c := range All() {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Names returns the names of all commands in the order of usage.
func Names() []string {
	var names []string
	for c := range All() {
		names = append(names, c.Name)
	}
	return names
}

// Forms returns the forms of a command, the first one first.
func (c *Command) Forms() iter.Seq[*Command] {
	return func(yield func(*Command) bool) {
		for i := range commands {
			if f := &commands[i]; f.Name == c.Name && !yield(f) {
				return
			}
		}
	}
}

// forms returns the set of a command's forms.
func (c *Command) forms() (set Commands) {
	for f := range c.Forms() {
		set |= f.ID
	}
	return set
}

// Flags returns the flags that the command takes in any of its forms, in the
// order of usage.
func (c *Command) Flags() iter.Seq[*Flag] { return flagsOf(c.forms()) }

// OwnFlags returns the flags that this form of the command takes, in the order of
// usage.
func (c *Command) OwnFlags() iter.Seq[*Flag] { return flagsOf(c.ID) }

func flagsOf(set Commands) iter.Seq[*Flag] {
	return func(yield func(*Flag) bool) {
		for i := range flags {
			if f := &flags[i]; f.Of&set != 0 && !yield(f) {
				return
			}
		}
	}
}

// Flag returns the command's flag of a name; nil if it takes none of that name.
func (c *Command) Flag(name string) *Flag { return find(name, c.forms()) }

// find returns the flag of a name that one of the commands takes; nil if none does.
func find(name string, set Commands) *Flag {
	for f := range flagsOf(set) {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// AnyFlag returns a flag of a name that any command takes; nil if none does. Rows
// of one name are all switches or all take a value.
func AnyFlag(name string) *Flag { return find(name, ^Commands(0)) }
