// Package pattern holds regular expressions back until they are asked for. Most
// runs need few of them, and what is compiled at the start every run pays for.
package pattern

import (
	"regexp"
	"sync"
)

// New returns a function that compiles expr at its first call, for any number of
// goroutines, and panics there if expr is none.
func New(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
