package bag

import (
	"encoding/hex"
	"io/fs"
	"path/filepath"
	"strings"

	"jianbao/cmd/jianbao/internal/batch/name"
)

// inside reports whether a path with slashes lies below the bag, spelled in the
// one way there is, in UTF-8.
func inside(s string) bool {
	return fs.ValidPath(s) && s != "." && !strings.ContainsRune(s, 0) && filepath.IsLocal(filepath.FromSlash(s))
}

// Portable reports whether every system takes all names of a path. None of them
// has a character that a manifest would have to escape.
func Portable(s string) bool {
	for part := range strings.SplitSeq(s, "/") {
		if name.Clean(part, name.MaxBytes) != part {
			return false
		}
	}
	return true
}

// isDigest reports whether a text is so many bytes in lower hexadecimal.
func isDigest(s string, bytes int) bool {
	_, err := hex.DecodeString(s)
	return err == nil && len(s) == 2*bytes && strings.ToLower(s) == s
}
