package main

import (
	"cmp"
	"path/filepath"

	"jianbao/cmd/jianbao/internal/batch/drive"
	"jianbao/cmd/jianbao/internal/batch/osfiles"
	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/content/diag"
)

// merge joins the outputs of all shards of a batch.
func (a *app) merge(o *cli.Arguments) int {
	var log diag.List
	b := batchRun{app: a, flags: o.Batch, out: cmp.Or(o.Output, defaultOut)}
	for _, shard := range o.Operands {
		switch {
		case resolved(b.out) == resolved(shard):
			return a.wrongUsage("batch", "usage-over-input", diag.Fix{}, filepath.ToSlash(shard))
		case within(b.out, shard):
			return a.wrongUsage("batch", "usage-in-output", diag.Fix{}, filepath.ToSlash(b.out), filepath.ToSlash(shard))
		}
	}
	return b.locked(func() int {
		outcome, err := drive.Merge(drive.MergeConfig{
			Files: osfiles.Files{Outs: append([]string{b.out}, o.Operands...)}, Out: b.out, Shards: o.Operands, Bags: o.Batch.Bag, Tool: tool().String(),
		}, &log)
		a.report(&log)
		switch {
		case log.HasErrors():
			return statusUsage
		case err != nil:
			return b.refused(err)
		}
		b.summarize(&outcome, 0)
		if outcome.Summary.Failed > 0 {
			return statusCopy
		}
		return statusDone
	})
}
