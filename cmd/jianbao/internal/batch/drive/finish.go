package drive

import (
	"io"
	"maps"
	"path"
	"slices"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/bag"
	"jianbao/cmd/jianbao/internal/batch/report"
	"jianbao/cmd/jianbao/internal/batch/store"
)

// finish writes the files that cover all issues. Bags are written only after a
// complete run, because an incomplete bag looks like a complete one.
func (r *runner) finish() error {
	if err := r.store.Tidy(); err != nil {
		return err
	}
	if r.Plan.Bags && r.out.Left == 0 {
		if err := r.bags(); err != nil {
			return err
		}
	}
	if err := r.index(); err != nil {
		return err
	}
	return r.store.Finish()
}

// index writes the table of all issues and computes the summary.
func (r *runner) index() error {
	duplicates, err := r.duplicates()
	if err != nil {
		return err
	}
	return r.store.Put(store.File{Name: report.IndexName, From: func(w io.Writer) error {
		x := report.NewIndex(w)
		for _, item := range r.store.Plan() {
			e, _, ok, err := r.store.Entry(item.Key)
			if err != nil {
				return err
			}
			if !ok {
				x.Add(report.NotBuilt(item.Key, r.Tool, r.Options.Lang))
				continue
			}
			duplicates.Mark(&e)
			r.out.Summary.Add(&e)
			x.Add(&e)
		}
		return x.Close()
	}})
}

// duplicates finds the issues with the same identity as another.
func (r *runner) duplicates() (*report.Duplicates, error) {
	d := &report.Duplicates{Lang: r.Options.Lang}
	err := r.store.Entries(func(e batch.Entry, _ []store.Written) error {
		d.Add(&e)
		return nil
	})
	return d, err
}

// bags completes every bag: it writes the manifests, the bag's metadata, and
// last the declaration, which marks the folder as a bag.
func (r *runner) bags() error {
	byBag := map[string][]store.Item{}
	for _, item := range r.store.Plan() {
		if item.Bag != "" {
			byBag[item.Bag] = append(byBag[item.Bag], item)
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(byBag)) {
		b := bag.Bag{Epoch: r.Options.Epoch, Tool: r.Tool}
		for _, item := range byBag[folder] {
			if err := r.intoBag(&b, folder, item); err != nil {
				return err
			}
		}
		if len(b.Payload) == 0 {
			continue // every issue failed: the bag would be empty
		}
		tags, err := b.Tags()
		if err != nil {
			return err
		}
		// The declaration is the last.
		for _, t := range tags {
			if err := r.store.Put(store.File{Name: path.Join(folder, t.Name), Data: t.Data}); err != nil {
				return err
			}
		}
		r.out.Bags++
	}
	return nil
}

// intoBag adds an issue to a bag's metadata.
func (r *runner) intoBag(b *bag.Bag, folder string, item store.Item) error {
	e, files, ok, err := r.store.Entry(item.Key)
	if err != nil || !ok {
		return err
	}
	q := &e.Result
	if q.Title != "" {
		b.Title, b.Year = q.Title, q.Year
	}
	if q.Status == batch.Failed {
		failed := bag.Failed{Key: e.Key, Number: q.Number}
		if f := report.Worst(q.Findings); f != nil {
			failed.Code = f.Code
		}
		b.Failed = append(b.Failed, failed)
		return nil
	}
	b.Issues = append(b.Issues, q.Number)
	b.Issuers = append(b.Issuers, q.Issuer)
	for _, f := range files {
		b.Payload = append(b.Payload, bag.File{Name: f.Name[len(folder)+1:], SHA512: f.SHA512, Size: f.Size})
	}
	return nil
}
