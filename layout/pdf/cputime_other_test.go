//go:build !unix

package pdf

import "time"

// cpuTime is not known.
func cpuTime() time.Duration { return 0 }
