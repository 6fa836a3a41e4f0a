package store

import (
	"fmt"
	"sync"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/crashfiles"
)

// TestParallel checks that concurrent calls of Add give the same output as
// sequential ones.
func TestParallel(t *testing.T) {
	var plan []fake
	for i := range 40 {
		folder := fmt.Sprintf("%d/%d", i%3, i%7)
		f := fake{key: fmt.Sprintf("%02d.toml", i), output: fmt.Sprintf("%s/%02d.pdf", folder, i), input: "h", pdf: "%PDF", failed: i%10 == 9}
		if !f.failed {
			f.extra = map[string]string{fmt.Sprintf("%s/extra/%02d.json", folder, i): "{}"}
		}
		plan = append(plan, f)
	}
	alone, d := crashfiles.New(), crashfiles.New()
	mustRun(t, alone, plan)
	s, err := Open(config(d, plan))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for _, f := range plan {
		wg.Go(func() {
			if done, err := s.Done(f.key, func(*batch.Entry) string { return f.input }); done || err != nil {
				t.Errorf("%s: done %v, %v", f.key, done, err)
			}
			if err := s.Add(f.entry(), f.files()...); err != nil {
				t.Error(err)
			}
			if err := s.Entries(func(batch.Entry, []Written) error { return nil }); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := finish(s); err != nil {
		t.Fatal(err)
	}
	same(t, "in parallel", visible(d.After(worst)), visible(alone))
	if built := mustRun(t, d, plan); built != 4 {
		t.Errorf("resumed, it built %d; four had failed", built)
	}
}
