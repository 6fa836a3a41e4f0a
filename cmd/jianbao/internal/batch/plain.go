package batch

import (
	"io/fs"

	"jianbao/content/diag"
)

// NotPlainError reports something in an output that is neither a regular file
// nor a folder where one is expected: a link, a pipe, a socket or a device. The
// program makes none and follows none there.
type NotPlainError struct {
	Name string
	Mode fs.FileMode
}

func (e *NotPlainError) Error() string { return e.Name + " is " + e.Kind().EN }

// Kind returns what is there.
func (e *NotPlainError) Kind() diag.Term {
	switch {
	case e.Mode&fs.ModeSymlink != 0:
		return diag.Term{ZH: "链接", EN: "a link"}
	case e.Mode&fs.ModeNamedPipe != 0:
		return diag.Term{ZH: "管道", EN: "a pipe"}
	case e.Mode&fs.ModeSocket != 0:
		return diag.Term{ZH: "套接字", EN: "a socket"}
	case e.Mode.IsDir():
		return diag.Term{ZH: "文件夹", EN: "a folder"}
	case e.Mode.IsRegular():
		return diag.Term{ZH: "文件，不是文件夹", EN: "a file and no folder"}
	}
	return diag.Term{ZH: "设备", EN: "a device"}
}
