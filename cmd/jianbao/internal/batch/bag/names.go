package bag

import (
	"encoding/hex"
	"io/fs"
	"path/filepath"
	"strings"

	"jianbao/cmd/jianbao/internal/batch/name"
)

// inside reports whether a path with slashes is inside the bag, in canonical
// form and in UTF-8.
func inside(s string) bool {
	return fs.ValidPath(s) && s != "." && !strings.ContainsRune(s, 0) && filepath.IsLocal(filepath.FromSlash(s))
}

// Portable reports whether all names of a path are valid on every system. Such
// names have no character that a manifest must escape.
func Portable(s string) bool {
	for part := range strings.SplitSeq(s, "/") {
		if name.Clean(part, name.MaxBytes) != part {
			return false
		}
	}
	return true
}

// isDigest reports whether a text is the given number of bytes in lower-case
// hexadecimal.
func isDigest(s string, bytes int) bool {
	_, err := hex.DecodeString(s)
	return err == nil && len(s) == 2*bytes && strings.ToLower(s) == s
}
