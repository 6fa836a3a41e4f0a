//go:build !unix

package backissues

import "errors"

func makePipe(string) error { return errors.ErrUnsupported }
