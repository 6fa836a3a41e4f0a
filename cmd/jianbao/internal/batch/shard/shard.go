// Package shard divides a batch among machines that do not communicate, and
// checks whether their outputs belong together.
package shard

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"jianbao/content/diag"
)

// MaxShards is the maximum number of shards of a batch.
const MaxShards = 100_000

// Shard is shard I of N, counted from 1. The zero Shard is the entire batch.
type Shard struct{ I, N int }

// String returns the shard in the form of the flag: 3/7.
func (s Shard) String() string { return strconv.Itoa(s.I) + "/" + strconv.Itoa(s.N) }

// Whole reports whether the shard is the entire batch.
func (s Shard) Whole() bool { return s.N <= 1 }

// Has reports whether an issue belongs to the shard: by the first 8 bytes of
// the SHA-256 of its key, big-endian, modulo N.
func (s Shard) Has(key string) bool {
	if s.Whole() {
		return true
	}
	sum := sha256.Sum256([]byte(key))
	return binary.BigEndian.Uint64(sum[:8])%uint64(s.N) == uint64(s.I-1)
}

// Error is an invalid value of the flag: wrong usage.
type Error struct {
	Code diag.Code
	Args []any
}

func (e *Error) Error() string { return string(e.Code) + fmt.Sprint(e.Args...) }

func fail(code diag.Code, args ...any) error { return &Error{code, args} }

// Parse reads I/N, or auto/N, which takes I from the Kubernetes Job or Slurm
// array that the process belongs to. The environment is read only for auto.
// Errors are of type *Error.
func Parse(text string, getenv func(string) string) (Shard, error) {
	first, last, ok := strings.Cut(text, "/")
	n, okN := number(last)
	if !ok || !okN || n < 1 || n > MaxShards {
		return Shard{}, fail("shard-form", text, MaxShards)
	}
	if first == "auto" {
		return automatic(n, getenv)
	}
	i, okI := number(first)
	switch {
	case !okI:
		return Shard{}, fail("shard-form", text, MaxShards)
	case i < 1 || i > n:
		return Shard{}, fail("shard-range", i, n)
	}
	return Shard{i, n}, nil
}

// number parses a decimal number without sign.
func number(s string) (int, bool) {
	if s == "" || len(s) > 9 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// Environment variables with a process's index in its job.
const (
	envIndex = "JOB_COMPLETION_INDEX" // Kubernetes Indexed Job, from 0
	envTask  = "SLURM_ARRAY_TASK_ID"
	envFirst = "SLURM_ARRAY_TASK_MIN"
	envStep  = "SLURM_ARRAY_TASK_STEP"
	envCount = "SLURM_ARRAY_TASK_COUNT"
)

func automatic(n int, getenv func(string) string) (Shard, error) {
	index, task := getenv(envIndex), getenv(envTask)
	var i int
	var err error
	switch {
	case index != "" && task != "":
		return Shard{}, fail("shard-auto-both", envIndex, envTask)
	case index != "":
		if i, err = variable(envIndex, index); err != nil {
			return Shard{}, err
		}
		i++
	case task != "":
		if i, err = slurm(n, task, getenv); err != nil {
			return Shard{}, err
		}
	default:
		return Shard{}, fail("shard-auto-none", envIndex, envTask)
	}
	if i < 1 || i > n {
		return Shard{}, fail("shard-range", i, n)
	}
	return Shard{i, n}, nil
}

// slurm counts the tasks of an array. An array whose number of tasks is not N
// is rejected: if only some tasks were resubmitted, they would be counted from
// another start and be assigned to other shards.
func slurm(n int, task string, getenv func(string) string) (int, error) {
	id, err := variable(envTask, task)
	if err != nil {
		return 0, err
	}
	first, step := 0, 1
	if first, err = variable(envFirst, getenv(envFirst)); err != nil {
		return 0, err
	}
	if s := getenv(envStep); s != "" {
		if step, err = variable(envStep, s); err != nil {
			return 0, err
		}
	}
	if step < 1 || id < first || (id-first)%step != 0 {
		return 0, fail("shard-auto-array", id, first, step)
	}
	if s := getenv(envCount); s != "" {
		count, err := variable(envCount, s)
		if err != nil {
			return 0, err
		}
		if count != n {
			return 0, fail("shard-auto-count", count, n)
		}
	}
	return (id-first)/step + 1, nil
}

func variable(name, value string) (int, error) {
	n, ok := number(value)
	if !ok {
		return 0, fail("shard-auto-value", name, value)
	}
	return n, nil
}
