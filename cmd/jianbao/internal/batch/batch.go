// Package batch holds the types shared by the parts of `jianbao batch`, which
// builds years of back issues in one run that can be interrupted at any time
// without loss.
//
//	find ──▶ plan (names, shard) ──▶ work (child processes) ──▶ store (files, journal) ──▶ report, bag
//
// Only the parent process writes, and only through Files, so that a test can stop
// it after any operation. The output outside the folder StateDir depends only on
// the input: it contains no times, hosts or paths of the machine.
package batch

import (
	"path/filepath"
	"strings"
	"time"

	"jianbao/content/diag"
)

// StateDir is the folder in the output for data that may differ from run to
// run: journal, lock, logs.
const StateDir = ".jianbao"

// JournalFile and LockFile are in the StateDir of every output.
const (
	JournalFile = "journal.jsonl"
	LockFile    = "lock"
)

// StateFiles returns the names of the files that tell the StateDir of an output from
// other folders of that name.
func StateFiles() []string { return []string{JournalFile, LockFile} }

// MaterialDir is the folder in a shard's output for the material of bags other than
// PDFs, which a merge with bags needs.
const MaterialDir = "for-bags"

// Issue is an issue found by package find.
type Issue struct {
	Root string // PATH of the command line it was found under, as given
	Key  string // path of the manifest relative to Root, with slashes, in valid UTF-8 and unique: identifies the issue, and determines order and shard
	Path string // of the manifest, in the system's form
	Real string // absolute path with links resolved: each issue is built once
	// Tree is the absolute path, with links resolved, of the folder that was given:
	// publication.toml is not looked for above it. Empty: it is not looked for at all.
	Tree string
}

// maxAbove is how many folders above an issue's are searched for publication.toml.
const maxAbove = 3

// Folders returns the folders in which publication.toml is looked for, relative to the
// issue's: its own, and those above it in the tree.
func (i Issue) Folders() []string {
	if i.Tree == "" {
		return nil
	}
	out := []string{"."}
	below, err := filepath.Rel(i.Tree, filepath.Dir(i.Real))
	if err != nil || below == "." || !filepath.IsLocal(below) {
		return out
	}
	for range min(maxAbove, 1+strings.Count(below, string(filepath.Separator))) {
		out = append(out, filepath.Join("..", out[len(out)-1]))
	}
	return out
}

// Status is the result of an issue.
type Status string

// The statuses, from best to worst.
const (
	OK      Status = "ok"
	Warning Status = "warning" // built, with warnings
	Failed  Status = "failed"  // no files written
)

// Worst returns the worse of two statuses.
func Worst(a, b Status) Status {
	rank := map[Status]int{OK: 0, Warning: 1, Failed: 2}
	if rank[a] < rank[b] {
		return b
	}
	return a
}

// Input is a file read for an issue. Each file is read once, so that the bytes
// that are hashed, typeset and bagged are the same.
type Input struct {
	Name   string `json:"name"` // relative to the issue's folder, with slashes; base name for fonts and themes outside it; of publication.toml and its files, relative to its folder
	Kind   string `json:"kind"` // as in package manifest: manifest, publication, article, picture, theme, font, profile
	Size   int64  `json:"size"`
	SHA512 string `json:"sha512"`
	Ref    string `json:"ref,omitempty"` // path as given by the issue, for files outside its folder
	Data   []byte `json:"-"`             // empty for fonts, which are listed and not copied
}

// Finding is a message about an issue.
type Finding struct {
	Severity string `json:"severity"` // error, warning, notice
	Code     string `json:"code"`
	Place    string `json:"place,omitempty"` // "articles/02.txt:3:1", relative to the issue's folder
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"` // how to repair it
}

// Language returns the language of messages named "zh" or "en".
func Language(lang string) diag.Lang {
	if lang == "zh" {
		return diag.ZH
	}
	return diag.EN
}

// FindingOf returns a finding with texts in a language, "zh" or "en", and
// without its place.
func FindingOf(d *diag.Diagnostic, lang string) Finding {
	in := Language(lang)
	return Finding{Severity: d.Severity.String(), Code: string(d.Code), Message: d.Message(in), Hint: d.Hint(in)}
}

// Result is a worker's result for an issue. If the worker crashed or exceeded
// its limits of time or memory, it has Status Failed and one finding.
type Result struct {
	Status    Status    `json:"status"`
	Title     string    `json:"title"` // of the publication
	Issuer    string    `json:"issuer,omitempty"`
	Year      int       `json:"year"`
	Number    string    `json:"issue"`            // as printed: 第9-10期
	RawNumber string    `json:"number"`           // as in the manifest: 9-10
	Record    string    `json:"record,omitempty"` // 档号
	Date      string    `json:"date"`
	Pages     int       `json:"pages"`            // of the PDF; 0 if the issue failed
	Profile   string    `json:"profile"`          // "archive PDF/A-2u"
	SHA512    string    `json:"sha512,omitempty"` // of the PDF
	Warnings  int       `json:"warnings"`
	Errors    int       `json:"errors"`
	Findings  []Finding `json:"findings"`
	Encodings []string  `json:"encodings"` // of the articles, each once, sorted
	Fallbacks []string  `json:"fallbacks"` // fallback faces used, sorted
	Fonts     []string  `json:"fonts"`     // "NotoSerifSC-Regular sha256:…", sorted
	Inputs    []Input   `json:"inputs"`
	InputHash string    `json:"input_hash"` // see work.InputHash
	Tool      string    `json:"tool"`

	PDF     []byte `json:"-"`
	Sidecar []byte `json:"-"` // metadata of the issue: JSON with names from DA/T 46
}

// Entry is the journal's entry for a finished issue.
type Entry struct {
	Key    string `json:"key"`
	Output string `json:"output"` // path of the PDF relative to the output; empty if the issue failed
	Result Result `json:"result"`
}

// Options holds the options of a run that affect output bytes; they are part of
// every input hash.
type Options struct {
	Profile  string   // screen, print, archive
	Standard string   // 2u, 2a, 3u, 4, 1a; empty: the profile's default
	Epoch    string   // SOURCE_DATE_EPOCH, empty if not set
	FontDirs []string // additional folders for fonts and themes
	Build    string   // identifies the program: revision and embedded data
	Lang     string   // of messages
}

// Limits bounds the resources of one issue; zero values mean no limit.
type Limits struct {
	Timeout time.Duration // 5 min by default
	Memory  int64         // bytes; 1 GiB by default
}
