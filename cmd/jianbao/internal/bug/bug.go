// Package bug reports panics as findings: a panic is a fault of the program, and
// its stack is for whoever repairs it.
package bug

import (
	"fmt"

	"jianbao/content/diag"
	"jianbao/content/parallel"
)

// Report adds the finding for a value that recover returned, and returns the panic
// with the stack of the goroutine in which it happened.
func Report(recovered any, log *diag.List) *parallel.Panic {
	p := parallel.Recovered(recovered)
	log.Add("internal", diag.Span{}, fmt.Errorf("%v", p.Value))
	return p
}
