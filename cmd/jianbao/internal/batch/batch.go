// Package batch holds what the parts of `jianbao batch` say to each other:
// years of back issues, built overnight, with nothing lost whenever the run is
// stopped.
//
//	find ──▶ plan (names, shard) ──▶ work (child processes) ──▶ store (files, journal) ──▶ report, bag
//
// Only the parent process writes, and only through Files, so that a test can
// stop it after any operation. Everything in the output but the folder
// StateDir is a function of the input alone: no times, hosts or paths of the
// machine.
package batch

import (
	"time"

	"jianbao/content/diag"
)

// StateDir is the folder in the output for what may differ from run to run:
// journal, lock, logs.
const StateDir = ".jianbao"

// Issue is an issue that was found.
type Issue struct {
	Root string // PATH of the command line it was found under, as given
	Key  string // path of the manifest below Root, with slashes, valid UTF-8 and unlike any other: sorts, shards and names the issue
	Path string // of the manifest, as the system names it
	Real string // the same after links, absolute: each issue is built once
}

// Status is what came of an issue.
type Status string

// The statuses, from best to worst.
const (
	OK      Status = "ok"
	Warning Status = "warning" // built, with warnings
	Failed  Status = "failed"  // nothing was written for it
)

// Worst is the order of Status.
func Worst(a, b Status) Status {
	rank := map[Status]int{OK: 0, Warning: 1, Failed: 2}
	if rank[a] < rank[b] {
		return b
	}
	return a
}

// Input is a file that was read for an issue. Each is read once: what is
// hashed, what is set and what is bagged are the same bytes.
type Input struct {
	Name   string `json:"name"` // below the issue's folder, with slashes; of fonts and themes elsewhere: their base name
	Kind   string `json:"kind"` // as in package manifest: manifest, article, picture, theme, font, profile
	Size   int64  `json:"size"`
	SHA512 string `json:"sha512"`
	Ref    string `json:"ref,omitempty"` // path as the issue gives it, of files elsewhere
	Data   []byte `json:"-"`             // empty for fonts: they are listed, not copied
}

// Finding is a message about an issue.
type Finding struct {
	Severity string `json:"severity"` // error, warning, notice
	Code     string `json:"code"`
	Place    string `json:"place,omitempty"` // "articles/02.txt:3:1", below the issue's folder
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"` // what to do about it
}

// FindingOf returns a finding in the words of a language, "zh" or "en", without
// its place.
func FindingOf(d *diag.Diagnostic, lang string) Finding {
	in := diag.EN
	if lang == "zh" {
		in = diag.ZH
	}
	return Finding{Severity: d.Severity.String(), Code: string(d.Code), Message: d.Message(in), Hint: d.Hint(in)}
}

// Result is what a worker made of an issue. A worker that crashed, took too
// long or too much memory has made one with Status Failed and one finding.
type Result struct {
	Status    Status    `json:"status"`
	Title     string    `json:"title"` // of the publication
	Issuer    string    `json:"issuer,omitempty"`
	Year      int       `json:"year"`
	Number    string    `json:"issue"`            // as printed: 第9-10期
	RawNumber string    `json:"number"`           // as in the manifest: 9-10
	Record    string    `json:"record,omitempty"` // 档号
	Date      string    `json:"date"`
	Pages     int       `json:"pages"`
	Profile   string    `json:"profile"`          // "archive PDF/A-2u"
	SHA512    string    `json:"sha512,omitempty"` // of the PDF
	Warnings  int       `json:"warnings"`
	Errors    int       `json:"errors"`
	Findings  []Finding `json:"findings"`
	Encodings []string  `json:"encodings"` // of the articles, each once, sorted
	Fallbacks []string  `json:"fallbacks"` // faces that were not the first choice, sorted
	Fonts     []string  `json:"fonts"`     // "NotoSerifSC-Regular sha256:…", sorted
	Inputs    []Input   `json:"inputs"`
	InputHash string    `json:"input_hash"` // see work.InputHash
	Tool      string    `json:"tool"`

	PDF     []byte `json:"-"`
	Sidecar []byte `json:"-"` // metadata of the issue, JSON with names after DA/T 46
}

// Entry is a line of the journal: an issue that is done.
type Entry struct {
	Key    string `json:"key"`
	Output string `json:"output"` // path of the PDF below the output; empty if it failed
	Result Result `json:"result"`
}

// Options of a run that change bytes; they are part of every input hash.
type Options struct {
	Profile  string   // screen, print, archive
	Standard string   // 2u, 2a, 3u, 4, 1a; empty: the profile's usual one
	Epoch    string   // SOURCE_DATE_EPOCH, empty if not set
	FontDirs []string // where fonts and themes may lie besides below the issue's folder
	Build    string   // what this program is: revision and embedded data
	Lang     string   // of messages
}

// Limits bound what one issue may take.
type Limits struct {
	Timeout time.Duration // 5 min
	Memory  int64         // bytes; 1 GiB
}
