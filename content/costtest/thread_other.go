//go:build !linux

package costtest

import "time"

func threadTime() (time.Duration, bool) { return 0, false }
