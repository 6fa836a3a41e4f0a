package store

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"
)

// ExistsError is returned if an output contains a journal and Config.Resume is
// not set, or if Merge's target contains one of another run.
type ExistsError struct{ Out string }

func (e *ExistsError) Error() string {
	return e.Out + " holds the journal of an earlier run: resume it, or choose another output"
}

// OtherRunError is returned if the journal is of another run: of another shard,
// or without a common issue. Continuing would remove its files.
type OtherRunError struct {
	Out           string
	Shard, Shards int // of the other run, from 1; 0 if it has other issues
}

func (e *OtherRunError) Error() string {
	why := "other issues"
	if e.Shards > 0 {
		why = fmt.Sprintf("shard %d/%d", e.Shard, e.Shards)
	}
	return fmt.Sprintf("%s is the output of another run (%s): choose another output", e.Out, why)
}

// OptionsError is returned if finished issues were built with other options.
// Continuing would remove or replace their files.
type OptionsError struct {
	Out         string
	Differences []Difference // at least one
}

// Difference is an option whose value differs between two runs. Was and Is are
// the values, or the option itself if it has none; empty: it was not given.
type Difference struct{ Option, Was, Is string }

func (e *OptionsError) Error() string {
	return fmt.Sprintf("%s was made with other options %q: use the same, or choose another output", e.Out, e.Differences)
}

// BuildError is returned if the output was made by another build of the program
// and Config.Upgrade is not set.
type BuildError struct {
	Out, Was, Is string
	Redone       int // issues that would be built again
}

func (e *BuildError) Error() string {
	return fmt.Sprintf("%s was made by %s, this is %s: %d issues would be built again", e.Out, e.Was, e.Is, e.Redone)
}

// ForeignError is returned if files that no run has written would be replaced.
// They were not changed.
type ForeignError struct {
	Out   string
	Names []string // relative to Out, with slashes, sorted
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("%s contains files that do not belong to this batch and would be overwritten: %s", e.Out, strings.Join(e.Names, ", "))
}

// DamagedError is returned for a journal that is damaged before its end, which
// interruptions do not cause. Without the damaged line the journal is valid,
// and the issue is built again; the first two lines are indispensable.
type DamagedError struct {
	Path string
	Line int // from 1
}

func (e *DamagedError) Error() string {
	if e.Line <= 2 {
		return fmt.Sprintf("%s: line %d is damaged, and nothing can be resumed without it: choose another output", e.Path, e.Line)
	}
	return fmt.Sprintf("%s: line %d is damaged: delete that line, and its issue is built again", e.Path, e.Line)
}

// SchemaError is returned for a journal of an unknown schema.
type SchemaError struct {
	Path   string
	Schema int
}

func (e *SchemaError) Error() string {
	return fmt.Sprintf("%s has schema %d; this program supports %d", e.Path, e.Schema, Schema)
}

// NoFolderError reports that the output is a file of some kind.
type NoFolderError struct {
	Out  string
	Mode fs.FileMode
}

func (e *NoFolderError) Error() string { return e.Out + " is not a folder" }

// HeldError is returned if another process is using the output. PID is 0 if
// unknown.
type HeldError struct {
	Out   string
	PID   int
	Host  string
	Since time.Time
}

func (e *HeldError) Error() string {
	if e.PID == 0 {
		return e.Out + " is in use by another process"
	}
	return fmt.Sprintf("%s is in use by process %d on %s since %s", e.Out, e.PID, e.Host, e.Since.Format(time.RFC3339))
}

// Reason is the cause of a system error.
type Reason int

// Causes that a user can remove.
const (
	Other    Reason = iota
	Full            // no space, or no quota: make room
	Denied          // no permission
	ReadOnly        // the file system is mounted read-only
)

// SystemError is a failed operation of the system. Finished output is intact:
// remove the cause given by Reason, and resume.
type SystemError struct {
	Reason Reason
	Err    error
}

func (e *SystemError) Error() string { return e.Err.Error() }
func (e *SystemError) Unwrap() error { return e.Err }

// system wraps err in a *SystemError, unless it is one.
func system(err error) error {
	var already *SystemError
	if err == nil || errors.As(err, &already) {
		return err
	}
	return &SystemError{Reason: reason(err), Err: err}
}

// Reasons of a MergeError.
var (
	ErrNoOutput   = errors.New("not the output of a batch")
	ErrPlans      = errors.New("it belongs to another plan")
	ErrOptions    = errors.New("it was made with other options or by another build")
	ErrShards     = errors.New("shards are missing or repeated")
	ErrUnfinished = errors.New("it is unfinished: resume it")
	ErrChanged    = errors.New("a file is missing or has changed: resume the shard")
	ErrTwice      = errors.New("an issue or a file is in two shards")
)

// MergeError is returned if outputs cannot be merged.
type MergeError struct {
	Out    string // of the shard concerned; empty if it is not about one shard
	Detail string // shards, file or count
	Err    error  // one of the above
}

func (e *MergeError) Error() string {
	text := e.Err.Error()
	if e.Out != "" {
		text = e.Out + ": " + text
	}
	if e.Detail != "" {
		text += " (" + e.Detail + ")"
	}
	return text
}

// Unwrap returns the reason, one of the errors above.
func (e *MergeError) Unwrap() error { return e.Err }
