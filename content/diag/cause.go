package diag

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"
)

// Cause returns the underlying error of an I/O error without its path, which
// findings show separately.
func Cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// reasons are the commonest errors of the system in Chinese. Others are shown as
// the system words them.
var reasons = []struct {
	err error
	zh  string
}{
	{fs.ErrPermission, "没有权限"},
	{fs.ErrNotExist, "不存在"},
	{fs.ErrExist, "已经存在"},
	{syscall.EIO, "读写时硬件出错"},
	{syscall.EISDIR, "是文件夹"},
	{syscall.ENOTDIR, "路径中有一段不是文件夹"},
	{syscall.ENAMETOOLONG, "名称太长"},
	{syscall.ELOOP, "符号链接太多，或者首尾相接"},
	{syscall.ENOSPC, "磁盘已满"},
	{syscall.EROFS, "磁盘只读"},
	{syscall.EMFILE, "打开的文件太多"},
	{syscall.ETIMEDOUT, "超时"},
}

// Reason returns the text of an error in a language. Of an error that wraps another, only the
// wrapped reason is translated.
func Reason(err error, lang Lang) string {
	text := err.Error()
	if lang == EN {
		return text
	}
	inner := err
	for next := errors.Unwrap(inner); next != nil; next = errors.Unwrap(inner) {
		inner = next
	}
	for _, r := range reasons {
		if rest, ok := strings.CutSuffix(text, inner.Error()); ok && errors.Is(inner, r.err) {
			return rest + r.zh
		}
	}
	return text
}
