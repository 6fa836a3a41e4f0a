//go:build !unix

package raster

import "time"

// cpuTime is not known.
func cpuTime() time.Duration { return 0 }
