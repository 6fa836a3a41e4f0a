//go:build !unix

package bag

const nonBlocking = 0
