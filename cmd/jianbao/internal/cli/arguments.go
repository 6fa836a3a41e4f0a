package cli

import (
	"time"

	"jianbao/layout/edition"
)

// Arguments are the parsed arguments of a command. Fields whose flag was not given
// are zero.
type Arguments struct {
	Command  *Command // the form that the flags select
	Operands []string
	Output   string // -o
	Dump     string
	Outline  bool     // --outline of check
	Explain  []string // --explain of check
	Report   string
	Strict   bool // warnings fail
	Choices  edition.Choices
	System   bool // --system of fonts
	Write    bool // --write of fonts
	Batch    BatchFlags
	Desk     DeskFlags
	Import   ImportFlags
	New      NewFlags
	Open     bool // --open of watch
	Series   bool // --publication of init
}

// DeskFlags are the flags of the command desk alone.
type DeskFlags struct {
	Port   int // 0: any free one
	NoOpen bool
}

// ImportFlags are the flags of the command import alone.
type ImportFlags struct {
	Values  []string // --set
	Update  bool
	Section string
	Docx    bool
	Changes string
	Split   string
	Dry     bool
}

// NewFlags are the flags of the command new alone; empty: not given.
type NewFlags struct {
	From, Number, Date, Total string
}

// BatchFlags are the flags of the command batch alone.
type BatchFlags struct {
	Jobs     int // 0: not given
	Shard    string
	Resume   bool
	Upgrade  bool
	Bag      bool
	Merge    bool
	Name     string
	Timeout  time.Duration // 0: not given
	Memory   Bytes         // 0: not given
	FontDirs []string
	FailFast bool
	DryRun   bool
	Quiet    bool
}

// Bytes is an amount of memory.
type Bytes int64
