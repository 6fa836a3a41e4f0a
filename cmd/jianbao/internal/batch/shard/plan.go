package shard

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/diag"
)

// Planned is an issue of a plan: its key, the path of its PDF, and its bag.
type Planned struct{ Key, Output, Bag string }

// PlanHash returns the SHA-256, in hexadecimal, of the entire plan: all issues
// in order with their outputs, and the options that affect output bytes. It is
// the same for all shards of a batch.
func PlanHash(plan []Planned, opt batch.Options) (string, error) {
	h := sha256.New()
	enc := json.NewEncoder(h)
	opt.FontDirs = nil // their paths differ between machines
	if err := enc.Encode(opt); err != nil {
		return "", err
	}
	for _, p := range plan {
		if err := enc.Encode([3]string{p.Key, p.Output, p.Bag}); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Part is the output of a shard to be merged.
type Part struct {
	Name  string // of its folder, for messages
	Shard Shard
	Plan  string // PlanHash
}

// maxMissing is the maximum number of missing shards listed.
const maxMissing = 20

// Complete reports whether parts are all shards of one batch, each once;
// otherwise it adds findings to log.
func Complete(parts []Part, log *diag.List) bool {
	before := log.Count(diag.Error)
	if len(parts) == 0 {
		log.Add("merge-nothing", diag.Span{})
		return false
	}
	first := parts[0]
	n := max(first.Shard.N, 1)
	have := map[int]string{}
	for _, p := range parts {
		i := max(p.Shard.I, 1) // an undivided batch is 1/1
		switch {
		case max(p.Shard.N, 1) != n:
			log.Add("merge-count", diag.Whole(p.Name), Shard{i, max(p.Shard.N, 1)}.String(), first.Name, n)
			continue
		case p.Plan != first.Plan:
			log.Add("merge-plan", diag.Whole(p.Name), first.Name)
		}
		if other, ok := have[i]; ok {
			log.Add("merge-twice", diag.Whole(p.Name), Shard{i, n}.String(), other)
			continue
		}
		have[i] = p.Name
	}
	var missing []string
	for i := 1; i <= n; i++ {
		if _, ok := have[i]; !ok {
			missing = append(missing, Shard{i, n}.String())
		}
	}
	if len(missing) > 0 {
		count := len(missing)
		if count > maxMissing {
			missing = append(slices.Clip(missing[:maxMissing]), "…")
		}
		log.Add("merge-missing", diag.Span{}, count, missing)
	}
	return log.Count(diag.Error) == before
}
