// Package pattern compiles regular expressions on first use. Most runs need few
// of them, and compiling all at start-up would slow every run.
package pattern

import (
	"regexp"
	"sync"
)

// New returns a function that compiles expr on its first call and returns the
// same expression from then on. It panics on that call if expr is invalid, and
// is safe for concurrent use.
func New(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
