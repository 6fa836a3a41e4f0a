package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"jianbao/content/diag"
)

// batchFlags are what only the commands for many issues take.
type batchFlags struct {
	jobs     int
	shard    string
	resume   bool
	upgrade  bool
	bag      bool
	merge    bool
	name     string
	timeout  time.Duration
	memory   int64 // bytes
	fontDirs []string
	failFast bool
	dryRun   bool
	quiet    bool
}

var (
	batchSwitches = []string{"resume", "upgrade", "bag", "merge", "fail-fast", "dry-run", "quiet"}
	batchNames    = slices.Concat([]string{"jobs", "shard", "name", "timeout", "max-memory", "font-dir"}, batchSwitches)
	batchAllowed  = slices.Concat([]string{"o", "report", "profile", "pdfx", "pdfa"}, batchNames, messageFlags)
	verifyAllowed = append([]string{"report"}, messageFlags...)
	mergeAllowed  = slices.Concat([]string{"o", "merge", "bag", "quiet"}, messageFlags)
)

// Bounds and defaults of a batch.
const (
	maxJobs       = 1024
	minMemory     = 64 << 20
	defaultMemory = 1 << 30
	defaultTime   = 5 * time.Minute
)

// set takes a flag of a batch. If its value is wrong it returns the code that
// says so and what the code's text wants besides the flag.
func (f *batchFlags) set(name, value string) (code diag.Code, args []any) {
	switch name {
	case "jobs":
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 || n > maxJobs {
			return "usage-number", []any{value, maxJobs}
		}
		f.jobs = n
	case "timeout":
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 {
			return "usage-duration", []any{value}
		}
		f.timeout = d
	case "max-memory":
		n, ok := parseSize(value)
		if !ok || n < minMemory {
			return "usage-size", []any{value}
		}
		f.memory = n
	case "font-dir":
		f.fontDirs = append(f.fontDirs, value)
	case "shard":
		f.shard = value
	case "name":
		f.name = value
	case "resume":
		f.resume = true
	case "upgrade":
		f.upgrade = true
	case "bag":
		f.bag = true
	case "merge":
		f.merge = true
	case "fail-fast":
		f.failFast = true
	case "dry-run":
		f.dryRun = true
	case "quiet":
		f.quiet = true
	}
	return "", nil
}

// parseSize reads a number of bytes: 512MiB, 2G, 1073741824. K, M and G count
// in 1024, as memory is sold.
func parseSize(s string) (int64, bool) {
	digits := strings.TrimRight(s, "KMGTiBkmgtb ")
	unit, ok := map[string]int64{
		"": 1, "b": 1, "k": 1 << 10, "kb": 1 << 10, "kib": 1 << 10, "m": 1 << 20, "mb": 1 << 20, "mib": 1 << 20,
		"g": 1 << 30, "gb": 1 << 30, "gib": 1 << 30, "t": 1 << 40, "tb": 1 << 40, "tib": 1 << 40,
	}[strings.ToLower(strings.TrimSpace(s[len(digits):]))]
	n, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || n < 0 || n > (1<<62)/unit {
		return 0, false
	}
	return n * unit, true
}
