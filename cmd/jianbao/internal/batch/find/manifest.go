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

// maxHead is how much of a *.toml is looked at, in bytes. Half a megabyte of
// the worst TOML costs the parser half a second and 50 MB; that this tree is
// read by the process that must not fall bounds it.
const maxHead = 512 << 10

// largeError says that a file is larger than what was looked at, where nothing
// of a manifest was found.
type largeError struct{ size int64 }

func (e *largeError) Error() string { return fmt.Sprintf("%d bytes are too many to judge", e.size) }

var errNotRegular = errors.New("not a regular file")

// isManifest reports whether a *.toml is a manifest, or no TOML.
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
	if !info.Mode().IsRegular() { // it was replaced since the folder was read
		return false, errNotRegular
	}
	head, err := io.ReadAll(io.LimitReader(f, maxHead+1))
	if err != nil {
		return false, err
	}
	if glance.SaysManifest(head) {
		return true, nil
	}
	if len(head) > maxHead {
		return false, &largeError{max(info.Size(), int64(len(head)))}
	}
	table, ok := strict.Read(name, head, &diag.List{})
	return !ok || table.Has("schema") || isTable(table.Value("issue")), nil
}

func isTable(v *strict.Value) bool { return v != nil && v.Kind() == strict.KindTable }
