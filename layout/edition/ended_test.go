package edition

import (
	"context"
	"os"
	"sync/atomic"
	"testing"

	"jianbao/content/diag"
)

// countdown is a context that is done when it has been asked a number of times.
type countdown struct {
	context.Context
	left atomic.Int64
}

// Err implements context.Context.
func (c *countdown) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// A context that is done ends each stage wherever it is, without a file and without an
// error; one that is not changes nothing.
func TestEnded(t *testing.T) {
	step := int64(48)
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		step = 1
	}
	g := New(Options{})
	for _, c := range []struct {
		folder string
		Choices
	}{{"luting-2025-02", Choices{Profile: "print"}}, {"small", Choices{Theme: "jianbao"}}, {"official", Choices{}}} {
		for asked := int64(0); ; asked += 1 + asked*step/8 {
			ctx := &countdown{Context: context.Background()}
			ctx.left.Store(asked)
			c.Context = ctx
			var log diag.List
			e := g.ReadFile("../../testdata/issues/"+c.folder+"/issue.toml", c.Choices, &log)
			e.Compose()
			if err := e.Render(); err != nil {
				t.Fatal(c.folder, asked, err)
			}
			e.Preflight()
			if left := ctx.left.Load(); left >= 0 {
				if e.PDF() == nil {
					t.Error(c.folder, "there is no file", left)
				}
				break
			}
			if e.PDF() != nil && e.Doc == nil {
				t.Error(c.folder, asked, "there is a file without pages")
			}
		}
	}
}
