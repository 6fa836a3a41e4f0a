// Package verify checks the output of a batch or a delivered bag: all
// checksums, and the parts of an archive's four-nature test (四性检测, DA/T
// 70-2018) that need no information from outside the folder.
//
//   - authentic 真实: files are, byte for byte, what was written, and their
//     metadata agree with what was recorded;
//   - complete 完整: everything is there, to the last byte;
//   - usable 可用: it can be read, by a reader independent of the writer;
//   - safe 安全: it has no active content, and can be stored on every system.
//
// Nothing is written, and nothing is read outside the folder. Memory is
// bounded: one PDF at a time is in memory, and larger ones than a limit are not
// loaded.
package verify

import (
	"errors"
	"fmt"
	"os"
	"path"
	"strings"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/bag"
	"jianbao/cmd/jianbao/internal/batch/osfiles"
	"jianbao/cmd/jianbao/internal/batch/store"
	"jianbao/content/diag"
)

// ErrNothing is returned for a folder that is neither the output of a batch nor
// a bag and contains no bags.
var ErrNothing = errors.New("neither the output of a batch nor a bag")

// ErrMissing is returned for a folder that does not exist.
var ErrMissing = errors.New("no such folder")

// Nature is one of the four natures.
type Nature int

// The natures, in the order of DA/T 70.
const (
	Authentic Nature = iota
	Complete
	Usable
	Safe
	natures
)

// Natures returns all natures.
func Natures() []Nature { return []Nature{Authentic, Complete, Usable, Safe} }

// String returns the nature's name, which is the prefix of its codes.
func (n Nature) String() string { return [...]string{"authentic", "complete", "usable", "safe"}[n] }

// Term returns the nature's name for messages.
func (n Nature) Term() diag.Term {
	return [...]diag.Term{{ZH: "真实", EN: "authentic"}, {ZH: "完整", EN: "complete"}, {ZH: "可用", EN: "usable"}, {ZH: "安全", EN: "safe"}}[n]
}

// NatureOf returns the nature that a finding is about.
func NatureOf(code diag.Code) Nature {
	for _, n := range Natures() {
		if strings.HasPrefix(string(code), n.String()+"-") {
			return n
		}
	}
	return Usable
}

// Basis is what an output was checked against.
type Basis int

// The bases, from the strongest.
const (
	ByJournal Basis = iota
	ByIndex         // there is no journal: the index, and the manifests of bags
	ByBags          // there is neither: the manifests of bags alone
)

// String returns the basis for reports.
func (b Basis) String() string { return [...]string{"journal", "index", "bags"}[b] }

// Summary holds what was checked and the numbers of findings.
type Summary struct {
	Basis  Basis
	Unread bool  // there is a journal, and it cannot be used
	Issues int   // of the journal's plan or the index; else PDFs of bags written by this program
	Failed int   // issues that could not be built, according to the same record
	Bags   int   // bags checked
	Files  int   // files read completely
	PDFs   int   // PDFs inspected
	Bytes  int64 // of the files
	Found  [natures]Counts
}

// Counts are findings by severity.
type Counts struct{ Errors, Warnings, Notices int }

// Holds reports whether there are no errors.
func (s *Summary) Holds() bool { return s.total().Errors == 0 }

// Clean reports whether there are no errors and no warnings.
func (s *Summary) Clean() bool {
	t := s.total()
	return t.Errors+t.Warnings == 0
}

func (s *Summary) total() (t Counts) {
	for _, c := range s.Found {
		t.Errors += c.Errors
		t.Warnings += c.Warnings
		t.Notices += c.Notices
	}
	return t
}

// verifier is the state of one check.
type verifier struct {
	root   *os.Root
	files  batch.Files
	out    string
	tell   func(diag.Diagnostic)
	maxPDF int64 // see the constant
	sum    Summary
	odd    map[string]bool // reported as not regular
	pdf    []byte          // buffer of the current PDF, reused for the next one
}

// Run checks a folder. It calls found for each finding as soon as it is known,
// in an order that depends only on the folder's content; places are paths
// relative to the folder, or manifests of the journal or index. The error is
// ErrMissing, ErrNothing, or a system error if the folder cannot be read.
func Run(out string, found func(diag.Diagnostic)) (Summary, error) {
	return run(out, maxPDF, found)
}

// run is Run with a limit for the size of PDFs that are inspected, in bytes.
func run(out string, maxPDF int64, found func(diag.Diagnostic)) (Summary, error) {
	root, err := os.OpenRoot(out)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return Summary{}, ErrMissing
	case err != nil && isFile(out):
		return Summary{}, ErrNothing
	case err != nil:
		return Summary{}, fmt.Errorf("verify: %w", err)
	}
	defer root.Close()
	v := &verifier{root: root, files: osfiles.Files{Outs: []string{out}}, out: out, tell: found, maxPDF: maxPDF}
	journal, err := v.look()
	if journal != nil && err == nil {
		return v.sum, v.journal(journal)
	}
	damaged := err
	if damaged == nil && v.hasState() {
		damaged = errNoJournal
	}
	there, err := v.folder()
	switch {
	case err != nil:
		return v.sum, err
	case !there && (damaged == nil || errors.Is(damaged, errNoJournal)):
		return v.sum, ErrNothing
	case damaged != nil:
		v.sum.Unread = !errors.Is(damaged, errNoJournal)
		v.found("complete-journal", path.Join(batch.StateDir, batch.JournalFile), journalReason(damaged))
	}
	return v.sum, nil
}

// errNoJournal is returned if an output has the folder of a journal and no journal.
var errNoJournal = errors.New("it is missing")

// journalReason returns why there is no usable journal, for messages.
func journalReason(err error) any {
	if errors.Is(err, errNoJournal) {
		return diag.Term{ZH: "文件不在", EN: err.Error()}
	}
	return err
}

// hasState reports whether a batch has kept its journal in the output.
func (v *verifier) hasState() bool {
	info, err := v.root.Lstat(batch.StateDir)
	return err == nil && info.IsDir()
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

// look returns the journal; nil if there is none, or if a link or pipe is in its
// place.
func (v *verifier) look() (*store.View, error) {
	for _, name := range []string{batch.StateDir, batch.StateDir + "/" + batch.JournalFile} {
		info, err := v.root.Lstat(name)
		if errors.Is(err, os.ErrNotExist) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if !info.IsDir() && !info.Mode().IsRegular() {
			return nil, bag.ErrNotRegular
		}
	}
	return store.Look(v.files, v.out)
}

// found reports a finding about a file or folder in the output.
func (v *verifier) found(code diag.Code, at string, args ...any) {
	severity, _ := diag.SeverityOf(code)
	d := diag.Diagnostic{Code: code, Severity: severity, Args: args}
	if at != "" && at != "." {
		d.Span = diag.Whole(at)
	}
	c := &v.sum.Found[NatureOf(code)]
	switch severity {
	case diag.Error:
		c.Errors++
	case diag.Warning:
		c.Warnings++
	default:
		c.Notices++
	}
	v.tell(d)
}
