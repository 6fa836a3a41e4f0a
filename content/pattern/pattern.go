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
//
// Every start calls it once for each expression of the program: so it is one small
// call, not inlined, that makes nothing but the function.
//
//go:noinline
func New(expr string) func() *regexp.Regexp {
	l := &lazy{expr: expr}
	return l.compiled
}

type lazy struct {
	expr string
	once sync.Once
	re   *regexp.Regexp
}

func (l *lazy) compiled() *regexp.Regexp {
	l.once.Do(func() { l.re = regexp.MustCompile(l.expr) })
	return l.re
}
