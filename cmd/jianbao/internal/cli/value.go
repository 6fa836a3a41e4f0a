package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"jianbao/layout/edition"
)

// store parses a flag's value according to the type of target and stores it there.
func store(f *Flag, target any, shown, value string) *Wrong {
	switch to := target.(type) {
	case *bool:
		*to = true
	case *string:
		*to = value
	case *[]string:
		*to = append(*to, value)
	case *int:
		n, err := strconv.Atoi(value)
		if err != nil || int64(n) < f.Min || int64(n) > f.Max {
			return wrong("usage-number", shown, value, int(f.Max))
		}
		*to = n
	case *time.Duration:
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 {
			return wrong("usage-duration", shown, value)
		}
		*to = d
	case *Bytes:
		n, ok := parseSize(value)
		if !ok || int64(n) < f.Min {
			return wrong("usage-size", shown, value)
		}
		*to = n
	case *[]edition.Setting:
		key, v, found := strings.Cut(value, "=")
		key, v = strings.TrimSpace(key), strings.TrimSpace(v)
		if !found || key == "" { // an empty text is a value
			return wrong("usage-set", value)
		}
		*to = append(*to, edition.Setting{Key: key, Value: v})
	default:
		panic(fmt.Sprintf("%s has a target of type %T", f.Dashed(), target)) // a test sets every flag
	}
	return nil
}

// parseSize parses a number of bytes: 512MiB, 2G, 1073741824. K, M, G and T are
// powers of 1024, as is usual for memory.
func parseSize(s string) (Bytes, bool) {
	digits := strings.TrimRight(s, "KMGTiBkmgtb ")
	var shift uint
	switch strings.ToLower(strings.TrimSpace(s[len(digits):])) {
	case "", "b":
	case "k", "kb", "kib":
		shift = 10
	case "m", "mb", "mib":
		shift = 20
	case "g", "gb", "gib":
		shift = 30
	case "t", "tb", "tib":
		shift = 40
	default:
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 0 || n > 1<<62>>shift {
		return 0, false
	}
	return Bytes(n << shift), true
}
