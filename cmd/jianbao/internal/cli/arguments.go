package cli

import "time"

// Arguments are the arguments of a command, read. What a flag has not set is
// zero.
type Arguments struct {
	Command  *Command // the form that was asked for
	Operands []string
	Output   string // -o
	Dump     string
	Report   string
	Choices  Choices
	Batch    BatchFlags
}

// Choices are the flags that decide how an issue looks and what file is made of
// it, as they were written; empty: not given.
type Choices struct {
	Profile, PDFX, PDFA, Inks string
	ICC, Condition, Bleed     string
	Binding, Impose, Paper    string
	Marks, OutlineText        bool
	Theme                     string
	Set                       []KeyValue
	// Bound are the flags given that apply to files of one profile only.
	Bound []Bound
}

// KeyValue is one --set.
type KeyValue struct{ Key, Value string }

// Bound is a flag, as it is written, with the only profile it applies to.
type Bound struct{ Flag, Profile string }

// BatchFlags are those that only the command for many issues takes.
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
