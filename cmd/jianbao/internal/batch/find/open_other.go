//go:build !unix

package find

const nonBlocking = 0
