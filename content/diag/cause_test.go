package diag

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"
)

// TestReason: the commonest reasons of the system are shown in Chinese, with what
// the program puts before them; others as they are.
func TestReason(t *testing.T) {
	for _, c := range []struct {
		err error
		zh  string
	}{
		{fs.ErrPermission, "没有权限"},
		{fmt.Errorf("open a: %w", fs.ErrNotExist), "open a: 不存在"},
		{&fs.PathError{Op: "open", Path: "a", Err: fs.ErrExist}, "open a: 已经存在"},
		{fmt.Errorf("%w (a)", fs.ErrExist), "file already exists (a)"},
		{errors.New("odd"), "odd"},
	} {
		d := Diagnostic{Code: "file-unreadable", Args: []any{"b", c.err}}
		if got, want := d.Message(ZH), "读不了“b”："+c.zh; got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if got, want := d.Message(EN), `cannot read "b": `+c.err.Error(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
