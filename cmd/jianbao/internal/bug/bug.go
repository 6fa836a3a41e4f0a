// Package bug reports panics as findings, with the stack for the developers.
package bug

import (
	"fmt"

	"jianbao/content/diag"
	"jianbao/content/parallel"
)

// Report adds a finding for a value that recover returned, and returns the panic with
// the stack of the goroutine in which it occurred.
func Report(recovered any, log *diag.List) *parallel.Panic {
	p := parallel.Recovered(recovered)
	log.Add("internal", diag.Span{}, fmt.Errorf("%v", p.Value))
	return p
}
