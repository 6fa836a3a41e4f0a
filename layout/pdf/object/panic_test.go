package object

import (
	"strings"
	"testing"

	"jianbao/content/parallel"
)

// TestPanicOfDeflatingIsTheCallers: a deflater that panics does so in the goroutine
// of the caller, where it can be recovered.
func TestPanicOfDeflatingIsTheCallers(t *testing.T) {
	for _, workers := range []int{1, 4} {
		kept := new(Deflaters)
		for range 64 { // a pool may drop some of them
			kept.idle.Put(&Deflater{level: usualLevel}) // without its writer
		}
		func() {
			defer func() {
				v := recover()
				if v == nil {
					t.Fatalf("%d workers: no panic", workers)
				}
				if p := parallel.Recovered(v); !strings.Contains(string(p.Stack), "Deflater).Piece") {
					t.Errorf("%d workers: not the stack of the panic:\n%v", workers, p)
				}
			}()
			deflateAll(make([][]byte, 100), kept, usualLevel, workers)
		}()
	}
}
