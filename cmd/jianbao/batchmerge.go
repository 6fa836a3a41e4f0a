package main

import (
	"cmp"
	"path/filepath"

	"jianbao/cmd/jianbao/internal/batch/drive"
	"jianbao/cmd/jianbao/internal/batch/osfiles"
	"jianbao/content/diag"
)

// merge joins the outputs of all shards of a batch.
func (a *app) merge(args []string) int {
	o, ok := a.parse("batch", args, mergeAllowed)
	if !ok {
		return statusUsage
	}
	var log diag.List
	if len(o.operand) == 0 {
		log.Add("merge-nothing", diag.Span{})
		a.report(&log)
		return statusUsage
	}
	b := batchRun{app: a, flags: o.batch, out: cmp.Or(o.output, defaultOut)}
	for _, shard := range o.operand {
		if same, err := filepath.Abs(shard); err == nil {
			if out, err := filepath.Abs(b.out); err == nil && out == same {
				return a.wrongUsage("batch", "usage-over-input", diag.Fix{}, filepath.ToSlash(shard))
			}
		}
	}
	return b.locked(func() int {
		outcome, err := drive.Merge(drive.MergeConfig{
			Files: osfiles.Files{}, Out: b.out, Shards: o.operand, Bags: o.batch.bag, Tool: "jianbao " + versionOf().Version,
		}, &log)
		a.report(&log)
		switch {
		case log.HasErrors():
			return statusUsage
		case err != nil:
			return b.refused(err)
		}
		b.sum(&outcome, 0)
		if outcome.Summary.Failed > 0 {
			return statusCopy
		}
		return statusDone
	})
}
