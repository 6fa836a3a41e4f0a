// Package testgc lets the collector of a test program run less often: tests
// allocate much and live briefly. A test file imports it for that effect alone.
package testgc

import (
	"os"
	"runtime/debug"
)

// percent is GOGC in test programs. It saves a tenth to a third of the processor
// time of packages that compose many documents.
const percent = 400

func init() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
