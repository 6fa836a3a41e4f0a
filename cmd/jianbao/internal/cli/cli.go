// Package cli holds the command line as data: the commands, their flags and the
// texts about both. Parsing, usage, documentation and shell completion use the two
// tables in commands.go and flags.go; a new flag is a new row.
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
	Desk
	Import
	Verify
	Fonts
	Init
	New
	Watch
	Schema
	Version
	Completion
	Help
)

// Kind is the kind of a value. It determines the value's placeholder in usage, unless
// the row has one of its own, and what a shell offers for it.
type Kind uint8

const (
	Switch   Kind = iota // a flag without a value
	Choice               // one of a list of words
	Free                 // any text; a shell offers nothing
	File                 // a file, with one of the endings in Ext if given
	Folder               // a folder
	Manifest             // a manifest, or a folder with one
	Theme                // the name of a bundled theme, or a theme's file
	Length               // a length with a unit, such as 3mm
	Number               // an integer
	Duration             // as time.ParseDuration reads it
	Size                 // a number of bytes, such as 512MiB
	Setting              // KEY=VALUE
	Key                  // the name of a key of manifests or themes
	Topic                // a name for which "help" has a text
)

// Command is one row of the table of commands, or a form of one.
type Command struct {
	ID   Commands
	Name string
	// Mode names the flag that selects this form; empty: the command's first form.
	Mode string
	// Synopsis follows the command's name in usage. Summary, of first forms, is its
	// line in the overview; About, of first forms, describes the command.
	Synopsis, Summary, About Text
	// Operands are the operands in order; the last one stands for all further ones.
	Operands []Operand
	// Min and Max bound the number of operands; a negative Max means no limit.
	Min, Max int
	// Missing is the finding if there are fewer than Min operands, or if an operand is
	// not one of the words of a Choice; its arguments are then that operand and the
	// words.
	Missing diag.Code
}

// Operand is an argument of a command that is not a flag.
type Operand struct {
	Kind   Kind
	Ext    string   // of File and Manifest: the usual endings, separated by spaces
	Values []string // of Choice
}

// Flag is one row of the table of flags. Rows with the same name have different
// meanings for different commands.
type Flag struct {
	Name     string // without dashes
	Of       Commands
	Kind     Kind
	Values   []string // of Choice: all allowed values
	Ext      string   // of File and Theme: the usual endings, separated by spaces
	Min, Max int64    // of Number and Size; Max 0: no limit
	// Arg is the placeholder of the value in usage; empty: that of Kind or Values.
	Arg    Text
	Repeat bool // may be given several times
	// Profile is the only profile the flag applies to, "print" or "archive"; empty:
	// all. With another profile the flag is an error: the user expects a different
	// kind of file.
	Profile string
	Needs   string // flag that this one requires
	Without string // flag that contradicts this one
	// Because is the finding that explains the contradiction; empty: a general one.
	// Its arguments are the two flags in alphabetical order.
	Because diag.Code
	About   Text
	// to returns a pointer to the field for the value; its type determines how the
	// value is parsed, see store. Nil: the flag is read before all others, see
	// Preview.
	to func(*Arguments) any
}

// Dashed returns the flag with its dashes: -o, --theme.
func (f *Flag) Dashed() string { return dashed(f.Name) }

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// Argument returns the placeholder of the flag's value in usage; empty for a switch.
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
	case Key:
		return Text{"键", "KEY"}
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

// Find returns the first form of a command; nil if no command has that name.
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

// Flag returns the command's flag with a name; nil if it has none.
func (c *Command) Flag(name string) *Flag { return find(name, c.forms()) }

// find returns the flag with a name that one of the commands takes; nil if none does.
func find(name string, set Commands) *Flag {
	for f := range flagsOf(set) {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// AnyFlag returns a flag with a name that any command takes; nil if none does. Rows
// with the same name are either all switches or all take a value.
func AnyFlag(name string) *Flag { return find(name, ^Commands(0)) }
