package find

import (
	"errors"
	"fmt"
	"io"
	"os"

	"jianbao/cmd/jianbao/internal/batch/glance"
	"jianbao/content/diag"
	"jianbao/content/strict"
)

// maxHead is the number of bytes of a *.toml that are examined. Half a megabyte
// of the worst TOML takes the parser half a second and 50 MB; the limit is low
// because this runs in the parent process, which must not fail.
const maxHead = 512 << 10

// largeError is returned for a file larger than maxHead whose examined part
// shows no manifest.
type largeError struct{ size int64 }

func (e *largeError) Error() string {
	return fmt.Sprintf("the file is too large to examine (%d bytes)", e.size)
}

var errNotRegular = errors.New("not a regular file")

// isManifest reports whether a *.toml is a manifest or not valid TOML.
func isManifest(name string) (bool, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return false, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return false, err
	}
	if !info.Mode().IsRegular() { // replaced since the folder was read
		return false, errNotRegular
	}
	head, err := io.ReadAll(io.LimitReader(f, maxHead+1))
	if err != nil {
		return false, err
	}
	if glance.IsManifest(head) {
		return true, nil
	}
	if len(head) > maxHead {
		return false, &largeError{max(info.Size(), int64(len(head)))}
	}
	table, ok := strict.Read(name, head, &diag.List{})
	return !ok || table.Has("schema") || isTable(table.Value("issue")), nil
}

func isTable(v *strict.Value) bool { return v != nil && v.Kind() == strict.KindTable }
