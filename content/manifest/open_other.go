//go:build !unix

package manifest

const nonBlocking = 0
