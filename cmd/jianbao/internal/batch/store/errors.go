package store

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ExistsError is returned where an output holds a journal and was not to be
// resumed, or Merge's target holds one of another run.
type ExistsError struct{ Out string }

func (e *ExistsError) Error() string {
	return e.Out + " holds the journal of an earlier run: resume it, or choose another output"
}

// OtherRunError is returned where the journal is of a run that must not be
// continued as this one: another shard, or not one issue in common. Going on
// would remove its files.
type OtherRunError struct{ Out, Why string }

func (e *OtherRunError) Error() string {
	return fmt.Sprintf("%s is the output of another run (%s): choose another output", e.Out, e.Why)
}

// BuildError is returned where the output was made by another build of the
// program and an upgrade was not asked for.
type BuildError struct {
	Out, Was, Is string
	Redone       int // issues that would be built again
}

func (e *BuildError) Error() string {
	return fmt.Sprintf("%s was made by %s, this is %s: %d issues would be built again", e.Out, e.Was, e.Is, e.Redone)
}

// ForeignError is returned where files would be replaced that no run made.
// Nothing was written over.
type ForeignError struct {
	Out   string
	Names []string // below Out, with slashes, sorted
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("%s holds files that are not of this batch and stand in its way: %s", e.Out, strings.Join(e.Names, ", "))
}

// DamagedError is returned for a journal that is damaged before its end, which
// no interruption does. Without the damaged line the journal is good again,
// and its issue is built anew; the first two lines cannot be missed.
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

// SchemaError is returned for a journal that this program does not know.
type SchemaError struct {
	Path   string
	Schema int
}

func (e *SchemaError) Error() string {
	return fmt.Sprintf("%s has schema %d; this program knows %d", e.Path, e.Schema, Schema)
}

// HeldError is returned where another process works on the output. PID is 0 if
// it did not say.
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

// Reason is why the system refused.
type Reason int

// Reasons that a user can do something about.
const (
	Other    Reason = iota
	Full            // no space, or no quota: make room
	Denied          // no permission
	ReadOnly        // the file system is mounted read-only
)

// SystemError is an operation that the system refused. What was whole before it
// is whole after it: make room, or mend what Reason says, and resume.
type SystemError struct {
	Reason Reason
	Err    error
}

func (e *SystemError) Error() string { return e.Err.Error() }
func (e *SystemError) Unwrap() error { return e.Err }

// system wraps an error of the system once.
func system(err error) error {
	var already *SystemError
	if err == nil || errors.As(err, &already) {
		return err
	}
	return &SystemError{Reason: reason(err), Err: err}
}

// Merge's refusals.
var (
	ErrNoOutput   = errors.New("no output of a batch")
	ErrPlans      = errors.New("it is of another plan")
	ErrOptions    = errors.New("it was made with other options or by another build")
	ErrShards     = errors.New("shards are missing or there twice")
	ErrUnfinished = errors.New("it is not finished: resume it")
	ErrChanged    = errors.New("a file is missing or is not as it was written: resume the shard")
	ErrTwice      = errors.New("an issue or a file is in two shards")
)

// MergeError is returned where outputs cannot be merged.
type MergeError struct {
	Out    string // of the shard in question, empty if it is none of them
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

// Unwrap returns which refusal it is.
func (e *MergeError) Unwrap() error { return e.Err }
