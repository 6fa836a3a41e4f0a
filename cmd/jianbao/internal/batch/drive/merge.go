package drive

import (
	"errors"
	"path/filepath"
	"strings"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/bag"
	"jianbao/cmd/jianbao/internal/batch/shard"
	"jianbao/cmd/jianbao/internal/batch/store"
	"jianbao/content/diag"
)

// MergeConfig describes a merge.
type MergeConfig struct {
	Files  batch.Files
	Out    string
	Shards []string // their outputs
	Bags   bool
	Tool   string
}

// Merge combines the outputs of all shards to the output that an undivided run
// would have written. Shards that do not belong together are reported in log,
// and nothing is written. Other errors are those of store.Open; the merge can
// be continued by calling it again.
//
// The caller must hold the lock of the output.
func Merge(c MergeConfig, log *diag.List) (Outcome, error) {
	before := log.Count(diag.Error)
	var parts []shard.Part
	lang := ""
	for _, out := range c.Shards {
		v, err := store.Look(c.Files, out)
		if err != nil {
			return Outcome{}, err
		}
		if v == nil {
			log.Add("merge-no-output", diag.Whole(filepath.ToSlash(out)))
			continue
		}
		lang = v.Header.Options.Lang
		parts = append(parts, shard.Part{Name: filepath.ToSlash(out), Shard: shard.Shard{I: v.Header.Shard, N: v.Header.Shards}, Plan: v.Header.Plan})
	}
	if log.Count(diag.Error) > before || !shard.Complete(parts, log) {
		return Outcome{}, nil
	}
	to := store.Destination{Name: unbagged, Seal: bag.Declaration}
	if c.Bags {
		to.Name, to.Bags = bagged, true
		to.Refuse = func(r *batch.Result) { refuse(r, because("batch-name-none"), lang) }
	}
	s, err := store.Merge(c.Files, c.Out, c.Shards, to)
	if refused(err, log) {
		return Outcome{}, nil
	}
	if err != nil {
		return Outcome{}, err
	}
	r := &runner{Config: Config{Plan: Plan{Bags: c.Bags}, Options: s.Header().Options, Tool: c.Tool}, store: s}
	r.out.Removed = s.Removed()
	err = r.finish()
	return r.out, errors.Join(err, s.Close())
}

// unbagged keeps the names of PDFs and omits the material for bags.
func unbagged(_ store.Item, name string) string {
	if strings.HasPrefix(name, batch.MaterialDir+"/") {
		return ""
	}
	return name
}

// bagged moves all files of an issue into its bag.
func bagged(item store.Item, name string) string {
	return inBag(item, strings.TrimPrefix(name, batch.MaterialDir+"/"))
}

// refused reports in log why shards cannot be merged; it returns false for
// other errors.
func refused(err error, log *diag.List) bool {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		all := true
		for _, err := range many.Unwrap() {
			all = refused(err, log) && all
		}
		return all
	}
	var m *store.MergeError
	if !errors.As(err, &m) {
		return false
	}
	code := map[error]diag.Code{
		store.ErrNoOutput: "merge-no-output", store.ErrPlans: "merge-plan", store.ErrOptions: "merge-plan", store.ErrShards: "merge-missing",
		store.ErrUnfinished: "merge-unfinished", store.ErrChanged: "merge-changed", store.ErrTwice: "merge-issue-twice",
	}
	for is, c := range code { // one of them, in any order
		if errors.Is(err, is) {
			log.Add(c, diag.Whole(filepath.ToSlash(m.Out)), m.Detail)
			return true
		}
	}
	return false
}
