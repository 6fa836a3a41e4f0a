// Package verify checks what a batch made, or a bag that was delivered: every
// checksum, and what an archive's four-nature test (四性检测, DA/T 70-2018) asks
// that a program can find out without being told more than lies there.
//
//   - authentic 真实: files are, byte for byte, what was written, and what they
//     say of themselves agrees with what was recorded of them;
//   - complete 完整: everything is there, to the last byte;
//   - usable 可用: it can be read, by another reader than the writer's kin;
//   - safe 安全: it does nothing but be read, and can be kept on every system.
//
// Nothing is written, and nothing is read outside the folder. Memory does not
// grow with the size of files: a PDF is held at a time, and of a bound size.
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
// a bag and has no bags in it.
var ErrNothing = errors.New("neither the output of a batch nor a bag")

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

// Natures returns all of them.
func Natures() []Nature { return []Nature{Authentic, Complete, Usable, Safe} }

// String returns the nature's name, which codes begin with.
func (n Nature) String() string { return [...]string{"authentic", "complete", "usable", "safe"}[n] }

// Term returns the nature's name for people.
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

// Summary says what was looked at and how much was found.
type Summary struct {
	Issues int   // of the journal's plan, or PDFs of our bags
	Failed int   // issues that could not be built, as the journal or a bag says
	Bags   int   // that were checked
	Files  int   // that were read to their end
	PDFs   int   // that were looked into
	Bytes  int64 // of the files
	Found  [natures]Counts
}

// Counts are findings by severity.
type Counts struct{ Errors, Warnings, Notices int }

// Holds reports whether nothing is wrong: there are no errors.
func (s *Summary) Holds() bool {
	for _, c := range s.Found {
		if c.Errors > 0 {
			return false
		}
	}
	return true
}

// verifier is one check under way.
type verifier struct {
	root  *os.Root
	files batch.Files
	out   string
	tell  func(diag.Diagnostic)
	sum   Summary
	pdf   []byte // the PDF that is held, kept for the next one's bytes
}

// Run checks a folder. Each finding is told as soon as it is known, in an order
// that depends on nothing but the folder's content; places are paths below the
// folder, or manifests of the journal. The error is ErrNothing, or that of a
// system that does not let the folder be read.
func Run(out string, found func(diag.Diagnostic)) (Summary, error) {
	root, err := os.OpenRoot(out)
	if errors.Is(err, os.ErrNotExist) || err != nil && isFile(out) {
		return Summary{}, ErrNothing
	}
	if err != nil {
		return Summary{}, fmt.Errorf("verify: %w", err)
	}
	defer root.Close()
	v := &verifier{root: root, files: osfiles.Files{}, out: out, tell: found}
	journal, err := v.look()
	switch {
	case err != nil:
		v.found("complete-journal", path.Join(batch.StateDir, "journal.jsonl"), err)
		_, err = v.folder()
		return v.sum, err
	case journal != nil:
		return v.sum, v.journal(journal)
	}
	there, err := v.folder()
	if err == nil && !there {
		err = ErrNothing
	}
	return v.sum, err
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

// look reads the journal; nil if there is none. A link or a pipe in its place is
// none.
func (v *verifier) look() (*store.View, error) {
	for _, name := range []string{batch.StateDir, batch.StateDir + "/journal.jsonl"} {
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

// found tells a finding about a file or a folder below the output.
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
